/* signature.c: parameter lists, of scripts' functions and of the rows of hosts, whose texts are read once. */
#include "reward/script/vm.h"

#include <string.h>

signature *signature_new(arena *a, const ast_node *parameters)
{
    uint32_t count = parameters->items.count;
    signature *s = arena_alloc(a, sizeof *s + count * sizeof *s->parameters);
    if (!s)
        return NULL;
    s->count = count;
    s->star = s->double_star = -1;
    for (uint32_t i = 0; i < count; i++) {
        const ast_node *node = parameters->items.items[i];
        s->parameters[i].name = node->name;
        s->parameters[i].kind = (ast_parameter)node->op;
        s->positional += node->op <= AST_PARAMETER_PLAIN;
        if (node->op == AST_PARAMETER_STAR)
            s->star = (int)i;
        if (node->op == AST_PARAMETER_DOUBLE_STAR)
            s->double_star = (int)i;
    }
    return s;
}

/* A default of a host's signature: a constant or a tuple of them. */
static bool literal(arena *a, const ast_node *node, script_value *out)
{
    if (node->kind == AST_CONSTANT) {
        *out = node->value;
        return true;
    }
    if (node->kind != AST_TUPLE)
        return false;
    script_list *list = arena_alloc(a, sizeof *list);
    script_value *items = arena_alloc(a, node->items.count * sizeof *items);
    if (!list || !items)
        return false;
    *list = (script_list){.items = items, .count = node->items.count, .capacity = node->items.count};
    for (uint32_t i = 0; i < node->items.count; i++)
        if (!literal(a, node->items.items[i], &items[i]))
            return false;
    *out = (script_value){.kind = SCRIPT_TUPLE, .list = list};
    return true;
}

static lathe_status parse_signature(script_vm *vm, const char *text, const signature **out, lathe_error *err)
{
    ast_node *parameters;
    lathe_error inner = {0};
    lathe_status st = ast_parse_signature(vm->permanent, text, strlen(text), &parameters, &inner);
    if (st == LATHE_E_NOMEM)
        return lathe_fail(err, st, "out of memory for a signature");
    if (st)
        return lathe_fail(err, LATHE_E_BUG, "malformed signature '%.100s': %.100s", text, inner.message);
    signature *s = signature_new(vm->permanent, parameters);
    if (!s)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a signature");
    for (uint32_t i = 0; i < s->count; i++) {
        const ast_node *preset = parameters->items.items[i]->b;
        if (preset && !literal(vm->permanent, preset, &s->parameters[i].preset))
            return lathe_fail(err, LATHE_E_BUG, "default of '%s' is no literal in signature '%.100s'",
                              s->parameters[i].name->text, text);
    }
    *out = s;
    return LATHE_OK;
}

bool script_signature_is_valid(script_vm *vm, const char *signature_text, lathe_error *err)
{
    const signature *s;
    return parse_signature(vm, signature_text, &s, err) == LATHE_OK;
}

static bool same_address(void *context, script_value a, script_value b)
{
    (void)context;
    return a.integer == b.integer;
}

lathe_status signature_of_native(script_vm *vm, const script_method *method, const signature **out, lathe_error *err)
{
    if (method->flags & SCRIPT_METHOD_MADE) {
        const made_method *made = (const made_method *)method;
        *out = made->signature;
        return LATHE_OK;
    }
    /* Kept under the text's address: rows may be made on the way, texts are constants. */
    uintptr_t address = (uintptr_t)method->signature;
    signature_find *kept = &vm->found_signatures[(address >> 3) % VM_KEPT_SIGNATURES];
    if (kept->text == method->signature) {
        *out = kept->signature;
        return LATHE_OK;
    }
    uint32_t hash = (uint32_t)((address >> 4) * 2654435761u ^ address >> 32);
    script_dict_entry *e = dict_find(&vm->signatures, script_int((int64_t)address), hash, same_address, NULL);
    if (!e) {
        const signature *s;
        lathe_status st = parse_signature(vm, method->signature, &s, err);
        if (st)
            return st;
        e = dict_add(vm->permanent, &vm->signatures, script_int((int64_t)address), hash);
        if (!e)
            return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a signature");
        e->value.kind = SCRIPT_NONE;
        memcpy(&e->value.integer, &s, sizeof s);
    }
    memcpy(out, &e->value.integer, sizeof *out);
    *kept = (signature_find){method->signature, *out};
    return LATHE_OK;
}
