// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "members.h"

#include "bytes.h"

#include <string.h>
#include <unistd.h>

_Noreturn void malformed(void) { _exit(exit_malformed_frame); }

void read_members(struct span object, struct member *members) {
    struct json_walk walk;
    struct span name, value;
    if (!json_open(&walk, object, '{')) malformed();
    while (json_next_member(&walk, &name, &value))
        for (struct member *member = members; member->name; member++)
            if (span_length(name) == member->length && memcmp(name.start, member->name, member->length) == 0)
                member->value = value;
    if (walk.bad) malformed();
}

struct span plain_text(struct span value) {
    if (span_length(value) < 2 || *value.start != '"') malformed();
    return (struct span){ value.start + 1, value.end - 1 };
}

struct bytes read_text(struct span value) {
    struct bytes text = { 0 };
    if (value.start == NULL || !json_text(value, &text)) malformed();
    return text;
}

lua_Integer read_integer(struct span value, lua_Integer missing) {
    lua_Integer number;
    if (value.start == NULL) return missing;
    if (!json_integer(value, &number)) malformed();
    return number;
}
