/* options.c: tables of options. */
#include "ops/cli/options.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"

static size_t option_index(const cli_command *c, const char *name, size_t length)
{
    size_t i = 0;

    while (i < c->option_count && (strlen(c->options[i].name) != length || memcmp(c->options[i].name, name, length) != 0))
        i++;
    return i;
}

static lathe_status fail_unknown(const cli_command *c, const char *name, size_t length, lathe_error *err)
{
    char word[64];

    snprintf(word, sizeof word, "%.*s", (int)length, name);
    const char *nearest = suggest_nearest(word, c->options, c->option_count, sizeof c->options[0]);
    if (nearest == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "%s: unknown option '--%s'", c->name, word);
    return lathe_fail(err, LATHE_E_INPUT, "%s: unknown option '--%s', did you mean '--%s'?", c->name, word, nearest);
}

static lathe_status read_number(const cli_command *c, const option *o, const char *text, double *out, lathe_error *err)
{
    char *end = NULL;
    double value = strtod(text, &end);

    if (end == text || *end != 0 || !isfinite(value))
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--%s' needs a number, not '%.60s'", c->name, o->name, text);
    if (value < o->low || value > o->high)
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--%s' is %.15g to %.15g, not '%.40s'", c->name, o->name, o->low,
                          o->high, text);
    *out = value;
    return LATHE_OK;
}

static lathe_status read_integer(const cli_command *c, const option *o, const char *text, long long *out, lathe_error *err)
{
    char *end = NULL;

    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end != 0 || errno == ERANGE)
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--%s' needs an integer, not '%.60s'", c->name, o->name, text);
    if ((double)value < o->low || (double)value > o->high)
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--%s' is %.15g to %.15g, not '%.40s'", c->name, o->name, o->low,
                          o->high, text);
    *out = value;
    return LATHE_OK;
}

static lathe_status read_value(const cli_command *c, const option *o, const char *text, argument *out, arguments *all,
                               lathe_error *err)
{
    if (o->type != OPTION_REPEAT && o->type != OPTION_NUMBERS && out->given)
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--%s' is given twice", c->name, o->name);
    out->given = true;
    out->text = text;
    switch (o->type) {
    case OPTION_INTEGER:
        return read_integer(c, o, text, &out->integer, err);
    case OPTION_NUMBER:
    case OPTION_NUMBERS:
        return read_number(c, o, text, &out->numbers[0], err);
    case OPTION_REPEAT:
        if (all->repeated_count == ARGUMENTS_REPEAT_MAX)
            return lathe_fail(err, LATHE_E_INPUT, "%s: more than %d '--%s'", c->name, ARGUMENTS_REPEAT_MAX, o->name);
        all->repeated[all->repeated_count++] = text;
        return LATHE_OK;
    case OPTION_FLAG:
    case OPTION_TEXT:
        break;
    }
    return LATHE_OK;
}

/* Reads the option at argv[*at] and moves *at past it. */
static lathe_status read_option(const cli_command *c, int argc, char **argv, int *at, arguments *out, lathe_error *err)
{
    const char *word = argv[(*at)++] + 2, *equals = strchr(word, '=');
    size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    size_t index = option_index(c, word, length);

    if (index == c->option_count)
        return fail_unknown(c, word, length, err);
    const option *o = &c->options[index];
    argument *value = &out->values[index];
    if (o->type == OPTION_FLAG && equals != NULL)
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--%s' takes no value", c->name, o->name);
    if (o->type == OPTION_FLAG) {
        value->given = true;
        return LATHE_OK;
    }
    if (equals == NULL && *at >= argc)
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--%s' needs %s", c->name, o->name, o->value);
    lathe_status st = read_value(c, o, equals != NULL ? equals + 1 : argv[(*at)++], value, out, err);
    if (st != LATHE_OK || o->type != OPTION_NUMBERS)
        return st;
    if (*at >= argc)
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--%s' needs %s", c->name, o->name, o->value);
    return read_number(c, o, argv[(*at)++], &value->numbers[1], err);
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0)
            return true;
    return false;
}

static lathe_status read_words(const cli_command *c, int argc, char **argv, arguments *out, lathe_error *err)
{
    bool options = true;

    for (int at = 0; at < argc;) {
        const char *word = argv[at];
        if (options && strcmp(word, "--") == 0) {
            options = false;
            at++;
        } else if (options && word[0] == '-' && word[1] == '-') {
            lathe_status st = read_option(c, argc, argv, &at, out, err);
            if (st != LATHE_OK)
                return st;
        } else if (options && word[0] == '-' && word[1] != 0) {
            return lathe_fail(err, LATHE_E_INPUT, "%s: options have long names only, not '%.40s'", c->name, word);
        } else {
            out->positional[out->positional_count++] = argv[at++];
        }
    }
    return LATHE_OK;
}

lathe_status arguments_read(const cli_command *command, int argc, char **argv, arguments *out, lathe_error *err)
{
    memset(out, 0, sizeof *out);
    out->command = command;
    out->help = wants_help(argc, argv);
    if (out->help)
        return LATHE_OK;
    out->values = calloc(command->option_count + 1, sizeof *out->values);
    out->positional = calloc((size_t)argc + 1, sizeof *out->positional);
    if (out->values == NULL || out->positional == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "command line: out of memory");
    lathe_status st = read_words(command, argc, argv, out, err);
    if (st != LATHE_OK)
        return st;
    if (out->positional_count < (size_t)command->least)
        return lathe_fail(err, LATHE_E_INPUT, "%s: too few arguments; usage: lathe %s %s", command->name, command->name,
                          command->usage);
    if (command->most >= 0 && out->positional_count > (size_t)command->most)
        return lathe_fail(err, LATHE_E_INPUT, "%s: unexpected argument '%.80s'", command->name,
                          out->positional[command->most]);
    return LATHE_OK;
}

void arguments_clear(arguments *a)
{
    free(a->values);
    free(a->positional);
    memset(a, 0, sizeof *a);
}

static const argument *find(const arguments *a, const char *name)
{
    size_t index = option_index(a->command, name, strlen(name));

    assert(index < a->command->option_count);
    return &a->values[index];
}

bool arguments_flag(const arguments *a, const char *name)
{
    return find(a, name)->given;
}

const char *arguments_text(const arguments *a, const char *name, const char *fallback)
{
    const argument *value = find(a, name);

    return value->given ? value->text : fallback;
}

long long arguments_integer(const arguments *a, const char *name, long long fallback)
{
    const argument *value = find(a, name);

    return value->given ? value->integer : fallback;
}

double arguments_number(const arguments *a, const char *name, double fallback)
{
    const argument *value = find(a, name);

    return value->given ? value->numbers[0] : fallback;
}

const double *arguments_numbers(const arguments *a, const char *name)
{
    const argument *value = find(a, name);

    return value->given ? value->numbers : NULL;
}

void command_print_help(const cli_command *command, FILE *out)
{
    fprintf(out, "usage: lathe %s%s%s\n\n%s.\n", command->name, command->usage[0] ? " " : "", command->usage,
            command->summary);
    if (command->option_count > 0)
        fputs("\noptions:\n", out);
    for (size_t i = 0; i < command->option_count; i++) {
        const option *o = &command->options[i];
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", o->name, o->value != NULL ? " " : "", o->value != NULL ? o->value : "");
        fprintf(out, "  %-28s %s\n", left, o->text);
    }
    if (command->notes != NULL)
        fprintf(out, "\n%s\n", command->notes);
    fprintf(out, "\nexample:\n  lathe %s\n", command->example);
}
