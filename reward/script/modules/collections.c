/* collections.c: Python's collections but for deque (deque.c) and namedtuple (named_tuple.c). The dicts among them are
 * dicts with a class of their own. UserDict and its kin are not there. */
#include "reward/script/modules/modules.h"
#include "reward/script/modules/named_tuple.h"
#include "reward/script/vm.h"

#include <string.h>

static lathe_status new_dict(script_vm *vm, const script_class *type, void *host, script_value *out, lathe_error *err)
{
    script_value dict, object;
    lathe_status st = script_dict_new(vm, &dict, err);
    if (!st)
        st = script_object_new(vm, type, host, NULL, &object, err);
    if (st)
        return st;
    dict.dict->self = object.object;
    *out = dict;
    return LATHE_OK;
}

/* What dict(source, **named) holds, added to a dict. */
static lathe_status add_all(script_vm *vm, script_dict *to, script_value source, script_value named, lathe_error *err)
{
    script_value made;
    script_call inner = {.method = types_dict.construct, .self = script_type(&types_dict),
                         .args = (script_value[]){source, named}, .count = 2};
    lathe_status st = types_dict.construct->call(vm, &inner, &made, err);
    for (uint32_t i = 0; !st && i < made.dict->used; i++)
        if (made.dict->entries[i].key.kind != SCRIPT_UNBOUND)
            st = script_dict_set(vm, to, made.dict->entries[i].key, made.dict->entries[i].value, err);
    return st;
}

static lathe_status copy_into(script_vm *vm, script_dict *to, const script_dict *from, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; !st && i < from->used; i++)
        if (from->entries[i].key.kind != SCRIPT_UNBOUND)
            st = script_dict_set(vm, to, from->entries[i].key, from->entries[i].value, err);
    return st;
}

/* The repr of the dict itself, without its class. */
static lathe_status plain_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    script_dict plain = *self.dict;
    plain.self = NULL;
    return script_to_repr(vm, (script_value){.kind = SCRIPT_DICT, .dict = &plain}, out, err);
}

/* ---- defaultdict ---- */

typedef struct default_state {
    script_value factory;
} default_state;

static const script_class class_defaultdict;

MODULE_FUNCTION(make_defaultdict)
{
    const script_list *rest = call->args[0].list;
    script_value factory = rest->count ? rest->items[0] : script_none(), empty;
    default_state *state;
    if (rest->count > 2)
        return script_raise(vm, err, "TypeError", "dict expected at most 1 argument, got %zu", rest->count - 1);
    bool callable = factory.kind == SCRIPT_FUNCTION || factory.kind == SCRIPT_NATIVE || factory.kind == SCRIPT_BOUND ||
                    factory.kind == SCRIPT_CLASS || factory.kind == SCRIPT_OBJECT;
    if (!script_is_none(factory) && !callable)
        return script_raise(vm, err, "TypeError", "first argument must be callable or None");
    lathe_status st = script_alloc(vm, sizeof *state, (void **)&state, err);
    if (!st)
        st = new_dict(vm, call->self.type, state, out, err);
    if (!st)
        st = script_tuple_new(vm, NULL, 0, &empty, err);
    if (st)
        return st;
    state->factory = factory;
    return add_all(vm, out->dict, rest->count > 1 ? rest->items[1] : empty, call->args[1], err);
}

static lathe_status defaultdict_missing(script_vm *vm, script_value self, script_value key, script_value *out,
                                        lathe_error *err)
{
    const default_state *state = self.dict->self->host;
    if (script_is_none(state->factory))
        return exception_key_error(vm, key, err);
    lathe_status st = script_call_value(vm, state->factory, NULL, 0, out, err);
    return st ? st : script_dict_set(vm, self.dict, key, *out, err);
}

static lathe_status defaultdict_get(script_vm *vm, script_value self, const char *name, bool *handled,
                                    script_value *out, lathe_error *err)
{
    const default_state *state = self.dict->self->host;
    (void)vm;
    (void)err;
    *handled = strcmp(name, "default_factory") == 0;
    if (*handled)
        *out = state->factory;
    return LATHE_OK;
}

static lathe_status defaultdict_set(script_vm *vm, script_value self, const char *name, script_value value,
                                    bool *handled, lathe_error *err)
{
    default_state *state = self.dict->self->host;
    (void)vm;
    (void)err;
    *handled = strcmp(name, "default_factory") == 0;
    if (*handled)
        state->factory = value;
    return LATHE_OK;
}

static lathe_status defaultdict_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const default_state *state = self.dict->self->host;
    script_value factory, items;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_repr(vm, state->factory, &factory, err);
    if (!st)
        st = plain_repr(vm, self, &items, err);
    if (!st)
        st = builder_add(&b, "defaultdict(", 12, err);
    if (!st)
        st = builder_add_str(&b, factory.str, err);
    if (!st)
        st = builder_add(&b, ", ", 2, err);
    if (!st)
        st = builder_add_str(&b, items.str, err);
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

MODULE_FUNCTION(copy_dict)
{
    lathe_status st = new_dict(vm, call->self.dict->self->type, call->self.dict->self->host, out, err);
    return st ? st : copy_into(vm, out->dict, call->self.dict, err);
}

MODULE_FUNCTION(copy_defaultdict)
{
    default_state *state;
    lathe_status st = script_alloc(vm, sizeof *state, (void **)&state, err);
    if (!st)
        st = copy_dict(vm, call, out, err);
    if (st)
        return st;
    *state = *(const default_state *)call->self.dict->self->host;
    out->dict->self->host = state;
    return LATHE_OK;
}

static const script_method defaultdict_methods[] = {
    {"copy", "", copy_defaultdict, 0},
    {"__copy__", "", copy_defaultdict, 0},
    {NULL, NULL, NULL, 0},
};
static const script_method defaultdict_construct = {"defaultdict", "*args, **kwargs", make_defaultdict, 0};
static const script_hooks defaultdict_hooks = {
    .get = defaultdict_get, .set = defaultdict_set, .missing = defaultdict_missing, .repr = defaultdict_repr};
static const script_class class_defaultdict = {.name = "collections.defaultdict",
                                               .base = &types_dict,
                                               .methods = defaultdict_methods,
                                               .construct = &defaultdict_construct,
                                               .hooks = &defaultdict_hooks};

/* ---- OrderedDict ---- */

static const script_class class_ordered;

MODULE_FUNCTION(make_ordered)
{
    lathe_status st = new_dict(vm, call->self.type, NULL, out, err);
    return st ? st : add_all(vm, out->dict, call->args[0], call->args[1], err);
}

/* The first or last living entry; NULL if there is none. */
static script_dict_entry *end_entry(const script_dict *d, bool last)
{
    for (uint32_t i = 0; i < d->used; i++) {
        script_dict_entry *e = &d->entries[last ? d->used - 1 - i : i];
        if (e->key.kind != SCRIPT_UNBOUND)
            return e;
    }
    return NULL;
}

MODULE_FUNCTION(ordered_popitem)
{
    bool last, found;
    lathe_status st = script_to_truth(vm, call->args[0], &last, err);
    if (!st)
        st = script_spend(vm, vm_cost(call->self.dict->used), err);
    if (st)
        return st;
    const script_dict_entry *e = end_entry(call->self.dict, last);
    if (!e)
        return script_raise(vm, err, "KeyError", "dictionary is empty");
    script_value pair[] = {e->key, e->value};
    st = script_tuple_new(vm, pair, 2, out, err);
    return st ? st : script_dict_remove(vm, call->self.dict, pair[0], &found, err);
}

MODULE_FUNCTION(ordered_move)
{
    bool last, found;
    script_value v, old;
    script_dict *d = call->self.dict;
    (void)out;
    lathe_status st = script_to_truth(vm, call->args[1], &last, err);
    if (!st)
        st = script_dict_get(vm, d, call->args[0], &found, &v, err);
    if (!st && !found)
        return exception_key_error(vm, call->args[0], err);
    if (!st && !last)
        st = new_dict(vm, &class_ordered, NULL, &old, err);
    if (!st && !last)
        st = script_dict_set(vm, old.dict, call->args[0], v, err);
    if (!st)
        st = script_dict_remove(vm, d, call->args[0], &found, err);
    if (!st && last)
        return script_dict_set(vm, d, call->args[0], v, err);
    if (!st)
        st = copy_into(vm, old.dict, d, err);
    if (!st)
        st = script_spend(vm, vm_cost(d->used) + 1, err);
    if (st)
        return st;
    old.dict->self = d->self;
    *d = *old.dict;
    return LATHE_OK;
}

static lathe_status items_of(script_vm *vm, const script_dict *d, script_value *out, lathe_error *err)
{
    lathe_status st = script_list_new(vm, NULL, 0, out, err);
    for (uint32_t i = 0; i < d->used && !st; i++) {
        script_value pair;
        if (d->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        st = script_tuple_new(vm, (script_value[]){d->entries[i].key, d->entries[i].value}, 2, &pair, err);
        if (!st)
            st = script_list_append(vm, out->list, pair, err);
    }
    return st;
}

static lathe_status ordered_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    script_value items, text;
    text_builder b = {.vm = vm};
    if (!self.dict->count)
        return script_str_new(vm, "OrderedDict()", 13, out, err);
    lathe_status st = items_of(vm, self.dict, &items, err);
    if (!st)
        st = script_to_repr(vm, items, &text, err);
    if (!st)
        st = builder_add(&b, "OrderedDict(", 12, err);
    if (!st)
        st = builder_add_str(&b, text.str, err);
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

/* Two of them are equal in the same order only. */
static lathe_status ordered_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                    bool *handled, script_value *out, lathe_error *err)
{
    script_value a, b;
    bool same;
    bool both = left.kind == SCRIPT_DICT && right.kind == SCRIPT_DICT && script_is_instance(left, &class_ordered) &&
                script_is_instance(right, &class_ordered);
    if (!both || (op != SCRIPT_EQUAL && op != SCRIPT_NOT_EQUAL))
        return LATHE_OK;
    lathe_status st = items_of(vm, left.dict, &a, err);
    if (!st)
        st = items_of(vm, right.dict, &b, err);
    if (!st)
        st = script_equal(vm, a, b, &same, err);
    if (st)
        return st;
    *handled = true;
    *out = script_bool(same == (op == SCRIPT_EQUAL));
    return LATHE_OK;
}

static const script_method ordered_methods[] = {
    {"popitem", "last=True", ordered_popitem, 0},
    {"move_to_end", "key, last=True", ordered_move, 0},
    {"copy", "", copy_dict, 0},
    {"__copy__", "", copy_dict, 0},
    {NULL, NULL, NULL, 0},
};
static const script_method ordered_construct = {"OrderedDict", "iterable=(), /, **kwargs", make_ordered, 0};
static const script_hooks ordered_hooks = {.repr = ordered_repr, .operate = ordered_operate};
static const script_class class_ordered = {.name = "collections.OrderedDict",
                                           .base = &types_dict,
                                           .methods = ordered_methods,
                                           .construct = &ordered_construct,
                                           .hooks = &ordered_hooks};

/* ---- Counter ---- */

static const script_class class_counter;

static lathe_status count_one(script_vm *vm, script_dict *d, script_value key, script_value times, script_operator op,
                              lathe_error *err)
{
    script_value n = script_int(0);
    bool found;
    lathe_status st = script_dict_get(vm, d, key, &found, &n, err);
    if (!st)
        st = script_operate(vm, op, n, times, &n, err);
    return st ? st : script_dict_set(vm, d, key, n, err);
}

/* Adds or takes away the counts of a mapping, or one for each item of an iterable. */
static lathe_status count_all(script_vm *vm, script_dict *d, script_value source, script_operator op, lathe_error *err)
{
    script_iterator *it;
    lathe_status st = LATHE_OK;
    bool is_mapping;
    if (script_is_none(source))
        return LATHE_OK;
    if (script_is_instance(source, &collections_chain_map))
        st = dict_of_mapping(vm, source, &is_mapping, &source, err);
    if (st)
        return st;
    if (source.kind == SCRIPT_DICT) {
        for (uint32_t i = 0; i < source.dict->used && !st; i++)
            if (source.dict->entries[i].key.kind != SCRIPT_UNBOUND)
                st = count_one(vm, d, source.dict->entries[i].key, source.dict->entries[i].value, op, err);
        return st;
    }
    st = script_iterate(vm, source, &it, err);
    while (!st) {
        script_value v;
        bool done;
        st = script_iterator_next(vm, it, &done, &v, err);
        if (st || done)
            break;
        st = count_one(vm, d, v, script_int(1), op, err);
    }
    return st;
}

MODULE_FUNCTION(make_counter)
{
    lathe_status st = new_dict(vm, call->self.type, NULL, out, err);
    if (!st)
        st = count_all(vm, out->dict, call->args[0], SCRIPT_ADD, err);
    return st ? st : count_all(vm, out->dict, call->args[1], SCRIPT_ADD, err);
}

MODULE_FUNCTION(counter_update)
{
    script_operator op = call->method->name[0] == 's' ? SCRIPT_SUBTRACT : SCRIPT_ADD;
    (void)out;
    lathe_status st = count_all(vm, call->self.dict, call->args[0], op, err);
    return st ? st : count_all(vm, call->self.dict, call->args[1], op, err);
}

static lathe_status counter_missing(script_vm *vm, script_value self, script_value key, script_value *out,
                                    lathe_error *err)
{
    (void)vm;
    (void)self;
    (void)key;
    (void)err;
    *out = script_int(0);
    return LATHE_OK;
}

/* Pairs by falling count, equal ones in their order. */
static lathe_status sorted_items(script_vm *vm, const script_dict *d, script_value *out, lathe_error *err)
{
    script_value pairs, counts, index;
    lathe_status st = items_of(vm, d, &pairs, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &counts, err);
    for (size_t i = 0; !st && i < pairs.list->count; i++) {
        script_value keyed[] = {pairs.list->items[i].list->items[1], script_int(-(int64_t)i)};
        st = script_tuple_new(vm, keyed, 2, &index, err);
        if (!st)
            st = script_list_append(vm, counts.list, index, err);
    }
    if (!st)
        st = sequence_sort(vm, counts.list->items, counts.list->count, script_none(), true, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, out, err);
    for (size_t i = 0; !st && i < counts.list->count; i++)
        st = script_list_append(vm, out->list, pairs.list->items[-counts.list->items[i].list->items[1].integer], err);
    return st;
}

MODULE_FUNCTION(counter_most_common)
{
    int64_t n;
    lathe_status st = sorted_items(vm, call->self.dict, out, err);
    if (st || script_is_none(call->args[0]))
        return st;
    st = script_to_int(vm, call->args[0], &n, err);
    if (!st && (size_t)(n < 0 ? 0 : n) < out->list->count)
        out->list->count = (size_t)(n < 0 ? 0 : n);
    return st;
}

MODULE_FUNCTION(counter_elements)
{
    const script_dict *d = call->self.dict;
    script_value list;
    script_iterator *it;
    lathe_status st = script_list_new(vm, NULL, 0, &list, err);
    for (uint32_t i = 0; i < d->used && !st; i++) {
        int64_t n;
        if (d->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        st = script_to_int(vm, d->entries[i].value, &n, err);
        for (int64_t k = 0; k < n && !st; k++) {
            st = script_spend(vm, 1, err);
            if (!st)
                st = script_list_append(vm, list.list, d->entries[i].key, err);
        }
    }
    if (!st)
        st = script_iterate(vm, list, &it, err);
    if (!st)
        *out = (script_value){.kind = SCRIPT_ITERATOR, .iterator = it};
    return st;
}

MODULE_FUNCTION(counter_total)
{
    const script_dict *d = call->self.dict;
    lathe_status st = LATHE_OK;
    script_value total = script_int(0);
    for (uint32_t i = 0; i < d->used && !st; i++)
        if (d->entries[i].key.kind != SCRIPT_UNBOUND)
            st = script_operate(vm, SCRIPT_ADD, total, d->entries[i].value, &total, err);
    *out = total;
    return st;
}

static lathe_status counter_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    script_value pairs, dict, text;
    text_builder b = {.vm = vm};
    if (!self.dict->count)
        return script_str_new(vm, "Counter()", 9, out, err);
    lathe_status st = sorted_items(vm, self.dict, &pairs, err);
    if (!st)
        st = script_dict_new(vm, &dict, err);
    for (size_t i = 0; !st && i < pairs.list->count; i++)
        st = script_dict_set(vm, dict.dict, pairs.list->items[i].list->items[0], pairs.list->items[i].list->items[1],
                             err);
    if (!st)
        st = script_to_repr(vm, dict, &text, err);
    if (!st)
        st = builder_add(&b, "Counter(", 8, err);
    if (!st)
        st = builder_add_str(&b, text.str, err);
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

/* The count that + - | & give a key; only positive ones stay. */
static lathe_status combine_counts(script_vm *vm, script_operator op, script_value a, script_value b, script_dict *to,
                                   script_value key, lathe_error *err)
{
    script_value n = a, verdict;
    bool take;
    lathe_status st = LATHE_OK;
    if (op == SCRIPT_ADD || op == SCRIPT_SUBTRACT) {
        st = script_operate(vm, op, a, b, &n, err);
    } else {
        st = script_operate(vm, op == SCRIPT_BIT_OR ? SCRIPT_LESS : SCRIPT_GREATER, a, b, &verdict, err);
        if (!st)
            st = script_to_truth(vm, verdict, &take, err);
        if (!st && take)
            n = b;
    }
    if (!st)
        st = script_operate(vm, SCRIPT_GREATER, n, script_int(0), &verdict, err);
    if (!st)
        st = script_to_truth(vm, verdict, &take, err);
    return st || !take ? st : script_dict_set(vm, to, key, n, err);
}

static lathe_status counter_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                    bool *handled, script_value *out, lathe_error *err)
{
    script_value made;
    bool algebra = op == SCRIPT_ADD || op == SCRIPT_SUBTRACT || op == SCRIPT_BIT_OR || op == SCRIPT_BIT_AND;
    bool both = left.kind == SCRIPT_DICT && right.kind == SCRIPT_DICT && script_is_instance(left, &class_counter) &&
                script_is_instance(right, &class_counter);
    if (!both || !algebra)
        return LATHE_OK;
    lathe_status st = new_dict(vm, &class_counter, NULL, &made, err);
    for (int side = 0; side < 2 && !st; side++) {
        const script_dict *from = side ? right.dict : left.dict, *other = side ? left.dict : right.dict;
        for (uint32_t i = 0; i < from->used && !st; i++) {
            script_value n = script_int(0), key = from->entries[i].key, own = from->entries[i].value;
            bool found;
            if (key.kind == SCRIPT_UNBOUND)
                continue;
            st = script_dict_get(vm, other, key, &found, &n, err);
            if (!st && !(side && found))
                st = combine_counts(vm, op, side ? n : own, side ? own : n, made.dict, key, err);
        }
    }
    if (st)
        return st;
    *handled = true;
    *out = made;
    return LATHE_OK;
}

static const script_method counter_methods[] = {
    {"most_common", "n=None", counter_most_common, 0},
    {"elements", "", counter_elements, 0},
    {"total", "", counter_total, 0},
    {"update", "iterable=None, /, **kwds", counter_update, 0},
    {"subtract", "iterable=None, /, **kwds", counter_update, 0},
    {"copy", "", copy_dict, 0},
    {"__copy__", "", copy_dict, 0},
    {NULL, NULL, NULL, 0},
};
static const script_method counter_construct = {"Counter", "iterable=None, /, **kwds", make_counter, 0};
static const script_hooks counter_hooks = {
    .missing = counter_missing, .repr = counter_repr, .operate = counter_operate};
static const script_class class_counter = {.name = "collections.Counter",
                                           .base = &types_dict,
                                           .methods = counter_methods,
                                           .construct = &counter_construct,
                                           .hooks = &counter_hooks};

/* ---- the module ---- */

static const script_method functions[] = {
    {"namedtuple", "typename, field_names, *, rename=False, defaults=None, module=None", named_tuple_make, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("defaultdict", &class_defaultdict),
    SCRIPT_MEMBER_CLASS("OrderedDict", &class_ordered),
    SCRIPT_MEMBER_CLASS("Counter", &class_counter),
    SCRIPT_MEMBER_CLASS("deque", &collections_deque),
    SCRIPT_MEMBER_CLASS("ChainMap", &collections_chain_map),
    SCRIPT_MEMBER_MODULE("abc", &module_collections_abc),
    SCRIPT_MEMBER_UNSUPPORTED("UserDict"),
    SCRIPT_MEMBER_UNSUPPORTED("UserList"),
    SCRIPT_MEMBER_UNSUPPORTED("UserString"),
    {0},
};
const script_module module_collections = {.name = "collections", .functions = functions, .members = members};
