/* face.cpp: faces in their own parameters: measures there, edges and parts cut out there. */
#include "reward/kernel/face.h"
#include "reward/kernel/shim.hpp"

#include <Adaptor3d_IsoCurve.hxx>
#include <BRepAdaptor_CompCurve.hxx>
#include <BRepAdaptor_Curve.hxx>
#include <BRepAdaptor_Surface.hxx>
#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepBuilderAPI_NurbsConvert.hxx>
#include <BRepGProp_Face.hxx>
#include <BRepLib.hxx>
#include <BRepProj_Projection.hxx>
#include <BRepTools.hxx>
#include <BRep_Tool.hxx>
#include <GCE2d_MakeSegment.hxx>
#include <GCPnts_QuasiUniformAbscissa.hxx>
#include <Geom2dAPI_Interpolate.hxx>
#include <Geom2d_BSplineCurve.hxx>
#include <Geom2d_TrimmedCurve.hxx>
#include <GeomAPI_ProjectPointOnSurf.hxx>
#include <GeomAdaptor_Surface.hxx>
#include <Geom_BSplineCurve.hxx>
#include <Geom_BezierCurve.hxx>
#include <Geom_OffsetCurve.hxx>
#include <ShapeAnalysis_Surface.hxx>
#include <TColStd_HArray1OfReal.hxx>
#include <TColgp_HArray1OfPnt2d.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Iterator.hxx>
#include <TopoDS_Wire.hxx>

using namespace shim;

static const TopoDS_Face &face_of(const kernel_shape *shape)
{
    require_type(shape, TopAbs_FACE);
    return as_face(shape);
}

extern "C" lathe_status kernel_face_uv_bounds(const kernel_shape *face, double out[4], lathe_error *err)
{
    return guard(err, [&] { BRepTools::UVBounds(face_of(face), out[0], out[1], out[2], out[3]); });
}

extern "C" lathe_status kernel_face_param(const kernel_shape *face, kernel_vec point, kernel_uv *out, lathe_error *err)
{
    return guard(err, [&] {
        GeomAPI_ProjectPointOnSurf projector(point_of(point), BRep_Tool::Surface(face_of(face)));
        if (projector.NbPoints() == 0)
            throw StdFail_NotDone("GeomAPI_ProjectPointOnSurf::LowerDistanceParameters");
        projector.LowerDistanceParameters(out->u, out->v);
    });
}

extern "C" lathe_status kernel_face_params(const kernel_shape *face, const kernel_vec *points, size_t count,
                                           double tolerance, kernel_uv *out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(tolerance);
        Handle(ShapeAnalysis_Surface) surface = new ShapeAnalysis_Surface(BRep_Tool::Surface(face_of(face)));
        gp_Pnt2d at;
        for (size_t i = 0; i < count; i++) {
            gp_Pnt point = point_of(points[i]);
            at = i == 0 ? surface->ValueOfUV(point, tolerance) : surface->NextValueOfUV(at, point, tolerance);
            out[i] = kernel_uv{ at.X(), at.Y() };
        }
    });
}

extern "C" lathe_status kernel_face_at(const kernel_shape *face, kernel_uv at, kernel_vec *out_point,
                                       kernel_vec *out_normal, lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ at.u, at.v });
        gp_Pnt point;
        gp_Vec normal;
        BRepGProp_Face(face_of(face)).Normal(at.u, at.v, point, normal);
        *out_point = vec_of(point.XYZ());
        *out_normal = vec_of(normal.XYZ());
    });
}

extern "C" lathe_status kernel_face_tangents(const kernel_shape *face, kernel_uv at, bool on_surface,
                                             kernel_vec *out_point, kernel_vec *out_u, kernel_vec *out_v,
                                             lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ at.u, at.v });
        gp_Pnt point;
        gp_Vec du, dv;
        if (on_surface)
            BRep_Tool::Surface(face_of(face))->D1(at.u, at.v, point, du, dv);
        else
            BRepAdaptor_Surface(face_of(face)).D1(at.u, at.v, point, du, dv);
        *out_point = vec_of(point.XYZ());
        *out_u = vec_of(du.XYZ());
        *out_v = vec_of(dv.XYZ());
    });
}

static TopoDS_Edge edge_of(const Adaptor3d_Curve &curve, double first, double last)
{
    switch (curve.GetType()) {
    case GeomAbs_BSplineCurve:
        return BRepBuilderAPI_MakeEdge(curve.BSpline(), first, last).Edge();
    case GeomAbs_BezierCurve:
        return BRepBuilderAPI_MakeEdge(curve.Bezier(), first, last).Edge();
    case GeomAbs_Circle:
        return BRepBuilderAPI_MakeEdge(curve.Circle(), first, last).Edge();
    case GeomAbs_Line:
        return BRepBuilderAPI_MakeEdge(curve.Line(), first, last).Edge();
    case GeomAbs_Ellipse:
        return BRepBuilderAPI_MakeEdge(curve.Ellipse(), first, last).Edge();
    case GeomAbs_Hyperbola:
        return BRepBuilderAPI_MakeEdge(curve.Hyperbola(), first, last).Edge();
    case GeomAbs_Parabola:
        return BRepBuilderAPI_MakeEdge(curve.Parabola(), first, last).Edge();
    case GeomAbs_OffsetCurve:
        return BRepBuilderAPI_MakeEdge(curve.OffsetCurve(), first, last).Edge();
    default:
        refuse_value("{t} is not a supported curve type"); /* as CadQuery spells it */
    }
}

extern "C" lathe_status kernel_face_isoline(const kernel_shape *face, double param, bool constant_u,
                                            kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(param);
        double u0, u1, v0, v1;
        BRepTools::UVBounds(face_of(face), u0, u1, v0, v1);
        Handle(GeomAdaptor_Surface) surface = new GeomAdaptor_Surface(BRep_Tool::Surface(face_of(face)));
        Adaptor3d_IsoCurve curve(surface, constant_u ? GeomAbs_IsoU : GeomAbs_IsoV, param);
        *out = new_shape(constant_u ? edge_of(curve, v0, v1) : edge_of(curve, u0, u1));
    });
}

/* ---- parts of the surface ---- */

extern "C" lathe_status kernel_face_trim_box(const kernel_shape *face, const double box[4], double tolerance,
                                             kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ box[0], box[1], box[2], box[3], tolerance });
        *out = new_shape(
            BRepBuilderAPI_MakeFace(BRep_Tool::Surface(face_of(face)), box[0], box[1], box[2], box[3], tolerance)
                .Shape());
    });
}

/* Invalid faces are repaired. */
static kernel_shape *fixed(const TopoDS_Shape &shape)
{
    kernel_shape made{ shape }, *out = nullptr;
    lathe_error unused;
    if (shape.IsNull() || kernel_fix(&made, &out, &unused) != LATHE_OK)
        refuse_value("Null TopoDS_Shape object");
    return out;
}

static kernel_shape *trim(const kernel_shape *face, const TopoDS_Wire &outer, const kernel_shape *const *inner,
                          size_t count)
{
    BRepBuilderAPI_MakeFace builder(BRep_Tool::Surface(face_of(face)), outer);
    for (size_t i = 0; i < count; i++) {
        require_type(inner[i], TopAbs_WIRE);
        builder.Add(as_wire(inner[i]));
    }
    return fixed(builder.Face());
}

extern "C" lathe_status kernel_face_trim(const kernel_shape *face, const kernel_shape *const *wires, size_t count,
                                         kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(wires[0], TopAbs_WIRE);
        *out = trim(face, as_wire(wires[0]), wires + 1, count - 1);
    });
}

extern "C" lathe_status kernel_face_trim_polygon(const kernel_shape *face, const kernel_uv *points, size_t count,
                                                 kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        Handle(Geom_Surface) surface = BRep_Tool::Surface(face_of(face));
        TopTools_ListOfShape edges;
        for (size_t i = 0; i < count; i++) {
            const kernel_uv &a = points[i], &b = points[(i + 1) % count];
            check_numbers({ a.u, a.v });
            GCE2d_MakeSegment builder(gp_Pnt2d(a.u, a.v), gp_Pnt2d(b.u, b.v));
            Handle(Geom2d_TrimmedCurve) segment = made(builder.Value(), "GCE2d_MakeSegment::Value() - no result");
            edges.Append(BRepBuilderAPI_MakeEdge(segment, surface).Edge());
        }
        BRepBuilderAPI_MakeWire builder;
        builder.Add(edges);
        TopoDS_Wire wire = builder.Wire();
        BRepLib::BuildCurves3d(wire);
        *out = trim(face, wire, nullptr, 0);
    });
}

extern "C" lathe_status kernel_face_add_holes(const kernel_shape *face, const kernel_shape *const *wires, size_t count,
                                              kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        BRepBuilderAPI_MakeFace builder(face_of(face));
        for (size_t i = 0; i < count; i++) {
            require_type(wires[i], TopAbs_WIRE);
            builder.Add(as_wire(wires[i]));
        }
        *out = fixed(builder.Face());
    });
}

extern "C" lathe_status kernel_face_extend(const kernel_shape *face, double by, const bool sides[4],
                                           kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(by);
        TopoDS_Face from = face_of(face), made;
        if (BRepAdaptor_Surface(from).GetType() != GeomAbs_BSplineSurface)
            from = TopoDS::Face(BRepBuilderAPI_NurbsConvert(from, Standard_True).Shape());
        BRepLib::ExtendFace(from, by, sides[0], sides[1], sides[2], sides[3], made);
        *out = new_shape(made);
    });
}

/* ---- edges in (u, v) ---- */

static TopoDS_Edge interpolate(const kernel_shape *face, const std::vector<gp_Pnt2d> &points,
                               const std::vector<double> &parameters, bool periodic, double tolerance)
{
    check_number(tolerance);
    Handle(TColgp_HArray1OfPnt2d) array = new TColgp_HArray1OfPnt2d(1, (int)points.size());
    for (size_t i = 0; i < points.size(); i++) {
        check_numbers({ points[i].X(), points[i].Y() });
        array->SetValue((int)i + 1, points[i]);
    }
    Handle(Geom2d_BSplineCurve) curve;
    if (parameters.empty()) {
        Geom2dAPI_Interpolate builder(array, periodic, tolerance);
        builder.Perform();
        curve = done(builder, "Geom2dAPI_Interpolate: not done").Curve();
    } else {
        Handle(TColStd_HArray1OfReal) at = new TColStd_HArray1OfReal(1, (int)parameters.size());
        for (size_t i = 0; i < parameters.size(); i++)
            at->SetValue((int)i + 1, parameters[i]);
        Geom2dAPI_Interpolate builder(array, at, periodic, tolerance);
        builder.Perform();
        curve = done(builder, "Geom2dAPI_Interpolate: not done").Curve();
    }
    TopoDS_Edge edge = BRepBuilderAPI_MakeEdge(curve, BRep_Tool::Surface(face_of(face))).Edge();
    BRepLib::BuildCurves3d(edge);
    return edge;
}

extern "C" lathe_status kernel_edge_on_face(const kernel_shape *face, const kernel_uv *points, size_t count,
                                            const double *parameters, size_t parameter_count, bool periodic,
                                            double tolerance, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        if (count < 2)
            throw refusal{ FAILURE_BUILD, "Standard_ConstructionError", "Geom2dAPI_Interpolate: too few points" };
        std::vector<gp_Pnt2d> through;
        for (size_t i = 0; i < count; i++)
            through.emplace_back(points[i].u, points[i].v);
        std::vector<double> at(parameters, parameters + parameter_count);
        *out = new_shape(interpolate(face, through, at, periodic, tolerance));
    });
}

extern "C" lathe_status kernel_edge_onto_face(const kernel_shape *face, const kernel_shape *edge, int samples,
                                              double tolerance, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(edge, TopAbs_EDGE);
        if (samples < 2 || samples > 100000)
            throw refusal{ FAILURE_BUILD, "Standard_ConstructionError", "GCPnts_QuasiUniformAbscissa: bad number" };
        BRepAdaptor_Curve curve(as_edge(edge));
        bool closed = curve.IsClosed(), periodic = closed && curve.IsPeriodic();
        GCPnts_QuasiUniformAbscissa sampled(curve, closed ? samples + 1 : samples);
        std::vector<gp_Pnt2d> points;
        std::vector<double> parameters;
        for (int i = 1; i <= sampled.NbPoints() - (closed ? 1 : 0); i++) {
            gp_Pnt at = curve.Value(sampled.Parameter(i));
            points.emplace_back(at.X(), at.Y());
            parameters.push_back(sampled.Parameter(i));
        }
        if (periodic) {
            parameters.push_back(curve.FirstParameter() + curve.Period());
        } else if (closed) {
            points.push_back(points.front());
            parameters.push_back(curve.LastParameter());
        }
        *out = new_shape(interpolate(face, points, parameters, periodic, tolerance));
    });
}

extern "C" lathe_status kernel_curve_project(const kernel_shape *curve, const kernel_shape *face, kernel_vec direction,
                                             kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        std::vector<TopoDS_Shape> found;
        BRepProj_Projection projection(curve->value(), face->value(), direction_of(direction));
        for (; projection.More(); projection.Next())
            found.push_back(projection.Current());
        fill_list(found, out);
    });
}
