/* curve_measure.h: what is asked of edges and wires as curves with a parameter. Errors as in kernel.h.
 *
 * `curve` is an edge or a wire; a parameter is the curve's own, a fraction one of its length. */
#ifndef LATHE_REWARD_KERNEL_CURVE_MEASURE_H
#define LATHE_REWARD_KERNEL_CURVE_MEASURE_H

#include "reward/kernel/curve.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Numbers made at once; the array is the caller's. KERNEL_NUMBERS_INIT is an empty one. */
typedef struct kernel_numbers {
    double *items;
    size_t count;
} kernel_numbers;
#define KERNEL_NUMBERS_INIT { NULL, 0 }
void kernel_numbers_clear(kernel_numbers *numbers);

lathe_status kernel_curve_parameter_at(const kernel_shape *curve, double fraction, double *out, lathe_error *err);
/* Of the points nearest to these; of an edge that was moved, before the move, as in CadQuery. out has room for count.
 * StdFail_NotDone where no point of the curve is nearest. */
lathe_status kernel_curve_parameters_near(const kernel_shape *curve, const kernel_vec *points, size_t count,
                                          double *out, lathe_error *err);
lathe_status kernel_curve_value(const kernel_shape *curve, double parameter, kernel_vec *out, lathe_error *err);
lathe_status kernel_curve_direction(const kernel_shape *curve, double parameter, kernel_vec *out, lathe_error *err);
lathe_status kernel_curve_curvature(const kernel_shape *curve, double parameter, double resolution, double *out,
                                    lathe_error *err);
typedef enum kernel_frame { KERNEL_FRAME_FRENET, KERNEL_FRAME_CORRECTED } kernel_frame;
/* z along the curve; planar: y along the curve, z up. */
lathe_status kernel_curve_place(const kernel_shape *curve, double parameter, kernel_frame frame, bool planar,
                                kernel_location **out, lathe_error *err);
/* Of the plane in which it lies; ValueError where there is none, as for a line. */
lathe_status kernel_curve_normal(const kernel_shape *curve, kernel_vec *out, lathe_error *err);
/* Parameters of `count` points evenly along the curve; a closed one has its end once. */
lathe_status kernel_curve_sample(const kernel_shape *curve, uint32_t count, kernel_numbers *out, lathe_error *err);
/* Parameters of so many points that chords are within the deflection. */
lathe_status kernel_curve_sample_within(const kernel_shape *curve, double deflection, kernel_numbers *out,
                                        lathe_error *err);
/* The part of the edge's curve between two parameters. */
lathe_status kernel_edge_trim(const kernel_shape *edge, double first, double last, kernel_shape **out,
                              lathe_error *err);
lathe_status kernel_edge_is_on_face(const kernel_shape *edge, const kernel_shape *face, bool *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
