/* selector.h: what the files of selectors share: the kinds, their fields, parsing and running. */
#ifndef LATHE_REWARD_CADQUERY_SELECTOR_SELECTOR_H
#define LATHE_REWARD_CADQUERY_SELECTOR_SELECTOR_H

#include "reward/cadquery/methods.h"

typedef enum selector_kind {
    SELECT_ALL,
    SELECT_NEAREST,   /* vector */
    SELECT_NEAREST_SHAPE, /* shape */
    SELECT_SCRIPT,    /* object: its method filter */
    SELECT_BOX,       /* vector, second */
    SELECT_ALL_DIRECTIONS, /* what has a direction */
    SELECT_PARALLEL,  /* vector and tolerance, as the next three */
    SELECT_DIRECTION,
    SELECT_PERPENDICULAR,
    SELECT_TYPE,      /* text */
    SELECT_CENTER_NTH, /* vector, n, largest, tolerance; the next four but for the vector */
    SELECT_PARALLEL_NTH,
    SELECT_RADIUS_NTH,
    SELECT_LENGTH_NTH,
    SELECT_AREA_NTH,
    SELECT_AND, /* left and right, as the next two */
    SELECT_OR,
    SELECT_EXCEPT,
    SELECT_NOT /* left */
} selector_kind;

/* About as deep as CPython's recursion lets the filters of selectors of selectors go. */
enum { MAX_SELECTOR_DEPTH = 950 };

typedef struct selector {
    selector_kind kind;
    kernel_vec vector, second;
    double tolerance;
    int64_t n;
    bool largest, by_box;
    bool is_parsed; /* of a string: no class of a script says how it tests or measures */
    char type[24];
    const struct selector *left, *right;
    uint32_t depth; /* of selectors in selectors; set by selector_new */
    const shape_object *shape;
    script_value object; /* of a class that a script derived, whose methods come first; else SCRIPT_UNBOUND */
} selector;

/* A copy in the script's arena. */
lathe_status selector_new(script_vm *vm, const selector *value, selector **out, lathe_error *err);
/* ParseException for what CadQuery's grammar does not know. */
lathe_status selector_parse(script_vm *vm, const char *text, const selector **out, lathe_error *err);
/* Whether a direction is one that it means. */
lathe_status selector_test(script_vm *vm, const selector *s, kernel_vec v, bool *out, lathe_error *err);
/* The number by which a selector of the nth chooses; *has false for shapes that it does not measure. */
lathe_status selector_key(script_vm *vm, const selector *s, const kernel_shape *shape, bool *has, double *out,
                          lathe_error *err);
/* The shapes of a list that it selects, as a new list. */
lathe_status selector_apply(script_vm *vm, const selector *s, script_value list, script_value *out, lathe_error *err);

#endif
