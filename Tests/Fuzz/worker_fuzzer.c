// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Drives the whole worker behind its wall: dispatch with the real prelude. An input is frames, one in a line, or (where it
// begins with a byte below 32) what the generator makes a script, the host's answers and a journal of. With FUZZ_SHOW set
// the script and the worker's frames are printed.

#include "leaving.h"
#include "script_generator.h"
#include "tracked_pool.h"

#include <stdlib.h>
#include <unistd.h>

static ssize_t take_sent(const void *data, size_t size);
#define read(descriptor, data, size) 0
#define write(descriptor, data, size) take_sent(data, size)
#include "frames.c"
#undef read
#undef write
// Their tables are emptied after each input.
#include "conversation.c"
#include "versions.c"

#include "coverage.h"
#include "dispatch.h"
#include "json.h"

#include <lauxlib.h>
#include <lualib.h>

static struct limits default_limits;
static lua_State *reader;
static int answers;
/// The conversation of the generated script waits for an answer.
static bool waits;

static void check(bool holds, const char *promise) {
    if (holds) return;
    fprintf(stderr, "broken: %s\n", promise);
    abort();
}

/// Takes the frames that the worker sends, and reads them as strictly as the host.
static ssize_t take_sent(const void *data, size_t size) {
    const char *at = data, *end = at + size;
    while (at < end) {
        check(end - at >= prefix, "a frame has its length in front");
        size_t length = little_endian(at);
        at += prefix;
        check(length <= most_frame_out && length <= (size_t)(end - at), "a frame is at most 1 MiB long");
        lua_settop(reader, 0);
        if (getenv("FUZZ_SHOW")) fprintf(stderr, "-> %.*s\n", (int)length, at);
        check(json_push(reader, (struct span){ at, at + length }, json_host_depth, NULL) == NULL, "a frame is JSON");
        at += length;
        lua_getfield(reader, 1, "op");
        const char *operation = lua_tostring(reader, -1);
        check(operation != NULL, "a frame has an op");
        if (strcmp(operation, "printed") == 0 || strcmp(operation, "coverage") == 0) continue;
        answers++;
        waits = strcmp(operation, "request") == 0;
    }
    return (ssize_t)size;
}

/// Dispatches a copy in a block of its own size; nothing may point into it afterwards.
static void give(const char *text, size_t length) {
    char *volatile frame = malloc(length ? length : 1);
    memcpy(frame, text, length);
    int before = answers;
    jmp_buf outer;
    memcpy(outer, begin_again, sizeof outer);
    if (setjmp(begin_again) != 0) {
        free(frame);
        longjmp(outer, 1);
    }
    dispatch((struct span){ frame, frame + length });
    flush();
    free(frame);
    memcpy(begin_again, outer, sizeof outer);
    check(answers - before <= 1, "a frame has at most one answer");
}

static void give_answered(struct bytes *frame) {
    int before = answers;
    give(frame->data, frame->length);
    check(answers == before + 1, "a load, start or resume has one answer");
    frame->length = 0;
}

static void run_script(struct source_of_chance *source) {
    static struct bytes script, frame;
    script.length = frame.length = 0;
    usual_limits.memory = 1 << (20 + chance(source, 3));
    usual_limits.output = 900 << chance(source, 11);
    configuration.prints = chance(source, 2);
    coverage_enable(chance(source, 2));
    make_script(source, &script);
    if (getenv("FUZZ_SHOW")) fprintf(stderr, "%.*s", (int)script.length, script.data);

    bytes_add_text(&frame, "{\"op\":\"load\",\"version\":\"v\",\"settings\":{\"k\":5},"
                           "\"sources\":[{\"name\":\"m.lua\",\"module\":\"main\",\"text\":");
    bytes_add_json_string(&frame, script.data, script.length);
    bytes_add_text(&frame, "},{\"name\":\"k.lua\",\"module\":\"k\",\"text\":\"return { 1, 2 }\"}]}");
    give_answered(&frame);

    for (unsigned again = chance(source, 2) + 1; again > 0; again--) {
        bytes_add_text(&frame, "{\"op\":\"start\",\"conversation\":\"c\",\"version\":\"v\",\"entry\":[\"flow\",\"f\"],"
                               "\"seed\":7,\"given\":{\"a\":[1]},"
                               "\"number\":{\"id\":\"n\"},\"turn\":{\"t\":1000000,\"z\":60,"
                               "\"contact\":{\"id\":\"c\",\"fields\":{}},"
                               "\"message\":{\"type\":\"text\",\"text\":\"hi\"}}");
        if (chance(source, 3) == 0) bytes_add_text(&frame, ",\"journal\":[[\"send\",1],[\"receive\",2,{\"t\":1}]]");
        if (chance(source, 4) == 0) {
            bytes_add_text(&frame, ",\"value\":");
            make_answer(source, &frame);
        }
        bytes_add_byte(&frame, '}');
        waits = false;
        give_answered(&frame);
        for (int turns = 0; waits && turns < 8; turns++) {
            bytes_add_text(&frame, "{\"op\":\"resume\",\"conversation\":\"c\",\"value\":");
            make_answer(source, &frame);
            bytes_add_byte(&frame, '}');
            give_answered(&frame);
        }
    }
    give("{\"op\":\"drop\",\"conversation\":\"c\"}", 33);
}

static void run_lines(const char *at, const char *end) {
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        if (line_end == NULL) line_end = end;
        give(at, (size_t)(line_end - at));
        at = line_end + (line_end < end);
    }
}

/// Where a state was left in the middle of a call, it cannot be closed.
static void forget_everything(bool left) {
    if (left) {
        for (struct version *version = versions; version; version = version->next) {
            for (struct conversation *at = version->oldest, *newer; at; at = newer) {
                newer = at->newer;
                free(at);
            }
            version->oldest = version->newest = NULL;
            version->state = NULL;
        }
        if (buckets) memset(buckets, 0, bucket_count * sizeof *buckets);
        conversation_count = 0;
        current = NULL;
        pool_forget_all();
    }
    while (versions) version_remove(versions);
    check(left || conversation_count == 0, "no conversation outlives its version");
    pool_forget_all();
    output.length = 0;
    unfinished = false;
}

static void add_file(struct bytes *text, const char *path) {
    char piece[4096];
    size_t count;
    FILE *file = fopen(path, "r");
    check(file != NULL, "the files of FUZZ_PRELUDE are there");
    while ((count = fread(piece, 1, sizeof piece, file)) > 0) bytes_add(text, piece, count);
    fclose(file);
}

static void set_up(struct bytes *prelude) {
    char *paths = strdup(getenv("FUZZ_PRELUDE") ? getenv("FUZZ_PRELUDE") : "");
    for (char *path = strtok(paths, " "); path; path = strtok(NULL, " ")) add_file(prelude, path);
    free(paths);
    check(prelude->length > 0, "FUZZ_PRELUDE names the files of the prelude");
    reader = luaL_newstate();
    default_limits = usual_limits;
    default_limits.instructions = 20000;
    default_limits.cpu_ms = 100;
    default_limits.memory = 4 << 20;
    default_limits.host_calls = 50;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct bytes prelude;
    volatile bool left = false;
    if (size == 0) return 0;
    if (prelude.length == 0) set_up(&prelude);
    if (configuration.prelude.length != prelude.length) {
        bytes_free(&configuration.prelude);
        bytes_add(&configuration.prelude, prelude.data, prelude.length);
    }
    usual_limits = default_limits;
    if (setjmp(begin_again) != 0) {
        left = true;
    } else if (*data < 32) {
        struct source_of_chance source = { .data = data + 1, .left = size - 1, .state = *data + 1 };
        run_script(&source);
    } else {
        run_lines((const char *)data, (const char *)data + size);
    }
    forget_everything(left);
    return 0;
}
