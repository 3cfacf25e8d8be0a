// Moonpost
// SPDX-License-Identifier: Apache-2.0

// script-worker PARENT: runs Lua for the process PARENT, see docs/script-worker.md.

#include "budget.h"
#include "dispatch.h"
#include "frames.h"
#include "wall.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/// Deep scripts recurse in C (in the parser, in names of errors): the ordinary 8 MiB can be too little.
enum { stack_size = 16 << 20 };

/// Both threads are past their own start, with its system calls, when the wall closes.
static pthread_barrier_t started, closed;

/// So that the host blames the frame that crashed, and not one that was answered. Back from here the instruction runs
/// again, and ends the process as if nobody had looked.
static void crash(int signal) {
    (void)signal;
    frames_send_finished();
}

static void watch_crashes(void) {
    struct sigaction action = { .sa_handler = crash, .sa_flags = SA_ONSTACK | SA_RESETHAND };
    sigemptyset(&action.sa_mask);
    // A tick in between would send the same once more.
    sigaddset(&action.sa_mask, SIGPROF);
    // Of its own: what crashes may be out of stack.
    static char room[64 << 10];
    stack_t stack = { .ss_sp = room, .ss_size = sizeof room };
    if (sigaltstack(&stack, NULL) != 0 || sigaction(SIGSEGV, &action, NULL) != 0 || sigaction(SIGBUS, &action, NULL) != 0)
        _exit(exit_no_wall);
}

static void *serve(void *unused) {
    (void)unused;
    watch_crashes();
    pthread_barrier_wait(&started);
    pthread_barrier_wait(&closed);
    for (;;) dispatch(frames_next());
    return NULL;
}

int main(int count, char **arguments) {
    char *rest = NULL;
    long parent = count == 2 ? strtol(arguments[1], &rest, 10) : 0;
    if (parent <= 0 || *rest != 0) _exit(exit_wrong_start);
    wall_begin((pid_t)parent);

    // A second arena would reserve address space and change protections all the time.
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);

    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0 || pthread_attr_setstacksize(&attributes, stack_size) != 0
        || pthread_barrier_init(&started, NULL, 2) != 0 || pthread_barrier_init(&closed, NULL, 2) != 0
        || pthread_create(&thread, &attributes, serve, NULL) != 0)
        _exit(exit_no_wall);
    pthread_barrier_wait(&started);
    budget_watch();
    wall_close();
    pthread_barrier_wait(&closed);
    pthread_join(thread, NULL);
    _exit(0);
}
