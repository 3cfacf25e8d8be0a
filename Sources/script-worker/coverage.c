// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "coverage.h"

#include "frames.h"

#include <stdlib.h>
#include <unistd.h>

/// What is known of one source.
struct coverage {
    /// A bit for each line.
    unsigned char can_run[most_source / 8 + 1], ran[most_source / 8 + 1];
    /// Lines that were not sent yet, with a comma behind each.
    struct bytes new_can_run, new_ran;
};

static bool enabled;
/// The version that has something to send. Between two answers only one runs.
static struct version *touched;

void coverage_enable(bool on) {
    enabled = on;
    hook_events = on ? LUA_MASKCOUNT | LUA_MASKLINE : LUA_MASKCOUNT;
}

static void set(unsigned char *lines, struct bytes *fresh, long line) {
    if (line < 1 || line > most_source || (lines[line / 8] >> (line % 8) & 1)) return;
    lines[line / 8] |= (unsigned char)(1 << (line % 8));
    bytes_add_integer(fresh, line);
    bytes_add_byte(fresh, ',');
}

// Lines that can run ----------------------------------------------------------------------------------------------

// The API tells the lines of a function that is there (lua_getinfo, "L"), but a function that was never made is nowhere.
// The binary form of a chunk has all of them, with a line for each instruction. It is what lua_dump of 5.4 writes, made
// here and never loaded, and is read with bounds all the same.

struct dump {
    const unsigned char *at, *end;
    bool bad;
};

static const unsigned char *take(struct dump *dump, size_t count) {
    if (dump->bad || count > (size_t)(dump->end - dump->at)) {
        dump->bad = true;
        return NULL;
    }
    dump->at += count;
    return dump->at - count;
}

static const unsigned char *take_many(struct dump *dump, size_t count, size_t size) {
    return take(dump, count > SIZE_MAX / size ? SIZE_MAX : count * size);
}

/// Seven bits in a byte, the highest first; the last byte is marked.
static size_t take_size(struct dump *dump) {
    size_t value = 0;
    for (const unsigned char *byte; (byte = take(dump, 1)) != NULL;) {
        if (value >> (sizeof value * 8 - 7)) dump->bad = true;
        value = value << 7 | (*byte & 0x7f);
        if (*byte & 0x80) return value;
    }
    return 0;
}

static void skip_text(struct dump *dump) {
    size_t size = take_size(dump);
    if (size > 0) take(dump, size - 1);
}

static void skip_constants(struct dump *dump) {
    enum { nil = 0, no = 1, yes = 17, integer = 3, number = 19, short_text = 4, long_text = 20 };
    for (size_t left = take_size(dump); left > 0 && !dump->bad; left--) {
        const unsigned char *type = take(dump, 1);
        switch (type ? *type : nil) {
        case nil: case no: case yes: break;
        case integer: take(dump, sizeof(lua_Integer)); break;
        case number: take(dump, sizeof(lua_Number)); break;
        case short_text: case long_text: skip_text(dump); break;
        default: dump->bad = true;
        }
    }
}

static void skip_names(struct dump *dump) {
    for (size_t left = take_size(dump); left > 0 && !dump->bad; left--) {
        skip_text(dump);
        take_size(dump);
        take_size(dump);
    }
    for (size_t left = take_size(dump); left > 0 && !dump->bad; left--) skip_text(dump);
}

/// The instructions of a function: four bytes each, with the operation in the lowest bits of the first.
struct code {
    const unsigned char *bytes;
    size_t count;
};

enum { instruction_size = 4, operation_bits = 0x7f, jump = 56 };

/// Whether the instruction is somebody's words. The first one of a function with `...` and the return at the end of
/// every function are not. A jump (`break`, `goto`, the way back of a loop) may be passed over although the script went
/// that way: what jumps to a jump goes straight to where that leads.
static bool is_own(struct code code, size_t index, bool takes_varargs) {
    if (index == code.count - 1 || (index == 0 && takes_varargs)) return false;
    return (code.bytes[index * instruction_size] & operation_bits) != jump;
}

/// The line of an instruction is that of the one before and a difference, or stands in a list where that is too far.
static void take_lines(struct dump *dump, struct coverage *coverage, struct code code, size_t line, bool takes_varargs) {
    enum { in_list = -128 };
    if (take_size(dump) != code.count) dump->bad = true;
    const unsigned char *differences = take(dump, code.count);
    size_t listed = take_size(dump);
    for (size_t i = 0; i < code.count && !dump->bad; i++) {
        signed char difference = (signed char)differences[i];
        if (difference != in_list) {
            line += (size_t)difference;
        } else if (listed-- > 0) {
            take_size(dump);
            line = take_size(dump);
        } else {
            dump->bad = true;
        }
        if (line <= most_source && is_own(code, i, takes_varargs)) set(coverage->can_run, &coverage->new_can_run, (long)line);
    }
    if (listed > 0) dump->bad = true;
}

static void take_function(struct dump *dump, struct coverage *coverage, int depth) {
    enum { deepest = 250, upvalue_size = 3 };
    if (depth > deepest) dump->bad = true;
    skip_text(dump);
    size_t first_line = take_size(dump);
    take_size(dump);
    const unsigned char *parts = take(dump, 3);
    bool takes_varargs = parts && parts[1] != 0;
    struct code code = { .count = take_size(dump) };
    code.bytes = take_many(dump, code.count, instruction_size);
    skip_constants(dump);
    take_many(dump, take_size(dump), upvalue_size);
    for (size_t left = take_size(dump); left > 0 && !dump->bad; left--) take_function(dump, coverage, depth + 1);
    take_lines(dump, coverage, code, first_line, takes_varargs);
    skip_names(dump);
}

static bool read_dump(struct bytes *bytes, struct coverage *coverage) {
    static const char header[] = "\x1bLua\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08";
    enum { sample_numbers = 16, upvalue_count = 1 };
    struct dump dump = { (const unsigned char *)bytes->data, (const unsigned char *)bytes->data + bytes->length, false };
    const unsigned char *begin = take(&dump, sizeof header - 1);
    if (begin == NULL || memcmp(begin, header, sizeof header - 1) != 0) return false;
    take(&dump, sample_numbers + upvalue_count);
    take_function(&dump, coverage, 0);
    return !dump.bad && dump.at == dump.end;
}

static int write_dump(lua_State *L, const void *data, size_t length, void *bytes) {
    (void)L;
    bytes_add(bytes, data, length);
    return 0;
}

bool coverage_measure(struct version *version, struct source *source, lua_State *L) {
    // A state that is built again has the same lines.
    if (!enabled || source->coverage) return true;
    source->coverage = calloc(1, sizeof *source->coverage);
    if (source->coverage == NULL) _exit(exit_out_of_memory);
    struct bytes bytes = { 0 };
    lua_dump(L, write_dump, &bytes, 0);
    bool known = read_dump(&bytes, source->coverage);
    bytes_free(&bytes);
    touched = version;
    return known;
}

// Lines that ran --------------------------------------------------------------------------------------------------

void coverage_note(lua_State *L, lua_Debug *record) {
    if (current == NULL || !lua_getinfo(L, "S", record) || *record->source != '@') return;
    struct version *version = current->version;
    const char *name = record->source + 1;
    size_t length = strlen(name);
    for (size_t i = 0; i < version->source_count; i++) {
        struct source *source = &version->sources[i];
        // The name of a chunk is the beginning of a name that is very long.
        if (source->coverage == NULL || length == 0 || length > source->name.length
            || (length < source->name.length && length < most_chunk_name) || memcmp(name, source->name.data, length) != 0)
            continue;
        set(source->coverage->ran, &source->coverage->new_ran, record->currentline);
        touched = version;
        return;
    }
}

static void add_lines(struct bytes *out, const char *name, struct bytes *lines) {
    if (lines->length == 0) return;
    bytes_format(out, ",\"%s\":[", name);
    bytes_add(out, lines->data, lines->length - 1);
    bytes_add_byte(out, ']');
    lines->length = 0;
}

void coverage_send(void) {
    if (touched == NULL) return;
    for (size_t i = 0; i < touched->source_count; i++) {
        struct source *source = &touched->sources[i];
        struct coverage *coverage = source->coverage;
        if (coverage == NULL || coverage->new_can_run.length + coverage->new_ran.length == 0) continue;
        struct bytes *out = frames_begin();
        bytes_add_text(out, "{\"op\":\"coverage\",\"version\":\"");
        bytes_add(out, touched->id.data, touched->id.length);
        bytes_add_text(out, "\",\"source\":");
        bytes_add_json_string(out, source->name.data, source->name.length);
        add_lines(out, "can_run", &coverage->new_can_run);
        add_lines(out, "ran", &coverage->new_ran);
        bytes_add_byte(out, '}');
        frames_end();
    }
    touched = NULL;
}

void coverage_forget(struct version *version) {
    if (touched == version) touched = NULL;
    for (size_t i = 0; i < version->source_count; i++) {
        struct coverage *coverage = version->sources[i].coverage;
        if (coverage == NULL) continue;
        bytes_free(&coverage->new_can_run);
        bytes_free(&coverage->new_ran);
        free(coverage);
    }
}
