/* task.h: what the child of an executor does: one request, from source to reply. It knows neither pipes nor limits of the
 * process. In the executor itself run task_warm and task_score_lazily alone. */
#ifndef LATHE_ROLLOUT_EXECUTOR_TASK_H
#define LATHE_ROLLOUT_EXECUTOR_TASK_H

#include "proto/messages.h"
#include "reward/cadquery/cadquery.h"
#include "reward/lazy/lazy.h"
#include "rollout/executor/known_targets.h"

/* Counted up with every change after which some script is scored otherwise. It is part of the engine's name, by which stored
 * scores are found again and workers that would score otherwise are refused. */
enum { TASK_REVISION = 5 };

/* What the reply's views show, until task_result_clear. */
typedef struct task_result {
    executor_reply reply; /* id, outcome and body are set; resident_bytes and served are not */
    bytes step, stl, png, target, points;
    hash256 shape_hash;
} task_result;

/* Builds the one fixed part and measures it, so that a fork has everything bound. */
lathe_status task_warm(cadquery_engine *engine, lathe_error *err);

/* Scores a script without the kernel. False, and *out untouched, where that is not wanted or only the exact kernel can say:
 * task_run does it then. Else as task_run. */
bool task_score_lazily(lazy_engine *engine, known_targets *targets, const executor_request *request, task_result *out);

/* Never fails: whatever goes wrong is the outcome. A script that was asked for lazily is run exactly. targets may be NULL where
 * nothing is scored. */
void task_run(cadquery_engine *engine, known_targets *targets, const executor_request *request, task_result *out);
void task_result_clear(task_result *r);

#endif
