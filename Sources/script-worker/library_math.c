// Moonpost
// SPDX-License-Identifier: Apache-2.0

// math.* with the conversation's own random numbers: the same ones each time it is replayed.

#include "errors.h"
#include "sandbox.h"
#include "scripts.h"

#include <lualib.h>

/// splitmix64: its state is one number, and there may be a hundred thousand conversations.
uint64_t random_next(lua_State *L) {
    if (phase == phase_loading || phase == phase_instantiating)
        misuse(L, "random numbers can be used inside a flow or handler, not while the plugin loads");
    uint64_t value = current->random += 0x9E3779B97F4A7C15;
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
    value = (value ^ value >> 27) * 0x94D049BB133111EB;
    return value ^ value >> 31;
}

/// A number below `count` + 1, each equally likely.
static uint64_t project(lua_State *L, uint64_t last) {
    uint64_t mask = last;
    for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
    uint64_t value;
    while ((value = random_next(L) & mask) > last) {}
    return value;
}

static int math_random(lua_State *L) {
    lua_Integer low = 1, high;
    switch (lua_gettop(L)) {
    case 0: lua_pushnumber(L, (double)(random_next(L) >> 11) * 0x1p-53); return 1;
    case 1:
        high = luaL_checkinteger(L, 1);
        if (high == 0) {
            lua_pushinteger(L, (lua_Integer)random_next(L));
            return 1;
        }
        break;
    case 2:
        low = luaL_checkinteger(L, 1);
        high = luaL_checkinteger(L, 2);
        break;
    default: return luaL_error(L, "wrong number of arguments");
    }
    luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
    lua_pushinteger(L, (lua_Integer)(project(L, (uint64_t)high - (uint64_t)low) + (uint64_t)low));
    return 1;
}

void library_math(lua_State *L) {
    static const char *const stock[] = {
        "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max", "maxinteger",
        "min", "mininteger", "modf", "pi", "rad", "sin", "sqrt", "tan", "tointeger", "type", "ult", NULL,
    };
    luaL_requiref(L, "math", luaopen_math, 0);
    lua_newtable(L);
    for (int i = 0; stock[i]; i++) {
        lua_getfield(L, -2, stock[i]);
        lua_setfield(L, -2, stock[i]);
    }
    lua_pushcfunction(L, math_random);
    lua_setfield(L, -2, "random");
    lua_remove(L, -2);
}
