// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The wall around the process: after it stands, nothing but reading and writing descriptor 0, memory and clocks is left.
#ifndef WALL_H
#define WALL_H

#include <sys/types.h>

// A sanitizer keeps its shadow memory and makes system calls of its own: such a build has no wall and is for tests only.
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/// Ties this process to its parent and lets go of every descriptor but 0 and of the environment.
void wall_begin(pid_t parent);
/// Sets the limits and the system call filter, for all threads. A wall that cannot be built ends the process.
void wall_close(void);

#endif
