/* picture_png.c: PNG through libpng's simplified interface, which neither jumps nor writes to a file. */
#include "reward/measure/picture.h"

#include <png.h>
#include <stdlib.h>

lathe_status picture_write_png(const picture *p, bytes *out, lathe_error *err)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION,
        .width = picture_width(p),
        .height = picture_height(p),
        .format = PNG_FORMAT_RGB,
    };
    png_alloc_size_t length = PNG_IMAGE_PNG_SIZE_MAX(image);
    void *memory = malloc(length);
    if (!memory)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a PNG of %zu bytes", (size_t)length);
    lathe_status st;
    if (png_image_write_to_memory(&image, memory, &length, 0, picture_pixels(p), 0, NULL))
        st = bytes_append(out, memory, length, err);
    else
        st = lathe_fail(err, LATHE_E_NOMEM, "cannot write PNG: %s", image.message);
    png_image_free(&image);
    free(memory);
    return st;
}
