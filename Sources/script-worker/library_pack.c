// Moonpost
// SPDX-License-Identifier: Apache-2.0

// string.pack, unpack and packsize: the library's, behind a look at how much the format asks for.

#include "budget.h"
#include "errors.h"
#include "sandbox.h"

#include <lualib.h>

enum { longest_format = 10000 };

/// Charges for what the format at 1 makes of the arguments: "c1000000000" is a gigabyte, byte by byte.
static void charge_format(lua_State *L) {
    size_t length, size = 0, count, total = 0;
    const char *format = luaL_checklstring(L, 1, &length), *end = format + length;
    if (length > longest_format) misuse(L, "a format of string.pack can have at most %d bytes", (int)longest_format);
    for (int argument = lua_gettop(L); argument > 1; argument--) {
        if (lua_type(L, argument) != LUA_TSTRING) continue;
        lua_tolstring(L, argument, &size);
        total += size;
    }
    for (const char *at = format; at < end;) {
        bool sized = *at++ == 'c';
        for (count = 0; at < end && *at >= '0' && *at <= '9'; at++)
            if (count <= (size_t)limits.memory) count = count * 10 + (size_t)(*at - '0');
        // With what alignment adds.
        total += 32 + (sized ? count : 0);
        if (total > (size_t)limits.memory) break;
    }
    if (total > 4096) charge_text(L, total);
    charge(L, 5 + (lua_Integer)(total / 8));
}

static int packed(lua_State *L) {
    charge_format(L);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/// What is taken apart cannot become more than it is, and the format has few items.
static int unpacked(lua_State *L) {
    size_t length, size;
    luaL_checklstring(L, 1, &length);
    luaL_checklstring(L, 2, &size);
    if (length > longest_format) misuse(L, "a format of string.unpack can have at most %d bytes", (int)longest_format);
    if (size > 4096) charge_memory(L, size);
    charge(L, 5 + (lua_Integer)(length + size / 16));
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static int measured(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    charge(L, 1 + (lua_Integer)length);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

void library_pack(lua_State *L, int stock) {
    static const luaL_Reg functions[] = { { "pack", packed }, { "unpack", unpacked }, { "packsize", measured }, { NULL, NULL } };
    for (const luaL_Reg *function = functions; function->name; function++) {
        lua_getfield(L, stock, function->name);
        lua_pushcclosure(L, function->func, 1);
        lua_setfield(L, -2, function->name);
    }
}
