// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The memory of Lua states, block by block from the C library, so that a sanitizer sees each; and all of it can be freed
// where a state was left in the middle of a call.
#ifndef TRACKED_POOL_H
#define TRACKED_POOL_H

void pool_forget_all(void);

#endif
