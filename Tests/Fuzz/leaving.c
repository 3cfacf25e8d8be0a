// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "leaving.h"

#include "bytes.h"

#include <stdio.h>
#include <stdlib.h>

jmp_buf begin_again;

void leave_process(int code) {
    // The end of the stream and a malformed frame are ordinary; memory that is not there is a finding.
    if (code != 0 && code != exit_malformed_frame && code != exit_over_hard_limit) {
        fprintf(stderr, "the worker left with %d\n", code);
        abort();
    }
    longjmp(begin_again, 1 + code);
}
