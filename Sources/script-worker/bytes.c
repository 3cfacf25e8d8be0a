// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void bytes_reserve(struct bytes *bytes, size_t more) {
    if (bytes->capacity - bytes->length >= more) return;
    size_t capacity = bytes->capacity < 128 ? 256 : bytes->capacity * 2;
    while (capacity - bytes->length < more) capacity *= 2;
    char *data = realloc(bytes->data, capacity);
    if (data == NULL) _exit(exit_out_of_memory);
    bytes->data = data;
    bytes->capacity = capacity;
}

void bytes_free(struct bytes *bytes) {
    free(bytes->data);
    *bytes = (struct bytes){ 0 };
}

void bytes_format(struct bytes *bytes, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int needed = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (needed < 0) return;
    bytes_reserve(bytes, (size_t)needed + 1);
    va_start(arguments, format);
    vsnprintf(bytes->data + bytes->length, (size_t)needed + 1, format, arguments);
    va_end(arguments);
    bytes->length += (size_t)needed;
}

void bytes_add_integer(struct bytes *bytes, long long value) {
    char digits[24], *at = digits + sizeof digits;
    unsigned long long left = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
    do *--at = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (value < 0) *--at = '-';
    bytes_add(bytes, at, (size_t)(digits + sizeof digits - at));
}

int utf8_character(const char *text, const char *end) {
    const unsigned char *at = (const unsigned char *)text;
    size_t left = (size_t)(end - text);
    if (at[0] < 0x80) return 1;
    if (at[0] < 0xC2) return 0;
    if (left < 2 || (at[1] & 0xC0) != 0x80) return 0;
    if (at[0] < 0xE0) return 2;
    if (left < 3 || (at[2] & 0xC0) != 0x80) return 0;
    if (at[0] < 0xF0) {
        if (at[0] == 0xE0 && at[1] < 0xA0) return 0;
        if (at[0] == 0xED && at[1] > 0x9F) return 0;
        return 3;
    }
    if (left < 4 || (at[3] & 0xC0) != 0x80 || at[0] > 0xF4) return 0;
    if (at[0] == 0xF0 && at[1] < 0x90) return 0;
    if (at[0] == 0xF4 && at[1] > 0x8F) return 0;
    return 4;
}

void bytes_add_json_string(struct bytes *bytes, const char *text, size_t length) {
    static const char digits[] = "0123456789abcdef";
    const char *at = text, *end = text + length, *plain = text;
    bytes_add_byte(bytes, '"');
    while (at < end) {
        unsigned char byte = (unsigned char)*at;
        if (byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\') {
            at++;
            continue;
        }
        if (byte >= 0x80) {
            int size = utf8_character(at, end);
            if (size > 0) {
                at += size;
                continue;
            }
        }
        bytes_add(bytes, plain, (size_t)(at - plain));
        switch (byte) {
        case '"': bytes_add(bytes, "\\\"", 2); break;
        case '\\': bytes_add(bytes, "\\\\", 2); break;
        case '\n': bytes_add(bytes, "\\n", 2); break;
        case '\r': bytes_add(bytes, "\\r", 2); break;
        case '\t': bytes_add(bytes, "\\t", 2); break;
        default:
            if (byte >= 0x80) {
                bytes_add(bytes, "\xEF\xBF\xBD", 3);
            } else {
                char escape[6] = { '\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15] };
                bytes_add(bytes, escape, 6);
            }
        }
        plain = ++at;
    }
    bytes_add(bytes, plain, (size_t)(at - plain));
    bytes_add_byte(bytes, '"');
}

void merge_sort(void *elements, void *room, size_t count, size_t size, int (*compare)(const void *left, const void *right)) {
    char *from = elements, *to = room;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t left = 0; left < count; left += 2 * width) {
            size_t middle = left + width < count ? left + width : count, right = middle + width < count ? middle + width : count;
            for (size_t a = left, b = middle, place = left; place < right; place++) {
                bool first = b == right || (a < middle && compare(from + a * size, from + b * size) <= 0);
                memcpy(to + place * size, from + (first ? a++ : b++) * size, size);
            }
        }
        char *other = from;
        from = to;
        to = other;
    }
    if (from != elements) memcpy(elements, from, count * size);
}
