/* commands.h: the commands of `lathe`; each file of this folder has one or a family. */
#ifndef LATHE_OPS_COMMANDS_COMMANDS_H
#define LATHE_OPS_COMMANDS_COMMANDS_H

#include "ops/cli/options.h"

#define COMMAND(name) extern const cli_command command_##name;
#include "ops/commands/commands.def"
#undef COMMAND

#endif
