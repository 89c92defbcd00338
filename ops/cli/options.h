/* options.h: tables of options, and command lines read by them.
 *
 * Long options only: `--name value` or `--name=value`; `--` ends them. The table that reads also prints help. */
#ifndef LATHE_OPS_CLI_OPTIONS_H
#define LATHE_OPS_CLI_OPTIONS_H

#include <stdio.h>

#include "base/status.h"

typedef enum option_type {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_INTEGER, /* within low..high */
    OPTION_NUMBER,  /* finite, within low..high */
    OPTION_NUMBERS, /* two values: --name A B */
    OPTION_REPEAT,  /* text, any number of times */
} option_type;

typedef struct option {
    const char *name; /* without dashes; first, so that the table can be searched for the nearest name */
    const char *value; /* what stands for it in help; NULL for flags */
    option_type type;
    double low, high;
    const char *text;
} option;

typedef struct arguments arguments;

typedef struct cli_command {
    const char *name; /* one word or two; first, as above */
    const char *usage;   /* after the name */
    const char *summary; /* one line */
    const char *example; /* one line, without the leading `lathe ` */
    const option *options;
    size_t option_count;
    int least, most; /* positional arguments; most -1: no bound */
    const char *notes; /* further lines of help, or NULL */
    /* Does it. LATHE_E_INPUT is a misuse, what is printed on stdout is the result. */
    lathe_status (*run)(const arguments *a, lathe_error *err);
} cli_command;

enum { ARGUMENTS_REPEAT_MAX = 64 };

typedef struct argument {
    bool given;
    const char *text;
    double numbers[2];
    long long integer;
} argument;

/* A command line that was read. Texts belong to argv. */
struct arguments {
    const cli_command *command;
    argument *values; /* [command->option_count] */
    const char *repeated[ARGUMENTS_REPEAT_MAX]; /* of all OPTION_REPEAT options, in order */
    size_t repeated_count;
    const char **positional; /* [positional_count] */
    size_t positional_count;
    bool help; /* --help was there; nothing else was checked */
    char **program; /* the whole argv of the program, NULL-terminated; of cli_main alone */
};

/* Reads argv[0..argc), the words after the command's name. LATHE_E_INPUT: a misuse, with the nearest right spelling.
 * End *out with arguments_clear in every case. */
lathe_status arguments_read(const cli_command *command, int argc, char **argv, arguments *out, lathe_error *err);
void arguments_clear(arguments *a);
/* `name` must be in the command's table. fallback is for options that were not given. */
bool arguments_flag(const arguments *a, const char *name);
const char *arguments_text(const arguments *a, const char *name, const char *fallback);
long long arguments_integer(const arguments *a, const char *name, long long fallback);
double arguments_number(const arguments *a, const char *name, double fallback);
/* NULL where it was not given. */
const double *arguments_numbers(const arguments *a, const char *name);

/* One screen: usage, summary, options, example. */
void command_print_help(const cli_command *command, FILE *out);

/* Dispatches argv (the program's name first) over commands, each by its one or two words, prints help for --help, and errors as
 * one line on stderr. Returns the exit status: 0 done, 1 failed, 2 misused. */
int cli_main(const char *summary, const cli_command *const *commands, size_t count, int argc, char **argv);

/* Options that many commands share; put these rows into tables. */
#define OPTION_ROW_JSON {"json", NULL, OPTION_FLAG, 0, 0, "one JSON object a line"}
#define OPTION_ROW_DATABASE                                                                                            \
    {"database", "FILE", OPTION_TEXT, 0, 0, "the database; default $LATHE_DATABASE, else lathe.db"}
#define OPTION_ROW_SET {"set", "KEY=VALUE", OPTION_REPEAT, 0, 0, "override a configuration key; repeatable"}
#define OPTION_ROW_JOBS(text) {"jobs", "N", OPTION_INTEGER, 1, 4096, text}

#endif
