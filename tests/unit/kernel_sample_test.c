/* Shapes prepared for rows, and booleans that are left undone. */
#include "reward/kernel/sample.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static lathe_error err;
static const kernel_vec origin = { 0, 0, 0 }, up = { 0, 0, 1 };

/* Volume by samples in the shape's own box, which it must not leave open anywhere. */
static double sampled_volume(const kernel_shape *shape)
{
    kernel_sample *sample = NULL;
    sample_rows rows = { 0 };
    box3 box;
    assert_int_equal(kernel_sample_new(shape, &(kernel_fineness){.005, .05, 0}, &sample, &err), LATHE_OK);
    const row_source source = kernel_sample_source(sample);
    assert_true(source.box(source.solid, &box));
    assert_int_equal(source.rows(source.solid, &box, ROW_GRID_LATTICE_16384, &rows, &err), LATHE_OK);
    assert_int_equal(rows.open_rows, 0);
    const double volume = (double)rows_count(&rows) / (16384.0 * 64) * box_volume(&box);
    rows_clear(&rows);
    kernel_sample_free(sample);
    return volume;
}

static void check_volume(kernel_shape *shape, double volume)
{
    assert_float_equal(sampled_volume(shape) / volume, 1, .002);
    kernel_shape_free(shape);
}

static kernel_shape *box_at(double x, double y, double z, double size)
{
    kernel_shape *out = NULL;
    assert_int_equal(kernel_box(size, size, size, (kernel_vec){ x, y, z }, up, &out, &err), LATHE_OK);
    return out;
}

static void primitives_are_sampled_by_grids(void **state)
{
    const kernel_vec tilted = { .3, -.5, .8 };
    const double top[4] = { 1, 1, 2, 3 };
    kernel_shape *s = NULL;
    (void)state;
    check_volume(box_at(1, 2, 3, 4), 64);
    assert_int_equal(kernel_cylinder(3, 7, origin, tilted, 360, &s, &err), LATHE_OK);
    check_volume(s, M_PI * 9 * 7);
    assert_int_equal(kernel_cylinder(3, 7, origin, tilted, 130, &s, &err), LATHE_OK);
    check_volume(s, M_PI * 9 * 7 * 130 / 360);
    assert_int_equal(kernel_cone(3, 0, 7, origin, tilted, 360, &s, &err), LATHE_OK);
    check_volume(s, M_PI * 9 * 7 / 3);
    assert_int_equal(kernel_cone(3, 1, 7, origin, tilted, 360, &s, &err), LATHE_OK);
    check_volume(s, M_PI * 7 * (9 + 3 + 1) / 3);
    assert_int_equal(kernel_sphere(5, origin, tilted, -90, 90, 360, &s, &err), LATHE_OK);
    check_volume(s, 4 * M_PI / 3 * 125);
    assert_int_equal(kernel_sphere(5, origin, tilted, 0, 90, 90, &s, &err), LATHE_OK);
    check_volume(s, M_PI / 6 * 125);
    assert_int_equal(kernel_torus(5, 2, origin, tilted, 0, 360, &s, &err), LATHE_OK);
    check_volume(s, 2 * M_PI * M_PI * 5 * 4);
    assert_int_equal(kernel_wedge((kernel_vec){ 4, 5, 6 }, top, origin, up, &s, &err), LATHE_OK);
    /* A frustum between 4 by 6 and 1 by 2, by Simpson's rule. */
    check_volume(s, 5.0 / 6 * (24 + 4 * 2.5 * 4 + 2));
}

/* A slice under a shallow arc, which turns too little for chords by its angle alone: .1 of rise on a chord of 10. */
static void shallow_arcs_bound_thin_parts(void **state)
{
    const kernel_vec a = { -5, 0, 0 }, b = { 5, 0, 0 }, rise = { 0, .1, 0 };
    const double radius = (25 + .01) / .2, half = asin(5 / radius);
    kernel_shape *edges[2], *wire = NULL, *face = NULL, *solid = NULL;
    (void)state;
    assert_int_equal(kernel_edge_arc(a, rise, b, &edges[0], &err), LATHE_OK);
    assert_int_equal(kernel_edge_line(b, a, &edges[1], &err), LATHE_OK);
    assert_int_equal(kernel_wire_assemble((const kernel_shape *const *)edges, 2, &wire, &err), LATHE_OK);
    assert_int_equal(kernel_face_from_wires((const kernel_shape *const *)&wire, 1, NULL, &face, &err), LATHE_OK);
    assert_int_equal(kernel_prism(face, up, &solid, &err), LATHE_OK);
    assert_float_equal(sampled_volume(solid) / (radius * radius * (half - sin(half) * cos(half))), 1, .005);
    for (int i = 0; i < 2; i++)
        kernel_shape_free(edges[i]);
    kernel_shape_free(wire);
    kernel_shape_free(face);
    kernel_shape_free(solid);
}

/* Rounded corners of three edges, and of a hole across a cylinder, whose faces are splines that OpenCASCADE meshes. */
static void others_meet_the_mesh(void **state)
{
    kernel_shape *box = box_at(0, 0, 0, 10), *round = NULL, *hole = NULL, *rod = NULL, *cut = NULL;
    const kernel_boolean how = { KERNEL_CUT, false, 0, NULL };
    kernel_list edges = KERNEL_LIST_INIT;
    double volume;
    (void)state;
    assert_int_equal(kernel_parts(box, KERNEL_EDGE, &edges, &err), LATHE_OK);
    assert_int_equal(kernel_fillet(box, 2, (const kernel_shape *const *)edges.items, edges.count, &round, &err), LATHE_OK);
    assert_int_equal(kernel_mass(round, &volume, &err), LATHE_OK);
    check_volume(round, volume);
    kernel_list_clear(&edges);
    assert_int_equal(kernel_cylinder(4, 20, origin, up, 360, &rod, &err), LATHE_OK);
    assert_int_equal(kernel_cylinder(1, 20, (kernel_vec){ -10, 0, 10 }, (kernel_vec){ 1, 0, 0 }, 360, &hole, &err),
                     LATHE_OK);
    const kernel_shape *const tools[] = { hole };
    assert_int_equal(kernel_combine(&how, rod, false, tools, 1, &cut, &err), LATHE_OK);
    assert_int_equal(kernel_parts(cut, KERNEL_EDGE, &edges, &err), LATHE_OK);
    assert_int_equal(kernel_fillet(cut, .3, (const kernel_shape *const *)edges.items, edges.count, &round, &err), LATHE_OK);
    assert_int_equal(kernel_mass(round, &volume, &err), LATHE_OK);
    check_volume(round, volume);
    kernel_list_clear(&edges);
    kernel_shape_free(cut);
    kernel_shape_free(box);
    kernel_shape_free(rod);
    kernel_shape_free(hole);
}

/* Takes both. */
static void check_cut(kernel_shape *from, kernel_shape *tool)
{
    const kernel_boolean how = { KERNEL_CUT, false, 0, NULL };
    const kernel_shape *const tools[] = { tool };
    kernel_shape *cut = NULL;
    double volume;
    assert_int_equal(kernel_combine(&how, from, false, tools, 1, &cut, &err), LATHE_OK);
    assert_int_equal(kernel_mass(cut, &volume, &err), LATHE_OK);
    check_volume(cut, volume);
    kernel_shape_free(from);
    kernel_shape_free(tool);
}

static kernel_shape *rod_along(kernel_vec from, kernel_vec direction, double radius)
{
    kernel_shape *out = NULL;
    assert_int_equal(kernel_cylinder(radius, 40, from, direction, 360, &out, &err), LATHE_OK);
    return out;
}

/* Holes across round faces, over poles and seams; slanted ends. */
static void holes_in_round_faces_are_stripped(void **state)
{
    const kernel_vec tilted = { .3, -.5, .8 }, across = { .2, 1, .1 };
    kernel_shape *s = NULL;
    (void)state;
    assert_int_equal(kernel_sphere(5, origin, up, -90, 90, 360, &s, &err), LATHE_OK);
    check_cut(s, rod_along((kernel_vec){ 1, 0, -20 }, up, 2)); /* round both poles */
    assert_int_equal(kernel_sphere(5, origin, up, -90, 90, 360, &s, &err), LATHE_OK);
    check_cut(s, rod_along((kernel_vec){ -20, 1, 1 }, (kernel_vec){ 1, 0, 0 }, 2)); /* the seam */
    assert_int_equal(kernel_torus(5, 2, origin, tilted, 0, 360, &s, &err), LATHE_OK);
    check_cut(s, rod_along((kernel_vec){ 0, -20, 0 }, across, 1));
    assert_int_equal(kernel_cone(3, 1, 7, origin, up, 360, &s, &err), LATHE_OK);
    check_cut(s, rod_along((kernel_vec){ -20, .5, 3 }, (kernel_vec){ 1, 0, .1 }, 1));
    assert_int_equal(kernel_cone(3, 0, 7, origin, up, 360, &s, &err), LATHE_OK);
    check_cut(s, box_at(-5, -5, 4, 10));
    assert_int_equal(kernel_cylinder(3, 7, origin, tilted, 360, &s, &err), LATHE_OK);
    check_cut(s, box_at(-5, -5, 3, 10));
}

/* Takes both. */
static kernel_shape *combined(kernel_operation operation, kernel_deferral *deferral, kernel_shape *a, kernel_shape *b)
{
    const kernel_boolean how = { operation, false, 0, deferral };
    const kernel_shape *const tools[] = { b };
    kernel_shape *out = NULL, *clean = NULL;
    assert_int_equal(kernel_combine(&how, a, true, tools, 1, &out, &err), LATHE_OK);
    assert_int_equal(kernel_clean(out, NULL, &clean, &err), LATHE_OK);
    kernel_shape_free(a);
    kernel_shape_free(b);
    kernel_shape_free(out);
    return clean;
}

static void what_is_left_undone_is_combined_as_bits(void **state)
{
    kernel_deferral *deferral = NULL;
    kernel_shape *moved = NULL, *turned = NULL;
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    assert_false(kernel_deferral_used(deferral));
    check_volume(combined(KERNEL_FUSE, deferral, box_at(0, 0, 0, 4), box_at(2, 2, 2, 4)), 2 * 64 - 8);
    check_volume(combined(KERNEL_CUT, deferral, box_at(0, 0, 0, 4), box_at(2, 2, 2, 4)), 64 - 8);
    check_volume(combined(KERNEL_COMMON, deferral, box_at(0, 0, 0, 4), box_at(1, 1, 0, 4)), 9 * 4);
    kernel_shape *nested = combined(KERNEL_CUT, deferral, combined(KERNEL_FUSE, deferral, box_at(0, 0, 0, 4), box_at(4, 0, 0, 4)),
                                    box_at(2, 0, 0, 4));
    assert_int_equal(kernel_type_of(nested), KERNEL_COMPOUND);
    assert_int_equal(kernel_translate(nested, (kernel_vec){ 5, 6, 7 }, &moved, &err), LATHE_OK);
    assert_int_equal(kernel_mirror(moved, origin, (kernel_vec){ 1, 1, 0 }, &turned, &err), LATHE_OK);
    check_volume(turned, 64);
    kernel_shape_free(moved);
    kernel_shape_free(nested);
    assert_true(kernel_deferral_used(deferral));
    kernel_deferral_free(deferral);
}

/* The same shape in the end as without a deferral. */
static void a_look_at_topology_builds_it(void **state)
{
    kernel_deferral *deferral = NULL;
    kernel_shape *made[2];
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    for (int i = 0; i < 2; i++)
        made[i] = combined(KERNEL_CUT, i ? deferral : NULL,
                           combined(KERNEL_FUSE, i ? deferral : NULL, box_at(0, 0, 0, 4), box_at(4, 0, 0, 4)), box_at(1, 1, -1, 2));
    kernel_properties p[2];
    for (int i = 0; i < 2; i++) {
        kernel_list solids = KERNEL_LIST_INIT;
        assert_int_equal(kernel_pieces(made[i], KERNEL_SOLID, &solids, &err), LATHE_OK);
        assert_int_equal(solids.count, 1);
        assert_int_equal(kernel_type_of(solids.items[0]), KERNEL_SOLID);
        assert_int_equal(kernel_measure(solids.items[0], &p[i], &err), LATHE_OK);
        kernel_list_clear(&solids);
        kernel_shape_free(made[i]);
    }
    assert_string_equal(p[0].type, p[1].type);
    assert_true(p[0].volume == p[1].volume && p[0].area == p[1].area);
    assert_true(p[0].faces == p[1].faces && p[0].edges == p[1].edges && p[0].solids == p[1].solids);
    kernel_deferral_free(deferral);
}

static lathe_status check_of(const kernel_shape *shape, const kernel_deferral *deferral)
{
    kernel_sample *sample = NULL;
    assert_int_equal(kernel_sample_new(shape, &(kernel_fineness){.005, .05, 0}, &sample, &err), LATHE_OK);
    lathe_status st = kernel_sample_check(sample, deferral, &err);
    kernel_sample_free(sample);
    return st;
}

static kernel_shape *rectangle_at(double x, double y, double z, double size)
{
    kernel_shape *out = NULL;
    assert_int_equal(kernel_face_plane(size, size, (kernel_vec){ x, y, z }, up, &out, &err), LATHE_OK);
    return out;
}

/* Prisms of faces that were left undone, moved before and after, are prisms of their members. */
static void faces_are_left_undone_too(void **state)
{
    kernel_deferral *deferral = NULL;
    kernel_shape *placed = NULL, *solid = NULL;
    kernel_location *place = NULL;
    kernel_list faces = KERNEL_LIST_INIT;
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    assert_int_equal(kernel_location_about((kernel_vec){ 1, 2, 3 }, (kernel_vec){ 1, 0, 0 }, 90, &place, &err), LATHE_OK);
    kernel_shape *flat = combined(KERNEL_CUT, deferral, rectangle_at(0, 0, 0, 4), rectangle_at(0, 0, 0, 2));
    assert_int_equal(kernel_moved(flat, place, &placed, &err), LATHE_OK);
    assert_int_equal(kernel_pieces(placed, KERNEL_FACE, &faces, &err), LATHE_OK);
    assert_int_equal(faces.count, 1);
    assert_int_equal(kernel_type_of(faces.items[0]), KERNEL_FACE);
    assert_int_equal(kernel_prism(faces.items[0], (kernel_vec){ 0, -5, 0 }, &solid, &err), LATHE_OK);
    assert_int_equal(kernel_type_of(solid), KERNEL_SOLID);
    assert_int_equal(check_of(solid, deferral), LATHE_OK);
    check_volume(solid, (16 - 4) * 5);
    kernel_list_clear(&faces);
    kernel_shape_free(placed);
    assert_int_equal(kernel_located(flat, place, &placed, &err), LATHE_OK);
    assert_int_equal(kernel_area(placed, &(double){ 0 }, &err), LATHE_OK); /* built */
    kernel_shape_free(placed);
    kernel_shape_free(flat);
    kernel_location_free(place);
    kernel_deferral_free(deferral);
}

/* In two planes, faces have to be combined at once. */
static void faces_of_two_planes_are_not(void **state)
{
    kernel_deferral *deferral = NULL;
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    kernel_shape_free(combined(KERNEL_FUSE, deferral, rectangle_at(0, 0, 0, 4), rectangle_at(0, 0, 1, 2)));
    assert_false(kernel_deferral_used(deferral));
    kernel_deferral_free(deferral);
}

/* ---- faces of outlines ---- */

typedef struct ring_of_points {
    kernel_vec at[5];
    size_t count;
} ring_of_points;

/* Of closed polygons. */
static lathe_status face_of_rings(const ring_of_points *rings, size_t count, kernel_deferral *deferral, kernel_shape **out)
{
    kernel_shape *wires[2] = { NULL, NULL };
    for (size_t i = 0; i < count; i++)
        assert_int_equal(kernel_wire_polygon(rings[i].at, rings[i].count, true, &wires[i], &err), LATHE_OK);
    lathe_status st = kernel_face_from_wires((const kernel_shape *const *)wires, count, deferral, out, &err);
    for (size_t i = 0; i < count; i++)
        kernel_shape_free(wires[i]);
    return st;
}

/* In the plane x = 1; the hole runs as the outline does, or against it. */
static const ring_of_points with_hole[] = {
    { { { 1, 0, 0 }, { 1, 4, 0 }, { 1, 4, 4 }, { 1, 0, 4 } }, 4 },
    { { { 1, 1, 1 }, { 1, 2, 1 }, { 1, 2, 2 }, { 1, 1, 2 } }, 4 },
};
static const ring_of_points hole_first[] = {
    { { { 1, 1, 1 }, { 1, 1, 2 }, { 1, 2, 2 }, { 1, 2, 1 } }, 4 },
    { { { 1, 0, 0 }, { 1, 4, 0 }, { 1, 4, 4 }, { 1, 0, 4 } }, 4 },
};

static void prisms_of_outlines_are_left_undone(void **state)
{
    const ring_of_points *const faces[] = { with_hole, hole_first };
    (void)state;
    for (int i = 0; i < 4; i++) {
        kernel_deferral *deferral = NULL;
        kernel_shape *face = NULL, *solid = NULL;
        const kernel_vec by = { i % 2 ? -3 : 3, .5, 0 };
        assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
        assert_int_equal(face_of_rings(faces[i / 2], 2, deferral, &face), LATHE_OK);
        assert_int_equal(kernel_prism(face, by, &solid, &err), LATHE_OK);
        assert_int_equal(kernel_type_of(solid), KERNEL_SOLID);
        assert_false(kernel_deferral_used(deferral)); /* nothing was taken to be so */
        check_volume(combined(KERNEL_FUSE, deferral, solid, box_at(-9, 0, 0, 2)), 3 * (16 - 1) + 8);
        kernel_shape_free(face);
        kernel_deferral_free(deferral);
    }
}

/* The same face in the end, and the same refusals. */
static void a_look_at_a_face_makes_it(void **state)
{
    static const ring_of_points crossing = { { { 0, 0, 0 }, { 4, 4, 0 }, { 4, 0, 0 }, { 0, 3, 0 } }, 4 };
    static const ring_of_points bent = { { { 0, 0, 0 }, { 4, 0, 0 }, { 4, 4, 1 }, { 0, 4, 0 } }, 4 };
    const struct {
        const ring_of_points *rings;
        size_t count;
    } rows[] = { { with_hole, 2 }, { hole_first, 2 }, { &crossing, 1 }, { &bent, 1 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        kernel_deferral *deferral = NULL;
        kernel_shape *faces[2] = { NULL, NULL }, *flat = NULL;
        lathe_status st[2];
        kernel_properties p[2];
        assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
        for (int k = 0; k < 2; k++) {
            st[k] = face_of_rings(rows[i].rings, rows[i].count, k ? deferral : NULL, &faces[k]);
            if (st[k] == LATHE_OK)
                assert_int_equal(kernel_prism(faces[k], (kernel_vec){ 0, 1, 0 }, &flat, &err), LATHE_OK);
            if (st[k] == LATHE_OK)
                assert_int_equal(kernel_measure(faces[k], &p[k], &err), LATHE_OK);
            kernel_shape_free(flat);
            flat = NULL;
        }
        assert_int_equal(st[0], st[1]);
        if (st[0] == LATHE_OK)
            assert_memory_equal(&p[0], &p[1], sizeof p[0]);
        kernel_shape_free(faces[0]);
        kernel_shape_free(faces[1]);
        kernel_deferral_free(deferral);
    }
}

/* As a sketch draws them, in order or not: the same face, and the same prism. */
static void edges_are_an_outline_too(void **state)
{
    const kernel_vec at[] = { { 0, 0, 0 }, { 4, 0, 0 }, { 4, 2, 0 }, { 0, 2, 0 } };
    kernel_shape *edges[4] = { NULL };
    (void)state;
    for (int i = 0; i < 4; i++) {
        if (i == 1)
            assert_int_equal(kernel_edge_arc(at[1], (kernel_vec){ 5, 1, 0 }, at[2], &edges[1], &err), LATHE_OK);
        else
            assert_int_equal(kernel_edge_line(at[i], at[(i + 1) % 4], &edges[i], &err), LATHE_OK);
    }
    const kernel_shape *const orders[][4] = { { edges[0], edges[1], edges[2], edges[3] }, { edges[2], edges[0], edges[3], edges[1] } };
    for (int i = 0; i < 2; i++) {
        kernel_deferral *deferral = NULL;
        kernel_shape *faces[2] = { NULL, NULL }, *solid = NULL;
        kernel_properties p[2];
        assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
        for (int k = 0; k < 2; k++)
            assert_int_equal(kernel_face_from_edges(orders[i], 4, 1e-6, k ? deferral : NULL, &faces[k], &err), LATHE_OK);
        assert_int_equal(kernel_prism(faces[1], (kernel_vec){ 0, 0, -3 }, &solid, &err), LATHE_OK);
        check_volume(solid, 3 * (8 + M_PI / 2));
        for (int k = 0; k < 2; k++)
            assert_int_equal(kernel_measure(faces[k], &p[k], &err), LATHE_OK);
        assert_memory_equal(&p[0], &p[1], sizeof p[0]);
        kernel_shape_free(faces[0]);
        kernel_shape_free(faces[1]);
        kernel_deferral_free(deferral);
    }
    kernel_shape *open = NULL, *left = NULL;
    kernel_deferral *deferral = NULL;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    assert_int_equal(kernel_face_from_edges(orders[0], 3, 1e-6, NULL, &open, &err),
                     kernel_face_from_edges(orders[0], 3, 1e-6, deferral, &left, &err));
    assert_int_equal(kernel_face_from_edges(NULL, 0, 1e-6, deferral, &left, &err), LATHE_E_SCRIPT);
    kernel_shape_free(open);
    kernel_shape_free(left);
    kernel_deferral_free(deferral);
    for (int i = 0; i < 4; i++)
        kernel_shape_free(edges[i]);
}

/* Prisms to both sides of a face are glued; others are OpenCASCADE's to glue. */
static void prisms_back_to_back_are_left_undone(void **state)
{
    const kernel_vec sweeps[] = { { -2, 0, 0 }, { 2, 0, 0 } };
    (void)state;
    for (int i = 0; i < 2; i++) {
        kernel_deferral *deferral = NULL;
        kernel_shape *face = NULL, *there = NULL, *back = NULL, *both = NULL;
        assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
        assert_int_equal(face_of_rings(with_hole, 2, deferral, &face), LATHE_OK);
        assert_int_equal(kernel_prism(face, (kernel_vec){ 3, 0, 0 }, &there, &err), LATHE_OK);
        assert_int_equal(kernel_prism(face, sweeps[i], &back, &err), LATHE_OK);
        const kernel_boolean how = { KERNEL_FUSE, true, 0, deferral };
        const kernel_shape *const tools[] = { back };
        (void)kernel_combine(&how, there, false, tools, 1, &both, &err);
        assert_true(kernel_deferral_used(deferral) == (i == 0));
        if (i == 0)
            check_volume(both, 5 * 15);
        else
            kernel_shape_free(both);
        kernel_shape_free(there);
        kernel_shape_free(back);
        kernel_shape_free(face);
        kernel_deferral_free(deferral);
    }
}

/* As a sketch begins. */
static void faces_fused_with_nothing_are_left_undone(void **state)
{
    kernel_deferral *deferral = NULL;
    kernel_shape *none = NULL, *faces[2], *all = NULL, *solid = NULL;
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    const kernel_boolean how = { KERNEL_FUSE, false, 0, deferral };
    assert_int_equal(kernel_compound(NULL, 0, &none, &err), LATHE_OK);
    assert_int_equal(face_of_rings(with_hole, 2, deferral, &faces[0]), LATHE_OK);
    assert_int_equal(face_of_rings(&with_hole[1], 1, deferral, &faces[1]), LATHE_OK);
    assert_int_equal(kernel_combine(&how, none, true, (const kernel_shape *const *)faces, 1, &all, &err), LATHE_OK);
    assert_true(kernel_is_same(all, faces[0]));
    kernel_shape_free(all);
    assert_int_equal(kernel_combine(&how, none, true, (const kernel_shape *const *)faces, 2, &all, &err), LATHE_OK);
    assert_true(kernel_deferral_used(deferral));
    assert_int_equal(kernel_prism(all, (kernel_vec){ 2, 0, 0 }, &solid, &err), LATHE_OK);
    check_volume(solid, 2 * 16);
    kernel_shape_free(all);
    kernel_shape_free(faces[0]);
    kernel_shape_free(faces[1]);
    kernel_shape_free(none);
    kernel_deferral_free(deferral);
}

/* Cleaning changes no point; what it does to edges is done for whoever asks. */
static void cleaning_is_left_undone(void **state)
{
    kernel_deferral *deferral = NULL;
    kernel_shape *box = box_at(0, 0, 0, 4), *clean = NULL;
    uint32_t edges = 0;
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    assert_int_equal(kernel_clean(box, deferral, &clean, &err), LATHE_OK);
    assert_true(kernel_deferral_used(deferral));
    assert_int_equal(kernel_type_of(clean), KERNEL_SOLID);
    assert_int_equal(kernel_count_parts(clean, KERNEL_EDGE, &edges, &err), LATHE_OK);
    assert_int_equal(edges, 12);
    check_volume(clean, 64);
    kernel_shape_free(box);
    kernel_deferral_free(deferral);
}

/* Cut all the way through, both ways, as OpenCASCADE's feature does it. */
static void a_cut_through_all_is_left_undone(void **state)
{
    kernel_deferral *deferral = NULL;
    kernel_shape *box = box_at(0, 0, 0, 4), *face = rectangle_at(2, 2, 3, 2), *cut[2];
    double volume;
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    for (int i = 0; i < 2; i++)
        assert_int_equal(kernel_prism_feature(box, face, 0, NULL, false, i ? deferral : NULL, &cut[i], &err), LATHE_OK);
    assert_true(kernel_deferral_used(deferral));
    assert_int_equal(kernel_type_of(cut[0]), kernel_type_of(cut[1]));
    assert_int_equal(kernel_mass(cut[0], &volume, &err), LATHE_OK);
    assert_float_equal(volume, 64 - 16, 1e-6);
    for (int i = 0; i < 2; i++)
        check_volume(cut[i], volume);
    kernel_shape_free(box);
    kernel_shape_free(face);
    kernel_deferral_free(deferral);
}

static void a_solid_of_which_nothing_is_left_is_noticed(void **state)
{
    kernel_deferral *deferral = NULL;
    (void)state;
    for (int all = 0; all < 2; all++) {
        kernel_list solids = KERNEL_LIST_INIT;
        assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
        kernel_shape *rest = combined(KERNEL_CUT, deferral, box_at(0, 0, 0, 4), box_at(-1, -1, -1, all ? 6 : 2));
        assert_int_equal(check_of(rest, deferral), LATHE_OK); /* nobody asked */
        assert_int_equal(kernel_pieces(rest, KERNEL_SOLID, &solids, &err), LATHE_OK);
        assert_int_equal(check_of(rest, deferral), all ? LATHE_E_EXACT : LATHE_OK);
        kernel_list_clear(&solids);
        kernel_shape_free(rest);
        kernel_deferral_free(deferral);
    }
}

/* Two bodies cannot be built as the one solid that they were taken for. */
static void pieces_that_are_several_are_not_built_as_one(void **state)
{
    kernel_deferral *deferral = NULL;
    kernel_list solids = KERNEL_LIST_INIT;
    kernel_vec center;
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    kernel_shape *two = combined(KERNEL_FUSE, deferral, box_at(0, 0, 0, 4), box_at(8, 0, 0, 4));
    assert_int_equal(kernel_pieces(two, KERNEL_SOLID, &solids, &err), LATHE_OK);
    assert_int_equal(kernel_center(solids.items[0], &center, &err), LATHE_E_EXACT);
    assert_int_equal(kernel_center(two, &center, &err), LATHE_OK);
    kernel_list_clear(&solids);
    kernel_shape_free(two);
    kernel_deferral_free(deferral);
}

/* Long chains are built now and then: walks over them call themselves. */
static void chains_are_bounded(void **state)
{
    kernel_deferral *deferral = NULL;
    (void)state;
    assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
    kernel_shape *chain = box_at(0, 0, 0, 4);
    for (int i = 0; i < 210; i++)
        chain = combined(KERNEL_CUT, deferral, chain, box_at(3.5, 3.5, 3.5, 4 + i));
    check_volume(chain, 64 - .125);
    kernel_deferral_free(deferral);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(primitives_are_sampled_by_grids),
        cmocka_unit_test(shallow_arcs_bound_thin_parts),
        cmocka_unit_test(others_meet_the_mesh),
        cmocka_unit_test(holes_in_round_faces_are_stripped),
        cmocka_unit_test(what_is_left_undone_is_combined_as_bits),
        cmocka_unit_test(a_look_at_topology_builds_it),
        cmocka_unit_test(a_solid_of_which_nothing_is_left_is_noticed),
        cmocka_unit_test(pieces_that_are_several_are_not_built_as_one),
        cmocka_unit_test(chains_are_bounded),
        cmocka_unit_test(faces_are_left_undone_too),
        cmocka_unit_test(faces_of_two_planes_are_not),
        cmocka_unit_test(prisms_of_outlines_are_left_undone),
        cmocka_unit_test(a_look_at_a_face_makes_it),
        cmocka_unit_test(edges_are_an_outline_too),
        cmocka_unit_test(prisms_back_to_back_are_left_undone),
        cmocka_unit_test(faces_fused_with_nothing_are_left_undone),
        cmocka_unit_test(cleaning_is_left_undone),
        cmocka_unit_test(a_cut_through_all_is_left_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
