/* trace.cpp: steps of CadQuery's history. */
#include "reward/kernel/trace.h"
#include "reward/kernel/trace.hpp"

#include <BRep_Tool.hxx>
#include <TopExp.hxx>
#include <TopTools_MapOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Iterator.hxx>

#include <memory>

using namespace shim;

namespace shim {

/* Children of a compound, or the shape itself. */
static std::vector<TopoDS_Shape> members(const TopoDS_Shape &shape)
{
    std::vector<TopoDS_Shape> found;
    if (shape.IsNull())
        return found;
    if (shape.ShapeType() != TopAbs_COMPOUND)
        found.push_back(shape);
    else
        for (TopoDS_Iterator it(shape); it.More(); it.Next())
            found.push_back(it.Value());
    return found;
}

TopoDS_Shape united(const TopoDS_Shape &a, const TopoDS_Shape &b)
{
    std::vector<TopoDS_Shape> all;
    TopTools_MapOfShape seen;
    for (const TopoDS_Shape &set : { a, b })
        for (const TopoDS_Shape &shape : members(set))
            if (seen.Add(shape))
                all.push_back(shape);
    return compound_of(all);
}

bool is_something(const TopoDS_Shape &shape)
{
    return shape.ShapeType() != TopAbs_COMPOUND || TopoDS_Iterator(shape).More();
}

void relate(shape_relation &relation, const TopoDS_Shape &key, const TopoDS_Shape &value)
{
    if (relation.Contains(key))
        relation.ChangeFromKey(key) = united(relation.FindFromKey(key), value);
    else
        relation.Add(key, value);
}

static TopoDS_Shape remapped(const TopoDS_Shape &shape, const shape_relation &modified)
{
    return modified.Contains(shape) ? modified.FindFromKey(shape) : shape;
}

static TopoDS_Shape remapped_members(const TopoDS_Shape &shape, const shape_relation &modified)
{
    std::vector<TopoDS_Shape> all;
    for (const TopoDS_Shape &member : members(shape))
        all.push_back(remapped(member, modified));
    return compound_of(all);
}

void remap(kernel_trace *trace, const kernel_trace &step)
{
    const shape_relation &modified = step.relations[KERNEL_MODIFIED];
    for (kernel_relation relation : { KERNEL_GENERATED, KERNEL_MODIFIED })
        for (int i = 1; i <= trace->relations[relation].Extent(); i++)
            trace->relations[relation].ChangeFromIndex(i) = remapped(trace->relations[relation](i), modified);
    trace->first = remapped_members(trace->first, modified);
    trace->last = remapped_members(trace->last, modified);
}

} // namespace shim

static void track(kernel_trace *trace, const TopoDS_Shape &shape)
{
    TopExp::MapShapes(shape, TopAbs_FACE, trace->tracked);
    TopTools_IndexedMapOfShape edges;
    TopExp::MapShapes(shape, TopAbs_EDGE, edges);
    for (int i = 1; i <= edges.Extent(); i++)
        if (!BRep_Tool::Degenerated(TopoDS::Edge(edges(i))))
            trace->tracked.Add(edges(i));
    TopExp::MapShapes(shape, TopAbs_VERTEX, trace->tracked);
}

extern "C" lathe_status kernel_trace_new(const kernel_shape *const *shapes, size_t count, kernel_trace **out,
                                         lathe_error *err)
{
    return guard(err, [&] {
        std::unique_ptr<kernel_trace> trace(new kernel_trace);
        for (size_t i = 0; i < count; i++)
            track(trace.get(), shapes[i]->value());
        *out = trace.release();
    });
}

extern "C" void kernel_trace_free(kernel_trace *trace) { delete trace; }

/* Everything under a relation. */
static TopoDS_Shape all_of(const kernel_trace *trace, kernel_relation relation)
{
    if (relation == KERNEL_FIRST || relation == KERNEL_LAST) {
        const TopoDS_Shape &end = relation == KERNEL_FIRST ? trace->first : trace->last;
        return end.IsNull() ? compound_of({}) : end;
    }
    if (relation == KERNEL_DELETED)
        return compound_of(trace->deleted);
    std::vector<TopoDS_Shape> values;
    for (int i = 1; i <= trace->relations[relation].Extent(); i++)
        values.push_back(trace->relations[relation](i));
    return compound_of(values);
}

static const TopoDS_Shape &value_of(const shape_relation &relation, const TopoDS_Shape &key)
{
    if (!relation.Contains(key))
        throw refusal{ FAILURE_VALUE, "KeyError", "shape without such a relation" };
    return relation.FindFromKey(key);
}

extern "C" lathe_status kernel_trace_find(const kernel_trace *trace, kernel_relation relation,
                                          const kernel_shape *part, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        if (!part) {
            *out = new_shape(packed(all_of(trace, relation)));
            return;
        }
        const shape_relation &map = trace->relations[relation];
        if (part->value().ShapeType() != TopAbs_COMPOUND) {
            *out = new_shape(packed(value_of(map, part->value())));
            return;
        }
        std::vector<TopoDS_Shape> values;
        for (TopoDS_Iterator it(part->value()); it.More(); it.Next())
            for (const TopoDS_Shape &value : members(value_of(map, it.Value())))
                values.push_back(value);
        *out = new_shape(packed(compound_of(values)));
    });
}

extern "C" lathe_status kernel_trace_delete_faces(kernel_trace *trace, const kernel_shape *shape, lathe_error *err)
{
    return guard(err, [&] {
        TopTools_IndexedMapOfShape faces;
        TopExp::MapShapes(shape->value(), TopAbs_FACE, faces);
        for (int i = 1; i <= faces.Extent(); i++)
            trace->deleted.push_back(faces(i));
    });
}

extern "C" lathe_status kernel_trace_end_at(kernel_trace *trace, const kernel_shape *shape, lathe_error *err)
{
    return guard(err, [&] {
        if (members(trace->last).empty())
            trace->last = value_of(trace->relations[KERNEL_MODIFIED], shape->value());
    });
}

extern "C" lathe_status kernel_trace_add(kernel_trace *trace, const kernel_trace *other, lathe_error *err)
{
    return guard(err, [&] {
        for (int i = 1; i <= other->tracked.Extent(); i++)
            trace->tracked.Add(other->tracked(i));
        for (int relation = 0; relation < KERNEL_DELETED; relation++)
            for (int i = 1; i <= other->relations[relation].Extent(); i++)
                relate(trace->relations[relation], other->relations[relation].FindKey(i),
                       other->relations[relation](i));
        trace->deleted.insert(trace->deleted.end(), other->deleted.begin(), other->deleted.end());
        trace->first = united(trace->first, other->first);
        trace->last = united(trace->last, other->last);
    });
}
