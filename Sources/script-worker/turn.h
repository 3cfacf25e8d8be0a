// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The stretch of Lua that runs now: what it is given, what it did, and the journal it is replayed from.
#ifndef TURN_H
#define TURN_H

#include "json.h"
#include "scripts.h"

struct turn {
    /// Which entry the plugin's body shall give us, from the `start` frame.
    struct span entry_kind, entry_name;
    /// The journal while `replaying`, and how many of its entries were used.
    struct json_walk journal;
    bool replaying;
    int position;
    /// What answers the first wait behind the journal, where the frame has it, and `[operation, hash, effects before]`
    /// once it did.
    struct span value;
    struct bytes answered;
    /// Calls in JSON: effects with commas between them, and the request that the script waits for.
    struct bytes effects, request;
    int effect_count;
    /// How the script left, where it left by itself; `go` has the target.
    enum { leave_not, leave_stop, leave_go } leave;
    struct bytes go;
    /// The value that the driver passes to a waiting call is an error to be raised there.
    bool raises;
};
extern struct turn turn;

/// Forgets the last stretch. Spans stay valid as long as the frame that they are part of.
void turn_clear(void);
/// Pushes what a call of this kind returns (or, with `turn.raises` set, the error) and takes the turn's clock.
/// Returns how many values. A malformed value ends the process: the host made it.
int turn_push_value(lua_State *L, struct conversation *conversation, enum call_kind kind, struct span value);
/// Pushes the value of a member, or nil where it is missing.
void turn_push_json(lua_State *L, struct span value);
/// Takes `t`, `z` and `zs`; hands out the spans of the other members (with a null start where missing).
void turn_take(struct conversation *conversation, struct span value, struct span *message, struct span *contact,
               struct span *event);
/// Whether entries of the journal are left; only then it looks.
bool turn_has_journal_left(void);

/// The primitives of the prelude: `effect`, `request`, `wait`, `external` and `leave`.
void turn_open_primitives(lua_State *L);

#endif
