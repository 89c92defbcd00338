/* trace.hpp: how the files of builders fill a trace. A NULL trace is left alone. */
#ifndef LATHE_REWARD_KERNEL_TRACE_HPP
#define LATHE_REWARD_KERNEL_TRACE_HPP

#include "reward/kernel/pack.hpp"
#include "reward/kernel/trace.h"

#include <NCollection_IndexedDataMap.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopTools_ListIteratorOfListOfShape.hxx>
#include <TopTools_ShapeMapHasher.hxx>

typedef NCollection_IndexedDataMap<TopoDS_Shape, TopoDS_Shape, TopTools_ShapeMapHasher> shape_relation;

struct kernel_trace {
    TopTools_IndexedMapOfShape tracked;
    shape_relation relations[KERNEL_DELETED];
    std::vector<TopoDS_Shape> deleted;
    TopoDS_Shape first, last; /* compounds; null: nothing */
};

namespace shim {

/* Adds to what a key stands for, as a set. */
void relate(shape_relation &relation, const TopoDS_Shape &key, const TopoDS_Shape &value);
/* The union of both as sets of children. */
TopoDS_Shape united(const TopoDS_Shape &a, const TopoDS_Shape &b);
bool is_something(const TopoDS_Shape &shape);
/* Values of generated, modified, first and last that `step` modified become what it made of them. */
void remap(kernel_trace *trace, const kernel_trace &step);

inline void relate_list(shape_relation &relation, const TopoDS_Shape &key, const TopTools_ListOfShape &list)
{
    std::vector<TopoDS_Shape> values;
    for (TopTools_ListIteratorOfListOfShape it(list); it.More(); it.Next())
        values.push_back(it.Value());
    TopoDS_Shape value = packed(values);
    if (is_something(value))
        relate(relation, key, value);
}

template <typename Builder> void trace_changes(kernel_trace *trace, Builder &builder)
{
    for (int i = 1; trace && i <= trace->tracked.Extent(); i++) {
        const TopoDS_Shape &part = trace->tracked(i);
        relate_list(trace->relations[KERNEL_GENERATED], part, builder.Generated(part));
        relate_list(trace->relations[KERNEL_MODIFIED], part, builder.Modified(part));
    }
}

template <typename Builder> void trace_deleted(kernel_trace *trace, Builder &builder)
{
    for (int i = 1; trace && i <= trace->tracked.Extent(); i++)
        if (builder.IsDeleted(trace->tracked(i)))
            trace->deleted.push_back(trace->tracked(i));
}

template <typename Builder> void trace_ends(kernel_trace *trace, Builder &builder)
{
    if (!trace)
        return;
    trace->first = united(trace->first, packed(builder.FirstShape()));
    trace->last = united(trace->last, packed(builder.LastShape()));
}

/* The same for each part by itself. */
template <typename Builder> void trace_ends_of_parts(kernel_trace *trace, Builder &builder)
{
    for (int i = 1; trace && i <= trace->tracked.Extent(); i++) {
        const TopoDS_Shape &part = trace->tracked(i);
        trace->relations[KERNEL_FIRST].RemoveKey(part);
        trace->relations[KERNEL_LAST].RemoveKey(part);
        relate(trace->relations[KERNEL_FIRST], part, packed(builder.FirstShape(part)));
        relate(trace->relations[KERNEL_LAST], part, packed(builder.LastShape(part)));
    }
}

} // namespace shim

#endif
