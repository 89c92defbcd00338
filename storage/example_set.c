/* Making an example set. */
#include "storage/example_set.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "storage/lock.h"
#include "storage/packed.h"
#include "storage/sql.h"

static const char *const split_names[] = {[EXAMPLE_TRAIN] = "train", [EXAMPLE_HELD] = "held"};

struct example_set_writer {
    experiment_db *db;
    experiment_lock *lock;
    int64_t set;
    uint32_t count;
    char name[EXPERIMENT_DB_NAME_MAX + 1];
};

/* id 0: there is none of that name. */
typedef struct set_state {
    int64_t id;
    bool complete, same_spec;
} set_state;

static lathe_status find_state(experiment_db *db, const char *name, const char *spec, set_state *out, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, SQL_SET_STATE, SQL_VALUES(sql_text(name)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    *out = (set_state){0};
    if (row) {
        const char *stored = (const char *)sqlite3_column_text(statement, 2);
        *out = (set_state){.id = sqlite3_column_int64(statement, 0),
                           .complete = sqlite3_column_int(statement, 1) != 0,
                           .same_spec = stored && strcmp(stored, spec) == 0};
        sql_reset(statement);
    }
    return LATHE_OK;
}

/* Makes the row of the set, or empties the one that was interrupted. */
static lathe_status begin_set(example_set_writer *w, const char *spec, bool *out_exists, lathe_error *err)
{
    experiment_db *db = w->db;
    set_state state = {0};
    lathe_status st = find_state(db, w->name, spec, &state, err);
    if (st != LATHE_OK)
        return st;
    if (state.complete && !state.same_spec)
        return lathe_fail(err, LATHE_E_INPUT,
                          "database '%s' has an example set '%s' that was made from other options: choose another name",
                          db->path, w->name);
    *out_exists = state.complete;
    if (state.complete)
        return LATHE_OK;
    if (state.id == 0) {
        st = sql_run(db, SQL_SET_ADD, SQL_VALUES(sql_text(w->name), sql_text(spec), sql_int(clock_wall_ms())), err);
        w->set = sqlite3_last_insert_rowid(db->handle);
        return st;
    }
    w->set = state.id;
    st = sql_run(db, SQL_EXAMPLES_DELETE, SQL_VALUES(sql_int(state.id)), err);
    if (st == LATHE_OK)
        st = sql_run(db, SQL_SET_BEGIN_AGAIN, SQL_VALUES(sql_int(state.id), sql_text(spec), sql_int(clock_wall_ms())), err);
    return st;
}

static lathe_status lock_set(example_set_writer *w, lathe_error *err)
{
    char file[EXPERIMENT_DB_PATH_MAX * 4], what[EXPERIMENT_DB_NAME_MAX + 24];
    int length = snprintf(file, sizeof file, "%s.set-%s.lock", sql_full_path(w->db), w->name);
    if (length < 0 || (size_t)length >= sizeof file)
        return lathe_fail(err, LATHE_E_INPUT, "the path of database '%s' is too long", w->db->path);
    snprintf(what, sizeof what, "example set '%s'", w->name);
    return lock_take(file, what, &w->lock, err);
}

/* NORMAL while parts are added: each is a transaction of its own that need not survive a power cut. */
static lathe_status set_synchronous(experiment_db *db, bool full, lathe_error *err)
{
    int code = sqlite3_exec(db->handle, full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    return code == SQLITE_OK ? LATHE_OK : sql_fail_code(db, code, err);
}

lathe_status example_set_begin(experiment_db *db, const char *name, const char *spec, example_set_writer **out_writer,
                               lathe_error *err)
{
    bool exists = false;
    lathe_status st = sql_check_name("example set", name, err);
    if (st != LATHE_OK)
        return st;
    example_set_writer *w = calloc(1, sizeof *w);
    if (!w)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for an example set");
    w->db = db;
    snprintf(w->name, sizeof w->name, "%s", name);
    st = lock_set(w, err);
    if (st == LATHE_OK)
        st = sql_begin(db, err);
    if (st == LATHE_OK)
        st = sql_end(db, begin_set(w, spec, &exists, err), err);
    if (st == LATHE_OK && !exists)
        st = set_synchronous(db, false, err);
    if (st != LATHE_OK || exists) {
        example_set_writer_free(w);
        w = NULL;
    }
    if (st == LATHE_OK)
        *out_writer = w;
    return st;
}

static lathe_status target_id(experiment_db *db, const void *data, size_t length, int64_t *out_id, lathe_error *err)
{
    hash256 hash = hash_of(data, length);
    bool found = false;
    bytes packed;
    lathe_status st = sql_integer(db, SQL_TARGET_ID, SQL_VALUES(sql_hash(&hash)), out_id, &found, err);
    if (st != LATHE_OK || found)
        return st;
    bytes_init(&packed, PACKED_MAX);
    st = packed_write(data, length, &packed, err);
    if (st == LATHE_OK)
        st = sql_run(db, SQL_TARGET_ADD,
                     SQL_VALUES(sql_hash(&hash), sql_int((int64_t)length), sql_blob(packed.data, packed.length)), err);
    if (st == LATHE_OK)
        *out_id = sqlite3_last_insert_rowid(db->handle);
    bytes_clear(&packed);
    return st;
}

static lathe_status check_row(const example_row *row, lathe_error *err)
{
    if (row->target_length == 0 || row->target_length > EXAMPLE_SET_TARGET_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "the target of example '%.80s' has %zu bytes", row->name, row->target_length);
    if (row->point_count > EXAMPLE_SET_POINTS_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "example '%.80s' has %u points, more than %d", row->name, row->point_count,
                          EXAMPLE_SET_POINTS_MAX);
    for (size_t i = 0; i < (size_t)row->point_count * 3; i++)
        if (!isfinite(row->points[i]))
            return lathe_fail(err, LATHE_E_INPUT, "point %zu of example '%.80s' is not finite", i / 3, row->name);
    return LATHE_OK;
}

static lathe_status add_row(example_set_writer *w, const example_row *row, bool *out_added, lathe_error *err)
{
    experiment_db *db = w->db;
    int64_t found = 0, script = 0, target = 0;
    bool has = false;
    lathe_status st = sql_integer(db, SQL_EXAMPLE_HAS, SQL_VALUES(sql_int(w->set), sql_hash(&row->shape_hash)), &found,
                                  &has, err);
    if (st != LATHE_OK)
        return st;
    *out_added = !has;
    if (has)
        return LATHE_OK;
    if (row->script)
        st = sql_script_id(db, row->script, row->script_length, &script, err);
    if (st == LATHE_OK)
        st = target_id(db, row->target, row->target_length, &target, err);
    if (st != LATHE_OK)
        return st;
    return sql_run(db, SQL_EXAMPLE_ADD,
                   SQL_VALUES(sql_int(w->set), sql_int(w->count), sql_text(row->name), sql_text(split_names[row->split]),
                              row->script ? sql_int(script) : sql_null(), sql_int(target), sql_hash(&row->shape_hash),
                              sql_blob(row->points, (size_t)row->point_count * 3 * sizeof(float))),
                   err);
}

lathe_status example_set_add(example_set_writer *writer, const example_row *row, bool *out_added, lathe_error *err)
{
    bool added = false;
    lathe_status st = check_row(row, err);
    if (st == LATHE_OK)
        st = sql_begin(writer->db, err);
    if (st != LATHE_OK)
        return st;
    st = sql_end(writer->db, add_row(writer, row, &added, err), err);
    if (st != LATHE_OK)
        return st;
    writer->count += added;
    *out_added = added;
    return LATHE_OK;
}

static void hash_column(hash_state *h, sqlite3_stmt *statement, int column)
{
    const void *data = sqlite3_column_blob(statement, column);
    uint64_t length = (uint64_t)sqlite3_column_bytes(statement, column);
    hash_add(h, &length, sizeof length);
    if (data)
        hash_add(h, data, (size_t)length);
}

static lathe_status hash_content(example_set_writer *w, hash256 *out, lathe_error *err)
{
    enum { COLUMNS = 6 };
    sqlite3_stmt *statement = NULL;
    hash_state h;
    bool row = true;
    hash_begin(&h);
    lathe_status st = sql_open(w->db, SQL_EXAMPLE_CONTENT, SQL_VALUES(sql_int(w->set)), &statement, err);
    while (st == LATHE_OK && row) {
        st = sql_next(w->db, statement, &row, err);
        for (int i = 0; st == LATHE_OK && row && i < COLUMNS; i++)
            hash_column(&h, statement, i);
    }
    if (st == LATHE_OK)
        *out = hash_end(&h);
    return st;
}

lathe_status example_set_finish(example_set_writer *writer, example_set_info *out_info, lathe_error *err)
{
    experiment_db *db = writer->db;
    hash256 hash = {{0}};
    if (writer->count == 0)
        return lathe_fail(err, LATHE_E_INPUT, "example set '%s' would be empty", writer->name);
    lathe_status st = set_synchronous(db, true, err);
    if (st == LATHE_OK)
        st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = hash_content(writer, &hash, err);
    if (st == LATHE_OK)
        st = sql_run(db, SQL_SET_FINISH, SQL_VALUES(sql_int(writer->set), sql_hash(&hash)), err);
    st = sql_end(db, st, err);
    if (st == LATHE_OK && out_info)
        st = example_set_find(db, writer->name, out_info, err);
    return st;
}

void example_set_writer_free(example_set_writer *writer)
{
    if (!writer)
        return;
    set_synchronous(writer->db, true, NULL);
    experiment_lock_free(writer->lock);
    free(writer);
}
