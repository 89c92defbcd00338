/* document.c: what lathe knows of CadQuery and Python, as lines and as a page, from the tables that dispatch it. */
#include "reward/cadquery/methods.h"

#include <string.h>

static lathe_status dump_row(void *context, const script_row *row, lathe_error *err)
{
    return bytes_printf(context, err, "%s.%s\t%s\t(%s)\n", row->owner, row->name,
                        row->supported ? "supported" : "unsupported", row->signature ? row->signature : "");
}

lathe_status cadquery_dump_methods(bytes *out, lathe_error *err)
{
    return script_visit_rows(cadquery_modules, dump_row, out, err);
}

typedef struct page {
    bytes *out;
    const char *owner; /* of the section under way */
    uint32_t known, supported;
} page;

static lathe_status count_row(void *context, const script_row *row, lathe_error *err)
{
    page *p = context;
    (void)err;
    p->known++;
    p->supported += row->supported;
    return LATHE_OK;
}

static lathe_status write_row(void *context, const script_row *row, lathe_error *err)
{
    page *p = context;
    if (!p->owner || strcmp(p->owner, row->owner) != 0)
        TRY(bytes_printf(p->out, err, "\n## %s\n\n| call | |\n|---|---|\n", row->owner));
    p->owner = row->owner;
    TRY(bytes_printf(p->out, err, "| `%s%s%s%s` | %s |\n", row->name, row->signature ? "(" : "",
                     row->signature ? row->signature : "", row->signature ? ")" : "",
                     row->supported ? "supported" : "unsupported"));
    return LATHE_OK;
}

lathe_status cadquery_document_methods(bytes *out, lathe_error *err)
{
    page p = { .out = out };
    TRY(script_visit_rows(cadquery_modules, count_row, &p, err));
    TRY(bytes_printf(out, err,
                     "# Methods\n\nWritten by `lathe dump methods --markdown` from the tables that dispatch them: what "
                     "lathe knows of Python's builtins and\nmodules and of CadQuery 2.8, %u of %u supported. A script "
                     "that uses one of the others ends as `unsupported`, is never\nrewarded, and is listed by `lathe "
                     "query unsupported`. What is not here does not exist in CadQuery either.\n",
                     p.supported, p.known));
    return script_visit_rows(cadquery_modules, write_row, &p, err);
}
