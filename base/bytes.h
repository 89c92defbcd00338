/* bytes.h: a growable byte buffer whose maximum is declared when it is made. Belongs to one thread. */
#ifndef LATHE_BASE_BYTES_H
#define LATHE_BASE_BYTES_H

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Plain data; read freely, write through the functions below. data[length] is always 0 once anything was added. */
typedef struct bytes {
    unsigned char *data; /* owned; NULL while empty */
    size_t length, capacity, max;
} bytes;

void bytes_init(bytes *b, size_t max);
/* Frees the contents; the buffer may be used again with the same maximum. */
void bytes_clear(bytes *b);
/* Sets the length to 0 and keeps the memory. */
void bytes_reset(bytes *b);
/* LATHE_E_INPUT past the maximum, LATHE_E_NOMEM without memory; the buffer is unchanged then. */
lathe_status bytes_append(bytes *b, const void *data, size_t length, lathe_error *err);
lathe_status bytes_printf(bytes *b, lathe_error *err, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Grows by length uninitialised bytes, which begin at *out. *out is valid until the next change. */
lathe_status bytes_grow(bytes *b, size_t length, unsigned char **out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
