/* main.c: the program `lathe`. */
#include "ops/commands/commands.h"

static const cli_command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "ops/commands/commands.def"
#undef COMMAND
};

int main(int argc, char **argv)
{
    return cli_main("lathe trains models that write CAD programs.", commands, sizeof commands / sizeof commands[0], argc, argv);
}
