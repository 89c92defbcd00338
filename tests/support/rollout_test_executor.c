/* rollout_test_executor.c: an executor that obeys the words of its "scripts", to see how the other side takes
 * misbehaviour. It speaks the protocol on descriptor 3 and needs no geometry.
 *
 *   rollout_test_executor [--step] [--version N | --silent | --exit | --garbage | --engine TEXT]
 *
 * A script is one word and its arguments; anything else is scored ok, with counts made from the script's hash, and a chamfer distance
 * of 25 by any metric but absolute:
 *   sleep MS      answer later             hang            never answer
 *   crash         SIGSEGV                  kill            SIGKILL itself, as a stranger would
 *   exit          exit(3)                  close           close the stream and stay
 *   garbage       a frame of nonsense      huge            announce a frame of 4 GB
 *   wrong-id      answer another request   twice           answer twice
 *   timeout PATH  a timeout that is not deterministic; where PATH exists, ok. Creates PATH
 *   crash-once PATH, kill-once PATH, kill-times PATH N: as above while PATH has fewer than 1 (N) bytes, which it adds
 *   name          a script's failure, with line and column
 *   exactly       score by the kernel, also where a lazy score was asked for
 *   in-exact SCRIPT, in-lazy SCRIPT: obeyed where that mode is asked for; scored ok in the other
 *   grow          claim 1 GB of resident memory */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "proto/codec.h"
#include "proto/frame.h"

enum { STREAM = 3 };

static uint64_t served;
static bool step; /* started for STEP files */

static void say(const bytes *message)
{
    if (frame_send(STREAM, message->data, message->length, NULL) != LATHE_OK)
        _exit(4);
}

/* True where this is among the first `times` calls with that path. */
static int is_early(const char *path, int times)
{
    struct stat info;
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        _exit(5);
    int early = fstat(fd, &info) == 0 && info.st_size < times;
    if (early && write(fd, "x", 1) != 1)
        _exit(5);
    close(fd);
    return early;
}

static void fill_counts(const executor_request *request, executor_reply *reply)
{
    hash256 hash = hash_of(request->source.data.data, request->source.data.length);
    reply->score = (score_counts){.both = hash.data[0],
                                  .truth = (uint64_t)hash.data[0] + hash.data[1],
                                  .prediction = (uint64_t)hash.data[0] + hash.data[2],
                                  .rows = 4096,
                                  .truth_box_volume = (double)request->score.place.length,
                                  .prediction_box_volume = 1,
                                  .has_chamfer = request->score.metric != SCORE_METRIC_ABSOLUTE,
                                  .chamfer = 25};
}

static void answer(const executor_request *request, const run_outcome *outcome, uint64_t id, uint64_t resident)
{
    bytes packed;
    lathe_error err = {0};
    executor_reply reply = {.id = id, .outcome = *outcome, .task = request->task, .resident_bytes = resident, .served = ++served};
    if (request->task == EXECUTOR_SCORE)
        fill_counts(request, &reply);
    bytes_init(&packed, CODEC_MAX_EXECUTOR_MESSAGE);
    if (codec_pack_reply(&reply, &packed, &err) != LATHE_OK) {
        fprintf(stderr, "%s\n", err.message);
        _exit(6);
    }
    say(&packed);
    bytes_clear(&packed);
}

static void misbehave(const char *word, const char *path, int number, run_outcome *outcome)
{
    if (strcmp(word, "sleep") == 0)
        usleep((useconds_t)atoi(path) * 1000);
    else if (strcmp(word, "hang") == 0)
        for (;;)
            pause();
    else if (strcmp(word, "crash") == 0 || (strcmp(word, "crash-once") == 0 && is_early(path, 1)))
        signal(SIGSEGV, SIG_DFL), raise(SIGSEGV);
    else if (strcmp(word, "kill") == 0 || (strcmp(word, "kill-once") == 0 && is_early(path, 1)) ||
             (strcmp(word, "kill-times") == 0 && is_early(path, number)))
        kill(getpid(), SIGKILL);
    else if (strcmp(word, "exit") == 0)
        _exit(3);
    else if (strcmp(word, "close") == 0) {
        close(STREAM);
        for (;;)
            pause();
    } else if (strcmp(word, "garbage") == 0) {
        frame_send(STREAM, "nonsense, all of it", 19, NULL);
    } else if (strcmp(word, "huge") == 0) {
        if (write(STREAM, "\xff\xff\xff\xff", 4) != 4)
            _exit(4);
    } else if (strcmp(word, "timeout") == 0 && is_early(path, 1)) {
        *outcome = (run_outcome){.failure = FAILURE_TIMEOUT, .message = "too slow"};
    } else if (strcmp(word, "name") == 0) {
        *outcome = (run_outcome){.failure = FAILURE_NAME, .message = "name 'x' is not defined", .line = 3, .column = 7,
                                 .deterministic = true};
    }
}

/* Skips the word that names the mode asked for. */
static const char *words_for(const executor_request *request, const char *text)
{
    static const char exact[] = "in-exact ", lazy[] = "in-lazy ";
    const char *mine = request->score.mode == SCORE_MODE_LAZY ? lazy : exact;
    size_t length = request->task == EXECUTOR_SCORE ? strlen(mine) : 0;
    return strncmp(text, mine, length) == 0 ? text + length : text;
}

static void serve(const executor_request *request)
{
    char text[512] = "", word[32] = "", path[400] = "";
    int number = 1;
    size_t length = request->source.data.length < sizeof text - 1 ? request->source.data.length : sizeof text - 1;
    if (length)
        memcpy(text, request->source.data.data, length);
    sscanf(words_for(request, text), "%31s %399s %d", word, path, &number);
    run_outcome outcome = {.failure = FAILURE_OK, .deterministic = true, .milliseconds = 1, .valid = SHAPE_VALID};
    misbehave(word, path, number, &outcome);
    if (request->source.kind == SOURCE_KIND_STEP && !step)
        outcome = (run_outcome){.failure = FAILURE_METRIC_FAILED, .message = "not started for STEP files"};
    outcome.lazy = request->task == EXECUTOR_SCORE && request->score.mode == SCORE_MODE_LAZY && strcmp(word, "exactly") != 0;
    bool wrong = strcmp(word, "wrong-id") == 0;
    answer(request, &outcome, wrong ? request->id + 1 : request->id, strcmp(word, "grow") == 0 ? 1u << 30 : 1u << 20);
    if (strcmp(word, "twice") == 0)
        answer(request, &outcome, request->id, 0);
}

/* The first message, as the arguments want it. */
static void greet(int argc, char **argv)
{
    bytes packed;
    executor_ready ready = {.engine = "test 1"};
    const char *option = argc > 1 ? argv[1] : "";
    if (strcmp(option, "--silent") == 0)
        for (;;)
            pause();
    if (strcmp(option, "--exit") == 0)
        _exit(3);
    if (strcmp(option, "--engine") == 0)
        snprintf(ready.engine, sizeof ready.engine, "%s", argv[2]);
    bytes_init(&packed, 1 << 16);
    if (codec_pack_ready(&ready, &packed, NULL) != LATHE_OK)
        _exit(6);
    if (strcmp(option, "--version") == 0)
        packed.data[1] = (unsigned char)atoi(argv[2]); /* field 1 is the version: tag, then its value */
    if (strcmp(option, "--garbage") == 0)
        memset(packed.data, 0xff, packed.length);
    say(&packed);
    bytes_clear(&packed);
}

int main(int argc, char **argv)
{
    bytes message;
    bool end = false;
    signal(SIGPIPE, SIG_IGN);
    step = argc > 1 && strcmp(argv[1], "--step") == 0;
    greet(argc - step, argv + step);
    bytes_init(&message, CODEC_MAX_EXECUTOR_MESSAGE);
    while (frame_receive(STREAM, &message, &end, NULL) == LATHE_OK && !end) {
        executor_request request;
        if (codec_unpack_request(message.data, message.length, &request, NULL) != LATHE_OK)
            return 1;
        serve(&request);
        executor_request_clear(&request);
    }
    bytes_clear(&message);
    return 0;
}
