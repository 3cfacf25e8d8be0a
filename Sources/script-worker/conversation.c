// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The table of conversations by their id, and how a script runs on one's thread.

#include "sandbox.h"
#include "scripts.h"

#include <stdlib.h>
#include <unistd.h>

struct conversation *current;
enum phase phase;

static struct conversation **buckets;
static size_t bucket_count, conversation_count;

static uint32_t hash_id(struct span id) {
    uint32_t hash = 2166136261u;
    for (const char *at = id.start; at < id.end; at++) hash = (hash ^ (unsigned char)*at) * 16777619u;
    return hash;
}

static void grow(void) {
    size_t count = bucket_count ? bucket_count * 2 : 256;
    struct conversation **larger = calloc(count, sizeof *larger);
    if (larger == NULL) _exit(exit_out_of_memory);
    for (size_t i = 0; i < bucket_count; i++) {
        for (struct conversation *at = buckets[i], *next; at; at = next) {
            next = at->bucket_next;
            at->bucket_next = larger[at->hash & (count - 1)];
            larger[at->hash & (count - 1)] = at;
        }
    }
    free(buckets);
    buckets = larger;
    bucket_count = count;
}

struct conversation *conversation_find(struct span id) {
    if (bucket_count == 0) return NULL;
    uint32_t hash = hash_id(id);
    for (struct conversation *at = buckets[hash & (bucket_count - 1)]; at; at = at->bucket_next)
        if (at->hash == hash && at->id_length == span_length(id) && memcmp(at->id, id.start, at->id_length) == 0) return at;
    return NULL;
}

struct conversation *conversation_new(struct version *version, struct span id) {
    if (conversation_count >= bucket_count) grow();
    struct conversation *made = malloc(sizeof *made + span_length(id));
    if (made == NULL) _exit(exit_out_of_memory);
    *made = (struct conversation){
        .version = version, .environment = LUA_NOREF, .modules = LUA_NOREF, .identities = LUA_NOREF,
        .hash = hash_id(id), .id_length = (uint32_t)span_length(id), .older = version->newest,
    };
    memcpy(made->id, id.start, span_length(id));
    struct conversation **bucket = &buckets[made->hash & (bucket_count - 1)];
    made->bucket_next = *bucket;
    *bucket = made;
    conversation_count++;
    if (version->newest) version->newest->newer = made;
    else version->oldest = made;
    version->newest = made;

    lua_State *L = version->state;
    made->thread = lua_newthread(L);
    made->thread_reference = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_newtable(L);
    sandbox_get(L, &key_environment);
    lua_setmetatable(L, -2);
    made->environment = luaL_ref(L, LUA_REGISTRYINDEX);
    return made;
}

static void leave_order(struct conversation *conversation) {
    struct version *version = conversation->version;
    if (conversation->older) conversation->older->newer = conversation->newer;
    else version->oldest = conversation->newer;
    if (conversation->newer) conversation->newer->older = conversation->older;
    else version->newest = conversation->older;
}

void conversation_free(struct conversation *conversation) {
    struct conversation **place = &buckets[conversation->hash & (bucket_count - 1)];
    while (*place != conversation) place = &(*place)->bucket_next;
    *place = conversation->bucket_next;
    conversation_count--;
    leave_order(conversation);
    lua_State *L = conversation->version->state;
    luaL_unref(L, LUA_REGISTRYINDEX, conversation->thread_reference);
    luaL_unref(L, LUA_REGISTRYINDEX, conversation->environment);
    luaL_unref(L, LUA_REGISTRYINDEX, conversation->modules);
    luaL_unref(L, LUA_REGISTRYINDEX, conversation->identities);
    if (current == conversation) current = NULL;
    free(conversation);
}

int script_resume(struct conversation *conversation, int arguments, int *results) {
    struct version *version = conversation->version;
    if (version->newest != conversation) {
        leave_order(conversation);
        conversation->older = version->newest;
        conversation->newer = NULL;
        version->newest->newer = conversation;
        version->newest = conversation;
    }
    current = conversation;
    budget.heap = &version->heap;
    forget_traversal();
    version->heap.guarded = true;
    budget_run(conversation->thread);
    int status = lua_resume(conversation->thread, version->state, arguments, results);
    budget_run(NULL);
    version->heap.guarded = false;
    return status;
}

int script_instantiate(struct conversation *conversation, enum phase as) {
    int results;
    lua_State *thread = conversation->thread;
    phase = as;
    sandbox_get(thread, &key_chunks);
    lua_getfield(thread, -1, "main");
    lua_remove(thread, -2);
    sandbox_get(thread, &key_fresh);
    lua_rawgeti(thread, LUA_REGISTRYINDEX, conversation->environment);
    // Not under protection, and cannot fail: it makes one closure.
    lua_call(thread, 1, 1);
    lua_upvaluejoin(thread, -2, 1, -1, 1);
    lua_pop(thread, 1);
    int status = script_resume(conversation, 0, &results);
    if (status == LUA_OK) lua_settop(thread, 0);
    return status;
}
