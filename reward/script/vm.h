/* vm.h: inside of the interpreter: the machine's state, and what its files offer each other. */
#ifndef LATHE_REWARD_SCRIPT_VM_H
#define LATHE_REWARD_SCRIPT_VM_H

#include "reward/script/ast.h"
#include "reward/script/rows.h"
#include "reward/script/script.h"
#include "reward/script/text.h"

enum { VM_MAX_MODULES = 64, VM_MAX_BUILTINS = 16, VM_MAX_EXCEPTIONS = 64, VM_POLL_STEPS = 1024 };
/* Attributes of modules and signatures of natives that are found without a search, and the bytes of the variables of
 * calls that nothing can keep. */
enum { VM_KEPT_ATTRIBUTES = 64, VM_KEPT_SIGNATURES = 64, VM_CALL_BYTES = 16 << 10 };

/* The variables of one call. Closures keep it; where there can be none it ends with the call. */
typedef struct env {
    struct env *parent;
    script_value slots[];
} env;

/* One call under way; on the C stack, but for generators. */
typedef struct frame {
    struct frame *caller;
    env *env;
    script_function *function; /* NULL: module or class body */
    script_dict *names;        /* of a class body, else NULL */
    struct script_user_class *user; /* likewise */
    const char *qualified;     /* "Outer.": before names of what is defined here; NULL: by the function's own name */
    struct generator *generator; /* whose body runs here, else NULL */
} frame;

typedef struct parameter {
    const script_str *name;
    ast_parameter kind;
    script_value preset; /* the default; SCRIPT_UNBOUND: required */
} parameter;

typedef struct signature {
    uint32_t count, positional; /* parameters, and those that take positional arguments */
    int star, double_star;      /* indices, -1 without */
    parameter parameters[];
} signature;

/* The classes in which an attribute is looked for, in order: for (w = class_walk_from(type); w.at; class_walk_on(&w)) */
typedef struct class_walk {
    const script_class *at;
    const script_class *const *rest; /* NULL: by base */
    uint32_t left;
} class_walk;

struct script_function {
    const ast_node *node; /* AST_DEF or AST_LAMBDA */
    const signature *signature;
    env *env;
    const char *name, *qualified_name;
    const script_class *owner; /* the class in whose body it was defined, for super() */
    bool is_abstract;          /* @abstractmethod */
    script_dict *fields;       /* attributes that were set on it; NULL until one is */
};

/* Arguments of a call before they are bound. */
typedef struct arguments {
    const script_value *items;
    size_t count;
    const script_str *const *keywords;
    const script_value *keyword_values;
    size_t keyword_count;
} arguments;

typedef enum flow { FLOW_NEXT, FLOW_BREAK, FLOW_CONTINUE, FLOW_RETURN } flow;

struct script_user_class {
    script_dict names;
    script_dict annotations; /* name -> value, in the order of the body; postponed ones are texts */
    arguments keywords;      /* of the class statement */
    const char *qualified_name;
    const script_class *const *order; /* with several bases: the class and all above it, as Python's C3 sets them in a row;
                                         NULL: the chain of its bases is the order */
    uint32_t order_count;
    script_value bases; /* a tuple, where there are several */
    bool makes_plain; /* what it makes is of the builtin, not of itself (typing.TypedDict) */
    bool has_new, has_getattribute, has_setattr, has_delattr; /* special methods that it or a base brings */
    bool is_sealed;                                  /* __slots__ all the way up: it has no other attributes */
    const char *abstract; /* "method a" or "methods a, b": what keeps it from having instances; NULL: nothing */
};

static inline class_walk class_walk_from(const script_class *type)
{
    class_walk w = {.at = type};
    if (type && type->user && type->user->order) {
        w.rest = type->user->order + 1;
        w.left = type->user->order_count - 1;
    }
    return w;
}

static inline void class_walk_on(class_walk *w)
{
    if (!w->rest)
        w->at = w->at->base;
    else
        w->at = w->left ? (w->left--, *w->rest++) : NULL;
}

/* A row that was made while a script ran, and its signature; row.flags has SCRIPT_METHOD_MADE. */
typedef struct made_method {
    script_method row;
    const signature *signature;
} made_method;

/* What a module was found to hold under a name. */
typedef struct module_find {
    const script_module *module; /* NULL: nothing yet */
    const script_str *name;
    script_value value;
} module_find;

typedef struct signature_find {
    const char *text;
    const signature *signature;
} signature_find;

struct script_vm {
    script_limits limits;
    arena *a;         /* of the run */
    arena *permanent; /* of the vm: signatures of natives */
    const script_module *modules[VM_MAX_MODULES];
    const script_method *builtins[VM_MAX_BUILTINS];
    const script_class *exceptions[VM_MAX_EXCEPTIONS];
    size_t module_count, builtin_count, exception_count;
    script_dict signatures; /* address of a native's signature's text -> signature; permanent */
    signature_find found_signatures[VM_KEPT_SIGNATURES];
    row_find found_rows[KEPT_ROWS];
    void *host;
    lathe_status (*poll)(void *context, lathe_error *err);
    void *poll_context;
    /* the run */
    struct class_patch *patches; /* attributes that the script gave classes of hosts; newest first */
    script_dict states;       /* address of a table -> what its module keeps during a run */
    bool postpones_annotations; /* from __future__ import annotations */
    uint64_t steps;
    uint32_t recursion;
    uintptr_t stack_base;
    script_dict globals, builtin_values; /* of builtins: those that were looked up */
    bool imported[VM_MAX_MODULES]; /* of modules: by this script */
    module_find found_in_modules[VM_KEPT_ATTRIBUTES];
    unsigned char *calls; /* variables of calls under way; NULL: no call yet */
    size_t calls_used;
    script_object *released; /* chain of host objects, newest first */
    script_object *exception; /* in flight */
    lathe_error thrown; /* what it was reported as: tells it from a failure of a lower layer that raised nothing */
    script_object *handled;   /* that the innermost except clause handles */
    frame *frame;
    flow flow;
    script_value result; /* of a return under way */
    const struct shown *showing; /* the containers whose repr is under way */
    bool suspended;      /* a generator is being left: LATHE_E_SCRIPT without an exception is no failure then */
    bytes output;
    bool ran;
};

/* What is under way when a finally clause or __exit__ begins, and goes on after it. */
typedef struct outcome {
    lathe_status status;
    flow flow;
    script_value result;
    script_object *exception;
    lathe_error error;
} outcome;

/* How far a compound statement is; kept in a slot where it stands in a generator. */
typedef struct pause {
    uint8_t phase;          /* 0: not begun */
    uint32_t at;            /* the statement of the block that runs */
    ast_list body;          /* that block, where the statement chose it */
    const ast_node *node;   /* the clause that was chosen */
    script_iterator *it;    /* of a for */
    script_value *managers; /* of a with: those entered */
    uint32_t entered;
    script_object *handled; /* of a try: what its except clause handles */
    outcome outcome;
} pause;

/* A text that grows in the arena. */
typedef struct text_builder {
    script_vm *vm;
    char *text;
    size_t length, capacity;
} text_builder;

/* ---- vm.c ---- */
lathe_status vm_out_of_memory(script_vm *vm, lathe_error *err);
lathe_status vm_fail_stack(script_vm *vm, lathe_error *err);
/* Counts one step and looks at the stack. */
static inline lathe_status vm_enter(script_vm *vm, lathe_error *err)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (vm->stack_base > here && vm->stack_base - here > vm->limits.max_stack_bytes)
        return vm_fail_stack(vm, err);
    if (vm->steps + 1 > vm->limits.max_steps || (vm->steps + 1) % VM_POLL_STEPS == 0)
        return script_spend(vm, 1, err);
    vm->steps++;
    return LATHE_OK;
}

/* Memory that a module keeps during a run, zeroed at first; key: an address that is its own. */
lathe_status vm_state(script_vm *vm, const void *key, size_t size, void **out, lathe_error *err);

/* What goes beyond the limit of output is dropped: printing is no part of a script's result. */
void vm_put_output(script_vm *vm, const char *text, size_t length);

/* Steps that moving or searching so many bytes or values costs, beside the step of the call. */
static inline uint32_t vm_cost(size_t count)
{
    return count < (size_t)UINT32_MAX * 64 ? (uint32_t)(count / 64) : UINT32_MAX;
}

/* ---- exceptions.c ---- */
/* Builtin or registered; NULL if unknown. */
const script_class *exception_class(const script_vm *vm, const char *name);
/* Makes the failure in *err an exception if it may be caught and is none yet. Returns the status. */
lathe_status exception_adopt(script_vm *vm, lathe_status st, lathe_error *err);
/* Raises an object; *err is filled from it. */
lathe_status exception_throw(script_vm *vm, script_object *e, lathe_error *err);
lathe_status exception_new(script_vm *vm, const script_class *type, const arguments *args, script_value *out,
                           lathe_error *err);
/* An attribute of its own. */
lathe_status exception_put(script_vm *vm, script_object *e, const char *name, script_value v, lathe_error *err);
/* repr(e), whatever its class says */
lathe_status format_exception(script_vm *vm, const script_object *e, script_value *out, lathe_error *err);
/* str(e) */
lathe_status exception_text(script_vm *vm, const script_object *e, script_value *out, lathe_error *err);
bool exception_is_class(const script_class *type);
/* Python's ValueError, for modules' own exceptions. */
extern const script_class script_class_value_error;
lathe_status exception_attribute_error(script_vm *vm, lathe_error *err, script_value object, const char *name);
lathe_status exception_key_error(script_vm *vm, script_value key, lathe_error *err);
/* The classes that scripts see by name: NULL ends the list. */
extern const script_class *const exception_builtins[];

/* ---- signature.c ---- */
/* The shape of a parameter list, defaults still unset. NULL as arena_alloc. */
signature *signature_new(arena *a, const ast_node *parameters);
lathe_status signature_of_native(script_vm *vm, const script_method *method, const signature **out, lathe_error *err);

/* ---- call.c ---- */
lathe_status call_value(script_vm *vm, script_value callable, const arguments *args, script_value *out,
                        lathe_error *err);
/* callable(self, *args) where callable is a def found in a class. */
lathe_status call_with_self(script_vm *vm, script_value callable, script_value self, const arguments *args,
                            script_value *out, lathe_error *err);
lathe_status call_native(script_vm *vm, const script_method *method, script_value self, const char *owner,
                         const arguments *args, script_value *out, lathe_error *err);
/* A function with memory: `size` bytes that begin with its row, a copy of the template's, and are found again as
 * call->method. */
lathe_status call_make_native(script_vm *vm, const script_method *template, size_t size, made_method **out,
                              lathe_error *err);
/* A dict with texts as keys as the keywords of a call. */
lathe_status call_take_keywords(script_vm *vm, const script_dict *named, arguments *out, lathe_error *err);
/* What a name defined in f is called: "outer.<locals>.name". */
lathe_status call_qualified_name(script_vm *vm, const frame *f, const char *name, script_value *out, lathe_error *err);
/* The text that begins the body of a def or class; NULL: none. */
const script_str *call_doc_string(const ast_node *node);
/* The function of a def or lambda; defaults are evaluated in f. */
lathe_status call_make_function(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);

/* ---- class.c ---- */
/* The class of any value; never NULL. */
const script_class *class_of(script_value v);
/* What a class or its bases hold under a name, unbound; *out_owner the class that has it. `native` rows come as a
 * SCRIPT_NATIVE without self. False if none has it. Fails for rows that are not supported. */
lathe_status class_find(script_vm *vm, const script_class *type, const char *name, bool *found, script_value *out,
                        const script_class **out_owner, lathe_error *err);
/* The same from a place in the order on. */
lathe_status class_find_from(script_vm *vm, class_walk w, const char *name, bool *found, script_value *out,
                             const script_class **out_owner, lathe_error *err);
/* The def of a script's class under a special name such as __add__; false for natives and where there is none. */
bool class_find_special(script_value v, const char *name, script_value *out);
bool class_has_special(const script_class *type, const char *name, script_value *out);
/* What obj.name gives for a value that the class holds. self UNBOUND: it was asked of the class itself. */
lathe_status class_bind(script_vm *vm, script_value self, const script_class *type, script_value v, script_value *out,
                        lathe_error *err);
/* Puts all bases in order and notes what of them the class inherits; TypeError where they cannot be. */
lathe_status class_set_bases(script_vm *vm, script_class *type, const script_value *bases, size_t count,
                             lathe_error *err);
/* type(name, bases, names) */
lathe_status class_from_dict(script_vm *vm, const script_str *name, const script_value *bases, size_t count,
                             const script_dict *names, script_value *out, lathe_error *err);
/* Notes anew which special methods a class has; after a change of its names. */
void class_note_specials(script_class *type);
/* An __init__ of a host's class or of list, dict...: args make a value, which becomes what self is. */
lathe_status class_initialise(script_vm *vm, const script_native_value *native, script_value self, const arguments *args,
                              lathe_error *err);
/* The bases of a class, as __bases__ has them. */
lathe_status class_bases(script_vm *vm, const script_class *type, script_value *out, lathe_error *err);
/* The attributes of a value with a dict, made if need be; NULL for all else. */
lathe_status class_fields(script_vm *vm, script_value v, script_dict **out, lathe_error *err);
/* The few names with underscores that every value answers. */
lathe_status class_get_underscored(script_vm *vm, script_value object, const char *name, bool *found, script_value *out,
                                   lathe_error *err);
/* property, staticmethod, classmethod: what they wrap. */
typedef struct descriptor {
    script_value get, set, delete, doc;
} descriptor;
/* super(): self, and the class after which to look. */
typedef struct super_view {
    script_value self;
    const script_class *after;
} super_view;
/* The object behind a value of a class that has attributes: of an instance, or of a list, tuple, dict or set of a derived
 * class; NULL for all else. */
static inline script_object *object_of(script_value v)
{
    switch (v.kind) {
    case SCRIPT_OBJECT:
        return v.object;
    case SCRIPT_LIST:
    case SCRIPT_TUPLE:
        return v.list->self;
    case SCRIPT_DICT:
    case SCRIPT_SET:
    case SCRIPT_FROZENSET:
        return v.dict->self;
    default:
        return NULL;
    }
}
/* What a value stands for: itself, or the number or text of an instance with the `plain` hook. */
lathe_status class_plain(script_vm *vm, script_value v, script_value *out, lathe_error *err);
/* The hooks of a value's class (of a class: those of its own), or of its nearest base with that hook; offset: of the hook in script_hooks. NULL if
 * none. */
const script_hooks *class_hooks(script_value v, size_t offset);
/* What __new__ makes; has_init: an __init__ of the script's will follow. */
lathe_status class_make_instance(script_vm *vm, const script_class *type, const arguments *args, bool has_init,
                                 script_value *out, lathe_error *err);
/* Sorted names, as dir() lists them; names with underscores that Python adds are left out. */
lathe_status class_dir(script_vm *vm, script_value v, script_value *out, lathe_error *err);
lathe_status class_instantiate(script_vm *vm, const script_class *type, const arguments *args, script_value *out,
                               lathe_error *err);
lathe_status class_make(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);
/* A def that @abstractmethod marked, be it wrapped in a property or classmethod. */
bool class_is_abstract(script_value v);
/* An empty class as a class statement makes it; for modules. */
lathe_status class_new(script_vm *vm, const char *name, const script_class *base, script_class **out, lathe_error *err);
/* A name in a class that class_new or a script made. */
lathe_status class_put(script_vm *vm, const script_class *type, const char *name, script_value v, lathe_error *err);
/* A row as a value: a function, or with owner a method before it is bound. */
lathe_status class_method_value(script_vm *vm, const script_method *row, const char *owner, script_value *out,
                                lathe_error *err);
lathe_status attribute_get(script_vm *vm, script_value object, const script_str *name, script_value *out,
                           lathe_error *err);
/* found false instead of an AttributeError. */
lathe_status attribute_try(script_vm *vm, script_value object, const script_str *name, bool *found, script_value *out,
                           lathe_error *err);
lathe_status attribute_set(script_vm *vm, script_value object, const script_str *name, script_value value,
                           lathe_error *err);
/* Sets it past hooks, properties and __setattr__. */
lathe_status attribute_put(script_vm *vm, script_object *object, const script_str *name, script_value value,
                           lathe_error *err);
lathe_status attribute_delete(script_vm *vm, script_value object, const script_str *name, lathe_error *err);
/* The same past __getattribute__, __setattr__ and __delattr__ of the class. */
lathe_status attribute_find(script_vm *vm, script_value object, const script_str *name, bool *found, script_value *out,
                            lathe_error *err);
lathe_status attribute_set_default(script_vm *vm, script_value object, const script_str *name, script_value value,
                                   lathe_error *err);
lathe_status attribute_delete_default(script_vm *vm, script_value object, const script_str *name, lathe_error *err);
extern const script_class class_object, class_property, class_static_method, class_class_method, class_super;

/* ---- alias.c: list[int], int | None ---- */
/* list[int]; also the meta hook `item` of classes that may be subscripted. */
lathe_status alias_new(script_vm *vm, script_value origin, script_value key, script_value *out, lathe_error *err);
/* handled false where a side is nothing that unions are made of. */
lathe_status alias_union(script_vm *vm, script_value left, script_value right, bool *handled, script_value *out,
                         lathe_error *err);
/* The class or object that was subscripted; NULL if v is no alias. */
const script_value *alias_origin(script_value v);
/* The members of a union; false if v is none. */
bool alias_is_union(script_value v, const script_value **out_items, size_t *out_count);
extern const script_class alias_class, alias_union_class;

/* ---- modules/abc.c ---- */
/* Notes which methods of a class are abstract; a `derive`. */
lathe_status abc_mark(script_vm *vm, script_class *type, script_value *out, lathe_error *err);
/* abc.ABCMeta, the one metaclass that class statements take. */
extern const script_class abc_meta;

/* ---- eval.c and what it is made of ---- */
lathe_status eval(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);
lathe_status eval_block(script_vm *vm, frame *f, ast_list body, lathe_error *err);
lathe_status eval_assign(script_vm *vm, frame *f, const ast_node *target, script_value value, lathe_error *err);
lathe_status eval_statement(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
lathe_status eval_call(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);
/* The arguments of a call or class statement, in the arena. */
lathe_status eval_arguments(script_vm *vm, frame *f, ast_list list, const char *callee, arguments *out,
                            lathe_error *err);
lathe_status eval_comprehension(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);
lathe_status eval_fstring(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);
lathe_status eval_import(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
lathe_status eval_import_from(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
lathe_status eval_try(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
lathe_status eval_with(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
lathe_status eval_match(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
/* The case of a match whose pattern fits and whose guard holds; NULL if none does. */
lathe_status eval_find_case(script_vm *vm, frame *f, const ast_node *node, script_value subject, const ast_node **out,
                            lathe_error *err);
/* Goes on at p->at of a block, and leaves there where it stopped. */
lathe_status eval_block_from(script_vm *vm, frame *f, ast_list body, uint32_t *at, lathe_error *err);
/* A statement as if it held no yield. */
lathe_status eval_plain_statement(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
lathe_status eval_truth(script_vm *vm, frame *f, const ast_node *test, bool *out, lathe_error *err);
/* After the body of a loop: true if the loop ends here. */
bool eval_loop_ends(script_vm *vm);
/* The same statements where they may have been left before: p says how far. */
lathe_status eval_try_from(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err);
lathe_status eval_with_from(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err);

/* ---- generator.c, resume.c ---- */
/* The generator that a call of fn makes; e: its arguments. */
lathe_status generator_new(script_vm *vm, script_function *fn, env *e, struct generator **out, lathe_error *err);
/* Runs to the next yield, whose value goes to *out, or to the end: *out_done, and what was returned in *out. The yield
 * before gives `sent`, or raises `thrown` if that is not NULL. */
lathe_status generator_resume(script_vm *vm, struct generator *g, script_value sent, script_object *thrown,
                              bool *out_done, script_value *out, lathe_error *err);
lathe_status eval_yield(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);
lathe_status eval_kept(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);
/* A statement that holds a yield. */
lathe_status resume_statement(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
lathe_status eval_raise(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);
/* Evaluates an annotation; in a class body it is kept under the name (NULL: not kept). */
lathe_status eval_annotation(script_vm *vm, frame *f, const script_str *name, const ast_node *node, lathe_error *err);
/* Unsets a variable. */
lathe_status eval_unbind(script_vm *vm, frame *f, const ast_node *name, lathe_error *err);
lathe_status module_attribute(script_vm *vm, const script_module *m, const script_str *name, bool *found,
                              script_value *out, lathe_error *err);
/* An attribute of a table of members; unsupported rows fail. owner: for the message. */
lathe_status module_member(script_vm *vm, const script_member *members, const char *owner, const char *name,
                           bool *found, script_value *out, lathe_error *err);

/* ---- views.c ---- */
/* d.keys(), d.values(), d.items() by class */
lathe_status view_new(script_vm *vm, script_value dict, const script_class *type, script_value *out, lathe_error *err);
extern const script_class view_keys, view_values, view_items;

/* ---- methods_str.c, methods_find.c ---- */
/* TypeError "must be str, not X" */
lathe_status str_want(script_vm *vm, script_value v, lathe_error *err);
lathe_status str_add_code(text_builder *b, uint32_t code, lathe_error *err);
#define STR_METHOD(name) lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
STR_METHOD(str_strip);
STR_METHOD(str_split);
STR_METHOD(str_split_right);
STR_METHOD(str_split_lines);
STR_METHOD(str_partition);
STR_METHOD(str_replace);
STR_METHOD(str_remove);
STR_METHOD(str_begins);
STR_METHOD(str_find);
STR_METHOD(str_count);
#undef STR_METHOD

/* ---- bytes.c ---- */
/* text NULL: zeros. */
lathe_status bytes_new(script_vm *vm, const char *text, size_t length, script_value *out, lathe_error *err);
lathe_status bytes_to_list(script_vm *vm, const script_str *s, script_value *out, lathe_error *err);
lathe_status bytes_contains(script_vm *vm, const script_str *s, script_value item, bool *out, lathe_error *err);
lathe_status bytes_get(script_vm *vm, script_value object, script_value key, script_value *out, lathe_error *err);
lathe_status bytes_encode(script_vm *vm, const script_str *s, script_value encoding, script_value errors,
                          script_value *out, lathe_error *err);
/* bytes(...) */
lathe_status bytes_make(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

/* ---- dunder.c ---- */
/* The row of a method with underscores of one of Python's own types; NULL: it has none. */
const script_method *dunder_find(const script_class *type, const char *name);
bool dunder_is_row(const script_method *row);
/* Calls such a row with the self's own way, past what a derived class says. */
lathe_status dunder_call_row(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

/* ---- operators.c, compare.c ---- */
/* False if the name is no operator's. */
bool operator_of_special(const char *name, script_operator *out, bool *out_reflected, bool *out_in_place);
lathe_status operate_in_place(script_vm *vm, script_operator op, script_value left, script_value right,
                              script_value *out, lathe_error *err);
lathe_status compare_values(script_vm *vm, script_operator op, script_value left, script_value right, script_value *out,
                            lathe_error *err);
lathe_status compare_contains(script_vm *vm, script_value container, script_value item, bool *out, lathe_error *err);
/* TypeError "unhashable type: 'X'" */
lathe_status compare_hash(script_vm *vm, script_value v, uint32_t *out, lathe_error *err);
/* By identity, whatever the class says. */
lathe_status compare_hash_identity(script_vm *vm, script_value v, uint32_t *out, lathe_error *err);
/* The hook or special method of an operator tried on left, then right. */
lathe_status operate_by_class(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                              script_value *out, lathe_error *err);
/* Integers beyond 64 bits: see huge.c. nearest: the nearest float, infinite beyond all floats. */
bool huge_is(script_value v);
lathe_status huge_new(script_vm *vm, double nearest, script_value *out, lathe_error *err);
/* OverflowError for what needs the digits; never LATHE_OK. */
lathe_status huge_refuse(script_vm *vm, lathe_error *err);
lathe_status number_power(script_vm *vm, script_value left, script_value right, script_value *out, lathe_error *err);
/* Quotient rounded down and the remainder of the divisor's sign. */
double number_floor_modulo(double a, double b, double *out_quotient);

/* ---- sequence.c ---- */
lathe_status sequence_get(script_vm *vm, script_value object, script_value key, script_value *out, lathe_error *err);
lathe_status sequence_set(script_vm *vm, script_value object, script_value key, script_value value, lathe_error *err);
lathe_status sequence_delete(script_vm *vm, script_value object, script_value key, lathe_error *err);
/* slice.indices(length) */
lathe_status sequence_indices(script_vm *vm, const script_slice *s, int64_t length, script_value *out,
                              lathe_error *err);
lathe_status sequence_length(script_vm *vm, script_value v, size_t *out, lathe_error *err);
/* A slice made definite for a sequence of `length`: count items from start by step. */
lathe_status sequence_slice(script_vm *vm, const script_slice *slice, int64_t length, int64_t *out_start,
                            int64_t *out_step, int64_t *out_count, lathe_error *err);
lathe_status sequence_sort(script_vm *vm, script_value *items, size_t count, script_value key, bool reverse,
                           lathe_error *err);
lathe_status sequence_repeat(script_vm *vm, script_value v, int64_t times, script_value *out, lathe_error *err);
lathe_status sequence_reserve(script_vm *vm, script_list *list, size_t capacity, lathe_error *err);

/* ---- iterate.c ---- */
const script_class *iterate_class(const script_iterator *it);
/* The generator behind an iterator, NULL if there is none. */
struct generator *iterate_generator(const script_iterator *it);
/* After its end: what a generator returned, else None. */
script_value iterate_result(const script_iterator *it);
/* An iterator over a call of a generator function. */
lathe_status iterate_function(script_vm *vm, script_function *fn, env *e, script_value *out, lathe_error *err);
/* Over the living entries of a dict. */
typedef enum view_part { VIEW_KEYS, VIEW_VALUES, VIEW_ITEMS } view_part;
lathe_status iterate_dict(script_vm *vm, script_value dict, view_part part, script_value *out, lathe_error *err);
/* iter(callable, sentinel) */
lathe_status iterate_until(script_vm *vm, script_value callable, script_value sentinel, script_value *out,
                           lathe_error *err);
/* Raises StopIteration with a value; None: without. */
lathe_status iterate_stop(script_vm *vm, script_value result, lathe_error *err);
lathe_status iterate_zip(script_vm *vm, const script_value *items, size_t count, bool strict, script_value *out,
                         lathe_error *err);
lathe_status iterate_map(script_vm *vm, script_value function, const script_value *items, size_t count, bool is_filter,
                         script_value *out, lathe_error *err);
lathe_status iterate_enumerate(script_vm *vm, script_value source, int64_t start, script_value *out, lathe_error *err);
lathe_status iterate_reversed(script_vm *vm, script_value source, script_value *out, lathe_error *err);
/* A comprehension under way: its clauses as a machine that stops at every element. first: the value of its first
 * iterable. */
lathe_status iterate_clauses(script_vm *vm, frame *f, const ast_node *node, script_value first, script_iterator **out,
                             lathe_error *err);
/* Moves on to the next element and leaves the variables in *out_frame, so that the caller may evaluate it. */
lathe_status iterate_next_clause(script_vm *vm, script_iterator *it, bool *out_done, frame **out_frame,
                                 lathe_error *err);

/* ---- format.c ---- */
/* repr of a double: the shortest text that reads back. */
void format_double(double v, char buffer[64]);
/* format(v, spec) */
lathe_status format_value(script_vm *vm, script_value v, const script_str *spec, script_value *out, lathe_error *err);
/* repr and format of a value as if its class had no __repr__, __str__ or __format__. */
lathe_status format_default_repr(script_vm *vm, script_value v, script_value *out, lathe_error *err);
lathe_status format_by_default(script_vm *vm, script_value v, const script_str *spec, script_value *out,
                               lathe_error *err);
/* ascii(v) */
lathe_status format_ascii(script_vm *vm, script_value v, script_value *out, lathe_error *err);
/* fmt % args */
lathe_status format_percent(script_vm *vm, const script_str *format, script_value args, script_value *out,
                            lathe_error *err);
/* fmt.format(*args, **kwargs); kwargs: any mapping */
lathe_status format_fields(script_vm *vm, const script_str *format, const script_list *args, script_value kwargs,
                           script_value *out, lathe_error *err);

lathe_status builder_add(text_builder *b, const char *text, size_t length, lathe_error *err);
static inline lathe_status builder_add_str(text_builder *b, const script_str *s, lathe_error *err)
{
    return builder_add(b, s->text, s->length, err);
}
lathe_status builder_take(const text_builder *b, script_value *out, lathe_error *err);
lathe_status format_repr_into(text_builder *b, script_value v, lathe_error *err);
lathe_status bytes_repr(text_builder *b, const script_str *s, lathe_error *err);

/* ---- tables ---- */
extern const script_class types_huge, types_none, types_frozenset, types_bytes, types_bool, types_int, types_float, types_str, types_tuple, types_list,
    types_dict, types_set, types_range, types_slice, types_function, types_native, types_bound, types_class,
    types_module, types_iterator, types_ellipsis, types_not_implemented, types_enumerate, types_zip, types_map,
    types_filter, types_reversed, types_generator, types_list_iterator, types_tuple_iterator, types_str_iterator,
    types_range_iterator, types_set_iterator, types_key_iterator, types_callable_iterator, types_value_iterator,
    types_item_iterator;
/* A dict, or what keys() and [] of another object give; is_mapping false: *out is v. */
lathe_status dict_of_mapping(script_vm *vm, script_value v, bool *is_mapping, script_value *out, lathe_error *err);
/* dict(from) */
lathe_status dict_made_of(script_vm *vm, script_value from, script_value *out, lathe_error *err);
/* The method of dicts and sets. */
lathe_status dict_copy(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
extern const script_method methods_generator[], methods_str[], methods_list[], methods_tuple[], methods_dict[], methods_set[], methods_frozenset[], methods_bytes[], methods_range[],
    methods_slice[], methods_int[],
    methods_float[];
extern const script_method builtin_functions[], builtin_introspection[], builtin_numbers[], builtin_texts[];
/* A builtin function, class or constant, or a host's; NameError where there is none. */
lathe_status builtin_find(script_vm *vm, const char *name, script_value *out, lathe_error *err);
extern const script_class *const builtin_types[]; /* NULL ends the list */

#endif
