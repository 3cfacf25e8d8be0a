// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Errors as the author of a script reads them: his file, his line, his functions, nothing of the prelude.
#ifndef ERRORS_H
#define ERRORS_H

#include "bytes.h"

#include <lua.h>

/// The name of the prelude's chunk.
#define PRELUDE "=prelude"

/// The innermost line of the script itself: fills `source`, `short_src` and `currentline`. False where there is none.
bool script_position(lua_State *L, lua_Debug *frame);
/// Raises an error at the innermost line of the script; does not return.
int misuse(lua_State *L, const char *format, ...);

/// Writes the error on top of `thread`'s stack, left there by a call that ended with `status`, as an `error` object.
void error_write(struct bytes *out, lua_State *thread, int status);
/// Writes an `error` object of this kind without a place in a script.
void error_write_plain(struct bytes *out, const char *kind, const char *message);

#endif
