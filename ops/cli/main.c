/* main.c: from argv to a command. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "ops/cli/options.h"

enum { EXIT_DONE, EXIT_FAILED, EXIT_MISUSED, NAME_LETTERS = 64, COMMANDS_MAX = 64 };

/* Number of argv's words that name the command: 1, 2, or 0. */
static int words_of(const cli_command *command, int argc, char **argv)
{
    const char *space = strchr(command->name, ' ');

    if (argc < 2)
        return 0;
    if (space == NULL)
        return strcmp(command->name, argv[1]) == 0 ? 1 : 0;
    size_t first = (size_t)(space - command->name);
    if (argc < 3 || strlen(argv[1]) != first || memcmp(argv[1], command->name, first) != 0)
        return 0;
    return strcmp(space + 1, argv[2]) == 0 ? 2 : 0;
}

static bool is_group(const cli_command *const *commands, size_t count, const char *word)
{
    size_t length = strlen(word);

    for (size_t i = 0; i < count; i++)
        if (strncmp(commands[i]->name, word, length) == 0 && commands[i]->name[length] == ' ')
            return true;
    return false;
}

static void print_commands(const cli_command *const *commands, size_t count, const char *group, FILE *out)
{
    size_t length = group != NULL ? strlen(group) : 0;

    for (size_t i = 0; i < count; i++)
        if (group == NULL || (strncmp(commands[i]->name, group, length) == 0 && commands[i]->name[length] == ' '))
            fprintf(out, "  %-14s %s\n", commands[i]->name, commands[i]->summary);
}

static int print_help(const char *summary, const cli_command *const *commands, size_t count)
{
    printf("usage: lathe COMMAND ...\n\n%s\n\ncommands:\n", summary);
    print_commands(commands, count, NULL, stdout);
    printf("\n`lathe COMMAND --help` explains one.\n\nexample:\n  lathe train configs/quickstart.yaml\n");
    return EXIT_DONE;
}

static int fail_unknown(const cli_command *const *commands, size_t count, int argc, char **argv)
{
    char word[NAME_LETTERS];
    const char *names[COMMANDS_MAX];
    bool group = is_group(commands, count, argv[1]);

    if (group && argc > 2)
        snprintf(word, sizeof word, "%s %s", argv[1], argv[2]);
    else
        snprintf(word, sizeof word, "%s", argv[1]);
    for (size_t i = 0; i < count && i < COMMANDS_MAX; i++)
        names[i] = commands[i]->name;
    /* suggest_nearest wants rows that begin with the name. */
    const char *nearest = suggest_nearest(word, names, count, sizeof names[0]);
    if (nearest != NULL)
        fprintf(stderr, "lathe: unknown command '%s', did you mean '%s'?\n", word, nearest);
    else
        fprintf(stderr, "lathe: unknown command '%s'; `lathe --help` lists them\n", word);
    return EXIT_MISUSED;
}

static int run_command(const cli_command *command, int words, int argc, char **argv)
{
    arguments a;
    lathe_error err = {0};
    int exit_status = EXIT_DONE;

    lathe_status st = arguments_read(command, argc - words, argv + words, &a, &err);

    a.program = argv;
    if (st == LATHE_OK && a.help)
        command_print_help(command, stdout);
    else if (st == LATHE_OK)
        st = command->run(&a, &err);
    if (st == LATHE_OK && (fflush(stdout) != 0 || ferror(stdout)))
        st = lathe_fail(&err, LATHE_E_IO, "standard output cannot be written");
    if (st != LATHE_OK) {
        fflush(stdout);
        fprintf(stderr, "lathe: %s\n", err.message);
        exit_status = st == LATHE_E_INPUT ? EXIT_MISUSED : EXIT_FAILED;
    }
    arguments_clear(&a);
    return exit_status;
}

int cli_main(const char *summary, const cli_command *const *commands, size_t count, int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "lathe: no command; `lathe --help` lists them\n");
        return EXIT_MISUSED;
    }
    if (strcmp(argv[1], "--help") == 0)
        return print_help(summary, commands, count);
    for (size_t i = 0; i < count; i++) {
        int words = words_of(commands[i], argc, argv);
        if (words > 0)
            return run_command(commands[i], words + 1, argc, argv);
    }
    if (is_group(commands, count, argv[1]) && (argc == 2 || strcmp(argv[2], "--help") == 0)) {
        print_commands(commands, count, argv[1], argc == 2 ? stderr : stdout);
        return argc == 2 ? EXIT_MISUSED : EXIT_DONE;
    }
    return fail_unknown(commands, count, argc, argv);
}
