/* learner_commands.h: the commands of lathe-learner, one file each. */
#ifndef LATHE_OPS_LEARNER_LEARNER_COMMANDS_H
#define LATHE_OPS_LEARNER_LEARNER_COMMANDS_H

#include "ops/cli/learner_commands.h"

extern const cli_command learner_command_train;
extern const cli_command learner_command_learn;
extern const cli_command learner_command_resume;
extern const cli_command learner_command_generate;
extern const cli_command learner_command_export_model;
extern const cli_command learner_command_doctor;

#endif
