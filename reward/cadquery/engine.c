/* engine.c: one script from text to shape, and which of its values is the result. */
#include "reward/cadquery/methods.h"

#include <stdlib.h>
#include <string.h>

/* Evaluator steps that one kernel shape costs, so that a script that calls the kernel for ever runs out of steps. */
enum { STEPS_A_SHAPE = 20 };

struct cadquery_engine {
    script_vm *vm; /* made for `limits`; NULL before the first run */
    cadquery_limits limits;
    lathe_status (*poll)(void *context, lathe_error *err);
    void *poll_context;
    engine_state state;
};

lathe_status cadquery_engine_new(cadquery_engine **out_engine, lathe_error *err)
{
    cadquery_engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a CadQuery engine");
    *out_engine = engine;
    return LATHE_OK;
}

void cadquery_engine_free(cadquery_engine *engine)
{
    if (!engine)
        return;
    script_vm_free(engine->vm);
    free(engine);
}

void cadquery_engine_shed(cadquery_engine *engine)
{
    if (engine->vm)
        script_vm_shed(engine->vm);
}

static lathe_status register_tables(cadquery_engine *engine, script_vm *vm, lathe_error *err)
{
    for (size_t i = 0; cadquery_modules[i]; i++)
        TRY(script_vm_add_module(vm, cadquery_modules[i], err));
    TRY(script_vm_add_builtins(vm, cadquery_builtins, err));
    TRY(script_vm_add_exceptions(vm, objects_exceptions, err));
    script_vm_set_host(vm, &engine->state);
    return LATHE_OK;
}

/* A vm keeps its limits for life; another one is made where they differ. */
static lathe_status prepare_vm(cadquery_engine *engine, const cadquery_limits *limits, lathe_error *err)
{
    script_limits wanted = SCRIPT_LIMITS_INIT;
    script_vm *vm = NULL;
    const cadquery_limits *have = &engine->limits;
    if (engine->vm && have->steps == limits->steps && have->arena_bytes == limits->arena_bytes &&
        have->recursion == limits->recursion)
        return LATHE_OK;
    wanted.max_steps = limits->steps;
    wanted.max_arena_bytes = limits->arena_bytes;
    wanted.max_recursion = limits->recursion;
    TRY(script_vm_new(&wanted, &vm, err));
    lathe_status st = register_tables(engine, vm, err);
    if (st != LATHE_OK) {
        script_vm_free(vm);
        return st;
    }
    script_vm_free(engine->vm);
    engine->vm = vm;
    engine->limits = *limits;
    return LATHE_OK;
}

/* ---- the result ---- */

static bool is_assembly(script_value v)
{
    return v.kind == SCRIPT_OBJECT && script_is_instance(v, &class_assembly);
}

/* Sketches and assemblies count by name only. */
static bool holds_shape(script_value v, bool by_name)
{
    return workplane_of(v) || shape_of(v) || (by_name && (sketch_of(v) || is_assembly(v)));
}

/* What show_object was last given, else `result`, `r`, `solid`, else the last variable that holds a shape. */
static bool pick_result(const cadquery_engine *engine, script_value *out)
{
    static const char *const names[] = { "result", "r", "solid" };
    const script_dict *globals = script_globals(engine->vm);
    if (engine->state.shown.kind != SCRIPT_UNBOUND) {
        *out = engine->state.shown;
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const script_value *v = script_dict_find_text(globals, names[i]);
        if (v && holds_shape(*v, true)) {
            *out = *v;
            return true;
        }
    }
    for (uint32_t i = globals->used; i > 0; i--) {
        const script_dict_entry *e = &globals->entries[i - 1];
        if (e->key.kind != SCRIPT_UNBOUND && holds_shape(e->value, false)) {
            *out = e->value;
            return true;
        }
    }
    return false;
}

/* Calls a method without arguments, as a script would. */
static lathe_status vals_of(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    script_value method;
    TRY(script_get_attribute(vm, v, "vals", &method, err));
    return script_call_value(vm, method, NULL, 0, out, err);
}

/* The shape of a value: itself, the only one on a stack, or a compound of all; NULL where there is none. */
static lathe_status shape_of_result(script_vm *vm, script_value v, shape_object **out, lathe_error *err)
{
    script_value list;
    size_t shapes = 0;
    if (is_assembly(v))
        return assembly_compound(vm, v, out, err);
    *out = shape_of(v);
    if (*out || !holds_shape(v, true))
        return LATHE_OK;
    TRY(vals_of(vm, v, &list, err));
    for (size_t i = 0; i < list.list->count; i++) {
        if (shape_of(list.list->items[i])) {
            *out = shape_of(list.list->items[i]);
            shapes++;
        }
    }
    return shapes > 1 ? shape_compound(vm, list, out, err) : LATHE_OK;
}

static lathe_status take_result(cadquery_engine *engine, const cadquery_limits *limits, kernel_shape **out,
                                lathe_error *err)
{
    script_value v;
    shape_object *shape = NULL;
    uint32_t faces;
    if (pick_result(engine, &v))
        TRY(shape_of_result(engine->vm, v, &shape, err));
    if (!shape)
        return lathe_fail_script(err, FAILURE_EMPTY, 0, 0, "the script left no shape");
    TRY(kernel_count_parts(shape->kernel, KERNEL_FACE, &faces, err));
    if (faces > limits->faces)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "the result has %u faces, the limit is %u", faces,
                                 limits->faces);
    kernel_shape *shared = kernel_shape_share(shape->kernel);
    if (!shared)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "out of memory for the result");
    *out = shared;
    return LATHE_OK;
}

static lathe_status check_limits(const cadquery_limits *limits, lathe_error *err)
{
    if (limits->steps && limits->arena_bytes && limits->recursion && limits->shapes && limits->faces)
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_INPUT, "a limit of scripts must not be 0");
}

lathe_status cadquery_run_deferred(cadquery_engine *engine, const char *text, size_t length,
                                   const cadquery_limits *limits, kernel_deferral *deferral, kernel_shape **out_shape,
                                   lathe_error *err)
{
    lathe_error own = { 0 };
    TRY(check_limits(limits, err));
    TRY(prepare_vm(engine, limits, err));
    script_vm_set_poll(engine->vm, engine->poll, engine->poll_context);
    engine->state = (engine_state){
        .shapes_left = limits->shapes, .steps_a_shape = STEPS_A_SHAPE, .deferral = deferral };
    lathe_status st = script_run(engine->vm, text, length, &own);
    if (st == LATHE_OK)
        st = take_result(engine, limits, out_shape, &own);
    if (st != LATHE_OK && err)
        *err = own;
    script_vm_reset(engine->vm);
    return st;
}

lathe_status cadquery_run(cadquery_engine *engine, const char *text, size_t length, const cadquery_limits *limits,
                          kernel_shape **out_shape, lathe_error *err)
{
    return cadquery_run_deferred(engine, text, length, limits, NULL, out_shape, err);
}

void cadquery_set_poll(cadquery_engine *engine, lathe_status (*poll)(void *context, lathe_error *err), void *context)
{
    engine->poll = poll;
    engine->poll_context = context;
}

const char *cadquery_output(const cadquery_engine *engine)
{
    return engine->vm ? script_output(engine->vm) : "";
}
