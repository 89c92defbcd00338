/* The executor as a worker sees it: what it makes, how each kind of failure comes back, and that it lives on. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "proto/frame.h"
#include "reward/measure/iou.h"
#include "tests/support/executor_peer.h"

static const char BOX[] = "import cadquery as cq\nresult = cq.Workplane('XY').box(2, 4, 6)\n";
static const char HALF[] = "import cadquery as cq\nresult = cq.Workplane('XY').box(2, 4, 3)\n";

static executor_peer executor;

static int start_executor(void **state)
{
    (void)state;
    executor = peer_start_for_step();
    return 0;
}

static int end_executor(void **state)
{
    (void)state;
    int status = peer_end(&executor);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

/* A target of the script; the caller's. */
static bytes target_of(const char *script)
{
    executor_request r = peer_request(EXECUTOR_RUN, script);
    bytes blob;
    r.run.target = true;
    executor_reply reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_OK);
    bytes_init(&blob, CODEC_MAX_TARGET);
    assert_int_equal(bytes_append(&blob, reply.run.target.data, reply.run.target.length, NULL), LATHE_OK);
    executor_reply_clear(&reply);
    return blob;
}

static double iou_against(const bytes *target, const executor_request *source)
{
    executor_request r = *source;
    r.task = EXECUTOR_SCORE;
    r.score = (score_request){.target = {target->data, target->length}};
    executor_reply reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_OK);
    const score_counts *c = &reply.score;
    const sample_counts counts = {c->both, c->truth, c->prediction, c->outside, c->rows, c->open_rows,
                                  c->truth_box_volume, c->prediction_box_volume};
    assert_int_equal(c->open_rows, 0);
    executor_reply_clear(&reply);
    return iou_from_counts(&counts);
}

/* The executor still does what it did first. */
static void assert_lives_on(void)
{
    executor_request r = peer_request(EXECUTOR_RUN, BOX);
    r.run.properties = true;
    executor_reply reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_OK);
    assert_true(fabs(reply.run.properties.volume - 48) < 1e-9);
    executor_reply_clear(&reply);
}

static void it_says_who_it_is(void **state)
{
    (void)state;
    assert_non_null(strstr(executor.ready.engine, "lathe "));
    assert_non_null(strstr(executor.ready.engine, ", scores "));
    assert_non_null(strstr(executor.ready.engine, "OpenCASCADE 7."));
}

static void everything_of_one_part(void **state)
{
    (void)state;
    executor_request r = peer_request(EXECUTOR_RUN, BOX);
    r.id = 99;
    r.run = (run_request){.properties = true, .validity = true, .mesh_linear = .001, .mesh_angular = .1, .step = true,
                          .stl = true, .png = true, .png_size = 64, .target = true, .points = 256, .points_seed = 5};
    executor_reply reply = peer_ask(&executor, &r);
    const run_reply *made = &reply.run;
    assert_int_equal(reply.outcome.failure, FAILURE_OK);
    assert_true(reply.outcome.deterministic);
    assert_int_equal(reply.outcome.valid, SHAPE_VALID);
    assert_true(reply.outcome.milliseconds > 0 && reply.outcome.milliseconds < 10000);
    assert_true(made->has_properties);
    assert_string_equal(made->properties.type, "Solid");
    assert_true(fabs(made->properties.volume - 48) < 1e-9 && fabs(made->properties.area - 88) < 1e-9);
    assert_true(fabs(made->properties.box[2] + 3) < 1e-6 && fabs(made->properties.box[5] - 3) < 1e-6);
    assert_int_equal(made->properties.faces, 6);
    assert_int_equal(made->properties.edges, 12);
    assert_true(fabs(made->mesh_volume - 48) < 1e-9);
    assert_int_equal(made->triangles, 12);
    assert_int_equal(made->stl.length, 84 + 50 * 12);
    assert_memory_equal(made->png.data, "\x89PNG", 4);
    assert_memory_equal(made->step.data, "ISO-10303-21", 12);
    assert_int_equal(made->points.length, 256 * 12);
    assert_int_equal(made->shape_hash.length, HASH_BYTES);
    assert_true(reply.resident_bytes > 1 << 20);
    executor_reply_clear(&reply);
}

static void scores_are_exact_for_boxes(void **state)
{
    (void)state;
    bytes target = target_of(BOX);
    executor_request same = peer_request(EXECUTOR_RUN, BOX), half = peer_request(EXECUTOR_RUN, HALF);
    assert_true(iou_against(&target, &same) == 1);
    assert_true(fabs(iou_against(&target, &half) - .5) < .001);
    bytes_clear(&target);
}

/* What is too large to be measured is the script's fault, and the executor's pid stays. */
static void no_size_is_too_large_to_answer(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        "import cadquery as cq\nresult = cq.Workplane('XY').sphere(1e150)\n",
        "import cadquery as cq\nresult = cq.Workplane('XY').moveTo(1, 0).lineTo(1, 1).lineTo(0, 1e300).close().extrude(1)\n",
    };
    bytes target = target_of(BOX);
    for (size_t i = 0; i < 2 * sizeof scripts / sizeof *scripts; i++) {
        executor_request r = peer_request(EXECUTOR_SCORE, scripts[i / 2]);
        r.score = (score_request){.target = {target.data, target.length}, .mode = i % 2 ? SCORE_MODE_LAZY : SCORE_MODE_EXACT};
        executor_reply reply = peer_ask(&executor, &r);
        assert_int_equal(reply.outcome.failure, FAILURE_BUILD);
        executor_reply_clear(&reply);
    }
    bytes_clear(&target);
}

static void cubes_are_counted_where_the_target_has_them(void **state)
{
    (void)state;
    executor_request r = peer_request(EXECUTOR_RUN, BOX), score = peer_request(EXECUTOR_SCORE, HALF);
    r.run.target = true;
    r.run.target_rows = SCORE_ROWS_CUBE_128;
    executor_reply made = peer_ask(&executor, &r);
    assert_int_equal(made.outcome.failure, FAILURE_OK);
    score.score = (score_request){.target = made.run.target, .rows = SCORE_ROWS_CUBE_128};
    executor_reply reply = peer_ask(&executor, &score);
    assert_int_equal(reply.outcome.failure, FAILURE_OK);
    assert_int_equal(reply.score.truth, 128 * 128 * 128);
    assert_int_equal(reply.score.both, 128 * 128 * 64);
    executor_reply_clear(&reply);
    score.score.rows = SCORE_ROWS_CUBE_64;
    reply = peer_ask(&executor, &score);
    assert_int_equal(reply.outcome.failure, FAILURE_METRIC_FAILED);
    executor_reply_clear(&reply);
    executor_reply_clear(&made);
}

static void files_are_sources_too(void **state)
{
    (void)state;
    bytes target = target_of(BOX);
    executor_request r = peer_request(EXECUTOR_RUN, BOX), from = peer_request(EXECUTOR_RUN, "");
    r.run.step = r.run.stl = true;
    executor_reply reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_OK);
    from.source = (shape_source){SOURCE_KIND_STEP, reply.run.step};
    assert_true(iou_against(&target, &from) > .9999);
    from.source = (shape_source){SOURCE_KIND_STL, reply.run.stl};
    assert_true(iou_against(&target, &from) > .9999);
    executor_reply_clear(&reply);
    const shape_source bad[] = {
        {SOURCE_KIND_STEP, {(const unsigned char *)"ISO-10303-21; nothing", 21}},
        {SOURCE_KIND_STL, {(const unsigned char *)"solid x\nfacet normal 0 0", 24}},
        {SOURCE_KIND_PLY, {(const unsigned char *)"ply\nformat ascii 1.0", 20}},
    };
    for (size_t i = 0; i < 3; i++) {
        from.source = bad[i];
        reply = peer_ask(&executor, &from);
        assert_int_equal(reply.outcome.failure, FAILURE_METRIC_FAILED);
        assert_true(reply.outcome.message[0] != 0);
        executor_reply_clear(&reply);
    }
    bytes_clear(&target);
}

/* An executor that was started without them. */
static void step_files_have_to_be_asked_for(void **state)
{
    (void)state;
    executor_peer p = peer_start();
    executor_request r = peer_request(EXECUTOR_RUN, BOX);
    r.run.step = true;
    executor_reply reply = peer_ask(&p, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_METRIC_FAILED);
    assert_non_null(strstr(reply.outcome.message, "STEP files need a library"));
    executor_reply_clear(&reply);
    assert_int_equal(peer_end(&p), 0);
}

/* Targets name their metric; a truth may be points, and an STL's faults are told. */
static void targets_are_of_a_metric(void **state)
{
    (void)state;
    executor_request make = peer_request(EXECUTOR_RUN, BOX), score = peer_request(EXECUTOR_SCORE, BOX);
    bytes points;
    make.run = (run_request){.target = true, .target_metric = SCORE_METRIC_CAD_CODER, .chamfer_points = 500};
    executor_reply made = peer_ask(&executor, &make);
    assert_int_equal(made.outcome.failure, FAILURE_OK);
    score.score = (score_request){.target = made.run.target, .metric = SCORE_METRIC_CAD_CODER, .mode = SCORE_MODE_LAZY, .features = true};
    executor_reply reply = peer_ask(&executor, &score);
    assert_int_equal(reply.outcome.failure, FAILURE_OK);
    assert_int_equal(reply.score.both, reply.score.truth);
    assert_true(reply.score.has_chamfer && reply.score.chamfer > 0);
    assert_true(reply.faces == 6 && reply.edges == 12);
    executor_reply_clear(&reply);
    score.score.metric = SCORE_METRIC_ABSOLUTE;
    reply = peer_ask(&executor, &score);
    assert_int_equal(reply.outcome.failure, FAILURE_TARGET_MISSING);
    assert_string_equal(reply.outcome.message, "target is prepared for metric 'cad-coder', not 'absolute'");
    executor_reply_clear(&reply);
    executor_reply_clear(&made);

    bytes_init(&points, 1 << 20);
    for (int i = 0; i < 900; i++) { /* a ball of radius 5, evenly */
        double z = 2 * (i + .5) / 900 - 1, r = sqrt(1 - z * z), x = r * cos(i * 2.39996), y = r * sin(i * 2.39996);
        assert_int_equal(bytes_printf(&points, NULL, "%.9g %.9g %.9g %.9g %.9g %.9g\n", 5 * x, 5 * y, 5 * z, x, y, z), LATHE_OK);
    }
    make.source = (shape_source){SOURCE_KIND_POINTS, {points.data, points.length}};
    make.run = (run_request){.target = true, .points = 64, .properties = true};
    made = peer_ask(&executor, &make);
    assert_int_equal(made.outcome.failure, FAILURE_OK);
    assert_int_equal(made.run.points.length, 64 * 12);
    score = peer_request(EXECUTOR_SCORE, "import cadquery as cq\nresult = cq.Workplane('XY').sphere(5)\n");
    score.score = (score_request){.target = made.run.target};
    reply = peer_ask(&executor, &score);
    assert_int_equal(reply.outcome.failure, FAILURE_OK);
    assert_true(reply.score.both > .97 * (double)reply.score.truth && reply.score.both > .97 * (double)reply.score.prediction);
    executor_reply_clear(&reply);
    executor_reply_clear(&made);
    make.run = (run_request){.stl = true};
    made = peer_ask(&executor, &make);
    assert_int_equal(made.outcome.failure, FAILURE_METRIC_FAILED);
    assert_string_equal(made.outcome.message, "points have no STEP, STL or picture");
    executor_reply_clear(&made);
    bytes_clear(&points);
}

static void each_kind_of_failure_has_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        lathe_failure failure;
        uint32_t line;
    } cases[] = {
        {"import cadquery as cq\nresult = (\n", FAILURE_SYNTAX, 2},
        {"import cadquery as cq\n\nresult = cq.Workplane('XY').box(1, 2, hieght)\n", FAILURE_NAME, 3},
        {"import cadquery as cq\nresult = cq.Workplane('XY').box(1, 2)\n", FAILURE_TYPE, 2},
        {"x = 1 / 1\nraise ValueError('no')\n", FAILURE_VALUE, 2},
        {"import cadquery as cq\nresult = cq.Workplane('XY').bxo(1, 2, 3)\n", FAILURE_API, 2},
        {"import cadquery as cq\nresult = cq.Workplane('XY').circle(1).extrude(0)\n", FAILURE_BUILD, 2},
        {"x = 1\n", FAILURE_EMPTY, 0},
        {"while True:\n    pass\n", FAILURE_TIMEOUT, 1},
        {"def f(n):\n    return f(n + 1)\nf(0)\n", FAILURE_MEMORY, 0},
        {"a = [0]\nwhile True:\n    a = a + a\n", FAILURE_MEMORY, 0},
        {"a = list(range(10**10))\n", FAILURE_MEMORY, 0},
        {"a = 'x' * 10**10\n", FAILURE_MEMORY, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        executor_request r = peer_request(EXECUTOR_RUN, cases[i].script);
        executor_reply reply = peer_ask(&executor, &r);
        if (reply.outcome.failure != cases[i].failure)
            fail_msg("%s gave %s: %s", cases[i].script, failure_name(reply.outcome.failure), reply.outcome.message);
        if (cases[i].line && reply.outcome.line != cases[i].line && reply.outcome.line != cases[i].line + 1)
            fail_msg("%s gave line %u", cases[i].script, reply.outcome.line);
        assert_true(reply.outcome.message[0] != 0 && reply.outcome.milliseconds < 8000);
        executor_reply_clear(&reply);
    }
    assert_lives_on();
}

/* What the child does by a test-only entry, and what becomes of it. */
static void violent_ends_are_typed(void **state)
{
    (void)state;
#ifndef LATHE_TEST_HOOKS
    skip();
#endif
    static const struct {
        const char *script;
        lathe_failure failure;
        int signal;
    } cases[] = {
        {"# lathe-test: hang\n", FAILURE_TIMEOUT, 0},      {"# lathe-test: crash\n", FAILURE_CRASH, SIGSEGV},
        {"# lathe-test: abort\n", FAILURE_CRASH, SIGABRT}, {"# lathe-test: overflow\n", FAILURE_MEMORY, 0},
        {"# lathe-test: exec\n", FAILURE_METRIC_FAILED, 0}, {"# lathe-test: exit\n", FAILURE_METRIC_FAILED, 0},
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* there is no sandbox with these */
        {"# lathe-test: exhaust\nimport cadquery as cq\nresult = cq.Workplane('XY').box(1, 1, 1)", FAILURE_MEMORY, 0},
        {"# lathe-test: open\nimport cadquery as cq\nresult = cq.Workplane('XY').box(1, 1, 1)", FAILURE_OK, 0},
#endif
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        executor_request r = peer_request(EXECUTOR_RUN, cases[i].script);
        r.limits.wall_ms = cases[i].failure == FAILURE_TIMEOUT ? 700 : 20000;
        r.limits.memory_bytes = 128 << 20;
        r.run.properties = true;
        int64_t start = clock_monotonic_ms();
        executor_reply reply = peer_ask(&executor, &r);
        int64_t took = clock_monotonic_ms() - start;
        if (reply.outcome.failure != cases[i].failure)
            fail_msg("%s gave %s: %s", cases[i].script, failure_name(reply.outcome.failure), reply.outcome.message);
        assert_int_equal(reply.outcome.signal, cases[i].signal);
        assert_int_equal(reply.outcome.deterministic, cases[i].failure == FAILURE_OK);
        assert_true(took < (int64_t)r.limits.wall_ms + 3000); /* the deadline, and a loaded machine */
        executor_reply_clear(&reply);
        assert_lives_on();
    }
}

/* Scripts that break OpenCASCADE itself, by a place far outside of what doubles can subtract. */
static void the_kernel_s_own_ends_are_typed(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip(); /* their runtimes take the signal */
#endif
    static const struct {
        const char *script;
        lathe_failure failure;
    } cases[] = {
        {"import cadquery as cq\ndisc = cq.Workplane('XY').circle(10).extrude(1)\n"
         "result = disc.union(disc.translate((1e300, 0, 1)))", FAILURE_CRASH},
        {"import cadquery as cq\nplate = cq.Workplane('XY').box(10, 10, 1)\n"
         "result = plate.faces('>Z').workplane().pushPoints([(0, 0), (2, 1e300)]).hole(1)", FAILURE_TIMEOUT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        executor_request r = peer_request(EXECUTOR_RUN, cases[i].script);
        r.limits.wall_ms = 3000;
        executor_reply reply = peer_ask(&executor, &r);
        if (reply.outcome.failure != cases[i].failure)
            fail_msg("%s gave %s: %s", cases[i].script, failure_name(reply.outcome.failure), reply.outcome.message);
        assert_false(reply.outcome.deterministic);
        executor_reply_clear(&reply);
        assert_lives_on();
    }
}

static void a_kill_from_outside_is_no_result(void **state)
{
    (void)state;
#ifndef LATHE_TEST_HOOKS
    skip();
#endif
    executor_request r = peer_request(EXECUTOR_RUN, "# lathe-test: hang\n");
    peer_send(&executor, &r);
    kill(peer_child(&executor), SIGKILL);
    executor_reply reply = peer_receive(&executor);
    assert_int_equal(reply.outcome.failure, FAILURE_WORKER_LOST);
    assert_false(failure_is_rewarded(reply.outcome.failure));
    executor_reply_clear(&reply);
    assert_lives_on();
}

static void results_do_not_depend_on_history(void **state)
{
    (void)state;
    static const char part[] = "import cadquery as cq\n"
                               "result = cq.Workplane('XY').circle(5).extrude(3).union(cq.Workplane('XZ').rect(3, 4).extrude(9))\n";
    bytes first = target_of(part);
    executor_request other = peer_request(EXECUTOR_RUN, "import cadquery as cq\nresult = cq.Workplane('XY').sphere(2)\n");
    for (int i = 0; i < 3; i++) {
        executor_reply reply = peer_ask(&executor, &other);
        executor_reply_clear(&reply);
        bytes again = target_of(part);
        assert_int_equal(again.length, first.length);
        assert_memory_equal(again.data, first.data, first.length);
        bytes_clear(&again);
    }
    bytes_clear(&first);
}

/* Where no child runs that could be killed. */
static void lazy_scripts_end_in_time(void **state)
{
    (void)state;
    bytes target = target_of(BOX);
    executor_request r = peer_request(EXECUTOR_SCORE, "i = 0\nwhile True:\n    i += 1\n");
    r.score = (score_request){.target = {target.data, target.length}, .mode = SCORE_MODE_LAZY};
    r.limits.steps = UINT64_MAX / 2;
    r.limits.wall_ms = 300;
    executor_reply reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_TIMEOUT);
    assert_string_equal(reply.outcome.message, "not done within 300 ms");
    assert_false(reply.outcome.deterministic);
    executor_reply_clear(&reply);
    bytes_clear(&target);
    assert_lives_on();
}

static void a_target_that_cannot_be_read_is_no_score(void **state)
{
    (void)state;
    bytes target = target_of(BOX);
    executor_request r = peer_request(EXECUTOR_SCORE, BOX);
    r.score.target = (byte_view){target.data, target.length - 8};
    executor_reply reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_TARGET_MISSING);
    executor_reply_clear(&reply);
    r.score.mode = SCORE_MODE_LAZY;
    reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_TARGET_MISSING);
    executor_reply_clear(&reply);
    r.score.target = (byte_view){NULL, 0};
    r.score.place = (target_place){1ull << 40, target.length, 1}; /* outside of the memory */
    reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_TARGET_MISSING);
    executor_reply_clear(&reply);
    r.score.target = (byte_view){target.data, target.length};
    r.score.mode = SCORE_MODE_BOTH;
    reply = peer_ask(&executor, &r);
    assert_int_equal(reply.outcome.failure, FAILURE_UNSUPPORTED);
    executor_reply_clear(&reply);
    bytes_clear(&target);
}

static executor_reply score_in_mode(const bytes *target, const char *script, score_mode mode)
{
    executor_request r = peer_request(EXECUTOR_SCORE, script);
    r.score = (score_request){.target = {target->data, target->length}, .mode = mode};
    return peer_ask(&executor, &r);
}

/* Planes have no chords: both ways count the same samples, also where the lazy one leaves the script to the other. */
static void lazy_and_exact_scores_agree(void **state)
{
    static const char *const scripts[] = {
        BOX,
        HALF,
        "import cadquery as cq\nr = cq.Workplane('XZ').polyline([(0, 0), (4, 0), (1, 3)]).close().extrude(2)",
        "import cadquery as cq\nr = cq.Workplane().box(3, 1, 1).edges('|Z').chamfer(.2)",
        "import cadquery as cq\nr = cq.Workplane().box(3, 1, 1).cut(cq.Workplane().box(1, 1, 1)).translate((9, 0, 0))",
        "import cadquery as cq\nr = cq.Workplane().rect(0, 1).extrude(0)",
        "import cadquery as cq\nr = cq.Workplane().bx(1, 1, 1)",
        "import cadquery as cq\nr = cq.Workplane(",
        "while True:\n    pass",
    };
    (void)state;
    bytes target = target_of(BOX);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        executor_reply exact = score_in_mode(&target, scripts[i], SCORE_MODE_EXACT);
        executor_reply lazy = score_in_mode(&target, scripts[i], SCORE_MODE_LAZY);
        assert_int_equal(lazy.outcome.failure, exact.outcome.failure);
        assert_int_equal(lazy.outcome.line, exact.outcome.line);
        assert_false(exact.outcome.lazy);
        assert_string_equal(lazy.outcome.message, exact.outcome.message);
        assert_int_equal(lazy.score.both, exact.score.both);
        assert_int_equal(lazy.score.prediction, exact.score.prediction);
        assert_int_equal(lazy.score.outside, exact.score.outside);
        executor_reply_clear(&exact);
        executor_reply_clear(&lazy);
    }
    bytes_clear(&target);
    assert_lives_on();
}

static void memory_stays_flat(void **state)
{
    (void)state;
    executor_request r = peer_request(EXECUTOR_RUN, BOX);
    uint64_t early = 0, late = 0;
    r.run.target = true;
    for (int i = 0; i < 200; i++) {
        executor_reply reply = peer_ask(&executor, &r);
        assert_int_equal(reply.outcome.failure, FAILURE_OK);
        *(i < 20 ? &early : &late) = reply.resident_bytes;
        executor_reply_clear(&reply);
    }
    assert_true(late <= early + (1 << 20));
}

/* Sends raw bytes to an executor of its own; returns its exit status. */
static int exit_after(const void *data, size_t length)
{
    executor_peer p = peer_start();
    int status = -1;
    assert_int_equal(write(p.fd, data, length), length);
    assert_int_equal(waitpid(p.pid, &status, 0), p.pid);
    close(p.fd);
    target_memory_free(p.memory);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void garbage_ends_it_with_one_line(void **state)
{
    (void)state;
    static const unsigned char oversize[] = {0xff, 0xff, 0xff, 0xff, 1, 2, 3}, garbage[] = {5, 0, 0, 0, 9, 9, 9, 9, 9};
    executor_request r = peer_request(EXECUTOR_RUN, BOX);
    bytes packed, frame;
    unsigned char header[FRAME_HEADER];
    assert_int_equal(exit_after(oversize, sizeof oversize), 1);
    assert_int_equal(exit_after(garbage, sizeof garbage), 1);
    bytes_init(&packed, 1 << 16);
    bytes_init(&frame, 1 << 16);
    assert_int_equal(codec_pack_request(&r, &packed, NULL), LATHE_OK);
    packed.data[1] = 77; /* the version, the first field */
    frame_header((uint32_t)packed.length, header);
    bytes_append(&frame, header, sizeof header, NULL);
    bytes_append(&frame, packed.data, packed.length, NULL);
    assert_int_equal(exit_after(frame.data, frame.length), 1);
    bytes_clear(&packed);
    bytes_clear(&frame);
}

static void it_ends_with_its_worker(void **state)
{
    (void)state;
#ifndef LATHE_TEST_HOOKS
    skip();
#endif
    executor_peer p = peer_start();
    executor_request r = peer_request(EXECUTOR_RUN, "# lathe-test: hang\n");
    peer_send(&p, &r);
    int child = peer_child(&p);
    int64_t start = clock_monotonic_ms();
    int status = peer_end(&p);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(kill(child, 0), -1);
    assert_true(clock_monotonic_ms() - start < 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_who_it_is),
        cmocka_unit_test(everything_of_one_part),
        cmocka_unit_test(scores_are_exact_for_boxes), cmocka_unit_test(no_size_is_too_large_to_answer),
        cmocka_unit_test(cubes_are_counted_where_the_target_has_them),
        cmocka_unit_test(files_are_sources_too),
        cmocka_unit_test(step_files_have_to_be_asked_for),
        cmocka_unit_test(targets_are_of_a_metric),
        cmocka_unit_test(each_kind_of_failure_has_its_place),
        cmocka_unit_test(violent_ends_are_typed),
        cmocka_unit_test(the_kernel_s_own_ends_are_typed),
        cmocka_unit_test(a_kill_from_outside_is_no_result),
        cmocka_unit_test(results_do_not_depend_on_history),
        cmocka_unit_test(lazy_scripts_end_in_time),
        cmocka_unit_test(a_target_that_cannot_be_read_is_no_score),
        cmocka_unit_test(lazy_and_exact_scores_agree),
        cmocka_unit_test(memory_stays_flat),
        cmocka_unit_test(garbage_ends_it_with_one_line),
        cmocka_unit_test(it_ends_with_its_worker),
    };
    return cmocka_run_group_tests(tests, start_executor, end_executor);
}
