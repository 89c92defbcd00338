/* run.c: `lathe run`: what scripts make. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ops/cli/executors.h"
#include "ops/cli/inputs.h"
#include "ops/cli/json.h"
#include "ops/commands/commands.h"
#include "proto/codec.h"

static const option options[] = {
    {"list", "FILE", OPTION_TEXT, 0, 0, "further scripts, one path a line"},
    OPTION_ROW_JOBS("executors at once; default 1"),
    {"mesh", "LINEAR ANGULAR", OPTION_NUMBERS, 1e-9, 100, "tessellate; linear is relative"},
    {"step", "F", OPTION_TEXT, 0, 0, "write the shape as STEP; a folder where there are several scripts"},
    {"stl", "F", OPTION_TEXT, 0, 0, "the same as STL"},
    {"png", "F", OPTION_TEXT, 0, 0, "the same as a picture"},
    {"png-size", "N", OPTION_INTEGER, 16, 4096, "pixels a side; default 512"},
    OPTION_ROW_MODE,
    OPTION_ROW_WALL_MS,
    OPTION_ROW_JSON,
};

typedef struct run_state {
    const arguments *arguments;
    path_list paths;
    run_request want;
    run_limits limits;
    bytes text;
    bool json;
    size_t unread, faults; /* files not read; scripts that lathe failed on */
} run_state;

static lathe_status prepare(void *context, size_t index, executor_request *out, bool *out_skip, lathe_error *err)
{
    run_state *s = context;
    lathe_error own = {0};

    (void)err;
    bytes_reset(&s->text);
    lathe_status st = shape_file_read(s->paths.paths[index], &s->text, &out->source.kind, &own);
    if (st != LATHE_OK) {
        fprintf(stderr, "lathe: %s\n", own.message);
        s->unread++;
        *out_skip = true;
        return LATHE_OK;
    }
    out->limits = s->limits;
    out->source.data = (byte_view){s->text.data, s->text.length};
    out->task = EXECUTOR_RUN;
    out->run = s->want;
    return LATHE_OK;
}

static void add_properties(json_t *object, const shape_properties *p)
{
    json_object_set_new(object, "type", json_text(p->type));
    json_object_set_new(object, "volume", json_real(p->volume));
    json_object_set_new(object, "area", json_real(p->area));
    if (p->has_box)
        json_object_set_new(object, "box", json_numbers(p->box, 6));
    if (p->has_center)
        json_object_set_new(object, "center", json_numbers(p->center, 3));
    json_object_set_new(object, "solids", json_integer(p->solids));
    json_object_set_new(object, "faces", json_integer(p->faces));
    json_object_set_new(object, "edges", json_integer(p->edges));
    json_object_set_new(object, "vertices", json_integer(p->vertices));
}

static lathe_status print_json(const run_state *s, const char *name, const executor_reply *reply, lathe_error *err)
{
    const run_outcome *o = &reply->outcome;
    json_t *object = json_object();

    json_object_set_new(object, "name", json_text(name));
    json_object_set_new(object, "status", json_string(failure_name(o->failure)));
    if (o->failure != FAILURE_OK) {
        json_object_set_new(object, "message", json_text(o->message));
        if (o->line > 0)
            json_object_set_new(object, "line", json_integer(o->line));
        if (o->line > 0 && o->column > 0)
            json_object_set_new(object, "column", json_integer(o->column));
    } else {
        if (reply->run.has_properties)
            add_properties(object, &reply->run.properties);
        json_object_set_new(object, "valid",
                            o->valid == SHAPE_VALIDITY_UNKNOWN ? json_null() : json_boolean(o->valid == SHAPE_VALID));
        if (s->want.mesh_linear > 0) {
            json_object_set_new(object, "mesh_volume", json_real(reply->run.mesh_volume));
            json_object_set_new(object, "triangles", json_integer(reply->run.triangles));
        }
    }
    json_object_set_new(object, "ms", json_real(o->milliseconds));
    return json_print_line(object, stdout, err);
}

static void print_text(const char *path, const executor_reply *reply)
{
    const run_outcome *o = &reply->outcome;
    const shape_properties *p = &reply->run.properties;

    if (o->failure != FAILURE_OK && o->line > 0) {
        printf("%s:%u:%u: %s: %s\n", path, o->line, o->column, failure_name(o->failure), o->message);
        return;
    }
    if (o->failure != FAILURE_OK) {
        printf("%s: %s: %s\n", path, failure_name(o->failure), o->message);
        return;
    }
    printf("%s: %s, volume %.9g, area %.9g, %u solid%s, %u faces%s", path, p->type, p->volume, p->area, p->solids,
           p->solids == 1 ? "" : "s", p->faces, o->valid == SHAPE_NOT_VALID ? ", not valid" : "");
    if (p->has_box)
        printf(", box %.6g %.6g %.6g to %.6g %.6g %.6g", p->box[0], p->box[1], p->box[2], p->box[3], p->box[4], p->box[5]);
    printf(" (%.1f ms)\n", o->milliseconds);
}

static lathe_status write_file(const run_state *s, const char *option_name, const char *name, const char *ending,
                               byte_view data, lathe_error *err)
{
    char path[PATH_MAX];
    const char *to = arguments_text(s->arguments, option_name, NULL);

    if (to == NULL || data.length == 0)
        return LATHE_OK;
    if (s->paths.count == 1)
        return file_write_atomically(to, data.data, data.length, err);
    lathe_status st = file_make_folder(to, err);
    if (st != LATHE_OK)
        return st;
    snprintf(path, sizeof path, "%s/%s.%s", to, name, ending);
    return file_write_atomically(path, data.data, data.length, err);
}

static lathe_status finish(void *context, size_t index, pool_result *result, lathe_error *err)
{
    run_state *s = context;
    const executor_reply *reply = &result->reply;
    char name[NAME_MAX + 1];
    lathe_status st = LATHE_OK;

    shape_file_name(s->paths.paths[index], name, sizeof name);
    if (s->json)
        st = print_json(s, name, reply, err);
    else
        print_text(s->paths.paths[index], reply);
    if (!failure_is_rewarded(reply->outcome.failure) && reply->outcome.failure != FAILURE_UNSUPPORTED)
        s->faults++;
    if (reply->outcome.failure != FAILURE_OK)
        return st;
    if (st == LATHE_OK)
        st = write_file(s, "step", name, "step", reply->run.step, err);
    if (st == LATHE_OK)
        st = write_file(s, "stl", name, "stl", reply->run.stl, err);
    return st == LATHE_OK ? write_file(s, "png", name, "png", reply->run.png, err) : st;
}

static lathe_status fill_wants(run_state *s, lathe_error *err)
{
    const arguments *a = s->arguments;
    const double *mesh = arguments_numbers(a, "mesh");

    s->json = arguments_flag(a, "json");
    s->limits = executors_limits(a);
    s->want = (run_request){.properties = true,
                            .validity = true,
                            .step = arguments_text(a, "step", NULL) != NULL,
                            .stl = arguments_text(a, "stl", NULL) != NULL,
                            .png = arguments_text(a, "png", NULL) != NULL};
    if (s->want.png)
        s->want.png_size = (uint32_t)arguments_integer(a, "png-size", 512);
    if (mesh != NULL) {
        s->want.mesh_linear = mesh[0];
        s->want.mesh_angular = mesh[1];
    }
    return executors_mode(a, &s->want.mode, err);
}

static lathe_status collect_paths(const arguments *a, path_list *out, lathe_error *err)
{
    const char *list = arguments_text(a, "list", NULL);
    lathe_status st = LATHE_OK;

    for (size_t i = 0; st == LATHE_OK && i < a->positional_count; i++)
        st = path_list_add(out, a->positional[i], strlen(a->positional[i]), err);
    if (st == LATHE_OK && list != NULL)
        st = path_list_read(out, list, 1, err);
    if (st == LATHE_OK && out->count == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "run: no scripts");
    return st;
}

static lathe_status run(const arguments *a, lathe_error *err)
{
    run_state s = {.arguments = a};
    executor_pool *pool = NULL;

    bytes_init(&s.text, CODEC_MAX_SOURCE);
    lathe_status st = fill_wants(&s, err);
    if (st == LATHE_OK)
        st = collect_paths(a, &s.paths, err);
    if (st == LATHE_OK)
        st = executors_start((uint32_t)arguments_integer(a, "jobs", 1), &pool, err);
    if (st == LATHE_OK) {
        executors_work work = {s.paths.count, &s, prepare, finish, true};
        st = executors_run(pool, &work, err);
    }
    if (st == LATHE_OK && s.unread + s.faults > 0)
        st = lathe_fail(err, LATHE_E_IO, "%zu of %zu scripts could not be %s", s.unread > 0 ? s.unread : s.faults,
                        s.paths.count, s.unread > 0 ? "read" : "judged");
    pool_free(pool);
    path_list_clear(&s.paths);
    bytes_clear(&s.text);
    return st;
}

const cli_command command_run = {
    .name = "run",
    .usage = "SCRIPT... [options]",
    .summary = "run scripts in sandboxed executors and say what each made",
    .example = "run part.py --mesh 0.001 0.1 --png part.png --json",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .most = -1,
    .run = run,
};
