/* abc.c: Python's abc and numbers: classes that cannot have instances while abstract methods stand. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

/* Adds "'a', b" of the abstract names in a class that `type` does not define anew. */
static lathe_status add_names(script_vm *vm, const script_class *type, const script_class *from, script_value list,
                              lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < from->user->names.used && !st; i++) {
        const script_dict_entry *e = &from->user->names.entries[i];
        const script_class *owner;
        script_value v;
        bool found, known;
        if (e->key.kind != SCRIPT_STR || !class_is_abstract(e->value))
            continue;
        st = class_find(vm, type, e->key.str->text, &found, &v, &owner, err);
        if (!st && class_is_abstract(v))
            st = compare_contains(vm, list, e->key, &known, err);
        if (!st && class_is_abstract(v) && !known)
            st = script_list_append(vm, list.list, e->key, err);
    }
    return st;
}

lathe_status abc_mark(script_vm *vm, script_class *type, script_value *out, lathe_error *err)
{
    script_value list, text;
    text_builder b = {.vm = vm};
    (void)out;
    lathe_status st = script_list_new(vm, NULL, 0, &list, err);
    for (const script_class *c = type; c && !st; c = c->base)
        if (c->user)
            st = add_names(vm, type, c, list, err);
    if (st || !list.list->count)
        return st;
    st = sequence_sort(vm, list.list->items, list.list->count, script_none(), false, err);
    if (!st)
        st = list.list->count > 1 ? builder_add(&b, "methods ", 8, err) : builder_add(&b, "method ", 7, err);
    for (size_t i = 0; i < list.list->count && !st; i++) {
        if (i)
            st = builder_add(&b, ", ", 2, err);
        if (!st)
            st = builder_add_str(&b, list.list->items[i].str, err);
    }
    if (!st)
        st = builder_take(&b, &text, err);
    if (!st)
        type->user->abstract = text.str->text;
    return st;
}

MODULE_FUNCTION(abstract_method)
{
    (void)vm;
    (void)err;
    if (call->args[0].kind == SCRIPT_FUNCTION)
        call->args[0].function->is_abstract = true;
    *out = call->args[0];
    return LATHE_OK;
}

static const script_class abc_ABC = {
    .name = "abc.ABC", .base = &class_object, .construct = &script_construct_plain, .derive = abc_mark};
/* class Base(metaclass=ABCMeta): found by the class statement. */
const script_class abc_meta = {.name = "abc.ABCMeta", .base = &types_class, .derive = abc_mark};

static const script_method functions[] = {
    {"abstractmethod", "funcobj, /", abstract_method, 0},
    {"abstractproperty", "fget=None, fset=None, fdel=None, doc=None", NULL, 0},
    {"abstractclassmethod", "callable", NULL, 0},
    {"abstractstaticmethod", "callable", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("ABC", &abc_ABC), SCRIPT_MEMBER_CLASS("ABCMeta", &abc_meta), {0}};
const script_module module_abc = {.name = "abc", .functions = functions, .members = members};

/* ---- numbers ---- */

static bool covers_number(const script_class *c)
{
    return script_is_subclass(c, &types_int) || script_is_subclass(c, &types_float);
}
static bool covers_integral(const script_class *c) { return script_is_subclass(c, &types_int); }

#define NUMBERS(ROW) \
    ROW(Number, covers_number) \
    ROW(Complex, covers_number) \
    ROW(Real, covers_number) \
    ROW(Rational, covers_integral) \
    ROW(Integral, covers_integral)
#define ROW(symbol, function) \
    static const script_class numbers_##symbol = { \
        .name = "numbers." #symbol, .base = &class_object, .construct = &script_construct_plain, .covers = function};
NUMBERS(ROW)
#undef ROW
#define ROW(symbol, function) SCRIPT_MEMBER_CLASS(#symbol, &numbers_##symbol),
static const script_member number_members[] = {NUMBERS(ROW){0}};
const script_module module_numbers = {.name = "numbers", .members = number_members};
