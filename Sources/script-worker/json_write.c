// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "json.h"

#include "budget.h"
#include "sandbox.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool write_value(lua_State *L, struct json_writer *writer, int depth);

static bool fail(struct json_writer *writer, const char *problem) {
    snprintf(writer->problem, sizeof writer->problem, "%s", problem);
    return false;
}

/// Puts the name of a member before the path that was collected further down.
static bool fail_below(struct json_writer *writer, const char *name) {
    char path[sizeof writer->path];
    bool joined = writer->path[0] == 0 || writer->path[0] == '[';
    snprintf(path, sizeof path, "%.40s%s%.70s", name, joined ? "" : ".", writer->path);
    memcpy(writer->path, path, sizeof path);
    return false;
}

static bool fail_full(struct json_writer *writer) {
    writer->full = true;
    return fail(writer, "is too large");
}

static bool write_string(lua_State *L, struct json_writer *writer) {
    size_t length;
    const char *text = lua_tolstring(L, -1, &length), *end = text + length;
    if (length > writer->most_bytes) return fail_full(writer);
    for (const char *at = text; at < end;) {
        int size = utf8_character(at, end);
        if (size == 0) return fail(writer, "is not valid UTF-8 text (was a character cut in two?)");
        at += size;
    }
    bytes_add_json_string(writer->out, text, length);
    return true;
}

static bool write_number(lua_State *L, struct json_writer *writer) {
    char digits[40];
    if (lua_isinteger(L, -1)) {
        bytes_add_integer(writer->out, lua_tointeger(L, -1));
        return true;
    }
    double value = lua_tonumber(L, -1);
    if (isnan(value)) return fail(writer, "is not a number (the result of 0/0?)");
    if (isinf(value)) return fail(writer, "is an infinite number (a division by zero?)");
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits - 2, "%.*g", precision, value);
        if (strtod(digits, NULL) == value) break;
    }
    if (strpbrk(digits, ".e") == NULL) strcat(digits, ".0");
    bytes_add_text(writer->out, digits);
    return true;
}

struct shape {
    size_t names, items;
    lua_Integer largest;
};

/// Counts what kinds of keys the table on top has; hidden keys of the sandbox (light userdata) do not count.
static bool measure(lua_State *L, struct json_writer *writer, struct shape *shape) {
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        switch (lua_type(L, -2)) {
        case LUA_TSTRING: shape->names++; break;
        case LUA_TNUMBER:
            if (lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1) {
                shape->items++;
                if (lua_tointeger(L, -2) > shape->largest) shape->largest = lua_tointeger(L, -2);
                break;
            }
            lua_pop(L, 2);
            return fail(writer, "has a number as a key that is no place in a list");
        case LUA_TLIGHTUSERDATA: break;
        default:
            snprintf(writer->problem, sizeof writer->problem, "has a %s as a key; keys must be texts",
                     lua_typename(L, lua_type(L, -2)));
            lua_pop(L, 2);
            return false;
        }
        if (shape->names + shape->items > writer->most_nodes) {
            lua_pop(L, 2);
            return fail(writer, "has too many values");
        }
    }
    return true;
}

static bool write_list(lua_State *L, struct json_writer *writer, size_t count, int depth) {
    bytes_add_byte(writer->out, '[');
    for (size_t index = 1; index <= count; index++) {
        if (index > 1) bytes_add_byte(writer->out, ',');
        lua_rawgeti(L, -1, (lua_Integer)index);
        bool written = write_value(L, writer, depth + 1);
        lua_pop(L, 1);
        if (!written) {
            char place[32];
            snprintf(place, sizeof place, "[%zu]", index);
            return fail_below(writer, place);
        }
    }
    bytes_add_byte(writer->out, ']');
    return true;
}

struct name {
    const char *text;
    size_t length;
    int slot;
};

static int compare_names(const void *left, const void *right) {
    const struct name *a = left, *b = right;
    int order = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
    if (order != 0) return order;
    return a->length < b->length ? -1 : a->length > b->length;
}

static bool write_members(lua_State *L, struct json_writer *writer, struct name *names, size_t count, int table, int depth) {
    size_t found = 0;
    for (lua_pushnil(L); lua_next(L, table);) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TLIGHTUSERDATA) continue;
        // The key stays below as an anchor; a number (in declarations) is anchored as its text.
        lua_pushvalue(L, -1);
        if (lua_type(L, -1) == LUA_TNUMBER) lua_tostring(L, -1);
        names[found].text = lua_tolstring(L, -1, &names[found].length);
        lua_insert(L, -2);
        names[found].slot = lua_gettop(L) - 1;
        found++;
    }
    // Small objects are the rule, and their names are nearly in order already.
    if (count <= 12) {
        for (size_t i = 1; i < count; i++) {
            struct name name = names[i];
            size_t place = i;
            for (; place > 0 && compare_names(&names[place - 1], &name) > 0; place--) names[place] = names[place - 1];
            names[place] = name;
        }
    } else {
        merge_sort(names, names + count, count, sizeof *names, compare_names);
    }
    bytes_add_byte(writer->out, '{');
    for (size_t i = 0; i < count; i++) {
        if (i > 0) bytes_add_byte(writer->out, ',');
        lua_pushvalue(L, names[i].slot);
        bool written = write_string(L, writer);
        if (!written) {
            lua_pop(L, 1);
            return writer->full ? false : fail(writer, "has a key that is not valid UTF-8 text");
        }
        bytes_add_byte(writer->out, ':');
        if (lua_rawget(L, table) == LUA_TNIL) {
            lua_pop(L, 1);
            lua_rawgeti(L, table, (lua_Integer)strtoll(names[i].text, NULL, 10));
        }
        written = write_value(L, writer, depth + 1);
        lua_pop(L, 1);
        if (!written) return fail_below(writer, names[i].text);
    }
    bytes_add_byte(writer->out, '}');
    return true;
}

static bool write_object(lua_State *L, struct json_writer *writer, size_t count, int depth) {
    int table = lua_gettop(L);
    if (!lua_checkstack(L, (int)count + 8)) return fail(writer, "has too many values");
    // Twice: room to sort in.
    struct name few[64], *names = few;
    if (count > 32 && (names = malloc(2 * count * sizeof *names)) == NULL) return fail(writer, "has too many values");
    bool written = write_members(L, writer, names, count, table, depth);
    lua_settop(L, table);
    if (names != few) free(names);
    return written;
}

/// Puts the table behind a read-only view in its place.
static void unseal(lua_State *L) {
    if (!lua_getmetatable(L, -1)) return;
    bool sealed = lua_rawgetp(L, -1, &key_sealed) == LUA_TBOOLEAN;
    lua_pop(L, 1);
    lua_pushliteral(L, "__index");
    lua_rawget(L, -2);
    lua_remove(L, -2);
    if (sealed) lua_replace(L, -2);
    else lua_pop(L, 1);
}

static bool write_table(lua_State *L, struct json_writer *writer, int depth) {
    if (depth == json_depth) return fail(writer, "is nested deeper than 32 levels (or contains itself)");
    if (!lua_checkstack(L, 8)) return fail(writer, "is too large");
    struct shape shape = { 0 };
    unseal(L);
    if (!measure(L, writer, &shape)) return false;
    if (shape.names > 0 && shape.items > 0 && !writer->declarations)
        return fail(writer, "mixes list items and named values; use one or the other");
    if (shape.names > 0) return write_object(L, writer, shape.names + shape.items, depth);
    if (shape.items == 0) {
        bytes_add(writer->out, "{}", 2);
        return true;
    }
    if ((size_t)shape.largest != shape.items) return fail(writer, "is a list with gaps (is one of its values nil?)");
    return write_list(L, writer, shape.items, depth);
}

static bool write_value(lua_State *L, struct json_writer *writer, int depth) {
    if (writer->out->length > writer->most_bytes) return fail_full(writer);
    if (++writer->nodes > writer->most_nodes) return fail(writer, "is too large");
    if (writer->watched && writer->nodes % 256 == 0 && budget_is_over()) return fail(writer, "takes too long");
    switch (lua_type(L, -1)) {
    case LUA_TNIL: bytes_add(writer->out, "null", 4); return true;
    case LUA_TBOOLEAN: bytes_add_text(writer->out, lua_toboolean(L, -1) ? "true" : "false"); return true;
    case LUA_TNUMBER: return write_number(L, writer);
    case LUA_TSTRING: return write_string(L, writer);
    case LUA_TTABLE: return write_table(L, writer, depth);
    case LUA_TFUNCTION:
        if (writer->declarations) {
            bytes_add_text(writer->out, "{\"function\":true}");
            return true;
        }
        return fail(writer, "is a function; only texts, numbers, booleans and tables of them can be kept or sent");
    default: return fail(writer, "is not plain data");
    }
}

bool json_write(lua_State *scratch, struct json_writer *writer) {
    writer->path[0] = writer->problem[0] = 0;
    writer->nodes = 0;
    writer->full = false;
    int top = lua_gettop(scratch);
    bool written = lua_checkstack(scratch, 8) && write_value(scratch, writer, 0);
    lua_settop(scratch, top);
    return written && (writer->out->length <= writer->most_bytes || fail_full(writer));
}
