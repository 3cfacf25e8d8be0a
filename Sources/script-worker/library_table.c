// Moonpost
// SPDX-License-Identifier: Apache-2.0

// table.*: raw access, every loop charged, a sort that is stable and so the same each time.

#include "budget.h"
#include "bytes.h"
#include "errors.h"
#include "sandbox.h"

/// What an item of a list takes.
enum { widest_span = 1000000, item_size = 16 };

/// The table at 1 for writing, and its length.
static lua_Integer writable(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    sandbox_check_writable(L, 1);
    return (lua_Integer)lua_rawlen(L, 1);
}

static lua_Integer readable(lua_State *L, int index) {
    luaL_checktype(L, index, LUA_TTABLE);
    return (lua_Integer)lua_rawlen(L, index);
}

static int table_insert(lua_State *L) {
    lua_Integer place = writable(L) + 1, end = place;
    switch (lua_gettop(L)) {
    case 2: break;
    case 3:
        place = luaL_checkinteger(L, 2);
        luaL_argcheck(L, (lua_Unsigned)place - 1u < (lua_Unsigned)end, 2, "position out of bounds");
        for (lua_Integer i = end; i > place; i--) {
            charge_loop(L, end - i, end - place);
            lua_rawgeti(L, 1, i - 1);
            lua_rawseti(L, 1, i);
        }
        break;
    default: return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_rawseti(L, 1, place);
    return 0;
}

static int table_remove(lua_State *L) {
    lua_Integer size = writable(L), place = luaL_optinteger(L, 2, size);
    if (place != size) luaL_argcheck(L, (lua_Unsigned)place - 1u <= (lua_Unsigned)size, 1, "position out of bounds");
    lua_rawgeti(L, 1, place);
    if (lua_isnil(L, -1) && place >= size) return 1;
    for (lua_Integer first = place; place < size; place++) {
        charge_loop(L, place - first, size - first);
        lua_rawgeti(L, 1, place + 1);
        lua_rawseti(L, 1, place);
    }
    lua_pushnil(L);
    lua_rawseti(L, 1, place);
    return 1;
}

static int table_move(lua_State *L) {
    lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    readable(L, 1);
    readable(L, target);
    sandbox_check_writable(L, target);
    if (last >= first) {
        luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
        lua_Integer count = last - first + 1;
        luaL_argcheck(L, count <= widest_span, 3, "too many elements to move");
        luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
        bool upwards = to > last || to <= first || (target != 1 && !lua_rawequal(L, 1, target));
        for (lua_Integer i = 0; i < count; i++) {
            lua_Integer offset = upwards ? i : count - 1 - i;
            charge_loop(L, i, count);
            lua_rawgeti(L, 1, first + offset);
            lua_rawseti(L, target, to + offset);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

static int table_concat(lua_State *L) {
    lua_Integer size = readable(L, 1);
    size_t between_length;
    const char *between = luaL_optlstring(L, 2, "", &between_length);
    lua_Integer first = luaL_optinteger(L, 3, 1), last = luaL_optinteger(L, 4, size);
    static struct bytes joined;
    joined.length = 0;
    for (lua_Integer i = first; i <= last; i++) {
        size_t length;
        int type = lua_rawgeti(L, 1, i);
        if (type != LUA_TSTRING && type != LUA_TNUMBER)
            return luaL_error(L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1), (LUAI_UACINT)i);
        const char *text = lua_tolstring(L, -1, &length);
        size_t more = length + (i > first ? between_length : 0);
        charge(L, 1 + (lua_Integer)(more / 16));
        if (joined.capacity - joined.length < more) charge_memory(L, joined.length + more);
        if (i > first) bytes_add(&joined, between, between_length);
        bytes_add(&joined, text, length);
        lua_pop(L, 1);
        if (i == LUA_MAXINTEGER) break;
    }
    lua_pushlstring(L, joined.length ? joined.data : "", joined.length);
    if (joined.capacity > 1 << 20) bytes_free(&joined);
    return 1;
}

static int table_pack(lua_State *L) {
    int count = lua_gettop(L);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--) {
        charge_loop(L, count - i, count);
        lua_rawseti(L, 1, i);
    }
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    return 1;
}

static int table_unpack(lua_State *L) {
    lua_Integer first = luaL_optinteger(L, 2, 1);
    lua_Integer last = luaL_opt(L, luaL_checkinteger, 3, readable(L, 1));
    readable(L, 1);
    if (first > last) return 0;
    lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first;
    if (count >= widest_span || !lua_checkstack(L, (int)++count)) return luaL_error(L, "too many results to unpack");
    for (lua_Unsigned i = 0; i < count; i++) {
        charge_loop(L, (lua_Integer)i, (lua_Integer)count);
        lua_rawgeti(L, 1, first + (lua_Integer)i);
    }
    return (int)count;
}

/// Whether the value on top comes before the one below it.
static bool comes_before(lua_State *L) {
    charge(L, 2);
    if (lua_isnil(L, 2)) {
        if (lua_type(L, -1) == LUA_TSTRING && lua_type(L, -2) == LUA_TSTRING) {
            // The library would read a text to its end to find that it is the same one.
            if (lua_tostring(L, -1) == lua_tostring(L, -2)) return false;
            size_t one = lua_rawlen(L, -1), other = lua_rawlen(L, -2);
            charge(L, (lua_Integer)((one < other ? one : other) / 64));
        }
        return lua_compare(L, -1, -2, LUA_OPLT);
    }
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -4);
    lua_call(L, 2, 1);
    bool before = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return before;
}

/// Merges two neighbouring runs, [left, middle) and [middle, right), of the list at `from` into the list at `to`.
static void merge(lua_State *L, int from, int to, lua_Integer left, lua_Integer middle, lua_Integer right) {
    lua_Integer a = left, b = middle;
    for (lua_Integer place = left; place < right; place++) {
        bool take_right;
        if (a == middle || b == right) {
            take_right = a == middle;
        } else {
            lua_rawgeti(L, from, a);
            lua_rawgeti(L, from, b);
            take_right = comes_before(L);
            lua_pop(L, 2);
        }
        lua_rawgeti(L, from, take_right ? b++ : a++);
        lua_rawseti(L, to, place);
    }
}

/// A merge sort on two lists of its own: equal values keep their order, and no order function can lead it astray.
static int table_sort(lua_State *L) {
    lua_Integer size = writable(L);
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    luaL_argcheck(L, size < widest_span, 1, "array too big");
    lua_settop(L, 2);
    if (size < 2) return 0;
    charge_memory(L, (size_t)size * 2 * item_size);
    lua_createtable(L, (int)size, 0);
    lua_createtable(L, (int)size, 0);
    for (lua_Integer i = 1; i <= size; i++) {
        charge_loop(L, i - 1, size);
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    int from = 3, to = 4;
    for (lua_Integer width = 1; width < size; width *= 2) {
        for (lua_Integer left = 1; left <= size; left += 2 * width) {
            lua_Integer middle = left + width, right = middle + width;
            if (middle > size + 1) middle = size + 1;
            if (right > size + 1) right = size + 1;
            merge(L, from, to, left, middle, right);
        }
        int other = from;
        from = to;
        to = other;
    }
    for (lua_Integer i = 1; i <= size; i++) {
        charge_loop(L, i - 1, size);
        lua_rawgeti(L, from, i);
        lua_rawseti(L, 1, i);
    }
    return 0;
}

void library_table(lua_State *L) {
    static const luaL_Reg functions[] = {
        { "insert", table_insert }, { "remove", table_remove }, { "move", table_move }, { "concat", table_concat },
        { "pack", table_pack }, { "unpack", table_unpack }, { "sort", table_sort }, { NULL, NULL },
    };
    luaL_newlib(L, functions);
}
