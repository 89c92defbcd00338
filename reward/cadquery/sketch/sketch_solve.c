/* sketch_solve.c: Sketch.solve: the sum of squared costs brought to its least by NLopt's SLSQP, as CadQuery does it:
 * the same start, tolerances and differences, so that sketches that are not fully constrained end alike too. */
#include "reward/cadquery/sketch/sketch_solve.h"
#include "reward/script/numpy/array.h"

#include <nlopt.h>
#include <string.h>

#define DIFFERENCE 1e-10
#define TOLERANCE 1e-9

typedef struct solving {
    script_vm *vm;
    nlopt_opt optimizer;
    size_t entity_count, number_count, term_count;
    script_value *tags, *edges; /* one an entity */
    bool *arcs;
    size_t *at; /* where an entity's numbers begin */
    double *start, *x;
    solve_term *terms;
    lathe_status status; /* what stopped it */
    lathe_error *err;
} solving;

/* ---- entities ---- */

/* Clockwise from a to b, negative the other way, as Vector.getSignedAngle. */
static lathe_status signed_angle(script_vm *vm, kernel_vec a, kernel_vec b, double *out, lathe_error *err)
{
    double la = vec_length(a), lb = vec_length(b);
    if (la <= 2.2250738585072014e-308 || lb <= 2.2250738585072014e-308)
        return script_raise_as(vm, err, "gp_VectorWithNullMagnitude", objects_exceptions[0], "gp_Vec::AngleWithRef");
    kernel_vec cross = vec_cross(vec_scale(a, 1 / la), vec_scale(b, 1 / lb));
    double cosine = vec_dot(a, b) / (la * lb), sine = vec_length(cross);
    double angle = cosine > -0.70710678118655 && cosine < 0.70710678118655 ? acos(cosine)
                   : cosine < 0                                            ? M_PI - asin(sine)
                                                                           : asin(sine);
    *out = cross.z <= 0 ? angle : -angle;
    return LATHE_OK;
}

static lathe_status read_arc(script_vm *vm, const kernel_shape *edge, double out[5], lathe_error *err)
{
    kernel_vec center, first, last, middle;
    double to_middle;
    KERNEL(kernel_curve_center(edge, &center, err));
    KERNEL(kernel_curve_start(edge, &first, err));
    KERNEL(kernel_curve_end(edge, &last, err));
    KERNEL(kernel_curve_position(edge, 0.5, &middle, err));
    KERNEL(kernel_curve_radius(edge, &out[2], err));
    first = vec_sub(first, center);
    TRY(signed_angle(vm, (kernel_vec){ 0, 1, 0 }, first, &out[3], err));
    TRY(signed_angle(vm, first, vec_sub(last, center), &out[4], err));
    TRY(signed_angle(vm, first, vec_sub(middle, center), &to_middle, err));
    if (to_middle > 0 && out[4] < 0)
        out[4] += 2 * M_PI;
    else if (to_middle < 0 && out[4] > 0)
        out[4] -= 2 * M_PI;
    out[0] = center.x;
    out[1] = center.y;
    return LATHE_OK;
}

/* Of each tag the first item, where that is a line or an arc. Like CadQuery, tags of other edges still take a number
 * (kept in `numbers`), so that those after them miss their entity. */
static lathe_status read_entities(solving *s, const sketch *sk, script_value numbers, lathe_error *err)
{
    script_vm *vm = s->vm;
    int64_t number = 0;
    for (uint32_t i = 0; i < sk->tags.dict->used; i++) {
        const script_dict_entry *e = &sk->tags.dict->entries[i];
        const script_value *items;
        size_t count;
        const char *name;
        if (e->key.kind == SCRIPT_UNBOUND)
            continue;
        TRY(script_to_items(vm, e->value, &items, &count, err));
        if (count == 0)
            return script_raise(vm, err, "IndexError", "list index out of range");
        const shape_object *edge = objects_shape_of_type(items[0], KERNEL_EDGE);
        if (!edge)
            continue;
        number++;
        KERNEL(kernel_geometry_name(edge->kernel, &name, err));
        double *to = &s->start[s->number_count];
        bool arc = strcmp(name, "CIRCLE") == 0;
        kernel_vec a, b;
        if (arc) {
            TRY(read_arc(vm, edge->kernel, to, err));
        } else if (strcmp(name, "LINE") == 0) {
            KERNEL(kernel_curve_start(edge->kernel, &a, err));
            KERNEL(kernel_curve_end(edge->kernel, &b, err));
            memcpy(to, (double[4]){ a.x, a.y, b.x, b.y }, 4 * sizeof *to);
        } else {
            continue;
        }
        s->arcs[s->entity_count] = arc;
        s->at[s->entity_count] = s->number_count;
        s->edges[s->entity_count] = items[0];
        s->tags[s->entity_count++] = e->key;
        s->number_count += arc ? 5 : 4;
        TRY(script_dict_set(vm, numbers.dict, e->key, script_int(number - 1), err));
    }
    return LATHE_OK;
}

static lathe_status find_entity(solving *s, script_value numbers, script_value tag, size_t *out, lathe_error *err)
{
    script_value number, text;
    bool found = false;
    TRY(script_dict_get(s->vm, numbers.dict, tag, &found, &number, err));
    if (!found) {
        TRY(script_to_repr(s->vm, tag, &text, err));
        return script_raise(s->vm, err, "KeyError", "%s", text.str->text);
    }
    if ((size_t)number.integer >= s->entity_count)
        return script_raise(s->vm, err, "IndexError", "list index out of range");
    *out = (size_t)number.integer;
    return LATHE_OK;
}

/* The places of a point by parameter: a line has none without. */
static lathe_status require_places(const solving *s, const solve_term *t, lathe_error *err)
{
    bool points = t->kind == CONSTRAINT_FIXED_POINT || t->kind == CONSTRAINT_DISTANCE;
    bool first = t->given[0] || s->arcs[t->first], second = !t->binary || t->given[1] || s->arcs[t->second];
    if (points && (!first || !second))
        return script_raise(s->vm, err, "TypeError", "unsupported operand type(s) for *: 'NoneType' and 'float'");
    return LATHE_OK;
}

static lathe_status read_term(solving *s, const sketch_constraint *c, script_value numbers, solve_term *t,
                              lathe_error *err)
{
    const script_value *values = &c->param;
    size_t count = 1;
    *t = (solve_term){ .kind = c->kind, .binary = c->tags.list->count == 2 };
    TRY(find_entity(s, numbers, c->tags.list->items[0], &t->first, err));
    t->second = t->first;
    if (t->binary)
        TRY(find_entity(s, numbers, c->tags.list->items[1], &t->second, err));
    if (c->param.kind == SCRIPT_TUPLE) {
        values = c->param.list->items;
        count = c->param.list->count;
    }
    for (size_t i = 0; i < count && i < 3; i++) {
        t->given[i] = !script_is_none(values[i]);
        t->value[i] = t->given[i] ? number_of(values[i]) : 0;
    }
    return require_places(s, t, err);
}

/* ---- the function that is brought to its least ---- */

static lathe_status term_cost(solving *s, const solve_term *t, const double *a, const double *b, double *out)
{
    const solve_entity first = { s->arcs[t->first], a, &s->start[s->at[t->first]] },
                       second = { s->arcs[t->second], b, &s->start[s->at[t->second]] };
    if (sketch_cost(t, &first, &second, out))
        return LATHE_OK;
    return script_raise_as(s->vm, s->err, "gp_VectorWithNullMagnitude", objects_exceptions[0], "gp_Vec2d::Angle");
}

/* Adds a term's part of the gradient by one-sided differences over the numbers of its first or second entity. */
static lathe_status add_gradient(solving *s, const solve_term *t, const double *x, double cost, bool second,
                                 double *gradient)
{
    size_t entity = second ? t->second : t->first, at = s->at[entity], count = s->arcs[entity] ? 5 : 4;
    double changed[5], moved;
    const double *a = second ? &x[s->at[t->first]] : changed, *b = second ? changed : &x[s->at[t->second]];
    memcpy(changed, &x[at], count * sizeof *changed);
    for (size_t i = 0; i < count; i++) {
        changed[i] += DIFFERENCE;
        TRY(term_cost(s, t, a, b, &moved));
        gradient[at + i] += 2 * cost * (moved - cost) / DIFFERENCE;
        changed[i] = x[at + i];
    }
    return LATHE_OK;
}

static lathe_status evaluate(solving *s, const double *x, double *gradient, double *out)
{
    size_t n = s->number_count;
    double sum = 0, cost;
    TRY(script_spend(s->vm, (uint32_t)(1 + s->term_count + n * n / 64), s->err));
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = 0;
    for (size_t i = 0; i < s->term_count; i++) {
        const solve_term *t = &s->terms[i];
        TRY(term_cost(s, t, &x[s->at[t->first]], &x[s->at[t->second]], &cost));
        sum += cost * cost;
        if (gradient)
            TRY(add_gradient(s, t, x, cost, false, gradient));
        if (gradient && t->binary)
            TRY(add_gradient(s, t, x, cost, true, gradient));
    }
    *out = sum;
    return LATHE_OK;
}

static double objective(unsigned n, const double *x, double *gradient, void *data)
{
    solving *s = data;
    double sum = 0;
    (void)n;
    if (s->status == LATHE_OK)
        s->status = evaluate(s, x, gradient, &sum);
    if (s->status != LATHE_OK)
        nlopt_force_stop(s->optimizer);
    return sum;
}

/* ---- solving ---- */

static lathe_status set_up(solving *s, lathe_error *err)
{
    void *memory;
    TRY(script_alloc(s->vm, s->number_count * sizeof(double), &memory, err));
    double *low = memory;
    for (size_t i = 0; i < s->number_count; i++)
        low[i] = -HUGE_VAL;
    for (size_t i = 0; i < s->entity_count; i++) {
        if (s->arcs[i])
            low[s->at[i] + 2] = 0;
    }
    bool set = nlopt_set_min_objective(s->optimizer, objective, s) == NLOPT_SUCCESS &&
               nlopt_set_lower_bounds(s->optimizer, low) == NLOPT_SUCCESS &&
               nlopt_set_xtol_rel(s->optimizer, TOLERANCE) == NLOPT_SUCCESS &&
               nlopt_set_xtol_abs1(s->optimizer, TOLERANCE * 1e-3) == NLOPT_SUCCESS;
    return set ? LATHE_OK : lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "out of memory for a sketch's solver");
}

static lathe_status check_result(solving *s, nlopt_result result, lathe_error *err)
{
    if (s->status != LATHE_OK)
        return s->status;
    if (result == NLOPT_OUT_OF_MEMORY)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "out of memory for a sketch's solver");
    if (result == NLOPT_ROUNDOFF_LIMITED)
        return script_raise_as(s->vm, err, "RoundoffLimited", &script_class_exception, "NLopt roundoff-limited");
    if (result == NLOPT_INVALID_ARGS)
        return script_raise_as(s->vm, err, "invalid_argument", &script_class_exception, "nlopt invalid argument");
    if (result < 0)
        return script_raise(s->vm, err, "RuntimeError", "nlopt failure");
    return LATHE_OK;
}

/* An entity's first numbers as a tuple. */
static lathe_status start_of(solving *s, size_t entity, script_value *out, lathe_error *err)
{
    script_value items[5];
    size_t count = s->arcs[entity] ? 5 : 4;
    for (size_t i = 0; i < count; i++)
        items[i] = script_float(s->start[s->at[entity] + i]);
    return script_tuple_new(s->vm, items, count, out, err);
}

/* Its numbers as they are now, as one of numpy's arrays. */
static lathe_status solution_of(solving *s, size_t entity, script_value *out, lathe_error *err)
{
    array *made;
    size_t count = s->arcs[entity] ? 5 : 4;
    TRY(array_new_vector(s->vm, ARRAY_FLOAT, (int64_t)count, &made, err));
    memcpy(made->data, &s->x[s->at[entity]], count * sizeof *s->x);
    return array_value(s->vm, made, out, err);
}

static lathe_status set_text(script_vm *vm, script_value dict, const char *name, script_value v, lathe_error *err)
{
    script_value key;
    TRY(script_str_new(vm, name, strlen(name), &key, err));
    return script_dict_set(vm, dict.dict, key, v, err);
}

static lathe_status describe(solving *s, sketch *sk, double cost, nlopt_result result, lathe_error *err)
{
    script_value entities, solution, v;
    TRY(objects_new_list(s->vm, &entities, err));
    TRY(objects_new_list(s->vm, &solution, err));
    for (size_t i = 0; i < s->entity_count; i++) {
        TRY(start_of(s, i, &v, err));
        TRY(script_list_append(s->vm, entities.list, v, err));
        TRY(solution_of(s, i, &v, err));
        TRY(script_list_append(s->vm, solution.list, v, err));
    }
    TRY(script_dict_new(s->vm, &sk->status, err));
    TRY(set_text(s->vm, sk->status, "entities", entities, err));
    TRY(set_text(s->vm, sk->status, "cost", script_float(cost), err));
    TRY(set_text(s->vm, sk->status, "iters", script_int(nlopt_get_numevals(s->optimizer)), err));
    TRY(set_text(s->vm, sk->status, "status", script_int(result), err));
    return set_text(s->vm, sk->status, "x", solution, err);
}

static lathe_status optimize(solving *s, sketch *sk, lathe_error *err)
{
    double cost = 0;
    TRY(set_up(s, err));
    memcpy(s->x, s->start, s->number_count * sizeof *s->x);
    nlopt_result result = nlopt_optimize(s->optimizer, s->x, &cost);
    TRY(check_result(s, result, err));
    return describe(s, sk, cost, result, err);
}

/* The edges themselves change, so that all who hold them see it. */
static lathe_status update_edge(solving *s, size_t entity, lathe_error *err)
{
    script_vm *vm = s->vm;
    const double *x = &s->x[s->at[entity]];
    shape_object *edge = shape_of(s->edges[entity]), *made;
    if (s->arcs[entity])
        KEEP(&made, kernel_edge_arc(sketch_arc_point(x, 0), sketch_arc_point(x, 0.5), sketch_arc_point(x, 1), &raw,
                                    err));
    else
        KEEP(&made, kernel_edge_line((kernel_vec){ x[0], x[1], 0 }, (kernel_vec){ x[2], x[3], 0 }, &raw, err));
    kernel_shape *before = edge->kernel;
    edge->kernel = made->kernel;
    made->kernel = before;
    return LATHE_OK;
}

static lathe_status solve(solving *s, sketch *sk, lathe_error *err)
{
    script_value numbers;
    TRY(script_dict_new(s->vm, &numbers, err));
    TRY(read_entities(s, sk, numbers, err));
    for (size_t i = 0; i < sk->constraints.list->count; i++) {
        const sketch_constraint *c = script_host_of(sk->constraints.list->items[i], &class_sketch_constraint);
        if (!c)
            return script_raise(s->vm, err, "AttributeError", "'%s' object has no attribute 'tags'",
                                script_type_name(sk->constraints.list->items[i]));
        TRY(read_term(s, c, numbers, &s->terms[s->term_count++], err));
    }
    if (s->number_count == 0)
        return script_raise_as(s->vm, err, "invalid_argument", &script_class_exception, "nlopt invalid argument");
    s->optimizer = nlopt_create(NLOPT_LD_SLSQP, (unsigned)s->number_count);
    if (!s->optimizer)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "out of memory for a sketch's solver");
    lathe_status st = optimize(s, sk, err);
    nlopt_destroy(s->optimizer);
    for (size_t i = 0; i < s->entity_count && st == LATHE_OK; i++)
        st = update_edge(s, i, err);
    return st;
}

lathe_status sketch_solve(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *sk = sketch_of(call->self);
    size_t tags = sk->tags.dict->count + 1;
    solving s = { .vm = vm, .err = err };
    const struct {
        size_t size;
        void **to;
    } parts[] = { { tags * sizeof *s.tags, (void **)&s.tags },   { tags * sizeof *s.edges, (void **)&s.edges },
                  { tags * sizeof *s.arcs, (void **)&s.arcs },   { tags * sizeof *s.at, (void **)&s.at },
                  { tags * 5 * sizeof *s.x, (void **)&s.x },     { tags * 5 * sizeof *s.start, (void **)&s.start },
                  { (sk->constraints.list->count + 1) * sizeof *s.terms, (void **)&s.terms } };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        TRY(script_alloc(vm, parts[i].size, parts[i].to, err));
    TRY(solve(&s, sk, err));
    return sketch_done(call, out);
}
