/* train.c: the commands that end in `lathe-learner`. `train` makes the data first, with local executors, so that a learner's
 * host needs none where the set is there. */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ops/cli/bar.h"
#include "ops/cli/inputs.h"
#include "ops/cli/learner_commands.h"
#include "ops/commands/commands.h"
#include "ops/jobs/run_data.h"

/* Replaces this process by lathe-learner with the same words; comes back only on failure. */
static lathe_status become_learner(const arguments *a, lathe_error *err)
{
    char path[PATH_MAX];

    lathe_status st = program_find("lathe-learner", path, sizeof path, err);
    if (st != LATHE_OK)
        return st;
    fflush(stdout);
    /* The learner's idle threads sleep: its workers may share their cores. Read once, when OpenMP starts. */
    setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
    a->program[0] = path;
    execv(path, a->program);
    return lathe_fail(err, LATHE_E_IO, "'%.200s' cannot be started", path);
}

static lathe_status prepare_data(const config *c, const char *database, lathe_error *err)
{
    experiment_db *db = NULL;
    example_set_info info;
    example_job_counts counts;
    bar b;
    example_job_options callbacks = EXAMPLE_JOB_OPTIONS_INIT;

    bar_begin(&b, "parts");
    callbacks.context = &b;
    callbacks.progress = bar_show;
    callbacks.report = bar_line;
    lathe_status st = experiment_db_open(database, EXPERIMENT_DB_CREATE, 0, &db, err);
    if (st == LATHE_OK)
        st = run_data_prepare(db, c, &callbacks, &info, &counts, err);
    bar_end(&b);
    if (st == LATHE_OK && !counts.existed)
        fprintf(stderr, "example set '%s': %u parts to train on, %u held back (%u candidates, %u failed, %u no valid solid, %u duplicates)\n",
                info.name, info.train, info.held, counts.candidates, counts.failed, counts.not_solid, counts.duplicates);
    experiment_db_close(db);
    return st;
}

static lathe_status train(const arguments *a, lathe_error *err)
{
    config *c = NULL;

    lathe_status st = config_read(a->positional, a->positional_count, a->repeated, a->repeated_count, &c, err);
    if (st == LATHE_OK)
        st = prepare_data(c, database_path(arguments_text(a, "database", NULL)), err);
    config_free(c);
    return st == LATHE_OK ? become_learner(a, err) : st;
}

const cli_command command_train = LEARNER_COMMAND_TRAIN(train);
const cli_command command_learn = LEARNER_COMMAND_LEARN(train);
const cli_command command_resume = LEARNER_COMMAND_RESUME(become_learner);
const cli_command command_generate = LEARNER_COMMAND_GENERATE(become_learner);
const cli_command command_export_model = LEARNER_COMMAND_EXPORT_MODEL(become_learner);
