/* target_memory.h: where the blobs of targets lie, once for all executors of a pool.
 *
 * A worker keeps blobs in one piece of memory without a name, which its executors inherit: a request then says where its
 * target lies, and nobody copies it. The memory is sealed: it neither grows nor shrinks, and only the worker's own
 * mapping, made before the seal, can write to it. What is freed is used again for other blobs; each blob has a serial
 * number that no other ever gets, so that who has looked at a blob once knows it again by that.
 * A memory belongs to one thread, a reader to one process and the forks of it. */
#ifndef LATHE_PROTO_TARGET_MEMORY_H
#define LATHE_PROTO_TARGET_MEMORY_H

#include "proto/messages.h"

/* ---- the worker's side ---- */

typedef struct target_memory target_memory;

/* At most `length` bytes, of which only what is used takes memory. LATHE_E_IO where the kernel cannot seal memory. Caller owns *out. */
lathe_status target_memory_new(uint64_t length, target_memory **out, lathe_error *err);
/* What readers have mapped stays with them. NULL is fine. */
void target_memory_free(target_memory *m);
/* For executors to inherit; owned by the memory. */
int target_memory_descriptor(const target_memory *m);

/* Copies a blob (not empty, at most CODEC_MAX_TARGET bytes) into the memory; *out_data is its copy, which stays until it was
 * released as often as kept and borrowed. LATHE_E_NOMEM where there is no room. */
lathe_status target_memory_keep(target_memory *m, byte_view blob, const unsigned char **out_data, lathe_error *err);
/* Where a kept blob lies; counts one more user. False, and nothing is counted, for what is no whole kept blob. */
bool target_memory_borrow(target_memory *m, byte_view blob, target_place *out);
/* One user less; the last one frees the blob. NULL is fine. */
void target_memory_release(target_memory *m, const unsigned char *data);

/* ---- an executor's side ---- */

typedef struct target_reader {
    const unsigned char *data; /* NULL: none */
    uint64_t length;
} target_reader;

/* Maps the memory of a descriptor, for reading. No open descriptor of that number is a reader without targets; LATHE_E_INPUT
 * where it is no memory that is sealed against shrinking and writing, LATHE_E_IO where it cannot be mapped. */
lathe_status target_reader_open(int fd, target_reader *out, lathe_error *err);
void target_reader_close(target_reader *r);
/* LATHE_E_INPUT for a place outside of the memory. */
lathe_status target_reader_view(const target_reader *r, const target_place *place, byte_view *out, lathe_error *err);

#endif
