/* script.h: run one script of the Python subset. Text in, values out; knows no geometry, files or network.
 *
 *     script_vm_new(&limits, &vm, err); script_vm_add_module(vm, &cadquery_module, err); ...
 *     for each script: st = script_run(vm, text, length, err); read script_globals(vm); script_vm_reset(vm);
 *
 * What Python has and lathe has not yet ends in FAILURE_UNSUPPORTED with construct, line and column; it is never
 * skipped. A syntax error anywhere fails before anything runs. Results depend on text, limits and registered tables
 * alone. */
#ifndef LATHE_REWARD_SCRIPT_SCRIPT_H
#define LATHE_REWARD_SCRIPT_SCRIPT_H

#include "base/bytes.h"
#include "reward/script/token.h"
#include "reward/script/value.h"

typedef struct script_limits {
    uint64_t max_steps;         /* evaluated nodes and loop turns; beyond: FAILURE_TIMEOUT */
    size_t max_arena_bytes;     /* tokens, tree and values together; beyond: FAILURE_MEMORY */
    uint32_t max_recursion;     /* calls of functions within each other; beyond: FAILURE_MEMORY */
    size_t max_stack_bytes; /* of the C stack below script_run; beyond: FAILURE_MEMORY. Must leave room on the thread's
                               stack */
    size_t max_output_bytes;    /* of print; what goes beyond is dropped */
} script_limits;
#define SCRIPT_LIMITS_INIT { .max_steps = 5000000, .max_arena_bytes = 64u << 20, .max_recursion = 1000, \
                             .max_stack_bytes = 4u << 20, .max_output_bytes = 64u << 10 }

/* Caller owns *out_vm; one thread at a time. */
lathe_status script_vm_new(const script_limits *limits, script_vm **out_vm, lathe_error *err);
/* Ends all values first. NULL is fine. */
void script_vm_free(script_vm *vm);
/* Ends all values of the last run: host objects are released (newest first), the arena is emptied. Registered tables
 * stay. */
void script_vm_reset(script_vm *vm);
/* As script_vm_reset, and gives the arena's memory back. */
void script_vm_shed(script_vm *vm);

/* The tables are borrowed and must live as long as the vm. `import a.b` finds modules by their full name; submodules
 * that are members of a registered module need no registration of their own. Fails with LATHE_E_NOMEM, or LATHE_E_BUG
 * past 64 modules. */
lathe_status script_vm_add_module(script_vm *vm, const script_module *module, lathe_error *err);
/* Functions that every script sees without import, such as show_object. Ends with an empty row. At most 16 tables. */
lathe_status script_vm_add_builtins(script_vm *vm, const script_method *functions, lathe_error *err);
/* Exception classes that script_raise finds by name; scripts do not see them by name. NULL ends the list. The first of
 * each failure kind stands for failures of that kind that came without an exception. At most 64 in all. */
lathe_status script_vm_add_exceptions(script_vm *vm, const script_class *const *classes, lathe_error *err);
/* What hosts' functions find again through the vm. Borrowed. */
void script_vm_set_host(script_vm *vm, void *host);
void *script_vm_host(const script_vm *vm);
/* Called about every 1024 steps with context; a failure (FAILURE_TIMEOUT, mostly) ends the script. NULL: none. */
void script_vm_set_poll(script_vm *vm, lathe_status (*poll)(void *context, lathe_error *err), void *context);

/* Resets the vm, parses and runs the text (borrowed during the run only). On failure *err has kind, message and place:
 * failures of the script are LATHE_E_SCRIPT, limits LATHE_E_LIMIT. The values stay readable until the next run or
 * reset, also after a failure. text may contain anything; more than 16 MiB is FAILURE_MEMORY. */
lathe_status script_run(script_vm *vm, const char *text, size_t length, lathe_error *err);
/* Lexes and parses only; *err as script_run. */
lathe_status script_check(script_vm *vm, const char *text, size_t length, lathe_error *err);

/* Global variables in the order in which they were first bound; keys are strings. NULL before the first run. Imported
 * modules, functions and classes are among them, and __name__, the first. */
const script_dict *script_globals(const script_vm *vm);
/* The name of the class of the exception that ended the last run ("ValueError"), "" if none did. Valid until the values
 * end. */
const char *script_exception_class_name(const script_vm *vm);
/* What print wrote, NUL-terminated, truncated to max_output_bytes. Valid until the next run. */
const char *script_output(const script_vm *vm);
/* Steps spent and arena bytes used by the last run. */
uint64_t script_steps(const script_vm *vm);
size_t script_arena_used(const script_vm *vm);

/* A function or method of the tables; signature NULL: a name that is known and nothing more. */
typedef struct script_row {
    const char *owner; /* class or module; "builtins" */
    const char *name, *signature;
    bool supported;
} script_row;
typedef lathe_status (*script_row_visitor)(void *context, const script_row *row, lathe_error *err);
/* Calls visit for every row of Python's builtins and modules, then of modules (NULL ends the list); a class that several
 * modules hold once. Stops at the first failure. */
lathe_status script_visit_rows(const script_module *const *modules, script_row_visitor visit, void *context,
                               lathe_error *err);

/* True if a signature can be parsed; for tests of hosts' tables. */
bool script_signature_is_valid(script_vm *vm, const char *signature, lathe_error *err);

/* One line a node of the tree, indented by depth: kind, details, line:column. *err as script_run; LATHE_E_INPUT if out
 * is full. */
lathe_status script_dump_ast(const char *text, size_t length, bytes *out, lathe_error *err);

#endif
