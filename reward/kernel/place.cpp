/* place.cpp: planes, locations, transformations. */
#include "reward/kernel/deferred.hpp"

#include <BRepBuilderAPI_Copy.hxx>
#include <BRepBuilderAPI_Transform.hxx>
#include <BinTools_LocationSet.hxx>
#include <gp_Ax1.hxx>
#include <gp_Ax3.hxx>
#include <gp_Quaternion.hxx>
#include <gp_Trsf.hxx>

using namespace shim;

static kernel_matrix matrix_of(const gp_Trsf &t)
{
    kernel_matrix out;
    for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 4; column++)
            out.m[row][column] = t.Value(row + 1, column + 1);
    }
    return out;
}

static gp_Ax3 system_of(const kernel_plane &p, const kernel_vec &origin)
{
    return gp_Ax3(point_of(origin), direction_of(p.z_dir), direction_of(p.x_dir));
}

static void set_origin(kernel_plane *p, const kernel_vec &origin)
{
    p->origin = origin;
    gp_Ax3 local = system_of(*p, origin), global;
    gp_Trsf to_local, to_world;
    to_local.SetTransformation(global, local);
    to_world.SetTransformation(local, global);
    p->to_local = matrix_of(to_local);
    p->to_world = matrix_of(to_world);
}

extern "C" lathe_status kernel_plane_make(kernel_vec origin, const kernel_vec *x_dir, kernel_vec normal,
                                          kernel_plane *out, lathe_error *err)
{
    return guard(err, [&] {
        if (vec_length(normal) == 0.0)
            refuse_value("normal should be non null");
        kernel_plane p = {};
        p.z_dir = vec_unit(normal);
        kernel_vec x;
        if (x_dir) {
            x = *x_dir;
            if (vec_length(x) == 0.0)
                refuse_value("xDir should be non null");
        } else {
            x = vec_of(gp_Ax3(point_of(origin), direction_of(normal)).XDirection().XYZ());
        }
        p.x_dir = vec_unit(x);
        p.y_dir = vec_of(vector_of(vec_cross(p.z_dir, p.x_dir)).Normalized().XYZ());
        set_origin(&p, origin);
        *out = p;
    });
}

extern "C" lathe_status kernel_plane_move(const kernel_plane *plane, kernel_vec origin, kernel_plane *out,
                                          lathe_error *err)
{
    return guard(err, [&] {
        kernel_plane p = *plane;
        set_origin(&p, origin);
        *out = p;
    });
}

extern "C" lathe_status kernel_plane_set_x(const kernel_plane *plane, kernel_vec x_dir, kernel_plane *out,
                                           lathe_error *err)
{
    return guard(err, [&] {
        kernel_plane p = *plane;
        p.x_dir = vec_of(vector_of(x_dir).Normalized().XYZ());
        p.y_dir = vec_of(vector_of(vec_cross(p.z_dir, p.x_dir)).Normalized().XYZ());
        *out = p;
    });
}

extern "C" lathe_status kernel_plane_rotate(const kernel_plane *plane, kernel_vec degrees, kernel_plane *out,
                                            lathe_error *err)
{
    kernel_vec x, z;
    lathe_status st = guard(err, [&] {
        gp_Trsf turns[3];
        const kernel_vec axes[3] = { plane->x_dir, plane->y_dir, plane->z_dir };
        const double angles[3] = { degrees.x, degrees.y, degrees.z };
        for (int i = 0; i < 3; i++)
            turns[i].SetRotation(gp_Ax1(gp_Pnt(0, 0, 0), direction_of(axes[i])), radians_of(angles[i]));
        kernel_matrix all = matrix_of(turns[0] * turns[1] * turns[2]);
        x = matrix_apply(&all, plane->x_dir);
        z = matrix_apply(&all, plane->z_dir);
    });
    return st == LATHE_OK ? kernel_plane_make(plane->origin, &x, z, out, err) : st;
}

extern "C" void kernel_location_free(kernel_location *location) { delete location; }

/* The same place in one link where it is a chain of more: OpenCASCADE walks chains recursively. */
static TopLoc_Location shortened(const TopLoc_Location &location, int links)
{
    TopLoc_Location rest = location;
    for (int i = 0; i < links && !rest.IsIdentity(); i++)
        rest = rest.NextLocation();
    return rest.IsIdentity() ? location : TopLoc_Location(location.Transformation());
}

/* Guards a body that gives a TopLoc_Location or a gp_Trsf. */
template <typename Body> static lathe_status make_location(kernel_location **out, lathe_error *err, Body body) noexcept
{
    return guard(err, [&] { *out = new kernel_location{ shortened(TopLoc_Location(body()), 100) }; });
}

extern "C" lathe_status kernel_location_identity(kernel_location **out, lathe_error *err)
{
    return make_location(out, err, [&] { return TopLoc_Location(); });
}

extern "C" lathe_status kernel_location_copy(const kernel_location *location, kernel_location **out, lathe_error *err)
{
    return make_location(out, err, [&] {
        BinTools_LocationSet set;
        set.Add(location->value);
        return set.NbLocations() > 0 ? set.Location(1) : TopLoc_Location();
    });
}

extern "C" lathe_status kernel_location_at(kernel_vec offset, kernel_location **out, lathe_error *err)
{
    return make_location(out, err, [&] {
        gp_Trsf t;
        t.SetTranslationPart(vector_of(offset));
        return t;
    });
}

extern "C" lathe_status kernel_location_of_plane(const kernel_plane *plane, kernel_vec origin, kernel_location **out,
                                                 lathe_error *err)
{
    return make_location(out, err, [&] {
        gp_Trsf t;
        t.SetTransformation(system_of(*plane, origin));
        t.Invert();
        return t;
    });
}

extern "C" lathe_status kernel_location_about(kernel_vec offset, kernel_vec axis, double degrees,
                                              kernel_location **out, lathe_error *err)
{
    return make_location(out, err, [&] {
        gp_Trsf t;
        t.SetRotation(gp_Ax1(gp_Pnt(0, 0, 0), direction_of(axis)), radians_of(degrees));
        t.SetTranslationPart(vector_of(offset));
        return t;
    });
}

extern "C" lathe_status kernel_location_turned(kernel_vec offset, kernel_vec degrees, kernel_location **out,
                                               lathe_error *err)
{
    return make_location(out, err, [&] {
        gp_Quaternion q;
        q.SetEulerAngles(gp_Extrinsic_XYZ, radians_of(degrees.x), radians_of(degrees.y), radians_of(degrees.z));
        gp_Trsf t;
        t.SetRotation(q);
        t.SetTranslationPart(vector_of(offset));
        return t;
    });
}

extern "C" lathe_status kernel_location_multiply(const kernel_location *first, const kernel_location *second,
                                                 kernel_location **out, lathe_error *err)
{
    return make_location(out, err, [&] { return first->value * second->value; });
}

extern "C" lathe_status kernel_location_inverse(const kernel_location *location, kernel_location **out,
                                                lathe_error *err)
{
    return make_location(out, err, [&] { return location->value.Inverted(); });
}

extern "C" lathe_status kernel_location_power(const kernel_location *location, int exponent, kernel_location **out,
                                              lathe_error *err)
{
    return make_location(out, err, [&] {
        bool small = exponent >= -10 && exponent <= 10;
        return (small ? location->value : shortened(location->value, 1)).Powered(exponent);
    });
}

extern "C" lathe_status kernel_location_parts(const kernel_location *location, kernel_vec *out_offset,
                                              kernel_vec *out_degrees, lathe_error *err)
{
    return guard(err, [&] {
        const gp_Trsf &t = location->value.Transformation();
        kernel_vec turn;
        t.GetRotation().GetEulerAngles(gp_Extrinsic_XYZ, turn.x, turn.y, turn.z);
        *out_offset = vec_of(t.TranslationPart());
        *out_degrees = vec_scale(turn, 180.0 / M_PI);
    });
}

extern "C" lathe_status kernel_location_plane(const kernel_location *location, kernel_plane *out, lathe_error *err)
{
    kernel_vec offset, x, z;
    lathe_status st = guard(err, [&] {
        gp_Trsf t = location->value.Transformation();
        offset = vec_of(t.TranslationPart());
        x = vec_of(gp_Vec(1, 0, 0).Transformed(t).XYZ());
        z = vec_of(gp_Vec(0, 0, 1).Transformed(t).XYZ());
    });
    return st == LATHE_OK ? kernel_plane_make(offset, &x, z, out, err) : st;
}

extern "C" lathe_status kernel_moved(const kernel_shape *shape, const kernel_location *location, kernel_shape **out,
                                     lathe_error *err)
{
    return guard(err, [&] {
        const gp_Trsf motion = location->value.Transformation();
        *out = undone(shape) && is_plain_motion(motion) ? new_step(shape, step::MOVE, kernel_type_of(shape), &motion)
                             : new_shape(shape->value().Moved(location->value));
    });
}

extern "C" lathe_status kernel_located(const kernel_shape *shape, const kernel_location *location, kernel_shape **out,
                                       lathe_error *err)
{
    return guard(err, [&] {
        const gp_Trsf place = location->value.Transformation();
        kernel_shape *left = is_plain_motion(place) ? defer_located(shape, place) : nullptr;
        *out = left ? left : new_shape(shape->value().Located(location->value));
    });
}

static lathe_status transform(const kernel_shape *shape, const gp_Trsf &t, bool copy, kernel_shape **out)
{
    *out = undone(shape) && copy && is_plain_motion(t) ? new_step(shape, step::COPY, kernel_type_of(shape), &t)
                                 : new_shape(BRepBuilderAPI_Transform(shape->value(), t, copy).Shape());
    return LATHE_OK;
}

extern "C" lathe_status kernel_translate(const kernel_shape *shape, kernel_vec by, kernel_shape **out,
                                         lathe_error *err)
{
    return guard(err, [&] {
        gp_Trsf t;
        t.SetTranslation(vector_of(by));
        transform(shape, t, true, out);
    });
}

extern "C" lathe_status kernel_rotate(const kernel_shape *shape, kernel_vec start, kernel_vec end, double degrees,
                                      kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        gp_Trsf t;
        t.SetRotation(gp_Ax1(point_of(start), direction_of(vec_sub(end, start))), radians_of(degrees));
        transform(shape, t, true, out);
    });
}

extern "C" lathe_status kernel_mirror(const kernel_shape *shape, kernel_vec base, kernel_vec normal,
                                      kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        gp_Trsf t;
        t.SetMirror(axes_of(base, normal));
        transform(shape, t, true, out);
    });
}

extern "C" lathe_status kernel_mirror_in_plane(const kernel_shape *shape, const kernel_plane *plane, bool about_x,
                                               kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        gp_Ax3 local = system_of(*plane, plane->origin);
        gp_Trsf t;
        t.SetMirror(gp_Ax1(point_of(plane->origin), about_x ? local.XDirection() : local.YDirection()));
        transform(shape, t, false, out);
    });
}

extern "C" lathe_status kernel_scale(const kernel_shape *shape, double factor, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        gp_Trsf t;
        t.SetScale(gp_Pnt(0, 0, 0), factor);
        transform(shape, t, true, out);
    });
}

extern "C" lathe_status kernel_copy(const kernel_shape *shape, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(BRepBuilderAPI_Copy(shape->value(), Standard_True, Standard_False).Shape());
    });
}

extern "C" lathe_status kernel_downcast(const kernel_shape *shape, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] { *out = new_shape(shape->value()); });
}

extern "C" lathe_status kernel_copy_uncast(const kernel_shape *shape, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(BRepBuilderAPI_Copy(shape->value(), Standard_True, Standard_False).Shape());
        (*out)->is_uncast = true;
    });
}
