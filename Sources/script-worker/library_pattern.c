// Moonpost
// SPDX-License-Identifier: Apache-2.0

// string.find, match, gmatch and gsub. An error can be raised anywhere in here, so everything that they hold is Lua's or
// on the C stack.

#define _GNU_SOURCE
#include "budget.h"
#include "pattern.h"
#include "sandbox.h"

#include <string.h>

enum { bytes_per_step = 16 };

// Captures --------------------------------------------------------------------------------------------------------

/// A capture as text; NULL where it is a position. The first one is the whole match where there are none.
static const char *capture_text(struct matcher *matcher, int index, const char *start, const char *end, size_t *length) {
    const struct pattern *pattern = matcher->pattern;
    if (index >= pattern->capture_count) {
        if (index != 0) luaL_error(matcher->L, "invalid capture index %%%d", index + 1);
        *length = (size_t)(end - start);
        return start;
    }
    if (pattern->captures[index] == capture_position) return NULL;
    if (pattern->captures[index] == capture_unfinished) luaL_error(matcher->L, "unfinished capture");
    *length = matcher->captures[index].length;
    return matcher->captures[index].start;
}

static void push_capture(struct matcher *matcher, int index, const char *start, const char *end) {
    size_t length;
    const char *text = capture_text(matcher, index, start, end, &length);
    if (text == NULL) {
        lua_pushinteger(matcher->L, matcher->captures[index].start - matcher->start + 1);
        return;
    }
    pattern_spend(matcher, 1 + (lua_Integer)(length / bytes_per_step));
    lua_pushlstring(matcher->L, text, length);
}

/// Pushes all captures, or the whole match (where it has a start) if there are none.
static int push_captures(struct matcher *matcher, const char *start, const char *end) {
    int count = matcher->pattern->capture_count;
    if (count == 0 && start != NULL) count = 1;
    luaL_checkstack(matcher->L, count, "too many captures");
    for (int index = 0; index < count; index++) push_capture(matcher, index, start, end);
    return count;
}

/// Room on the C stack for the nodes of an ordinary pattern.
enum { ordinary_room = 640 / sizeof(uint64_t) };

/// Compiles into the room where it suffices, or else into a userdata that is pushed.
static void compile(lua_State *L, struct pattern *pattern, uint64_t *room, const char *text, size_t length) {
    size_t size = pattern_memory(text, length);
    void *memory = room;
    if (size > ordinary_room * sizeof *room) {
        if (size > 4096) charge_memory(L, size);
        memory = lua_newuserdatauv(L, size, 0);
    }
    pattern_compile(L, pattern, memory, text, length, true);
}

// find, match -----------------------------------------------------------------------------------------------------

/// How many bytes of a text lie before the place that scripts call `position`.
static size_t bytes_before(lua_Integer position, size_t length) {
    if (position > 0) return (size_t)position - 1;
    if (position == 0 || position < -(lua_Integer)length) return 0;
    return length - (size_t)-position;
}

static bool is_plain(const char *pattern, size_t length) {
    for (const char *end = pattern + length; pattern < end; pattern++) {
        switch (*pattern) {
        case '^': case '$': case '*': case '+': case '?': case '.': case '(': case '[': case '%': case '-': return false;
        }
    }
    return true;
}

static int find_plain(lua_State *L, const char *text, size_t length, size_t before, const char *sought, size_t sought_length) {
    charge(L, 2 + (lua_Integer)((length - before) / bytes_per_step));
    const char *found = sought_length ? memmem(text + before, length - before, sought, sought_length) : text + before;
    if (found == NULL) {
        luaL_pushfail(L);
        return 1;
    }
    lua_pushinteger(L, found - text + 1);
    lua_pushinteger(L, found - text + (lua_Integer)sought_length);
    return 2;
}

static int find_or_match(lua_State *L, bool find) {
    size_t length, pattern_length;
    const char *text = luaL_checklstring(L, 1, &length), *source = luaL_checklstring(L, 2, &pattern_length);
    size_t before = bytes_before(luaL_optinteger(L, 3, 1), length);
    if (before > length) {
        luaL_pushfail(L);
        return 1;
    }
    if (find && (lua_toboolean(L, 4) || is_plain(source, pattern_length)))
        return find_plain(L, text, length, before, source, pattern_length);

    struct pattern pattern;
    uint64_t room[ordinary_room];
    compile(L, &pattern, room, source, pattern_length);
    struct matcher matcher;
    matcher_begin(&matcher, L, &pattern, text, length);
    const char *start = text + before, *end = pattern_search(&matcher, &start, NULL);
    int count = 1;
    if (end == NULL) {
        luaL_pushfail(L);
    } else if (find) {
        lua_pushinteger(L, start - text + 1);
        lua_pushinteger(L, end - text);
        count = 2 + push_captures(&matcher, NULL, NULL);
    } else {
        count = push_captures(&matcher, start, end);
    }
    pattern_settle(&matcher);
    return count;
}

static int string_find(lua_State *L) { return find_or_match(L, true); }

static int string_match(lua_State *L) { return find_or_match(L, false); }

// gmatch ----------------------------------------------------------------------------------------------------------

struct iteration {
    struct pattern pattern;
    const char *text, *end, *at, *last;
    uint64_t memory[];
};

/// Upvalues: the subject, and the iteration.
static int next_match(lua_State *L) {
    struct iteration *iteration = lua_touserdata(L, lua_upvalueindex(2));
    if (iteration->at > iteration->end) return 0;
    struct matcher matcher;
    matcher_begin(&matcher, L, &iteration->pattern, iteration->text, (size_t)(iteration->end - iteration->text));
    const char *start = iteration->at, *end = pattern_search(&matcher, &start, iteration->last);
    int count = 0;
    if (end != NULL) {
        iteration->at = iteration->last = end;
        count = push_captures(&matcher, start, end);
    }
    pattern_settle(&matcher);
    return count;
}

static int string_gmatch(lua_State *L) {
    size_t length, pattern_length;
    const char *text = luaL_checklstring(L, 1, &length), *source = luaL_checklstring(L, 2, &pattern_length);
    size_t before = bytes_before(luaL_optinteger(L, 3, 1), length);
    lua_settop(L, 2);
    lua_pushvalue(L, 1);
    size_t size = sizeof(struct iteration) + pattern_memory(source, pattern_length);
    if (size > 4096) charge_memory(L, size);
    struct iteration *iteration = lua_newuserdatauv(L, size, 0);
    pattern_compile(L, &iteration->pattern, iteration->memory, source, pattern_length, false);
    iteration->text = text;
    iteration->end = text + length;
    iteration->at = before > length ? iteration->end + 1 : text + before;
    iteration->last = NULL;
    lua_pushcclosure(L, next_match, 2);
    return 1;
}

// gsub ------------------------------------------------------------------------------------------------------------

/// A text that grows: on the C stack while it is short, then in userdata at `slot`.
struct result {
    lua_State *L;
    int slot;
    char *data;
    size_t length, capacity;
    char few[256];
};

static void result_begin(struct result *result, lua_State *L, int slot) {
    result->L = L;
    result->slot = slot;
    result->data = result->few;
    result->length = 0;
    result->capacity = sizeof result->few;
}

static void grow(struct result *result, size_t more) {
    size_t capacity = result->capacity * 2;
    if (capacity - result->length < more) capacity = result->length + more;
    charge_memory(result->L, capacity);
    char *larger = lua_newuserdatauv(result->L, capacity, 0);
    memcpy(larger, result->data, result->length);
    lua_replace(result->L, result->slot);
    result->data = larger;
    result->capacity = capacity;
}

static void append(struct result *result, const char *text, size_t length) {
    if (result->capacity - result->length < length) grow(result, length);
    memcpy(result->data + result->length, text, length);
    result->length += length;
}

/// Appends a text that the subject or the stack holds, and counts it.
static void append_counted(struct result *result, struct matcher *matcher, const char *text, size_t length) {
    append(result, text, length);
    pattern_spend(matcher, 1 + (lua_Integer)(length / bytes_per_step));
}

/// Appends the value on top, a text or number, and pops it.
static void append_value(struct result *result, struct matcher *matcher) {
    size_t length;
    const char *text = lua_tolstring(result->L, -1, &length);
    append_counted(result, matcher, text, length);
    lua_pop(result->L, 1);
}

static void append_capture(struct result *result, struct matcher *matcher, int index, const char *start, const char *end) {
    size_t length;
    const char *text = capture_text(matcher, index, start, end, &length);
    if (text != NULL) {
        append_counted(result, matcher, text, length);
        return;
    }
    push_capture(matcher, index, start, end);
    append_value(result, matcher);
}

/// Appends the replacement text, with captures in place of `%0` to `%9`.
static void append_replacement(struct result *result, struct matcher *matcher, const char *start, const char *end) {
    lua_State *L = matcher->L;
    size_t length;
    const char *at = lua_tolstring(L, 3, &length), *stop = at + length, *escape;
    pattern_spend(matcher, 1 + (lua_Integer)(length / bytes_per_step));
    while ((escape = memchr(at, '%', (size_t)(stop - at))) != NULL) {
        append(result, at, (size_t)(escape - at));
        char selector = escape + 1 < stop ? escape[1] : 0;
        at = escape + 2;
        if (selector == '%') append_counted(result, matcher, "%", 1);
        else if (selector == '0') append_counted(result, matcher, start, (size_t)(end - start));
        else if (selector >= '1' && selector <= '9') append_capture(result, matcher, selector - '1', start, end);
        else luaL_error(L, "invalid use of '%c' in replacement string", '%');
    }
    append(result, at, (size_t)(stop - at));
}

/// Appends what replaces the match; false where that is the match itself.
static bool append_match(struct result *result, struct matcher *matcher, int kind, const char *start, const char *end) {
    lua_State *L = matcher->L;
    switch (kind) {
    case LUA_TFUNCTION:
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(matcher, start, end), 1);
        break;
    case LUA_TTABLE:
        push_capture(matcher, 0, start, end);
        lua_gettable(L, 3);
        break;
    default:
        append_replacement(result, matcher, start, end);
        return true;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        append(result, start, (size_t)(end - start));
        return false;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    append_value(result, matcher);
    return true;
}

static int string_gsub(lua_State *L) {
    size_t length, pattern_length;
    const char *text = luaL_checklstring(L, 1, &length), *source = luaL_checklstring(L, 2, &pattern_length);
    int kind = lua_type(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
    luaL_argexpected(L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
                     "string/function/table");
    lua_settop(L, 3);
    lua_pushnil(L);
    struct pattern pattern;
    uint64_t room[ordinary_room];
    struct result result;
    result_begin(&result, L, 4);
    compile(L, &pattern, room, source, pattern_length);
    struct matcher matcher;
    matcher_begin(&matcher, L, &pattern, text, length);

    // Up to `copied` the text is in the result.
    const char *copied = text, *at = text, *last = NULL;
    bool changed = false;
    while (count < most && at <= matcher.end) {
        const char *start = at, *end = pattern_search(&matcher, &start, last);
        if (end == NULL) break;
        count++;
        append_counted(&result, &matcher, copied, (size_t)(start - copied));
        changed |= append_match(&result, &matcher, kind, start, end);
        copied = at = last = end;
        if (pattern.anchored) break;
    }
    pattern_settle(&matcher);
    if (changed) {
        size_t rest = (size_t)(matcher.end - copied);
        charge(L, (lua_Integer)(rest / bytes_per_step));
        append(&result, copied, rest);
        if (result.length > 4096) charge_memory(L, result.length);
        lua_pushlstring(L, result.data, result.length);
    } else {
        lua_pushvalue(L, 1);
    }
    lua_pushinteger(L, count);
    return 2;
}

void library_pattern(lua_State *L) {
    static const luaL_Reg functions[] = {
        { "find", string_find }, { "match", string_match }, { "gmatch", string_gmatch }, { "gsub", string_gsub },
        { NULL, NULL },
    };
    luaL_setfuncs(L, functions, 0);
}
