/* export_model.c: `lathe export model`: a run's latest weights as a folder that transformers loads. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "learner/model/checkpoint.h"
#include "learner/text/tokenizer.h"
#include "ops/cli/inputs.h"
#include "ops/learner/learner_commands.h"
#include "storage/experiment_db.h"

/* Reads the checkpoint once it is what the database names, and writes it without value head and optimiser. */
static lathe_status export_weights(const experiment_checkpoint *from, const char *folder, lathe_error *err)
{
    tensor_options options = TENSOR_OPTIONS_INIT;
    tensor_context *context = NULL;
    policy *p = NULL;
    hash256 hash;

    lathe_status st = checkpoint_hash(from->path, &hash, err);
    if (st == LATHE_OK && !hash_equal(&hash, &from->hash))
        st = lathe_fail(err, LATHE_E_INPUT, "checkpoint '%.200s' is not what the database names", from->path);
    if (st == LATHE_OK)
        st = tensor_context_new(&options, &context, err);
    if (st == LATHE_OK)
        st = policy_load(context, from->path, false, &p, err);
    if (st == LATHE_OK)
        st = policy_save(p, folder, false, err);
    policy_free(p);
    tensor_context_free(context);
    return st;
}

/* The run's folder holds the tokeniser; checkpoints stand in a folder of their own below it. */
static lathe_status export_tokens(const char *checkpoint, const char *folder, lathe_error *err)
{
    char from[PATH_MAX], to[PATH_MAX];
    tokenizer *tokens = NULL;

    snprintf(from, sizeof from, "%s/../../tokenizer.json", checkpoint);
    snprintf(to, sizeof to, "%s/tokenizer.json", folder);
    lathe_status st = tokenizer_load(from, &tokens, err);
    if (st == LATHE_OK)
        st = tokenizer_save(tokens, to, err);
    tokenizer_free(tokens);
    return st;
}

static lathe_status export_model(const arguments *a, lathe_error *err)
{
    const char *name = arguments_text(a, "run", "latest"), *folder = arguments_text(a, "output", NULL);
    experiment_db *db = NULL;
    experiment_run run;
    experiment_checkpoint checkpoint;
    bool found = false;

    if (folder == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "export model: needs --output FOLDER");
    lathe_status st =
        experiment_db_open(database_path(arguments_text(a, "database", NULL)), EXPERIMENT_DB_READ, 0, &db, err);
    if (st == LATHE_OK)
        st = experiment_db_find_run(db, name, &run, err);
    if (st == LATHE_OK)
        st = experiment_db_latest_checkpoint(db, run.id, &checkpoint, &found, err);
    if (st == LATHE_OK && !found)
        st = lathe_fail(err, LATHE_E_INPUT, "run '%s' has no checkpoint yet", run.name);
    if (st == LATHE_OK)
        st = export_weights(&checkpoint, folder, err);
    if (st == LATHE_OK)
        st = export_tokens(checkpoint.path, folder, err);
    if (st == LATHE_OK)
        printf("%s: stage %u, step %u of run '%s'\n", folder, checkpoint.stage, checkpoint.step, run.name);
    experiment_db_close(db);
    return st;
}

const cli_command learner_command_export_model = LEARNER_COMMAND_EXPORT_MODEL(export_model);
