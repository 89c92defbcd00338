/* learner_commands.c: options of the commands that `lathe-learner` does. */
#include "ops/cli/learner_commands.h"

#include "proto/source_files.h"

const option learner_train_options[LEARNER_TRAIN_OPTIONS] = {
    OPTION_ROW_SET,
    OPTION_ROW_DATABASE,
};

const option learner_learn_options[LEARNER_LEARN_OPTIONS] = {
    {"listen", "ENDPOINT", OPTION_TEXT, 0, 0, "tcp://HOST:PORT or ipc://PATH"},
    OPTION_ROW_SET,
    OPTION_ROW_DATABASE,
};

const option learner_resume_options[LEARNER_RESUME_OPTIONS] = {
    {"listen", "ENDPOINT", OPTION_TEXT, 0, 0, "let workers connect here instead of starting them"},
    {"set", "KEY=VALUE", OPTION_REPEAT, 0, 0, "override a key that does not change what is learned; repeatable"},
    OPTION_ROW_DATABASE,
};

const option learner_generate_options[LEARNER_GENERATE_OPTIONS] = {
    {"model", "DIR", OPTION_TEXT, 0, 0, "folder with config.json, model.safetensors and tokenizer.json"},
    {"points", "F", OPTION_TEXT, 0, 0, "points of a part: text, three numbers a line"},
    {"point-scale", "S", OPTION_NUMBER, 1e-9, 1e9, "times the coordinates of --points, as model.point_scale; default 0.01"},
    {"inputs", "F", OPTION_TEXT, 0, 0, "safetensors with `point_cloud` [n][3] or [rows][n][3], taken as it is"},
    {"prompt", "TEXT", OPTION_TEXT, 0, 0, "text that the script begins with"},
    {"ids", "1,2,3", OPTION_TEXT, 0, 0, "token ids of the prompt, as they are; rows are separated by ';'"},
    {"truth", "F", OPTION_TEXT, 0, 0, "score each script against it: a file that ends in " SOURCE_FILE_ENDINGS},
    {"candidates", "N", OPTION_INTEGER, 1, 4096, "scripts; default 1"},
    {"greedy", NULL, OPTION_FLAG, 0, 0, "the likeliest token each time"},
    {"max-new", "N", OPTION_INTEGER, 1, 1000000, "tokens at most; default 256"},
    {"temperature", "T", OPTION_NUMBER, 0.01, 100, "default 1"},
    {"top-k", "K", OPTION_INTEGER, 0, 1000000, "draw among the k likeliest; default 0, all"},
    {"seed", "N", OPTION_INTEGER, 0, 9e15, "default 1"},
    {"device", "NAME", OPTION_TEXT, 0, 0, "cpu, the default, or cuda:N"},
    OPTION_ROW_JSON,
};

const option learner_export_options[LEARNER_EXPORT_OPTIONS] = {
    {"run", "RUN", OPTION_TEXT, 0, 0, "id, name or latest, the default"},
    {"output", "FOLDER", OPTION_TEXT, 0, 0, "where to write"},
    OPTION_ROW_DATABASE,
};
