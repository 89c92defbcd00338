/* cadquery.h: runs one CadQuery script and gives the shape that it leaves.
 *
 * CadQuery's classes are tables (cadquery_methods.def) over reward/script's evaluator and reward/kernel's shapes. A
 * script can only make shapes: exports and shows are accepted and do nothing. An engine belongs to one thread. */
#ifndef LATHE_REWARD_CADQUERY_CADQUERY_H
#define LATHE_REWARD_CADQUERY_CADQUERY_H

#include "base/bytes.h"
#include "base/status.h"
#include "reward/kernel/deferred.h"
#include "reward/kernel/kernel.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cadquery_engine cadquery_engine;

/* What one script may spend; none may be 0. */
typedef struct cadquery_limits {
    uint64_t steps;     /* evaluator steps; past it: timeout */
    size_t arena_bytes; /* tokens, syntax tree and values together; past it: memory */
    uint32_t recursion; /* nested calls; past it: memory */
    uint32_t shapes;    /* kernel shapes made; past it: memory */
    uint32_t faces;     /* faces of the result; past it: memory */
} cadquery_limits;
#define CADQUERY_LIMITS_INIT { 1000000, 64u << 20, 200, 20000, 20000 }

/* Caller owns *out_engine. */
lathe_status cadquery_engine_new(cadquery_engine **out_engine, lathe_error *err);
void cadquery_engine_free(cadquery_engine *engine); /* NULL is fine */
/* Gives back the memory that the next script would use again, and keeps what is learned once. */
void cadquery_engine_shed(cadquery_engine *engine);

/* Parses and evaluates text[0..length) and picks the result: what show_object was last given, else the first of
 * `result`, `r`, `solid` that holds a shape, else the last top-level variable bound that does; several shapes on one
 * stack become a compound. Caller owns *out_shape.
 * LATHE_E_SCRIPT and LATHE_E_LIMIT carry failure, message, line and column; `empty` is a script that left no shape.
 * The engine is ready for the next script in every case. */
lathe_status cadquery_run(cadquery_engine *engine, const char *text, size_t length, const cadquery_limits *limits,
                          kernel_shape **out_shape, lathe_error *err);

/* The same with booleans of solids left undone as far as may be (reward/kernel/deferred.h); the shape, for kernel_sample_new,
 * must be freed before the deferral. Errors are those of cadquery_run where kernel_deferral_used says no; else run the
 * script again without. LATHE_E_EXACT ends a run that cannot go on like this. */
lathe_status cadquery_run_deferred(cadquery_engine *engine, const char *text, size_t length,
                                   const cadquery_limits *limits, kernel_deferral *deferral, kernel_shape **out_shape,
                                   lathe_error *err);

/* As script_vm_set_poll, of the scripts to come. */
void cadquery_set_poll(cadquery_engine *engine, lathe_status (*poll)(void *context, lathe_error *err), void *context);

/* What the last script printed, cut at 64 KiB; "" before the first. Static until the next run. */
const char *cadquery_output(const cadquery_engine *engine);

/* Appends one line a function or method that lathe knows of, from the tables that dispatch them: "Class.name" or
 * "module.name", "supported" or "unsupported", "(parameters)"; separated by tabs. */
lathe_status cadquery_dump_methods(bytes *out, lathe_error *err);
/* The same as the page docs/methods.md. */
lathe_status cadquery_document_methods(bytes *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
