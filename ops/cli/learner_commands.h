/* learner_commands.h: the commands that `lathe` hands to `lathe-learner`, word by word. Both read them by these rows. */
#ifndef LATHE_OPS_CLI_LEARNER_COMMANDS_H
#define LATHE_OPS_CLI_LEARNER_COMMANDS_H

#include "ops/cli/options.h"

enum {
    LEARNER_CONFIGS_MAX = 8, /* files of one configuration */
    LEARNER_TRAIN_OPTIONS = 2,
    LEARNER_LEARN_OPTIONS = 3,
    LEARNER_RESUME_OPTIONS = 3,
    LEARNER_GENERATE_OPTIONS = 15,
    LEARNER_EXPORT_OPTIONS = 3,
};
extern const option learner_train_options[LEARNER_TRAIN_OPTIONS];
extern const option learner_learn_options[LEARNER_LEARN_OPTIONS];
extern const option learner_resume_options[LEARNER_RESUME_OPTIONS];
extern const option learner_generate_options[LEARNER_GENERATE_OPTIONS];
extern const option learner_export_options[LEARNER_EXPORT_OPTIONS];

/* Initialisers of cli_command; `does` is what the program does. */
#define LEARNER_COMMAND_TRAIN(does)                                                                                    \
    {                                                                                                                  \
        .name = "train", .usage = "CONFIG [CONFIG ...] [options]",                                                     \
        .summary = "train on this machine, with as many workers as the configuration says; later files count over earlier ones", \
        .example = "train configs/quickstart.yaml --set run.seed=2", .options = learner_train_options,                 \
        .option_count = LEARNER_TRAIN_OPTIONS, .least = 1, .most = LEARNER_CONFIGS_MAX, .run = does                    \
    }
#define LEARNER_COMMAND_LEARN(does)                                                                                    \
    {                                                                                                                  \
        .name = "learn", .usage = "CONFIG [CONFIG ...] --listen ENDPOINT [options]",                                   \
        .summary = "the same with workers that connect over a network",                                                \
        .example = "learn configs/quickstart.yaml --listen tcp://127.0.0.1:5555", .options = learner_learn_options,    \
        .option_count = LEARNER_LEARN_OPTIONS, .least = 1, .most = LEARNER_CONFIGS_MAX, .run = does                    \
    }
#define LEARNER_COMMAND_RESUME(does)                                                                                   \
    {                                                                                                                  \
        .name = "resume", .usage = "RUN [options]", .summary = "go on where a run stopped",                            \
        .example = "resume latest", .options = learner_resume_options, .option_count = LEARNER_RESUME_OPTIONS,         \
        .least = 1, .most = 1, .run = does                                                                             \
    }
#define LEARNER_COMMAND_GENERATE(does)                                                                                 \
    {                                                                                                                  \
        .name = "generate", .usage = "--model DIR (--points F | --inputs F | --prompt TEXT | --ids 1,2,3) [options]",  \
        .summary = "write scripts with a trained model",                                                               \
        .example = "generate --model model --points part.xyz --candidates 4",                         \
        .options = learner_generate_options, .option_count = LEARNER_GENERATE_OPTIONS, .run = does                     \
    }
#define LEARNER_COMMAND_EXPORT_MODEL(does)                                                                             \
    {                                                                                                                  \
        .name = "export model", .usage = "[--run RUN] --output FOLDER [options]",                                      \
        .summary = "write config.json, model.safetensors and tokenizer.json",                                          \
        .example = "export model --run latest --output model", .options = learner_export_options,                      \
        .option_count = LEARNER_EXPORT_OPTIONS, .run = does                                                            \
    }

#endif
