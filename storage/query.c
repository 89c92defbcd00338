#include "storage/query.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/suggest.h"
#include "storage/migrations.h"
#include "storage/query_row.h"

static const query_report_info reports[] = {
#define REPORT(name, many, bound, text, sql) {#name, text, many},
#include "storage/reports.def"
#undef REPORT
};

/* Beside `reports`, row by row. */
static const struct {
    uint32_t bound;
    const char *sql;
} report_queries[] = {
#define REPORT(name, many, bound, text, sql) {bound, sql},
#include "storage/reports.def"
#undef REPORT
};

enum { REPORT_COUNT = sizeof reports / sizeof *reports, CHECK_EVERY = 10000 };

const query_report_info *query_reports(size_t *out_count)
{
    *out_count = REPORT_COUNT;
    return reports;
}

bool query_format_from_name(const char *name, query_format *out)
{
    static const char *const names[] = {[QUERY_TABLE] = "table", [QUERY_CSV] = "csv", [QUERY_JSON] = "json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (query_format)i;
            return true;
        }
    return false;
}

static lathe_status find_report(const char *name, size_t *out_index, lathe_error *err)
{
    for (size_t i = 0; i < REPORT_COUNT; i++)
        if (strcmp(reports[i].name, name) == 0) {
            *out_index = i;
            return LATHE_OK;
        }
    const char *nearest = suggest_nearest(name, reports, REPORT_COUNT, sizeof *reports);
    if (nearest)
        return lathe_fail(err, LATHE_E_INPUT, "there is no report '%.40s' (did you mean '%s'?)", name, nearest);
    return lathe_fail(err, LATHE_E_INPUT, "there is no report '%.40s'", name);
}

lathe_status query_report(experiment_db *db, const char *report, const query_options *options, FILE *out,
                          lathe_error *err)
{
    size_t index = 0;
    experiment_run run = {0};
    sqlite3_stmt *statement = NULL;
    lathe_status st = find_report(report, &index, err);
    if (st == LATHE_OK && (options->run || !reports[index].many_runs))
        st = experiment_db_find_run(db, options->run ? options->run : "latest", &run, err);
    if (st != LATHE_OK)
        return st;
    int code = sqlite3_prepare_v2(db->handle, report_queries[index].sql, -1, &statement, NULL);
    if (code == SQLITE_OK && run.id)
        code = sqlite3_bind_int64(statement, 1, run.id);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 2, options->limit ? options->limit : report_queries[index].bound);
    if (code == SQLITE_OK) {
        st = query_row_print_all(statement, options->format, out, &code, err);
        if (st == LATHE_OK && code != SQLITE_DONE)
            st = sql_fail_code(db, code, err);
    } else {
        st = sql_fail_code(db, code, err);
    }
    sqlite3_finalize(statement);
    return st;
}

/* ---- SQL of people: reading only, and not for ever ---- */

static int authorize_reading(void *context, int action, const char *first, const char *second, const char *database,
                             const char *trigger)
{
    static const char *const pragmas[] = {"table_info", "table_xinfo", "table_list", "index_list", "index_info",
                                          "foreign_key_list"};
    (void)context, (void)database, (void)trigger;
    if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE)
        return SQLITE_OK;
    if (action == SQLITE_FUNCTION)
        return second && strcmp(second, "load_extension") != 0 ? SQLITE_OK : SQLITE_DENY;
    for (size_t i = 0; action == SQLITE_PRAGMA && i < sizeof pragmas / sizeof *pragmas; i++)
        if (first && strcmp(first, pragmas[i]) == 0)
            return SQLITE_OK;
    return SQLITE_DENY;
}

static int stop_when_late(void *context)
{
    return clock_monotonic_ms() > *(const int64_t *)context;
}

static lathe_status fail_sql(experiment_db *db, int code, unsigned seconds, lathe_error *err)
{
    switch (code & 0xff) {
    case SQLITE_INTERRUPT:
        return lathe_fail(err, LATHE_E_BUSY, "the SQL ran for more than %u seconds", seconds);
    case SQLITE_AUTH:
        return lathe_fail(err, LATHE_E_INPUT, "the SQL may only read: %s", sqlite3_errmsg(db->handle));
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
        return lathe_fail(err, LATHE_E_INPUT, "cannot run the SQL: %s", sqlite3_errmsg(db->handle));
    default:
        return sql_fail_code(db, code, err);
    }
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n;")] == 0;
}

static lathe_status run_sql(experiment_db *db, const char *sql, query_format format, unsigned seconds, FILE *out,
                            lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    const char *tail = "";
    lathe_status st;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &statement, &tail);
    if (code != SQLITE_OK)
        st = fail_sql(db, code, seconds, err);
    else if (!statement)
        st = lathe_fail(err, LATHE_E_INPUT, "the SQL has no statement");
    else if (!is_blank(tail))
        st = lathe_fail(err, LATHE_E_INPUT, "the SQL has more than one statement");
    else if (!sqlite3_stmt_readonly(statement))
        st = lathe_fail(err, LATHE_E_INPUT, "the SQL may only read");
    else {
        st = query_row_print_all(statement, format, out, &code, err);
        if (st == LATHE_OK && code != SQLITE_DONE)
            st = fail_sql(db, code, seconds, err);
    }
    sqlite3_finalize(statement);
    return st;
}

lathe_status query_sql(experiment_db *db, const char *sql, query_format format, unsigned seconds, FILE *out,
                       lathe_error *err)
{
    seconds = seconds ? seconds : 60;
    int64_t deadline = clock_monotonic_ms() + (int64_t)seconds * 1000;
    sqlite3_set_authorizer(db->handle, authorize_reading, NULL);
    sqlite3_progress_handler(db->handle, CHECK_EVERY, stop_when_late, &deadline);
    lathe_status st = run_sql(db, sql, format, seconds, out, err);
    sqlite3_progress_handler(db->handle, 0, NULL, NULL);
    sqlite3_set_authorizer(db->handle, NULL, NULL);
    return st;
}

static lathe_status check_out(FILE *out, lathe_error *err)
{
    if (ferror(out) || fflush(out) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot write the result: %s", strerror(errno));
    return LATHE_OK;
}

lathe_status query_script(experiment_db *db, int64_t script, FILE *out, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, SQL_SCRIPT_TEXT, SQL_VALUES(sql_int(script)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    if (!row)
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' has no script %lld", db->path, (long long)script);
    const unsigned char *text = sqlite3_column_text(statement, 0);
    if (text)
        fwrite(text, 1, (size_t)sqlite3_column_bytes(statement, 0), out);
    st = text ? check_out(out, err) : sql_fail(db, err);
    sql_reset(statement);
    return st;
}

lathe_status query_schema(FILE *out, lathe_error *err)
{
    int count = 0;
    const migration *list = migration_list(&count);
    for (int i = 0; i < count; i++)
        fputs(list[i].sql, out);
    return check_out(out, err);
}
