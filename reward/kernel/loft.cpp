/* loft.cpp: lofts and sweeps of wires, and of faces, whose holes go through. */
#include "reward/kernel/func.h"
#include "reward/kernel/trace.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepAdaptor_Surface.hxx>
#include <BRepOffsetAPI_MakePipeShell.hxx>
#include <BRepOffsetAPI_ThruSections.hxx>
#include <BRepTools.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopTools_ListIteratorOfListOfShape.hxx>
#include <TopTools_MapOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Iterator.hxx>
#include <TopoDS_Vertex.hxx>
#include <TopoDS_Wire.hxx>

#include <cstring>
#include <memory>
#include <strings.h>

using namespace shim;

namespace shim {

GeomAbs_Shape continuity_of(const char *name)
{
    static const struct {
        const char *name;
        GeomAbs_Shape value;
    } rows[] = { { "C0", GeomAbs_C0 }, { "C1", GeomAbs_C1 }, { "C2", GeomAbs_C2 }, { "C3", GeomAbs_C3 },
                 { "CN", GeomAbs_CN }, { "G1", GeomAbs_G1 }, { "G2", GeomAbs_G2 } };
    for (const auto &row : rows)
        if (strcasecmp(row.name, name) == 0)
            return row.value;
    throw refusal{ FAILURE_VALUE, "KeyError", "unknown continuity" };
}

void check_loft(const TopoDS_Shape &loft)
{
    for (TopExp_Explorer it(loft, TopAbs_FACE); it.More(); it.Next()) {
        const BRepAdaptor_Surface patch(TopoDS::Face(it.Current()));
        gp_Pnt at;
        gp_Vec along, across;
        patch.D1((patch.FirstUParameter() + patch.LastUParameter()) / 2,
                 (patch.FirstVParameter() + patch.LastVParameter()) / 2, at, along, across);
        if (along.Magnitude() <= gp::Resolution() || across.Magnitude() <= gp::Resolution())
            throw StdFail_NotDone("BRep_API: command not done");
    }
}

} // namespace shim

static Approx_ParametrizationType parametrization_of(const char *name)
{
    if (strcasecmp(name, "uniform") == 0)
        return Approx_IsoParametric;
    if (strcasecmp(name, "chordal") == 0)
        return Approx_ChordLength;
    if (strcasecmp(name, "centripetal") == 0)
        return Approx_Centripetal;
    throw refusal{ FAILURE_VALUE, "KeyError", "unknown parametrization" };
}

/* OpenCASCADE reads past the end where there are fewer. */
static void check_sections(size_t count)
{
    if (count < 2)
        throw refusal{ FAILURE_BUILD, "Standard_OutOfRange", "BRepOffsetAPI_ThruSections: one section" };
}

/* Smoothing finds no surface of a degree that cannot be so continuous, and crashes on what it has not found. */
static void check_smoothing(const kernel_lofting &how, size_t count)
{
    GeomAbs_Shape continuity = continuity_of(how.continuity);
    if (how.smoothing && !how.ruled && count > 2 &&
        (continuity > GeomAbs_C2 || (continuity == GeomAbs_C2 && how.degree < 5)))
        throw refusal{ FAILURE_BUILD, "StdFail_NotDone", "BRep_API: command not done" };
}

/* ---- what is built of one wire a section ---- */

/* The surface between sections, and the wires or faces that end it; null where it ends in a vertex. */
typedef struct tube {
    TopoDS_Shape whole, first, last;
} tube;

static tube loft(const std::vector<TopoDS_Shape> &sections, const kernel_lofting &how)
{
    check_sections(sections.size());
    check_smoothing(how, sections.size());
    check_numbers({ how.weights[0], how.weights[1], how.weights[2] });
    BRepOffsetAPI_ThruSections builder(how.solid, how.ruled);
    builder.SetMaxDegree(how.degree);
    builder.CheckCompatibility(how.compatible);
    builder.SetContinuity(continuity_of(how.continuity));
    builder.SetParType(parametrization_of(how.parametrization));
    builder.SetSmoothing(how.smoothing);
    builder.SetCriteriumWeight(how.weights[0], how.weights[1], how.weights[2]);
    for (const TopoDS_Shape &section : sections) {
        if (section.ShapeType() == TopAbs_VERTEX)
            builder.AddVertex(TopoDS::Vertex(section));
        else
            builder.AddWire(TopoDS::Wire(section));
    }
    builder.Build();
    builder.Check();
    check_loft(builder.Shape());
    trace_changes(how.trace, builder);
    return { builder.Shape(), builder.FirstShape(), builder.LastShape() };
}

static tube sweep(const std::vector<TopoDS_Shape> &sections, const kernel_sweeping &how, bool solid)
{
    static const BRepBuilderAPI_TransitionMode transitions[] = { BRepBuilderAPI_Transformed,
                                                                 BRepBuilderAPI_RightCorner,
                                                                 BRepBuilderAPI_RoundCorner };
    BRepOffsetAPI_MakePipeShell builder(as_wire(how.path));
    if (how.auxiliary)
        builder.SetMode(as_wire(how.auxiliary), Standard_True);
    else
        builder.SetMode(Standard_False);
    builder.SetTransitionMode(transitions[how.transition]);
    for (const TopoDS_Shape &section : sections)
        builder.Add(section, Standard_False, Standard_False);
    builder.Build();
    if (solid)
        builder.MakeSolid();
    trace_deleted(how.trace, builder);
    trace_changes(how.trace, builder);
    trace_ends(how.trace, builder);
    return { builder.Shape(), builder.FirstShape(), builder.LastShape() };
}

/* ---- what is built of faces ---- */

static std::vector<TopoDS_Shape> faces_of(const TopoDS_Shape &shape)
{
    std::vector<TopoDS_Shape> faces;
    TopTools_IndexedMapOfShape map;
    if (!shape.IsNull())
        TopExp::MapShapes(shape, TopAbs_FACE, map);
    for (int i = 1; i <= map.Extent(); i++)
        faces.push_back(map(i));
    return faces;
}

/* The faces of a tube but those at its ends. */
static void add_sides(const tube &t, std::vector<TopoDS_Shape> &out)
{
    for (const TopoDS_Shape &face : faces_of(t.whole)) {
        if ((t.first.IsNull() || !face.IsSame(t.first)) && (t.last.IsNull() || !face.IsSame(t.last)))
            out.push_back(face);
    }
}

static std::vector<TopoDS_Shape> inner_wires(const TopoDS_Shape &face)
{
    std::vector<TopoDS_Shape> wires;
    TopTools_IndexedMapOfShape map;
    TopExp::MapShapes(face, TopAbs_WIRE, map);
    TopoDS_Wire outer = BRepTools::OuterWire(TopoDS::Face(face));
    for (int i = 1; i <= map.Extent(); i++)
        if (!map(i).IsSame(outer))
            wires.push_back(map(i));
    return wires;
}

/* An end of the outer tube without those of the inner ones. */
static void add_end(const TopoDS_Shape &end, const std::vector<TopoDS_Shape> &holes, std::vector<TopoDS_Shape> &out)
{
    if (end.IsNull() || faces_of(end).empty())
        return;
    TopoDS_Shape left = packed(boolean_of(KERNEL_CUT, { end, compound_of(holes) }, 0, KERNEL_GLUE_NONE, nullptr));
    for (const TopoDS_Shape &face : faces_of(left))
        out.push_back(face);
}

/* The sewing's own step is followed too, so that the trace speaks of the faces of the solid. */
static TopoDS_Shape sew_tube(const std::vector<TopoDS_Shape> &faces, kernel_trace *trace)
{
    std::vector<kernel_shape> held;
    std::vector<const kernel_shape *> pointers;
    kernel_trace step;
    for (const TopoDS_Shape &face : faces)
        held.push_back(kernel_shape{ face });
    for (const kernel_shape &face : held)
        pointers.push_back(&face);
    for (const TopoDS_Shape &face : faces)
        step.tracked.Add(face);
    kernel_sewing how = { pointers.data(), pointers.size(), 1e-6, true, nullptr, trace ? &step : nullptr };
    TopoDS_Shape shell = sewn(how);
    if (trace)
        remap(trace, step);
    return solids_of({ shell });
}

/* The ends that a trace knows: those of one tube are not the body's. */
typedef struct ends {
    TopoDS_Shape first, last;
} ends;

static ends ends_of(const kernel_trace *trace)
{
    return trace ? ends{ trace->first, trace->last } : ends{};
}

/* Outer and inner tubes and their ends sewn to a solid; `before`: the ends of bodies before it. */
static TopoDS_Shape assemble(const tube &outer, const std::vector<tube> &inner, kernel_trace *trace,
                             const ends &before)
{
    std::vector<TopoDS_Shape> faces, firsts, lasts;
    add_sides(outer, faces);
    for (const tube &t : inner) {
        add_sides(t, faces);
        firsts.push_back(t.first);
        lasts.push_back(t.last);
    }
    size_t sides = faces.size();
    add_end(outer.last, lasts, faces);
    size_t with_last = faces.size();
    add_end(outer.first, firsts, faces);
    if (trace) {
        trace->last = united(before.last, compound_of({ faces.begin() + (long)sides, faces.begin() + (long)with_last }));
        trace->first = united(before.first, compound_of({ faces.begin() + (long)with_last, faces.end() }));
    }
    return sew_tube(faces, trace);
}

/* Sections of the holes: the n-th hole of the first face goes with the n-th of each other one. */
static std::vector<std::vector<TopoDS_Shape>> hole_sections(const std::vector<TopoDS_Shape> &faces)
{
    std::vector<std::vector<TopoDS_Shape>> holes;
    for (const TopoDS_Shape &wire : inner_wires(faces[0]))
        holes.push_back({ wire });
    for (size_t i = 1; i < faces.size(); i++) {
        std::vector<TopoDS_Shape> wires = inner_wires(faces[i]);
        for (size_t k = 0; k < holes.size() && k < wires.size(); k++)
            holes[k].push_back(wires[k]);
    }
    return holes;
}

/* The outlines of faces, vertices as they are; *out_holes stays empty where there is a vertex. */
static std::vector<TopoDS_Shape> outlines(const std::vector<TopoDS_Shape> &sections,
                                          std::vector<std::vector<TopoDS_Shape>> *out_holes)
{
    std::vector<TopoDS_Shape> wires;
    bool pointed = false;
    for (const TopoDS_Shape &section : sections) {
        bool vertex = section.ShapeType() == TopAbs_VERTEX;
        wires.push_back(vertex ? section : TopoDS_Shape(BRepTools::OuterWire(TopoDS::Face(section))));
        pointed |= vertex;
    }
    if (!pointed)
        *out_holes = hole_sections(sections);
    return wires;
}

static void require_sections(const kernel_shape *const *sections, size_t count, TopAbs_ShapeEnum type)
{
    for (size_t i = 0; i < count; i++) {
        if (sections[i]->value().ShapeType() != TopAbs_VERTEX)
            require_type(sections[i], type);
        require_cast(sections[i]);
    }
}

extern "C" lathe_status kernel_loft_wires(const kernel_shape *const *sections, size_t count, const kernel_lofting *how,
                                          kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_sections(sections, count, TopAbs_WIRE);
        *out = new_shape(loft(vector_of_shapes(sections, count), *how).whole);
    });
}

extern "C" lathe_status kernel_loft_faces(const kernel_shape *const *sections, size_t count, const kernel_lofting *how,
                                          kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_sections(sections, count, TopAbs_FACE);
        kernel_lofting solid = *how;
        solid.solid = true;
        std::vector<std::vector<TopoDS_Shape>> holes;
        ends before = ends_of(how->trace);
        tube outer = loft(outlines(vector_of_shapes(sections, count), &holes), solid);
        std::vector<tube> inner;
        for (const auto &hole : holes)
            inner.push_back(loft(hole, solid));
        *out = new_shape(assemble(outer, inner, how->trace, before));
    });
}

extern "C" lathe_status kernel_loft_plainly(const kernel_shape *const *wires, size_t count, bool ruled,
                                            kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_sections(count);
        BRepOffsetAPI_ThruSections builder(Standard_True, ruled);
        for (size_t i = 0; i < count; i++) {
            require_type(wires[i], TopAbs_WIRE);
            builder.AddWire(as_wire(wires[i]));
        }
        builder.Build();
        *out = new_shape(builder.Shape());
    });
}

extern "C" lathe_status kernel_sweep_wires(const kernel_shape *const *sections, size_t count,
                                           const kernel_sweeping *how, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        for (size_t i = 0; i < count; i++)
            require_type(sections[i], TopAbs_WIRE);
        *out = new_shape(sweep(vector_of_shapes(sections, count), *how, how->cap).whole);
    });
}

extern "C" lathe_status kernel_sweep_faces(const kernel_shape *const *sections, size_t count,
                                           const kernel_sweeping *how, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        for (size_t i = 0; i < count; i++)
            require_type(sections[i], TopAbs_FACE);
        std::vector<std::vector<TopoDS_Shape>> holes;
        ends before = ends_of(how->trace);
        tube outer = sweep(outlines(vector_of_shapes(sections, count), &holes), *how, true);
        std::vector<tube> inner;
        for (const auto &hole : holes)
            inner.push_back(sweep(hole, *how, true));
        *out = new_shape(assemble(outer, inner, how->trace, before));
    });
}
