/* config_test.c: the table of keys and everything that derives from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "ops/config/config.h"

static config *fresh(void)
{
    config *c = NULL;
    lathe_error err = {0};

    assert_int_equal(config_new(&c, &err), LATHE_OK);
    return c;
}

static void values_are_read_over_defaults(void **state)
{
    (void)state;
    static const char text[] = "# a run\nrun:\n  seed: 7\n  name: 'a b'\nreward:\n  failure:\n    syntax: -2.5\n"
                               "rollout: {validity: true, rows: 128}\n";
    config *c = fresh();
    lathe_error err = {0};
    char place[64];

    assert_int_equal(config_parse(c, "a.yaml", text, strlen(text), &err), LATHE_OK);
    assert_int_equal(config_integer(c, KEY_RUN_SEED), 7);
    assert_string_equal(config_text(c, KEY_RUN_NAME), "a b");
    assert_true(config_number(c, KEY_REWARD_SYNTAX) == -2.5);
    assert_true(config_boolean(c, KEY_ROLLOUT_VALIDITY));
    assert_int_equal(config_choice(c, KEY_ROLLOUT_ROWS), 2);
    assert_int_equal(config_integer(c, KEY_ROLLOUT_WORKERS), 2);
    config_place(c, KEY_RUN_SEED, place, sizeof place);
    assert_string_equal(place, "a.yaml:3");
    config_place(c, KEY_ROLLOUT_WORKERS, place, sizeof place);
    assert_string_equal(place, "default");
    assert_int_equal(config_set(c, "rollout.workers=5", &err), LATHE_OK);
    assert_int_equal(config_integer(c, KEY_ROLLOUT_WORKERS), 5);
    assert_int_equal(config_check(c, &err), LATHE_OK);
    config_free(c);
}

static void every_mistake_has_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"run:\n  sed: 1\n", "a.yaml:2: unknown key 'run.sed', did you mean 'run.seed'?"},
        {"rum:\n  seed: 1\n", "a.yaml:2: unknown key 'rum.seed', did you mean 'run.seed'?"},
        {"xyzzyxyzzyxyzzyxyzzy: {}\n", "a.yaml:1: unknown key 'xyzzyxyzzyxyzzyxyzzy'"},
        {"run: 3\n", "a.yaml:1: 'run' is a section, not a key"},
        {"run:\n  seed: many\n", "a.yaml:2: 'run.seed': 'many' is not an integer"},
        {"run:\n  seed: 1.5\n", "a.yaml:2: 'run.seed': '1.5' is not an integer"},
        {"run:\n  threads: 0\n", "a.yaml:2: 'run.threads': 0 is outside 1 to 1024"},
        {"reward:\n  iou_weight: nan\n", "a.yaml:2: 'reward.iou_weight': 'nan' is not a number"},
        {"reward:\n  iou_weight: 1e999\n", "a.yaml:2: 'reward.iou_weight': '1e999' is not a number"},
        {"rollout:\n  validity: yes\n", "a.yaml:2: 'rollout.validity': 'yes' is none of false|true"},
        {"data:\n  source: sythn\n", "a.yaml:2: 'data.source': 'sythn' is none of synth|import|set"},
        {"run:\n  seed: 1\n  seed: 2\n", "a.yaml:3: 'run.seed' is set already, in line 2"},
        {"run:\n  seed:\n", "a.yaml:2: 'run.seed' has no value"},
        {"run:\n  seed: [1, 2]\n", "a.yaml:2: 'run.seed' is a list, where one value is wanted"},
        {"run: {seed: &a 1}\n", "a.yaml:1: anchors and tags are not read"},
        {"- run\n", "a.yaml:1: '' is a list, where one value is wanted"},
        {"just text\n", "a.yaml:1: not a mapping of keys"},
        {"run:\n  seed: 1\n---\nrun: {}\n", "a.yaml:3: a second document"},
        {"a: {b: {c: {d: {e: 1}}}}\n", "a.yaml:1: 'a.b.c.d' is nested too deeply"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        config *c = fresh();
        lathe_error err = {0};
        assert_int_equal(config_parse(c, "a.yaml", rows[i].text, strlen(rows[i].text), &err), LATHE_E_INPUT);
        assert_string_equal(err.message, rows[i].message);
        config_free(c);
    }
}

static void what_is_not_yaml_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"run: {seed: 1", "run:\n\tseed: 1\n", "\"", "run: \x01\n", "}\n", "\xff\xfe\xff"};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        config *c = fresh();
        lathe_error err = {0};
        assert_int_equal(config_parse(c, "a.yaml", texts[i], strlen(texts[i]), &err), LATHE_E_INPUT);
        assert_non_null(strstr(err.message, "not YAML"));
        assert_memory_equal(err.message, "a.yaml:", 7);
        config_free(c);
    }
}

static void assignments_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"run.seed", "--set: 'run.seed' is not key.path=value"},
        {"=3", "--set: '=3' is not key.path=value"},
        {"run.seet=3", "--set: unknown key 'run.seet', did you mean 'run.seed'?"},
        {"run.seed=x", "--set: 'run.seed': 'x' is not an integer"},
    };
    config *c = fresh();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        lathe_error err = {0};
        assert_int_equal(config_set(c, rows[i].text, &err), LATHE_E_INPUT);
        assert_string_equal(err.message, rows[i].message);
    }
    config_free(c);
}

static void values_must_fit_each_other(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"model.hidden=129", "--set: 'model.hidden' must be an even multiple of 'model.heads'"},
        {"model.kv_heads=3", "--set: 'model.kv_heads' must divide 'model.heads'"},
        {"model.points=4096", "--set: 'model.points' is more than 'data.points'"},
        {"data.source=import", "default: 'data.import.folder' is missing, which 'data.source: import' needs"},
        {"data.source=set", "default: 'data.set' is missing, which 'data.source: set' needs"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        config *c = fresh();
        lathe_error err = {0};
        assert_int_equal(config_set(c, rows[i].text, &err), LATHE_OK);
        assert_int_equal(config_check(c, &err), LATHE_E_INPUT);
        assert_string_equal(err.message, rows[i].message);
        config_free(c);
    }
}

static void a_weight_of_chamfer_needs_its_points(void **state)
{
    (void)state;
    static const char *const both[] = {"reward.chamfer_weight=1", "rollout.chamfer_points=1024"};
    config *c = NULL;
    lathe_error err = {0};

    assert_int_equal(config_read(NULL, 0, both, 1, &c, &err), LATHE_E_INPUT);
    assert_string_equal(err.message, "--set: 'reward.chamfer_weight' needs 'rollout.chamfer_points'");
    assert_int_equal(config_read(NULL, 0, both, 2, &c, &err), LATHE_OK);
    config_free(c);
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    config *a = fresh(), *b = fresh();
    lathe_error err = {0};
    bytes first, second;

    bytes_init(&first, 1 << 20);
    bytes_init(&second, 1 << 20);
    assert_int_equal(config_set(a, "run.name=odd \"name\" \\ here", &err), LATHE_OK);
    assert_int_equal(config_set(a, "reward.iou_weight=0.1", &err), LATHE_OK);
    assert_int_equal(config_write(a, &first, &err), LATHE_OK);
    if (config_parse(b, "written", (const char *)first.data, first.length, &err) != LATHE_OK)
        fail_msg("%s\n%s", err.message, (const char *)first.data);
    assert_string_equal(config_text(b, KEY_RUN_NAME), "odd \"name\" \\ here");
    assert_true(config_number(b, KEY_REWARD_IOU_WEIGHT) == 0.1);
    assert_int_equal(config_write(b, &second, &err), LATHE_OK);
    assert_string_equal((const char *)first.data, (const char *)second.data);
    bytes_clear(&first);
    bytes_clear(&second);
    config_free(a);
    config_free(b);
}

static void the_document_is_current(void **state)
{
    (void)state;
    bytes made, kept;
    lathe_error err = {0};

    bytes_init(&made, 1 << 20);
    bytes_init(&kept, 1 << 20);
    assert_int_equal(config_document(&made, &err), LATHE_OK);
    assert_int_equal(file_read("docs/configuration.md", &kept, &err), LATHE_OK);
    assert_string_equal((const char *)made.data, (const char *)kept.data); /* lathe dump configuration > docs/... */
    bytes_clear(&made);
    bytes_clear(&kept);
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    config *c = fresh();
    lathe_error err = {0};

    assert_int_equal(config_load(c, "no/such.yaml", &err), LATHE_E_IO);
    assert_non_null(strstr(err.message, "no/such.yaml"));
    config_free(c);
}

static void later_files_count_over_earlier_ones(void **state)
{
    (void)state;
    static const char *const files[] = {"configs/smoke.yaml", "configs/rewards/cadrille.yaml"};
    static const char *const assignments[] = {"reward.failure.crash=-3"}, *const bad[] = {"model.heads=7"};
    config *c = NULL;
    lathe_error err = {0};

    if (config_read(files, 2, assignments, 1, &c, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(config_integer(c, KEY_PPO_STEPS), 6); /* of the first */
    assert_true(config_number(c, KEY_REWARD_IOU_WEIGHT) == 10 && config_number(c, KEY_REWARD_BUILD) == -10);
    assert_true(config_number(c, KEY_REWARD_CRASH) == -3);
    config_free(c);
    assert_int_equal(config_read(files, 2, bad, 1, &c, &err), LATHE_E_INPUT); /* checked as a whole */
}

static void shipped_configurations_are_right(void **state)
{
    (void)state;
    static const char *const paths[] = {"configs/smoke.yaml", "configs/quickstart.yaml", "configs/cadrecode.yaml",
                                        "configs/rewards/cadrille.yaml", "configs/rewards/ppo_iou.yaml",
                                        "configs/rewards/parse_run_iou.yaml"};

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        config *c = fresh();
        lathe_error err = {0};
        if (config_load(c, paths[i], &err) != LATHE_OK || config_set(c, "data.import.folder=x", &err) != LATHE_OK ||
            config_check(c, &err) != LATHE_OK)
            fail_msg("%s", err.message);
        config_free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_over_defaults), cmocka_unit_test(every_mistake_has_its_line),
        cmocka_unit_test(what_is_not_yaml_is_refused),   cmocka_unit_test(assignments_are_checked),
        cmocka_unit_test(values_must_fit_each_other),    cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(the_document_is_current),       cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(a_weight_of_chamfer_needs_its_points),
        cmocka_unit_test(later_files_count_over_earlier_ones),
        cmocka_unit_test(shipped_configurations_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
