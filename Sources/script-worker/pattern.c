// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Compiles patterns. Every item of a pattern follows the one before it, so which captures are open at an item is known
// here already.

#include "pattern.h"

#include "budget.h"

#include <ctype.h>
#include <string.h>

/// The classes that a letter names, and at `letter - 32` what is outside of them.
static uint64_t classes[256][set_words];
static bool has_class[256];

static inline void add_to_set(uint64_t *set, unsigned char byte) { set[byte >> 6] |= (uint64_t)1 << (byte & 63); }

static int is_zero(int byte) { return byte == 0; }

static void make_classes(void) {
    static const struct {
        unsigned char letter;
        int (*holds)(int byte);
    } named[] = {
        { 'a', isalpha }, { 'c', iscntrl }, { 'd', isdigit }, { 'g', isgraph }, { 'l', islower }, { 'p', ispunct },
        { 's', isspace }, { 'u', isupper }, { 'w', isalnum }, { 'x', isxdigit }, { 'z', is_zero },
    };
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        unsigned char letter = named[i].letter, outside = (unsigned char)(letter - 32);
        has_class[letter] = has_class[outside] = true;
        for (int byte = 0; byte < 256; byte++)
            add_to_set(classes[named[i].holds(byte) ? letter : outside], (unsigned char)byte);
    }
}

static void add_range(uint64_t *set, unsigned low, unsigned high) {
    for (unsigned word = low >> 6; low <= high && word <= high >> 6; word++) {
        unsigned from = word == low >> 6 ? low & 63 : 0, to = word == high >> 6 ? high & 63 : 63;
        set[word] |= ~(uint64_t)0 >> (63 - (to - from)) << from;
    }
}

static void add_class(uint64_t *set, unsigned char letter) {
    if (!has_class[letter]) {
        add_to_set(set, letter);
        return;
    }
    for (int word = 0; word < set_words; word++) set[word] |= classes[letter][word];
}

struct compiler {
    const char *at, *end;
    struct pattern *pattern;
    struct node *next_node;
    uint64_t (*next_set)[set_words];
};

static struct node *add_node(struct compiler *compiler, enum node_code code) {
    struct node *node = compiler->next_node++;
    *node = (struct node){ .code = (uint8_t)code };
    return node;
}

/// What follows a fault is never reached.
static void add_fault(struct compiler *compiler, enum fault fault) {
    add_node(compiler, node_fault)->byte = (uint8_t)fault;
    compiler->at = compiler->end;
}

/// The closing bracket of the set whose items begin at `at`, or NULL. The first item may be a bracket.
static const char *end_of_set(const char *at, const char *end) {
    for (const char *first = at; at < end; at++) {
        if (*at == ']' && at > first) return at;
        if (*at == '%' && ++at == end) return NULL;
    }
    return NULL;
}

/// Reads the set behind an opening bracket; NULL where it has no end.
static const uint64_t *read_set(struct compiler *compiler) {
    const char *at = compiler->at;
    bool outside = at < compiler->end && *at == '^';
    if (outside) at++;
    const char *close = end_of_set(at, compiler->end);
    if (close == NULL) return NULL;
    uint64_t *set = *compiler->next_set++;
    memset(set, 0, sizeof *compiler->next_set);
    while (at < close) {
        unsigned char byte = (unsigned char)*at++;
        if (byte == '%') {
            add_class(set, (unsigned char)*at++);
        } else if (close - at >= 2 && *at == '-') {
            add_range(set, byte, (unsigned char)at[1]);
            at += 2;
        } else {
            add_to_set(set, byte);
        }
    }
    for (int word = 0; outside && word < set_words; word++) set[word] = ~set[word];
    compiler->at = close + 1;
    return set;
}

static void add_single(struct compiler *compiler) {
    struct node single = { .code = node_once, .kind = kind_byte };
    unsigned char byte = (unsigned char)*compiler->at++;
    if (byte == '.') {
        single.kind = kind_any;
    } else if (byte == '[') {
        single.kind = kind_set;
        if ((single.set = read_set(compiler)) == NULL) {
            add_fault(compiler, fault_open_set);
            return;
        }
    } else if (byte == '%') {
        if (compiler->at == compiler->end) {
            add_fault(compiler, fault_ends_with_escape);
            return;
        }
        byte = (unsigned char)*compiler->at++;
        if (has_class[byte]) {
            single.kind = kind_set;
            single.set = classes[byte];
        }
    }
    single.byte = byte;
    if (compiler->at < compiler->end) {
        switch (*compiler->at) {
        case '*': single.code = node_any_number; compiler->at++; break;
        case '+': single.code = node_at_least_one; compiler->at++; break;
        case '-': single.code = node_as_few; compiler->at++; break;
        case '?': single.code = node_optional; compiler->at++; break;
        }
    }
    *compiler->next_node++ = single;
}

static void add_open(struct compiler *compiler) {
    struct pattern *pattern = compiler->pattern;
    compiler->at++;
    bool position = compiler->at < compiler->end && *compiler->at == ')';
    if (position) compiler->at++;
    if (pattern->capture_count == most_captures) {
        add_fault(compiler, fault_too_many_captures);
        return;
    }
    pattern->captures[pattern->capture_count] = position ? capture_position : capture_unfinished;
    add_node(compiler, position ? node_open_position : node_open)->byte = pattern->capture_count++;
}

static void add_close(struct compiler *compiler) {
    struct pattern *pattern = compiler->pattern;
    compiler->at++;
    for (int index = pattern->capture_count - 1; index >= 0; index--) {
        if (pattern->captures[index] != capture_unfinished) continue;
        pattern->captures[index] = capture_closed;
        add_node(compiler, node_close)->byte = (uint8_t)index;
        return;
    }
    add_fault(compiler, fault_nothing_to_close);
}

static void add_same_as_capture(struct compiler *compiler) {
    const struct pattern *pattern = compiler->pattern;
    int index = compiler->at[1] - '1';
    compiler->at += 2;
    if (index < 0 || index >= pattern->capture_count || pattern->captures[index] == capture_unfinished) {
        add_fault(compiler, fault_capture_index);
        compiler->next_node[-1].other = (uint8_t)(index + 1);
        return;
    }
    add_node(compiler, node_same_as_capture)->byte = (uint8_t)index;
}

static void add_balanced(struct compiler *compiler) {
    compiler->at += 2;
    if (compiler->end - compiler->at < 2) {
        add_fault(compiler, fault_balance_arguments);
        return;
    }
    struct node *node = add_node(compiler, node_balanced);
    node->byte = (uint8_t)*compiler->at++;
    node->other = (uint8_t)*compiler->at++;
}

static void add_frontier(struct compiler *compiler) {
    compiler->at += 2;
    if (compiler->at == compiler->end || *compiler->at != '[') {
        add_fault(compiler, fault_frontier_set);
        return;
    }
    compiler->at++;
    const uint64_t *set = read_set(compiler);
    if (set == NULL) add_fault(compiler, fault_open_set);
    else add_node(compiler, node_frontier)->set = set;
}

static void add_item(struct compiler *compiler) {
    char byte = *compiler->at, next = compiler->end - compiler->at > 1 ? compiler->at[1] : 0;
    if (byte == '(') {
        add_open(compiler);
    } else if (byte == ')') {
        add_close(compiler);
    } else if (byte == '%' && next >= '0' && next <= '9') {
        add_same_as_capture(compiler);
    } else if (byte == '%' && next == 'b') {
        add_balanced(compiler);
    } else if (byte == '%' && next == 'f') {
        add_frontier(compiler);
    } else if (byte == '$' && compiler->at + 1 == compiler->end) {
        compiler->at++;
        add_node(compiler, node_end_of_text);
    } else {
        add_single(compiler);
    }
}

/// A byte makes no more than one node, a bracket no more than one set; the sets come first.
static size_t most_sets(const char *text, size_t length) {
    size_t sets = 0;
    for (const char *at = text; at < text + length; at++) sets += *at == '[';
    return sets;
}

size_t pattern_memory(const char *text, size_t length) {
    return most_sets(text, length) * sizeof(uint64_t[set_words]) + (length + 1) * sizeof(struct node);
}

void pattern_compile(lua_State *L, struct pattern *pattern, void *memory, const char *text, size_t length, bool with_anchor) {
    if (!has_class['a']) make_classes();
    struct compiler compiler = { .at = text, .end = text + length, .pattern = pattern, .next_set = memory };
    compiler.next_node = (struct node *)(compiler.next_set + most_sets(text, length));
    charge(L, 1 + (lua_Integer)(length / 4));
    pattern->nodes = compiler.next_node;
    pattern->capture_count = 0;
    pattern->anchored = with_anchor && length > 0 && *text == '^';
    if (pattern->anchored) compiler.at++;
    while (compiler.at < compiler.end) add_item(&compiler);
    add_node(&compiler, node_matched);

    const struct node *first = pattern->nodes;
    while (first->code == node_open || first->code == node_open_position) first++;
    pattern->first = first->code == node_once || first->code == node_at_least_one ? first : NULL;
}
