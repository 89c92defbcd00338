/* train, learn, resume: from a command line to a training job. */
#include <stdio.h>

#include "ops/cli/inputs.h"
#include "ops/learner/learner_commands.h"
#include "ops/learner/train_job.h"

static lathe_status read_config(const arguments *a, config **out, lathe_error *err)
{
    return config_read(a->positional, a->positional_count, a->repeated, a->repeated_count, out, err);
}

/* Takes c. */
static lathe_status begin(const arguments *a, config *c, lathe_error *err)
{
    lathe_status st = train_job_begin(c, a->positional[0], database_path(arguments_text(a, "database", NULL)), err);
    config_free(c);
    return st;
}

static lathe_status train(const arguments *a, lathe_error *err)
{
    config *c = NULL;
    lathe_status st = read_config(a, &c, err);
    return st == LATHE_OK ? begin(a, c, err) : st;
}

/* As train, but workers come from elsewhere. */
static lathe_status learn(const arguments *a, lathe_error *err)
{
    config *c = NULL;
    const char *endpoint = arguments_text(a, "listen", NULL);
    if (!endpoint)
        return lathe_fail(err, LATHE_E_INPUT, "learn needs --listen ENDPOINT, e.g. tcp://127.0.0.1:5555");
    lathe_status st = read_config(a, &c, err);
    if (st != LATHE_OK)
        return st;
    st = config_put_text(c, KEY_ROLLOUT_ENDPOINT, endpoint, err);
    if (st == LATHE_OK)
        st = config_set(c, "rollout.workers=0", err);
    if (st != LATHE_OK) {
        config_free(c);
        return st;
    }
    return begin(a, c, err);
}

static lathe_status resume(const arguments *a, lathe_error *err)
{
    enum { LISTENING = 2 };
    const char *assignments[ARGUMENTS_REPEAT_MAX + LISTENING], *listen = arguments_text(a, "listen", NULL);
    char endpoint[256];
    size_t count = 0;
    for (; count < a->repeated_count; count++)
        assignments[count] = a->repeated[count];
    if (listen) {
        if (snprintf(endpoint, sizeof endpoint, "rollout.endpoint=%s", listen) >= (int)sizeof endpoint)
            return lathe_fail(err, LATHE_E_INPUT, "--listen: '%.80s...' is too long", listen);
        assignments[count++] = endpoint;
        assignments[count++] = "rollout.workers=0";
    }
    return train_job_resume(a->positional[0], database_path(arguments_text(a, "database", NULL)), assignments, count, err);
}

const cli_command learner_command_train = LEARNER_COMMAND_TRAIN(train);
const cli_command learner_command_learn = LEARNER_COMMAND_LEARN(learn);
const cli_command learner_command_resume = LEARNER_COMMAND_RESUME(resume);
