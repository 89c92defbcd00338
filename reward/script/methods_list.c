/* methods_list.c: methods of list and tuple. */
#include "reward/script/vm.h"

#include <string.h>

#define METHOD(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

METHOD(list_append)
{
    (void)out;
    return script_list_append(vm, call->self.list, call->args[0], err);
}

METHOD(list_extend)
{
    script_value ignored;
    (void)out;
    return operate_in_place(vm, SCRIPT_ADD, call->self, call->args[0], &ignored, err);
}

/* Where an index of insert or of a range of index() stands. */
static size_t clamp(int64_t i, size_t count)
{
    if (i < 0)
        i = i < -(int64_t)count ? 0 : i + (int64_t)count;
    return i > (int64_t)count ? count : (size_t)i;
}

METHOD(list_insert)
{
    script_list *list = call->self.list;
    int64_t i;
    (void)out;
    lathe_status st = script_to_int(vm, call->args[0], &i, err);
    if (!st)
        st = sequence_reserve(vm, list, list->count + 1, err);
    if (!st)
        st = script_spend(vm, vm_cost(list->count), err);
    if (st)
        return st;
    size_t at = clamp(i, list->count);
    memmove(list->items + at + 1, list->items + at, (list->count - at) * sizeof *list->items);
    list->items[at] = call->args[1];
    list->count++;
    return LATHE_OK;
}

METHOD(list_pop)
{
    script_list *list = call->self.list;
    int64_t i;
    lathe_status st = script_to_int(vm, call->args[0], &i, err);
    if (st)
        return st;
    if (!list->count)
        return script_raise(vm, err, "IndexError", "pop from empty list");
    i += i < 0 ? (int64_t)list->count : 0;
    if (i < 0 || i >= (int64_t)list->count)
        return script_raise(vm, err, "IndexError", "pop index out of range");
    *out = list->items[i];
    list->count--;
    memmove(list->items + i, list->items + i + 1, (list->count - (size_t)i) * sizeof *list->items);
    return script_spend(vm, vm_cost(list->count - (size_t)i), err);
}

static lathe_status find_in(script_vm *vm, const script_list *list, script_value item, size_t begin, size_t end,
                            bool *found, size_t *at, lathe_error *err)
{
    *found = false;
    for (size_t i = begin; i < end && i < list->count && !*found; i++) {
        lathe_status st = script_spend(vm, 1, err);
        if (!st && script_identical(list->items[i], item))
            *found = true;
        else if (!st)
            st = script_equal(vm, list->items[i], item, found, err);
        if (st)
            return st;
        *at = i;
    }
    return LATHE_OK;
}

METHOD(list_remove)
{
    bool found;
    size_t at = 0;
    script_list *list = call->self.list;
    (void)out;
    lathe_status st = find_in(vm, list, call->args[0], 0, list->count, &found, &at, err);
    if (st)
        return st;
    if (!found)
        return script_raise(vm, err, "ValueError", "list.remove(x): x not in list");
    list->count--;
    memmove(list->items + at, list->items + at + 1, (list->count - at) * sizeof *list->items);
    return LATHE_OK;
}

METHOD(list_index)
{
    bool found;
    size_t at = 0;
    int64_t begin, end;
    script_value shown;
    const script_list *list = call->self.list;
    lathe_status st = script_to_int(vm, call->args[1], &begin, err);
    if (!st)
        st = script_to_int(vm, call->args[2], &end, err);
    if (!st)
        st = find_in(vm, list, call->args[0], clamp(begin, list->count), clamp(end, list->count), &found, &at, err);
    if (!st && !found) {
        st = script_to_repr(vm, call->args[0], &shown, err);
        return st ? st : script_raise(vm, err, "ValueError", "%s is not in list", shown.str->text);
    }
    if (!st)
        *out = script_int((int64_t)at);
    return st;
}

METHOD(list_count)
{
    int64_t count = 0;
    const script_list *list = call->self.list;
    for (size_t i = 0; i < list->count; i++) {
        bool found;
        size_t at;
        lathe_status st = find_in(vm, list, call->args[0], i, i + 1, &found, &at, err);
        if (st)
            return st;
        count += found;
    }
    *out = script_int(count);
    return LATHE_OK;
}

METHOD(list_reverse)
{
    script_list *list = call->self.list;
    (void)out;
    for (size_t i = 0; i < list->count / 2; i++) {
        script_value v = list->items[i];
        list->items[i] = list->items[list->count - 1 - i];
        list->items[list->count - 1 - i] = v;
    }
    return script_spend(vm, vm_cost(list->count), err);
}

METHOD(list_sort)
{
    bool reverse;
    script_value copy;
    script_list *list = call->self.list;
    (void)out;
    lathe_status st = script_to_truth(vm, call->args[1], &reverse, err);
    /* Sorted aside, because the key may look at the list. */
    if (!st)
        st = script_list_new(vm, list->items, list->count, &copy, err);
    if (!st)
        st = sequence_sort(vm, copy.list->items, copy.list->count, call->args[0], reverse, err);
    if (!st)
        {
        copy.list->self = list->self;
        *list = *copy.list;
    }
    return st;
}

METHOD(list_copy) { return script_list_new(vm, call->self.list->items, call->self.list->count, out, err); }

METHOD(list_clear)
{
    (void)vm;
    (void)out;
    (void)err;
    call->self.list->count = 0;
    return LATHE_OK;
}

const script_method methods_list[] = {
    {"append", "object, /", list_append, 0},
    {"extend", "iterable, /", list_extend, 0},
    {"insert", "index, object, /", list_insert, 0},
    {"pop", "index=-1, /", list_pop, 0},
    {"remove", "value, /", list_remove, 0},
    {"index", "value, start=0, stop=9223372036854775807, /", list_index, 0},
    {"count", "value, /", list_count, 0},
    {"reverse", "", list_reverse, 0},
    {"sort", "*, key=None, reverse=False", list_sort, 0},
    {"copy", "", list_copy, 0},
    {"clear", "", list_clear, 0},
    {NULL, NULL, NULL, 0},
};

/* ---- range and slice ---- */

/* start, stop, step: by the third letter of the name */
METHOD(range_part)
{
    const script_range *r = call->self.range;
    const char *name = call->method->name;
    (void)vm;
    (void)err;
    *out = script_int(name[2] == 'a' ? r->start : name[2] == 'o' ? r->stop : r->step);
    return LATHE_OK;
}

METHOD(range_index)
{
    bool found, counts = call->method->name[0] == 'c';
    const script_range *r = call->self.range;
    script_value shown;
    lathe_status st = compare_contains(vm, call->self, call->args[0], &found, err);
    if (!st && counts) {
        *out = script_int(found);
        return LATHE_OK;
    }
    if (!st && !found) {
        st = script_to_repr(vm, call->args[0], &shown, err);
        return st ? st : script_raise(vm, err, "ValueError", "%s is not in range", shown.str->text);
    }
    int64_t value = 0;
    if (!st)
        st = script_to_int(vm, call->args[0], &value, err);
    if (!st)
        *out = script_int((int64_t)(((__int128)value - r->start) / r->step));
    return st;
}

METHOD(slice_part)
{
    const script_slice *s = call->self.slice;
    const char *name = call->method->name;
    (void)vm;
    (void)err;
    *out = name[2] == 'a' ? s->start : name[2] == 'o' ? s->stop : s->step;
    return LATHE_OK;
}

METHOD(slice_indices)
{
    int64_t length;
    lathe_status st = script_to_int(vm, call->args[0], &length, err);
    return st ? st : sequence_indices(vm, call->self.slice, length, out, err);
}

const script_method methods_range[] = {
    {"start", "", range_part, SCRIPT_METHOD_PROPERTY},
    {"stop", "", range_part, SCRIPT_METHOD_PROPERTY},
    {"step", "", range_part, SCRIPT_METHOD_PROPERTY},
    {"index", "value, /", range_index, 0},
    {"count", "value, /", range_index, 0},
    {NULL, NULL, NULL, 0},
};

const script_method methods_slice[] = {
    {"start", "", slice_part, SCRIPT_METHOD_PROPERTY},
    {"stop", "", slice_part, SCRIPT_METHOD_PROPERTY},
    {"step", "", slice_part, SCRIPT_METHOD_PROPERTY},
    {"indices", "length, /", slice_indices, 0},
    {NULL, NULL, NULL, 0},
};

const script_method methods_tuple[] = {
    {"index", "value, start=0, stop=9223372036854775807, /", list_index, 0},
    {"count", "value, /", list_count, 0},
    {NULL, NULL, NULL, 0},
};
