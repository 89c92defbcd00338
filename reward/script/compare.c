/* compare.c: equality, order, membership and hashes. */
#include "reward/script/numpy/numpy.h"
#include "reward/script/vm.h"

#include <math.h>
#include <string.h>

/* Exact for integers against floats: a long double holds all 64 bits. */
static long double exact(script_value v)
{
    return v.kind == SCRIPT_FLOAT ? (long double)v.number
           : v.kind == SCRIPT_INT ? (long double)v.integer
                                  : (long double)v.boolean;
}

static lathe_status dicts_equal(script_vm *vm, script_value a, script_value b, bool *out, lathe_error *err)
{
    *out = a.dict->count == b.dict->count;
    for (uint32_t i = 0; i < a.dict->used && *out; i++) {
        const script_dict_entry *e = &a.dict->entries[i];
        script_value other;
        if (e->key.kind == SCRIPT_UNBOUND)
            continue;
        lathe_status st = script_dict_get(vm, b.dict, e->key, out, &other, err);
        if (!st && *out && a.kind == SCRIPT_DICT)
            st = script_equal(vm, e->value, other, out, err);
        if (st)
            return st;
    }
    return LATHE_OK;
}

static lathe_status lists_equal(script_vm *vm, const script_list *a, const script_list *b, bool *out, lathe_error *err)
{
    *out = a->count == b->count;
    for (size_t i = 0; i < a->count && i < b->count && *out; i++) {
        lathe_status st = script_spend(vm, 1, err);
        if (!st && !script_identical(a->items[i], b->items[i]))
            st = script_equal(vm, a->items[i], b->items[i], out, err);
        if (st)
            return st;
    }
    return LATHE_OK;
}

/* Of objects that stand for numbers or texts. */
static lathe_status equal_plain(script_vm *vm, script_value a, script_value b, bool *out, bool *handled,
                                lathe_error *err)
{
    script_value plain_a, plain_b;
    lathe_status st = class_plain(vm, a, &plain_a, err);
    if (!st)
        st = class_plain(vm, b, &plain_b, err);
    *handled = !st && (plain_a.kind != a.kind || plain_b.kind != b.kind);
    return *handled ? script_equal(vm, plain_a, plain_b, out, err) : st;
}

static lathe_status slices_equal(script_vm *vm, const script_slice *a, const script_slice *b, bool *out,
                                 lathe_error *err)
{
    lathe_status st = script_equal(vm, a->start, b->start, out, err);
    if (!st && *out)
        st = script_equal(vm, a->stop, b->stop, out, err);
    return st || !*out ? st : script_equal(vm, a->step, b->step, out, err);
}

lathe_status script_equal(script_vm *vm, script_value a, script_value b, bool *out, lathe_error *err)
{
    script_value result;
    bool handled = false;
    if (script_is_number(a) && script_is_number(b)) {
        *out = exact(a) == exact(b);
        return LATHE_OK;
    }
    lathe_status st = vm_enter(vm, err);
    if (!st)
        st = operate_by_class(vm, SCRIPT_EQUAL, a, b, &handled, &result, err);
    if (st)
        return st;
    if (handled)
        return script_to_truth(vm, result, out, err);
    if (a.kind == SCRIPT_OBJECT || b.kind == SCRIPT_OBJECT) {
        st = equal_plain(vm, a, b, out, &handled, err);
        if (st || handled)
            return st;
    }
    if (!st && script_is_set(a) && script_is_set(b))
        return dicts_equal(vm, a, b, out, err);
    if (st || a.kind != b.kind) {
        *out = false;
        return st;
    }
    switch (a.kind) {
    case SCRIPT_LIST:
    case SCRIPT_TUPLE:
        return lists_equal(vm, a.list, b.list, out, err);
    case SCRIPT_DICT:
        return dicts_equal(vm, a, b, out, err);
    case SCRIPT_BYTES:
        *out = text_equal(a.str, b.str);
        return LATHE_OK;
    case SCRIPT_SLICE:
        return slices_equal(vm, a.slice, b.slice, out, err);
    case SCRIPT_RANGE:
        *out = a.range->length == b.range->length &&
               (a.range->length == 0 ||
                (a.range->start == b.range->start && (a.range->length == 1 || a.range->step == b.range->step)));
        return LATHE_OK;
    case SCRIPT_BOUND:
        *out = a.bound->function == b.bound->function && script_identical(a.bound->self, b.bound->self);
        return LATHE_OK;
    default:
        *out = script_identical(a, b);
        return LATHE_OK;
    }
}

static bool holds(script_operator op, int order)
{
    switch (op) {
    case SCRIPT_LESS:
        return order < 0;
    case SCRIPT_LESS_EQUAL:
        return order <= 0;
    case SCRIPT_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static lathe_status compare_lists(script_vm *vm, script_operator op, const script_list *a, const script_list *b,
                                  script_value *out, lathe_error *err)
{
    size_t count = a->count < b->count ? a->count : b->count;
    for (size_t i = 0; i < count && i < a->count && i < b->count; i++) {
        bool same = script_identical(a->items[i], b->items[i]);
        lathe_status st = script_spend(vm, 1, err);
        if (!st && !same)
            st = script_equal(vm, a->items[i], b->items[i], &same, err);
        if (st)
            return st;
        if (!same)
            return compare_values(vm, op, a->items[i], b->items[i], out, err);
    }
    *out = script_bool(holds(op, a->count < b->count ? -1 : a->count > b->count));
    return LATHE_OK;
}

static lathe_status is_subset(script_vm *vm, const script_dict *a, const script_dict *b, bool *out, lathe_error *err)
{
    *out = a->count <= b->count;
    for (uint32_t i = 0; i < a->used && *out; i++) {
        script_value ignored;
        if (a->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        lathe_status st = script_dict_get(vm, b, a->entries[i].key, out, &ignored, err);
        if (st)
            return st;
    }
    return LATHE_OK;
}

static lathe_status order(script_vm *vm, script_operator op, script_value a, script_value b, script_value *out,
                          lathe_error *err)
{
    bool handled = false, subset;
    if (script_is_number(a) && script_is_number(b)) {
        long double x = exact(a), y = exact(b);
        *out = script_bool(op == SCRIPT_LESS         ? x < y
                           : op == SCRIPT_LESS_EQUAL ? x <= y
                           : op == SCRIPT_GREATER    ? x > y
                                                     : x >= y);
        return LATHE_OK;
    }
    lathe_status st = vm_enter(vm, err);
    if (!st)
        st = operate_by_class(vm, op, a, b, &handled, out, err);
    if (st || handled)
        return st;
    script_value plain_a, plain_b;
    st = class_plain(vm, a, &plain_a, err);
    if (!st)
        st = class_plain(vm, b, &plain_b, err);
    if (st)
        return st;
    if (plain_a.kind != a.kind || plain_b.kind != b.kind)
        return order(vm, op, plain_a, plain_b, out, err);
    if ((a.kind == SCRIPT_STR || a.kind == SCRIPT_BYTES) && b.kind == a.kind) {
        uint32_t length = a.str->length < b.str->length ? a.str->length : b.str->length;
        int c = memcmp(a.str->text, b.str->text, length);
        *out = script_bool(holds(op, c ? c : a.str->length < b.str->length ? -1 : a.str->length > b.str->length));
        return LATHE_OK;
    }
    if (a.kind == b.kind && script_is_sequence(a))
        return compare_lists(vm, op, a.list, b.list, out, err);
    if (script_is_set(a) && script_is_set(b)) {
        bool ascending = op == SCRIPT_LESS || op == SCRIPT_LESS_EQUAL,
             strict = op == SCRIPT_LESS || op == SCRIPT_GREATER;
        st = is_subset(vm, ascending ? a.dict : b.dict, ascending ? b.dict : a.dict, &subset, err);
        if (!st)
            *out = script_bool(subset && !(strict && a.dict->count == b.dict->count));
        return st;
    }
    return script_raise(vm, err, "TypeError", "'%s' not supported between instances of '%s' and '%s'",
                        ast_operator_text(op), script_type_name(a), script_type_name(b));
}

lathe_status compare_values(script_vm *vm, script_operator op, script_value left, script_value right, script_value *out,
                            lathe_error *err)
{
    bool same, handled = false;
    if (left.numpy || right.numpy) {
        lathe_status st = numpy_operate(vm, op, left, right, &handled, out, err);
        if (st || handled)
            return st;
    }
    if (op != SCRIPT_EQUAL && op != SCRIPT_NOT_EQUAL)
        return order(vm, op, left, right, out, err);
    /* Objects may answer == with any value, and != by itself. */
    lathe_status st = operate_by_class(vm, op, left, right, &handled, out, err);
    if (st || handled)
        return st;
    if (op == SCRIPT_EQUAL && (left.kind == SCRIPT_OBJECT || right.kind == SCRIPT_OBJECT)) {
        bool asked = false; /* __eq__ declined: only what they stand for is left */
        st = equal_plain(vm, left, right, &same, &asked, err);
        if (!st)
            *out = script_bool(asked ? same : script_identical(left, right));
        return st;
    }
    st = script_equal(vm, left, right, &same, err);
    if (!st)
        *out = script_bool(same == (op == SCRIPT_EQUAL));
    return st;
}

static bool contains_text(const script_str *s, const script_str *part)
{
    return text_find(s->text, s->length, part->text, part->length) >= 0;
}

static lathe_status contains_by_iteration(script_vm *vm, script_value container, script_value item, bool *out,
                                          lathe_error *err)
{
    script_iterator *it;
    script_value v;
    bool done = false, same = false;
    lathe_status st = script_iterate(vm, container, &it, err);
    while (!st && !same) {
        st = script_iterator_next(vm, it, &done, &v, err);
        if (st || done)
            break;
        same = script_identical(v, item);
        if (!same)
            st = script_equal(vm, v, item, &same, err);
    }
    if (!st)
        *out = same;
    return st;
}

lathe_status compare_contains(script_vm *vm, script_value container, script_value item, bool *out, lathe_error *err)
{
    script_value method, result;
    const script_hooks *hooks;
    if (container.kind != SCRIPT_OBJECT && class_find_special(container, "__contains__", &method)) {
        lathe_status st = call_with_self(vm, method, container, &(arguments){.items = &item, .count = 1}, &result, err);
        return st ? st : script_to_truth(vm, result, out, err);
    }
    switch (container.kind) {
    case SCRIPT_BYTES:
        return bytes_contains(vm, container.str, item, out, err);
    case SCRIPT_STR:
        if (item.kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "'in <string>' requires string as left operand, not %s",
                                script_type_name(item));
        *out = contains_text(container.str, item.str);
        return script_spend(vm, vm_cost(container.str->length), err);
    case SCRIPT_DICT:
    case SCRIPT_SET:
    case SCRIPT_FROZENSET:
        return script_dict_get(vm, container.dict, item, out, &result, err);
    case SCRIPT_RANGE:
        if (item.kind != SCRIPT_INT)
            break;
        {
            const script_range *r = container.range;
            bool inside = r->length && (r->step > 0 ? item.integer >= r->start && item.integer < r->stop
                                                    : item.integer <= r->start && item.integer > r->stop);
            *out = inside && ((__int128)item.integer - r->start) % r->step == 0;
        }
        return LATHE_OK;
    case SCRIPT_OBJECT:
    case SCRIPT_CLASS:
        if (class_find_special(container, "__contains__", &method)) {
            lathe_status st = call_with_self(vm, method, container, &(arguments){.items = &item, .count = 1}, &result,
                                             err);
            return st ? st : script_to_truth(vm, result, out, err);
        }
        hooks = class_hooks(container, offsetof(script_hooks, contains));
        if (hooks)
            return exception_adopt(vm, hooks->contains(vm, container, item, out, err), err);
        if (container.kind == SCRIPT_OBJECT) {
            lathe_status st = class_plain(vm, container, &result, err);
            if (st || result.kind != SCRIPT_OBJECT)
                return st ? st : compare_contains(vm, result, item, out, err);
        }
        if (container.kind == SCRIPT_CLASS)
            return script_raise(vm, err, "TypeError", "argument of type 'type' is not iterable");
        break;
    case SCRIPT_LIST:
    case SCRIPT_TUPLE:
    case SCRIPT_ITERATOR:
        break;
    default:
        return script_raise(vm, err, "TypeError", "argument of type '%s' is not iterable", script_type_name(container));
    }
    return contains_by_iteration(vm, container, item, out, err);
}

static uint32_t hash_word(uint64_t v)
{
    v *= 0x9e3779b97f4a7c15u; /* Fibonacci hashing (Knuth, volume 3, 6.4) */
    return (uint32_t)(v >> 32) ^ (uint32_t)(v >> 11);
}

static uint32_t hash_double(double v)
{
    if (v == floor(v) && fabs(v) < 0x1p62)
        return hash_word((uint64_t)(int64_t)v);
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    return hash_word(bits);
}

/* __hash__ of a script's class; None where it or a base defines __eq__ without it. False: nothing is said. */
static bool find_hash(const script_class *type, script_value *out)
{
    for (class_walk w = class_walk_from(type); w.at && (w.at->user || w.rest); class_walk_on(&w)) {
        const script_value *hash = w.at->user ? script_dict_find_text(&w.at->user->names, "__hash__") : NULL;
        const script_value *equal = w.at->user ? script_dict_find_text(&w.at->user->names, "__eq__") : NULL;
        *out = hash ? *hash : script_none();
        if (hash || equal)
            return true;
    }
    return false;
}

lathe_status compare_hash_identity(script_vm *vm, script_value v, uint32_t *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = hash_word((uintptr_t)v.object);
    return LATHE_OK;
}

static lathe_status hash_object(script_vm *vm, script_value v, uint32_t *out, lathe_error *err)
{
    script_value method, result;
    const script_hooks *hooks = class_hooks(v, offsetof(script_hooks, hash));
    lathe_status st;
    if (find_hash(object_of(v)->type, &method)) {
        if (script_is_none(method))
            return script_raise(vm, err, "TypeError", "unhashable type: '%s'", script_type_name(v));
        st = call_with_self(vm, method, v, &(arguments){0}, &result, err);
        if (!st && result.kind != SCRIPT_INT)
            return script_raise(vm, err, "TypeError", "__hash__ method should return an integer");
        if (!st)
            *out = hash_word((uint64_t)result.integer);
        return st;
    }
    if (v.kind == SCRIPT_OBJECT) {
        st = class_plain(vm, v, &result, err);
        if (st || result.kind != SCRIPT_OBJECT)
            return st ? st : compare_hash(vm, result, out, err);
    }
    if (hooks)
        return exception_adopt(vm, hooks->hash(vm, v, out, err), err);
    *out = hash_word((uintptr_t)v.object);
    return LATHE_OK;
}

lathe_status compare_hash(script_vm *vm, script_value v, uint32_t *out, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    script_value method;
    if (v.kind != SCRIPT_OBJECT && object_of(v) && find_hash(object_of(v)->type, &method))
        return hash_object(vm, v, out, err);
    switch (v.kind) {
    case SCRIPT_STR:
    case SCRIPT_BYTES:
        *out = v.str->hash;
        return LATHE_OK;
    case SCRIPT_FROZENSET: /* in any order */
        *out = 0x5b0c;
        for (uint32_t i = 0; i < v.dict->used; i++)
            if (v.dict->entries[i].key.kind != SCRIPT_UNBOUND)
                *out ^= hash_word(v.dict->entries[i].hash);
        return script_spend(vm, vm_cost(v.dict->used), err);
    case SCRIPT_INT:
        *out = hash_word((uint64_t)v.integer);
        return LATHE_OK;
    case SCRIPT_BOOL:
        *out = hash_word(v.boolean);
        return LATHE_OK;
    case SCRIPT_FLOAT:
        *out = hash_double(v.number);
        return LATHE_OK;
    case SCRIPT_NONE:
    case SCRIPT_ELLIPSIS:
        *out = hash_word((uint64_t)v.kind << 40);
        return LATHE_OK;
    case SCRIPT_TUPLE:
        st = vm_enter(vm, err);
        *out = 0x345678;
        for (size_t i = 0; i < v.list->count && !st; i++) {
            uint32_t part;
            st = compare_hash(vm, v.list->items[i], &part, err);
            if (!st)
                *out = hash_word((uint64_t)*out << 32 | part);
        }
        return st;
    case SCRIPT_LIST:
    case SCRIPT_DICT:
    case SCRIPT_SET:
    case SCRIPT_SLICE:
        return script_raise(vm, err, "TypeError", "unhashable type: '%s'", script_type_name(v));
    case SCRIPT_OBJECT:
        return hash_object(vm, v, out, err);
    default:
        *out = hash_word((uintptr_t)v.object);
        return LATHE_OK;
    }
}
