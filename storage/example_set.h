/* example_set.h: named lists of parts in an experiment database: made once, then read whole.
 *
 * A set is invisible until example_set_finish. One that was interrupted is made anew by the next example_set_begin of
 * that name. Threads, errors and limits as in experiment_db.h. */
#ifndef LATHE_STORAGE_EXAMPLE_SET_H
#define LATHE_STORAGE_EXAMPLE_SET_H

#include "storage/experiment_db.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    EXAMPLE_SET_POINTS_MAX = 1 << 16,     /* of one example */
    EXAMPLE_SET_TARGET_MAX = 64 << 20,    /* bytes of one target */
    EXAMPLE_SET_LOAD_BYTES_MAX = 2040 << 20, /* of a list when loaded */
};

typedef enum example_split { EXAMPLE_TRAIN, EXAMPLE_HELD } example_split;

/* What is stored of one part. Borrowed for the call. */
typedef struct example_row {
    const char *name;
    example_split split;
    const char *script;    /* NULL where the part has none */
    size_t script_length;
    const void *target;    /* as reward/measure/target.h encodes it */
    size_t target_length;
    hash256 shape_hash;    /* equal for equal shapes */
    const float *points;   /* [point_count][3], in the part's units */
    uint32_t point_count;
} example_row;

typedef struct example_set_info {
    int64_t id;
    char name[EXPERIMENT_DB_NAME_MAX + 1];
    uint32_t train, held;
    hash256 content_hash;  /* of all examples in order: names, splits, scripts, targets, shapes, points */
    int64_t created_ms;
} example_set_info;

typedef struct example_set_writer example_set_writer;

/* spec: what the set is made from, as text. *out_writer is NULL where a complete set of that name and spec exists: there
 * is nothing to do. LATHE_E_INPUT where the name is taken by a set of another spec or not allowed (as names of runs);
 * LATHE_E_BUSY where another process is making it. Caller owns *out_writer; it borrows db, and db must not be used
 * for anything else until it ends. */
lathe_status example_set_begin(experiment_db *db, const char *name, const char *spec, example_set_writer **out_writer,
                               lathe_error *err);
/* Appends a part; *out_added is false where the set has its shape already. Written in batches. */
lathe_status example_set_add(example_set_writer *writer, const example_row *row, bool *out_added, lathe_error *err);
/* Makes the set visible, durably. An empty one is LATHE_E_INPUT. */
lathe_status example_set_finish(example_set_writer *writer, example_set_info *out_info, lathe_error *err);
/* Gives up what was not finished. NULL is fine. */
void example_set_writer_free(example_set_writer *writer);

/* LATHE_E_INPUT where there is no complete set of that name, with the nearest one. */
lathe_status example_set_find(experiment_db *db, const char *name, example_set_info *out_info, lathe_error *err);
/* Appends the text that the set was made from. */
lathe_status example_set_spec(experiment_db *db, int64_t set, bytes *out, lathe_error *err);
/* Calls visit for each complete set by name, until it returns false. */
lathe_status example_set_list(experiment_db *db, bool (*visit)(void *context, const example_set_info *info),
                              void *context, lathe_error *err);

/* One part in memory. Pointers belong to the list. */
typedef struct example_entry {
    int64_t id;
    example_split split;
    const char *name;
    const char *script;    /* NUL-terminated; NULL where the part has none */
    size_t script_length;
    hash256 target_hash;
    const float *points;   /* [point_count][3] */
    uint32_t point_count;
} example_entry;

typedef struct example_list {
    example_entry *rows;   /* in the set's order */
    uint32_t count;
    void *memory;
} example_list;

/* The first `limit` parts of a split (0: all). Caller ends *out with example_list_clear. */
lathe_status example_set_load(experiment_db *db, int64_t set, example_split split, uint32_t limit, example_list *out,
                              lathe_error *err);
void example_list_clear(example_list *list); /* a zeroed one is fine */

/* Appends the target's bytes; *out_found false where there is none of that hash. The broker's thread calls it with a
 * read-only handle of its own. */
lathe_status example_set_target(experiment_db *db, const hash256 *hash, bytes *out, bool *out_found, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
