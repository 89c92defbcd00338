/* task.h: what the child of an executor does: one request, from source to reply. It knows neither pipes nor limits of the
 * process. Nothing here runs in the executor itself but task_warm. */
#ifndef LATHE_ROLLOUT_EXECUTOR_TASK_H
#define LATHE_ROLLOUT_EXECUTOR_TASK_H

#include "proto/messages.h"
#include "reward/cadquery/cadquery.h"

/* What the reply's views show, until task_result_clear. */
typedef struct task_result {
    executor_reply reply; /* id, outcome and body are set; resident_bytes and served are not */
    bytes step, stl, png, target, points;
    hash256 shape_hash;
} task_result;

/* Builds the one fixed part and measures it, so that a fork has everything bound. */
lathe_status task_warm(cadquery_engine *engine, lathe_error *err);

/* Never fails: whatever goes wrong is the outcome. */
void task_run(cadquery_engine *engine, const executor_request *request, task_result *out);
void task_result_clear(task_result *r);

#endif
