/* dump.c: tokens and trees as text for people: one item a line. */
#include "reward/script/ast.h"
#include "reward/script/lex.h"
#include "reward/script/script.h"

#include <stdio.h>

enum { DUMP_ARENA_BYTES = 256 << 20, MAX_LITERAL = 60 };

static const struct {
    const char *a, *b, *c, *items, *more;
} labels[AST_KIND_COUNT] = {
#define AST(symbol, name, a, b, c, items, more) [AST_##symbol] = {a, b, c, items, more},
#include "reward/script/ast.def"
#undef AST
};

/* Text of a script on one line, cut where it is long. */
static lathe_status put_text(bytes *out, const char *text, size_t length, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    size_t i = 0;
    for (; i < length && i < MAX_LITERAL && !st; i++) {
        unsigned char c = (unsigned char)text[i];
        st = c == '\n'  ? bytes_printf(out, err, "\\n")
             : c < 0x20 ? bytes_printf(out, err, "\\x%02x", c)
                        : bytes_append(out, &c, 1, err);
    }
    while (i < length && ((unsigned char)text[i] & 0xc0) == 0x80 && !st)
        st = bytes_append(out, &text[i++], 1, err);
    return !st && i < length ? bytes_printf(out, err, "...") : st;
}

lathe_status script_dump_tokens(const char *text, size_t length, bytes *out, lathe_error *err)
{
    arena *a = NULL;
    script_token *tokens;
    size_t count;
    lathe_status st = arena_new(DUMP_ARENA_BYTES, &a, err);
    if (st)
        return st;
    st = script_lex(a, text, length, &tokens, &count, err);
    for (size_t i = 0; !st && i < count; i++) {
        const script_token *t = &tokens[i];
        bool quiet = t->kind < TOKEN_NAME || t->kind > TOKEN_STRING;
        st = bytes_printf(out, err, "%d:%d %s%s", t->line, t->column, script_token_kind_name(t->kind),
                          quiet ? "\n" : " ");
        if (!st && !quiet)
            st = put_text(out, text + t->offset, t->length, err);
        if (!st && !quiet)
            st = bytes_append(out, "\n", 1, err);
    }
    arena_free(a);
    return st;
}

static lathe_status put_constant(bytes *out, script_value v, lathe_error *err)
{
    switch (v.kind) {
    case SCRIPT_NONE:
        return bytes_printf(out, err, " None");
    case SCRIPT_BOOL:
        return bytes_printf(out, err, v.boolean ? " True" : " False");
    case SCRIPT_INT:
        return bytes_printf(out, err, " %lld", (long long)v.integer);
    case SCRIPT_FLOAT:
        return bytes_printf(out, err, " %.17g", v.number);
    case SCRIPT_STR: {
        lathe_status st = bytes_printf(out, err, " '");
        st = st ? st : put_text(out, v.str->text, v.str->length, err);
        return st ? st : bytes_printf(out, err, "'");
    }
    default:
        return bytes_printf(out, err, " ...");
    }
}

static lathe_status put_head(const ast_node *node, int depth, const char *label, bytes *out, lathe_error *err)
{
    lathe_status st = bytes_printf(out, err, "%*s%s%s%s", depth * 2, "", label ? label : "", label ? ": " : "",
                                   ast_kind_name(node->kind));
    if (!st && node->name) {
        st = bytes_printf(out, err, " ");
        st = st ? st : put_text(out, node->name->text, node->name->length, err);
    }
    if (!st && node->kind == AST_CONSTANT)
        st = put_constant(out, node->value, err);
    bool has_operator = node->kind == AST_UNARY || node->kind == AST_BINARY || node->kind == AST_COMPARISON ||
                        node->kind == AST_AUGMENT;
    if (!st && has_operator)
        st = bytes_printf(out, err, " %s", ast_operator_text(node->op));
    return st ? st : bytes_printf(out, err, " %d:%d\n", node->line, node->column);
}

static lathe_status put_node(const ast_node *node, int depth, const char *label, bytes *out, lathe_error *err)
{
    for (;;) {
        lathe_status st = put_head(node, depth, label, out, err);
        const ast_node *children[] = {node->a, node->b, node->c};
        const char *names[] = {labels[node->kind].a, labels[node->kind].b, labels[node->kind].c};
        for (int i = 0; i < 3 && !st; i++)
            if (children[i])
                st = put_node(children[i], depth + 1, names[i], out, err);
        for (uint32_t i = 0; i < node->items.count && !st; i++)
            st = put_node(node->items.items[i], depth + 1, i ? NULL : labels[node->kind].items, out, err);
        bool is_elif = node->kind == AST_IF && node->more.count == 1 && node->more.items[0]->kind == AST_IF;
        for (uint32_t i = 0; i < node->more.count && !st && !is_elif; i++)
            st = put_node(node->more.items[i], depth + 1, i ? NULL : labels[node->kind].more, out, err);
        if (st || !is_elif)
            return st;
        node = node->more.items[0]; /* by a loop, for chains without end */
        label = "elif";
    }
}

lathe_status script_dump_ast(const char *text, size_t length, bytes *out, lathe_error *err)
{
    arena *a = NULL;
    ast_node *module;
    lathe_status st = arena_new(DUMP_ARENA_BYTES, &a, err);
    if (st)
        return st;
    st = ast_parse(a, text, length, &module, err);
    if (!st)
        st = put_node(module, 0, NULL, out, err);
    arena_free(a);
    return st;
}
