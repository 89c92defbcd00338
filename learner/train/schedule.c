#include "learner/train/schedule.h"

#include <math.h>

double schedule_learning_rate(const optimiser_options *options, uint32_t step, uint32_t steps)
{
    double rate = options->learning_rate;
    if (step <= options->warmup_steps)
        return rate * step / (options->warmup_steps + 1.0);
    double first = options->warmup_steps + 1.0;
    double done = steps > first ? (step - first) / (steps - first) : 0;
    double wave = (1 + cos(3.141592653589793 * (done > 1 ? 1 : done))) / 2;
    return rate * (options->final_ratio + (1 - options->final_ratio) * wave);
}

double schedule_anneal(double first, uint32_t step, uint32_t end)
{
    return step > end ? 0 : first * (1 - (step - 1.0) / end);
}
