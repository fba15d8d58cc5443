// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <sys/types.h>

// What the kernel keeps a process from, that Swift cannot ask for: the calls are variadic, or take programs of the
// kernel's own machine.

// Memory without a name, as a descriptor; -1 when there is none. It does not pass to programs that are started.
int understudy_memory_file(void);

// A pipe whose ends do not pass to programs that are started; 0 when there is one.
int understudy_pipe(int ends[2]);

// Becomes nobody when the process is root's; 0 when it is nobody of privilege afterwards.
int understudy_drop_privileges(void);

// Ends the process with the thread that started it; 0 when that is sure, -1 when that one is gone already.
int understudy_end_with(pid_t parent);

// No core file, no reading by others, no more address space than this, and only the lowest `kept` descriptors; 0 when all of it holds.
int understudy_bound(size_t address_space, unsigned kept);

// What holds, as a sum.
#define UNDERSTUDY_CONFINED_CALLS 1
#define UNDERSTUDY_CONFINED_FILES 2

// From here on for good: no opening of any file, no network, no program, no other process, no new thread. Only what is
// open can be read and written.
int understudy_confine(void);

// What a confined process is refused, tried out; the number of things that were possible all the same.
int understudy_count_escapes(void);
