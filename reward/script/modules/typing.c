/* typing.c: Python's typing and collections.abc: names for annotations. None of them checks anything; what isinstance
 * may be asked answers it. A script does not derive from the abstract classes that bring methods. */
#include "reward/script/modules/modules.h"
#include "reward/script/modules/named_tuple.h"
#include "reward/script/vm.h"

#include <string.h>

static lathe_status form_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return script_str_new(vm, self.type->name, strlen(self.type->name), out, err);
}

static lathe_status refuse_call(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const char *name = call->self.type->name;
    (void)out;
    if (strcmp(name, "typing.Any") == 0)
        return script_raise(vm, err, "TypeError", "Any cannot be instantiated");
    return script_raise(vm, err, "TypeError", "Cannot instantiate %s", name);
}

static const script_method refuse_row = {"typing", "*args, **kwargs", refuse_call, SCRIPT_METHOD_PLAIN};
static const script_hooks form_meta = {.item = alias_new, .repr = form_repr, .call = &refuse_row};

static lathe_status union_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    bool optional = strcmp(self.type->name, "typing.Optional") == 0, handled = true;
    const script_value *items = &key;
    size_t count = 1;
    lathe_status st = LATHE_OK;
    if (key.kind == SCRIPT_TUPLE && optional)
        return script_raise(vm, err, "TypeError", "typing.Optional requires a single type.");
    if (key.kind == SCRIPT_TUPLE) {
        items = key.list->items;
        count = key.list->count;
    }
    if (!count)
        return script_raise(vm, err, "TypeError", "Cannot take a Union of no types.");
    script_value made = items[0];
    for (size_t i = 1; i < count && !st && handled; i++)
        st = alias_union(vm, made, items[i], &handled, &made, err);
    if (!st && optional && handled && !script_is_none(made))
        st = alias_union(vm, made, script_none(), &handled, &made, err);
    if (st)
        return st;
    if (!handled) /* forward references and the like: no union that isinstance could be asked */
        return alias_new(vm, self, key, out, err);
    *out = made;
    return LATHE_OK;
}

static const script_hooks union_meta = {.item = union_item, .repr = form_repr, .call = &refuse_row};

/* ---- what counts as what ---- */

static bool has_special(const script_class *type, const char *name)
{
    for (; type; type = type->base)
        if (type->user && script_dict_find_text(&type->user->names, name))
            return true;
    return false;
}

/* kinds: one letter a builtin class: l t s r d S (list, tuple, str, range, dict, set), i(nt), f(loat), c(allables),
 * I(terators). */
static bool is_of_kinds(const script_class *type, const char *kinds)
{
    static const struct {
        char letter;
        const script_class *type;
    } rows[] = {
        {'l', &types_list},     {'t', &types_tuple},    {'s', &types_str},     {'r', &types_range},
        {'d', &types_dict},     {'S', &types_set},      {'i', &types_int},     {'f', &types_float},
        {'c', &types_function}, {'c', &types_native},   {'c', &types_bound},   {'c', &types_class},
        {'I', &types_iterator}, {'I', &types_enumerate}, {'I', &types_zip},    {'I', &types_map},
        {'I', &types_filter},   {'I', &types_reversed},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strchr(kinds, rows[i].letter) && script_is_subclass(type, rows[i].type))
            return true;
    return false;
}

static bool has_hook(const script_class *type, size_t offset)
{
    for (; type; type = type->base) {
        void *hook = NULL;
        if (type->hooks)
            memcpy(&hook, (const char *)type->hooks + offset, sizeof hook);
        if (hook)
            return true;
    }
    return false;
}

static bool covers_hashable(const script_class *c)
{
    return !is_of_kinds(c, "ldS") && (!has_special(c, "__eq__") || has_special(c, "__hash__"));
}
static bool covers_sized(const script_class *c)
{
    return is_of_kinds(c, "ltsrdS") || has_special(c, "__len__") || has_hook(c, offsetof(script_hooks, length));
}
static bool covers_iterable(const script_class *c)
{
    return is_of_kinds(c, "ltsrdSI") || has_special(c, "__iter__") || has_hook(c, offsetof(script_hooks, iterate));
}
static bool covers_container(const script_class *c)
{
    return is_of_kinds(c, "ltsrdS") || has_special(c, "__contains__") || has_hook(c, offsetof(script_hooks, contains));
}
static bool covers_collection(const script_class *c)
{
    return covers_sized(c) && covers_iterable(c) && covers_container(c);
}
static bool covers_iterator(const script_class *c)
{
    return is_of_kinds(c, "I") || (has_special(c, "__next__") && has_special(c, "__iter__"));
}
static bool covers_reversible(const script_class *c)
{
    return is_of_kinds(c, "ltsrd") || has_special(c, "__reversed__");
}
static bool covers_callable(const script_class *c)
{
    return is_of_kinds(c, "c") || has_special(c, "__call__") || has_hook(c, offsetof(script_hooks, call));
}
static bool covers_sequence(const script_class *c) { return is_of_kinds(c, "ltsr"); }
static bool covers_list(const script_class *c) { return is_of_kinds(c, "l"); }
static bool covers_mapping(const script_class *c) { return is_of_kinds(c, "d"); }
static bool covers_set(const script_class *c) { return is_of_kinds(c, "S"); }
static bool covers_tuple(const script_class *c) { return is_of_kinds(c, "t"); }
static bool covers_type(const script_class *c) { return script_is_subclass(c, &types_class); }
static bool covers_real(const script_class *c) { return is_of_kinds(c, "if"); }
static bool covers_none(const script_class *c)
{
    (void)c;
    return false;
}

/* name, what counts as one. A script's class may derive from those without mixin methods. */
#define ABSTRACT(ROW) \
    ROW(Hashable, covers_hashable, open) \
    ROW(Sized, covers_sized, open) \
    ROW(Iterable, covers_iterable, open) \
    ROW(Container, covers_container, open) \
    ROW(Collection, covers_collection, open) \
    ROW(Iterator, covers_iterator, open) \
    ROW(Reversible, covers_reversible, open) \
    ROW(Callable, covers_callable, open) \
    ROW(Sequence, covers_sequence, mixin) \
    ROW(MutableSequence, covers_list, mixin) \
    ROW(Mapping, covers_mapping, mixin) \
    ROW(MutableMapping, covers_mapping, mixin) \
    ROW(MutableSet, covers_set, mixin) \
    ROW(Generator, covers_none, mixin) \
    ROW(Awaitable, covers_none, mixin) \
    ROW(Coroutine, covers_none, mixin) \
    ROW(AsyncIterable, covers_none, mixin) \
    ROW(AsyncIterator, covers_none, mixin) \
    ROW(AsyncGenerator, covers_none, mixin) \
    ROW(KeysView, covers_none, mixin) \
    ROW(ValuesView, covers_none, mixin) \
    ROW(ItemsView, covers_none, mixin) \
    ROW(MappingView, covers_none, mixin) \
    ROW(ByteString, covers_none, mixin)

static lathe_status derive_open(script_vm *vm, script_class *type, script_value *out, lathe_error *err)
{
    return abc_mark(vm, type, out, err);
}

static lathe_status derive_mixin(script_vm *vm, script_class *type, script_value *out, lathe_error *err)
{
    (void)out;
    return script_unsupported(vm, err, "class '%s' derived from an abstract class with methods", type->name);
}

static const script_hooks abstract_meta = {.item = alias_new};

#define ROW(symbol, function, way) \
    static const script_class typing_##symbol = {.name = "typing." #symbol, .base = &class_object, \
                                                 .meta = &form_meta, .covers = function, .derive = derive_##way}; \
    static const script_class abstract_##symbol = {.name = "collections.abc." #symbol, .base = &class_object, \
                                                   .construct = &script_construct_plain, .meta = &abstract_meta, \
                                                   .covers = function, .derive = derive_##way};
ABSTRACT(ROW)
#undef ROW

static const script_class abstract_Set = {.name = "collections.abc.Set", .base = &class_object,
                                          .construct = &script_construct_plain, .meta = &abstract_meta,
                                          .covers = covers_set, .derive = derive_mixin};

#define ROW(symbol, function, way) SCRIPT_MEMBER_CLASS(#symbol, &abstract_##symbol),
static const script_member abstract_members[] = {ABSTRACT(ROW) SCRIPT_MEMBER_CLASS("Set", &abstract_Set), {0}};
#undef ROW

const script_module module_collections_abc = {.name = "collections.abc", .members = abstract_members};

/* ---- names that are only names ---- */

/* name, what isinstance counts. */
#define FORMS(ROW) \
    ROW(List, covers_list) \
    ROW(Dict, covers_mapping) \
    ROW(Tuple, covers_tuple) \
    ROW(Set, covers_set) \
    ROW(FrozenSet, covers_none) \
    ROW(AbstractSet, covers_set) \
    ROW(Type, covers_type) \
    ROW(Deque, covers_none) \
    ROW(DefaultDict, covers_none) \
    ROW(OrderedDict, covers_none) \
    ROW(Counter, covers_none) \
    ROW(ChainMap, covers_none) \
    ROW(Any, covers_none) \
    ROW(NoReturn, covers_none) \
    ROW(Never, covers_none) \
    ROW(Self, covers_none) \
    ROW(LiteralString, covers_none) \
    ROW(Literal, covers_none) \
    ROW(Final, covers_none) \
    ROW(ClassVar, covers_none) \
    ROW(Annotated, covers_none) \
    ROW(Concatenate, covers_none) \
    ROW(TypeAlias, covers_none) \
    ROW(TypeGuard, covers_none) \
    ROW(Required, covers_none) \
    ROW(NotRequired, covers_none) \
    ROW(Unpack, covers_none) \
    ROW(ContextManager, covers_none) \
    ROW(AsyncContextManager, covers_none) \
    ROW(Pattern, covers_none) \
    ROW(Match, covers_none) \
    ROW(IO, covers_none) \
    ROW(TextIO, covers_none) \
    ROW(BinaryIO, covers_none) \
    ROW(SupportsInt, covers_real) \
    ROW(SupportsFloat, covers_real) \
    ROW(SupportsIndex, covers_none) \
    ROW(SupportsAbs, covers_real) \
    ROW(SupportsRound, covers_real) \
    ROW(SupportsComplex, covers_none) \
    ROW(SupportsBytes, covers_none)

#define ROW(symbol, function) \
    static const script_class typing_##symbol = { \
        .name = "typing." #symbol, .base = &class_object, .meta = &form_meta, .covers = function};
FORMS(ROW)
#undef ROW

static const script_class typing_Optional = {.name = "typing.Optional", .base = &class_object, .meta = &union_meta};
static const script_class typing_Union = {.name = "typing.Union", .base = &class_object, .meta = &union_meta};

static const script_hooks generic_meta = {.item = alias_new};
static const script_class typing_Generic = {.name = "typing.Generic", .base = &class_object, .meta = &generic_meta,
                                            .construct = &script_construct_plain, .derive = derive_open};
static const script_class typing_Protocol = {.name = "typing.Protocol", .base = &class_object, .meta = &generic_meta,
                                             .construct = &script_construct_plain, .derive = derive_open};

/* class Options(TypedDict): its instances are plain dicts. */
static lathe_status make_typed_dict(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_call inner = *call;
    inner.method = types_dict.construct;
    inner.self = script_type(&types_dict);
    return types_dict.construct->call(vm, &inner, out, err);
}

static const script_method typed_dict_construct = {"TypedDict", "iterable=(), /, **kwargs", make_typed_dict,
                                                   SCRIPT_METHOD_PLAIN};

static lathe_status derive_typed_dict(script_vm *vm, script_class *type, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)out;
    (void)err;
    type->base = &types_dict;
    type->user->makes_plain = true;
    type->construct = &typed_dict_construct;
    return LATHE_OK;
}

static const script_class typing_TypedDict = {.name = "typing.TypedDict", .base = &class_object, .meta = &generic_meta,
                                              .construct = &typed_dict_construct, .derive = derive_typed_dict};

/* ---- TypeVar and functions ---- */

/* A type variable has a name and means nothing. */
static lathe_status make_variable(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "name must be a string");
    lathe_status st = script_object_new(vm, call->self.type, NULL, NULL, out, err);
    return st ? st : script_set_attribute(vm, *out, "__name__", call->args[0], err);
}

static lathe_status variable_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    script_value name;
    lathe_status st = script_get_attribute(vm, self, "__name__", &name, err);
    return st ? st : script_str_printf(vm, out, err, "~%s", name.str->text);
}

static lathe_status variable_unite(script_vm *vm, script_operator op, script_value left, script_value right,
                                   bool *handled, script_value *out, lathe_error *err)
{
    *handled = op == SCRIPT_BIT_OR;
    return *handled ? alias_new(vm, script_type(&typing_Union), left.kind == SCRIPT_OBJECT ? right : left, out, err)
                    : LATHE_OK;
}

static const script_method variable_construct = {
    "TypeVar", "name, *constraints, bound=None, covariant=False, contravariant=False", make_variable,
    SCRIPT_METHOD_PLAIN};
static const script_hooks variable_hooks = {.repr = variable_repr, .operate = variable_unite};
static const script_class typing_TypeVar = {
    .name = "TypeVar", .base = &class_object, .construct = &variable_construct, .hooks = &variable_hooks};
static const script_class typing_ParamSpec = {
    .name = "ParamSpec", .base = &class_object, .construct = &variable_construct, .hooks = &variable_hooks};
static const script_class typing_TypeVarTuple = {
    .name = "TypeVarTuple", .base = &class_object, .construct = &variable_construct, .hooks = &variable_hooks};

static lathe_status any_str(script_vm *vm, script_value *out, lathe_error *err)
{
    script_value name;
    lathe_status st = script_str_new(vm, "AnyStr", 6, &name, err);
    if (!st)
        st = script_object_new(vm, &typing_TypeVar, NULL, NULL, out, err);
    return st ? st : script_set_attribute(vm, *out, "__name__", name, err);
}

static lathe_status value_false(script_vm *vm, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = script_bool(false);
    return LATHE_OK;
}

MODULE_FUNCTION(give_second)
{
    (void)vm;
    (void)err;
    *out = call->args[1];
    return LATHE_OK;
}

/* NewType('Name', type): calling it gives the value back. */
static lathe_status new_type_call(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = call->args[0];
    return LATHE_OK;
}
static const script_method new_type_row = {"NewType", "value, /", new_type_call, SCRIPT_METHOD_PLAIN};
static const script_hooks new_type_hooks = {.call = &new_type_row};
static lathe_status make_new_type(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    lathe_status st = script_object_new(vm, call->self.type, NULL, NULL, out, err);
    return st ? st : script_set_attribute(vm, *out, "__name__", call->args[0], err);
}
static const script_method new_type_construct = {"NewType", "name, tp", make_new_type, SCRIPT_METHOD_PLAIN};
static const script_class typing_NewType = {
    .name = "typing.NewType", .base = &class_object, .construct = &new_type_construct, .hooks = &new_type_hooks};

MODULE_FUNCTION(get_origin)
{
    const script_value *origin = alias_origin(call->args[0]), *items;
    size_t count;
    (void)vm;
    (void)err;
    *out = origin ? *origin : script_none();
    if (alias_is_union(call->args[0], &items, &count))
        *out = script_type(&typing_Union);
    return LATHE_OK;
}

MODULE_FUNCTION(get_args)
{
    const script_value *items;
    size_t count;
    if (alias_origin(call->args[0]) || alias_is_union(call->args[0], &items, &count))
        return script_get_attribute(vm, call->args[0], "__args__", out, err);
    return script_tuple_new(vm, NULL, 0, out, err);
}

static const script_method functions[] = {
    {"cast", "typ, val", give_second, 0},
    {"overload", "func", modules_give_first, 0},
    {"final", "f", modules_give_first, 0},
    {"override", "f, /", modules_give_first, 0},
    {"no_type_check", "arg", modules_give_first, 0},
    {"runtime_checkable", "cls", modules_give_first, 0},
    {"assert_type", "val, typ, /", modules_give_first, 0},
    {"get_origin", "tp", get_origin, 0},
    {"get_args", "tp", get_args, 0},
    {"get_type_hints", "obj, *args, **kwargs", NULL, 0},
    {"assert_never", "arg, /", NULL, 0},
    {"reveal_type", "obj, /", NULL, 0},
    {"dataclass_transform", "**kwargs", NULL, 0},
    {NULL, NULL, NULL, 0},
};

#define ROW2(symbol, function) SCRIPT_MEMBER_CLASS(#symbol, &typing_##symbol),
#define ROW3(symbol, function, way) SCRIPT_MEMBER_CLASS(#symbol, &typing_##symbol),
static const script_member members[] = {
    FORMS(ROW2) ABSTRACT(ROW3) SCRIPT_MEMBER_CLASS("Optional", &typing_Optional),
    SCRIPT_MEMBER_CLASS("Union", &typing_Union),
    SCRIPT_MEMBER_CLASS("Generic", &typing_Generic),
    SCRIPT_MEMBER_CLASS("Protocol", &typing_Protocol),
    SCRIPT_MEMBER_CLASS("TypeVar", &typing_TypeVar),
    SCRIPT_MEMBER_CLASS("ParamSpec", &typing_ParamSpec),
    SCRIPT_MEMBER_CLASS("TypeVarTuple", &typing_TypeVarTuple),
    SCRIPT_MEMBER_CLASS("NewType", &typing_NewType),
    SCRIPT_MEMBER_CLASS("Text", &types_str),
    SCRIPT_MEMBER_MADE("AnyStr", any_str),
    SCRIPT_MEMBER_MADE("TYPE_CHECKING", value_false),
    SCRIPT_MEMBER_CLASS("NamedTuple", &named_tuple_typing_class),
    SCRIPT_MEMBER_CLASS("TypedDict", &typing_TypedDict),
    SCRIPT_MEMBER_UNSUPPORTED("ForwardRef"),
    {0},
};

const script_module module_typing = {.name = "typing", .functions = functions, .members = members};
const script_module module_typing_extensions = {
    .name = "typing_extensions", .functions = functions, .members = members};
