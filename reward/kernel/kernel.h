/* kernel.h: the OpenCASCADE shim seen from outside: shapes, what they measure, meshes, STEP, warming.
 *
 * What builds shapes stands beside it: vector.h (points, planes, motions), curve.h (edges and wires), solid.h (faces
 * and solids), topology.h (parts of shapes). Nothing else of lathe includes OpenCASCADE.
 *
 * Errors. Where OpenCASCADE or a check that CadQuery makes refuses, the status is LATHE_E_SCRIPT and the message is
 * "Class: text" with the class that Python would see (StdFail_NotDone, Standard_DomainError, ValueError ...);
 * lathe_error.failure is `build` for classes of OpenCASCADE, `value` for ValueError. Memory that the host refuses is
 * LATHE_E_LIMIT with failure `memory`: under the executor's address limit it is the script that spent it. Numbers that
 * are not finite are refused before OpenCASCADE sees them. Outputs are untouched on failure.
 *
 * Threads: none are made, and one process uses the shim from one thread. A handle may be used in a fork. */
#ifndef LATHE_REWARD_KERNEL_KERNEL_H
#define LATHE_REWARD_KERNEL_KERNEL_H

#include "base/bytes.h"
#include "base/status.h"
#include "reward/measure/mesh.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A vertex, edge, wire, face, shell, solid or compound. Handles share geometry inside and are never changed after they
 * were made, except that kernel_tessellate leaves triangles on the faces. */
typedef struct kernel_shape kernel_shape;

void kernel_shape_free(kernel_shape *shape); /* NULL is fine */
/* Another handle of the same shape; NULL without memory. */
kernel_shape *kernel_shape_share(const kernel_shape *shape);

/* Builds one fixed part through sketching, prisms, booleans, cleaning, measuring and meshing, so that a fork has every
 * symbol bound and every cache filled. Call once, before the first fork. */
lathe_status kernel_warm(lathe_error *err);
/* "OpenCASCADE 7.8.1"; static storage. */
const char *kernel_version(void);

typedef struct kernel_properties {
    const char *type;     /* "Solid", "Compound" ...; static storage */
    double volume;        /* as CadQuery's Volume(): of a face its area, of an edge its length */
    double area;
    double box[6];        /* xmin ymin zmin xmax ymax zmax; optimal, all 0 for an empty shape */
    double center[3];     /* of mass */
    bool has_center;      /* false for shapes without extent */
    uint32_t solids, faces, edges, vertices; /* different ones; degenerated edges are not counted */
} kernel_properties;

lathe_status kernel_measure(const kernel_shape *shape, kernel_properties *out, lathe_error *err);
/* BRepCheck's opinion. */
lathe_status kernel_is_valid(const kernel_shape *shape, bool *out, lathe_error *err);

/* How finely curves and curved faces are cut. */
typedef struct kernel_fineness {
    double linear;  /* deflection relative to the size of each edge, as of CadQuery's tessellate */
    double angular; /* radians */
    double least;   /* sides shorter than this share of the shape's diagonal are not cut any more; 0: as CadQuery */
} kernel_fineness;

/* Triangles of all faces. Standard_NumericError where a deflection is too small. Existing triangles that are fine enough are
 * kept. *out must be empty and is the caller's to clear. A shape without faces gives an empty mesh. */
lathe_status kernel_tessellate(const kernel_shape *shape, const kernel_fineness *fine, triangle_mesh *out, lathe_error *err);

/* Loads the library that the next two functions need: they are LATHE_E_IO before. LATHE_E_IO where it is not there. */
lathe_status kernel_open_step(lathe_error *err);
/* STEP AP214 in millimetres, appended to *out, whose maximum bounds it. */
lathe_status kernel_write_step(const kernel_shape *shape, bytes *out, lathe_error *err);
/* The one shape of a STEP file, or a compound of its roots. LATHE_E_INPUT for what is no STEP or holds no shape.
 * Caller owns *out_shape. */
lathe_status kernel_read_step(const void *data, size_t length, kernel_shape **out_shape, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
