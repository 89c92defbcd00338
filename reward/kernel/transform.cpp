/* transform.cpp: angles of vectors, matrices, boxes. */
#include "reward/kernel/shim.hpp"
#include "reward/kernel/transform.h"

#include <BRepBuilderAPI_GTransform.hxx>
#include <BRepBuilderAPI_Transform.hxx>
#include <gp.hxx>
#include <gp_Ax1.hxx>
#include <gp_Ax3.hxx>
#include <gp_GTrsf.hxx>
#include <gp_Trsf.hxx>

using namespace shim;

struct kernel_transform {
    gp_GTrsf value;
};

extern "C" lathe_status kernel_vec_angle(kernel_vec a, kernel_vec b, double *out, lathe_error *err)
{
    return guard(err, [&] { *out = vector_of(a).Angle(vector_of(b)); });
}

extern "C" lathe_status kernel_vec_signed_angle(kernel_vec a, kernel_vec b, double *out, lathe_error *err)
{
    return guard(err, [&] { *out = vector_of(a).AngleWithRef(vector_of(b), gp_Vec(0, 0, -1)); });
}

extern "C" lathe_status kernel_vec_is_equal(kernel_vec a, kernel_vec b, bool *out, lathe_error *err)
{
    return guard(err, [&] { *out = gp_Vec(a.x, a.y, a.z).IsEqual(gp_Vec(b.x, b.y, b.z), 1e-5, 1e-5); });
}

extern "C" void kernel_transform_free(kernel_transform *transform) { delete transform; }

/* Guards a body that gives a gp_GTrsf or a gp_Trsf. */
template <typename Body> static lathe_status make(kernel_transform **out, lathe_error *err, Body body) noexcept
{
    return guard(err, [&] { *out = new kernel_transform{ gp_GTrsf(body()) }; });
}

extern "C" lathe_status kernel_transform_identity(kernel_transform **out, lathe_error *err)
{
    return make(out, err, [&] { return gp_GTrsf(); });
}

extern "C" lathe_status kernel_transform_of_matrix(const kernel_matrix *matrix, kernel_transform **out,
                                                   lathe_error *err)
{
    return make(out, err, [&] {
        gp_GTrsf t;
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                check_number(matrix->m[row][column]);
                t.SetValue(row + 1, column + 1, matrix->m[row][column]);
            }
        }
        return t;
    });
}

extern "C" lathe_status kernel_transform_of_plane(const kernel_plane *plane, bool to_world, kernel_transform **out,
                                                  lathe_error *err)
{
    return make(out, err, [&] {
        const kernel_matrix &m = to_world ? plane->to_world : plane->to_local;
        gp_Trsf t;
        t.SetValues(m.m[0][0], m.m[0][1], m.m[0][2], m.m[0][3], m.m[1][0], m.m[1][1], m.m[1][2], m.m[1][3], m.m[2][0],
                    m.m[2][1], m.m[2][2], m.m[2][3]);
        return t;
    });
}

extern "C" lathe_status kernel_transform_turned(const kernel_transform *transform, int axis, double radians,
                                                kernel_transform **out, lathe_error *err)
{
    return make(out, err, [&] {
        check_number(radians);
        gp_Trsf turn;
        turn.SetRotation(axis == 0 ? gp::OX() : axis == 1 ? gp::OY() : gp::OZ(), radians);
        return transform->value * gp_GTrsf(turn);
    });
}

extern "C" lathe_status kernel_transform_multiply(const kernel_transform *first, const kernel_transform *second,
                                                  kernel_transform **out, lathe_error *err)
{
    return make(out, err, [&] { return first->value.Multiplied(second->value); });
}

extern "C" lathe_status kernel_transform_inverse(const kernel_transform *transform, kernel_transform **out,
                                                 lathe_error *err)
{
    return make(out, err, [&] { return transform->value.Inverted(); });
}

extern "C" lathe_status kernel_transform_values(const kernel_transform *transform, kernel_matrix *out,
                                                lathe_error *err)
{
    return guard(err, [&] {
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++)
                out->m[row][column] = transform->value.Value(row + 1, column + 1);
        }
    });
}

extern "C" lathe_status kernel_transform_point(const kernel_transform *transform, kernel_vec point, kernel_vec *out,
                                               lathe_error *err)
{
    return guard(err, [&] {
        *out = vec_of(gp_Pnt(point.x, point.y, point.z).Transformed(transform->value.Trsf()).XYZ());
    });
}

static void check_transform(const kernel_transform *transform)
{
    for (int row = 1; row <= 3; row++) {
        for (int column = 1; column <= 4; column++)
            check_number(transform->value.Value(row, column));
    }
}

extern "C" lathe_status kernel_transform_shape(const kernel_shape *shape, const kernel_transform *transform,
                                               kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_transform(transform);
        *out = new_shape(BRepBuilderAPI_Transform(shape->value(), transform->value.Trsf()).Shape());
    });
}

extern "C" lathe_status kernel_transform_geometry(const kernel_shape *shape, const kernel_transform *transform,
                                                  kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_transform(transform);
        *out = new_shape(BRepBuilderAPI_GTransform(shape->value(), transform->value, Standard_True).Shape());
    });
}

static Bnd_Box box_of(const kernel_extent *e)
{
    Bnd_Box box;
    box.Update(e->bare_low.x, e->bare_low.y, e->bare_low.z, e->bare_high.x, e->bare_high.y, e->bare_high.z);
    box.SetGap(e->gap);
    return box;
}

static kernel_extent extent_of(Bnd_Box box)
{
    kernel_extent e = {};
    if (box.IsVoid())
        throw refusal{ FAILURE_BUILD, "Standard_ConstructionError", "Bnd_Box is void" };
    box.Get(e.low.x, e.low.y, e.low.z, e.high.x, e.high.y, e.high.z);
    e.diagonal = std::sqrt(box.SquareExtent());
    e.gap = box.GetGap();
    box.SetGap(0);
    box.Get(e.bare_low.x, e.bare_low.y, e.bare_low.z, e.bare_high.x, e.bare_high.y, e.bare_high.z);
    return e;
}

extern "C" lathe_status kernel_extent_of(const kernel_shape *shape, kernel_extent *out, lathe_error *err)
{
    return guard(err, [&] { *out = extent_of(bounds_of(shape->value())); });
}

extern "C" lathe_status kernel_extent_add_point(const kernel_extent *extent, kernel_vec point, kernel_extent *out,
                                                lathe_error *err)
{
    return guard(err, [&] {
        Bnd_Box box = box_of(extent);
        check_vec(point);
        box.Update(point.x, point.y, point.z);
        *out = extent_of(box);
    });
}

extern "C" lathe_status kernel_extent_add(const kernel_extent *extent, const kernel_extent *other, kernel_extent *out,
                                          lathe_error *err)
{
    return guard(err, [&] {
        Bnd_Box box = box_of(extent);
        box.Add(box_of(other));
        *out = extent_of(box);
    });
}

extern "C" lathe_status kernel_extent_enlarge(const kernel_extent *extent, double by, kernel_extent *out,
                                              lathe_error *err)
{
    return guard(err, [&] {
        check_number(by);
        Bnd_Box box = box_of(extent);
        box.Enlarge(by);
        *out = extent_of(box);
    });
}
