#include "reward/measure/metric.h"

#include <string.h>

static const metric_info metrics[METRIC_COUNT] = {
#define METRIC(symbol, name, frame, alignment, sampler, pitch, points, mean, worst, text)                             \
    [METRIC_##symbol] = {name,  METRIC_FRAME_##frame, METRIC_ALIGN_##alignment, METRIC_SAMPLE_##sampler,              \
                         pitch, points,               mean,                     worst,                  text},
#include "reward/measure/metrics.def"
#undef METRIC
};

const metric_info *metric_by_id(metric_id id)
{
    return &metrics[id];
}

bool metric_by_name(const char *name, metric_id *out)
{
    for (int i = 0; i < METRIC_COUNT; i++) {
        if (strcmp(metrics[i].name, name) == 0) {
            *out = (metric_id)i;
            return true;
        }
    }
    return false;
}
