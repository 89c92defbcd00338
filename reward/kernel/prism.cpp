/* prism.cpp: prisms on parts, drafts, offsets of wires and projections along normals. */
#include "reward/kernel/func.h"
#include "reward/kernel/trace.hpp"

#include <BRepAdaptor_Surface.hxx>
#include <BRepAlgo_NormalProjection.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepFeat_MakeDPrism.hxx>
#include <BRepFeat_MakePrism.hxx>
#include <BRepFilletAPI_MakeChamfer.hxx>
#include <BRepFilletAPI_MakeFillet.hxx>
#include <BRepOffsetAPI_DraftAngle.hxx>
#include <BRepOffsetAPI_MakeOffset.hxx>
#include <BRep_Tool.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Wire.hxx>
#include <gp_Pln.hxx>

using namespace shim;

/* A feature has lists of them. */
template <typename Feature> static void trace_feature_ends(kernel_trace *trace, Feature &feature)
{
    if (!trace)
        return;
    for (TopTools_ListIteratorOfListOfShape it(feature.FirstShape()); it.More(); it.Next())
        trace->first = united(trace->first, it.Value());
    for (TopTools_ListIteratorOfListOfShape it(feature.LastShape()); it.More(); it.Next())
        trace->last = united(trace->last, it.Value());
}

template <typename Feature> static TopoDS_Shape perform(Feature &feature, const kernel_prism_how *how)
{
    if (how->has_length) {
        check_number(how->length);
        feature.Perform(how->length);
    } else if (how->from) {
        feature.Perform(how->from->value(), how->to->value());
    } else if (how->to) {
        feature.Perform(how->to->value());
    } else {
        feature.PerformThruAll();
    }
    trace_changes(how->trace, feature);
    trace_feature_ends(how->trace, feature);
    return feature.Shape();
}

extern "C" lathe_status kernel_prism_on(const kernel_shape *shape, const kernel_shape *profile,
                                        const kernel_prism_how *how, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(profile, TopAbs_FACE);
        const TopoDS_Face &face = as_face(profile);
        TopoDS_Face base;
        if (how->base) {
            require_type(how->base, TopAbs_FACE);
            base = as_face(how->base);
        }
        if (how->drafted) {
            check_number(how->taper);
            BRepFeat_MakeDPrism feature(shape->value(), face, base, radians_of(how->taper), how->additive,
                                        Standard_False);
            *out = new_shape(perform(feature, how));
        } else {
            BRepFeat_MakePrism feature(shape->value(), face, base, direction_of(how->direction), how->additive,
                                       Standard_False);
            *out = new_shape(perform(feature, how));
        }
    });
}

extern "C" lathe_status kernel_draft(const kernel_shape *shape, const kernel_shape *base,
                                     const kernel_shape *const *faces, size_t count, kernel_vec direction,
                                     double degrees, kernel_trace *trace, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(degrees);
        require_type(base, TopAbs_FACE);
        gp_Pln plane = BRepAdaptor_Surface(as_face(base)).Plane();
        BRepOffsetAPI_DraftAngle builder(shape->value());
        for (size_t i = 0; i < count; i++) {
            builder.Add(as_face(faces[i]), direction_of(direction), radians_of(degrees), plane);
            if (!builder.AddDone())
                refuse_value("Face cannot be used in a draft operation.");
        }
        builder.Build();
        trace_changes(trace, builder);
        *out = new_shape(packed(builder.Shape()));
    });
}

template <typename Builder>
static kernel_shape *change_edges(Builder &&builder, double size, const kernel_shape *const *edges, size_t count,
                                  kernel_trace *trace)
{
    check_number(size);
    for (size_t i = 0; i < count; i++)
        builder.Add(size, as_edge(edges[i]));
    builder.Build();
    trace_changes(trace, builder);
    return new_shape(packed(builder.Shape()));
}

extern "C" lathe_status kernel_fillet_edges(const kernel_shape *solid, double radius, const kernel_shape *const *edges,
                                            size_t count, kernel_trace *trace, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = change_edges(BRepFilletAPI_MakeFillet(solid->value()), radius, edges, count, trace);
    });
}

extern "C" lathe_status kernel_chamfer_edges(const kernel_shape *solid, double length,
                                             const kernel_shape *const *edges, size_t count, kernel_trace *trace,
                                             kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = change_edges(BRepFilletAPI_MakeChamfer(solid->value()), length, edges, count, trace);
    });
}

extern "C" lathe_status kernel_offset_wires(const kernel_shape *const *wires, size_t count, const kernel_shape *face,
                                            double distance, kernel_join join, bool closed, kernel_shape **out,
                                            lathe_error *err)
{
    return guard(err, [&] {
        static const GeomAbs_JoinType joins[] = { GeomAbs_Arc, GeomAbs_Intersection, GeomAbs_Tangent };
        check_number(distance);
        BRepOffsetAPI_MakeOffset builder;
        if (face) {
            require_type(face, TopAbs_FACE);
            BRepBuilderAPI_MakeFace plane(BRep_Tool::Surface(as_face(face)), 1e-6);
            for (size_t i = 0; i < count; i++)
                plane.Add(as_wire(wires[i]));
            plane.Build();
            builder.Init(plane.Face(), joins[join], !closed);
        } else {
            builder.Init(joins[join], !closed);
            for (size_t i = 0; i < count; i++)
                builder.AddWire(as_wire(wires[i]));
        }
        builder.Perform(distance);
        *out = new_shape(packed(builder.Shape()));
    });
}

extern "C" lathe_status kernel_project_normally(const kernel_shape *const *wires, size_t count,
                                                const kernel_shape *base, double tolerance, const char *continuity,
                                                int degree, int max_segments, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(tolerance);
        BRepAlgo_NormalProjection builder(base->value());
        builder.SetParams(tolerance, std::pow(tolerance, 2.0 / 3), continuity_of(continuity), degree, max_segments);
        for (size_t i = 0; i < count; i++)
            builder.Add(wires[i]->value());
        builder.Build();
        *out = new_shape(packed(builder.Projection()));
    });
}
