/* iterate.c: iterators over everything. */
#include "reward/script/iterate.h"

#include <string.h>

lathe_status iterate_new(script_vm *vm, iterator_kind kind, script_value source, script_iterator **out,
                         lathe_error *err)
{
    script_iterator *it;
    lathe_status st = script_alloc(vm, sizeof *it, (void **)&it, err);
    if (st)
        return st;
    it->kind = kind;
    it->source = source;
    *out = it;
    return LATHE_OK;
}

static lathe_status new_value(script_vm *vm, iterator_kind kind, script_value source, script_value *out,
                              lathe_error *err)
{
    script_iterator *it;
    lathe_status st = iterate_new(vm, kind, source, &it, err);
    if (!st)
        *out = (script_value){.kind = SCRIPT_ITERATOR, .iterator = it};
    return st;
}

lathe_status script_iterator_new(script_vm *vm, const script_class *type, script_next next, void *state,
                                 script_value *out, lathe_error *err)
{
    script_value v;
    lathe_status st = new_value(vm, ITERATE_NATIVE, script_none(), &v, err);
    if (st)
        return st;
    v.iterator->type = type;
    v.iterator->next = next;
    v.iterator->state = state;
    *out = v;
    return LATHE_OK;
}

static lathe_status iterate_object(script_vm *vm, script_value v, script_iterator **out, lathe_error *err)
{
    script_value method, result;
    lathe_status st;
    const script_hooks *hooks = class_hooks(v, offsetof(script_hooks, iterate));
    if (class_find_special(v, "__iter__", &method)) {
        st = call_with_self(vm, method, v, &(arguments){0}, &result, err);
        if (st)
            return st;
        if (class_find_special(result, "__next__", &method))
            return iterate_new(vm, ITERATE_NEXT, result, out, err);
        if (result.kind == SCRIPT_ITERATOR) {
            *out = result.iterator;
            return LATHE_OK;
        }
        return script_raise(vm, err, "TypeError", "iter() returned non-iterator of type '%s'",
                            script_type_name(result));
    }
    if (hooks) {
        st = vm_enter(vm, err);
        if (!st)
            st = exception_adopt(vm, hooks->iterate(vm, v, &result, err), err);
        return st ? st : script_iterate(vm, result, out, err);
    }
    if (class_find_special(v, "__getitem__", &method))
        return iterate_new(vm, ITERATE_GETITEM, v, out, err);
    if (v.kind == SCRIPT_OBJECT) { /* a class stands for nothing plainer */
        st = class_plain(vm, v, &result, err);
        if (st || result.kind != SCRIPT_OBJECT)
            return st ? st : script_iterate(vm, result, out, err);
    }
    return script_raise(vm, err, "TypeError", "'%s' object is not iterable", script_type_name(v));
}

lathe_status script_iterate(script_vm *vm, script_value v, script_iterator **out, lathe_error *err)
{
    lathe_status st;
    script_value method;
    if (v.kind != SCRIPT_OBJECT && class_find_special(v, "__iter__", &method))
        return iterate_object(vm, v, out, err);
    switch (v.kind) {
    case SCRIPT_BYTES:
        st = bytes_to_list(vm, v.str, &v, err);
        return st ? st : iterate_new(vm, ITERATE_ITEMS, v, out, err);
    case SCRIPT_LIST:
    case SCRIPT_TUPLE:
        return iterate_new(vm, ITERATE_ITEMS, v, out, err);
    case SCRIPT_STR:
        return iterate_new(vm, ITERATE_STR, v, out, err);
    case SCRIPT_RANGE:
        return iterate_new(vm, ITERATE_RANGE, v, out, err);
    case SCRIPT_DICT:
    case SCRIPT_SET:
    case SCRIPT_FROZENSET:
        st = iterate_new(vm, ITERATE_KEYS, v, out, err);
        if (!st)
            (*out)->count = v.dict->count;
        return st;
    case SCRIPT_ITERATOR:
        *out = v.iterator;
        return LATHE_OK;
    case SCRIPT_OBJECT:
    case SCRIPT_CLASS:
        return iterate_object(vm, v, out, err);
    default:
        return script_raise(vm, err, "TypeError", "'%s' object is not iterable", script_type_name(v));
    }
}

static lathe_status next_key(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    const script_dict *d = it->source.dict;
    if (d->count != it->count)
        return script_raise(vm, err, "RuntimeError", "%s changed size during iteration",
                            script_is_set(it->source) ? "Set" : "dictionary");
    while (it->at < d->used && d->entries[it->at].key.kind == SCRIPT_UNBOUND)
        it->at++;
    *done = it->at >= d->used;
    if (*done)
        return LATHE_OK;
    const script_dict_entry *e = &d->entries[it->at++];
    if (it->part == VIEW_ITEMS)
        return script_tuple_new(vm, (script_value[]){e->key, e->value}, 2, out, err);
    *out = it->part == VIEW_VALUES ? e->value : e->key;
    return LATHE_OK;
}

static lathe_status next_character(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    const script_str *s = it->source.str;
    int64_t end = it->at + 1;
    *done = it->at >= s->length;
    if (*done)
        return LATHE_OK;
    while (end < s->length && ((unsigned char)s->text[end] & 0xc0) == 0x80)
        end++;
    lathe_status st = script_str_new(vm, s->text + it->at, (size_t)(end - it->at), out, err);
    it->at = end;
    return st;
}

static lathe_status next_of_enumerate(script_vm *vm, script_iterator *it, bool *done, script_value *out,
                                      lathe_error *err)
{
    script_value pair[2];
    lathe_status st = script_iterator_next(vm, it->inner[0], done, &pair[1], err);
    if (st || *done)
        return st;
    pair[0] = script_int(it->at);
    if (__builtin_add_overflow(it->at, 1, &it->at))
        return script_raise(vm, err, "OverflowError", "integer result does not fit into 64 bits");
    return script_tuple_new(vm, pair, 2, out, err);
}

/* One item of each inner iterator; the first that ends, ends all. */
static lathe_status next_of_each(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    script_value tuple;
    lathe_status st = script_tuple_new(vm, NULL, it->count, &tuple, err);
    *done = it->count == 0;
    for (uint32_t i = 0; i < it->count && !st && !*done; i++) {
        st = script_iterator_next(vm, it->inner[i], done, &tuple.list->items[i], err);
        if (!st && *done && it->strict && i > 0)
            return script_raise(vm, err, "ValueError", "zip() argument %u is shorter than argument 1", i + 1);
    }
    for (uint32_t i = 1; i < it->count && !st && *done && it->strict; i++) {
        bool ended;
        script_value ignored;
        st = script_iterator_next(vm, it->inner[i], &ended, &ignored, err);
        if (!st && !ended)
            return script_raise(vm, err, "ValueError", "zip() argument %u is longer than argument 1", i + 1);
    }
    if (!st && !*done)
        *out = tuple;
    return st;
}

static lathe_status next_of_map(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    script_value tuple;
    lathe_status st = next_of_each(vm, it, done, &tuple, err);
    return st || *done ? st : script_call_value(vm, it->source, tuple.list->items, tuple.list->count, out, err);
}

static lathe_status next_of_filter(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    for (;;) {
        script_value item, verdict;
        bool keep;
        lathe_status st = script_iterator_next(vm, it->inner[0], done, &item, err);
        if (st || *done)
            return st;
        verdict = item;
        if (!script_is_none(it->source))
            st = script_call_value(vm, it->source, &item, 1, &verdict, err);
        if (!st)
            st = script_to_truth(vm, verdict, &keep, err);
        if (st)
            return st;
        if (keep) {
            *out = item;
            return LATHE_OK;
        }
    }
}

/* Ends the iteration if a StopIteration or IndexError is in flight. */
static lathe_status stop_at(script_vm *vm, lathe_status st, const char *class_name, bool *done)
{
    *done = false;
    if (st == LATHE_E_SCRIPT && vm->exception &&
        script_is_subclass(vm->exception->type, exception_class(vm, class_name))) {
        vm->exception = NULL;
        *done = true;
        return LATHE_OK;
    }
    return st;
}

static lathe_status next_of_object(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    script_value method, index = script_int(it->at++);
    if (it->kind == ITERATE_GETITEM) {
        class_find_special(it->source, "__getitem__", &method);
        lathe_status st = call_with_self(vm, method, it->source, &(arguments){.items = &index, .count = 1}, out, err);
        return stop_at(vm, st, "IndexError", done);
    }
    class_find_special(it->source, "__next__", &method);
    return stop_at(vm, call_with_self(vm, method, it->source, &(arguments){0}, out, err), "StopIteration", done);
}

static lathe_status next_of_generator(script_vm *vm, script_iterator *it, bool *done, script_value *out,
                                      lathe_error *err)
{
    frame *f;
    lathe_status st = iterate_next_clause(vm, it, done, &f, err);
    return st || *done ? st : eval(vm, f, it->clauses->node->a, out, err);
}

static lathe_status next_of_native(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    return exception_adopt(vm, it->next(vm, it->state, done, out, err), err);
}

static lathe_status next_of_function(script_vm *vm, script_iterator *it, bool *done, script_value *out,
                                     lathe_error *err)
{
    script_value v;
    lathe_status st = generator_resume(vm, it->generator, script_none(), NULL, done, &v, err);
    if (!st)
        *(*done ? &it->first : out) = v;
    return st;
}

static lathe_status next_until(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    lathe_status st = script_call_value(vm, it->source, NULL, 0, out, err);
    return st ? st : script_equal(vm, *out, it->first, done, err);
}

static lathe_status next_item(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    const script_list *list = it->source.list;
    *done = it->at >= (int64_t)list->count;
    if (!*done)
        *out = list->items[it->at++];
    return LATHE_OK;
}

static lathe_status next_of_range(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    (void)err;
    (void)vm;
    const script_range *r = it->source.range;
    *done = it->at >= r->length;
    if (!*done) /* the products may wrap; the sum does not */
        *out = script_int((int64_t)((uint64_t)r->start + (uint64_t)it->at++ * (uint64_t)r->step));
    return LATHE_OK;
}

static lathe_status next_reversed(script_vm *vm, script_iterator *it, bool *done, script_value *out, lathe_error *err)
{
    if (script_is_sequence(it->source) && it->at > (int64_t)it->source.list->count)
        it->at = 0; /* the list shrank under way */
    *done = it->at <= 0;
    if (!*done && script_is_sequence(it->source)) { /* whatever a derived class says */
        *out = it->source.list->items[--it->at];
        return LATHE_OK;
    }
    return *done ? LATHE_OK : sequence_get(vm, it->source, script_int(--it->at), out, err);
}

typedef lathe_status (*next_function)(script_vm *vm, script_iterator *it, bool *done, script_value *out,
                                      lathe_error *err);

static const next_function next_functions[] = {
    [ITERATE_ITEMS] = next_item,          [ITERATE_STR] = next_character,   [ITERATE_RANGE] = next_of_range,
    [ITERATE_KEYS] = next_key,            [ITERATE_REVERSED] = next_reversed, [ITERATE_ENUMERATE] = next_of_enumerate,
    [ITERATE_ZIP] = next_of_each,         [ITERATE_MAP] = next_of_map,      [ITERATE_FILTER] = next_of_filter,
    [ITERATE_NEXT] = next_of_object,      [ITERATE_GETITEM] = next_of_object, [ITERATE_GENERATOR] = next_of_generator,
    [ITERATE_NATIVE] = next_of_native,
    [ITERATE_FUNCTION] = next_of_function, [ITERATE_SENTINEL] = next_until,
};

lathe_status script_iterator_next(script_vm *vm, script_iterator *it, bool *out_done, script_value *out,
                                  lathe_error *err)
{
    script_value v = script_none();
    bool done = it->done;
    lathe_status st = done ? LATHE_OK : vm_enter(vm, err);
    if (!st && !done)
        st = next_functions[it->kind](vm, it, &done, &v, err);
    if (st)
        return st;
    it->done = *out_done = done;
    if (!done)
        *out = v;
    return LATHE_OK;
}

const script_class *iterate_class(const script_iterator *it)
{
    switch (it->kind) {
    case ITERATE_ENUMERATE:
        return &types_enumerate;
    case ITERATE_ZIP:
        return &types_zip;
    case ITERATE_MAP:
        return &types_map;
    case ITERATE_FILTER:
        return &types_filter;
    case ITERATE_REVERSED:
        return &types_reversed;
    case ITERATE_GENERATOR:
    case ITERATE_FUNCTION:
        return &types_generator;
    case ITERATE_ITEMS:
        return it->source.kind == SCRIPT_TUPLE ? &types_tuple_iterator : &types_list_iterator;
    case ITERATE_STR:
        return &types_str_iterator;
    case ITERATE_RANGE:
        return &types_range_iterator;
    case ITERATE_KEYS:
        return script_is_set(it->source)   ? &types_set_iterator
               : it->part == VIEW_KEYS   ? &types_key_iterator
               : it->part == VIEW_VALUES ? &types_value_iterator
                                          : &types_item_iterator;
    case ITERATE_SENTINEL:
        return &types_callable_iterator;
    default:
        return it->type ? it->type : &types_iterator;
    }
}

struct generator *iterate_generator(const script_iterator *it)
{
    return it->generator;
}

script_value iterate_result(const script_iterator *it)
{
    return it->kind == ITERATE_FUNCTION && it->done ? it->first : script_none();
}

lathe_status iterate_function(script_vm *vm, script_function *fn, env *e, script_value *out, lathe_error *err)
{
    lathe_status st = new_value(vm, ITERATE_FUNCTION, script_none(), out, err);
    if (!st)
        out->iterator->first = script_none();
    return st ? st : generator_new(vm, fn, e, &out->iterator->generator, err);
}

lathe_status iterate_until(script_vm *vm, script_value callable, script_value sentinel, script_value *out,
                           lathe_error *err)
{
    lathe_status st = new_value(vm, ITERATE_SENTINEL, callable, out, err);
    if (!st)
        out->iterator->first = sentinel;
    return st;
}

lathe_status iterate_dict(script_vm *vm, script_value dict, view_part part, script_value *out, lathe_error *err)
{
    lathe_status st = new_value(vm, ITERATE_KEYS, dict, out, err);
    if (st)
        return st;
    out->iterator->count = dict.dict->count;
    out->iterator->part = part;
    return LATHE_OK;
}

lathe_status iterate_stop(script_vm *vm, script_value result, lathe_error *err)
{
    script_value stop;
    lathe_status st = exception_new(vm, exception_class(vm, "StopIteration"),
                                    &(arguments){.items = &result, .count = !script_is_none(result)}, &stop, err);
    return st ? st : exception_throw(vm, stop.object, err);
}

lathe_status script_to_items(script_vm *vm, script_value iterable, const script_value **out_items, size_t *out_count,
                             lathe_error *err)
{
    script_iterator *it;
    script_value list;
    script_value method;
    if (script_is_sequence(iterable) && !(iterable.list->self && class_find_special(iterable, "__iter__", &method))) {
        *out_items = iterable.list->items;
        *out_count = iterable.list->count;
        return LATHE_OK;
    }
    lathe_status st = script_iterate(vm, iterable, &it, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    while (!st) {
        script_value v;
        bool done;
        st = script_iterator_next(vm, it, &done, &v, err);
        if (!st && done)
            break;
        if (!st)
            st = script_list_append(vm, list.list, v, err);
    }
    if (st)
        return st;
    *out_items = list.list->items;
    *out_count = list.list->count;
    return LATHE_OK;
}

static lathe_status take_inner(script_vm *vm, script_value *out, const script_value *items, size_t count,
                               lathe_error *err)
{
    script_iterator *it = out->iterator;
    lathe_status st = script_alloc(vm, (count + 1) * sizeof *it->inner, (void **)&it->inner, err);
    it->count = (uint32_t)count;
    for (size_t i = 0; i < count && !st; i++)
        st = script_iterate(vm, items[i], &it->inner[i], err);
    return st;
}

lathe_status iterate_zip(script_vm *vm, const script_value *items, size_t count, bool strict, script_value *out,
                         lathe_error *err)
{
    lathe_status st = new_value(vm, ITERATE_ZIP, script_none(), out, err);
    if (!st)
        out->iterator->strict = strict;
    return st ? st : take_inner(vm, out, items, count, err);
}

lathe_status iterate_map(script_vm *vm, script_value function, const script_value *items, size_t count, bool is_filter,
                         script_value *out, lathe_error *err)
{
    lathe_status st = new_value(vm, is_filter ? ITERATE_FILTER : ITERATE_MAP, function, out, err);
    return st ? st : take_inner(vm, out, items, count, err);
}

lathe_status iterate_enumerate(script_vm *vm, script_value source, int64_t start, script_value *out, lathe_error *err)
{
    lathe_status st = new_value(vm, ITERATE_ENUMERATE, script_none(), out, err);
    if (st)
        return st;
    out->iterator->at = start;
    return take_inner(vm, out, &source, 1, err);
}

lathe_status iterate_reversed(script_vm *vm, script_value source, script_value *out, lathe_error *err)
{
    const script_value *items;
    script_value method;
    size_t length;
    lathe_status st = LATHE_OK;
    if (class_find_special(source, "__reversed__", &method))
        return call_with_self(vm, method, source, &(arguments){0}, out, err);
    bool counts = class_find_special(source, "__len__", &method) || class_hooks(source, offsetof(script_hooks, length));
    bool is_indexed =
        class_find_special(source, "__getitem__", &method) || class_hooks(source, offsetof(script_hooks, item));
    if (source.kind == SCRIPT_DICT || (source.kind == SCRIPT_CLASS && counts && is_indexed)) {
        st = script_to_items(vm, source, &items, &length, err);
        if (!st)
            st = script_list_new(vm, items, length, &source, err);
    }
    if (!st && !script_is_sequence(source) && source.kind != SCRIPT_STR && source.kind != SCRIPT_RANGE &&
        source.kind != SCRIPT_BYTES && (!counts || !is_indexed || source.kind == SCRIPT_CLASS))
        return script_raise(vm, err, "TypeError", "'%s' object is not reversible", script_type_name(source));
    if (script_is_sequence(source))
        length = source.list->count;
    else if (!st)
        st = sequence_length(vm, source, &length, err);
    if (!st)
        st = new_value(vm, ITERATE_REVERSED, source, out, err);
    if (!st)
        out->iterator->at = (int64_t)length;
    return st;
}
