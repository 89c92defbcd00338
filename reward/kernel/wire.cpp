/* wire.cpp: wires taken apart, stitched and rounded. */
#include "reward/kernel/shim.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepGProp.hxx>
#include <BRepTools_WireExplorer.hxx>
#include <BRep_Tool.hxx>
#include <ChFi2d_FilletAPI.hxx>
#include <GCPnts_AbscissaPoint.hxx>
#include <GProp_GProps.hxx>
#include <TopTools_MapOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Iterator.hxx>
#include <TopoDS_Wire.hxx>
#include <gp_Pln.hxx>

using namespace shim;

extern "C" lathe_status kernel_wire_stitch(const kernel_shape *wire, const kernel_shape *other, kernel_shape **out,
                                           lathe_error *err)
{
    return guard(err, [&] {
        require_type(wire, TopAbs_WIRE);
        require_type(other, TopAbs_WIRE);
        BRepBuilderAPI_MakeWire builder;
        builder.Add(as_wire(wire));
        builder.Add(as_wire(other));
        builder.Build();
        *out = new_shape(builder.Wire());
    });
}

static std::vector<TopoDS_Shape> edges_of(const kernel_shape *wire)
{
    require_type(wire, TopAbs_WIRE);
    std::vector<TopoDS_Shape> edges;
    for (BRepTools_WireExplorer it(as_wire(wire)); !it.Current().IsNull(); it.Next())
        edges.push_back(it.Current());
    return edges;
}

extern "C" lathe_status kernel_wire_edges(const kernel_shape *wire, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] { fill_list(edges_of(wire), out); });
}

/* A unit tangent at a fraction of the length. */
static gp_Vec tangent_of(const TopoDS_Shape &edge, double fraction)
{
    BRepAdaptor_Curve curve(TopoDS::Edge(edge));
    double length = GCPnts_AbscissaPoint::Length(curve);
    gp_Pnt at;
    gp_Vec tangent;
    GCPnts_AbscissaPoint place(curve, length * fraction, curve.FirstParameter());
    curve.D1(done(place, "GCPnts_AbscissaPoint::Parameter()").Parameter(), at, tangent);
    return gp_Vec(gp_Dir(tangent));
}

/* The corner between two edges, which are cut back to make room for the arc. */
static TopoDS_Edge round_corner(TopoDS_Shape &edge, TopoDS_Shape &next, const gp_Vec &normal, double radius)
{
    GProp_GProps properties;
    BRepGProp::LinearProperties(edge, properties);
    TopoDS_Edge first = TopoDS::Edge(edge), second = TopoDS::Edge(next);
    ChFi2d_FilletAPI maker(first, second, gp_Pln(properties.CentreOfMass(), gp_Dir(normal)));
    if (!maker.Perform(radius))
        refuse_value("Failed fillet at a vertex!");
    gp_Pnt corner = BRep_Tool::Pnt(TopoDS::Vertex(TopoDS_Iterator(next).Value()));
    TopoDS_Edge arc = maker.Result(corner, first, second);
    edge = first;
    next = second;
    return arc;
}

extern "C" lathe_status kernel_wire_fillet(const kernel_shape *wire, double radius, const kernel_shape *const *vertices,
                                           size_t count, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(radius);
        std::vector<TopoDS_Shape> edges = edges_of(wire), corners;
        TopTools_MapOfShape wanted;
        for (size_t i = 0; i < count; i++)
            wanted.Add(vertices[i]->value());
        BRepTools_WireExplorer explorer(as_wire(wire));
        for (; explorer.More(); explorer.Next())
            corners.push_back(explorer.CurrentVertex());
        bool closed = BRep_Tool::IsClosed(wire->value());
        if (!closed)
            corners.push_back(explorer.CurrentVertex());
        std::vector<TopoDS_Edge> arcs(edges.size());
        for (size_t i = 0; i < edges.size() && (closed || i + 1 < edges.size()); i++) {
            TopoDS_Shape &next = edges[(i + 1) % edges.size()];
            gp_Vec normal = tangent_of(edges[i], 1).Crossed(tangent_of(next, 0));
            bool chosen = wanted.IsEmpty() || wanted.Contains(corners[(i + 1) % corners.size()]);
            if (chosen && normal.Magnitude() != 0)
                arcs[i] = round_corner(edges[i], next, normal, radius);
        }
        TopTools_ListOfShape all;
        for (size_t i = 0; i < edges.size(); i++) {
            all.Append(edges[i]);
            if (!arcs[i].IsNull())
                all.Append(arcs[i]);
        }
        BRepBuilderAPI_MakeWire builder;
        builder.Add(all);
        builder.Build();
        *out = new_shape(builder.Wire());
    });
}
