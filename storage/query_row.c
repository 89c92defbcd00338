#include "storage/query_row.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TABLE_ROWS = 1000,     /* rows that decide the widths of a table's columns */
    TABLE_CELL = 72,       /* columns a cell takes at most */
    CELL_BYTES_MAX = 64 << 20,
    TABLE_BYTES_MAX = 256 << 20,
};

/* Bytes of the UTF-8 sequence at s, or 0 where it is none (RFC 3629). */
static size_t utf8_length(const unsigned char *s, size_t left)
{
    unsigned char c = s[0];
    size_t n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    if (n == 0 || n > left)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if ((c == 0xe0 && s[1] < 0xa0) || (c == 0xed && s[1] > 0x9f) || (c == 0xf0 && s[1] < 0x90) || (c == 0xf4 && s[1] > 0x8f))
        return 0;
    return n;
}

/* The shortest of the forms with 15 and 17 digits that reads back as the same number. */
static void format_real(char *out, size_t size, double value)
{
    snprintf(out, size, "%.15g", value);
    if (strtod(out, NULL) != value)
        snprintf(out, size, "%.17g", value);
}

static lathe_status append_hex(bytes *to, const unsigned char *data, size_t length, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (size_t i = 0; st == LATHE_OK && i < length; i++)
        st = bytes_printf(to, err, "%02x", data[i]);
    return st;
}

/* Quoted, and valid whatever the bytes are: what is not UTF-8 becomes U+FFFD. */
static lathe_status append_json_text(bytes *to, const unsigned char *text, size_t length, lathe_error *err)
{
    lathe_status st = bytes_append(to, "\"", 1, err);
    for (size_t i = 0, n; st == LATHE_OK && i < length; i += n) {
        unsigned char c = text[i];
        n = utf8_length(text + i, length - i);
        if (n == 0) {
            st = bytes_append(to, "\\ufffd", 6, err);
            n = 1;
        } else if (c == '"' || c == '\\') {
            st = bytes_printf(to, err, "\\%c", c);
        } else if (c == '\n') {
            st = bytes_append(to, "\\n", 2, err);
        } else if (c < 0x20 || c == 0x7f) {
            st = bytes_printf(to, err, "\\u%04x", c);
        } else {
            st = bytes_append(to, text + i, n, err);
        }
    }
    return st == LATHE_OK ? bytes_append(to, "\"", 1, err) : st;
}

static lathe_status append_json_cell(bytes *to, sqlite3_stmt *statement, int i, lathe_error *err)
{
    char number[40];
    const unsigned char *data;
    lathe_status st;
    switch (sqlite3_column_type(statement, i)) {
    case SQLITE_INTEGER:
        return bytes_printf(to, err, "%lld", (long long)sqlite3_column_int64(statement, i));
    case SQLITE_FLOAT: {
        double value = sqlite3_column_double(statement, i);
        if (!isfinite(value))
            return bytes_printf(to, err, "\"%s\"", value > 0 ? "inf" : "-inf");
        format_real(number, sizeof number, value);
        return bytes_append(to, number, strlen(number), err);
    }
    case SQLITE_TEXT:
        data = sqlite3_column_text(statement, i);
        return append_json_text(to, data, (size_t)sqlite3_column_bytes(statement, i), err);
    case SQLITE_BLOB:
        data = sqlite3_column_blob(statement, i);
        st = bytes_append(to, "\"", 1, err);
        if (st == LATHE_OK)
            st = append_hex(to, data, (size_t)sqlite3_column_bytes(statement, i), err);
        return st == LATHE_OK ? bytes_append(to, "\"", 1, err) : st;
    default:
        return bytes_append(to, "null", 4, err);
    }
}

static lathe_status append_json_row(bytes *to, sqlite3_stmt *statement, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (int i = 0; st == LATHE_OK && i < sqlite3_column_count(statement); i++) {
        const char *name = sqlite3_column_name(statement, i);
        st = bytes_append(to, i ? ", " : "{", i ? 2 : 1, err);
        if (st == LATHE_OK)
            st = append_json_text(to, (const unsigned char *)(name ? name : ""), name ? strlen(name) : 0, err);
        if (st == LATHE_OK)
            st = bytes_append(to, ": ", 2, err);
        if (st == LATHE_OK)
            st = append_json_cell(to, statement, i, err);
    }
    return st == LATHE_OK ? bytes_append(to, "}\n", 2, err) : st;
}

static lathe_status append_csv_text(bytes *to, const char *text, size_t length, lathe_error *err)
{
    bool plain = true;
    for (size_t i = 0; i < length; i++)
        plain = plain && text[i] != ',' && text[i] != '"' && text[i] != '\n' && text[i] != '\r';
    if (plain)
        return bytes_append(to, text, length, err);
    lathe_status st = bytes_append(to, "\"", 1, err);
    for (size_t i = 0; st == LATHE_OK && i < length; i++)
        st = text[i] == '"' ? bytes_append(to, "\"\"", 2, err) : bytes_append(to, text + i, 1, err);
    return st == LATHE_OK ? bytes_append(to, "\"", 1, err) : st;
}

static lathe_status append_csv_cell(bytes *to, sqlite3_stmt *statement, int i, lathe_error *err)
{
    char number[40];
    switch (sqlite3_column_type(statement, i)) {
    case SQLITE_NULL:
        return LATHE_OK;
    case SQLITE_FLOAT:
        format_real(number, sizeof number, sqlite3_column_double(statement, i));
        return bytes_append(to, number, strlen(number), err);
    case SQLITE_BLOB:
        return append_hex(to, sqlite3_column_blob(statement, i), (size_t)sqlite3_column_bytes(statement, i), err);
    default: {
        const char *text = (const char *)sqlite3_column_text(statement, i);
        return append_csv_text(to, text ? text : "", (size_t)sqlite3_column_bytes(statement, i), err);
    }
    }
}

static lathe_status append_csv_row(bytes *to, sqlite3_stmt *statement, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (int i = 0; st == LATHE_OK && i < sqlite3_column_count(statement); i++) {
        st = i ? bytes_append(to, ",", 1, err) : LATHE_OK;
        if (st == LATHE_OK)
            st = append_csv_cell(to, statement, i, err);
    }
    return st == LATHE_OK ? bytes_append(to, "\r\n", 2, err) : st;
}

static lathe_status append_csv_header(bytes *to, sqlite3_stmt *statement, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (int i = 0; st == LATHE_OK && i < sqlite3_column_count(statement); i++) {
        const char *name = sqlite3_column_name(statement, i);
        st = i ? bytes_append(to, ",", 1, err) : LATHE_OK;
        if (st == LATHE_OK && name)
            st = append_csv_text(to, name, strlen(name), err);
    }
    return st == LATHE_OK ? bytes_append(to, "\r\n", 2, err) : st;
}

/* ---- table: cells are kept, each behind its NUL, until the widths are known ---- */

typedef struct table {
    int columns;
    size_t rows;     /* kept in cells */
    int *widths;
    bool *right;     /* numbers stand on the right */
    bytes cells;
} table;

/* One line of at most TABLE_CELL characters: what cannot be printed is a space, what is not UTF-8 a question mark. */
static lathe_status append_short_text(bytes *to, const unsigned char *text, size_t length, int *out_width, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    int width = 0;
    for (size_t i = 0, n; st == LATHE_OK && i < length; i += n, width++) {
        n = utf8_length(text + i, length - i);
        if (width == TABLE_CELL - 3) {
            st = bytes_append(to, "...", 3, err);
            width += 3;
            break;
        }
        bool plain = n > 0 && text[i] >= 0x20 && text[i] != 0x7f;
        st = plain ? bytes_append(to, text + i, n, err) : bytes_append(to, n ? " " : "?", 1, err);
        n = n ? n : 1;
    }
    *out_width = width;
    return st;
}

static lathe_status append_table_cell(bytes *to, sqlite3_stmt *statement, int i, int *out_width, lathe_error *err)
{
    char number[40];
    switch (sqlite3_column_type(statement, i)) {
    case SQLITE_FLOAT:
        *out_width = snprintf(number, sizeof number, "%.5g", sqlite3_column_double(statement, i));
        return bytes_append(to, number, (size_t)*out_width, err);
    case SQLITE_BLOB:
        *out_width = snprintf(number, sizeof number, "(%d bytes)", sqlite3_column_bytes(statement, i));
        return bytes_append(to, number, (size_t)*out_width, err);
    case SQLITE_NULL:
        *out_width = 1;
        return bytes_append(to, "-", 1, err);
    default: {
        const unsigned char *text = sqlite3_column_text(statement, i);
        return append_short_text(to, text, (size_t)sqlite3_column_bytes(statement, i), out_width, err);
    }
    }
}

static lathe_status keep_table_row(table *t, sqlite3_stmt *statement, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (int i = 0; st == LATHE_OK && i < t->columns; i++) {
        int width = 0, type = sqlite3_column_type(statement, i);
        st = append_table_cell(&t->cells, statement, i, &width, err);
        if (st == LATHE_OK)
            st = bytes_append(&t->cells, "", 1, err);
        if (width > t->widths[i])
            t->widths[i] = width;
        t->right[i] = t->right[i] && type != SQLITE_TEXT && type != SQLITE_BLOB;
    }
    t->rows++;
    return st;
}

static void put_table_cell(const table *t, int i, const char *text, FILE *out)
{
    int width = 0;
    for (const char *c = text; *c; c++)
        width += ((unsigned char)*c & 0xc0) != 0x80;
    int pad = t->widths[i] > width ? t->widths[i] - width : 0;
    bool last = i == t->columns - 1;
    fprintf(out, "%*s%s%*s", t->right[i] ? pad : 0, "", text, t->right[i] || last ? 0 : pad, "");
    fputs(last ? "\n" : "  ", out);
}

static void put_table_header(const table *t, sqlite3_stmt *statement, FILE *out)
{
    for (int i = 0; i < t->columns; i++) {
        const char *name = sqlite3_column_name(statement, i);
        put_table_cell(t, i, name ? name : "", out);
    }
}

static void put_table_rows(table *t, FILE *out)
{
    const char *cell = (const char *)t->cells.data;
    for (size_t r = 0; r < t->rows; r++)
        for (int i = 0; i < t->columns; i++, cell += strlen(cell) + 1)
            put_table_cell(t, i, cell, out);
    bytes_reset(&t->cells);
    t->rows = 0;
}

static lathe_status print_table(sqlite3_stmt *statement, FILE *out, int *out_code, lathe_error *err)
{
    table t = {.columns = sqlite3_column_count(statement)};
    bool headed = false;
    int code = SQLITE_DONE;
    lathe_status st = LATHE_OK;
    bytes_init(&t.cells, TABLE_BYTES_MAX);
    t.widths = calloc((size_t)t.columns, sizeof *t.widths);
    t.right = calloc((size_t)t.columns, sizeof *t.right);
    if (!t.widths || !t.right) {
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for a table");
        goto done;
    }
    for (int i = 0; i < t.columns; i++) {
        const char *name = sqlite3_column_name(statement, i);
        t.widths[i] = name ? (int)strlen(name) : 0;
        t.right[i] = true;
    }
    do {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            st = keep_table_row(&t, statement, err);
        if (st == LATHE_OK && (code == SQLITE_DONE || t.rows == TABLE_ROWS)) {
            if (!headed)
                put_table_header(&t, statement, out);
            headed = true;
            put_table_rows(&t, out);
        }
    } while (st == LATHE_OK && code == SQLITE_ROW && !ferror(out));
    *out_code = code;
done:
    free(t.widths);
    free(t.right);
    bytes_clear(&t.cells);
    return st;
}

static lathe_status print_lines(sqlite3_stmt *statement, query_format format, FILE *out, int *out_code, lathe_error *err)
{
    bytes line;
    int code;
    bytes_init(&line, CELL_BYTES_MAX);
    lathe_status st = format == QUERY_CSV ? append_csv_header(&line, statement, err) : LATHE_OK;
    do {
        if (line.length > 0)
            fwrite(line.data, 1, line.length, out);
        bytes_reset(&line);
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            st = format == QUERY_CSV ? append_csv_row(&line, statement, err) : append_json_row(&line, statement, err);
    } while (st == LATHE_OK && code == SQLITE_ROW && !ferror(out));
    *out_code = code;
    bytes_clear(&line);
    return st;
}

lathe_status query_row_print_all(sqlite3_stmt *statement, query_format format, FILE *out, int *out_code,
                                 lathe_error *err)
{
    int code = SQLITE_DONE;
    lathe_status st = format == QUERY_TABLE ? print_table(statement, out, &code, err)
                                            : print_lines(statement, format, out, &code, err);
    if (st == LATHE_OK && (ferror(out) || fflush(out) != 0))
        st = lathe_fail(err, LATHE_E_IO, "cannot write the result: %s", strerror(errno));
    *out_code = code;
    return st;
}
