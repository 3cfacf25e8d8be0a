// Moonpost
// SPDX-License-Identifier: Apache-2.0

// When clocks are put forward and back, as the host says it: there are no time zone files behind the wall.
#ifndef ZONES_H
#define ZONES_H

#include "json.h"

#include <stdint.h>

struct zone;

/// The zone of an array: the offset before the first change in minutes, the end of what is known in seconds since 1970, and of each
/// change its time and the offset from then on. The same array is the same zone, which stays for ever: there is one for each place and year.
/// NULL where it is too long, or there are too many.
const struct zone *zone_of(struct span array);
/// Minutes ahead of UTC at a time; behind the end as in the last year that is known.
int zone_offset(const struct zone *zone, int64_t seconds);

#endif
