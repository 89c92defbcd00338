/* curve_measure.cpp: parameters, points, directions and places of curves. */
#include "reward/kernel/curve.hpp"
#include "reward/kernel/curve_measure.h"

#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepLib_FindSurface.hxx>
#include <GCPnts_AbscissaPoint.hxx>
#include <GCPnts_QuasiUniformAbscissa.hxx>
#include <GCPnts_QuasiUniformDeflection.hxx>
#include <GeomAPI_ProjectPointOnCurve.hxx>
#include <GeomConvert_ApproxCurve.hxx>
#include <GeomFill_CorrectedFrenet.hxx>
#include <GeomFill_Frenet.hxx>
#include <Geom_BSplineCurve.hxx>
#include <Geom_Plane.hxx>
#include <LProp3d_CLProps.hxx>
#include <ShapeAnalysis_Edge.hxx>
#include <gp_Circ.hxx>
#include <gp_Elips.hxx>

using namespace shim;

extern "C" void kernel_numbers_clear(kernel_numbers *numbers)
{
    std::free(numbers->items);
    *numbers = KERNEL_NUMBERS_INIT;
}

extern "C" lathe_status kernel_curve_bounds(const kernel_shape *curve, double *out_first, double *out_last,
                                            lathe_error *err)
{
    return guard(err, [&] {
        Handle(Adaptor3d_Curve) c = curve_of(curve);
        *out_first = c->FirstParameter();
        *out_last = c->LastParameter();
    });
}

extern "C" lathe_status kernel_curve_parameter_at(const kernel_shape *curve, double fraction, double *out,
                                                  lathe_error *err)
{
    return guard(err, [&] {
        check_number(fraction);
        Handle(Adaptor3d_Curve) c = curve_of(curve);
        double length = GCPnts_AbscissaPoint::Length(*c);
        GCPnts_AbscissaPoint at(*c, length * fraction, c->FirstParameter());
        *out = done(at, "GCPnts_AbscissaPoint::Parameter()").Parameter();
    });
}

/* The curve itself; a wire's is approximated. */
static Handle(Geom_Curve) geometry_of(const Handle(Adaptor3d_Curve) & c)
{
    Handle(BRepAdaptor_Curve) edge = Handle(BRepAdaptor_Curve)::DownCast(c);
    Handle(Geom_Curve) curve;
    if (!edge.IsNull())
        curve = edge->Curve().Curve();
    else
        curve = GeomConvert_ApproxCurve(c, 1e-6, GeomAbs_C2, 100, 3).Curve();
    if (curve.IsNull())
        throw refusal{ FAILURE_BUILD, "Standard_NullObject", "the edge has no curve" };
    return curve;
}

extern "C" lathe_status kernel_curve_parameters_near(const kernel_shape *curve, const kernel_vec *points, size_t count,
                                                     double *out, lathe_error *err)
{
    return guard(err, [&] {
        Handle(Adaptor3d_Curve) c = curve_of(curve);
        Handle(Geom_Curve) geometry = geometry_of(c);
        GeomAPI_ProjectPointOnCurve projector;
        projector.Init(geometry, c->FirstParameter(), c->LastParameter());
        for (size_t i = 0; i < count; i++) {
            projector.Perform(point_of(points[i]));
            if (projector.NbPoints() == 0)
                throw StdFail_NotDone("GeomAPI_ProjectPointOnCurve::LowerDistanceParameter");
            out[i] = projector.LowerDistanceParameter();
        }
    });
}

extern "C" lathe_status kernel_curve_value(const kernel_shape *curve, double parameter, kernel_vec *out,
                                           lathe_error *err)
{
    return guard(err, [&] {
        check_number(parameter);
        *out = vec_of(curve_of(curve)->Value(parameter).XYZ());
    });
}

extern "C" lathe_status kernel_curve_direction(const kernel_shape *curve, double parameter, kernel_vec *out,
                                               lathe_error *err)
{
    return guard(err, [&] {
        check_number(parameter);
        gp_Pnt at;
        gp_Vec tangent;
        curve_of(curve)->D1(parameter, at, tangent);
        *out = vec_of(gp_Dir(tangent).XYZ());
    });
}

extern "C" lathe_status kernel_curve_curvature(const kernel_shape *curve, double parameter, double resolution,
                                               double *out, lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ parameter, resolution });
        *out = LProp3d_CLProps(curve_of(curve), parameter, 2, resolution).Curvature();
    });
}

extern "C" lathe_status kernel_curve_place(const kernel_shape *curve, double parameter, kernel_frame frame, bool planar,
                                           kernel_location **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(parameter);
        Handle(Adaptor3d_Curve) c = curve_of(curve);
        Handle(GeomFill_TrihedronLaw) law;
        if (frame == KERNEL_FRAME_FRENET)
            law = new GeomFill_Frenet();
        else
            law = new GeomFill_CorrectedFrenet();
        law->SetCurve(c);
        gp_Vec tangent, normal, binormal;
        law->D0(parameter, tangent, normal, binormal);
        gp_Pnt at = c->Value(parameter);
        gp_Trsf t;
        if (planar)
            t.SetTransformation(gp_Ax3(at, gp_Dir(0, 0, 1), gp_Dir(gp_Vec(0, 0, 1).Crossed(tangent))), gp_Ax3());
        else
            t.SetTransformation(gp_Ax3(at, gp_Dir(tangent), gp_Dir(normal)), gp_Ax3());
        *out = new kernel_location{ TopLoc_Location(t) };
    });
}

extern "C" lathe_status kernel_curve_normal(const kernel_shape *curve, kernel_vec *out, lathe_error *err)
{
    return guard(err, [&] {
        if (curve->value().ShapeType() == TopAbs_EDGE) {
            Handle(Adaptor3d_Curve) c = curve_of(curve);
            if (c->GetType() == GeomAbs_Circle) {
                *out = vec_of(c->Circle().Axis().Direction().XYZ());
                return;
            }
            if (c->GetType() == GeomAbs_Ellipse) {
                *out = vec_of(c->Ellipse().Axis().Direction().XYZ());
                return;
            }
        }
        BRepLib_FindSurface found(require_cast(curve), -1, Standard_True);
        Handle(Geom_Plane) plane = Handle(Geom_Plane)::DownCast(found.Surface());
        if (plane.IsNull())
            refuse_value("Normal not defined");
        *out = vec_of(plane->Pln().Axis().Direction().XYZ());
    });
}

/* Parameters of what GCPnts found; a closed curve has its end once. */
template <typename Points> static void take_parameters(const Points &points, bool closed, kernel_numbers *out)
{
    done(points, "GCPnts: not done");
    int count = points.NbPoints() - closed;
    if (count <= 0)
        return;
    double *items = static_cast<double *>(std::calloc((size_t)count, sizeof *items));
    if (!items)
        throw std::bad_alloc();
    for (int i = 0; i < count; i++)
        items[i] = points.Parameter(i + 1);
    *out = kernel_numbers{ items, (size_t)count };
}

extern "C" lathe_status kernel_curve_sample(const kernel_shape *curve, uint32_t count, kernel_numbers *out,
                                            lathe_error *err)
{
    return guard(err, [&] {
        Handle(Adaptor3d_Curve) c = curve_of(curve);
        bool closed = c->IsClosed();
        if (count + closed < 2)
            throw Standard_ConstructionError("GCPnts_QuasiUniformAbscissa: bad number");
        take_parameters(GCPnts_QuasiUniformAbscissa(*c, (int)count + closed), closed, out);
    });
}

extern "C" lathe_status kernel_curve_sample_within(const kernel_shape *curve, double deflection, kernel_numbers *out,
                                                   lathe_error *err)
{
    return guard(err, [&] {
        check_number(deflection);
        Handle(Adaptor3d_Curve) c = curve_of(curve);
        take_parameters(GCPnts_QuasiUniformDeflection(*c, deflection), c->IsClosed(), out);
    });
}

extern "C" lathe_status kernel_edge_trim(const kernel_shape *edge, double first, double last, kernel_shape **out,
                                         lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ first, last });
        require_type(edge, TopAbs_EDGE);
        *out = new_shape(BRepBuilderAPI_MakeEdge(geometry_of(curve_of(edge)), first, last).Edge());
    });
}

extern "C" lathe_status kernel_edge_is_on_face(const kernel_shape *edge, const kernel_shape *face, bool *out,
                                               lathe_error *err)
{
    return guard(err, [&] {
        require_type(edge, TopAbs_EDGE);
        require_type(face, TopAbs_FACE);
        *out = ShapeAnalysis_Edge().HasPCurve(as_edge(edge), as_face(face));
    });
}
