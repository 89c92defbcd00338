/* grid.cpp: faces between four lines of their parameters, as grids of points that meet the edges' own. */
#include "reward/kernel/skin.hpp"

#include <BRepAdaptor_Surface.hxx>
#include <BRep_Tool.hxx>
#include <Geom2d_Line.hxx>
#include <Geom2d_TrimmedCurve.hxx>
#include <TopoDS_Iterator.hxx>

#include <algorithm>

using namespace shim;

/* ---- finding ---- */

static bool has_parameters(GeomAbs_SurfaceType type, bool *out_is_ruled)
{
    *out_is_ruled = type == GeomAbs_Cylinder || type == GeomAbs_Cone || type == GeomAbs_SurfaceOfExtrusion;
    return *out_is_ruled || type == GeomAbs_Sphere || type == GeomAbs_Torus || type == GeomAbs_SurfaceOfRevolution;
}

namespace {

/* One edge of a face in its parameters. */
struct trace_line {
    TopoDS_Edge edge;
    bool along_u, rises;
    double level;
    bool inside_left; /* of who goes along rising parameters */
};

} // namespace

/* False for what is no line along u or v. */
static bool trace_edge(const TopoDS_Edge &edge, const TopoDS_Face &face, trace_line *out)
{
    double first, last;
    if (edge.Orientation() != TopAbs_FORWARD && edge.Orientation() != TopAbs_REVERSED)
        return false;
    Handle(Geom2d_Curve) curve = BRep_Tool::CurveOnSurface(edge, face, first, last);
    if (const Handle(Geom2d_TrimmedCurve) trimmed = Handle(Geom2d_TrimmedCurve)::DownCast(curve); !trimmed.IsNull())
        curve = trimmed->BasisCurve();
    const Handle(Geom2d_Line) line = Handle(Geom2d_Line)::DownCast(curve);
    if (line.IsNull())
        return false;
    const gp_Dir2d along = line->Direction();
    const gp_Pnt2d at = line->Value(first);
    const double slant = Precision::Angular();
    if (std::abs(along.X()) > slant && std::abs(along.Y()) > slant)
        return false;
    out->edge = edge;
    out->along_u = std::abs(along.Y()) <= slant;
    out->rises = (out->along_u ? along.X() : along.Y()) > 0;
    out->level = out->along_u ? at.Y() : at.X();
    out->inside_left = out->rises == (edge.Orientation() == face.Orientation());
    return true;
}

/* The four edges of the only wire; false where there are others. */
static bool trace_wire(const TopoDS_Face &face, trace_line out[4])
{
    int wires = 0, edges = 0;
    for (TopoDS_Iterator wire(face); wire.More(); wire.Next()) {
        if (wire.Value().ShapeType() != TopAbs_WIRE || wires++ > 0)
            return false;
        for (TopoDS_Iterator it(wire.Value()); it.More(); it.Next()) {
            if (edges == 4 || !trace_edge(TopoDS::Edge(it.Value()), face, &out[edges]))
                return false;
            edges++;
        }
    }
    return edges == 4;
}

bool shim::find_grid(const TopoDS_Face &face, skin_grid *out)
{
    trace_line lines[4];
    bool is_ruled;
    const trace_line *sides[4] = {}; /* low, high, left, right */
    if ((face.Orientation() != TopAbs_FORWARD && face.Orientation() != TopAbs_REVERSED) ||
        !has_parameters(BRepAdaptor_Surface(face, Standard_False).GetType(), &is_ruled) || !trace_wire(face, lines))
        return false;
    for (const trace_line &line : lines) {
        const int side = line.along_u ? (line.inside_left ? 0 : 1) : line.inside_left ? 3 : 2;
        if (sides[side])
            return false;
        sides[side] = &line;
    }
    if (!(sides[0]->level < sides[1]->level) || !(sides[2]->level < sides[3]->level))
        return false;
    *out = { face,
             { sides[0]->edge, sides[0]->rises },
             { sides[1]->edge, sides[1]->rises },
             { sides[2]->edge, sides[2]->rises },
             { sides[3]->edge, sides[3]->rises },
             { sides[2]->level, sides[3]->level },
             { sides[0]->level, sides[1]->level },
             is_ruled };
    return true;
}

/* ---- filling ---- */

skin_line skin::side(const TopoDS_Edge &edge, bool rises)
{
    const skin_line &line = line_of(edge);
    return rises ? line : line.reversed();
}

/* Where rows of the grid have points: as the finer of both ends; between two poles by the turn alone. */
std::vector<double> skin::steps_between(const skin_grid &grid, const skin_line &low, const skin_line &high) const
{
    if (!BRep_Tool::Degenerated(grid.low.edge) || !BRep_Tool::Degenerated(grid.high.edge))
        return low.at.size() >= high.at.size() ? low.at : high.at;
    const int count = (int)std::ceil((grid.u[1] - grid.u[0]) / own_angular_);
    std::vector<double> steps;
    for (int i = 0; i <= count; i++)
        steps.push_back((double)i / count);
    return steps;
}

/* The grid ends along `own`, upwards on its right; what lies between that and the edge. */
void skin::correct(const std::vector<uint32_t> &own, const std::vector<uint32_t> &edge, bool flip)
{
    if (own == edge)
        return;
    fan(edge, edge[0], flip);
    fan(own, edge[0], !flip);
}

/* Rows of the grid from low to high, each zipped to the one before. */
void skin::fill_grid(const skin_grid &grid, const skin_line sides[4], const std::vector<double> &rows)
{
    const BRepAdaptor_Surface surface(grid.face, Standard_False);
    const skin_line &low = sides[0], &high = sides[1], &left = sides[2], &right = sides[3];
    const std::vector<double> steps = steps_between(grid, low, high);
    const bool flip = grid.face.Orientation() == TopAbs_REVERSED;
    std::vector<uint32_t> own_left{ left.points.front() }, own_right{ right.points.front() };
    skin_line row = low;
    for (size_t k = 1; k + 1 < rows.size(); k++) {
        skin_line next{ {}, steps };
        const double v = grid.v[0] + (grid.v[1] - grid.v[0]) * rows[k];
        for (size_t i = 0; i < steps.size(); i++) {
            const skin_line *end = i == 0 ? &left : i + 1 == steps.size() ? &right : nullptr;
            if (end && end->at.size() == rows.size())
                next.points.push_back(end->points[k]);
            else
                next.points.push_back(point(surface.Value(grid.u[0] + (grid.u[1] - grid.u[0]) * steps[i], v).XYZ()));
        }
        own_left.push_back(next.points.front());
        own_right.push_back(next.points.back());
        zip(row, next, flip);
        row = next;
    }
    own_left.push_back(left.points.back());
    own_right.push_back(right.points.back());
    zip(row, high, flip);
    correct(own_left, left.points, !flip);
    correct(own_right, right.points, flip);
}

void skin::add_grid(const skin_grid &grid)
{
    const skin_line sides[4] = { side(grid.low.edge, grid.low.rises), side(grid.high.edge, grid.high.rises),
                                 side(grid.left.edge, grid.left.rises), side(grid.right.edge, grid.right.rises) };
    const skin_line &low = sides[0], &high = sides[1], &left = sides[2], &right = sides[3];
    if (!same_place(low.points.front(), left.points.front()) || !same_place(low.points.back(), right.points.front()) ||
        !same_place(high.points.front(), left.points.back()) || !same_place(high.points.back(), right.points.back()))
        throw StdFail_NotDone("edges of a face do not meet");
    const skin_line &longer = left.at.size() >= right.at.size() ? left : right;
    fill_grid(grid, sides, grid.is_ruled ? std::vector<double>{ 0, 1 } : longer.at);
}
