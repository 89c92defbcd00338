/* func.h: the builders behind CadQuery's free functions, shells and solids. Out handles are the caller's. Errors as in
 * kernel.h.
 *
 * A result is "packed" as there: a shell of one open face is that face, a compound of one shape that shape. */
#ifndef LATHE_REWARD_KERNEL_FUNC_H
#define LATHE_REWARD_KERNEL_FUNC_H

#include "reward/kernel/face.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One shape packed, or several in a compound of packed ones. */
lathe_status kernel_pack(const kernel_shape *const *shapes, size_t count, kernel_shape **out, lathe_error *err);

typedef enum kernel_glue { KERNEL_GLUE_NONE, KERNEL_GLUE_PARTIAL, KERNEL_GLUE_FULL } kernel_glue;
/* Of the first shape with the others, each as it is, whole; packed. */
lathe_status kernel_boolean_of(kernel_operation operation, const kernel_shape *const *shapes, size_t count,
                               double tolerance, kernel_glue glue, kernel_trace *trace, kernel_shape **out,
                               lathe_error *err);
/* All shapes, split where they touch; packed. */
lathe_status kernel_imprint(const kernel_shape *const *shapes, size_t count, double tolerance, kernel_glue glue,
                            kernel_trace *trace, kernel_shape **out, lathe_error *err);

/* Of edges, vertices, wires or faces; both: to both sides. Packed. */
lathe_status kernel_extrude(const kernel_shape *const *shapes, size_t count, kernel_vec by, bool both,
                            kernel_trace *trace, kernel_shape **out, lathe_error *err);
lathe_status kernel_revolve_shapes(const kernel_shape *const *shapes, size_t count, kernel_vec point,
                                   kernel_vec direction, double degrees, kernel_trace *trace, kernel_shape **out,
                                   lathe_error *err);

/* Edges of wires, in any order, to planar faces; packed. */
lathe_status kernel_wires_to_faces(const kernel_shape *const *wires, size_t count, kernel_shape **out,
                                   lathe_error *err);
/* Faces sewn to shells, locally where there is a context; packed. */
typedef struct kernel_sewing {
    const kernel_shape *const *faces;
    size_t count;
    double tolerance;
    bool manifold;
    const kernel_shape *context; /* or NULL */
    kernel_trace *trace;         /* or NULL */
} kernel_sewing;
lathe_status kernel_sew(const kernel_sewing *how, kernel_shape **out, lathe_error *err);
/* Faces sewn with OpenCASCADE's defaults and given back as they come out. */
lathe_status kernel_sew_plainly(const kernel_shape *const *faces, size_t count, kernel_shape **out, lathe_error *err);
/* One solid a shell, turned to enclose a finite volume; packed. */
lathe_status kernel_solids_of_shells(const kernel_shape *const *shells, size_t count, kernel_shape **out,
                                     lathe_error *err);
/* One solid of an outer shell (shells[0]) and cavities. */
lathe_status kernel_solid_of_shells(const kernel_shape *const *shells, size_t count, kernel_shape **out,
                                    lathe_error *err);
lathe_status kernel_solid_outer_shell(const kernel_shape *solid, kernel_shape **out, lathe_error *err);
lathe_status kernel_solid_add_cavities(const kernel_shape *solid, const kernel_shape *const *shells, size_t count,
                                       kernel_shape **out, lathe_error *err);

/* Sections in a row: wires, at the ends perhaps vertices. */
typedef struct kernel_lofting {
    bool solid, ruled, compatible, smoothing;
    int degree;
    const char *continuity;      /* "C1", "C2" ... */
    const char *parametrization; /* "uniform", "chordal", "centripetal" */
    double weights[3];
    kernel_trace *trace; /* or NULL */
} kernel_lofting;
lathe_status kernel_loft_wires(const kernel_shape *const *sections, size_t count, const kernel_lofting *how,
                               kernel_shape **out, lathe_error *err);
/* Sections are faces, at the ends perhaps vertices; holes become cavities through all. */
lathe_status kernel_loft_faces(const kernel_shape *const *sections, size_t count, const kernel_lofting *how,
                               kernel_shape **out, lathe_error *err);
/* OpenCASCADE's defaults, a solid. */
lathe_status kernel_loft_plainly(const kernel_shape *const *wires, size_t count, bool ruled, kernel_shape **out,
                                 lathe_error *err);
typedef struct kernel_sweeping {
    const kernel_shape *path;      /* wire */
    const kernel_shape *auxiliary; /* wire, or NULL */
    kernel_transition transition;
    bool cap;
    kernel_trace *trace; /* or NULL */
} kernel_sweeping;
lathe_status kernel_sweep_wires(const kernel_shape *const *sections, size_t count, const kernel_sweeping *how,
                                kernel_shape **out, lathe_error *err);
/* Faces as sections in a row; `cap` is not used. */
lathe_status kernel_sweep_faces(const kernel_shape *const *sections, size_t count, const kernel_sweeping *how,
                                kernel_shape **out, lathe_error *err);

/* Wires offset in the plane of a face, or in their own where it is NULL; packed. */
lathe_status kernel_offset_wires(const kernel_shape *const *wires, size_t count, const kernel_shape *face,
                                 double distance, kernel_join join, bool closed, kernel_shape **out, lathe_error *err);
/* Wires onto a shape along its normals; packed. */
lathe_status kernel_project_normally(const kernel_shape *const *wires, size_t count, const kernel_shape *base,
                                     double tolerance, const char *continuity, int degree, int max_segments,
                                     kernel_shape **out, lathe_error *err);

/* A prism of a face added to a shape or taken from it. */
typedef struct kernel_prism_how {
    const kernel_shape *base;      /* the face that the profile lies on, or NULL */
    bool drafted;                  /* by `taper` degrees, along the profile's normal */
    double taper;
    kernel_vec direction;          /* where it is not drafted */
    bool additive, has_length;
    double length;                 /* has_length; else */
    const kernel_shape *from, *to; /* faces; `from` may be NULL; both NULL: through all */
    kernel_trace *trace;           /* or NULL */
} kernel_prism_how;
lathe_status kernel_prism_on(const kernel_shape *shape, const kernel_shape *profile, const kernel_prism_how *how,
                             kernel_shape **out, lathe_error *err);
/* Faces inclined against direction about where they meet the plane of `base`; packed. */
lathe_status kernel_draft(const kernel_shape *shape, const kernel_shape *base, const kernel_shape *const *faces,
                          size_t count, kernel_vec direction, double degrees, kernel_trace *trace, kernel_shape **out,
                          lathe_error *err);
/* Of a solid's or shell's edges, equal lengths to both sides of each; packed. */
lathe_status kernel_fillet_edges(const kernel_shape *solid, double radius, const kernel_shape *const *edges,
                                 size_t count, kernel_trace *trace, kernel_shape **out, lathe_error *err);
lathe_status kernel_chamfer_edges(const kernel_shape *solid, double length, const kernel_shape *const *edges,
                                  size_t count, kernel_trace *trace, kernel_shape **out, lathe_error *err);

/* Whether a boolean could take it as an argument. */
lathe_status kernel_check(const kernel_shape *shape, bool *out, lathe_error *err);
lathe_status kernel_is_part(const kernel_shape *part, const kernel_shape *whole, bool *out, lathe_error *err);
lathe_status kernel_closest(const kernel_shape *a, const kernel_shape *b, kernel_vec *out_a, kernel_vec *out_b,
                            lathe_error *err);
/* Parts of `whole` of that type that hold one of `parts`. Standard_NoSuchObject where a part is not in it. */
lathe_status kernel_ancestors(const kernel_shape *const *parts, size_t count, const kernel_shape *whole,
                              kernel_type type, kernel_list *out, lathe_error *err);
/* Parts of `whole`, of the types of the given ones, that share a part of `type` with one of them, `level` steps away.
 * The new ones alone are given; each once. */
lathe_status kernel_siblings(const kernel_shape *const *parts, size_t count, const kernel_shape *whole,
                             kernel_type type, int level, kernel_list *out, lathe_error *err);
/* A compound without these children. Standard_NoSuchObject where one is none. */
lathe_status kernel_compound_remove(const kernel_shape *compound, const kernel_shape *const *children, size_t count,
                                    kernel_shape **out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
