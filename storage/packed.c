#include "storage/packed.h"

#include <zlib.h>

/* Fast: the second factor that the best level gains is not worth six times the time. */
enum { LEVEL = 1 };

lathe_status packed_write(const void *data, size_t length, bytes *out, lathe_error *err)
{
    unsigned char *to = NULL;
    uLongf used = compressBound(length);
    size_t before = out->length;
    lathe_status st = bytes_grow(out, used, &to, err);
    if (st != LATHE_OK)
        return st;
    int code = compress2(to, &used, data, length, LEVEL);
    out->length = before + (code == Z_OK ? used : 0);
    return code == Z_OK ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "out of memory for compressing %zu bytes", length);
}

lathe_status packed_read(const void *packed, size_t packed_length, size_t length, bytes *out, lathe_error *err)
{
    unsigned char *to = NULL;
    uLongf used = length;
    size_t before = out->length;
    lathe_status st = bytes_grow(out, length, &to, err);
    if (st != LATHE_OK)
        return st;
    int code = uncompress(to, &used, packed, packed_length);
    if (code == Z_OK && used == length)
        return LATHE_OK;
    out->length = before;
    if (code == Z_MEM_ERROR)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %zu bytes", length);
    return lathe_fail(err, LATHE_E_BUG, "%zu compressed bytes do not give %zu", packed_length, length);
}
