/* script_data_test.c: every script of ../shared/data parses, but for those that CPython refuses, and those are refused
 * on the line where CPython refuses them. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "reward/script/script.h"

static const char *shared(void)
{
    const char *folder = getenv("LATHE_SHARED");
    return folder ? folder : "../shared";
}

/* The line of the record `name`, NUL-terminated in buffer; false without it. Enough of JSON for one record a line. */
static bool find_record(const bytes *records, const char *name, char *buffer, size_t size)
{
    char key[200];
    snprintf(key, sizeof key, "{\"name\": \"%s\",", name);
    const char *line = records->length ? strstr((const char *)records->data, key) : NULL;
    if (line)
        snprintf(buffer, size, "%.*s", (int)strcspn(line, "\n"), line);
    return line != NULL;
}

static void check_one(script_vm *vm, const char *path, const char *record)
{
    bytes text;
    lathe_error err = {0};
    bytes_init(&text, 1 << 22);
    assert_int_equal(file_read(path, &text, &err), LATHE_OK);
    bool refused = record &&
                   (strstr(record, "\"kind\": \"SyntaxError\"") || strstr(record, "\"kind\": \"IndentationError\""));
    lathe_status st = script_check(vm, (const char *)text.data, text.length, &err);
    if (!refused && st)
        fail_msg("%s:%d:%d: %s", path, err.line, err.column, err.message);
    if (refused) {
        const char *line = strstr(record, "\"line\": ");
        if (st != LATHE_E_SCRIPT || err.failure != FAILURE_SYNTAX)
            fail_msg("%s: no syntax error was seen: %s", path, record);
        assert_non_null(line);
        if (atoi(line + 8) != err.line)
            fail_msg("%s: refused on line %d (%s), by CPython on %d", path, err.line, err.message, atoi(line + 8));
    }
    bytes_clear(&text);
}

static int check_folder(script_vm *vm, const char *name, const char *golden)
{
    char folder[400], path[800], record[2000];
    bytes records;
    lathe_error err;
    int count = 0;
    bytes_init(&records, 1 << 24);
    if (golden) {
        snprintf(path, sizeof path, "%s/golden/cadquery/%s", shared(), golden);
        assert_int_equal(file_read(path, &records, &err), LATHE_OK);
    }
    snprintf(folder, sizeof folder, "%s/data/%s", shared(), name);
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char stem[200];
        size_t length = strlen(entry->d_name);
        if (length < 4 || length > sizeof stem || strcmp(entry->d_name + length - 3, ".py") != 0)
            continue;
        snprintf(stem, sizeof stem, "%.*s", (int)length - 3, entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        check_one(vm, path, golden && find_record(&records, stem, record, sizeof record) ? record : NULL);
        count++;
    }
    closedir(dir);
    bytes_clear(&records);
    return count;
}

static void real_scripts_parse(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *golden;
        int least;
    } rows[] = {
        {"gencad/py", NULL, 48}, {"cadrecode/py", NULL, 350}, {"cadrecode/pred", NULL, 1}, {"llm/py", NULL, 95},
        {"llm2/py", NULL, 122}, {"industrial/py", NULL, 26}, {"broken/py", "broken.jsonl", 256},
    };
    char path[400];
    snprintf(path, sizeof path, "%s/data", shared());
    if (!file_exists(path)) {
        print_message("skipped: %s is missing\n", path);
        skip();
    }
    script_limits limits = SCRIPT_LIMITS_INIT;
    script_vm *vm;
    lathe_error err;
    assert_int_equal(script_vm_new(&limits, &vm, &err), LATHE_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(check_folder(vm, rows[i].folder, rows[i].golden) >= rows[i].least);
    script_vm_free(vm);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(real_scripts_parse)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
