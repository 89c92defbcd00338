/* linalg.c: products of vectors and matrices, norms, and systems of equations by elimination with partial pivots. Sums
 * run in plain order: the last place may differ from BLAS and LAPACK. */
#include "reward/script/numpy/functions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* numpy.linalg.LinAlgError */
const script_class linalg_error_class = {.name = "LinAlgError", .base = &script_class_value_error};

static lathe_status fail(script_vm *vm, lathe_error *err, const char *text)
{
    script_value message, e;
    lathe_status st = script_str_new(vm, text, strlen(text), &message, err);
    if (!st)
        st = exception_new(vm, &linalg_error_class, &(arguments){.items = &message, .count = 1}, &e, err);
    return st ? st : exception_throw(vm, e.object, err);
}

/* rows x inner times inner x columns, contiguous, of one type. */
static lathe_status multiply(script_vm *vm, array_type type, const char *a, const char *b, char *c, int64_t rows,
                             int64_t inner, int64_t columns, lathe_error *err)
{
    for (int64_t i = 0; i < rows; i++) {
        lathe_status st = array_spend(vm, 16, err);
        for (int64_t k = 0; k < columns && !st; k++) {
            double sum = 0;
            uint64_t total = 0;
            st = array_spend(vm, inner + 2, err);
            for (int64_t m = 0; m < inner; m++) {
                if (type == ARRAY_FLOAT)
                    sum += ((const double *)a)[i * inner + m] * ((const double *)b)[m * columns + k];
                else
                    total += (uint64_t)((const int64_t *)a)[i * inner + m] *
                             (uint64_t)((const int64_t *)b)[m * columns + k];
            }
            if (type == ARRAY_FLOAT)
                ((double *)c)[i * columns + k] = sum;
            else
                ((int64_t *)c)[i * columns + k] = (int64_t)total;
        }
        if (st)
            return st;
    }
    return LATHE_OK;
}

static lathe_status fail_matmul(script_vm *vm, int64_t size, int64_t wanted, int axis, lathe_error *err)
{
    return script_raise(vm, err, "ValueError",
                        "matmul: Input operand 1 has a mismatch in its core dimension %d, with gufunc signature "
                        "(n?,k),(k,m?)->(n?,m?) (size %lld is different from %lld)",
                        axis, (long long)size, (long long)wanted);
}

/* A stack of matrices by number, from the end of broadcast stacks. */
static const char *matrix_at(const array *a, int64_t i, int stack_dimensions, const int64_t *stack)
{
    const char *p = a->data;
    int own = a->dimensions - 2;
    for (int axis = stack_dimensions - 1; axis >= 0; axis--) {
        int64_t at = i % stack[axis];
        int k = axis - (stack_dimensions - own);
        i /= stack[axis];
        if (k >= 0 && a->shape[k] != 1)
            p += at * a->strides[k];
    }
    return p;
}

lathe_status linalg_matmul(script_vm *vm, array *a, array *b, array **out, lathe_error *err)
{
    int64_t stack[ARRAY_MAX_DIMENSIONS], count = 1;
    int dimensions;
    array *parts[2] = {a, b}, heads[2], *made;
    const array *both[2] = {&heads[0], &heads[1]};
    bool row = a->dimensions == 1, column = b->dimensions == 1;
    for (int i = 0; i < 2; i++)
        if (parts[i]->dimensions == 0)
            return script_raise(vm, err, "ValueError",
                                "matmul: Input operand %d does not have enough dimensions (has 0, gufunc core with "
                                "signature (n?,k),(k,m?)->(n?,m?) requires 1)",
                                i);
    array_type type = array_promote(a->type, b->type);
    if (type == ARRAY_BOOL)
        return script_unsupported(vm, err, "numpy matrix product of booleans");
    int64_t inner = a->shape[a->dimensions - 1], height = b->shape[column ? 0 : b->dimensions - 2];
    if (inner != height)
        return fail_matmul(vm, height, inner, 0, err);
    lathe_status st = array_cast(vm, a, type, &parts[0], err);
    if (!st)
        st = array_cast(vm, b, type, &parts[1], err);
    if (!st && row)
        st = array_view(vm, parts[0], 2, (int64_t[]){1, inner}, NULL, &parts[0], err);
    if (!st && column)
        st = array_view(vm, parts[1], 2, (int64_t[]){inner, 1}, NULL, &parts[1], err);
    if (st)
        return st;
    for (int i = 0; i < 2; i++) {
        heads[i] = *parts[i];
        heads[i].dimensions -= 2;
    }
    if (!array_common_shape(both, 2, &dimensions, stack))
        return script_raise(vm, err, "ValueError", "operands could not be broadcast together with remapped shapes");
    for (int i = 0; i < dimensions; i++)
        count *= stack[i];
    int64_t rows = parts[0]->shape[parts[0]->dimensions - 2], columns = parts[1]->shape[parts[1]->dimensions - 1];
    int64_t shape[ARRAY_MAX_DIMENSIONS + 2];
    int n = dimensions;
    memcpy(shape, stack, (size_t)dimensions * sizeof *shape);
    if (!row)
        shape[n++] = rows;
    if (!column)
        shape[n++] = columns;
    st = array_new(vm, type, n, shape, &made, err);
    for (int64_t i = 0; i < count && !st; i++)
        st = multiply(vm, type, matrix_at(parts[0], i, dimensions, stack), matrix_at(parts[1], i, dimensions, stack),
                      made->data + i * rows * columns * array_item_size(type), rows, inner, columns, err);
    if (!st)
        *out = made;
    return st;
}

lathe_status linalg_dot(script_vm *vm, array *a, array *b, array **out, lathe_error *err)
{
    char x[200], y[200];
    if (a->dimensions == 0 || b->dimensions == 0)
        return ufunc_binary(vm, "multiply", a, b, out, err);
    int axis = b->dimensions == 1 ? 0 : b->dimensions - 2;
    int64_t inner = a->shape[a->dimensions - 1];
    if (inner != b->shape[axis]) {
        array_shape_text(a->dimensions, a->shape, x, sizeof x);
        array_shape_text(b->dimensions, b->shape, y, sizeof y);
        return script_raise(vm, err, "ValueError", "shapes %s and %s not aligned: %lld (dim %d) != %lld (dim %d)", x, y,
                            (long long)inner, a->dimensions - 1, (long long)b->shape[axis], axis);
    }
    if (a->dimensions > 2 || b->dimensions > 2)
        return script_unsupported(vm, err, "numpy.dot of more than two dimensions");
    return linalg_matmul(vm, a, b, out, err);
}

static lathe_status two(script_vm *vm, const script_call *call, array *parts[2], lathe_error *err)
{
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &parts[0], err);
    return st ? st : array_from(vm, call->args[1], &parts[1], err);
}

NUMPY(linalg_dot_function)
{
    array *parts[2], *made;
    lathe_status st = two(vm, call, parts, err);
    if (!st)
        st = linalg_dot(vm, parts[0], parts[1], &made, err);
    return st ? st : array_result(vm, made, out, err);
}

NUMPY(linalg_matmul_function)
{
    array *parts[2], *made;
    lathe_status st = two(vm, call, parts, err);
    if (!st)
        st = linalg_matmul(vm, parts[0], parts[1], &made, err);
    return st ? st : array_result(vm, made, out, err);
}

/* inner, vdot: of vectors; vdot flattens. */
NUMPY(linalg_inner)
{
    array *parts[2], *made;
    bool flat = call->method->name[0] == 'v';
    lathe_status st = two(vm, call, parts, err);
    for (int i = 0; i < 2 && !st && flat; i++)
        st = shape_change(vm, parts[i], 1, &parts[i]->size, &parts[i], err);
    if (!st && parts[1]->dimensions == 2 && parts[0]->dimensions)
        st = shape_axis_last(vm, parts[1], 0, &parts[1], err);
    if (!st)
        st = linalg_dot(vm, parts[0], parts[1], &made, err);
    return st ? st : array_result(vm, made, out, err);
}

NUMPY(linalg_outer)
{
    array *parts[2], *made;
    lathe_status st = two(vm, call, parts, err);
    if (!st)
        st = shape_change(vm, parts[0], 2, (int64_t[]){parts[0]->size, 1}, &parts[0], err);
    if (!st)
        st = shape_change(vm, parts[1], 1, &parts[1]->size, &parts[1], err);
    if (!st)
        st = ufunc_binary(vm, "multiply", parts[0], parts[1], &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* ---- norms ---- */

/* The sum over axes of |x| ** p, to the power of 1 / p; p of infinity and 0 as numpy. */
static lathe_status norm_over(script_vm *vm, array *a, const bool *axes, double p, bool keep, array **out,
                              lathe_error *err)
{
    array *part, *power;
    lathe_status st = ufunc_unary(vm, "absolute", a, &part, err);
    if (!st && isinf(p))
        return reduce_array(vm, p > 0 ? REDUCE_MAX : REDUCE_MIN, part, axes, keep, out, err);
    if (!st)
        st = array_from_doubles(vm, script_float(p), &power, err);
    if (!st && p == 0) {
        st = ufunc_binary(vm, "not_equal", part, power, &part, err);
        if (!st)
            st = array_cast(vm, part, ARRAY_FLOAT, &part, err);
        return st ? st : reduce_array(vm, REDUCE_SUM, part, axes, keep, out, err);
    }
    if (!st && p == 2)
        st = ufunc_binary(vm, "multiply", part, part, &part, err);
    else if (!st && p != 1)
        st = ufunc_binary(vm, "power", part, power, &part, err);
    if (!st)
        st = reduce_array(vm, REDUCE_SUM, part, axes, keep, &part, err);
    if (st || p == 1) {
        *out = st ? *out : part;
        return st;
    }
    *(double *)power->data = 1 / p;
    return p == 2 ? ufunc_unary(vm, "sqrt", part, out, err) : ufunc_binary(vm, "power", part, power, out, err);
}

/* args: x, ord, axis, keepdims */
NUMPY(linalg_norm)
{
    array *a, *made;
    bool axes[ARRAY_MAX_DIMENSIONS], keep;
    double p = 2;
    script_value order = call->args[1], axis = call->args[2];
    lathe_status st = array_from_doubles(vm, call->args[0], &a, err);
    if (!st)
        st = script_to_truth(vm, call->args[3], &keep, err);
    if (!st)
        st = array_read_axes(vm, axis, a->dimensions, axes, err);
    int count = 0;
    for (int i = 0; i < a->dimensions && !st; i++)
        count += axes[i];
    bool frobenius = script_is_none(order) || (order.kind == SCRIPT_STR && strcmp(order.str->text, "fro") == 0);
    if (!st && count > 2 && !script_is_none(order))
        return script_raise(vm, err, "ValueError", "Improper number of dimensions to norm.");
    if (!st && !frobenius && (count == 2 || order.kind == SCRIPT_STR))
        return script_unsupported(vm, err, "order of a matrix in numpy.linalg.norm");
    if (!st && !frobenius)
        st = script_to_double(vm, order, &p, err);
    if (!st && script_is_none(order) && script_is_none(axis)) {
        /* numpy takes the root of a dot product of all elements. */
        st = shape_change(vm, a, 1, &a->size, &made, err);
        if (!st)
            st = linalg_dot(vm, made, made, &made, err);
        if (!st)
            st = ufunc_unary(vm, "sqrt", made, &made, err);
        if (!st && keep) {
            int64_t ones[ARRAY_MAX_DIMENSIONS];
            for (int i = 0; i < a->dimensions; i++)
                ones[i] = 1;
            st = shape_change(vm, made, a->dimensions, ones, &made, err);
        }
        return st ? st : array_result(vm, made, out, err);
    }
    if (!st)
        st = norm_over(vm, a, axes, p, keep, &made, err);
    return st ? st : array_result(vm, made, out, err);
}

/* ---- elimination ---- */

/* Factors an n x n matrix in place (Doolittle, partial pivots); columns of b, if any, follow its rows. Returns the sign
 * of the permutation, 0 where the matrix is singular. */
static int eliminate(double *a, int64_t n, double *b, int64_t width)
{
    int sign = 1;
    for (int64_t k = 0; k < n; k++) {
        int64_t pivot = k;
        for (int64_t i = k + 1; i < n; i++)
            if (fabs(a[i * n + k]) > fabs(a[pivot * n + k]))
                pivot = i;
        if (a[pivot * n + k] == 0)
            return 0;
        for (int64_t j = 0; j < n + width && pivot != k; j++) {
            double *x = j < n ? &a[k * n + j] : &b[k * width + j - n],
                   *y = j < n ? &a[pivot * n + j] : &b[pivot * width + j - n], swapped = *x;
            *x = *y;
            *y = swapped;
        }
        sign = pivot != k ? -sign : sign;
        for (int64_t i = k + 1; i < n; i++) {
            double factor = a[i * n + k] / a[k * n + k];
            a[i * n + k] = factor;
            for (int64_t j = k + 1; j < n; j++)
                a[i * n + j] -= factor * a[k * n + j];
            for (int64_t j = 0; j < width; j++)
                b[i * width + j] -= factor * b[k * width + j];
        }
    }
    return sign;
}

static void substitute_back(const double *a, int64_t n, double *b, int64_t width)
{
    for (int64_t i = n; i-- > 0;) {
        for (int64_t j = 0; j < width; j++) {
            for (int64_t k = i + 1; k < n; k++)
                b[i * width + j] -= a[i * n + k] * b[k * width + j];
            b[i * width + j] /= a[i * n + i];
        }
    }
}

/* A copy of a square matrix, and the steps that eliminating it takes. */
static lathe_status square_of(script_vm *vm, script_value v, array **out, lathe_error *err)
{
    array *a;
    char text[120];
    lathe_status st = array_from(vm, v, &a, err);
    if (st)
        return st;
    if (a->dimensions < 2) {
        snprintf(text, sizeof text, "%d-dimensional array given. Array must be at least two-dimensional",
                 a->dimensions);
        return fail(vm, err, text);
    }
    if (a->shape[a->dimensions - 1] != a->shape[a->dimensions - 2])
        return fail(vm, err, "Last 2 dimensions of the array must be square");
    if (a->dimensions > 2)
        return script_unsupported(vm, err, "stacks of matrices in numpy.linalg");
    int64_t n = a->shape[0];
    for (int64_t i = 0; i < n && !st; i++)
        st = array_spend(vm, n * n, err);
    return st ? st : array_copy(vm, a, ARRAY_FLOAT, out, err);
}

static lathe_status solve(script_vm *vm, array *a, array *b, lathe_error *err)
{
    int64_t n = a->shape[0], width = n ? b->size / n : 0;
    lathe_status st = LATHE_OK;
    for (int64_t i = 0; i < width && !st; i++)
        st = array_spend(vm, n * n, err);
    if (st)
        return st;
    if (!eliminate((double *)a->data, n, (double *)b->data, width))
        return fail(vm, err, "Singular matrix");
    substitute_back((const double *)a->data, n, (double *)b->data, width);
    return LATHE_OK;
}

NUMPY(linalg_inv)
{
    array *a, *made;
    lathe_status st = square_of(vm, call->args[0], &a, err);
    if (!st)
        st = array_new(vm, ARRAY_FLOAT, 2, a->shape, &made, err);
    for (int64_t i = 0; !st && i < a->shape[0]; i++)
        ((double *)made->data)[i * (a->shape[0] + 1)] = 1;
    if (!st)
        st = solve(vm, a, made, err);
    return st ? st : array_value(vm, made, out, err);
}

NUMPY(linalg_solve)
{
    array *a, *b;
    lathe_status st = square_of(vm, call->args[0], &a, err);
    if (!st)
        st = array_from(vm, call->args[1], &b, err);
    if (!st && b->dimensions == 0)
        return fail(vm, err, "0-dimensional array given. Array must be at least one-dimensional");
    if (!st && b->shape[0] != a->shape[0])
        return script_raise(vm, err, "ValueError",
                            "solve%s: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                            "(m,m),(m%s)->(m%s) (size %lld is different from %lld)",
                            b->dimensions == 1 ? "1" : "", b->dimensions == 1 ? "" : ",n",
                            b->dimensions == 1 ? "" : ",n", (long long)b->shape[0], (long long)a->shape[0]);
    if (!st && b->dimensions > 2)
        return script_unsupported(vm, err, "stacks of matrices in numpy.linalg");
    if (!st)
        st = array_copy(vm, b, ARRAY_FLOAT, &b, err);
    if (!st)
        st = solve(vm, a, b, err);
    return st ? st : array_value(vm, b, out, err);
}

NUMPY(linalg_det)
{
    array *a;
    lathe_status st = square_of(vm, call->args[0], &a, err);
    if (st)
        return st;
    double *v = (double *)a->data, result = eliminate(v, a->shape[0], NULL, 0);
    for (int64_t i = 0; i < a->shape[0]; i++)
        result *= v[i * (a->shape[0] + 1)];
    *out = script_float(result);
    out->numpy = true;
    return LATHE_OK;
}

NUMPY(linalg_matrix_power)
{
    array *a, *made;
    int64_t power;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = script_to_int(vm, call->args[1], &power, err);
    if (!st && (a->dimensions != 2 || a->shape[0] != a->shape[1]))
        return fail(vm, err, "Last 2 dimensions of the array must be square");
    if (!st && (power < 1 || power > 1000))
        return script_unsupported(vm, err, "numpy.linalg.matrix_power by %lld", (long long)power);
    made = st ? NULL : a;
    for (int64_t i = 1; !st && i < power; i++)
        st = linalg_matmul(vm, made, a, &made, err);
    return st ? st : array_value(vm, made, out, err);
}
