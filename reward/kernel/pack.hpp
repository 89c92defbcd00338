/* pack.hpp: how CadQuery's free functions give back what they built. */
#ifndef LATHE_REWARD_KERNEL_PACK_HPP
#define LATHE_REWARD_KERNEL_PACK_HPP

#include "reward/kernel/func.h"
#include "reward/kernel/shim.hpp"

#include <GeomAbs_Shape.hxx>

namespace shim {

/* A shell of one open face becomes the face, a compound of one shape that shape. ValueError for a null shape. */
TopoDS_Shape packed(const TopoDS_Shape &shape);
/* The only one packed, or a compound. */
TopoDS_Shape packed(const std::vector<TopoDS_Shape> &shapes);
TopoDS_Shape compound_of(const std::vector<TopoDS_Shape> &shapes);
/* As kernel_boolean_of, unpacked. */
TopoDS_Shape boolean_of(kernel_operation operation, const std::vector<TopoDS_Shape> &shapes, double tolerance,
                        kernel_glue glue, kernel_trace *trace);
/* As kernel_sew. */
TopoDS_Shape sewn(const kernel_sewing &how);
TopoDS_Shape solids_of(const std::vector<TopoDS_Shape> &shells);
std::vector<TopoDS_Shape> vector_of_shapes(const kernel_shape *const *shapes, size_t count);
/* KeyError for an unknown name. */
GeomAbs_Shape continuity_of(const char *name);

} // namespace shim

#endif
