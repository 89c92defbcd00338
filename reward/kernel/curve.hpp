/* curve.hpp: OpenCASCADE's view of an edge or a wire as one curve, for the files of the shim that measure curves. */
#ifndef LATHE_REWARD_KERNEL_CURVE_HPP
#define LATHE_REWARD_KERNEL_CURVE_HPP

#include "reward/kernel/shim.hpp"

#include <BRepAdaptor_CompCurve.hxx>
#include <BRepAdaptor_Curve.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopoDS.hxx>

namespace shim {

/* The adaptor of an edge or wire; a wire of one edge is that edge, as in CadQuery. */
inline Handle(Adaptor3d_Curve) curve_of(const kernel_shape *shape)
{
    const TopoDS_Shape &s = require_cast(shape);
    if (s.ShapeType() == TopAbs_EDGE)
        return new BRepAdaptor_Curve(TopoDS::Edge(s));
    require_type(shape, TopAbs_WIRE);
    TopTools_IndexedMapOfShape edges;
    TopExp::MapShapes(s, TopAbs_EDGE, edges);
    if (edges.Extent() == 1)
        return new BRepAdaptor_Curve(TopoDS::Edge(edges(1)));
    return new BRepAdaptor_CompCurve(TopoDS::Wire(s));
}

/* Wires of edges, end to end within the tolerance. */
std::vector<TopoDS_Shape> connect_edges(const std::vector<TopoDS_Shape> &edges, double tolerance);

} // namespace shim

#endif
