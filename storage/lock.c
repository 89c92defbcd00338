#include "storage/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct experiment_lock {
    int file;
    char path[];
};

enum { ATTEMPTS = 16 };

static lathe_status refuse(int file, const char *what, lathe_error *err)
{
    char text[32] = "";
    ssize_t length = pread(file, text, sizeof text - 1, 0);
    long holder = length > 0 ? strtol(text, NULL, 10) : 0;
    if (holder > 0)
        return lathe_fail(err, LATHE_E_BUSY, "%s is being written by process %ld", what, holder);
    return lathe_fail(err, LATHE_E_BUSY, "%s is being written by another process", what);
}

/* True where path still names the open file: its last holder may have removed it between our open and our lock. */
static bool is_current(int file, const char *path)
{
    struct stat opened, named;
    return fstat(file, &opened) == 0 && stat(path, &named) == 0 && opened.st_dev == named.st_dev &&
           opened.st_ino == named.st_ino;
}

static lathe_status open_locked(const char *path, const char *what, int *out_file, lathe_error *err)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0)
            return lathe_fail(err, LATHE_E_IO, "cannot open lock '%s': %s", path, strerror(errno));
        if (flock(file, LOCK_EX | LOCK_NB) != 0) {
            lathe_status st = errno == EWOULDBLOCK
                                  ? refuse(file, what, err)
                                  : lathe_fail(err, LATHE_E_IO, "cannot lock '%s': %s", path, strerror(errno));
            close(file);
            return st;
        }
        if (is_current(file, path)) {
            *out_file = file;
            return LATHE_OK;
        }
        close(file);
    }
    return lathe_fail(err, LATHE_E_BUSY, "lock '%s' keeps changing", path);
}

lathe_status lock_take(const char *path, const char *what, experiment_lock **out_lock, lathe_error *err)
{
    size_t length = strlen(path) + 1;
    experiment_lock *lock = malloc(sizeof *lock + length);
    if (!lock)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a lock");
    memcpy(lock->path, path, length);
    lathe_status st = open_locked(path, what, &lock->file, err);
    if (st != LATHE_OK) {
        free(lock);
        return st;
    }
    /* Only for messages: a full disk must not decide who holds the lock. */
    char text[32];
    int digits = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(lock->file, 0) != 0 || pwrite(lock->file, text, (size_t)digits, 0) != digits)
        (void)ftruncate(lock->file, 0);
    *out_lock = lock;
    return LATHE_OK;
}

void experiment_lock_free(experiment_lock *lock)
{
    if (!lock)
        return;
    unlink(lock->path);
    close(lock->file);
    free(lock);
}
