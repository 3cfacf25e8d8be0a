// Moonpost
// SPDX-License-Identifier: Apache-2.0

// speed: ordinary patterns with the budgeted library and with the stock one, and how they compare. Ends with 1 where one
// takes more than twice as long as stock.

#include "comparison.h"

#include "budget_stub.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <time.h>

static const struct {
    const char *name, *run;
    int rounds;
} cases[] = {
    { "trim", "s.match('  some words in between   ', '^%s*(.-)%s*$')", 40000 },
    { "trim by gsub", "s.gsub('  some words   ', '^%s+', '')", 40000 },
    { "split at commas", "for part in s.gmatch('one,two,three,,five', '([^,]*)') do end", 20000 },
    { "words", "for word in s.gmatch('the quick brown fox jumps over it', '%a+') do end", 20000 },
    { "key=value", "s.match('colour=dark green', '^(%w+)=(.*)$')", 40000 },
    { "e-mail", "s.match('write to jane.doe@example.org today', '[%w._-]+@[%w-]+%.%a+')", 20000 },
    { "date", "s.match('due on 2026-11-21 at noon', '(%d+)-(%d+)-(%d+)')", 40000 },
    { "number test", "s.find('12345', '^%d+$')", 40000 },
    { "yes or no", "s.match('yes', '^[yY]')", 40000 },
    { "template by function", "s.gsub('Hello {name}, it is {day}', '{(%w+)}', function(name) return name end)", 20000 },
    { "template by table", "s.gsub('Hello {name}, it is {day}', '{(%w+)}', { name = 'Jo', day = 'Monday' })", 20000 },
    { "escape by text", "s.gsub('a.b*c(d)', '[%.%*%(%)]', '%%%0')", 20000 },
    { "replace plain word", "s.gsub('the cat sat on the mat', 'the', 'a')", 20000 },
    { "in brackets", "s.match('f(a(b)c) d', '%b()')", 40000 },
    { "whole words", "s.find('a THE (quick) fox', '%f[%a]%a+%f[%A]')", 40000 },
    { "find in 10 kB", "s.find(text, 'needle')", 20000 },
    { "pattern in 10 kB", "s.find(text, 'n[e]+dle')", 5000 },
    { "lazy in 10 kB", "s.match(text, '(.-)needle')", 200 },
    { "lines of 10 kB", "for line in s.gmatch(text, '[^\\n]+') do end", 500 },
    { "words of 10 kB", "s.gsub(text, '%w+', '<%0>')", 100 },
};

static const char prepare[] =
    "text = ('a line of words, sixty bytes long, without what is sought\\n'):rep(180) .. 'needle'\n";

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double time_rounds(lua_State *L, int function, int rounds) {
    lua_pushvalue(L, function);
    lua_pushinteger(L, rounds);
    double began = seconds();
    lua_call(L, 1, 0);
    return (seconds() - began) / rounds;
}

/// The time of one round with both libraries, the best of a few tries in turn.
static void measure(lua_State *L, const char *run, int rounds, double best[2]) {
    static const char *const libraries[] = { "stock", "own" };
    lua_settop(L, 0);
    for (int i = 0; i < 2; i++) {
        luaL_loadstring(L, lua_pushfstring(L, "local s = %s for i = 1, ... do %s end", libraries[i], run));
        lua_remove(L, -2);
        best[i] = 1e9;
    }
    for (int attempt = 0; attempt < 10; attempt++) {
        for (int i = 0; i < 2; i++) {
            lua_gc(L, LUA_GCCOLLECT);
            double took = time_rounds(L, i + 1, rounds / 2);
            if (took < best[i]) best[i] = took;
        }
    }
}

int main(void) {
    lua_State *L = comparison_open();
    luaL_requiref(L, "string", luaopen_string, 1);
    if (luaL_dostring(L, prepare) != LUA_OK) return 2;
    double worst = 0, sum = 0;
    int count = (int)(sizeof cases / sizeof *cases);
    for (int i = 0; i < count; i++) {
        double best[2];
        measure(L, cases[i].run, cases[i].rounds, best);
        double ratio = best[1] / best[0];
        if (ratio > worst) worst = ratio;
        sum += ratio;
        printf("  %-22s stock %9.0f ns   own %9.0f ns   %.2f\n", cases[i].name, best[0] * 1e9, best[1] * 1e9, ratio);
    }
    printf("speed: %d ordinary patterns take %.2f of stock's time on average, %.2f at most\n", count, sum / count, worst);
    return worst > 2;
}
