/* heaps.c: Python's bisect and heapq: with CPython's own order of comparing, so that heaps look alike. heapq.merge is not
 * there. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

static lathe_status less(script_vm *vm, script_value a, script_value b, bool *out, lathe_error *err)
{
    script_value result;
    lathe_status st = compare_values(vm, SCRIPT_LESS, a, b, &result, err);
    return st ? st : script_to_truth(vm, result, out, err);
}

/* ---- bisect ---- */

/* args: a, x, lo, hi, key. right: behind what is equal. */
static lathe_status find_place(script_vm *vm, const script_call *call, bool right, script_value x, int64_t *out,
                               lathe_error *err)
{
    size_t length;
    int64_t low, high;
    const script_value key = call->args[4];
    lathe_status st = script_to_int(vm, call->args[2], &low, err);
    if (!st && low < 0)
        return script_raise(vm, err, "ValueError", "lo must be non-negative");
    if (!st)
        st = sequence_length(vm, call->args[0], &length, err);
    high = st ? 0 : (int64_t)length;
    if (!st && !script_is_none(call->args[3]))
        st = script_to_int(vm, call->args[3], &high, err);
    while (!st && low < high) {
        int64_t middle = low + (high - low) / 2;
        script_value v;
        bool is_less;
        st = sequence_get(vm, call->args[0], script_int(middle), &v, err);
        if (!st && !script_is_none(key))
            st = script_call_value(vm, key, &v, 1, &v, err);
        if (!st)
            st = right ? less(vm, x, v, &is_less, err) : less(vm, v, x, &is_less, err);
        if (!st && is_less == right)
            high = middle;
        else if (!st)
            low = middle + 1;
    }
    *out = low;
    return st;
}

static bool is_right(const script_call *call) { return strstr(call->method->name, "left") == NULL; }

MODULE_FUNCTION(run_bisect)
{
    int64_t at;
    lathe_status st = find_place(vm, call, is_right(call), call->args[1], &at, err);
    if (!st)
        *out = script_int(at);
    return st;
}

MODULE_FUNCTION(run_insort)
{
    int64_t at;
    script_value x = call->args[1], method;
    lathe_status st = LATHE_OK;
    if (!script_is_none(call->args[4]))
        st = script_call_value(vm, call->args[4], &x, 1, &x, err);
    if (!st)
        st = find_place(vm, call, is_right(call), x, &at, err);
    if (!st)
        st = script_get_attribute(vm, call->args[0], "insert", &method, err);
    return st ? st : script_call_value(vm, method, (script_value[]){script_int(at), call->args[1]}, 2, out, err);
}

#define PARAMETERS "a, x, lo=0, hi=None, *, key=None"
static const script_method bisect_functions[] = {
    {"bisect", PARAMETERS, run_bisect, 0},        {"bisect_left", PARAMETERS, run_bisect, 0},
    {"bisect_right", PARAMETERS, run_bisect, 0},  {"insort", PARAMETERS, run_insort, 0},
    {"insort_left", PARAMETERS, run_insort, 0},   {"insort_right", PARAMETERS, run_insort, 0},
    {NULL, NULL, NULL, 0},
};
const script_module module_bisect = {.name = "bisect", .functions = bisect_functions};

/* ---- heapq ---- */

static lathe_status want_list(script_vm *vm, script_value v, script_list **out, lathe_error *err)
{
    if (v.kind != SCRIPT_LIST)
        return script_raise(vm, err, "TypeError", "heap argument must be a list, not %s", script_type_name(v));
    *out = v.list;
    return LATHE_OK;
}

/* The item at `at` moves towards the root, down to `start`. Comparing may change the list. */
static lathe_status sift_down(script_vm *vm, script_list *heap, size_t start, size_t at, lathe_error *err)
{
    while (at > start) {
        size_t parent = (at - 1) / 2;
        bool is_less;
        lathe_status st = less(vm, heap->items[at], heap->items[parent], &is_less, err);
        if (st || !is_less)
            return st;
        if (at >= heap->count)
            return script_raise(vm, err, "RuntimeError", "list changed size during iteration");
        script_value swap = heap->items[at];
        heap->items[at] = heap->items[parent];
        heap->items[parent] = swap;
        at = parent;
    }
    return LATHE_OK;
}

/* The smaller child takes the place, down to a leaf; the item then moves up from there. */
static lathe_status sift_up(script_vm *vm, script_list *heap, size_t at, lathe_error *err)
{
    size_t start = at, end = heap->count;
    while (at < end / 2) {
        size_t child = 2 * at + 1;
        bool is_less = true;
        lathe_status st = LATHE_OK;
        if (child + 1 < end)
            st = less(vm, heap->items[child], heap->items[child + 1], &is_less, err);
        if (st)
            return st;
        if (heap->count != end)
            return script_raise(vm, err, "RuntimeError", "list changed size during iteration");
        child += !is_less;
        script_value swap = heap->items[at];
        heap->items[at] = heap->items[child];
        heap->items[child] = swap;
        at = child;
    }
    return sift_down(vm, heap, start, at, err);
}

MODULE_FUNCTION(heap_push)
{
    script_list *heap;
    *out = script_none();
    lathe_status st = want_list(vm, call->args[0], &heap, err);
    if (!st)
        st = script_list_append(vm, heap, call->args[1], err);
    return st ? st : sift_down(vm, heap, 0, heap->count - 1, err);
}

MODULE_FUNCTION(heap_pop)
{
    script_list *heap;
    lathe_status st = want_list(vm, call->args[0], &heap, err);
    if (!st && !heap->count)
        return script_raise(vm, err, "IndexError", "index out of range");
    if (st)
        return st;
    script_value last = heap->items[--heap->count];
    if (!heap->count) {
        *out = last;
        return LATHE_OK;
    }
    *out = heap->items[0];
    heap->items[0] = last;
    return sift_up(vm, heap, 0, err);
}

MODULE_FUNCTION(heap_make)
{
    script_list *heap;
    *out = script_none();
    lathe_status st = want_list(vm, call->args[0], &heap, err);
    for (size_t i = st ? 0 : heap->count / 2; i > 0 && !st && i <= heap->count; i--)
        st = sift_up(vm, heap, i - 1, err);
    return st;
}

/* heapreplace: out with the root, in with the item; heappushpop: the other way round. */
MODULE_FUNCTION(heap_exchange)
{
    script_list *heap;
    bool pushes = strcmp(call->method->name, "heappushpop") == 0, smaller = true;
    lathe_status st = want_list(vm, call->args[0], &heap, err);
    *out = call->args[1];
    if (!st && !heap->count && !pushes)
        return script_raise(vm, err, "IndexError", "index out of range");
    if (!st && pushes && heap->count)
        st = less(vm, heap->items[0], call->args[1], &smaller, err);
    if (st || !heap->count || !smaller)
        return st;
    *out = heap->items[0];
    heap->items[0] = call->args[1];
    return sift_up(vm, heap, 0, err);
}

/* nlargest, nsmallest: as sorted, cut off. */
MODULE_FUNCTION(heap_extremes)
{
    const script_value *items;
    size_t count;
    int64_t n;
    script_value list;
    lathe_status st = script_to_int(vm, call->args[0], &n, err);
    if (!st)
        st = script_to_items(vm, call->args[1], &items, &count, err);
    if (!st)
        st = script_list_new(vm, items, count, &list, err);
    if (!st)
        st = sequence_sort(vm, list.list->items, count, call->args[2], strcmp(call->method->name, "nlargest") == 0,
                           err);
    if (st)
        return st;
    if ((size_t)(n < 0 ? 0 : n) < count)
        list.list->count = (size_t)(n < 0 ? 0 : n);
    *out = list;
    return LATHE_OK;
}

static const script_method heapq_functions[] = {
    {"heappush", "heap, item, /", heap_push, 0},
    {"heappop", "heap, /", heap_pop, 0},
    {"heapify", "heap, /", heap_make, 0},
    {"heapreplace", "heap, item, /", heap_exchange, 0},
    {"heappushpop", "heap, item, /", heap_exchange, 0},
    {"nlargest", "n, iterable, key=None", heap_extremes, 0},
    {"nsmallest", "n, iterable, key=None", heap_extremes, 0},
    {"merge", "*iterables, key=None, reverse=False", NULL, 0},
    {NULL, NULL, NULL, 0},
};
const script_module module_heapq = {.name = "heapq", .functions = heapq_functions};
