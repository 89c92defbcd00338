#include "ops/jobs/run_data.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

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
    char spec[4400], hex[HASH_HEX + 1];
    if (given[0]) {
        if (snprintf(out, size, "%s", given) >= (int)size)
            return lathe_fail(err, LATHE_E_INPUT, "data.set: '%.80s...' is too long", given);
        return LATHE_OK;
    }
    snprintf(spec, sizeof spec, "%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %s",
             source, config_integer(c, KEY_DATA_POINTS), config_integer(c, KEY_DATA_TRAIN),
             config_integer(c, KEY_DATA_HELD), config_integer(c, KEY_DATA_SYNTH_SEED),
             config_integer(c, KEY_DATA_SYNTH_LEVEL_LOW), config_integer(c, KEY_DATA_SYNTH_LEVEL_HIGH),
             config_integer(c, KEY_DATA_SYNTH_GRID), config_text(c, KEY_DATA_IMPORT_FOLDER));
    hash256 h = hash_of(spec, strlen(spec));
    hash_to_hex(&h, hex);
    snprintf(out, size, "%s-%.*s", source, SHORT_HASH, hex);
    return LATHE_OK;
}

lathe_status run_data_prepare(experiment_db *db, const config *c, const example_job_options *callbacks,
                              example_set_info *out_info, example_job_counts *out_counts, lathe_error *err)
{
    char name[EXPERIMENT_DB_NAME_MAX + 1];
    lathe_status st = run_data_name(c, name, sizeof name, err);
    if (st != LATHE_OK)
        return st;
    const char *folder = config_text(c, KEY_DATA_IMPORT_FOLDER);
    example_job_options options = *callbacks;
    options.train = (uint32_t)config_integer(c, KEY_DATA_TRAIN);
    options.held = (uint32_t)config_integer(c, KEY_DATA_HELD);
    options.points = (uint32_t)config_integer(c, KEY_DATA_POINTS);
    options.points_seed = (uint64_t)config_integer(c, KEY_DATA_SYNTH_SEED);
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
