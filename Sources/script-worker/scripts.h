// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The plugin versions that this worker has, and the conversations that wait in them.
#ifndef SCRIPTS_H
#define SCRIPTS_H

#include "budget.h"
#include "bytes.h"

#include <lua.h>

enum { most_source = 64 << 10, most_chunk_name = 298 };

/// One file of a plugin, as the host sent it.
struct source {
    struct bytes name, module, text;
    /// NULL where nobody asked for it.
    struct coverage *coverage;
};

/// One version of a plugin. Its state is thrown away when it ran out of memory, and built again when it is next needed.
struct version {
    struct version *next;
    struct bytes id, settings, locales;
    struct limits limits;
    /// JSON objects: the capability that an operation needs, for those that need one; the capabilities that the plugin is not
    /// granted.
    struct bytes capabilities, refused;
    struct source *sources;
    size_t source_count;
    lua_State *state;
    struct heap heap;
    /// The JSON that the `number` of `state` was made of.
    struct bytes number;
    /// The conversations in `state`, the one that ran last at `newest`.
    struct conversation *oldest, *newest;
};

/// `call_external` is a request that leaves the host.
enum call_kind { call_effect, call_request, call_wait, call_external };

/// One run of an entry of a plugin: a coroutine that waits for the host.
struct conversation {
    struct conversation *bucket_next, *older, *newer;
    struct version *version;
    lua_State *thread;
    /// References in the registry; `modules` and `identities` are made when first needed.
    int thread_reference, environment, modules, identities;
    int last_identity, protected_calls;
    /// Calls to the host so far, and what the last one waits for.
    int calls;
    enum call_kind pending;
    /// Runs a query: what changes something is refused.
    bool reads_only;
    int offset;
    /// When the clocks change where the person is; NULL where they do not, or that is not known: then the offset is always the same.
    const struct zone *zone;
    struct allowance left;
    int64_t now;
    uint64_t random;
    uint32_t hash, id_length;
    char id[];
};

/// What the prelude and the plugin are: sent once by the host.
struct configuration {
    struct bytes prelude;
    bool prints;
};
extern struct configuration configuration;

/// What is going on in the running state.
enum phase { phase_loading, phase_instantiating, phase_running, phase_file };

/// A version by its id, or NULL.
struct version *version_find(struct span id);
struct version *version_add(struct span id);
void version_remove(struct version *version);
/// Makes its limits those that count from now on.
void version_enter(const struct version *version);
/// Builds the state where it is missing: sandbox, compiled sources, declarations. False with an `error` object in
/// `error` where the sources are wrong.
bool version_ensure(struct version *version, struct bytes *error);
/// Closes the state with all that waits in it.
void version_discard_state(struct version *version);
/// Keeps the memory of the state well below its limit by dropping what waited longest; the host has its journal.
void version_tidy(struct version *version);

/// Calls the function under `arguments` arguments on the thread as a script. The results (or the error) are on the stack.
int script_resume(struct conversation *conversation, int arguments, int *results);
/// Runs the body of the version's main chunk in a new environment of the conversation.
int script_instantiate(struct conversation *conversation, enum phase phase);

struct conversation *conversation_find(struct span id);
struct conversation *conversation_new(struct version *version, struct span id);
void conversation_free(struct conversation *conversation);

/// The conversation that runs, its phase, and the version whose file names errors may have.
extern struct conversation *current;
extern enum phase phase;
bool is_source_name(const char *name, size_t length);

#endif
