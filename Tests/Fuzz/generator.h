// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Makes patterns, subjects and replacements from random numbers, or from the bytes of a fuzzer.
#ifndef GENERATOR_H
#define GENERATOR_H

#include <stddef.h>
#include <stdint.h>

/// Numbers: from `data` while it lasts (a fuzzer's input), else from `state`.
struct source_of_chance {
    const uint8_t *data;
    size_t left;
    uint64_t state;
};

struct made {
    char text[9000];
    size_t length;
};

/// A number below `most`.
unsigned chance(struct source_of_chance *source, unsigned most);
/// About one pattern of eight is malformed. The subject is so short that a matcher without a budget comes to an end.
void make_pair(struct source_of_chance *source, struct made *pattern, struct made *subject);
void make_replacement(struct source_of_chance *source, struct made *replacement);

#endif
