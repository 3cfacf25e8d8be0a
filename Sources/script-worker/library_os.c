// Moonpost
// SPDX-License-Identifier: Apache-2.0

// os.time, os.date and os.difftime, on the clock of the turn and in the zone of the person, or of the business.

#define _GNU_SOURCE
#include "budget.h"
#include "bytes.h"
#include "calendar.h"
#include "errors.h"
#include "sandbox.h"
#include "scripts.h"
#include "zones.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { longest_date_format = 256 };

static const char *const day_names[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
static const char *const month_names[] = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
};

int64_t turn_time(lua_State *L) {
    if (phase == phase_loading || phase == phase_instantiating)
        misuse(L, "the time can be used inside a flow or handler, not while the plugin loads");
    if (phase == phase_file) {
        // A plain file has no turn and is never replayed.
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    }
    return current->now;
}

int turn_offset(int64_t seconds) {
    if (phase == phase_file) return 0;
    return current->zone ? zone_offset(current->zone, seconds) : current->offset;
}

int64_t turn_seconds(int64_t local) {
    enum { day = 86400 };
    // Between a day before and a day after clocks change once at most.
    int64_t earlier = local - turn_offset(local - day) * 60, later = local - turn_offset(local + day) * 60;
    bool is_earlier = turn_offset(earlier) * 60 == local - earlier, is_later = turn_offset(later) * 60 == local - later;
    if (is_earlier && is_later) return earlier < later ? earlier : later;
    return is_later && !is_earlier ? later : earlier;
}

static void set_field(lua_State *L, const char *name, lua_Integer value) {
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

static void set_fields(lua_State *L, struct civil civil) {
    set_field(L, "year", civil.year);
    set_field(L, "month", civil.month);
    set_field(L, "day", civil.day);
    set_field(L, "hour", civil.hour);
    set_field(L, "min", civil.minute);
    set_field(L, "sec", civil.second);
    set_field(L, "yday", civil.yearday + 1);
    set_field(L, "wday", civil.weekday + 1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "isdst");
}

static lua_Integer get_field(lua_State *L, const char *name, lua_Integer missing) {
    int whole;
    lua_pushstring(L, name);
    int type = lua_rawget(L, 1);
    lua_Integer value = lua_tointegerx(L, -1, &whole);
    if (type == LUA_TNIL) {
        if (missing < 0) return luaL_error(L, "field '%s' missing in date table", name);
        value = missing;
    } else if (!whole) {
        return luaL_error(L, "field '%s' is not an integer", name);
    }
    if (value < -1000000000 || value > 1000000000) return luaL_error(L, "field '%s' is out-of-bound", name);
    lua_pop(L, 1);
    return value;
}

static int os_time(lua_State *L) {
    int64_t now = turn_time(L);
    if (lua_isnoneornil(L, 1)) {
        lua_pushinteger(L, now / 1000);
        return 1;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    sandbox_check_writable(L, 1);
    lua_settop(L, 1);
    lua_Integer year = get_field(L, "year", -1), month = get_field(L, "month", -1), day = get_field(L, "day", -1);
    lua_Integer hour = get_field(L, "hour", 12), minute = get_field(L, "min", 0), second = get_field(L, "sec", 0);
    int64_t local = seconds_from_civil(year, month, day, hour, minute, second);
    set_fields(L, civil_from_seconds(local));
    lua_pushinteger(L, turn_seconds(local));
    return 1;
}

/// The week of the year by ISO 8601, and the year that it belongs to.
static int iso_week(struct civil civil, int64_t *year) {
    int weekday = (civil.weekday + 6) % 7;
    int64_t thursday = seconds_from_civil(civil.year, civil.month, civil.day - weekday + 3, 0, 0, 0);
    struct civil middle = civil_from_seconds(thursday);
    *year = middle.year;
    return middle.yearday / 7 + 1;
}

static void add_date(lua_State *L, struct bytes *out, const char *format, const char *end, struct civil civil, int offset,
                     int64_t seconds);

/// Formats one conversion; false where there is no such conversion.
static bool add_conversion(lua_State *L, struct bytes *out, char letter, struct civil civil, int offset, int64_t seconds) {
    int half = civil.hour % 12 ? civil.hour % 12 : 12;
    int64_t iso_year;
    const char *composed = NULL;
    switch (letter) {
    case 'a': bytes_add(out, day_names[civil.weekday], 3); break;
    case 'A': bytes_add_text(out, day_names[civil.weekday]); break;
    case 'b': case 'h': bytes_add(out, month_names[civil.month - 1], 3); break;
    case 'B': bytes_add_text(out, month_names[civil.month - 1]); break;
    case 'c': composed = "%a %b %e %H:%M:%S %Y"; break;
    case 'C': bytes_format(out, "%02d", (int)(civil.year / 100)); break;
    case 'd': bytes_format(out, "%02d", civil.day); break;
    case 'D': case 'x': composed = "%m/%d/%y"; break;
    case 'e': bytes_format(out, "%2d", civil.day); break;
    case 'F': composed = "%Y-%m-%d"; break;
    case 'g': iso_week(civil, &iso_year); bytes_format(out, "%02d", (int)(iso_year % 100)); break;
    case 'G': iso_week(civil, &iso_year); bytes_format(out, "%lld", (long long)iso_year); break;
    case 'H': bytes_format(out, "%02d", civil.hour); break;
    case 'I': bytes_format(out, "%02d", half); break;
    case 'j': bytes_format(out, "%03d", civil.yearday + 1); break;
    case 'm': bytes_format(out, "%02d", civil.month); break;
    case 'M': bytes_format(out, "%02d", civil.minute); break;
    case 'n': bytes_add_byte(out, '\n'); break;
    case 'p': bytes_add_text(out, civil.hour < 12 ? "AM" : "PM"); break;
    case 'r': composed = "%I:%M:%S %p"; break;
    case 'R': composed = "%H:%M"; break;
    case 's': bytes_format(out, "%lld", (long long)seconds); break;
    case 'S': bytes_format(out, "%02d", civil.second); break;
    case 't': bytes_add_byte(out, '\t'); break;
    case 'T': case 'X': composed = "%H:%M:%S"; break;
    case 'u': bytes_format(out, "%d", civil.weekday ? civil.weekday : 7); break;
    case 'U': bytes_format(out, "%02d", (civil.yearday + 7 - civil.weekday) / 7); break;
    case 'V': bytes_format(out, "%02d", iso_week(civil, &iso_year)); break;
    case 'w': bytes_format(out, "%d", civil.weekday); break;
    case 'W': bytes_format(out, "%02d", (civil.yearday + 7 - (civil.weekday + 6) % 7) / 7); break;
    case 'y': bytes_format(out, "%02d", (int)(civil.year % 100)); break;
    case 'Y': bytes_format(out, "%lld", (long long)civil.year); break;
    case 'z': bytes_format(out, "%c%02d%02d", offset < 0 ? '-' : '+', abs(offset) / 60, abs(offset) % 60); break;
    case 'Z': if (offset == 0) bytes_add_text(out, "UTC"); break;
    case '%': bytes_add_byte(out, '%'); break;
    default: return false;
    }
    if (composed) add_date(L, out, composed, composed + strlen(composed), civil, offset, seconds);
    return true;
}

static void add_date(lua_State *L, struct bytes *out, const char *format, const char *end, struct civil civil, int offset,
                     int64_t seconds) {
    for (const char *at = format; at < end; at++) {
        if (*at != '%') {
            bytes_add_byte(out, *at);
            continue;
        }
        at++;
        if (at == end || !add_conversion(L, out, *at, civil, offset, seconds))
            luaL_argerror(L, 1, lua_pushfstring(L, at < end ? "invalid conversion specifier '%%%c'"
                                                            : "invalid conversion specifier '%%'", *at));
    }
}

static int os_date(lua_State *L) {
    static struct bytes text;
    size_t length;
    const char *format = luaL_optlstring(L, 1, "%c", &length), *end = format + length;
    int64_t now = turn_time(L), seconds = luaL_optinteger(L, 2, now / 1000);
    if (length > longest_date_format) return misuse(L, "the format of os.date can have at most 256 bytes");
    luaL_argcheck(L, seconds > -60000000000 && seconds < 250000000000, 2, "time is out of range");
    int offset = turn_offset(seconds);
    if (*format == '!') {
        offset = 0;
        format++;
    }
    struct civil civil = civil_from_seconds(seconds + offset * 60);
    if (end - format >= 2 && format[0] == '*' && format[1] == 't') {
        lua_createtable(L, 0, 9);
        set_fields(L, civil);
        return 1;
    }
    charge(L, (lua_Integer)length);
    text.length = 0;
    add_date(L, &text, format, end, civil, offset, seconds);
    lua_pushlstring(L, text.length ? text.data : "", text.length);
    return 1;
}

static int os_difftime(lua_State *L) {
    lua_Integer left = luaL_checkinteger(L, 1), right = luaL_checkinteger(L, 2);
    lua_Unsigned apart = left < right ? (lua_Unsigned)right - (lua_Unsigned)left : (lua_Unsigned)left - (lua_Unsigned)right;
    lua_pushnumber(L, left < right ? -(lua_Number)apart : (lua_Number)apart);
    return 1;
}

void library_os(lua_State *L) {
    static const luaL_Reg functions[] = {
        { "time", os_time }, { "date", os_date }, { "difftime", os_difftime }, { NULL, NULL },
    };
    luaL_newlib(L, functions);
}
