/* safetensors.c: reading and checking safetensors files. Writing stands in safetensors_write.c. */
#include "learner/model/safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct safetensors_file {
    void *map; /* NULL where the memory is the caller's */
    size_t map_size;
    json_t *root; /* owns the names */
    safetensors_entry *entries;
    size_t count;
};

static const struct {
    const char *name;
    size_t size;
} types[] = {
    [SAFETENSORS_F64] = { "F64", 8 },   [SAFETENSORS_F32] = { "F32", 4 }, [SAFETENSORS_BF16] = { "BF16", 2 },
    [SAFETENSORS_F16] = { "F16", 2 }, [SAFETENSORS_I64] = { "I64", 8 },
};

static lathe_status read_type(const char *file, const char *name, const json_t *value, safetensors_type *out,
                              lathe_error *err)
{
    const char *text = json_string_value(value);
    for (size_t i = 0; text != NULL && i < sizeof types / sizeof *types; i++)
        if (strcmp(text, types[i].name) == 0) {
            *out = (safetensors_type)i;
            return LATHE_OK;
        }
    return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%.80s' has dtype '%.16s', not F64, F32, BF16, F16 or I64", file,
                      name, text != NULL ? text : "none");
}

/* Sets the rank, the dimensions and the size in bytes, which they determine. */
static lathe_status read_shape(const char *file, const json_t *shape, safetensors_entry *e, lathe_error *err)
{
    size_t rank = json_array_size(shape), size = types[e->type].size;
    if (!json_is_array(shape) || rank > SAFETENSORS_MAX_RANK)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': shape of tensor '%.80s' is not a list of at most %d numbers", file,
                          e->name, SAFETENSORS_MAX_RANK);
    for (size_t i = 0; i < rank; i++) {
        const json_t *dim = json_array_get(shape, i);
        json_int_t value = json_integer_value(dim);
        if (!json_is_integer(dim) || value < 0 || __builtin_mul_overflow(size, (size_t)value, &size))
            return lathe_fail(err, LATHE_E_INPUT, "'%s': shape of tensor '%.80s' is not of sizes that fit memory", file,
                              e->name);
        e->dims[i] = value;
    }
    e->rank = (int)rank;
    e->size = size;
    return LATHE_OK;
}

static lathe_status read_entry(const char *file, const char *name, const json_t *value, const unsigned char *data,
                               size_t data_size, safetensors_entry *e, lathe_error *err)
{
    e->name = name;
    if (!json_is_object(value))
        return lathe_fail(err, LATHE_E_INPUT, "'%s': header entry '%.80s' is not an object", file, name);
    lathe_status st = read_type(file, name, json_object_get(value, "dtype"), &e->type, err);
    if (st == LATHE_OK)
        st = read_shape(file, json_object_get(value, "shape"), e, err);
    if (st != LATHE_OK)
        return st;
    const json_t *offsets = json_object_get(value, "data_offsets");
    const json_t *first = json_array_get(offsets, 0), *last = json_array_get(offsets, 1);
    json_int_t begin = json_integer_value(first), end = json_integer_value(last);
    if (json_array_size(offsets) != 2 || !json_is_integer(first) || !json_is_integer(last) || begin < 0 || end < begin)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': data_offsets of tensor '%.80s' are not two rising numbers", file,
                          name);
    if ((size_t)end > data_size)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': truncated: tensor '%.80s' ends at byte %lld of the data's %zu", file,
                          name, (long long)end, data_size);
    if ((size_t)(end - begin) != e->size)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%.80s' has %lld bytes, but its shape takes %zu", file, name,
                          (long long)(end - begin), e->size);
    e->data = data + begin;
    return LATHE_OK;
}

static int by_place(const void *a, const void *b)
{
    const safetensors_entry *x = a, *y = b;
    if (x->data != y->data)
        return (const char *)x->data < (const char *)y->data ? -1 : 1;
    return (x->size > y->size) - (x->size < y->size);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const safetensors_entry *)a)->name, ((const safetensors_entry *)b)->name);
}

/* The tensors must cover the data without overlap, hole or rest. */
static lathe_status check_cover(const char *file, safetensors_file *f, const unsigned char *data, size_t data_size,
                                lathe_error *err)
{
    const unsigned char *at = data;
    qsort(f->entries, f->count, sizeof *f->entries, by_place);
    for (size_t i = 0; i < f->count; i++) {
        const unsigned char *begin = f->entries[i].data;
        if (begin != at)
            return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%.80s' %s", file, f->entries[i].name,
                              begin < at ? "overlaps another" : "leaves a hole before it");
        at += f->entries[i].size;
    }
    if (at != data + data_size)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': %zu bytes follow the last tensor", file,
                          (size_t)(data + data_size - at));
    qsort(f->entries, f->count, sizeof *f->entries, by_name);
    return LATHE_OK;
}

static lathe_status check_metadata(const char *file, const json_t *metadata, lathe_error *err)
{
    const char *key;
    json_t *value;
    if (!json_is_object(metadata))
        return lathe_fail(err, LATHE_E_INPUT, "'%s': __metadata__ is not an object", file);
    json_object_foreach((json_t *)metadata, key, value) {
        if (!json_is_string(value))
            return lathe_fail(err, LATHE_E_INPUT, "'%s': __metadata__ key '%.80s' is not a text", file, key);
    }
    return LATHE_OK;
}

static lathe_status read_entries(const char *file, safetensors_file *f, const unsigned char *data, size_t data_size,
                                 lathe_error *err)
{
    const char *name;
    json_t *value;
    lathe_status st = LATHE_OK;
    f->entries = calloc(json_object_size(f->root) + 1, sizeof *f->entries);
    if (f->entries == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory reading '%s'", file);
    json_object_foreach(f->root, name, value) {
        if (strcmp(name, "__metadata__") == 0)
            st = check_metadata(file, value, err);
        else
            st = read_entry(file, name, value, data, data_size, &f->entries[f->count++], err);
        if (st != LATHE_OK)
            return st;
    }
    return check_cover(file, f, data, data_size, err);
}

static lathe_status parse(const char *file, const unsigned char *data, size_t size, safetensors_file *f,
                          lathe_error *err)
{
    uint64_t header = 0;
    if (size < 8)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': truncated: %zu bytes are no safetensors file", file, size);
    for (int i = 7; i >= 0; i--)
        header = header << 8 | data[i];
    if (header > SAFETENSORS_MAX_HEADER)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': not a safetensors file: a header of %llu bytes", file,
                          (unsigned long long)header);
    if (header > size - 8)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': truncated: a header of %llu bytes in a file of %zu", file,
                          (unsigned long long)header, size);
    json_error_t why;
    f->root = json_loadb((const char *)data + 8, (size_t)header, JSON_REJECT_DUPLICATES, &why);
    if (f->root == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': malformed header at byte %d: %s", file, why.position, why.text);
    if (!json_is_object(f->root))
        return lathe_fail(err, LATHE_E_INPUT, "'%s': the header is not an object", file);
    return read_entries(file, f, data + 8 + header, size - 8 - (size_t)header, err);
}

lathe_status safetensors_open_memory(const char *name, const void *data, size_t size, safetensors_file **out,
                                     lathe_error *err)
{
    safetensors_file *f = calloc(1, sizeof *f);
    if (f == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory reading '%s'", name);
    lathe_status st = parse(name, data, size, f, err);
    if (st != LATHE_OK) {
        safetensors_close(f);
        return st;
    }
    *out = f;
    return LATHE_OK;
}

static lathe_status map_file(const char *path, void **out_map, size_t *out_size, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return lathe_fail(err, LATHE_E_IO, "cannot open '%s': %s", path, strerror(errno));
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        st = lathe_fail(err, LATHE_E_IO, "cannot read '%s': not a file", path);
    } else if (info.st_size < 8) {
        st = lathe_fail(err, LATHE_E_INPUT, "'%s': truncated: %lld bytes are no safetensors file", path,
                        (long long)info.st_size);
    } else {
        void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (map == MAP_FAILED) {
            st = lathe_fail(err, LATHE_E_IO, "cannot map '%s': %s", path, strerror(errno));
        } else {
            *out_map = map;
            *out_size = (size_t)info.st_size;
        }
    }
    close(fd);
    return st;
}

lathe_status safetensors_open(const char *path, safetensors_file **out, lathe_error *err)
{
    void *map = NULL;
    size_t size = 0;
    safetensors_file *f = NULL;
    lathe_status st = map_file(path, &map, &size, err);
    if (st != LATHE_OK)
        return st;
    st = safetensors_open_memory(path, map, size, &f, err);
    if (st != LATHE_OK) {
        munmap(map, size);
        return st;
    }
    f->map = map;
    f->map_size = size;
    *out = f;
    return LATHE_OK;
}

void safetensors_close(safetensors_file *file)
{
    if (file == NULL)
        return;
    if (file->map != NULL)
        munmap(file->map, file->map_size);
    json_decref(file->root);
    free(file->entries);
    free(file);
}

const safetensors_entry *safetensors_entries(const safetensors_file *file, size_t *out_count)
{
    *out_count = file->count;
    return file->entries;
}

const safetensors_entry *safetensors_find(const safetensors_file *file, const char *name)
{
    safetensors_entry wanted = { .name = name };
    return bsearch(&wanted, file->entries, file->count, sizeof wanted, by_name);
}

const char *safetensors_metadata(const safetensors_file *file, const char *key)
{
    return json_string_value(json_object_get(json_object_get(file->root, "__metadata__"), key));
}
