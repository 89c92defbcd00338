/* assembly_solve.c: Assembly.solve: places of its children that meet the constraints. */
#include "reward/cadquery/assembly/assembly.h"

#include <string.h>

#define START_TURN 1e-2 /* of every rotation, so that it is at no stationary point */

typedef struct entities {
    script_value numbers; /* dict: name -> body */
    script_value names;   /* list */
    bool *locked;
} entities;

/* ---- what takes part ---- */

static lathe_status constraint_at(script_vm *vm, const assembly *a, size_t i, const constraint_spec **out,
                                  lathe_error *err)
{
    script_value v = a->attributes[ASSEMBLY_CONSTRAINTS].list->items[i];
    *out = script_host_of(v, &class_constraint);
    if (!*out)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'objects'", script_type_name(v));
    return LATHE_OK;
}

static lathe_status number_of_entity(script_vm *vm, entities *e, script_value name, size_t *out, lathe_error *err)
{
    bool found = false;
    script_value number;
    TRY(script_dict_get(vm, e->numbers.dict, name, &found, &number, err));
    *out = found ? (size_t)number.integer : e->names.list->count;
    if (found)
        return LATHE_OK;
    TRY(script_dict_set(vm, e->numbers.dict, name, script_int((int64_t)*out), err));
    return script_list_append(vm, e->names.list, name, err);
}

/* Whether a constraint of one object or, binary, of two begins with this name. */
static lathe_status begins_any(script_vm *vm, const assembly *a, script_value name, bool binary, bool *out,
                               lathe_error *err)
{
    const constraint_spec *c;
    *out = false;
    for (size_t i = 0; i < a->attributes[ASSEMBLY_CONSTRAINTS].list->count && !*out; i++) {
        TRY(constraint_at(vm, a, i, &c, err));
        if (assembly_spec_is_binary(c->kind) == binary && c->objects.list->count)
            TRY(script_equal(vm, c->objects.list->items[0], name, out, err));
    }
    return LATHE_OK;
}

/* The first that begins a binary constraint and no unary one; else the first of all. */
static lathe_status lock_one(script_vm *vm, const assembly *a, entities *e, lathe_error *err)
{
    const constraint_spec *c;
    size_t number;
    bool unary;
    for (size_t i = 0; i < a->attributes[ASSEMBLY_CONSTRAINTS].list->count; i++) {
        TRY(constraint_at(vm, a, i, &c, err));
        if (!assembly_spec_is_binary(c->kind) || c->objects.list->count == 0)
            continue;
        TRY(begins_any(vm, a, c->objects.list->items[0], false, &unary, err));
        if (unary)
            continue;
        TRY(number_of_entity(vm, e, c->objects.list->items[0], &number, err));
        e->locked[number] = true;
        return LATHE_OK;
    }
    e->locked[0] = true;
    return LATHE_OK;
}

static lathe_status find_entities(script_vm *vm, const assembly *a, entities *e, lathe_error *err)
{
    const script_list *constraints = a->attributes[ASSEMBLY_CONSTRAINTS].list;
    const constraint_spec *c;
    void *memory;
    bool any = false;
    TRY(script_alloc(vm, 2 * constraints->count + 1, &memory, err));
    e->locked = memory;
    TRY(script_dict_new(vm, &e->numbers, err));
    TRY(objects_new_list(vm, &e->names, err));
    for (size_t i = 0; i < constraints->count; i++) {
        TRY(constraint_at(vm, a, i, &c, err));
        if (c->objects.list->count > 2)
            return script_unsupported(vm, err, "constraints of more than two objects");
        for (size_t k = 0; k < c->objects.list->count; k++) {
            size_t number;
            bool own;
            TRY(number_of_entity(vm, e, c->objects.list->items[k], &number, err));
            TRY(script_equal(vm, c->objects.list->items[k], a->attributes[ASSEMBLY_NAME], &own, err));
            e->locked[number] |= c->kind == SPEC_FIXED || own;
            any |= e->locked[number];
        }
    }
    return any ? LATHE_OK : lock_one(vm, a, e, err);
}

/* ---- the problem ---- */

static lathe_status place_body(script_vm *vm, const assembly *a, script_value name, solve_body *out, lathe_error *err)
{
    assembly *part;
    location_object *place;
    kernel_vec offset = { 0, 0, 0 }, axis = { 0, 0, 0 };
    double w = 1;
    TRY(assembly_require(vm, a, name, &part, err));
    TRY(assembly_place(vm, part, &place, err));
    KERNEL(kernel_location_quaternion(place->kernel, &offset, &axis, &w, err));
    if (1 + w == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    double k = ((1 - w) / (1 + w) + 1) / 2;
    memcpy(out->offset, (double[3]){ offset.x, offset.y, offset.z }, sizeof out->offset);
    memcpy(out->rotation, (double[3]){ k * axis.x, k * axis.y, k * axis.z }, sizeof out->rotation);
    return LATHE_OK;
}

static lathe_status make_bodies(solve_problem *p, const assembly *a, const entities *e, lathe_error *err)
{
    void *memory;
    p->body_count = e->names.list->count;
    TRY(script_alloc(p->vm, (p->body_count + 1) * sizeof *p->bodies, &memory, err));
    p->bodies = memory;
    for (size_t i = 0; i < p->body_count; i++) {
        TRY(place_body(p->vm, a, e->names.list->items[i], &p->bodies[i], err));
        p->bodies[i].locked = e->locked[i];
        p->bodies[i].at = p->variables;
        p->variables += e->locked[i] ? 0 : 6;
    }
    return LATHE_OK;
}

static lathe_status make_pods(solve_problem *p, const assembly *a, entities *e, lathe_error *err)
{
    const script_list *constraints = a->attributes[ASSEMBLY_CONSTRAINTS].list;
    const constraint_spec *c;
    void *memory;
    TRY(script_alloc(p->vm, (2 * constraints->count + 1) * sizeof *p->pods, &memory, err));
    spec_pod *pods = memory;
    for (size_t i = 0; i < constraints->count; i++) {
        size_t count, number;
        TRY(constraint_at(p->vm, a, i, &c, err));
        TRY(assembly_spec_pods(p->vm, c, &pods[p->pod_count], &count, err));
        for (size_t k = 0; k < c->objects.list->count; k++) {
            TRY(number_of_entity(p->vm, e, c->objects.list->items[k], &number, err));
            pods[p->pod_count].body[k] = number;
            if (count == 2)
                pods[p->pod_count + 1].body[k] = number;
        }
        p->pod_count += count;
    }
    p->pods = pods;
    return LATHE_OK;
}

static lathe_status check_problem(solve_problem *p, lathe_error *err)
{
    if (p->pod_count == 0)
        return script_raise(p->vm, err, "ValueError", "At least one constraint required");
    if (p->body_count < 2)
        return script_raise(p->vm, err, "ValueError", "At least two entities need to be constrained");
    return LATHE_OK;
}

/* ---- the solution ---- */

static lathe_status solved_place(const solve_problem *p, const solve_body *body, const double *x,
                                 location_object **out, lathe_error *err)
{
    script_vm *vm = p->vm;
    double t[3], r[3], m = 1;
    for (int i = 0; i < 3; i++) {
        t[i] = body->offset[i] + (body->locked ? 0 : p->scale * x[body->at + (size_t)i]);
        r[i] = body->rotation[i] + (body->locked ? 0 : x[body->at + 3 + (size_t)i]);
        m += r[i] * r[i];
    }
    const kernel_vec offset = { t[0], t[1], t[2] }, axis = { 2 * r[0] / m, 2 * r[1] / m, 2 * r[2] / m };
    KEEP_PLACE(out, kernel_location_of_quaternion(offset, axis, (2 - m) / m, &raw, err));
    return LATHE_OK;
}

/* The root stays: where it has an object of its own, all move back by what it would have moved. */
static lathe_status move_parts(const solve_problem *p, const assembly *a, const entities *e, const double *x,
                               lathe_error *err)
{
    script_vm *vm = p->vm;
    location_object *back, *place;
    assembly *part;
    bool has_object, own;
    KEEP_PLACE(&back, kernel_location_identity(&raw, err));
    TRY(script_to_truth(vm, a->attributes[ASSEMBLY_OBJ], &has_object, err));
    for (size_t i = 0; i < p->body_count && has_object; i++) {
        TRY(script_equal(vm, e->names.list->items[i], a->attributes[ASSEMBLY_NAME], &own, err));
        if (!own)
            continue;
        TRY(solved_place(p, &p->bodies[i], x, &place, err));
        KEEP_PLACE(&back, kernel_location_inverse(place->kernel, &raw, err));
        break;
    }
    for (size_t i = 0; i < p->body_count; i++) {
        TRY(script_equal(vm, e->names.list->items[i], a->attributes[ASSEMBLY_NAME], &own, err));
        if (own)
            continue;
        TRY(assembly_require(vm, a, e->names.list->items[i], &part, err));
        TRY(solved_place(p, &p->bodies[i], x, &place, err));
        KEEP_PLACE(&place, kernel_location_multiply(back->kernel, place->kernel, &raw, err));
        part->attributes[ASSEMBLY_LOC] = script_of_object(place->self);
    }
    return LATHE_OK;
}

static lathe_status set_text(script_vm *vm, script_value dict, const char *name, script_value v, lathe_error *err)
{
    script_value key;
    TRY(script_str_new(vm, name, strlen(name), &key, err));
    return script_dict_set(vm, dict.dict, key, v, err);
}

static lathe_status describe(const solve_problem *p, assembly *a, lathe_error *err)
{
    const char *status = p->converged ? "Solve_Succeeded" : "Maximum_Iterations_Exceeded";
    script_value iterations, zero = script_float(0), list, text;
    script_value *result = &a->attributes[ASSEMBLY_SOLVE_RESULT];
    TRY(script_dict_new(p->vm, result, err));
    TRY(script_str_new(p->vm, status, strlen(status), &text, err));
    TRY(set_text(p->vm, *result, "success", script_bool(p->converged), err));
    TRY(set_text(p->vm, *result, "return_status", text, err));
    TRY(set_text(p->vm, *result, "iter_count", script_int(p->iterations), err));
    TRY(script_dict_new(p->vm, &iterations, err));
    TRY(script_list_new(p->vm, &zero, 1, &list, err));
    TRY(set_text(p->vm, iterations, "inf_pr", list, err));
    zero = script_float(p->cost);
    TRY(script_list_new(p->vm, &zero, 1, &list, err));
    TRY(set_text(p->vm, iterations, "obj", list, err));
    return set_text(p->vm, *result, "iterations", iterations, err);
}

/* The greatest extent of all, by which distances are measured. */
static lathe_status measure_scale(solve_problem *p, const assembly *a, lathe_error *err)
{
    script_vm *vm = p->vm;
    shape_object *all;
    kernel_vec low, high;
    TRY(assembly_compound(vm, assembly_value(a), &all, err));
    KERNEL(kernel_bounds(all->kernel, &low, &high, &p->scale, err));
    return LATHE_OK;
}

lathe_status assembly_solve(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly *a = assembly_of(call->self);
    solve_problem p = { .vm = vm, .scale = 1 };
    entities e;
    void *memory;
    if (a->attributes[ASSEMBLY_CONSTRAINTS].kind != SCRIPT_LIST)
        return script_unsupported(vm, err, "Assembly.constraints of another type than list");
    TRY(find_entities(vm, a, &e, err));
    TRY(make_bodies(&p, a, &e, err));
    TRY(make_pods(&p, a, &e, err));
    TRY(check_problem(&p, err));
    TRY(measure_scale(&p, a, err));
    TRY(script_alloc(vm, (p.variables + 1) * sizeof(double), &memory, err));
    double *x = memory;
    for (size_t i = 0; i < p.variables; i++)
        x[i] = i % 6 < 3 ? 0 : START_TURN;
    TRY(assembly_minimise(&p, x, err));
    TRY(describe(&p, a, err));
    TRY(move_parts(&p, a, &e, x, err));
    *out = call->self;
    return LATHE_OK;
}
