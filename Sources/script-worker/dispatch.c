// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "dispatch.h"

#include "coverage.h"
#include "errors.h"
#include "frames.h"
#include "json.h"
#include "members.h"
#include "sandbox.h"
#include "scripts.h"
#include "turn.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// Answers ---------------------------------------------------------------------------------------------------------

static struct bytes *begin_answer(const char *operation, const char *subject, struct span id) {
    coverage_send();
    struct bytes *out = frames_begin();
    bytes_add_text(out, "{\"op\":\"");
    bytes_add_text(out, operation);
    bytes_add_text(out, "\",\"");
    bytes_add_text(out, subject);
    bytes_add_text(out, "\":\"");
    bytes_add(out, id.start, span_length(id));
    bytes_add_byte(out, '"');
    return out;
}

static void end_answer(struct bytes *out) {
    bytes_add_byte(out, '}');
    frames_end();
}

static void add_turn(struct bytes *out) {
    bytes_add_text(out, ",\"effects\":[");
    bytes_add(out, turn.effects.data, turn.effects.length);
    bytes_add_byte(out, ']');
    if (turn.answered.length > 0) {
        bytes_add_text(out, ",\"answered\":");
        bytes_add(out, turn.answered.data, turn.answered.length);
    }
}

static struct span conversation_id(const struct conversation *conversation) {
    return (struct span){ conversation->id, conversation->id + conversation->id_length };
}

/// Answers that the conversation failed with what is on its stack, and forgets it.
static void fail(struct conversation *conversation, int status) {
    struct version *version = conversation->version;
    struct bytes *out = begin_answer("failed", "conversation", conversation_id(conversation));
    add_turn(out);
    bytes_add_text(out, ",\"error\":");
    error_write(out, conversation->thread, status);
    end_answer(out);
    conversation_free(conversation);
    // A state that went over its memory is not trusted to come back from there.
    if (budget.halt == halt_memory) version_discard_state(version);
}

static void fail_plain(struct span id, const char *kind, const char *message) {
    struct bytes *out = begin_answer("failed", "conversation", id);
    bytes_add_text(out, ",\"effects\":[],\"error\":");
    error_write_plain(out, kind, message);
    end_answer(out);
}

/// Adds what the function returned, where it returned something. False where that is not plain data.
static bool add_result(struct bytes *out, lua_State *thread, int results) {
    if (results == 0) return true;
    lua_settop(thread, 1);
    if (lua_isnil(thread, -1)) return true;
    // With the effects, which are within the limit.
    struct json_writer writer = {
        .out = out, .most_bytes = out->length + (size_t)limits.output - turn.effects.length, .most_nodes = (size_t)limits.output,
    };
    bytes_add_text(out, ",\"result\":");
    if (json_write(thread, &writer)) return true;
    lua_pushfstring(thread, "what the function returned cannot be sent: %s %s",
                    writer.path[0] ? writer.path : "it", writer.problem);
    return false;
}

static void finish(struct conversation *conversation, int results) {
    struct bytes *out = begin_answer("finished", "conversation", conversation_id(conversation));
    add_turn(out);
    if (turn.leave == leave_go) {
        bytes_add_text(out, ",\"go\":");
        bytes_add(out, turn.go.data, turn.go.length);
    } else if (turn.leave == leave_not && !add_result(out, conversation->thread, results)) {
        frames_abandon();
        fail(conversation, LUA_ERRRUN);
        return;
    }
    end_answer(out);
    conversation_free(conversation);
}

/// Turns an end that came before the end of the journal into what it is: other code than the journal's.
static void end_early(struct conversation *conversation, int status) {
    lua_Debug frame;
    const char *text = status > LUA_YIELD && lua_type(conversation->thread, -1) == LUA_TSTRING
                           ? lua_tostring(conversation->thread, -1) : "it returned";
    snprintf(budget.detail, sizeof budget.detail,
             "the code ended behind entry %d of the journal, which goes on: the conversation began on other code (%s)",
             turn.position, text);
    budget.halt = halt_mismatch;
    budget.line = 0;
    if (script_position(conversation->thread, &frame)) {
        snprintf(budget.file, sizeof budget.file, "%s", frame.short_src);
        budget.line = frame.currentline;
    }
}

/// Answers for a stretch that ended with this status.
static void answer(struct conversation *conversation, int status, int results) {
    bool waits = status == LUA_YIELD && turn.leave == leave_not;
    if (!waits && !budget.halt && turn_has_journal_left()) {
        end_early(conversation, status);
        status = LUA_ERRRUN;
    }
    if (status != LUA_OK && status != LUA_YIELD) {
        fail(conversation, status);
    } else if (!waits) {
        finish(conversation, results);
    } else {
        struct bytes *out = begin_answer("request", "conversation", conversation_id(conversation));
        add_turn(out);
        bytes_add_text(out, ",\"request\":");
        bytes_add(out, turn.request.data, turn.request.length);
        end_answer(out);
        budget_pause(&conversation->left);
    }
}

// Operations ------------------------------------------------------------------------------------------------------

static const lua_Integer most_limit = (lua_Integer)1 << 40;

/// Takes over what the object says, where there is one.
static void read_limits(struct span object, struct limits *to) {
    if (object.start == NULL) return;
    struct member values[] = {
        WANTED("instructions"), WANTED("cpu_ms"), WANTED("memory"), WANTED("host_calls"), WANTED("messages"), WANTED("http_calls"),
        WANTED("output"), WANTED("journal"), LAST_WANTED,
    };
    lua_Integer *const fields[] = {
        &to->instructions, &to->cpu_ms, &to->memory, &to->host_calls, &to->messages, &to->http_calls, &to->output, &to->journal,
    };
    read_members(object, values);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        lua_Integer value = read_integer(values[i].value, *fields[i]);
        // So that no sum of a few, and no nanoseconds, overflow.
        *fields[i] = value < 0 ? 0 : value > most_limit ? most_limit : value;
    }
    if (to->host_calls > INT_MAX) to->host_calls = INT_MAX;
    if (to->messages > INT_MAX) to->messages = INT_MAX;
    if (to->http_calls > INT_MAX) to->http_calls = INT_MAX;
    // The turn must fit in an answer, with room for what is around it.
    if (to->output > most_frame_out - (64 << 10)) to->output = most_frame_out - (64 << 10);
}

/// Keeps the JSON of an object, where there is one and it has members.
static void keep_object(struct bytes *to, struct span object) {
    struct json_walk walk;
    to->length = 0;
    if (object.start == NULL) return;
    if (!json_open(&walk, object, '{')) malformed();
    if (json_has_next(&walk)) bytes_add(to, object.start, span_length(object));
}

static void configure(struct span frame) {
    struct member members[] = { WANTED("prelude"), WANTED("limits"), WANTED("prints"), WANTED("coverage"), LAST_WANTED };
    read_members(frame, members);
    bytes_free(&configuration.prelude);
    configuration.prelude = read_text(members[0].value);
    configuration.prints = members[2].value.start && span_is(members[2].value, "true");
    coverage_enable(members[3].value.start && span_is(members[3].value, "true"));
    read_limits(members[1].value, &usual_limits);
}

static void add_source(struct version *version, struct span value) {
    struct member members[] = { WANTED("name"), WANTED("module"), WANTED("text"), LAST_WANTED };
    read_members(value, members);
    struct source source = { read_text(members[0].value), read_text(members[1].value), read_text(members[2].value), NULL };
    version->sources = realloc(version->sources, (version->source_count + 1) * sizeof *version->sources);
    if (version->sources == NULL) _exit(exit_out_of_memory);
    version->sources[version->source_count++] = source;
}

static void load_failed(struct span id, const struct bytes *error) {
    struct bytes *out = begin_answer("failed", "version", id);
    bytes_add_text(out, ",\"error\":");
    bytes_add(out, error->data, error->length);
    end_answer(out);
}

static void load(struct span frame) {
    struct member members[] = {
        WANTED("version"), WANTED("sources"), WANTED("settings"), WANTED("locales"), WANTED("limits"), WANTED("capabilities"),
        WANTED("refused"), LAST_WANTED,
    };
    struct json_walk walk;
    struct span source;
    struct bytes error = { 0 };
    read_members(frame, members);
    struct span id = plain_text(members[0].value);
    struct version *version = version_find(id);
    if (version) version_remove(version);
    version = version_add(id);
    if (!json_open(&walk, members[1].value, '[')) malformed();
    while (json_next_element(&walk, &source)) add_source(version, source);
    if (walk.bad || version->source_count == 0 || !span_is(bytes_span(&version->sources[0].module), "main")) malformed();
    if (members[2].value.start) bytes_add(&version->settings, members[2].value.start, span_length(members[2].value));
    if (members[3].value.start) bytes_add(&version->locales, members[3].value.start, span_length(members[3].value));
    read_limits(members[4].value, &version->limits);
    keep_object(&version->capabilities, members[5].value);
    keep_object(&version->refused, members[6].value);

    turn_clear();
    phase = phase_loading;
    if (version_ensure(version, &error)) {
        lua_State *L = version->state;
        struct bytes *out = begin_answer("loaded", "version", id);
        struct json_writer writer = {
            .out = out, .most_bytes = out->length + most_frame_out - 1024, .most_nodes = most_frame_out, .declarations = true,
        };
        bytes_add_text(out, ",\"declarations\":");
        sandbox_get(L, &key_declarations);
        // A list without items is written as an object; here it must be a list.
        bool none = lua_rawlen(L, -1) == 0;
        if (none) bytes_add_text(out, "[]");
        bool written = none || json_write(L, &writer);
        lua_settop(L, 0);
        lua_newtable(L);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &key_declarations);
        if (written) {
            end_answer(out);
            return;
        }
        frames_abandon();
        struct bytes message = { 0 };
        bytes_format(&message, "a declaration cannot be read: %s %s", writer.path, writer.problem);
        bytes_add_byte(&message, 0);
        error_write_plain(&error, "script", message.data);
        bytes_free(&message);
    }
    load_failed(id, &error);
    bytes_free(&error);
    version_remove(version);
}

static void unload(struct span frame) {
    struct member members[] = { WANTED("version"), LAST_WANTED };
    read_members(frame, members);
    struct version *version = version_find(plain_text(members[0].value));
    if (version) version_remove(version);
}

/// Pushes the number that the person writes to: one read-only table for all conversations with the same, where it has no
/// tables inside.
static void push_number(struct version *version, lua_State *thread, struct span number) {
    struct bytes *last = &version->number;
    bool flat = number.start && *number.start == '{' && memchr(number.start + 1, '{', span_length(number) - 1) == NULL
                && memchr(number.start, '[', span_length(number)) == NULL;
    if (!flat) {
        turn_push_json(thread, number);
        return;
    }
    if (last->length != span_length(number) || memcmp(last->data, number.start, last->length) != 0) {
        last->length = 0;
        bytes_add(last, number.start, span_length(number));
        turn_push_json(thread, number);
        sandbox_seal(thread, "chat.number", NULL);
        lua_rawsetp(thread, LUA_REGISTRYINDEX, &key_number);
    }
    sandbox_get(thread, &key_number);
}

/// Pushes the arguments that the kind of entry gives its function; returns how many.
static int push_arguments(struct conversation *conversation, struct span given, struct span number, struct span turn_value) {
    struct span message, contact, event;
    lua_State *thread = conversation->thread;
    turn_take(conversation, turn_value, &message, &contact, &event);
    if (span_is(turn.entry_kind, "every")) return 0;
    if (span_is(turn.entry_kind, "on")) {
        turn_push_json(thread, event);
        return 1;
    }
    // The prelude makes the chat; its function ends at once and leaves the thread free for the entry's.
    int results;
    sandbox_get(thread, &key_open);
    turn_push_json(thread, contact);
    turn_push_json(thread, message);
    push_number(conversation->version, thread, number);
    if (script_resume(conversation, 3, &results) != LUA_OK) return -1;
    // Below: the entry's function.
    lua_settop(thread, 2);
    turn_push_json(thread, given);
    return 2;
}

static void begin(struct conversation *conversation, struct span given, struct span number, struct span turn_value) {
    lua_State *thread = conversation->thread;
    int results = 0, status = script_instantiate(conversation, phase_instantiating);
    phase = phase_running;
    if (status == LUA_OK) {
        sandbox_get(thread, &key_entry);
        lua_pushnil(thread);
        lua_rawsetp(thread, LUA_REGISTRYINDEX, &key_entry);
        if (!lua_isfunction(thread, -1)) {
            struct span kind = turn.entry_kind, name = turn.entry_name;
            lua_pushfstring(thread, "the plugin has no %s with a function to run that is called ",
                            lua_pushlstring(thread, kind.start, span_length(kind)));
            lua_pushlstring(thread, name.start, span_length(name));
            lua_concat(thread, 2);
            status = LUA_ERRRUN;
        }
    }
    if (status == LUA_OK) {
        int arguments = push_arguments(conversation, given, number, turn_value);
        status = arguments < 0 ? LUA_ERRRUN : script_resume(conversation, arguments, &results);
    }
    answer(conversation, status, results);
}

static void start(struct span frame) {
    struct member members[] = {
        WANTED("conversation"), WANTED("version"), WANTED("entry"), WANTED("given"), WANTED("seed"), WANTED("number"), WANTED("turn"), WANTED("journal"),
        WANTED("value"), LAST_WANTED,
    };
    struct json_walk entry;
    struct span kind, name;
    struct bytes error = { 0 };
    read_members(frame, members);
    struct span id = plain_text(members[0].value), version_id = plain_text(members[1].value);
    if (!json_open(&entry, members[2].value, '[') || !json_next_element(&entry, &kind) || !json_next_element(&entry, &name)
        || members[6].value.start == NULL)
        malformed();
    struct conversation *old = conversation_find(id);
    if (old) conversation_free(old);
    struct version *version = version_find(version_id);
    if (version == NULL) {
        fail_plain(id, "internal", "this version is not loaded");
        return;
    }

    turn_clear();
    phase = phase_loading;
    if (!version_ensure(version, &error)) {
        struct bytes *out = begin_answer("failed", "conversation", id);
        bytes_add_text(out, ",\"effects\":[],\"error\":");
        bytes_add(out, error.data, error.length);
        end_answer(out);
        bytes_free(&error);
        return;
    }
    static struct bytes name_text;
    name_text.length = 0;
    if (!json_text(name, &name_text)) malformed();
    turn.entry_kind = plain_text(kind);
    turn.entry_name = bytes_span(&name_text);
    turn.value = members[8].value;
    if (members[7].value.start) {
        if (!json_open(&turn.journal, members[7].value, '[')) malformed();
        turn.replaying = true;
    }
    struct conversation *conversation = conversation_new(version, id);
    conversation->reads_only = span_is(turn.entry_kind, "query");
    conversation->random = (uint64_t)read_integer(members[4].value, 0);
    budget_begin(turn_has_journal_left());
    begin(conversation, members[3].value, members[5].value, members[6].value);
    version_tidy(version);
}

static void resume(struct span frame) {
    struct member members[] = { WANTED("conversation"), WANTED("value"), LAST_WANTED };
    read_members(frame, members);
    struct span id = plain_text(members[0].value);
    struct conversation *conversation = conversation_find(id);
    if (conversation == NULL) {
        end_answer(begin_answer("gone", "conversation", id));
        return;
    }
    int results = 0;
    struct version *version = conversation->version;
    version_enter(version);
    turn_clear();
    phase = phase_running;
    // A wait ends a turn; the answer to any other request goes on with the same one.
    if (conversation->pending == call_wait) budget_begin(false);
    else budget_continue(&conversation->left);
    if (members[1].value.start == NULL) malformed();
    int values = turn_push_value(conversation->thread, conversation, conversation->pending, members[1].value);
    int status = script_resume(conversation, values, &results);
    answer(conversation, status, results);
    version_tidy(version);
}

static void drop(struct span frame) {
    struct member members[] = { WANTED("conversation"), LAST_WANTED };
    read_members(frame, members);
    struct conversation *conversation = conversation_find(plain_text(members[0].value));
    if (conversation) conversation_free(conversation);
}

/// Runs one plain file in a state of its own.
static void run(struct span frame) {
    struct member members[] = { WANTED("name"), WANTED("text"), LAST_WANTED };
    struct bytes error = { 0 };
    struct span nobody = { "", "" };
    read_members(frame, members);
    struct version *version = version_add(nobody);
    version->sources = calloc(1, sizeof *version->sources);
    if (version->sources == NULL) _exit(exit_out_of_memory);
    version->source_count = 1;
    version->sources[0].name = read_text(members[0].value);
    version->sources[0].text = read_text(members[1].value);
    bytes_add_text(&version->sources[0].module, "main");

    turn_clear();
    phase = phase_file;
    if (version_ensure(version, &error)) {
        // What compiling took is part of the same budget.
        struct conversation *conversation = conversation_new(version, nobody);
        int status = script_instantiate(conversation, phase_file);
        if (status == LUA_OK) {
            struct bytes *out = frames_begin();
            bytes_add_text(out, "{\"op\":\"finished\",\"effects\":[]");
            end_answer(out);
        } else {
            error_write(&error, conversation->thread, status);
        }
    }
    if (error.length > 0) {
        struct bytes *out = frames_begin();
        bytes_add_text(out, "{\"op\":\"failed\",\"effects\":[],\"error\":");
        bytes_add(out, error.data, error.length);
        end_answer(out);
    }
    bytes_free(&error);
    version_remove(version);
}

void dispatch(struct span frame) {
    static const struct {
        const char *name;
        void (*handle)(struct span frame);
    } operations[] = {
        { "resume", resume }, { "start", start }, { "drop", drop }, { "load", load }, { "unload", unload },
        { "configure", configure }, { "run", run },
    };
    struct json_walk walk;
    struct span member, value = { NULL, NULL }, operation = { NULL, NULL };
    if (!json_open(&walk, frame, '{')) malformed();
    // It is the first member as a rule; the rest is read once, by its handler.
    while (operation.start == NULL && json_next_member(&walk, &member, &value))
        if (span_is(member, "op")) operation = value;
    if (operation.start == NULL) malformed();
    struct span name = plain_text(operation);
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (!span_is(name, operations[i].name)) continue;
        operations[i].handle(frame);
        return;
    }
    malformed();
}
