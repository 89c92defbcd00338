/* cli_test.c: the program `lathe` as people call it: statuses, one-line errors, the fields of its JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "tests/support/program.h"

static const char box[] = "import cadquery as cq\nr = cq.Workplane('XY').box(10, 20, 30)\n";
static const char half[] = "import cadquery as cq\nr = cq.Workplane('XY').box(10, 20, 15)\n";
static const char broken[] = "import cadquery as cq\nr = cq.Workplane('XY').bax(10, 20, 30)\n";

static int enter(void **state)
{
    (void)state;
    program_enter_folder();
    program_write("box.py", box);
    program_write("half.py", half);
    program_write("broken.py", broken);
    program_write("list.txt", "box.py\nhalf.py\nbroken.py\n");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    program_leave_folder();
    return 0;
}

/* Object `index` among the lines of text; the caller drops it. */
static json_t *line_of(const char *text, int index)
{
    json_error_t error;

    for (int i = 0; i < index && text != NULL; i++) {
        text = strchr(text, '\n');
        text = text != NULL ? text + 1 : NULL;
    }
    assert_non_null(text);
    json_t *object = json_loads(text, JSON_DISABLE_EOF_CHECK, &error);
    if (object == NULL)
        fail_msg("no JSON: %s in %.200s", error.text, text);
    return object;
}

static double number(const json_t *object, const char *key)
{
    if (!json_is_number(json_object_get(object, key)))
        fail_msg("'%s' is no number", key);
    return json_number_value(json_object_get(object, key));
}

static void has_text(const json_t *object, const char *key, const char *text)
{
    assert_non_null(json_object_get(object, key));
    assert_string_equal(json_string_value(json_object_get(object, key)), text);
}

static void misuse_is_one_line_and_status_2(void **state)
{
    (void)state;
    static const struct {
        const char *line, *error;
    } rows[] = {
        {"lathe", "lathe: no command"},
        {"lathe trian x", "lathe: unknown command 'trian', did you mean 'train'?"},
        {"lathe data sinth", "lathe: unknown command 'data sinth', did you mean 'data synth'?"},
        {"lathe run box.py --jsno", "lathe: run: unknown option '--jsno', did you mean '--json'?"},
        {"lathe run", "lathe: run: no scripts"},
        {"lathe score box.py", "lathe: score: needs PREDICTION TRUTH, or --pairs FILE"},
        {"lathe score box.py box.py --rows 63", "lathe: score: '--rows' is lattice, 64, 128 or 256, not '63'"},
        {"lathe dump token box.py", "lathe: dump: unknown stage 'token', did you mean 'tokens'?"},
        {"lathe query --format xml", "lathe: query: needs a report"},
        {"lathe bench reward", "lathe: bench reward: needs --list FILE"},
        {"lathe work", "lathe: work: needs --connect ENDPOINT"},
        {"lathe train bad.yaml", "lathe: bad.yaml:2: unknown key 'ppo.sted', did you mean 'ppo.steps'?"},
        {"lathe train empty.yaml --set ppo.steps=many", "lathe: --set: 'ppo.steps': 'many' is not an integer"},
        {"lathe query rewards --database text.db", "text.db"},
    };
    program_write("bad.yaml", "ppo:\n  sted: 3\n");
    program_write("empty.yaml", "# nothing\n");
    program_write("text.db", "this is not a database, but text that is somewhat longer than a header of one would be.....\n");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        program_result r;
        program_run(&r, "%s", rows[i].line);
        if (r.status != 2 || strstr(r.err, rows[i].error) == NULL)
            fail_msg("%s\nends with %d: %s", rows[i].line, r.status, r.err);
        assert_int_equal(r.out[0], 0);
        program_clear(&r);
    }
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    program_expect_error(1, "no/such.yaml", "lathe train no/such.yaml");
    program_expect_error(2, "no/such.db", "lathe query rewards --database no/such.db");
    if (program_is_built("lathe-learner"))
        program_expect_error(2, "no/such.db", "lathe resume latest --database no/such.db");
    program_expect_error(1, "nosuch.py", "lathe dump ast nosuch.py");
}

static void every_command_helps_on_one_screen(void **state)
{
    (void)state;
    program_result all;

    program_run(&all, "lathe --help | sed -n 's/^  \\([a-z ]*[a-z]\\)   *[a-z].*/\\1/p'");
    assert_int_equal(all.status, 0);
    int count = 0;
    for (char *at = all.out, *end; (end = strchr(at, '\n')) != NULL; at = end + 1, count++) {
        program_result r;
        int lines = 0;
        program_run(&r, "lathe %.*s --help", (int)(end - at), at);
        assert_int_equal(r.status, 0);
        for (const char *c = r.out; *c != 0; c++)
            lines += *c == '\n';
        assert_in_range(lines, 4, 30);
        assert_non_null(strstr(r.out, "example:\n  lathe "));
        program_clear(&r);
    }
    assert_in_range(count, 15, 40);
    program_clear(&all);
}

static void dumps_need_no_kernel(void **state)
{
    (void)state;
    program_result r;

    program_run(&r, "lathe dump tokens box.py && lathe dump ast box.py && lathe dump configuration");
    assert_int_equal(r.status, 0);
    assert_non_null(strstr(r.out, "Workplane"));
    assert_non_null(strstr(r.out, "`ppo.steps`"));
    program_clear(&r);
    program_write("bad.py", "x = (1,\n");
    program_expect_error(1, "bad.py:", "lathe dump ast bad.py");
}

static void run_says_what_each_made(void **state)
{
    (void)state;
    program_result r;

    if (!program_is_built("lathe-executor"))
        skip();
    program_run(&r, "lathe run --list list.txt --json --mesh 0.001 0.1 --jobs 2");
    if (r.status != 0)
        fail_msg("%s%s", r.out, r.err);
    json_t *first = line_of(r.out, 0), *third = line_of(r.out, 2);
    has_text(first, "name", "box");
    has_text(first, "status", "ok");
    has_text(first, "type", "Solid");
    assert_true(number(first, "volume") > 5999.999 && number(first, "volume") < 6000.001);
    assert_true(number(first, "area") > 2199.999 && number(first, "area") < 2200.001);
    assert_int_equal(json_array_size(json_object_get(first, "box")), 6);
    assert_int_equal(json_array_size(json_object_get(first, "center")), 3);
    assert_true(number(first, "solids") == 1 && number(first, "faces") == 6 && number(first, "edges") == 12);
    assert_true(number(first, "vertices") == 8 && number(first, "triangles") == 12 && number(first, "ms") > 0);
    assert_true(number(first, "mesh_volume") > 5999.9);
    assert_true(json_is_true(json_object_get(first, "valid")));
    assert_null(json_object_get(first, "line"));
    has_text(third, "status", "api");
    assert_true(number(third, "line") == 2 && number(third, "column") > 0);
    assert_non_null(json_object_get(third, "message"));
    assert_null(json_object_get(third, "volume"));
    json_decref(first);
    json_decref(third);
    program_clear(&r);
    program_expect(0, "lathe run box.py --stl box.stl --step box.step --png box.png && test -s box.stl && test -s box.step "
                      "&& test -s box.png && lathe run box.step box.stl");
    program_expect_error(1, "nosuch.py", "lathe run box.py nosuch.py");
}

static void score_compares(void **state)
{
    (void)state;
    program_result r;

    if (!program_is_built("lathe-executor"))
        skip();
    program_write("pairs.txt", "box.py\tbox.py\nhalf.py\tbox.py\nbroken.py\tbox.py\nbox.py\tbox.step\n");
    program_expect(0, "lathe run box.py --step box.step");
    program_run(&r, "lathe score --pairs pairs.txt --json");
    if (r.status != 0)
        fail_msg("%s%s", r.out, r.err);
    static const double low[] = {.999999, .49, 0, .999}, high[] = {1, .51, 0, 1};
    for (int i = 0; i < 4; i++) {
        static const char *const keys[] = {"both", "truth_samples", "prediction_samples", "outside", "ms", "rows_used"};
        json_t *object = line_of(r.out, i);
        assert_true(number(object, "iou") >= low[i] && number(object, "iou") <= high[i]);
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
            number(object, keys[k]);
        has_text(object, "metric", "absolute");
        has_text(object, "rows", "lattice");
        has_text(object, "status", i == 2 ? "api" : "ok");
        assert_int_equal(json_array_size(json_object_get(object, "box_volumes")), 2);
        json_decref(object);
    }
    program_clear(&r);
    program_expect(0, "lathe score half.py box.py --rows 64");
    program_run(&r, "lathe score half.py box.py --mode both --json");
    assert_int_equal(r.status, 0);
    json_t *object = line_of(r.out, 0);
    assert_true(number(object, "iou_exact") == number(object, "iou_lazy"));
    has_text(object, "status_exact", "ok");
    json_decref(object);
    program_clear(&r);
    program_expect_error(2, "'--mode' is lazy or exact, not 'both'", "lathe bench reward --list pairs.txt --mode both");
    program_expect_error(1, "broken.py: api", "lathe score box.py broken.py --json");
}

/* Metrics by name, chamfer distances, counts of features and the summary. */
static void score_knows_metrics(void **state)
{
    (void)state;
    program_result r;

    if (!program_is_built("lathe-executor"))
        skip();
    program_write("moved.py", "import cadquery as cq\nr = cq.Workplane('XY').box(20, 40, 60).translate((50, 6, 7))\n");
    program_write("pairs.txt", "moved.py\tbox.py\nbroken.py\tbox.py\nbroken.py\thalf.py\n");
    program_run(&r, "lathe score --pairs pairs.txt --metric cadrille-eval --features --summary --json");
    if (r.status != 0)
        fail_msg("%s%s", r.out, r.err);
    json_t *object = line_of(r.out, 0);
    assert_true(number(object, "iou") > .9999);
    has_text(object, "metric", "cadrille-eval");
    assert_true(number(object, "chamfer") > 0 && number(object, "chamfer") < 1);
    assert_true(json_is_true(json_object_get(object, "valid")));
    assert_true(number(object, "faces") == 6 && number(object, "edges") == 12 && number(object, "faces_more") == 0);
    json_decref(object);
    object = line_of(r.out, 3);
    assert_true(number(object, "pairs") == 3 && number(object, "valid") == 1 && number(object, "inputs") == 2);
    assert_true(number(object, "iou_mean") < .3334 && number(object, "iou_mean_valid") > .9999);
    assert_true(number(object, "invalidity_ratio") == .5 && number(object, "iou_best_mean") > .4999);
    assert_int_equal(json_array_size(json_object_get(object, "chamfer_means")), 5);
    json_decref(object);
    program_clear(&r);
    program_run(&r, "lathe score moved.py box.py --json");
    object = line_of(r.out, 0);
    assert_true(number(object, "iou") < .1);
    assert_null(json_object_get(object, "chamfer"));
    json_decref(object);
    program_clear(&r);
    program_expect_error(2, "there is no metric 'iou'", "lathe score box.py box.py --metric iou");
    program_expect_error(2, "has voxels of its own", "lathe score box.py box.py --metric benchcad --rows 128");
}

/* Files that nothing can be scored against are named, and why. */
static void data_check_names_bad_parts(void **state)
{
    (void)state;
    program_result r;

    if (!program_is_built("lathe-executor"))
        skip();
    program_expect(0, "mkdir -p parts && cp box.py parts/a.py && cp broken.py parts/b.py && lathe run box.py --stl parts/c.stl && "
                      "echo '1 2 3 0 0 1' >parts/d.xyz && head -c 384 parts/c.stl >parts/e.stl && "
                      "printf '\\006' | dd of=parts/e.stl bs=1 seek=80 conv=notrunc 2>/dev/null && "
                      "printf 'ply\\nformat ascii 1.0\\nelement vertex 9\\nproperty float x\\nend_header\\n' >parts/f.ply");
    program_run(&r, "lathe data check parts/ --json");
    assert_int_equal(r.status, 1);
    static const char *const problems[] = {NULL, "api: ", NULL, "1 points with normals", "the truth is not closed: ",
                                           "PLY has no vertices with x, y and z"};
    for (int i = 0; i < 6; i++) {
        json_t *object = line_of(r.out, i);
        assert_true(json_is_true(json_object_get(object, "usable")) == (problems[i] == NULL));
        if (problems[i] != NULL)
            assert_non_null(strstr(json_string_value(json_object_get(object, "problem")), problems[i]));
        json_decref(object);
    }
    assert_non_null(strstr(r.err, "4 of 6 parts cannot be used"));
    program_clear(&r);
    program_expect(0, "cp half.py parts/f.py && lathe data import good parts/ --held 1 --points 64 --database check.db");
    program_run(&r, "lathe data check good --database check.db --json");
    assert_int_equal(r.status, 0);
    json_t *object = line_of(r.out, 1);
    assert_true(json_is_true(json_object_get(object, "usable")) && number(object, "volume") > 0);
    json_decref(object);
    program_clear(&r);
    program_expect_error(2, "is neither file nor folder", "lathe data check nosuch box.py");
}

static void bench_measures(void **state)
{
    (void)state;
    static const char *const keys[] = {"scripts", "seconds", "per_second", "median_ms", "p99_ms", "rss_mib"};
    program_result r;

    if (!program_is_built("lathe-executor"))
        skip();
    program_write("two.txt", "box.py\nhalf.py\n");
    program_run(&r, "lathe bench reward --list two.txt --mode exact --jobs 1 --repeat 7 --json");
    assert_int_equal(r.status, 0);
    json_t *object = line_of(r.out, 0);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_true(number(object, keys[i]) > 0);
    assert_true(number(object, "scripts") == 7);
    json_decref(object);
    program_clear(&r);
}

/* More scripts than are held at once, some of which make nothing: each is scored, or named as one that was not. */
static void bench_accounts_for_every_script(void **state)
{
    (void)state;
    program_result r;

    if (!program_is_built("lathe-executor"))
        skip();
    program_expect(0, "for i in $(seq 180); do cat list.txt; done >long.txt");
    program_run(&r, "lathe bench reward --list long.txt --json");
    assert_int_equal(r.status, 0);
    json_t *object = line_of(r.out, 0), *ended = json_object_get(object, "ended");
    assert_true(number(object, "scripts") == 540 && number(object, "failed") == 180);
    assert_int_equal(json_object_size(ended), 2);
    assert_true(number(ended, "ok") == 360 && number(ended, "api") == 180);
    json_decref(object);
    program_clear(&r);
    program_write("nothing.txt", "broken.py\nbroken.py\n");
    program_run(&r, "lathe bench reward --list nothing.txt");
    assert_int_equal(r.status, 0);
    assert_non_null(strstr(r.out, "2 scripts in "));
    assert_non_null(strstr(r.out, "; 2 without_target\n"));
    program_clear(&r);
}

static void sets_are_made_and_shown(void **state)
{
    (void)state;
    program_result r;

    if (!program_is_built("lathe-executor"))
        skip();
    program_expect(0, "lathe data synth easy --train 6 --held 2 --points 16 --level-high 1");
    program_expect_error(0, "", "lathe data synth easy --train 6 --held 2 --points 16 --level-high 1");
    program_expect_error(2, "easy", "lathe data synth easy --train 7 --held 2 --points 16 --level-high 1");
    program_run(&r, "lathe data show easy --json --limit 3 --png parts.png && test -s parts.png");
    assert_int_equal(r.status, 0);
    json_t *object = line_of(r.out, 2);
    number(object, "id");
    json_decref(object);
    program_clear(&r);
    program_expect(0, "mkdir -p parts && cp box.py half.py broken.py parts && lathe data import own parts --held 1 --points 16");
    program_expect_error(2, "did you mean 'own'", "lathe data show owm");
    program_run(&r, "lathe query --sql 'SELECT count(*) AS n FROM example' --format json");
    assert_int_equal(r.status, 0);
    object = line_of(r.out, 0);
    assert_true(number(object, "n") == 10);
    json_decref(object);
    program_clear(&r);
    program_expect(2, "lathe query --sql 'DELETE FROM example'");
    program_expect(0, "lathe query --schema | grep -q 'CREATE TABLE rollout'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misuse_is_one_line_and_status_2), cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(every_command_helps_on_one_screen), cmocka_unit_test(dumps_need_no_kernel),
        cmocka_unit_test(run_says_what_each_made),         cmocka_unit_test(score_compares),
        cmocka_unit_test(score_knows_metrics),             cmocka_unit_test(data_check_names_bad_parts),
        cmocka_unit_test(bench_measures),                  cmocka_unit_test(bench_accounts_for_every_script),
        cmocka_unit_test(sets_are_made_and_shown),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
