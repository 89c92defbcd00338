/* schedule.h: learning rates and annealed coefficients by step (steps count from 1). Pure; thread-safe. */
#ifndef LATHE_LEARNER_TRAIN_SCHEDULE_H
#define LATHE_LEARNER_TRAIN_SCHEDULE_H

#include "learner/train/options.h"

/* rate * step / (warmup_steps + 1) up to warmup_steps, then rate * (final + (1 - final) * (1 + cos(pi * done)) / 2), where done runs
 * from 0 at the first step after the warm-up to 1 at the last step. */
double schedule_learning_rate(const optimiser_options *options, uint32_t step, uint32_t steps);
/* first * (1 - (step - 1) / end), 0 from step end + 1 on. */
double schedule_anneal(double first, uint32_t step, uint32_t end);

#endif
