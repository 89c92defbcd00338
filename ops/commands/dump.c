/* dump.c: `lathe dump`: the stages of a script, the methods supported, the configuration's keys. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/suggest.h"
#include "ops/cli/targets.h"
#include "ops/commands/commands.h"
#include "ops/config/config.h"
#include "proto/codec.h"
#include "reward/measure/metric.h"
#include "reward/measure/target.h"
#include "reward/script/script.h"

enum { DUMP_MAX = 512 << 20, SCRIPT_MAX_LETTERS = 16 << 20 };

static const option options[] = {
    {"mesh", "LINEAR ANGULAR", OPTION_NUMBERS, 1e-9, 100, "tessellation of `dump mesh`; default 0.001 0.1"},
    {"markdown", NULL, OPTION_FLAG, 0, 0, "of `dump methods`: as the page docs/methods.md"},
    OPTION_ROW_WALL_MS,
};

static lathe_status print_bytes(const bytes *text, lathe_error *err)
{
    if (text->length > 0 && fwrite(text->data, 1, text->length, stdout) != text->length)
        return lathe_fail(err, LATHE_E_IO, "standard output cannot be written");
    return LATHE_OK;
}

/* A failure of the script, with the file before its place. */
static lathe_status name_place(const char *path, lathe_status st, lathe_error *err)
{
    char message[sizeof err->message];

    if (st != LATHE_E_SCRIPT && st != LATHE_E_LIMIT)
        return st;
    snprintf(message, sizeof message, "%s", err->message);
    return lathe_fail(err, st, "%.100s:%d:%d: %s: %.120s", path, err->line, err->column, failure_name(err->failure), message);
}

typedef lathe_status (*text_dump)(const char *text, size_t length, bytes *out, lathe_error *err);

static lathe_status dump_text(const char *path, text_dump dump, lathe_error *err)
{
    bytes text, out;

    bytes_init(&text, SCRIPT_MAX_LETTERS);
    bytes_init(&out, DUMP_MAX);
    lathe_status st = file_read(path, &text, err);
    if (st == LATHE_OK)
        st = name_place(path, dump(text.length > 0 ? (const char *)text.data : "", text.length, &out, err), err);
    if (st == LATHE_OK)
        st = print_bytes(&out, err);
    bytes_clear(&text);
    bytes_clear(&out);
    return st;
}

static lathe_status dump_tokens(const arguments *a, const char *path, lathe_error *err)
{
    (void)a;
    return dump_text(path, script_dump_tokens, err);
}

static lathe_status dump_ast(const arguments *a, const char *path, lathe_error *err)
{
    (void)a;
    return dump_text(path, script_dump_ast, err);
}

static void print_mesh(const triangle_mesh *m)
{
    for (uint32_t i = 0; i < m->vertex_count; i++)
        printf("v %.9g %.9g %.9g\n", m->vertices[i][0], m->vertices[i][1], m->vertices[i][2]);
    for (uint32_t i = 0; i < m->triangle_count; i++)
        printf("f %u %u %u\n", m->triangles[i][0] + 1, m->triangles[i][1] + 1, m->triangles[i][2] + 1);
}

typedef struct mesh_state {
    const char *path;
    run_request want;
    run_limits limits;
    bytes text;
} mesh_state;

static lathe_status mesh_prepare(void *context, size_t index, executor_request *out, bool *out_skip, lathe_error *err)
{
    mesh_state *s = context;

    (void)index;
    (void)out_skip;
    out->limits = s->limits;
    out->task = EXECUTOR_RUN;
    out->run = s->want;
    lathe_status st = shape_file_read(s->path, &s->text, &out->source.kind, err);
    out->source.data = (byte_view){s->text.data, s->text.length};
    return st;
}

static lathe_status mesh_finish(void *context, size_t index, pool_result *result, lathe_error *err)
{
    mesh_state *s = context;
    const run_outcome *o = &result->reply.outcome;
    triangle_mesh mesh = MESH_INIT;

    (void)index;
    if (o->failure != FAILURE_OK)
        return lathe_fail(err, LATHE_E_IO, "%.100s:%u:%u: %s: %.120s", s->path, o->line, o->column, failure_name(o->failure),
                          o->message);
    lathe_status st = mesh_read_stl(result->reply.run.stl.data, result->reply.run.stl.length, &mesh, err);
    if (st == LATHE_OK)
        print_mesh(&mesh);
    mesh_clear(&mesh);
    return st;
}

static lathe_status dump_mesh(const arguments *a, const char *path, lathe_error *err)
{
    const double *mesh = arguments_numbers(a, "mesh");
    mesh_state s = {.path = path, .limits = executors_limits(a)};
    executors_work work = {1, &s, mesh_prepare, mesh_finish, false};
    executor_pool *pool = NULL;

    s.want = (run_request){.stl = true, .mesh_linear = mesh != NULL ? mesh[0] : .001,
                           .mesh_angular = mesh != NULL ? mesh[1] : .1};
    bytes_init(&s.text, CODEC_MAX_SOURCE);
    lathe_status st = executors_start(1, &pool, err);
    if (st == LATHE_OK)
        st = executors_run(pool, &work, err);
    pool_free(pool);
    bytes_clear(&s.text);
    return st;
}

static void print_rows(const target *t)
{
    const box3 *box = target_box(t);
    const sample_rows *rows = target_rows(t, ROW_GRID_LATTICE_4096);

    printf("# box %.9g %.9g %.9g to %.9g %.9g %.9g, volume %.9g, %u rows, %u open; row: y z (of the box), samples along x\n",
           box->low[0], box->low[1], box->low[2], box->high[0], box->high[1], box->high[2], target_volume(t), rows->row_count,
           rows->open_rows);
    for (uint32_t k = 0; k < rows->row_count; k++) {
        double at[3];
        char bits[65];
        row_grid_position(rows->grid, k, 0, at);
        for (int j = 0; j < 64; j++)
            bits[j] = rows->words[k] >> j & 1 ? '#' : '.';
        bits[64] = 0;
        printf("%u: %.6f %.6f %s\n", k, at[1], at[2], bits);
    }
}

static lathe_status dump_rows(const arguments *a, const char *path, lathe_error *err)
{
    executor_pool *pool = NULL;
    target_blob *blob = NULL;
    target *t = NULL;
    run_limits limits = executors_limits(a);
    char *paths[1] = {NULL};
    path_list list = {0};

    lathe_status st = path_list_add(&list, path, strlen(path), err);
    if (st == LATHE_OK)
        st = executors_start(1, &pool, err);
    if (st == LATHE_OK) {
        paths[0] = list.paths[0];
        st = targets_prepare(pool, paths, 1, &limits, &(run_request){.target = true}, &blob, err);
    }
    if (st == LATHE_OK && blob->length == 0)
        st = lathe_fail(err, LATHE_E_IO, "%s", blob->message);
    if (st == LATHE_OK)
        st = target_decode(blob->data, blob->length, &t, err);
    if (st == LATHE_OK)
        print_rows(t);
    target_free(t);
    targets_free(pool, blob, 1);
    pool_free(pool);
    path_list_clear(&list);
    return st;
}

static lathe_status dump_methods(const arguments *a, const char *path, lathe_error *err)
{
    char program[PATH_MAX];

    (void)path;
    lathe_status st = program_find("lathe-executor", program, sizeof program, err);
    if (st != LATHE_OK)
        return st;
    fflush(stdout);
    execl(program, program, arguments_flag(a, "markdown") ? "--methods-page" : "--methods", (char *)NULL);
    return lathe_fail(err, LATHE_E_IO, "'%.200s' cannot be started", program);
}

static lathe_status dump_configuration(const arguments *a, const char *path, lathe_error *err)
{
    bytes out;

    (void)a;
    (void)path;
    bytes_init(&out, DUMP_MAX);
    lathe_status st = config_document(&out, err);
    if (st == LATHE_OK)
        st = print_bytes(&out, err);
    bytes_clear(&out);
    return st;
}

static lathe_status dump_metrics(const arguments *a, const char *path, lathe_error *err)
{
    bytes out;

    (void)a;
    (void)path;
    bytes_init(&out, DUMP_MAX);
    lathe_status st = metric_document(&out, err);
    if (st == LATHE_OK)
        st = print_bytes(&out, err);
    bytes_clear(&out);
    return st;
}

static const struct {
    const char *name;
    bool needs_script;
    lathe_status (*dump)(const arguments *a, const char *path, lathe_error *err);
} stages[] = {
    {"tokens", true, dump_tokens},    {"ast", true, dump_ast},
    {"mesh", true, dump_mesh},        {"rows", true, dump_rows},
    {"methods", false, dump_methods}, {"configuration", false, dump_configuration},
    {"metrics", false, dump_metrics},
};

static lathe_status dump(const arguments *a, lathe_error *err)
{
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        if (strcmp(stages[i].name, a->positional[0]) != 0)
            continue;
        if (stages[i].needs_script != (a->positional_count == 2))
            return lathe_fail(err, LATHE_E_INPUT, "dump %s: needs %s", stages[i].name,
                              stages[i].needs_script ? "a script" : "no script");
        return stages[i].dump(a, stages[i].needs_script ? a->positional[1] : NULL, err);
    }
    const char *nearest = suggest_nearest(a->positional[0], stages, sizeof stages / sizeof stages[0], sizeof stages[0]);
    return lathe_fail(err, LATHE_E_INPUT, "dump: unknown stage '%.40s'%s%s%s", a->positional[0],
                      nearest != NULL ? ", did you mean '" : "", nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

const cli_command command_dump = {
    .name = "dump",
    .usage = "tokens|ast|mesh|rows SCRIPT, dump methods|configuration|metrics",
    .summary = "print a stage of a script, the supported methods, the configuration's keys, the metrics",
    .example = "dump ast part.py",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .least = 1,
    .most = 2,
    .run = dump,
};
