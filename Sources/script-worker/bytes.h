// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Growable bytes, and spans of bytes that somebody else owns.
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct bytes {
    char *data;
    size_t length, capacity;
};

/// A stretch of a frame or of a buffer; valid as long as that is.
struct span {
    const char *start, *end;
};

/// The process ends with this code where the machine has no memory left; the host starts another.
enum { exit_wrong_start = 1, exit_malformed_frame = 2, exit_out_of_memory = 3, exit_over_hard_limit = 4, exit_no_wall = 5 };

/// Makes room for `more` bytes behind the end.
void bytes_reserve(struct bytes *bytes, size_t more);
void bytes_free(struct bytes *bytes);
void bytes_format(struct bytes *bytes, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_add_integer(struct bytes *bytes, long long value);
/// Appends a JSON string; bytes that are not UTF-8 become U+FFFD.
void bytes_add_json_string(struct bytes *bytes, const char *text, size_t length);

static inline void bytes_add(struct bytes *bytes, const void *data, size_t length) {
    if (length == 0) return;
    if (bytes->capacity - bytes->length < length) bytes_reserve(bytes, length);
    memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
}

static inline void bytes_add_byte(struct bytes *bytes, char byte) {
    if (bytes->capacity == bytes->length) bytes_reserve(bytes, 1);
    bytes->data[bytes->length++] = byte;
}

static inline void bytes_add_text(struct bytes *bytes, const char *text) { bytes_add(bytes, text, strlen(text)); }

static inline struct span bytes_span(const struct bytes *bytes) {
    return (struct span){ bytes->data, bytes->data + bytes->length };
}

static inline size_t span_length(struct span span) { return (size_t)(span.end - span.start); }

/// Whether the span is this literal text.
static inline bool span_is(struct span span, const char *text) {
    size_t length = strlen(text);
    return span_length(span) == length && memcmp(span.start, text, length) == 0;
}

/// Sorts with room for as many elements, by its own means: the C library's qsort asks the system how much memory there
/// is. The comparison may leave by a jump.
void merge_sort(void *elements, void *room, size_t count, size_t size, int (*compare)(const void *left, const void *right));

/// The length of the valid UTF-8 character at `at`, or 0.
int utf8_character(const char *at, const char *end);

#endif
