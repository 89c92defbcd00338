/* history.c: History and Op: what the steps of free functions made of the parts of shapes. */
#include "reward/cadquery/func/func.h"

#include <string.h>

typedef struct history_object {
    script_value ops, by_name; /* list, dict */
} history_object;

typedef struct op_object {
    kernel_trace *trace;
} op_object;

static void release_op(void *host)
{
    kernel_trace_free(((op_object *)host)->trace);
}

static op_object *op_of(script_value v)
{
    return script_host_of(v, &func_class_op);
}

/* ---- Op ---- */

static lathe_status find(script_vm *vm, const script_call *call, kernel_relation relation, script_value *out,
                         lathe_error *err)
{
    const shape_object *part = NULL;
    shape_object *made;
    if (call->count > 0) {
        bool given;
        TRY(script_to_truth(vm, call->args[0], &given, err));
        if (given || relation == KERNEL_IMAGE)
            TRY(func_need_shape(vm, call->args[0], &made, err));
        if (given || relation == KERNEL_IMAGE)
            part = made;
    }
    KEEP(&made, kernel_trace_find(op_of(call->self)->trace, relation, part ? part->kernel : NULL, &raw, err));
    return func_give(made, out);
}

#define RELATION(name, relation)                                                                                       \
    static METHOD_FUNCTION(name)                                                                                       \
    {                                                                                                                  \
        return find(vm, call, relation, out, err);                                                                     \
    }
RELATION(op_modified, KERNEL_MODIFIED)
RELATION(op_generated, KERNEL_GENERATED)
RELATION(op_deleted, KERNEL_DELETED)
RELATION(op_images, KERNEL_IMAGE)
RELATION(op_first, KERNEL_FIRST)
RELATION(op_last, KERNEL_LAST)

static const script_method op_methods[] = {
    { "modified", "s=None", op_modified, 0 }, { "generated", "s=None", op_generated, 0 },
    { "deleted", "", op_deleted, 0 },         { "images", "s", op_images, 0 },
    { "first", "s=None", op_first, 0 },       { "last", "s=None", op_last, 0 },
    { NULL, NULL, NULL, 0 },
};

static METHOD_FUNCTION(op_construct)
{
    void *memory;
    (void)call;
    TRY(script_alloc(vm, sizeof(op_object), &memory, err));
    op_object *op = memory;
    KERNEL(kernel_trace_new(NULL, 0, &op->trace, err));
    return script_object_new(vm, &func_class_op, op, release_op, out, err);
}

static const script_method construct_op = { "__init__", "name=None", op_construct, SCRIPT_METHOD_CLASS };
/* CadQuery's dictionaries behind the methods. */
static const script_member op_members[] = {
    SCRIPT_MEMBER_UNSUPPORTED("_name"),        SCRIPT_MEMBER_UNSUPPORTED("_tracked"),
    SCRIPT_MEMBER_UNSUPPORTED("_deleted"),     SCRIPT_MEMBER_UNSUPPORTED("_modified"),
    SCRIPT_MEMBER_UNSUPPORTED("_generated"),   SCRIPT_MEMBER_UNSUPPORTED("_images"),
    SCRIPT_MEMBER_UNSUPPORTED("_first"),       SCRIPT_MEMBER_UNSUPPORTED("_last"),
    SCRIPT_MEMBER_UNSUPPORTED("_first_shape"), SCRIPT_MEMBER_UNSUPPORTED("_last_shape"),
    { .name = NULL },
};
const script_class func_class_op = { .name = "Op", .methods = op_methods, .construct = &construct_op,
                                     .members = op_members };

/* ---- History ---- */

static METHOD_FUNCTION(history_construct)
{
    void *memory;
    (void)call;
    TRY(script_alloc(vm, sizeof(history_object), &memory, err));
    history_object *h = memory;
    TRY(objects_new_list(vm, &h->ops, err));
    TRY(script_dict_new(vm, &h->by_name, err));
    return script_object_new(vm, &func_class_history, h, NULL, out, err);
}

/* list.pop and the like, as Python does it */
static lathe_status call_method(script_vm *vm, script_value self, const char *name, script_value *out,
                                lathe_error *err)
{
    script_value method;
    TRY(script_get_attribute(vm, self, name, &method, err));
    return script_call_value(vm, method, NULL, 0, out, err);
}

static METHOD_FUNCTION(history_pop)
{
    const history_object *h = script_host_of(call->self, &func_class_history);
    return call_method(vm, h->ops, "pop", out, err);
}

static lathe_status append(script_vm *vm, const history_object *h, script_value op, script_value name,
                           lathe_error *err)
{
    bool named;
    TRY(script_list_append(vm, h->ops.list, op, err));
    TRY(script_to_truth(vm, name, &named, err));
    return named ? script_dict_set(vm, h->by_name.dict, name, op, err) : LATHE_OK;
}

static METHOD_FUNCTION(history_append)
{
    *out = script_none();
    return append(vm, script_host_of(call->self, &func_class_history), call->args[0], call->args[1], err);
}

static lathe_status history_item(script_vm *vm, script_value self, script_value key, script_value *out,
                                 lathe_error *err)
{
    const history_object *h = script_host_of(self, &func_class_history);
    script_value method;
    TRY(script_get_attribute(vm, key.kind == SCRIPT_STR ? h->by_name : h->ops, "__getitem__", &method, err));
    return script_call_value(vm, method, &key, 1, out, err);
}

static lathe_status history_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                                lathe_error *err)
{
    (void)vm, (void)err;
    const history_object *h = script_host_of(self, &func_class_history);
    bool ops = strcmp(name, "ops") == 0;
    *handled = ops || strcmp(name, "opDict") == 0;
    if (*handled)
        *out = ops ? h->ops : h->by_name;
    return LATHE_OK;
}

static const script_method history_methods[] = {
    { "pop", "", history_pop, 0 },
    { "append", "op, name=None", history_append, 0 },
    { NULL, NULL, NULL, 0 },
};
static const script_method construct_history = { "__init__", "", history_construct, SCRIPT_METHOD_CLASS };
static const script_hooks history_hooks = { .get = history_get, .item = history_item };
const script_class func_class_history = { .name = "History", .methods = history_methods,
                                          .construct = &construct_history, .hooks = &history_hooks };

/* ---- steps ---- */

lathe_status func_pair(script_vm *vm, script_value a, script_value b, script_value *out, lathe_error *err)
{
    const script_value pair[] = { a, b };
    return script_list_new(vm, pair, 2, out, err);
}

lathe_status func_begin_step(script_vm *vm, const script_call *call, size_t at, script_value shapes, func_step *out,
                             lathe_error *err)
{
    bool given;
    void *memory;
    kernel_array array;
    *out = (func_step){ .history = call->args[at] };
    TRY(script_to_truth(vm, call->args[at], &given, err));
    if (!given)
        return LATHE_OK;
    if (!script_is_instance(call->args[at], &func_class_history))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'opDict'",
                            script_type_name(call->args[at]));
    TRY(func_read_shapes(vm, shapes, &array, err));
    TRY(script_alloc(vm, sizeof(op_object), &memory, err));
    op_object *op = memory;
    KERNEL(kernel_trace_new(array.items, array.count, &op->trace, err));
    TRY(script_object_new(vm, &func_class_op, op, release_op, &out->op, err));
    out->trace = op->trace;
    return LATHE_OK;
}

lathe_status func_end_step(script_vm *vm, const script_call *call, size_t at, const func_step *step, lathe_error *err)
{
    if (!step->trace)
        return LATHE_OK;
    return append(vm, script_host_of(step->history, &func_class_history), step->op, call->args[at + 1], err);
}

lathe_status func_join_steps(script_vm *vm, const script_call *call, size_t at, lathe_error *err)
{
    const history_object *h = script_host_of(call->args[at], &func_class_history);
    if (!h || h->ops.list->count < 2)
        return LATHE_OK;
    script_list *ops = h->ops.list;
    op_object *last = op_of(ops->items[ops->count - 1]), *kept = op_of(ops->items[ops->count - 2]);
    ops->count--;
    KERNEL(kernel_trace_add(kept->trace, last->trace, err));
    bool named;
    TRY(script_to_truth(vm, call->args[at + 1], &named, err));
    return named ? script_dict_set(vm, h->by_name.dict, call->args[at + 1], ops->items[ops->count - 1], err) : LATHE_OK;
}
