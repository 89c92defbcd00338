/* value.c: making values, reading numbers and truth, what holds for every kind. */
#include "reward/script/vm.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

lathe_status script_alloc(script_vm *vm, size_t size, void **out, lathe_error *err)
{
    void *p = arena_alloc(vm->a, size);
    if (!p)
        return vm_out_of_memory(vm, err);
    *out = p;
    return LATHE_OK;
}

lathe_status script_str_new(script_vm *vm, const char *text, size_t length, script_value *out, lathe_error *err)
{
    script_str *s = text_new(vm->a, text, length);
    if (!s)
        return vm_out_of_memory(vm, err);
    *out = text_value(s);
    return LATHE_OK;
}

lathe_status script_str_printf(script_vm *vm, script_value *out, lathe_error *err, const char *format, ...)
{
    char text[512];
    va_list list;
    va_start(list, format);
    int length = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    return script_str_new(vm, text,
                          length < 0                     ? 0
                          : (size_t)length < sizeof text ? (size_t)length
                                                         : sizeof text - 1,
                          out, err);
}

static lathe_status sequence_new(script_vm *vm, script_kind kind, const script_value *items, size_t count,
                                 script_value *out, lathe_error *err)
{
    script_list *list = arena_alloc(vm->a, sizeof *list);
    if (!list)
        return vm_out_of_memory(vm, err);
    if (count) {
        list->items = count < SIZE_MAX / sizeof *items ? arena_alloc(vm->a, count * sizeof *items) : NULL;
        if (!list->items)
            return vm_out_of_memory(vm, err);
        if (items)
            memcpy(list->items, items, count * sizeof *items);
    }
    list->count = list->capacity = count;
    *out = (script_value){.kind = kind, .list = list};
    return LATHE_OK;
}

lathe_status script_list_new(script_vm *vm, const script_value *items, size_t count, script_value *out,
                             lathe_error *err)
{
    return sequence_new(vm, SCRIPT_LIST, items, count, out, err);
}

lathe_status script_tuple_new(script_vm *vm, const script_value *items, size_t count, script_value *out,
                              lathe_error *err)
{
    return sequence_new(vm, SCRIPT_TUPLE, items, count, out, err);
}

lathe_status sequence_reserve(script_vm *vm, script_list *list, size_t capacity, lathe_error *err)
{
    if (capacity <= list->capacity)
        return LATHE_OK;
    size_t room = list->capacity * 2 < 8 ? 8 : list->capacity * 2;
    if (room < capacity)
        room = capacity;
    script_value *items = room < SIZE_MAX / sizeof *items ? arena_alloc(vm->a, room * sizeof *items) : NULL;
    if (!items)
        return vm_out_of_memory(vm, err);
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    list->items = items;
    list->capacity = room;
    return LATHE_OK;
}

lathe_status script_list_append(script_vm *vm, script_list *list, script_value item, lathe_error *err)
{
    lathe_status st = sequence_reserve(vm, list, list->count + 1, err);
    if (!st)
        list->items[list->count++] = item;
    return st;
}

lathe_status script_dict_new(script_vm *vm, script_value *out, lathe_error *err)
{
    script_dict *d = arena_alloc(vm->a, sizeof *d);
    if (!d)
        return vm_out_of_memory(vm, err);
    *out = (script_value){.kind = SCRIPT_DICT, .dict = d};
    return LATHE_OK;
}

lathe_status script_set_new(script_vm *vm, script_value *out, lathe_error *err)
{
    lathe_status st = script_dict_new(vm, out, err);
    if (!st)
        out->kind = SCRIPT_SET;
    return st;
}

/* Equality inside of dicts may call a script's __eq__, which may fail. */
typedef struct equality {
    script_vm *vm;
    lathe_status status;
    lathe_error *err;
} equality;

static bool keys_equal(void *context, script_value a, script_value b)
{
    equality *e = context;
    bool same = script_identical(a, b);
    if (!same && !e->status)
        e->status = script_equal(e->vm, a, b, &same, e->err);
    return same && !e->status;
}

static lathe_status find(script_vm *vm, const script_dict *d, script_value key, uint32_t *hash, script_dict_entry **out,
                         lathe_error *err)
{
    equality e = {vm, LATHE_OK, err};
    lathe_status st = compare_hash(vm, key, hash, err);
    if (st)
        return st;
    *out = dict_find(d, key, *hash, keys_equal, &e);
    return e.status;
}

lathe_status script_dict_set(script_vm *vm, script_dict *dict, script_value key, script_value value, lathe_error *err)
{
    uint32_t hash;
    script_dict_entry *e;
    lathe_status st = find(vm, dict, key, &hash, &e, err);
    if (st)
        return st;
    if (!e)
        e = dict_add(vm->a, dict, key, hash);
    if (!e)
        return vm_out_of_memory(vm, err);
    e->value = value;
    return LATHE_OK;
}

lathe_status script_dict_get(script_vm *vm, const script_dict *dict, script_value key, bool *out_found,
                             script_value *out, lathe_error *err)
{
    uint32_t hash;
    script_dict_entry *e;
    lathe_status st = find(vm, dict, key, &hash, &e, err);
    if (st)
        return st;
    *out_found = e != NULL;
    if (e)
        *out = e->value;
    return LATHE_OK;
}

lathe_status script_dict_remove(script_vm *vm, script_dict *dict, script_value key, bool *out_found, lathe_error *err)
{
    uint32_t hash;
    script_dict_entry *e;
    lathe_status st = find(vm, dict, key, &hash, &e, err);
    if (st)
        return st;
    *out_found = e != NULL;
    if (e)
        dict_remove(dict, e);
    return LATHE_OK;
}

lathe_status script_object_new(script_vm *vm, const script_class *type, void *host, void (*release)(void *host),
                               script_value *out, lathe_error *err)
{
    script_object *object = arena_alloc(vm->a, sizeof *object);
    if (!object) {
        if (release)
            release(host);
        return vm_out_of_memory(vm, err);
    }
    *object = (script_object){.type = type, .host = host, .release = release};
    if (release) {
        object->next_released = vm->released;
        vm->released = object;
    }
    *out = script_of_object(object);
    return LATHE_OK;
}

lathe_status class_plain(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    const script_hooks *hooks = v.kind == SCRIPT_OBJECT ? class_hooks(v, offsetof(script_hooks, plain)) : NULL;
    if (hooks)
        return exception_adopt(vm, hooks->plain(vm, v, out, err), err);
    *out = v;
    return LATHE_OK;
}

lathe_status class_method_value(script_vm *vm, const script_method *row, const char *owner, script_value *out,
                                lathe_error *err)
{
    script_native_value *native;
    lathe_status st = script_alloc(vm, sizeof *native, (void **)&native, err);
    if (st)
        return st;
    *native = (script_native_value){.method = row, .owner = owner};
    *out = (script_value){.kind = SCRIPT_NATIVE, .native = native};
    return LATHE_OK;
}

lathe_status class_new(script_vm *vm, const char *name, const script_class *base, script_class **out, lathe_error *err)
{
    script_class *type;
    struct script_user_class *user;
    lathe_status st = script_alloc(vm, sizeof *type, (void **)&type, err);
    if (!st)
        st = script_alloc(vm, sizeof *user, (void **)&user, err);
    if (st)
        return st;
    user->qualified_name = name;
    *type = (script_class){.name = name, .base = base, .user = user};
    *out = type;
    return class_set_bases(vm, type, &(script_value){.kind = SCRIPT_CLASS, .type = base}, 1, err);
}

lathe_status class_put(script_vm *vm, const script_class *type, const char *name, script_value v, lathe_error *err)
{
    script_value key;
    lathe_status st = script_str_new(vm, name, strlen(name), &key, err);
    script_value *place = st ? NULL : dict_place_str(vm->a, &type->user->names, key.str);
    if (!st && !place)
        return vm_out_of_memory(vm, err);
    if (st)
        return st;
    *place = v;
    if (name[0] == '_') /* the class is a script's or module's, made in this run */
        class_note_specials((script_class *)(uintptr_t)type);
    return LATHE_OK;
}

const char *script_type_name(script_value v)
{
    return class_of(v)->name;
}

bool script_is_subclass(const script_class *type, const script_class *base)
{
    if (base == &class_object)
        return true;
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w))
        if (w.at == base || (w.at->also && script_is_subclass(w.at->also, base)))
            return true;
    return false;
}

bool script_is_instance(script_value v, const script_class *type)
{
    const script_object *object = object_of(v);
    return script_is_subclass(class_of(v), type) && !(object && object->is_unmade);
}

void *script_host_of(script_value v, const script_class *type)
{
    return v.kind == SCRIPT_OBJECT && script_is_subclass(v.object->type, type) ? v.object->host : NULL;
}

lathe_status script_to_double(script_vm *vm, script_value v, double *out, lathe_error *err)
{
    script_value method, result;
    const script_hooks *hooks;
    lathe_status st;
    if (v.kind == SCRIPT_OBJECT) {
        st = class_plain(vm, v, &v, err);
        if (st)
            return st;
    }
    switch (v.kind) {
    case SCRIPT_FLOAT:
        *out = v.number;
        return LATHE_OK;
    case SCRIPT_INT:
        *out = (double)v.integer;
        return LATHE_OK;
    case SCRIPT_BOOL:
        *out = v.boolean;
        return LATHE_OK;
    default:
        hooks = class_hooks(v, offsetof(script_hooks, number));
        if (hooks) {
            st = exception_adopt(vm, hooks->number(vm, v, false, &result, err), err);
            return st ? st : script_to_double(vm, result, out, err);
        }
        if (class_find_special(v, "__float__", &method))
            break;
        if (class_find_special(v, "__index__", &method)) {
            int64_t whole;
            st = script_to_int(vm, v, &whole, err);
            if (!st)
                *out = (double)whole;
            return st;
        }
        return script_raise(vm, err, "TypeError", "must be real number, not %s", script_type_name(v));
    }
    st = call_with_self(vm, method, v, &(arguments){0}, &result, err);
    if (!st && result.kind != SCRIPT_FLOAT)
        return script_raise(vm, err, "TypeError", "%s.__float__ returned non-float (type %s)", script_type_name(v),
                            script_type_name(result));
    if (!st)
        *out = result.number;
    return st;
}

lathe_status script_to_int(script_vm *vm, script_value v, int64_t *out, lathe_error *err)
{
    script_value shown = v, method;
    const script_hooks *hooks = class_hooks(v, offsetof(script_hooks, number));
    lathe_status st = hooks ? exception_adopt(vm, hooks->number(vm, v, true, &v, err), err)
                            : class_plain(vm, shown, &v, err);
    if (st)
        return st;
    if (v.kind == SCRIPT_INT)
        *out = v.integer;
    else if (v.kind == SCRIPT_BOOL)
        *out = v.boolean;
    else if (class_find_special(v, "__index__", &method)) {
        st = call_with_self(vm, method, v, &(arguments){0}, &v, err);
        if (!st && v.kind != SCRIPT_INT && v.kind != SCRIPT_BOOL)
            return script_raise(vm, err, "TypeError", "__index__ returned non-int (type %s)", script_type_name(v));
        if (!st)
            *out = v.kind == SCRIPT_INT ? v.integer : v.boolean;
        return st;
    } else
        return script_raise(vm, err, "TypeError", "'%s' object cannot be interpreted as an integer",
                            script_type_name(shown));
    return LATHE_OK;
}

static lathe_status truth_of_object(script_vm *vm, script_value v, bool *out, lathe_error *err)
{
    script_value method, result;
    const script_hooks *hooks = class_hooks(v, offsetof(script_hooks, truth));
    if (class_find_special(v, "__bool__", &method)) {
        lathe_status st = call_with_self(vm, method, v, &(arguments){0}, &result, err);
        if (!st && result.kind != SCRIPT_BOOL)
            return script_raise(vm, err, "TypeError", "__bool__ should return bool, returned %s",
                                script_type_name(result));
        if (!st)
            *out = result.boolean;
        return st;
    }
    if (hooks)
        return hooks->truth(vm, v, out, err);
    if (!class_hooks(v, offsetof(script_hooks, length)) && !class_find_special(v, "__len__", &method)) {
        lathe_status st = class_plain(vm, v, &result, err);
        *out = true;
        return st || result.kind == SCRIPT_OBJECT ? st : script_to_truth(vm, result, out, err);
    }
    size_t length;
    lathe_status st = sequence_length(vm, v, &length, err);
    if (!st)
        *out = length != 0;
    return st;
}

lathe_status script_to_truth(script_vm *vm, script_value v, bool *out, lathe_error *err)
{
    script_value method;
    if (v.kind != SCRIPT_OBJECT && object_of(v) &&
        (class_find_special(v, "__bool__", &method) || class_find_special(v, "__len__", &method)))
        return truth_of_object(vm, v, out, err);
    switch (v.kind) {
    case SCRIPT_NONE:
        *out = false;
        return LATHE_OK;
    case SCRIPT_BOOL:
        *out = v.boolean;
        return LATHE_OK;
    case SCRIPT_INT:
        *out = v.integer != 0;
        return LATHE_OK;
    case SCRIPT_FLOAT:
        *out = v.number != 0;
        return LATHE_OK;
    case SCRIPT_STR:
    case SCRIPT_BYTES:
        *out = v.str->length != 0;
        return LATHE_OK;
    case SCRIPT_TUPLE:
    case SCRIPT_LIST:
        *out = v.list->count != 0;
        return LATHE_OK;
    case SCRIPT_DICT:
    case SCRIPT_SET:
    case SCRIPT_FROZENSET:
        *out = v.dict->count != 0;
        return LATHE_OK;
    case SCRIPT_RANGE:
        *out = v.range->length != 0;
        return LATHE_OK;
    case SCRIPT_OBJECT:
        return truth_of_object(vm, v, out, err);
    default:
        *out = true;
        return LATHE_OK;
    }
}

bool script_identical(script_value a, script_value b)
{
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case SCRIPT_NONE:
    case SCRIPT_ELLIPSIS:
    case SCRIPT_NOT_IMPLEMENTED:
        return true;
    case SCRIPT_BOOL:
        return a.boolean == b.boolean && a.numpy == b.numpy;
    case SCRIPT_INT:
        return a.integer == b.integer && a.numpy == b.numpy;
    case SCRIPT_FLOAT: /* a copy of one object, as far as a script can tell */
        return memcmp(&a.number, &b.number, sizeof a.number) == 0 && a.numpy == b.numpy;
    case SCRIPT_STR:
    case SCRIPT_BYTES:
        return text_equal(a.str, b.str);
    case SCRIPT_TUPLE:
        return a.list == b.list || (a.list->count == 0 && b.list->count == 0);
    case SCRIPT_NATIVE:
        return a.native == b.native || (a.native->method == b.native->method && a.native->self.kind == SCRIPT_UNBOUND &&
                                        b.native->self.kind == SCRIPT_UNBOUND);
    default:
        return a.object == b.object;
    }
}
