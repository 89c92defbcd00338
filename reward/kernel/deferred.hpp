/* deferred.hpp: solids as expressions over solids; see deferred.h. */
#ifndef LATHE_REWARD_KERNEL_DEFERRED_HPP
#define LATHE_REWARD_KERNEL_DEFERRED_HPP

#include "reward/kernel/deferred.h"
#include "reward/kernel/profile.hpp"

#include <gp_Trsf.hxx>

namespace shim {

enum class step {
    LEAF,    /* a shape as it was made */
    OUTLINE, /* the face of wires */
    COMBINE, /* the first part under an operation with the others */
    CLEAN,   /* of its part */
    GROUP,   /* a compound of its parts */
    PIECE,   /* the solids of its part, taken for one solid */
    MOVE,    /* its part where a handle was moved to */
    COPY,    /* its part moved with its geometry */
    PRISM,   /* over its part, which is flat, along `sweep` */
    THROUGH  /* the first part without the second, a prism of `face` all the way through it */
};

struct deferred {
    step kind;
    kernel_type type;
    kernel_deferral *owner;
    std::vector<std::shared_ptr<deferred>> parts;
    TopoDS_Shape made; /* of LEAF, and once it was built */
    kernel_boolean how = {};
    bool as_compound = false;
    gp_Trsf motion;
    gp_Vec sweep;
    TopoDS_Shape face;
    std::shared_ptr<const profile> outlines; /* of OUTLINE */
    bool is_flat = false; /* of faces in one plane, else of solids */
    uint32_t depth = 0; /* of parts below one another */
    bool has_inside = false; /* a sample was found inside */
    bool is_certain = false; /* OpenCASCADE would have made it, and not of nothing */

    bool is_built() const { return !made.IsNull(); }
};
typedef std::shared_ptr<deferred> deferred_node;

/* NULL where the shape is built. */
inline const deferred *undone(const kernel_shape *shape)
{
    return shape->later && !shape->later->is_built() ? shape->later.get() : nullptr;
}
/* What of the shape was left undone, or a leaf of it. */
deferred_node node_of(const kernel_shape *shape, kernel_deferral *owner);
/* The handle of a new expression over an undone shape. */
kernel_shape *new_step(const kernel_shape *shape, step kind, kernel_type type, const gp_Trsf *motion = nullptr);
/* Of finite numbers, to somewhere of some size: others are OpenCASCADE's to refuse. */
bool is_plain_motion(const gp_Trsf &motion);
/* NULL where it has to be done at once. */
kernel_shape *defer_face(const std::shared_ptr<const profile> &outlines, kernel_deferral *deferral);
kernel_shape *defer_clean(const kernel_shape *shape, kernel_deferral *deferral);
/* NULL where the operation has to be done at once. */
kernel_shape *defer_combine(const kernel_boolean *how, const kernel_shape *base, bool as_compound,
                            const kernel_shape *const *tools, size_t count);
/* NULL where all of them are built, or something else than solids is among them. */
kernel_shape *defer_compound(const kernel_shape *const *shapes, size_t count);
/* The solids or faces of an undone shape as one, if there are any: which is noted. NULL where it has none of that type. */
kernel_shape *defer_piece(const kernel_shape *shape, kernel_type type);
/* NULL where it has to be done at once. */
kernel_shape *defer_prism(const kernel_shape *face, const gp_Vec &by);
kernel_shape *defer_located(const kernel_shape *shape, const gp_Trsf &place);
kernel_shape *defer_through(const kernel_shape *solid, const kernel_shape *face, kernel_deferral *deferral);
/* What the handle of the node would give. */
const TopoDS_Shape &build_node(const deferred_node &node);
/* Of a node without parts. */
void add_own_bounds(const deferred &node, const gp_Trsf &motion, Bnd_Box *box);
/* Pieces of one step are one. */
bool is_same_step(const deferred_node &a, const deferred_node &b);
/* At least as many as there will be. */
uint32_t count_faces(const deferred *node);
/* Of the first face of a flat node that stands there; false where its surface is no plane. */
bool plane_of(const deferred &node, const gp_Trsf &motion, gp_Pln *out);
/* Where the parts of a node stand that itself stands there. */
gp_Trsf motion_of(const deferred &node, const gp_Trsf &motion);

/* ---- solid.cpp: at once ---- */

TopoDS_Shape combine_now(const kernel_boolean *how, const TopoDS_Shape &base, bool as_compound,
                         const TopTools_ListOfShape &tools);
TopoDS_Shape clean_now(const TopoDS_Shape &shape);
/* Straight edges of no length at all, such as a cylinder of no height has, have no direction to be united by. */
void check_lengths(const TopoDS_Shape &shape);
TopoDS_Shape face_now(const kernel_shape *const *wires, size_t count);
TopoDS_Shape prism_now(const TopoDS_Shape &face, const gp_Vec &by);
/* ---- feature.cpp ---- */
TopoDS_Shape cut_through_now(const TopoDS_Shape &solid, const TopoDS_Shape &face);
/* OpenCASCADE's booleans hang, or die, where a corner is not finite. */
void check_corners(const TopoDS_Shape &shape);

} // namespace shim

struct kernel_deferral {
    bool used = false;
    std::vector<shim::deferred_node> assumed; /* not to be empty */
};

#endif
