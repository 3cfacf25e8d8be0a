// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The members of a frame. What is not of the form that the host writes ends the process.
#ifndef MEMBERS_H
#define MEMBERS_H

#include "bytes.h"
#include "json.h"

#include <lua.h>

/// A member that is looked for; its value has a null start where the frame lacks it.
struct member {
    const char *name;
    size_t length;
    struct span value;
};

#define WANTED(name) { name, sizeof name - 1, { NULL, NULL } }
#define LAST_WANTED { NULL, 0, { NULL, NULL } }

/// Ends the process: the frame is not one that a host writes.
_Noreturn void malformed(void);

/// Finds the members that are asked for; the list ends with a null name.
void read_members(struct span object, struct member *members);

/// The text between the quotes. Ids have no escapes.
struct span plain_text(struct span value);

/// The text, its escapes undone; the caller frees it.
struct bytes read_text(struct span value);

/// The whole number, or `missing` where there is no value.
lua_Integer read_integer(struct span value, lua_Integer missing);

#endif
