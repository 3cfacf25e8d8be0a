// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "turn.h"

#include "errors.h"
#include "frames.h"
#include "sandbox.h"
#include "zones.h"

#include <stdio.h>
#include <unistd.h>

struct turn turn;

enum { most_nodes = 50000, day_minutes = 24 * 60 };

void turn_clear(void) {
    turn.replaying = turn.raises = false;
    turn.position = turn.effect_count = 0;
    turn.leave = leave_not;
    turn.value = turn.entry_kind = turn.entry_name = (struct span){ NULL, NULL };
    turn.answered.length = turn.effects.length = turn.request.length = turn.go.length = 0;
}

/// Built on the main thread's stack: that of the script may be full but for what a C function is sure of, and a value can
/// be deep.
void turn_push_json(lua_State *L, struct span value) {
    if (value.start == NULL) {
        lua_pushnil(L);
        return;
    }
    void *data;
    lua_getallocf(L, &data);
    struct heap *heap = data;
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
    lua_State *scratch = lua_tothread(L, -1);
    lua_pop(L, 1);
    // Nobody would catch a refused text there.
    bool guarded = heap->guarded;
    heap->guarded = false;
    if (json_push(scratch, value, json_host_depth, NULL) != NULL) _exit(exit_malformed_frame);
    heap->guarded = guarded;
    if (scratch != L) lua_xmove(scratch, L, 1);
}

static int offset_from(lua_Integer minutes) {
    if (minutes < -day_minutes || minutes > day_minutes) _exit(exit_malformed_frame);
    return (int)minutes;
}

void turn_take(struct conversation *conversation, struct span value, struct span *message, struct span *contact,
               struct span *event) {
    struct json_walk walk;
    struct span name, member;
    lua_Integer number;
    *message = *contact = *event = (struct span){ NULL, NULL };
    conversation->zone = NULL;
    if (!json_open(&walk, value, '{')) _exit(exit_malformed_frame);
    while (json_next_member(&walk, &name, &member)) {
        if (span_is(name, "t") && json_integer(member, &number)) conversation->now = number;
        else if (span_is(name, "z") && json_integer(member, &number)) conversation->offset = offset_from(number);
        else if (span_is(name, "zs")) conversation->zone = zone_of(member);
        else if (span_is(name, "message")) *message = member;
        else if (span_is(name, "contact")) *contact = member;
        else if (span_is(name, "event")) *event = member;
    }
    if (walk.bad) _exit(exit_malformed_frame);
}

int turn_push_value(lua_State *L, struct conversation *conversation, enum call_kind kind, struct span value) {
    struct json_walk walk;
    struct span name, member, result = { NULL, NULL }, error = { NULL, NULL };
    luaL_checkstack(L, 8, NULL);
    if (kind == call_wait) {
        struct span message, contact, event;
        turn_take(conversation, value, &message, &contact, &event);
        turn_push_json(L, message);
        turn_push_json(L, contact);
        turn_push_json(L, event);
        return 3;
    }
    if (!json_open(&walk, value, '{')) _exit(exit_malformed_frame);
    while (json_next_member(&walk, &name, &member)) {
        if (span_is(name, "ok")) result = member;
        else if (span_is(name, "error")) error = member;
    }
    if (walk.bad) _exit(exit_malformed_frame);
    turn.raises = error.start != NULL;
    turn_push_json(L, turn.raises ? error : result);
    if (turn.raises && lua_istable(L, -1)) {
        sandbox_get(L, &key_failure);
        lua_setmetatable(L, -2);
    }
    return 1;
}

bool turn_has_journal_left(void) {
    if (turn.replaying) turn.replaying = json_has_next(&turn.journal);
    return turn.replaying;
}

static uint32_t call_hash(struct span operation, struct span arguments) {
    uint32_t hash = 2166136261u;
    for (const char *at = operation.start; at < operation.end; at++) hash = (hash ^ (unsigned char)*at) * 16777619u;
    for (const char *at = arguments.start; at < arguments.end; at++) hash = (hash ^ (unsigned char)*at) * 16777619u;
    return hash;
}

/// Encodes the value at 2 (and takes it off the stack) on the main thread's stack: that of the conversation, which may
/// live for weeks, stays small.
static void encode_arguments(lua_State *L, const char *operation, struct bytes *out) {
    lua_State *scratch = current->version->state;
    // What was once within the limits is not judged again: they may be lower by now.
    size_t most = turn_has_journal_left() ? most_frame_out : (size_t)limits.output;
    struct json_writer writer = { .out = out, .most_bytes = most, .most_nodes = most_nodes };
    lua_settop(L, 2);
    lua_xmove(L, scratch, 1);
    bool written = json_write(scratch, &writer);
    lua_pop(scratch, 1);
    charge(L, 10 + (lua_Integer)writer.nodes * 4 + (lua_Integer)(out->length / 16));
    if (written) return;
    if (writer.full) halt(L, halt_output);
    misuse(L, "%s%s%s", writer.path[0] ? writer.path : operation, writer.path[0] ? " " : ": a value ", writer.problem);
}

static void add_call(struct bytes *out, struct span operation, uint32_t hash, struct span arguments) {
    bytes_add(out, "[\"", 2);
    bytes_add(out, operation.start, span_length(operation));
    bytes_add(out, "\",", 2);
    bytes_add_integer(out, hash);
    bytes_add_byte(out, ',');
    bytes_add(out, arguments.start, span_length(arguments));
    bytes_add_byte(out, ']');
}

static void mismatch(lua_State *L, struct span entry, struct span operation, struct span arguments) {
    snprintf(budget.detail, sizeof budget.detail,
             "entry %d of the journal is %.*s, but the code now asks for %.*s with %.*s: "
             "the conversation began on other code",
             turn.position, (int)(span_length(entry) < 80 ? span_length(entry) : 80), entry.start,
             (int)span_length(operation), operation.start,
             (int)(span_length(arguments) < 120 ? span_length(arguments) : 120), arguments.start);
    halt(L, halt_mismatch);
}

/// Compares the call with the next entry of the journal; returns the entry's value.
static struct span replay(lua_State *L, enum call_kind kind, struct span operation, uint32_t hash, struct span arguments) {
    struct json_walk entry;
    struct span name, number, value = { NULL, NULL };
    lua_Integer expected;
    // The parts of the entry are walked in place, and the walk goes on behind it: a journal is long.
    struct span rest = { json_next_item(&turn.journal), turn.journal.end };
    turn.position++;
    if (rest.start == NULL || !json_open(&entry, rest, '[') || !json_next_element(&entry, &name)
        || !json_next_element(&entry, &number) || !json_integer(number, &expected) || span_length(name) < 2)
        _exit(exit_malformed_frame);
    bool has_value = json_next_element(&entry, &value);
    if (!json_leave(&turn.journal, &entry)) _exit(exit_malformed_frame);
    bool same = span_length(name) == span_length(operation) + 2
                && memcmp(name.start + 1, operation.start, span_length(operation)) == 0;
    if (!same || expected != (lua_Integer)hash || !(has_value || kind == call_effect))
        mismatch(L, (struct span){ rest.start, turn.journal.at }, operation, arguments);
    return value;
}

static int call_done(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    if (!turn.raises) return lua_gettop(L);
    turn.raises = false;
    return lua_error(L);
}

static void check_phase(lua_State *L, const char *operation) {
    if (phase == phase_running) return;
    if (phase == phase_file) misuse(L, "bot.%s is not available in a plain file", operation);
    misuse(L, "bot.%s can be used inside a flow or handler, not while the plugin loads", operation);
}

static void check_waits(lua_State *L, const char *operation) {
    if (lua_isyieldable(L)) return;
    misuse(L, "\"%s\" cannot wait for its answer here: not inside a function that table.sort, string.gsub, tostring or "
              "require calls", operation);
}

/// Before the call is added: what an answer holds must fit in a frame, also that of the failure.
static void check_output(lua_State *L, size_t more) {
    if (turn.effects.length + more > (size_t)limits.output) halt(L, halt_output);
}

/// Whether the plugin is not granted what the operation needs. Raises an error where it does not even use it.
static bool lacks_grant(lua_State *L, const char *operation) {
    if (current->version->capabilities.length == 0) return false;
    sandbox_get(L, &key_capabilities);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) != LUA_TSTRING) {
        lua_pop(L, 2);
        return false;
    }
    const char *capability = lua_tostring(L, -1);
    sandbox_get(L, &key_uses);
    lua_pushvalue(L, -2);
    if (lua_rawget(L, -2) == LUA_TNIL)
        misuse(L, "bot.%s needs \"%s\": write uses = { \"%s%s\" } in bot.plugin", operation, capability, capability,
               strcmp(capability, "http") == 0 ? ":HOST" : "");
    sandbox_get(L, &key_refused);
    lua_pushvalue(L, -4);
    bool lacks = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 6);
    return lacks;
}

/// Raises an error where a query changes something. Of requests, which change rows or only read them, the host knows more.
static void check_reads(lua_State *L, enum call_kind kind, const char *operation) {
    static const char *const harmless[] = { "send", "typing", "log", "status", "remember" };
    if (!current->reads_only || kind != call_effect) return;
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (strcmp(operation, harmless[i]) == 0) return;
    misuse(L, "bot.%s changes something, and a query only reads and answers: make it a bot.command", operation);
}

/// Counts a call of the journal like any other, because the turn may go on behind it, but only a new one can be too many:
/// the limits may be lower than when the journal was written.
static void check_counts(lua_State *L, enum call_kind kind, struct span operation) {
    budget.left.host_calls--;
    if (kind == call_external) budget.left.http_calls--;
    if (span_is(operation, "send")) budget.left.messages--;
    current->calls++;
    if (turn_has_journal_left()) return;
    if (budget.left.host_calls < 0) halt(L, halt_host_calls);
    if (kind == call_external && budget.left.http_calls < 0) halt(L, halt_http_calls);
    if (span_is(operation, "send") && budget.left.messages < 0) halt(L, halt_messages);
    if (current->calls > limits.journal) halt(L, halt_journal);
}

/// `effect`, `request`, `wait` or `external` (the upvalue) of an operation and its arguments.
static int call_host(lua_State *L) {
    static struct bytes text;
    enum call_kind kind = (enum call_kind)lua_tointeger(L, lua_upvalueindex(1));
    size_t length;
    const char *name = luaL_checklstring(L, 1, &length);
    struct span operation = { name, name + length };
    check_phase(L, name);
    // In replay, too: a call that could not wait when it was made must not be answered from the journal either.
    if (kind != call_effect) check_waits(L, name);
    forget_traversal();
    check_reads(L, kind, name);
    bool refused = lacks_grant(L, name);
    check_counts(L, kind, operation);
    text.length = 0;
    encode_arguments(L, name, &text);
    struct span arguments = bytes_span(&text);
    uint32_t hash = call_hash(operation, arguments);

    if (turn_has_journal_left()) {
        struct span value = replay(L, kind, operation, hash, arguments);
        bool goes_on = turn_has_journal_left();
        if (kind == call_wait) budget_begin(goes_on);
        else if (!goes_on) budget_end_replay();
        lua_settop(L, 0);
        // An effect has a value only where the host refused it.
        if (kind == call_effect && value.start == NULL) return 0;
        turn_push_value(L, current, kind, value);
        return call_done(L, LUA_OK, 0);
    }
    if (kind == call_effect && refused) {
        // The host says so, and the journal keeps it: a replay goes the same way, whatever is granted by then.
        check_waits(L, name);
        kind = call_request;
    }
    if (kind == call_effect) {
        check_output(L, text.length);
        if (turn.effect_count++ > 0) bytes_add_byte(&turn.effects, ',');
        add_call(&turn.effects, operation, hash, arguments);
        return 0;
    }
    if (kind == call_wait && turn.value.start) {
        struct span value = turn.value;
        turn.value.start = NULL;
        bytes_format(&turn.answered, "[\"%s\",%u,%d]", name, hash, turn.effect_count);
        lua_settop(L, 0);
        budget_begin(false);
        turn_push_value(L, current, kind, value);
        return call_done(L, LUA_OK, 0);
    }
    check_output(L, text.length);
    add_call(&turn.request, operation, hash, arguments);
    current->pending = kind;
    lua_settop(L, 0);
    return lua_yieldk(L, 0, 0, call_done);
}

/// Ends the conversation: with a target and what it is given (a `go`), or without. Never returns.
static int leave(lua_State *L) {
    check_phase(L, "leave");
    check_waits(L, lua_isnoneornil(L, 1) ? "stop" : "go");
    turn.leave = leave_stop;
    if (!lua_isnoneornil(L, 1)) {
        lua_settop(L, 1);
        lua_pushvalue(L, 1);
        encode_arguments(L, "chat:go", &turn.go);
        check_output(L, turn.go.length);
        turn.leave = leave_go;
    }
    lua_settop(L, 0);
    return lua_yield(L, 0);
}

void turn_open_primitives(lua_State *L) {
    static const char *const names[] = { "effect", "request", "wait", "external" };
    for (int kind = 0; kind < 4; kind++) {
        lua_pushinteger(L, kind);
        lua_pushcclosure(L, call_host, 1);
        lua_setfield(L, -2, names[kind]);
    }
    lua_pushcfunction(L, leave);
    lua_setfield(L, -2, "leave");
}
