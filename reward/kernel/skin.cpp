/* skin.cpp: edges, flat faces as fans, prisms, and faces from OpenCASCADE's mesh; grids stand in grid.cpp, strips in strip.cpp. */
#include "reward/kernel/skin.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepAdaptor_Surface.hxx>
#include <BRep_Builder.hxx>
#include <BRep_Tool.hxx>
#include <GCPnts_TangentialDeflection.hxx>
#include <Poly_PolygonOnTriangulation.hxx>
#include <Poly_Triangulation.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Iterator.hxx>
#include <TopoDS_Wire.hxx>

#include <algorithm>

using namespace shim;

enum { MAX_CUTS = 100000 }; /* of one edge */
/* Of an arc's length, what its chords may miss it by: a shallow one turns little, and bounds thin parts. */
static const double CIRCLE_SAGITTA = 5e-5;

skin_line skin_line::reversed() const
{
    skin_line back{ { points.rbegin(), points.rend() }, { at.rbegin(), at.rend() } };
    for (double &t : back.at)
        t = 1 - t;
    return back;
}

uint32_t skin::point(const gp_XYZ &at)
{
    points_.push_back(at);
    return (uint32_t)points_.size() - 1;
}

/* ---- edges ---- */

/* Parameters between the ends. */
static std::vector<double> cuts_of(const BRepAdaptor_Curve &curve, double linear, double angular)
{
    const double first = curve.FirstParameter(), last = curve.LastParameter();
    std::vector<double> cuts;
    if (curve.GetType() == GeomAbs_Line)
        return cuts;
    if (curve.GetType() == GeomAbs_Circle) {
        const double turn = last - first, shallow = std::sqrt(8 * CIRCLE_SAGITTA * turn);
        const int count = (int)std::min(std::ceil(turn / std::min(angular, shallow)), (double)MAX_CUTS);
        for (int i = 1; i < count; i++)
            cuts.push_back(first + (last - first) * i / count);
        return cuts;
    }
    /* Of a closed curve the ends say nothing about its size. */
    const gp_Pnt from = curve.Value(first), half = curve.Value((first + last) / 2), to = curve.Value(last);
    const double size = from.Distance(half) + half.Distance(to);
    GCPnts_TangentialDeflection points(curve, angular, std::max(linear * size, Precision::Confusion()), 2);
    for (int i = 2; i < points.NbPoints(); i++)
        cuts.push_back(points.Parameter(i));
    return cuts;
}

skin_line skin::cut(const TopoDS_Edge &edge)
{
    TopoDS_Vertex begin, end;
    TopExp::Vertices(edge, begin, end);
    if (begin.IsNull() || end.IsNull())
        throw StdFail_NotDone("edge without ends");
    skin_line line;
    line.points.push_back(point(BRep_Tool::Pnt(begin).XYZ()));
    line.at.push_back(0);
    if (!BRep_Tool::Degenerated(edge)) {
        const BRepAdaptor_Curve curve(edge);
        const double first = curve.FirstParameter(), last = curve.LastParameter();
        for (double t : cuts_of(curve, fine_.linear * OWN, own_angular_)) {
            line.points.push_back(point(curve.Value(t).XYZ()));
            line.at.push_back((t - first) / (last - first));
        }
    }
    line.points.push_back(point(BRep_Tool::Pnt(end).XYZ()));
    line.at.push_back(1);
    return line;
}

/* Of the edge forward. */
const skin_line &skin::line_of(const TopoDS_Edge &edge)
{
    const int index = edges_.FindIndex(edge);
    if (index > 0)
        return lines_[index - 1];
    lines_.push_back(cut(TopoDS::Edge(edge.Oriented(TopAbs_FORWARD))));
    edges_.Add(edge);
    return lines_.back();
}

/* ---- triangles ---- */

void skin::triangle(uint32_t a, uint32_t b, uint32_t c, bool flip)
{
    triangles_.push_back(a);
    triangles_.push_back(flip ? c : b);
    triangles_.push_back(flip ? b : c);
}

/* Between the line from first to last and its chord: halved again and again, so that a level of z meets few. */
void skin::close(const std::vector<uint32_t> &line, size_t first, size_t last, bool flip)
{
    const size_t middle = (first + last) / 2;
    if (last - first < 2)
        return;
    triangle(line[first], line[middle], line[last], flip);
    close(line, first, middle, flip);
    close(line, middle, last, flip);
}

/* Between the line and the corner. */
void skin::fan(const std::vector<uint32_t> &line, uint32_t apex, bool flip)
{
    close(line, 0, line.size() - 1, flip);
    if (line.front() != apex && line.back() != apex)
        triangle(apex, line.front(), line.back(), flip);
}

/* Between two lines side by side, low to the right of who goes along high. */
void skin::zip(const skin_line &low, const skin_line &high, bool flip)
{
    size_t i = 0, k = 0;
    while (i + 1 < low.points.size() || k + 1 < high.points.size()) {
        const bool along_low = k + 1 == high.points.size() ||
                               (i + 1 < low.points.size() && low.at[i + 1] <= high.at[k + 1]);
        if (along_low) {
            triangle(low.points[i], low.points[i + 1], high.points[k], flip);
            i++;
        } else {
            triangle(low.points[i], high.points[k + 1], high.points[k], flip);
            k++;
        }
    }
}

/* ---- flat faces ---- */

void skin::add_flat(const TopoDS_Face &face)
{
    bool begun = false;
    uint32_t apex = 0;
    for (TopoDS_Iterator wire(face); wire.More(); wire.Next()) {
        if (wire.Value().ShapeType() != TopAbs_WIRE)
            continue;
        for (TopoDS_Iterator it(wire.Value()); it.More(); it.Next()) {
            const TopoDS_Edge &edge = TopoDS::Edge(it.Value());
            if (edge.Orientation() != TopAbs_FORWARD && edge.Orientation() != TopAbs_REVERSED)
                continue;
            const skin_line &line = line_of(edge);
            if (!begun)
                apex = line.points[0];
            begun = true;
            fan(line.points, apex, edge.Orientation() == TopAbs_REVERSED);
        }
    }
}

/* ---- prisms ---- */

skin_line skin::moved(const skin_line &line, const gp_Vec &by)
{
    skin_line out{ {}, line.at };
    for (uint32_t p : line.points)
        out.points.push_back(point(points_[p] + by.XYZ()));
    return out;
}

/* Both ends and the sides over a wire, which runs with the inside on its left, seen against the sweep. */
void skin::add_swept(const TopoDS_Shape &wire, const gp_Vec &sweep, bool flip, skin_ends *apex)
{
    for (TopoDS_Iterator it(wire); it.More(); it.Next()) {
        const TopoDS_Edge &edge = TopoDS::Edge(it.Value());
        if (edge.Orientation() != TopAbs_FORWARD && edge.Orientation() != TopAbs_REVERSED)
            continue;
        const bool turned = flip != (edge.Orientation() == TopAbs_REVERSED);
        const skin_line &low = line_of(edge);
        const skin_line high = moved(low, sweep);
        if (!apex->begun)
            *apex = { true, low.points[0], high.points[0] };
        zip(low, high, turned);
        fan(low.points, apex->low, !turned);
        fan(high.points, apex->high, turned);
    }
}

void skin::add_prism(const profile &outlines, const gp_Vec &sweep)
{
    const bool against = sweep.Dot(outlines.plane.Axis().Direction()) < 0;
    skin_ends apex = {};
    for (const profile::ring &ring : outlines.rings)
        add_swept(ring.edges, sweep, ring.is_turned != against, &apex);
}

void skin::add_prisms(const TopoDS_Shape &flat, const gp_Vec &sweep)
{
    for (TopExp_Explorer face(flat, TopAbs_FACE); face.More(); face.Next()) {
        const BRepAdaptor_Surface surface(TopoDS::Face(face.Current()), Standard_False);
        if (surface.GetType() != GeomAbs_Plane)
            throw StdFail_NotDone("face of a prism is not flat");
        const bool is_turned = face.Current().Orientation() == TopAbs_REVERSED;
        const bool against = (sweep.Dot(surface.Plane().Axis().Direction()) < 0) != is_turned;
        skin_ends apex = {};
        for (TopoDS_Iterator wire(face.Current()); wire.More(); wire.Next()) {
            if (wire.Value().ShapeType() == TopAbs_WIRE)
                add_swept(wire.Value(), sweep, against, &apex);
        }
    }
}

/* ---- meshed faces ---- */

void skin::take_mesh_edges(const TopoDS_Face &face)
{
    TopLoc_Location place;
    const Handle(Poly_Triangulation) mesh = BRep_Tool::Triangulation(face, place);
    if (mesh.IsNull())
        return;
    for (TopExp_Explorer it(face, TopAbs_EDGE); it.More(); it.Next()) {
        const TopoDS_Edge &edge = TopoDS::Edge(it.Current());
        const Handle(Poly_PolygonOnTriangulation) polygon = BRep_Tool::PolygonOnTriangulation(edge, mesh, place);
        if (edges_.Contains(edge) || polygon.IsNull())
            continue;
        skin_line line;
        const int count = polygon->NbNodes();
        double first, last;
        BRep_Tool::Range(edge, first, last);
        for (int i = 1; i <= count; i++) {
            gp_XYZ at = mesh->Node(polygon->Node(i)).XYZ();
            place.Transformation().Transforms(at);
            line.points.push_back(point(at));
            line.at.push_back(polygon->HasParameters() ? (polygon->Parameter(i) - first) / (last - first)
                                                       : (i - 1.0) / (count - 1));
        }
        lines_.push_back(line);
        edges_.Add(edge);
    }
}

void skin::add_meshed(const TopoDS_Face &face)
{
    TopLoc_Location place;
    const Handle(Poly_Triangulation) mesh = BRep_Tool::Triangulation(face, place);
    if (mesh.IsNull())
        return;
    const uint32_t first = (uint32_t)points_.size() - 1; /* nodes count from 1 */
    for (int i = 1; i <= mesh->NbNodes(); i++) {
        gp_XYZ at = mesh->Node(i).XYZ();
        place.Transformation().Transforms(at);
        point(at);
    }
    for (int i = 1; i <= mesh->NbTriangles(); i++) {
        int a, b, c;
        mesh->Triangle(i).Get(a, b, c);
        triangle(first + (uint32_t)a, first + (uint32_t)b, first + (uint32_t)c, face.Orientation() == TopAbs_REVERSED);
    }
}

/* ---- all ---- */

void skin::add(const TopoDS_Shape &shape)
{
    TopTools_IndexedMapOfShape faces;
    TopoDS_Compound others;
    BRep_Builder builder;
    std::vector<TopoDS_Face> flat, strips, meshed;
    std::vector<skin_grid> grids;
    skin_grid grid;
    builder.MakeCompound(others);
    TopExp::MapShapes(shape, TopAbs_FACE, faces);
    for (int i = 1; i <= faces.Extent(); i++) {
        const TopoDS_Face &face = TopoDS::Face(faces(i));
        if (BRepAdaptor_Surface(face, Standard_False).GetType() == GeomAbs_Plane) {
            flat.push_back(face);
        } else if (find_grid(face, &grid)) {
            grids.push_back(grid);
        } else if (can_be_stripped(face)) {
            strips.push_back(face);
        } else {
            meshed.push_back(face);
            builder.Add(others, face);
        }
    }
    if (!meshed.empty())
        mesh_shape(others, fine_, least_());
    for (const TopoDS_Face &face : meshed) {
        take_mesh_edges(face);
        add_meshed(face);
    }
    for (const skin_grid &found : grids)
        add_grid(found);
    for (const TopoDS_Face &face : strips)
        add_strips(face);
    for (const TopoDS_Face &face : flat)
        add_flat(face);
}

lathe_status skin::give(triangle_mesh *out, lathe_error *err) const
{
    triangle_mesh mesh = MESH_INIT;
    if (triangles_.empty())
        return LATHE_OK;
    if (points_.size() > MESH_MAX_VERTICES || triangles_.size() / 3 > MESH_MAX_TRIANGLES)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "mesh of %zu triangles is too large", triangles_.size() / 3);
    lathe_status st = mesh_allocate(&mesh, (uint32_t)points_.size(), (uint32_t)(triangles_.size() / 3), err);
    if (st != LATHE_OK)
        return st;
    for (size_t i = 0; i < points_.size(); i++) {
        for (int a = 0; a < 3; a++)
            mesh.vertices[i][a] = points_[i].Coord(a + 1);
    }
    std::copy(triangles_.begin(), triangles_.end(), &mesh.triangles[0][0]);
    *out = mesh;
    return LATHE_OK;
}
