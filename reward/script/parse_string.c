/* parse_string.c: numbers, strings and f-strings: from the spelling to the constant, by Python 3.11's rules. */
#include "reward/script/parse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One string token taken apart. */
typedef struct piece {
    const script_token *token;
    const char *begin, *end; /* between the quotes */
    bool raw, is_bytes, is_format, triple;
    const char *seen; /* a place in it, with its line and column, so that fields are placed in one pass */
    int line, column;
} piece;

/* The string under way: text is gathered until a field comes. */
typedef struct builder {
    parser *p;
    const script_token *first;
    char *buffer;
    size_t length;
    parse_items parts;
    piece *piece;
    int nesting;   /* of format specs in fields */
    bool is_named; /* holds a character by its Unicode name, which is not known here */
} builder;

/* Of an integer beyond 64 bits. */
static double nearest_of(const char *digits, int base)
{
    long double v = 0;
    if (base == 10)
        return strtod(digits, NULL);
    for (const char *q = digits; *q; q++)
        v = v * base + (*q <= '9' ? *q - '0' : (*q | 0x20) - 'a' + 10);
    return (double)v;
}

static void number_value(const char *digits, bool is_float, int base, ast_node *node)
{
    if (is_float) {
        node->value = script_float(strtod(digits, NULL));
        return;
    }
    uint64_t v = 0;
    for (const char *q = digits; *q; q++) {
        uint64_t digit = (uint64_t)(*q <= '9' ? *q - '0' : (*q | 0x20) - 'a' + 10);
        if (__builtin_mul_overflow(v, (uint64_t)base, &v) || __builtin_add_overflow(v, digit, &v) || v > INT64_MAX) {
            node->kind = AST_BIG_INTEGER;
            node->value = script_float(nearest_of(digits, base));
            return;
        }
    }
    node->value = script_int((int64_t)v);
}

ast_node *parse_number(parser *p)
{
    const script_token *token = &p->tokens[p->at++];
    const char *text = p->text + token->offset;
    ast_node *node = parse_node(p, AST_CONSTANT, token);
    char *digits = node ? arena_alloc(p->a, token->length + 1) : NULL;
    if (!digits)
        return parse_no_memory(p);
    if ((text[token->length - 1] | 0x20) == 'j') {
        node->kind = AST_UNSUPPORTED;
        node->name = text_new(p->a, "complex number", 14);
        return node->name ? node : parse_no_memory(p);
    }
    int base = 10;
    if (token->length > 1 && text[0] == '0')
        base = (text[1] | 0x20) == 'x' ? 16 : (text[1] | 0x20) == 'o' ? 8 : (text[1] | 0x20) == 'b' ? 2 : 10;
    bool is_float = false;
    size_t count = 0;
    for (uint32_t i = base == 10 ? 0 : 2; i < token->length; i++) {
        is_float |= base == 10 && (text[i] == '.' || (text[i] | 0x20) == 'e');
        if (text[i] != '_')
            digits[count++] = text[i];
    }
    number_value(digits, is_float, base, node);
    return node;
}

static piece take_piece(parser *p)
{
    const script_token *token = &p->tokens[p->at++];
    const char *q = p->text + token->offset;
    piece s = {.token = token, .seen = q, .line = token->line, .column = token->column};
    for (; *q != '"' && *q != '\''; q++) {
        char c = (char)(*q | 0x20);
        s.raw |= c == 'r';
        s.is_bytes |= c == 'b';
        s.is_format |= c == 'f';
    }
    const char *end = p->text + token->offset + token->length;
    s.triple = end - q >= 6 && q[1] == q[0] && q[2] == q[0];
    s.begin = q + (s.triple ? 3 : 1);
    s.end = end - (s.triple ? 3 : 1);
    return s;
}

/* Moves the known place on to `to`, which does not lie before it. */
static void move_place(piece *s, const char *to)
{
    for (; s->seen < to; s->seen++) {
        s->column += ((unsigned char)*s->seen & 0xc0) != 0x80;
        if (*s->seen == '\n') {
            s->line++;
            s->column = 1;
        }
    }
}

static bool fail_in(builder *b, const char *message)
{
    parse_fail(b->p, b->piece->token, "%s", message);
    return false;
}

static void put_code(builder *b, uint32_t code)
{
    char *out = b->buffer + b->length;
    if (code < 0x80 || b->piece->is_bytes) {
        out[0] = (char)code;
        b->length += 1;
    } else if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        b->length += 2;
    } else if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        b->length += 3;
    } else {
        out[0] = (char)(0xf0 | code >> 18);
        out[1] = (char)(0x80 | (code >> 12 & 0x3f));
        out[2] = (char)(0x80 | (code >> 6 & 0x3f));
        out[3] = (char)(0x80 | (code & 0x3f));
        b->length += 4;
    }
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \xhh, \uhhhh, \Uhhhhhhhh; q after the letter. NULL on failure. */
static const char *put_hex(builder *b, const char *q, int digits)
{
    uint32_t code = 0;
    for (int i = 0; i < digits; i++) {
        int v = q + i < b->piece->end ? hex_value(q[i]) : -1;
        if (v < 0) {
            fail_in(b, b->piece->is_bytes ? "(value error) invalid \\x escape"
                                          : "(unicode error) 'unicodeescape' codec can't decode bytes: truncated escape");
            return NULL;
        }
        code = code << 4 | (uint32_t)v;
    }
    if (code > 0x10ffff) {
        fail_in(b, "(unicode error) 'unicodeescape' codec can't decode bytes: illegal Unicode character");
        return NULL;
    }
    /* A lone surrogate has no UTF-8; Python keeps it, and no script of shapes needs it. */
    put_code(b, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
    return q + digits;
}

/* q stands after the backslash. Returns what follows the escape, NULL on failure. */
static const char *put_escape(builder *b, const char *q)
{
    static const char letters[] = "\\'\"abfnrtv", values[] = "\\'\"\a\b\f\n\r\t\v";
    char c = *q;
    if (c == '\r' || c == '\n')
        return q + (c == '\r' && q + 1 < b->piece->end && q[1] == '\n' ? 2 : 1);
    const char *found = c ? strchr(letters, c) : NULL;
    if (found) {
        b->buffer[b->length++] = values[found - letters];
        return q + 1;
    }
    if (c >= '0' && c <= '7') {
        uint32_t code = 0;
        for (int i = 0; i < 3 && q < b->piece->end && *q >= '0' && *q <= '7'; i++)
            code = code * 8 + (uint32_t)(*q++ - '0');
        put_code(b, code);
        return q;
    }
    if (c == 'x' || ((c == 'u' || c == 'U') && !b->piece->is_bytes))
        return put_hex(b, q + 1, c == 'x' ? 2 : c == 'u' ? 4 : 8);
    if (c == 'N' && !b->piece->is_bytes) {
        const char *close = memchr(q, '}', (size_t)(b->piece->end - q));
        b->is_named = true;
        if (q + 1 < b->piece->end && q[1] == '{' && close)
            return close + 1;
        fail_in(b, "(unicode error) 'unicodeescape' codec can't decode bytes: malformed \\N character escape");
        return NULL;
    }
    b->buffer[b->length++] = '\\';
    return q;
}

/* One character of text, escapes and newlines (\r\n is one) read. NULL on failure. */
static const char *put_character(builder *b, const char *q)
{
    if (*q == '\\' && !b->piece->raw)
        return put_escape(b, q + 1);
    if (b->piece->is_bytes && (unsigned char)*q >= 0x80) {
        fail_in(b, "bytes can only contain ASCII literal characters");
        return NULL;
    }
    if (*q == '\r') {
        b->buffer[b->length++] = '\n';
        return q + (q + 1 < b->piece->end && q[1] == '\n' ? 2 : 1);
    }
    b->buffer[b->length++] = *q;
    return q + 1;
}

static bool flush(builder *b)
{
    if (!b->length)
        return true;
    ast_node *node = parse_node(b->p, AST_CONSTANT, b->first);
    script_str *s = node ? text_new(b->p->a, b->buffer, b->length) : NULL;
    if (!s) {
        parse_no_memory(b->p);
        return false;
    }
    node->value = text_value(s);
    b->length = 0;
    return parse_add(b->p, &b->parts, node);
}

/* The expression of a field: text[begin..end) parsed by itself. */
static ast_node *parse_field_expression(builder *b, const char *begin, const char *end)
{
    parser *p = b->p, inner = *p;
    move_place(b->piece, begin);
    lex_range range = {
        p->text, (uint32_t)(begin - p->text), (uint32_t)(end - p->text), b->piece->line, b->piece->column, true};
    lex_result lexed;
    const script_token here = {.kind = TOKEN_END, .line = range.line, .column = range.column, .offset = range.begin};
    const char *q = begin;
    while (q < end && strchr(" \t\r\n\f", *q))
        q++;
    if (q == end)
        return parse_fail(p, &here, "f-string: empty expression not allowed");
    if (memchr(begin, '\\', (size_t)(end - begin)))
        return parse_fail(p, &here, "f-string expression part cannot include a backslash");
    p->status = lex_range_tokens(p->a, &range, &lexed, p->err);
    if (p->status)
        return NULL;
    inner.tokens = lexed.tokens;
    inner.at = 0;
    inner.prefix = "f-string: ";
    inner.brackets = 1;
    inner.depth += 20; /* a field costs more of the C stack than a bracket */
    ast_node *node = parse_is(&inner, TOKEN_YIELD) ? parse_at_level(&inner, LEVEL_NONE)
                                                   : parse_expression_list(&inner, false);
    if (node && !parse_is(&inner, TOKEN_END))
        node = parse_unexpected(&inner);
    p->generator = inner.generator;
    if (lexed.error.status && inner.status != LATHE_E_LIMIT && inner.status != LATHE_E_NOMEM) {
        *p->err = lexed.error;
        inner.status = lexed.error.status;
        node = NULL;
    }
    p->status = inner.status;
    return node;
}

/* Where the expression of a field ends: at ! : = or } outside of brackets and strings; end if nowhere. */
static const char *find_field_end(const char *q, const char *end)
{
    int depth = 0;
    for (char quote = 0; q < end; q++) {
        char next = q + 1 < end ? q[1] : '\0';
        if (quote) {
            quote = *q == quote ? '\0' : quote;
        } else if (*q == '"' || *q == '\'') {
            quote = *q;
        } else if (*q == '(' || *q == '[' || *q == '{') {
            depth++;
        } else if (depth && (*q == ')' || *q == ']' || *q == '}')) {
            depth--;
        } else if (depth == 0 && *q && strchr("!<>=", *q) && next == '=') {
            q++;
        } else if (depth == 0 && (*q == '}' || *q == ':' || *q == '!' || *q == '=')) {
            return q;
        }
    }
    return end;
}

static const char *put_text(builder *b, const char *q, bool in_spec);

/* The spec after a colon, a string with fields of its own; returns the closing brace. */
static const char *parse_spec(builder *b, const char *q, ast_node **out)
{
    builder spec = *b;
    if (b->nesting)
        return parse_fail(b->p, b->piece->token, "f-string: expressions nested too deeply");
    spec.nesting++;
    spec.length = 0;
    spec.parts = (parse_items){0};
    spec.buffer = arena_alloc(b->p->a, (size_t)(b->piece->end - q) + 4);
    if (!spec.buffer)
        return parse_no_memory(b->p);
    q = put_text(&spec, q, true);
    if (!q || !flush(&spec) || !(*out = parse_node(b->p, AST_FSTRING, b->piece->token)))
        return NULL;
    (*out)->items = parse_take(&spec.parts);
    *out = parse_close_node(b->p, *out);
    return *out ? q : NULL;
}

/* The `=` of f"{x=}": the expression's own text becomes part of the string. */
static const char *put_debug(builder *b, const char *begin, const char *equals, bool *plain)
{
    const char *q = equals + 1, *end = b->piece->end;
    while (q < end && strchr(" \t", *q))
        q++;
    memcpy(b->buffer + b->length, begin, (size_t)(q - begin));
    b->length += (size_t)(q - begin);
    *plain = true;
    return q;
}

/* q stands after the opening brace; returns what follows the closing one, NULL on failure. */
static const char *put_field(builder *b, const char *q)
{
    const char *begin = q, *end = b->piece->end;
    bool debug = false;
    const char *stop = find_field_end(q, end);
    ast_node *value = parse_field_expression(b, begin, stop);
    if (!value)
        return NULL;
    q = stop;
    if (q < end && *q == '=')
        q = put_debug(b, begin, q, &debug);
    if (!flush(b))
        return NULL;
    ast_node *field = parse_node(b->p, AST_FIELD, b->piece->token);
    if (!field)
        return NULL;
    field->a = value;
    if (q < end && *q == '!') {
        if (q + 1 >= end || !strchr("rsa", q[1]))
            return parse_fail(b->p, b->piece->token,
                              "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        field->op = (uint8_t)q[1];
        q += 2;
    }
    if (q < end && *q == ':' && !(q = parse_spec(b, q + 1, &field->b)))
        return NULL;
    if (q >= end || *q != '}')
        return parse_fail(b->p, b->piece->token, "f-string: expecting '}'");
    if (debug && !field->op && !field->b)
        field->op = 'r';
    return parse_add(b->p, &b->parts, parse_close_node(b->p, field)) ? q + 1 : NULL;
}

/* Text with fields, to the end of the string or, in a spec, to its closing brace. */
static const char *put_text(builder *b, const char *q, bool in_spec)
{
    const char *end = b->piece->end;
    while (q && q < end) {
        bool doubled = q + 1 < end && q[1] == *q && !in_spec;
        if (*q == '{' && !doubled)
            q = put_field(b, q + 1);
        else if (*q == '}' && in_spec)
            return q;
        else if (*q == '}' && !doubled)
            return parse_fail(b->p, b->piece->token, "f-string: single '}' is not allowed");
        else
            q = put_character(b, *q == '{' || *q == '}' ? q + 1 : q);
    }
    return q;
}

/* Total bytes that the string tokens from here on can give. */
static size_t room_for(const parser *p)
{
    size_t room = 8;
    for (size_t i = p->at; p->tokens[i].kind == TOKEN_STRING; i++)
        room += p->tokens[i].length;
    return room;
}

static ast_node *finish_string(builder *b, bool is_bytes, bool is_format)
{
    parser *p = b->p;
    bool supported = !b->is_named;
    ast_node *node = parse_node(p, !supported ? AST_UNSUPPORTED : is_format ? AST_FSTRING : AST_CONSTANT, b->first);
    if (!node)
        return NULL;
    if (is_format && supported) {
        if (!flush(b))
            return NULL;
        node->items = parse_take(&b->parts);
        return parse_close_node(p, node);
    }
    const char *missing = "character by name";
    script_str *s = supported ? text_new(p->a, b->buffer, b->length) : text_new(p->a, missing, strlen(missing));
    if (!s)
        return parse_no_memory(p);
    if (!supported)
        node->name = s;
    else
        node->value = is_bytes ? bytes_value(s) : text_value(s);
    return node;
}

ast_node *parse_string(parser *p)
{
    builder b = {.p = p, .first = parse_peek(p)};
    b.buffer = arena_alloc(p->a, room_for(p));
    if (!b.buffer)
        return parse_no_memory(p);
    bool is_format = false, is_bytes = false;
    for (bool first = true; parse_is(p, TOKEN_STRING); first = false) {
        piece s = take_piece(p);
        b.piece = &s;
        if (!first && s.is_bytes != is_bytes)
            return parse_fail(p, s.token, "cannot mix bytes and nonbytes literals");
        is_bytes = s.is_bytes;
        is_format |= s.is_format;
        const char *q = s.begin;
        if (s.is_format)
            q = put_text(&b, q, false);
        while (q && q < s.end)
            q = put_character(&b, q);
        if (!q)
            return NULL;
    }
    return finish_string(&b, is_bytes, is_format);
}
