// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "errors.h"
#include "sandbox.h"
#include "scripts.h"

#include <unistd.h>

char key_chunks, key_fresh, key_environment, key_open, key_entry, key_settings, key_declarations, key_failure, key_sealed,
    key_original, key_copy, key_number, key_capabilities, key_refused, key_uses;

// Read-only views -------------------------------------------------------------------------------------------------

static int refuse_write(lua_State *L) {
    const char *name = lua_tostring(L, lua_upvalueindex(1));
    const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "this";
    const char *hint = lua_tostring(L, lua_upvalueindex(2));
    return misuse(L, "%s is read-only: %s cannot be set%s%s", name, key, hint ? "; " : "", hint ? hint : "");
}

/// The second value of pairs is what it walks: here the view, never the table behind it.
static int sealed_pairs(lua_State *L) {
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_call(L, 1, 3);
    lua_pushvalue(L, 1);
    lua_replace(L, -3);
    return 3;
}

void sandbox_seal(lua_State *L, const char *name, const char *hint) {
    int table = lua_gettop(L);
    lua_newtable(L);
    lua_createtable(L, 0, 6);
    lua_pushvalue(L, table);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, name);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "__name");
    lua_pushstring(L, hint);
    lua_pushcclosure(L, refuse_write, 2);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_getglobal(L, "pairs");
    lua_pushvalue(L, table);
    lua_pushcclosure(L, sealed_pairs, 2);
    lua_setfield(L, -2, "__pairs");
    lua_pushboolean(L, 1);
    lua_rawsetp(L, -2, &key_sealed);
    lua_setmetatable(L, -2);
    lua_replace(L, table);
}

void sandbox_check_writable(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return;
    bool sealed = lua_rawgetp(L, -1, &key_sealed) == LUA_TBOOLEAN;
    lua_pop(L, 2);
    if (sealed) misuse(L, "this table is read-only");
}

// Building --------------------------------------------------------------------------------------------------------

/// Globals that nobody set: `_G` is the conversation's own environment.
static int missing_global(lua_State *L) {
    if (lua_type(L, 2) == LUA_TSTRING && strcmp(lua_tostring(L, 2), "_G") == 0 && current)
        lua_rawgeti(L, LUA_REGISTRYINDEX, current->environment);
    else lua_pushnil(L);
    return 1;
}

/// Prints as its message: what a failed operation of the host raises.
static int failure_text(lua_State *L) {
    if (lua_istable(L, 1)) {
        lua_pushliteral(L, "message");
        if (lua_rawget(L, 1) == LUA_TSTRING) return 1;
    }
    lua_pushliteral(L, "the host could not do this");
    return 1;
}

/// Lets errors about arguments name the functions of the table on top, wherever they are called from.
static void name_functions(lua_State *L, const char *name) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

/// The library on top: itself for the prelude, a view of it for scripts.
static void add_library(lua_State *L, const char *name) {
    lua_pushvalue(L, -1);
    lua_setglobal(L, name);
    name_functions(L, name);
    sandbox_seal(L, name, NULL);
    lua_setfield(L, -2, name);
}

static void copy_fields(lua_State *L, int from, int to) {
    from = lua_absindex(L, from);
    to = lua_absindex(L, to);
    for (lua_pushnil(L); lua_next(L, from);) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, to);
    }
}

/// Runs the prelude with the primitives; it gives back `globals` and `open`. Leaves an error where it does not.
static bool run_prelude(lua_State *L) {
    if (luaL_loadbufferx(L, configuration.prelude.data, configuration.prelude.length, PRELUDE, "t") != LUA_OK) return false;
    library_host(L);
    if (lua_pcall(L, 1, 1, 0) != LUA_OK) return false;
    if (lua_istable(L, -1) && lua_getfield(L, -1, "globals") == LUA_TTABLE && lua_getfield(L, -2, "open") == LUA_TFUNCTION)
        return true;
    lua_pushliteral(L, "the prelude gives back no globals and open");
    return false;
}

/// A closure whose only upvalue holds its argument: where a chunk's `_ENV` is joined to.
static const char fresh_upvalue[] = "local environment = ... return function() return environment end";

lua_State *sandbox_open(struct heap *heap, lua_State **broken) {
    lua_State *L = lua_newstate(budget_allocate, heap);
    if (L == NULL) _exit(exit_out_of_memory);
    lua_gc(L, LUA_GCSTOP);
    lua_newtable(L);
    int globals = lua_gettop(L);
    library_base(L);
    name_functions(L, LUA_GNAME);
    copy_fields(L, -1, globals);
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    copy_fields(L, -2, -1);
    lua_settop(L, globals);
    static const struct {
        const char *name;
        void (*open)(lua_State *L);
    } libraries[] = {
        { "table", library_table }, { "string", library_string }, { "math", library_math }, { "os", library_os },
        { "utf8", library_utf8 },
    };
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        libraries[i].open(L);
        add_library(L, libraries[i].name);
    }

    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, failure_text);
    lua_setfield(L, -2, "__tostring");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_failure);

    if (luaL_loadbufferx(L, fresh_upvalue, sizeof fresh_upvalue - 1, PRELUDE, "t") == LUA_OK)
        lua_rawsetp(L, LUA_REGISTRYINDEX, &key_fresh);
    if (!run_prelude(L)) {
        *broken = L;
        return NULL;
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_open);
    copy_fields(L, -1, globals);
    lua_settop(L, globals);

    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, missing_global);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, globals);
    lua_createtable(L, 0, 2);
    lua_insert(L, globals);
    lua_setfield(L, globals, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, globals, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_environment);

    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_settings);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_declarations);
    lua_sethook(L, budget_hook, hook_events, hook_interval);
    lua_gc(L, LUA_GCRESTART);
    return L;
}
