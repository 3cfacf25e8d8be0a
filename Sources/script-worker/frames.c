// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "frames.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

enum { prefix = 4, read_size = 64 << 10, keep_capacity = 1 << 20, write_size = 256 << 10 };

static struct bytes input, output;
/// What of `input` was handed out.
static size_t consumed;
/// Where the answer in progress begins in `output`.
static size_t began;
/// `output` ends in an unfinished frame, or is being sent: a tick must leave it alone.
static volatile sig_atomic_t unfinished;

static void set_unfinished(bool is) {
    // A signal sees the bytes and the mark in the order in which they are written here.
    atomic_signal_fence(memory_order_seq_cst);
    unfinished = is;
    atomic_signal_fence(memory_order_seq_cst);
}

static void send_output(void) {
    size_t sent = 0;
    while (sent < output.length) {
        ssize_t count = write(0, output.data + sent, output.length - sent);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) _exit(0);
        sent += (size_t)count;
    }
    output.length = 0;
}

static void flush(void) {
    set_unfinished(true);
    send_output();
    if (output.capacity > keep_capacity) bytes_free(&output);
    set_unfinished(false);
}

void frames_send_finished(void) {
    if (unfinished || output.length == 0) return;
    int error = errno;
    send_output();
    errno = error;
}

void frames_leave(int code) {
    // From here on no tick sends what is sent here. An answer that was begun is not sent.
    if (unfinished) output.length = began;
    set_unfinished(true);
    send_output();
    _exit(code);
}

static uint32_t little_endian(const char *at) {
    const unsigned char *bytes = (const unsigned char *)at;
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

struct span frames_next(void) {
    for (;;) {
        size_t left = input.length - consumed, needed = prefix;
        if (left >= prefix) {
            uint32_t length = little_endian(input.data + consumed);
            if (length > most_frame_in) _exit(exit_malformed_frame);
            needed = prefix + (size_t)length;
            if (left >= needed) {
                const char *payload = input.data + consumed + prefix;
                consumed += needed;
                return (struct span){ payload, payload + length };
            }
        }
        flush();
        if (left > 0 && consumed > 0) memmove(input.data, input.data + consumed, left);
        input.length = left;
        consumed = 0;
        if (left == 0 && input.capacity > keep_capacity) bytes_free(&input);
        bytes_reserve(&input, needed - left > read_size ? needed - left : read_size);
        ssize_t count = read(0, input.data + input.length, input.capacity - input.length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) _exit(0);
        input.length += (size_t)count;
    }
}

struct bytes *frames_begin(void) {
    if (output.length > write_size) flush();
    set_unfinished(true);
    began = output.length;
    bytes_add(&output, "\0\0\0\0", prefix);
    return &output;
}

void frames_end(void) {
    uint32_t length = (uint32_t)frames_length();
    for (int i = 0; i < prefix; i++) output.data[began + (size_t)i] = (char)(length >> (8 * i));
    set_unfinished(false);
}

void frames_abandon(void) {
    output.length = began;
    set_unfinished(false);
}

size_t frames_length(void) { return output.length - began - prefix; }
