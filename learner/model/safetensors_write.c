/* safetensors_write.c: safetensors files, streamed to disk and hashed on the way. */
#define _GNU_SOURCE /* asprintf */
#include "base/file.h"
#include "learner/model/safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const type_names[] = {
    [SAFETENSORS_F64] = "F64", [SAFETENSORS_F32] = "F32", [SAFETENSORS_BF16] = "BF16", [SAFETENSORS_F16] = "F16",
    [SAFETENSORS_I64] = "I64",
};

typedef struct writer {
    int fd;
    const char *path;
    hash_state hash;
} writer;

static lathe_status writer_put(writer *w, const void *data, size_t length, lathe_error *err)
{
    const char *from = data;
    hash_add(&w->hash, data, length);
    while (length > 0) {
        ssize_t n = write(w->fd, from, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return lathe_fail(err, LATHE_E_IO, "cannot write '%s': %s", w->path, strerror(errno));
        from += n;
        length -= (size_t)n;
    }
    return LATHE_OK;
}

static int by_name(const void *a, const void *b)
{
    const safetensors_entry *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static json_t *entry_json(const safetensors_entry *e, size_t begin)
{
    json_t *shape = json_array();
    for (int i = 0; i < e->rank; i++)
        if (json_array_append_new(shape, json_integer(e->dims[i])) != 0) {
            json_decref(shape);
            return NULL;
        }
    return json_pack("{s:s, s:o, s:[I, I]}", "dtype", type_names[e->type], "shape", shape, "data_offsets",
                     (json_int_t)begin, (json_int_t)(begin + e->size));
}

/* The header's JSON in the order of the entries; NULL without memory or for text that is not UTF-8. */
static char *header_text(const safetensors_entry *const *entries, size_t count, const safetensors_text *metadata,
                         size_t metadata_count)
{
    char *text = NULL;
    size_t at = 0;
    json_t *root = json_object(), *texts = json_object();
    for (size_t i = 0; i < metadata_count; i++)
        if (json_object_set_new(texts, metadata[i].key, json_string(metadata[i].value)) != 0)
            goto done;
    if (metadata_count > 0 && json_object_set(root, "__metadata__", texts) != 0)
        goto done;
    for (size_t i = 0; i < count; i++) {
        if (json_object_set_new(root, entries[i]->name, entry_json(entries[i], at)) != 0)
            goto done;
        at += entries[i]->size;
    }
    text = json_dumps(root, JSON_COMPACT);

done:
    json_decref(texts);
    json_decref(root);
    return text;
}

static lathe_status put_file(writer *w, const safetensors_entry *const *entries, size_t count, const char *header,
                             lathe_error *err)
{
    size_t length = strlen(header), padded = (length + 7) / 8 * 8;
    unsigned char size[8];
    for (int i = 0; i < 8; i++)
        size[i] = (unsigned char)((uint64_t)padded >> (8 * i));
    lathe_status st = writer_put(w, size, sizeof size, err);
    if (st == LATHE_OK)
        st = writer_put(w, header, length, err);
    if (st == LATHE_OK)
        st = writer_put(w, "       ", padded - length, err);
    for (size_t i = 0; i < count && st == LATHE_OK; i++)
        st = writer_put(w, entries[i]->data, entries[i]->size, err);
    if (st == LATHE_OK && fsync(w->fd) != 0)
        st = lathe_fail(err, LATHE_E_IO, "cannot fsync '%s': %s", w->path, strerror(errno));
    return st;
}

/* Fsyncs the folder that path stands in. */
static lathe_status sync_parent(const char *path, lathe_error *err)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? strdup(".") : strndup(path, slash == path ? 1 : (size_t)(slash - path));
    if (folder == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory writing '%s'", path);
    lathe_status st = file_sync(folder, err);
    free(folder);
    return st;
}

static lathe_status write_sorted(const char *path, const safetensors_entry *const *entries, size_t count,
                                 const char *header, hash256 *out_hash, lathe_error *err)
{
    char *partial = NULL;
    if (asprintf(&partial, "%s.partial", path) < 0)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory writing '%s'", path);
    writer w = { .fd = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), .path = path };
    lathe_status st;
    if (w.fd < 0) {
        st = lathe_fail(err, LATHE_E_IO, "cannot create '%s': %s", partial, strerror(errno));
        free(partial);
        return st;
    }
    hash_begin(&w.hash);
    st = put_file(&w, entries, count, header, err);
    if (close(w.fd) != 0 && st == LATHE_OK)
        st = lathe_fail(err, LATHE_E_IO, "cannot write '%s': %s", path, strerror(errno));
    if (st == LATHE_OK && rename(partial, path) != 0)
        st = lathe_fail(err, LATHE_E_IO, "cannot rename '%s': %s", partial, strerror(errno));
    if (st != LATHE_OK)
        unlink(partial);
    else
        st = sync_parent(path, err);
    if (st == LATHE_OK && out_hash != NULL)
        *out_hash = hash_end(&w.hash);
    free(partial);
    return st;
}

lathe_status safetensors_write(const char *path, const safetensors_entry *entries, size_t count,
                               const safetensors_text *metadata, size_t metadata_count, hash256 *out_hash,
                               lathe_error *err)
{
    lathe_status st = LATHE_E_NOMEM;
    char *header = NULL;
    const safetensors_entry **sorted = calloc(count + 1, sizeof *sorted);
    if (sorted == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory writing '%s'", path);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &entries[i];
    qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 1; i < count; i++)
        if (strcmp(sorted[i - 1]->name, sorted[i]->name) == 0) {
            st = lathe_fail(err, LATHE_E_BUG, "'%s': two tensors are named '%s'", path, sorted[i]->name);
            goto done;
        }
    header = header_text(sorted, count, metadata, metadata_count);
    if (header == NULL) {
        st = lathe_fail(err, LATHE_E_NOMEM, "'%s': the header cannot be made: out of memory or a text that is not UTF-8",
                        path);
        goto done;
    }
    st = write_sorted(path, sorted, count, header, out_hash, err);

done:
    free(header);
    free(sorted);
    return st;
}
