/* query.h: the questions people ask about an experiment, as named reports, and read-only SQL.
 *
 * Needs only a handle opened with EXPERIMENT_DB_READ. Results go to `out` a row at a time; a failed write to it is
 * LATHE_E_IO. Other errors and threads as in experiment_db.h. */
#ifndef LATHE_STORAGE_QUERY_H
#define LATHE_STORAGE_QUERY_H

#include <stdio.h>

#include "storage/experiment_db.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum query_format {
    QUERY_TABLE, /* columns aligned, for people */
    QUERY_CSV,   /* RFC 4180, with a header line */
    QUERY_JSON,  /* one object a line; what is not there is null, figures that are not finite are strings */
} query_format;

typedef struct query_options {
    query_format format;
    const char *run;     /* id, name or "latest"; NULL: latest, or all runs for reports about many */
    uint32_t limit;      /* rows at most; 0: the report's own bound */
} query_options;

/* One row a report, for help texts. Static storage. */
typedef struct query_report_info {
    const char *name;
    const char *text;    /* what it answers, one line */
    bool many_runs;      /* without a run it answers for all of them */
} query_report_info;

const query_report_info *query_reports(size_t *out_count);
/* False if no format has that name (table, csv, json). */
bool query_format_from_name(const char *name, query_format *out);

/* LATHE_E_INPUT for an unknown report, with the nearest name. */
lathe_status query_report(experiment_db *db, const char *report, const query_options *options, FILE *out,
                          lathe_error *err);
/* One statement that only reads; anything else is LATHE_E_INPUT. Ends with LATHE_E_BUSY after `seconds` (0: 60). */
lathe_status query_sql(experiment_db *db, const char *sql, query_format format, unsigned seconds, FILE *out,
                       lathe_error *err);
/* The text of a script by the id that reports give, as it was stored. */
lathe_status query_script(experiment_db *db, int64_t script, FILE *out, lathe_error *err);
/* The migrations, which document the schema. */
lathe_status query_schema(FILE *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
