/* matrix.c: Matrix as a value of scripts. */
#include "reward/cadquery/methods.h"

static bool is_matrix_like(const script_list *rows)
{
    if (rows->count != 3 && rows->count != 4)
        return false;
    for (size_t i = 0; i < rows->count; i++) {
        if (!script_is_sequence(rows->items[i]) || rows->items[i].list->count != 4)
            return false;
    }
    return true;
}

static lathe_status check_last_row(script_vm *vm, script_value row, lathe_error *err)
{
    script_value text;
    bool fits = true;
    for (int64_t i = 0; i < 4 && fits; i++)
        TRY(script_equal(vm, row.list->items[i], script_int(i == 3), &fits, err));
    if (fits)
        return LATHE_OK;
    TRY(script_to_repr(vm, row, &text, err));
    return script_raise(vm, err, "ValueError", "Expected the last row to be [0,0,0,1], but got: %s", text.str->text);
}

lathe_status matrix_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value given = call->args[0], text;
    kernel_matrix m;
    if (script_is_none(given)) {
        KEEP_TRANSFORM(out, kernel_transform_identity(&raw, err));
        return LATHE_OK;
    }
    if (!script_is_sequence(given)) {
        TRY(script_to_str(vm, given, &text, err));
        return script_raise(vm, err, "TypeError", "Invalid param to matrix constructor: %s", text.str->text);
    }
    if (!is_matrix_like(given.list)) {
        TRY(script_to_repr(vm, given, &text, err));
        return script_raise(vm, err, "TypeError", "Matrix constructor requires 2d list of 4x3 or 4x4, but got: %s",
                            text.str->text);
    }
    if (given.list->count == 4)
        TRY(check_last_row(vm, given.list->items[3], err));
    for (size_t i = 0; i < 12; i++)
        TRY(script_to_double(vm, given.list->items[i / 4].list->items[i % 4], &m.m[i / 4][i % 4], err));
    KEEP_TRANSFORM(out, kernel_transform_of_matrix(&m, &raw, err));
    return LATHE_OK;
}

/* rotateX, rotateY and rotateZ change the matrix; the method's name says which. */
lathe_status matrix_rotate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    matrix_object *m = matrix_of(call->self);
    kernel_transform *turned;
    double radians;
    TRY(argument(vm, call, 0, &radians, err));
    KERNEL(kernel_transform_turned(m->kernel, call->method->name[6] - 'X', radians, &turned, err));
    kernel_transform_free(m->kernel);
    m->kernel = turned;
    *out = script_none();
    return LATHE_OK;
}

lathe_status matrix_inverse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    KEEP_TRANSFORM(out, kernel_transform_inverse(matrix_of(call->self)->kernel, &raw, err));
    return LATHE_OK;
}

lathe_status matrix_multiply(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const matrix_object *m = matrix_of(call->self), *other = matrix_of(call->args[0]);
    const vector_object *v = vector_of(call->args[0]);
    kernel_vec moved;
    if (v) {
        KERNEL(kernel_transform_point(m->kernel, v->v, &moved, err));
        return objects_new_vector(vm, moved, out, err);
    }
    if (!other)
        return objects_not_wrapped(vm, "Multiplied()", call->args[0], err);
    KEEP_TRANSFORM(out, kernel_transform_multiply(m->kernel, other->kernel, &raw, err));
    return LATHE_OK;
}

static lathe_status read_cell(script_vm *vm, const matrix_object *m, int64_t row, int64_t column, double *out,
                              lathe_error *err)
{
    kernel_matrix values;
    KERNEL(kernel_transform_values(m->kernel, &values, err));
    *out = row < 3 ? values.m[row][column] : column == 3;
    return LATHE_OK;
}

lathe_status matrix_transposed_list(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value cells[16];
    double cell;
    for (int i = 0; i < 16; i++) {
        TRY(read_cell(vm, matrix_of(call->self), i % 4, i / 4, &cell, err));
        cells[i] = script_float(cell);
    }
    return script_list_new(vm, cells, 16, out, err);
}

lathe_status matrix_get_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    int64_t index[2];
    double cell;
    script_value text;
    if (key.kind != SCRIPT_TUPLE || key.list->count != 2)
        return script_raise(vm, err, "IndexError", "Matrix subscript must provide (row, column)");
    for (int i = 0; i < 2; i++) {
        if (key.list->items[i].kind == SCRIPT_FLOAT && key.list->items[i].number >= 0 &&
            key.list->items[i].number <= 3)
            return objects_bad_argument(vm, "Value()", key.list->items[i], err);
        TRY(script_to_int(vm, key.list->items[i], &index[i], err));
    }
    if (index[0] < 0 || index[0] > 3 || index[1] < 0 || index[1] > 3) {
        TRY(script_to_repr(vm, key, &text, err));
        return script_raise(vm, err, "IndexError", "Out of bounds access into 4x4 matrix: %s", text.str->text);
    }
    TRY(read_cell(vm, matrix_of(self), index[0], index[1], &cell, err));
    *out = script_float(cell);
    return LATHE_OK;
}

lathe_status matrix_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    script_value rows[4], texts[4];
    double cell;
    for (int row = 0; row < 4; row++) {
        script_value cells[4];
        for (int column = 0; column < 4; column++) {
            TRY(read_cell(vm, matrix_of(self), row, column, &cell, err));
            cells[column] = script_float(cell);
        }
        TRY(script_list_new(vm, cells, 4, &rows[row], err));
        TRY(script_to_repr(vm, rows[row], &texts[row], err));
    }
    return script_str_printf(vm, out, err, "Matrix([%s,\n        %s,\n        %s,\n        %s])", texts[0].str->text,
                             texts[1].str->text, texts[2].str->text, texts[3].str->text);
}

lathe_status matrix_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    (void)self, (void)out;
    return objects_get_wrapped(vm, name, handled, err);
}
