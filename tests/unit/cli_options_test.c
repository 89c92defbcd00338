/* cli_options_test.c: command lines read by tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ops/cli/options.h"

static const option table[] = {
    OPTION_ROW_JSON,
    OPTION_ROW_SET,
    {"mode", "MODE", OPTION_TEXT, 0, 0, "which way"},
    {"jobs", "N", OPTION_INTEGER, 1, 64, "executors"},
    {"share", "P", OPTION_NUMBER, 0, 1, "a share"},
    {"mesh", "LINEAR ANGULAR", OPTION_NUMBERS, 0, 10, "tolerances"},
};
static const cli_command tool = {.name = "tool",
                                 .usage = "FILE...",
                                 .summary = "do a thing",
                                 .example = "tool a",
                                 .options = table,
                                 .option_count = sizeof table / sizeof table[0],
                                 .least = 1,
                                 .most = 2};

static void words_are_read(void **state)
{
    (void)state;
    static const char *const words[] = {"a", "--json", "--set", "x=1", "--jobs=3", "--mesh", "0.5", "0.1", "--set=y=2",
                                        "--", "--b"};
    char *argv[11];
    arguments a;
    lathe_error err = {0};

    for (size_t i = 0; i < 11; i++)
        argv[i] = (char *)(uintptr_t)words[i];
    assert_int_equal(arguments_read(&tool, 11, argv, &a, &err), LATHE_OK);
    assert_true(arguments_flag(&a, "json"));
    assert_int_equal(arguments_integer(&a, "jobs", 1), 3);
    assert_true(arguments_number(&a, "share", .25) == .25);
    assert_true(arguments_numbers(&a, "mesh")[0] == .5 && arguments_numbers(&a, "mesh")[1] == .1);
    assert_int_equal(a.repeated_count, 2);
    assert_string_equal(a.repeated[1], "y=2");
    assert_int_equal(a.positional_count, 2);
    assert_string_equal(a.positional[1], "--b");
    assert_null(arguments_text(&a, "mode", NULL));
    arguments_clear(&a);
}

static void mistakes_name_what_is_right(void **state)
{
    (void)state;
    static const struct {
        const char *words[4], *message;
    } rows[] = {
        {{"a", "--jsn"}, "tool: unknown option '--jsn', did you mean '--json'?"},
        {{"a", "--qqqqqqqq"}, "tool: unknown option '--qqqqqqqq'"},
        {{"a", "--json=1"}, "tool: '--json' takes no value"},
        {{"a", "--mode"}, "tool: '--mode' needs MODE"},
        {{"a", "--mesh", "1"}, "tool: '--mesh' needs LINEAR ANGULAR"},
        {{"a", "--jobs", "x"}, "tool: '--jobs' needs an integer, not 'x'"},
        {{"a", "--jobs", "65"}, "tool: '--jobs' is 1 to 64, not '65'"},
        {{"a", "--share", "nan"}, "tool: '--share' needs a number, not 'nan'"},
        {{"a", "-j"}, "tool: options have long names only, not '-j'"},
        {{"a", "--mode=x", "--mode=y"}, "tool: '--mode' is given twice"},
        {{"a", "b", "c"}, "tool: unexpected argument 'c'"},
        {{"--json"}, "tool: too few arguments; usage: lathe tool FILE..."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *argv[4];
        int argc = 0;
        arguments a;
        lathe_error err = {0};
        while (argc < 4 && rows[i].words[argc] != NULL) {
            argv[argc] = (char *)(uintptr_t)rows[i].words[argc];
            argc++;
        }
        assert_int_equal(arguments_read(&tool, argc, argv, &a, &err), LATHE_E_INPUT);
        assert_string_equal(err.message, rows[i].message);
        arguments_clear(&a);
    }
}

static void help_fits_a_screen_and_has_an_example(void **state)
{
    (void)state;
    char bad[] = "--bad", help[] = "--help", *argv[] = {bad, help}, *text = NULL;
    size_t length = 0;
    arguments a;
    lathe_error err = {0};

    assert_int_equal(arguments_read(&tool, 2, argv, &a, &err), LATHE_OK);
    assert_true(a.help);
    arguments_clear(&a);
    FILE *out = open_memstream(&text, &length);
    command_print_help(&tool, out);
    fclose(out);
    assert_non_null(strstr(text, "example:\n  lathe tool a\n"));
    assert_non_null(strstr(text, "--mesh LINEAR ANGULAR"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(mistakes_name_what_is_right),
        cmocka_unit_test(help_fits_a_screen_and_has_an_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
