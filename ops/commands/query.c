/* query.c: `lathe query`: reports on histories, and read-only SQL; `lathe runs`. */
#include "storage/query.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ops/cli/inputs.h"
#include "ops/commands/commands.h"
#include "ops/jobs/run_history.h"

static const option options[] = {
    {"run", "RUN", OPTION_TEXT, 0, 0, "id, name or latest; default latest, or all for reports on many"},
    {"format", "table|csv|json", OPTION_TEXT, 0, 0, "default table"},
    {"limit", "N", OPTION_INTEGER, 1, 100000000, "rows at most"},
    {"plot", NULL, OPTION_FLAG, 0, 0, "draw the history of rewards, IoU and valid scripts in the terminal"},
    {"sql", "TEXT", OPTION_TEXT, 0, 0, "one statement that only reads"},
    {"schema", NULL, OPTION_FLAG, 0, 0, "print the schema, which explains the tables"},
    OPTION_ROW_JSON,
    OPTION_ROW_DATABASE,
};

static lathe_status read_format(const arguments *a, query_format *out, lathe_error *err)
{
    const char *text = arguments_text(a, "format", arguments_flag(a, "json") ? "json" : "table");

    if (!query_format_from_name(text, out))
        return lathe_fail(err, LATHE_E_INPUT, "query: '--format' is table, csv or json, not '%.40s'", text);
    return LATHE_OK;
}

static void list_reports(FILE *out)
{
    size_t count = 0;
    const query_report_info *rows = query_reports(&count);

    for (size_t i = 0; i < count; i++)
        fprintf(out, "  %-12s %s\n", rows[i].name, rows[i].text);
}

static lathe_status one_script(const arguments *a, experiment_db *db, lathe_error *err)
{
    char *end = NULL;
    const char *text = a->positional_count > 1 ? a->positional[1] : "";
    long long id = strtoll(text, &end, 10);

    if (text[0] == 0 || *end != 0)
        return lathe_fail(err, LATHE_E_INPUT, "query script: needs the id of a script, not '%.40s'", text);
    return query_script(db, id, stdout, err);
}

static lathe_status plot(experiment_db *db, const char *name, lathe_error *err)
{
    experiment_run run;
    struct winsize size = {0};

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40)
        size.ws_col = 100;
    lathe_status st = experiment_db_find_run(db, name, &run, err);
    return st == LATHE_OK ? run_history_print(db, &run, size.ws_col, stdout, err) : st;
}

static lathe_status one_report(const arguments *a, experiment_db *db, lathe_error *err)
{
    query_options wanted = {.run = arguments_text(a, "run", NULL), .limit = (uint32_t)arguments_integer(a, "limit", 0)};

    lathe_status st = read_format(a, &wanted.format, err);
    if (st == LATHE_OK && a->positional_count > 1)
        st = lathe_fail(err, LATHE_E_INPUT, "query: unexpected argument '%.80s'", a->positional[1]);
    if (st == LATHE_OK && arguments_flag(a, "plot"))
        return plot(db, wanted.run != NULL ? wanted.run : "latest", err);
    return st == LATHE_OK ? query_report(db, a->positional[0], &wanted, stdout, err) : st;
}

static lathe_status query(const arguments *a, lathe_error *err)
{
    experiment_db *db = NULL;
    const char *sql = arguments_text(a, "sql", NULL);
    query_format format = QUERY_TABLE;

    if (arguments_flag(a, "schema"))
        return query_schema(stdout, err);
    if (sql == NULL && a->positional_count == 0) {
        fprintf(stderr, "reports:\n");
        list_reports(stderr);
        return lathe_fail(err, LATHE_E_INPUT, "query: needs a report, script ID, --sql or --schema");
    }
    lathe_status st = read_format(a, &format, err);
    if (st == LATHE_OK)
        st = experiment_db_open(database_path(arguments_text(a, "database", NULL)), EXPERIMENT_DB_READ, 0, &db, err);
    if (st == LATHE_OK && sql != NULL)
        st = query_sql(db, sql, format, 0, stdout, err);
    else if (st == LATHE_OK && strcmp(a->positional[0], "script") == 0)
        st = one_script(a, db, err);
    else if (st == LATHE_OK)
        st = one_report(a, db, err);
    experiment_db_close(db);
    return st;
}

const cli_command command_query = {
    .name = "query",
    .usage = "REPORT | script ID | --sql TEXT | --schema [options]",
    .summary = "ask about histories",
    .example = "query rewards --run latest --format json",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .most = 2,
    .notes = "`lathe query` alone lists the reports.",
    .run = query,
};

static const option runs_options[] = {
    {"format", "table|csv|json", OPTION_TEXT, 0, 0, "default table"},
    OPTION_ROW_JSON,
    OPTION_ROW_DATABASE,
};

static lathe_status runs_list(const arguments *a, lathe_error *err)
{
    experiment_db *db = NULL;
    query_options wanted = {0};

    lathe_status st = read_format(a, &wanted.format, err);
    if (st == LATHE_OK)
        st = experiment_db_open(database_path(arguments_text(a, "database", NULL)), EXPERIMENT_DB_READ, 0, &db, err);
    if (st == LATHE_OK)
        st = query_report(db, "runs", &wanted, stdout, err);
    experiment_db_close(db);
    return st;
}

const cli_command command_runs_list = {
    .name = "runs list",
    .usage = "[options]",
    .summary = "list runs and their states",
    .example = "runs list --json",
    .options = runs_options,
    .option_count = sizeof runs_options / sizeof runs_options[0],
    .run = runs_list,
};

static const option show_options[] = {
    {"config", NULL, OPTION_FLAG, 0, 0, "print the stored configuration alone"},
    OPTION_ROW_JSON,
    OPTION_ROW_DATABASE,
};

static void show_run(const experiment_run *run, const experiment_checkpoint *checkpoint, bool found, bool json)
{
    char hash[HASH_HEX + 1];

    hash_to_hex(&checkpoint->hash, hash);
    if (json) {
        /* Names hold no character that JSON escapes. */
        printf("{\"id\":%lld,\"name\":\"%s\",\"seed\":%llu,\"state\":\"%s\",\"epoch\":%llu", (long long)run->id, run->name,
               (unsigned long long)run->seed, experiment_run_state_name(run->state), (unsigned long long)run->epoch);
        if (found)
            printf(",\"checkpoint\":{\"stage\":%u,\"step\":%u,\"hash\":\"%s\"}", checkpoint->stage, checkpoint->step, hash);
        printf("}\n");
        return;
    }
    printf("run %lld '%s': %s%s%s, seed %llu, started %llu time%s\n", (long long)run->id, run->name,
           experiment_run_state_name(run->state), run->message[0] ? ": " : "", run->message, (unsigned long long)run->seed,
           (unsigned long long)run->epoch, run->epoch == 1 ? "" : "s");
    if (found)
        printf("latest checkpoint: stage %u, step %u, %s\n  %s\n", checkpoint->stage, checkpoint->step, checkpoint->path, hash);
}

static lathe_status runs_show(const arguments *a, lathe_error *err)
{
    experiment_db *db = NULL;
    experiment_run run;
    experiment_checkpoint checkpoint = {0};
    bool found = false;
    bytes text;

    bytes_init(&text, 1 << 20);
    lathe_status st = experiment_db_open(database_path(arguments_text(a, "database", NULL)), EXPERIMENT_DB_READ, 0, &db, err);
    if (st == LATHE_OK)
        st = experiment_db_find_run(db, a->positional[0], &run, err);
    if (st == LATHE_OK)
        st = experiment_db_latest_checkpoint(db, run.id, &checkpoint, &found, err);
    if (st == LATHE_OK)
        st = experiment_db_run_config(db, run.id, &text, err);
    if (st == LATHE_OK && !arguments_flag(a, "config"))
        show_run(&run, &checkpoint, found, arguments_flag(a, "json"));
    if (st == LATHE_OK && (arguments_flag(a, "config") || !arguments_flag(a, "json")))
        fwrite(text.data, 1, text.length, stdout);
    bytes_clear(&text);
    experiment_db_close(db);
    return st;
}

const cli_command command_runs_show = {
    .name = "runs show",
    .usage = "RUN [options]",
    .summary = "print a run's state, latest checkpoint and configuration",
    .example = "runs show latest",
    .options = show_options,
    .option_count = sizeof show_options / sizeof show_options[0],
    .least = 1,
    .most = 1,
    .run = runs_show,
};
