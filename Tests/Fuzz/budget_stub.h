// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Stands in for the worker's budget where the pattern library is linked alone.
#ifndef BUDGET_STUB_H
#define BUDGET_STUB_H

#include <lua.h>

/// What was charged, and where an error is raised instead.
extern lua_Integer stub_charged, stub_most;

#endif
