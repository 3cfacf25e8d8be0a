// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The Lua that scripts see: a state with its own libraries, the prelude, and read-only globals.
#ifndef SANDBOX_H
#define SANDBOX_H

#include "budget.h"

#include <lauxlib.h>
#include <lua.h>

/// Places in the registry of each state.
extern char key_chunks, key_fresh, key_environment, key_open, key_entry, key_settings, key_declarations, key_failure,
    key_sealed, key_original, key_copy, key_number, key_capabilities, key_refused, key_uses;

/// A new state with the prelude run and all globals of the sandbox; NULL and the error on the stack of `*broken` where
/// the prelude is wrong.
lua_State *sandbox_open(struct heap *heap, lua_State **broken);

/// Replaces the table on top by a read-only view of it, called `name` in errors.
void sandbox_seal(lua_State *L, const char *name, const char *hint);
/// Raises an error where the value is a read-only view.
void sandbox_check_writable(lua_State *L, int index);
/// Pushes the table at this key of the registry.
static inline void sandbox_get(lua_State *L, const void *key) { lua_rawgetp(L, LUA_REGISTRYINDEX, key); }

/// Each opens one library: pushes its table.
void library_base(lua_State *L);
void library_table(lua_State *L);
void library_string(lua_State *L);
/// Adds find, match, gmatch and gsub to the table on top.
void library_pattern(lua_State *L);
/// Adds pack, unpack and packsize to the table on top; the library's are in the table at `stock`.
void library_pack(lua_State *L, int stock);
void library_math(lua_State *L);
void library_os(lua_State *L);
void library_utf8(lua_State *L);
/// Adds pairs and next to the table on top.
void library_order(lua_State *L);
/// What the prelude gets: pushes the table.
void library_host(lua_State *L);

/// tostring without addresses: pushes the text.
const char *push_text(lua_State *L, int index, size_t *length);
/// Forgets the traversal that `next` remembers.
void forget_traversal(void);
/// The next number of the conversation's generator.
uint64_t random_next(lua_State *L);
/// The time of the turn; raises an error while the plugin loads.
int64_t turn_time(lua_State *L);
/// Minutes that the person's clock is ahead of UTC at a time, in seconds since 1970.
int turn_offset(int64_t seconds);
/// When the person's clock shows this (the seconds of its civil time): of a time that it shows twice the first, of one that it skips the one
/// that it shows instead.
int64_t turn_seconds(int64_t local);

#endif
