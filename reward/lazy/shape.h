/* shape.h: internal to reward/lazy: what a kernel_shape is here, and the helpers that all files of this kernel use. */
#ifndef LATHE_REWARD_LAZY_SHAPE_H
#define LATHE_REWARD_LAZY_SHAPE_H

#include "reward/kernel/outline.h"
#include "reward/kernel/solid.h"

/* Lengths below which points are one and nothing has extent: OpenCASCADE's Precision::Confusion. */
#define LAZY_CONFUSION 1e-7
/* Of unit vectors: directions that differ by less are one. */
#define LAZY_PARALLEL 1e-9
/* Beyond it neighbouring numbers are farther apart than LAZY_CONFUSION: what the kernel makes of them is its own affair. */
#define LAZY_FAR 1e10
static inline bool lazy_is_far(kernel_vec p)
{
    return !(fabs(p.x) < LAZY_FAR && fabs(p.y) < LAZY_FAR && fabs(p.z) < LAZY_FAR);
}
/* Of members below one another: walks over trees call themselves. */
enum { LAZY_MAX_DEPTH = 250 };
/* Nodes that a walk over a tree visits: members may be shared, and double what is below them. */
enum { LAZY_MAX_WEIGHT = 20000 };
/* Of one wire, and of one face. */
enum { LAZY_MAX_CURVES = OUTLINE_MAX_CURVES };

typedef outline_curve lazy_curve;
typedef outline_loop lazy_outline;
typedef outline_frame lazy_frame;

typedef enum lazy_kind {
    LAZY_CURVES, /* an edge, of several arcs where it is neither line nor arc, or a wire of a chain of them */
    LAZY_PROFILE, /* outlines in a plane, holes among them */
    LAZY_PRISM,   /* of a profile */
    LAZY_BALL,
    LAZY_REVOLVED, /* a profile about an axis in its plane: see revolved.h */
    LAZY_CONVEX, /* half spaces that meet: see convex.h */
    LAZY_POINT, /* a vertex */
    LAZY_PLANES, /* faces of a solid in one plane, whose outlines are not known */
    LAZY_TREE, /* members under an operation: faces or solids */
    LAZY_GROUP /* a compound of any shapes */
} lazy_kind;

/* Inside is what an odd number of outlines encloses: no two of them cross or touch. */
typedef struct lazy_profile {
    lazy_frame frame;
    lazy_outline *outlines; /* owned, and their curves; in coordinates of the frame */
    uint32_t count;
    double area;
    kernel_vec moment; /* area times centre, in the frame */
    uint32_t bodies; /* outlines that lie in no other */
    bool touches; /* outlines share corners */
} lazy_profile;

/* Points p with out . p <= most; out of unit length. */
typedef struct lazy_half {
    kernel_vec out;
    double most;
} lazy_half;

/* Shared by handles and never changed after it was made. */
typedef struct lazy_node {
    uint32_t users;
    lazy_kind kind;
    kernel_type type;
    /* LAZY_CURVES */
    lazy_curve *curves; /* behind the node, in one piece with it */
    uint32_t curve_count;
    bool closed;
    /* LAZY_PROFILE, LAZY_REVOLVED */
    lazy_profile *profile; /* owned */
    /* LAZY_CONVEX */
    lazy_half *halves; /* owned */
    kernel_vec *corners; /* owned */
    uint32_t half_count, corner_count;
    /* LAZY_REVOLVED: in radians, at most 2 pi */
    double angle;
    /* LAZY_PRISM: over the profile from z = 0 to height, or down to it */
    double height;
    /* LAZY_BALL; a point of LAZY_PLANES and LAZY_POINT; outwards of LAZY_PLANES */
    kernel_vec center, normal;
    double radius;
    /* LAZY_TREE: the first member under the operation with each of the others; LAZY_GROUP; the base of LAZY_PRISM */
    kernel_operation operation;
    struct kernel_shape **members; /* owned */
    uint32_t member_count;
    bool has_center; /* of LAZY_PLANES: it is one face, and its centre is `center` */
    bool stands_for_several; /* a piece of a tree, or LAZY_PLANES: nobody may count it */
    bool is_unordered; /* an edge among others in an order that is OpenCASCADE's */
    uint32_t depth; /* of members below one another */
    uint32_t weight; /* nodes that a walk visits */
    bool touches; /* a profile below it does, so that it is not valid: no more is done with it than to place it */
    /* Bounds of the measure (area of faces, volume of solids): what is certainly there, and at most. */
    double least, most;
} lazy_node;

/* Never changed after it was handed out: handles that are shared are one. */
struct kernel_shape {
    lazy_node *node;
    kernel_matrix at; /* a rigid motion, or one with a reflection */
    uint32_t users;   /* 0: on the stack, never shared */
};

#define LAZY_TRY(call)                                                                                                 \
    do {                                                                                                               \
        lathe_status lazy_status = (call);                                                                             \
        if (lazy_status != LATHE_OK)                                                                                   \
            return lazy_status;                                                                                        \
    } while (0)

/* LATHE_E_EXACT, with the place here that could not say. */
#define lazy_exact(err) lathe_fail(err, LATHE_E_EXACT, "only the exact kernel can say (%s:%d)", __func__, __LINE__)

extern const kernel_matrix lazy_identity;
kernel_matrix lazy_multiply(const kernel_matrix *first, const kernel_matrix *second); /* second first */
kernel_vec lazy_turn(const kernel_matrix *at, kernel_vec direction);
/* What `at` takes there: of a point, and of a direction. */
kernel_vec lazy_back(const kernel_matrix *at, kernel_vec point);
kernel_vec lazy_back_turn(const kernel_matrix *at, kernel_vec direction);
bool lazy_is_reflection(const kernel_matrix *at);

/* A node of one user; NULL without memory. */
lazy_node *lazy_node_new(lazy_kind kind, kernel_type type);
/* With room for curves, which are unset. */
lazy_node *lazy_node_of_curves(lazy_kind kind, kernel_type type, uint32_t count);
/* Takes the node, also where it fails. */
lathe_status lazy_wrap(lazy_node *node, kernel_shape **out, lathe_error *err);
/* The shape's node somewhere else. */
lathe_status lazy_place(const kernel_shape *shape, const kernel_matrix *at, kernel_shape **out, lathe_error *err);
/* A node whose members share the shapes. */
lathe_status lazy_gather(lazy_kind kind, kernel_type type, const kernel_shape *const *members, size_t count,
                         lazy_node **out, lathe_error *err);
/* Appends a handle, which the list takes, also where it fails. */
lathe_status lazy_append(kernel_list *list, kernel_shape *shape, lathe_error *err);

void lazy_profile_free(lazy_profile *profile); /* NULL is fine */

/* The members of a compound made of shapes, where they stand. */
lathe_status lazy_children(const kernel_shape *shape, kernel_list *out, lathe_error *err);

/* A solid that is no combination of others. */
static inline bool lazy_is_leaf(const lazy_node *n)
{
    return n->kind == LAZY_PRISM || n->kind == LAZY_BALL || n->kind == LAZY_REVOLVED || n->kind == LAZY_CONVEX;
}
static inline bool lazy_is_solid(const lazy_node *n)
{
    return lazy_is_leaf(n) ||
           (n->kind == LAZY_TREE && n->members[0]->node->kind != LAZY_GROUP && lazy_is_solid(n->members[0]->node));
}
static inline bool lazy_is_flat(const lazy_node *n)
{
    return n->kind == LAZY_PROFILE || (n->kind == LAZY_TREE && lazy_is_flat(n->members[0]->node));
}

/* Of nothing but solids, those in groups included. */
bool lazy_is_of_solids(const lazy_node *n);

/* ---- curve.c ---- */

/* The shape's curve i where the shape stands. */
lazy_curve lazy_curve_at(const kernel_shape *shape, uint32_t i);
/* False for points nearly in a line. */
bool lazy_arc_through(kernel_vec a, kernel_vec through, kernel_vec b, lazy_curve *out);
/* Copies the curves. LATHE_E_EXACT where one reaches too far. */
lathe_status lazy_new_curves(kernel_type type, const lazy_curve *curves, uint32_t count, bool closed, kernel_shape **out,
                             lathe_error *err);

/* ---- edges.c ---- */

/* Of a solid that is one prism: its edges, its centre, and the centre of the one face in its end along a direction. False for
 * others, and where that end is no face or several. */
lathe_status lazy_edges(const kernel_shape *shape, kernel_list *out, lathe_error *err);
bool lazy_center_of_prism(const kernel_shape *shape, kernel_vec *out);
bool lazy_center_of_end(const kernel_shape *shape, kernel_vec direction, kernel_vec *out);

/* ---- inside.c ---- */

/* Whether a point lies inside solids, or inside faces whose plane it lies in. */
bool lazy_holds(const kernel_shape *shape, kernel_vec point);
/* Point i of a sequence that fills the unit cube evenly (Roberts' R3). */
kernel_vec lazy_spread(int i);
/* Whether a point was found inside faces or solids. False says nothing. */
bool lazy_has_inside(const kernel_shape *shape);

/* ---- face.c ---- */

/* LATHE_E_EXACT unless the outlines are plain, and touch none or may. Sets area, moment, bodies and touches. */
lathe_status lazy_profile_check(lazy_profile *profile, bool may_touch, lathe_error *err);

#endif
