/* func.cpp: booleans, prisms, faces, shells and solids as CadQuery's free functions build them. */
#include "reward/kernel/func.h"
#include "reward/kernel/trace.hpp"

#include <BOPAlgo_BOP.hxx>
#include <BOPAlgo_Builder.hxx>
#include <BOPAlgo_Tools.hxx>
#include <BRepAlgoAPI_Splitter.hxx>
#include <BRepBuilderAPI_MakeSolid.hxx>
#include <BRepBuilderAPI_Sewing.hxx>
#include <BRepClass3d.hxx>
#include <BRepPrimAPI_MakePrism.hxx>
#include <BRepPrimAPI_MakeRevol.hxx>
#include <BRepTools_History.hxx>
#include <BRepTools_ReShape.hxx>
#include <BRep_Builder.hxx>
#include <BRep_Tool.hxx>
#include <ShapeBuild_ReShape.hxx>
#include <ShapeFix_Solid.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Iterator.hxx>
#include <TopoDS_Shell.hxx>
#include <TopoDS_Solid.hxx>
#include <gp_Ax1.hxx>
#include <gp_Trsf.hxx>

using namespace shim;

namespace shim {

static TopoDS_Shape only_face(const TopoDS_Shape &shell)
{
    TopExp_Explorer it(shell, TopAbs_FACE);
    if (BRep_Tool::IsClosed(shell) || !it.More())
        return shell;
    TopoDS_Shape face = it.Current();
    it.Next();
    return it.More() ? shell : face;
}

TopoDS_Shape packed(const TopoDS_Shape &shape)
{
    if (shape.IsNull())
        refuse_value("Null TopoDS_Shape object");
    if (shape.ShapeType() == TopAbs_SHELL)
        return only_face(shape);
    if (shape.ShapeType() != TopAbs_COMPOUND)
        return shape;
    TopoDS_Iterator it(shape);
    if (!it.More())
        return shape;
    TopoDS_Shape child = it.Value();
    it.Next();
    return it.More() ? shape : child;
}

TopoDS_Shape compound_of(const std::vector<TopoDS_Shape> &shapes)
{
    TopoDS_Compound compound;
    BRep_Builder builder;
    builder.MakeCompound(compound);
    for (const TopoDS_Shape &shape : shapes)
        builder.Add(compound, shape);
    return compound;
}

TopoDS_Shape packed(const std::vector<TopoDS_Shape> &shapes)
{
    if (shapes.size() == 1)
        return packed(shapes[0]);
    std::vector<TopoDS_Shape> each;
    for (const TopoDS_Shape &shape : shapes)
        each.push_back(packed(shape));
    return compound_of(each);
}

std::vector<TopoDS_Shape> vector_of_shapes(const kernel_shape *const *shapes, size_t count)
{
    std::vector<TopoDS_Shape> found;
    for (size_t i = 0; i < count; i++)
        found.push_back(shapes[i]->value());
    return found;
}

/* One thread: a fork must not inherit OpenCASCADE's pool. */
static void set_options(BOPAlgo_Builder &builder, double tolerance, kernel_glue glue)
{
    check_number(tolerance);
    if (glue != KERNEL_GLUE_NONE)
        builder.SetGlue(glue == KERNEL_GLUE_FULL ? BOPAlgo_GlueFull : BOPAlgo_GlueShift);
    builder.SetRunParallel(Standard_False);
    builder.SetUseOBB(Standard_True);
    builder.SetNonDestructive(Standard_True);
    if (tolerance != 0)
        builder.SetFuzzyValue(tolerance);
}

static TopoDS_Shape split(const std::vector<TopoDS_Shape> &shapes, double tolerance, kernel_trace *trace)
{
    BRepAlgoAPI_Splitter builder;
    TopTools_ListOfShape arguments, tools;
    arguments.Append(shapes[0]);
    for (size_t i = 1; i < shapes.size(); i++)
        tools.Append(shapes[i]);
    builder.SetArguments(arguments);
    builder.SetTools(tools);
    builder.SetRunParallel(Standard_False);
    builder.SetUseOBB(Standard_True);
    check_number(tolerance);
    if (tolerance != 0)
        builder.SetFuzzyValue(tolerance);
    builder.Build();
    trace_changes(trace, builder);
    return builder.Shape();
}

TopoDS_Shape boolean_of(kernel_operation operation, const std::vector<TopoDS_Shape> &shapes, double tolerance,
                        kernel_glue glue, kernel_trace *trace)
{
    static const BOPAlgo_Operation operations[] = { BOPAlgo_FUSE, BOPAlgo_CUT, BOPAlgo_COMMON };
    if (operation == KERNEL_SPLIT)
        return split(shapes, tolerance, trace);
    BOPAlgo_BOP builder;
    builder.SetOperation(operations[operation]);
    set_options(builder, tolerance, glue);
    builder.AddArgument(shapes[0]);
    for (size_t i = 1; i < shapes.size(); i++)
        builder.AddTool(shapes[i]);
    builder.Perform();
    trace_deleted(trace, builder);
    trace_changes(trace, builder);
    return builder.Shape();
}

/* The children of a compound of faces and shells, faces made shells of their own. */
static std::vector<TopoDS_Shape> shells_of(const TopoDS_Shape &shape)
{
    std::vector<TopoDS_Shape> parts, shells, alone;
    if (shape.IsNull())
        refuse_value("Null TopoDS_Shape object");
    if (shape.ShapeType() == TopAbs_COMPOUND) {
        for (TopoDS_Iterator it(shape); it.More(); it.Next())
            parts.push_back(it.Value());
    } else {
        parts.push_back(shape);
    }
    for (const TopoDS_Shape &part : parts) {
        if (part.ShapeType() == TopAbs_SHELL) {
            shells.push_back(part);
        } else if (part.ShapeType() == TopAbs_FACE) {
            TopoDS_Shell shell;
            BRep_Builder builder;
            builder.MakeShell(shell);
            builder.Add(shell, part);
            alone.push_back(shell);
        } else {
            refuse_value("Found unexpected type");
        }
    }
    shells.insert(shells.end(), alone.begin(), alone.end());
    return shells;
}

static void trace_sewing(const kernel_sewing &how, BRepBuilderAPI_Sewing &builder)
{
    BRepTools_History history = *builder.GetContext()->History();
    trace_changes(how.trace, history);
    TopTools_IndexedMapOfShape faces;
    for (size_t i = 0; i < how.count; i++)
        TopExp::MapShapes(how.faces[i]->value(), TopAbs_FACE, faces);
    if (how.context)
        TopExp::MapShapes(how.context->value(), TopAbs_FACE, faces);
    for (int i = 1; i <= faces.Extent(); i++)
        relate(how.trace->relations[KERNEL_IMAGE], faces(i), builder.Modified(faces(i)));
}

TopoDS_Shape sewn(const kernel_sewing &how)
{
    check_number(how.tolerance);
    BRepBuilderAPI_Sewing builder(how.tolerance, Standard_True, Standard_True, Standard_True, !how.manifold);
    if (how.context)
        builder.Load(how.context->value());
    for (size_t i = 0; i < how.count; i++)
        builder.Add(how.faces[i]->value());
    builder.Perform();
    TopoDS_Shape shells = packed(shells_of(builder.SewedShape()));
    if (how.trace)
        trace_sewing(how, builder);
    return shells;
}

TopoDS_Shape solids_of(const std::vector<TopoDS_Shape> &shells)
{
    std::vector<TopoDS_Shape> solids;
    Handle(ShapeFix_Solid) builder = new ShapeFix_Solid;
    for (const TopoDS_Shape &shell : shells) {
        if (shell.ShapeType() != TopAbs_SHELL)
            throw refusal{ FAILURE_TYPE, "TypeError", "SolidFromShell(): incompatible function arguments" };
        solids.push_back(builder->SolidFromShell(TopoDS::Shell(shell)));
    }
    return packed(solids);
}

} // namespace shim

extern "C" lathe_status kernel_pack(const kernel_shape *const *shapes, size_t count, kernel_shape **out,
                                    lathe_error *err)
{
    return guard(err, [&] { *out = new_shape(packed(vector_of_shapes(shapes, count))); });
}

extern "C" lathe_status kernel_boolean_of(kernel_operation operation, const kernel_shape *const *shapes, size_t count,
                                          double tolerance, kernel_glue glue, kernel_trace *trace, kernel_shape **out,
                                          lathe_error *err)
{
    return guard(err, [&] {
        *out = new_shape(packed(boolean_of(operation, vector_of_shapes(shapes, count), tolerance, glue, trace)));
    });
}

/* A part without images is its own. */
static void trace_images(kernel_trace *trace, BOPAlgo_Builder &builder)
{
    for (int i = 1; trace && i <= trace->tracked.Extent(); i++) {
        const TopoDS_Shape &part = trace->tracked(i);
        const TopTools_ListOfShape *images = builder.Images().Seek(part);
        if (images)
            relate_list(trace->relations[KERNEL_IMAGE], part, *images);
        else
            relate(trace->relations[KERNEL_IMAGE], part, part);
    }
}

extern "C" lathe_status kernel_imprint(const kernel_shape *const *shapes, size_t count, double tolerance,
                                       kernel_glue glue, kernel_trace *trace, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        BOPAlgo_Builder builder;
        set_options(builder, tolerance, glue);
        for (size_t i = 0; i < count; i++)
            builder.AddArgument(shapes[i]->value());
        builder.Perform();
        trace_deleted(trace, builder);
        trace_changes(trace, builder);
        trace_images(trace, builder);
        *out = new_shape(packed(builder.Shape()));
    });
}

/* Of a prism or a revolution. */
template <typename Builder> static TopoDS_Shape swept(Builder &&builder, kernel_trace *trace)
{
    builder.Build();
    trace_deleted(trace, builder);
    trace_changes(trace, builder);
    trace_ends_of_parts(trace, builder);
    trace_ends(trace, builder);
    return builder.Shape();
}

extern "C" lathe_status kernel_extrude(const kernel_shape *const *shapes, size_t count, kernel_vec by, bool both,
                                       kernel_trace *trace, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        std::vector<TopoDS_Shape> made;
        gp_Vec along = sweep_of(by);
        gp_Trsf back;
        back.SetTranslationPart(-along);
        for (size_t i = 0; i < count; i++) {
            if (both)
                made.push_back(swept(BRepPrimAPI_MakePrism(shapes[i]->value().Moved(back), 2 * along), trace));
            else
                made.push_back(swept(BRepPrimAPI_MakePrism(shapes[i]->value(), along), trace));
        }
        *out = new_shape(packed(made));
    });
}

extern "C" lathe_status kernel_revolve_shapes(const kernel_shape *const *shapes, size_t count, kernel_vec point,
                                              kernel_vec direction, double degrees, kernel_trace *trace,
                                              kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        check_number(degrees);
        std::vector<TopoDS_Shape> made;
        gp_Ax1 axis(point_of(point), direction_of(direction));
        for (size_t i = 0; i < count; i++)
            made.push_back(swept(BRepPrimAPI_MakeRevol(shapes[i]->value(), axis, turn_of(degrees)), trace));
        *out = new_shape(packed(made));
    });
}

extern "C" lathe_status kernel_wires_to_faces(const kernel_shape *const *wires, size_t count, kernel_shape **out,
                                              lathe_error *err)
{
    return guard(err, [&] {
        TopoDS_Shape faces = compound_of({});
        if (!BOPAlgo_Tools::WiresToFaces(compound_of(vector_of_shapes(wires, count)), faces))
            refuse_value("Face construction failed");
        *out = new_shape(packed(faces));
    });
}

/* ---- shells and solids ---- */

extern "C" lathe_status kernel_sew(const kernel_sewing *how, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] { *out = new_shape(sewn(*how)); });
}

extern "C" lathe_status kernel_sew_plainly(const kernel_shape *const *faces, size_t count, kernel_shape **out,
                                           lathe_error *err)
{
    return guard(err, [&] {
        BRepBuilderAPI_Sewing builder;
        for (size_t i = 0; i < count; i++)
            builder.Add(faces[i]->value());
        builder.Perform();
        *out = new_shape(builder.SewedShape());
    });
}

extern "C" lathe_status kernel_solids_of_shells(const kernel_shape *const *shells, size_t count, kernel_shape **out,
                                                lathe_error *err)
{
    return guard(err, [&] {
        for (size_t i = 0; i < count; i++)
            require_cast(shells[i]);
        *out = new_shape(solids_of(vector_of_shapes(shells, count)));
    });
}

static void add_shells(BRepBuilderAPI_MakeSolid &builder, const kernel_shape *const *shells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        require_type(shells[i], TopAbs_SHELL);
        builder.Add(as_shell(shells[i]));
    }
}

extern "C" lathe_status kernel_solid_of_shells(const kernel_shape *const *shells, size_t count, kernel_shape **out,
                                               lathe_error *err)
{
    return guard(err, [&] {
        BRepBuilderAPI_MakeSolid builder;
        add_shells(builder, shells, count);
        Handle(ShapeBuild_ReShape) context = new ShapeBuild_ReShape;
        Handle(ShapeFix_Solid) fix = new ShapeFix_Solid(builder.Solid());
        fix->SetContext(context);
        fix->Perform();
        *out = new_shape(fix->Solid());
    });
}

extern "C" lathe_status kernel_solid_outer_shell(const kernel_shape *solid, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(solid, TopAbs_SOLID);
        *out = new_shape(BRepClass3d::OuterShell(as_solid(solid)));
    });
}

extern "C" lathe_status kernel_solid_add_cavities(const kernel_shape *solid, const kernel_shape *const *shells,
                                                  size_t count, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(solid, TopAbs_SOLID);
        BRepBuilderAPI_MakeSolid builder(as_solid(solid));
        add_shells(builder, shells, count);
        Handle(ShapeFix_Solid) fix = new ShapeFix_Solid(builder.Solid());
        fix->Perform();
        *out = new_shape(fix->Solid());
    });
}
