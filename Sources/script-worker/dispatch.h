// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The frames of the host and what is done about them, see docs/script-worker.md.
#ifndef DISPATCH_H
#define DISPATCH_H

#include "bytes.h"

/// Does what the frame asks and writes its answer. A malformed frame ends the process.
void dispatch(struct span frame);

#endif
