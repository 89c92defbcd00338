/* visit.c: walks the tables of functions, classes and modules, for lists of what is supported. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

enum { MAX_CLASSES = 1024 };

typedef struct walk {
    script_row_visitor visit;
    void *context;
    const script_class *seen[MAX_CLASSES]; /* modules share classes */
    size_t seen_count;
} walk;

static lathe_status visit_rows(const walk *w, const char *owner, const script_method *rows, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (; rows && rows->name && !st; rows++)
        st = w->visit(w->context, &(script_row){owner, rows->name, rows->signature, rows->call != NULL}, err);
    return st;
}

static lathe_status visit_class(walk *w, const script_class *type, lathe_error *err)
{
    for (size_t i = 0; i < w->seen_count; i++)
        if (w->seen[i] == type)
            return LATHE_OK;
    if (w->seen_count == MAX_CLASSES)
        return lathe_fail(err, LATHE_E_BUG, "more than %d classes", MAX_CLASSES);
    w->seen[w->seen_count++] = type;
    return visit_rows(w, type->name, type->methods, err);
}

static lathe_status visit_module(walk *w, const script_module *m, lathe_error *err)
{
    lathe_status st = visit_rows(w, m->name, m->functions, err);
    for (const script_member *member = m->members; member && member->name && !st; member++) {
        bool constant = member->module || member->text || member->is_number;
        if (member->type)
            st = visit_class(w, member->type, err);
        else if (!constant)
            st = w->visit(w->context, &(script_row){m->name, member->name, NULL, member->make != NULL}, err);
    }
    return st;
}

lathe_status script_visit_rows(const script_module *const *modules, script_row_visitor visit, void *context,
                               lathe_error *err)
{
    walk w = {.visit = visit, .context = context};
    static const script_method *const builtins[] = {builtin_functions, builtin_introspection, builtin_numbers, builtin_texts};
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins && !st; i++)
        st = visit_rows(&w, "builtins", builtins[i], err);
    for (size_t i = 0; builtin_types[i] && !st; i++)
        st = visit_class(&w, builtin_types[i], err);
    for (size_t i = 0; modules_standard[i] && !st; i++)
        st = visit_module(&w, modules_standard[i], err);
    for (size_t i = 0; modules[i] && !st; i++)
        st = visit_module(&w, modules[i], err);
    return st;
}
