/* scope.c: which variable a name means: first all that a scope binds is collected, then every name in it gets its
 * place. Also refuses return, break and continue where they may not stand, and wrong global and nonlocal. */
#include "reward/script/parse.h"

#include <stdarg.h>
#include <stdio.h>

enum { MAX_BLOCKS = 20 }; /* CPython's limit of loops, tries and withs within each other */

typedef enum scope_kind { SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION, SCOPE_COMPREHENSION } scope_kind;

/* What a scope knows of a name: flags in the low bits of an integer, the slot above. */
enum { BOUND = 1, GLOBAL = 2, NONLOCAL = 4, PARAMETER = 8, USED = 16, ASSIGNED = 32, SLOT_SHIFT = 8 };

typedef struct scope {
    struct scope *parent;
    scope_kind kind;
    script_dict names;
    uint32_t slots;
    int loops, blocks;
    bool is_kept; /* what is defined in it may outlive a call of it */
} scope;

typedef struct resolver {
    arena *a;
    lathe_status status;
    lathe_error *err;
} resolver;

static bool is_function(const scope *s) { return s->kind >= SCOPE_FUNCTION; }

static void fail(resolver *r, const ast_node *node, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void fail(resolver *r, const ast_node *node, const char *format, ...)
{
    if (r->status)
        return;
    char text[160];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    r->status = lathe_fail_script(r->err, FAILURE_SYNTAX, node->line, node->column, "SyntaxError: %s", text);
}

/* The flags of a name, made if it is new. */
static int64_t *flags_of(resolver *r, scope *s, const script_str *name)
{
    script_value *v = dict_place_str(r->a, &s->names, name);
    if (!v) {
        r->status = r->status ? r->status : lex_out_of_memory(r->a, r->err);
        return NULL;
    }
    if (v->kind == SCRIPT_UNBOUND)
        *v = script_int(0);
    return &v->integer;
}

static void mark(resolver *r, scope *s, const script_str *name, int64_t flags)
{
    int64_t *f = flags_of(r, s, name);
    if (!f)
        return;
    if ((flags & BOUND) && !(*f & (BOUND | GLOBAL | NONLOCAL)) && is_function(s))
        *f |= (int64_t)s->slots++ << SLOT_SHIFT;
    if ((flags & BOUND) && (*f & (GLOBAL | NONLOCAL)))
        flags = (flags & ~BOUND) | ASSIGNED;
    *f |= flags;
}

static void bind(resolver *r, scope *s, const script_str *name) { mark(r, s, name, BOUND | ASSIGNED); }

static void collect(resolver *r, scope *s, const ast_node *node);

static void collect_list(resolver *r, scope *s, ast_list list)
{
    for (uint32_t i = 0; i < list.count && !r->status; i++)
        collect(r, s, list.items[i]);
}

static void bind_target(resolver *r, scope *s, const ast_node *node)
{
    switch (node->kind) {
    case AST_NAME:
        if (text_is(node->name, "__debug__"))
            fail(r, node, "cannot assign to __debug__");
        bind(r, s, node->name);
        break;
    case AST_STARRED:
        bind_target(r, s, node->a);
        break;
    case AST_TUPLE:
    case AST_LIST:
        for (uint32_t i = 0; i < node->items.count; i++)
            bind_target(r, s, node->items.items[i]);
        break;
    default:
        collect(r, s, node);
    }
}

static void bind_targets(resolver *r, scope *s, ast_list list)
{
    for (uint32_t i = 0; i < list.count; i++)
        bind_target(r, s, list.items[i]);
}

/* Declared before use, and not twice differently. */
static void declare(resolver *r, scope *s, const ast_node *node)
{
    bool is_global = node->kind == AST_GLOBAL;
    const char *what = is_global ? "global" : "nonlocal";
    if (!is_global && s->kind == SCOPE_MODULE)
        fail(r, node, "nonlocal declaration not allowed at module level");
    for (uint32_t i = 0; i < node->items.count && !r->status; i++) {
        const script_str *name = node->items.items[i]->name;
        int64_t *f = flags_of(r, s, name);
        if (!f)
            return;
        if (*f & PARAMETER)
            fail(r, node, "name '%s' is parameter and %s", name->text, what);
        else if (*f & ASSIGNED)
            fail(r, node, "name '%s' is assigned to before %s declaration", name->text, what);
        else if (*f & USED)
            fail(r, node, "name '%s' is used prior to %s declaration", name->text, what);
        else if (*f & (is_global ? NONLOCAL : GLOBAL))
            fail(r, node, "name '%s' is nonlocal and global", name->text);
        *f |= is_global ? GLOBAL : NONLOCAL;
    }
}

/* Names that := binds inside of a comprehension belong to the scope around it. */
static void collect_walrus(resolver *r, scope *s, const ast_node *node)
{
    if (!node || r->status || node->kind == AST_LAMBDA)
        return;
    if (node->kind == AST_WALRUS)
        bind(r, s, node->a->name);
    collect_walrus(r, s, node->a);
    collect_walrus(r, s, node->b);
    collect_walrus(r, s, node->c);
    for (uint32_t i = 0; i < node->items.count; i++)
        collect_walrus(r, s, node->items.items[i]);
}

/* What of a nested scope is evaluated in this one: defaults, annotations, decorators, bases. */
static void collect_head(resolver *r, scope *s, const ast_node *node)
{
    if (node->kind == AST_CLASS || node->kind == AST_DEF)
        bind(r, s, node->name);
    collect_list(r, s, node->more);
    for (uint32_t i = 0; node->a && i < node->a->items.count; i++) {
        const ast_node *part = node->a->items.items[i];
        collect(r, s, part->kind == AST_PARAMETER ? part->a : part);
        if (part->kind == AST_PARAMETER)
            collect(r, s, part->b);
    }
    if (node->kind == AST_DEF)
        collect(r, s, node->b);
}

static bool is_comprehension(const ast_node *node)
{
    return node->kind >= AST_LIST_COMPREHENSION && node->kind <= AST_GENERATOR;
}

/* Statements and patterns that bind in ways of their own: true if the node was one. */
static bool collect_binder(resolver *r, scope *s, const ast_node *node)
{
    switch (node->kind) {
    case AST_ASSIGN:
    case AST_DELETE:
        collect(r, s, node->a);
        bind_targets(r, s, node->items);
        return true;
    case AST_PATTERN_CAPTURE:
    case AST_PATTERN_STAR:
    case AST_PATTERN_MAPPING:
        if (node->a)
            bind_target(r, s, node->a);
        collect_list(r, s, node->items);
        return true;
    case AST_PATTERN_AS:
    case AST_HANDLER:
    case AST_MANAGER:
        collect(r, s, node->a);
        if (node->b)
            bind_target(r, s, node->b);
        collect_list(r, s, node->items);
        return true;
    default:
        return false;
    }
}

/* Everything that this scope binds or uses, nested scopes left out. */
static void collect(resolver *r, scope *s, const ast_node *node)
{
    while (node && !r->status) {
        const ast_node *next = NULL; /* an elif, so that long chains need no recursion */
        switch (node->kind) {
        case AST_NAME:
            mark(r, s, node->name, USED);
            return;
        case AST_DEF:
        case AST_CLASS:
        case AST_LAMBDA:
            collect_head(r, s, node);
            return;
        case AST_GLOBAL:
        case AST_NONLOCAL:
            declare(r, s, node);
            return;
        case AST_WALRUS:
            if (s->kind != SCOPE_COMPREHENSION)
                bind(r, s, node->a->name);
            collect(r, s, node->b);
            return;
        case AST_AUGMENT:
        case AST_FOR:
        case AST_ANNOTATED:
        case AST_ALIAS:
            bind_target(r, s, node->a);
            break;
        default:
            if (collect_binder(r, s, node))
                return;
            if (is_comprehension(node)) {
                collect(r, s, node->items.items[0]->b);
                if (s->kind != SCOPE_COMPREHENSION)
                    collect_walrus(r, s, node);
                return;
            }
            collect(r, s, node->a);
        }
        collect(r, s, node->b);
        collect(r, s, node->c);
        collect_list(r, s, node->items);
        if (node->kind == AST_IF && node->more.count == 1 && node->more.items[0]->kind == AST_IF)
            next = node->more.items[0];
        else
            collect_list(r, s, node->more);
        node = next;
    }
}

static void place_name(resolver *r, scope *s, ast_node *node)
{
    int hops = 0;
    bool nonlocal = false;
    for (scope *at = s; at; at = at->parent) {
        const script_value *v = at->kind == SCOPE_CLASS && at != s ? NULL : dict_find_str(&at->names, node->name);
        int64_t f = v ? v->integer : 0;
        nonlocal |= at == s && (f & NONLOCAL);
        if ((f & GLOBAL) || at->kind == SCOPE_MODULE)
            break;
        if (f & BOUND) {
            node->place = at->kind == SCOPE_CLASS ? AST_PLACE_CLASS : AST_PLACE_SLOT;
            node->hops = (int16_t)hops;
            node->slot = (uint32_t)(f >> SLOT_SHIFT);
            return;
        }
        hops += is_function(at);
    }
    node->place = AST_PLACE_GLOBAL;
    if (nonlocal)
        fail(r, node, "no binding for nonlocal '%s' found", node->name->text);
}

static void resolve(resolver *r, scope *s, ast_node *node);

static void resolve_list(resolver *r, scope *s, ast_list list)
{
    for (uint32_t i = 0; i < list.count && !r->status; i++)
        resolve(r, s, list.items[i]);
}

static void resolve_function(resolver *r, scope *s, ast_node *node)
{
    scope inner = {.parent = s, .kind = SCOPE_FUNCTION};
    ast_list parameters = node->a->items;
    for (uint32_t i = 0; i < parameters.count; i++) {
        resolve(r, s, parameters.items[i]->a);
        resolve(r, s, parameters.items[i]->b);
        mark(r, &inner, parameters.items[i]->name, BOUND | PARAMETER);
    }
    if (node->kind == AST_DEF) {
        resolve(r, s, node->b);
        collect_list(r, &inner, node->items);
        resolve_list(r, &inner, node->items);
    } else {
        collect(r, &inner, node->b);
        resolve(r, &inner, node->b);
    }
    if (node->op && !r->status)
        r->status = parse_mark_yields(r->a, node, &inner.slots, r->err);
    node->a->slot = inner.slots;
    node->a->op = inner.is_kept || node->op;
    s->is_kept = true;
}

static void resolve_comprehension(resolver *r, scope *s, ast_node *node)
{
    scope inner = {.parent = s, .kind = SCOPE_COMPREHENSION};
    for (uint32_t i = 0; i < node->items.count; i++)
        bind_target(r, &inner, node->items.items[i]->a);
    for (uint32_t i = 0; i < node->items.count; i++) {
        ast_node *clause = node->items.items[i];
        resolve(r, i ? &inner : s, clause->b);
        resolve(r, &inner, clause->a);
        resolve_list(r, &inner, clause->items);
    }
    resolve(r, &inner, node->a);
    resolve(r, &inner, node->b);
    node->slot = inner.slots;
    s->is_kept = true;
}

static void resolve_class(resolver *r, scope *s, ast_node *node)
{
    scope inner = {.parent = s, .kind = SCOPE_CLASS};
    s->is_kept = true;
    resolve(r, s, node->a);
    collect_list(r, &inner, node->items);
    resolve_list(r, &inner, node->items);
}

/* The body of a loop, try or with: counted, because CPython bounds them and because of break. */
static void resolve_block(resolver *r, scope *s, ast_node *node)
{
    bool is_loop = node->kind == AST_FOR || node->kind == AST_WHILE;
    if (++s->blocks > MAX_BLOCKS)
        fail(r, node, "too many statically nested blocks");
    if (is_loop) {
        resolve(r, s, node->a);
        resolve(r, s, node->b);
        s->loops++;
        resolve_list(r, s, node->items);
        s->loops--;
        resolve_list(r, s, node->more);
    } else {
        resolve_list(r, s, node->items);
        resolve_list(r, s, node->more);
        resolve(r, s, node->a);
        resolve(r, s, node->b);
    }
    s->blocks--;
}

/* True if the statement may stand here. */
static void check_place(resolver *r, const scope *s, const ast_node *node)
{
    if (node->kind == AST_RETURN && s->kind != SCOPE_FUNCTION)
        fail(r, node, "'return' outside function");
    else if (node->kind == AST_BREAK && !s->loops)
        fail(r, node, "'break' outside loop");
    else if (node->kind == AST_CONTINUE && !s->loops)
        fail(r, node, "'continue' not properly in loop");
    else if (node->kind == AST_IMPORT_FROM && !node->items.count && s->kind != SCOPE_MODULE)
        fail(r, node, "import * only allowed at module level");
}

static void resolve(resolver *r, scope *s, ast_node *node)
{
    while (node && !r->status) {
        ast_node *next = NULL;
        check_place(r, s, node);
        switch (node->kind) {
        case AST_NAME:
            place_name(r, s, node);
            return;
        case AST_DEF:
        case AST_CLASS:
            place_name(r, s, node);
            resolve_list(r, s, node->more);
            if (node->kind == AST_DEF)
                resolve_function(r, s, node);
            else
                resolve_class(r, s, node);
            return;
        case AST_LAMBDA:
            resolve_function(r, s, node);
            return;
        case AST_FOR:
        case AST_WHILE:
        case AST_TRY:
        case AST_WITH:
            resolve_block(r, s, node);
            return;
        default:
            if (is_comprehension(node)) {
                resolve_comprehension(r, s, node);
                return;
            }
        }
        resolve(r, s, node->a);
        resolve(r, s, node->b);
        resolve(r, s, node->c);
        resolve_list(r, s, node->items);
        if (node->kind == AST_IF && node->more.count == 1 && node->more.items[0]->kind == AST_IF)
            next = node->more.items[0];
        else
            resolve_list(r, s, node->more);
        node = next;
    }
}

static bool is_future(const ast_node *node)
{
    return node->kind == AST_IMPORT_FROM && node->name && text_is(node->name, "__future__");
}

/* from __future__ stands only below a doc string and others of its kind. */
static void check_futures(resolver *r, const ast_node *module)
{
    bool begun = false;
    for (uint32_t i = 0; i < module->items.count; i++) {
        const ast_node *node = module->items.items[i];
        bool doc = i == 0 && node->kind == AST_EXPRESSION && node->a->kind == AST_CONSTANT &&
                   node->a->value.kind == SCRIPT_STR;
        if (is_future(node) && begun)
            fail(r, node, "from __future__ imports must occur at the beginning of the file");
        begun |= !doc && !is_future(node);
    }
}

lathe_status parse_resolve(arena *a, ast_node *module, lathe_error *err)
{
    resolver r = {.a = a, .err = err};
    scope top = {.kind = SCOPE_MODULE};
    collect_list(&r, &top, module->items);
    resolve_list(&r, &top, module->items);
    check_futures(&r, module);
    return r.status;
}
