#include "rollout/worker_store.h"

#include <stdlib.h>
#include <string.h>

#include "proto/codec.h"

enum { MAX_TARGETS = 4096 }; /* entries, whatever their size: they are looked up by walking */

static uint32_t *count_of(kept_jobs *jobs, kept_state state)
{
    return state == KEPT_QUEUED ? &jobs->queued : state == KEPT_RUNNING ? &jobs->running : &jobs->finished;
}

static void list_append(kept_list *list, kept_job *job)
{
    job->previous = list->last;
    job->next = NULL;
    *(list->last ? &list->last->next : &list->first) = job;
    list->last = job;
}

static void list_remove(kept_list *list, kept_job *job)
{
    *(job->previous ? &job->previous->next : &list->first) = job->next;
    *(job->next ? &job->next->previous : &list->last) = job->previous;
}

static kept_job **bucket_of(kept_jobs *jobs, uint64_t job_id)
{
    return &jobs->buckets[(job_id * 0x9e3779b97f4a7c15ull >> 32) % KEPT_BUCKETS];
}

kept_job *kept_jobs_add(kept_jobs *jobs, score_job *job, int64_t deadline_ms)
{
    kept_job *kept = calloc(1, sizeof *kept);
    if (!kept) {
        score_job_clear(job);
        return NULL;
    }
    kept->job = *job;
    kept->job_id = job->job_id;
    kept->epoch = job->epoch;
    kept->deadline_ms = deadline_ms;
    kept->serial = ++jobs->next_serial;
    list_append(&jobs->open, kept);
    kept_job **bucket = bucket_of(jobs, kept->job_id);
    kept->chain = *bucket;
    *bucket = kept;
    jobs->queued++;
    *job = (score_job){0};
    return kept;
}

void kept_jobs_remove(kept_jobs *jobs, kept_job *job)
{
    list_remove(job->state == KEPT_DONE ? &jobs->done : &jobs->open, job);
    kept_job **link = bucket_of(jobs, job->job_id);
    while (*link != job)
        link = &(*link)->chain;
    *link = job->chain;
    (*count_of(jobs, job->state))--;
    score_job_clear(&job->job);
    free(job);
}

void kept_jobs_clear(kept_jobs *jobs)
{
    while (jobs->open.first)
        kept_jobs_remove(jobs, jobs->open.first);
    while (jobs->done.first)
        kept_jobs_remove(jobs, jobs->done.first);
}

void kept_jobs_set_state(kept_jobs *jobs, kept_job *job, kept_state state)
{
    (*count_of(jobs, job->state))--;
    job->state = state;
    (*count_of(jobs, state))++;
    if (state != KEPT_DONE)
        return;
    score_job_clear(&job->job);
    list_remove(&jobs->open, job);
    list_append(&jobs->done, job);
}

kept_job *kept_jobs_by_id(kept_jobs *jobs, uint64_t job_id)
{
    kept_job *job = *bucket_of(jobs, job_id);
    while (job && job->job_id != job_id)
        job = job->chain;
    return job;
}

kept_job *kept_jobs_running(kept_jobs *jobs, uint64_t serial)
{
    kept_job *job = jobs->open.first;
    while (job && job->serial != serial)
        job = job->next;
    return job && job->state == KEPT_RUNNING ? job : NULL;
}

/* ---- targets ---- */

static void target_unlink(kept_targets *targets, kept_target *target)
{
    *(target->previous ? &target->previous->next : &targets->first) = target->next;
    *(target->next ? &target->next->previous : &targets->last) = target->previous;
}

static void target_to_front(kept_targets *targets, kept_target *target)
{
    target->previous = NULL;
    target->next = targets->first;
    *(targets->first ? &targets->first->previous : &targets->last) = target;
    targets->first = target;
}

static void target_drop(kept_targets *targets, kept_target *target)
{
    target_unlink(targets, target);
    targets->bytes -= target->length;
    targets->count--;
    target_memory_release(targets->memory, target->blob);
    free(target);
}

void kept_targets_clear(kept_targets *targets)
{
    while (targets->first)
        target_drop(targets, targets->first);
}

kept_target *kept_targets_entry(kept_targets *targets, const hash256 *hash)
{
    kept_target *target = targets->first;
    while (target && !hash_equal(&target->hash, hash))
        target = target->next;
    if (target) {
        target_unlink(targets, target);
    } else {
        target = calloc(1, sizeof *target);
        if (!target)
            return NULL;
        target->hash = *hash;
        targets->count++;
        while (targets->count > MAX_TARGETS)
            target_drop(targets, targets->last);
    }
    target_to_front(targets, target);
    return target;
}

lathe_status kept_targets_store(kept_targets *targets, const hash256 *hash, byte_view blob, lathe_error *err)
{
    kept_target *target = kept_targets_entry(targets, hash);
    const unsigned char *copy = NULL;
    if (!target)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a target of %zu bytes", blob.length);
    const hash256 found = hash_of(blob.data, blob.length);
    target->wrong = blob.length > 0 && !hash_equal(&found, hash);
    if (target->wrong) {
        target->missing = !target->here;
        return LATHE_OK;
    }
    while (blob.length > 0 && target_memory_keep(targets->memory, blob, &copy, NULL) != LATHE_OK && targets->last != target)
        target_drop(targets, targets->last);
    target_memory_release(targets->memory, target->blob);
    targets->bytes -= target->length;
    target->blob = copy;
    target->length = copy ? blob.length : 0;
    targets->bytes += target->length;
    target->here = copy != NULL;
    target->missing = blob.length == 0;
    while (targets->bytes > targets->max_bytes && targets->last != target)
        target_drop(targets, targets->last);
    return LATHE_OK;
}

void kept_targets_forget_asked(kept_targets *targets)
{
    for (kept_target *target = targets->first; target; target = target->next) {
        target->asked_ms = 0;
        target->missing = target->wrong = false;
    }
}
