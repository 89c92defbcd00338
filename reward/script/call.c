/* call.c: arguments bound to parameters by Python's rules, for scripts' functions and hosts' alike, with CPython's
 * complaints. */
#include "reward/script/vm.h"

#include <stdio.h>
#include <string.h>

enum { SMALL_CALL = 16 };

/* Who is called, for messages, and how many arguments its self counts. */
typedef struct callee {
    const char *owner, *name; /* owner NULL: no class */
    size_t self_count;
} callee;

static const char *full_name(const callee *c, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s%s%s()", c->owner ? c->owner : "", c->owner ? "." : "", c->name);
    return buffer;
}

static lathe_status fail_too_many(script_vm *vm, const callee *c, const signature *s, size_t given, lathe_error *err)
{
    char name[120], takes[60];
    size_t required = 0, most = s->positional + c->self_count;
    given += c->self_count;
    for (uint32_t i = 0; i < s->positional; i++)
        required += s->parameters[i].preset.kind == SCRIPT_UNBOUND;
    required += c->self_count;
    if (required == most)
        snprintf(takes, sizeof takes, "%zu positional argument%s", most, most == 1 ? "" : "s");
    else
        snprintf(takes, sizeof takes, "from %zu to %zu positional arguments", required, most);
    return script_raise(vm, err, "TypeError", "%s takes %s but %zu %s given", full_name(c, name, sizeof name), takes,
                        given, given == 1 ? "was" : "were");
}

static lathe_status fail_missing(script_vm *vm, const callee *c, const signature *s, const script_value *slots,
                                 bool keyword, lathe_error *err)
{
    char name[120], list[160];
    uint32_t missing = 0, seen = 0;
    size_t length = 0;
    for (uint32_t i = 0; i < s->count; i++)
        missing += slots[i].kind == SCRIPT_UNBOUND && (s->parameters[i].kind == AST_PARAMETER_KEYWORD) == keyword;
    list[0] = '\0';
    for (uint32_t i = 0; i < s->count && length < sizeof list; i++) {
        if (slots[i].kind != SCRIPT_UNBOUND || (s->parameters[i].kind == AST_PARAMETER_KEYWORD) != keyword)
            continue;
        const char *before = seen == 0 ? "" : seen + 1 < missing ? ", " : missing == 2 ? " and " : ", and ";
        int n = snprintf(list + length, sizeof list - length, "%s'%s'", before, s->parameters[i].name->text);
        length += n > 0 ? (size_t)n : 0;
        seen++;
    }
    return script_raise(vm, err, "TypeError", "%s missing %u required %s argument%s: %s",
                        full_name(c, name, sizeof name), missing, keyword ? "keyword-only" : "positional",
                        missing == 1 ? "" : "s", list);
}

static lathe_status bind_keywords(script_vm *vm, const callee *c, const signature *s, const arguments *args,
                                  script_value *slots, uint64_t *given, lathe_error *err)
{
    char name[120];
    for (size_t k = 0; k < args->keyword_count; k++) {
        const script_str *key = args->keywords[k];
        uint32_t i = 0;
        bool positional_only = false;
        for (; i < s->count; i++) {
            ast_parameter kind = s->parameters[i].kind;
            bool same = kind != AST_PARAMETER_STAR && kind != AST_PARAMETER_DOUBLE_STAR &&
                        text_equal(s->parameters[i].name, key);
            positional_only |= same && kind == AST_PARAMETER_POSITIONAL;
            if (same && kind != AST_PARAMETER_POSITIONAL)
                break;
        }
        if (i < s->count) {
            if (slots[i].kind != SCRIPT_UNBOUND)
                return script_raise(vm, err, "TypeError", "%s got multiple values for argument '%s'",
                                    full_name(c, name, sizeof name), key->text);
            slots[i] = args->keyword_values[k];
            *given |= i < 64 ? (uint64_t)1 << i : 0;
        } else if (s->double_star >= 0) {
            lathe_status st = script_dict_set(vm, slots[s->double_star].dict, text_value(key), args->keyword_values[k],
                                              err);
            if (st)
                return st;
        } else if (positional_only) {
            return script_raise(vm, err, "TypeError",
                                "%s got some positional-only arguments passed as keyword arguments: '%s'",
                                full_name(c, name, sizeof name), key->text);
        } else {
            return script_raise(vm, err, "TypeError", "%s got an unexpected keyword argument '%s'",
                                full_name(c, name, sizeof name), key->text);
        }
    }
    return LATHE_OK;
}

/* slots: s->count values, all SCRIPT_UNBOUND before. */
static lathe_status bind(script_vm *vm, const callee *c, const signature *s, const arguments *args, script_value *slots,
                         uint64_t *given, lathe_error *err)
{
    size_t direct = args->count < s->positional ? args->count : s->positional;
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < direct; i++)
        slots[i] = args->items[i];
    *given = direct < 64 ? ((uint64_t)1 << direct) - 1 : UINT64_MAX;
    if (direct == s->count && direct == args->count && !args->keyword_count)
        return LATHE_OK;
    if (s->star >= 0)
        st = script_tuple_new(vm, direct < args->count ? args->items + direct : NULL, args->count - direct,
                              &slots[s->star], err);
    if (!st && s->double_star >= 0)
        st = script_dict_new(vm, &slots[s->double_star], err);
    if (!st)
        st = bind_keywords(vm, c, s, args, slots, given, err);
    if (st)
        return st;
    if (args->count > s->positional && s->star < 0)
        return fail_too_many(vm, c, s, args->count, err);
    bool is_missing = false;
    for (uint32_t i = 0; i < s->count; i++) {
        if (slots[i].kind == SCRIPT_UNBOUND)
            slots[i] = s->parameters[i].preset;
        is_missing |= slots[i].kind == SCRIPT_UNBOUND;
    }
    for (int keyword = 0; is_missing && keyword < 2; keyword++)
        for (uint32_t i = 0; i < s->count; i++)
            if (slots[i].kind == SCRIPT_UNBOUND && (s->parameters[i].kind == AST_PARAMETER_KEYWORD) == keyword)
                return fail_missing(vm, c, s, slots, keyword, err);
    return LATHE_OK;
}

lathe_status call_take_keywords(script_vm *vm, const script_dict *named, arguments *out, lathe_error *err)
{
    const script_str **keywords;
    script_value *values;
    size_t n = 0;
    lathe_status st = script_alloc(vm, (named->count + 1) * sizeof *keywords, (void **)&keywords, err);
    if (!st)
        st = script_alloc(vm, (named->count + 1) * sizeof *values, (void **)&values, err);
    for (uint32_t i = 0; i < named->used && !st; i++) {
        if (named->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        keywords[n] = named->entries[i].key.str;
        values[n++] = named->entries[i].value;
    }
    out->keywords = keywords;
    out->keyword_values = values;
    out->keyword_count = n;
    return st;
}

lathe_status call_make_native(script_vm *vm, const script_method *template, size_t size, made_method **out,
                              lathe_error *err)
{
    made_method *made;
    lathe_status st = script_alloc(vm, size, (void **)&made, err);
    if (!st)
        st = signature_of_native(vm, template, &made->signature, err);
    if (st)
        return st;
    made->row = *template;
    made->row.flags |= SCRIPT_METHOD_MADE;
    *out = made;
    return LATHE_OK;
}

/* Class.method(instance, ...): the first argument is the self. Refuses instances whose host's __init__ did not run. */
static lathe_status take_self(script_vm *vm, const script_method *method, const char *owner, arguments *rest,
                              script_value *self, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    if (self->kind == SCRIPT_UNBOUND) {
        if (!rest->count)
            return script_raise(vm, err, "TypeError", "unbound method %s.%s() needs an argument", owner, method->name);
        *self = *rest->items++;
        rest->count--;
        class_walk w = class_walk_from(class_of(*self));
        while (w.at && strcmp(w.at->name, owner) != 0)
            class_walk_on(&w);
        if (!w.at)
            return script_raise(vm, err, "TypeError", "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                                method->name, owner, script_type_name(*self));
        if (w.at == &types_int || w.at == &types_float || w.at == &types_str)
            st = class_plain(vm, *self, self, err);
    }
    const script_object *object = object_of(*self);
    if (!st && object && object->is_unmade && strcmp(owner, "object") != 0)
        return exception_attribute_error(vm, err, *self, method->name);
    return st;
}

/* What a method made without a look at the derived class through which it was called. */
static lathe_status become_derived(script_vm *vm, script_value self, script_value v, lathe_error *err)
{
    const script_class *type = self.kind == SCRIPT_CLASS ? self.type : class_of(self);
    script_value init;
    if (!type->user || v.kind != SCRIPT_OBJECT || !script_is_subclass(type, v.object->type))
        return LATHE_OK;
    if (class_has_special(type, "__init__", &init))
        return script_unsupported(vm, err, "making a '%s', which has an __init__ of its own, by a method of its base",
                                  type->name);
    v.object->type = type;
    return LATHE_OK;
}

lathe_status call_native(script_vm *vm, const script_method *method, script_value self, const char *owner,
                         const arguments *args, script_value *out, lathe_error *err)
{
    const signature *s;
    bool constructs = self.kind == SCRIPT_CLASS && !(method->flags & (SCRIPT_METHOD_CLASS | SCRIPT_METHOD_MADE));
    callee c = {owner, constructs ? "__init__" : method->name, owner && !(method->flags & SCRIPT_METHOD_STATIC)};
    arguments rest = *args;
    script_value small[SMALL_CALL], *slots = small, result = script_none();
    script_call call = {.method = method, .self = self};
    if (!method->call)
        return script_unsupported(vm, err, "%s%s%s", owner ? owner : "", owner ? "." : "", method->name);
    if ((method->flags & SCRIPT_METHOD_POSITIONAL) && args->keyword_count)
        return script_raise(vm, err, "TypeError", "%s() takes no keyword arguments", method->name);
    lathe_status st = vm_enter(vm, err);
    if (!st && owner && !(method->flags & SCRIPT_METHOD_STATIC))
        st = take_self(vm, method, owner, &rest, &call.self, err);
    if (!st)
        st = signature_of_native(vm, method, &s, err);
    if (!st && s->count > SMALL_CALL)
        st = script_alloc(vm, s->count * sizeof *slots, (void **)&slots, err);
    else if (!st)
        memset(small, 0, s->count * sizeof *small);
    if (!st)
        st = bind(vm, &c, s, &rest, slots, &call.given, err);
    if (st)
        return st;
    call.args = slots;
    call.count = s->count;
    st = owner && dunder_is_row(method) ? dunder_call_row(vm, &call, &result, err) : method->call(vm, &call, &result, err);
    if (st)
        return exception_adopt(vm, st, err);
    vm->exception = NULL; /* one that the host saw and passed over */
    *out = result;
    return method->flags & SCRIPT_METHOD_MAKES ? become_derived(vm, call.self, result, err) : LATHE_OK;
}

lathe_status script_bind_row(script_vm *vm, const script_method *row, script_value self, const script_value *args,
                             size_t count, const script_dict *keywords, script_call *out, lathe_error *err)
{
    const signature *s;
    callee c = {.name = row->name};
    arguments all = {.items = args, .count = count};
    size_t keyword_count = keywords ? keywords->count : 0;
    const script_str **names;
    script_value *slots;
    uint64_t given = 0;
    lathe_status st = signature_of_native(vm, row, &s, err);
    if (!st)
        st = script_alloc(vm, (s->count + keyword_count + 1) * sizeof *slots, (void **)&slots, err);
    if (!st)
        st = script_alloc(vm, (keyword_count + 1) * sizeof *names, (void **)&names, err);
    if (st)
        return st;
    all.keywords = names;
    all.keyword_values = slots + s->count;
    for (uint32_t i = 0; keyword_count && i < keywords->used; i++) {
        const script_dict_entry *e = &keywords->entries[i];
        if (e->key.kind == SCRIPT_UNBOUND)
            continue;
        names[all.keyword_count] = e->key.str;
        slots[s->count + all.keyword_count++] = e->value;
    }
    st = bind(vm, &c, s, &all, slots, &given, err);
    if (st)
        return st;
    *out = (script_call){.method = row, .self = self, .args = slots, .count = s->count, .given = given};
    return LATHE_OK;
}

static lathe_status run_body(script_vm *vm, script_function *fn, env *e, script_value *out, lathe_error *err)
{
    const ast_node *node = fn->node;
    frame f = {.caller = vm->frame, .env = e, .function = fn};
    lathe_status st;
    if (++vm->recursion > vm->limits.max_recursion) {
        vm->exception = NULL;
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "RecursionError: maximum recursion depth exceeded");
    }
    vm->frame = &f;
    if (node->kind == AST_LAMBDA) {
        st = eval(vm, &f, node->b, out, err);
    } else {
        st = eval_block(vm, &f, node->items, err);
        if (!st)
            *out = vm->flow == FLOW_RETURN ? vm->result : script_none();
        vm->flow = FLOW_NEXT;
    }
    vm->frame = f.caller;
    vm->recursion--;
    return st;
}

/* Room for the variables of a call: what is to end with it stands among those of the calls under way. */
static lathe_status new_variables(script_vm *vm, const ast_node *parameters, env **out, lathe_error *err)
{
    size_t size = sizeof **out + parameters->slot * sizeof *(*out)->slots;
    lathe_status st = vm->calls ? LATHE_OK : script_alloc(vm, VM_CALL_BYTES, (void **)&vm->calls, err);
    size = (size + _Alignof(env) - 1) & ~(_Alignof(env) - 1);
    if (st || parameters->op || size > VM_CALL_BYTES - vm->calls_used)
        return st ? st : script_alloc(vm, size, (void **)out, err);
    *out = (env *)(void *)(vm->calls + vm->calls_used);
    memset(*out, 0, size);
    vm->calls_used += size;
    return LATHE_OK;
}

static lathe_status call_function(script_vm *vm, script_function *fn, const script_value *self, const arguments *args,
                                  script_value *out, lathe_error *err)
{
    const signature *s = fn->signature;
    callee c = {NULL, fn->qualified_name, 0};
    arguments all = *args;
    env *e;
    uint64_t given = 0;
    lathe_status st = vm_enter(vm, err);
    if (st)
        return st;
    if (self) {
        script_value *items;
        st = script_alloc(vm, (args->count + 1) * sizeof *items, (void **)&items, err);
        if (st)
            return st;
        items[0] = *self;
        if (args->count)
            memcpy(items + 1, args->items, args->count * sizeof *items);
        all.items = items;
        all.count++;
    }
    size_t calls_used = vm->calls_used;
    st = new_variables(vm, fn->node->a, &e, err);
    if (!st)
        st = bind(vm, &c, s, &all, e->slots, &given, err);
    if (!st) {
        e->parent = fn->env;
        st = fn->node->op ? iterate_function(vm, fn, e, out, err) : run_body(vm, fn, e, out, err);
    }
    vm->calls_used = calls_used;
    return st;
}

/* Class.__init__(self, ...), bound to self or not. */
static lathe_status call_initialiser(script_vm *vm, const script_native_value *native, const arguments *args,
                                     script_value *out, lathe_error *err)
{
    arguments rest = *args;
    script_value self = native->self;
    if (self.kind == SCRIPT_UNBOUND) {
        if (!rest.count)
            return script_raise(vm, err, "TypeError", "descriptor '__init__' of '%s' object needs an argument",
                                native->owner);
        self = *rest.items++;
        rest.count--;
    }
    *out = script_none();
    return class_initialise(vm, native, self, &rest, err);
}

lathe_status call_with_self(script_vm *vm, script_value callable, script_value self, const arguments *args,
                            script_value *out, lathe_error *err)
{
    if (callable.kind == SCRIPT_FUNCTION)
        return call_function(vm, callable.function, &self, args, out, err);
    if (callable.kind == SCRIPT_NATIVE || callable.kind == SCRIPT_OBJECT) { /* a row, staticmethod, classmethod... */
        script_value bound;
        lathe_status st = class_bind(vm, self, class_of(self), callable, &bound, err);
        return st ? st : call_value(vm, bound, args, out, err);
    }
    return call_value(vm, callable, args, out, err);
}

/* A method of int, str and their kin: arguments that stand for numbers or texts come as those. */
static lathe_status call_plain(script_vm *vm, const script_native_value *native, const arguments *args,
                               script_value *out, lathe_error *err)
{
    arguments plain = *args;
    script_value *items;
    lathe_status st = script_alloc(vm, (args->count + 1) * sizeof *items, (void **)&items, err);
    plain.items = items;
    for (size_t i = 0; i < args->count && !st; i++)
        st = class_plain(vm, args->items[i], &items[i], err);
    return st ? st : call_native(vm, native->method, native->self, native->owner, &plain, out, err);
}

static lathe_status call_native_value(script_vm *vm, const script_native_value *native, const arguments *args,
                                      script_value *out, lathe_error *err)
{
    if (native->initialises)
        return call_initialiser(vm, native, args, out, err);
    for (size_t i = 0; native->is_plain && i < args->count; i++)
        if (args->items[i].kind == SCRIPT_OBJECT && native->self.kind != SCRIPT_UNBOUND)
            return call_plain(vm, native, args, out, err);
    return call_native(vm, native->method, native->self, native->owner, args, out, err);
}

lathe_status call_value(script_vm *vm, script_value callable, const arguments *args, script_value *out,
                        lathe_error *err)
{
    script_value special;
    const script_hooks *hooks;
    switch (callable.kind) {
    case SCRIPT_FUNCTION:
        return call_function(vm, callable.function, NULL, args, out, err);
    case SCRIPT_BOUND:
        return call_function(vm, callable.bound->function, &callable.bound->self, args, out, err);
    case SCRIPT_NATIVE:
        return call_native_value(vm, callable.native, args, out, err);
    case SCRIPT_CLASS:
        return class_instantiate(vm, callable.type, args, out, err);
    case SCRIPT_OBJECT:
        if (class_find_special(callable, "__call__", &special))
            return call_with_self(vm, special, callable, args, out, err);
        hooks = class_hooks(callable, offsetof(script_hooks, call));
        if (hooks)
            return call_native(vm, hooks->call, callable, script_type_name(callable), args, out, err);
        break;
    default:
        break;
    }
    return script_raise(vm, err, "TypeError", "'%s' object is not callable", script_type_name(callable));
}

lathe_status script_call_value(script_vm *vm, script_value callable, const script_value *args, size_t count,
                               script_value *out, lathe_error *err)
{
    return call_value(vm, callable, &(arguments){.items = args, .count = count}, out, err);
}

lathe_status script_call_with(script_vm *vm, script_value callable, const script_value *args, size_t count,
                              const script_dict *keywords, script_value *out, lathe_error *err)
{
    arguments given = {.items = args, .count = count};
    lathe_status st = call_take_keywords(vm, keywords, &given, err);
    return st ? st : call_value(vm, callable, &given, out, err);
}

/* Annotations are evaluated when the def is, and forgotten. */
static lathe_status eval_annotations(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < node->a->items.count && !st; i++)
        if (node->a->items.items[i]->a)
            st = eval_annotation(vm, f, NULL, node->a->items.items[i]->a, err);
    if (!st && node->kind == AST_DEF && node->b)
        st = eval_annotation(vm, f, NULL, node->b, err);
    return st;
}

lathe_status call_qualified_name(script_vm *vm, const frame *f, const char *name, script_value *out, lathe_error *err)
{
    if (f->qualified)
        return script_str_printf(vm, out, err, "%s%s", f->qualified, name);
    return script_str_printf(vm, out, err, "%s.<locals>.%s", f->function->qualified_name, name);
}

lathe_status call_make_function(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_function *fn;
    script_value qualified;
    const char *name = node->kind == AST_LAMBDA ? "<lambda>" : node->name->text;
    signature *s = signature_new(vm->a, node->a);
    if (!s)
        return vm_out_of_memory(vm, err);
    for (uint32_t i = 0; i < s->count; i++) {
        const ast_node *preset = node->a->items.items[i]->b;
        lathe_status st = preset ? eval(vm, f, preset, &s->parameters[i].preset, err) : LATHE_OK;
        if (st)
            return st;
    }
    lathe_status st = eval_annotations(vm, f, node, err);
    if (!st)
        st = script_alloc(vm, sizeof *fn, (void **)&fn, err);
    if (!st)
        st = call_qualified_name(vm, f, name, &qualified, err);
    if (st)
        return st;
    *fn = (script_function){
        .node = node, .signature = s, .env = f->env, .name = name, .qualified_name = qualified.str->text};
    *out = (script_value){.kind = SCRIPT_FUNCTION, .function = fn};
    return LATHE_OK;
}

lathe_status script_count_required(script_vm *vm, script_value callable, size_t *out, lathe_error *err)
{
    const script_function *f = callable.kind == SCRIPT_BOUND      ? callable.bound->function
                               : callable.kind == SCRIPT_FUNCTION ? callable.function
                                                                  : NULL;
    size_t required = 0;
    if (!f && callable.kind == SCRIPT_NATIVE) {
        *out = 0;
        return LATHE_OK;
    }
    if (!f)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute '__defaults__'",
                            script_type_name(callable));
    for (uint32_t i = 0; i < f->signature->positional; i++)
        required += f->signature->parameters[i].preset.kind == SCRIPT_UNBOUND;
    *out = required;
    return LATHE_OK;
}
