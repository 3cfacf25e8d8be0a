// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Frames on descriptor 0: a length of four bytes, little endian, and that many bytes of JSON.
#ifndef FRAMES_H
#define FRAMES_H

#include "bytes.h"

enum { most_frame_in = 16 << 20, most_frame_out = 1 << 20 };

/// The next complete frame, valid until the next call. Before it has to wait for one, it sends what was answered.
/// The end of the stream ends the process.
struct span frames_next(void);

/// Sends what was answered already; called by each tick, wherever that comes. An answer must not wait for the script of
/// the next frame: should that never end, the host would take the answered frame for the one that hangs.
void frames_send_finished(void);

/// Sends what was answered already and ends the process: so the host takes the frame of the script that runs for the one
/// that ended it, and not one that was answered. Not for a signal.
_Noreturn void frames_leave(int code);

/// Begins an answer; what is written to the returned bytes up to `frames_end` is its payload.
struct bytes *frames_begin(void);
void frames_end(void);
/// Takes back everything since `frames_begin`.
void frames_abandon(void);
/// The bytes written since `frames_begin`.
size_t frames_length(void);

#endif
