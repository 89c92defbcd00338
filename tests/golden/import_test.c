/* Example sets made by real executors: synthesised and imported, whole, sound, the same however many executors there were. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "ops/data/example_show.h"
#include "tests/support/storage_fixture.h"

typedef struct notes {
    uint32_t lines, calls, stop_after;
    char last[700];
} notes;

static void note_line(void *context, const char *line)
{
    notes *n = context;
    n->lines++;
    snprintf(n->last, sizeof n->last, "%s", line);
}

static bool stop_later(void *context)
{
    notes *n = context;
    return n->stop_after > 0 && ++n->calls > n->stop_after;
}

static example_job_options options_for(notes *n, uint32_t train, uint32_t held, uint32_t jobs)
{
    example_job_options o = EXAMPLE_JOB_OPTIONS_INIT;
    o.train = train;
    o.held = held;
    o.points = 64;
    o.jobs = jobs;
    o.context = n;
    o.report = note_line;
    o.should_stop = stop_later;
    return o;
}

static int set_up(void **state)
{
    storage_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    fixture_make_folder(f);
    CHECK_OK(experiment_db_open(f->path, EXPERIMENT_DB_CREATE, 0, &f->db, err));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    storage_fixture *f = *state;
    fixture_close(f);
    fixture_remove_folder(f);
    free(f);
    return 0;
}

static void the_same_parts_whatever_the_executors(void **state)
{
    storage_fixture *f = *state;
    synth_options synth = {.seed = 5, .level_low = 1, .level_high = SYNTH_LEVEL_MAX, .grid = 10};
    notes n = {0};
    example_set_info info[2];
    example_job_counts counts;
    for (uint32_t i = 0; i < 2; i++) {
        example_job_options o = options_for(&n, 30, 10, i ? 3 : 1);
        CHECK_OK(example_job_synthesise(f->db, i ? "three" : "one", &synth, &o, &info[i], &counts, err));
        assert_int_equal(info[i].train, 30);
        assert_int_equal(info[i].held, 10);
        assert_int_equal(counts.stored, 40);
        assert_false(counts.existed);
        /* Nearly every candidate is a part. */
        assert_true(counts.failed + counts.not_solid <= counts.candidates / 5);
    }
    assert_true(hash_equal(&info[0].content_hash, &info[1].content_hash));
    example_job_options o = options_for(&n, 30, 10, 1);
    CHECK_OK(example_job_synthesise(f->db, "one", &synth, &o, &info[0], &counts, err));
    assert_true(counts.existed);
    synth.seed = 6;
    CHECK_FAILS(LATHE_E_INPUT, "other options", example_job_synthesise(f->db, "one", &synth, &o, &info[0], &counts, err));
}

static void points_lie_on_the_part(void **state)
{
    storage_fixture *f = *state;
    synth_options synth = {.seed = 1, .level_low = 1, .level_high = 1, .grid = 10};
    notes n = {0};
    example_set_info info;
    example_list list;
    example_job_options o = options_for(&n, 8, 1, 2);
    CHECK_OK(example_job_synthesise(f->db, "easy", &synth, &o, &info, NULL, err));
    CHECK_OK(example_set_load(f->db, info.id, EXAMPLE_TRAIN, 0, &list, err));
    int boxes = 0;
    for (uint32_t i = 0; i < list.count; i++) {
        double size[3];
        const char *box = strstr(list.rows[i].script, ".box(");
        if (!box || sscanf(box, ".box(%lf,%lf,%lf)", &size[0], &size[1], &size[2]) != 3)
            continue;
        boxes++;
        assert_int_equal(list.rows[i].point_count, 64);
        for (uint32_t p = 0; p < 64; p++) {
            bool on = false, outside = false;
            for (int axis = 0; axis < 3; axis++) {
                double distance = size[axis] / 2 - fabs((double)list.rows[i].points[p * 3 + (uint32_t)axis]);
                on = on || (distance < 1e-3 && distance > -1e-3);
                outside = outside || distance < -1e-3;
            }
            assert_true(on && !outside);
        }
    }
    assert_true(boxes > 0);
    example_list_clear(&list);
}

static void too_few_different_parts_is_an_error(void **state)
{
    storage_fixture *f = *state;
    synth_options synth = {.seed = 1, .level_low = 1, .level_high = 1, .grid = 50};
    notes n = {0};
    example_set_info info;
    example_job_options o = options_for(&n, 60, 10, 2);
    o.should_stop = NULL;
    /* Boxes and cylinders of 100, 150 and 200: 27 boxes and 27 cylinders at most. */
    CHECK_FAILS(LATHE_E_INPUT, "different parts", example_job_synthesise(f->db, "few", &synth, &o, &info, NULL, err));
    CHECK_FAILS(LATHE_E_INPUT, "no example set 'few'", example_set_find(f->db, "few", &info, err));
}

static void a_stop_request_leaves_nothing_half_made(void **state)
{
    storage_fixture *f = *state;
    synth_options synth = SYNTH_OPTIONS_INIT;
    notes n = {.stop_after = 5};
    example_set_info info;
    example_job_options o = options_for(&n, 100, 10, 2);
    CHECK_FAILS(LATHE_E_BUSY, "stopped on request", example_job_synthesise(f->db, "stopped", &synth, &o, &info, NULL, err));
    CHECK_FAILS(LATHE_E_INPUT, "no example set", example_set_find(f->db, "stopped", &info, err));
    n.stop_after = 0;
    o.train = 10;
    o.held = 2;
    CHECK_OK(example_job_synthesise(f->db, "stopped", &synth, &o, &info, NULL, err));
}

static void put(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    CHECK_OK(file_write_atomically(path, text, strlen(text), err));
}

static void bad_files_are_reported_and_left_out(void **state)
{
    storage_fixture *f = *state;
    char folder[96];
    notes n = {0};
    example_set_info info;
    example_job_counts counts;
    example_job_options o = options_for(&n, 0, 1, 2);
    snprintf(folder, sizeof folder, "%s/parts", f->folder);
    assert_int_equal(mkdir(folder, 0777), 0);
    put(folder, "box.py", "import cadquery as cq\nr=cq.Workplane('XY').box(1,2,3)\n");
    put(folder, "same.py", "import cadquery as cq\nr=cq.Workplane('XY').box(1,2,1).union(cq.Workplane('XY').box(1,2,3))\n");
    put(folder, "disc.py", "import cadquery as cq\nr=cq.Workplane('XY').cylinder(2,9)\n");
    put(folder, "broken.py", "import cadquery as cq\nr=cq.Workplane('XY'.box(1,2,3)\n");
    put(folder, "empty.py", "");
    put(folder, "noise.stl", "this is no STL");
    put(folder, "noise.step", "this is no STEP");
    put(folder, "readme.txt", "not a part");
    put(folder, "mesh.stl", "solid t\n"
        "facet normal 0 0 0 outer loop vertex 0 0 0 vertex 0 1 0 vertex 1 0 0 endloop endfacet\n"
        "facet normal 0 0 0 outer loop vertex 0 0 0 vertex 1 0 0 vertex 0 0 1 endloop endfacet\n"
        "facet normal 0 0 0 outer loop vertex 0 0 0 vertex 0 0 1 vertex 0 1 0 endloop endfacet\n"
        "facet normal 0 0 0 outer loop vertex 1 0 0 vertex 0 1 0 vertex 0 0 1 endloop endfacet\nendsolid t\n");
    CHECK_OK(example_job_import(f->db, "mixed", folder, &o, &info, &counts, err));
    assert_int_equal(counts.candidates, 8);
    assert_int_equal(counts.failed, 4);
    assert_int_equal(counts.duplicates, 1);
    assert_int_equal(counts.stored, 3);
    assert_int_equal(n.lines, 5);
    assert_int_equal(info.train, 2);
    assert_int_equal(info.held, 1);
    CHECK_OK(example_job_import(f->db, "mixed", folder, &o, &info, &counts, err));
    assert_true(counts.existed);
    o.held = 3;
    CHECK_FAILS(LATHE_E_INPUT, "too few to hold 3 back", example_job_import(f->db, "more", folder, &o, &info, &counts, err));
    CHECK_FAILS(LATHE_E_INPUT, "cannot read folder", example_job_import(f->db, "more", "/no/such", &o, &info, &counts, err));
    char command[160];
    static const char *const names[] = {"box.py", "same.py", "disc.py", "broken.py", "empty.py", "noise.stl", "noise.step",
                                        "readme.txt", "mesh.stl"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(command, sizeof command, "%s/%s", folder, names[i]);
        unlink(command);
    }
    CHECK_FAILS(LATHE_E_INPUT, "has no .py", example_job_import(f->db, "more", folder, &o, &info, &counts, err));
    rmdir(folder);
}

static void sets_can_be_looked_at(void **state)
{
    storage_fixture *f = *state;
    synth_options synth = {.seed = 3, .level_low = 1, .level_high = SYNTH_LEVEL_MAX, .grid = 10};
    notes n = {0};
    example_set_info info;
    bytes png;
    char *text = NULL;
    size_t length = 0;
    example_job_options o = options_for(&n, 6, 1, 2);
    CHECK_OK(example_job_synthesise(f->db, "seen", &synth, &o, &info, NULL, err));
    bytes_init(&png, 16 << 20);
    CHECK_OK(example_show_picture(f->db, info.id, EXAMPLE_TRAIN, 6, 64, &o, &png, err));
    assert_memory_equal(png.data, "\x89PNG", 4);
    bytes_clear(&png);
    FILE *out = open_memstream(&text, &length);
    CHECK_OK(example_show_list(f->db, info.id, EXAMPLE_HELD, 0, true, out, err));
    fclose(out);
    assert_non_null(strstr(text, "\"split\": \"held\""));
    free(text);
    CHECK_FAILS(LATHE_E_INPUT, "1 to 100 parts", example_show_picture(f->db, info.id, EXAMPLE_TRAIN, 0, 64, &o, &png, err));
}

static void real_scripts_are_split_by_shape(void **state)
{
    storage_fixture *f = *state;
    const char *shared = getenv("LATHE_SHARED");
    char folder[512];
    notes n = {0};
    example_set_info info;
    example_job_counts counts;
    example_job_options o = options_for(&n, 30, 10, 2);
    snprintf(folder, sizeof folder, "%s/data/cadrecode/py", shared ? shared : "../shared");
    if (!file_exists(folder)) {
        print_message("skipped: real_scripts_are_split_by_shape: no folder '%s'\n", folder);
        skip();
    }
    CHECK_OK(example_job_import(f->db, "real", folder, &o, &info, &counts, err));
    if (counts.failed + counts.not_solid > 0)
        fail_msg("%u failed, %u not solid: %s", counts.failed, counts.not_solid, n.last);
    assert_int_equal(info.train, 30);
    assert_int_equal(info.held, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(the_same_parts_whatever_the_executors),
        TEST(points_lie_on_the_part),
        TEST(too_few_different_parts_is_an_error),
        TEST(a_stop_request_leaves_nothing_half_made),
        TEST(bad_files_are_reported_and_left_out),
        TEST(sets_can_be_looked_at),
        TEST(real_scripts_are_split_by_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
