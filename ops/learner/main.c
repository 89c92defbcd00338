/* lathe-learner: the part of lathe that needs libtorch. `lathe` starts it with the words that it was given. */
#include "ops/learner/learner_commands.h"

static const cli_command *const commands[] = {
    &learner_command_train,    &learner_command_learn,        &learner_command_resume,
    &learner_command_generate, &learner_command_export_model, &learner_command_doctor,
};

int main(int argc, char **argv)
{
    return cli_main("trains models that write CAD programs; usually started by `lathe`", commands,
                    sizeof commands / sizeof *commands, argc, argv);
}
