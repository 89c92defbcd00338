/* safetensors.h: Hugging Face's safetensors files: 8 bytes of header length, a JSON header, raw little-endian
 * data.
 *
 * Reads F64, F32, BF16, F16 and I64; writes F64, F32, BF16 and I64. The file is mapped, checked whole when opened
 * (length, bounds, overlaps, holes, types, sizes) and never trusted. Written files depend on their contents alone:
 * names sorted, header padded to 8 bytes, so that equal weights have equal SHA-256. */
#ifndef LATHE_LEARNER_MODEL_SAFETENSORS_H
#define LATHE_LEARNER_MODEL_SAFETENSORS_H

#include "base/hash.h"
#include "base/status.h"

typedef enum safetensors_type {
    SAFETENSORS_F64,
    SAFETENSORS_F32,
    SAFETENSORS_BF16,
    SAFETENSORS_F16,
    SAFETENSORS_I64,
} safetensors_type;

enum { SAFETENSORS_MAX_RANK = 6, SAFETENSORS_MAX_HEADER = 64 << 20 };

typedef struct safetensors_entry {
    const char *name;
    safetensors_type type;
    int rank;
    int64_t dims[SAFETENSORS_MAX_RANK];
    size_t size;      /* bytes */
    const void *data; /* reading: into the mapped file, not aligned. Writing: borrowed */
} safetensors_entry;

typedef struct safetensors_file safetensors_file;

/* LATHE_E_IO if it cannot be read, LATHE_E_INPUT if malformed; both name the file. Caller owns *out. */
lathe_status safetensors_open(const char *path, safetensors_file **out, lathe_error *err);
/* The same over memory, which is borrowed; name stands in errors. */
lathe_status safetensors_open_memory(const char *name, const void *data, size_t size, safetensors_file **out,
                                     lathe_error *err);
void safetensors_close(safetensors_file *file); /* NULL is fine */
/* Sorted by name; lives as long as the file. */
const safetensors_entry *safetensors_entries(const safetensors_file *file, size_t *out_count);
/* NULL if there is none. */
const safetensors_entry *safetensors_find(const safetensors_file *file, const char *name);
/* A text of __metadata__; NULL if there is none. */
const char *safetensors_metadata(const safetensors_file *file, const char *key);

typedef struct safetensors_text {
    const char *key, *value; /* UTF-8 */
} safetensors_text;

/* Writes path.partial, fsyncs, renames, fsyncs the folder. entries need not be sorted; *out_hash (NULL is fine)
 * gets the SHA-256 of the file. */
lathe_status safetensors_write(const char *path, const safetensors_entry *entries, size_t count,
                               const safetensors_text *metadata, size_t metadata_count, hash256 *out_hash,
                               lathe_error *err);

#endif
