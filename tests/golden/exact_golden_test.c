/* Scores with booleans left undone beside scores of the built shape (which a request for validity asks for): every real
 * script that both do in time must end alike, with the same samples but for chords. An argument N takes every Nth script only. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "reward/measure/iou.h"
#include "tests/support/executor_peer.h"

enum { WALL_MS = 20000 };

static int every = 1;

/* Of the differences of IoU, over all scripts of a folder: of chords here and in OpenCASCADE's mesh. */
static const double MEAN = 3e-4, WORST = 3e-3;

typedef struct tally {
    int scripts, both, differ;
    double sum, worst;
} tally;

static executor_reply score(executor_peer *p, const char *script, byte_view target, bool validity)
{
    executor_request r = peer_request(EXECUTOR_SCORE, script);
    r.score = (score_request){.target = target, .validity = validity};
    r.limits.wall_ms = WALL_MS;
    return peer_ask(p, &r);
}

static double iou_of(const executor_reply *reply)
{
    const score_counts *c = &reply->score;
    const sample_counts counts = {c->both, c->truth, c->prediction, c->outside, c->rows, c->open_rows,
                                  c->truth_box_volume, c->prediction_box_volume};
    return iou_from_counts(&counts);
}

static void compare(executor_peer *p, const char *path, const char *script, byte_view target, tally *t)
{
    executor_reply built = score(p, script, target, true), left = score(p, script, target, false);
    const run_outcome *a = &built.outcome, *b = &left.outcome;
    t->scripts++;
    if (a->failure == FAILURE_TIMEOUT || b->failure == FAILURE_TIMEOUT) { /* says how busy the host is */
        print_message("%s: %s in time\n", path, a->failure == FAILURE_TIMEOUT ? "not built" : "built, not left undone");
    } else if (a->failure != b->failure || a->line != b->line || strcmp(a->message, b->message) != 0) {
        print_message("%s: built %s '%s' at %u, left undone %s '%s' at %u\n", path, failure_name(a->failure), a->message,
                      a->line, failure_name(b->failure), b->message, b->line);
        t->differ++;
    } else if (a->failure == FAILURE_OK) {
        const double difference = fabs(iou_of(&built) - iou_of(&left));
        if (difference > WORST)
            print_message("%s: IoU built %f%s, left undone %f\n", path, iou_of(&built),
                          a->valid == SHAPE_VALID ? "" : " (not valid)", iou_of(&left));
        if (a->valid == SHAPE_VALID) {
            t->both++;
            t->sum += difference;
            t->worst = fmax(t->worst, difference);
        }
    }
    executor_reply_clear(&built);
    executor_reply_clear(&left);
}

/* Against the part of a script that is scored against itself where it has one, else against the last that had. */
static void check_script(executor_peer *p, const char *path, byte_view *target, bytes *kept, tally *t)
{
    bytes text;
    lathe_error err;
    bytes_init(&text, 1 << 20);
    assert_int_equal(file_read(path, &text, &err), LATHE_OK);
    executor_request r = peer_request(EXECUTOR_RUN, (const char *)text.data);
    r.run.target = true;
    r.limits.wall_ms = WALL_MS;
    executor_reply made = peer_ask(p, &r);
    if (made.outcome.failure == FAILURE_OK) {
        bytes_reset(kept);
        assert_int_equal(bytes_append(kept, made.run.target.data, made.run.target.length, &err), LATHE_OK);
        *target = (byte_view){kept->data, kept->length};
    }
    executor_reply_clear(&made);
    if (target->length > 0)
        compare(p, path, (const char *)text.data, *target, t);
    bytes_clear(&text);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void check_folder(const char *folder)
{
    char path[4096];
    struct dirent **files;
    tally t = {0};
    byte_view target = {0};
    bytes kept;
    snprintf(path, sizeof path, "%s/data/%s", peer_shared(), folder);
    int count = scandir(path, &files, NULL, by_name), seen = 0;
    if (count < 0) {
        print_message("skipped: no '%s'\n", path);
        skip();
    }
    bytes_init(&kept, CODEC_MAX_TARGET);
    executor_peer p = peer_start();
    for (int i = 0; i < count; i++) {
        const char *name = files[i]->d_name;
        const size_t length = strlen(name);
        if (length > 3 && strcmp(name + length - 3, ".py") == 0 && seen++ % every == 0) {
            snprintf(path, sizeof path, "%s/data/%s/%s", peer_shared(), folder, name);
            check_script(&p, path, &target, &kept, &t);
        }
        free(files[i]);
    }
    free(files);
    bytes_clear(&kept);
    peer_end(&p);
    print_message("%s: %d scripts, %d valid, IoU differs by %.2g in the mean, %.2g at worst\n", folder, t.scripts, t.both,
                  t.both ? t.sum / t.both : 0, t.worst);
    assert_int_equal(t.differ, 0);
    assert_true(t.worst <= WORST && t.sum <= MEAN * t.both);
}

#define FOLDER(name, path)                                                                                             \
    static void name(void **state)                                                                                     \
    {                                                                                                                  \
        (void)state;                                                                                                   \
        check_folder(path);                                                                                            \
    }
FOLDER(gencad, "gencad/py")
FOLDER(cadrecode, "cadrecode/py")
FOLDER(predictions, "cadrecode/pred")
FOLDER(language_models, "llm/py")
FOLDER(more_language_models, "llm2/py")
FOLDER(industrial, "industrial/py")
FOLDER(broken, "broken/py")

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gencad),          cmocka_unit_test(cadrecode),
        cmocka_unit_test(predictions),     cmocka_unit_test(language_models),
        cmocka_unit_test(more_language_models), cmocka_unit_test(industrial),
        cmocka_unit_test(broken),
    };
    if (argc > 1 && atoi(argv[1]) > 0)
        every = atoi(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
