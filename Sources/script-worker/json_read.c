// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "json.h"

#include "budget.h"

#include <stdint.h>
#include <stdlib.h>

static const char *skip_space(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) at++;
    return at;
}

/// The byte behind the string whose opening quote is at `at`.
static const char *skip_string(const char *at, const char *end) {
    // Most strings are short: a call of memchr costs more than this.
    for (at++; at < end; at++) {
        if (*at == '"') return at + 1;
        if (*at == '\\') at++;
    }
    return NULL;
}

static bool ends_scalar(char byte) {
    return byte == ',' || byte == ']' || byte == '}' || byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// The byte behind the object or list at `at`.
static const char *skip_nested(const char *at, const char *end) {
    size_t depth = 0;
    while (at < end) {
        switch (*at) {
        case '"':
            if ((at = skip_string(at, end)) == NULL) return NULL;
            continue;
        case '{': case '[': depth++; break;
        case '}': case ']':
            if (--depth == 0) return at + 1;
            break;
        }
        at++;
    }
    return NULL;
}

const char *json_skip(const char *at, const char *end) {
    at = skip_space(at, end);
    if (at == end) return NULL;
    if (*at == '"') return skip_string(at, end);
    if (*at == '{' || *at == '[') return skip_nested(at, end);
    const char *start = at;
    while (at < end && !ends_scalar(*at)) at++;
    return at > start ? at : NULL;
}

bool json_open(struct json_walk *walk, struct span value, char bracket) {
    const char *at = skip_space(value.start, value.end);
    if (at == value.end || *at != bracket) return false;
    *walk = (struct json_walk){ .at = at + 1, .end = value.end, .first = true };
    return true;
}

/// Moves to the next item; false at the closing bracket.
static bool next_item(struct json_walk *walk) {
    const char *at = skip_space(walk->at, walk->end);
    if (at == walk->end) {
        walk->bad = true;
        return false;
    }
    if (*at == '}' || *at == ']') {
        walk->at = at;
        return false;
    }
    if (!walk->first) {
        if (*at != ',') {
            walk->bad = true;
            return false;
        }
        at = skip_space(at + 1, walk->end);
    }
    walk->first = false;
    walk->at = at;
    return true;
}

bool json_has_next(const struct json_walk *walk) {
    const char *at = skip_space(walk->at, walk->end);
    return at < walk->end && *at != '}' && *at != ']';
}

const char *json_next_item(struct json_walk *walk) { return !walk->bad && next_item(walk) ? walk->at : NULL; }

bool json_leave(struct json_walk *walk, const struct json_walk *inner) {
    const char *at = skip_space(inner->at, inner->end);
    if (inner->bad || at == inner->end || (*at != ']' && *at != '}')) return false;
    walk->at = at + 1;
    return true;
}

bool json_next_element(struct json_walk *walk, struct span *value) {
    if (walk->bad || !next_item(walk)) return false;
    const char *after = json_skip(walk->at, walk->end);
    if (after == NULL) {
        walk->bad = true;
        return false;
    }
    *value = (struct span){ walk->at, after };
    walk->at = after;
    return true;
}

bool json_next_member(struct json_walk *walk, struct span *name, struct span *value) {
    if (walk->bad || !next_item(walk)) return false;
    const char *at = walk->at;
    const char *after = at < walk->end && *at == '"' ? skip_string(at, walk->end) : NULL;
    if (after != NULL) {
        *name = (struct span){ at + 1, after - 1 };
        at = skip_space(after, walk->end);
        after = at < walk->end && *at == ':' ? json_skip(at + 1, walk->end) : NULL;
    }
    if (after == NULL) {
        walk->bad = true;
        return false;
    }
    *value = (struct span){ skip_space(at + 1, walk->end), after };
    walk->at = after;
    return true;
}

bool json_integer(struct span value, lua_Integer *integer) {
    const char *at = value.start;
    bool negative = at < value.end && *at == '-';
    if (negative) at++;
    if (at == value.end || value.end - at > 19) return false;
    uint64_t sum = 0;
    for (; at < value.end; at++) {
        if (*at < '0' || *at > '9') return false;
        sum = sum * 10 + (uint64_t)(*at - '0');
    }
    if (sum > (uint64_t)INT64_MAX + (negative ? 1 : 0)) return false;
    *integer = (lua_Integer)(negative ? 0 - sum : sum);
    return true;
}

static bool hexadecimal(const char *at, const char *end, unsigned *value) {
    if (end - at < 4) return false;
    *value = 0;
    for (int i = 0; i < 4; i++) {
        char byte = at[i];
        unsigned digit;
        if (byte >= '0' && byte <= '9') digit = (unsigned)(byte - '0');
        else if (byte >= 'a' && byte <= 'f') digit = (unsigned)(byte - 'a' + 10);
        else if (byte >= 'A' && byte <= 'F') digit = (unsigned)(byte - 'A' + 10);
        else return false;
        *value = *value << 4 | digit;
    }
    return true;
}

static void add_character(struct bytes *text, unsigned code) {
    if (code < 0x80) {
        bytes_add_byte(text, (char)code);
    } else if (code < 0x800) {
        bytes_add(text, (char[]){ (char)(0xC0 | code >> 6), (char)(0x80 | (code & 63)) }, 2);
    } else if (code < 0x10000) {
        bytes_add(text, (char[]){ (char)(0xE0 | code >> 12), (char)(0x80 | (code >> 6 & 63)), (char)(0x80 | (code & 63)) }, 3);
    } else {
        bytes_add(text, (char[]){ (char)(0xF0 | code >> 18), (char)(0x80 | (code >> 12 & 63)),
                                  (char)(0x80 | (code >> 6 & 63)), (char)(0x80 | (code & 63)) }, 4);
    }
}

bool json_text(struct span value, struct bytes *text) {
    if (span_length(value) < 2 || *value.start != '"') return false;
    const char *at = value.start + 1, *end = value.end - 1;
    while (at < end) {
        const char *slash = memchr(at, '\\', (size_t)(end - at));
        bytes_add(text, at, (size_t)((slash ? slash : end) - at));
        if (slash == NULL) break;
        if (slash + 1 >= end) return false;
        at = slash + 2;
        switch (slash[1]) {
        case 'n': bytes_add_byte(text, '\n'); break;
        case 't': bytes_add_byte(text, '\t'); break;
        case 'r': bytes_add_byte(text, '\r'); break;
        case 'b': bytes_add_byte(text, '\b'); break;
        case 'f': bytes_add_byte(text, '\f'); break;
        case '"': case '\\': case '/': bytes_add_byte(text, slash[1]); break;
        case 'u': {
            unsigned code, low;
            if (!hexadecimal(at, end, &code)) return false;
            at += 4;
            if (code >= 0xD800 && code < 0xDC00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u'
                && hexadecimal(at + 2, end, &low) && low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += 6;
            }
            add_character(text, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
            break;
        }
        default: return false;
        }
    }
    return true;
}

struct reader {
    lua_State *L;
    const char *at, *end;
    const char *problem;
    int most_depth;
    bool charges;
};

static bool fail(struct reader *reader, const char *problem) {
    if (reader->problem == NULL) reader->problem = problem;
    return false;
}

enum { most_counted = 64 << 10 };

/// How many items the object or list at `at` (behind its bracket) has, so that its table is made in the right size; where
/// it is long, how many its beginning has: what is nested would be looked through once for each level.
static int count_items(const char *at, const char *end) {
    int count = 0;
    if (end - at > most_counted) end = at + most_counted;
    while ((at = json_skip(at, end)) != NULL) {
        at = skip_space(at, end);
        if (at < end && *at == ':') {
            if ((at = json_skip(at + 1, end)) == NULL) break;
            at = skip_space(at, end);
        }
        count++;
        if (at == end || *at != ',') break;
        at++;
    }
    return count;
}

static bool push_string(struct reader *reader) {
    const char *after = skip_string(reader->at, reader->end);
    if (after == NULL) return fail(reader, "a text has no end");
    struct span value = { reader->at, after };
    if (memchr(value.start, '\\', span_length(value)) == NULL) {
        lua_pushlstring(reader->L, value.start + 1, span_length(value) - 2);
    } else {
        // Kept between calls: a Lua error on the way leaves nothing behind.
        static struct bytes text;
        text.length = 0;
        if (!json_text(value, &text)) return fail(reader, "a text has a wrong escape");
        lua_pushlstring(reader->L, text.data, text.length);
    }
    reader->at = after;
    return true;
}

static bool push_number(struct reader *reader) {
    const char *start = reader->at, *at = start;
    bool floating = false;
    if (at < reader->end && *at == '-') at++;
    if (at == reader->end || *at < '0' || *at > '9') return fail(reader, "a value is missing or unknown");
    for (; at < reader->end && !ends_scalar(*at); at++) {
        if (*at == '.' || *at == 'e' || *at == 'E') floating = true;
        else if ((*at < '0' || *at > '9') && !((*at == '+' || *at == '-') && (at[-1] == 'e' || at[-1] == 'E')))
            return fail(reader, "a number is malformed");
    }
    reader->at = at;
    lua_Integer integer;
    if (!floating && json_integer((struct span){ start, at }, &integer)) {
        lua_pushinteger(reader->L, integer);
        return true;
    }
    char digits[400], *last;
    if (at - start >= (ptrdiff_t)sizeof digits) return fail(reader, "a number is too long");
    memcpy(digits, start, (size_t)(at - start));
    digits[at - start] = 0;
    double number = strtod(digits, &last);
    if (*last != 0 || number - number != 0) return fail(reader, "a number is malformed or too large");
    lua_pushnumber(reader->L, number);
    return true;
}

static bool push_word(struct reader *reader) {
    size_t left = (size_t)(reader->end - reader->at);
    if (left >= 4 && memcmp(reader->at, "true", 4) == 0) {
        lua_pushboolean(reader->L, 1);
        reader->at += 4;
    } else if (left >= 5 && memcmp(reader->at, "false", 5) == 0) {
        lua_pushboolean(reader->L, 0);
        reader->at += 5;
    } else if (left >= 4 && memcmp(reader->at, "null", 4) == 0) {
        lua_pushnil(reader->L);
        reader->at += 4;
    } else {
        return push_number(reader);
    }
    return true;
}

static bool push_value(struct reader *reader, int depth) {
    reader->at = skip_space(reader->at, reader->end);
    if (reader->at == reader->end) return fail(reader, "a value is missing");
    char open = *reader->at;
    if (open == '"') return push_string(reader);
    if (open != '{' && open != '[') return push_word(reader);
    if (depth == reader->most_depth) return fail(reader, "it is nested too deep");
    if (!lua_checkstack(reader->L, 4)) return fail(reader, "it is too large");

    bool object = open == '{';
    char close = object ? '}' : ']';
    reader->at = skip_space(reader->at + 1, reader->end);
    int count = count_items(reader->at, reader->end);
    if (reader->charges) charge(reader->L, 4 + count);
    lua_createtable(reader->L, object ? 0 : count, object ? count : 0);
    if (reader->at < reader->end && *reader->at == close) {
        reader->at++;
        return true;
    }
    for (lua_Integer index = 1;; index++) {
        if (object) {
            reader->at = skip_space(reader->at, reader->end);
            if (reader->at == reader->end || *reader->at != '"') return fail(reader, "a name in quotes is missing");
            if (!push_string(reader)) return false;
            reader->at = skip_space(reader->at, reader->end);
            if (reader->at == reader->end || *reader->at != ':') return fail(reader, "a colon is missing");
            reader->at++;
        }
        if (!push_value(reader, depth + 1)) return false;
        if (object) lua_rawset(reader->L, -3);
        else lua_rawseti(reader->L, -2, index);
        reader->at = skip_space(reader->at, reader->end);
        if (reader->at < reader->end && *reader->at == ',') {
            reader->at++;
            continue;
        }
        if (reader->at == reader->end || *reader->at != close)
            return fail(reader, "a comma or a closing bracket is missing");
        reader->at++;
        return true;
    }
}

const char *json_push(lua_State *L, struct span text, int depth, size_t *position) {
    struct reader reader = { .L = L, .at = text.start, .end = text.end, .most_depth = depth, .charges = position != NULL };
    int top = lua_gettop(L);
    if (push_value(&reader, 0)) {
        reader.at = skip_space(reader.at, reader.end);
        if (reader.at == reader.end) return NULL;
        reader.problem = "something stands behind the value";
    }
    lua_settop(L, top);
    if (position) *position = (size_t)(reader.at - text.start) + 1;
    return reader.problem;
}
