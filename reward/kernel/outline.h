/* outline.h: closed chains of lines and arcs in a plane, and whether they are plain: OpenCASCADE makes a face of such as they
 * are, inside of what an odd number of them encloses. It accepts open, crossing and touching ones too, with faces that take
 * it to say. Plain arithmetic; thread-safe. */
#ifndef LATHE_REWARD_KERNEL_OUTLINE_H
#define LATHE_REWARD_KERNEL_OUTLINE_H

#include "reward/kernel/vector.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A line, or an arc that runs anticlockwise about axis; sweep is 2 pi for a circle, and then a equals b. In outlines z is 0,
 * and the axis is z or -z. */
typedef struct outline_curve {
    bool is_arc, is_inner; /* inner: goes on from another of its edge, or did before it was turned */
    kernel_vec a, b;
    kernel_vec center, axis;
    double radius, sweep;
} outline_curve;

/* A closed chain; curves[i].b is curves[i + 1].a to the bit. */
typedef struct outline_loop {
    outline_curve *curves; /* owned by whoever made it */
    uint32_t count;
} outline_loop;

/* Orthonormal and right-handed: a point (u, v, w) stands for origin + u x + v y + w z. */
typedef struct outline_frame {
    kernel_vec origin, x, y, z;
} outline_frame;

/* Curves of all outlines of one face: each is compared with each. */
enum { OUTLINE_MAX_CURVES = 1000 };

/* What outlines enclose. */
typedef struct outline_sums {
    double area;
    kernel_vec moment; /* area times centre */
    uint32_t bodies; /* outlines that lie in no other */
    bool touches;    /* some share corners with others, where they do not cross */
} outline_sums;

/* Of the plane that curves in space span: an arc's, else that of its two most different lines. False where they span none. */
bool outline_plane(const outline_curve *curves, uint32_t count, outline_frame *out);
/* Curves in space become those of the frame's plane; false for one that does not lie in it. */
bool outline_flatten(const outline_frame *frame, outline_curve *curves, uint32_t count);

/* Whether a direction from the centre lies on the arc. */
bool outline_arc_covers(const outline_curve *arc, kernel_vec from_center);
/* Of a point that is not on the outline. */
bool outline_encloses(const outline_loop *o, kernel_vec p);
/* Both are negative of an outline that runs clockwise. */
double outline_area(const outline_loop *o, kernel_vec *out_moment);
/* Whether the outlines neither cross, touch nor fold back, each by itself and with the others, are of some length and area,
 * and are no islands in holes. They may touch others in corners of both: such faces, and prisms of them, have the area and
 * the volume of any, but are not valid. Writes *out only where they are. */
bool outlines_are_plain(const outline_loop *outlines, uint32_t count, outline_sums *out);

#ifdef __cplusplus
}
#endif
#endif
