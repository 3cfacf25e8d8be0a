// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "generator.h"

#include <string.h>

unsigned chance(struct source_of_chance *source, unsigned most) {
    if (source->left > 1 && most > 256) {
        source->left -= 2;
        source->data += 2;
        return (source->data[-2] + 256u * source->data[-1]) % most;
    }
    if (source->left > 0) {
        source->left--;
        return *source->data++ % most;
    }
    // xorshift64*
    uint64_t state = source->state ? source->state : 1;
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    source->state = state;
    return (unsigned)((state * 2685821657736338717u) >> 33) % most;
}

static void add(struct made *made, const char *text, size_t length) {
    if (made->length + length > sizeof made->text) return;
    memcpy(made->text + made->length, text, length);
    made->length += length;
}

static void add_byte(struct made *made, char byte) { add(made, &byte, 1); }

/// Few different bytes: so matches happen.
static char any_byte(struct source_of_chance *source) {
    static const char common[] = "aaaabbbcc  x1,()=.-%_A\n";
    if (chance(source, 12) == 0) {
        static const char rare[] = "\0]^[$*+?~\x80\xff\x7f";
        return rare[chance(source, sizeof rare - 1)];
    }
    return common[chance(source, sizeof common - 1)];
}

static void make_subject(struct source_of_chance *source, struct made *subject, unsigned most) {
    subject->length = 0;
    unsigned length = chance(source, most);
    for (unsigned i = 0; i < length; i++) add_byte(subject, any_byte(source));
}

/// A letter that names a class, in either case, or any byte that does not.
static void add_escape(struct source_of_chance *source, struct made *pattern) {
    static const char letters[] = "acdglpsuwxzACDGLPSUWXZ.%[](-^$* ,eq";
    add_byte(pattern, '%');
    add_byte(pattern, letters[chance(source, sizeof letters - 1)]);
}

static void add_set(struct source_of_chance *source, struct made *pattern) {
    add_byte(pattern, '[');
    if (chance(source, 3) == 0) add_byte(pattern, '^');
    if (chance(source, 8) == 0) add_byte(pattern, ']');
    unsigned items = 1 + chance(source, 4);
    for (unsigned i = 0; i < items; i++) {
        switch (chance(source, 6)) {
        case 0: add_escape(source, pattern); break;
        case 1: add(pattern, "a-z", 3); break;
        case 2:
            add_byte(pattern, any_byte(source));
            add_byte(pattern, '-');
            if (chance(source, 2)) add_byte(pattern, any_byte(source));
            break;
        case 3: if (chance(source, 4) == 0) add(pattern, "%]", 2); break;
        default: add_byte(pattern, any_byte(source));
        }
    }
    add_byte(pattern, ']');
}

static void add_single(struct source_of_chance *source, struct made *pattern) {
    switch (chance(source, 7)) {
    case 0: case 1: add_escape(source, pattern); break;
    case 2: add_byte(pattern, '.'); break;
    case 3: add_set(source, pattern); break;
    default: add_byte(pattern, any_byte(source));
    }
    static const char repetitions[] = "*+-?";
    if (chance(source, 2)) add_byte(pattern, repetitions[chance(source, 4)]);
}

static void add_item(struct source_of_chance *source, struct made *pattern, int *open, int *captures) {
    switch (chance(source, 16)) {
    case 0: case 1:
        add_byte(pattern, '(');
        ++*open, ++*captures;
        break;
    case 2: case 3: case 4:
        if (*open == 0) break;
        add_byte(pattern, ')');
        --*open;
        break;
    case 5:
        add(pattern, "()", 2);
        ++*captures;
        break;
    case 6:
        add(pattern, "%b", 2);
        add_byte(pattern, chance(source, 2) ? '(' : any_byte(source));
        add_byte(pattern, chance(source, 2) ? ')' : any_byte(source));
        break;
    case 7:
        add(pattern, "%f", 2);
        add_set(source, pattern);
        break;
    case 8:
        if (*captures == 0 && chance(source, 8)) break;
        add_byte(pattern, '%');
        // Mostly of a capture that is there.
        if (chance(source, 8) == 0) add_byte(pattern, (char)('0' + chance(source, 10)));
        else add_byte(pattern, (char)('1' + chance(source, (unsigned)*captures % 8 + 1)));
        break;
    default: add_single(source, pattern);
    }
}

/// Cuts, doubles or replaces a byte, which mostly breaks a pattern.
static void mutate(struct source_of_chance *source, struct made *pattern) {
    static const char syntax[] = "%[](^$*+-?.)bf019";
    if (pattern->length == 0) return;
    unsigned place = chance(source, (unsigned)pattern->length);
    char byte = syntax[chance(source, sizeof syntax - 1)];
    switch (chance(source, 4)) {
    case 0: pattern->length = place; break;
    case 1: pattern->text[place] = byte; break;
    case 2:
        memmove(pattern->text + place, pattern->text + place + 1, pattern->length - place - 1);
        pattern->length--;
        break;
    default:
        add_byte(pattern, 0);
        memmove(pattern->text + place + 1, pattern->text + place, pattern->length - place - 1);
        pattern->text[place] = byte;
    }
}

/// Patterns at the limits of captures and depth.
static void make_long_pair(struct source_of_chance *source, struct made *pattern, struct made *subject) {
    static const char *const parts[] = { "a?", "()", "(a", "a*", "a-", "(a)", "b?", "(%s*)", "a+", "%w", "()%1" };
    unsigned kinds = 1 + chance(source, 2), count = 10 + chance(source, 220);
    const char *part[2] = { parts[chance(source, 11)], parts[chance(source, 11)] };
    for (unsigned i = 0; i < count; i++) add(pattern, part[i % kinds], strlen(part[i % kinds]));
    make_subject(source, subject, 8);
    if (chance(source, 4)) return;
    // Around the limit of depth. The longer subject matches at once.
    pattern->length = 0;
    for (unsigned i = 195 + chance(source, 10); i > 0; i--) add(pattern, "a?", 2);
    while (subject->length < 195 + chance(source, 20)) add_byte(subject, 'a');
}

/// Long subjects, around the lengths at which the matcher pays, for patterns that the stock library matches in linear time.
static void make_far_pair(struct source_of_chance *source, struct made *pattern, struct made *subject) {
    static const char *const patterns[] = {
        "^a*b", "^a*", "^a-b", "^.-b", "^(.-)%)", "^.*a", "^.*b", "b", "[^a]", "^%b()", "%b()", "^(a*)%1$", "^a+a$", "^[^b]-b", "^(a-)$",
        "()b()", "%f[b]b*", "[b(]+", "^.-([b)].*)", "^(a*)(.-)b", "^a*%s*", "^%(a-%)", "^[(a]*", "^.a*()", "^[^%s]*", "^(.*)b",
    };
    static const char ends[] = "ab)( ";
    const char *chosen = patterns[chance(source, sizeof patterns / sizeof *patterns)];
    add(pattern, chosen, strlen(chosen));
    subject->length = 0;
    if (chance(source, 2)) add_byte(subject, '(');
    unsigned most = 4096 * (1 + chance(source, 2)) - 6 + chance(source, 12);
    while (subject->length < most) add_byte(subject, 'a');
    for (unsigned i = chance(source, 6); i > 0; i--) add_byte(subject, ends[chance(source, 5)]);
}

void make_pair(struct source_of_chance *source, struct made *pattern, struct made *subject) {
    pattern->length = 0;
    int open = 0, captures = 0;
    if (chance(source, 64) == 0) {
        make_long_pair(source, pattern, subject);
        return;
    }
    if (chance(source, 1000) == 0) {
        make_far_pair(source, pattern, subject);
        return;
    }
    if (chance(source, 6) == 0) add_byte(pattern, '^');
    unsigned items = chance(source, 7);
    for (unsigned i = 0; i < items; i++) add_item(source, pattern, &open, &captures);
    for (; open > 0; open--) if (chance(source, 24)) add_byte(pattern, ')');
    if (chance(source, 6) == 0) add_byte(pattern, '$');
    if (chance(source, 8) == 0) mutate(source, pattern);
    make_subject(source, subject, 20);
}

void make_replacement(struct source_of_chance *source, struct made *replacement) {
    replacement->length = 0;
    unsigned parts = chance(source, 4);
    for (unsigned i = 0; i < parts; i++) {
        switch (chance(source, 4)) {
        case 0:
            add_byte(replacement, '%');
            add_byte(replacement, (char)('0' + chance(source, 4)));
            break;
        case 1: add(replacement, chance(source, 8) ? "%%" : "%", chance(source, 8) ? 2 : 1); break;
        case 2: add(replacement, "a longer stretch of ordinary text ", 34); break;
        default: add_byte(replacement, any_byte(source));
        }
    }
}
