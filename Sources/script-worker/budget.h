// Moonpost
// SPDX-License-Identifier: Apache-2.0

// What one turn of a script may use, and the memory of one plugin version. Going over halts the script: no pcall, no
// handler and no metamethod of its own can catch that.
#ifndef BUDGET_H
#define BUDGET_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Per turn, but `memory` (bytes of a version's state) and `journal` (entries of a conversation).
struct limits {
    lua_Integer instructions, cpu_ms, memory, host_calls, messages, http_calls, output, journal;
};
/// Those of the version that runs, and those of a version whose `load` says nothing else.
extern struct limits limits, usual_limits;

enum halt {
    halt_none, halt_instructions, halt_cpu, halt_memory, halt_host_calls, halt_messages, halt_http_calls, halt_output,
    halt_journal, halt_mismatch,
};

/// The memory of one Lua state.
struct heap {
    size_t used;
    /// Set while a script runs: only then can a large text be refused, because only then is a refusal caught.
    bool guarded;
};

/// What is left of a turn while its script waits for the host in the middle of it.
struct allowance {
    lua_Integer instructions;
    int64_t cpu;
    int host_calls, messages, http_calls;
};

struct budget {
    struct allowance left;
    /// When the CPU clock was first read in this stretch, in nanoseconds.
    int64_t cpu_started;
    enum halt halt;
    /// Where the script was, and what `halt_mismatch` has to say.
    char file[80], detail[400];
    int line;
    struct heap *heap;
};
extern struct budget budget;

/// How many instructions pass between two looks at the budget, and how many microseconds of processor time at most.
enum { hook_interval = 1000, tick_interval = 10000 };

/// A turn that is replayed may have so many times the instructions and the processor time of a new one: it was within its
/// limits once, and they may be lower now, or the machine slower.
enum { replay_margin = 4 };

/// The events of a thread's hook: counts of instructions, and new lines where coverage is on.
extern int hook_events;

/// Opens a new turn. The CPU clock is first read when the hook first runs: most turns are shorter.
void budget_begin(bool replaying);
/// Called behind the journal's last entry, where that is in the middle of a turn: what is left is no more than a turn has.
void budget_end_replay(void);
/// Puts away what is left of the turn, and goes on with it.
void budget_pause(struct allowance *left);
void budget_continue(const struct allowance *left);
void budget_hook(lua_State *L, lua_Debug *record);
/// Starts the ticks; before the wall, and in a thread that is not the one that runs scripts.
void budget_watch(void);
/// The thread whose script runs from now on, or NULL.
void budget_run(lua_State *thread);
void *budget_allocate(void *heap, void *block, size_t before, size_t after);
/// The name of a budget as `limits` has it, or NULL, and its value.
const char *budget_name(enum halt reason, lua_Integer *value);

/// Halts the running script; does not return.
int halt(lua_State *L, enum halt reason);
/// Draws `work`, in about the cost of one instruction each, from the turn. Every loop of a library calls it.
void charge(lua_State *L, lua_Integer work);
/// The same for a loop that has done so many of its `count` steps: draws in blocks, so that a long loop ends in its middle
/// where there is no time left.
static inline void charge_loop(lua_State *L, lua_Integer done, lua_Integer count) {
    enum { block = 1000 };
    if (done % block == 0) charge(L, count - done < block ? count - done : block);
}
/// Halts where the turn has no processor time left; for what is done before there is an instruction.
void budget_check_clock(lua_State *L);
/// Whether it has none.
bool budget_is_over(void);
/// The same for the script that runs, if one does: for what the library calls without its state.
void charge_running(lua_Integer work);
/// Called before a text of so many bytes is made: one text may have an eighth of the memory, because one instruction may
/// hash, compare or read all of it.
void charge_text(lua_State *L, size_t bytes);
/// Called before a library takes `bytes` for a buffer.
void charge_memory(lua_State *L, size_t bytes);
/// Called with what a protected call ended with: raises again where the script must not see it.
void pass_on_halt(lua_State *L, int status);

#endif
