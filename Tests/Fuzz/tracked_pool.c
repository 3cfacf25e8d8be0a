// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "tracked_pool.h"

#include "pool.h"

#include <stdlib.h>
#include <string.h>

struct block {
    struct block *next, *previous;
};

static struct block blocks = { &blocks, &blocks };

void *pool_resize(void *data, size_t before, size_t after) {
    struct block *old = data ? (struct block *)data - 1 : NULL, *block = NULL;
    if (after > 0) {
        // Always another place: what still points to the old one is found.
        if ((block = malloc(sizeof *block + after)) == NULL) return NULL;
        if (old) memcpy(block + 1, data, before < after ? before : after);
        *block = (struct block){ blocks.next, &blocks };
        blocks.next->previous = block;
        blocks.next = block;
    }
    if (old) {
        old->next->previous = old->previous;
        old->previous->next = old->next;
        free(old);
    }
    return block ? block + 1 : NULL;
}

void pool_forget_all(void) {
    while (blocks.next != &blocks) pool_resize(blocks.next + 1, 0, 0);
}
