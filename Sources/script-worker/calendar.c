// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "calendar.h"

enum { day_seconds = 86400, days_of_400_years = 146097 };

static int64_t floor_divide(int64_t value, int64_t by) {
    int64_t result = value / by;
    return result * by > value ? result - 1 : result;
}

/// Days since 1970 of a date; years begin in March here, so that the leap day is the last of its year.
static int64_t days_from_date(int64_t year, int month, int64_t day) {
    if (month <= 2) year--;
    int64_t era = floor_divide(year, 400), year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * days_of_400_years + day_of_era - 719468 + day - 1;
}

struct civil civil_from_seconds(int64_t seconds) {
    int64_t days = floor_divide(seconds, day_seconds), rest = seconds - days * day_seconds;
    int64_t shifted = days + 719468, era = floor_divide(shifted, days_of_400_years);
    int64_t day_of_era = shifted - era * days_of_400_years;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct civil civil = {
        .year = year_of_era + era * 400 + (month >= 10),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
        .hour = (int)(rest / 3600), .minute = (int)(rest / 60 % 60), .second = (int)(rest % 60),
        .weekday = (int)((days % 7 + 11) % 7),
    };
    civil.yearday = (int)(days - days_from_date(civil.year, 1, 1));
    return civil;
}

int64_t seconds_from_civil(int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute, int64_t second) {
    year += floor_divide(month - 1, 12);
    month -= floor_divide(month - 1, 12) * 12;
    return days_from_date(year, (int)month, day) * day_seconds + hour * 3600 + minute * 60 + second;
}
