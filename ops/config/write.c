/* write.c: a configuration as YAML and JSON, and the table of keys as a document. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/config/config.h"
#include "ops/config/keys.h"

enum { SECTION_LETTERS = 128 };

/* Length of the path before its last dot. */
static size_t section_length(const char *path)
{
    const char *dot = strrchr(path, '.');

    return dot == NULL ? 0 : (size_t)(dot - path);
}

static lathe_status write_quoted(bytes *out, const char *text, lathe_error *err)
{
    lathe_status st = bytes_append(out, "\"", 1, err);

    for (const unsigned char *at = (const unsigned char *)text; st == LATHE_OK && *at != 0; at++) {
        if (*at == '"' || *at == '\\')
            st = bytes_printf(out, err, "\\%c", *at);
        else if (*at < 32 || *at == 127)
            st = bytes_printf(out, err, "\\u%04x", *at);
        else
            st = bytes_append(out, at, 1, err);
    }
    return st == LATHE_OK ? bytes_append(out, "\"", 1, err) : st;
}

static lathe_status write_value(const config *c, size_t key, bytes *out, lathe_error *err)
{
    const config_value *value = &c->values[key];

    switch (config_rows[key].type) {
    case CONFIG_INTEGER:
        return bytes_printf(out, err, "%lld", (long long)value->integer);
    case CONFIG_NUMBER: {
        char text[40];
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*g", digits, value->number);
            if (strtod(text, NULL) == value->number)
                break;
        }
        return bytes_printf(out, err, "%s", text);
    }
    case CONFIG_BOOLEAN:
        return bytes_printf(out, err, "%s", value->integer ? "true" : "false");
    case CONFIG_TEXT:
    case CONFIG_CHOICE:
        break;
    }
    return write_quoted(out, value->text, err);
}

/* Prints the lines that open the sections of path beyond those that are open. */
static lathe_status open_sections(bytes *out, char *open, const char *path, lathe_error *err)
{
    size_t length = section_length(path), same = 0;
    lathe_status st = LATHE_OK;

    for (size_t i = 0; i <= length && open[i] == path[i]; i++)
        if ((path[i] == '.' || i == length) && (open[i] == '.' || open[i] == 0))
            same = i + 1;
    if (strlen(open) == length && memcmp(open, path, length) == 0)
        return LATHE_OK;
    if (open[0] != 0 && strncmp(open, path, strlen(open)) == 0 && path[strlen(open)] == '.')
        same = strlen(open) + 1;
    for (size_t at = same; st == LATHE_OK && at < length;) {
        size_t span = strcspn(path + at, "."), depth = 0;
        for (size_t i = 0; i < at; i++)
            depth += path[i] == '.';
        st = bytes_printf(out, err, "%*s%.*s:\n", (int)(2 * depth), "", (int)span, path + at);
        at += span + 1;
    }
    memcpy(open, path, length);
    open[length] = 0;
    return st;
}

lathe_status config_write(const config *c, bytes *out, lathe_error *err)
{
    char open[SECTION_LETTERS] = "";
    lathe_status st = LATHE_OK;

    for (size_t i = 0; st == LATHE_OK && i < CONFIG_KEYS; i++) {
        const char *path = config_rows[i].path;
        size_t section = section_length(path), depth = 0;

        for (const char *at = path; *at != 0; at++)
            depth += *at == '.';
        st = open_sections(out, open, path, err);
        if (st == LATHE_OK)
            st = bytes_printf(out, err, "%*s%s: ", (int)(2 * depth), "", path + section + (section > 0));
        if (st == LATHE_OK)
            st = write_value(c, i, out, err);
        if (st == LATHE_OK)
            st = bytes_append(out, "\n", 1, err);
    }
    return st;
}

static lathe_status document_values(bytes *out, const config_row *row, lathe_error *err)
{
    switch (row->type) {
    case CONFIG_INTEGER:
        return bytes_printf(out, err, "integer, %.15g to %.15g", row->low, row->high);
    case CONFIG_NUMBER:
        return bytes_printf(out, err, "number, %.15g to %.15g", row->low, row->high);
    case CONFIG_BOOLEAN:
        return bytes_printf(out, err, "true or false");
    case CONFIG_TEXT:
        return bytes_printf(out, err, "text");
    case CONFIG_CHOICE:
        break;
    }
    for (const char *at = row->choices; *at != 0; at++) {
        lathe_status st = *at == '|' ? bytes_printf(out, err, ", ") : bytes_append(out, at, 1, err);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

lathe_status config_document(bytes *out, lathe_error *err)
{
    char section[SECTION_LETTERS] = "";
    lathe_status st = bytes_printf(
        out, err,
        "# Configuration\n\nWritten by `lathe dump configuration` from the table in `ops/config/keys.def`. In a file, each dot "
        "is one level of\nYAML; `--set key.path=value` overrides any key. Unknown keys are errors.\n");

    for (size_t i = 0; st == LATHE_OK && i < CONFIG_KEYS; i++) {
        const config_row *row = &config_rows[i];
        size_t span = strcspn(row->path, ".");

        if (strncmp(section, row->path, span) != 0 || section[span] != 0) {
            memcpy(section, row->path, span);
            section[span] = 0;
            st = bytes_printf(out, err, "\n## %s\n\n| key | values | default | meaning |\n|---|---|---|---|\n", section);
        }
        if (st == LATHE_OK)
            st = bytes_printf(out, err, "| `%s` | ", row->path);
        if (st == LATHE_OK)
            st = document_values(out, row, err);
        if (st == LATHE_OK)
            st = bytes_printf(out, err, " | %s%s%s | %s |\n", row->fallback[0] ? "`" : "", row->fallback,
                              row->fallback[0] ? "`" : "", row->text);
    }
    return st;
}
