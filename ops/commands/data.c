/* data.c: `lathe data`: example sets made, imported and looked at. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "ops/cli/bar.h"
#include "ops/cli/inputs.h"
#include "ops/cli/json.h"
#include "ops/commands/commands.h"
#include "ops/data/example_show.h"

enum { PICTURE_MAX = 256 << 20, CELL = 192 };

#define OPTION_ROWS_SET                                                                                                \
    {"train", "N", OPTION_INTEGER, 0, 10000000, "parts to train on"},                                                  \
        {"held", "N", OPTION_INTEGER, 1, 1000000, "parts held back"},                                                  \
        {"points", "N", OPTION_INTEGER, 1, 65536, "surface points of a part; default 256"},                            \
        {"seed", "N", OPTION_INTEGER, 0, 9e15, "default 1"}, OPTION_ROW_JOBS("executors; default: one a processor"),   \
        OPTION_ROW_WALL_MS, OPTION_ROW_JSON, OPTION_ROW_DATABASE
#define OPTION_ROW_WALL_MS {"wall-ms", "N", OPTION_INTEGER, 10, 3600000, "wall time of one part, ms; default 10000"}

static example_job_options job_options(const arguments *a, uint32_t train, uint32_t held, bar *b)
{
    example_job_options o = EXAMPLE_JOB_OPTIONS_INIT;

    o.train = (uint32_t)arguments_integer(a, "train", train);
    o.held = (uint32_t)arguments_integer(a, "held", held);
    o.points = (uint32_t)arguments_integer(a, "points", o.points);
    o.points_seed = (uint64_t)arguments_integer(a, "seed", 1);
    o.limits.wall_ms = (uint32_t)arguments_integer(a, "wall-ms", o.limits.wall_ms);
    o.jobs = (uint32_t)arguments_integer(a, "jobs", processor_count());
    o.context = b;
    o.progress = bar_show;
    o.report = bar_line;
    bar_begin(b, "parts");
    return o;
}

static lathe_status print_set(const example_set_info *info, const example_job_counts *counts, bool json, lathe_error *err)
{
    char hash[HASH_HEX + 1];

    hash_to_hex(&info->content_hash, hash);
    if (!json) {
        printf("set '%s': %u to train on, %u held back, content %.12s%s\n", info->name, info->train, info->held, hash,
               counts != NULL && counts->existed ? " (was there)" : "");
        if (counts != NULL && !counts->existed)
            printf("of %u candidates %u failed, %u are no valid solid, %u have a shape that the set has\n", counts->candidates,
                   counts->failed, counts->not_solid, counts->duplicates);
        return LATHE_OK;
    }
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(info->id));
    json_object_set_new(object, "name", json_text(info->name));
    json_object_set_new(object, "train", json_integer(info->train));
    json_object_set_new(object, "held", json_integer(info->held));
    json_object_set_new(object, "content_hash", json_string(hash));
    if (counts != NULL) {
        json_object_set_new(object, "existed", json_boolean(counts->existed));
        json_object_set_new(object, "candidates", json_integer(counts->candidates));
        json_object_set_new(object, "failed", json_integer(counts->failed));
        json_object_set_new(object, "not_solid", json_integer(counts->not_solid));
        json_object_set_new(object, "duplicates", json_integer(counts->duplicates));
    }
    return json_print_line(object, stdout, err);
}

static lathe_status open_database(const arguments *a, experiment_db_mode mode, experiment_db **out, lathe_error *err)
{
    return experiment_db_open(database_path(arguments_text(a, "database", NULL)), mode, 0, out, err);
}

static lathe_status synth(const arguments *a, lathe_error *err)
{
    synth_options wanted = SYNTH_OPTIONS_INIT;
    bar b;
    example_job_options job = job_options(a, 2000, 400, &b);
    experiment_db *db = NULL;
    example_set_info info;
    example_job_counts counts = {0};

    wanted.seed = (uint64_t)arguments_integer(a, "seed", 1);
    wanted.level_low = (uint32_t)arguments_integer(a, "level-low", wanted.level_low);
    wanted.level_high = (uint32_t)arguments_integer(a, "level-high", wanted.level_high);
    wanted.grid = (uint32_t)arguments_integer(a, "grid", wanted.grid);
    lathe_status st = synth_check_options(&wanted, err);
    if (st == LATHE_OK)
        st = open_database(a, EXPERIMENT_DB_CREATE, &db, err);
    if (st == LATHE_OK)
        st = example_job_synthesise(db, a->positional[0], &wanted, &job, &info, &counts, err);
    bar_end(&b);
    if (st == LATHE_OK)
        st = print_set(&info, &counts, arguments_flag(a, "json"), err);
    experiment_db_close(db);
    return st;
}

static const option synth_rows[] = {
    {"level-low", "N", OPTION_INTEGER, 1, 5, "simplest parts: 1 a box or cylinder, 2 with holes, 3 outlines; default 1"},
    {"level-high", "N", OPTION_INTEGER, 1, 5, "most complex ones: 4 two bodies, 5 three to five; default 2"},
    {"grid", "N", OPTION_INTEGER, 1, 50, "sizes and places are multiples of this; default 10"},
    OPTION_ROWS_SET,
};

const cli_command command_data_synth = {
    .name = "data synth",
    .usage = "SET [options]",
    .summary = "synthesise parts, checked by the engine, each shape once",
    .example = "data synth easy --train 2000 --held 400",
    .options = synth_rows,
    .option_count = sizeof synth_rows / sizeof synth_rows[0],
    .least = 1,
    .most = 1,
    .run = synth,
};

static lathe_status import(const arguments *a, lathe_error *err)
{
    bar b;
    example_job_options job = job_options(a, 0, 50, &b);
    experiment_db *db = NULL;
    example_set_info info;
    example_job_counts counts = {0};

    lathe_status st = open_database(a, EXPERIMENT_DB_CREATE, &db, err);
    if (st == LATHE_OK)
        st = example_job_import(db, a->positional[0], a->positional[1], &job, &info, &counts, err);
    bar_end(&b);
    if (st == LATHE_OK)
        st = print_set(&info, &counts, arguments_flag(a, "json"), err);
    experiment_db_close(db);
    return st;
}

static const option import_rows[] = {OPTION_ROWS_SET};

const cli_command command_data_import = {
    .name = "data import",
    .usage = "SET FOLDER [options]",
    .summary = "make a set of a folder of .py, .step, .stl, .ply or .xyz files",
    .example = "data import real parts/ --held 50",
    .options = import_rows,
    .option_count = sizeof import_rows / sizeof import_rows[0],
    .least = 2,
    .most = 2,
    .run = import,
};

static const option show_rows[] = {
    {"held", NULL, OPTION_FLAG, 0, 0, "the parts held back instead of those trained on"},
    {"limit", "N", OPTION_INTEGER, 1, 10000000, "parts; default 20"},
    {"png", "F", OPTION_TEXT, 0, 0, "draw them too, at most 100"},
    OPTION_ROW_JOBS("executors that draw; default: one a processor"),
    OPTION_ROW_JSON,
    OPTION_ROW_DATABASE,
};

typedef struct show_state {
    bool json;
    lathe_status st;
    lathe_error *err;
} show_state;

static bool visit_set(void *context, const example_set_info *info)
{
    show_state *s = context;

    s->st = print_set(info, NULL, s->json, s->err);
    return s->st == LATHE_OK;
}

static lathe_status show_picture(const arguments *a, experiment_db *db, int64_t set, example_split split, uint32_t limit,
                                 const char *path, lathe_error *err)
{
    example_job_options job = EXAMPLE_JOB_OPTIONS_INIT;
    bytes png;

    job.jobs = (uint32_t)arguments_integer(a, "jobs", processor_count());
    bytes_init(&png, PICTURE_MAX);
    lathe_status st = example_show_picture(db, set, split, limit < 100 ? limit : 100, CELL, &job, &png, err);
    if (st == LATHE_OK)
        st = file_write_atomically(path, png.data, png.length, err);
    bytes_clear(&png);
    return st;
}

static lathe_status show(const arguments *a, lathe_error *err)
{
    show_state state = {.json = arguments_flag(a, "json"), .err = err};
    example_split split = arguments_flag(a, "held") ? EXAMPLE_HELD : EXAMPLE_TRAIN;
    uint32_t limit = (uint32_t)arguments_integer(a, "limit", 20);
    const char *png = arguments_text(a, "png", NULL);
    experiment_db *db = NULL;
    example_set_info info;

    lathe_status st = open_database(a, EXPERIMENT_DB_READ, &db, err);
    if (st == LATHE_OK && a->positional_count == 0) {
        st = example_set_list(db, visit_set, &state, err);
        st = st == LATHE_OK ? state.st : st;
        goto done;
    }
    if (st == LATHE_OK)
        st = example_set_find(db, a->positional[0], &info, err);
    if (st == LATHE_OK && !state.json)
        st = print_set(&info, NULL, false, err);
    if (st == LATHE_OK)
        st = example_show_list(db, info.id, split, limit, state.json, stdout, err);
    if (st == LATHE_OK && png != NULL)
        st = show_picture(a, db, info.id, split, limit, png, err);
done:
    experiment_db_close(db);
    return st;
}

const cli_command command_data_show = {
    .name = "data show",
    .usage = "[SET] [options]",
    .summary = "list example sets, or the parts of one, with a picture",
    .example = "data show easy --held --limit 12 --png parts.png",
    .options = show_rows,
    .option_count = sizeof show_rows / sizeof show_rows[0],
    .most = 1,
    .run = show,
};
