/* feature.cpp: fillets, chamfers, shells, lofts, sweeps, prisms through and up to faces. */
#include "reward/kernel/deferred.hpp"
#include "reward/kernel/trace.hpp"

#include <Approx_ParametrizationType.hxx>
#include <BRepAlgoAPI_Cut.hxx>
#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepBuilderAPI_MakeSolid.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepFeat_MakeDPrism.hxx>
#include <BRepFilletAPI_MakeChamfer.hxx>
#include <BRepFilletAPI_MakeFillet.hxx>
#include <BRepFilletAPI_MakeFillet2d.hxx>
#include <BRepIntCurveSurface_Inter.hxx>
#include <BRepOffsetAPI_MakePipeShell.hxx>
#include <BRepOffsetAPI_MakeThickSolid.hxx>
#include <BRepOffsetAPI_ThruSections.hxx>
#include <BRep_Builder.hxx>
#include <ShapeAnalysis.hxx>
#include <ShapeFix_Shape.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_IndexedDataMapOfShapeListOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Shell.hxx>
#include <TopoDS_Vertex.hxx>
#include <TopoDS_Wire.hxx>
#include <BRep_Tool.hxx>
#include <gce_MakeDir.hxx>
#include <gp_Lin.hxx>

#include <algorithm>

using namespace shim;

extern "C" lathe_status kernel_fillet(const kernel_shape *solid, double radius, const kernel_shape *const *edges,
                                      size_t count, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        BRepFilletAPI_MakeFillet builder(solid->value());
        for (size_t i = 0; i < count; i++)
            builder.Add(radius, as_edge(edges[i]));
        *out = new_shape(builder.Shape());
    });
}

/* The first face at an edge, from which a chamfer's first length is measured. */
static TopoDS_Face face_at(const TopTools_IndexedDataMapOfShapeListOfShape &map, const TopoDS_Shape &edge)
{
    int index = map.FindIndex(edge);
    if (index == 0 || map(index).IsEmpty())
        throw refusal{ FAILURE_BUILD, "Standard_NoSuchObject", "NCollection_IndexedDataMap::FindFromKey" };
    return TopoDS::Face(map(index).First());
}

extern "C" lathe_status kernel_chamfer(const kernel_shape *solid, double length1, double length2,
                                       const kernel_shape *const *edges, size_t count, kernel_shape **out,
                                       lathe_error *err)
{
    return guard(err, [&] {
        TopTools_IndexedDataMapOfShapeListOfShape map;
        TopExp::MapShapesAndAncestors(solid->value(), TopAbs_EDGE, TopAbs_FACE, map);
        BRepFilletAPI_MakeChamfer builder(solid->value());
        for (size_t i = 0; i < count; i++)
            builder.Add(length1, length2, as_edge(edges[i]), face_at(map, edges[i]->value()));
        *out = new_shape(builder.Shape());
    });
}

/* NULL where there is none. */
static TopoDS_Shape first_shell(const TopoDS_Shape &shape)
{
    TopExp_Explorer it(shape, TopAbs_SHELL);
    if (!it.More())
        throw refusal{ FAILURE_VALUE, "IndexError", "list index out of range" };
    return it.Current();
}

extern "C" lathe_status kernel_hollow(const kernel_shape *solid, double thickness, double tolerance, kernel_join join,
                                      const kernel_shape *const *faces, size_t count, kernel_trace *trace,
                                      kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(tolerance);
        BRepOffsetAPI_MakeThickSolid builder;
        builder.MakeThickSolidByJoin(solid->value(), list_of(faces, count), thickness, tolerance, BRepOffset_Skin,
                                     Standard_True, Standard_False,
                                     join == KERNEL_JOIN_ARC ? GeomAbs_Arc : GeomAbs_Intersection);
        builder.Build();
        trace_changes(trace, builder);
        if (count > 0) {
            *out = new_shape(builder.Shape());
            return;
        }
        /* The offset shell and the old one bound what is left. */
        TopoDS_Shell made = TopoDS::Shell(first_shell(builder.Shape()));
        TopoDS_Shell old = TopoDS::Shell(first_shell(solid->value()));
        BRepBuilderAPI_MakeSolid hollow = thickness > 0 ? BRepBuilderAPI_MakeSolid(made, old)
                                                        : BRepBuilderAPI_MakeSolid(old, made);
        kernel_shape result{ hollow.Shape() };
        lathe_error unused;
        if (kernel_fix(&result, out, &unused) != LATHE_OK)
            refuse_value("Null TopoDS_Shape object");
    });
}

extern "C" lathe_status kernel_fillet_corners(const kernel_shape *face, double radius,
                                              const kernel_shape *const *vertices, size_t count, kernel_shape **out,
                                              lathe_error *err)
{
    return guard(err, [&] {
        require_type(face, TopAbs_FACE);
        BRepFilletAPI_MakeFillet2d builder(as_face(face));
        for (size_t i = 0; i < count; i++)
            builder.AddFillet(as_vertex(vertices[i]), radius);
        builder.Build();
        *out = new_shape(builder.Shape());
    });
}

extern "C" lathe_status kernel_chamfer_corners(const kernel_shape *face, double length,
                                               const kernel_shape *const *vertices, size_t count, kernel_shape **out,
                                               lathe_error *err)
{
    return guard(err, [&] {
        require_type(face, TopAbs_FACE);
        BRepFilletAPI_MakeFillet2d builder(as_face(face));
        TopTools_IndexedDataMapOfShapeListOfShape map;
        TopExp::MapShapesAndAncestors(face->value(), TopAbs_VERTEX, TopAbs_EDGE, map);
        for (size_t i = 0; i < count; i++) {
            int index = map.FindIndex(vertices[i]->value());
            if (index == 0)
                throw refusal{ FAILURE_VALUE, "KeyError", "vertex of another face" };
            if (map(index).Extent() < 2)
                refuse_value("Cannot chamfer at this location");
            builder.AddChamfer(TopoDS::Edge(map(index).First()), TopoDS::Edge(map(index).Last()), length, length);
        }
        builder.Build();
        kernel_shape result{ builder.Shape() };
        lathe_error unused;
        if (kernel_fix(&result, out, &unused) != LATHE_OK)
            refuse_value("Null TopoDS_Shape object");
    });
}

TopoDS_Shape shim::cut_through_now(const TopoDS_Shape &solid, const TopoDS_Shape &face)
{
    BRepFeat_MakeDPrism feature(solid, TopoDS::Face(face), TopoDS_Face(), 0, Standard_False, Standard_False);
    feature.PerformThruAll();
    return feature.Shape();
}

extern "C" lathe_status kernel_prism_feature(const kernel_shape *solid, const kernel_shape *face, double taper,
                                             const kernel_shape *until, bool additive, kernel_deferral *deferral,
                                             kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(face, TopAbs_FACE);
        if (!until && !additive && taper == 0 && (*out = defer_through(solid, face, deferral)))
            return;
        BRepFeat_MakeDPrism feature(solid->value(), as_face(face), TopoDS_Face(), radians_of(taper), additive,
                                    Standard_False);
        if (until)
            feature.Perform(until->value());
        else
            feature.PerformThruAll();
        *out = new_shape(feature.Shape());
    });
}

extern "C" lathe_status kernel_faces_on_line(const kernel_shape *shape, kernel_vec point, kernel_vec axis, bool along,
                                             kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        const double tolerance = 1e-4;
        gp_Pnt from = point_of(point);
        gp_Dir direction = direction_of(axis);
        BRepIntCurveSurface_Inter hits;
        hits.Init(shape->value(), gp_Lin(from, direction), tolerance);
        std::vector<std::pair<double, TopoDS_Shape>> found;
        for (; hits.More(); hits.Next()) {
            double distance = from.SquareDistance(hits.Pnt());
            gce_MakeDir to(from, hits.Pnt());
            if (!to.IsDone() || distance <= tolerance)
                continue;
            if (to.Value().IsOpposite(direction, tolerance) != along)
                found.emplace_back(distance, hits.Face());
        }
        std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        std::vector<TopoDS_Shape> faces;
        for (const auto &hit : found)
            faces.push_back(hit.second);
        fill_list(faces, out);
    });
}

extern "C" lathe_status kernel_loft(const kernel_shape *const *sections, size_t count, bool ruled, kernel_shape **out,
                                    lathe_error *err)
{
    return guard(err, [&] {
        BRepOffsetAPI_ThruSections builder(Standard_True, ruled);
        builder.SetMaxDegree(3);
        builder.CheckCompatibility(Standard_True);
        builder.SetContinuity(GeomAbs_C2);
        builder.SetParType(Approx_IsoParametric);
        builder.SetSmoothing(Standard_False);
        builder.SetCriteriumWeight(1, 1, 1);
        for (size_t i = 0; i < count; i++) {
            if (sections[i]->value().ShapeType() == TopAbs_VERTEX) {
                builder.AddVertex(as_vertex(sections[i]));
            } else {
                require_type(sections[i], TopAbs_WIRE);
                builder.AddWire(as_wire(sections[i]));
            }
        }
        builder.Build();
        builder.Check();
        check_loft(builder.Shape());
        *out = new_shape(builder.Shape());
    });
}

static TopoDS_Wire wire_of(const kernel_shape *curve)
{
    if (curve->value().ShapeType() == TopAbs_WIRE)
        return as_wire(curve);
    require_type(curve, TopAbs_EDGE);
    BRepBuilderAPI_MakeWire builder;
    TopTools_ListOfShape edges;
    edges.Append(curve->value());
    builder.Add(edges);
    builder.Build();
    return builder.Wire();
}

/* Sets how sections turn along the path; true where they are rotated to it. */
static bool set_mode(BRepOffsetAPI_MakePipeShell &builder, const kernel_sweep *how)
{
    if (how->normal) {
        TopoDS_Vertex first, last;
        ShapeAnalysis::FindBounds(how->path->value(), first, last);
        gp_Ax2 axes;
        axes.SetLocation(BRep_Tool::Pnt(first));
        axes.SetDirection(direction_of(*how->normal));
        builder.SetMode(axes);
        return true;
    }
    if (how->auxiliary)
        builder.SetMode(wire_of(how->auxiliary), Standard_True);
    else
        builder.SetMode((Standard_Boolean)how->frenet);
    return false;
}

static TopoDS_Shape finish_sweep(BRepOffsetAPI_MakePipeShell &builder, const kernel_sweep *how)
{
    builder.Build();
    if (how->make_solid)
        builder.MakeSolid();
    return builder.Shape();
}

extern "C" lathe_status kernel_sweep_wire(const kernel_shape *wire, const kernel_sweep *how, kernel_shape **out,
                                          lathe_error *err)
{
    return guard(err, [&] {
        static const BRepBuilderAPI_TransitionMode transitions[] = {
            BRepBuilderAPI_Transformed, BRepBuilderAPI_RightCorner, BRepBuilderAPI_RoundCorner
        };
        BRepOffsetAPI_MakePipeShell builder(wire_of(how->path));
        bool rotate = set_mode(builder, how);
        builder.SetTransitionMode(transitions[how->transition]);
        builder.Add(wire->value(), Standard_False, rotate);
        *out = new_shape(finish_sweep(builder, how));
    });
}

extern "C" lathe_status kernel_sweep_sections(const kernel_shape *const *wires, size_t count, const kernel_sweep *how,
                                              kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        BRepOffsetAPI_MakePipeShell builder(wire_of(how->path));
        bool rotate = set_mode(builder, how);
        for (size_t i = 0; i < count; i++)
            builder.Add(wires[i]->value(), Standard_False, rotate);
        *out = new_shape(finish_sweep(builder, how));
    });
}

static TopoDS_Shape twist_wire(const TopoDS_Shape &wire, const TopoDS_Wire &spine, const TopoDS_Wire &auxiliary)
{
    BRepOffsetAPI_MakePipeShell builder(spine);
    builder.SetMode(auxiliary, Standard_False);
    builder.Add(wire);
    builder.Build();
    builder.MakeSolid();
    return builder.Shape();
}

extern "C" lathe_status kernel_twist_wires(const kernel_shape *outer, const kernel_shape *const *inner,
                                           size_t inner_count, kernel_vec center, kernel_vec by, double degrees,
                                           kernel_shape **out, lathe_error *err)
{
    kernel_shape *helix = nullptr;
    double length = vec_length(by);
    if (length <= 1e-7) /* no line along it */
        return lathe_fail_script(err, FAILURE_BUILD, 0, 0, "StdFail_NotDone: BRep_API: command not done");
    if (degrees == 0)
        return lathe_fail_script(err, FAILURE_VALUE, 0, 0, "ZeroDivisionError: float division by zero");
    lathe_status st = kernel_wire_helix(360.0 / degrees * length, length, 1, center, by, 360, false, &helix, err);
    if (st != LATHE_OK)
        return st;
    st = guard(err, [&] {
        TopoDS_Edge line = BRepBuilderAPI_MakeEdge(point_of(center), point_of(vec_add(center, by))).Edge();
        TopoDS_Wire spine = BRepBuilderAPI_MakeWire(line).Wire(), turn = as_wire(helix);
        TopoDS_Compound holes;
        BRep_Builder builder;
        builder.MakeCompound(holes);
        for (size_t i = 0; i < inner_count; i++)
            builder.Add(holes, twist_wire(inner[i]->value(), spine, turn));
        TopoDS_Shape solid = twist_wire(outer->value(), spine, turn);
        *out = new_shape(BRepAlgoAPI_Cut(solid, holes).Shape());
    });
    kernel_shape_free(helix);
    return st;
}

extern "C" lathe_status kernel_twist(const kernel_shape *face, kernel_vec center, kernel_vec by, double degrees,
                                     kernel_shape **out, lathe_error *err)
{
    kernel_shape *outer = nullptr;
    kernel_list inner = KERNEL_LIST_INIT;
    lathe_status st = kernel_face_outer_wire(face, &outer, err);
    if (st == LATHE_OK)
        st = kernel_face_inner_wires(face, &inner, err);
    if (st == LATHE_OK)
        st = kernel_twist_wires(outer, inner.items, inner.count, center, by, degrees, out, err);
    kernel_shape_free(outer);
    kernel_list_clear(&inner);
    return st;
}
