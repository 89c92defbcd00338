/* data_check.c: `lathe data check`: which parts nothing can be scored against, in a set or among files. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ops/cli/executors.h"
#include "ops/cli/inputs.h"
#include "ops/cli/json.h"
#include "ops/commands/commands.h"
#include "ops/data/example_check.h"
#include "proto/codec.h"

enum { PATH_BYTES = 4096 };

static const option options[] = {
    {"list", "FILE", OPTION_TEXT, 0, 0, "further files, one path a line"},
    OPTION_ROW_JOBS("executors that read files; default 1"),
    OPTION_ROW_WALL_MS,
    OPTION_ROW_JSON,
    OPTION_ROW_DATABASE,
};

typedef struct check_state {
    path_list paths; /* of files */
    run_limits limits;
    bytes text;
    bool json;
    size_t parts, unusable;
} check_state;

/* The files with a known ending in a folder, by name. */
static lathe_status add_folder(path_list *paths, const char *folder, lathe_error *err)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    lathe_status st = count < 0 ? lathe_fail(err, LATHE_E_INPUT, "cannot read folder '%.200s'", folder) : LATHE_OK;

    for (int i = 0; i < count; i++) {
        char path[PATH_BYTES];
        source_kind kind;
        const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
        int length = snprintf(path, sizeof path, "%s%s%s", folder, slash, entries[i]->d_name);
        if (st == LATHE_OK && length < (int)sizeof path && shape_file_kind(path, &kind, NULL) == LATHE_OK)
            st = path_list_add(paths, path, strlen(path), err);
        free(entries[i]);
    }
    free(entries);
    return st;
}

/* Files and folders among the arguments. *out_set: the one name that is neither, else NULL. */
static lathe_status sort_arguments(const arguments *a, path_list *paths, const char **out_set, lathe_error *err)
{
    const char *list = arguments_text(a, "list", NULL);
    lathe_status st = list != NULL ? path_list_read(paths, list, 1, err) : LATHE_OK;

    *out_set = NULL;
    for (size_t i = 0; st == LATHE_OK && i < a->positional_count; i++) {
        const char *word = a->positional[i];
        struct stat info;
        source_kind kind;
        if (shape_file_kind(word, &kind, NULL) == LATHE_OK)
            st = path_list_add(paths, word, strlen(word), err);
        else if (strchr(word, '/') != NULL && stat(word, &info) == 0 && S_ISDIR(info.st_mode))
            st = add_folder(paths, word, err);
        else
            *out_set = word;
    }
    if (st == LATHE_OK && *out_set != NULL && (paths->count > 0 || a->positional_count > 1))
        st = lathe_fail(err, LATHE_E_INPUT, "data check: needs one SET, or files and folders; '%.80s' is neither file nor folder",
                        *out_set);
    if (st == LATHE_OK && *out_set == NULL && paths->count == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "data check: no set and no file is named");
    return st;
}

static lathe_status print_finding(const check_state *s, const char *name, bool usable, const char *problem, json_t *object,
                                  lathe_error *err)
{
    if (!s->json) {
        if (*problem)
            printf("%s  %s: %s\n", usable ? "odd" : "bad", name, problem);
        json_decref(object);
        return LATHE_OK;
    }
    json_object_set_new(object, "name", json_text(name));
    json_object_set_new(object, "usable", json_boolean(usable));
    json_object_set_new(object, "problem", *problem ? json_text(problem) : json_null());
    return json_print_line(object, stdout, err);
}

/* ---- a set ---- */

static lathe_status visit_part(void *context, const example_finding *f, lathe_error *err)
{
    check_state *s = context;
    json_t *object = json_object();

    s->parts++;
    s->unusable += !f->usable;
    json_object_set_new(object, "split", json_string(f->split));
    json_object_set_new(object, "volume", json_real(f->volume));
    return print_finding(s, f->name, f->usable, f->problem, object, err);
}

static lathe_status check_set(const arguments *a, const char *name, check_state *s, lathe_error *err)
{
    experiment_db *db = NULL;
    example_set_info info;
    example_check_counts counts;

    lathe_status st = experiment_db_open(database_path(arguments_text(a, "database", NULL)), EXPERIMENT_DB_READ, 0, &db, err);
    if (st == LATHE_OK)
        st = example_set_find(db, name, &info, err);
    if (st == LATHE_OK)
        st = example_check_set(db, info.id, visit_part, s, &counts, err);
    experiment_db_close(db);
    return st;
}

/* ---- files ---- */

static lathe_status bad_file(check_state *s, size_t index, const char *problem, lathe_error *err)
{
    s->parts++;
    s->unusable++;
    return print_finding(s, s->paths.paths[index], false, problem, json_object(), err);
}

static lathe_status prepare(void *context, size_t index, executor_request *out, bool *out_skip, lathe_error *err)
{
    check_state *s = context;
    lathe_error own = {0};

    bytes_reset(&s->text);
    if (shape_file_read(s->paths.paths[index], &s->text, &out->source.kind, &own) != LATHE_OK) {
        *out_skip = true;
        return bad_file(s, index, own.message, err);
    }
    out->limits = s->limits;
    out->source.data = (byte_view){s->text.data, s->text.length};
    out->task = EXECUTOR_RUN;
    out->run = (run_request){.target = true, .validity = true, .properties = true};
    return LATHE_OK;
}

/* What is odd about a part that can be used. */
static void describe(const executor_reply *reply, char *out, size_t size)
{
    const source_faults *f = &reply->run.faults;

    *out = 0;
    if (reply->outcome.valid == SHAPE_NOT_VALID)
        snprintf(out, size, "the kernel calls the shape invalid");
    else if (reply->run.has_faults && (f->open_sides > 0 || f->turned_sides > 0 || f->duplicates > 0))
        snprintf(out, size, "%u sides without their opposite, %u between triangles wound against each other, %u duplicate triangles",
                 f->open_sides, f->turned_sides, f->duplicates);
    else if (reply->run.has_faults && f->inside_out)
        snprintf(out, size, "the mesh is wound inside out");
    else if (reply->run.has_faults && f->flat > 0)
        snprintf(out, size, "%u triangles have no area", f->flat);
}

static lathe_status finish(void *context, size_t index, pool_result *result, lathe_error *err)
{
    check_state *s = context;
    const run_outcome *o = &result->reply.outcome;
    const source_faults *f = &result->reply.run.faults;
    char problem[400];

    if (o->failure != FAILURE_OK) {
        if (failure_is_rewarded(o->failure) || o->failure == FAILURE_UNSUPPORTED)
            snprintf(problem, sizeof problem, "%s: %s", failure_name(o->failure), o->message);
        else
            snprintf(problem, sizeof problem, "%s", o->message);
        return bad_file(s, index, problem, err);
    }
    json_t *object = json_object();
    s->parts++;
    describe(&result->reply, problem, sizeof problem);
    json_object_set_new(object, "volume", json_real(result->reply.run.mesh_volume));
    json_object_set_new(object, "valid", o->valid == SHAPE_VALIDITY_UNKNOWN ? json_null() : json_boolean(o->valid == SHAPE_VALID));
    if (result->reply.run.has_faults) {
        json_object_set_new(object, "open_sides", json_integer(f->open_sides));
        json_object_set_new(object, "turned_sides", json_integer(f->turned_sides));
        json_object_set_new(object, "duplicate_triangles", json_integer(f->duplicates));
        json_object_set_new(object, "flat_triangles", json_integer(f->flat));
        json_object_set_new(object, "inside_out", json_boolean(f->inside_out));
    }
    return print_finding(s, s->paths.paths[index], true, problem, object, err);
}

static lathe_status check_files(const arguments *a, check_state *s, lathe_error *err)
{
    executor_pool *pool = NULL;
    executors_work work = {s->paths.count, s, prepare, finish, false};

    lathe_status st = executors_start((uint32_t)arguments_integer(a, "jobs", 1), &pool, err);
    if (st == LATHE_OK)
        st = executors_run(pool, &work, err);
    pool_free(pool);
    return st;
}

static lathe_status check(const arguments *a, lathe_error *err)
{
    check_state s = {.limits = executors_limits(a), .json = arguments_flag(a, "json")};
    const char *set = NULL;

    bytes_init(&s.text, CODEC_MAX_SOURCE);
    lathe_status st = sort_arguments(a, &s.paths, &set, err);
    if (st == LATHE_OK)
        st = set != NULL ? check_set(a, set, &s, err) : check_files(a, &s, err);
    if (st == LATHE_OK && s.unusable > 0)
        st = lathe_fail(err, LATHE_E_IO, "%zu of %zu parts cannot be used", s.unusable, s.parts);
    else if (st == LATHE_OK && !s.json)
        printf("%zu parts can be used\n", s.parts);
    path_list_clear(&s.paths);
    bytes_clear(&s.text);
    return st;
}

const cli_command command_data_check = {
    .name = "data check",
    .usage = "SET | FILE... | FOLDER/... [--list FILE] [options]",
    .summary = "list parts that nothing can be scored against, and what is odd about others",
    .example = "data check parts/ --json",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .most = -1,
    .run = check,
};
