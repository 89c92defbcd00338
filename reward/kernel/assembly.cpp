/* assembly.cpp: see assembly.h. */
#include "reward/kernel/assembly.h"
#include "reward/kernel/shim.hpp"

#include <BRepAdaptor_Surface.hxx>
#include <BRepTools.hxx>
#include <Precision.hxx>
#include <Quantity_ColorRGBA.hxx>
#include <TopoDS.hxx>
#include <gp_Quaternion.hxx>
#include <gp_Trsf.hxx>

using namespace shim;

/* ---- colours ---- */

static kernel_color color_of(const Quantity_ColorRGBA &color)
{
    const NCollection_Vec4<float> &parts = color;
    return kernel_color{ parts[0], parts[1], parts[2], parts[3] };
}

extern "C" lathe_status kernel_color_default(kernel_color *out, lathe_error *err)
{
    return guard(err, [&] { *out = color_of(Quantity_ColorRGBA()); });
}

extern "C" lathe_status kernel_color_named(const char *name, bool *out_known, kernel_color *out, lathe_error *err)
{
    return guard(err, [&] {
        Quantity_ColorRGBA color;
        *out_known = Quantity_ColorRGBA::ColorFromName(name, color) || Quantity_ColorRGBA::ColorFromHex(name, color);
        if (*out_known)
            *out = color_of(color);
    });
}

extern "C" lathe_status kernel_color_of(kernel_vec parts, double alpha, bool srgb, kernel_color *out, lathe_error *err)
{
    return guard(err, [&] {
        check_vec(parts);
        Quantity_Color color(parts.x, parts.y, parts.z, srgb ? Quantity_TOC_sRGB : Quantity_TOC_RGB);
        *out = color_of(Quantity_ColorRGBA(color, static_cast<float>(alpha)));
    });
}

extern "C" lathe_status kernel_color_srgb(const kernel_color *color, kernel_vec *out, lathe_error *err)
{
    return guard(err, [&] {
        Quantity_ColorRGBA made(color->red, color->green, color->blue, color->alpha);
        made.GetRGB().Values(out->x, out->y, out->z, Quantity_TOC_sRGB);
    });
}

/* ---- rotations ---- */

extern "C" lathe_status kernel_location_quaternion(const kernel_location *location, kernel_vec *out_offset,
                                                   kernel_vec *out_axis, double *out_w, lathe_error *err)
{
    return guard(err, [&] {
        gp_Trsf t = location->value.Transformation();
        gp_Quaternion q = t.GetRotation();
        *out_offset = vec_of(t.TranslationPart());
        *out_axis = kernel_vec{ q.X(), q.Y(), q.Z() };
        *out_w = q.W();
    });
}

extern "C" lathe_status kernel_location_of_quaternion(kernel_vec offset, kernel_vec axis, double w,
                                                      kernel_location **out, lathe_error *err)
{
    return guard(err, [&] {
        check_vec(axis);
        check_number(w);
        gp_Trsf t;
        t.SetRotation(gp_Quaternion(axis.x, axis.y, axis.z, w));
        t.SetTranslationPart(vector_of(offset));
        *out = new kernel_location{ TopLoc_Location(t) };
    });
}

/* ---- markers ---- */

static bool has_no_bounds(const TopoDS_Shape &shape)
{
    double u0, u1, v0, v1;
    if (shape.ShapeType() != TopAbs_FACE)
        return false;
    BRepTools::UVBounds(TopoDS::Face(shape), u0, u1, v0, v1);
    return Precision::IsInfinite(u0) || Precision::IsInfinite(u1) || Precision::IsInfinite(v0) ||
           Precision::IsInfinite(v1);
}

extern "C" lathe_status kernel_marker_point(const kernel_shape *shape, kernel_vec *out, lathe_error *err)
{
    bool endless = false;
    lathe_status st = guard(err, [&] {
        endless = has_no_bounds(shape->value());
        if (endless)
            *out = vec_of(BRepAdaptor_Surface(as_face(shape)).Plane().Location().XYZ());
    });
    return st == LATHE_OK && !endless ? kernel_center(shape, out, err) : st;
}
