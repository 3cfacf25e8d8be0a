// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "pool.h"

#include "wall.h"

#include <stdlib.h>
#include <string.h>

enum { step = 16, most_pooled = 512, slab_size = 64 << 10 };

// A sanitizer sees the use of a freed block only where each block is the C library's own.
#ifdef SANITIZED

void *pool_resize(void *block, size_t before, size_t after) {
    (void)before;
    if (after > 0) return realloc(block, after);
    free(block);
    return NULL;
}

#else

struct free_block {
    struct free_block *next;
};

static struct free_block *free_blocks[most_pooled / step + 1];
static char *slab, *slab_end;

static size_t class_of(size_t size) { return (size + step - 1) / step; }

static void give(void *block, size_t class) {
    struct free_block *freed = block;
    freed->next = free_blocks[class];
    free_blocks[class] = freed;
}

static void *take(size_t class) {
    struct free_block *block = free_blocks[class];
    if (block) {
        free_blocks[class] = block->next;
        return block;
    }
    size_t size = class * step;
    if ((size_t)(slab_end - slab) < size) {
        if (slab_end > slab) give(slab, (size_t)(slab_end - slab) / step);
        if ((slab = malloc(slab_size)) == NULL) {
            slab_end = NULL;
            return NULL;
        }
        slab_end = slab + slab_size;
    }
    slab += size;
    return slab - size;
}

void *pool_resize(void *block, size_t before, size_t after) {
    size_t old_class = class_of(before), new_class = class_of(after);
    if (before > most_pooled && after > most_pooled) return realloc(block, after);
    if (old_class == new_class) return block;
    void *moved = NULL;
    if (after > 0) {
        moved = after > most_pooled ? malloc(after) : take(new_class);
        if (moved == NULL) return NULL;
        if (before > 0) memcpy(moved, block, before < after ? before : after);
    }
    if (before > most_pooled) free(block);
    else if (before > 0) give(block, old_class);
    return moved;
}

#endif
