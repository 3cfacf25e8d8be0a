// Moonpost
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "budget.h"

#include "bytes.h"
#include "coverage.h"
#include "errors.h"
#include "frames.h"
#include "pool.h"

#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct limits limits, usual_limits = {
    .instructions = 10000000, .cpu_ms = 50, .memory = 64 << 20, .host_calls = 1000, .messages = 50, .http_calls = 20,
    .output = 256 << 10, .journal = 2000,
};
struct budget budget;
int hook_events = LUA_MASKCOUNT;

/// A thousand instructions can take seconds: each may join, compare or copy megabytes. So a tick that finds that the hook
/// has not run since the last one makes it run before the next instruction.
static lua_State *volatile running;
static volatile sig_atomic_t ticked, looked;

/// Texts below this size are never refused: they cannot carry a state far over its limit between two looks.
/// One text may have this part of the memory.
enum { refusable = 16 << 10, text_share = 8 };

static int64_t cpu_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void budget_begin(bool replaying) {
    int times = replaying ? replay_margin : 1;
    struct allowance whole = {
        limits.instructions * times, limits.cpu_ms * 1000000 * times, (int)limits.host_calls, (int)limits.messages,
        (int)limits.http_calls,
    };
    budget_continue(&whole);
}

void budget_end_replay(void) {
    struct allowance left;
    budget_pause(&left);
    if (left.instructions > limits.instructions) left.instructions = limits.instructions;
    if (left.cpu > limits.cpu_ms * 1000000) left.cpu = limits.cpu_ms * 1000000;
    budget_continue(&left);
}

void budget_continue(const struct allowance *left) {
    budget.left = *left;
    budget.cpu_started = 0;
    budget.halt = halt_none;
    budget.detail[0] = 0;
}

void budget_pause(struct allowance *left) {
    *left = budget.left;
    if (budget.cpu_started) left->cpu -= cpu_now() - budget.cpu_started;
}

const char *budget_name(enum halt reason, lua_Integer *value) {
    switch (reason) {
    case halt_instructions: *value = limits.instructions; return "instructions";
    case halt_cpu: *value = limits.cpu_ms; return "cpu_ms";
    case halt_memory: *value = limits.memory; return "memory";
    case halt_host_calls: *value = limits.host_calls; return "host_calls";
    case halt_messages: *value = limits.messages; return "messages";
    case halt_http_calls: *value = limits.http_calls; return "http_calls";
    case halt_output: *value = limits.output; return "output";
    case halt_journal: *value = limits.journal; return "journal";
    default: return NULL;
    }
}

static int raise_halt(lua_State *L) {
    lua_pushlightuserdata(L, &budget);
    return lua_error(L);
}

int halt(lua_State *L, enum halt reason) {
    lua_Debug frame;
    budget.halt = reason;
    if (script_position(L, &frame)) {
        snprintf(budget.file, sizeof budget.file, "%s", frame.short_src);
        budget.line = frame.currentline;
    } else {
        budget.file[0] = 0;
        budget.line = 0;
    }
    // Whatever runs on the way out (__close, a handler) ends at its first instruction. To set a hook, the library walks
    // all calls that wait inside each other, which can be hundreds of thousands.
    if (lua_gethookcount(L) != 1) lua_sethook(L, budget_hook, LUA_MASKCOUNT, 1);
    return raise_halt(L);
}

bool budget_is_over(void) {
    int64_t now = cpu_now();
    if (budget.cpu_started == 0) budget.cpu_started = now;
    return now - budget.cpu_started > budget.left.cpu;
}

void budget_check_clock(lua_State *L) {
    if (budget_is_over()) halt(L, halt_cpu);
}

static void check_clock_and_memory(lua_State *L) {
    budget_check_clock(L);
    if (budget.heap->used > (size_t)limits.memory) charge_memory(L, 0);
}

void budget_hook(lua_State *L, lua_Debug *record) {
    if (budget.halt) raise_halt(L);
    if (record->event == LUA_HOOKLINE) {
        coverage_note(L, record);
        return;
    }
    looked = 1;
    if (ticked) {
        check_clock_and_memory(L);
        // In this order: a tick in between is seen a little late, and nothing is charged for a single instruction.
        ticked = 0;
        lua_sethook(L, budget_hook, hook_events, hook_interval);
        return;
    }
    budget.left.instructions -= hook_interval;
    if (budget.left.instructions < 0) halt(L, halt_instructions);
    check_clock_and_memory(L);
}

/// To set a hook is what the library allows a signal to do.
static void tick(int signal) {
    (void)signal;
    frames_send_finished();
    lua_State *thread = running;
    // Where hundreds of thousands of calls wait, setting the hook takes longer than to the next tick: once is enough.
    if (thread == NULL || ticked) return;
    if (looked) {
        looked = 0;
        return;
    }
    ticked = 1;
    lua_sethook(thread, budget_hook, hook_events, 1);
}

void budget_watch(void) {
    struct sigaction action = { .sa_handler = tick, .sa_flags = SA_RESTART };
    struct itimerval interval = { { 0, tick_interval }, { 0, tick_interval } };
    sigset_t ticks;
    sigemptyset(&action.sa_mask);
    sigemptyset(&ticks);
    sigaddset(&ticks, SIGPROF);
    // The thread that runs scripts is the only one that takes them.
    if (pthread_sigmask(SIG_BLOCK, &ticks, NULL) != 0 || sigaction(SIGPROF, &action, NULL) != 0
        || setitimer(ITIMER_PROF, &interval, NULL) != 0)
        _exit(exit_no_wall);
}

void budget_run(lua_State *thread) {
    running = NULL;
    if (thread == NULL) return;
    ticked = looked = 0;
    // A tick may have come just before the thread waited.
    if (lua_gethookcount(thread) != hook_interval) lua_sethook(thread, budget_hook, hook_events, hook_interval);
    running = thread;
}

void charge(lua_State *L, lua_Integer work) {
    static lua_Integer since_look;
    if (budget.halt) raise_halt(L);
    budget.left.instructions -= work;
    if (budget.left.instructions < 0) halt(L, halt_instructions);
    since_look += work;
    if (since_look < 10 * hook_interval) return;
    since_look = 0;
    check_clock_and_memory(L);
}

void charge_running(lua_Integer work) {
    if (running) charge(running, work);
}

void charge_text(lua_State *L, size_t bytes) {
    if (bytes > (size_t)limits.memory / text_share) halt(L, halt_memory);
    charge_memory(L, 2 * bytes);
}

void charge_memory(lua_State *L, size_t bytes) {
    if (bytes <= (size_t)limits.memory && budget.heap->used + bytes <= (size_t)limits.memory) return;
    lua_gc(L, LUA_GCCOLLECT);
    if (bytes > (size_t)limits.memory || budget.heap->used + bytes > (size_t)limits.memory) halt(L, halt_memory);
}

void pass_on_halt(lua_State *L, int status) {
    if (status == LUA_ERRMEM && !budget.halt) halt(L, halt_memory);
    if (budget.halt && status != LUA_OK && status != LUA_YIELD) raise_halt(L);
}

void *budget_allocate(void *data, void *block, size_t before, size_t after) {
    struct heap *heap = data;
    // For a new block, `before` is the type of what it is for.
    size_t old = block ? before : 0;
    if (after == 0) {
        pool_resize(block, old, 0);
        heap->used -= old;
        return NULL;
    }
    size_t used = heap->used - old + after;
    // One instruction may hash, compare or read all of a text as a number.
    if (block == NULL && before == LUA_TSTRING && after > (size_t)limits.memory / text_share && heap->guarded) return NULL;
    if (used > (size_t)limits.memory && heap->guarded) {
        // Only texts are refused. A table that cannot grow is where the library's memory safety ends (it collects in the
        // middle of an assignment), so everything else goes on until the next look of the hook.
        if (block == NULL && before == LUA_TSTRING && after >= refusable) return NULL;
        if (used / 4 > (size_t)limits.memory) frames_leave(exit_over_hard_limit);
    }
    void *moved = pool_resize(block, old, after);
    if (moved == NULL) frames_leave(exit_out_of_memory);
    heap->used = used;
    return moved;
}
