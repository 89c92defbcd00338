/* operator.c: Python's operator: operators as functions, and the getters. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

/* name, what it does, whether it changes its left side. */
static const struct {
    const char *name;
    script_operator op;
    bool in_place;
} operator_rows[] = {
    {"add", SCRIPT_ADD, false},           {"sub", SCRIPT_SUBTRACT, false},      {"mul", SCRIPT_MULTIPLY, false},
    {"truediv", SCRIPT_DIVIDE, false},    {"floordiv", SCRIPT_FLOOR_DIVIDE, false}, {"mod", SCRIPT_MODULO, false},
    {"pow", SCRIPT_POWER, false},         {"matmul", SCRIPT_MATRIX_MULTIPLY, false}, {"lshift", SCRIPT_LEFT_SHIFT, false},
    {"rshift", SCRIPT_RIGHT_SHIFT, false}, {"and_", SCRIPT_BIT_AND, false},     {"or_", SCRIPT_BIT_OR, false},
    {"xor", SCRIPT_BIT_XOR, false},       {"eq", SCRIPT_EQUAL, false},          {"ne", SCRIPT_NOT_EQUAL, false},
    {"lt", SCRIPT_LESS, false},           {"le", SCRIPT_LESS_EQUAL, false},     {"gt", SCRIPT_GREATER, false},
    {"ge", SCRIPT_GREATER_EQUAL, false},  {"concat", SCRIPT_ADD, false},        {"iadd", SCRIPT_ADD, true},
    {"isub", SCRIPT_SUBTRACT, true},      {"imul", SCRIPT_MULTIPLY, true},      {"itruediv", SCRIPT_DIVIDE, true},
    {"ifloordiv", SCRIPT_FLOOR_DIVIDE, true}, {"imod", SCRIPT_MODULO, true},    {"ipow", SCRIPT_POWER, true},
    {"imatmul", SCRIPT_MATRIX_MULTIPLY, true}, {"ilshift", SCRIPT_LEFT_SHIFT, true}, {"irshift", SCRIPT_RIGHT_SHIFT, true},
    {"iand", SCRIPT_BIT_AND, true},       {"ior", SCRIPT_BIT_OR, true},         {"ixor", SCRIPT_BIT_XOR, true},
    {"iconcat", SCRIPT_ADD, true},        {"neg", SCRIPT_NEGATE, false},        {"pos", SCRIPT_PLUS, false},
    {"invert", SCRIPT_INVERT, false},     {"inv", SCRIPT_INVERT, false},
};

MODULE_FUNCTION(run_operator)
{
    size_t i = 0;
    while (strcmp(operator_rows[i].name, call->method->name) != 0)
        i++;
    script_value right = call->count > 1 ? call->args[1] : (script_value){0};
    return operator_rows[i].in_place ? operate_in_place(vm, operator_rows[i].op, call->args[0], right, out, err)
                                     : script_operate(vm, operator_rows[i].op, call->args[0], right, out, err);
}

/* Those that are a builtin's function under its name. */
MODULE_FUNCTION(run_builtin)
{
    script_value function;
    lathe_status st = builtin_find(vm, call->method->name, &function, err);
    return st ? st : script_call_value(vm, function, call->args, call->count, out, err);
}

MODULE_FUNCTION(run_truth)
{
    bool truth;
    lathe_status st = script_to_truth(vm, call->args[0], &truth, err);
    if (!st)
        *out = script_bool(truth == (call->method->name[0] == 't'));
    return st;
}

MODULE_FUNCTION(run_is)
{
    (void)vm;
    (void)err;
    *out = script_bool(script_identical(call->args[0], call->args[1]) == (strcmp(call->method->name, "is_") == 0));
    return LATHE_OK;
}

MODULE_FUNCTION(run_contains)
{
    bool found;
    lathe_status st = compare_contains(vm, call->args[0], call->args[1], &found, err);
    if (!st)
        *out = script_bool(found);
    return st;
}

MODULE_FUNCTION(run_index)
{
    int64_t i;
    lathe_status st = script_to_int(vm, call->args[0], &i, err);
    if (!st)
        *out = script_int(i);
    return st;
}

MODULE_FUNCTION(run_get_item) { return sequence_get(vm, call->args[0], call->args[1], out, err); }
MODULE_FUNCTION(run_set_item)
{
    *out = script_none();
    return sequence_set(vm, call->args[0], call->args[1], call->args[2], err);
}
MODULE_FUNCTION(run_delete_item)
{
    *out = script_none();
    return sequence_delete(vm, call->args[0], call->args[1], err);
}

MODULE_FUNCTION(run_count_of)
{
    const script_value *items;
    size_t count;
    int64_t n = 0;
    bool index = strcmp(call->method->name, "indexOf") == 0;
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    for (size_t i = 0; i < count && !st; i++) {
        bool same;
        st = script_equal(vm, items[i], call->args[1], &same, err);
        if (!st && same && index) {
            *out = script_int((int64_t)i);
            return LATHE_OK;
        }
        n += !st && same;
    }
    if (!st && index)
        return script_raise(vm, err, "ValueError", "sequence.index(x): x not in sequence");
    *out = script_int(n);
    return st;
}

/* ---- getters: objects that are called ---- */

typedef struct getter {
    script_value keys; /* a tuple */
    script_value args, named; /* of a methodcaller */
} getter;

static const script_class class_itemgetter, class_attrgetter;

MODULE_FUNCTION(make_getter)
{
    getter *g;
    bool attributes = call->self.type == &class_attrgetter;
    if (!call->args[0].list->count)
        return script_raise(vm, err, "TypeError", "%s expected 1 argument, got 0", call->method->name);
    for (size_t i = 0; i < call->args[0].list->count; i++)
        if (attributes && call->args[0].list->items[i].kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "attribute name must be a string");
    lathe_status st = script_alloc(vm, sizeof *g, (void **)&g, err);
    if (st)
        return st;
    g->keys = call->args[0];
    return script_object_new(vm, call->self.type, g, NULL, out, err);
}

/* a.b.c */
static lathe_status get_path(script_vm *vm, script_value v, const script_str *path, script_value *out, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t begin = 0, end; begin <= path->length && !st; begin = end + 1) {
        script_value name;
        end = begin;
        while (end < path->length && path->text[end] != '.')
            end++;
        st = script_str_new(vm, path->text + begin, end - begin, &name, err);
        if (!st)
            st = attribute_get(vm, v, name.str, &v, err);
    }
    if (!st)
        *out = v;
    return st;
}

MODULE_FUNCTION(call_getter)
{
    const getter *g = call->self.object->host;
    bool attributes = call->self.object->type == &class_attrgetter;
    size_t count = g->keys.list->count;
    script_value made;
    lathe_status st = script_tuple_new(vm, NULL, count, &made, err);
    for (size_t i = 0; i < count && !st; i++) {
        const script_value key = g->keys.list->items[i];
        st = attributes ? get_path(vm, call->args[0], key.str, &made.list->items[i], err)
                        : sequence_get(vm, call->args[0], key, &made.list->items[i], err);
    }
    if (!st)
        *out = count == 1 ? made.list->items[0] : made;
    return st;
}

MODULE_FUNCTION(make_caller)
{
    getter *g;
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "method name must be a string");
    lathe_status st = script_alloc(vm, sizeof *g, (void **)&g, err);
    if (st)
        return st;
    *g = (getter){call->args[0], call->args[1], call->args[2]};
    return script_object_new(vm, call->self.type, g, NULL, out, err);
}

MODULE_FUNCTION(call_caller)
{
    const getter *g = call->self.object->host;
    script_value method;
    arguments args = {.items = g->args.list->items, .count = g->args.list->count};
    lathe_status st = attribute_get(vm, call->args[0], g->keys.str, &method, err);
    if (!st)
        st = call_take_keywords(vm, g->named.dict, &args, err);
    return st ? st : call_value(vm, method, &args, out, err);
}

static const script_method getter_call = {"getter", "obj, /", call_getter, 0};
static const script_method caller_call = {"methodcaller", "obj, /", call_caller, 0};
static const script_hooks getter_hooks = {.call = &getter_call};
static const script_hooks caller_hooks = {.call = &caller_call};
static const script_method itemgetter_construct = {"itemgetter", "*items", make_getter, 0};
static const script_method attrgetter_construct = {"attrgetter", "*attrs", make_getter, 0};
static const script_method caller_construct = {"methodcaller", "name, /, *args, **kwargs", make_caller, 0};
static const script_class class_itemgetter = {.name = "operator.itemgetter", .base = &class_object,
                                              .construct = &itemgetter_construct, .hooks = &getter_hooks};
static const script_class class_attrgetter = {.name = "operator.attrgetter", .base = &class_object,
                                              .construct = &attrgetter_construct, .hooks = &getter_hooks};
static const script_class class_caller = {.name = "operator.methodcaller", .base = &class_object,
                                          .construct = &caller_construct, .hooks = &caller_hooks};

#define TWO(name) {name, "a, b, /", run_operator, 0}
#define ONE(name) {name, "a, /", run_operator, 0}
static const script_method functions[] = {
    TWO("add"), TWO("sub"), TWO("mul"), TWO("truediv"), TWO("floordiv"), TWO("mod"), TWO("pow"), TWO("matmul"),
    TWO("lshift"), TWO("rshift"), TWO("and_"), TWO("or_"), TWO("xor"), TWO("eq"), TWO("ne"), TWO("lt"), TWO("le"),
    TWO("gt"), TWO("ge"), TWO("concat"), TWO("iadd"), TWO("isub"), TWO("imul"), TWO("itruediv"), TWO("ifloordiv"),
    TWO("imod"), TWO("ipow"), TWO("imatmul"), TWO("ilshift"), TWO("irshift"), TWO("iand"), TWO("ior"), TWO("ixor"),
    TWO("iconcat"), ONE("neg"), ONE("pos"), ONE("invert"), ONE("inv"),
    {"abs", "a, /", run_builtin, 0},
    {"truth", "a, /", run_truth, 0},
    {"not_", "a, /", run_truth, 0},
    {"is_", "a, b, /", run_is, 0},
    {"is_not", "a, b, /", run_is, 0},
    {"contains", "a, b, /", run_contains, 0},
    {"index", "a, /", run_index, 0},
    {"getitem", "a, b, /", run_get_item, 0},
    {"setitem", "a, b, c, /", run_set_item, 0},
    {"delitem", "a, b, /", run_delete_item, 0},
    {"countOf", "a, b, /", run_count_of, 0},
    {"indexOf", "a, b, /", run_count_of, 0},
    {"call", "obj, /, *args, **kwargs", NULL, 0},
    {"length_hint", "obj, default=0, /", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("itemgetter", &class_itemgetter), SCRIPT_MEMBER_CLASS("attrgetter", &class_attrgetter),
    SCRIPT_MEMBER_CLASS("methodcaller", &class_caller), {0}};
const script_module module_operator = {.name = "operator", .functions = functions, .members = members};
