/* strip.cpp: faces of any outline on surfaces with lines or circles along v, from their edges down to the least v. */
#include "reward/kernel/skin.hpp"

#include <BRepAdaptor_Surface.hxx>
#include <BRep_Tool.hxx>
#include <Geom2d_Curve.hxx>
#include <TopExp_Explorer.hxx>
#include <gp_Pnt2d.hxx>

#include <algorithm>
#include <limits>

using namespace shim;

namespace {

/* An edge of a face as it runs, with where its points lie in the face's parameters. */
struct followed_edge {
    std::vector<uint32_t> points;
    std::vector<gp_Pnt2d> at;
};

} // namespace

/* How far apart levels of v may be: nothing bends between them on surfaces of lines. 0 for other surfaces. */
static double level_step(GeomAbs_SurfaceType type, double angular)
{
    switch (type) {
    case GeomAbs_Cylinder:
    case GeomAbs_Cone:
    case GeomAbs_SurfaceOfExtrusion:
        return std::numeric_limits<double>::infinity();
    case GeomAbs_Sphere:
    case GeomAbs_Torus:
        return angular;
    default:
        return 0;
    }
}

bool shim::can_be_stripped(const TopoDS_Face &face)
{
    double first, last;
    if (level_step(BRepAdaptor_Surface(face, Standard_False).GetType(), 1) == 0)
        return false;
    for (TopExp_Explorer it(face, TopAbs_EDGE); it.More(); it.Next()) {
        const TopoDS_Edge &edge = TopoDS::Edge(it.Current());
        if (BRep_Tool::CurveOnSurface(edge, face, first, last).IsNull() ||
            !(BRep_Tool::Degenerated(edge) || BRep_Tool::SameParameter(edge)))
            return false;
    }
    return true;
}

static followed_edge follow(const TopoDS_Edge &edge, const TopoDS_Face &face, const skin_line &line, double angular)
{
    double first, last;
    const Handle(Geom2d_Curve) curve = BRep_Tool::CurveOnSurface(edge, face, first, last);
    followed_edge out{ line.points, {} };
    std::vector<double> at = line.at;
    if (BRep_Tool::Degenerated(edge)) { /* a point that the parameters turn about */
        const int count = 1 + (int)std::ceil(std::abs(curve->Value(last).X() - curve->Value(first).X()) / angular);
        out.points.assign((size_t)count + 1, line.points[0]);
        at.clear();
        for (int i = 0; i <= count; i++)
            at.push_back((double)i / count);
    }
    for (double t : at)
        out.at.push_back(curve->Value(first + (last - first) * t));
    if (edge.Orientation() == TopAbs_REVERSED) {
        std::reverse(out.points.begin(), out.points.end());
        std::reverse(out.at.begin(), out.at.end());
    }
    return out;
}

/* Upwards from the base to a point of an edge. */
skin_line skin::column(const Adaptor3d_Surface &surface, const gp_Pnt2d &at, uint32_t top, double base, double step)
{
    skin_line line{ { point(surface.Value(at.X(), base).XYZ()) }, { 0 } };
    const double height = at.Y() - base;
    for (int k = 1; k * step < height - Precision::PConfusion(); k++) {
        line.points.push_back(point(surface.Value(at.X(), base + k * step).XYZ()));
        line.at.push_back(k * step);
    }
    line.points.push_back(top);
    line.at.push_back(height);
    return line;
}

/* Between each edge and the base, once for each time that it runs along there: what is not the face's cancels. */
void skin::add_strips(const TopoDS_Face &face)
{
    const BRepAdaptor_Surface surface(face, Standard_False);
    const double step = level_step(surface.GetType(), own_angular_);
    std::vector<followed_edge> edges;
    double base = std::numeric_limits<double>::infinity();
    for (TopExp_Explorer it(face, TopAbs_EDGE); it.More(); it.Next()) {
        const TopoDS_Edge &edge = TopoDS::Edge(it.Current());
        if (edge.Orientation() != TopAbs_FORWARD && edge.Orientation() != TopAbs_REVERSED)
            continue;
        edges.push_back(follow(edge, face, line_of(edge), own_angular_));
        for (const gp_Pnt2d &at : edges.back().at)
            base = std::min(base, at.Y());
    }
    for (size_t e = 0, apex = 0; e < edges.size(); e++) {
        std::vector<uint32_t> feet;
        skin_line before;
        for (size_t i = 0; i < edges[e].points.size(); i++) {
            const skin_line here = column(surface, edges[e].at[i], edges[e].points[i], base, step);
            feet.push_back(here.points[0]);
            if (i > 0)
                zip(before, here, false);
            before = here;
        }
        if (e == 0)
            apex = feet[0];
        fan(feet, (uint32_t)apex, false);
    }
}
