#include "proto/frame.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

uint32_t frame_length(const unsigned char header[FRAME_HEADER])
{
    return (uint32_t)header[0] | (uint32_t)header[1] << 8 | (uint32_t)header[2] << 16 | (uint32_t)header[3] << 24;
}

void frame_header(uint32_t length, unsigned char out_header[FRAME_HEADER])
{
    for (int i = 0; i < FRAME_HEADER; i++)
        out_header[i] = (unsigned char)(length >> (8 * i));
}

/* The parts one after the other, in as few calls as they go. */
static lathe_status write_whole(int fd, struct iovec parts[2], lathe_error *err)
{
    while (parts[0].iov_len + parts[1].iov_len > 0) {
        ssize_t n = writev(fd, parts, 2);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return lathe_fail(err, LATHE_E_IO, "cannot send a message: %s", strerror(errno));
        for (int i = 0; i < 2; i++) {
            const size_t done = (size_t)n < parts[i].iov_len ? (size_t)n : parts[i].iov_len;
            parts[i].iov_base = (unsigned char *)parts[i].iov_base + done;
            parts[i].iov_len -= done;
            n -= (ssize_t)done;
        }
    }
    return LATHE_OK;
}

/* Reads length bytes; *out_got is less only at the end of the stream. */
static lathe_status read_whole(int fd, unsigned char *to, size_t length, size_t *out_got, lathe_error *err)
{
    size_t got = 0;
    while (got < length) {
        ssize_t n = read(fd, to + got, length - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return lathe_fail(err, LATHE_E_IO, "cannot receive a message: %s", strerror(errno));
        if (n == 0)
            break;
        got += (size_t)n;
    }
    *out_got = got;
    return LATHE_OK;
}

lathe_status frame_send(int fd, const void *data, size_t length, lathe_error *err)
{
    if (length > UINT32_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "message of %zu bytes is too large for a frame", length);
    unsigned char header[FRAME_HEADER];
    frame_header((uint32_t)length, header);
    struct iovec parts[2] = {{header, sizeof header}, {(void *)(uintptr_t)data, length}};
    return write_whole(fd, parts, err);
}

lathe_status frame_receive(int fd, bytes *out, bool *out_end, lathe_error *err)
{
    unsigned char header[FRAME_HEADER];
    size_t got = 0;
    lathe_status st = read_whole(fd, header, sizeof header, &got, err);
    if (st != LATHE_OK)
        return st;
    bytes_reset(out);
    *out_end = got == 0;
    if (got == 0)
        return LATHE_OK;
    uint32_t length = got == sizeof header ? frame_length(header) : 0;
    if (got == sizeof header && length > out->max)
        return lathe_fail(err, LATHE_E_INPUT, "message of %u bytes, more than %zu", length, out->max);
    unsigned char *to = NULL;
    if (got == sizeof header) {
        st = bytes_grow(out, length, &to, err);
        if (st == LATHE_OK)
            st = read_whole(fd, to, length, &got, err);
        if (st != LATHE_OK || got == length)
            return st;
    }
    return lathe_fail(err, LATHE_E_IO, "the stream ends within a message");
}
