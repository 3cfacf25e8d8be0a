// Moonpost
// SPDX-License-Identifier: Apache-2.0

// differential [PAIRS [SEED]]: compares string.find, match, gmatch and gsub with the system's liblua5.4 on generated
// patterns and subjects. Ends with 1, the seed and the case where they differ.

#include "comparison.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int count, char **arguments) {
    unsigned long pairs = count > 1 ? strtoul(arguments[1], NULL, 10) : 100000;
    uint64_t seed = count > 2 ? strtoull(arguments[2], NULL, 10) : (uint64_t)time(NULL);
    struct counts counts = { 0 };
    lua_State *L = comparison_open();
    for (unsigned long i = 0; i < pairs; i++) {
        // Each pair has a seed of its own, so one can be repeated alone.
        struct source_of_chance source = { .state = (seed + i) * 0x9E3779B97F4A7C15u + 1 };
        static struct made pattern, subject, replacement;
        for (int warm = 0; warm < 4; warm++) chance(&source, 2);
        make_pair(&source, &pattern, &subject);
        make_replacement(&source, &replacement);
        struct example example = {
            &pattern, &subject, &replacement,
            .init = chance(&source, 3) ? 1 : (lua_Integer)chance(&source, 50) - 25,
            .most = chance(&source, 4) ? -1 : (lua_Integer)chance(&source, 4),
        };
        if (!compare(L, &example, &counts)) {
            fprintf(stderr, "differential: repeat with: differential 1 %llu\n", (unsigned long long)(seed + i));
            return 1;
        }
    }
    lua_close(L);
    long with_arguments = compare_arguments();
    if (with_arguments < 0) return 1;
    printf("differential: %lu pairs, seed %llu: %lu calls equal to stock (%lu matched, %lu did not, %lu raised); "
           "%ld with arguments of all types\n",
           pairs, (unsigned long long)seed, counts.calls, counts.matched, counts.unmatched, counts.errors, with_arguments);
    return 0;
}
