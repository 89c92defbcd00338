/* surface.cpp: faces made of curves, points and other faces. */
#include "reward/kernel/face.h"
#include "reward/kernel/trace.hpp"

#include <algorithm>

#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepFill.hxx>
#include <BRepOffsetAPI_MakeFilling.hxx>
#include <BRepOffset_MakeOffset.hxx>
#include <GeomAPI_PointsToBSplineSurface.hxx>
#include <Geom_BSplineSurface.hxx>
#include <Precision.hxx>
#include <TColgp_Array2OfPnt.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Shell.hxx>
#include <TopoDS_Wire.hxx>
#include <gp_Pln.hxx>

using namespace shim;

extern "C" lathe_status kernel_face_rectangle(double w, double l, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ w, l });
        gp_Pln plane(gp_Pnt(0, 0, 0), gp_Dir(0, 0, 1));
        *out = new_shape(BRepBuilderAPI_MakeFace(plane, -w / 2, w / 2, -l / 2, l / 2).Face());
    });
}

extern "C" lathe_status kernel_face_ruled(const kernel_shape *a, const kernel_shape *b, kernel_shape **out,
                                          lathe_error *err)
{
    return guard(err, [&] {
        require_type(b, a->value().ShapeType());
        if (a->value().ShapeType() == TopAbs_WIRE) {
            *out = new_shape(BRepFill::Shell(as_wire(a), as_wire(b)));
        } else {
            require_type(a, TopAbs_EDGE);
            *out = new_shape(BRepFill::Face(as_edge(a), as_edge(b)));
        }
    });
}

extern "C" lathe_status kernel_face_spline(const kernel_spline_surface *how, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(how->tolerance);
        TColgp_Array2OfPnt points(1, (int)how->rows, 1, (int)how->columns);
        for (size_t i = 0; i < how->rows; i++)
            for (size_t j = 0; j < how->columns; j++)
                points.SetValue((int)i + 1, (int)j + 1, point_of(how->points[i * how->columns + j]));
        check_enough(how->smoothing ? how->columns : std::min(how->rows, how->columns), how->smoothing != nullptr);
        GeomAPI_PointsToBSplineSurface builder;
        if (how->smoothing) {
            const double *w = how->smoothing;
            check_numbers({ w[0], w[1], w[2] });
            builder.Init(points, w[0], w[1], w[2], how->max_degree, GeomAbs_C2, how->tolerance);
        } else {
            builder.Init(points, how->min_degree, how->max_degree, GeomAbs_C2, how->tolerance);
        }
        if (!builder.IsDone())
            refuse_value("B-spline approximation failed");
        *out = new_shape(BRepBuilderAPI_MakeFace(builder.Surface(), Precision::Confusion()).Face());
    });
}

extern "C" lathe_status kernel_face_fill(const kernel_filling *how, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ how->tolerance_2d, how->tolerance_3d, how->tolerance_angle, how->tolerance_curvature });
        BRepOffsetAPI_MakeFilling builder(how->degree, how->points_on_curve, how->iterations, how->anisotropic,
                                          how->tolerance_2d, how->tolerance_3d, how->tolerance_angle,
                                          how->tolerance_curvature, how->max_degree, how->max_segments);
        for (size_t i = 0; i < how->edge_count; i++) {
            require_type(how->edges[i], TopAbs_EDGE);
            const TopoDS_Edge &edge = as_edge(how->edges[i]);
            if (how->supports)
                builder.Add(edge, as_face(how->supports[i]), GeomAbs_G1, Standard_True);
            else
                builder.Add(edge, GeomAbs_C0);
        }
        for (size_t i = 0; i < how->inner_count; i++) {
            require_type(how->inner[i], TopAbs_EDGE);
            builder.Add(as_edge(how->inner[i]), GeomAbs_C0, Standard_False);
        }
        for (size_t i = 0; i < how->point_count; i++)
            builder.Add(point_of(how->points[i]));
        if (how->edge_count == 0)
            throw StdFail_NotDone("BRep_API: command not done");
        builder.Build();
        *out = new_shape(builder.Shape());
    });
}

extern "C" lathe_status kernel_offset_shape(const kernel_shape *shape, double by, double tolerance, bool solid,
                                            kernel_trace *trace, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ by, tolerance });
        BRepOffset_MakeOffset builder;
        builder.Initialize(shape->value(), by, tolerance, BRepOffset_Skin, Standard_False, Standard_False,
                           GeomAbs_Intersection, solid);
        builder.MakeOffsetShape();
        trace_deleted(trace, builder);
        trace_changes(trace, builder);
        *out = new_shape(builder.Shape());
    });
}
