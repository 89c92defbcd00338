/* exceptions.c: the classes of exceptions, raising them, and failures of lower layers that become exceptions. */
#include "reward/script/vm.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

extern const script_class script_class_stop_iteration, script_class_system_exit, script_class_os_error,
    script_class_import_error;

static lathe_status traceback_of(script_vm *vm, const script_object *e, script_value *out, lathe_error *err);

/* Attributes that are none of an exception's own fields until they are set. */
static lathe_status get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    const script_object *e = self.object;
    const script_list *args = e->args;
    bool is_os = script_is_subclass(e->type, &script_class_os_error) && args->count > 1;
    (void)err;
    (void)vm;
    *handled = true;
    if (e->fields && script_dict_find_text(e->fields, name))
        *handled = false;
    else if (strcmp(name, "args") == 0)
        *out = (script_value){.kind = SCRIPT_TUPLE, .list = e->args};
    else if ((strcmp(name, "value") == 0 && script_is_subclass(e->type, &script_class_stop_iteration)) ||
             (strcmp(name, "code") == 0 && script_is_subclass(e->type, &script_class_system_exit)))
        *out = args->count ? args->items[0] : script_none();
    else if (strcmp(name, "errno") == 0 && script_is_subclass(e->type, &script_class_os_error))
        *out = is_os ? args->items[0] : script_none();
    else if (strcmp(name, "strerror") == 0 && script_is_subclass(e->type, &script_class_os_error))
        *out = is_os ? args->items[1] : script_none();
    else if (strcmp(name, "filename") == 0 && script_is_subclass(e->type, &script_class_os_error))
        *out = script_none();
    else if (strcmp(name, "msg") == 0 && script_is_subclass(e->type, &script_class_import_error))
        *out = args->count ? args->items[0] : script_none();
    else if (strcmp(name, "__suppress_context__") == 0)
        *out = script_bool(false);
    else if (strcmp(name, "__traceback__") == 0)
        return traceback_of(vm, e, out, err);
    else if (strcmp(name, "__cause__") == 0 || strcmp(name, "__context__") == 0)
        *out = script_none();
    else
        *handled = false;
    return LATHE_OK;
}

/* BaseException.__init__, as a script's own class calls it through super(). */
static lathe_status init(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    if (call->self.kind == SCRIPT_OBJECT)
        call->self.object->args = call->args[0].list;
    *out = script_none();
    return LATHE_OK;
}

static lathe_status with_traceback(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = call->self;
    return LATHE_OK;
}

static lathe_status add_note(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_object *e = call->self.object;
    const script_value *notes = e->fields ? script_dict_find_text(e->fields, "__notes__") : NULL;
    script_value list;
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "note must be a str, not '%s'", script_type_name(call->args[0]));
    *out = script_none();
    if (notes && notes->kind == SCRIPT_LIST)
        return script_list_append(vm, notes->list, call->args[0], err);
    lathe_status st = script_list_new(vm, &call->args[0], 1, &list, err);
    return st ? st : exception_put(vm, call->self.object, "__notes__", list, err);
}

static lathe_status show(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return call->method->name[2] == 's' ? exception_text(vm, call->self.object, out, err)
                                        : format_exception(vm, call->self.object, out, err);
}

static const script_method methods[] = {
    {"__init__", "*args", init, SCRIPT_METHOD_PLAIN},
    {"__str__", "", show, SCRIPT_METHOD_PLAIN},
    {"__repr__", "", show, SCRIPT_METHOD_PLAIN},
    {"with_traceback", "tb", with_traceback, SCRIPT_METHOD_PLAIN},
    {"add_note", "note, /", add_note, SCRIPT_METHOD_PLAIN},
    {NULL, NULL, NULL, 0},
};

static const script_hooks hooks = {.get = get};

static const script_class script_class_base_exception = {
    .name = "BaseException", .base = &class_object, .methods = methods, .hooks = &hooks, .failure = FAILURE_VALUE};

const script_class script_class_exception = {.name = "Exception", .base = &script_class_base_exception};
const script_class script_class_type_error = {
    .name = "TypeError", .base = &script_class_exception, .failure = FAILURE_TYPE};

#define EXCEPTION(symbol, text, base_symbol, kind) \
    const script_class script_class_##symbol = { \
        .name = text, .base = &script_class_##base_symbol, .failure = FAILURE_##kind};
#include "reward/script/exceptions.def"
#undef EXCEPTION

const script_class *const exception_builtins[] = {
    &script_class_base_exception,
    &script_class_exception,
    &script_class_type_error,
#define EXCEPTION(symbol, text, base_symbol, kind) &script_class_##symbol,
#include "reward/script/exceptions.def"
#undef EXCEPTION
    NULL,
};

/* ---- tracebacks: as little of them as scripts look at ---- */

static lathe_status traceback_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                                  lathe_error *err)
{
    const script_object *e = self.object->host;
    (void)vm;
    (void)err;
    *handled = true;
    if (strcmp(name, "tb_lineno") == 0)
        *out = script_int(e->line);
    else if (strcmp(name, "tb_next") == 0)
        *out = script_none();
    else if (strcmp(name, "tb_frame") == 0)
        return script_unsupported(vm, err, "traceback.tb_frame");
    else
        *handled = false;
    return LATHE_OK;
}

static const script_hooks traceback_hooks = {.get = traceback_get};
static const script_class traceback_class = {.name = "traceback", .base = &class_object, .hooks = &traceback_hooks};

static lathe_status traceback_of(script_vm *vm, const script_object *e, script_value *out, lathe_error *err)
{
    *out = script_none();
    return e->line ? script_object_new(vm, &traceback_class, (void *)(uintptr_t)e, NULL, out, err) : LATHE_OK;
}

bool exception_is_class(const script_class *type)
{
    return script_is_subclass(type, &script_class_base_exception);
}

const script_class *exception_class(const script_vm *vm, const char *name)
{
    for (size_t i = 0; exception_builtins[i]; i++)
        if (strcmp(exception_builtins[i]->name, name) == 0)
            return exception_builtins[i];
    for (size_t i = 0; i < vm->exception_count; i++)
        if (strcmp(vm->exceptions[i]->name, name) == 0)
            return vm->exceptions[i];
    return NULL;
}

static lathe_failure failure_of(const script_class *type)
{
    while (type && type->failure == FAILURE_OK)
        type = type->base;
    return type ? type->failure : FAILURE_VALUE;
}

lathe_status exception_put(script_vm *vm, script_object *e, const char *name, script_value v, lathe_error *err)
{
    script_value key;
    lathe_status st = script_str_new(vm, name, strlen(name), &key, err);
    return st ? st : attribute_put(vm, e, key.str, v, err);
}

/* The class that stands for an error number of the system. */
static const script_class *os_class(const script_class *type, const arguments *args)
{
    static const struct {
        int64_t number;
        const script_class *type;
    } rows[] = {{1, &script_class_permission},    {2, &script_class_file_not_found}, {13, &script_class_permission},
                {17, &script_class_file_exists},  {20, &script_class_not_a_directory}, {21, &script_class_is_a_directory},
                {32, &script_class_broken_pipe}, {110, &script_class_timeout_error}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows && args->count > 1; i++)
        if (type == &script_class_os_error && args->items[0].kind == SCRIPT_INT &&
            args->items[0].integer == rows[i].number)
            return rows[i].type;
    return type;
}

/* Only some take keywords: name and path of what was not found. */
static lathe_status take_keywords(script_vm *vm, script_object *e, const arguments *args, lathe_error *err)
{
    bool may = script_is_subclass(e->type, &script_class_import_error) ||
               script_is_subclass(e->type, &script_class_name_error) || script_is_subclass(e->type, &script_class_attribute);
    lathe_status st = LATHE_OK;
    if (args->keyword_count && !may && !e->type->user)
        return script_raise(vm, err, "TypeError", "%s() takes no keyword arguments", e->type->name);
    for (size_t i = 0; i < args->keyword_count && may && !st; i++)
        st = exception_put(vm, e, args->keywords[i]->text, args->keyword_values[i], err);
    return st;
}

lathe_status exception_new(script_vm *vm, const script_class *type, const arguments *args, script_value *out,
                           lathe_error *err)
{
    script_value tuple, object;
    bool has_file = args->count > 2 && args->count < 6 && script_is_subclass(type, &script_class_os_error);
    lathe_status st = script_tuple_new(vm, args->items, has_file ? 2 : args->count, &tuple, err);
    if (!st)
        st = script_object_new(vm, os_class(type, args), NULL, NULL, &object, err);
    if (st)
        return st;
    object.object->args = tuple.list;
    st = take_keywords(vm, object.object, args, err);
    if (!st && has_file)
        st = exception_put(vm, object.object, "filename", args->items[2], err);
    if (!st)
        *out = object;
    return st;
}

static lathe_status os_text(script_vm *vm, const script_object *e, script_value *out, lathe_error *err)
{
    const script_value *file = e->fields ? script_dict_find_text(e->fields, "filename") : NULL;
    script_value parts[3] = {e->args->items[0], e->args->items[1], file ? *file : script_none()};
    lathe_status st = script_to_str(vm, parts[0], &parts[0], err);
    if (!st)
        st = script_to_str(vm, parts[1], &parts[1], err);
    if (!st && file)
        st = script_to_repr(vm, parts[2], &parts[2], err);
    return st ? st
              : script_str_printf(vm, out, err, "[Errno %s] %s%s%s", parts[0].str->text, parts[1].str->text,
                                  file ? ": " : "", file ? parts[2].str->text : "");
}

lathe_status exception_text(script_vm *vm, const script_object *e, script_value *out, lathe_error *err)
{
    const script_list *args = e->args;
    if (!args || args->count == 0)
        return script_str_new(vm, "", 0, out, err);
    if (args->count == 2 && script_is_subclass(e->type, &script_class_os_error))
        return os_text(vm, e, out, err);
    if (args->count > 1)
        return script_to_repr(vm, (script_value){.kind = SCRIPT_TUPLE, .list = e->args}, out, err);
    bool is_key_error = script_is_subclass(e->type, &script_class_key);
    return is_key_error ? script_to_repr(vm, args->items[0], out, err) : script_to_str(vm, args->items[0], out, err);
}

/* Fills *err from an object whose text is known. */
static lathe_status fly(script_vm *vm, script_object *e, const char *text, lathe_error *err)
{
    lathe_status st = lathe_fail_script(err, failure_of(e->type), e->line, e->column, *text ? "%s: %s" : "%s%s",
                                        e->type->name, text);
    vm->exception = e;
    vm->thrown = *err;
    if (vm->handled && vm->handled != e && !(e->fields && script_dict_find_text(e->fields, "__context__"))) {
        lathe_error ignored = {0};
        (void)exception_put(vm, e, "__context__", script_of_object(vm->handled), &ignored);
        vm->exception = e;
    }
    return st;
}

lathe_status exception_throw(script_vm *vm, script_object *e, lathe_error *err)
{
    script_value text;
    script_value self = script_of_object(e);
    lathe_status st = script_to_str(vm, self, &text, err);
    return st ? st : fly(vm, e, text.str->text, err);
}

static lathe_status raise_text(script_vm *vm, const script_class *type, const char *format, va_list list,
                               lathe_error *err) __attribute__((format(printf, 3, 0)));

static lathe_status raise_text(script_vm *vm, const script_class *type, const char *format, va_list list,
                               lathe_error *err)
{
    char text[256];
    script_value message, object;
    int length = vsnprintf(text, sizeof text, format, list);
    size_t kept = length < 0 ? 0 : (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
    if (kept == sizeof text - 1) /* cut between characters */
        while (kept && ((unsigned char)text[kept] & 0xc0) == 0x80)
            kept--;
    text[kept] = '\0';
    lathe_status st = script_str_new(vm, text, kept, &message, err);
    if (!st)
        st = exception_new(vm, type, &(arguments){.items = &message, .count = kept > 0}, &object, err);
    return st ? st : fly(vm, object.object, text, err);
}

lathe_status script_raise(script_vm *vm, lathe_error *err, const char *class_name, const char *format, ...)
{
    const script_class *type = exception_class(vm, class_name);
    va_list list;
    if (!type)
        return lathe_fail(err, LATHE_E_BUG, "no exception class '%s' is registered", class_name);
    va_start(list, format);
    lathe_status st = raise_text(vm, type, format, list, err);
    va_end(list);
    return st;
}

lathe_status script_raise_as(script_vm *vm, lathe_error *err, const char *class_name, const script_class *base,
                             const char *format, ...)
{
    const script_class *type = exception_class(vm, class_name);
    va_list list;
    if (!type) {
        script_class *made;
        script_value name;
        lathe_status st = script_alloc(vm, sizeof *made, (void **)&made, err);
        if (!st)
            st = script_str_new(vm, class_name, strlen(class_name), &name, err);
        if (st)
            return st;
        *made = (script_class){.name = name.str->text, .base = base};
        type = made;
    }
    va_start(list, format);
    lathe_status st = raise_text(vm, type, format, list, err);
    va_end(list);
    return st;
}

lathe_status script_unsupported(script_vm *vm, lathe_error *err, const char *format, ...)
{
    char text[200];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    vm->exception = NULL;
    return lathe_fail_script(err, FAILURE_UNSUPPORTED, 0, 0, "not supported: %s", text);
}

/* The class that stands for a failure kind: a host's, or Python's. */
static const script_class *class_for(const script_vm *vm, lathe_failure failure)
{
    static const struct {
        lathe_failure failure;
        const script_class *type;
    } rows[] = {
        {FAILURE_TYPE, &script_class_type_error}, {FAILURE_VALUE, &script_class_value_error},
        {FAILURE_NAME, &script_class_name_error}, {FAILURE_API, &script_class_attribute},
    };
    for (size_t i = 0; i < vm->exception_count; i++)
        if (vm->exceptions[i]->failure == failure)
            return vm->exceptions[i];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].failure == failure)
            return rows[i].type;
    return NULL;
}

lathe_status exception_adopt(script_vm *vm, lathe_status st, lathe_error *err)
{
    if (st != LATHE_E_SCRIPT || err->failure == FAILURE_UNSUPPORTED)
        return st;
    if (vm->exception && strcmp(vm->thrown.message, err->message) == 0)
        return st;
    const script_class *type = class_for(vm, err->failure);
    lathe_error original = *err;
    if (!type) {
        script_class *made;
        st = script_alloc(vm, sizeof *made, (void **)&made, err);
        if (st)
            return st;
        *made = (script_class){.name = "RuntimeError", .base = &script_class_exception, .failure = original.failure};
        type = made;
    }
    script_value message, object;
    st = script_str_new(vm, original.message, strlen(original.message), &message, err);
    if (!st)
        st = exception_new(vm, type, &(arguments){.items = &message, .count = 1}, &object, err);
    return st ? st : fly(vm, object.object, original.message, err);
}

lathe_status exception_key_error(script_vm *vm, script_value key, lathe_error *err)
{
    script_value object;
    lathe_status st = exception_new(vm, &script_class_key, &(arguments){.items = &key, .count = 1}, &object, err);
    return st ? st : exception_throw(vm, object.object, err);
}

lathe_status exception_attribute_error(script_vm *vm, lathe_error *err, script_value object, const char *name)
{
    if (object.kind == SCRIPT_NATIVE && !object.native->method->call)
        return script_unsupported(vm, err, "%s.%s", object.native->method->name, name);
    if (object.kind == SCRIPT_CLASS)
        return script_raise(vm, err, "AttributeError", "type object '%s' has no attribute '%s'", object.type->name,
                            name);
    if (object.kind == SCRIPT_MODULE)
        return script_raise(vm, err, "AttributeError", "module '%s' has no attribute '%s'", object.module->name, name);
    return script_raise(vm, err, "AttributeError", "'%s' object has no attribute '%s'", script_type_name(object), name);
}
