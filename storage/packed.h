/* packed.h: blobs compressed by zlib. Internal to storage. Thread-safe. */
#ifndef LATHE_STORAGE_PACKED_H
#define LATHE_STORAGE_PACKED_H

#include "base/bytes.h"

enum { PACKED_MAX = 128 << 20 };

/* Appends data, compressed. */
lathe_status packed_write(const void *data, size_t length, bytes *out, lathe_error *err);
/* Appends the `length` bytes that were compressed into packed. LATHE_E_BUG where they were not; LATHE_E_INPUT where *out is too
 * small. *out is unchanged on failure. */
lathe_status packed_read(const void *packed, size_t packed_length, size_t length, bytes *out, lathe_error *err);

#endif
