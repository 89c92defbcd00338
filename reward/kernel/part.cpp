/* part.cpp: exchanged parts of shapes, and what CadQuery asks of any shape. */
#include "reward/kernel/part.h"
#include "reward/kernel/shim.hpp"

#include <BRepBuilderAPI_NurbsConvert.hxx>
#include <BRepGProp.hxx>
#include <BRepIntCurveSurface_Inter.hxx>
#include <BRepTools.hxx>
#include <BRepTools_ReShape.hxx>
#include <BRep_Tool.hxx>
#include <GProp_GProps.hxx>
#include <Geom_Surface.hxx>
#include <ShapeCustom.hxx>
#include <ShapeCustom_RestrictionParameters.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Iterator.hxx>
#include <gce_MakeDir.hxx>
#include <gp_Ax3.hxx>
#include <gp_Lin.hxx>
#include <gp_Trsf.hxx>

#include <algorithm>

using namespace shim;

/* Rows in the order of kernel_type. */
static const TopAbs_ShapeEnum types[KERNEL_TYPE_COUNT] = { TopAbs_VERTEX, TopAbs_EDGE,  TopAbs_WIRE,      TopAbs_FACE,
                                                           TopAbs_SHELL,  TopAbs_SOLID, TopAbs_COMPSOLID, TopAbs_COMPOUND };

extern "C" lathe_status kernel_entities(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        TopTools_IndexedMapOfShape map;
        TopExp::MapShapes(shape->value(), types[type], map);
        std::vector<TopoDS_Shape> found;
        for (int i = 1; i <= map.Extent(); i++)
            found.push_back(map(i));
        fill_list(found, out);
    });
}

extern "C" lathe_status kernel_replace(const kernel_shape *shape, const kernel_shape *old, const kernel_shape *with,
                                       kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        TopTools_IndexedMapOfShape inside, within;
        TopExp::MapShapes(shape->value(), inside);
        TopExp::MapShapes(with->value(), within);
        /* OpenCASCADE would go on for ever. */
        if (inside.Contains(old->value()) && within.Contains(old->value()))
            throw refusal{ FAILURE_BUILD, "Standard_ConstructionError", "replaced by what contains it" };
        Handle(BRepTools_ReShape) builder = new BRepTools_ReShape;
        builder->Replace(old->value(), with->value());
        *out = new_shape(builder->Apply(shape->value()));
    });
}

extern "C" lathe_status kernel_remove(const kernel_shape *shape, const kernel_shape *const *parts, size_t count,
                                      kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        Handle(BRepTools_ReShape) builder = new BRepTools_ReShape;
        for (size_t i = 0; i < count; i++)
            builder->Remove(parts[i]->value());
        *out = new_shape(builder->Apply(shape->value()));
    });
}

extern "C" lathe_status kernel_reversed(const kernel_shape *shape, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] { *out = new_shape(shape->value().Reversed()); });
}

extern "C" lathe_status kernel_is_equal(const kernel_shape *a, const kernel_shape *b, bool *out, lathe_error *err)
{
    return guard(err, [&] { *out = a->value().IsEqual(b->value()); });
}

extern "C" lathe_status kernel_is_flagged_closed(const kernel_shape *shape, bool *out, lathe_error *err)
{
    return guard(err, [&] { *out = shape->value().Closed(); });
}

extern "C" lathe_status kernel_place_of(const kernel_shape *shape, kernel_location **out, lathe_error *err)
{
    return guard(err, [&] { *out = new kernel_location{ shape->value().Location() }; });
}

extern "C" lathe_status kernel_face_place(const kernel_shape *face, kernel_location **out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(face, TopAbs_FACE);
        const TopoDS_Face &f = as_face(face);
        double u0, u1, v0, v1;
        gp_Pnt at;
        gp_Vec du, dv;
        BRepTools::UVBounds(f, u0, u1, v0, v1);
        BRep_Tool::Surface(f)->D1((u0 + u1) / 2, (v0 + v1) / 2, at, du, dv);
        gp_Trsf t;
        t.SetTransformation(gp_Ax3(at, gp_Dir(du.Crossed(dv)), gp_Dir(du)));
        t.Invert();
        *out = new kernel_location{ TopLoc_Location(t) };
    });
}

/* What a compound's mass is of: its first child that is no compound. */
static TopAbs_ShapeEnum mass_type(const TopoDS_Shape &shape)
{
    if (shape.ShapeType() != TopAbs_COMPOUND)
        return shape.ShapeType();
    TopoDS_Iterator it(shape);
    return it.More() ? mass_type(it.Value()) : TopAbs_SOLID;
}

extern "C" lathe_status kernel_mass_within(const kernel_shape *shape, double tolerance, double *out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(tolerance);
        GProp_GProps properties;
        switch (mass_type(shape->value())) {
        case TopAbs_VERTEX:
            throw refusal{ FAILURE_TYPE, "TypeError", "'NoneType' object is not callable" };
        case TopAbs_EDGE:
        case TopAbs_WIRE: /* CadQuery's argument means to skip shared parts there */
            BRepGProp::LinearProperties(shape->value(), properties, Standard_True);
            break;
        case TopAbs_FACE:
        case TopAbs_SHELL:
            BRepGProp::SurfaceProperties(shape->value(), properties, tolerance);
            break;
        default:
            BRepGProp::VolumeProperties(shape->value(), properties, tolerance);
        }
        *out = properties.Mass();
    });
}

extern "C" lathe_status kernel_inertia(const kernel_shape *shape, double out[9], lathe_error *err)
{
    return guard(err, [&] {
        GProp_GProps properties;
        switch (shape->value().ShapeType()) {
        case TopAbs_VERTEX:
            throw refusal{ FAILURE_VALUE, "NotImplementedError", "" };
        case TopAbs_EDGE:
        case TopAbs_WIRE:
            BRepGProp::LinearProperties(shape->value(), properties);
            break;
        case TopAbs_FACE:
        case TopAbs_SHELL:
            BRepGProp::SurfaceProperties(shape->value(), properties);
            break;
        default:
            BRepGProp::VolumeProperties(shape->value(), properties);
        }
        gp_Mat inertia = properties.MatrixOfInertia();
        for (int i = 0; i < 9; i++)
            out[i] = inertia.Value(i / 3 + 1, i % 3 + 1);
    });
}

extern "C" lathe_status kernel_to_splines(const kernel_shape *shape, int degree, double tolerance, bool rational,
                                          kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(tolerance);
        Handle(ShapeCustom_RestrictionParameters) parameters = new ShapeCustom_RestrictionParameters;
        *out = new_shape(ShapeCustom::BSplineRestriction(shape->value(), tolerance, tolerance, degree, 1, GeomAbs_C0,
                                                         GeomAbs_C0, Standard_True, !rational, parameters));
    });
}

extern "C" lathe_status kernel_to_nurbs(const kernel_shape *shape, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] { *out = new_shape(BRepBuilderAPI_NurbsConvert(shape->value(), Standard_True).Shape()); });
}

extern "C" lathe_status kernel_faces_met(const kernel_shape *shape, kernel_vec point, kernel_vec axis, double tolerance,
                                         kernel_side side, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(tolerance);
        gp_Pnt from = point_of(point);
        gp_Dir along = direction_of(axis);
        struct met {
            double distance;
            TopoDS_Shape face;
        };
        std::vector<met> all;
        BRepIntCurveSurface_Inter inter;
        inter.Init(shape->value(), gp_Lin(from, along), tolerance);
        for (; inter.More(); inter.Next()) {
            double distance = from.SquareDistance(inter.Pnt());
            if (side != KERNEL_SIDE_ANY) {
                gce_MakeDir direction(from, inter.Pnt());
                if (!direction.IsDone() || distance <= tolerance)
                    continue;
                bool opposite = direction.Value().IsOpposite(along, tolerance);
                if (opposite != (side == KERNEL_SIDE_OPPOSITE))
                    continue;
            }
            all.push_back({ distance, inter.Face() });
        }
        std::stable_sort(all.begin(), all.end(), [](const met &a, const met &b) { return a.distance < b.distance; });
        std::vector<TopoDS_Shape> faces;
        for (const met &m : all)
            faces.push_back(m.face);
        fill_list(faces, out);
    });
}
