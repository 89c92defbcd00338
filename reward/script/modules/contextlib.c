/* contextlib.c: Python's contextlib and types, and string's constants. Asynchronous managers are not there. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

/* What a manager keeps: a generator, a value, classes of exceptions, or callbacks. */
typedef struct manager {
    script_value value;
} manager;

static lathe_status new_manager(script_vm *vm, const script_class *type, script_value value, script_value *out,
                                lathe_error *err)
{
    manager *m;
    lathe_status st = script_alloc(vm, sizeof *m, (void **)&m, err);
    if (st)
        return st;
    m->value = value;
    return script_object_new(vm, type, m, NULL, out, err);
}

static manager *manager_of(const script_call *call) { return call->self.object->host; }

static bool is_in_flight(const script_vm *vm, lathe_status st, const char *name)
{
    return st == LATHE_E_SCRIPT && vm->exception &&
           script_is_subclass(vm->exception->type, exception_class(vm, name));
}

static lathe_status call_method(script_vm *vm, script_value object, const char *name, const script_value *args,
                                size_t count, script_value *out, lathe_error *err)
{
    script_value method;
    lathe_status st = script_get_attribute(vm, object, name, &method, err);
    return st ? st : script_call_value(vm, method, args, count, out, err);
}

/* ---- contextmanager ---- */

static lathe_status next_of(script_vm *vm, script_value generator, bool *done, script_value *out, lathe_error *err)
{
    script_iterator *it;
    lathe_status st = script_iterate(vm, generator, &it, err);
    return st ? st : script_iterator_next(vm, it, done, out, err);
}

MODULE_FUNCTION(generator_enter)
{
    bool done;
    lathe_status st = next_of(vm, manager_of(call)->value, &done, out, err);
    return st || !done ? st : script_raise(vm, err, "RuntimeError", "generator didn't yield");
}

/* Goes on after the yield; an exception of the body is raised there. True where the generator took it. */
MODULE_FUNCTION(generator_exit)
{
    script_value generator = manager_of(call)->value, exception = call->args[1], ignored;
    bool done;
    *out = script_bool(false);
    if (script_is_none(call->args[0])) {
        lathe_status st = next_of(vm, generator, &done, &ignored, err);
        return st || done ? st : script_raise(vm, err, "RuntimeError", "generator didn't stop");
    }
    lathe_status st = call_method(vm, generator, "throw", &exception, 1, &ignored, err);
    if (!st)
        return script_raise(vm, err, "RuntimeError", "generator didn't stop after throw()");
    if (st != LATHE_E_SCRIPT || !vm->exception)
        return st;
    bool same = exception.kind == SCRIPT_OBJECT && vm->exception == exception.object;
    bool stopped = is_in_flight(vm, st, "StopIteration");
    if (!same && !stopped)
        return st;
    vm->exception = NULL;
    *out = script_bool(!same);
    return LATHE_OK;
}

static lathe_status generator_call(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

static const script_method generator_methods[] = {
    {"__enter__", "", generator_enter, 0},
    {"__exit__", "typ, value, traceback", generator_exit, 0},
    {NULL, NULL, NULL, 0},
};
static const script_class class_generator = {
    .name = "contextlib._GeneratorContextManager", .base = &class_object, .methods = generator_methods};

/* A decorated function: calling it makes a manager. An object, so that it binds as a method does. */
static const script_method helper_call = {"helper", "*args, **kwds", generator_call, 0};

static lathe_status helper_describe(script_vm *vm, script_value self, script_value instance, script_value *out,
                                    lathe_error *err);
static lathe_status helper_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                               lathe_error *err)
{
    const manager *m = self.object->host;
    const script_value function = m->value.kind == SCRIPT_TUPLE ? m->value.list->items[0] : m->value;
    *handled = strcmp(name, "__name__") == 0 || strcmp(name, "__doc__") == 0 || strcmp(name, "__qualname__") == 0;
    return *handled ? script_get_attribute(vm, function, name, out, err) : LATHE_OK;
}
static const script_hooks helper_hooks = {.get = helper_get, .call = &helper_call, .describe = helper_describe};
static const script_class class_helper = {.name = "function", .base = &class_object, .hooks = &helper_hooks};

static lathe_status generator_call(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const manager *m = call->self.object->host;
    script_value function = m->value, generator, all = call->args[0];
    lathe_status st = LATHE_OK;
    if (function.kind == SCRIPT_TUPLE) { /* with the instance in front */
        st = script_tuple_new(vm, function.list->items + 1, 1, &all, err);
        if (!st)
            st = script_operate(vm, SCRIPT_ADD, all, call->args[0], &all, err);
        function = function.list->items[0];
    }
    arguments args = {.items = all.list->items, .count = all.list->count};
    if (!st)
        st = call_take_keywords(vm, call->args[1].dict, &args, err);
    if (!st)
        st = call_value(vm, function, &args, &generator, err);
    return st ? st : new_manager(vm, &class_generator, generator, out, err);
}

static lathe_status helper_describe(script_vm *vm, script_value self, script_value instance, script_value *out,
                                    lathe_error *err)
{
    const manager *m = self.object->host;
    script_value pair;
    lathe_status st = script_tuple_new(vm, (script_value[]){m->value, instance}, 2, &pair, err);
    return st ? st : new_manager(vm, &class_helper, pair, out, err);
}

MODULE_FUNCTION(context_manager) { return new_manager(vm, &class_helper, call->args[0], out, err); }

/* ---- suppress, nullcontext, closing, redirect_stdout ---- */

MODULE_FUNCTION(make_manager) { return new_manager(vm, call->self.type, call->args[0], out, err); }

MODULE_FUNCTION(give_self)
{
    (void)vm;
    (void)err;
    *out = call->self;
    return LATHE_OK;
}

MODULE_FUNCTION(give_value)
{
    (void)vm;
    (void)err;
    *out = manager_of(call)->value;
    return LATHE_OK;
}

MODULE_FUNCTION(suppress_exit)
{
    const script_list *classes = manager_of(call)->value.list;
    bool taken = false;
    (void)vm;
    (void)err;
    for (size_t i = 0; i < classes->count && call->args[0].kind == SCRIPT_CLASS; i++)
        taken |= classes->items[i].kind == SCRIPT_CLASS &&
                 script_is_subclass(call->args[0].type, classes->items[i].type);
    *out = script_bool(taken);
    return LATHE_OK;
}

MODULE_FUNCTION(closing_exit)
{
    script_value ignored;
    *out = script_bool(false);
    return call_method(vm, manager_of(call)->value, "close", NULL, 0, &ignored, err);
}

#define MANAGER(symbol, text, parameters, enter, leave) \
    static const script_method symbol##_methods[] = {{"__enter__", "", enter, 0}, \
                                                     {"__exit__", "typ=None, value=None, traceback=None", leave, 0}, \
                                                     {NULL, NULL, NULL, 0}}; \
    static const script_method symbol##_construct = {text, parameters, make_manager, 0}; \
    static const script_class class_##symbol = {.name = text, .base = &class_object, .methods = symbol##_methods, \
                                                .construct = &symbol##_construct};
MANAGER(suppress, "suppress", "*exceptions", give_self, suppress_exit)
MANAGER(nullcontext, "nullcontext", "enter_result=None", give_value, modules_give_false)
MANAGER(closing, "closing", "thing", give_value, closing_exit)

/* ---- ExitStack ---- */

MODULE_FUNCTION(make_stack)
{
    script_value list;
    lathe_status st = script_list_new(vm, NULL, 0, &list, err);
    return st ? st : new_manager(vm, call->self.type, list, out, err);
}

/* An entry: what is called at the end, its arguments (None: the exception's), its keywords. */
static lathe_status push(script_vm *vm, const script_call *call, script_value function, script_value args,
                         script_value named, lathe_error *err)
{
    script_value entry;
    lathe_status st = script_tuple_new(vm, (script_value[]){function, args, named}, 3, &entry, err);
    return st ? st : script_list_append(vm, manager_of(call)->value.list, entry, err);
}

MODULE_FUNCTION(stack_enter)
{
    script_value leave;
    lathe_status st = script_get_attribute(vm, call->args[0], "__exit__", &leave, err);
    if (!st)
        st = call_method(vm, call->args[0], "__enter__", NULL, 0, out, err);
    return st ? st : push(vm, call, leave, script_none(), script_none(), err);
}

MODULE_FUNCTION(stack_callback)
{
    *out = call->args[0];
    return push(vm, call, call->args[0], call->args[1], call->args[2], err);
}

MODULE_FUNCTION(stack_push)
{
    script_value leave = call->args[0];
    bool found = false;
    script_value name;
    *out = call->args[0];
    lathe_status st = script_str_new(vm, "__exit__", 8, &name, err);
    if (!st)
        st = attribute_try(vm, call->args[0], name.str, &found, &leave, err);
    return st ? st : push(vm, call, found ? leave : call->args[0], script_none(), script_none(), err);
}

/* The last comes first; each sees the exception that is in flight then, and may end or replace it. */
MODULE_FUNCTION(stack_exit)
{
    script_list *entries = manager_of(call)->value.list;
    script_value details[3] = {call->args[0], call->args[1], call->args[2]}, result;
    bool swallowed = false, truth, replaced = false;
    while (entries->count) {
        const script_list *entry = entries->items[--entries->count].list;
        bool is_callback = entry->items[1].kind == SCRIPT_TUPLE;
        arguments args = {.items = is_callback ? entry->items[1].list->items : details,
                          .count = is_callback ? entry->items[1].list->count : 3};
        lathe_status st = is_callback ? call_take_keywords(vm, entry->items[2].dict, &args, err) : LATHE_OK;
        if (!st)
            st = call_value(vm, entry->items[0], &args, &result, err);
        if (st == LATHE_E_SCRIPT && vm->exception) {
            details[0] = script_type(vm->exception->type);
            details[1] = script_of_object(vm->exception);
            vm->exception = NULL;
            replaced = true;
            continue;
        }
        if (!st && !is_callback)
            st = script_to_truth(vm, result, &truth, err);
        if (st)
            return st;
        if (!is_callback && truth && !script_is_none(details[0])) {
            swallowed = true;
            replaced = false;
            details[0] = details[1] = details[2] = script_none();
        }
    }
    if (replaced)
        return exception_throw(vm, details[1].object, err);
    *out = script_bool(swallowed);
    return LATHE_OK;
}

MODULE_FUNCTION(stack_close)
{
    script_call inner = *call;
    script_value nothing[3] = {script_none(), script_none(), script_none()};
    inner.args = nothing;
    lathe_status st = stack_exit(vm, &inner, out, err);
    *out = script_none();
    return st;
}

static const script_method stack_methods[] = {
    {"__enter__", "", give_self, 0},
    {"__exit__", "typ=None, value=None, traceback=None", stack_exit, 0},
    {"enter_context", "cm", stack_enter, 0},
    {"callback", "callback, /, *args, **kwds", stack_callback, 0},
    {"push", "exit", stack_push, 0},
    {"close", "", stack_close, 0},
    {"pop_all", "", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_method stack_construct = {"ExitStack", "", make_stack, 0};
static const script_class class_stack = {
    .name = "ExitStack", .base = &class_object, .methods = stack_methods, .construct = &stack_construct};

static const script_class context_base = {.name = "AbstractContextManager", .base = &class_object,
                                          .construct = &script_construct_plain};
static const script_method contextlib_functions[] = {
    {"contextmanager", "func", context_manager, 0},
    {"asynccontextmanager", "func", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member contextlib_members[] = {
    SCRIPT_MEMBER_CLASS("suppress", &class_suppress),
    SCRIPT_MEMBER_CLASS("nullcontext", &class_nullcontext),
    SCRIPT_MEMBER_CLASS("closing", &class_closing),
    SCRIPT_MEMBER_CLASS("ExitStack", &class_stack),
    SCRIPT_MEMBER_CLASS("AbstractContextManager", &context_base),
    SCRIPT_MEMBER_UNSUPPORTED("redirect_stdout"),
    SCRIPT_MEMBER_UNSUPPORTED("redirect_stderr"),
    SCRIPT_MEMBER_UNSUPPORTED("ContextDecorator"),
    SCRIPT_MEMBER_UNSUPPORTED("chdir"),
    {0},
};
const script_module module_contextlib = {
    .name = "contextlib", .functions = contextlib_functions, .members = contextlib_members};

/* ---- types ---- */

static const script_class class_namespace;

lathe_status types_namespace_make(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_dict *named = call->args[0].dict;
    lathe_status st = script_object_new(vm, call->self.type, NULL, NULL, out, err);
    for (uint32_t i = 0; i < named->used && !st; i++)
        st = attribute_put(vm, out->object, named->entries[i].key.str, named->entries[i].value, err);
    return st;
}

lathe_status types_namespace_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const script_dict *fields = self.object->fields;
    const char *name = self.object->type == &class_namespace ? "namespace" : script_type_name(self);
    text_builder b = {.vm = vm};
    bool first = true;
    lathe_status st = builder_add(&b, name, strlen(name), err);
    if (!st)
        st = builder_add(&b, "(", 1, err);
    for (uint32_t i = 0; fields && i < fields->used && !st; i++) {
        if (fields->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        if (!first)
            st = builder_add(&b, ", ", 2, err);
        first = false;
        if (!st)
            st = builder_add_str(&b, fields->entries[i].key.str, err);
        if (!st)
            st = builder_add(&b, "=", 1, err);
        if (!st)
            st = format_repr_into(&b, fields->entries[i].value, err);
    }
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

static lathe_status namespace_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                      bool *handled, script_value *out, lathe_error *err)
{
    script_value a = {.kind = SCRIPT_DICT}, b = {.kind = SCRIPT_DICT};
    bool same = true;
    bool both = script_is_instance(left, &class_namespace) && script_is_instance(right, &class_namespace);
    *handled = both && (op == SCRIPT_EQUAL || op == SCRIPT_NOT_EQUAL);
    if (!*handled)
        return LATHE_OK;
    a.dict = left.object->fields;
    b.dict = right.object->fields;
    lathe_status st = LATHE_OK;
    if (a.dict && b.dict)
        st = script_equal(vm, a, b, &same, err);
    else
        same = !(a.dict ? a.dict->count : 0) && !(b.dict ? b.dict->count : 0);
    *out = script_bool(same == (op == SCRIPT_EQUAL));
    return st;
}

static const script_method namespace_construct = {"SimpleNamespace", "**kwargs", types_namespace_make, 0};
static const script_hooks namespace_hooks = {.repr = types_namespace_repr, .operate = namespace_operate};
static const script_class class_namespace = {.name = "types.SimpleNamespace", .base = &class_object,
                                             .construct = &namespace_construct, .hooks = &namespace_hooks};
static const script_member types_members[] = {
    SCRIPT_MEMBER_CLASS("SimpleNamespace", &class_namespace),
    SCRIPT_MEMBER_CLASS("FunctionType", &types_function),
    SCRIPT_MEMBER_CLASS("LambdaType", &types_function),
    SCRIPT_MEMBER_CLASS("MethodType", &types_bound),
    SCRIPT_MEMBER_CLASS("BuiltinFunctionType", &types_native),
    SCRIPT_MEMBER_CLASS("ModuleType", &types_module),
    SCRIPT_MEMBER_CLASS("NoneType", &types_none),
    SCRIPT_MEMBER_CLASS("EllipsisType", &types_ellipsis),
    SCRIPT_MEMBER_CLASS("NotImplementedType", &types_not_implemented),
    SCRIPT_MEMBER_CLASS("GenericAlias", &alias_class),
    SCRIPT_MEMBER_CLASS("UnionType", &alias_union_class),
    SCRIPT_MEMBER_UNSUPPORTED("GeneratorType"),
    SCRIPT_MEMBER_UNSUPPORTED("MappingProxyType"),
    SCRIPT_MEMBER_UNSUPPORTED("DynamicClassAttribute"),
    SCRIPT_MEMBER_UNSUPPORTED("TracebackType"),
    SCRIPT_MEMBER_UNSUPPORTED("CodeType"),
    {0},
};
const script_module module_types = {.name = "types", .members = types_members};

/* ---- string ---- */

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define PUNCTUATION "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
#define SPACES " \t\n\r\v\f"
static const script_method string_functions[] = {{"capwords", "s, sep=None", NULL, 0}, {NULL, NULL, NULL, 0}};
static const script_member string_members[] = {
    SCRIPT_MEMBER_TEXT("ascii_letters", LOWER UPPER),
    SCRIPT_MEMBER_TEXT("ascii_lowercase", LOWER),
    SCRIPT_MEMBER_TEXT("ascii_uppercase", UPPER),
    SCRIPT_MEMBER_TEXT("digits", DIGITS),
    SCRIPT_MEMBER_TEXT("hexdigits", DIGITS "abcdefABCDEF"),
    SCRIPT_MEMBER_TEXT("octdigits", "01234567"),
    SCRIPT_MEMBER_TEXT("punctuation", PUNCTUATION),
    SCRIPT_MEMBER_TEXT("whitespace", SPACES),
    SCRIPT_MEMBER_TEXT("printable", DIGITS LOWER UPPER PUNCTUATION SPACES),
    SCRIPT_MEMBER_UNSUPPORTED("Template"),
    SCRIPT_MEMBER_UNSUPPORTED("Formatter"),
    {0},
};
const script_module module_string = {.name = "string", .functions = string_functions, .members = string_members};
