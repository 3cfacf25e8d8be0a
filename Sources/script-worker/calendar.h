// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The Gregorian calendar, without the C library's: that one would look for time zone files.
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdint.h>

/// A point in time in the calendar. `weekday` is 0 for Sunday, `yearday` 0 for the first of January.
struct civil {
    int64_t year;
    int month, day, hour, minute, second, weekday, yearday;
};

/// `seconds` since 1970 in the zone that the answer is meant for.
struct civil civil_from_seconds(int64_t seconds);
/// Fields beyond their range carry over, as in `os.time`.
int64_t seconds_from_civil(int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute, int64_t second);

#endif
