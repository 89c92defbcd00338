/* sample.h: what the sources on samples share. Internal to storage. */
#ifndef LATHE_STORAGE_SAMPLE_H
#define LATHE_STORAGE_SAMPLE_H

#include "storage/experiment_db.h"

/* The name in the database. Static storage. */
const char *sample_purpose_name(experiment_purpose purpose);
lathe_status sample_count(experiment_db *db, const experiment_step_id *step, int64_t *out_count, lathe_error *err);

#endif
