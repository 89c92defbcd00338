#define _GNU_SOURCE /* memfd_create, seals */
#include "proto/target_memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proto/codec.h"

enum { PAGE = 4096 }; /* where blobs begin; any power of two does */

static const int SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL;

typedef struct kept_blob {
    struct kept_blob *previous, *next; /* by offset */
    uint64_t offset, length, serial;
    uint32_t users;
} kept_blob;

struct target_memory {
    int fd;
    unsigned char *data;
    uint64_t length, last_serial;
    kept_blob *first;
    kept_blob **beginning; /* [length / PAGE]: the blob that begins there, or NULL */
};

lathe_status target_memory_new(uint64_t length, target_memory **out, lathe_error *err)
{
    target_memory *m = calloc(1, sizeof *m);
    if (!m)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a memory of targets");
    m->length = (length + PAGE - 1) / PAGE * PAGE;
    m->fd = memfd_create("targets", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    m->data = MAP_FAILED;
    m->beginning = calloc(m->length / PAGE + 1, sizeof(kept_blob *));
    if (m->fd >= 0 && ftruncate(m->fd, (off_t)m->length) == 0)
        m->data = mmap(NULL, m->length, PROT_READ | PROT_WRITE, MAP_SHARED, m->fd, 0);
    lathe_status st = LATHE_OK;
    if (m->data == MAP_FAILED || fcntl(m->fd, F_ADD_SEALS, SEALS) != 0)
        st = lathe_fail(err, LATHE_E_IO, "cannot make a sealed memory of %llu bytes for targets: %s",
                        (unsigned long long)m->length, strerror(errno));
    else if (!m->beginning)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for a memory of targets");
    if (st == LATHE_OK)
        *out = m;
    else
        target_memory_free(m);
    return st;
}

void target_memory_free(target_memory *m)
{
    if (!m)
        return;
    for (kept_blob *b = m->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    if (m->data != MAP_FAILED)
        munmap(m->data, m->length);
    if (m->fd >= 0)
        close(m->fd);
    free(m->beginning);
    free(m);
}

int target_memory_descriptor(const target_memory *m)
{
    return m->fd;
}

static uint64_t end_of(const kept_blob *b)
{
    return b ? (b->offset + b->length + PAGE - 1) / PAGE * PAGE : 0;
}

/* The blob behind which there is room, NULL at the beginning. False where there is none. */
static bool find_room(const target_memory *m, uint64_t length, kept_blob **out_before)
{
    kept_blob *before = NULL, *after = m->first;
    while ((after ? after->offset : m->length) - end_of(before) < length) {
        if (!after)
            return false;
        before = after;
        after = after->next;
    }
    *out_before = before;
    return true;
}

static void insert(target_memory *m, kept_blob *b, kept_blob *before)
{
    b->previous = before;
    b->next = before ? before->next : m->first;
    *(before ? &before->next : &m->first) = b;
    if (b->next)
        b->next->previous = b;
    m->beginning[b->offset / PAGE] = b;
}

lathe_status target_memory_keep(target_memory *m, byte_view blob, const unsigned char **out_data, lathe_error *err)
{
    kept_blob *before = NULL;
    if (blob.length == 0 || blob.length > CODEC_MAX_TARGET)
        return lathe_fail(err, LATHE_E_INPUT, "a target of %zu bytes, not 1 to %d", blob.length, CODEC_MAX_TARGET);
    kept_blob *b = calloc(1, sizeof *b);
    if (!b || !find_room(m, blob.length, &before)) {
        free(b);
        return lathe_fail(err, LATHE_E_NOMEM, "no room for a target of %zu bytes among %llu", blob.length,
                          (unsigned long long)m->length);
    }
    *b = (kept_blob){.offset = end_of(before), .length = blob.length, .serial = m->last_serial + 1, .users = 1};
    /* Its pages first: where there are none, touching them would be fatal. */
    if (fallocate(m->fd, 0, (off_t)b->offset, (off_t)b->length) != 0) {
        free(b);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a target of %zu bytes: %s", blob.length, strerror(errno));
    }
    m->last_serial++;
    memcpy(m->data + b->offset, blob.data, blob.length);
    insert(m, b, before);
    *out_data = m->data + b->offset;
    return LATHE_OK;
}

/* The blob that begins at data; NULL where none does. */
static kept_blob *blob_at(const target_memory *m, const unsigned char *data)
{
    const uintptr_t offset = (uintptr_t)data - (uintptr_t)m->data;
    return data && offset < m->length && offset % PAGE == 0 ? m->beginning[offset / PAGE] : NULL;
}

bool target_memory_borrow(target_memory *m, byte_view blob, target_place *out)
{
    kept_blob *b = blob_at(m, blob.data);
    if (!b || b->length != blob.length)
        return false;
    b->users++;
    *out = (target_place){b->offset, b->length, b->serial};
    return true;
}

void target_memory_release(target_memory *m, const unsigned char *data)
{
    kept_blob *b = data ? blob_at(m, data) : NULL;
    if (!b || --b->users > 0)
        return;
    *(b->previous ? &b->previous->next : &m->first) = b->next;
    if (b->next)
        b->next->previous = b->previous;
    m->beginning[b->offset / PAGE] = NULL;
    free(b);
}

/* ---- an executor's side ---- */

lathe_status target_reader_open(int fd, target_reader *out, lathe_error *err)
{
    struct stat info;
    target_reader r = {0};
    if (fstat(fd, &info) != 0 && errno == EBADF) {
        *out = r;
        return LATHE_OK;
    }
    int seals = fcntl(fd, F_GET_SEALS);
    if (seals < 0 || (seals & SEALS) != SEALS || info.st_size <= 0)
        return lathe_fail(err, LATHE_E_INPUT, "descriptor %d is no sealed memory of targets", fd);
    void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED)
        return lathe_fail(err, LATHE_E_IO, "cannot map the targets: %s", strerror(errno));
    *out = (target_reader){data, (uint64_t)info.st_size};
    return LATHE_OK;
}

void target_reader_close(target_reader *r)
{
    if (r->data)
        munmap((void *)(uintptr_t)r->data, r->length);
    *r = (target_reader){0};
}

lathe_status target_reader_view(const target_reader *r, const target_place *place, byte_view *out, lathe_error *err)
{
    if (place->offset > r->length || place->length > r->length - place->offset)
        return lathe_fail(err, LATHE_E_INPUT, "malformed executor request: a target outside of the memory of targets");
    *out = (byte_view){r->data + place->offset, place->length};
    return LATHE_OK;
}
