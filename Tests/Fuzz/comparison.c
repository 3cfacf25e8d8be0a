// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "comparison.h"

#include "sandbox.h"

#include <lualib.h>
#include <stdio.h>
#include <string.h>

lua_State *comparison_open(void) {
    lua_State *L = luaL_newstate();
    luaL_requiref(L, "string", luaopen_string, 0);
    lua_setglobal(L, "stock");
    lua_newtable(L);
    library_pattern(L);
    lua_setglobal(L, "own");
    return L;
}

void print_quoted(const char *text, size_t length) {
    fputc('"', stderr);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 32 || byte > 126 || byte == '"' || byte == '\\') fprintf(stderr, "\\%03d", byte);
        else fputc(byte, stderr);
    }
    fputc('"', stderr);
}

static void print_value(lua_State *L, int index) {
    size_t length;
    if (lua_type(L, index) == LUA_TSTRING) {
        const char *text = lua_tolstring(L, index, &length);
        print_quoted(text, length);
    } else if (lua_isinteger(L, index)) {
        fprintf(stderr, "%lld", (long long)lua_tointeger(L, index));
    } else {
        fprintf(stderr, "%s", luaL_typename(L, index));
    }
}

static void print_results(lua_State *L, const char *who, int status, int from, int to) {
    fprintf(stderr, "  %s: %s", who, status == LUA_OK ? "" : "error ");
    for (int i = from; i < to; i++) {
        if (i > from) fprintf(stderr, ", ");
        print_value(L, i);
    }
    fprintf(stderr, "\n");
}

/// What a replacement function was called with, as a hash.
static uint64_t seen;

static void see(const void *data, size_t length) {
    const unsigned char *bytes = data;
    for (size_t i = 0; i < length; i++) seen = (seen ^ bytes[i]) * 1099511628211u;
}

/// Replaces by something that depends on its arguments: a text, a number, false, nil, rarely what is not allowed.
static int reply(lua_State *L) {
    int count = lua_gettop(L);
    for (int i = 1; i <= count; i++) {
        size_t length;
        int type = lua_type(L, i);
        see(&type, sizeof type);
        lua_pushvalue(L, i);
        const char *text = lua_tolstring(L, -1, &length);
        see(text, length);
        lua_pop(L, 1);
    }
    switch (seen >> 20 & 15) {
    case 0: lua_pushboolean(L, 0); return 1;
    case 1: lua_pushnil(L); return 1;
    case 2: return 0;
    case 3: lua_pushnumber(L, (double)(seen & 255) / 2); return 1;
    case 4: if ((seen >> 30 & 15) == 0) lua_newtable(L); else lua_pushinteger(L, -3); return 1;
    case 5: if ((seen >> 30 & 15) == 0) return luaL_error(L, "from the function"); break;
    case 6: lua_pushliteral(L, ""); return 1;
    case 7: lua_pushliteral(L, "a text that is long enough to need more room than the match had, again and again"); return 1;
    }
    lua_pushvalue(L, 1);
    return 1;
}

static int index_reply(lua_State *L) {
    lua_remove(L, 1);
    return reply(L);
}

enum operation { op_find, op_find_plain, op_match, op_gmatch, op_gsub_text, op_gsub_function, op_gsub_table, op_count };
static const char *const names[] = { "find", "find", "match", "gmatch", "gsub", "gsub", "gsub" };

/// Pushes the function of `library` and its arguments, and calls it.
static int call(lua_State *L, const char *library, enum operation operation, const struct example *example) {
    lua_getglobal(L, library);
    lua_getfield(L, -1, names[operation]);
    lua_remove(L, -2);
    int function = lua_gettop(L);
    lua_pushlstring(L, example->subject->text, example->subject->length);
    lua_pushlstring(L, example->pattern->text, example->pattern->length);
    switch (operation) {
    case op_find_plain:
    case op_find:
    case op_match:
    case op_gmatch:
        lua_pushinteger(L, example->init);
        if (operation == op_find_plain) lua_pushboolean(L, 1);
        break;
    case op_gsub_text: lua_pushlstring(L, example->replacement->text, example->replacement->length); break;
    case op_gsub_function: lua_pushcfunction(L, reply); break;
    default:
        lua_newtable(L);
        lua_createtable(L, 0, 1);
        lua_pushcfunction(L, index_reply);
        lua_setfield(L, -2, "__index");
        lua_setmetatable(L, -2);
    }
    if (operation >= op_gsub_text && example->most >= 0) lua_pushinteger(L, example->most);
    seen = 14695981039346656037u;
    return lua_pcall(L, lua_gettop(L) - function, LUA_MULTRET, 0);
}

static bool same_values(lua_State *L, int a, int b, int end) {
    if (b - a != end - b) return false;
    for (int i = 0; i < b - a; i++)
        if (lua_type(L, a + i) != lua_type(L, b + i) || !lua_rawequal(L, a + i, b + i)) return false;
    return true;
}

static bool report(lua_State *L, enum operation operation, const struct example *example, int status[2], int base, int middle) {
    fprintf(stderr, "string.%s differs%s\n  subject: ", names[operation], operation == op_find_plain ? " (plain)" : "");
    print_quoted(example->subject->text, example->subject->length);
    fprintf(stderr, "\n  pattern: ");
    print_quoted(example->pattern->text, example->pattern->length);
    if (operation == op_gsub_text) {
        fprintf(stderr, "\n  replacement: ");
        print_quoted(example->replacement->text, example->replacement->length);
    }
    fprintf(stderr, "\n  init %lld, at most %lld, %s\n", (long long)example->init, (long long)example->most,
            operation == op_gsub_function ? "function" : operation == op_gsub_table ? "table" : "");
    print_results(L, "stock", status[0], base + 1, middle + 1);
    print_results(L, "own  ", status[1], middle + 1, lua_gettop(L) + 1);
    return false;
}

/// Calls both iterators on top (stock's below ours) in turn, until one of them ends.
static bool compare_iterators(lua_State *L, const struct example *example, struct counts *counts) {
    int base = lua_gettop(L);
    for (int i = 0; i < 100; i++) {
        int status[2];
        lua_pushvalue(L, base - 1);
        status[0] = lua_pcall(L, 0, LUA_MULTRET, 0);
        int middle = lua_gettop(L);
        lua_pushvalue(L, base);
        status[1] = lua_pcall(L, 0, LUA_MULTRET, 0);
        counts->calls++;
        if (status[0] != status[1] || !same_values(L, base + 1, middle + 1, lua_gettop(L) + 1))
            return report(L, op_gmatch, example, status, base, middle);
        bool ended = status[0] != LUA_OK || middle == base;
        if (status[0] != LUA_OK) counts->errors++;
        else if (middle == base) counts->unmatched++;
        else counts->matched++;
        lua_settop(L, base);
        if (ended) break;
    }
    return true;
}

bool compare(lua_State *L, const struct example *example, struct counts *counts) {
    for (enum operation operation = 0; operation < op_count; operation++) {
        int status[2];
        lua_settop(L, 0);
        status[0] = call(L, "stock", operation, example);
        uint64_t stock_saw = seen;
        int middle = lua_gettop(L);
        status[1] = call(L, "own", operation, example);
        int end = lua_gettop(L) + 1;
        counts->calls++;
        if (status[0] != status[1] || stock_saw != seen) return report(L, operation, example, status, 0, middle);
        if (operation == op_gmatch && status[0] == LUA_OK) {
            if (!compare_iterators(L, example, counts)) return false;
            continue;
        }
        if (!same_values(L, 1, middle + 1, end)) return report(L, operation, example, status, 0, middle);
        if (status[0] != LUA_OK) counts->errors++;
        else if (lua_isnil(L, 1) || (operation >= op_gsub_text && lua_tointeger(L, 2) == 0)) counts->unmatched++;
        else counts->matched++;
    }
    return true;
}
