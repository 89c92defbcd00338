/* The end of a step: metrics, rollup, leases and checkpoint in one transaction. */
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "storage/sql.h"

#define STEP_KEY(r) sql_int((r)->run), sql_int((r)->stage), sql_int((r)->step)

static lathe_status add_metrics(experiment_db *db, const experiment_step_report *r, lathe_error *err)
{
    for (uint32_t i = 0; i < r->metric_count; i++) {
        double value = r->metrics[i].value;
        const char *kind = isnan(value) ? "nan" : !isinf(value) ? "finite" : value > 0 ? "inf" : "-inf";
        lathe_status st = sql_run(
            db, SQL_METRIC_ADD,
            SQL_VALUES(STEP_KEY(r), sql_text(r->metrics[i].name), sql_real(value), sql_text(kind)), err);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

/* Sums in the order of samples; the deviation by Welford's update, so that large means do not cancel. */
typedef struct step_sums {
    int64_t samples, rewarded, ok, tokens;
    double mean, squares, min, max, iou;
} step_sums;

static void add_to_sums(step_sums *sums, sqlite3_stmt *statement)
{
    sums->samples++;
    sums->tokens += sqlite3_column_int64(statement, 0);
    if (sqlite3_column_type(statement, 2) == SQLITE_NULL)
        return;
    const char *failure = (const char *)sqlite3_column_text(statement, 1);
    double reward = sqlite3_column_double(statement, 2);
    double difference = reward - sums->mean;
    sums->rewarded++;
    sums->ok += failure && strcmp(failure, failure_name(FAILURE_OK)) == 0;
    sums->iou += sqlite3_column_double(statement, 3);
    sums->mean += difference / (double)sums->rewarded;
    sums->squares += difference * (reward - sums->mean);
    sums->min = sums->rewarded == 1 ? reward : fmin(sums->min, reward);
    sums->max = sums->rewarded == 1 ? reward : fmax(sums->max, reward);
}

/* The metrics that the rollup repeats, the first that is there. */
static const char *const loss_names[] = {"loss", "policy/loss", "sft/loss", NULL};
static const char *const seconds_names[] = {"timing/total", "timing/train", NULL};

static sql_value metric_value(const experiment_step_report *r, const char *const *names)
{
    for (; *names; names++)
        for (uint32_t i = 0; i < r->metric_count; i++)
            if (strcmp(r->metrics[i].name, *names) == 0)
                return sql_real(r->metrics[i].value);
    return sql_null();
}

static lathe_status add_rollup(experiment_db *db, const experiment_step_report *r, lathe_error *err)
{
    step_sums sums = {0};
    sqlite3_stmt *statement = NULL;
    bool row = true;
    lathe_status st = sql_open(db, SQL_STEP_REWARDS, SQL_VALUES(STEP_KEY(r)), &statement, err);
    while (st == LATHE_OK && row) {
        st = sql_next(db, statement, &row, err);
        if (st == LATHE_OK && row)
            add_to_sums(&sums, statement);
    }
    if (st != LATHE_OK)
        return st;
    bool some = sums.rewarded > 0;
    double n = some ? (double)sums.rewarded : 1;
    double deviation = sums.rewarded > 1 ? sqrt(sums.squares / (n - 1)) : 0;
    return sql_run(db, SQL_ROLLUP_ADD,
                   SQL_VALUES(STEP_KEY(r), sql_int(sums.samples), sql_int(sums.rewarded), sql_int(sums.ok),
                              sql_int(sums.tokens), some ? sql_real(sums.mean) : sql_null(),
                              some ? sql_real(deviation) : sql_null(), some ? sql_real(sums.min) : sql_null(),
                              some ? sql_real(sums.max) : sql_null(), some ? sql_real(sums.iou / n) : sql_null(),
                              some ? sql_real((double)sums.ok / n) : sql_null(), metric_value(r, loss_names),
                              metric_value(r, seconds_names)),
                   err);
}

/* Where path lies below the database's folder, what follows the folder; else the whole. */
static const char *relative_to_database(experiment_db *db, const char *path)
{
    const char *database = sql_full_path(db), *slash = strrchr(database, '/');
    size_t folder = slash ? (size_t)(slash - database) + 1 : 0;
    return folder > 0 && strncmp(path, database, folder) == 0 ? path + folder : path;
}

static lathe_status check_same_checkpoint(experiment_db *db, const experiment_step_report *r, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    hash256 stored = {{0}};
    lathe_status st = sql_open(db, SQL_CHECKPOINT_HASH, SQL_VALUES(STEP_KEY(r)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    bool same = row && sql_column_hash(statement, 0, &stored) && hash_equal(&stored, &r->checkpoint_hash);
    sql_reset(statement);
    if (same)
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_BUG, "run %lld did not repeat: the checkpoint of stage %u, step %u differs from the one in"
                      " database '%s'", (long long)r->run, r->stage, r->step, db->path);
}

/* Bytes of a file, or of the files of a folder. */
static int64_t size_on_disk(const char *path, const struct stat *info)
{
    int64_t sum = 0;
    DIR *folder = S_ISDIR(info->st_mode) ? opendir(path) : NULL;
    if (!folder)
        return info->st_size;
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        struct stat file;
        if (fstatat(dirfd(folder), entry->d_name, &file, 0) == 0 && S_ISREG(file.st_mode))
            sum += file.st_size;
    }
    closedir(folder);
    return sum;
}

static lathe_status add_checkpoint(experiment_db *db, const experiment_step_report *r, lathe_error *err)
{
    struct stat info;
    char *path = realpath(r->checkpoint_path, NULL);
    lathe_status st;
    if (!path || stat(path, &info) != 0) {
        st = lathe_fail(err, LATHE_E_IO, "cannot find checkpoint '%s': %s", r->checkpoint_path, strerror(errno));
        free(path);
        return st;
    }
    st = sql_run(db, SQL_CHECKPOINT_ADD,
                 SQL_VALUES(STEP_KEY(r), sql_text(relative_to_database(db, path)), sql_hash(&r->checkpoint_hash),
                            sql_int(size_on_disk(path, &info)), sql_int(clock_wall_ms())),
                 err);
    free(path);
    if (st == LATHE_OK && sqlite3_changes(db->handle) == 0)
        st = check_same_checkpoint(db, r, err);
    return st;
}

static lathe_status add_step(experiment_db *db, const experiment_step_report *r, bool *out_replayed, lathe_error *err)
{
    lathe_status st = sql_run(db, SQL_STEP_ADD, SQL_VALUES(STEP_KEY(r), sql_int(clock_wall_ms())), err);
    if (st != LATHE_OK)
        return st;
    *out_replayed = sqlite3_changes(db->handle) == 0;
    if (!*out_replayed) {
        st = add_metrics(db, r, err);
        if (st == LATHE_OK)
            st = add_rollup(db, r, err);
    }
    if (st == LATHE_OK)
        st = sql_run(db, SQL_LEASES_END, SQL_VALUES(STEP_KEY(r)), err);
    if (st == LATHE_OK && r->checkpoint_path)
        st = add_checkpoint(db, r, err);
    return st;
}

lathe_status experiment_db_commit_step(experiment_db *db, const experiment_step_report *report, bool *out_replayed,
                                       lathe_error *err)
{
    bool replayed = false;
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = sql_end(db, add_step(db, report, &replayed, err), err);
    if (st == LATHE_OK && out_replayed)
        *out_replayed = replayed;
    return st;
}

lathe_status experiment_db_has_step(experiment_db *db, int64_t run, uint32_t stage, uint32_t step, bool *out_has,
                                    lathe_error *err)
{
    int64_t one = 0;
    return sql_integer(db, SQL_STEP_HAS, SQL_VALUES(sql_int(run), sql_int(stage), sql_int(step)), &one, out_has, err);
}

static lathe_status read_checkpoint(experiment_db *db, sqlite3_stmt *statement, experiment_checkpoint *out,
                                    lathe_error *err)
{
    const char *database = sql_full_path(db), *slash = strrchr(database, '/');
    const char *path = (const char *)sqlite3_column_text(statement, 2);
    int folder = path && path[0] != '/' && slash ? (int)(slash - database) + 1 : 0;
    experiment_checkpoint found = {.stage = (uint32_t)sqlite3_column_int64(statement, 0),
                                   .step = (uint32_t)sqlite3_column_int64(statement, 1),
                                   .bytes = (uint64_t)sqlite3_column_int64(statement, 4)};
    if (!path || !sql_column_hash(statement, 3, &found.hash))
        return sql_damaged(db, "checkpoint of step", found.step, err);
    int length = snprintf(found.path, sizeof found.path, "%.*s%s", folder, database, path);
    if (length < 0 || (size_t)length >= sizeof found.path)
        return lathe_fail(err, LATHE_E_INPUT, "the path of a checkpoint of database '%s' is too long", db->path);
    *out = found;
    return LATHE_OK;
}

/* Takes over the statement, which gives at most one checkpoint. */
static lathe_status take_checkpoint(experiment_db *db, sqlite3_stmt *statement, experiment_checkpoint *out_checkpoint,
                                    bool *out_found, lathe_error *err)
{
    bool row = false;
    lathe_status st = sql_next(db, statement, &row, err);
    if (st == LATHE_OK && row) {
        st = read_checkpoint(db, statement, out_checkpoint, err);
        sql_reset(statement);
    }
    if (st == LATHE_OK)
        *out_found = row;
    return st;
}

lathe_status experiment_db_latest_checkpoint(experiment_db *db, int64_t run, experiment_checkpoint *out_checkpoint,
                                             bool *out_found, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    lathe_status st = sql_open(db, SQL_CHECKPOINT_LATEST, SQL_VALUES(sql_int(run)), &statement, err);
    return st == LATHE_OK ? take_checkpoint(db, statement, out_checkpoint, out_found, err) : st;
}

lathe_status experiment_db_stage_checkpoint(experiment_db *db, int64_t run, uint32_t stage,
                                            experiment_checkpoint *out_checkpoint, bool *out_found, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    lathe_status st =
        sql_open(db, SQL_CHECKPOINT_OF_STAGE, SQL_VALUES(sql_int(run), sql_int(stage)), &statement, err);
    return st == LATHE_OK ? take_checkpoint(db, statement, out_checkpoint, out_found, err) : st;
}
