/* copy.c: objects that change hands, and what Python's copy.copy and copy.deepcopy make of CadQuery's objects. Some are
 * copied by their attributes; shapes and values come back from what CadQuery writes of them, which leaves out what
 * scripts set on them. */
#include "reward/cadquery/assembly/assembly.h"
#include "reward/cadquery/selector/selector.h"
#include "reward/cadquery/sketch/sketch_solve.h"

#include <string.h>

/* A host's data again, in an object of the same class. */
static lathe_status copy_data(script_vm *vm, script_value self, script_value memo, size_t size, script_value *out,
                              lathe_error *err)
{
    void *memory;
    TRY(script_alloc(vm, size, &memory, err));
    memcpy(memory, self.object->host, size);
    return script_copy_begin(vm, self, memo, memory, NULL, out, err);
}

/* ---- changing hands ---- */

#define ADOPT(name, type)                                                                                              \
    void name(script_value self) { ((type *)self.object->host)->self = self.object; }
ADOPT(workplane_adopt, workplane)
ADOPT(sketch_adopt, sketch)
ADOPT(shape_adopt, shape_object)
ADOPT(location_adopt, location_object)

/* It knows itself by name, too. */
void assembly_adopt(script_value self)
{
    assembly *a = self.object->host;
    script_dict *objects = a->attributes[ASSEMBLY_OBJECTS].dict;
    for (uint32_t i = 0; i < objects->used; i++) {
        if (objects->entries[i].key.kind != SCRIPT_UNBOUND && objects->entries[i].value.object == a->self)
            objects->entries[i].value = self;
    }
    a->self = self.object;
}

/* ---- by what CadQuery writes ---- */

COPY_HOOK(vector_duplicate)
{
    return copy_data(vm, self, memo, sizeof(vector_object), out, err);
}

COPY_HOOK(plane_duplicate)
{
    return copy_data(vm, self, memo, sizeof(plane_object), out, err);
}

/* The object that a maker gave, as if it had been of self's class all along. */
static lathe_status stand_in(script_vm *vm, script_value self, script_value memo, script_object *made,
                             script_value *out, lathe_error *err)
{
    made->type = self.object->type;
    *out = script_of_object(made);
    return script_copy_remember(vm, self, memo, *out, err);
}

COPY_HOOK(shape_duplicate)
{
    const shape_object *from = shape_of(self);
    shape_object *made;
    KEEP(&made, kernel_copy_uncast(from->kernel, &raw, err));
    made->type = from->type;
    made->construction = from->construction;
    made->is_copied = true;
    return stand_in(vm, self, memo, made->self, out, err);
}

COPY_HOOK(location_duplicate)
{
    location_object *made;
    KEEP_PLACE(&made, kernel_location_copy(location_of(self)->kernel, &raw, err));
    return stand_in(vm, self, memo, made->self, out, err);
}

COPY_HOOK(matrix_duplicate)
{
    kernel_matrix values;
    script_value made;
    KERNEL(kernel_transform_values(matrix_of(self)->kernel, &values, err));
    KEEP_TRANSFORM(&made, kernel_transform_of_matrix(&values, &raw, err));
    return stand_in(vm, self, memo, made.object, out, err);
}

COPY_HOOK(bounds_duplicate)
{
    if (memo.kind != SCRIPT_UNBOUND)
        return script_raise(vm, err, "TypeError", "cannot pickle 'OCP.OCP.Bnd.Bnd_Box' object");
    TRY(copy_data(vm, self, memo, sizeof(bounds_object), out, err));
    return script_copy_fields(vm, self, *out, memo, err);
}

/* ---- by attributes ---- */

/* A host that is nothing but `count` values and what stands before or after them. */
static lathe_status copy_values(script_vm *vm, script_value self, script_value memo, size_t size, size_t at,
                                size_t count, script_value *out, lathe_error *err)
{
    TRY(copy_data(vm, self, memo, size, out, err));
    script_value *values = (script_value *)(void *)((char *)out->object->host + at);
    for (size_t i = 0; i < count; i++)
        TRY(script_copy_part(vm, &values[i], memo, err));
    return script_copy_fields(vm, self, *out, memo, err);
}

COPY_HOOK(sketch_constraint_duplicate)
{
    return copy_values(vm, self, memo, sizeof(sketch_constraint), offsetof(sketch_constraint, name), 4, out, err);
}

COPY_HOOK(constraint_duplicate)
{
    TRY(copy_values(vm, self, memo, sizeof(constraint_spec), offsetof(constraint_spec, name), 5, out, err));
    ((constraint_spec *)out->object->host)->self = out->object;
    return LATHE_OK;
}

COPY_HOOK(assembly_duplicate)
{
    TRY(copy_values(vm, self, memo, sizeof(assembly), offsetof(assembly, attributes), ASSEMBLY_ATTRIBUTES, out, err));
    assembly_of(*out)->self = out->object;
    return LATHE_OK;
}

COPY_HOOK(context_duplicate)
{
    TRY(copy_data(vm, self, memo, sizeof(draw_context), out, err));
    draw_context *made = out->object->host;
    made->self = out->object;
    TRY(script_copy_part(vm, &made->pending_wires, memo, err));
    TRY(script_copy_part(vm, &made->pending_edges, memo, err));
    TRY(script_copy_part(vm, &made->tags, memo, err));
    return script_copy_fields(vm, self, *out, memo, err);
}

COPY_HOOK(workplane_duplicate)
{
    script_value plane, context, parent;
    TRY(script_get_attribute(vm, self, "plane", &plane, err));
    TRY(script_get_attribute(vm, self, "ctx", &context, err));
    TRY(script_get_attribute(vm, self, "parent", &parent, err));
    TRY(copy_data(vm, self, memo, sizeof(workplane), out, err));
    workplane *made = out->object->host;
    made->self = out->object;
    TRY(script_copy_part(vm, &made->objects, memo, err));
    TRY(script_copy_part(vm, &plane, memo, err));
    made->plane = &plane_of(plane)->plane;
    made->plane_self = plane.object;
    TRY(script_copy_part(vm, &parent, memo, err));
    made->parent = workplane_of(parent);
    TRY(script_copy_part(vm, &context, memo, err));
    made->context = script_host_of(context, &class_context);
    TRY(script_copy_part(vm, &made->tag, memo, err));
    return script_copy_fields(vm, self, *out, memo, err);
}

COPY_HOOK(sketch_duplicate)
{
    TRY(copy_data(vm, self, memo, sizeof(sketch), out, err));
    sketch *made = out->object->host;
    script_value faces = shape_value(made->faces);
    script_value *parts[] = { &made->parent, &made->places, &faces,       &made->edges,
                              &made->selection, &made->tags, &made->constraints, &made->status };
    made->self = out->object;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        TRY(script_copy_part(vm, parts[i], memo, err));
    made->faces = shape_of(faces);
    return script_copy_fields(vm, self, *out, memo, err);
}

/* ---- selectors ---- */

/* Those that it is made of are shared by its copy, but for what they hold of a script. */
static lathe_status copy_selector(script_vm *vm, const selector *from, script_value memo, selector **out,
                                  lathe_error *err)
{
    selector *left, *right;
    TRY(script_spend(vm, 1, err));
    TRY(selector_new(vm, from, out, err));
    TRY(script_copy_part(vm, &(*out)->object, memo, err));
    if (from->left && memo.kind != SCRIPT_UNBOUND) {
        TRY(copy_selector(vm, from->left, memo, &left, err));
        (*out)->left = left;
    }
    if (from->right && memo.kind != SCRIPT_UNBOUND) {
        TRY(copy_selector(vm, from->right, memo, &right, err));
        (*out)->right = right;
    }
    return LATHE_OK;
}

COPY_HOOK(selector_duplicate)
{
    selector *made;
    TRY(copy_selector(vm, script_host_of(self, &class_selector), memo, &made, err));
    TRY(script_copy_begin(vm, self, memo, made, NULL, out, err));
    return script_copy_fields(vm, self, *out, memo, err);
}
