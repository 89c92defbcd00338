#include "base/hash.h"

#include <sodium/crypto_hash_sha256.h>
#include <sodium/crypto_hash_sha512.h>
#include <sodium/utils.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(hash_state), "hash_state holds libsodium's state");

static crypto_hash_sha256_state *state_of(hash_state *h)
{
    return (crypto_hash_sha256_state *)(void *)h;
}

hash256 hash_of(const void *data, size_t length)
{
    hash256 h;
    crypto_hash_sha256(h.data, data, length);
    return h;
}

void hash_begin(hash_state *h)
{
    crypto_hash_sha256_init(state_of(h));
}

void hash_add(hash_state *h, const void *data, size_t length)
{
    crypto_hash_sha256_update(state_of(h), data, length);
}

hash256 hash_end(hash_state *h)
{
    hash256 out;
    crypto_hash_sha256_final(state_of(h), out.data);
    return out;
}

bool hash_equal(const hash256 *a, const hash256 *b)
{
    return memcmp(a->data, b->data, HASH_BYTES) == 0;
}

void hash_to_hex(const hash256 *h, char out[HASH_HEX + 1])
{
    sodium_bin2hex(out, HASH_HEX + 1, h->data, HASH_BYTES);
}

bool hash_from_hex(const char *text, hash256 *out)
{
    hash256 parsed;
    size_t length = 0;
    if (strlen(text) != HASH_HEX ||
        sodium_hex2bin(parsed.data, HASH_BYTES, text, HASH_HEX, NULL, &length, NULL) != 0 || length != HASH_BYTES)
        return false;
    *out = parsed;
    return true;
}

void hash512_of(const void *data, size_t length, uint8_t out[HASH512_BYTES])
{
    crypto_hash_sha512(out, data, length);
}
