// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "budget_stub.h"

#include "budget.h"

#include <lauxlib.h>

lua_Integer stub_charged, stub_most = LUA_MAXINTEGER;

void charge(lua_State *L, lua_Integer work) {
    stub_charged += work;
    if (stub_charged > stub_most) luaL_error(L, "halted");
}

void charge_memory(lua_State *L, size_t bytes) {
    // As the worker's: a collection can come at every charge.
    lua_gc(L, LUA_GCSTEP, 0);
    if (bytes > 64 << 20) luaL_error(L, "halted");
}

bool budget_is_over(void) { return false; }
