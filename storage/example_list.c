/* Reading example sets. */
#include <string.h>

#include "base/arena.h"
#include "storage/example_set.h"
#include "storage/packed.h"
#include "storage/sql.h"

static bool read_info(sqlite3_stmt *statement, example_set_info *out)
{
    *out = (example_set_info){.id = sqlite3_column_int64(statement, 0),
                              .train = (uint32_t)sqlite3_column_int64(statement, 2),
                              .held = (uint32_t)sqlite3_column_int64(statement, 3),
                              .created_ms = sqlite3_column_int64(statement, 5)};
    sql_column_copy(statement, 1, out->name, sizeof out->name);
    return sql_column_hash(statement, 4, &out->content_hash);
}

lathe_status example_set_find(experiment_db *db, const char *name, example_set_info *out_info, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, SQL_SET_BY_NAME, SQL_VALUES(sql_text(name)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    if (!row) {
        char hint[100];
        sql_suggest(db, SQL_SET_NAMES, name, hint, sizeof hint);
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' has no example set '%.64s'%s", db->path, name, hint);
    }
    bool sound = read_info(statement, out_info);
    sql_reset(statement);
    return sound ? LATHE_OK : sql_damaged(db, "example set", out_info->id, err);
}

lathe_status example_set_spec(experiment_db *db, int64_t set, bytes *out, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, SQL_SET_SPEC, SQL_VALUES(sql_int(set)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    if (!row)
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' has no example set %lld", db->path, (long long)set);
    const void *text = sqlite3_column_text(statement, 0);
    st = text ? bytes_append(out, text, (size_t)sqlite3_column_bytes(statement, 0), err) : sql_fail(db, err);
    sql_reset(statement);
    return st;
}

lathe_status example_set_list(experiment_db *db, bool (*visit)(void *context, const example_set_info *info),
                              void *context, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = true;
    lathe_status st = sql_open(db, SQL_SET_LIST, NULL, 0, &statement, err);
    while (st == LATHE_OK && row) {
        example_set_info info;
        st = sql_next(db, statement, &row, err);
        if (st != LATHE_OK || !row)
            break;
        if (!read_info(statement, &info))
            st = sql_damaged(db, "example set", info.id, err);
        if (st != LATHE_OK || !visit(context, &info)) {
            sql_reset(statement);
            break;
        }
    }
    return st;
}

/* False where the row is damaged or memory ends. */
static bool read_entry(arena *a, sqlite3_stmt *statement, example_split split, example_entry *out)
{
    const char *name = (const char *)sqlite3_column_text(statement, 1);
    const char *script = (const char *)sqlite3_column_text(statement, 2);
    const void *points = sqlite3_column_blob(statement, 4);
    size_t name_length = (size_t)sqlite3_column_bytes(statement, 1);
    size_t point_bytes = (size_t)sqlite3_column_bytes(statement, 4);
    *out = (example_entry){.id = sqlite3_column_int64(statement, 0), .split = split};
    if (!name || (point_bytes > 0 && !points) || !sql_column_hash(statement, 3, &out->target_hash))
        return false;
    float *copy = arena_alloc(a, point_bytes);
    out->name = arena_copy_text(a, name, name_length);
    if (!copy || !out->name)
        return false;
    if (point_bytes > 0)
        memcpy(copy, points, point_bytes);
    out->points = copy;
    out->point_count = (uint32_t)(point_bytes / (3 * sizeof(float)));
    if (!script)
        return sqlite3_column_type(statement, 2) == SQLITE_NULL;
    out->script_length = (size_t)sqlite3_column_bytes(statement, 2);
    out->script = arena_copy_text(a, script, out->script_length);
    return out->script != NULL;
}

static lathe_status read_entries(experiment_db *db, sqlite3_stmt *statement, example_split split, arena *a,
                                 example_list *list, uint32_t count, lathe_error *err)
{
    bool row = true;
    while (list->count < count) {
        lathe_status st = sql_next(db, statement, &row, err);
        if (st != LATHE_OK || !row)
            return st;
        example_entry *entry = &list->rows[list->count];
        if (!read_entry(a, statement, split, entry)) {
            sql_reset(statement);
            if (arena_is_exhausted(a))
                return lathe_fail(err, LATHE_E_INPUT, "an example set of database '%s' needs more than %d MiB", db->path,
                                  EXAMPLE_SET_LOAD_BYTES_MAX >> 20);
            return lathe_fail(err, LATHE_E_NOMEM, "example %lld of database '%s' is damaged, or memory is out",
                              (long long)entry->id, db->path);
        }
        list->count++;
    }
    sql_reset(statement);
    return LATHE_OK;
}

lathe_status example_set_load(experiment_db *db, int64_t set, example_split split, uint32_t limit, example_list *out,
                              lathe_error *err)
{
    const char *name = split == EXAMPLE_TRAIN ? "train" : "held";
    int64_t count = 0;
    arena *a = NULL;
    sqlite3_stmt *statement = NULL;
    example_list list = {0};
    lathe_status st = sql_integer(db, SQL_EXAMPLE_COUNT, SQL_VALUES(sql_int(set), sql_text(name)), &count, NULL, err);
    if (st == LATHE_OK)
        st = arena_new(EXAMPLE_SET_LOAD_BYTES_MAX, &a, err);
    if (st != LATHE_OK)
        return st;
    if (limit > 0 && count > (int64_t)limit)
        count = limit;
    list.memory = a;
    list.rows = arena_alloc(a, (size_t)count * sizeof *list.rows);
    if (!list.rows)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for %lld examples", (long long)count);
    if (st == LATHE_OK)
        st = sql_open(db, SQL_EXAMPLE_LOAD, SQL_VALUES(sql_int(set), sql_text(name), sql_int(count)), &statement, err);
    if (st == LATHE_OK)
        st = read_entries(db, statement, split, a, &list, (uint32_t)count, err);
    if (st != LATHE_OK) {
        arena_free(a);
        return st;
    }
    *out = list;
    return LATHE_OK;
}

void example_list_clear(example_list *list)
{
    arena_free(list->memory);
    *list = (example_list){0};
}

lathe_status example_set_target(experiment_db *db, const hash256 *hash, bytes *out, bool *out_found, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, SQL_TARGET_BLOB, SQL_VALUES(sql_hash(hash)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    if (row) {
        int64_t id = sqlite3_column_int64(statement, 0), length = sqlite3_column_int64(statement, 1);
        const void *blob = sqlite3_column_blob(statement, 2);
        if (!blob && sqlite3_errcode(db->handle) == SQLITE_NOMEM)
            st = sql_fail_code(db, SQLITE_NOMEM, err);
        else if (!blob || length < 1 || length > EXAMPLE_SET_TARGET_MAX)
            st = sql_damaged(db, "target", id, err);
        else
            st = packed_read(blob, (size_t)sqlite3_column_bytes(statement, 2), (size_t)length, out, err);
        if (st == LATHE_E_BUG)
            st = sql_damaged(db, "target", id, err);
        sql_reset(statement);
    }
    if (st == LATHE_OK)
        *out_found = row;
    return st;
}
