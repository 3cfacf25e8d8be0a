// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The order of texts. The library compares them with strcoll, once for each stretch between zero bytes: two texts of
// megabytes of zeros keep it busy for a third of a second, in one instruction. This strcoll is found before the C
// library's, and draws on the budget.

#include "budget.h"

#include <string.h>

/// The locale is "C", where it is strcmp.
int strcoll(const char *left, const char *right) {
    charge_running(1);
    return strcmp(left, right);
}
