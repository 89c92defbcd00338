/* example_show.h: look at the parts of an example set. One thread a call. */
#ifndef LATHE_OPS_DATA_EXAMPLE_SHOW_H
#define LATHE_OPS_DATA_EXAMPLE_SHOW_H

#include <stdio.h>

#include "ops/data/example_job.h"

/* One line, or one JSON object with `id`, `name`, `split`, `script_bytes`, `points`, for each of the first `limit` parts (0: all)
 * of a split. */
lathe_status example_show_list(experiment_db *db, int64_t set, example_split split, uint32_t limit, bool json, FILE *out,
                               lathe_error *err);
/* Appends a PNG with the first `count` (at most 100) parts of a split, shaded, each cell x cell pixels (at least 32) in rows of
 * about equal number; parts without a script are drawn as their points. options: executor, jobs and limits are read. */
lathe_status example_show_picture(experiment_db *db, int64_t set, example_split split, uint32_t count, uint32_t cell,
                                  const example_job_options *options, bytes *out_png, lathe_error *err);

#endif
