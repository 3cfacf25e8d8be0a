// What glibc has and Swift's own module of the C library does not show.

// posix_spawn with what glibc 2.34 has added; <spawn.h> shows it only where _DEFAULT_SOURCE or _GNU_SOURCE was defined
// before the first header.
#include <spawn.h>

int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// malloc_trim.
#include <malloc.h>
