/* value.h: the values of scripts, and how a host adds classes, functions and modules: as tables.
 *
 * Every value lives in the arena of one script_vm and ends with the next script_vm_reset, run or free. Values are
 * passed by copy (16 bytes); what they point to is shared, as in Python. A vm and its values belong to one thread.
 *
 * A function that a host registers is one script_method row: name, signature in Python's own syntax, C function. The
 * evaluator binds positional, keyword and star arguments, fills in defaults and raises CPython's TypeErrors; the C
 * function sees one value a parameter. Functions return LATHE_OK or what script_raise, script_unsupported or a lower
 * layer returned; `err` is never NULL in them. A LATHE_E_SCRIPT from a lower layer that raised nothing becomes an
 * exception of the class that stands for its failure kind, so that scripts can catch it; LATHE_E_LIMIT and all else end
 * the script. */
#ifndef LATHE_REWARD_SCRIPT_VALUE_H
#define LATHE_REWARD_SCRIPT_VALUE_H

#include "base/status.h"

typedef struct script_vm script_vm;
typedef struct script_class script_class;
typedef struct script_module script_module;
typedef struct script_method script_method;
typedef struct script_function script_function; /* a def or lambda; opaque */
typedef struct script_iterator script_iterator; /* opaque */

typedef enum script_kind {
    SCRIPT_UNBOUND = 0, /* no value: an unset variable or argument slot, never seen by scripts */
    SCRIPT_NONE,
    SCRIPT_BOOL,
    SCRIPT_INT,
    SCRIPT_FLOAT,
    SCRIPT_STR,
    SCRIPT_TUPLE,
    SCRIPT_LIST,
    SCRIPT_DICT,
    SCRIPT_SET,
    SCRIPT_RANGE,
    SCRIPT_SLICE,
    SCRIPT_FUNCTION, /* def or lambda */
    SCRIPT_NATIVE,   /* a C function, bound to its self or not */
    SCRIPT_BOUND,    /* a def bound to its self */
    SCRIPT_CLASS,
    SCRIPT_MODULE,
    SCRIPT_OBJECT, /* an instance of a script_class: of the host, of a script's own class, or an exception */
    SCRIPT_ITERATOR,
    SCRIPT_ELLIPSIS,
    SCRIPT_NOT_IMPLEMENTED,
    SCRIPT_FROZENSET,
    SCRIPT_BYTES, /* str holds them */
    SCRIPT_KIND_COUNT
} script_kind;

typedef struct script_value {
    script_kind kind;
    bool numpy; /* a BOOL, INT or FLOAT that is a scalar of numpy's: it prints, divides and overflows in its own way */
    union {
        bool boolean;
        int64_t integer;
        double number;
        const struct script_str *str;
        struct script_list *list; /* list and tuple */
        struct script_dict *dict; /* dict, set and frozenset */
        const struct script_range *range;
        const struct script_slice *slice;
        script_function *function;
        const struct script_native_value *native;
        const struct script_bound *bound;
        const script_class *type;
        const script_module *module;
        struct script_object *object;
        script_iterator *iterator;
        void *kept; /* inside of the interpreter, where no script sees it */
    };
} script_value;

/* Immutable UTF-8. text[length] is 0; there may be zeros before. */
typedef struct script_str {
    uint32_t hash;
    uint32_t length;     /* bytes */
    uint32_t characters; /* code points */
    char text[];
} script_str;

/* Lists change, tuples do not. Read freely. */
typedef struct script_list {
    script_value *items;
    size_t count, capacity;
    struct script_object *self; /* of a class derived from list or tuple: its class and attributes; NULL: plain */
} script_list;

typedef struct script_dict_entry {
    script_value key; /* SCRIPT_UNBOUND: deleted */
    script_value value;
    uint32_t hash;
} script_dict_entry;

/* Insertion order: entries[0..used), of which `count` are alive. Write through script_dict_set and _remove only. */
typedef struct script_dict {
    script_dict_entry *entries;
    int32_t *index;
    uint32_t count, used, entry_capacity, index_capacity;
    struct script_object *self; /* of a class derived from dict or set: its class and attributes; NULL: plain */
} script_dict;

typedef struct script_range {
    int64_t start, stop, step, length;
} script_range;

typedef struct script_slice {
    script_value start, stop, step;
} script_slice;

typedef struct script_native_value {
    const script_method *method;
    script_value self; /* SCRIPT_UNBOUND for plain functions */
    const char *owner; /* class name for messages; NULL for functions */
    bool is_plain;     /* a method of int, str and their kin: its self is a number or text, no instance that stands for one */
    bool initialises;  /* the __init__ of a class: what its construct makes becomes the self */
} script_native_value;

typedef struct script_bound {
    script_function *function;
    script_value self;
} script_bound;

typedef struct script_object {
    const script_class *type;
    void *host;          /* the host's own, NULL for scripts' classes; see script_object_new */
    script_dict *fields; /* attributes that were set on it; NULL until one is */
    script_list *args;   /* exceptions: what they were made of; else NULL */
    int line, column;    /* exceptions: where they were raised; else 0 */
    bool is_unmade;      /* of a class derived from a host's whose __init__ has not called that of the host yet */
    void (*release)(void *host);
    struct script_object *next_released; /* chain of objects with a release */
} script_object;

/* ---- what a host writes: tables ---- */

/* One call. args[i] is the value of parameter i of the signature, self left out; the slot of *args holds a tuple, that
 * of **kwargs a dict. Bit i of `given` is set where the script gave parameter i (i < 64) and clear where its default
 * stands. args ends with the call; the values do not. */
typedef struct script_call {
    const script_method *method;
    script_value self; /* the instance; the class for SCRIPT_METHOD_CLASS; SCRIPT_UNBOUND for functions */
    const script_value *args;
    size_t count;
    uint64_t given;
} script_call;

/* Writes *out only on LATHE_OK. */
typedef lathe_status (*script_native)(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

typedef enum script_method_flags {
    SCRIPT_METHOD_PLAIN = 0,
    SCRIPT_METHOD_STATIC = 1,      /* no self */
    SCRIPT_METHOD_CLASS = 2,       /* self is the class through which it was called */
    SCRIPT_METHOD_PROPERTY = 4,    /* called without arguments when the attribute is read */
    SCRIPT_METHOD_POSITIONAL = 8,  /* parameters cannot be given by keyword (CPython's builtins) */
    SCRIPT_METHOD_MAKES = 32,      /* gives cls(...) or self.__class__(...): one of a derived class, then */
    SCRIPT_METHOD_MADE = 16,       /* inside of the interpreter: made while a script ran */
} script_method_flags;

/* A row of a table that ends with an empty row. signature: as between the parentheses of a def, without self; defaults
 * are literals (None, booleans, numbers, strings, tuples of them), e.g. "xLen, yLen, centered=True, *, tag=None,
 * **kwargs". It is parsed at the first call and kept with the vm. call == NULL: Python or CadQuery has it, lathe has
 * not yet: using it ends the script as FAILURE_UNSUPPORTED. */
struct script_method {
    const char *name;
    const char *signature;
    script_native call;
    unsigned flags;
};

typedef enum script_operator {
    SCRIPT_ADD, SCRIPT_SUBTRACT, SCRIPT_MULTIPLY, SCRIPT_DIVIDE, SCRIPT_FLOOR_DIVIDE, SCRIPT_MODULO, SCRIPT_POWER,
    SCRIPT_MATRIX_MULTIPLY, SCRIPT_LEFT_SHIFT, SCRIPT_RIGHT_SHIFT, SCRIPT_BIT_AND, SCRIPT_BIT_OR, SCRIPT_BIT_XOR,
    SCRIPT_EQUAL, SCRIPT_NOT_EQUAL, SCRIPT_LESS, SCRIPT_LESS_EQUAL, SCRIPT_GREATER, SCRIPT_GREATER_EQUAL,
    SCRIPT_NEGATE, SCRIPT_PLUS, SCRIPT_INVERT,
    SCRIPT_OPERATOR_COUNT
} script_operator;

/* What instances of a host's class answer beyond methods. A NULL hook falls to the base class, then to Python's
 * default. Hooks with `handled` leave it false to decline (as NotImplemented does). */
typedef struct script_hooks {
    /* Attributes that are no methods. Asked before the methods are. */
    lathe_status (*get)(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err);
    /* Without this hook any attribute can be set on an instance, as Python allows. */
    lathe_status (*set)(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                        lathe_error *err);
    /* Called for the class of left, then of right (if it is another). Equality without a hook is identity. Unary
     * operators pass SCRIPT_UNBOUND as right. */
    lathe_status (*operate)(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err);
    lathe_status (*length)(script_vm *vm, script_value self, size_t *out, lathe_error *err);
    lathe_status (*item)(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err);
    /* A sequence to iterate over (any iterable value). */
    lathe_status (*iterate)(script_vm *vm, script_value self, script_value *out, lathe_error *err);
    lathe_status (*contains)(script_vm *vm, script_value self, script_value item, bool *out, lathe_error *err);
    lathe_status (*truth)(script_vm *vm, script_value self, bool *out, lathe_error *err);
    lathe_status (*repr)(script_vm *vm, script_value self, script_value *out, lathe_error *err);
    /* obj(...) : a row of which only signature and call are read. */
    const script_method *call;
    /* By value where equality is by value; NULL: by identity. */
    lathe_status (*hash)(script_vm *vm, script_value self, uint32_t *out, lathe_error *err);
    /* obj[key] = value; del obj[key] (value SCRIPT_UNBOUND). For classes derived from dict it stands before the dict's
     * own way. */
    lathe_status (*set_item)(script_vm *vm, script_value self, script_value key, script_value value, lathe_error *err);
    /* d[key] of a class derived from dict where the key is missing. */
    lathe_status (*missing)(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err);
    /* The value was found in the class of `instance` under a name: what instance.name is (a method, a cached value). */
    lathe_status (*describe)(script_vm *vm, script_value self, script_value instance, script_value *out,
                             lathe_error *err);
    /* copy.copy of an instance (memo SCRIPT_UNBOUND), or its copy.deepcopy (memo: a dict): made of script_copy_begin,
     * script_copy_part and script_copy_fields. */
    lathe_status (*copy)(script_vm *vm, script_value self, script_value memo, script_value *out, lathe_error *err);
    /* The number or text for which an instance stands, as one of a class derived from int or str does. */
    lathe_status (*plain)(script_vm *vm, script_value self, script_value *out, lathe_error *err);
    /* left += right and its kin where left itself changes; declining falls to operate. */
    lathe_status (*operate_in_place)(script_vm *vm, script_operator op, script_value left, script_value right,
                                     bool *handled, script_value *out, lathe_error *err);
    /* str(obj) where it is not repr(obj). */
    lathe_status (*text)(script_vm *vm, script_value self, script_value *out, lathe_error *err);
    /* What stands for the instance where a number is wanted (float(), int(), math), or with is_index an int (range). */
    lathe_status (*number)(script_vm *vm, script_value self, bool is_index, script_value *out, lathe_error *err);
    lathe_status (*absolute)(script_vm *vm, script_value self, script_value *out, lathe_error *err);
    /* The host came from another object, which the class's construct made: self is what it belongs to from now on. */
    void (*adopt)(script_value self);
} script_hooks;

/* A class: static const data of a host, or made by a script's class statement (in the arena). */
struct script_class {
    const char *name;
    const script_class *base;       /* NULL: object */
    const script_method *methods;   /* ends with an empty row; NULL: none */
    const script_method *construct; /* Class(...): self is the class (perhaps a derived one); NULL: the base's; none at
                                       all: a TypeError */
    const script_hooks *hooks;      /* NULL: none */
    const struct script_member *members; /* class attributes that are no methods; ends with an empty row; NULL: none */
    lathe_failure failure; /* exceptions: how the script ends if nothing catches them; FAILURE_OK: as the base */
    struct script_user_class *user; /* made by a script; hosts leave it NULL */
    /* What the class itself answers as a value (a metaclass's methods), and classes derived from it; NULL: nothing. Of
     * the hooks get, set, length, item, iterate, contains, repr and call count; call stands for making an instance. */
    const script_hooks *meta;
    /* Called when a script has derived a class from this one, once its body has run; may put another value in *out. */
    lathe_status (*derive)(script_vm *vm, script_class *type, script_value *out, lathe_error *err);
    const script_class *also; /* a second base that counts for isinstance only, as IntEnum's int; NULL: none */
    /* True for classes whose instances count as its own without being derived (collections.abc, numbers). */
    bool (*covers)(const script_class *candidate);
};

/* A named thing in a module or class: the first pointer that is not NULL counts, else text, else number; a row with
 * none of them (text NULL, number 0, is_number false) is unsupported. */
typedef struct script_member {
    const char *name;
    const script_class *type;
    const script_module *module;
    lathe_status (*make)(script_vm *vm, script_value *out, lathe_error *err); /* asked once a run */
    const char *text;
    double number;
    bool is_number, is_integer;
} script_member;

#define SCRIPT_MEMBER_CLASS(member_name, pointer) { .name = (member_name), .type = (pointer) }
#define SCRIPT_MEMBER_MODULE(member_name, pointer) { .name = (member_name), .module = (pointer) }
#define SCRIPT_MEMBER_MADE(member_name, function) { .name = (member_name), .make = (function) }
#define SCRIPT_MEMBER_TEXT(member_name, value) { .name = (member_name), .text = (value) }
#define SCRIPT_MEMBER_FLOAT(member_name, value) { .name = (member_name), .number = (value), .is_number = true }
#define SCRIPT_MEMBER_INT(member_name, value) \
    { \
        .name = (member_name), .number = (value), .is_number = true, .is_integer = true \
    }
#define SCRIPT_MEMBER_UNSUPPORTED(member_name) { .name = (member_name) }

struct script_module {
    const char *name;               /* with dots: "cadquery.exporters" */
    const script_method *functions; /* ends with an empty row; NULL: none */
    const script_member *members;   /* classes, submodules, constants; ends with an empty row; NULL: none */
    bool unsupported;               /* importing it ends the script as FAILURE_UNSUPPORTED */
    const char *const *all;         /* what `import *` binds of it, NULL ends the list; NULL: all but what begins with _ */
};

/* ---- making values ---- */

static inline script_value script_none(void) { return (script_value){.kind = SCRIPT_NONE}; }
static inline script_value script_bool(bool v) { return (script_value){.kind = SCRIPT_BOOL, .boolean = v}; }
static inline script_value script_int(int64_t v) { return (script_value){.kind = SCRIPT_INT, .integer = v}; }
static inline script_value script_float(double v) { return (script_value){.kind = SCRIPT_FLOAT, .number = v}; }
static inline script_value script_type(const script_class *v)
{
    return (script_value){.kind = SCRIPT_CLASS, .type = v};
}
static inline script_value script_of_object(script_object *v)
{
    return (script_value){.kind = SCRIPT_OBJECT, .object = v};
}
static inline bool script_is_none(script_value v) { return v.kind == SCRIPT_NONE; }

/* Memory of the script, zeroed; it ends with the values. NULL is never returned on LATHE_OK; out of arena is
 * LATHE_E_LIMIT with FAILURE_MEMORY, out of host memory LATHE_E_NOMEM. */
lathe_status script_alloc(script_vm *vm, size_t size, void **out, lathe_error *err);
/* text must be UTF-8. */
lathe_status script_str_new(script_vm *vm, const char *text, size_t length, script_value *out, lathe_error *err);
lathe_status script_str_printf(script_vm *vm, script_value *out, lathe_error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* items are copied; NULL with count 0 is fine. */
lathe_status script_list_new(script_vm *vm, const script_value *items, size_t count, script_value *out,
                             lathe_error *err);
lathe_status script_tuple_new(script_vm *vm, const script_value *items, size_t count, script_value *out,
                              lathe_error *err);
lathe_status script_list_append(script_vm *vm, script_list *list, script_value item, lathe_error *err);
lathe_status script_dict_new(script_vm *vm, script_value *out, lathe_error *err);
lathe_status script_set_new(script_vm *vm, script_value *out, lathe_error *err);
/* TypeError for keys without a hash. Sets use key only. */
lathe_status script_dict_set(script_vm *vm, script_dict *dict, script_value key, script_value value, lathe_error *err);
/* *out_found false where it is missing; *out untouched then. */
lathe_status script_dict_get(script_vm *vm, const script_dict *dict, script_value key, bool *out_found,
                             script_value *out, lathe_error *err);
lathe_status script_dict_remove(script_vm *vm, script_dict *dict, script_value key, bool *out_found, lathe_error *err);
/* NULL where it is missing. */
const script_value *script_dict_find_text(const script_dict *dict, const char *name);
/* An instance of a host's class. release (NULL: none) is called once with host when the values end; host is owned by
 * the object from the call on, also where the call fails. */
lathe_status script_object_new(script_vm *vm, const script_class *type, void *host, void (*release)(void *host),
                               script_value *out, lathe_error *err);

/* ---- reading values ---- */

/* "int", "Workplane", ...: what CPython's messages call it. */
const char *script_type_name(script_value v);
/* True for an instance of type or of a class derived from it. */
bool script_is_instance(script_value v, const script_class *type);
bool script_is_subclass(const script_class *type, const script_class *base);
/* v.object->host of an instance of type, else NULL. */
void *script_host_of(script_value v, const script_class *type);
static inline bool script_is_sequence(script_value v) { return v.kind == SCRIPT_LIST || v.kind == SCRIPT_TUPLE; }
static inline bool script_is_set(script_value v) { return v.kind == SCRIPT_SET || v.kind == SCRIPT_FROZENSET; }
static inline bool script_is_number(script_value v)
{
    return v.kind == SCRIPT_INT || v.kind == SCRIPT_FLOAT || v.kind == SCRIPT_BOOL;
}
/* True as isinstance(v, (int, float)) is: numpy's doubles are floats, its integers and booleans nothing of Python's. */
static inline bool script_is_real(script_value v)
{
    return script_is_number(v) && (!v.numpy || v.kind == SCRIPT_FLOAT);
}
/* int, bool and float; TypeError "must be real number, not X" for all else. */
lathe_status script_to_double(script_vm *vm, script_value v, double *out, lathe_error *err);
/* int and bool; TypeError "'X' object cannot be interpreted as an integer" for all else. */
lathe_status script_to_int(script_vm *vm, script_value v, int64_t *out, lathe_error *err);
lathe_status script_to_truth(script_vm *vm, script_value v, bool *out, lathe_error *err);
lathe_status script_to_repr(script_vm *vm, script_value v, script_value *out, lathe_error *err);
lathe_status script_to_str(script_vm *vm, script_value v, script_value *out, lathe_error *err);
lathe_status script_equal(script_vm *vm, script_value a, script_value b, bool *out, lathe_error *err);
/* `is` */
bool script_identical(script_value a, script_value b);

/* Iteration over any iterable; TypeError "'X' object is not iterable". */
lathe_status script_iterate(script_vm *vm, script_value iterable, script_iterator **out, lathe_error *err);
/* *out_done true at the end; *out untouched then. */
lathe_status script_iterator_next(script_vm *vm, script_iterator *it, bool *out_done, script_value *out,
                                  lathe_error *err);
/* An iterator of the host's: next writes *done or *out. type: its class, NULL for Python's `iterator`. state lives with
 * the values. */
typedef lathe_status (*script_next)(script_vm *vm, void *state, bool *done, script_value *out, lathe_error *err);
lathe_status script_iterator_new(script_vm *vm, const script_class *type, script_next next, void *state,
                                 script_value *out, lathe_error *err);
/* A list's or tuple's own items, or a new list of all that an iterable gives. Valid until the values end or the list
 * changes. */
lathe_status script_to_items(script_vm *vm, script_value iterable, const script_value **out_items, size_t *out_count,
                             lathe_error *err);

/* ---- acting on values ---- */

lathe_status script_call_value(script_vm *vm, script_value callable, const script_value *args, size_t count,
                               script_value *out, lathe_error *err);
/* The same with keywords: a dict of str. */
lathe_status script_call_with(script_vm *vm, script_value callable, const script_value *args, size_t count,
                              const script_dict *keywords, script_value *out, lathe_error *err);
/* Binds arguments by a row's signature, as for a call that the host then makes itself: of one of several functions of
 * one name. keywords: a dict of str, or NULL. out->args lasts as long as the values. TypeError where they do not fit. */
lathe_status script_bind_row(script_vm *vm, const script_method *row, script_value self, const script_value *args,
                             size_t count, const script_dict *keywords, script_call *out, lathe_error *err);
/* obj.name; AttributeError where it is missing. */
lathe_status script_get_attribute(script_vm *vm, script_value object, const char *name, script_value *out,
                                  lathe_error *err);
/* obj.name = value */
lathe_status script_set_attribute(script_vm *vm, script_value object, const char *name, script_value value,
                                  lathe_error *err);
lathe_status script_operate(script_vm *vm, script_operator op, script_value left, script_value right, script_value *out,
                            lathe_error *err);
/* len(object) */
lathe_status script_length(script_vm *vm, script_value object, size_t *out, lathe_error *err);
/* obj[key] */
lathe_status script_get_item(script_vm *vm, script_value object, script_value key, script_value *out, lathe_error *err);
/* Stable, in place; key: a callable or None. */
lathe_status script_sort(script_vm *vm, script_list *list, script_value key, lathe_error *err);
/* Positional parameters without a default, as a def's __code__ and __defaults__ tell (a bound self counts); 0 for
 * builtin functions; AttributeError for callables that have no code. */
lathe_status script_count_required(script_vm *vm, script_value callable, size_t *out, lathe_error *err);
/* Counts n steps against the script's budget: LATHE_E_LIMIT with FAILURE_TIMEOUT once it is spent. Hosts call it where
 * they work long. */
lathe_status script_spend(script_vm *vm, uint32_t n, lathe_error *err);

/* ---- copying: for the hook `copy` ---- */

/* An instance of self's class with a host of its own, as script_object_new; it stands for self wherever that is met
 * again, so that what refers back to it comes out right. */
lathe_status script_copy_begin(script_vm *vm, script_value self, script_value memo, void *host,
                               void (*release)(void *host), script_value *out, lathe_error *err);
/* The same for an instance that was made otherwise. */
lathe_status script_copy_remember(script_vm *vm, script_value self, script_value memo, script_value made,
                                  lathe_error *err);
/* What a copy has in place of *v: the same, or what copy.deepcopy makes of it. */
lathe_status script_copy_part(script_vm *vm, script_value *v, script_value memo, lathe_error *err);
/* The attributes that were set on self, put on made. */
lathe_status script_copy_fields(script_vm *vm, script_value self, script_value made, script_value memo,
                                lathe_error *err);

/* ---- failing ---- */

/* Raises an exception of a builtin or registered class ("ValueError", "StdFail_NotDone"); always returns a failure,
 * mostly LATHE_E_SCRIPT. The place is filled in by the evaluator. The message in *err reads "ValueError: text". */
lathe_status script_raise(script_vm *vm, lathe_error *err, const char *class_name, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same for a class that need not be known: made on the way as derived from base. For the kernel's many exceptions.
 */
lathe_status script_raise_as(script_vm *vm, lathe_error *err, const char *class_name, const script_class *base,
                             const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Ends the script, past every except clause, as FAILURE_UNSUPPORTED. */
lathe_status script_unsupported(script_vm *vm, lathe_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Python's `Exception` and `TypeError`, bases for a host's exception classes. */
extern const script_class script_class_exception, script_class_type_error;
/* The construct of a class whose instances have nothing but attributes, and whose derived classes may bring an __init__
 * of their own. */
extern const script_method script_construct_plain;

#endif
