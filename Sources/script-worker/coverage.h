// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Which lines of a plugin's files ran, for the tests of scripts. Off, and free, unless `configure` asks for it.
#ifndef COVERAGE_H
#define COVERAGE_H

#include "scripts.h"

/// For the states that are built from now on. Where it is on, their hook is called at each new line, too.
void coverage_enable(bool on);

/// Finds the lines of the source that can run, from its compiled function on top of the stack. Does nothing where
/// coverage is off. False where the library compiles to something else than is known here.
bool coverage_measure(struct version *version, struct source *source, lua_State *L);
/// Notes the line of a hook's event.
void coverage_note(lua_State *L, lua_Debug *record);
/// Sends what is new since the last time, in frames of its own; called before an answer is begun.
void coverage_send(void);
/// Forgets the version, which goes away.
void coverage_forget(struct version *version);

#endif
