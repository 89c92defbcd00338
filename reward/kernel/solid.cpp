/* solid.cpp: faces, prisms, primitives, booleans. */
#include "reward/kernel/curve.hpp"
#include "reward/kernel/deferred.hpp"

#include <BRepAlgoAPI_Common.hxx>
#include <BRepAlgoAPI_Cut.hxx>
#include <BRepAlgoAPI_Fuse.hxx>
#include <BRepAlgoAPI_Splitter.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepCheck_Analyzer.hxx>
#include <BRepLib_FindSurface.hxx>
#include <BRepPrimAPI_MakeBox.hxx>
#include <BRepPrimAPI_MakeCone.hxx>
#include <BRepPrimAPI_MakeCylinder.hxx>
#include <BRepPrimAPI_MakePrism.hxx>
#include <BRepPrimAPI_MakeRevol.hxx>
#include <BRepPrimAPI_MakeSphere.hxx>
#include <BRepPrimAPI_MakeTorus.hxx>
#include <BRepPrimAPI_MakeWedge.hxx>
#include <BRep_Builder.hxx>
#include <BRep_Tool.hxx>
#include <Geom_Line.hxx>
#include <LocOpe_DPrism.hxx>
#include <ShapeFix_Face.hxx>
#include <ShapeFix_Shape.hxx>
#include <ShapeUpgrade_UnifySameDomain.hxx>
#include <TopExp_Explorer.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Iterator.hxx>
#include <TopoDS_Wire.hxx>
#include <gp_Pln.hxx>

using namespace shim;

static void check_wires(const kernel_shape *const *wires, size_t count)
{
    TopoDS_Compound all;
    BRep_Builder builder;
    builder.MakeCompound(all);
    for (size_t i = 0; i < count; i++) {
        require_type(wires[i], TopAbs_WIRE);
        builder.Add(all, wires[i]->value());
    }
    if (count > 1 && !BRep_Tool::IsClosed(wires[0]->value()))
        refuse_value("Cannot build face(s): outer wire is not closed");
    if (!BRepLib_FindSurface(all, -1, Standard_True).Found())
        refuse_value("Cannot build face(s): wires not planar");
}

TopoDS_Shape shim::face_now(const kernel_shape *const *wires, size_t count)
{
    if (count == 0)
        throw refusal{ FAILURE_VALUE, "IndexError", "list index out of range" };
    check_wires(wires, count);
    ShapeFix_Shape outer(wires[0]->value());
    outer.Perform();
    BRepBuilderAPI_MakeFace builder(TopoDS::Wire(outer.Shape()), Standard_True);
    for (size_t i = 1; i < count; i++) {
        if (!BRep_Tool::IsClosed(wires[i]->value()))
            refuse_value("Cannot build face(s): inner wire is not closed");
        builder.Add(as_wire(wires[i]));
    }
    builder.Build();
    if (!builder.IsDone())
        refuse_value("Cannot build face(s)");
    /* Sorts the wires into outlines and holes. */
    ShapeFix_Face face(builder.Face());
    face.FixOrientation();
    face.Perform();
    return face.Result();
}

static kernel_shape *face_of(const kernel_shape *const *wires, size_t count, kernel_deferral *deferral)
{
    kernel_shape *left = defer_face(deferral ? profile_of(wires, count) : nullptr, deferral);
    return left ? left : new_shape(face_now(wires, count));
}

extern "C" lathe_status kernel_face_from_wires(const kernel_shape *const *wires, size_t count, kernel_deferral *deferral,
                                               kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] { *out = face_of(wires, count, deferral); });
}

extern "C" lathe_status kernel_face_from_edges(const kernel_shape *const *edges, size_t count, double tolerance,
                                               kernel_deferral *deferral, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        kernel_shape *left = defer_face(deferral ? profile_of_edges(edges, count, tolerance) : nullptr, deferral);
        if (left) {
            *out = left;
            return;
        }
        std::vector<TopoDS_Shape> all;
        std::vector<kernel_shape> wires;
        std::vector<const kernel_shape *> list;
        for (size_t i = 0; i < count; i++)
            all.push_back(edges[i]->value());
        for (const TopoDS_Shape &wire : connect_edges(all, tolerance))
            wires.push_back({ wire });
        for (const kernel_shape &wire : wires)
            list.push_back(&wire);
        *out = face_of(list.data(), list.size(), deferral);
    });
}

extern "C" lathe_status kernel_face_plane(double length, double width, kernel_vec base, kernel_vec normal,
                                          kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        gp_Pln plane(point_of(base), direction_of(normal));
        if (length != 0 && width != 0)
            *out = new_shape(
                BRepBuilderAPI_MakeFace(plane, -width * 0.5, width * 0.5, -length * 0.5, length * 0.5).Face());
        else
            *out = new_shape(BRepBuilderAPI_MakeFace(plane).Face());
    });
}

TopoDS_Shape shim::prism_now(const TopoDS_Shape &face, const gp_Vec &by)
{
    return BRepPrimAPI_MakePrism(face, by, Standard_True).Shape();
}

extern "C" lathe_status kernel_prism(const kernel_shape *face, kernel_vec by, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        const gp_Vec sweep = sweep_of(by);
        kernel_shape *left = defer_prism(face, sweep);
        *out = left ? left : new_shape(prism_now(face->value(), sweep));
    });
}

extern "C" lathe_status kernel_tapered_prism(const kernel_shape *face, kernel_vec by, double taper, kernel_shape **out,
                                             lathe_error *err)
{
    kernel_vec normal;
    lathe_status st = kernel_face_normal(face, nullptr, &normal, err);
    if (st != LATHE_OK)
        return st;
    return guard(err, [&] {
        gp_Vec along = vector_of(by);
        double sign = along.Angle(vector_of(normal)) < radians_of(90) ? 1 : -1;
        LocOpe_DPrism prism(as_face(face), sign * along.Magnitude() / std::cos(radians_of(taper)),
                            sign * radians_of(taper));
        *out = new_shape(prism.Shape());
    });
}

extern "C" lathe_status kernel_revolve(const kernel_shape *face, double degrees, kernel_vec start, kernel_vec end,
                                       kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        gp_Ax1 axis(point_of(start), direction_of(vec_sub(end, start)));
        *out = new_shape(BRepPrimAPI_MakeRevol(face->value(), axis, turn_of(degrees), Standard_True).Shape());
    });
}

extern "C" lathe_status kernel_box(double dx, double dy, double dz, kernel_vec at, kernel_vec direction,
                                   kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(BRepPrimAPI_MakeBox(axes_of(at, direction), dx, dy, dz).Shape());
    });
}

extern "C" lathe_status kernel_cylinder(double radius, double height, kernel_vec at, kernel_vec direction,
                                        double degrees, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(
            BRepPrimAPI_MakeCylinder(axes_of(at, direction), radius, height, radians_of(degrees)).Shape());
    });
}

extern "C" lathe_status kernel_cone(double radius1, double radius2, double height, kernel_vec at, kernel_vec direction,
                                    double degrees, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(
            BRepPrimAPI_MakeCone(axes_of(at, direction), radius1, radius2, height, radians_of(degrees)).Shape());
    });
}

extern "C" lathe_status kernel_sphere(double radius, kernel_vec at, kernel_vec direction, double low_degrees,
                                      double high_degrees, double degrees, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(BRepPrimAPI_MakeSphere(axes_of(at, direction), radius, radians_of(low_degrees),
                                                radians_of(high_degrees), radians_of(degrees))
                             .Shape());
    });
}

extern "C" lathe_status kernel_torus(double radius1, double radius2, kernel_vec at, kernel_vec direction,
                                     double low_degrees, double high_degrees, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(BRepPrimAPI_MakeTorus(axes_of(at, direction), radius1, radius2, radians_of(low_degrees),
                                               radians_of(high_degrees))
                             .Shape());
    });
}

extern "C" lathe_status kernel_wedge(kernel_vec extent, const double top[4], kernel_vec at, kernel_vec direction,
                                     kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(BRepPrimAPI_MakeWedge(axes_of(at, direction), extent.x, extent.y, extent.z, top[0], top[1],
                                               top[2], top[3])
                             .Solid());
    });
}

void shim::check_corners(const TopoDS_Shape &shape)
{
    for (TopExp_Explorer it(shape, TopAbs_VERTEX); it.More(); it.Next()) {
        const gp_Pnt at = BRep_Tool::Pnt(TopoDS::Vertex(it.Current()));
        check_numbers({ at.X(), at.Y(), at.Z() });
    }
}

/* One thread: a fork must not inherit OpenCASCADE's pool. */
template <typename Operation>
static TopoDS_Shape run_boolean(Operation &&op, const TopTools_ListOfShape &arguments,
                                const TopTools_ListOfShape &tools, double tolerance)
{
    check_number(tolerance);
    for (const TopTools_ListOfShape *list : { &arguments, &tools }) {
        for (const TopoDS_Shape &shape : *list)
            check_corners(shape);
    }
    if (tolerance != 0)
        op.SetFuzzyValue(tolerance);
    op.SetArguments(arguments);
    op.SetTools(tools);
    op.SetRunParallel(Standard_False);
    op.Build();
    return op.Shape();
}

/* Of a compound's members and the tools together, the first against the rest. */
static TopoDS_Shape fuse_compound(const kernel_boolean *how, TopTools_ListOfShape members, TopTools_ListOfShape tools)
{
    members.Append(tools);
    if (members.IsEmpty())
        throw refusal{ FAILURE_VALUE, "IndexError", "tuple index out of range" };
    if (members.Extent() == 1)
        return members.First();
    TopTools_ListOfShape first;
    first.Append(members.First());
    members.RemoveFirst();
    BRepAlgoAPI_Fuse op;
    if (how->glue)
        op.SetGlue(BOPAlgo_GlueShift);
    return run_boolean(op, first, members, how->tolerance);
}

static TopoDS_Shape combine(const kernel_boolean *how, const TopTools_ListOfShape &base,
                            const TopTools_ListOfShape &tools)
{
    switch (how->operation) {
    case KERNEL_CUT:
        return run_boolean(BRepAlgoAPI_Cut(), base, tools, how->tolerance);
    case KERNEL_COMMON:
        return run_boolean(BRepAlgoAPI_Common(), base, tools, how->tolerance);
    case KERNEL_SPLIT:
        return run_boolean(BRepAlgoAPI_Splitter(), base, tools, how->tolerance);
    case KERNEL_FUSE:
        break;
    }
    BRepAlgoAPI_Fuse op;
    if (how->glue)
        op.SetGlue(BOPAlgo_GlueShift);
    return run_boolean(op, base, tools, how->tolerance);
}

TopoDS_Shape shim::combine_now(const kernel_boolean *how, const TopoDS_Shape &base, bool as_compound,
                               const TopTools_ListOfShape &tools)
{
    TopTools_ListOfShape members;
    bool open = as_compound && base.ShapeType() == TopAbs_COMPOUND && how->operation != KERNEL_SPLIT;
    if (open) {
        for (TopoDS_Iterator it(base); it.More(); it.Next())
            members.Append(it.Value());
    } else {
        members.Append(base);
    }
    return open && how->operation == KERNEL_FUSE ? fuse_compound(how, members, tools) : combine(how, members, tools);
}

extern "C" lathe_status kernel_combine(const kernel_boolean *how, const kernel_shape *base, bool as_compound,
                                       const kernel_shape *const *tools, size_t count, kernel_shape **out,
                                       lathe_error *err)
{
    return guard(err, [&] {
        kernel_shape *left = defer_combine(how, base, as_compound, tools, count);
        *out = left ? left : new_shape(combine_now(how, base->value(), as_compound, list_of(tools, count)));
    });
}

void shim::check_lengths(const TopoDS_Shape &shape)
{
    for (TopExp_Explorer it(shape, TopAbs_EDGE); it.More(); it.Next()) {
        const TopoDS_Edge &edge = TopoDS::Edge(it.Current());
        double first, last;
        TopLoc_Location place;
        const Handle(Geom_Curve) curve = BRep_Tool::Curve(edge, place, first, last);
        if (!curve.IsNull() && first == last && curve->IsKind(STANDARD_TYPE(Geom_Line)))
            throw Standard_ConstructionError("gp_Vec::Normalize() - vector has zero norm");
    }
}

TopoDS_Shape shim::clean_now(const TopoDS_Shape &shape)
{
    check_lengths(shape);
    ShapeUpgrade_UnifySameDomain upgrader(shape, Standard_True, Standard_True, Standard_True);
    upgrader.AllowInternalEdges(Standard_False);
    upgrader.Build();
    return upgrader.Shape();
}

extern "C" lathe_status kernel_clean(const kernel_shape *shape, kernel_deferral *deferral, kernel_shape **out,
                                     lathe_error *err)
{
    return guard(err, [&] {
        kernel_shape *left = defer_clean(shape, deferral);
        *out = left ? left : new_shape(clean_now(shape->value()));
    });
}

extern "C" lathe_status kernel_fix(const kernel_shape *shape, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        if (BRepCheck_Analyzer(shape->value()).IsValid()) {
            *out = new_shape(shape->value());
            return;
        }
        ShapeFix_Shape fixer(shape->value());
        fixer.Perform();
        *out = new_shape(fixer.Shape());
    });
}
