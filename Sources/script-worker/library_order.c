// Moonpost
// SPDX-License-Identifier: Apache-2.0

// pairs and next in an order that is the same each time, and the numbers that objects are known by instead of addresses.

#include "budget.h"
#include "bytes.h"
#include "errors.h"
#include "sandbox.h"
#include "scripts.h"

#include <string.h>

/// What an item of a list takes, and how many keys are looked at between two looks at the budget.
enum { item_size = 16, order_block = 1000 };

/// The number of the object at `index` in this conversation; with `add`, given to it now where it has none. 0: none.
static int identity(lua_State *L, int index, bool add) {
    index = lua_absindex(L, index);
    if (current->identities == LUA_NOREF) {
        if (!add) return 0;
        lua_newtable(L);
        lua_createtable(L, 0, 1);
        lua_pushliteral(L, "k");
        lua_setfield(L, -2, "__mode");
        lua_setmetatable(L, -2);
        current->identities = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, current->identities);
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    int number = (int)lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (number == 0 && add) {
        number = ++current->last_identity;
        lua_pushvalue(L, index);
        lua_pushinteger(L, number);
        lua_rawset(L, -3);
    }
    lua_pop(L, 1);
    return number;
}

const char *push_text(lua_State *L, int index, size_t *length) {
    index = lua_absindex(L, index);
    luaL_checkstack(L, 8, NULL);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
        return lua_tolstring(L, -1, length);
    }
    int type = lua_type(L, index);
    if (type != LUA_TTABLE && type != LUA_TFUNCTION) {
        if (type == LUA_TLIGHTUSERDATA || type == LUA_TUSERDATA || type == LUA_TTHREAD) lua_pushstring(L, lua_typename(L, type));
        else return luaL_tolstring(L, index, length);
        return lua_tolstring(L, -1, length);
    }
    const char *name = lua_typename(L, type);
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) name = lua_tostring(L, -1);
    else lua_pushnil(L);
    lua_pushfstring(L, "%s: %d", name, identity(L, index, true));
    lua_remove(L, -2);
    return lua_tolstring(L, -1, length);
}

/// A key with what its place depends on: numbers, then texts, then booleans, then objects by their identity.
struct key {
    enum { rank_number, rank_text, rank_boolean, rank_object } rank;
    int slot;
    long double number;
    const char *text;
    size_t length;
};

static struct key key_at(lua_State *L, int index) {
    struct key key = { .rank = rank_object };
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        key.rank = rank_number;
        // Exact for both kinds: a long double holds every 64-bit integer on the supported processors.
        key.number = lua_isinteger(L, index) ? (long double)lua_tointeger(L, index) : (long double)lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        key.rank = rank_text;
        key.text = lua_tolstring(L, index, &key.length);
        break;
    case LUA_TBOOLEAN:
        key.rank = rank_boolean;
        key.number = lua_toboolean(L, index);
        break;
    default: key.number = identity(L, index, false);
    }
    return key;
}

/// Draws on the budget: a table of half a million keys is compared for a third of a second.
static int compare_keys(const void *left, const void *right) {
    const struct key *a = left, *b = right;
    charge_running(1);
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->rank != rank_text) return a->number < b->number ? -1 : a->number > b->number;
    size_t shorter = a->length < b->length ? a->length : b->length;
    if (shorter >= 64) charge_running((lua_Integer)(shorter / 64));
    int order = memcmp(a->text, b->text, shorter);
    if (order != 0) return order;
    return a->length < b->length ? -1 : a->length > b->length;
}

/// Pushes a list of the keys at positions 1 .. count of the list on top, in order, in its place.
static void sort_keys(lua_State *L, lua_Integer count) {
    int keys = lua_gettop(L), unseen = 0, unseen_place = 0;
    charge_memory(L, (size_t)count * (2 * sizeof(struct key) + item_size));
    // Twice: room to sort in.
    struct key *sorted = lua_newuserdatauv(L, 2 * (size_t)count * sizeof *sorted, 0);
    for (lua_Integer i = 0; i < count; i++) {
        charge_loop(L, i, count);
        lua_rawgeti(L, keys, i + 1);
        sorted[i] = key_at(L, -1);
        sorted[i].slot = (int)i + 1;
        if (sorted[i].rank == rank_object && sorted[i].number == 0) {
            unseen++;
            unseen_place = (int)i;
        }
        // Texts stay alive as keys of the list.
        lua_pop(L, 1);
    }
    if (unseen > 1)
        misuse(L, "this table has more than one table or function as a key, and they have no order: "
                  "keep them in a list, or use names as keys");
    if (unseen == 1) {
        lua_rawgeti(L, keys, unseen_place + 1);
        sorted[unseen_place].number = identity(L, -1, true);
        lua_pop(L, 1);
    }
    merge_sort(sorted, sorted + count, (size_t)count, sizeof *sorted, compare_keys);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 0; i < count; i++) {
        charge_loop(L, i, count);
        lua_rawgeti(L, keys, sorted[i].slot);
        lua_rawseti(L, -2, i + 1);
    }
    lua_replace(L, keys);
    lua_settop(L, keys);
}

/// Pushes a list of the keys of the table at `table` in their order. Returns how many there are; where they are just
/// 1 .. n it pushes nil instead.
static lua_Integer push_keys(lua_State *L, int table) {
    lua_Integer count = 0;
    bool counting = true, sorted = true;
    luaL_checkstack(L, 10, NULL);
    lua_pushnil(L);
    int keys = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, table);) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TLIGHTUSERDATA) continue;
        if (++count % order_block == 0) charge(L, order_block);
        if (counting && lua_isinteger(L, -1) && lua_tointeger(L, -1) == count) continue;
        if (counting) {
            counting = false;
            charge_memory(L, (size_t)count * item_size);
            lua_createtable(L, (int)count, 0);
            lua_replace(L, keys);
            for (lua_Integer i = 1; i < count; i++) {
                charge_loop(L, i - 1, count);
                lua_pushinteger(L, i);
                lua_rawseti(L, keys, i);
            }
        }
        // A single key may be an object without an identity yet: it gets one now, as it would among others.
        if (count > 1 || lua_type(L, -1) == LUA_TTABLE || lua_type(L, -1) == LUA_TFUNCTION) sorted = false;
        lua_pushvalue(L, -1);
        lua_rawseti(L, keys, count);
    }
    charge(L, count % order_block);
    if (!sorted) sort_keys(L, count);
    return count;
}

/// Upvalues: the table, its keys (or nil), the position, the number of keys.
static int pairs_step(lua_State *L) {
    lua_Integer position = lua_tointeger(L, lua_upvalueindex(3)), count = lua_tointeger(L, lua_upvalueindex(4));
    bool counting = lua_isnil(L, lua_upvalueindex(2));
    lua_settop(L, 0);
    while (position < count) {
        position++;
        if (counting) lua_pushinteger(L, position);
        else lua_rawgeti(L, lua_upvalueindex(2), position);
        lua_pushvalue(L, 1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
            lua_pushinteger(L, position);
            lua_replace(L, lua_upvalueindex(3));
            return 2;
        }
        lua_settop(L, 0);
        charge(L, 1);
    }
    lua_pushinteger(L, position);
    lua_replace(L, lua_upvalueindex(3));
    lua_pushnil(L);
    return 1;
}

static int pairs_metamethod_done(lua_State *L, int status, lua_KContext context) {
    (void)L, (void)status, (void)context;
    return 3;
}

/// Walks the keys that the table has now; a key whose value is gone by then is left out.
static int own_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_callk(L, 1, 3, 0, pairs_metamethod_done);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    lua_Integer count = push_keys(L, 1);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, count);
    lua_pushcclosure(L, pairs_step, 4);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/// The traversal that `next` goes on with; valid within one stretch of one conversation.
static struct {
    bool valid;
    lua_Integer position, count;
} traversal;
static char key_traversed, key_traversed_keys;

void forget_traversal(void) { traversal.valid = false; }

static void push_traversal_key(lua_State *L, lua_Integer position) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key_traversed_keys) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_pushinteger(L, position);
        return;
    }
    lua_rawgeti(L, -1, position);
    lua_remove(L, -2);
}

/// The position behind the key at index 2.
static lua_Integer position_after(lua_State *L) {
    if (lua_isnil(L, 2)) return 1;
    struct key wanted = key_at(L, 2);
    lua_Integer low = 1, high = traversal.count + 1;
    while (low < high) {
        lua_Integer middle = low + (high - low) / 2;
        push_traversal_key(L, middle);
        struct key key = key_at(L, -1);
        lua_pop(L, 1);
        if (compare_keys(&key, &wanted) <= 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

static int own_next(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    bool goes_on = false;
    if (traversal.valid && !lua_isnil(L, 2)) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &key_traversed);
        goes_on = lua_rawequal(L, 1, -1);
        lua_settop(L, 2);
    }
    if (!goes_on) {
        traversal.count = push_keys(L, 1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &key_traversed_keys);
        lua_pushvalue(L, 1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &key_traversed);
        traversal.valid = true;
        traversal.position = position_after(L);
    } else {
        push_traversal_key(L, traversal.position);
        bool at_place = lua_rawequal(L, 2, -1);
        lua_settop(L, 2);
        traversal.position = at_place ? traversal.position + 1 : position_after(L);
    }
    for (; traversal.position <= traversal.count; traversal.position++) {
        push_traversal_key(L, traversal.position);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) return 2;
        lua_settop(L, 2);
        charge(L, 1);
    }
    lua_pushnil(L);
    return 1;
}

void library_order(lua_State *L) {
    static const luaL_Reg functions[] = { { "pairs", own_pairs }, { "next", own_next }, { NULL, NULL } };
    luaL_setfuncs(L, functions, 0);
}
