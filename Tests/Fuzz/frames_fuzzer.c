// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Feeds a stream of bytes to the frame decoder, in pieces of odd sizes, and each frame to the JSON reader; what was read is
// written and must read as the same again. An input that begins with "{" or "[" is one JSON text without frames.

#include "leaving.h"

#include <unistd.h>

#define read(descriptor, data, size) feed(data, size)
#define write(descriptor, data, size) ((ssize_t)(size))
static ssize_t feed(void *data, size_t size);
#include "frames.c"
#undef read
#undef write

#include "json.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>

char key_sealed;

static const uint8_t *fed;
static size_t fed_left, turn;

static ssize_t feed(void *data, size_t size) {
    size_t piece = turn++ % 7 == 0 ? 1 : turn * 37 % 500 + 1;
    if (piece > size) piece = size;
    if (piece > fed_left) piece = fed_left;
    memcpy(data, fed, piece);
    fed += piece;
    fed_left -= piece;
    return (ssize_t)piece;
}

static void check(bool holds, const char *promise) {
    if (holds) return;
    fprintf(stderr, "broken: %s\n", promise);
    abort();
}

/// Goes through the text as the dispatcher does.
static void walk(struct span text, int depth) {
    struct json_walk items;
    struct span name, value;
    lua_Integer number;
    struct bytes plain = { 0 };
    if (depth > 8) return;
    json_integer(text, &number);
    json_text(text, &plain);
    bytes_free(&plain);
    if (json_open(&items, text, '{')) {
        check(!json_has_next(&items) || items.at <= items.end, "a walk stays inside");
        while (json_next_member(&items, &name, &value)) {
            check(name.start <= name.end && value.start <= value.end && value.end <= text.end, "spans lie inside");
            walk(value, depth + 1);
        }
    } else if (json_open(&items, text, '[')) {
        while (json_next_element(&items, &value)) {
            check(value.start <= value.end && value.end <= text.end, "spans lie inside");
            walk(value, depth + 1);
        }
        struct json_walk outer = { 0 }, inner;
        if (json_open(&outer, text, '[') && json_next_item(&outer)) {
            struct span rest = { outer.at, outer.end };
            if (json_open(&inner, rest, '[')) {
                while (json_next_element(&inner, &value)) {}
                json_leave(&outer, &inner);
            }
        }
    }
}

static bool write_top(lua_State *L, struct bytes *out) {
    struct json_writer writer = { .out = out, .most_bytes = 1 << 20, .most_nodes = 50000 };
    int top = lua_gettop(L);
    bool written = json_write(L, &writer);
    check(lua_gettop(L) == top, "the writer leaves the stack as it was");
    check(written || writer.problem[0], "a refusal has a reason");
    return written;
}

static void read_json(lua_State *L, struct span text) {
    struct bytes first = { 0 }, second = { 0 };
    size_t position = 0;
    walk(text, 0);
    lua_settop(L, 0);
    if (json_push(L, text, json_depth, &position) != NULL) {
        check(lua_gettop(L) == 0, "nothing is pushed of a malformed text");
        check(position >= 1 && position <= span_length(text) + 1, "the position lies in the text");
        return;
    }
    check(lua_gettop(L) == 1, "one value is pushed");
    if (write_top(L, &first)) {
        check(json_push(L, bytes_span(&first), json_depth, NULL) == NULL, "what is written can be read");
        check(write_top(L, &second), "and written again");
        check(first.length == second.length && memcmp(first.data, second.data, first.length) == 0, "as the same text");
    }
    bytes_free(&first);
    bytes_free(&second);
}

/// In a block of its own size, where a byte too much is seen.
static void read_copy(lua_State *L, const void *data, size_t length) {
    char *copy = malloc(length ? length : 1);
    memcpy(copy, data, length);
    read_json(L, (struct span){ copy, copy + length });
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static lua_State *L;
    if (L == NULL) L = luaL_newstate();
    if (size > 0 && (*data == '{' || *data == '[')) {
        read_copy(L, data, size);
        return 0;
    }
    fed = data;
    fed_left = size;
    turn = size;
    bytes_free(&input);
    bytes_free(&output);
    consumed = 0;
    if (setjmp(begin_again) != 0) return 0;
    for (;;) {
        struct span frame = frames_next();
        read_copy(L, frame.start, span_length(frame));
        struct bytes *out = frames_begin();
        bytes_add(out, frame.start, span_length(frame));
        if (frames_length() % 3 == 0) frames_abandon();
        else frames_end();
    }
}
