#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bytes_init(bytes *b, size_t max)
{
    *b = (bytes){.max = max};
}

void bytes_clear(bytes *b)
{
    free(b->data);
    bytes_init(b, b->max);
}

void bytes_reset(bytes *b)
{
    b->length = 0;
}

lathe_status bytes_grow(bytes *b, size_t length, unsigned char **out, lathe_error *err)
{
    if (length > b->max - b->length)
        return lathe_fail(err, LATHE_E_INPUT, "buffer would exceed its maximum of %zu bytes", b->max);
    size_t need = b->length + length + 1;
    if (need > b->capacity) {
        size_t capacity = b->capacity * 2 > need ? b->capacity * 2 : need;
        if (capacity < 256)
            capacity = 256;
        unsigned char *data = realloc(b->data, capacity);
        if (!data)
            return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a buffer of %zu bytes", capacity);
        b->data = data;
        b->capacity = capacity;
    }
    *out = b->data + b->length;
    b->length += length;
    b->data[b->length] = 0;
    return LATHE_OK;
}

lathe_status bytes_append(bytes *b, const void *data, size_t length, lathe_error *err)
{
    unsigned char *to = NULL;
    lathe_status st = bytes_grow(b, length, &to, err);
    if (st == LATHE_OK && length > 0)
        memcpy(to, data, length);
    return st;
}

lathe_status bytes_printf(bytes *b, lathe_error *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        return lathe_fail(err, LATHE_E_BUG, "unprintable format '%s'", format);
    unsigned char *to = NULL;
    lathe_status st = bytes_grow(b, (size_t)length, &to, err);
    if (st != LATHE_OK)
        return st;
    va_start(args, format);
    vsnprintf((char *)to, (size_t)length + 1, format, args);
    va_end(args);
    return LATHE_OK;
}
