// SPDX-License-Identifier: Apache-2.0
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Drops every privilege for good; 0 when all of it worked. Hidden behind a feature macro that Swift cannot set.
static inline int understudy_become(uid_t user, gid_t group) {
    return setgroups(0, NULL) || setresgid(group, group, group) || setresuid(user, user, user);
}

// prctl(2) is variadic, which Swift cannot call.
static inline int understudy_set_parent_death_signal(int signal_number) {
    return prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0);
}

// Closes every descriptor from this one on; close_range(2) hides behind a feature macro too.
static inline int understudy_close_from(unsigned int first) {
    return (int)syscall(SYS_close_range, first, ~0U, 0);
}

// A descriptor that becomes readable when the process ends; -1 when there is none. syscall(2) is variadic too.
static inline int understudy_open_process(pid_t process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}

// No core of this process, and no look into its memory by others of the same user; 0 when it worked.
static inline int understudy_set_undumpable(void) {
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
