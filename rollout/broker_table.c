#include "rollout/broker_table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

lathe_status job_table_init(job_table *table, uint32_t max, lathe_error *err)
{
    *table = (job_table){.max = max, .bucket_count = 16};
    while (table->bucket_count < max && table->bucket_count < 1u << 24)
        table->bucket_count *= 2;
    table->buckets = calloc(table->bucket_count, sizeof(broker_job *));
    if (!table->buckets)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a table of %u jobs", max);
    return LATHE_OK;
}

static void job_free(broker_job *job)
{
    if (!job)
        return;
    free((unsigned char *)job->job.script.data);
    free(job);
}

void job_table_clear(job_table *table)
{
    for (int state = 0; state < JOB_STATES; state++) {
        for (broker_job *job = table->lists[state].first, *next; job; job = next) {
            next = job->next;
            job_free(job);
        }
    }
    free(table->buckets);
    *table = (job_table){0};
}

static broker_job **bucket_of(job_table *table, uint64_t job_id)
{
    /* Multiplicative hashing (Knuth, TAOCP 3, 6.4): ids are often consecutive. */
    return &table->buckets[(job_id * 0x9e3779b97f4a7c15ull >> 32) & (table->bucket_count - 1)];
}

broker_job *job_table_find(job_table *table, uint64_t job_id)
{
    broker_job *job = *bucket_of(table, job_id);
    while (job && job->job.job_id != job_id)
        job = job->chain;
    return job;
}

static void list_remove(job_list *list, broker_job *job)
{
    *(job->previous ? &job->previous->next : &list->first) = job->next;
    *(job->next ? &job->next->previous : &list->last) = job->previous;
    list->count--;
}

static void list_insert(job_list *list, broker_job *job, bool to_front)
{
    job->previous = to_front ? NULL : list->last;
    job->next = to_front ? list->first : NULL;
    *(job->previous ? &job->previous->next : &list->first) = job;
    *(job->next ? &job->next->previous : &list->last) = job;
    list->count++;
}

lathe_status job_table_add(job_table *table, const score_job *job, int64_t now_ns, broker_job **out_job,
                           lathe_error *err)
{
    if (job_table_find(table, job->job_id))
        return lathe_fail(err, LATHE_E_INPUT, "job %" PRIu64 " is there already", job->job_id);
    if (table->count >= table->max)
        return lathe_fail(err, LATHE_E_BUSY, "%u jobs are not yet acknowledged", table->count);
    broker_job *entry = calloc(1, sizeof *entry);
    unsigned char *script = malloc(job->script.length + 1);
    if (!entry || !script) {
        free(entry);
        free(script);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for job %" PRIu64, job->job_id);
    }
    if (job->script.length > 0)
        memcpy(script, job->script.data, job->script.length);
    entry->job = *job;
    entry->job.script.data = script;
    entry->job.owner = NULL;
    entry->submitted_ns = now_ns;
    entry->order = table->next_order++;
    entry->state = JOB_WAITING;
    broker_job **bucket = bucket_of(table, job->job_id);
    entry->chain = *bucket;
    *bucket = entry;
    list_insert(&table->lists[JOB_WAITING], entry, false);
    table->count++;
    *out_job = entry;
    return LATHE_OK;
}

void job_table_remove(job_table *table, broker_job *job)
{
    broker_job **link = bucket_of(table, job->job.job_id);
    while (*link != job)
        link = &(*link)->chain;
    *link = job->chain;
    list_remove(&table->lists[job->state], job);
    table->count--;
    job_free(job);
}

void job_table_move(job_table *table, broker_job *job, job_state state, bool to_front)
{
    list_remove(&table->lists[job->state], job);
    job->state = state;
    list_insert(&table->lists[state], job, to_front);
}

job_lease *job_lease_grant(broker_job *job, uint32_t worker, int64_t now_ms, int64_t deadline_ms)
{
    job_lease *lease = &job->leases[job->attempts % JOB_LEASES];
    *lease = (job_lease){.attempt = ++job->attempts,
                         .worker = worker,
                         .live = true,
                         .granted_ms = now_ms,
                         .deadline_ms = deadline_ms};
    return lease;
}

job_lease *job_lease_find(broker_job *job, uint32_t attempt)
{
    job_lease *lease = &job->leases[(attempt - 1) % JOB_LEASES];
    return attempt != 0 && lease->attempt == attempt ? lease : NULL;
}

uint32_t job_live_leases(const broker_job *job)
{
    uint32_t count = 0;
    for (int i = 0; i < JOB_LEASES; i++)
        count += job->leases[i].live;
    return count;
}
