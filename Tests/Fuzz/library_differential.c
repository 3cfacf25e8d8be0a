// Moonpost
// SPDX-License-Identifier: Apache-2.0

// library_differential SCRIPT [RUNS [SEED]]: runs SCRIPT (library.lua), which calls the library's functions with generated
// arguments, behind the worker's dispatch and in the system's liblua5.4. Ends with 1, the seed and the lines where what
// they print differs.

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static ssize_t take_sent(const void *data, size_t size);
#define read(descriptor, data, size) 0
#define write(descriptor, data, size) take_sent(data, size)
#include "frames.c"
#undef read
#undef write

#include "budget.h"
#include "dispatch.h"
#include "json.h"
#include "scripts.h"

#include <lauxlib.h>
#include <lualib.h>

enum { calls_of_run = 1000 };

static struct bytes own, stock;
static lua_State *reader;

static void leave(const char *reason, const char *detail) {
    fprintf(stderr, "library_differential: %s%s\n", reason, detail);
    exit(1);
}

/// Keeps what the worker printed; its answer must say that the script finished.
static ssize_t take_sent(const void *data, size_t size) {
    for (const char *at = data, *end = at + size; at < end;) {
        size_t length = little_endian(at);
        at += prefix;
        lua_settop(reader, 0);
        if (json_push(reader, (struct span){ at, at + length }, json_host_depth, NULL) != NULL) leave("no JSON: ", at);
        at += length;
        lua_getfield(reader, 1, "op");
        if (strcmp(lua_tostring(reader, -1), "printed") == 0) {
            lua_getfield(reader, 1, "text");
            bytes_add_text(&own, lua_tostring(reader, -1));
            bytes_add_byte(&own, '\n');
        } else if (strcmp(lua_tostring(reader, -1), "finished") != 0) {
            lua_getfield(reader, 1, "error");
            lua_getfield(reader, -1, "message");
            leave("the sandbox: ", lua_tostring(reader, -1));
        }
    }
    return (ssize_t)size;
}

static int print_line(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    bytes_add(&stock, text, length);
    bytes_add_byte(&stock, '\n');
    return 0;
}

static void run_stock(const struct bytes *script) {
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    lua_register(L, "print", print_line);
    if (luaL_loadbufferx(L, script->data, script->length, "@library.lua", "t") != LUA_OK || lua_pcall(L, 0, 0, 0) != LUA_OK)
        leave("stock: ", lua_tostring(L, -1));
    lua_close(L);
}

static void run_own(const struct bytes *script) {
    struct bytes frame = { 0 };
    bytes_add_text(&frame, "{\"op\":\"run\",\"name\":\"library.lua\",\"text\":");
    bytes_add_json_string(&frame, script->data, script->length);
    bytes_add_byte(&frame, '}');
    dispatch(bytes_span(&frame));
    flush();
    bytes_free(&frame);
}

static void add_file(struct bytes *text, const char *path) {
    char piece[4096];
    size_t count;
    FILE *file = fopen(path, "r");
    if (file == NULL) leave("cannot be read: ", path);
    while ((count = fread(piece, 1, sizeof piece, file)) > 0) bytes_add(text, piece, count);
    fclose(file);
}

/// Says where the two differ first.
static void compare_printed(unsigned long seed) {
    bytes_add_byte(&own, 0);
    bytes_add_byte(&stock, 0);
    for (char *left = own.data, *right = stock.data; *left || *right;) {
        size_t left_length = strcspn(left, "\n"), right_length = strcspn(right, "\n");
        if (left_length != right_length || memcmp(left, right, left_length) != 0) {
            fprintf(stderr, "library_differential: seed %lu\n  sandbox: %.*s\n  stock:   %.*s\n", seed, (int)left_length, left,
                    (int)right_length, right);
            exit(1);
        }
        left += left_length + (left[left_length] == '\n');
        right += right_length + (right[right_length] == '\n');
    }
    own.length = stock.length = 0;
}

int main(int count, char **arguments) {
    if (count < 2) leave("it needs the script's path", "");
    unsigned long runs = count > 2 ? strtoul(arguments[2], NULL, 10) : 100;
    unsigned long first = count > 3 ? strtoul(arguments[3], NULL, 10) : (unsigned long)time(NULL);
    struct bytes body = { 0 }, script = { 0 };
    // Where a plain file's clock runs.
    setenv("TZ", "UTC", 1);
    add_file(&body, arguments[1]);
    char *paths = strdup(getenv("FUZZ_PRELUDE") ? getenv("FUZZ_PRELUDE") : "");
    for (char *path = strtok(paths, " "); path; path = strtok(NULL, " ")) add_file(&configuration.prelude, path);
    configuration.prints = true;
    usual_limits.instructions = usual_limits.cpu_ms = (lua_Integer)1 << 40;
    reader = luaL_newstate();
    for (unsigned long seed = first; seed < first + runs; seed++) {
        script.length = 0;
        bytes_format(&script, "local seed, calls = %lu, %d\n", seed, (int)calls_of_run);
        bytes_add(&script, body.data, body.length);
        run_own(&script);
        run_stock(&script);
        compare_printed(seed);
    }
    printf("library_differential: %lu calls, seed %lu: equal to stock\n", runs * calls_of_run, first);
    return 0;
}
