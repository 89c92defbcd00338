/* warm.cpp: the one fixed part that an executor builds before it forks. */
#include "reward/kernel/sample.h"
#include "reward/kernel/shim.hpp"
#include "reward/kernel/text.h"

namespace {

/* Frees what it holds at the end of the scope. */
struct holder {
    kernel_shape *shape = nullptr;
    ~holder() { kernel_shape_free(shape); }
};

#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        lathe_status try_status = (call);                                                                              \
        if (try_status != LATHE_OK)                                                                                    \
            return try_status;                                                                                         \
    } while (0)

/* Its intersections are lines and circles: others take OpenCASCADE longer than all the rest. */

/* A rounded outline of lines and an arc, with a hole. */
lathe_status warm_face(kernel_shape **out, lathe_error *err)
{
    holder edges[4], outline, circle, ring;
    TRY(kernel_edge_line({ 0, 0, 0 }, { 20, 0, 0 }, &edges[0].shape, err));
    TRY(kernel_edge_line({ 20, 0, 0 }, { 20, 10, 0 }, &edges[1].shape, err));
    TRY(kernel_edge_arc({ 20, 10, 0 }, { 10, 14, 0 }, { 0, 10, 0 }, &edges[2].shape, err));
    TRY(kernel_edge_line({ 0, 10, 0 }, { 0, 0, 0 }, &edges[3].shape, err));
    const kernel_shape *list[] = { edges[0].shape, edges[1].shape, edges[2].shape, edges[3].shape };
    kernel_list wires = KERNEL_LIST_INIT;
    TRY(kernel_wires_connect(list, 4, 1e-6, &wires, err));
    kernel_list_clear(&wires);
    TRY(kernel_wire_assemble(list, 4, &outline.shape, err));
    TRY(kernel_edge_circle(3, { 8, 5, 0 }, { 0, 0, 1 }, 0, 0, true, &circle.shape, err));
    const kernel_shape *one[] = { circle.shape };
    TRY(kernel_wire_assemble(one, 1, &ring.shape, err));
    const kernel_shape *both[] = { outline.shape, ring.shape };
    return kernel_face_from_wires(both, 2, nullptr, out, err);
}

/* Fusing is left to the script that an executor runs next. */
lathe_status warm_solid(kernel_shape **out, lathe_error *err)
{
    holder face, prism, cylinder, sphere, cut;
    TRY(warm_face(&face.shape, err));
    TRY(kernel_prism(face.shape, { 0, 0, 6 }, &prism.shape, err));
    TRY(kernel_cylinder(2, 9, { 12, 5, 6 }, { 1, 0, 0 }, 360, &cylinder.shape, err));
    TRY(kernel_sphere(2, { 3, 0, 3 }, { 0, 0, 1 }, -90, 90, 360, &sphere.shape, err));
    const kernel_boolean minus = { KERNEL_CUT, false, 0, nullptr };
    const kernel_shape *removed[] = { cylinder.shape, sphere.shape };
    TRY(kernel_combine(&minus, prism.shape, true, removed, 2, &cut.shape, err));
    return kernel_clean(cut.shape, nullptr, out, err);
}

/* A rectangle, turned, and moved to a place that is a product. */
lathe_status warm_motions(lathe_error *err)
{
    holder face, turned, moved;
    kernel_location *places[3] = {};
    kernel_plane plane;
    TRY(kernel_face_plane(2, 3, { 0, 0, 0 }, { 0, 0, 1 }, &face.shape, err));
    TRY(kernel_rotate(face.shape, { 0, 0, 0 }, { 0, 0, 1 }, 30, &turned.shape, err));
    TRY(kernel_plane_make({ 1, 2, 3 }, nullptr, { 1, 1, 0 }, &plane, err));
    lathe_status st = kernel_location_of_plane(&plane, { 1, 2, 3 }, &places[0], err);
    if (st == LATHE_OK)
        st = kernel_location_about({ 0, 0, 1 }, { 0, 0, 1 }, 45, &places[1], err);
    if (st == LATHE_OK)
        st = kernel_location_multiply(places[0], places[1], &places[2], err);
    if (st == LATHE_OK)
        st = kernel_moved(turned.shape, places[2], &moved.shape, err);
    for (kernel_location *place : places)
        kernel_location_free(place);
    return st;
}

constexpr kernel_fineness coarse = { .1, .5, 0 };

lathe_status warm_rows(const kernel_shape *solid, lathe_error *err)
{
    kernel_sample *sample = nullptr;
    TRY(kernel_sample_new(solid, &coarse, &sample, err));
    kernel_sample_free(sample);
    return LATHE_OK;
}

} // namespace

extern "C" lathe_status kernel_warm(lathe_error *err)
{
    kernel_fonts_open();
    holder solid;
    TRY(warm_solid(&solid.shape, err));
    kernel_properties properties;
    TRY(kernel_measure(solid.shape, &properties, err));
    bool valid = false;
    TRY(kernel_is_valid(solid.shape, &valid, err));
    if (!valid || properties.solids != 1)
        return lathe_fail(err, LATHE_E_BUG, "the part that warms the kernel came out wrong");
    TRY(warm_motions(err));
    TRY(warm_rows(solid.shape, err));
    triangle_mesh mesh = MESH_INIT;
    TRY(kernel_tessellate(solid.shape, &coarse, &mesh, err));
    mesh_clear(&mesh);
    return LATHE_OK;
}
