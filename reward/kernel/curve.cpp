/* curve.cpp: edges, wires and what is asked of them. */
#include "reward/kernel/curve.hpp"
#include "reward/kernel/curve_measure.h"

#include <BRepAdaptor_CompCurve.hxx>
#include <BRepAdaptor_Curve.hxx>
#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepBuilderAPI_MakePolygon.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepLib.hxx>
#include <BRepOffsetAPI_MakeOffset.hxx>
#include <BRep_Tool.hxx>
#include <GCE2d_MakeSegment.hxx>
#include <GCPnts_AbscissaPoint.hxx>
#include <GC_MakeArcOfCircle.hxx>
#include <GC_MakeArcOfEllipse.hxx>
#include <Geom2d_Line.hxx>
#include <Geom2d_TrimmedCurve.hxx>
#include <GeomAPI_Interpolate.hxx>
#include <GeomAPI_PointsToBSpline.hxx>
#include <GeomFill_Frenet.hxx>
#include <Geom_BSplineCurve.hxx>
#include <Geom_BezierCurve.hxx>
#include <Geom_ConicalSurface.hxx>
#include <Geom_CylindricalSurface.hxx>
#include <Geom_TrimmedCurve.hxx>
#include <Precision.hxx>
#include <ShapeAnalysis.hxx>
#include <ShapeAnalysis_FreeBounds.hxx>
#include <TColStd_HArray1OfBoolean.hxx>
#include <TColStd_HArray1OfReal.hxx>
#include <TColgp_Array1OfPnt.hxx>
#include <TColgp_Array1OfVec.hxx>
#include <TColgp_HArray1OfPnt.hxx>
#include <TopExp.hxx>
#include <TopTools_HSequenceOfShape.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Iterator.hxx>
#include <TopoDS_Vertex.hxx>
#include <TopoDS_Wire.hxx>
#include <gp_Circ.hxx>
#include <gp_Elips.hxx>

using namespace shim;

extern "C" lathe_status kernel_edge_line(kernel_vec a, kernel_vec b, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] { *out = new_shape(BRepBuilderAPI_MakeEdge(point_of(a), point_of(b)).Edge()); });
}

static Handle(Geom_TrimmedCurve) arc_of(const GC_MakeArcOfCircle &builder)
{
    return made(builder.Value(), "GC_MakeArcOfCircle::Value() - no result");
}

extern "C" lathe_status kernel_edge_arc(kernel_vec a, kernel_vec through, kernel_vec b, kernel_shape **out,
                                        lathe_error *err)
{
    return guard(err, [&] {
        Handle(Geom_TrimmedCurve) arc = arc_of(GC_MakeArcOfCircle(point_of(a), point_of(through), point_of(b)));
        *out = new_shape(BRepBuilderAPI_MakeEdge(arc).Edge());
    });
}

extern "C" lathe_status kernel_edge_tangent_arc(kernel_vec a, kernel_vec tangent, kernel_vec b, kernel_shape **out,
                                                lathe_error *err)
{
    return guard(err, [&] {
        const kernel_vec to = vec_sub(b, a);
        if (vec_length(vec_cross(tangent, to)) <= gp::Resolution() && vec_length(to) > 0)
            throw Standard_ConstructionError("gp_Dir() - input vector has zero norm");
        Handle(Geom_TrimmedCurve) arc = arc_of(GC_MakeArcOfCircle(point_of(a), vector_of(tangent), point_of(b)));
        *out = new_shape(BRepBuilderAPI_MakeEdge(arc).Edge());
    });
}

extern "C" lathe_status kernel_edge_circle(double radius, kernel_vec center, kernel_vec normal, double angle1,
                                           double angle2, bool anticlockwise, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        gp_Circ circle(axes_of(center, normal), radius);
        if (angle1 == angle2) {
            *out = new_shape(BRepBuilderAPI_MakeEdge(circle).Edge());
            return;
        }
        Handle(Geom_TrimmedCurve) arc =
            GC_MakeArcOfCircle(circle, radians_of(angle1), radians_of(angle2), anticlockwise).Value();
        *out = new_shape(BRepBuilderAPI_MakeEdge(arc).Edge());
    });
}

extern "C" lathe_status kernel_edge_ellipse(double x_radius, double y_radius, kernel_vec center, kernel_vec normal,
                                            kernel_vec x_dir, double angle1, double angle2, bool anticlockwise,
                                            kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        gp_Ax2 axes(point_of(center), direction_of(normal), direction_of(x_dir));
        /* OpenCASCADE wants the major axis first. */
        bool turned = y_radius > x_radius;
        double correction = turned ? radians_of(90) : 0;
        gp_Elips ellipse = turned ? gp_Elips(axes, y_radius, x_radius).Rotated(axes.Axis(), correction)
                                  : gp_Elips(axes, x_radius, y_radius);
        if (angle1 == angle2) {
            *out = new_shape(BRepBuilderAPI_MakeEdge(ellipse).Edge());
            return;
        }
        Handle(Geom_TrimmedCurve) arc = GC_MakeArcOfEllipse(ellipse, radians_of(angle1) - correction,
                                                            radians_of(angle2) - correction, anticlockwise)
                                            .Value();
        *out = new_shape(BRepBuilderAPI_MakeEdge(arc).Edge());
    });
}

/* An array may not be empty; `refused` is what OpenCASCADE says to that. */
static Handle(TColgp_HArray1OfPnt) points_of(const kernel_vec *points, size_t count, const char *refused)
{
    if (count == 0)
        throw refusal{ FAILURE_BUILD, refused, "no points" };
    Handle(TColgp_HArray1OfPnt) array = new TColgp_HArray1OfPnt(1, (int)count);
    for (size_t i = 0; i < count; i++)
        array->SetValue((int)i + 1, point_of(points[i]));
    return array;
}

static void load_tangents(GeomAPI_Interpolate &builder, const kernel_spline *s)
{
    if (s->tangent_count == 2 && s->point_count != 2) {
        builder.Load(vector_of(s->tangents[0]), vector_of(s->tangents[1]), s->scale);
        return;
    }
    if (s->tangent_count != s->point_count)
        refuse_value("There must be one tangent for each interpolation point, or just two end point tangents");
    TColgp_Array1OfVec tangents(1, (int)s->tangent_count);
    Handle(TColStd_HArray1OfBoolean) given = new TColStd_HArray1OfBoolean(1, (int)s->tangent_count);
    for (size_t i = 0; i < s->tangent_count; i++) {
        given->SetValue((int)i + 1, s->tangent_given[i]);
        tangents.SetValue((int)i + 1, s->tangent_given[i] ? vector_of(s->tangents[i]) : gp_Vec(0, 0, 0));
    }
    builder.Load(tangents, given, s->scale);
}

static Handle(TColStd_HArray1OfReal) parameters_of(const kernel_spline *s)
{
    if (!s->plain && s->parameter_count != s->point_count + s->periodic)
        refuse_value("There must be one parameter for each interpolation point (plus one if periodic), or none "
                     "specified");
    Handle(TColStd_HArray1OfReal) array = new TColStd_HArray1OfReal(1, (int)s->parameter_count);
    for (size_t i = 0; i < s->parameter_count; i++) {
        check_number(s->parameters[i]);
        array->SetValue((int)i + 1, s->parameters[i]);
    }
    return array;
}

extern "C" lathe_status kernel_edge_spline(const kernel_spline *s, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(s->tolerance);
        Handle(TColgp_HArray1OfPnt) points = points_of(s->points, s->point_count, "Standard_OutOfRange");
        auto finish = [&](GeomAPI_Interpolate &&builder) {
            if (s->tangent_count)
                load_tangents(builder, s);
            builder.Perform();
            if (!s->plain && !builder.IsDone())
                refuse_value("B-spline interpolation failed");
            *out = new_shape(BRepBuilderAPI_MakeEdge(builder.Curve()).Edge());
        };
        if (s->parameters)
            finish(GeomAPI_Interpolate(points, parameters_of(s), s->periodic, s->tolerance));
        else
            finish(GeomAPI_Interpolate(points, s->periodic, s->tolerance));
    });
}

extern "C" lathe_status kernel_edge_bezier(const kernel_vec *points, size_t count, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        if (count < 2 || count > (size_t)Geom_BezierCurve::MaxDegree() + 1)
            throw Standard_ConstructionError("Geom_BezierCurve: number of points");
        Handle(TColgp_HArray1OfPnt) array = points_of(points, count, "Standard_ConstructionError");
        Handle(Geom_BezierCurve) curve = new Geom_BezierCurve(array->Array1());
        *out = new_shape(BRepBuilderAPI_MakeEdge(curve).Edge());
    });
}

extern "C" lathe_status kernel_edge_approximate(const kernel_vec *points, size_t count,
                                                const kernel_approximation *how, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(how->tolerance);
        Handle(TColgp_HArray1OfPnt) kept = points_of(points, count, "Standard_OutOfRange");
        const TColgp_Array1OfPnt &array = kept->Array1();
        check_enough(count, how->smoothing != nullptr);
        GeomAPI_PointsToBSpline builder;
        const double *w = how->smoothing;
        if (w) {
            check_numbers({ w[0], w[1], w[2] });
            builder.Init(array, w[0], w[1], w[2], how->max_degree, GeomAbs_C2, how->tolerance);
        } else {
            builder.Init(array, how->min_degree, how->max_degree, GeomAbs_C2, how->tolerance);
        }
        if (!builder.IsDone())
            refuse_value("B-spline approximation failed");
        *out = new_shape(BRepBuilderAPI_MakeEdge(builder.Curve()).Edge());
    });
}

extern "C" lathe_status kernel_wire_assemble(const kernel_shape *const *edges, size_t count, kernel_shape **out,
                                             lathe_error *err)
{
    return guard(err, [&] {
        BRepBuilderAPI_MakeWire builder;
        builder.Add(list_of(edges, count));
        builder.Build();
        *out = new_shape(builder.Wire());
    });
}

extern "C" lathe_status kernel_wire_polygon(const kernel_vec *points, size_t count, bool close, kernel_shape **out,
                                            lathe_error *err)
{
    return guard(err, [&] {
        BRepBuilderAPI_MakePolygon builder;
        for (size_t i = 0; i < count; i++)
            builder.Add(point_of(points[i]));
        if (close)
            builder.Close();
        *out = new_shape(builder.Wire());
    });
}

extern "C" lathe_status kernel_wire_helix(double pitch, double height, double radius, kernel_vec center,
                                          kernel_vec direction, double cone_degrees, bool left_handed,
                                          kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_numbers({ pitch, height, radius, cone_degrees });
        if (pitch == 0)
            throw refusal{ FAILURE_VALUE, "ZeroDivisionError", "float division by zero" };
        gp_Ax3 axes(point_of(center), direction_of(direction));
        Handle(Geom_Surface) surface;
        if (cone_degrees == 360.0)
            surface = new Geom_CylindricalSurface(axes, radius);
        else
            surface = new Geom_ConicalSurface(axes, radians_of(cone_degrees), radius);
        Geom2d_Line line(gp_Pnt2d(0, 0), gp_Dir2d(left_handed ? -2 * M_PI : 2 * M_PI, pitch));
        double turns = height / pitch;
        gp_Pnt2d last = line.Value(turns * std::sqrt(4 * M_PI * M_PI + pitch * pitch));
        Handle(Geom2d_TrimmedCurve) segment =
            made(GCE2d_MakeSegment(line.Value(0.0), last).Value(), "GCE2d_MakeSegment::Value() - no result");
        TopoDS_Edge edge = BRepBuilderAPI_MakeEdge(segment, surface).Edge();
        TopoDS_Wire wire = BRepBuilderAPI_MakeWire(edge).Wire();
        BRepLib::BuildCurves3d(wire, 1e-6, GeomAbs_C1, 14, 2000);
        *out = new_shape(wire);
    });
}

std::vector<TopoDS_Shape> shim::connect_edges(const std::vector<TopoDS_Shape> &edges, double tolerance)
{
    Handle(TopTools_HSequenceOfShape) in = new TopTools_HSequenceOfShape, wires = new TopTools_HSequenceOfShape;
    for (const TopoDS_Shape &edge : edges)
        in->Append(edge);
    ShapeAnalysis_FreeBounds::ConnectEdgesToWires(in, tolerance, Standard_False, wires);
    std::vector<TopoDS_Shape> found;
    for (int i = 1; i <= wires->Length(); i++)
        found.push_back(wires->Value(i));
    return found;
}

extern "C" lathe_status kernel_wires_connect(const kernel_shape *const *edges, size_t count, double tolerance,
                                             kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        std::vector<TopoDS_Shape> in;
        for (size_t i = 0; i < count; i++)
            in.push_back(edges[i]->value());
        fill_list(connect_edges(in, tolerance), out);
    });
}

extern "C" lathe_status kernel_wires_combine(const kernel_shape *const *shapes, size_t count, double tolerance,
                                             kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        TopTools_IndexedMapOfShape map;
        for (size_t i = 0; i < count; i++)
            TopExp::MapShapes(shapes[i]->value(), TopAbs_EDGE, map);
        std::vector<TopoDS_Shape> in;
        for (int i = 1; i <= map.Extent(); i++)
            in.push_back(map(i));
        fill_list(connect_edges(in, tolerance), out);
    });
}

extern "C" lathe_status kernel_wire_offset(const kernel_shape *wire, double distance, kernel_join join,
                                           kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        static const GeomAbs_JoinType joins[] = { GeomAbs_Arc, GeomAbs_Intersection, GeomAbs_Tangent };
        require_type(wire, TopAbs_WIRE);
        BRepOffsetAPI_MakeOffset builder;
        builder.Init(joins[join]);
        builder.AddWire(as_wire(wire));
        builder.Perform(distance);
        TopoDS_Shape made = builder.Shape();
        if (made.IsNull())
            refuse_value("Null TopoDS_Shape object");
        std::vector<TopoDS_Shape> found;
        if (made.ShapeType() == TopAbs_COMPOUND) {
            for (TopoDS_Iterator it(made); it.More(); it.Next())
                found.push_back(it.Value());
        } else {
            found.push_back(made);
        }
        fill_list(found, out);
    });
}

static kernel_vec bound_of(const kernel_shape *curve, bool last)
{
    TopoDS_Vertex v1, v2;
    ShapeAnalysis::FindBounds(curve->value(), v1, v2);
    const TopoDS_Vertex &v = last ? v2 : v1;
    if (v.IsNull())
        refuse_value("Null TopoDS_Shape object");
    return vec_of(BRep_Tool::Pnt(v).XYZ());
}

extern "C" lathe_status kernel_curve_start(const kernel_shape *curve, kernel_vec *out, lathe_error *err)
{
    return guard(err, [&] { *out = bound_of(curve, false); });
}

extern "C" lathe_status kernel_curve_end(const kernel_shape *curve, kernel_vec *out, lathe_error *err)
{
    return guard(err, [&] { *out = bound_of(curve, true); });
}

extern "C" lathe_status kernel_curve_length(const kernel_shape *curve, double *out, lathe_error *err)
{
    return guard(err, [&] { *out = GCPnts_AbscissaPoint::Length(*curve_of(curve)); });
}

extern "C" lathe_status kernel_curve_position(const kernel_shape *curve, double fraction, kernel_vec *out,
                                              lathe_error *err)
{
    double parameter;
    lathe_status st = kernel_curve_parameter_at(curve, fraction, &parameter, err);
    return st == LATHE_OK ? kernel_curve_value(curve, parameter, out, err) : st;
}

extern "C" lathe_status kernel_curve_tangent(const kernel_shape *curve, double fraction, kernel_vec *out,
                                             lathe_error *err)
{
    double parameter;
    lathe_status st = kernel_curve_parameter_at(curve, fraction, &parameter, err);
    return st == LATHE_OK ? kernel_curve_direction(curve, parameter, out, err) : st;
}

extern "C" lathe_status kernel_edge_line_direction(const kernel_shape *edge, kernel_vec *out, lathe_error *err)
{
    return kernel_curve_tangent(edge, 0.5, out, err);
}

/* The first edge's, as in CadQuery. */
extern "C" lathe_status kernel_curve_radius(const kernel_shape *curve, double *out, lathe_error *err)
{
    return guard(err, [&] {
        Handle(Adaptor3d_Curve) c = curve_of(curve);
        Handle(BRepAdaptor_CompCurve) wire = Handle(BRepAdaptor_CompCurve)::DownCast(c);
        if (!wire.IsNull()) {
            TopoDS_Edge first;
            double at;
            wire->Edge(wire->FirstParameter(), first, at);
            c = new BRepAdaptor_Curve(first);
        }
        if (c->GetType() != GeomAbs_Circle)
            refuse_value("Shape could not be reduced to a circle");
        *out = c->Circle().Radius();
    });
}

extern "C" lathe_status kernel_curve_center(const kernel_shape *edge, kernel_vec *out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(edge, TopAbs_EDGE);
        BRepAdaptor_Curve adaptor(as_edge(edge));
        if (adaptor.GetType() == GeomAbs_Circle)
            *out = vec_of(adaptor.Circle().Location().XYZ());
        else if (adaptor.GetType() == GeomAbs_Ellipse)
            *out = vec_of(adaptor.Ellipse().Location().XYZ());
        else
            refuse_value("this curve has no arc center");
    });
}

extern "C" lathe_status kernel_curve_is_closed(const kernel_shape *curve, bool *out, lathe_error *err)
{
    return guard(err, [&] { *out = BRep_Tool::IsClosed(curve->value()); });
}
