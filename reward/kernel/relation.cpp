/* relation.cpp: how shapes lie in and to each other. */
#include "reward/kernel/func.h"
#include "reward/kernel/pack.hpp"

#include <BRepAlgoAPI_Check.hxx>
#include <BRepExtrema_DistShapeShape.hxx>
#include <BRep_Builder.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedDataMapOfShapeListOfShape.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopTools_ListIteratorOfListOfShape.hxx>
#include <TopTools_MapOfShape.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Iterator.hxx>

using namespace shim;

typedef TopTools_IndexedDataMapOfShapeListOfShape ancestor_map;

static TopAbs_ShapeEnum enum_of(kernel_type type)
{
    static const TopAbs_ShapeEnum types[] = { TopAbs_VERTEX, TopAbs_EDGE,  TopAbs_WIRE,      TopAbs_FACE,
                                              TopAbs_SHELL,  TopAbs_SOLID, TopAbs_COMPSOLID, TopAbs_COMPOUND };
    return types[type];
}

extern "C" lathe_status kernel_check(const kernel_shape *shape, bool *out, lathe_error *err)
{
    return guard(err, [&] { *out = BRepAlgoAPI_Check(shape->value()).IsValid(); });
}

extern "C" lathe_status kernel_is_part(const kernel_shape *part, const kernel_shape *whole, bool *out,
                                       lathe_error *err)
{
    return guard(err, [&] {
        ancestor_map map;
        TopExp::MapShapesAndAncestors(whole->value(), part->value().ShapeType(), whole->value().ShapeType(), map);
        *out = map.Contains(part->value());
    });
}

extern "C" lathe_status kernel_closest(const kernel_shape *a, const kernel_shape *b, kernel_vec *out_a,
                                       kernel_vec *out_b, lathe_error *err)
{
    return guard(err, [&] {
        if (kernel_is_empty(a) || kernel_is_empty(b))
            throw refusal{ FAILURE_VALUE, "AssertionError", "" };
        BRepExtrema_DistShapeShape distance;
        distance.LoadS1(a->value());
        distance.LoadS2(b->value());
        if (!distance.Perform())
            throw refusal{ FAILURE_VALUE, "AssertionError", "" };
        *out_a = vec_of(distance.PointOnShape1(1).XYZ());
        *out_b = vec_of(distance.PointOnShape2(1).XYZ());
    });
}

static const TopTools_ListOfShape &found_in(const ancestor_map &map, const TopoDS_Shape &key)
{
    if (!map.Contains(key))
        throw refusal{ FAILURE_BUILD, "Standard_NoSuchObject", "NCollection_IndexedDataMap::FindFromKey" };
    return map.FindFromKey(key);
}

/* Each type of the parts once, in their order. */
static std::vector<TopAbs_ShapeEnum> types_of(const kernel_shape *const *parts, size_t count)
{
    std::vector<TopAbs_ShapeEnum> types;
    bool seen[TopAbs_SHAPE + 1] = { false };
    for (size_t i = 0; i < count; i++) {
        TopAbs_ShapeEnum type = parts[i]->value().ShapeType();
        if (!seen[type])
            types.push_back(type);
        seen[type] = true;
    }
    return types;
}

extern "C" lathe_status kernel_ancestors(const kernel_shape *const *parts, size_t count, const kernel_shape *whole,
                                         kernel_type type, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        ancestor_map map;
        for (TopAbs_ShapeEnum each : types_of(parts, count))
            TopExp::MapShapesAndAncestors(whole->value(), each, enum_of(type), map);
        std::vector<TopoDS_Shape> found;
        for (size_t i = 0; i < count; i++) {
            for (TopTools_ListIteratorOfListOfShape it(found_in(map, parts[i]->value())); it.More(); it.Next())
                found.push_back(it.Value());
        }
        fill_list(found, out);
    });
}

/* Those that share a part with one of `from` and were not excluded, each once. */
static std::vector<TopoDS_Shape> step(const ancestor_map &map, const std::vector<TopoDS_Shape> &from,
                                      TopAbs_ShapeEnum type, TopTools_MapOfShape &excluded)
{
    std::vector<TopoDS_Shape> found;
    TopTools_MapOfShape seen;
    for (const TopoDS_Shape &shape : from)
        excluded.Add(shape);
    for (const TopoDS_Shape &shape : from) {
        TopTools_IndexedMapOfShape children;
        TopExp::MapShapes(shape, type, children);
        for (int i = 1; i <= children.Extent(); i++) {
            for (TopTools_ListIteratorOfListOfShape it(found_in(map, children(i))); it.More(); it.Next()) {
                if (!excluded.Contains(it.Value()) && seen.Add(it.Value()))
                    found.push_back(it.Value());
            }
        }
    }
    return found;
}

extern "C" lathe_status kernel_siblings(const kernel_shape *const *parts, size_t count, const kernel_shape *whole,
                                        kernel_type type, int level, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        ancestor_map map;
        for (TopAbs_ShapeEnum each : types_of(parts, count))
            TopExp::MapShapesAndAncestors(whole->value(), enum_of(type), each, map);
        std::vector<TopoDS_Shape> found = vector_of_shapes(parts, count);
        TopTools_MapOfShape excluded;
        for (int i = 0; i < level && !(i && found.empty()); i++)
            found = step(map, found, enum_of(type), excluded);
        fill_list(found, out);
    });
}

extern "C" lathe_status kernel_compound_remove(const kernel_shape *compound, const kernel_shape *const *children,
                                               size_t count, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        TopoDS_Compound left;
        BRep_Builder builder;
        builder.MakeCompound(left);
        for (TopoDS_Iterator it(compound->value(), Standard_False, Standard_False); it.More(); it.Next())
            builder.Add(left, it.Value());
        left.Location(compound->value().Location());
        left.Orientation(compound->value().Orientation());
        for (size_t i = 0; i < count; i++)
            builder.Remove(left, children[i]->value());
        *out = new_shape(left);
    });
}
