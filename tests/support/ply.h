/* ply.h: PLY files for tests: points of a sphere of radius 3 with normals, a colour between, and triangles of them. */
#ifndef LATHE_TESTS_SUPPORT_PLY_H
#define LATHE_TESTS_SUPPORT_PLY_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/bytes.h"

/* One number, as text or as the bytes of it in either order. */
static inline void ply_put(bytes *out, const char *format, const void *value, size_t size, double number)
{
    unsigned char b[8];
    if (strcmp(format, "ascii") == 0) {
        assert_int_equal(bytes_printf(out, NULL, "%.17g ", number), LATHE_OK);
        return;
    }
    memcpy(b, value, size);
    for (size_t i = 0; strcmp(format, "binary_big_endian") == 0 && i < size / 2; i++) {
        unsigned char swapped = b[i];
        b[i] = b[size - 1 - i];
        b[size - 1 - i] = swapped;
    }
    assert_int_equal(bytes_append(out, b, size, NULL), LATHE_OK);
}

static inline bytes ply_of(const char *format, uint32_t points, uint32_t faces)
{
    bytes out;
    bytes_init(&out, 16 << 20);
    assert_int_equal(bytes_printf(&out, NULL,
                                  "ply\r\nformat %s 1.0\ncomment of a test with many words\nelement vertex %u\nproperty double x\n"
                                  "property double y\nproperty float64 z\nproperty uchar red\nproperty list uint8 short other\n"
                                  "property float nx\nproperty float ny\nproperty float nz\nelement face %u\n"
                                  "property list uchar int vertex_indices\nelement camera 1\nproperty ushort view\nend_header\n",
                                  format, points, faces), LATHE_OK);
    for (uint32_t i = 0; i < points; i++) {
        double z = 2 * (i + .5) / points - 1, r = sqrt(1 - z * z);
        const double n[3] = {r * cos(i * 2.39996), r * sin(i * 2.39996), z};
        const int16_t other = -2;
        for (int a = 0; a < 3; a++) {
            double at = 3 * n[a];
            ply_put(&out, format, &at, 8, at);
        }
        ply_put(&out, format, "\x07", 1, 7);
        ply_put(&out, format, "\x01", 1, 1);
        ply_put(&out, format, &other, 2, other);
        for (int a = 0; a < 3; a++) {
            float normal = (float)(n[a] * 5);
            ply_put(&out, format, &normal, 4, (double)normal);
        }
    }
    for (uint32_t i = 0; i < faces; i++) {
        const int32_t corners[3] = {(int32_t)(i % points), (int32_t)((i + 1) % points), (int32_t)((i + 2) % points)};
        ply_put(&out, format, "\x03", 1, 3);
        for (int c = 0; c < 3; c++)
            ply_put(&out, format, &corners[c], 4, corners[c]);
    }
    ply_put(&out, format, "\0\1", 2, 1);
    return out;
}

#endif
