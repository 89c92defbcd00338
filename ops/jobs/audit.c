#include "ops/jobs/audit.h"

#include <math.h>

#include "base/philox.h"

bool audit_chooses(uint64_t seed, double share, const experiment_step_id *step, uint32_t sample)
{
    philox_stream draw = philox_stream_at(seed, PHILOX_AUDIT, step->stage, step->step, sample, (uint32_t)step->purpose);
    return philox_uniform(&draw) < share;
}

static bool is_fault(lathe_failure failure)
{
    return !failure_is_rewarded(failure) && failure != FAILURE_UNSUPPORTED;
}

experiment_verdict audit_compare(const audit_side *first, const audit_side *second, double bound, double *out_difference)
{
    *out_difference = 0;
    if (is_fault(first->failure) || is_fault(second->failure))
        return EXPERIMENT_AUDIT_FAILED;
    *out_difference = fabs(first->iou - second->iou);
    bool agree = first->failure == second->failure && *out_difference <= bound;
    return agree ? EXPERIMENT_AUDIT_AGREES : EXPERIMENT_AUDIT_DISAGREES;
}
