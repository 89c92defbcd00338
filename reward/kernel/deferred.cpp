/* deferred.cpp: expressions over solids, and how they are built after all. */
#include "reward/kernel/deferred.hpp"

#include <BRepBuilderAPI_Transform.hxx>
#include <BRep_Builder.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Iterator.hxx>

#include <algorithm>

using namespace shim;

/* What is deeper is built: walks call themselves. */
enum { MAX_DEPTH = 200 };

extern "C" lathe_status kernel_deferral_new(kernel_deferral **out, lathe_error *err)
{
    return guard(err, [&] { *out = new kernel_deferral; });
}

extern "C" void kernel_deferral_free(kernel_deferral *deferral) { delete deferral; }

extern "C" bool kernel_deferral_used(const kernel_deferral *deferral) { return deferral->used; }

/* ---- building ---- */

static const TopoDS_Shape &build(deferred &node);

static TopTools_IndexedMapOfShape solids_of(const TopoDS_Shape &shape)
{
    TopTools_IndexedMapOfShape solids;
    TopExp::MapShapes(shape, TopAbs_SOLID, solids);
    return solids;
}

/* Tools that stand for several solids are as many tools. */
static TopoDS_Shape build_combination(deferred &node)
{
    TopTools_ListOfShape tools;
    const TopoDS_Shape base = build(*node.parts[0]);
    for (size_t i = 1; i < node.parts.size(); i++) {
        deferred &tool = *node.parts[i];
        if (tool.kind != step::PIECE || tool.is_built()) {
            tools.Append(build(tool));
            continue;
        }
        const TopTools_IndexedMapOfShape solids = solids_of(build(*tool.parts[0]));
        for (int k = 1; k <= solids.Extent(); k++)
            tools.Append(solids(k));
    }
    return combine_now(&node.how, base, node.as_compound, tools);
}

static TopoDS_Shape build_group(deferred &node)
{
    TopoDS_Compound compound;
    BRep_Builder builder;
    builder.MakeCompound(compound);
    for (const deferred_node &part : node.parts)
        builder.Add(compound, build(*part));
    return compound;
}

static TopoDS_Shape build_piece(deferred &node)
{
    const TopTools_IndexedMapOfShape solids = solids_of(build(*node.parts[0]));
    if (solids.Extent() != 1)
        throw unsettled{};
    return solids(1);
}

static TopoDS_Shape build_step(deferred &node)
{
    switch (node.kind) {
    case step::LEAF:
        break;
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
        throw unsettled{};
    } catch (const refusal &) {
        throw unsettled{};
    }
    if (made.IsNull())
        throw unsettled{};
    node.made = made;
    node.parts.clear();
    node.depth = 0;
    return node.made;
}

const TopoDS_Shape &kernel_shape::value() const { return later ? build(*later) : made; }

/* ---- expressions ---- */

deferred_node shim::node_of(const kernel_shape *shape, kernel_deferral *owner)
{
    if (undone(shape))
        return shape->later;
    auto leaf = std::make_shared<deferred>();
    leaf->kind = step::LEAF;
    leaf->type = kernel_type_of(shape);
    leaf->owner = owner;
    leaf->made = shape->value();
    return leaf;
}

static kernel_shape *handle_of(const deferred_node &node)
{
    for (const deferred_node &part : node->parts)
        node->depth = std::max(node->depth, part->depth + 1);
    node->owner->used = true;
    if (node->depth > MAX_DEPTH)
        build(*node);
    return new kernel_shape{ node->made, false, node };
}

kernel_shape *shim::new_step(const kernel_shape *shape, step kind, kernel_type type, const gp_Trsf *motion)
{
    auto node = std::make_shared<deferred>();
    node->kind = kind;
    node->type = type;
    node->owner = shape->later->owner;
    node->parts.push_back(shape->later);
    if (motion)
        node->motion = *motion;
    return handle_of(node);
}

/* Solids, and compounds of nothing else. */
static bool is_of_solids(const TopoDS_Shape &shape)
{
    if (shape.ShapeType() == TopAbs_SOLID)
        return true;
    TopoDS_Iterator it(shape);
    if (shape.ShapeType() != TopAbs_COMPOUND || !it.More())
        return false;
    for (; it.More(); it.Next()) {
        if (!is_of_solids(it.Value()))
            return false;
    }
    return true;
}

static bool can_be_left(const kernel_shape *shape)
{
    return !shape->is_uncast && (undone(shape) || is_of_solids(shape->value()));
}

kernel_shape *shim::defer_combine(const kernel_boolean *how, const kernel_shape *base, bool as_compound,
                                  const kernel_shape *const *tools, size_t count)
{
    if (!how->deferral || how->operation == KERNEL_SPLIT || how->glue || how->tolerance != 0 || count == 0 ||
        !can_be_left(base))
        return nullptr;
    for (size_t i = 0; i < count; i++) {
        if (!can_be_left(tools[i]))
            return nullptr;
    }
    auto node = std::make_shared<deferred>();
    node->kind = step::COMBINE;
    node->type = KERNEL_COMPOUND;
    node->owner = how->deferral;
    node->how = *how;
    node->as_compound = as_compound;
    node->parts.push_back(node_of(base, how->deferral));
    for (size_t i = 0; i < count; i++)
        node->parts.push_back(node_of(tools[i], how->deferral));
    for (const deferred_node &part : node->parts) {
        if (part->is_built())
            check_corners(part->made);
    }
    return handle_of(node);
}

kernel_shape *shim::defer_compound(const kernel_shape *const *shapes, size_t count)
{
    kernel_deferral *owner = nullptr;
    for (size_t i = 0; i < count; i++) {
        if (!can_be_left(shapes[i]))
            return nullptr;
        if (undone(shapes[i]))
            owner = shapes[i]->later->owner;
    }
    if (!owner)
        return nullptr;
    auto node = std::make_shared<deferred>();
    node->kind = step::GROUP;
    node->type = KERNEL_COMPOUND;
    node->owner = owner;
    for (size_t i = 0; i < count; i++)
        node->parts.push_back(node_of(shapes[i], owner));
    return handle_of(node);
}

kernel_shape *shim::defer_piece(const kernel_shape *shape)
{
    shape->later->owner->assumed.push_back(shape->later);
    return new_step(shape, step::PIECE, KERNEL_SOLID);
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
    for (const deferred_node &part : node->parts)
        count += count_faces(part.get());
    return count;
}
