/* random.c: Python's random, number for number: the same generator, the same seeding by integers, floats and texts, the
 * same ways from its bits to ranges, samples and distributions.
 *
 * CPython seeds from the operating system; here a script gives the same every time: what is not seeded, or seeded with
 * None, begins as if seeded with 0. State cannot be read or set, and SystemRandom is not there. */
#include "reward/script/modules/mersenne.h"
#include "reward/script/modules/modules.h"
#include "reward/script/modules/random_draw.h"

#include "base/hash.h"

#include <math.h>
#include <string.h>

/* CPython's hash of a float: the number modulo 2^61 - 1. */
static uint64_t hash_of_double(double v)
{
    enum { BITS = 61 };
    const uint64_t modulus = ((uint64_t)1 << BITS) - 1;
    int exponent;
    if (isinf(v))
        return v > 0 ? 314159 : (uint64_t)-314159;
    if (isnan(v))
        return 0;
    double m = frexp(fabs(v), &exponent);
    uint64_t x = 0;
    while (m != 0) {
        x = ((x << 28) & modulus) | x >> (BITS - 28);
        m *= 268435456.0;
        exponent -= 28;
        uint64_t y = (uint64_t)m;
        m -= (double)y;
        x += y;
        if (x >= modulus)
            x -= modulus;
    }
    exponent = exponent >= 0 ? exponent % BITS : BITS - 1 - ((-1 - exponent) % BITS);
    x = ((x << exponent) & modulus) | x >> (BITS - exponent);
    x = v < 0 ? 0 - x : x;
    return x == (uint64_t)-1 ? (uint64_t)-2 : x;
}

static void seed_by_number(mersenne *m, uint64_t n)
{
    uint32_t words[2] = {(uint32_t)n, (uint32_t)(n >> 32)};
    mersenne_seed_by_words(m, words, words[1] ? 2 : 1);
}

/* The text and its SHA-512 behind it, read as one number, most significant byte first. */
static lathe_status seed_by_text(script_vm *vm, mersenne *m, const script_str *s, lathe_error *err)
{
    size_t length = (size_t)s->length + HASH512_BYTES, count = (length + 3) / 4;
    unsigned char *joined;
    uint32_t *words;
    lathe_status st = script_alloc(vm, length, (void **)&joined, err);
    if (!st)
        st = script_alloc(vm, count * sizeof *words, (void **)&words, err);
    if (!st)
        st = script_spend(vm, vm_cost(length), err);
    if (st)
        return st;
    memcpy(joined, s->text, s->length);
    hash512_of(s->text, s->length, joined + s->length);
    for (size_t i = 0; i < length; i++)
        words[i / 4] |= (uint32_t)joined[length - 1 - i] << (i % 4 * 8);
    while (count > 1 && !words[count - 1])
        count--;
    mersenne_seed_by_words(m, words, count);
    return LATHE_OK;
}

static lathe_status seed(script_vm *vm, random_source *r, script_value v, lathe_error *err)
{
    r->has_gauss = false;
    switch (v.kind) {
    case SCRIPT_NONE:
        seed_by_number(&r->generator, 0);
        return LATHE_OK;
    case SCRIPT_INT:
    case SCRIPT_BOOL:
        seed_by_number(&r->generator, v.kind == SCRIPT_BOOL ? v.boolean
                                      : v.integer < 0       ? 0 - (uint64_t)v.integer
                                                            : (uint64_t)v.integer);
        return LATHE_OK;
    case SCRIPT_FLOAT:
        seed_by_number(&r->generator, hash_of_double(v.number));
        return LATHE_OK;
    case SCRIPT_STR:
        return seed_by_text(vm, &r->generator, v.str, err);
    default:
        return script_raise(vm, err, "TypeError",
                            "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.");
    }
}

lathe_status random_source_of(script_vm *vm, const script_call *call, random_source **out, lathe_error *err)
{
    static const char key;
    if (call->self.kind == SCRIPT_OBJECT) {
        *out = call->self.object->host;
        return LATHE_OK;
    }
    lathe_status st = vm_state(vm, &key, sizeof **out, (void **)out, err);
    if (!st && !(*out)->seeded) {
        (*out)->seeded = true;
        seed_by_number(&(*out)->generator, 0);
    }
    return st;
}

MODULE_FUNCTION(run_seed)
{
    random_source *r;
    int64_t version;
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        st = script_to_int(vm, call->args[1], &version, err);
    if (!st && version == 1 && call->args[0].kind == SCRIPT_STR)
        return script_unsupported(vm, err, "random.seed with version=1");
    *out = script_none();
    return st ? st : seed(vm, r, call->args[0], err);
}

MODULE_FUNCTION(make_random)
{
    random_source *r;
    lathe_status st = script_alloc(vm, sizeof *r, (void **)&r, err);
    if (!st)
        st = seed(vm, r, call->args[0], err);
    r->seeded = true;
    return st ? st : script_object_new(vm, call->self.type, r, NULL, out, err);
}

/* ---- integers ---- */

uint64_t random_below(random_source *r, uint64_t n)
{
    if (n == 0)
        return 0;
    int bits = 64 - __builtin_clzll(n);
    uint64_t v;
    do {
        if (bits <= 32) {
            v = mersenne_next(&r->generator) >> (32 - bits);
        } else {
            v = mersenne_next(&r->generator);
            v |= (uint64_t)(mersenne_next(&r->generator) >> (64 - bits)) << 32;
        }
    } while (v >= n);
    return v;
}

MODULE_FUNCTION(run_random)
{
    random_source *r;
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        *out = script_float(mersenne_real(&r->generator));
    return st;
}

MODULE_FUNCTION(get_bits)
{
    random_source *r;
    int64_t k;
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        st = script_to_int(vm, call->args[0], &k, err);
    if (!st && k < 0)
        return script_raise(vm, err, "ValueError", "number of bits must be non-negative");
    if (!st && k > 63)
        return script_raise(vm, err, "OverflowError", "integer result does not fit into 64 bits");
    if (st)
        return st;
    uint64_t v = 0;
    if (k > 0 && k <= 32)
        v = mersenne_next(&r->generator) >> (32 - k);
    if (k > 32) {
        v = mersenne_next(&r->generator);
        v |= (uint64_t)(mersenne_next(&r->generator) >> (64 - k)) << 32;
    }
    *out = script_int((int64_t)v);
    return LATHE_OK;
}

/* An integer, or a float that is one. */
static lathe_status take_whole(script_vm *vm, script_value v, const char *what, int64_t *out, lathe_error *err)
{
    if (v.kind != SCRIPT_FLOAT)
        return script_to_int(vm, v, out, err);
    if (isnan(v.number))
        return script_raise(vm, err, "ValueError", "cannot convert float NaN to integer");
    if (isinf(v.number))
        return script_raise(vm, err, "OverflowError", "cannot convert float infinity to integer");
    if (v.number != floor(v.number))
        return script_raise(vm, err, "ValueError", "non-integer %s for randrange()", what);
    if (fabs(v.number) >= 0x1p63)
        return script_raise(vm, err, "OverflowError", "integer result does not fit into 64 bits");
    *out = (int64_t)v.number;
    return LATHE_OK;
}

static lathe_status draw_range(script_vm *vm, random_source *r, __int128 start, __int128 stop, __int128 step,
                               script_value *out, lathe_error *err)
{
    __int128 width = stop - start, n;
    if (step == 0)
        return script_raise(vm, err, "ValueError", "zero step for randrange()");
    n = step == 1 ? width : step > 0 ? (width + step - 1) / step : (width + step + 1) / step;
    if ((step > 0 && width <= 0) || (step < 0 && width >= 0))
        n = 0;
    if (n <= 0 && step == 1)
        return script_raise(vm, err, "ValueError", "empty range for randrange() (%lld, %lld, %lld)", (long long)start,
                            (long long)stop, (long long)width);
    if (n <= 0)
        return script_raise(vm, err, "ValueError", "empty range for randrange()");
    *out = script_int((int64_t)(start + step * (__int128)random_below(r, (uint64_t)n)));
    return LATHE_OK;
}

MODULE_FUNCTION(randrange)
{
    random_source *r;
    int64_t start, stop, step;
    const script_value *args = call->args;
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        st = take_whole(vm, args[0], "arg 1", &start, err);
    if (!st && script_is_none(args[1])) {
        if (call->given & 4)
            return script_raise(vm, err, "TypeError", "Missing a non-None stop argument");
        if (start <= 0)
            return script_raise(vm, err, "ValueError", "empty range for randrange()");
        return draw_range(vm, r, 0, start, 1, out, err);
    }
    if (!st)
        st = take_whole(vm, args[1], "stop", &stop, err);
    if (!st)
        st = take_whole(vm, args[2], "step", &step, err);
    return st ? st : draw_range(vm, r, start, stop, step, out, err);
}

MODULE_FUNCTION(randint)
{
    random_source *r;
    int64_t start, stop;
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        st = take_whole(vm, call->args[0], "arg 1", &start, err);
    if (!st)
        st = take_whole(vm, call->args[1], "stop", &stop, err);
    return st ? st : draw_range(vm, r, start, (__int128)stop + 1, 1, out, err);
}

/* ---- sequences ---- */

MODULE_FUNCTION(choice)
{
    random_source *r;
    size_t length;
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        st = sequence_length(vm, call->args[0], &length, err);
    if (!st && !length)
        return script_raise(vm, err, "IndexError", "Cannot choose from an empty sequence");
    return st ? st : sequence_get(vm, call->args[0], script_int((int64_t)random_below(r, length)), out, err);
}

MODULE_FUNCTION(shuffle)
{
    random_source *r;
    script_value x = call->args[0], a, b;
    size_t length;
    *out = script_none();
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        st = sequence_length(vm, x, &length, err);
    for (size_t i = st || !length ? 0 : length - 1; i > 0 && !st; i--) {
        script_value from = script_int((int64_t)i), to = script_int((int64_t)random_below(r, i + 1));
        st = script_spend(vm, 1, err);
        if (!st)
            st = sequence_get(vm, x, from, &a, err);
        if (!st)
            st = sequence_get(vm, x, to, &b, err);
        if (!st)
            st = sequence_set(vm, x, from, b, err);
        if (!st)
            st = sequence_set(vm, x, to, a, err);
    }
    return st;
}

/* Sums up to each item: of weights and counts. */
static lathe_status accumulate(script_vm *vm, script_value source, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    lathe_status st = script_to_items(vm, source, &items, &count, err);
    if (!st)
        st = script_list_new(vm, items, count, out, err);
    for (size_t i = 1; i < count && !st; i++)
        st = script_operate(vm, SCRIPT_ADD, out->list->items[i - 1], items[i], &out->list->items[i], err);
    return st;
}

/* Where x stands in sums, right of its equals; not past `high`. */
static lathe_status bisect(script_vm *vm, const script_list *sums, script_value x, size_t high, size_t *out,
                           lathe_error *err)
{
    size_t low = 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        script_value less;
        lathe_status st = compare_values(vm, SCRIPT_LESS, x, sums->items[middle], &less, err);
        bool is_less;
        if (!st)
            st = script_to_truth(vm, less, &is_less, err);
        if (st)
            return st;
        if (is_less)
            high = middle;
        else
            low = middle + 1;
    }
    *out = low;
    return LATHE_OK;
}

static lathe_status choices_of_sums(script_vm *vm, random_source *r, script_value population, size_t n,
                                    script_value sums, int64_t k, script_value *out, lathe_error *err)
{
    double total;
    size_t at;
    script_value list, item;
    lathe_status st = LATHE_OK;
    if (sums.list->count != n)
        return script_raise(vm, err, "ValueError", "The number of weights does not match the population");
    if (!n)
        return script_raise(vm, err, "IndexError", "list index out of range");
    st = script_to_double(vm, sums.list->items[n - 1], &total, err);
    if (!st && total <= 0)
        return script_raise(vm, err, "ValueError", "Total of weights must be greater than zero");
    if (!st && !isfinite(total))
        return script_raise(vm, err, "ValueError", "Total of weights must be finite");
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    for (int64_t i = 0; i < k && !st; i++) {
        st = script_spend(vm, 1, err);
        if (!st)
            st = bisect(vm, sums.list, script_float(mersenne_real(&r->generator) * total), n - 1, &at, err);
        if (!st)
            st = sequence_get(vm, population, script_int((int64_t)at), &item, err);
        if (!st)
            st = script_list_append(vm, list.list, item, err);
    }
    if (!st)
        *out = list;
    return st;
}

MODULE_FUNCTION(choices)
{
    random_source *r;
    const script_value *args = call->args;
    script_value list, item, sums;
    size_t n;
    int64_t k;
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        st = sequence_length(vm, args[0], &n, err);
    if (!st && !script_is_none(args[2]) && !script_is_none(args[1]))
        return script_raise(vm, err, "TypeError", "Cannot specify both weights and cumulative weights");
    if (!st)
        st = script_to_int(vm, args[3], &k, err);
    if (st)
        return st;
    if (!script_is_none(args[1]) || !script_is_none(args[2])) {
        const script_value *items;
        size_t count;
        if (args[1].kind == SCRIPT_INT)
            return script_raise(vm, err, "TypeError", "The number of choices must be a keyword argument: k=%lld",
                                (long long)args[1].integer);
        if (script_is_none(args[2])) {
            st = accumulate(vm, args[1], &sums, err);
        } else {
            st = script_to_items(vm, args[2], &items, &count, err);
            if (!st)
                st = script_list_new(vm, items, count, &sums, err);
        }
        return st ? st : choices_of_sums(vm, r, args[0], n, sums, k, out, err);
    }
    st = script_list_new(vm, NULL, 0, &list, err);
    for (int64_t i = 0; i < k && !st; i++) {
        st = script_spend(vm, 1, err);
        if (!st)
            st = sequence_get(vm, args[0], script_int((int64_t)floor(mersenne_real(&r->generator) * (double)n)), &item,
                              err);
        if (!st)
            st = script_list_append(vm, list.list, item, err);
    }
    if (!st)
        *out = list;
    return st;
}

/* k different numbers below n, in the order in which Python draws them: from a pool where n is small, else with those
 * already drawn in a set. */
static lathe_status draw_numbers(script_vm *vm, random_source *r, uint64_t n, size_t k, script_value *out,
                                 lathe_error *err)
{
    uint64_t small = 21;
    script_value taken;
    uint64_t *pool = NULL;
    lathe_status st = script_list_new(vm, NULL, k, out, err);
    if (!st && k > 5)
        small += (uint64_t)pow(4, ceil(log((double)k * 3) / log(4)));
    if (!st && n <= small)
        st = script_alloc(vm, (n + 1) * sizeof *pool, (void **)&pool, err);
    for (uint64_t i = 0; pool && i < n; i++)
        pool[i] = i;
    if (!st)
        st = script_set_new(vm, &taken, err);
    for (size_t i = 0; i < k && !st; i++) {
        uint64_t j = random_below(r, pool ? n - i : n);
        bool found = !pool;
        script_value ignored;
        st = script_spend(vm, 1, err);
        if (pool) {
            out->list->items[i] = script_int((int64_t)pool[j]);
            pool[j] = pool[n - i - 1];
            continue;
        }
        while (!st && found) {
            st = script_dict_get(vm, taken.dict, script_int((int64_t)j), &found, &ignored, err);
            if (!st && found)
                j = random_below(r, n);
        }
        if (!st)
            st = script_dict_set(vm, taken.dict, script_int((int64_t)j), script_none(), err);
        out->list->items[i] = script_int((int64_t)j);
    }
    return st;
}

static lathe_status sample_of_counts(script_vm *vm, random_source *r, const script_call *call, size_t n, int64_t k,
                                     script_value *out, lathe_error *err)
{
    script_value sums, drawn, total;
    lathe_status st = accumulate(vm, call->args[2], &sums, err);
    if (!st && (sums.list->count != n || !n))
        return script_raise(vm, err, "ValueError", "The number of counts does not match the population");
    if (st)
        return st;
    total = sums.list->items[--sums.list->count];
    if (total.kind != SCRIPT_INT)
        return script_raise(vm, err, "TypeError", "Counts must be integers");
    if (total.integer <= 0)
        return script_raise(vm, err, "ValueError", "Total of counts must be greater than zero");
    if (k < 0 || k > total.integer)
        return script_raise(vm, err, "ValueError", "Sample larger than population or is negative");
    st = draw_numbers(vm, r, (uint64_t)total.integer, (size_t)k, &drawn, err);
    for (size_t i = 0; !st && i < drawn.list->count; i++) {
        size_t at;
        st = bisect(vm, sums.list, drawn.list->items[i], sums.list->count, &at, err);
        if (!st)
            st = sequence_get(vm, call->args[0], script_int((int64_t)at), &drawn.list->items[i], err);
    }
    *out = drawn;
    return st;
}

MODULE_FUNCTION(sample)
{
    random_source *r;
    size_t n;
    int64_t k;
    script_value population = call->args[0];
    lathe_status st = random_source_of(vm, call, &r, err);
    bool listed = script_is_sequence(population) || population.kind == SCRIPT_STR || population.kind == SCRIPT_RANGE ||
                  class_hooks(population, offsetof(script_hooks, item));
    if (!st && (!listed || population.kind == SCRIPT_DICT))
        return script_raise(vm, err, "TypeError",
                            "Population must be a sequence.  For dicts or sets, use sorted(d).");
    if (!st)
        st = sequence_length(vm, population, &n, err);
    if (!st)
        st = script_to_int(vm, call->args[1], &k, err);
    if (!st && !script_is_none(call->args[2]))
        return sample_of_counts(vm, r, call, n, k, out, err);
    if (!st && (k < 0 || (uint64_t)k > n))
        return script_raise(vm, err, "ValueError", "Sample larger than population or is negative");
    if (!st)
        st = draw_numbers(vm, r, n, (size_t)k, out, err);
    for (size_t i = 0; !st && i < out->list->count; i++)
        st = sequence_get(vm, population, out->list->items[i], &out->list->items[i], err);
    return st;
}

/* The functions of the module are the methods of its hidden Random. */
#define ROWS \
    {"seed", "a=None, version=2", run_seed, 0}, {"random", "", run_random, 0}, {"getrandbits", "k, /", get_bits, 0}, \
        {"randrange", "start, stop=None, step=1", randrange, 0}, {"randint", "a, b", randint, 0}, \
        {"choice", "seq", choice, 0}, {"shuffle", "x", shuffle, 0}, \
        {"choices", "population, weights=None, *, cum_weights=None, k=1", choices, 0}, \
        {"sample", "population, k, *, counts=None", sample, 0}, {"uniform", "a, b", random_uniform, 0}, \
        {"triangular", "low=0.0, high=1.0, mode=None", random_triangular, 0}, \
        {"gauss", "mu=0.0, sigma=1.0", random_gauss, 0}, \
        {"normalvariate", "mu=0.0, sigma=1.0", random_normal, 0}, \
        {"lognormvariate", "mu, sigma", random_log_normal, 0}, {"expovariate", "lambd", random_exponential, 0}, \
        {"vonmisesvariate", "mu, kappa", random_von_mises, 0}, {"gammavariate", "alpha, beta", random_gamma, 0}, \
        {"betavariate", "alpha, beta", random_beta, 0}, {"paretovariate", "alpha", random_pareto, 0}, \
        {"weibullvariate", "alpha, beta", random_weibull, 0}, {"getstate", "", NULL, 0}, \
        {"setstate", "state", NULL, 0}, {"randbytes", "n", NULL, 0}, {NULL, NULL, NULL, 0},

static const script_method functions[] = {ROWS};
static const script_method methods[] = {ROWS};
static const script_method construct = {"Random", "x=None, /", make_random, 0};
static const script_class class_random = {
    .name = "random.Random", .base = &class_object, .methods = methods, .construct = &construct};
static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("Random", &class_random), SCRIPT_MEMBER_UNSUPPORTED("SystemRandom"), {0}};
const script_module module_random = {.name = "random", .functions = functions, .members = members};
