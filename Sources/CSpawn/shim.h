// posix_spawn with what glibc 2.34 has added; <spawn.h> shows it only where _DEFAULT_SOURCE or _GNU_SOURCE was defined
// before the first header, and Swift's own module of the C library was built without.
#include <spawn.h>

int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
