/* random.c: numpy.random bit for bit: the legacy functions on MT19937, default_rng on
 * PCG64 (O'Neill 2014) seeded by numpy's SeedSequence. Without a seed they begin with seed 0: a script's result depends
 * on the script alone. Normal numbers of default_rng (a ziggurat with tables) are left out. */
#include "reward/script/numpy/functions.h"
#include "reward/script/numpy/generator.h"

#include <math.h>
#include <string.h>

/* ---- what scripts call ---- */

static const script_class generator_class;

/* The generator of a method of default_rng's, or the one behind the module's functions. */
static lathe_status generator_of(script_vm *vm, const script_call *call, generator **out, lathe_error *err)
{
    *out = script_host_of(call->self, &generator_class);
    if (*out)
        return LATHE_OK;
    lathe_status st = vm_state(vm, &module_numpy_random, sizeof **out, (void **)out, err);
    if (!st && !(*out)->is_seeded)
        generator_seed_legacy(*out, 0);
    return st;
}

typedef double (*draw)(generator *g, const double *parameters);

static double draw_uniform(generator *g, const double *p) { return p[0] + p[1] * generator_double(g); }
static double draw_normal(generator *g, const double *p) { return p[0] + p[1] * generator_gauss(g); }
static double draw_exponential(generator *g, const double *p) { return -log(1.0 - generator_double(g)) * p[0]; }

/* size: None for one number of Python's. */
static lathe_status fill(script_vm *vm, generator *g, script_value size, draw next, const double *parameters,
                         script_value *out, lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    array *made;
    if (script_is_none(size)) {
        *out = script_float(next(g, parameters));
        return LATHE_OK;
    }
    lathe_status st = array_read_shape(vm, size, &dimensions, shape, err);
    if (!st)
        st = array_new(vm, ARRAY_FLOAT, dimensions, shape, &made, err);
    if (!st)
        st = array_spend(vm, made->size, err);
    for (int64_t i = 0; !st && i < made->size; i++)
        ((double *)made->data)[i] = next(g, parameters);
    return st ? st : array_value(vm, made, out, err);
}

static lathe_status read_number(script_vm *vm, const script_call *call, size_t i, double *out, lathe_error *err)
{
    const array *a = array_of(call->args[i]);
    if (script_is_sequence(call->args[i]) || (a && a->dimensions))
        return script_unsupported(vm, err, "numpy.random.%s of arrays", call->method->name);
    return script_to_double(vm, call->args[i], out, err);
}

/* random, random_sample, ranf, sample. args: size */
static NUMPY(random_random)
{
    generator *g;
    lathe_status st = array_refuse(vm, call, 1, err);
    if (!st)
        st = generator_of(vm, call, &g, err);
    return st ? st : fill(vm, g, call->args[0], draw_uniform, (double[]){0, 1}, out, err);
}

/* rand, randn: the shape spread out. */
static NUMPY(random_spread)
{
    generator *g;
    bool normal = call->method->name[4] == 'n';
    script_value size = {.kind = SCRIPT_TUPLE, .list = call->args[0].list};
    lathe_status st = generator_of(vm, call, &g, err);
    if (!size.list->count)
        size = script_none();
    return st ? st : fill(vm, g, size, normal ? draw_normal : draw_uniform, (double[]){0, 1}, out, err);
}

/* args: low, high, size */
static NUMPY(random_uniform)
{
    generator *g;
    double low, high;
    lathe_status st = generator_of(vm, call, &g, err);
    if (!st)
        st = read_number(vm, call, 0, &low, err);
    if (!st)
        st = read_number(vm, call, 1, &high, err);
    if (!st && !isfinite(high - low))
        return script_raise(vm, err, "OverflowError", "Range exceeds valid bounds");
    return st ? st : fill(vm, g, call->args[2], draw_uniform, (double[]){low, high - low}, out, err);
}

/* args: loc, scale, size */
static NUMPY(random_normal)
{
    generator *g;
    double mean, deviation;
    lathe_status st = generator_of(vm, call, &g, err);
    if (!st)
        st = read_number(vm, call, 0, &mean, err);
    if (!st)
        st = read_number(vm, call, 1, &deviation, err);
    if (!st && deviation < 0)
        return script_raise(vm, err, "ValueError", "scale < 0");
    return st ? st : fill(vm, g, call->args[2], draw_normal, (double[]){mean, deviation}, out, err);
}

/* standard_normal, standard_exponential; args: size */
static NUMPY(random_standard)
{
    generator *g;
    lathe_status st = generator_of(vm, call, &g, err);
    draw next = strcmp(call->method->name, "standard_normal") == 0 ? draw_normal : draw_exponential;
    return st ? st : fill(vm, g, call->args[0], next, (double[]){next == draw_normal ? 0 : 1, 1}, out, err);
}

/* args: scale, size */
static NUMPY(random_exponential)
{
    generator *g;
    double scale;
    lathe_status st = generator_of(vm, call, &g, err);
    if (!st)
        st = read_number(vm, call, 0, &scale, err);
    if (!st && scale < 0)
        return script_raise(vm, err, "ValueError", "scale < 0");
    return st ? st : fill(vm, g, call->args[1], draw_exponential, (double[]){scale}, out, err);
}

static lathe_status integers(script_vm *vm, generator *g, int64_t low, uint64_t most, script_value size,
                             script_value *out, lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    array *made;
    if (script_is_none(size)) {
        *out = script_int((int64_t)((uint64_t)low + generator_integer(g, most)));
        out->numpy = g->is_pcg;
        return LATHE_OK;
    }
    lathe_status st = array_read_shape(vm, size, &dimensions, shape, err);
    if (!st)
        st = array_new(vm, ARRAY_INT, dimensions, shape, &made, err);
    if (!st)
        st = array_spend(vm, made->size, err);
    for (int64_t i = 0; !st && i < made->size; i++)
        ((int64_t *)made->data)[i] = (int64_t)((uint64_t)low + generator_integer(g, most));
    return st ? st : array_value(vm, made, out, err);
}

/* randint, integers. args: low, high, size, dtype, endpoint */
static NUMPY(random_integers)
{
    generator *g;
    int64_t low = 0, high;
    double bounds[2] = {0};
    bool closed = false;
    array_type type = ARRAY_INT;
    lathe_status st = generator_of(vm, call, &g, err);
    bool single = script_is_none(call->args[1]);
    for (size_t i = 0; i < 2 && !st; i++)
        if (i == 0 || !single)
            st = read_number(vm, call, i, &bounds[i], err);
    if (!st && !single)
        low = call->args[0].kind == SCRIPT_FLOAT ? array_integer_of(bounds[0]) : 0;
    if (!st && !single && call->args[0].kind != SCRIPT_FLOAT)
        st = script_to_int(vm, call->args[0], &low, err);
    script_value top = call->args[single ? 0 : 1];
    if (!st && top.kind == SCRIPT_FLOAT)
        high = array_integer_of(bounds[single ? 0 : 1]);
    else if (!st)
        st = script_to_int(vm, top, &high, err);
    if (!st)
        st = array_read_type(vm, call->args[3], &type, err);
    if (!st && type != ARRAY_INT)
        return script_unsupported(vm, err, "dtype of numpy.random.%s", call->method->name);
    if (!st && call->count > 4)
        st = script_to_truth(vm, call->args[4], &closed, err);
    if (!st && (closed ? low > high : low >= high))
        return script_raise(vm, err, "ValueError",
                            single ? "high <= 0" : closed ? "low > high" : "low >= high");
    return st ? st : integers(vm, g, low, (uint64_t)high - (uint64_t)low - !closed, call->args[2], out, err);
}

static void shuffle_order(generator *g, int64_t *order, int64_t n)
{
    for (int64_t i = n - 1; i > 0; i--) {
        int64_t k = (int64_t)generator_interval(g, (uint64_t)i), swapped = order[i];
        order[i] = order[k];
        order[k] = swapped;
    }
}

static lathe_status new_order(script_vm *vm, generator *g, int64_t n, array **out, lathe_error *err)
{
    lathe_status st = array_new_vector(vm, ARRAY_INT, n, out, err);
    if (!st)
        st = array_spend(vm, n * 4, err);
    for (int64_t i = 0; !st && i < n; i++)
        ((int64_t *)(*out)->data)[i] = i;
    if (!st)
        shuffle_order(g, (int64_t *)(*out)->data, n);
    return st;
}

/* Lists and arrays, where they stand. args: x */
static NUMPY(random_shuffle)
{
    generator *g;
    array *order;
    script_value v = call->args[0], key, shuffled;
    array *a = array_of(v);
    lathe_status st = array_refuse(vm, call, 1, err);
    if (!st)
        st = generator_of(vm, call, &g, err);
    if (!st && !a && v.kind != SCRIPT_LIST)
        return script_raise(vm, err, "TypeError", "'%s' object does not support item assignment", script_type_name(v));
    if (!st && a && !a->dimensions)
        return script_raise(vm, err, "TypeError", "len() of unsized object");
    if (!st)
        st = new_order(vm, g, a ? a->shape[0] : (int64_t)v.list->count, &order, err);
    if (!st && a) {
        st = array_value(vm, order, &key, err);
        if (!st)
            st = index_get(vm, a, key, &shuffled, err);
        if (!st)
            st = array_assign(vm, a, array_of(shuffled), err);
    } else if (!st) {
        st = script_list_new(vm, v.list->items, v.list->count, &shuffled, err);
        for (size_t i = 0; !st && i < v.list->count; i++)
            v.list->items[i] = shuffled.list->items[((const int64_t *)order->data)[i]];
    }
    if (!st)
        *out = script_none();
    return st;
}

/* args: x, a number or an array */
static NUMPY(random_permutation)
{
    generator *g;
    array *order, *a;
    script_value key;
    int64_t n;
    lathe_status st = array_refuse(vm, call, 1, err);
    bool number = script_is_number(call->args[0]);
    if (!st)
        st = generator_of(vm, call, &g, err);
    if (!st && number)
        st = script_to_int(vm, call->args[0], &n, err);
    else if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st && !number && !a->dimensions)
        return script_raise(vm, err, "IndexError", "x must be an integer or at least 1-dimensional");
    if (!st)
        st = new_order(vm, g, number ? n : a->shape[0], &order, err);
    if (!st)
        st = array_value(vm, order, number ? out : &key, err);
    return st || number ? st : index_get(vm, a, key, out, err);
}

/* Indices by given chances. */
static lathe_status weighted(script_vm *vm, generator *g, script_value chances, int64_t n, script_value size,
                             script_value *out, lathe_error *err)
{
    array *p;
    script_value samples, search;
    lathe_status st = array_from_doubles(vm, chances, &p, err);
    if (!st && p->dimensions != 1)
        return script_raise(vm, err, "ValueError", "'p' must be 1-dimensional");
    if (!st && p->size != n)
        return script_raise(vm, err, "ValueError", "'a' and 'p' must have same size");
    if (!st)
        st = array_copy(vm, p, ARRAY_FLOAT, &p, err);
    if (st)
        return st;
    double *v = (double *)p->data;
    for (int64_t i = 0; i < n; i++)
        if (!(v[i] >= 0))
            return script_raise(vm, err, "ValueError",
                                isnan(v[i]) ? "probabilities contain NaN" : "probabilities are not non-negative");
    if (fabs(reduce_sum(v, n) - 1) > 1.5e-8)
        return script_raise(vm, err, "ValueError", "probabilities do not sum to 1");
    for (int64_t i = 1; i < n; i++)
        v[i] += v[i - 1];
    double last = v[n - 1];
    for (int64_t i = 0; i < n; i++)
        v[i] /= last;
    st = fill(vm, g, size, draw_uniform, (double[]){0, 1}, &samples, err);
    if (!st)
        st = array_value(vm, p, &search, err);
    script_value side, args[3] = {search, samples};
    if (!st)
        st = script_str_new(vm, "right", 5, &side, err);
    args[2] = side;
    return st ? st
              : call_native(vm, module_numpy_function("searchsorted"), (script_value){0}, NULL,
                            &(arguments){.items = args, .count = 3}, out, err);
}

static lathe_status unrepeated(script_vm *vm, generator *g, int64_t n, script_value size, script_value *out,
                               lathe_error *err)
{
    array *order;
    int64_t shape[ARRAY_MAX_DIMENSIONS], count = 1;
    int dimensions = 0;
    lathe_status st = script_is_none(size) ? LATHE_OK : array_read_shape(vm, size, &dimensions, shape, err);
    for (int i = 0; i < dimensions && !st; i++)
        if (shape[i] < 0 || __builtin_mul_overflow(count, shape[i], &count))
            return script_raise(vm, err, "ValueError", "negative dimensions are not allowed");
    if (!st && count > n)
        return script_raise(vm, err, "ValueError", "Cannot take a larger sample than population when 'replace=False'");
    if (!st)
        st = new_order(vm, g, n, &order, err);
    if (!st)
        st = array_view(vm, order, dimensions, shape, NULL, &order, err);
    return st ? st : array_result(vm, order, out, err);
}

/* args: a, size, replace, p */
static NUMPY(random_choice)
{
    generator *g;
    array *a = NULL;
    int64_t n;
    bool repeats;
    script_value index;
    lathe_status st = array_refuse(vm, call, 4, err);
    bool number = script_is_number(call->args[0]);
    if (!st)
        st = generator_of(vm, call, &g, err);
    if (!st)
        st = script_to_truth(vm, call->args[2], &repeats, err);
    if (!st && number)
        st = script_to_int(vm, call->args[0], &n, err);
    else if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st && !number && a->dimensions != 1)
        return script_raise(vm, err, "ValueError", "a must be 1-dimensional");
    if (st)
        return st;
    n = a ? a->shape[0] : n;
    if (n <= 0)
        return script_raise(vm, err, "ValueError", a ? "'a' cannot be empty unless no samples are taken"
                                                     : "a must be greater than 0 unless no samples are taken");
    if (!repeats && (!script_is_none(call->args[3]) || g->is_pcg))
        return script_unsupported(vm, err, "numpy.random.choice without repeats by chances or of a generator");
    if (!repeats)
        st = unrepeated(vm, g, n, call->args[1], &index, err);
    else if (!script_is_none(call->args[3]))
        st = weighted(vm, g, call->args[3], n, call->args[1], &index, err);
    else
        st = integers(vm, g, 0, (uint64_t)n - 1, call->args[1], &index, err);
    if (!st && number)
        *out = index;
    return st || number ? st : index_get(vm, a, index, out, err);
}

static NUMPY(random_seed)
{
    generator *g;
    int64_t seed = 0;
    lathe_status st = generator_of(vm, call, &g, err);
    if (!st && !script_is_none(call->args[0]))
        st = script_to_int(vm, call->args[0], &seed, err);
    if (!st && (seed < 0 || seed > UINT32_MAX))
        return script_raise(vm, err, "ValueError", "Seed must be between 0 and 2**32 - 1");
    if (st)
        return st;
    generator_seed_legacy(g, (uint32_t)seed);
    *out = script_none();
    return LATHE_OK;
}

/* default_rng(seed), RandomState(seed) */
static NUMPY(random_new)
{
    generator *g;
    int64_t seed = 0;
    script_value v = call->args[0];
    bool legacy = call->method->name[0] == 'R';
    if (script_host_of(v, &generator_class) && !legacy) {
        *out = v;
        return LATHE_OK;
    }
    if (!script_is_none(v) && !script_is_number(v))
        return script_unsupported(vm, err, "seed of '%s' for numpy.random.%s", script_type_name(v), call->method->name);
    lathe_status st = script_is_none(v) ? LATHE_OK : script_to_int(vm, v, &seed, err);
    if (!st && (seed < 0 || (legacy && seed > UINT32_MAX)))
        return script_raise(vm, err, "ValueError",
                            legacy ? "Seed must be between 0 and 2**32 - 1" : "expected non-negative integer");
    if (!st)
        st = script_alloc(vm, sizeof *g, (void **)&g, err);
    if (st)
        return st;
    if (legacy)
        generator_seed_legacy(g, (uint32_t)seed);
    else
        generator_seed_pcg(g, (uint64_t)seed);
    return script_object_new(vm, &generator_class, g, NULL, out, err);
}

/* What only one of the two kinds has. */
static lathe_status generator_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                                  lathe_error *err)
{
    static const char *const legacy_only[] = {"seed", "rand", "randn", "randint", "random_sample", NULL};
    const generator *g = self.object->host;
    (void)handled;
    (void)out;
    for (int i = 0; g->is_pcg && legacy_only[i]; i++)
        if (strcmp(legacy_only[i], name) == 0)
            return script_raise(vm, err, "AttributeError",
                                "'numpy.random._generator.Generator' object has no attribute '%s'", name);
    if (!g->is_pcg && strcmp(name, "integers") == 0)
        return script_raise(vm, err, "AttributeError",
                            "'numpy.random.mtrand.RandomState' object has no attribute '%s'", name);
    if (g->is_pcg && (strcmp(name, "normal") == 0 || strncmp(name, "standard_", 9) == 0 ||
                      strcmp(name, "exponential") == 0))
        return script_unsupported(vm, err, "%s of numpy.random.default_rng()", name);
    return LATHE_OK;
}

static lathe_status generator_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const generator *g = self.object->host;
    return script_str_printf(vm, out, err, "%s", g->is_pcg ? "Generator(PCG64)" : "RandomState(MT19937)");
}

#define KNOWN(name) {name, "*args, **kwargs", NULL, SCRIPT_METHOD_PLAIN}
#define DRAWS \
    {"random", "size=None, dtype=None, out=None", random_random, SCRIPT_METHOD_PLAIN}, \
    {"uniform", "low=0.0, high=1.0, size=None", random_uniform, SCRIPT_METHOD_PLAIN}, \
    {"normal", "loc=0.0, scale=1.0, size=None", random_normal, SCRIPT_METHOD_PLAIN}, \
    {"standard_normal", "size=None", random_standard, SCRIPT_METHOD_PLAIN}, \
    {"standard_exponential", "size=None", random_standard, SCRIPT_METHOD_PLAIN}, \
    {"exponential", "scale=1.0, size=None", random_exponential, SCRIPT_METHOD_PLAIN}, \
    {"shuffle", "x, axis=None", random_shuffle, SCRIPT_METHOD_PLAIN}, \
    {"permutation", "x, axis=None", random_permutation, SCRIPT_METHOD_PLAIN}, \
    {"choice", "a, size=None, replace=True, p=None, axis=None, shuffle=None", random_choice, SCRIPT_METHOD_PLAIN}, \
    {"seed", "seed=None", random_seed, SCRIPT_METHOD_PLAIN}, \
    {"rand", "*args", random_spread, SCRIPT_METHOD_PLAIN}, \
    {"randn", "*args", random_spread, SCRIPT_METHOD_PLAIN}, \
    {"randint", "low, high=None, size=None, dtype=None", random_integers, SCRIPT_METHOD_PLAIN}, \
    {"random_sample", "size=None", random_random, SCRIPT_METHOD_PLAIN}, \
    KNOWN("beta"), KNOWN("binomial"), KNOWN("bytes"), KNOWN("chisquare"), KNOWN("dirichlet"), KNOWN("f"), \
    KNOWN("gamma"), KNOWN("geometric"), KNOWN("get_state"), KNOWN("gumbel"), KNOWN("hypergeometric"), \
    KNOWN("laplace"), KNOWN("logistic"), KNOWN("lognormal"), KNOWN("logseries"), KNOWN("multinomial"), \
    KNOWN("multivariate_normal"), KNOWN("negative_binomial"), KNOWN("noncentral_chisquare"), \
    KNOWN("noncentral_f"), KNOWN("pareto"), KNOWN("poisson"), KNOWN("power"), KNOWN("random_integers"), \
    KNOWN("rayleigh"), KNOWN("set_state"), KNOWN("standard_cauchy"), KNOWN("standard_gamma"), \
    KNOWN("standard_t"), KNOWN("triangular"), KNOWN("vonmises"), KNOWN("wald"), KNOWN("weibull"), KNOWN("zipf")

static const script_method generator_methods[] = {
    DRAWS,
    {"integers", "low, high=None, size=None, dtype=None, endpoint=False", random_integers, SCRIPT_METHOD_PLAIN},
    KNOWN("bit_generator"),
    KNOWN("multivariate_hypergeometric"),
    KNOWN("permuted"),
    KNOWN("spawn"),
    KNOWN("tomaxint"),
    {NULL, NULL, NULL, 0},
};
static const script_hooks generator_hooks = {.get = generator_get, .repr = generator_repr};
static const script_class generator_class = {.name = "numpy.random.Generator", .base = &class_object,
                                             .methods = generator_methods, .hooks = &generator_hooks};

static const script_method functions[] = {
    DRAWS,
    {"ranf", "size=None", random_random, SCRIPT_METHOD_PLAIN},
    {"sample", "size=None", random_random, SCRIPT_METHOD_PLAIN},
    {"default_rng", "seed=None", random_new, SCRIPT_METHOD_PLAIN},
    {"RandomState", "seed=None", random_new, SCRIPT_METHOD_PLAIN},
    KNOWN("get_bit_generator"),
    KNOWN("set_bit_generator"),
    KNOWN("test"),
    {NULL, NULL, NULL, 0},
};

static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("Generator", &generator_class),
    SCRIPT_MEMBER_UNSUPPORTED("BitGenerator"),
    SCRIPT_MEMBER_UNSUPPORTED("MT19937"),
    SCRIPT_MEMBER_UNSUPPORTED("PCG64"),
    SCRIPT_MEMBER_UNSUPPORTED("PCG64DXSM"),
    SCRIPT_MEMBER_UNSUPPORTED("Philox"),
    SCRIPT_MEMBER_UNSUPPORTED("SFC64"),
    SCRIPT_MEMBER_UNSUPPORTED("SeedSequence"),
    SCRIPT_MEMBER_UNSUPPORTED("bit_generator"),
    SCRIPT_MEMBER_UNSUPPORTED("mtrand"),
    {0},
};

const script_module module_numpy_random = {.name = "numpy.random", .functions = functions, .members = members};
