/* tables.c: what numpy 2.4 has by name: functions, elementwise functions, classes, constants, and all the rest without a
 * function, so that using it is unsupported and not an error of the script. */
#include "reward/script/numpy/functions.h"

#include <math.h>
#include <string.h>

#define KNOWN(name) {name, "*args, **kwargs", NULL, SCRIPT_METHOD_PLAIN}

/* Elementwise functions: objects, made when they are first asked for. */
#define UFUNCS(ROW) \
    ROW(abs) ROW(absolute) ROW(acos) ROW(acosh) ROW(add) ROW(arccos) ROW(arccosh) ROW(arcsin) ROW(arcsinh) \
    ROW(arctan) ROW(arctan2) ROW(arctanh) ROW(asin) ROW(asinh) ROW(atan) ROW(atan2) ROW(atanh) ROW(bitwise_and) \
    ROW(bitwise_invert) ROW(bitwise_left_shift) ROW(bitwise_not) ROW(bitwise_or) ROW(bitwise_right_shift) \
    ROW(bitwise_xor) ROW(cbrt) ROW(ceil) ROW(conj) ROW(conjugate) ROW(copysign) ROW(cos) ROW(cosh) ROW(deg2rad) \
    ROW(degrees) ROW(divide) ROW(equal) ROW(exp) ROW(exp2) ROW(expm1) ROW(fabs) ROW(float_power) ROW(floor) \
    ROW(floor_divide) ROW(fmax) ROW(fmin) ROW(fmod) ROW(gcd) ROW(greater) ROW(greater_equal) ROW(heaviside) \
    ROW(hypot) ROW(invert) ROW(isfinite) ROW(isinf) ROW(isnan) ROW(lcm) ROW(left_shift) ROW(less) ROW(less_equal) \
    ROW(log) ROW(log10) ROW(log1p) ROW(log2) ROW(logical_and) ROW(logical_not) ROW(logical_or) ROW(logical_xor) \
    ROW(maximum) ROW(minimum) ROW(mod) ROW(multiply) ROW(negative) ROW(not_equal) ROW(positive) ROW(pow) ROW(power) \
    ROW(rad2deg) ROW(radians) ROW(reciprocal) ROW(remainder) ROW(right_shift) ROW(rint) ROW(sign) ROW(signbit) \
    ROW(sin) ROW(sinh) ROW(sqrt) ROW(square) ROW(subtract) ROW(tan) ROW(tanh) ROW(true_divide) ROW(trunc)
#define ROW(name) \
    static lathe_status make_##name(script_vm *vm, script_value *out, lathe_error *err) \
    { \
        return ufunc_value(vm, ufunc_find(#name), out, err); \
    }
UFUNCS(ROW)
#undef ROW

static lathe_status make_none(script_vm *vm, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = script_none();
    return LATHE_OK;
}

static lathe_status make_true(script_vm *vm, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = (script_value){.kind = SCRIPT_BOOL, .numpy = true, .boolean = true};
    return LATHE_OK;
}

static lathe_status make_false(script_vm *vm, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = (script_value){.kind = SCRIPT_BOOL, .numpy = true};
    return LATHE_OK;
}

static const script_method functions[] = {
    {"array",
     "object, dtype=None, *, copy=True, ndmin=0, order=None, subok=None, ndmax=None, like=None",
     create_array, SCRIPT_METHOD_PLAIN},
    {"asarray", "a, dtype=None, order=None, *, device=None, copy=None, like=None", create_array, SCRIPT_METHOD_PLAIN},
    {"asanyarray",
     "a, dtype=None, order=None, *, device=None, copy=None, like=None",
     create_array, SCRIPT_METHOD_PLAIN},
    {"ascontiguousarray", "a, dtype=None, *, like=None", create_array, SCRIPT_METHOD_PLAIN},
    {"copy", "a, order=None, subok=None", create_copy, SCRIPT_METHOD_PLAIN},
    {"zeros", "shape, dtype=None, order=None, *, device=None, like=None", create_constant, SCRIPT_METHOD_PLAIN},
    {"ones", "shape, dtype=None, order=None, *, device=None, like=None", create_constant, SCRIPT_METHOD_PLAIN},
    {"empty", "shape, dtype=None, order=None, *, device=None, like=None", create_constant, SCRIPT_METHOD_PLAIN},
    {"full", "shape, fill_value, dtype=None, order=None, *, device=None, like=None", create_full, SCRIPT_METHOD_PLAIN},
    {"zeros_like",
     "a, dtype=None, order=None, subok=None, shape=None, *, device=None",
     create_like, SCRIPT_METHOD_PLAIN},
    {"ones_like",
     "a, dtype=None, order=None, subok=None, shape=None, *, device=None",
     create_like, SCRIPT_METHOD_PLAIN},
    {"empty_like",
     "prototype, dtype=None, order=None, subok=None, shape=None, *, device=None",
     create_like, SCRIPT_METHOD_PLAIN},
    {"full_like",
     "a, fill_value, dtype=None, order=None, subok=None, shape=None, *, device=None",
     create_like, SCRIPT_METHOD_PLAIN},
    {"eye", "N, M=None, k=0, dtype=None, order=None, *, device=None, like=None", create_eye, SCRIPT_METHOD_PLAIN},
    {"identity", "n, dtype=None, *, like=None", create_eye, SCRIPT_METHOD_PLAIN},
    {"tri", "N, M=None, k=0, dtype=None, *, like=None", create_eye, SCRIPT_METHOD_PLAIN},
    {"tril", "m, k=0", create_triangle, SCRIPT_METHOD_PLAIN},
    {"triu", "m, k=0", create_triangle, SCRIPT_METHOD_PLAIN},
    {"arange",
     "start_or_stop=None, stop=None, step=None, dtype=None, *, device=None, like=None, start=None",
     create_arange, SCRIPT_METHOD_PLAIN},
    {"linspace",
     "start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None",
     create_linspace, SCRIPT_METHOD_PLAIN},
    {"logspace",
     "start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0",
     create_logspace, SCRIPT_METHOD_PLAIN},
    {"geomspace", "start, stop, num=50, endpoint=True, dtype=None, axis=0", create_geomspace, SCRIPT_METHOD_PLAIN},
    {"meshgrid", "*xi, copy=True, sparse=False, indexing='xy'", create_meshgrid, SCRIPT_METHOD_PLAIN},
    {"indices", "dimensions, dtype=None, sparse=None", create_indices, SCRIPT_METHOD_PLAIN},
    {"fromfunction", "function, shape, *, dtype=None, like=None", create_fromfunction, SCRIPT_METHOD_PLAIN},
    {"reshape", "a, /, shape, order=None, *, copy=None", shape_reshape, SCRIPT_METHOD_PLAIN},
    {"ravel", "a, order=None", shape_ravel, SCRIPT_METHOD_PLAIN},
    {"transpose", "a, axes=None", shape_transpose, SCRIPT_METHOD_PLAIN},
    {"permute_dims", "a, axes=None", shape_transpose, SCRIPT_METHOD_PLAIN},
    {"swapaxes", "a, axis1, axis2", shape_axes, SCRIPT_METHOD_PLAIN},
    {"moveaxis", "a, source, destination", shape_axes, SCRIPT_METHOD_PLAIN},
    {"squeeze", "a, axis=None", shape_squeeze, SCRIPT_METHOD_PLAIN},
    {"expand_dims", "a, axis", shape_expand, SCRIPT_METHOD_PLAIN},
    {"atleast_1d", "*arys", shape_atleast, SCRIPT_METHOD_PLAIN},
    {"atleast_2d", "*arys", shape_atleast, SCRIPT_METHOD_PLAIN},
    {"atleast_3d", "*arys", shape_atleast, SCRIPT_METHOD_PLAIN},
    {"flip", "m, axis=None", shape_flip, SCRIPT_METHOD_PLAIN},
    {"fliplr", "m", shape_flip, SCRIPT_METHOD_PLAIN},
    {"flipud", "m", shape_flip, SCRIPT_METHOD_PLAIN},
    {"rot90", "m, k=1, axes=(0, 1)", shape_rot90, SCRIPT_METHOD_PLAIN},
    {"broadcast_to", "array, shape, subok=None", shape_broadcast_to, SCRIPT_METHOD_PLAIN},
    {"diag", "v, k=0", shape_diagonal, SCRIPT_METHOD_PLAIN},
    {"diagonal", "a, offset=0, axis1=0, axis2=1", shape_diagonal, SCRIPT_METHOD_PLAIN},
    {"trace", "a, offset=0, axis1=0, axis2=1, dtype=None, out=None", shape_diagonal, SCRIPT_METHOD_PLAIN},
    {"shape", "a", shape_query, SCRIPT_METHOD_PLAIN},
    {"ndim", "a", shape_query, SCRIPT_METHOD_PLAIN},
    {"size", "a, axis=None", shape_query, SCRIPT_METHOD_PLAIN},
    {"concatenate", "arrays, /, axis=0, out=None, *, dtype=None, casting=None", join_concatenate, SCRIPT_METHOD_PLAIN},
    {"concat", "arrays, /, axis=0, out=None, *, dtype=None, casting=None", join_concatenate, SCRIPT_METHOD_PLAIN},
    {"stack", "arrays, axis=0, out=None, *, dtype=None, casting=None", join_stack, SCRIPT_METHOD_PLAIN},
    {"vstack", "tup, *, dtype=None, casting=None", join_stacked, SCRIPT_METHOD_PLAIN},
    {"hstack", "tup, *, dtype=None, casting=None", join_stacked, SCRIPT_METHOD_PLAIN},
    {"dstack", "tup", join_stacked, SCRIPT_METHOD_PLAIN},
    {"column_stack", "tup", join_stacked, SCRIPT_METHOD_PLAIN},
    {"append", "arr, values, axis=None", join_append, SCRIPT_METHOD_PLAIN},
    {"insert", "arr, obj, values, axis=None", join_insert, SCRIPT_METHOD_PLAIN},
    {"delete", "arr, obj, axis=None", join_delete, SCRIPT_METHOD_PLAIN},
    {"repeat", "a, repeats, axis=None", join_repeat, SCRIPT_METHOD_PLAIN},
    {"take", "a, indices, axis=None, out=None, mode=None", join_take, SCRIPT_METHOD_PLAIN},
    {"tile", "A, reps", join_tile, SCRIPT_METHOD_PLAIN},
    {"roll", "a, shift, axis=None", join_roll, SCRIPT_METHOD_PLAIN},
    {"split", "ary, indices_or_sections, axis=0", join_split, SCRIPT_METHOD_PLAIN},
    {"array_split", "ary, indices_or_sections, axis=0", join_split, SCRIPT_METHOD_PLAIN},
    {"hsplit", "ary, indices_or_sections", join_split, SCRIPT_METHOD_PLAIN},
    {"vsplit", "ary, indices_or_sections, axis=0", join_split, SCRIPT_METHOD_PLAIN},
    {"sum",
     "a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None",
     reduce_function, SCRIPT_METHOD_PLAIN},
    {"prod",
     "a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None",
     reduce_function, SCRIPT_METHOD_PLAIN},
    {"min", "a, axis=None, out=None, keepdims=False, initial=None, where=None", reduce_function, SCRIPT_METHOD_PLAIN},
    {"max", "a, axis=None, out=None, keepdims=False, initial=None, where=None", reduce_function, SCRIPT_METHOD_PLAIN},
    {"amin", "a, axis=None, out=None, keepdims=False, initial=None, where=None", reduce_function, SCRIPT_METHOD_PLAIN},
    {"amax", "a, axis=None, out=None, keepdims=False, initial=None, where=None", reduce_function, SCRIPT_METHOD_PLAIN},
    {"any", "a, axis=None, out=None, keepdims=False, *, where=None", reduce_function, SCRIPT_METHOD_PLAIN},
    {"all", "a, axis=None, out=None, keepdims=False, *, where=None", reduce_function, SCRIPT_METHOD_PLAIN},
    {"mean", "a, axis=None, dtype=None, out=None, keepdims=False, *, where=None", reduce_mean, SCRIPT_METHOD_PLAIN},
    {"std",
     "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None",
     reduce_variance, SCRIPT_METHOD_PLAIN},
    {"var",
     "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None",
     reduce_variance, SCRIPT_METHOD_PLAIN},
    {"ptp", "a, axis=None, out=None, keepdims=False", reduce_span, SCRIPT_METHOD_PLAIN},
    {"count_nonzero", "a, axis=None, *, keepdims=False", reduce_count, SCRIPT_METHOD_PLAIN},
    {"cumsum", "a, axis=None, dtype=None, out=None", reduce_running, SCRIPT_METHOD_PLAIN},
    {"cumprod", "a, axis=None, dtype=None, out=None", reduce_running, SCRIPT_METHOD_PLAIN},
    {"argmin", "a, axis=None, out=None, *, keepdims=False", reduce_place, SCRIPT_METHOD_PLAIN},
    {"argmax", "a, axis=None, out=None, *, keepdims=False", reduce_place, SCRIPT_METHOD_PLAIN},
    {"sort", "a, axis=-1, kind=None, order=None, *, stable=None", sort_function, SCRIPT_METHOD_PLAIN},
    {"argsort", "a, axis=-1, kind=None, order=None, *, stable=None", sort_function, SCRIPT_METHOD_PLAIN},
    {"unique",
     "ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True",
     sort_unique, SCRIPT_METHOD_PLAIN},
    {"searchsorted", "a, v, side='left', sorter=None", sort_search, SCRIPT_METHOD_PLAIN},
    {"nonzero", "a", sort_nonzero_function, SCRIPT_METHOD_PLAIN},
    {"argwhere", "a", sort_argwhere, SCRIPT_METHOD_PLAIN},
    {"flatnonzero", "a", sort_argwhere, SCRIPT_METHOD_PLAIN},
    {"where", "condition, x=None, y=None, /", sort_where, SCRIPT_METHOD_PLAIN},
    {"select", "condlist, choicelist, default=0", sort_select, SCRIPT_METHOD_PLAIN},
    {"median", "a, axis=None, out=None, overwrite_input=None, keepdims=None", sort_median, SCRIPT_METHOD_PLAIN},
    {"percentile",
     "a, q, axis=None, out=None, overwrite_input=None, method=None, keepdims=None, *, weights=None",
     sort_percentile, SCRIPT_METHOD_PLAIN},
    {"quantile",
     "a, q, axis=None, out=None, overwrite_input=None, method=None, keepdims=None, *, weights=None",
     sort_percentile, SCRIPT_METHOD_PLAIN},
    {"clip", "a, a_min=None, a_max=None, out=None, *, min=None, max=None", numeric_clip, SCRIPT_METHOD_PLAIN},
    {"round", "a, decimals=0, out=None", numeric_round, SCRIPT_METHOD_PLAIN},
    {"around", "a, decimals=0, out=None", numeric_round, SCRIPT_METHOD_PLAIN},
    {"nan_to_num", "x, copy=True, nan=0.0, posinf=None, neginf=None", numeric_nan_to_num, SCRIPT_METHOD_PLAIN},
    {"isclose", "a, b, rtol=1e-05, atol=1e-08, equal_nan=False", numeric_close, SCRIPT_METHOD_PLAIN},
    {"allclose", "a, b, rtol=1e-05, atol=1e-08, equal_nan=False", numeric_close, SCRIPT_METHOD_PLAIN},
    {"array_equal", "a1, a2, equal_nan=None", numeric_array_equal, SCRIPT_METHOD_PLAIN},
    {"diff", "a, n=1, axis=-1, prepend=None, append=None", numeric_diff, SCRIPT_METHOD_PLAIN},
    {"gradient", "f, *varargs, axis=None, edge_order=None", numeric_gradient, SCRIPT_METHOD_PLAIN},
    {"trapezoid", "y, x=None, dx=1.0, axis=-1", numeric_trapezoid, SCRIPT_METHOD_PLAIN},
    {"interp", "x, xp, fp, left=None, right=None, period=None", numeric_interp, SCRIPT_METHOD_PLAIN},
    {"cross", "a, b, axisa=-1, axisb=-1, axisc=-1, axis=None", numeric_cross, SCRIPT_METHOD_PLAIN},
    {"convolve", "a, v, mode='full'", numeric_convolve, SCRIPT_METHOD_PLAIN},
    {"average", "a, axis=None, weights=None, returned=None, *, keepdims=None", numeric_average, SCRIPT_METHOD_PLAIN},
    {"polyval", "p, x", numeric_polyval, SCRIPT_METHOD_PLAIN},
    {"dot", "a, b, out=None", linalg_dot_function, SCRIPT_METHOD_PLAIN},
    {"matmul", "x1, x2, /, out=None", linalg_matmul_function, SCRIPT_METHOD_PLAIN},
    {"inner", "a, b, /", linalg_inner, SCRIPT_METHOD_PLAIN},
    {"vdot", "a, b, /", linalg_inner, SCRIPT_METHOD_PLAIN},
    {"outer", "a, b, out=None", linalg_outer, SCRIPT_METHOD_PLAIN},
    {"apply_along_axis", "func1d, axis, arr, *args", functional_along_axis, SCRIPT_METHOD_PLAIN},
    {"seterr", "all=None, divide=None, over=None, under=None, invalid=None", functional_seterr, SCRIPT_METHOD_PLAIN},
    {"set_printoptions",
     "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, "
     "formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None",
     functional_set_print, SCRIPT_METHOD_PLAIN},
    KNOWN("angle"), KNOWN("apply_over_axes"), KNOWN("argpartition"), KNOWN("array2string"), KNOWN("array_equiv"),
    KNOWN("array_repr"), KNOWN("array_str"), KNOWN("asarray_chkfinite"), KNOWN("asfortranarray"), KNOWN("asmatrix"),
    KNOWN("astype"), KNOWN("bartlett"), KNOWN("base_repr"), KNOWN("binary_repr"), KNOWN("bincount"),
    KNOWN("bitwise_count"), KNOWN("blackman"), KNOWN("block"), KNOWN("bmat"), KNOWN("broadcast_arrays"),
    KNOWN("broadcast_shapes"), KNOWN("busday_count"), KNOWN("busday_offset"), KNOWN("can_cast"), KNOWN("choose"),
    KNOWN("common_type"), KNOWN("compress"), KNOWN("copyto"), KNOWN("corrcoef"), KNOWN("correlate"), KNOWN("cov"),
    KNOWN("cumulative_prod"), KNOWN("cumulative_sum"), KNOWN("datetime_as_string"), KNOWN("datetime_data"),
    KNOWN("diag_indices"), KNOWN("diag_indices_from"), KNOWN("diagflat"), KNOWN("digitize"), KNOWN("divmod"),
    KNOWN("dsplit"), KNOWN("ediff1d"), KNOWN("einsum"), KNOWN("einsum_path"), KNOWN("extract"),
    KNOWN("fill_diagonal"), KNOWN("fix"), KNOWN("format_float_positional"), KNOWN("format_float_scientific"),
    KNOWN("frexp"), KNOWN("from_dlpack"), KNOWN("frombuffer"), KNOWN("fromfile"), KNOWN("fromiter"),
    KNOWN("frompyfunc"), KNOWN("fromregex"), KNOWN("fromstring"), KNOWN("genfromtxt"), KNOWN("get_include"),
    KNOWN("get_printoptions"), KNOWN("getbufsize"), KNOWN("geterr"), KNOWN("geterrcall"), KNOWN("hamming"),
    KNOWN("hanning"), KNOWN("histogram"), KNOWN("histogram2d"), KNOWN("histogram_bin_edges"), KNOWN("histogramdd"),
    KNOWN("i0"), KNOWN("imag"), KNOWN("info"), KNOWN("intersect1d"), KNOWN("is_busday"), KNOWN("iscomplex"),
    KNOWN("iscomplexobj"), KNOWN("isdtype"), KNOWN("isfortran"), KNOWN("isin"), KNOWN("isnat"), KNOWN("isneginf"),
    KNOWN("isposinf"), KNOWN("isreal"), KNOWN("isrealobj"), KNOWN("isscalar"), KNOWN("issubdtype"), KNOWN("iterable"),
    KNOWN("ix_"), KNOWN("kaiser"), KNOWN("kron"), KNOWN("ldexp"), KNOWN("lexsort"), KNOWN("load"), KNOWN("loadtxt"),
    KNOWN("logaddexp"), KNOWN("logaddexp2"), KNOWN("mask_indices"), KNOWN("matrix_transpose"), KNOWN("matvec"),
    KNOWN("may_share_memory"), KNOWN("min_scalar_type"), KNOWN("mintypecode"), KNOWN("modf"), KNOWN("nanargmax"),
    KNOWN("nanargmin"), KNOWN("nancumprod"), KNOWN("nancumsum"), KNOWN("nanmax"), KNOWN("nanmean"),
    KNOWN("nanmedian"), KNOWN("nanmin"), KNOWN("nanpercentile"), KNOWN("nanprod"), KNOWN("nanquantile"),
    KNOWN("nanstd"), KNOWN("nansum"), KNOWN("nanvar"), KNOWN("nested_iters"), KNOWN("nextafter"), KNOWN("packbits"),
    KNOWN("pad"), KNOWN("partition"), KNOWN("piecewise"), KNOWN("place"), KNOWN("poly"), KNOWN("polyadd"),
    KNOWN("polyder"), KNOWN("polydiv"), KNOWN("polyfit"), KNOWN("polyint"), KNOWN("polymul"), KNOWN("polysub"),
    KNOWN("printoptions"), KNOWN("promote_types"), KNOWN("put"), KNOWN("put_along_axis"), KNOWN("putmask"),
    KNOWN("ravel_multi_index"), KNOWN("real"), KNOWN("real_if_close"), KNOWN("require"), KNOWN("resize"),
    KNOWN("result_type"), KNOWN("rollaxis"), KNOWN("roots"), KNOWN("row_stack"), KNOWN("save"), KNOWN("savetxt"),
    KNOWN("savez"), KNOWN("savez_compressed"), KNOWN("setbufsize"), KNOWN("setdiff1d"), KNOWN("seterrcall"),
    KNOWN("setxor1d"), KNOWN("shares_memory"), KNOWN("show_config"), KNOWN("show_runtime"), KNOWN("sinc"),
    KNOWN("sort_complex"), KNOWN("spacing"), KNOWN("take_along_axis"), KNOWN("tensordot"), KNOWN("test"),
    KNOWN("tril_indices"), KNOWN("tril_indices_from"), KNOWN("trim_zeros"), KNOWN("triu_indices"),
    KNOWN("triu_indices_from"), KNOWN("typename"), KNOWN("union1d"), KNOWN("unique_all"), KNOWN("unique_counts"),
    KNOWN("unique_inverse"), KNOWN("unique_values"), KNOWN("unpackbits"), KNOWN("unravel_index"), KNOWN("unstack"),
    KNOWN("unwrap"), KNOWN("vander"), KNOWN("vecdot"), KNOWN("vecmat"),
    {NULL, NULL, NULL, 0},
};

const script_method *module_numpy_function(const char *name)
{
    const script_method *row = functions;
    while (strcmp(row->name, name) != 0)
        row++;
    return row;
}

#define ROW(name) SCRIPT_MEMBER_MADE(#name, make_##name),
#define ABSENT(member_name) SCRIPT_MEMBER_UNSUPPORTED(member_name)
static const script_member members[] = {
    UFUNCS(ROW)
    SCRIPT_MEMBER_TEXT("__version__", "2.4.6"),
    SCRIPT_MEMBER_FLOAT("pi", M_PI),
    SCRIPT_MEMBER_FLOAT("e", M_E),
    SCRIPT_MEMBER_FLOAT("inf", INFINITY),
    SCRIPT_MEMBER_FLOAT("nan", NAN),
    SCRIPT_MEMBER_FLOAT("euler_gamma", 0.57721566490153286061),
    SCRIPT_MEMBER_MADE("newaxis", make_none),
    SCRIPT_MEMBER_MADE("True_", make_true),
    SCRIPT_MEMBER_MADE("False_", make_false),
    SCRIPT_MEMBER_CLASS("ndarray", &array_class),
    SCRIPT_MEMBER_CLASS("dtype", &dtype_class),
    SCRIPT_MEMBER_CLASS("ufunc", &ufunc_class),
    SCRIPT_MEMBER_CLASS("float64", &scalar_float_class),
    SCRIPT_MEMBER_CLASS("double", &scalar_float_class),
    SCRIPT_MEMBER_CLASS("int64", &scalar_int_class),
    SCRIPT_MEMBER_CLASS("int_", &scalar_int_class),
    SCRIPT_MEMBER_CLASS("long", &scalar_int_class),
    SCRIPT_MEMBER_CLASS("intp", &scalar_int_class),
    SCRIPT_MEMBER_CLASS("bool", &scalar_bool_class),
    SCRIPT_MEMBER_CLASS("bool_", &scalar_bool_class),
    SCRIPT_MEMBER_CLASS("generic", &scalar_generic_class),
    SCRIPT_MEMBER_CLASS("number", &scalar_number_class),
    SCRIPT_MEMBER_CLASS("integer", &scalar_integer_class),
    SCRIPT_MEMBER_CLASS("signedinteger", &scalar_signed_class),
    SCRIPT_MEMBER_CLASS("inexact", &scalar_inexact_class),
    SCRIPT_MEMBER_CLASS("floating", &scalar_floating_class),
    SCRIPT_MEMBER_CLASS("vectorize", &functional_vectorize),
    SCRIPT_MEMBER_CLASS("errstate", &functional_errstate),
    SCRIPT_MEMBER_MODULE("linalg", &module_numpy_linalg),
    SCRIPT_MEMBER_MODULE("random", &module_numpy_random),
    SCRIPT_MEMBER_MADE("mgrid", grid_make_mgrid),
    SCRIPT_MEMBER_MADE("ogrid", grid_make_ogrid),
    SCRIPT_MEMBER_MADE("r_", grid_make_r),
    SCRIPT_MEMBER_MADE("c_", grid_make_c),
    SCRIPT_MEMBER_MADE("s_", grid_make_s),
    SCRIPT_MEMBER_MADE("index_exp", grid_make_s),
    ABSENT("ScalarType"), ABSENT("broadcast"), ABSENT("busdaycalendar"), ABSENT("byte"), ABSENT("bytes_"),
    ABSENT("cdouble"), ABSENT("char"), ABSENT("character"), ABSENT("clongdouble"), ABSENT("complex128"),
    ABSENT("complex256"), ABSENT("complex64"), ABSENT("complexfloating"), ABSENT("core"), ABSENT("csingle"),
    ABSENT("ctypeslib"), ABSENT("datetime64"), ABSENT("dtypes"), ABSENT("emath"), ABSENT("exceptions"), ABSENT("f2py"),
    ABSENT("fft"), ABSENT("finfo"), ABSENT("flatiter"), ABSENT("flexible"), ABSENT("float128"), ABSENT("float16"),
    ABSENT("float32"), ABSENT("half"), ABSENT("iinfo"), ABSENT("int16"), ABSENT("int32"), ABSENT("int8"), ABSENT("intc"),
    ABSENT("lib"), ABSENT("little_endian"), ABSENT("longdouble"), ABSENT("longlong"), ABSENT("ma"), ABSENT("matrix"),
    ABSENT("memmap"), ABSENT("ndenumerate"), ABSENT("ndindex"), ABSENT("nditer"), ABSENT("object_"), ABSENT("poly1d"),
    ABSENT("polynomial"), ABSENT("rec"), ABSENT("recarray"), ABSENT("record"), ABSENT("sctypeDict"), ABSENT("short"),
    ABSENT("single"), ABSENT("str_"), ABSENT("strings"), ABSENT("testing"), ABSENT("timedelta64"), ABSENT("typecodes"),
    ABSENT("typing"), ABSENT("ubyte"), ABSENT("uint"), ABSENT("uint16"), ABSENT("uint32"), ABSENT("uint64"), ABSENT("uint8"),
    ABSENT("uintc"), ABSENT("uintp"), ABSENT("ulong"), ABSENT("ulonglong"), ABSENT("unsignedinteger"), ABSENT("ushort"),
    ABSENT("void"),
    {0},
};
#undef ROW

const script_module module_numpy = {.name = "numpy", .functions = functions, .members = members};

static const script_method linalg_functions[] = {
    {"norm", "x, ord=None, axis=None, keepdims=False", linalg_norm, SCRIPT_METHOD_PLAIN},
    {"inv", "a", linalg_inv, SCRIPT_METHOD_PLAIN},
    {"det", "a", linalg_det, SCRIPT_METHOD_PLAIN},
    {"solve", "a, b", linalg_solve, SCRIPT_METHOD_PLAIN},
    {"matrix_power", "a, n", linalg_matrix_power, SCRIPT_METHOD_PLAIN},
    {"matmul", "x1, x2, /", linalg_matmul_function, SCRIPT_METHOD_PLAIN},
    {"outer", "x1, x2, /", linalg_outer, SCRIPT_METHOD_PLAIN},
    {"cross", "x1, x2, /, *, axis=-1", numeric_cross, SCRIPT_METHOD_PLAIN},
    KNOWN("cholesky"), KNOWN("cond"), KNOWN("diagonal"), KNOWN("eig"), KNOWN("eigh"), KNOWN("eigvals"),
    KNOWN("eigvalsh"), KNOWN("lstsq"), KNOWN("matrix_norm"), KNOWN("matrix_rank"), KNOWN("matrix_transpose"),
    KNOWN("multi_dot"), KNOWN("pinv"), KNOWN("qr"), KNOWN("slogdet"), KNOWN("svd"), KNOWN("svdvals"),
    KNOWN("tensordot"), KNOWN("tensorinv"), KNOWN("tensorsolve"), KNOWN("test"), KNOWN("trace"), KNOWN("vecdot"),
    KNOWN("vector_norm"),
    {NULL, NULL, NULL, 0},
};
static const script_member linalg_members[] = {
    SCRIPT_MEMBER_CLASS("LinAlgError", &linalg_error_class),
    {0},
};
const script_module module_numpy_linalg = {
    .name = "numpy.linalg", .functions = linalg_functions, .members = linalg_members};
