/* profile.cpp: wires of lines and circles read as outlines. */
#include "reward/kernel/profile.hpp"
#include "reward/kernel/curve.hpp"
#include "reward/kernel/outline.h"

#include <BRep_Builder.hxx>
#include <BRep_Tool.hxx>
#include <Geom_Circle.hxx>
#include <Geom_Line.hxx>
#include <Geom_TrimmedCurve.hxx>
#include <TopExp.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Iterator.hxx>
#include <TopoDS_Vertex.hxx>
#include <gp_Circ.hxx>

#include <algorithm>

using namespace shim;

/* How near to one another ends lie that are one point but for rounding. */
static const double LINKED = 1e-9;

namespace {

/* An edge of a wire, which runs from one to the other. */
struct wire_link {
    TopoDS_Vertex from, to;
    outline_curve curve;
};

} // namespace

/* Runs as the edge does. False for what is neither a line nor of a circle. */
static bool read_curve(const TopoDS_Edge &edge, outline_curve *out)
{
    double first, last;
    TopLoc_Location place;
    Handle(Geom_Curve) curve = BRep_Tool::Curve(edge, place, first, last);
    if (const Handle(Geom_TrimmedCurve) trimmed = Handle(Geom_TrimmedCurve)::DownCast(curve); !trimmed.IsNull())
        curve = trimmed->BasisCurve();
    if (curve.IsNull() || curve->IsKind(STANDARD_TYPE(Geom_Line)))
        return !curve.IsNull();
    const Handle(Geom_Circle) arc = Handle(Geom_Circle)::DownCast(curve);
    if (arc.IsNull())
        return false;
    const gp_Circ circle = arc->Circ().Transformed(place.Transformation());
    const kernel_vec axis = vec_of(circle.Axis().Direction().XYZ());
    out->is_arc = true;
    out->center = vec_of(circle.Location().XYZ());
    out->axis = edge.Orientation() == TopAbs_REVERSED ? vec_scale(axis, -1) : axis;
    out->radius = circle.Radius();
    out->sweep = last - first;
    return true;
}

static bool read_edge(const TopoDS_Edge &edge, wire_link *out)
{
    *out = {};
    if (edge.Orientation() != TopAbs_FORWARD && edge.Orientation() != TopAbs_REVERSED)
        return false;
    TopExp::Vertices(edge, out->from, out->to, Standard_True);
    if (out->from.IsNull() || out->to.IsNull() || !read_curve(edge, &out->curve))
        return false;
    out->curve.a = vec_of(BRep_Tool::Pnt(out->from).XYZ());
    out->curve.b = vec_of(BRep_Tool::Pnt(out->to).XYZ());
    return true;
}

/* Each link goes on where the one before ends, the first where the last does; false where they do not. */
static bool put_in_order(std::vector<wire_link> *links)
{
    for (size_t i = 1; i < links->size(); i++) {
        const TopoDS_Vertex at = (*links)[i - 1].to;
        const auto next = std::find_if(links->begin() + (long)i, links->end(), [&](const wire_link &l) { return l.from.IsSame(at); });
        if (next == links->end())
            return false;
        std::swap((*links)[i], *next);
    }
    return !links->empty() && links->back().to.IsSame(links->front().from);
}

/* False for what is no closed chain. */
static bool read_wire(const kernel_shape *wire, std::vector<outline_curve> *out)
{
    std::vector<wire_link> links;
    wire_link one;
    if (wire->is_uncast || wire->value().ShapeType() != TopAbs_WIRE || !BRep_Tool::IsClosed(wire->value()))
        return false;
    for (TopoDS_Iterator it(wire->value()); it.More(); it.Next()) {
        if (links.size() == OUTLINE_MAX_CURVES || !read_edge(TopoDS::Edge(it.Value()), &one))
            return false;
        links.push_back(one);
    }
    if (!put_in_order(&links))
        return false;
    for (const wire_link &l : links)
        out->push_back(l.curve);
    return true;
}

static bool is_turned(const std::vector<outline_loop> &loops, size_t i)
{
    bool is_hole = false;
    kernel_vec moment;
    for (size_t k = 0; k < loops.size(); k++)
        is_hole ^= k != i && outline_encloses(&loops[k], loops[i].curves[0].a);
    return (outline_area(&loops[i], &moment) < 0) != is_hole;
}

/* Of chains of curves in space, one for each ring. */
static std::shared_ptr<const profile> profile_of_chains(std::vector<std::vector<outline_curve>> &chains, profile &&made)
{
    std::vector<outline_loop> loops;
    outline_frame frame;
    outline_sums sums;
    made.curve_count = 0;
    for (std::vector<outline_curve> &chain : chains) {
        const uint32_t own = (uint32_t)chain.size();
        loops.push_back({ chain.data(), own });
        made.curve_count += own;
        if (made.curve_count > OUTLINE_MAX_CURVES || (loops.size() == 1 && !outline_plane(chain.data(), own, &frame)) ||
            !outline_flatten(&frame, chain.data(), own))
            return nullptr;
    }
    if (loops.empty() || !outlines_are_plain(loops.data(), (uint32_t)loops.size(), &sums) || sums.bodies != 1 || sums.touches)
        return nullptr;
    for (size_t i = 0; i < loops.size(); i++)
        made.rings[i].is_turned = is_turned(loops, i);
    made.plane = gp_Pln(point_of(frame.origin), direction_of(frame.z));
    return std::make_shared<const profile>(std::move(made));
}

std::shared_ptr<const profile> shim::profile_of(const kernel_shape *const *wires, size_t count)
{
    std::vector<std::vector<outline_curve>> chains(count);
    profile made = {};
    for (size_t i = 0; i < count; i++) {
        if (!read_wire(wires[i], &chains[i]))
            return nullptr;
        made.rings.push_back({ wires[i]->value(), false });
    }
    return profile_of_chains(chains, std::move(made));
}

/* Each ends where the next one begins. */
static bool are_linked(std::vector<outline_curve> *curves)
{
    for (size_t i = 0; i < curves->size(); i++) {
        const outline_curve &next = (*curves)[(i + 1) % curves->size()];
        if (!(vec_length(vec_sub((*curves)[i].b, next.a)) <= LINKED))
            return false;
        (*curves)[i].b = next.a;
    }
    return true;
}

std::shared_ptr<const profile> shim::profile_of_edges(const kernel_shape *const *edges, size_t count, double tolerance)
{
    std::vector<std::vector<outline_curve>> chains(1);
    profile made = {};
    TopoDS_Compound all;
    BRep_Builder builder;
    builder.MakeCompound(all);
    for (size_t i = 0; i < count && i <= OUTLINE_MAX_CURVES; i++) {
        wire_link one;
        if (edges[i]->is_uncast || edges[i]->value().ShapeType() != TopAbs_EDGE || !read_edge(as_edge(edges[i]), &one))
            return nullptr;
        chains[0].push_back(one.curve);
        made.loose.push_back(edges[i]->value());
        builder.Add(all, edges[i]->value());
    }
    if (count == 0 || !are_linked(&chains[0]))
        return nullptr;
    made.tolerance = tolerance;
    made.rings.push_back({ all, false });
    return profile_of_chains(chains, std::move(made));
}

std::vector<kernel_shape> shim::wires_of(const profile &outlines)
{
    std::vector<kernel_shape> wires;
    if (!outlines.loose.empty()) {
        for (const TopoDS_Shape &wire : connect_edges(outlines.loose, outlines.tolerance))
            wires.push_back({ wire });
        return wires;
    }
    for (const profile::ring &ring : outlines.rings)
        wires.push_back({ ring.edges });
    return wires;
}
