/* vm.c: the machine's life: tables, limits, one run after the other. */
#include "reward/script/vm.h"

#include "reward/script/lex.h"

#include <stdlib.h>
#include <string.h>

enum { PERMANENT_BYTES = 16 << 20 };

lathe_status script_vm_new(const script_limits *limits, script_vm **out_vm, lathe_error *err)
{
    script_vm *vm = calloc(1, sizeof *vm);
    lathe_status st = LATHE_OK;
    if (!vm)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for an interpreter");
    vm->limits = *limits;
    bytes_init(&vm->output, limits->max_output_bytes + 1);
    st = arena_new(limits->max_arena_bytes, &vm->a, err);
    if (!st)
        st = arena_new(PERMANENT_BYTES, &vm->permanent, err);
    if (st)
        script_vm_free(vm);
    else
        *out_vm = vm;
    return st;
}

void script_vm_free(script_vm *vm)
{
    if (!vm)
        return;
    if (vm->a)
        script_vm_reset(vm);
    arena_free(vm->a);
    arena_free(vm->permanent);
    bytes_clear(&vm->output);
    free(vm);
}

void script_vm_reset(script_vm *vm)
{
    while (vm->released) {
        script_object *object = vm->released;
        vm->released = object->next_released;
        object->release(object->host);
    }
    arena_reset(vm->a);
    vm->globals = vm->builtin_values = vm->states = (script_dict){0};
    vm->patches = NULL;
    memset(vm->imported, 0, sizeof vm->imported);
    memset(vm->found_in_modules, 0, sizeof vm->found_in_modules);
    vm->calls = NULL;
    vm->calls_used = 0;
    vm->postpones_annotations = false;
    vm->exception = vm->handled = NULL;
    vm->frame = NULL;
    vm->showing = NULL;
    vm->suspended = false;
    vm->flow = FLOW_NEXT;
    vm->steps = 0;
    vm->recursion = 0;
    vm->ran = false;
}

void script_vm_shed(script_vm *vm)
{
    script_vm_reset(vm);
    arena_shed(vm->a);
}

lathe_status script_vm_add_module(script_vm *vm, const script_module *module, lathe_error *err)
{
    if (vm->module_count == VM_MAX_MODULES)
        return lathe_fail(err, LATHE_E_BUG, "more than %d modules registered", VM_MAX_MODULES);
    vm->modules[vm->module_count++] = module;
    return LATHE_OK;
}

lathe_status script_vm_add_builtins(script_vm *vm, const script_method *functions, lathe_error *err)
{
    if (vm->builtin_count == VM_MAX_BUILTINS)
        return lathe_fail(err, LATHE_E_BUG, "more than %d tables of builtins registered", VM_MAX_BUILTINS);
    vm->builtins[vm->builtin_count++] = functions;
    return LATHE_OK;
}

lathe_status script_vm_add_exceptions(script_vm *vm, const script_class *const *classes, lathe_error *err)
{
    for (; *classes; classes++) {
        if (vm->exception_count == VM_MAX_EXCEPTIONS)
            return lathe_fail(err, LATHE_E_BUG, "more than %d exception classes registered", VM_MAX_EXCEPTIONS);
        vm->exceptions[vm->exception_count++] = *classes;
    }
    return LATHE_OK;
}

void script_vm_set_host(script_vm *vm, void *host)
{
    vm->host = host;
}

void *script_vm_host(const script_vm *vm)
{
    return vm->host;
}

void script_vm_set_poll(script_vm *vm, lathe_status (*poll)(void *context, lathe_error *err), void *context)
{
    vm->poll = poll;
    vm->poll_context = context;
}

lathe_status vm_out_of_memory(script_vm *vm, lathe_error *err)
{
    vm->exception = NULL;
    return lex_out_of_memory(vm->a, err);
}

static bool same_address(void *context, script_value a, script_value b)
{
    (void)context;
    return a.integer == b.integer;
}

lathe_status vm_state(script_vm *vm, const void *key, size_t size, void **out, lathe_error *err)
{
    script_value address = script_int((int64_t)(uintptr_t)key);
    uint32_t hash = (uint32_t)((uintptr_t)key >> 4);
    script_dict_entry *e = dict_find(&vm->states, address, hash, same_address, NULL);
    if (!e) {
        void *made;
        lathe_status st = script_alloc(vm, size, &made, err);
        if (st)
            return st;
        e = dict_add(vm->a, &vm->states, address, hash);
        if (!e)
            return vm_out_of_memory(vm, err);
        e->value.kind = SCRIPT_NONE;
        memcpy(&e->value.integer, &made, sizeof made);
    }
    memcpy(out, &e->value.integer, sizeof *out);
    return LATHE_OK;
}

lathe_status script_spend(script_vm *vm, uint32_t n, lathe_error *err)
{
    uint64_t before = vm->steps;
    vm->steps += n;
    if (vm->steps > vm->limits.max_steps) {
        vm->exception = NULL;
        return lathe_fail_script(err, FAILURE_TIMEOUT, 0, 0, "the script takes more than %llu steps",
                                 (unsigned long long)vm->limits.max_steps);
    }
    if (vm->poll && before / VM_POLL_STEPS != vm->steps / VM_POLL_STEPS)
        return vm->poll(vm->poll_context, err);
    return LATHE_OK;
}

lathe_status vm_fail_stack(script_vm *vm, lathe_error *err)
{
    vm->exception = NULL;
    return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "RecursionError: the script needs more stack than it may have");
}

static lathe_status set_global_text(script_vm *vm, const char *name, const char *text, lathe_error *err)
{
    script_value key, value;
    lathe_status st = script_str_new(vm, name, strlen(name), &key, err);
    if (!st)
        st = script_str_new(vm, text, strlen(text), &value, err);
    script_value *place = st ? NULL : dict_place_str(vm->a, &vm->globals, key.str);
    if (!st && !place)
        return vm_out_of_memory(vm, err);
    if (!st)
        *place = value;
    return st;
}

lathe_status script_run(script_vm *vm, const char *text, size_t length, lathe_error *err)
{
    lathe_error local = {0};
    ast_node *module = NULL;
    script_vm_reset(vm);
    bytes_reset(&vm->output);
    vm->ran = true;
    vm->stack_base = (uintptr_t)__builtin_frame_address(0);
    lathe_status st = ast_parse(vm->a, text, length, &module, &local);
    if (!st)
        st = set_global_text(vm, "__name__", "__main__", &local);
    if (!st) {
        frame f = {.qualified = ""};
        vm->frame = &f;
        st = eval_block(vm, &f, module->items, &local);
        vm->frame = NULL;
    }
    if (st && err)
        *err = local;
    return st;
}

lathe_status script_check(script_vm *vm, const char *text, size_t length, lathe_error *err)
{
    ast_node *module = NULL;
    script_vm_reset(vm);
    return ast_parse(vm->a, text, length, &module, err);
}

const script_dict *script_globals(const script_vm *vm)
{
    return vm->ran ? &vm->globals : NULL;
}

const char *script_exception_class_name(const script_vm *vm)
{
    return vm->exception ? vm->exception->type->name : "";
}

const char *script_output(const script_vm *vm)
{
    return vm->output.length ? (const char *)vm->output.data : "";
}

uint64_t script_steps(const script_vm *vm)
{
    return vm->steps;
}

size_t script_arena_used(const script_vm *vm)
{
    return arena_used(vm->a);
}
