/* The files of a folder as candidates: which, in which order, and what is wrong with some. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "ops/data/example_files.h"
#include "tests/support/storage_fixture.h"

static const char *const names[] = {"a.py", "b.STEP", "c.stp", "d.stl", "e.txt", ".py", "f.tar.py", "g", "h.xyz", "i.ply"};
enum { NAMES = sizeof names / sizeof *names, PARTS = 7 };

static void path_of(const storage_fixture *f, const char *name, char out[256])
{
    snprintf(out, 256, "%s/%s", f->folder, name);
}

static int set_up(void **state)
{
    storage_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    fixture_make_folder(f);
    for (size_t i = 0; i < NAMES; i++) {
        char path[256];
        path_of(f, names[i], path);
        CHECK_OK(file_write_atomically(path, names[i], i ? strlen(names[i]) : 0, err)); /* the first is empty */
    }
    char folder[256];
    path_of(f, "folder.py", folder);
    assert_int_equal(mkdir(folder, 0777), 0);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    storage_fixture *f = *state;
    char folder[256];
    path_of(f, "folder.py", folder);
    rmdir(folder);
    fixture_remove_folder(f);
    free(f);
    return 0;
}

static void the_parts_of_a_folder_are_found(void **state)
{
    storage_fixture *f = *state;
    static const char *const wanted[PARTS] = {"a.py", "b.STEP", "c.stp", "d.stl", "f.tar.py", "h.xyz", "i.ply"};
    static const source_kind kinds[PARTS] = {SOURCE_KIND_SCRIPT, SOURCE_KIND_STEP, SOURCE_KIND_STEP, SOURCE_KIND_STL,
                                             SOURCE_KIND_SCRIPT, SOURCE_KIND_POINTS, SOURCE_KIND_PLY};
    example_files files;
    bool seen[PARTS] = {false};
    CHECK_OK(example_files_list(f->folder, 1, &files, err));
    assert_int_equal(files.count, PARTS);
    for (uint32_t i = 0; i < PARTS; i++) {
        example_candidate c = {0};
        assert_string_equal(files.names[i], wanted[i]);
        assert_in_range(files.order[i], 0, PARTS - 1);
        seen[files.order[i]] = true;
        CHECK_OK(example_files_make(&files, i, &c, err));
        assert_int_equal(c.kind, kinds[files.order[i]]);
        assert_int_equal(strlen(c.name), strrchr(wanted[files.order[i]], '.') - wanted[files.order[i]]);
        if (strcmp(c.name, "a") == 0)
            assert_string_equal(c.problem, "the file is empty");
        else
            assert_string_equal(c.problem, "");
        bytes_clear(&c.data);
    }
    for (int i = 0; i < PARTS; i++)
        assert_true(seen[i]);
    example_files_clear(&files);
}

static void the_order_follows_from_the_seed(void **state)
{
    storage_fixture *f = *state;
    example_files one, again, other;
    char path[256];
    int different = 0;
    CHECK_OK(example_files_list(f->folder, 1, &one, err));
    CHECK_OK(example_files_list(f->folder, 1, &again, err));
    assert_memory_equal(one.order, again.order, PARTS * sizeof *one.order);
    assert_true(hash_equal(&one.content, &again.content));
    for (uint64_t seed = 2; seed < 6; seed++) {
        CHECK_OK(example_files_list(f->folder, seed, &other, err));
        different += memcmp(one.order, other.order, PARTS * sizeof *one.order) != 0;
        example_files_clear(&other);
    }
    assert_true(different > 0);
    path_of(f, "d.stl", path);
    CHECK_OK(file_write_atomically(path, "longer than before", 18, err));
    CHECK_OK(example_files_list(f->folder, 1, &other, err));
    assert_false(hash_equal(&one.content, &other.content));
    example_files_clear(&one);
    example_files_clear(&again);
    example_files_clear(&other);
}

static void a_file_that_went_is_a_problem_of_its_own(void **state)
{
    storage_fixture *f = *state;
    example_files files;
    CHECK_OK(example_files_list(f->folder, 1, &files, err));
    for (uint32_t i = 0; i < PARTS; i++) {
        example_candidate c = {0};
        char path[256];
        path_of(f, files.names[files.order[i]], path);
        unlink(path);
        CHECK_OK(example_files_make(&files, i, &c, err));
        assert_non_null(strstr(c.problem, path));
        bytes_clear(&c.data);
    }
    example_files_clear(&files);
    CHECK_FAILS(LATHE_E_INPUT, "has no .py", example_files_list(f->folder, 1, &files, err));
    CHECK_FAILS(LATHE_E_INPUT, "cannot read folder", example_files_list("/no/such/folder", 1, &files, err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(the_parts_of_a_folder_are_found),
        TEST(the_order_follows_from_the_seed),
        TEST(a_file_that_went_is_a_problem_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
