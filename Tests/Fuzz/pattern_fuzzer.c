// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Drives string.find, match, gmatch and gsub: with little budget, so that errors are raised in the middle of everything;
// with replacement functions that match, collect garbage and raise; and against the stock library where that is quick.
//
// An input is how to read the rest, then a pattern, its length in front, and a subject; or what the generator makes of it.

#include "budget_stub.h"
#include "comparison.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/// Pushes own[name] and calls it with the arguments on top.
static int call_own(lua_State *L, const char *name, int arguments) {
    lua_getglobal(L, "own");
    lua_getfield(L, -1, name);
    lua_remove(L, -2);
    lua_insert(L, -1 - arguments);
    return lua_pcall(L, arguments, LUA_MULTRET, 0);
}

/// Upvalues: the pattern, and how deep this may go on.
static int nested_reply(lua_State *L) {
    int depth = (int)lua_tointeger(L, lua_upvalueindex(2));
    lua_gc(L, LUA_GCCOLLECT);
    if (depth == 0 || !lua_checkstack(L, 10)) return 0;
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushinteger(L, depth - 1);
    lua_pushcclosure(L, nested_reply, 2);
    int status = call_own(L, "gsub", 3);
    if (status != LUA_OK) return depth % 2 ? lua_error(L) : 0;
    lua_settop(L, 1);
    return 1;
}

static void drive(lua_State *L, const struct made *pattern, const struct made *subject, lua_Integer most) {
    static const char *const names[] = { "find", "match" };
    stub_charged = 0;
    stub_most = most;
    for (int i = 0; i < 2; i++) {
        lua_settop(L, 0);
        lua_pushlstring(L, subject->text, subject->length);
        lua_pushlstring(L, pattern->text, pattern->length);
        call_own(L, names[i], 2);
    }
    lua_settop(L, 0);
    lua_pushlstring(L, subject->text, subject->length);
    lua_pushlstring(L, pattern->text, pattern->length);
    lua_pushvalue(L, -1);
    lua_pushinteger(L, 3);
    lua_pushcclosure(L, nested_reply, 2);
    call_own(L, "gsub", 3);

    lua_settop(L, 0);
    lua_pushlstring(L, subject->text, subject->length);
    lua_pushlstring(L, pattern->text, pattern->length);
    if (call_own(L, "gmatch", 2) != LUA_OK) return;
    for (int i = 0; i < 20; i++) {
        lua_gc(L, LUA_GCCOLLECT);
        lua_settop(L, 1);
        lua_pushvalue(L, 1);
        if (lua_pcall(L, 0, LUA_MULTRET, 0) != LUA_OK || lua_gettop(L) == 1) break;
    }
}

static void take(struct made *made, const uint8_t *data, size_t size) {
    made->length = size < sizeof made->text ? size : sizeof made->text;
    memcpy(made->text, data, made->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct made pattern, subject, replacement;
    static lua_State *L;
    static int runs;
    if (size < 3) return 0;
    if (L == NULL || ++runs % 1000 == 0) {
        if (L) lua_close(L);
        L = comparison_open();
    }
    uint8_t mode = data[0];
    struct source_of_chance source = { .data = data + 2, .left = size - 2, .state = data[1] };
    bool is_made = mode & 1;
    if (is_made) {
        make_pair(&source, &pattern, &subject);
    } else {
        size_t length = data[1] < size - 2 ? data[1] : size - 2;
        take(&pattern, data + 2, length);
        take(&subject, data + 2 + length, size - 2 - length);
        source.left = 0;
    }
    make_replacement(&source, &replacement);
    drive(L, &pattern, &subject, (lua_Integer)10 << (mode >> 1 & 15));
    stub_most = LUA_MAXINTEGER;
    struct example example = { &pattern, &subject, &replacement, (lua_Integer)(mode >> 4) - 4, -1 };
    struct counts counts = { 0 };
    if ((is_made || (pattern.length <= 10 && subject.length <= 16)) && !compare(L, &example, &counts)) abort();
    return 0;
}
