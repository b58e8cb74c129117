/* Loaded before the C library: writes down what is done to the files under one folder, in its order. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int journal = -1;
static char under[PATH_MAX];
static pthread_mutex_t alone = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

struct head { char what; uint32_t one, two; uint64_t inode, at, size; } __attribute__((packed));

static ssize_t plain_write(int file, const void *from, size_t count) { REAL(write); return real(file, from, count); }

void power_record(const char *to, const char *folder) {
    snprintf(under, sizeof under, "%s/", folder);
    journal = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
}

static int is_ours(const char *path) { return journal >= 0 && strncmp(path, under, strlen(under)) == 0; }

static void note(char what, const char *one, const char *two, uint64_t inode, uint64_t at, const void *data, uint64_t size) {
    struct head head = {what, (uint32_t)strlen(one), (uint32_t)strlen(two), inode, at, size};
    plain_write(journal, &head, sizeof head);
    plain_write(journal, one, head.one);
    plain_write(journal, two, head.two);
    if (data) for (uint64_t done = 0; done < size;) done += plain_write(journal, (const char *)data + done, size - done);
}

static int named(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    char *gone = strstr(path, " (deleted)");
    if (gone && !gone[10]) *gone = 0;
    return is_ours(path);
}

static uint64_t inode_of(int file) { struct stat told; return fstat(file, &told) == 0 ? told.st_ino : 0; }

static void whole(int folder, const char *name, char *path) {
    char base[PATH_MAX] = "";
    if (name[0] == '/') { snprintf(path, PATH_MAX, "%s", name); return; }
    if (folder == AT_FDCWD) { if (!getcwd(base, sizeof base)) base[0] = 0; }
    else { char link[64]; snprintf(link, sizeof link, "/proc/self/fd/%d", folder); ssize_t n = readlink(link, base, sizeof base - 1); base[n < 0 ? 0 : n] = 0; }
    if ((size_t)snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) path[0] = 0;
}

/* opening */
static int opened(int file, const char *path, int existed, int flags) {
    struct stat told;
    if (file < 0 || !is_ours(path) || fstat(file, &told) != 0 || !S_ISREG(told.st_mode)) return file;
    if (!existed) note('c', path, "", told.st_ino, 0, NULL, 0);
    else if (flags & O_TRUNC) note('t', path, "", told.st_ino, 0, NULL, 0);
    return file;
}
#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
#define OPEN(name) int name(const char *path, int flags, ...) { REAL(name); MODE \
    if (journal < 0) return real(path, flags, mode); \
    char full[PATH_MAX]; struct stat told; whole(AT_FDCWD, path, full); pthread_mutex_lock(&alone); \
    int existed = lstat(full, &told) == 0, file = opened(real(path, flags, mode), full, existed, flags); \
    pthread_mutex_unlock(&alone); return file; }
#define OPENAT(name) int name(int folder, const char *path, int flags, ...) { REAL(name); MODE \
    if (journal < 0) return real(folder, path, flags, mode); \
    char full[PATH_MAX]; struct stat told; whole(folder, path, full); pthread_mutex_lock(&alone); \
    int existed = lstat(full, &told) == 0, file = opened(real(folder, path, flags, mode), full, existed, flags); \
    pthread_mutex_unlock(&alone); return file; }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

/* writing */
static void wrote(int file, const void *from, ssize_t count, off_t at) {
    char path[PATH_MAX];
    if (count > 0 && journal >= 0 && file != journal && named(file, path)) note('w', path, "", inode_of(file), at, from, count);
}
static void copied(int file, ssize_t count) {
    char path[PATH_MAX];
    if (count <= 0 || journal < 0 || !named(file, path)) return;
    off_t end = lseek(file, 0, SEEK_CUR);
    char *data = malloc(count);
    int again = open(path, O_RDONLY);
    if (data && again >= 0 && pread(again, data, count, end - count) == count) wrote(file, data, count, end - count);
    if (again >= 0) close(again);
    free(data);
}
#define UNDER(call) pthread_mutex_lock(&alone); __typeof__(call) done = call;
#define DONE pthread_mutex_unlock(&alone); return done;
ssize_t write(int file, const void *from, size_t count) { REAL(write); if (journal < 0) return real(file, from, count); UNDER(real(file, from, count)) if (done > 0) wrote(file, from, done, lseek(file, 0, SEEK_CUR) - done); DONE }
ssize_t pwrite(int file, const void *from, size_t count, off_t at) { REAL(pwrite); UNDER(real(file, from, count, at)) wrote(file, from, done, at); DONE }
ssize_t pwrite64(int file, const void *from, size_t count, off64_t at) { REAL(pwrite64); UNDER(real(file, from, count, at)) wrote(file, from, done, at); DONE }
ssize_t sendfile(int to, int from, off_t *at, size_t count) { REAL(sendfile); UNDER(real(to, from, at, count)) copied(to, done); DONE }
ssize_t sendfile64(int to, int from, off64_t *at, size_t count) { REAL(sendfile64); UNDER(real(to, from, at, count)) copied(to, done); DONE }
static void cut(int file, int done, off_t size) { char path[PATH_MAX]; if (done == 0 && journal >= 0 && named(file, path)) note('t', path, "", inode_of(file), size, NULL, 0); }
int ftruncate(int file, off_t size) { REAL(ftruncate); UNDER(real(file, size)) cut(file, done, size); DONE }
int ftruncate64(int file, off64_t size) { REAL(ftruncate64); UNDER(real(file, size)) cut(file, done, size); DONE }

/* what makes it last */
static void lasts(int file, int done) { char path[PATH_MAX]; if (done == 0 && journal >= 0) { under[strlen(under) - 1] = 0; int ours = named(file, path); under[strlen(under)] = '/'; if (ours) note('s', path, "", inode_of(file), 0, NULL, 0); } }
int fsync(int file) { REAL(fsync); UNDER(real(file)) lasts(file, done); DONE }
int fdatasync(int file) { REAL(fdatasync); UNDER(real(file)) lasts(file, done); DONE }

/* names */
static void moved(int done, const char *from, const char *to) { struct stat told; if (done == 0 && journal >= 0 && (is_ours(from) || is_ours(to)) && lstat(to, &told) == 0) note(S_ISDIR(told.st_mode) ? 'd' : 'r', from, to, told.st_ino, 0, NULL, 0); }
int rename(const char *from, const char *to) { REAL(rename); char one[PATH_MAX], two[PATH_MAX]; whole(AT_FDCWD, from, one); whole(AT_FDCWD, to, two); UNDER(real(from, to)) moved(done, one, two); DONE }
int renameat(int a, const char *from, int b, const char *to) { REAL(renameat); char one[PATH_MAX], two[PATH_MAX]; whole(a, from, one); whole(b, to, two); UNDER(real(a, from, b, to)) moved(done, one, two); DONE }
int unlink(const char *path) { REAL(unlink); char full[PATH_MAX]; whole(AT_FDCWD, path, full); UNDER(real(path)) if (done == 0 && is_ours(full)) note('u', full, "", 0, 0, NULL, 0); DONE }
int unlinkat(int folder, const char *path, int flags) { REAL(unlinkat); char full[PATH_MAX]; whole(folder, path, full); UNDER(real(folder, path, flags)) if (done == 0 && !(flags & AT_REMOVEDIR) && is_ours(full)) note('u', full, "", 0, 0, NULL, 0); DONE }
