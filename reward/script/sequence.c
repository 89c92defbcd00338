/* sequence.c: subscripts, slices and lengths; repetition and sorting. */
#include "reward/script/numpy/numpy.h"
#include "reward/script/vm.h"

#include <string.h>

lathe_status sequence_length(script_vm *vm, script_value v, size_t *out, lathe_error *err)
{
    script_value method, result;
    const script_hooks *hooks;
    script_kind kind = v.kind != SCRIPT_OBJECT && class_find_special(v, "__len__", &method) ? SCRIPT_OBJECT : v.kind;
    switch (kind) {
    case SCRIPT_STR:
    case SCRIPT_BYTES:
        *out = v.str->characters;
        return LATHE_OK;
    case SCRIPT_LIST:
    case SCRIPT_TUPLE:
        *out = v.list->count;
        return LATHE_OK;
    case SCRIPT_DICT:
    case SCRIPT_SET:
    case SCRIPT_FROZENSET:
        *out = v.dict->count;
        return LATHE_OK;
    case SCRIPT_RANGE:
        *out = (size_t)v.range->length;
        return LATHE_OK;
    case SCRIPT_OBJECT:
    case SCRIPT_CLASS:
        if (class_find_special(v, "__len__", &method)) {
            lathe_status st = call_with_self(vm, method, v, &(arguments){0}, &result, err);
            if (!st && result.kind != SCRIPT_INT)
                return script_raise(vm, err, "TypeError", "'%s' object cannot be interpreted as an integer",
                                    script_type_name(result));
            if (!st && result.integer < 0)
                return script_raise(vm, err, "ValueError", "__len__() should return >= 0");
            if (!st)
                *out = (size_t)result.integer;
            return st;
        }
        hooks = class_hooks(v, offsetof(script_hooks, length));
        if (hooks)
            return exception_adopt(vm, hooks->length(vm, v, out, err), err);
        if (class_hooks(v, offsetof(script_hooks, plain))) {
            lathe_status st = class_plain(vm, v, &result, err);
            if (st || result.kind != SCRIPT_OBJECT)
                return st ? st : sequence_length(vm, result, out, err);
        }
        break;
    default:
        break;
    }
    return script_raise(vm, err, "TypeError", "object of type '%s' has no len()", script_type_name(v));
}

/* A slice made definite for a sequence of `length`: count items from start by step (CPython's PySlice_AdjustIndices).
 */
typedef struct extent {
    int64_t start, step, count;
} extent;

static lathe_status slice_part(script_vm *vm, script_value v, int64_t otherwise, int64_t *out, lathe_error *err)
{
    *out = otherwise;
    if (script_is_none(v))
        return LATHE_OK;
    script_value method;
    if (v.kind != SCRIPT_INT && v.kind != SCRIPT_BOOL && !class_find_special(v, "__index__", &method) &&
        !class_hooks(v, offsetof(script_hooks, plain)))
        return script_raise(vm, err, "TypeError", "slice indices must be integers or None or have an __index__ method");
    return script_to_int(vm, v, out, err);
}

static int64_t clamp_index(int64_t v, int64_t length, int64_t low, int64_t high)
{
    if (v < 0)
        v = v < -length ? low : v + length;
    return v < low ? low : v > high ? high : v;
}

static lathe_status slice_extent(script_vm *vm, const script_slice *s, int64_t length, extent *out, lathe_error *err)
{
    int64_t start, stop, step;
    lathe_status st = slice_part(vm, s->step, 1, &step, err);
    if (!st && step == 0)
        return script_raise(vm, err, "ValueError", "slice step cannot be zero");
    if (!st && step == INT64_MIN)
        step = -INT64_MAX;
    bool down = step < 0;
    if (!st)
        st = slice_part(vm, s->start, down ? INT64_MAX : 0, &start, err);
    if (!st)
        st = slice_part(vm, s->stop, down ? INT64_MIN : INT64_MAX, &stop, err);
    if (st)
        return st;
    int64_t low = down ? -1 : 0, high = down ? length - 1 : length;
    start = clamp_index(start, length, low, high);
    stop = stop == INT64_MIN && down ? -1 : clamp_index(stop, length, low, high);
    out->start = start;
    out->step = step;
    out->count = 0;
    if (down ? stop < start : start < stop)
        out->count = down ? (start - stop - 1) / -step + 1 : (stop - start - 1) / step + 1;
    return LATHE_OK;
}

lathe_status sequence_indices(script_vm *vm, const script_slice *s, int64_t length, script_value *out,
                              lathe_error *err)
{
    extent x;
    int64_t stop = length, step = 1;
    if (length < 0)
        return script_raise(vm, err, "ValueError", "length should not be negative");
    lathe_status st = slice_extent(vm, s, length, &x, err);
    if (!st)
        st = slice_part(vm, s->step, 1, &step, err);
    bool down = step < 0;
    if (!st)
        st = slice_part(vm, s->stop, down ? INT64_MIN : INT64_MAX, &stop, err);
    if (st)
        return st;
    stop = stop == INT64_MIN && down ? -1 : clamp_index(stop, length, down ? -1 : 0, down ? length - 1 : length);
    return script_tuple_new(vm, (script_value[]){script_int(x.start), script_int(stop), script_int(x.step)}, 3, out,
                            err);
}

static lathe_status fail_index(script_vm *vm, script_value object, lathe_error *err)
{
    const char *name = object.kind == SCRIPT_RANGE ? "range object"
                       : object.kind == SCRIPT_STR ? "string"
                                                   : script_type_name(object);
    return script_raise(vm, err, "IndexError", "%s index out of range", name);
}

/* An index into a sequence of `length`, negative ones from its end. */
static lathe_status take_index(script_vm *vm, script_value object, script_value key, int64_t length, int64_t *out,
                               lathe_error *err)
{
    script_value method;
    if (class_find_special(key, "__index__", &method) || class_hooks(key, offsetof(script_hooks, plain))) {
        lathe_status st = script_to_int(vm, key, &key.integer, err);
        if (st)
            return st;
        key.kind = SCRIPT_INT;
    }
    if (key.kind != SCRIPT_INT && key.kind != SCRIPT_BOOL) {
        if (object.kind == SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "string indices must be integers, not '%s'",
                                script_type_name(key));
        return script_raise(vm, err, "TypeError", "%s indices must be integers or slices, not %s",
                            script_type_name(object), script_type_name(key));
    }
    int64_t i = key.kind == SCRIPT_INT ? key.integer : key.boolean;
    if (i < 0)
        i += length;
    if (i < 0 || i >= length)
        return fail_index(vm, object, err);
    *out = i;
    return LATHE_OK;
}

static lathe_status slice_str(script_vm *vm, const script_str *s, extent x, script_value *out, lathe_error *err)
{
    if (x.count == 0)
        return script_str_new(vm, "", 0, out, err);
    lathe_status st = s->characters == s->length ? LATHE_OK : script_spend(vm, vm_cost(s->length), err);
    if (st)
        return st;
    if (x.step == 1) {
        uint32_t begin = text_offset(s, (uint32_t)x.start), end = text_offset(s, (uint32_t)(x.start + x.count));
        return script_str_new(vm, s->text + begin, end - begin, out, err);
    }
    text_builder b = {.vm = vm};
    for (int64_t k = 0; k < x.count && !st; k++) {
        int64_t i = x.start + k * x.step;
        uint32_t begin = text_offset(s, (uint32_t)i), end = text_offset(s, (uint32_t)i + 1);
        st = s->characters == s->length ? LATHE_OK : script_spend(vm, vm_cost(s->length), err);
        if (!st)
            st = builder_add(&b, s->text + begin, end - begin, err);
    }
    return st ? st : builder_take(&b, out, err);
}

static lathe_status new_range(script_vm *vm, script_range r, script_value *out, lathe_error *err)
{
    script_range *range;
    lathe_status st = script_alloc(vm, sizeof *range, (void **)&range, err);
    if (st)
        return st;
    *range = r;
    *out = (script_value){.kind = SCRIPT_RANGE, .range = range};
    return LATHE_OK;
}

static lathe_status get_slice(script_vm *vm, script_value object, const script_slice *slice, script_value *out,
                              lathe_error *err)
{
    size_t length;
    extent x;
    lathe_status st = sequence_length(vm, object, &length, err);
    if (!st)
        st = slice_extent(vm, slice, (int64_t)length, &x, err);
    if (st)
        return st;
    if (object.kind == SCRIPT_STR)
        return slice_str(vm, object.str, x, out, err);
    if (object.kind == SCRIPT_RANGE) {
        const script_range *r = object.range;
        int64_t start, step, stop;
        bool bad = __builtin_mul_overflow(r->step, x.step, &step) || __builtin_mul_overflow(x.start, r->step, &start) ||
                   __builtin_add_overflow(start, r->start, &start) || __builtin_mul_overflow(step, x.count, &stop) ||
                   __builtin_add_overflow(stop, start, &stop);
        if (bad)
            return script_raise(vm, err, "OverflowError", "integer result does not fit into 64 bits");
        return new_range(vm, (script_range){start, stop, step, x.count}, out, err);
    }
    script_value made;
    st = object.kind == SCRIPT_LIST ? script_list_new(vm, NULL, (size_t)x.count, &made, err)
                                    : script_tuple_new(vm, NULL, (size_t)x.count, &made, err);
    if (st)
        return st;
    for (int64_t k = 0; k < x.count; k++)
        made.list->items[k] = object.list->items[x.start + k * x.step];
    *out = made;
    return LATHE_OK;
}

static lathe_status get_of_object(script_vm *vm, script_value object, script_value key, script_value *out,
                                  lathe_error *err)
{
    script_value method;
    const script_hooks *hooks = class_hooks(object, offsetof(script_hooks, item));
    if (class_find_special(object, "__getitem__", &method))
        return call_with_self(vm, method, object, &(arguments){.items = &key, .count = 1}, out, err);
    if (hooks)
        return exception_adopt(vm, hooks->item(vm, object, key, out, err), err);
    lathe_status st = class_plain(vm, object, &method, err);
    if (st || method.kind != SCRIPT_OBJECT)
        return st ? st : sequence_get(vm, method, key, out, err);
    return script_raise(vm, err, "TypeError", "'%s' object is not subscriptable", script_type_name(object));
}

/* d[key] without the key: what the class of a derived dict answers, else a KeyError. */
static lathe_status missing_key(script_vm *vm, script_value object, script_value key, script_value *out,
                                lathe_error *err)
{
    script_value method;
    const script_hooks *hooks = class_hooks(object, offsetof(script_hooks, missing));
    if (class_find_special(object, "__missing__", &method))
        return call_with_self(vm, method, object, &(arguments){.items = &key, .count = 1}, out, err);
    if (hooks)
        return exception_adopt(vm, hooks->missing(vm, object, key, out, err), err);
    return exception_key_error(vm, key, err);
}

/* list[int] is a type; int[int] is a mistake. */
static bool is_generic(const script_class *type)
{
    static const script_class *const generic[] = {&types_list, &types_tuple, &types_dict, &types_set, &types_class};
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w)) {
        for (size_t i = 0; i < sizeof generic / sizeof *generic; i++)
            if (w.at == generic[i])
                return true;
        if (w.at->meta && w.at->meta->item)
            return true;
    }
    return false;
}

static lathe_status get_of_class(script_vm *vm, script_value object, script_value key, script_value *out,
                                 lathe_error *err)
{
    const script_hooks *hooks = class_hooks(object, offsetof(script_hooks, item));
    const script_class *owner;
    script_value method;
    bool found;
    if (hooks)
        return exception_adopt(vm, hooks->item(vm, object, key, out, err), err);
    lathe_status st = class_find(vm, object.type, "__class_getitem__", &found, &method, &owner, err);
    if (st)
        return st;
    if (found && method.kind != SCRIPT_FUNCTION) /* which is a classmethod without saying so */
        st = class_bind(vm, (script_value){0}, object.type, method, &method, err);
    if (st)
        return st;
    if (found)
        return call_with_self(vm, method, object, &(arguments){.items = &key, .count = 1}, out, err);
    if (!is_generic(object.type))
        return script_raise(vm, err, "TypeError", "type '%s' is not subscriptable", object.type->name);
    return alias_new(vm, object, key, out, err);
}

lathe_status sequence_get(script_vm *vm, script_value object, script_value key, script_value *out, lathe_error *err)
{
    int64_t i;
    bool found;
    script_value v;
    lathe_status st;
    if (object.numpy)
        return numpy_get_item(vm, object, key, out, err);
    if (object.kind != SCRIPT_OBJECT && class_find_special(object, "__getitem__", &v))
        return call_with_self(vm, v, object, &(arguments){.items = &key, .count = 1}, out, err);
    switch (object.kind) {
    case SCRIPT_LIST:
    case SCRIPT_TUPLE:
        if (key.kind == SCRIPT_SLICE)
            return get_slice(vm, object, key.slice, out, err);
        st = take_index(vm, object, key, (int64_t)object.list->count, &i, err);
        if (!st)
            *out = object.list->items[i];
        return st;
    case SCRIPT_STR:
        if (key.kind == SCRIPT_SLICE)
            return get_slice(vm, object, key.slice, out, err);
        st = take_index(vm, object, key, object.str->characters, &i, err);
        return st ? st : slice_str(vm, object.str, (extent){i, 1, 1}, out, err);
    case SCRIPT_BYTES:
        return bytes_get(vm, object, key, out, err);
    case SCRIPT_RANGE:
        if (key.kind == SCRIPT_SLICE)
            return get_slice(vm, object, key.slice, out, err);
        st = take_index(vm, object, key, object.range->length, &i, err);
        if (!st)
            *out = script_int((int64_t)((uint64_t)object.range->start + (uint64_t)i * (uint64_t)object.range->step));
        return st;
    case SCRIPT_DICT:
        st = script_dict_get(vm, object.dict, key, &found, &v, err);
        if (!st && !found)
            return missing_key(vm, object, key, out, err);
        if (!st)
            *out = v;
        return st;
    case SCRIPT_OBJECT:
        return get_of_object(vm, object, key, out, err);
    case SCRIPT_CLASS:
        return get_of_class(vm, object, key, out, err);
    default:
        return script_raise(vm, err, "TypeError", "'%s' object is not subscriptable", script_type_name(object));
    }
}

/* list[a:b] = values, and with a step where the counts agree. */
static lathe_status set_slice(script_vm *vm, script_list *list, const script_slice *slice, script_value value,
                              lathe_error *err)
{
    extent x;
    const script_value *items;
    script_value copy;
    size_t count;
    lathe_status st = script_to_items(vm, value, &items, &count, err);
    if (!st)
        st = script_list_new(vm, items, count, &copy, err);
    if (!st) /* only now: reading the values may have changed the list */
        st = slice_extent(vm, slice, (int64_t)list->count, &x, err);
    if (st)
        return st;
    if (!script_is_none(slice->step) && x.step != 1) {
        if (count != (size_t)x.count)
            return script_raise(vm, err, "ValueError",
                                "attempt to assign sequence of size %zu to extended slice of size %lld", count,
                                (long long)x.count);
        for (int64_t k = 0; k < x.count; k++)
            list->items[x.start + k * x.step] = copy.list->items[k];
        return LATHE_OK;
    }
    size_t start = (size_t)x.start, removed = (size_t)x.count, tail = list->count - start - removed;
    st = sequence_reserve(vm, list, list->count - removed + count, err);
    if (!st)
        st = script_spend(vm, vm_cost(list->count), err);
    if (st)
        return st;
    if (tail)
        memmove(list->items + start + count, list->items + start + removed, tail * sizeof *list->items);
    if (count)
        memcpy(list->items + start, copy.list->items, count * sizeof *list->items);
    list->count = start + count + tail;
    return LATHE_OK;
}

lathe_status sequence_set(script_vm *vm, script_value object, script_value key, script_value value, lathe_error *err)
{
    int64_t i;
    script_value method, ignored;
    lathe_status st;
    const script_hooks *hooks = class_hooks(object, offsetof(script_hooks, set_item));
    if (class_find_special(object, "__setitem__", &method))
        return call_with_self(vm, method, object, &(arguments){.items = (script_value[]){key, value}, .count = 2},
                              &ignored, err);
    if (hooks)
        return exception_adopt(vm, hooks->set_item(vm, object, key, value, err), err);
    if (object.kind == SCRIPT_LIST) {
        if (key.kind == SCRIPT_SLICE)
            return set_slice(vm, object.list, key.slice, value, err);
        st = take_index(vm, object, key, (int64_t)object.list->count, &i, err);
        if (!st)
            object.list->items[i] = value;
        return st;
    }
    if (object.kind == SCRIPT_DICT)
        return script_dict_set(vm, object.dict, key, value, err);
    return script_raise(vm, err, "TypeError", "'%s' object does not support item assignment", script_type_name(object));
}

lathe_status sequence_delete(script_vm *vm, script_value object, script_value key, lathe_error *err)
{
    int64_t i;
    bool found;
    extent x;
    script_value method, ignored;
    lathe_status st;
    const script_hooks *hooks = class_hooks(object, offsetof(script_hooks, set_item));
    if (class_find_special(object, "__delitem__", &method))
        return call_with_self(vm, method, object, &(arguments){.items = &key, .count = 1}, &ignored, err);
    if (hooks)
        return exception_adopt(vm, hooks->set_item(vm, object, key, (script_value){0}, err), err);
    if (object.kind == SCRIPT_LIST) {
        script_list *list = object.list;
        if (key.kind == SCRIPT_SLICE) {
            st = slice_extent(vm, key.slice, (int64_t)list->count, &x, err);
            if (st)
                return st;
            if (x.step < 0)
                x = (extent){x.start + (x.count - 1) * x.step, -x.step, x.count};
        } else {
            st = take_index(vm, object, key, (int64_t)list->count, &i, err);
            if (st)
                return st;
            x = (extent){i, 1, 1};
        }
        st = script_spend(vm, vm_cost(list->count), err);
        if (st)
            return st;
        size_t kept = 0;
        for (size_t k = 0; k < list->count; k++) {
            int64_t from = (int64_t)k - x.start;
            bool removed = x.count && from >= 0 && from % x.step == 0 && from / x.step < x.count;
            if (!removed)
                list->items[kept++] = list->items[k];
        }
        list->count = kept;
        return LATHE_OK;
    }
    if (object.kind == SCRIPT_DICT) {
        st = script_dict_remove(vm, object.dict, key, &found, err);
        return st || found ? st : exception_key_error(vm, key, err);
    }
    return script_raise(vm, err, "TypeError", "'%s' object doesn't support item deletion", script_type_name(object));
}

lathe_status sequence_repeat(script_vm *vm, script_value v, int64_t times, script_value *out, lathe_error *err)
{
    bool is_text = v.kind == SCRIPT_STR || v.kind == SCRIPT_BYTES;
    size_t n = times < 0 ? 0 : (size_t)times, one = is_text ? v.str->length : v.list->count, total;
    size_t unit = is_text ? 1 : sizeof(script_value);
    if (__builtin_mul_overflow(n, one, &total) || total > vm->limits.max_arena_bytes / unit) {
        vm->exception = NULL;
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0,
                                 "MemoryError: the script needs more memory than it may have");
    }
    if (is_text) {
        script_str *s = text_new_empty(vm->a, total);
        if (!s)
            return vm_out_of_memory(vm, err);
        for (size_t k = 0; one && k < n; k++)
            memcpy(s->text + k * one, v.str->text, one);
        text_finish(s);
        *out = v.kind == SCRIPT_BYTES ? bytes_value(s) : text_value(s);
        return LATHE_OK;
    }
    script_value made;
    lathe_status st = v.kind == SCRIPT_LIST ? script_list_new(vm, NULL, total, &made, err)
                                            : script_tuple_new(vm, NULL, total, &made, err);
    if (st)
        return st;
    for (size_t k = 0; one && k < n; k++)
        memcpy(made.list->items + k * one, v.list->items, one * sizeof(script_value));
    *out = made;
    return LATHE_OK;
}

/* An item beside the key that orders it. */
typedef struct keyed {
    script_value key, item;
} keyed;

/* Stable merge of two runs; `reverse` keeps equal items in their order, as Python does. */
static lathe_status merge(script_vm *vm, const keyed *left, size_t left_count, const keyed *right, size_t right_count,
                          bool reverse, keyed *out, lathe_error *err)
{
    size_t i = 0, k = 0;
    while (i < left_count && k < right_count) {
        script_value less;
        bool take_right;
        script_value a = reverse ? left[i].key : right[k].key, b = reverse ? right[k].key : left[i].key;
        lathe_status st = compare_values(vm, SCRIPT_LESS, a, b, &less, err);
        if (!st)
            st = script_to_truth(vm, less, &take_right, err);
        if (st)
            return st;
        *out++ = take_right ? right[k++] : left[i++];
    }
    memcpy(out, left + i, (left_count - i) * sizeof *out);
    memcpy(out + (left_count - i), right + k, (right_count - k) * sizeof *out);
    return LATHE_OK;
}

lathe_status sequence_sort(script_vm *vm, script_value *items, size_t count, script_value key, bool reverse,
                           lathe_error *err)
{
    keyed *a, *b;
    lathe_status st = script_alloc(vm, (count + 1) * sizeof *a, (void **)&a, err);
    if (!st)
        st = script_alloc(vm, (count + 1) * sizeof *b, (void **)&b, err);
    for (size_t i = 0; i < count && !st; i++) {
        a[i].item = a[i].key = items[i];
        if (!script_is_none(key))
            st = script_call_value(vm, key, &items[i], 1, &a[i].key, err);
    }
    for (size_t width = 1; width < count && !st; width *= 2) {
        st = script_spend(vm, (uint32_t)count, err);
        for (size_t at = 0; at < count && !st; at += 2 * width) {
            size_t middle = at + width < count ? at + width : count,
                   end = at + 2 * width < count ? at + 2 * width : count;
            st = merge(vm, a + at, middle - at, a + middle, end - middle, reverse, b + at, err);
        }
        keyed *swap = a;
        a = b;
        b = swap;
    }
    for (size_t i = 0; i < count && !st; i++)
        items[i] = a[i].item;
    return st;
}

lathe_status script_length(script_vm *vm, script_value object, size_t *out, lathe_error *err)
{
    return sequence_length(vm, object, out, err);
}

lathe_status script_get_item(script_vm *vm, script_value object, script_value key, script_value *out, lathe_error *err)
{
    return sequence_get(vm, object, key, out, err);
}

lathe_status script_sort(script_vm *vm, script_list *list, script_value key, lathe_error *err)
{
    return sequence_sort(vm, list->items, list->count, key, false, err);
}

lathe_status sequence_slice(script_vm *vm, const script_slice *slice, int64_t length, int64_t *out_start,
                            int64_t *out_step, int64_t *out_count, lathe_error *err)
{
    extent x;
    lathe_status st = slice_extent(vm, slice, length, &x, err);
    if (st)
        return st;
    *out_start = x.start;
    *out_step = x.step;
    *out_count = x.count;
    return LATHE_OK;
}
