// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "zones.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A year is that of the calendar, on average.
enum { most_changes = 24, most_zones = 4096, year_seconds = 31556952, day_minutes = 24 * 60 };

struct change {
    int64_t at;
    int offset;
};

struct zone {
    struct zone *next;
    int first, count;
    int64_t end;
    struct change changes[most_changes];
    size_t length;
    char text[];
};

static struct zone *zones;
static int zone_count;

static int64_t number_from(struct span value) {
    lua_Integer number;
    if (!json_integer(value, &number)) _exit(exit_malformed_frame);
    return number;
}

static int offset_from(struct span value) {
    int64_t minutes = number_from(value);
    if (minutes < -day_minutes || minutes > day_minutes) _exit(exit_malformed_frame);
    return (int)minutes;
}

static bool read_zone(struct zone *zone, struct span array) {
    struct json_walk walk;
    struct span value;
    if (!json_open(&walk, array, '[') || !json_next_element(&walk, &value)) _exit(exit_malformed_frame);
    zone->first = offset_from(value);
    if (!json_next_element(&walk, &value)) _exit(exit_malformed_frame);
    zone->end = number_from(value);
    for (zone->count = 0; json_next_element(&walk, &value); zone->count++) {
        if (zone->count == most_changes) return false;
        struct change *change = &zone->changes[zone->count];
        change->at = number_from(value);
        if (!json_next_element(&walk, &value)) _exit(exit_malformed_frame);
        change->offset = offset_from(value);
    }
    if (walk.bad) _exit(exit_malformed_frame);
    return true;
}

const struct zone *zone_of(struct span array) {
    size_t length = (size_t)(array.end - array.start);
    for (struct zone *zone = zones; zone != NULL; zone = zone->next)
        if (zone->length == length && memcmp(zone->text, array.start, length) == 0) return zone;
    if (zone_count == most_zones) return NULL;
    struct zone *zone = malloc(sizeof *zone + length);
    if (zone == NULL) return NULL;
    if (!read_zone(zone, array)) {
        free(zone);
        return NULL;
    }
    zone->length = length;
    memcpy(zone->text, array.start, length);
    zone->next = zones;
    zones = zone;
    zone_count++;
    return zone;
}

int zone_offset(const struct zone *zone, int64_t seconds) {
    if (seconds > zone->end) seconds -= (seconds - zone->end + year_seconds - 1) / year_seconds * year_seconds;
    int offset = zone->first;
    for (int i = 0; i < zone->count && zone->changes[i].at <= seconds; i++) offset = zone->changes[i].offset;
    return offset;
}
