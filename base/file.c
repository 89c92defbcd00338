#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static lathe_status fail_errno(lathe_error *err, const char *doing, const char *path)
{
    return lathe_fail(err, LATHE_E_IO, "cannot %s '%s': %s", doing, path, strerror(errno));
}

static lathe_status read_all(int fd, const char *path, bytes *out, lathe_error *err)
{
    unsigned char chunk[65536];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_errno(err, "read", path);
        if (n == 0)
            return LATHE_OK;
        lathe_error why = {0};
        lathe_status st = bytes_append(out, chunk, (size_t)n, &why);
        if (st != LATHE_OK)
            return lathe_fail(err, st, "cannot read '%s': %s", path, why.message);
    }
}

lathe_status file_read(const char *path, bytes *out, lathe_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, "open", path);
    lathe_status st = read_all(fd, path, out, err);
    close(fd);
    return st;
}

static lathe_status write_all(int fd, const char *path, const unsigned char *data, size_t length, lathe_error *err)
{
    while (length > 0) {
        ssize_t n = write(fd, data, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_errno(err, "write", path);
        data += n;
        length -= (size_t)n;
    }
    if (fsync(fd) != 0)
        return fail_errno(err, "fsync", path);
    return LATHE_OK;
}

lathe_status file_sync(const char *path, lathe_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, "open", path);
    lathe_status st = fsync(fd) == 0 ? LATHE_OK : fail_errno(err, "fsync", path);
    close(fd);
    return st;
}

static lathe_status sync_parent(const char *path, lathe_error *err)
{
    char parent[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    if (length == 0)
        return file_sync(slash ? "/" : ".", err);
    memcpy(parent, path, length);
    parent[length] = 0;
    return file_sync(parent, err);
}

lathe_status file_write_atomically(const char *path, const void *data, size_t length, lathe_error *err)
{
    char partial[PATH_MAX];
    if (snprintf(partial, sizeof partial, "%s.partial", path) >= (int)sizeof partial)
        return lathe_fail(err, LATHE_E_INPUT, "path too long: '%.100s...'", path);
    int fd = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return fail_errno(err, "create", partial);
    lathe_status st = write_all(fd, partial, data, length, err);
    if (close(fd) != 0 && st == LATHE_OK)
        st = fail_errno(err, "close", partial);
    if (st == LATHE_OK && rename(partial, path) != 0)
        st = fail_errno(err, "rename to", path);
    if (st != LATHE_OK) {
        unlink(partial);
        return st;
    }
    return sync_parent(path, err);
}

lathe_status file_make_folder(const char *path, lathe_error *err)
{
    char partial[PATH_MAX];
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof partial)
        return lathe_fail(err, LATHE_E_INPUT, "not a usable folder name: '%.100s'", path);
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != 0)
            continue;
        memcpy(partial, path, i);
        partial[i] = 0;
        if (mkdir(partial, 0755) != 0 && errno != EEXIST)
            return fail_errno(err, "make folder", partial);
    }
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        return lathe_fail(err, LATHE_E_IO, "'%s' is not a folder", path);
    return LATHE_OK;
}

bool file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}
