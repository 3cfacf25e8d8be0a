// Moonpost
// SPDX-License-Identifier: Apache-2.0

// JSON, read from frames without a tree in between, and written from Lua values in one canonical form.
#ifndef JSON_H
#define JSON_H

#include "bytes.h"

#include <lua.h>

/// How deep values may be nested that scripts make, and that the host makes.
enum { json_depth = 32, json_host_depth = 128 };

/// Walks the members of an object or the elements of a list. Names come as they stand between the quotes.
struct json_walk {
    const char *at, *end;
    bool first, bad;
};

/// The byte behind the value at `at`, or NULL where there is none. Looks at the structure only.
const char *json_skip(const char *at, const char *end);
/// False where `value` is no object (`{`) or list (`[`).
bool json_open(struct json_walk *walk, struct span value, char bracket);
bool json_next_member(struct json_walk *walk, struct span *name, struct span *value);
bool json_next_element(struct json_walk *walk, struct span *value);
/// Moves to the next item and returns where it begins, for a walk inside it; `json_leave` then goes on behind it.
const char *json_next_item(struct json_walk *walk);
bool json_leave(struct json_walk *walk, const struct json_walk *inner);
/// Whether the walk has not come to the closing bracket.
bool json_has_next(const struct json_walk *walk);
bool json_integer(struct span value, lua_Integer *integer);
/// Appends the text that the JSON string `value` stands for.
bool json_text(struct span value, struct bytes *text);

/// Pushes the value that `text` stands for: null is nil, and so leaves no trace in a table.
/// Returns NULL, or what is wrong with the text (then nothing is pushed) and where. Who wants the position is a script:
/// it is charged, which can raise.
const char *json_push(lua_State *L, struct span text, int depth, size_t *position);

struct json_writer {
    struct bytes *out;
    size_t most_bytes;
    size_t most_nodes;
    /// Declarations may hold functions (written as `{"function":true}`) and tables with both names and list items.
    bool declarations;
    /// A script waits: stop where its turn has no processor time left. The caller then halts it.
    bool watched;
    /// Set where it failed because of `most_bytes`.
    bool full;
    size_t nodes;
    char path[120];
    char problem[160];
};

/// Writes the value on top of the stack of `scratch` with sorted names; never raises, leaves the stack as it was.
/// False with `path` and `problem` set where the value is not plain data.
bool json_write(lua_State *scratch, struct json_writer *writer);

#endif
