/* profile.hpp: flat faces known by their outlines, of which OpenCASCADE need not make a face before something looks at it. */
#ifndef LATHE_REWARD_KERNEL_PROFILE_HPP
#define LATHE_REWARD_KERNEL_PROFILE_HPP

#include "reward/kernel/shim.hpp"

#include <TopoDS_Shape.hxx>
#include <gp_Pln.hxx>

namespace shim {

/* One face. */
struct profile {
    struct ring {
        TopoDS_Shape edges; /* a wire, or a compound of edges as they follow one another */
        bool is_turned; /* the face is on its right, seen against the plane's normal */
    };
    std::vector<ring> rings; /* in the order in which they were given */
    std::vector<TopoDS_Shape> loose; /* edges to connect within a tolerance; empty: rings are wires */
    double tolerance;
    gp_Pln plane;
    uint32_t curve_count;
};

/* The wires of a face, connected where they are edges. */
std::vector<kernel_shape> wires_of(const profile &outlines);
/* NULL where the edges, each beginning where the one before ends, are not plainly one outline. */
std::shared_ptr<const profile> profile_of_edges(const kernel_shape *const *edges, size_t count, double tolerance);
/* NULL where the wires are not plainly the outlines of one face: OpenCASCADE says then what they are. */
std::shared_ptr<const profile> profile_of(const kernel_shape *const *wires, size_t count);

} // namespace shim

#endif
