// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Matches compiled patterns. Where a match can go on in several ways, the others wait in a list: their number is bounded
// as the depth of a match is, and nothing here calls itself.

#define _GNU_SOURCE
#include "pattern.h"

#include "budget.h"

#include <lauxlib.h>
#include <string.h>

/// Bytes that are only looked through cost a step for every eight, paid after each stretch.
enum { stretch = 4096, bytes_per_step = 8 };

void pattern_settle(struct matcher *matcher) {
    lua_Integer steps = matcher->steps;
    matcher->steps = 0;
    charge(matcher->L, steps);
}

static inline bool in_set(const uint64_t *set, unsigned char byte) { return set[byte >> 6] >> (byte & 63) & 1; }

static inline bool accepts(const struct node *node, char byte) {
    switch (node->kind) {
    case kind_byte: return (uint8_t)byte == node->byte;
    case kind_any: return true;
    default: return in_set(node->set, (unsigned char)byte);
    }
}

static void raise_fault(struct matcher *matcher, const struct node *node) {
    static const char *const messages[] = {
        [fault_ends_with_escape] = "malformed pattern (ends with '%%')",
        [fault_open_set] = "malformed pattern (missing ']')",
        [fault_balance_arguments] = "malformed pattern (missing arguments to '%%b')",
        [fault_frontier_set] = "missing '[' after '%%f' in pattern",
        [fault_too_many_captures] = "too many captures",
        [fault_nothing_to_close] = "invalid pattern capture",
        [fault_capture_index] = "invalid capture index %%%d",
    };
    pattern_settle(matcher);
    luaL_error(matcher->L, messages[node->byte], node->other);
}

static inline void deepen(struct matcher *matcher, int *depth) {
    if (++*depth > most_depth) luaL_error(matcher->L, "pattern too complex");
}

/// The end of the longest stretch from `at` on that the node accepts.
static const char *run_of(struct matcher *matcher, const struct node *node, const char *at) {
    if (node->kind == kind_any) return matcher->end;
    for (;;) {
        const char *begin = at, *stop = matcher->end - at > stretch ? at + stretch : matcher->end;
        if (node->kind == kind_byte) while (at < stop && (uint8_t)*at == node->byte) at++;
        else while (at < stop && in_set(node->set, (unsigned char)*at)) at++;
        pattern_spend(matcher, (at - begin) / bytes_per_step);
        if (at < stop || at == matcher->end) return at;
    }
}

/// The place behind the text that begins with `first` at `at` and ends with the `last` that belongs to it, or NULL.
static const char *balanced(struct matcher *matcher, const char *at, char first, char last) {
    if (at == matcher->end || *at != first) return NULL;
    size_t open = 1;
    for (at++; at < matcher->end;) {
        const char *begin = at, *stop = matcher->end - at > stretch ? at + stretch : matcher->end;
        for (; at < stop; at++) {
            if (*at == last) {
                if (--open == 0) {
                    pattern_spend(matcher, (at - begin) / bytes_per_step);
                    return at + 1;
                }
            } else if (*at == first) {
                open++;
            }
        }
        pattern_spend(matcher, (at - begin) / bytes_per_step);
    }
    return NULL;
}

/// Whether the set begins to hold at `at`; outside of the subject is a zero byte.
static bool at_frontier(const struct matcher *matcher, const uint64_t *set, const char *at) {
    unsigned char before = at == matcher->start ? 0 : (unsigned char)at[-1];
    unsigned char here = at == matcher->end ? 0 : (unsigned char)*at;
    return !in_set(set, before) && in_set(set, here);
}

static const char *behind_same(struct matcher *matcher, int index, const char *at) {
    // The text of a position is longer than any other, for the stock library.
    if (matcher->pattern->captures[index] == capture_position) return NULL;
    size_t length = matcher->captures[index].length;
    if ((size_t)(matcher->end - at) < length) return NULL;
    pattern_spend(matcher, 1 + (lua_Integer)(length / bytes_per_step / 4));
    return memcmp(matcher->captures[index].start, at, length) == 0 ? at + length : NULL;
}

/// A repetition that can end elsewhere: at fewer bytes, down to `first`, or (as few) at more than up to `last`.
struct choice {
    const struct node *node;
    const char *first, *last;
    /// What the byte behind the repetition is compared with, or NULL where that is not so simple.
    const struct node *guard;
    int depth;
};

/// What the next byte must be like for the nodes from here on. Passing captures can exceed the depth, which is an error
/// and must be met, so there is no guard near the limit.
static const struct node *guard_at(const struct node *node, int depth) {
    if (depth + 2 * most_captures >= most_depth) return NULL;
    while (node->code == node_open || node->code == node_open_position || node->code == node_close) node++;
    return node->code == node_once || node->code == node_at_least_one ? node : NULL;
}

/// Takes one byte less; NULL where none is left to give back.
static const char *shorten(struct matcher *matcher, struct choice *choice) {
    const struct node *guard = choice->guard;
    const char *at = choice->last;
    while (at > choice->first) {
        const char *begin = at, *stop = at - choice->first > stretch ? at - stretch : choice->first;
        for (at--; at > stop && guard && !accepts(guard, *at);) at--;
        pattern_spend(matcher, (begin - at) / bytes_per_step);
        if (guard && !accepts(guard, *at)) continue;
        choice->last = at;
        return at;
    }
    return NULL;
}

/// Takes one byte more; NULL where that is not possible.
static const char *lengthen(struct matcher *matcher, struct choice *choice) {
    const struct node *node = choice->node, *guard = choice->guard;
    const char *at = choice->last;
    for (;;) {
        const char *begin = at, *stop = matcher->end - at > stretch ? at + stretch : matcher->end;
        while (at < stop && accepts(node, *at)) {
            at++;
            if (guard && (at == matcher->end || !accepts(guard, *at))) continue;
            pattern_spend(matcher, (at - begin) / bytes_per_step);
            choice->last = at;
            return at;
        }
        pattern_spend(matcher, (at - begin) / bytes_per_step);
        if (at < stop || at == matcher->end) return NULL;
    }
}

/// Where the repetition can end instead, or NULL.
static const char *next_way(struct matcher *matcher, struct choice *choice) {
    switch (choice->node->code) {
    case node_optional: return choice->last;
    case node_as_few: return lengthen(matcher, choice);
    default: return shorten(matcher, choice);
    }
}

/// Matches the whole pattern at `at`; returns the end of the match, or NULL.
static const char *match(struct matcher *matcher, const char *at) {
    struct choice choices[most_depth], *choice = choices;
    const struct node *node = matcher->pattern->nodes;
    const char *const end = matcher->end, *run;
    int depth = 1;
    for (;;) {
        pattern_spend(matcher, 1);
        switch (node->code) {
        case node_once:
            if (at == end || !accepts(node, *at)) break;
            at++, node++;
            continue;
        case node_any_number:
        case node_at_least_one:
            run = run_of(matcher, node, at);
            if (run == at) {
                if (node->code == node_at_least_one) break;
                node++;
                continue;
            }
            deepen(matcher, &depth);
            if (node->code == node_at_least_one) at++;
            if (run > at) *choice++ = (struct choice){ node, at, run, guard_at(node + 1, depth), depth };
            at = run, node++;
            continue;
        case node_as_few:
            if (at < end && accepts(node, *at)) {
                deepen(matcher, &depth);
                *choice++ = (struct choice){ node, at, at, guard_at(node + 1, depth), depth };
            }
            node++;
            continue;
        case node_optional:
            if (at < end && accepts(node, *at)) {
                *choice++ = (struct choice){ node, at, at, NULL, depth };
                deepen(matcher, &depth);
                at++;
            }
            node++;
            continue;
        case node_open:
        case node_open_position:
            matcher->captures[node->byte].start = at;
            deepen(matcher, &depth);
            node++;
            continue;
        case node_close:
            matcher->captures[node->byte].length = (size_t)(at - matcher->captures[node->byte].start);
            deepen(matcher, &depth);
            node++;
            continue;
        case node_same_as_capture:
            if ((run = behind_same(matcher, node->byte, at)) == NULL) break;
            at = run, node++;
            continue;
        case node_balanced:
            if ((run = balanced(matcher, at, (char)node->byte, (char)node->other)) == NULL) break;
            at = run, node++;
            continue;
        case node_frontier:
            if (!at_frontier(matcher, node->set, at)) break;
            node++;
            continue;
        case node_end_of_text:
            if (at != end) break;
            node++;
            continue;
        case node_matched: return at;
        case node_fault: raise_fault(matcher, node);
        }
        // It does not match this way: on with the last choice that has another.
        do {
            if (choice == choices) return NULL;
            at = next_way(matcher, --choice);
        } while (at == NULL);
        depth = choice->depth;
        node = choice->node + 1;
        if (choice->node->code != node_optional) choice++;
    }
}

/// The first place from `at` on whose byte the node accepts, or NULL.
static const char *next_place(struct matcher *matcher, const struct node *first, const char *at) {
    while (at < matcher->end) {
        const char *begin = at;
        if (first->kind == kind_byte) {
            size_t size = matcher->end - at > stretch * bytes_per_step ? stretch * bytes_per_step : (size_t)(matcher->end - at);
            const char *found = memchr(at, first->byte, size);
            at = found ? found : at + size;
            pattern_spend(matcher, (at - begin) / bytes_per_step / bytes_per_step);
            if (found) return at;
        } else {
            const char *stop = matcher->end - at > stretch ? at + stretch : matcher->end;
            while (at < stop && !accepts(first, *at)) at++;
            pattern_spend(matcher, (at - begin) / bytes_per_step);
            if (at < stop) return at;
        }
    }
    return NULL;
}

const char *pattern_search(struct matcher *matcher, const char **at, const char *last) {
    const struct pattern *pattern = matcher->pattern;
    if (pattern->anchored) return match(matcher, *at);
    for (const char *place = *at; place <= matcher->end; place++) {
        if (pattern->first && (place = next_place(matcher, pattern->first, place)) == NULL) return NULL;
        const char *end = match(matcher, place);
        if (end != NULL && end != last) {
            *at = place;
            return end;
        }
    }
    return NULL;
}
