/* picture.h: shaded pictures of meshes, as PNG. A small software rasteriser: isometric, depth buffer, light from the upper
 * left, lines along sharp edges and outlines, four samples a pixel. Same input, same pixels on every machine.
 * A picture belongs to one thread. */
#ifndef LATHE_REWARD_MEASURE_PICTURE_H
#define LATHE_REWARD_MEASURE_PICTURE_H

#include "base/bytes.h"
#include "reward/measure/mesh.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { PICTURE_MAX_SIDE = 8192 };

typedef struct picture picture;

/* Red, green, blue, each 0 to 255. */
typedef struct picture_color {
    uint8_t red, green, blue;
} picture_color;
#define PICTURE_WHITE ((picture_color){ 255, 255, 255 })
#define PICTURE_TRUTH ((picture_color){ 120, 164, 204 })
#define PICTURE_PREDICTION ((picture_color){ 232, 160, 92 })

/* A part of a picture, in pixels from the upper left. */
typedef struct picture_area {
    uint32_t x, y, width, height;
} picture_area;

/* Filled with `background`. LATHE_E_INPUT for a side of 0 or above PICTURE_MAX_SIDE; LATHE_E_NOMEM. Caller owns *out. */
lathe_status picture_new(uint32_t width, uint32_t height, picture_color background, picture **out, lathe_error *err);
void picture_free(picture *p); /* NULL is fine */
uint32_t picture_width(const picture *p);
uint32_t picture_height(const picture *p);
/* [height][width][3] bytes, red green blue, top row first; the picture's own, writable, valid until picture_free. */
uint8_t *picture_pixels(const picture *p);

/* Draws the mesh over what is in the area, seen so that `frame` fits it: pictures of a truth and of its prediction with
 * the same frame can be compared. A mesh without triangles draws nothing. LATHE_E_INPUT for an area that leaves the
 * picture, for a frame or mesh that is not finite; LATHE_E_NOMEM. */
lathe_status picture_draw_mesh(picture *p, const picture_area *area, const triangle_mesh *m, const box3 *frame,
                               picture_color color, lathe_error *err);
void picture_fill(picture *p, const picture_area *area, picture_color color); /* clipped to the picture */

/* The smallest box around both. */
box3 box_union(const box3 *a, const box3 *b);

/* Appends the picture as PNG (8 bits, RGB). LATHE_E_NOMEM, or LATHE_E_INPUT at the maximum of *out. */
lathe_status picture_write_png(const picture *p, bytes *out, lathe_error *err);
/* Shortest way to one picture: the mesh alone, fitted, size x size pixels, white background. */
lathe_status picture_of_mesh(const triangle_mesh *m, uint32_t size, bytes *out_png, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
