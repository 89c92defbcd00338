/* IoU of real pairs of scripts against exact booleans of CadQuery's meshes: golden/cadquery/iou.csv, column absolute.
 * An argument N takes every Nth pair only. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "reward/measure/iou.h"
#include "tests/support/executor_peer.h"

static int every = 1;

/* The file's text, NUL-terminated; empty where it cannot be read. */
static bytes shared_file(const char *folder, const char *name)
{
    char path[4096];
    bytes text;
    bytes_init(&text, 4 << 20);
    snprintf(path, sizeof path, "%s/%s/%s", peer_shared(), folder, name);
    file_read(path, &text, NULL);
    return text;
}

/* IoU of the prediction, or a negative number where something failed, which is then printed. */
static double iou_of(executor_peer *p, const char *prediction, const char *truth)
{
    bytes texts[2] = {shared_file("data/cadrecode", truth), shared_file("data/cadrecode", prediction)};
    assert_true(texts[0].length > 0 && texts[1].length > 0);
    executor_request r = peer_request(EXECUTOR_RUN, (const char *)texts[0].data);
    double iou = -1;
    r.run.target = true;
    executor_reply made = peer_ask(p, &r);
    if (made.outcome.failure == FAILURE_OK) {
        r = peer_request(EXECUTOR_SCORE, (const char *)texts[1].data);
        r.score = (score_request){.target = made.run.target};
        executor_reply reply = peer_ask(p, &r);
        const score_counts *c = &reply.score;
        const sample_counts counts = {c->both, c->truth, c->prediction, c->outside, c->rows, c->open_rows,
                                      c->truth_box_volume, c->prediction_box_volume};
        if (reply.outcome.failure == FAILURE_OK)
            iou = iou_from_counts(&counts);
        else
            printf("%s: %s: %s\n", prediction, failure_name(reply.outcome.failure), reply.outcome.message);
        executor_reply_clear(&reply);
    } else {
        printf("%s: %s: %s\n", truth, failure_name(made.outcome.failure), made.outcome.message);
    }
    executor_reply_clear(&made);
    bytes_clear(&texts[0]);
    bytes_clear(&texts[1]);
    return iou;
}

static void iou_agrees_with_exact_booleans(void **state)
{
    (void)state;
    bytes table = shared_file("golden/cadquery", "iou.csv");
    if (table.length == 0) {
        printf("skipped: no golden/cadquery/iou.csv in %s\n", peer_shared());
        skip();
    }
    executor_peer p = peer_start();
    double sum = 0, worst = 0;
    int count = 0, failed = 0, row = 0;
    char *rest = NULL;
    for (char *line = strtok_r((char *)table.data, "\r\n", &rest); line; line = strtok_r(NULL, "\r\n", &rest), row++) {
        char *columns[5] = {0}, *more = NULL;
        for (int i = 0; i < 5; i++)
            columns[i] = strtok_r(i ? NULL : line, ",", &more);
        if (!columns[4] || strcmp(columns[2], "ok") != 0 || row % every != 0)
            continue;
        double iou = iou_of(&p, columns[0], columns[1]), error = fabs(iou - strtod(columns[3], NULL));
        if (iou < 0) {
            failed++;
            continue;
        }
        if (error > .004)
            printf("%s: %f for %s\n", columns[0], iou, columns[3]);
        sum += error;
        worst = error > worst ? error : worst;
        count++;
    }
    printf("%d pairs, %d failed, mean error of IoU %.5f, worst %.5f\n", count, failed, sum / count, worst);
    assert_int_equal(failed, 0);
    assert_true(count > 0 && sum / count <= .001 && worst <= .01);
    peer_end(&p);
    bytes_clear(&table);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(iou_agrees_with_exact_booleans)};
    if (argc > 1 && atoi(argv[1]) > 0)
        every = atoi(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
