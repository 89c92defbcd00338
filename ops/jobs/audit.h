/* audit.h: which samples are scored both ways, exactly and lazily, and whether the two scores agree. Pure functions: a run that
 * is repeated audits the same samples. Thread-safe. */
#ifndef LATHE_OPS_JOBS_AUDIT_H
#define LATHE_OPS_JOBS_AUDIT_H

#include "storage/experiment_db.h"

/* A draw of Philox (PHILOX_AUDIT) by the sample's identity is below share. */
bool audit_chooses(uint64_t seed, double share, const experiment_step_id *step, uint32_t sample);

/* How one of the two scores ended. */
typedef struct audit_side {
    lathe_failure failure;
    double iou; /* 0 unless the failure is ok */
} audit_side;

/* Two scores disagree where they ended differently, or where their IoUs differ by more than bound. The audit failed where
 * either ended by a fault of the infrastructure (not `unsupported`, which is the script's). *out_difference: of the IoUs; 0 where
 * the audit failed. */
experiment_verdict audit_compare(const audit_side *first, const audit_side *second, double bound, double *out_difference);

#endif
