// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Lua's patterns: compiled to a list of nodes, and matched without recursion, each step paid from the turn's budget.
#ifndef PATTERN_H
#define PATTERN_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The limits of the stock library: captures of one pattern, and repetitions and captures that a match can be inside of.
enum { most_captures = 32, most_depth = 200 };

/// A node that fails its match with an error has one of these.
enum fault {
    fault_ends_with_escape, fault_open_set, fault_balance_arguments, fault_frontier_set, fault_too_many_captures,
    fault_nothing_to_close, fault_capture_index,
};

enum node_code {
    node_once, node_any_number, node_at_least_one, node_as_few, node_optional,
    node_open, node_open_position, node_close, node_same_as_capture, node_balanced, node_frontier, node_end_of_text,
    node_matched, node_fault,
};

/// What one byte of the subject is compared with.
enum node_kind { kind_byte, kind_any, kind_set };

struct node {
    uint8_t code, kind;
    /// The byte; the capture's index, the first byte of %b, or the fault; `other` is the last byte of %b, or the index
    /// that is wrong.
    uint8_t byte, other;
    /// 256 bits.
    const uint64_t *set;
};

enum { set_words = 4 };

enum capture_kind { capture_unfinished, capture_closed, capture_position };

/// A compiled pattern.
struct pattern {
    const struct node *nodes;
    /// What the first byte of every match is compared with, or NULL where a match may be empty.
    const struct node *first;
    bool anchored;
    uint8_t capture_count;
    uint8_t captures[most_captures];
};

/// How many bytes the nodes and sets of a pattern may need.
size_t pattern_memory(const char *text, size_t length);
/// Compiles the text into the memory, which is aligned for 64 bits. What is malformed becomes a node that raises when a
/// match comes to it, as in the stock library.
void pattern_compile(lua_State *L, struct pattern *pattern, void *memory, const char *text, size_t length, bool with_anchor);

/// One subject, and what a pattern captured in it (not set before it is captured).
struct matcher {
    lua_State *L;
    const struct pattern *pattern;
    const char *start, *end;
    /// Work that is not paid yet.
    lua_Integer steps;
    struct {
        const char *start;
        size_t length;
    } captures[most_captures];
};

static inline void matcher_begin(struct matcher *matcher, lua_State *L, const struct pattern *pattern, const char *text,
                                 size_t length) {
    matcher->L = L;
    matcher->pattern = pattern;
    matcher->start = text;
    matcher->end = text + length;
    matcher->steps = 4;
}

/// Moves `*at` to where the first match begins, at its place or behind it, that does not end at `last`; returns the end of
/// the match, or NULL. An anchored pattern is tried at `*at` alone.
const char *pattern_search(struct matcher *matcher, const char **at, const char *last);
/// Draws what is not paid yet from the budget.
void pattern_settle(struct matcher *matcher);

enum { steps_block = 1000 };

/// Counts steps, and pays them in blocks.
static inline void pattern_spend(struct matcher *matcher, lua_Integer steps) {
    matcher->steps += steps;
    if (matcher->steps >= steps_block) pattern_settle(matcher);
}

#endif
