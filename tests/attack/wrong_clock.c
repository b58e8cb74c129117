/* Loaded before the C library: the machine's clock is so many seconds off. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

static long off;
void wrong_clock_by(long seconds) { off = seconds; }

int clock_gettime(clockid_t which, struct timespec *told) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(which, told);
    if (done == 0 && which == CLOCK_REALTIME) told->tv_sec += off;
    return done;
}
int gettimeofday(struct timeval *restrict told, void *restrict zone) {
    static int (*real)(struct timeval *, void *);
    if (!real) real = dlsym(RTLD_NEXT, "gettimeofday");
    int done = real(told, zone);
    if (done == 0) told->tv_sec += off;
    return done;
}
time_t time(time_t *told) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}
