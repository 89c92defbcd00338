/* messages.h: what crosses process boundaries, as plain C. proto/codec.h turns these into bytes and back.
 *
 * Ownership: a struct that a caller fills borrows what its views show, for the call it is passed to. A struct that the
 * codec filled owns it through `owner`, until the struct's _clear; views must not be used after that. Structs without
 * `owner` are plain values. Nobody but the codec touches `owner`; leave it NULL. */
#ifndef LATHE_PROTO_MESSAGES_H
#define LATHE_PROTO_MESSAGES_H

#include "base/hash.h"
#include "base/status.h"

typedef struct byte_view {
    const unsigned char *data; /* not NUL-terminated; NULL only where length is 0 */
    size_t length;
} byte_view;

/* What one script may spend. 0 is not "unlimited": the codec refuses it. */
typedef struct run_limits {
    uint64_t steps;        /* evaluator steps */
    uint64_t arena_bytes;  /* tokens, AST and values together */
    uint32_t recursion;    /* nested calls */
    uint32_t shapes;       /* kernel shapes made */
    uint32_t faces;        /* faces of the result */
    uint64_t memory_bytes; /* address space of the child that runs the script, above the warmed executor's */
    uint32_t wall_ms;      /* of one attempt */
} run_limits;
#define RUN_LIMITS_INIT                                                                                                \
    {                                                                                                                  \
        .steps = 2000000, .arena_bytes = 64u << 20, .recursion = 200, .shapes = 20000, .faces = 20000,                 \
        .memory_bytes = 2048ull << 20, .wall_ms = 10000                                                                \
    }

/* Values of these enumerations travel: never renumber. */
typedef enum source_kind {
    SOURCE_KIND_SCRIPT = 0,
    SOURCE_KIND_STEP = 1,
    SOURCE_KIND_STL = 2,
    SOURCE_KIND_POINTS = 3, /* text of reward/measure/cloud.h */
    SOURCE_KIND_PLY = 4     /* a mesh or points (reward/measure/ply.h) */
} source_kind;
typedef enum score_metric { /* reward/measure/metrics.def says what each is */
    SCORE_METRIC_ABSOLUTE = 0,
    SCORE_METRIC_CADRILLE_EVAL = 1,
    SCORE_METRIC_CADRILLE_RL = 2,
    SCORE_METRIC_CAD_RECODE = 3,
    SCORE_METRIC_CAD_CODER = 4,
    SCORE_METRIC_MECAGENT = 5,
    SCORE_METRIC_TEXT_TO_CADQUERY = 6,
    SCORE_METRIC_BENCHCAD = 7,
    SCORE_METRIC_PRINCIPAL = 8
} score_metric;
typedef enum score_rows {
    SCORE_ROWS_LATTICE = 0, /* 4096 lattice rows; 16384 where the union fills little of the box */
    SCORE_ROWS_CUBE_64 = 1,
    SCORE_ROWS_CUBE_128 = 2,
    SCORE_ROWS_CUBE_256 = 3
} score_rows;
typedef enum score_mode { SCORE_MODE_EXACT = 0, SCORE_MODE_LAZY = 1, SCORE_MODE_BOTH = 2 } score_mode;
typedef enum shape_validity { SHAPE_VALIDITY_UNKNOWN = 0, SHAPE_VALID = 1, SHAPE_NOT_VALID = 2 } shape_validity;

/* Where a shape comes from. */
typedef struct shape_source {
    source_kind kind;
    byte_view data;
} shape_source;

/* How a script ended. */
typedef struct run_outcome {
    lathe_failure failure;  /* FAILURE_OK: it ran and left a shape */
    char message[256];      /* UTF-8; cut where it was longer */
    uint32_t line, column;  /* 1-based; 0 is none */
    bool deterministic;     /* false for limits of wall time and memory and for signals: confirm on another executor */
    int signal;             /* of a crash, else 0 */
    double milliseconds;    /* in the executor */
    shape_validity valid;
    bool lazy;              /* scored without the kernel */
} run_outcome;

/* Samples, as integers until the reward is computed (reward/measure says how they make an IoU). */
typedef struct score_counts {
    uint64_t both, truth, prediction, outside;
    uint32_t rows;                              /* used in the truth's box */
    uint32_t open_rows;                         /* did not close, and are measured by winding number */
    double truth_box_volume, prediction_box_volume;
    uint32_t alignment;                         /* that counts, of those that the metric tries */
    bool has_chamfer;
    double chamfer;                             /* x1000; where the target has points */
} score_counts;

/* Of a mesh that was read; reward/measure/mesh_faults.h explains each. */
typedef struct source_faults {
    uint32_t open_sides, turned_sides, duplicates, flat;
    bool inside_out;
} source_faults;

typedef struct shape_properties {
    char type[32];           /* Solid, Compound ... */
    double volume, area;
    double box[6];           /* xmin ymin zmin xmax ymax zmax */
    double center[3];        /* of mass; read only where has_center */
    bool has_box, has_center;
    uint32_t solids, faces, edges, vertices;
} shape_properties;

/* ---- executor ---- */

/* Run a script (or read a file) and say what it made. */
typedef struct run_request {
    bool properties, validity;
    double mesh_linear, mesh_angular; /* linear is relative; both 0: no mesh wanted */
    bool step, stl, png;              /* files wanted, as bytes */
    uint32_t png_size;                /* pixels a side */
    bool target;                      /* prepare a target blob */
    score_rows target_rows;           /* a cube whose rows it shall have beside the lattices' */
    score_metric target_metric;       /* that it is prepared for */
    uint32_t chamfer_points;          /* that it shall have, for chamfer distances */
    uint32_t points;                  /* surface points wanted */
    uint64_t points_seed;             /* Philox seed, PHILOX_POINTS */
    uint32_t points_sample;
    score_mode mode;                  /* exact or lazy */
} run_request;

typedef struct run_reply {
    bool has_properties;
    shape_properties properties;
    double mesh_volume;
    uint32_t triangles;
    byte_view step, stl, png, target;
    byte_view points;     /* float32 little-endian, points x 3, in the part's units */
    byte_view shape_hash; /* with target: HASH_BYTES, equal for equal shapes; else empty */
    bool has_faults;      /* with target, of an STL */
    source_faults faults;
} run_reply;

/* Where a blob lies in a target_memory; length 0: nowhere. */
typedef struct target_place {
    uint64_t offset, length, serial;
} target_place;

typedef struct score_request {
    byte_view target; /* blob of reward/measure/target.h, in this process: place is what travels */
    target_place place;
    score_metric metric;
    score_rows rows;
    score_mode mode;
    bool validity;
    bool features; /* count faces and edges of the prediction */
} score_request;

typedef enum executor_task { EXECUTOR_RUN = 1, EXECUTOR_SCORE = 2 } executor_task;

typedef struct executor_request {
    uint64_t id; /* echoed by the reply; the pool sets it itself */
    run_limits limits;
    shape_source source;
    executor_task task;
    union {
        run_request run;
        score_request score;
    };
    void *owner;
} executor_request;

typedef struct executor_reply {
    uint64_t id;
    run_outcome outcome;
    executor_task task; /* of the request; the members below are meaningful where the outcome is ok */
    union {
        run_reply run;
        struct {
            score_counts score;
            uint32_t faces, edges; /* of the prediction, where asked for */
        };
    };
    uint64_t resident_bytes, served; /* of the executor itself, for recycling */
    void *owner;
} executor_reply;

/* The executor's first message, sent once it is warm. */
typedef struct executor_ready {
    char engine[128]; /* e.g. "lathe 0.1.0, OpenCASCADE 7.8.1" */
} executor_ready;

/* ---- learner and worker ---- */

typedef struct score_job {
    uint64_t job_id;     /* unique within the run */
    uint64_t epoch;      /* of the broker, counted up in the database at each start; the broker sets it */
    uint32_t attempt;    /* from 1; the broker sets it */
    byte_view script;
    hash256 target_hash;
    score_metric metric;
    score_rows rows;
    score_mode mode;
    bool validity;
    run_limits limits;
    uint32_t deadline_ms; /* of this attempt, from receipt; the broker sets it */
    void *owner;
} score_job;

typedef struct score_result {
    uint64_t job_id, epoch;
    uint32_t attempt;
    run_outcome outcome;
    score_counts counts; /* where the outcome is ok */
} score_result;

#endif
