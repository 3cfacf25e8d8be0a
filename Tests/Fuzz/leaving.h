// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Where the worker ends its process, a fuzzer goes on: `_exit` is renamed to `leave_process` in its sources, and comes back
// to where the input began.
#ifndef LEAVING_H
#define LEAVING_H

#include <setjmp.h>

extern jmp_buf begin_again;
void leave_process(int code) __attribute__((noreturn));

#endif
