// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "confinement.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

int understudy_memory_file(void) { return memfd_create("understudy-picture", MFD_CLOEXEC); }

int understudy_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int understudy_drop_privileges(void) {
    if (geteuid() != 0) return 0;
    if (setgroups(0, NULL) || setresgid(NOBODY, NOBODY, NOBODY) || setresuid(NOBODY, NOBODY, NOBODY)) return -1;
    return setuid(0) == 0 ? -1 : 0;
}

int understudy_end_with(pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)) return -1;
    return getppid() == parent ? 0 : -1;
}

int understudy_bound(size_t address_space, unsigned kept) {
    const struct rlimit none = {0, 0};
    const struct rlimit space = {address_space, address_space};
    if (setrlimit(RLIMIT_CORE, &none) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)) return -1;
    if (syscall(SYS_close_range, kept, ~0U, 0)) return -1;
    return setrlimit(RLIMIT_AS, &space);
}

// Every access to files that this header knows, and no rule that grants one.
static int close_files(void) {
    const long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return 0;
    const struct landlock_ruleset_attr all = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    const int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    if (rules < 0) return 0;
    const long failed = syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
    return failed ? 0 : UNDERSTUDY_CONFINED_FILES;
}

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef OWN_ARCHITECTURE
#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static int close_calls(void) {
    struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        // Descriptors that are open.
        ALLOW(__NR_read), ALLOW(__NR_write), ALLOW(__NR_readv), ALLOW(__NR_writev), ALLOW(__NR_pread64),
        ALLOW(__NR_lseek), ALLOW(__NR_close), ALLOW(__NR_fstat), ALLOW(__NR_ppoll),
#ifdef __NR_poll
        ALLOW(__NR_poll),
#endif
        // Memory.
        ALLOW(__NR_mmap), ALLOW(__NR_munmap), ALLOW(__NR_mremap), ALLOW(__NR_mprotect), ALLOW(__NR_madvise), ALLOW(__NR_brk),
        // Time, locks and random numbers.
        ALLOW(__NR_clock_gettime), ALLOW(__NR_clock_nanosleep), ALLOW(__NR_nanosleep), ALLOW(__NR_gettimeofday),
        ALLOW(__NR_futex), ALLOW(__NR_sched_yield), ALLOW(__NR_getrandom), ALLOW(__NR_getrusage),
        ALLOW(__NR_sched_getaffinity), ALLOW(__NR_getpid), ALLOW(__NR_gettid),
        // The end, and how an abort comes to it.
        ALLOW(__NR_exit), ALLOW(__NR_exit_group), ALLOW(__NR_rt_sigreturn), ALLOW(__NR_rt_sigprocmask),
        ALLOW(__NR_rt_sigaction), ALLOW(__NR_restart_syscall),
        // Signals to itself only; a process id fits into the lower half of the argument.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_tgkill, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)getpid(), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        // Everything else is refused, not punished: a library that asks for more has an error to handle.
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    const struct sock_fprog filter = {.len = sizeof program / sizeof *program, .filter = program};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) ? 0 : UNDERSTUDY_CONFINED_CALLS;
}
#else
static int close_calls(void) { return 0; }
#endif

int understudy_confine(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return 0;
    const int files = close_files();
    return files | close_calls();
}

static int opened(int descriptor) {
    if (descriptor < 0) return 0;
    close(descriptor);
    return 1;
}

static void *nothing(void *argument) { return argument; }

int understudy_count_escapes(void) {
    int escapes = 0;
    escapes += opened(open("/tmp/understudy-escape", O_WRONLY | O_CREAT, 0600));
    escapes += opened(open("/dev/null", O_WRONLY));
    escapes += opened(open("/proc/self/status", O_RDONLY));
    escapes += opened(socket(AF_INET, SOCK_STREAM, 0));
    escapes += opened(socket(AF_UNIX, SOCK_STREAM, 0));
    escapes += opened(memfd_create("escape", 0));
    escapes += unlink("/tmp/understudy-escape") == 0 || errno != EPERM;
    escapes += kill(getppid(), 0) == 0;
    escapes += syscall(SYS_tgkill, getppid(), getppid(), 0) == 0;
    char *const none[] = {NULL};
    execve("/bin/true", none, none);
    escapes += errno != EPERM && errno != EACCES;
    const pid_t child = fork();
    if (child == 0) _exit(0);
    if (child > 0) {
        waitpid(child, NULL, 0);
        escapes += 1;
    }
    pthread_t thread;
    if (pthread_create(&thread, NULL, nothing, NULL) == 0) {
        pthread_join(thread, NULL);
        escapes += 1;
    }
    return escapes;
}
