/* lexer.c: text -> tokens by Python's lexical rules. One pass; no look-ahead beyond a token. */
#include "reward/script/lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_KEYWORD = 8 };

typedef struct open_bracket {
    char symbol;
    int line, column;
} open_bracket;

typedef struct lexer {
    arena *a;
    const char *text, *p, *end;
    int line;
    const char *mark; /* a place of this line at or before p, and its column: so that columns cost no second pass */
    int mark_column;
    int last_line,
        last_column; /* the end of the line before this one, where CPython sees the end of a text that ends its lines */
    script_token *tokens;
    size_t count, capacity;
    int depth;
    open_bracket open[LEX_MAX_DEPTH];
    int indents[LEX_MAX_INDENTS], indent_count;
    int tab_one[LEX_MAX_INDENTS]; /* the same indents with tabs of one column: both must agree, or tabs and spaces are
                                     mixed */
    bool in_brackets;
    uint8_t alone[128];                            /* kinds of one letter */
    uint32_t keyword_letters[LONGEST_KEYWORD + 1]; /* by length: the first letters that keywords have, as bits */
    lathe_status memory;
    lathe_error *error; /* the lexical error, status LATHE_OK while there is none */
} lexer;

static const struct {
    char text[15]; /* in the row itself: the lexer looks at all of them */
    uint8_t length;
} spellings[TOKEN_KIND_COUNT] = {
#define TOKEN(symbol, text) [TOKEN_##symbol] = {text, sizeof text - 1},
#include "reward/script/token.def"
#undef TOKEN
};

#define TOKEN(symbol, text) _Static_assert(TOKEN_##symbol < TOKEN_FALSE || sizeof text - 1 <= LONGEST_KEYWORD, "as it says");
#include "reward/script/token.def"
#undef TOKEN

const char *script_token_kind_name(script_token_kind kind)
{
    return (unsigned)kind < TOKEN_KIND_COUNT ? spellings[kind].text : "?";
}

lathe_status lex_out_of_memory(arena *a, lathe_error *err)
{
    if (arena_is_exhausted(a))
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0,
                                 "MemoryError: the script needs more memory than it may have");
    return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a script");
}

/* Columns count code points. p never lies before the mark on one line. */
static int column_of(lexer *l, const char *p)
{
    for (; l->mark < p; l->mark++)
        l->mark_column += ((unsigned char)*l->mark & 0xc0) != 0x80;
    return l->mark_column;
}

static void begin_line(lexer *l)
{
    l->last_line = l->line;
    l->last_column = column_of(l, l->p) - 1;
    l->line++;
    l->mark = l->p;
    l->mark_column = 1;
}

static bool fail_as(lexer *l, const char *class_name, int line, int column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
#define fail_at(l, ...) fail_as(l, "SyntaxError", __VA_ARGS__)

/* Keeps the first error; returns false for `return fail_at(...)`. */
static bool fail_as(lexer *l, const char *class_name, int line, int column, const char *format, ...)
{
    if (l->error->status == LATHE_OK) {
        char text[160];
        va_list args;
        va_start(args, format);
        vsnprintf(text, sizeof text, format, args);
        va_end(args);
        lathe_fail_script(l->error, FAILURE_SYNTAX, line, column, "%s: %s", class_name, text);
    }
    return false;
}

static bool add_at(lexer *l, script_token_kind kind, const char *begin, const char *end, int line, int column)
{
    if (l->count == l->capacity) {
        size_t capacity = l->capacity ? l->capacity * 2 : (size_t)(l->end - l->p) / 6 + 32;
        script_token *tokens = arena_alloc(l->a, capacity * sizeof *tokens);
        if (!tokens) {
            l->memory = LATHE_E_NOMEM;
            return false;
        }
        if (l->count)
            memcpy(tokens, l->tokens, l->count * sizeof *tokens);
        l->tokens = tokens;
        l->capacity = capacity;
    }
    l->tokens[l->count++] = (script_token){.kind = kind, .line = line, .column = column,
                                           .offset = (uint32_t)(begin - l->text), .length = (uint32_t)(end - begin)};
    return true;
}

static bool add(lexer *l, script_token_kind kind, const char *begin)
{
    return add_at(l, kind, begin, l->p, l->line, column_of(l, begin));
}

/* So that most texts are known by a look at their first letter. */
static void note_spellings(lexer *l)
{
    for (int kind = TOKEN_OPEN_PAREN; kind < TOKEN_FALSE; kind++)
        if (spellings[kind].length == 1)
            l->alone[(unsigned char)spellings[kind].text[0]] = (uint8_t)kind;
    for (int kind = TOKEN_FALSE; kind < TOKEN_KIND_COUNT; kind++)
        l->keyword_letters[spellings[kind].length] |= UINT32_C(1) << (spellings[kind].text[0] & 31);
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Of a name, and of one byte. */
static bool is_plain_letter(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || is_digit(c);
}

static bool is_digit_of(char c, int base)
{
    if (base == 16)
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return c >= '0' && c < '0' + base;
}

static char at(const lexer *l, ptrdiff_t ahead) { return l->end - l->p > ahead ? l->p[ahead] : '\0'; }

/* Digits with single underscores between them. False (with an error) for a misplaced underscore. */
static bool skip_digits(lexer *l, int base, const char *what)
{
    while (is_digit_of(at(l, 0), base) || at(l, 0) == '_') {
        if (at(l, 0) == '_' && !is_digit_of(at(l, 1), base))
            return fail_at(l, l->line, column_of(l, l->p), "invalid %s literal", what);
        l->p++;
    }
    return true;
}

/* A number may touch a keyword (1if x else 2), but no other name. */
static bool check_number_end(lexer *l, const char *what)
{
    static const char *const keywords[] = {"and", "else", "for", "if", "in", "is", "not", "or"};
    uint32_t code;
    const bool is_plain = (at(l, 0) & 0x80) == 0;
    if (is_plain ? !is_plain_letter(at(l, 0)) : !lex_decode(l->p, l->end, &code) || !lex_is_name_code(code, true))
        return true;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        size_t length = strlen(keywords[i]);
        if ((size_t)(l->end - l->p) >= length && memcmp(l->p, keywords[i], length) == 0)
            return true;
    }
    return fail_at(l, l->line, column_of(l, l->p), "invalid %s literal", what);
}

static bool lex_based_number(lexer *l, const char *begin)
{
    char letter = (char)(at(l, 1) | 0x20);
    int base = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
    const char *what = base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary";
    l->p += 2;
    if (at(l, 0) == '_')
        l->p++;
    if (!is_digit_of(at(l, 0), base))
        return fail_at(l, l->line, column_of(l, l->p), "invalid %s literal", what);
    if (!skip_digits(l, base, what))
        return false;
    if (is_digit(at(l, 0)))
        return fail_at(l, l->line, column_of(l, l->p), "invalid digit '%c' in %s literal", at(l, 0), what);
    return check_number_end(l, what) && add(l, TOKEN_NUMBER, begin);
}

static bool lex_number(lexer *l)
{
    const char *begin = l->p;
    if (at(l, 0) == '0' && at(l, 1) && strchr("xXoObB", at(l, 1)))
        return lex_based_number(l, begin);
    bool is_integer = true;
    if (!skip_digits(l, 10, "decimal"))
        return false;
    const char *integer_end = l->p;
    if (at(l, 0) == '.') {
        is_integer = false;
        l->p++;
        if (at(l, 0) == '_' || !skip_digits(l, 10, "decimal"))
            return fail_at(l, l->line, column_of(l, l->p), "invalid decimal literal");
    }
    if ((at(l, 0) | 0x20) == 'e' &&
        (is_digit(at(l, 1)) || ((at(l, 1) == '+' || at(l, 1) == '-') && is_digit(at(l, 2))))) {
        is_integer = false;
        l->p += is_digit(at(l, 1)) ? 1 : 2;
        if (!skip_digits(l, 10, "decimal"))
            return false;
    }
    if ((at(l, 0) | 0x20) == 'j') {
        is_integer = false;
        l->p++;
        return check_number_end(l, "imaginary") && add(l, TOKEN_NUMBER, begin);
    }
    if (is_integer && *begin == '0')
        for (const char *q = begin; q < integer_end; q++)
            if (*q != '0' && *q != '_')
                return fail_at(l, l->line, column_of(l, begin),
                               "leading zeros in decimal integer literals are not permitted; "
                               "use an 0o prefix for octal integers");
    return check_number_end(l, "decimal") && add(l, TOKEN_NUMBER, begin);
}

/* Length of the newline at p: \n, \r\n or \r; 0 if none stands there. */
static int newline_at(const lexer *l, const char *p)
{
    if (p >= l->end)
        return 0;
    if (*p == '\r')
        return p + 1 < l->end && p[1] == '\n' ? 2 : 1;
    return *p == '\n';
}

/* p stands on the opening quote; begin on the prefix. */
static bool lex_string(lexer *l, const char *begin)
{
    char quote = *l->p;
    bool triple = at(l, 1) == quote && at(l, 2) == quote;
    int line = l->line, column = column_of(l, begin);
    l->p += triple ? 3 : 1;
    for (;;) {
        int newline = newline_at(l, l->p);
        if (l->p >= l->end || (newline && !triple))
            return fail_at(l, line, column, "unterminated %sstring literal (detected at line %d)",
                           triple ? "triple-quoted " : "", l->line);
        if (*l->p == quote && (!triple || (at(l, 1) == quote && at(l, 2) == quote)))
            break;
        if (*l->p == '\\') {
            l->p++;
            newline = newline_at(l, l->p);
            if (l->p >= l->end)
                continue;
        }
        l->p += newline ? newline : 1;
        if (newline)
            begin_line(l);
    }
    l->p += triple ? 3 : 1;
    return add_at(l, TOKEN_STRING, begin, l->p, line, column);
}

/* r, b, u, f, br, fr in any case and order, before a quote. */
static bool is_string_prefix(const char *p, size_t length)
{
    static const char *const prefixes[] = {"r", "b", "u", "f", "br", "rb", "fr", "rf"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strlen(prefixes[i]) != length)
            continue;
        size_t k = 0;
        while (k < length && (p[k] | 0x20) == prefixes[i][k])
            k++;
        if (k == length)
            return true;
    }
    return false;
}

/* The text at p, which is long enough, is that of a kind. Most differ in the first letter. */
static bool is_spelled(int kind, const char *p)
{
    return spellings[kind].text[0] == *p && memcmp(spellings[kind].text, p, spellings[kind].length) == 0;
}

static bool lex_name(lexer *l)
{
    const char *begin = l->p;
    uint32_t code;
    int size;
    do {
        while (l->p < l->end && is_plain_letter(*l->p))
            l->p++;
        size = lex_decode(l->p, l->end, &code);
        size = size && code >= 0x80 && lex_is_name_code(code, true) ? size : 0;
        l->p += size;
    } while (size);
    size_t length = (size_t)(l->p - begin);
    if ((at(l, 0) == '"' || at(l, 0) == '\'') && is_string_prefix(begin, length))
        return lex_string(l, begin);
    const bool may = length <= LONGEST_KEYWORD && l->keyword_letters[length] >> (*begin & 31) & 1;
    for (int kind = TOKEN_FALSE; may && kind < TOKEN_KIND_COUNT; kind++)
        if (spellings[kind].length == length && is_spelled(kind, begin))
            return add(l, (script_token_kind)kind, begin);
    return add(l, TOKEN_NAME, begin);
}

static bool close_bracket(lexer *l, char symbol)
{
    static const char closing[] = ")]}", opening[] = "([{";
    char wanted = opening[strchr(closing, symbol) - closing];
    int column = column_of(l, l->p);
    if (l->depth == 0)
        return fail_at(l, l->line, column, "unmatched '%c'", symbol);
    const open_bracket *open = &l->open[--l->depth];
    if (open->symbol == wanted)
        return true;
    if (open->line != l->line)
        return fail_at(l, l->line, column,
                       "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", symbol,
                       open->symbol, open->line);
    return fail_at(l, l->line, column, "closing parenthesis '%c' does not match opening parenthesis '%c'", symbol,
                   open->symbol);
}

/* Whether an operator of several letters may begin so. */
static bool begins_long(char c, char next)
{
    return next == '=' || next == '*' || next == '/' || next == '<' || next == '>' || (next == '.' && c == '.');
}

static bool lex_operator(lexer *l)
{
    const char *begin = l->p;
    size_t left = (size_t)(l->end - l->p);
    int kind = begins_long(*begin, at(l, 1)) ? TOKEN_ELLIPSIS : l->alone[*begin & 127];
    while (kind >= TOKEN_ELLIPSIS && kind < TOKEN_FALSE && (spellings[kind].length > left || !is_spelled(kind, begin)))
        kind++;
    if (kind < TOKEN_ELLIPSIS || kind == TOKEN_FALSE)
        return fail_at(l, l->line, column_of(l, begin), "invalid syntax");
    if (kind == TOKEN_OPEN_PAREN || kind == TOKEN_OPEN_BRACKET || kind == TOKEN_OPEN_BRACE) {
        if (l->depth == LEX_MAX_DEPTH)
            return fail_at(l, l->line, column_of(l, begin), "too many nested parentheses");
        l->open[l->depth++] = (open_bracket){*begin, l->line, column_of(l, begin)};
    } else if ((kind == TOKEN_CLOSE_PAREN || kind == TOKEN_CLOSE_BRACKET || kind == TOKEN_CLOSE_BRACE) &&
               !close_bracket(l, *begin)) {
        return false;
    }
    l->p += spellings[kind].length;
    return add(l, (script_token_kind)kind, begin);
}

/* Tokens for a change of indentation, before the first token of a line. */
static bool lex_indentation(lexer *l, int columns, int tab_one)
{
    int top = l->indent_count - 1;
    if (columns == l->indents[top] ? tab_one != l->tab_one[top]
                                   : columns > l->indents[top] && tab_one <= l->tab_one[top])
        return fail_as(l, "TabError", l->line, column_of(l, l->p),
                       "inconsistent use of tabs and spaces in indentation");
    if (columns > l->indents[top]) {
        if (l->indent_count == LEX_MAX_INDENTS)
            return fail_as(l, "IndentationError", l->line, column_of(l, l->p), "too many levels of indentation");
        l->indents[l->indent_count] = columns;
        l->tab_one[l->indent_count++] = tab_one;
        return add(l, TOKEN_INDENT, l->p);
    }
    while (columns < l->indents[l->indent_count - 1]) {
        l->indent_count--;
        if (!add(l, TOKEN_DEDENT, l->p))
            return false;
    }
    if (columns != l->indents[l->indent_count - 1])
        return fail_as(l, "IndentationError", l->line, column_of(l, l->p),
                       "unindent does not match any outer indentation level");
    if (tab_one != l->tab_one[l->indent_count - 1])
        return fail_as(l, "TabError", l->line, column_of(l, l->p),
                       "inconsistent use of tabs and spaces in indentation");
    return true;
}

static void skip_comment(lexer *l)
{
    while (l->p < l->end && !newline_at(l, l->p))
        l->p++;
}

/* At the start of a line outside brackets: skips blank lines, then indents or dedents. */
static bool lex_line_start(lexer *l)
{
    for (;;) {
        int columns = 0, tab_one = 0;
        for (; l->p < l->end && is_blank(*l->p); l->p++) {
            columns = *l->p == '\t' ? (columns / 8 + 1) * 8 : *l->p == '\f' ? 0 : columns + 1;
            tab_one = *l->p == '\f' ? 0 : tab_one + 1;
        }
        if (at(l, 0) == '#')
            skip_comment(l);
        int newline = newline_at(l, l->p);
        if (!newline)
            return l->p >= l->end || lex_indentation(l, columns, tab_one);
        l->p += newline;
        begin_line(l);
    }
}

/* A backslash at p: it must end its line. */
static bool join_lines(lexer *l)
{
    int newline = newline_at(l, l->p + 1);
    if (!newline)
        return l->p + 1 >= l->end ? fail_at(l, l->line, column_of(l, l->p), "unexpected EOF while parsing")
                                  : fail_at(l, l->line, column_of(l, l->p) + 1,
                                            "unexpected character after line continuation character");
    l->p += 1 + newline;
    begin_line(l);
    if (l->p >= l->end)
        return fail_at(l, l->line, 1, "unexpected EOF while parsing");
    return true;
}

static bool lex_token(lexer *l)
{
    uint32_t code;
    char c = *l->p;
    if (is_plain_letter(c) && !is_digit(c))
        return lex_name(l);
    if (is_digit(c) || (c == '.' && is_digit(at(l, 1))))
        return lex_number(l);
    if (c == '"' || c == '\'')
        return lex_string(l, l->p);
    if (lex_decode(l->p, l->end, &code) && code >= 0x80 && !lex_is_name_code(code, false))
        return fail_at(l, l->line, column_of(l, l->p), "invalid %scharacter '%.*s' (U+%04X)",
                       code < 0xa0 ? "non-printable " : "", lex_decode(l->p, l->end, &code), l->p, (unsigned)code);
    return lex_is_name_code(code, false) ? lex_name(l) : lex_operator(l);
}

/* One logical step: space, comment, newline, continuation or token. */
static bool lex_step(lexer *l, bool *line_start)
{
    int newline = newline_at(l, l->p);
    if (newline) {
        const char *begin = l->p;
        bool separates = l->depth == 0 && !l->in_brackets;
        if (separates && !add(l, TOKEN_NEWLINE, begin))
            return false;
        l->p += newline;
        begin_line(l);
        *line_start = separates;
        return true;
    }
    if (is_blank(*l->p)) {
        l->p++;
        return true;
    }
    if (*l->p == '#') {
        skip_comment(l);
        return true;
    }
    return *l->p == '\\' ? join_lines(l) : lex_token(l);
}

/* True where no byte is zero or begins a character of several bytes. */
static bool is_plain_text(const char *p, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
    uint64_t word, found = 0;
    for (; end - p >= (ptrdiff_t)sizeof word; p += sizeof word) {
        memcpy(&word, p, sizeof word);
        found |= (word | (word - ones)) & highs; /* also of some that are not: a second look tells */
    }
    for (; p < end; p++)
        found |= !*p || *p & 0x80;
    return !found;
}

/* The first byte that is no UTF-8 or is zero, or end. Python refuses either wherever it stands, before anything else.
 */
static void check_encoding(lexer *l)
{
    if (is_plain_text(l->p, l->end))
        return;
    const char *begin = l->p, *mark = l->mark;
    int line = l->line, mark_column = l->mark_column;
    for (int size; l->p < l->end; l->p += size) {
        uint32_t code;
        size = lex_decode(l->p, l->end, &code);
        if (!size || !code) {
            fail_at(l, l->line, column_of(l, l->p),
                    size ? "source code cannot contain null bytes" : "the text is not UTF-8");
            break;
        }
        if (code == '\n') {
            l->p++;
            begin_line(l);
            size = 0;
        }
    }
    l->p = begin;
    l->line = line;
    l->mark = mark;
    l->mark_column = mark_column;
}

static void finish(lexer *l, lex_result *out)
{
    if (l->error->status == LATHE_OK && l->depth) {
        const open_bracket *open = &l->open[l->depth - 1];
        fail_at(l, open->line, open->column, "'%c' was never closed", open->symbol);
        out->unclosed = true;
    }
    bool ended = !l->in_brackets && l->mark == l->p && l->last_line;
    int line = ended ? l->last_line : l->line, column = ended ? l->last_column : column_of(l, l->p);
    if (!l->in_brackets && l->error->status == LATHE_OK) {
        if (l->count && l->tokens[l->count - 1].kind != TOKEN_NEWLINE && l->tokens[l->count - 1].kind != TOKEN_DEDENT)
            add_at(l, TOKEN_NEWLINE, l->p, l->p, line, column);
        while (l->indent_count-- > 1)
            add_at(l, TOKEN_DEDENT, l->p, l->p, line, column);
    }
    add_at(l, TOKEN_END, l->p, l->p, line, column);
}

lathe_status lex_range_tokens(arena *a, const lex_range *range, lex_result *out, lathe_error *err)
{
    *out = (lex_result){0};
    lexer state, *l = &state;
    state = (lexer){.a = a,
                    .text = range->text,
                    .p = range->text + range->begin,
                    .end = range->text + range->end,
                    .line = range->line,
                    .mark = range->text + range->begin,
                    .mark_column = range->column,
                    .indent_count = 1,
                    .in_brackets = range->in_brackets,
                    .error = &out->error};
    note_spellings(l);
    check_encoding(l);
    if (!l->in_brackets && l->end - l->p >= 3 && memcmp(l->p, "\xef\xbb\xbf", 3) == 0)
        l->mark = l->p += 3;
    bool line_start = !l->in_brackets, going = l->error->status == LATHE_OK;
    while (going && l->p < l->end) {
        if (line_start) {
            line_start = false;
            going = lex_line_start(l);
        } else {
            going = lex_step(l, &line_start);
        }
    }
    finish(l, out);
    if (l->memory)
        return lex_out_of_memory(a, err);
    out->tokens = l->tokens;
    out->count = l->count;
    return LATHE_OK;
}

lathe_status script_lex(arena *a, const char *text, size_t length, script_token **out_tokens, size_t *out_count,
                        lathe_error *err)
{
    if (length > LEX_MAX_BYTES)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "the script is longer than %d bytes", LEX_MAX_BYTES);
    lex_result result;
    lex_range range = {text, 0, (uint32_t)length, 1, 1, false};
    lathe_status st = lex_range_tokens(a, &range, &result, err);
    if (st)
        return st;
    if (result.error.status) {
        if (err)
            *err = result.error;
        return result.error.status;
    }
    *out_tokens = result.tokens;
    *out_count = result.count;
    return LATHE_OK;
}
