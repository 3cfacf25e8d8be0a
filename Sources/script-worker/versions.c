// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Plugin versions: their sources, and the state that is built from them.

#include "coverage.h"
#include "errors.h"
#include "sandbox.h"
#include "scripts.h"
#include "turn.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct configuration configuration;
static struct version *versions;

struct version *version_find(struct span id) {
    for (struct version *at = versions; at; at = at->next)
        if (at->id.length == span_length(id) && memcmp(at->id.data, id.start, at->id.length) == 0) return at;
    return NULL;
}

struct version *version_add(struct span id) {
    struct version *version = calloc(1, sizeof *version);
    if (version == NULL) _exit(exit_out_of_memory);
    bytes_add(&version->id, id.start, span_length(id));
    version->limits = usual_limits;
    version->next = versions;
    versions = version;
    return version;
}

void version_discard_state(struct version *version) {
    if (version->state == NULL) return;
    while (version->oldest) conversation_free(version->oldest);
    lua_close(version->state);
    version->state = NULL;
    version->heap = (struct heap){ 0 };
    version->number.length = 0;
}

void version_remove(struct version *version) {
    version_discard_state(version);
    coverage_forget(version);
    struct version **place = &versions;
    while (*place != version) place = &(*place)->next;
    *place = version->next;
    for (size_t i = 0; i < version->source_count; i++) {
        bytes_free(&version->sources[i].name);
        bytes_free(&version->sources[i].module);
        bytes_free(&version->sources[i].text);
    }
    free(version->sources);
    bytes_free(&version->id);
    bytes_free(&version->settings);
    bytes_free(&version->locales);
    bytes_free(&version->number);
    bytes_free(&version->capabilities);
    bytes_free(&version->refused);
    free(version);
}

void version_enter(const struct version *version) { limits = version->limits; }

bool is_source_name(const char *name, size_t length) {
    if (current == NULL) return false;
    const struct version *version = current->version;
    for (size_t i = 0; i < version->source_count; i++) {
        const struct bytes *source = &version->sources[i].name;
        if (source->length == length && memcmp(source->data, name, length) == 0) return true;
        // Lua shortens a long name to "..." and its end.
        if (length > 3 && source->length > length && memcmp(name, "...", 3) == 0
            && memcmp(source->data + source->length - (length - 3), name + 3, length - 3) == 0)
            return true;
    }
    return false;
}

/// What the parser reads: line by line, and a long line in pieces.
struct reading {
    const char *at, *end;
    int line;
    bool line_ended;
};

enum { longest_piece = 256 };

/// Gives the parser its next piece. Nothing counts instructions there, and some of what it does takes time that grows with
/// the square of the source, so the clock is looked at here.
static const char *read_piece(lua_State *L, void *data, size_t *size) {
    struct reading *reading = data;
    budget_check_clock(L);
    if (reading->line_ended) reading->line++;
    size_t most = (size_t)(reading->end - reading->at);
    if (most > longest_piece) most = longest_piece;
    const char *piece = reading->at, *newline = memchr(piece, '\n', most);
    *size = newline ? (size_t)(newline - piece) + 1 : most;
    reading->line_ended = newline != NULL;
    reading->at += *size;
    return *size ? piece : NULL;
}

/// An error that has no place, such as that of what is nested too deep, gets the line that was read last.
static void add_place(lua_State *L, const char *name, int line) {
    size_t length = strlen(name);
    const char *message = lua_tostring(L, -1);
    if (budget.halt) {
        snprintf(budget.file, sizeof budget.file, "%s", name);
        budget.line = line;
    } else if (message && (strncmp(message, name, length) != 0 || message[length] != ':')
               && strncmp(message, "...", 3) != 0) {
        lua_pushfstring(L, "%s:%d: %s", name, line, message);
        lua_remove(L, -2);
    }
}

/// Compiles one source and leaves its function (or the error) on the stack.
static int compile(lua_State *L, const struct source *source) {
    char name[most_chunk_name + 2];
    snprintf(name, sizeof name, "@%.*s", (int)source->name.length, source->name.data);
    const char *text = source->text.data;
    size_t length = source->text.length;
    if (length > most_source) {
        lua_pushfstring(L, "%s:1: this file has %d bytes, and a script can have at most %d: split it into modules",
                        name + 1, (int)length, (int)most_source);
        return LUA_ERRSYNTAX;
    }
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    // A first line for the shell is skipped, but counts.
    if (length > 0 && *text == '#') {
        const char *line_end = memchr(text, '\n', length);
        length -= line_end ? (size_t)(line_end - text) : length;
        text = line_end;
    }
    struct reading reading = { .at = length ? text : "", .line = 1 };
    reading.end = reading.at + length;
    int status = lua_load(L, read_piece, &reading, name, "t");
    if (status != LUA_OK) add_place(L, name + 1, reading.line);
    return status;
}

static bool compile_all(struct version *version, struct bytes *error) {
    lua_State *L = version->state;
    // The parser of this library is not safe against a collection in its middle.
    lua_gc(L, LUA_GCSTOP);
    lua_newtable(L);
    for (size_t i = 0; i < version->source_count; i++) {
        struct source *source = &version->sources[i];
        lua_pushlstring(L, source->module.data, source->module.length);
        if (compile(L, source) != LUA_OK) {
            error_write(error, L, LUA_ERRSYNTAX);
            return false;
        }
        if (!coverage_measure(version, source, L)) {
            error_write_plain(error, "internal", "which lines can run is not known: this is another liblua than 5.4");
            return false;
        }
        lua_rawset(L, -3);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_chunks);
    lua_gc(L, LUA_GCRESTART);
    return true;
}

/// Keeps what the body may not use, at its place in the registry; without capabilities nobody looks there.
static void keep_capabilities(struct version *version) {
    lua_State *L = version->state;
    if (version->capabilities.length == 0) return;
    const struct {
        const char *key;
        struct bytes *object;
    } tables[] = { { &key_capabilities, &version->capabilities }, { &key_refused, &version->refused } };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (tables[i].object->length > 0) turn_push_json(L, bytes_span(tables[i].object));
        else lua_newtable(L);
        lua_rawsetp(L, LUA_REGISTRYINDEX, tables[i].key);
    }
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_uses);
}

bool version_ensure(struct version *version, struct bytes *error) {
    version_enter(version);
    if (version->state) return true;
    lua_State *broken = NULL;
    struct span nobody = { "", "" };
    budget_begin(false);
    budget.heap = &version->heap;
    version->state = sandbox_open(&version->heap, &broken);
    if (version->state == NULL) {
        bytes_add_text(error, "{\"kind\":\"internal\",\"message\":");
        size_t length = 0;
        const char *message = lua_tolstring(broken, -1, &length);
        bytes_add_json_string(error, message ? message : "", length);
        bytes_add_byte(error, '}');
        lua_close(broken);
        version->heap = (struct heap){ 0 };
        return false;
    }
    keep_capabilities(version);
    struct conversation *loading = current = conversation_new(version, nobody);
    bool good = compile_all(version, error);
    if (good && phase != phase_file) {
        int status = script_instantiate(loading, phase_loading);
        good = status == LUA_OK;
        if (!good) error_write(error, loading->thread, status);
    }
    if (!good) {
        version_discard_state(version);
        return false;
    }
    conversation_free(loading);
    return true;
}

/// Between two collections a state may grow to its limit; what waits in it should take no more than half of that.
void version_tidy(struct version *version) {
    size_t limit = (size_t)limits.memory;
    if (version->state == NULL || version->heap.used < limit / 4 * 3) return;
    lua_gc(version->state, LUA_GCCOLLECT);
    while (version->heap.used > limit / 2) {
        size_t waiting = 0, dropped = 0;
        for (struct conversation *at = version->oldest; at; at = at->newer) waiting++;
        for (struct conversation *at = version->oldest, *newer; at && dropped <= waiting / 4; at = newer) {
            newer = at->newer;
            // One that waits for the host itself is in the middle of a turn: it stays.
            if (at->pending != call_wait) continue;
            conversation_free(at);
            dropped++;
        }
        if (dropped == 0) return;
        lua_gc(version->state, LUA_GCCOLLECT);
    }
}
