/* targets.c: truths prepared for comparing. */
#include "ops/cli/targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/codec.h"

typedef struct target_state {
    char *const *paths;
    run_limits limits;
    run_request wish;
    target_blob *blobs;
    target_memory *memory;
    bytes text;
} target_state;

static lathe_status prepare(void *context, size_t index, executor_request *out, bool *out_skip, lathe_error *err)
{
    target_state *s = context;
    lathe_error own = {0};

    (void)err;
    bytes_reset(&s->text);
    lathe_status st = shape_file_read(s->paths[index], &s->text, &out->source.kind, &own);
    if (st != LATHE_OK) {
        snprintf(s->blobs[index].message, sizeof s->blobs[index].message, "%s", own.message);
        *out_skip = true;
        return LATHE_OK;
    }
    out->limits = s->limits;
    out->source.data = (byte_view){s->text.data, s->text.length};
    out->task = EXECUTOR_RUN;
    out->run = s->wish;
    out->run.target = true;
    return LATHE_OK;
}

static lathe_status finish(void *context, size_t index, pool_result *result, lathe_error *err)
{
    target_state *s = context;
    target_blob *blob = &s->blobs[index];
    const run_outcome *o = &result->reply.outcome;

    if (o->failure != FAILURE_OK) {
        snprintf(blob->message, sizeof blob->message, "%.80s: %s: %.150s", s->paths[index], failure_name(o->failure),
                 o->message);
        return LATHE_OK;
    }
    lathe_status st = target_memory_keep(s->memory, result->reply.run.target, &blob->data, err);
    if (st != LATHE_OK)
        return st;
    blob->length = result->reply.run.target.length;
    if (result->reply.run.has_properties) {
        blob->faces = result->reply.run.properties.faces;
        blob->edges = result->reply.run.properties.edges;
    }
    return LATHE_OK;
}

lathe_status targets_prepare(executor_pool *pool, char *const *paths, size_t count, const run_limits *limits,
                             const run_request *wish, target_blob **out, lathe_error *err)
{
    target_state s = {.paths = paths,
                      .limits = *limits,
                      .wish = *wish,
                      .blobs = calloc(count + 1, sizeof *s.blobs),
                      .memory = pool_targets(pool)};
    executors_work work = {count, &s, prepare, finish, false};

    if (s.blobs == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "targets: out of memory");
    bytes_init(&s.text, CODEC_MAX_SOURCE);
    lathe_status st = executors_run(pool, &work, err);
    bytes_clear(&s.text);
    if (st == LATHE_OK)
        *out = s.blobs;
    else
        targets_free(pool, s.blobs, count);
    return st;
}

void targets_free(executor_pool *pool, target_blob *blobs, size_t count)
{
    for (size_t i = 0; blobs != NULL && i < count; i++)
        target_memory_release(pool_targets(pool), blobs[i].data);
    free(blobs);
}
