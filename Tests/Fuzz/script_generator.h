// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Makes scripts and what the host answers them, for the worker's fuzzer.
#ifndef SCRIPT_GENERATOR_H
#define SCRIPT_GENERATOR_H

#include "generator.h"

#include "bytes.h"

/// A plugin with one flow, "f", that calls the library with all kinds of values and goes on after most errors.
void make_script(struct source_of_chance *source, struct bytes *script);
/// The JSON of something that a waiting call could be answered with, or of something else.
void make_answer(struct source_of_chance *source, struct bytes *answer);

#endif
