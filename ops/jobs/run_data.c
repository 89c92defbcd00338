#include "ops/jobs/run_data.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "reward/measure/target.h"

/* The choices of data.source, in the table's order. */
enum { SOURCE_SYNTH, SOURCE_IMPORT };

run_limits run_data_limits(const config *c)
{
    return (run_limits){
        .steps = (uint64_t)config_integer(c, KEY_LIMIT_STEPS),
        .arena_bytes = (uint64_t)config_integer(c, KEY_LIMIT_ARENA) << 20,
        .recursion = (uint32_t)config_integer(c, KEY_LIMIT_RECURSION),
        .shapes = (uint32_t)config_integer(c, KEY_LIMIT_SHAPES),
        .faces = (uint32_t)config_integer(c, KEY_LIMIT_FACES),
        .memory_bytes = (uint64_t)config_integer(c, KEY_LIMIT_MEMORY) << 20,
        .wall_ms = (uint32_t)config_integer(c, KEY_LIMIT_WALL),
    };
}

example_targets run_data_targets(const config *c)
{
    metric_id metric = METRIC_ABSOLUTE;
    metric_by_name(config_text(c, KEY_ROLLOUT_METRIC), &metric); /* the choices are the metrics */
    return (example_targets){
        .metric = (score_metric)metric,
        .rows = (score_rows)config_choice(c, KEY_ROLLOUT_ROWS), /* both tables: lattice, 64, 128, 256 */
        .chamfer_points = (uint32_t)config_integer(c, KEY_ROLLOUT_CHAMFER_POINTS),
    };
}

static lathe_status check_metric(const config *c, lathe_error *err)
{
    const example_targets t = run_data_targets(c);
    const metric_info *metric = metric_by_id((metric_id)t.metric);
    if (metric->sampler != METRIC_SAMPLE_BOXES && t.rows != SCORE_ROWS_LATTICE)
        return lathe_fail(err, LATHE_E_INPUT, "metric '%s' has voxels of its own: leave 'rollout.rows' at lattice", metric->name);
    return LATHE_OK;
}

/* What of wanted the target lacks, or NULL. */
static const char *find_lack(const target *have, const example_targets *wanted)
{
    static const row_grid grids[] = {
        [SCORE_ROWS_LATTICE] = ROW_GRID_LATTICE_4096,
        [SCORE_ROWS_CUBE_64] = ROW_GRID_CUBE_64,
        [SCORE_ROWS_CUBE_128] = ROW_GRID_CUBE_128,
        [SCORE_ROWS_CUBE_256] = ROW_GRID_CUBE_256,
    };
    uint32_t points = 0;
    target_points(have, &points);
    if ((int)target_metric(have) != (int)wanted->metric)
        return "'rollout.metric'";
    if (wanted->rows != SCORE_ROWS_LATTICE && !target_rows(have, grids[wanted->rows]))
        return "'rollout.rows'";
    return points != wanted->chamfer_points ? "'rollout.chamfer_points'" : NULL;
}

lathe_status run_data_check_target(experiment_db *db, const config *c, const example_list *examples, lathe_error *err)
{
    const example_targets wanted = run_data_targets(c);
    target *have = NULL;
    bytes blob;
    bool found = false;
    if (examples->count == 0)
        return LATHE_OK;
    bytes_init(&blob, EXAMPLE_SET_TARGET_MAX);
    lathe_status st = example_set_target(db, &examples->rows[0].target_hash, &blob, &found, err);
    if (st == LATHE_OK && found)
        st = target_decode(blob.data, blob.length, &have, err);
    const char *lack = have ? find_lack(have, &wanted) : NULL;
    if (lack)
        st = lathe_fail(err, LATHE_E_INPUT, "the targets of the example set are not prepared for this %s (part '%.60s')", lack,
                        examples->rows[0].name);
    target_free(have);
    bytes_clear(&blob);
    return st;
}

static synth_options synth_of(const config *c)
{
    return (synth_options){
        .seed = (uint64_t)config_integer(c, KEY_DATA_SYNTH_SEED),
        .level_low = (uint32_t)config_integer(c, KEY_DATA_SYNTH_LEVEL_LOW),
        .level_high = (uint32_t)config_integer(c, KEY_DATA_SYNTH_LEVEL_HIGH),
        .grid = (uint32_t)config_integer(c, KEY_DATA_SYNTH_GRID),
    };
}

lathe_status run_data_name(const config *c, char *out, size_t size, lathe_error *err)
{
    enum { SHORT_HASH = 12 };
    const char *given = config_text(c, KEY_DATA_SET), *source = config_text(c, KEY_DATA_SOURCE);
    const example_targets wanted = run_data_targets(c);
    char spec[4400], targets[80], hex[HASH_HEX + 1];
    if (given[0]) {
        if (snprintf(out, size, "%s", given) >= (int)size)
            return lathe_fail(err, LATHE_E_INPUT, "data.set: '%.80s...' is too long", given);
        return LATHE_OK;
    }
    example_targets_text(&wanted, targets, sizeof targets);
    snprintf(spec, sizeof spec, "%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %s%s",
             source, config_integer(c, KEY_DATA_POINTS), config_integer(c, KEY_DATA_TRAIN),
             config_integer(c, KEY_DATA_HELD), config_integer(c, KEY_DATA_SYNTH_SEED),
             config_integer(c, KEY_DATA_SYNTH_LEVEL_LOW), config_integer(c, KEY_DATA_SYNTH_LEVEL_HIGH),
             config_integer(c, KEY_DATA_SYNTH_GRID), config_text(c, KEY_DATA_IMPORT_FOLDER), targets);
    hash256 h = hash_of(spec, strlen(spec));
    hash_to_hex(&h, hex);
    snprintf(out, size, "%s-%.*s", source, SHORT_HASH, hex);
    return LATHE_OK;
}

lathe_status run_data_prepare(experiment_db *db, const config *c, const example_job_options *callbacks,
                              example_set_info *out_info, example_job_counts *out_counts, lathe_error *err)
{
    char name[EXPERIMENT_DB_NAME_MAX + 1];
    lathe_status st = check_metric(c, err);
    if (st == LATHE_OK)
        st = run_data_name(c, name, sizeof name, err);
    if (st != LATHE_OK)
        return st;
    const char *folder = config_text(c, KEY_DATA_IMPORT_FOLDER);
    example_job_options options = *callbacks;
    options.train = (uint32_t)config_integer(c, KEY_DATA_TRAIN);
    options.held = (uint32_t)config_integer(c, KEY_DATA_HELD);
    options.points = (uint32_t)config_integer(c, KEY_DATA_POINTS);
    options.points_seed = (uint64_t)config_integer(c, KEY_DATA_SYNTH_SEED);
    options.targets = run_data_targets(c);
    options.limits = run_data_limits(c);
    options.jobs = (uint32_t)config_integer(c, KEY_DATA_JOBS);
    if (config_choice(c, KEY_DATA_SOURCE) == SOURCE_IMPORT)
        return example_job_import(db, name, folder, &options, out_info, out_counts, err);
    if (config_choice(c, KEY_DATA_SOURCE) == SOURCE_SYNTH) {
        synth_options synth = synth_of(c);
        return example_job_synthesise(db, name, &synth, &options, out_info, out_counts, err);
    }
    if (out_counts)
        *out_counts = (example_job_counts){.existed = true};
    return example_set_find(db, name, out_info, err);
}
