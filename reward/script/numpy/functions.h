/* functions.h: the functions of the module's tables, by file. */
#ifndef LATHE_REWARD_SCRIPT_NUMPY_FUNCTIONS_H
#define LATHE_REWARD_SCRIPT_NUMPY_FUNCTIONS_H

#include "reward/script/numpy/array.h"

/* Not scripts' classes but what stands in tables. */
extern const script_class functional_vectorize, functional_errstate, linalg_error_class;
extern const script_module module_numpy_linalg, module_numpy_random;
lathe_status grid_make_mgrid(script_vm *vm, script_value *out, lathe_error *err);
lathe_status grid_make_ogrid(script_vm *vm, script_value *out, lathe_error *err);
lathe_status grid_make_r(script_vm *vm, script_value *out, lathe_error *err);
lathe_status grid_make_c(script_vm *vm, script_value *out, lathe_error *err);
lathe_status grid_make_s(script_vm *vm, script_value *out, lathe_error *err);

NUMPY(create_arange);
NUMPY(create_array);
NUMPY(create_constant);
NUMPY(create_copy);
NUMPY(create_eye);
NUMPY(create_fromfunction);
NUMPY(create_full);
NUMPY(create_geomspace);
NUMPY(create_indices);
NUMPY(create_like);
NUMPY(create_linspace);
NUMPY(create_logspace);
NUMPY(create_meshgrid);
NUMPY(create_triangle);
NUMPY(functional_along_axis);
NUMPY(functional_set_print);
NUMPY(functional_seterr);
NUMPY(join_append);
NUMPY(join_concatenate);
NUMPY(join_delete);
NUMPY(join_insert);
NUMPY(join_repeat);
NUMPY(join_roll);
NUMPY(join_split);
NUMPY(join_stack);
NUMPY(join_stacked);
NUMPY(join_take);
NUMPY(join_tile);
NUMPY(linalg_det);
NUMPY(linalg_dot_function);
NUMPY(linalg_inner);
NUMPY(linalg_inv);
NUMPY(linalg_matmul_function);
NUMPY(linalg_matrix_power);
NUMPY(linalg_norm);
NUMPY(linalg_outer);
NUMPY(linalg_solve);
NUMPY(numeric_array_equal);
NUMPY(numeric_average);
NUMPY(numeric_clip);
NUMPY(numeric_close);
NUMPY(numeric_convolve);
NUMPY(numeric_cross);
NUMPY(numeric_diff);
NUMPY(numeric_gradient);
NUMPY(numeric_interp);
NUMPY(numeric_nan_to_num);
NUMPY(numeric_polyval);
NUMPY(numeric_round);
NUMPY(numeric_trapezoid);
NUMPY(reduce_count);
NUMPY(reduce_function);
NUMPY(reduce_mean);
NUMPY(reduce_place);
NUMPY(reduce_running);
NUMPY(reduce_span);
NUMPY(reduce_variance);
NUMPY(shape_atleast);
NUMPY(shape_axes);
NUMPY(shape_broadcast_to);
NUMPY(shape_diagonal);
NUMPY(shape_expand);
NUMPY(shape_flip);
NUMPY(shape_query);
NUMPY(shape_ravel);
NUMPY(shape_reshape);
NUMPY(shape_rot90);
NUMPY(shape_squeeze);
NUMPY(shape_transpose);
NUMPY(sort_argwhere);
NUMPY(sort_function);
NUMPY(sort_median);
NUMPY(sort_nonzero_function);
NUMPY(sort_percentile);
NUMPY(sort_search);
NUMPY(sort_select);
NUMPY(sort_unique);
NUMPY(sort_where);

#endif
