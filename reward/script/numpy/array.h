/* array.h: inside of numpy: arrays of booleans, 64-bit integers and doubles, with strides; views share data as numpy's
 * do. All memory is the script's; every loop over elements spends steps. */
#ifndef LATHE_REWARD_SCRIPT_NUMPY_ARRAY_H
#define LATHE_REWARD_SCRIPT_NUMPY_ARRAY_H

#include "reward/script/numpy/numpy.h"
#include "reward/script/vm.h"

enum { ARRAY_MAX_DIMENSIONS = 64, ARRAY_MAX_OPERANDS = 5 };

/* In the order in which numpy promotes them. */
typedef enum array_type { ARRAY_BOOL, ARRAY_INT, ARRAY_FLOAT, ARRAY_TYPE_COUNT } array_type;

typedef struct array {
    array_type type;
    int dimensions;
    bool read_only;
    int64_t size; /* elements */
    char *data;   /* of the first element */
    int64_t *shape, *strides; /* strides in bytes, of any sign */
} array;

#define NUMPY(name) \
    lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

static inline int64_t array_item_size(array_type type)
{
    return type == ARRAY_BOOL ? 1 : 8;
}
/* "bool", "int64", "float64" */
const char *array_type_name(array_type type);
static inline array_type array_promote(array_type a, array_type b)
{
    return a > b ? a : b;
}
/* Elements at p; p of doubles and integers is aligned. */
static inline double array_double(array_type type, const char *p)
{
    return type == ARRAY_FLOAT ? *(const double *)p : type == ARRAY_INT ? (double)*(const int64_t *)p : *(const bool *)p;
}
script_value array_scalar(array_type type, const char *p); /* numpy's */
script_value array_plain(array_type type, const char *p);  /* Python's: item(), tolist() */
/* An integer of any double as the processor converts it: INT64_MIN where it does not fit. */
int64_t array_integer_of(double v);

/* ---- array.c ---- */
extern const script_class array_class;
/* NULL if v is no array. */
array *array_of(script_value v);
/* Zeroed. ValueError for negative or too many or too large dimensions. */
lathe_status array_new(script_vm *vm, array_type type, int dimensions, const int64_t *shape, array **out,
                       lathe_error *err);
/* One dimension. */
lathe_status array_new_vector(script_vm *vm, array_type type, int64_t count, array **out, lathe_error *err);
/* Shares the data of `from`. strides NULL: those of C order. */
lathe_status array_view(script_vm *vm, const array *from, int dimensions, const int64_t *shape, const int64_t *strides,
                        array **out, lathe_error *err);
lathe_status array_value(script_vm *vm, array *a, script_value *out, lathe_error *err);
/* The same, but a scalar where a has no dimensions. */
lathe_status array_result(script_vm *vm, array *a, script_value *out, lathe_error *err);
bool array_is_contiguous(const array *a); /* in C order */
bool array_same_shape(const array *a, const array *b);
/* a itself where it is contiguous and of the type; else a new one. */
lathe_status array_cast(script_vm *vm, const array *a, array_type type, array **out, lathe_error *err);
lathe_status array_copy(script_vm *vm, const array *a, array_type type, array **out, lathe_error *err);
/* to[...] = from, broadcast and converted. */
lathe_status array_assign(script_vm *vm, array *to, const array *from, lathe_error *err);
/* A view of a with the shape; ValueError where it cannot be broadcast. */
lathe_status array_broadcast(script_vm *vm, const array *a, int dimensions, const int64_t *shape, array **out,
                             lathe_error *err);
/* The common shape; false where there is none. */
bool array_common_shape(const array *const *arrays, int count, int *out_dimensions, int64_t *out_shape);
/* "(2,3)" as numpy's messages write it. */
void array_shape_text(int dimensions, const int64_t *shape, char *buffer, size_t size);

/* Elements of several arrays of one shape, side by side. */
typedef struct walk {
    int operands, dimensions;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int64_t strides[ARRAY_MAX_OPERANDS][ARRAY_MAX_DIMENSIONS];
    char *data[ARRAY_MAX_OPERANDS];
} walk;
/* n elements of each operand; steps in bytes. */
typedef void (*walk_loop)(char *const *data, const int64_t *steps, int64_t n);
void walk_begin(walk *w, int dimensions, const int64_t *shape);
/* a must broadcast to the shape. */
void walk_add(walk *w, const array *a);
lathe_status walk_run(script_vm *vm, walk *w, walk_loop loop, lathe_error *err);
/* Steps for n elements. */
lathe_status array_spend(script_vm *vm, int64_t n, lathe_error *err);

/* ---- convert.c: values as arrays, arguments ---- */
/* numpy.asarray: arrays themselves, numbers without dimensions, nested lists and tuples. */
lathe_status array_from(script_vm *vm, script_value v, array **out, lathe_error *err);
/* ValueError or OverflowError where Python's int() of an element would fail; what arrays hold converts in silence. */
lathe_status array_check_integers(script_vm *vm, const array *a, lathe_error *err);
/* As contiguous doubles. */
lathe_status array_from_doubles(script_vm *vm, script_value v, array **out, lathe_error *err);
/* None leaves *out as it is. */
lathe_status array_read_type(script_vm *vm, script_value v, array_type *out, lathe_error *err);
/* An int or a sequence of them. */
lathe_status array_read_shape(script_vm *vm, script_value v, int *out_dimensions, int64_t *out_shape, lathe_error *err);
/* An axis of an array of so many dimensions, made positive; AxisError. */
lathe_status array_read_axis(script_vm *vm, script_value v, int dimensions, int *out, lathe_error *err);
lathe_status array_check_axis(script_vm *vm, int64_t axis, int dimensions, int *out, lathe_error *err);
/* None (all), an int or a tuple of ints. */
lathe_status array_read_axes(script_vm *vm, script_value v, int dimensions, bool *out_axes, lathe_error *err);
/* Ends the script where a parameter from `first` on was given and is not None. */
lathe_status array_refuse(script_vm *vm, const script_call *call, size_t first, lathe_error *err);
lathe_status array_to_list(script_vm *vm, const array *a, script_value *out, lathe_error *err);

/* ---- dtype.c ---- */
extern const script_class dtype_class, scalar_bool_class, scalar_int_class, scalar_float_class, scalar_generic_class,
    scalar_number_class, scalar_integer_class, scalar_signed_class, scalar_inexact_class, scalar_floating_class;
lathe_status dtype_value(script_vm *vm, array_type type, script_value *out, lathe_error *err);

/* ---- print.c ---- */
/* numpy.set_printoptions, kept during a run. */
typedef struct print_options {
    int precision, width;
    int64_t threshold, edge;
    bool suppress;
} print_options;
lathe_status print_options_of(script_vm *vm, print_options **out, lathe_error *err);
lathe_status print_array(script_vm *vm, const array *a, bool is_repr, script_value *out, lathe_error *err);

/* ---- ufunc.c ---- */
typedef struct ufunc {
    const char *name;
    int inputs;
    struct {
        walk_loop loop; /* NULL: the next type that has one */
        array_type result;
    } loops[ARRAY_TYPE_COUNT];
    const char *refuses_bool; /* TypeError of booleans; NULL: none */
    bool half;                /* numpy computes booleans as float16 or int8, which are not supported */
    int operator_plus_one;    /* of the script_operator that it stands behind; 0: none */
} ufunc;
extern const script_class ufunc_class;
extern const ufunc ufunc_rows[];
/* NULL ends the list of names' rows. */
const ufunc *ufunc_find(const char *name);
/* NULL for @. */
const ufunc *ufunc_of_operator(script_operator op);
/* target NULL: a new array. */
lathe_status ufunc_apply(script_vm *vm, const ufunc *f, array *const *inputs, array *target, array **out,
                         lathe_error *err);
/* By name, for C callers. */
lathe_status ufunc_binary(script_vm *vm, const char *name, array *a, array *b, array **out, lathe_error *err);
lathe_status ufunc_unary(script_vm *vm, const char *name, array *a, array **out, lathe_error *err);
lathe_status ufunc_value(script_vm *vm, const ufunc *f, script_value *out, lathe_error *err);
/* a rounded to decimals as numpy.round does: scaled, rounded to even, scaled back. */
lathe_status ufunc_round(script_vm *vm, array *a, int64_t decimals, array **out, lathe_error *err);

/* ---- reduce.c ---- */
typedef enum reduction { REDUCE_SUM, REDUCE_PRODUCT, REDUCE_MIN, REDUCE_MAX, REDUCE_ANY, REDUCE_ALL } reduction;
lathe_status reduce_array(script_vm *vm, reduction how, const array *a, const bool *axes, bool keep, array **out,
                          lathe_error *err);
/* Sum of contiguous doubles in numpy's order. */
double reduce_sum(const double *v, int64_t n);

/* ---- index.c ---- */
lathe_status index_get(script_vm *vm, array *a, script_value key, script_value *out, lathe_error *err);
lathe_status index_set(script_vm *vm, array *a, script_value key, script_value value, lathe_error *err);
/* a[i] along the first axis. */
lathe_status index_row(script_vm *vm, const array *a, int64_t i, array **out, lathe_error *err);

/* ---- sort.c ---- */
/* Indices of the elements that are not zero: one row an axis. */
lathe_status sort_nonzero(script_vm *vm, const array *a, array **out, lathe_error *err);

/* ---- shape.c ---- */
lathe_status shape_change(script_vm *vm, array *a, int dimensions, const int64_t *shape, array **out, lathe_error *err);
lathe_status shape_concatenate(script_vm *vm, array *const *parts, size_t count, int axis, array **out,
                               lathe_error *err);
/* The axis moved to the end, as a view. */
lathe_status shape_axis_last(script_vm *vm, const array *a, int axis, array **out, lathe_error *err);
/* Axes of one in front up to so many dimensions, as atleast_1d, _2d and _3d add them. */
lathe_status shape_at_least(script_vm *vm, array *a, int dimensions, array **out, lathe_error *err);
/* The last axis moved back to where it was. */
lathe_status shape_axis_back(script_vm *vm, const array *a, int axis, array **out, lathe_error *err);

/* ---- linalg.c ---- */
lathe_status linalg_matmul(script_vm *vm, array *a, array *b, array **out, lathe_error *err);
lathe_status linalg_dot(script_vm *vm, array *a, array *b, array **out, lathe_error *err);

/* ---- module.c ---- */
/* A function of the module that must be there. */
const script_method *module_numpy_function(const char *name);

#endif
