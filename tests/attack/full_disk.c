/* Loaded before the C library: from the n-th write to a file on, the disk is full. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long writes, full_from = -1;

void full_disk_from(long number) { writes = 0; full_from = number; }
long full_disk_writes(void) { return writes; }

static int is_full(int file) {
    struct stat told;
    if (fstat(file, &told) != 0 || !S_ISREG(told.st_mode)) return 0;
    writes++;
    return full_from >= 0 && writes > full_from;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define REFUSE(file) if (is_full(file)) { errno = ENOSPC; return -1; }

ssize_t write(int file, const void *from, size_t count) { REAL(write); REFUSE(file) return real(file, from, count); }
ssize_t pwrite(int file, const void *from, size_t count, off_t at) { REAL(pwrite); REFUSE(file) return real(file, from, count, at); }
ssize_t pwrite64(int file, const void *from, size_t count, off64_t at) { REAL(pwrite64); REFUSE(file) return real(file, from, count, at); }
