/* deferred.cpp: expressions over solids, and how they are built after all. */
#include "reward/kernel/deferred.hpp"

#include <BRepAdaptor_Surface.hxx>
#include <BRepBndLib.hxx>
#include <BRepBuilderAPI_Transform.hxx>
#include <BRep_Builder.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Iterator.hxx>
#include <gp_Pln.hxx>

#include <algorithm>

using namespace shim;

/* What is deeper is built: walks call themselves. */
enum { MAX_DEPTH = 200 };
/* Of the length of a prism, how far it leaves the plane of its face; OpenCASCADE refuses what does not. */
static const double LEAST_RISE = 1e-3;

extern "C" lathe_status kernel_deferral_new(kernel_deferral **out, lathe_error *err)
{
    return guard(err, [&] { *out = new kernel_deferral; });
}

extern "C" void kernel_deferral_free(kernel_deferral *deferral) { delete deferral; }

extern "C" bool kernel_deferral_used(const kernel_deferral *deferral) { return deferral->used; }

gp_Trsf shim::motion_of(const deferred &node, const gp_Trsf &motion)
{
    return node.kind == step::MOVE || node.kind == step::COPY ? motion * node.motion : motion;
}

/* ---- building ---- */

static const TopoDS_Shape &build(deferred &node);

/* Those that a piece stands for. */
static TopTools_IndexedMapOfShape build_members(const deferred &piece)
{
    TopTools_IndexedMapOfShape members;
    TopExp::MapShapes(build(*piece.parts[0]), piece.is_flat ? TopAbs_FACE : TopAbs_SOLID, members);
    return members;
}

/* What stands for several is as many. */
static void build_several(deferred &part, TopTools_ListOfShape *out)
{
    if (part.kind != step::PIECE || part.is_built()) {
        out->Append(build(part));
        return;
    }
    const TopTools_IndexedMapOfShape members = build_members(part);
    for (int k = 1; k <= members.Extent(); k++)
        out->Append(members(k));
}

static TopoDS_Shape build_combination(deferred &node)
{
    TopTools_ListOfShape tools;
    const TopoDS_Shape base = build(*node.parts[0]);
    for (size_t i = 1; i < node.parts.size(); i++)
        build_several(*node.parts[i], &tools);
    return combine_now(&node.how, base, node.as_compound, tools);
}

static TopoDS_Shape build_group(deferred &node)
{
    TopoDS_Compound compound;
    BRep_Builder builder;
    builder.MakeCompound(compound);
    TopTools_ListOfShape members;
    for (const deferred_node &part : node.parts)
        build_several(*part, &members);
    for (const TopoDS_Shape &member : members)
        builder.Add(compound, member);
    return compound;
}

static TopoDS_Shape build_piece(deferred &node)
{
    const TopTools_IndexedMapOfShape members = build_members(node);
    if (members.Extent() != 1)
        throw unsettled{};
    return members(1);
}

static TopoDS_Shape build_face(const profile &outlines)
{
    const std::vector<kernel_shape> wires = wires_of(outlines);
    std::vector<const kernel_shape *> list;
    for (const kernel_shape &wire : wires)
        list.push_back(&wire);
    return face_now(list.data(), list.size());
}

static TopoDS_Shape build_step(deferred &node)
{
    switch (node.kind) {
    case step::LEAF:
        break;
    case step::OUTLINE:
        return build_face(*node.outlines);
    case step::COMBINE:
        return build_combination(node);
    case step::CLEAN:
        return clean_now(build(*node.parts[0]));
    case step::GROUP:
        return build_group(node);
    case step::PIECE:
        return build_piece(node);
    case step::MOVE:
        return build(*node.parts[0]).Moved(TopLoc_Location(node.motion));
    case step::COPY:
        return BRepBuilderAPI_Transform(build(*node.parts[0]), node.motion, Standard_True).Shape();
    case step::PRISM:
        return prism_now(build(*node.parts[0]), node.sweep);
    case step::THROUGH:
        return cut_through_now(build(*node.parts[0]), node.face);
    }
    return node.made;
}

/* Whatever goes wrong would have gone wrong earlier, perhaps where a script handles it. */
static const TopoDS_Shape &build(deferred &node)
{
    if (node.is_built())
        return node.made;
    TopoDS_Shape made;
    try {
        made = build_step(node);
    } catch (const Standard_OutOfMemory &) {
        throw;
    } catch (const Standard_Failure &) {
        made.Nullify();
    } catch (const refusal &) {
        made.Nullify();
    }
    if (made.IsNull()) {
        node.owner->used = true;
        throw unsettled{};
    }
    node.made = made;
    node.parts.clear();
    node.depth = 0;
    return node.made;
}

const TopoDS_Shape &kernel_shape::value() const { return later ? build(*later) : made; }

const TopoDS_Shape &shim::build_node(const deferred_node &node) { return build(*node); }

/* ---- expressions ---- */

static deferred_node new_node(step kind, kernel_type type, kernel_deferral *owner)
{
    auto node = std::make_shared<deferred>();
    node->kind = kind;
    node->type = type;
    node->owner = owner;
    return node;
}

deferred_node shim::node_of(const kernel_shape *shape, kernel_deferral *owner)
{
    if (undone(shape))
        return shape->later;
    deferred_node leaf = new_node(step::LEAF, kernel_type_of(shape), owner);
    leaf->is_certain = true;
    leaf->made = shape->value();
    return leaf;
}

bool shim::is_plain_motion(const gp_Trsf &motion)
{
    for (int row = 1; row <= 3; row++) {
        for (int column = 1; column <= 4; column++) {
            if (!(std::abs(motion.Value(row, column)) < Precision::Infinite()))
                return false;
        }
    }
    return std::abs(motion.ScaleFactor()) > Precision::Confusion();
}

/* Whether it is so of a node whose parts are. */
static bool keeps_certainty(const deferred &node)
{
    switch (node.kind) {
    case step::OUTLINE:
    case step::GROUP:
    case step::MOVE:
    case step::COPY:
    case step::PRISM:
        return true;
    default:
        return false;
    }
}

static kernel_shape *handle_of(const deferred_node &node)
{
    node->is_certain = keeps_certainty(*node);
    for (const deferred_node &part : node->parts) {
        node->depth = std::max(node->depth, part->depth + 1);
        node->is_certain = node->is_certain && part->is_certain;
    }
    node->owner->used = node->owner->used || !node->is_certain;
    if (node->depth > MAX_DEPTH)
        build(*node);
    return new kernel_shape{ node->made, false, node };
}

static kernel_shape *step_over(const deferred_node &part, step kind, kernel_type type, const gp_Trsf *motion)
{
    deferred_node node = new_node(kind, type, part->owner);
    node->is_flat = part->is_flat;
    node->parts.push_back(part);
    if (motion)
        node->motion = *motion;
    return handle_of(node);
}

kernel_shape *shim::new_step(const kernel_shape *shape, step kind, kernel_type type, const gp_Trsf *motion)
{
    return step_over(shape->later, kind, type, motion);
}

/* Shapes of that type, and compounds of nothing else. */
static bool is_all_of(const TopoDS_Shape &shape, TopAbs_ShapeEnum type)
{
    if (shape.ShapeType() == type)
        return true;
    TopoDS_Iterator it(shape);
    if (shape.ShapeType() != TopAbs_COMPOUND || !it.More())
        return false;
    for (; it.More(); it.Next()) {
        if (!is_all_of(it.Value(), type))
            return false;
    }
    return true;
}

static bool can_be_left(const kernel_shape *shape, bool is_flat)
{
    if (shape->is_uncast)
        return false;
    return undone(shape) ? undone(shape)->is_flat == is_flat
                         : is_all_of(shape->value(), is_flat ? TopAbs_FACE : TopAbs_SOLID);
}

/* ---- planes ---- */

bool shim::plane_of(const deferred &node, const gp_Trsf &motion, gp_Pln *out)
{
    if (!node.is_built() && node.outlines) {
        *out = node.outlines->plane.Transformed(motion);
        return true;
    }
    if (!node.is_built())
        return plane_of(*node.parts[0], motion_of(node, motion), out);
    const BRepAdaptor_Surface surface(TopoDS::Face(TopExp_Explorer(node.made, TopAbs_FACE).Current()), Standard_False);
    if (surface.GetType() != GeomAbs_Plane)
        return false;
    *out = surface.Plane().Transformed(motion);
    return true;
}

static bool is_in_plane(const deferred &node, const gp_Pln &plane)
{
    for (TopExp_Explorer it(node.made, TopAbs_FACE); node.is_built() && it.More(); it.Next()) {
        const BRepAdaptor_Surface surface(TopoDS::Face(it.Current()), Standard_False);
        if (surface.GetType() != GeomAbs_Plane ||
            !surface.Plane().Axis().IsParallel(plane.Axis(), Precision::Angular()) ||
            plane.Distance(surface.Plane().Location()) > Precision::Confusion())
            return false;
    }
    return true;
}

/* An undone part lies in one plane, that of its first face. */
static bool lie_in_one_plane(const std::vector<deferred_node> &parts)
{
    gp_Pln first, plane;
    if (!plane_of(*parts[0], gp_Trsf(), &first))
        return false;
    for (const deferred_node &part : parts) {
        if (!plane_of(*part, gp_Trsf(), &plane) || !plane.Axis().IsParallel(first.Axis(), Precision::Angular()) ||
            first.Distance(plane.Location()) > Precision::Confusion() || !is_in_plane(*part, first))
            return false;
    }
    return true;
}

/* ---- faces ---- */

kernel_shape *shim::defer_face(const std::shared_ptr<const profile> &outlines, kernel_deferral *deferral)
{
    if (!outlines)
        return nullptr;
    deferred_node node = new_node(step::OUTLINE, KERNEL_FACE, deferral);
    node->is_flat = true;
    node->outlines = outlines;
    return handle_of(node);
}

/* ---- combining ---- */

/* Fused with nothing, a compound of one is that one: NULL where the base is no compound that was left undone. */
static kernel_shape *only_member(const kernel_shape *base)
{
    if (!undone(base) || undone(base)->kind != step::GROUP || undone(base)->parts.size() != 1)
        return nullptr;
    const deferred_node &part = undone(base)->parts[0];
    return new kernel_shape{ part->made, false, part };
}

static bool has_several(const kernel_shape *base)
{
    return undone(base) ? undone(base)->kind == step::GROUP : base->value().NbChildren() > 1;
}

/* Prisms of one face to both sides of it: what OpenCASCADE's glue is for. */
static bool are_back_to_back(const kernel_shape *a, const kernel_shape *b)
{
    return undone(a) && undone(b) && a->later->kind == step::PRISM && b->later->kind == step::PRISM &&
           a->later->parts[0] == b->later->parts[0] && a->later->sweep.Dot(b->later->sweep) < 0;
}

kernel_shape *shim::defer_combine(const kernel_boolean *how, const kernel_shape *base, bool as_compound,
                                  const kernel_shape *const *tools, size_t count)
{
    /* Nothing and several are the first of them and the others. */
    if (how->deferral && how->operation == KERNEL_FUSE && as_compound && count > 0 && kernel_is_empty(base)) {
        if (count > 1)
            return defer_combine(how, tools[0], false, tools + 1, count - 1);
        return undone(tools[0]) ? new kernel_shape{ *tools[0] } : nullptr;
    }
    const bool is_flat = how->deferral && !can_be_left(base, false);
    if (!how->deferral || how->operation == KERNEL_SPLIT || how->tolerance != 0 || !can_be_left(base, is_flat))
        return nullptr;
    if (how->glue && !(how->operation == KERNEL_FUSE && count == 1 && are_back_to_back(base, tools[0])))
        return nullptr;
    if (count == 0) {
        const bool is_open = how->operation == KERNEL_FUSE && as_compound;
        kernel_shape *only = is_open ? only_member(base) : nullptr;
        if (only || !is_open || !has_several(base))
            return only;
    }
    for (size_t i = 0; i < count; i++) {
        if (!can_be_left(tools[i], is_flat))
            return nullptr;
    }
    deferred_node node = new_node(step::COMBINE, KERNEL_COMPOUND, how->deferral);
    node->how = *how;
    node->as_compound = as_compound;
    node->is_flat = is_flat;
    node->parts.push_back(node_of(base, how->deferral));
    for (size_t i = 0; i < count; i++)
        node->parts.push_back(node_of(tools[i], how->deferral));
    for (const deferred_node &part : node->parts) {
        if (part->is_built())
            check_corners(part->made);
    }
    return is_flat && !lie_in_one_plane(node->parts) ? nullptr : handle_of(node);
}

kernel_shape *shim::defer_compound(const kernel_shape *const *shapes, size_t count)
{
    const deferred *first = nullptr;
    for (size_t i = 0; i < count && !first; i++)
        first = undone(shapes[i]);
    if (!first)
        return nullptr;
    deferred_node node = new_node(step::GROUP, KERNEL_COMPOUND, first->owner);
    node->is_flat = first->is_flat;
    for (size_t i = 0; i < count; i++) {
        if (!can_be_left(shapes[i], first->is_flat))
            return nullptr;
        node->parts.push_back(node_of(shapes[i], first->owner));
    }
    return node->is_flat && !lie_in_one_plane(node->parts) ? nullptr : handle_of(node);
}

/* ---- the other steps ---- */

kernel_shape *shim::defer_piece(const kernel_shape *shape, kernel_type type)
{
    if (type != (undone(shape)->is_flat ? KERNEL_FACE : KERNEL_SOLID))
        return nullptr;
    if (undone(shape)->type == type && undone(shape)->is_certain)
        return new kernel_shape{ *shape };
    if (!undone(shape)->is_certain)
        shape->later->owner->assumed.push_back(shape->later);
    return new_step(shape, step::PIECE, type);
}

kernel_shape *shim::defer_prism(const kernel_shape *face, const gp_Vec &by)
{
    gp_Pln plane;
    if (!undone(face) || !undone(face)->is_flat || !plane_of(*face->later, gp_Trsf(), &plane) ||
        !(std::abs(by.Dot(plane.Axis().Direction())) > LEAST_RISE * by.Magnitude()))
        return nullptr;
    deferred_node node = new_node(step::PRISM, face->later->type == KERNEL_FACE ? KERNEL_SOLID : KERNEL_COMPOUND,
                                  face->later->owner);
    node->sweep = by;
    node->parts.push_back(face->later);
    return handle_of(node);
}

kernel_shape *shim::defer_clean(const kernel_shape *shape, kernel_deferral *deferral)
{
    if (!undone(shape) && (!deferral || !can_be_left(shape, false)))
        return nullptr;
    if (!undone(shape))
        check_lengths(shape->value());
    return step_over(node_of(shape, deferral), step::CLEAN, kernel_type_of(shape), nullptr);
}

/* The place of a handle is that of its last move; of what is built of others, none. */
kernel_shape *shim::defer_located(const kernel_shape *shape, const gp_Trsf &place)
{
    deferred_node node = shape->later;
    if (!undone(shape))
        return nullptr;
    while (node->kind == step::MOVE && !node->is_built())
        node = node->parts[0];
    if (node->is_built() || (node->kind != step::COMBINE && node->kind != step::CLEAN && node->kind != step::GROUP &&
                             node->kind != step::OUTLINE))
        return nullptr;
    return step_over(node, step::MOVE, node->type, &place);
}

void shim::add_own_bounds(const deferred &node, const gp_Trsf &motion, Bnd_Box *box)
{
    Bnd_Box own;
    if (node.is_built())
        BRepBndLib::Add(node.made, own, Standard_False);
    for (size_t i = 0; !node.is_built() && i < node.outlines->rings.size(); i++)
        BRepBndLib::Add(node.outlines->rings[i].edges, own, Standard_False);
    if (!own.IsVoid())
        box->Add(own.Transformed(motion));
}

static void add_bounds(const deferred &node, const gp_Trsf &motion, Bnd_Box *box)
{
    if (node.is_built() || node.outlines) {
        add_own_bounds(node, motion, box);
        return;
    }
    Bnd_Box own;
    for (const deferred_node &part : node.parts)
        add_bounds(*part, motion_of(node, motion), &own);
    if (node.kind == step::PRISM && !own.IsVoid()) {
        gp_Trsf along;
        along.SetTranslation(node.sweep.Transformed(motion));
        own.Add(own.Transformed(along));
    }
    if (!own.IsVoid())
        box->Add(own);
}

static bool has_one_wire(const TopoDS_Shape &face)
{
    TopoDS_Iterator it(face);
    if (it.More())
        it.Next();
    return !it.More();
}

/* A prism of the face that begins before and ends behind all of the solid; null where there is none. */
static TopoDS_Shape prism_through(const deferred &solid, const TopoDS_Face &face)
{
    const BRepAdaptor_Surface surface(face, Standard_False);
    Bnd_Box box;
    add_bounds(solid, gp_Trsf(), &box);
    if (surface.GetType() != GeomAbs_Plane || box.IsVoid() || box.IsOpen())
        return TopoDS_Shape();
    const gp_Vec along(surface.Plane().Axis().Direction());
    const double reach = std::sqrt(box.SquareExtent()) + surface.Plane().Location().Distance(box.CornerMin()) + 1;
    gp_Trsf back;
    back.SetTranslation(along * -reach);
    return prism_now(face.Moved(TopLoc_Location(back)), along * (2 * reach));
}

kernel_shape *shim::defer_through(const kernel_shape *solid, const kernel_shape *face, kernel_deferral *deferral)
{
    if (!deferral || !can_be_left(solid, false) || !has_one_wire(face->value()))
        return nullptr;
    deferred_node node = new_node(step::THROUGH, KERNEL_COMPOUND, deferral);
    node->parts.push_back(node_of(solid, deferral));
    node->how.operation = KERNEL_CUT;
    node->face = face->value();
    deferred_node tool = new_node(step::LEAF, KERNEL_SOLID, deferral);
    tool->made = prism_through(*node->parts[0], as_face(face));
    node->parts.push_back(tool);
    return tool->made.IsNull() ? nullptr : handle_of(node);
}

bool shim::is_same_step(const deferred_node &a, const deferred_node &b)
{
    if (!a || !b)
        return false;
    return a == b || (a->kind == step::PIECE && b->kind == step::PIECE && !a->is_built() && !b->is_built() &&
                      a->parts[0] == b->parts[0]);
}

uint32_t shim::count_faces(const deferred *node)
{
    uint32_t count = 0;
    if (node->is_built()) {
        TopTools_IndexedMapOfShape faces;
        TopExp::MapShapes(node->made, TopAbs_FACE, faces);
        return (uint32_t)faces.Extent();
    }
    if (node->outlines)
        return node->outlines->curve_count + 2;
    for (const deferred_node &part : node->parts)
        count += count_faces(part.get());
    return count;
}
