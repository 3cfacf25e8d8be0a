// Moonpost
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "wall.h"

#include "bytes.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "The filter knows the system calls of x86_64 and aarch64 only"
#endif

extern char **environ;

static void empty_environment(void) {
    // The texts themselves lie on the stack and would outlive clearenv.
    for (char **entry = environ; entry && *entry; entry++) memset(*entry, 0, strlen(*entry));
    clearenv();
}

void wall_begin(pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, 9) != 0) _exit(exit_no_wall);
    // The parent may have died before the line above.
    if (getppid() != parent) _exit(exit_wrong_start);
#ifdef SANITIZED
    // Its reports go to standard error.
    enum { first_closed = 3 };
#else
    enum { first_closed = 1 };
#endif
    if (close_range(first_closed, ~0U, 0) != 0) _exit(exit_no_wall);
    empty_environment();
}

#ifndef SANITIZED

static void limit(int resource, rlim_t most) {
    struct rlimit value = { most, most };
    if (setrlimit((__rlimit_resource_t)resource, &value) != 0) _exit(exit_no_wall);
}

#define LOW_WORD(index) (offsetof(struct seccomp_data, args) + 8 * (index))
#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)(offset))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define KILL BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
#define ALLOW_CALL(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), ALLOW
/// Allows the call on descriptor 0 alone.
#define ALLOW_ON_ZERO(number) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 4), LOAD(LOW_WORD(0)), \
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1), ALLOW, KILL
/// Allows the call where its third argument does not ask for executable memory.
#define ALLOW_NOT_EXECUTABLE(number) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 4), LOAD(LOW_WORD(2)), \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0), ALLOW, KILL

static void install_filter(void) {
    struct sock_filter filter[] = {
        LOAD(offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCHITECTURE, 1, 0),
        KILL,
        // The numbers of the x32 interface lie above and match nothing below.
        LOAD(offsetof(struct seccomp_data, nr)),
        ALLOW_ON_ZERO(__NR_read),
        ALLOW_ON_ZERO(__NR_write),
        ALLOW_NOT_EXECUTABLE(__NR_mmap),
        ALLOW_NOT_EXECUTABLE(__NR_mprotect),
        ALLOW_CALL(__NR_munmap),
        ALLOW_CALL(__NR_mremap),
        ALLOW_CALL(__NR_brk),
        ALLOW_CALL(__NR_madvise),
        ALLOW_CALL(__NR_futex),
        ALLOW_CALL(__NR_clock_gettime),
        ALLOW_CALL(__NR_gettimeofday),
#ifdef __NR_time
        // Where the kernel offers no clock page; lua_newstate asks for the time.
        ALLOW_CALL(__NR_time),
#endif
        ALLOW_CALL(__NR_restart_syscall),
        ALLOW_CALL(__NR_rt_sigreturn),
        ALLOW_CALL(__NR_exit),
        ALLOW_CALL(__NR_exit_group),
        KILL,
    };
    struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) _exit(exit_no_wall);
    if (syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0) _exit(exit_no_wall);
}

void wall_close(void) {
    // A net far below the machine, far above the limits of the plugins: those are kept in budget.c.
    limit(RLIMIT_AS, (rlim_t)4 << 30);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 1);
    limit(RLIMIT_NPROC, 0);
    if (prctl(PR_SET_DUMPABLE, 0) != 0) _exit(exit_no_wall);
    install_filter();
}

#else

void wall_close(void) {}

#endif
