// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Runs the library's pattern functions and the stock ones on the same arguments.
#ifndef COMPARISON_H
#define COMPARISON_H

#include "generator.h"

#include <lua.h>
#include <stdbool.h>

/// A state with the stock functions in the global `stock` and ours in `own`.
lua_State *comparison_open(void);

struct counts {
    unsigned long calls, matched, unmatched, errors;
};

struct example {
    const struct made *pattern, *subject, *replacement;
    lua_Integer init, most;
};

/// Compares every function on the example; where they differ, says how on standard error and returns false.
bool compare(lua_State *L, const struct example *example, struct counts *counts);
/// Calls the functions with arguments of all types; returns how many calls were equal, or -1 and says which was not.
long compare_arguments(void);
/// Writes a text as a Lua string.
void print_quoted(const char *text, size_t length);

#endif
