// Moonpost
// SPDX-License-Identifier: Apache-2.0

// What the prelude is built on, beside the calls of turn.c.

#define _GNU_SOURCE
#include "calendar.h"
#include "errors.h"
#include "sandbox.h"
#include "scripts.h"
#include "turn.h"

#include <ctype.h>

enum { most_json = 1 << 20, most_nodes = 100000, longest_name = 64 };

/// misuse(text): raises an error at the line of the script.
static int host_misuse(lua_State *L) { return misuse(L, "%s", luaL_checkstring(L, 1)); }

/// seal(table, name, hint): a read-only view of the table; the hint says what to do instead of setting one of its names.
static int host_seal(lua_State *L) {
    const char *name = luaL_checkstring(L, 2), *hint = luaL_optstring(L, 3, NULL);
    lua_pushvalue(L, 1);
    sandbox_seal(L, name, hint);
    return 1;
}

/// setmetatable without the sandbox's checks.
static int host_setmetatable(lua_State *L) {
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

// Names -----------------------------------------------------------------------------------------------------------

/// Insertions, deletions, replacements, and swaps of neighbours that turn one name into the other.
static int name_distance(const char *left, size_t left_length, const char *right, size_t right_length) {
    int rows[3][longest_name + 1];
    int *before_last = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= right_length; j++) last[j] = (int)j;
    for (size_t i = 0; i < left_length; i++) {
        row[0] = (int)i + 1;
        for (size_t j = 0; j < right_length; j++) {
            int a = tolower((unsigned char)left[i]), b = tolower((unsigned char)right[j]);
            int edits = last[j] + (a != b);
            if (last[j + 1] + 1 < edits) edits = last[j + 1] + 1;
            if (row[j] + 1 < edits) edits = row[j] + 1;
            if (i > 0 && j > 0 && tolower((unsigned char)left[i - 1]) == b && a == tolower((unsigned char)right[j - 1])
                && before_last[j - 1] + 1 < edits)
                edits = before_last[j - 1] + 1;
            row[j + 1] = edits;
        }
        int *free_row = before_last;
        before_last = last;
        last = row;
        row = free_row;
    }
    return last[right_length];
}

/// nearest(name, names): the one of the list that was probably meant, or nil.
static int host_nearest(lua_State *L) {
    size_t length, best_length = 0;
    const char *name = luaL_checklstring(L, 1, &length), *best = NULL;
    int best_edits = 0;
    lua_settop(L, 2);
    if (length > longest_name) return 0;
    for (lua_Integer i = 1; lua_rawgeti(L, 2, i) == LUA_TSTRING; i++) {
        size_t candidate_length;
        const char *candidate = lua_tolstring(L, -1, &candidate_length);
        if (candidate_length <= longest_name) {
            int edits = name_distance(name, length, candidate, candidate_length);
            if (best == NULL || edits < best_edits || (edits == best_edits && strcmp(candidate, best) < 0)) {
                best = candidate;
                best_edits = edits;
                best_length = candidate_length;
            }
        }
        lua_pop(L, 1);
    }
    int allowed = (int)((length > best_length ? length : best_length) + 2) / 3;
    if (best == NULL || best_edits > (allowed > 1 ? allowed : 1)) return 0;
    lua_pushlstring(L, best, best_length);
    return 1;
}

/// unknown(table, known): a key of the table that is not in the set (the first one in order), or nil.
static int host_unknown(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    lua_pushnil(L);
    for (lua_pushnil(L); lua_next(L, 1);) {
        lua_pop(L, 1);
        charge(L, 4);
        if (lua_type(L, -1) == LUA_TLIGHTUSERDATA) continue;
        lua_pushvalue(L, -1);
        bool known = lua_rawget(L, 2) != LUA_TNIL;
        lua_pop(L, 1);
        if (known) continue;
        lua_pushvalue(L, -1);
        push_text(L, -1, NULL);
        lua_remove(L, -2);
        if (lua_isnil(L, 3) || strcmp(lua_tostring(L, -1), lua_tostring(L, 3)) < 0) lua_replace(L, 3);
        else lua_pop(L, 1);
    }
    lua_settop(L, 3);
    return 1;
}

// Text ------------------------------------------------------------------------------------------------------------

/// The lower case of a character of two bytes, for Latin, Greek and Cyrillic letters; others stay.
static unsigned lower_case(unsigned code) {
    if ((code >= 0xC0 && code <= 0xDE && code != 0xD7) || (code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F))
        return code + 0x20;
    if (code >= 0x400 && code <= 0x40F) return code + 0x50;
    if ((code >= 0x100 && code <= 0x12F) || (code >= 0x132 && code <= 0x137) || (code >= 0x14A && code <= 0x177)) return code | 1;
    if (((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E)) && code % 2 == 1) return code + 1;
    return code;
}

/// fold(text): lower case, no space around it, one space between words: how answers are compared.
static int host_fold(lua_State *L) {
    static struct bytes folded;
    size_t length;
    const char *at = luaL_checklstring(L, 1, &length), *end = at + length;
    bool space = false;
    folded.length = 0;
    if (length > 4096) charge_memory(L, 2 * length);
    charge(L, 1 + (lua_Integer)(length / 4));
    while (at < end) {
        unsigned char byte = (unsigned char)*at++;
        if (isspace(byte)) {
            space = folded.length > 0;
            continue;
        }
        if (space) bytes_add_byte(&folded, ' ');
        space = false;
        if (byte >= 0xC3 && byte <= 0xD3 && at < end && ((unsigned char)*at & 0xC0) == 0x80) {
            unsigned code = lower_case((unsigned)(byte & 31) << 6 | ((unsigned char)*at++ & 63));
            bytes_add_byte(&folded, (char)(0xC0 | code >> 6));
            bytes_add_byte(&folded, (char)(0x80 | (code & 63)));
        } else {
            bytes_add_byte(&folded, (char)tolower(byte));
        }
    }
    lua_pushlstring(L, folded.length ? folded.data : "", folded.length);
    if (folded.capacity > 1 << 20) bytes_free(&folded);
    return 1;
}

/// length(text): UTF-16 units, as WhatsApp's limits are counted; bytes that are not UTF-8 count for one each.
static int host_length(lua_State *L) {
    size_t length;
    const char *at = luaL_checklstring(L, 1, &length), *end = at + length;
    lua_Integer count = 0;
    charge(L, 1 + (lua_Integer)(length / 8));
    for (; at < end; count++) {
        int size = utf8_character(at, end);
        if (size == 4) count++;
        at += size ? size : 1;
    }
    lua_pushinteger(L, count);
    return 1;
}

// Time and chance -------------------------------------------------------------------------------------------------

/// The first argument, seconds since 1970 in the years that os.date knows, 70 to 9890.
static lua_Integer checked_seconds(lua_State *L) {
    lua_Integer seconds = luaL_checkinteger(L, 1);
    if (seconds <= -60000000000 || seconds >= 250000000000) misuse(L, "this date is out of range");
    return seconds;
}

/// now(): milliseconds since 1970 UTC at the beginning of the turn.
static int host_now(lua_State *L) {
    lua_pushinteger(L, turn_time(L));
    return 1;
}

/// offset(seconds): minutes that the person's clock is ahead of UTC at this time, in seconds since 1970.
static int host_offset(lua_State *L) {
    lua_Integer seconds = checked_seconds(L);
    turn_time(L);
    lua_pushinteger(L, turn_offset(seconds));
    return 1;
}

/// moment(seconds): when the person's clock shows this; what host.seconds makes of a civil time, as seconds since 1970.
static int host_moment(lua_State *L) {
    lua_Integer seconds = checked_seconds(L);
    turn_time(L);
    lua_pushinteger(L, turn_seconds(seconds));
    return 1;
}

/// civil(seconds): year, month, day, hour, minute, second, weekday (0 is Sunday).
static int host_civil(lua_State *L) {
    lua_Integer seconds = checked_seconds(L);
    struct civil civil = civil_from_seconds(seconds);
    const lua_Integer fields[] = { civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second, civil.weekday };
    for (int i = 0; i < 7; i++) lua_pushinteger(L, fields[i]);
    return 7;
}

/// seconds(year, month, day, hour, minute, second): the other way round.
static int host_seconds(lua_State *L) {
    lua_Integer fields[6];
    for (int i = 0; i < 6; i++) {
        fields[i] = luaL_checkinteger(L, i + 1);
        if (fields[i] < -1000000000 || fields[i] > 1000000000) return misuse(L, "this date is out of range");
    }
    lua_pushinteger(L, seconds_from_civil(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]));
    return 1;
}

/// identifier(): 26 characters that sort by time (a ULID), from the turn's clock and the conversation's random numbers.
static int host_identifier(lua_State *L) {
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char text[26];
    uint64_t time = (uint64_t)turn_time(L), chance[2] = { random_next(L), random_next(L) };
    for (int i = 9; i >= 0; i--, time >>= 5) text[i] = digits[time & 31];
    for (int i = 0; i < 16; i++) {
        text[10 + i] = digits[chance[i / 8] & 31];
        chance[i / 8] >>= 5;
    }
    lua_pushlstring(L, text, sizeof text);
    return 1;
}

// Declarations and settings ---------------------------------------------------------------------------------------

static void push_default(lua_State *L, int spec) {
    if (!lua_istable(L, spec)) {
        lua_pushnil(L);
        return;
    }
    lua_pushliteral(L, "default");
    lua_rawget(L, spec);
}

/// Keeps the value of each declared setting: what the host gave, or else its default.
static void keep_settings(lua_State *L, int options) {
    sandbox_get(L, &key_settings);
    int settings = lua_gettop(L);
    turn_push_json(L, current->version->settings.length ? bytes_span(&current->version->settings) : (struct span){ NULL, NULL });
    int given = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, options); lua_pop(L, 1)) {
        charge(L, 4);
        if (lua_type(L, -2) != LUA_TSTRING) continue;
        lua_pushvalue(L, -2);
        lua_pushnil(L);
        if (lua_istable(L, given)) {
            lua_pop(L, 1);
            lua_pushvalue(L, -1);
            lua_rawget(L, given);
        }
        if (lua_isnil(L, -1)) {
            lua_pop(L, 1);
            push_default(L, lua_gettop(L) - 1);
        }
        // A declared setting without a value is kept as a light userdata: its name is known.
        if (lua_isnil(L, -1)) {
            lua_pop(L, 1);
            lua_pushlightuserdata(L, &key_settings);
        }
        lua_rawset(L, settings);
    }
    lua_settop(L, settings - 1);
}

/// Notes the capability of the entry of `uses` on the top, what stands before its colon, and takes it off.
static void keep_use(lua_State *L, int uses) {
    size_t length;
    const char *name = lua_tolstring(L, -1, &length), *colon = memchr(name, ':', length);
    lua_pushlstring(L, name, colon ? (size_t)(colon - name) : length);
    lua_pushboolean(L, 1);
    lua_rawset(L, uses);
    lua_pop(L, 1);
}

/// Notes what `uses` of bot.plugin names; the host checks the names.
static void keep_uses(lua_State *L, int options) {
    if (current->version->capabilities.length == 0) return;
    sandbox_get(L, &key_uses);
    int uses = lua_gettop(L);
    lua_pushliteral(L, "uses");
    if (lua_rawget(L, options) == LUA_TSTRING) {
        keep_use(L, uses);
    } else if (lua_istable(L, -1)) {
        for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TSTRING; i++) {
            charge(L, 1);
            keep_use(L, uses);
        }
    }
    lua_settop(L, options);
}

static void keep_declaration(lua_State *L, const char *kind, int options, bool named) {
    lua_Debug frame;
    sandbox_get(L, &key_declarations);
    lua_createtable(L, 0, 5);
    lua_pushstring(L, kind);
    lua_setfield(L, -2, "kind");
    if (named) {
        lua_pushvalue(L, 1);
        lua_setfield(L, -2, "name");
    }
    if (script_position(L, &frame)) {
        lua_pushstring(L, frame.short_src);
        lua_setfield(L, -2, "file");
        lua_pushinteger(L, frame.currentline);
        lua_setfield(L, -2, "line");
    }
    lua_pushvalue(L, options);
    lua_setfield(L, -2, "options");
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
}

/// Takes the function of the entry that is being started.
static void take_entry(lua_State *L, const char *kind, int options) {
    size_t length;
    const char *name = lua_tolstring(L, 1, &length);
    if (!span_is(turn.entry_kind, kind) || span_length(turn.entry_name) != length
        || memcmp(turn.entry_name.start, name, length) != 0)
        return;
    lua_pushvalue(L, options);
    if (lua_istable(L, -1)) {
        lua_pushliteral(L, "run");
        lua_rawget(L, -2);
    }
    if (lua_isfunction(L, -1)) lua_rawsetp(L, LUA_REGISTRYINDEX, &key_entry);
}

/// Upvalues: the kind, and whether such a thing has a name.
static int declare(lua_State *L) {
    const char *kind = lua_tostring(L, lua_upvalueindex(1));
    bool named = lua_toboolean(L, lua_upvalueindex(2));
    int options = named ? 2 : 1;
    if (phase == phase_running)
        return misuse(L, "bot.%s declares: it can be used while the plugin loads, not inside a flow or handler", kind);
    if (named && lua_type(L, 1) != LUA_TSTRING)
        return misuse(L, "bot.%s needs a name and a table: bot.%s(\"name\", { ... })", kind, kind);
    bool is_handler = strcmp(kind, "on") == 0 && lua_isfunction(L, options);
    if (!lua_istable(L, options) && !is_handler)
        return misuse(L, named ? "bot.%s needs a table after the name: bot.%s(\"name\", { ... })"
                               : "bot.%s needs a table: bot.%s { ... }", kind, kind);
    lua_settop(L, options);
    if (phase == phase_loading) {
        keep_declaration(L, kind, options, named);
        if (strcmp(kind, "settings") == 0) keep_settings(L, options);
        if (strcmp(kind, "plugin") == 0) keep_uses(L, options);
    } else if (phase == phase_instantiating && named) {
        take_entry(L, kind, options);
    }
    return 0;
}

/// offer(kind, name, function): runs the function for this entry, which the host alone begins and no plugin declares.
static int host_offer(lua_State *L) {
    const char *kind = luaL_checkstring(L, 1);
    lua_settop(L, 3);
    lua_remove(L, 1);
    if (phase == phase_instantiating) take_entry(L, kind, 2);
    return 0;
}

/// declare(kind, named): the function that plugins declare things of this kind with.
static int host_declare(lua_State *L) {
    lua_settop(L, 2);
    lua_pushcclosure(L, declare, 2);
    return 1;
}

/// Pushes the value on top again, as a copy that its receiver may change.
static void push_copy(lua_State *L) {
    static struct bytes text;
    struct json_writer writer = { .out = &text, .most_bytes = most_json, .most_nodes = most_nodes };
    text.length = 0;
    if (lua_istable(L, -1) && json_write(L, &writer)) turn_push_json(L, bytes_span(&text));
    else lua_pushvalue(L, -1);
}

/// setting(name): true and its value, or false and the names there are.
static int host_setting(lua_State *L) {
    luaL_checkstring(L, 1);
    lua_settop(L, 1);
    sandbox_get(L, &key_settings);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, 2) != LUA_TNIL) {
        lua_pushboolean(L, 1);
        lua_insert(L, 3);
        if (lua_islightuserdata(L, -1)) lua_pushnil(L);
        else push_copy(L);
        lua_remove(L, -2);
        return 2;
    }
    lua_pushboolean(L, 0);
    lua_newtable(L);
    for (lua_pushnil(L); lua_next(L, 2);) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, (lua_Integer)lua_rawlen(L, -3) + 1);
    }
    return 2;
}

/// locales(): the texts of the plugin as the host gave them, a new table each time; nil where there are none.
static int host_locales(lua_State *L) {
    const struct bytes *locales = &current->version->locales;
    if (locales->length == 0) return 0;
    charge(L, 10 + (lua_Integer)locales->length);
    turn_push_json(L, bytes_span(locales));
    return 1;
}

// JSON ------------------------------------------------------------------------------------------------------------

static int host_encode(lua_State *L) {
    static struct bytes text;
    struct json_writer writer = { .out = &text, .most_bytes = most_json, .most_nodes = most_nodes, .watched = true };
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    text.length = 0;
    bool written = json_write(L, &writer);
    budget_check_clock(L);
    charge(L, 10 + (lua_Integer)writer.nodes * 4 + (lua_Integer)(text.length / 16));
    if (!written)
        return misuse(L, "bot.json.encode: %s %s", writer.path[0] ? writer.path : "the value", writer.problem);
    lua_pushlstring(L, text.data, text.length);
    return 1;
}

static int host_decode(lua_State *L) {
    size_t length, position;
    if (lua_type(L, 1) != LUA_TSTRING) return misuse(L, "bot.json.decode needs a text");
    const char *text = lua_tolstring(L, 1, &length);
    if (length > most_json) return misuse(L, "bot.json.decode reads at most %d bytes", (int)most_json);
    charge(L, 10 + (lua_Integer)length / 4);
    if (length > 4096) charge_memory(L, length * 8);
    const char *problem = json_push(L, (struct span){ text, text + length }, json_depth, &position);
    if (problem) return misuse(L, "bot.json.decode: %s (at byte %d)", problem, (int)position);
    return 1;
}

void library_host(lua_State *L) {
    static const luaL_Reg functions[] = {
        { "misuse", host_misuse }, { "seal", host_seal }, { "setmetatable", host_setmetatable },
        { "nearest", host_nearest }, { "fold", host_fold }, { "length", host_length }, { "unknown", host_unknown }, { "now", host_now },
        { "offset", host_offset }, { "moment", host_moment }, { "civil", host_civil }, { "seconds", host_seconds }, { "identifier", host_identifier },
        { "declare", host_declare }, { "offer", host_offer }, { "setting", host_setting }, { "locales", host_locales }, { "encode", host_encode }, { "decode", host_decode },
        { NULL, NULL },
    };
    luaL_newlib(L, functions);
    turn_open_primitives(L);
}
