// Moonpost
// SPDX-License-Identifier: Apache-2.0

// string.* and utf8.*: the library's functions behind checks of size and charges; own ones where the library's can run
// without end or show addresses. Those with patterns are in library_pattern.c.

#include "budget.h"
#include "bytes.h"
#include "errors.h"
#include "sandbox.h"

#include <lualib.h>
#include <string.h>

enum { longest_format = 10000, most_characters = 100000 };

/// Calls the library's function, kept as an upvalue, after charging for the text at 1.
static int charged(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    if (length > 4096) charge_memory(L, length);
    charge(L, 1 + (lua_Integer)(length / 16));
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/// char: the library keeps its arguments busy for a tenth of a microsecond each.
static int charged_arguments(lua_State *L) {
    if (lua_gettop(L) > most_characters) return misuse(L, "more than %d characters at once", (int)most_characters);
    charge(L, 1 + lua_gettop(L) * 4);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static int string_rep(lua_State *L) {
    size_t length, between_length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer count = luaL_checkinteger(L, 2);
    const char *between = luaL_optlstring(L, 3, "", &between_length);
    static struct bytes repeated;
    repeated.length = 0;
    if (count <= 0 || length + between_length == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((lua_Unsigned)count > (lua_Unsigned)limits.memory / (length + between_length)) return halt(L, halt_memory);
    size_t size = (length + between_length) * (size_t)count;
    charge_text(L, size);
    charge(L, 1 + (lua_Integer)(size / 16));
    bytes_reserve(&repeated, size);
    bytes_add(&repeated, text, length);
    bytes_add(&repeated, between, between_length);
    // Twice as much each time, rather than byte by byte.
    while (repeated.length < size) {
        size_t rest = size - repeated.length;
        bytes_add(&repeated, repeated.data, rest < repeated.length ? rest : repeated.length);
    }
    lua_pushlstring(L, repeated.data, size - between_length);
    if (repeated.capacity > 1 << 20) bytes_free(&repeated);
    return 1;
}

/// The library writes each control character as a number by sprintf.
static void charge_quoting(lua_State *L, const char *text, size_t length) {
    charge(L, (lua_Integer)(length / 8));
    lua_Integer numbers = 0;
    for (const char *at = text; at < text + length; at++) numbers += (unsigned char)*at < 32 || *at == 127;
    charge(L, numbers * 12);
}

/// Turns what `%s` shows into text without addresses first; everything else is the library's.
static int string_format(lua_State *L) {
    size_t length, total;
    const char *format = luaL_checklstring(L, 1, &length);
    if (length > longest_format) return misuse(L, "the format of string.format can have at most %d bytes", (int)longest_format);
    int top = lua_gettop(L), argument = 1;
    total = length;
    for (const char *at = format, *end = format + length; at < end; at++) {
        if (*at != '%' || *++at == '%') continue;
        at += strspn(at, "-+ #0123456789.");
        if (++argument > top) break;
        if (*at == 'p') return misuse(L, "string.format does not support %%p: addresses are not shown");
        if (*at == 's' && lua_type(L, argument) != LUA_TSTRING && lua_type(L, argument) != LUA_TNUMBER) {
            push_text(L, argument, NULL);
            lua_replace(L, argument);
        }
        size_t size = 0;
        if (lua_type(L, argument) == LUA_TSTRING) {
            const char *text = lua_tolstring(L, argument, &size);
            if (*at == 'q') charge_quoting(L, text, size);
        }
        // %q writes up to four bytes for one.
        total += 100 + size * 4;
    }
    if (total > 4096) charge_memory(L, total);
    charge(L, 5 + (lua_Integer)(total / 16));
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static void wrap(lua_State *L, const char *name, lua_CFunction function) {
    lua_getfield(L, -2, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

void library_string(lua_State *L) {
    static const char *const simple[] = { "byte", "len", "lower", "reverse", "sub", "upper", NULL };
    luaL_requiref(L, "string", luaopen_string, 0);
    lua_newtable(L);
    wrap(L, "char", charged_arguments);
    for (int i = 0; simple[i]; i++) wrap(L, simple[i], charged);
    wrap(L, "format", string_format);
    library_pattern(L);
    library_pack(L, lua_gettop(L) - 1);
    lua_pushcfunction(L, string_rep);
    lua_setfield(L, -2, "rep");
    lua_remove(L, -2);

    // ("text"):method() and "10" + 1 go through the metatable of texts, which nobody can reach.
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

void library_utf8(lua_State *L) {
    static const char *const simple[] = { "codepoint", "codes", "len", "offset", NULL };
    luaL_requiref(L, "utf8", luaopen_utf8, 0);
    lua_newtable(L);
    wrap(L, "char", charged_arguments);
    lua_getfield(L, -2, "charpattern");
    lua_setfield(L, -2, "charpattern");
    for (int i = 0; simple[i]; i++) wrap(L, simple[i], charged);
    lua_remove(L, -2);
}
