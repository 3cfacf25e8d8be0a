// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "pool.h"

#include "wall.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { step = 16, most_pooled = 512, region_size = 128 << 20 };

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

/// Where pooled blocks lie. A block stays in its class for ever, and scripts that fill one class after the other could
/// have thirty times their limit: so the pool ends, and what is beyond it is the C library's.
static char *region, *region_free;

static size_t class_of(size_t size) { return (size + step - 1) / step; }

static bool is_pooled(const char *block) { return block >= region && block < region + region_size; }

static void give(void *block, size_t class) {
    if (!is_pooled(block)) {
        free(block);
        return;
    }
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
    if (region == NULL) {
        // Pages that were never used cost nothing.
        void *mapped = mmap(NULL, region_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (mapped == MAP_FAILED) return NULL;
        region = region_free = mapped;
    }
    if ((size_t)(region + region_size - region_free) < size) return malloc(size);
    region_free += size;
    return region_free - size;
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
