// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "errors.h"

#include "budget.h"
#include "scripts.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { most_frames = 20 };

static bool is_script(const lua_Debug *frame) { return *frame->what != 'C' && strcmp(frame->source, PRELUDE) != 0; }

bool script_position(lua_State *L, lua_Debug *frame) {
    for (int level = 0; lua_getstack(L, level, frame); level++) {
        lua_getinfo(L, "Sl", frame);
        if (is_script(frame) && frame->currentline > 0) return true;
    }
    return false;
}

int misuse(lua_State *L, const char *format, ...) {
    lua_Debug frame;
    va_list arguments;
    luaL_checkstack(L, 4, NULL);
    if (script_position(L, &frame)) lua_pushfstring(L, "%s:%d: ", frame.short_src, frame.currentline);
    else lua_pushliteral(L, "");
    va_start(arguments, format);
    lua_pushvfstring(L, format, arguments);
    va_end(arguments);
    lua_concat(L, 2);
    return lua_error(L);
}

/// An error taken apart.
struct report {
    const char *kind, *message;
    size_t length;
    char file[80];
    int line;
};

/// Reads "file:line: " at the beginning of the message and moves behind it.
static bool take_position(struct report *report) {
    const char *at = report->message, *end = at + report->length;
    for (const char *colon = at; (colon = memchr(colon, ':', (size_t)(end - colon))) != NULL; colon++) {
        const char *digit = colon + 1;
        int line = 0;
        while (digit < end && *digit >= '0' && *digit <= '9' && line < 100000) line = line * 10 + (*digit++ - '0');
        if (digit == colon + 1 || digit + 1 >= end || digit[0] != ':' || digit[1] != ' ') continue;
        size_t length = (size_t)(colon - at);
        bool in_prelude = length == strlen(PRELUDE) - 1 && memcmp(at, &PRELUDE[1], length) == 0;
        if (length >= sizeof report->file || !(in_prelude || is_source_name(at, length))) return false;
        report->message = digit + 2;
        report->length = (size_t)(end - report->message);
        if (in_prelude) return false;
        memcpy(report->file, at, length);
        report->file[length] = 0;
        report->line = line;
        return true;
    }
    return false;
}

/// Reads what was raised with raw access: a metamethod of the script must not run here.
static void take_value(struct report *report, lua_State *thread) {
    if (lua_type(thread, -1) == LUA_TTABLE) {
        lua_pushliteral(thread, "message");
        lua_rawget(thread, -2);
        lua_remove(thread, -2);
    }
    if (lua_type(thread, -1) == LUA_TSTRING) {
        report->message = lua_tolstring(thread, -1, &report->length);
    } else if (lua_isnumber(thread, -1)) {
        report->message = lua_tolstring(thread, -1, &report->length);
    } else {
        report->message = "the script raised a value that is no text and has no message";
        report->length = strlen(report->message);
    }
}

static void write_traceback(struct bytes *out, lua_State *thread) {
    lua_Debug frame;
    struct bytes text = { 0 };
    int shown = 0;
    for (int level = 0; lua_getstack(thread, level, &frame); level++) {
        lua_getinfo(thread, "Sln", &frame);
        if (!is_script(&frame)) continue;
        if (shown++ == most_frames) {
            bytes_add_text(&text, "\n...");
            break;
        }
        if (text.length > 0) bytes_add_byte(&text, '\n');
        bytes_format(&text, "%s:%d: in ", frame.short_src, frame.currentline);
        // A name can be as long as a file.
        if (frame.name) bytes_format(&text, "%s '%.80s'", *frame.namewhat ? frame.namewhat : "function", frame.name);
        else if (*frame.what == 'm') bytes_add_text(&text, "the file's body");
        else bytes_format(&text, "the function of line %d", frame.linedefined);
    }
    bytes_add_json_string(out, text.data, text.length);
    bytes_free(&text);
}

static void take_halt(struct report *report, char *text, size_t size) {
    lua_Integer value = 0;
    const char *name = budget_name(budget.halt, &value);
    static const char *const words[] = {
        [halt_instructions] = "this turn ran more than %lld instructions",
        [halt_cpu] = "this turn used more than %lld milliseconds of computing time",
        [halt_memory] = "the plugin used more than %lld bytes of memory",
        [halt_host_calls] = "this turn made more than %lld calls to the host",
        [halt_messages] = "this turn sent more than %lld messages",
        [halt_http_calls] = "this turn made more than %lld calls to the outside",
        [halt_output] = "this turn gave the host more than %lld bytes",
        [halt_journal] = "this conversation made more than %lld calls to the host: end a stretch of it with chat:go",
    };
    if (name) {
        int length = snprintf(text, size, words[budget.halt], (long long)value);
        if (length > 0 && (size_t)length < size) snprintf(&text[length], size - (size_t)length, " (%s in [scripts.limits])", name);
    } else {
        snprintf(text, size, "%s", budget.detail);
    }
    report->kind = budget.halt == halt_mismatch ? "mismatch" : budget.halt == halt_memory ? "memory" : "budget";
    report->message = text;
    report->length = strlen(text);
    memcpy(report->file, budget.file, sizeof report->file);
    report->line = budget.line;
}

void error_write(struct bytes *out, lua_State *thread, int status) {
    struct report report = { .kind = status == LUA_ERRSYNTAX ? "syntax" : "script" };
    char halted[sizeof budget.detail];
    lua_Debug frame;
    lua_checkstack(thread, 8);
    if (status == LUA_ERRMEM && !budget.halt) {
        budget.halt = halt_memory;
        budget.line = 0;
    }
    if (budget.halt) {
        take_halt(&report, halted, sizeof halted);
    } else {
        take_value(&report, thread);
        take_position(&report);
    }
    if (report.line == 0 && script_position(thread, &frame)) {
        snprintf(report.file, sizeof report.file, "%s", frame.short_src);
        report.line = frame.currentline;
    }

    struct bytes message = { 0 };
    if (report.line > 0) bytes_format(&message, "%s:%d: ", report.file, report.line);
    // Somebody's error("x"):rep(1e6) must not fill the answer.
    bytes_add(&message, report.message, report.length < 2000 ? report.length : 2000);
    bytes_format(out, "{\"kind\":\"%s\",\"message\":", report.kind);
    bytes_add_json_string(out, message.data, message.length);
    bytes_free(&message);
    if (report.line > 0) {
        bytes_add_text(out, ",\"file\":");
        bytes_add_json_string(out, report.file, strlen(report.file));
        bytes_format(out, ",\"line\":%d", report.line);
    }
    lua_Integer value;
    const char *name = budget.halt ? budget_name(budget.halt, &value) : NULL;
    if (name) bytes_format(out, ",\"budget\":\"%s\",\"value\":%lld", name, (long long)value);
    if (status != LUA_ERRSYNTAX) {
        bytes_add_text(out, ",\"traceback\":");
        write_traceback(out, thread);
    }
    bytes_add_byte(out, '}');
}

void error_write_plain(struct bytes *out, const char *kind, const char *message) {
    bytes_format(out, "{\"kind\":\"%s\",\"message\":", kind);
    bytes_add_json_string(out, message, strlen(message));
    bytes_add_byte(out, '}');
}
