// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Memory for Lua's small objects. Lua tells the size of what it gives back, so blocks need no header: a waiting
// conversation is some thirty of them.
#ifndef POOL_H
#define POOL_H

#include <stddef.h>

/// Like realloc, for a block of `before` bytes (0: none) that becomes one of `after` bytes (0: none). NULL where the
/// machine has no more.
void *pool_resize(void *block, size_t before, size_t after);

#endif
