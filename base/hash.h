/* hash.h: SHA-256 (FIPS 180-4), by which scripts, targets, examples and checkpoints are named. Thread-safe. */
#ifndef LATHE_BASE_HASH_H
#define LATHE_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { HASH_BYTES = 32, HASH_HEX = 64 };

typedef struct hash256 {
    uint8_t data[HASH_BYTES];
} hash256;

hash256 hash_of(const void *data, size_t length);
/* Incremental; the state is plain data. */
typedef struct hash_state {
    uint64_t opaque[32];
} hash_state;
void hash_begin(hash_state *h);
void hash_add(hash_state *h, const void *data, size_t length);
hash256 hash_end(hash_state *h);

/* SHA-512 of the same standard, 64 bytes. */
enum { HASH512_BYTES = 64 };
void hash512_of(const void *data, size_t length, uint8_t out[HASH512_BYTES]);

bool hash_equal(const hash256 *a, const hash256 *b);
/* Lower-case hexadecimal, NUL-terminated. */
void hash_to_hex(const hash256 *h, char out[HASH_HEX + 1]);
/* False unless text is exactly 64 hexadecimal digits. */
bool hash_from_hex(const char *text, hash256 *out);

#ifdef __cplusplus
}
#endif
#endif
