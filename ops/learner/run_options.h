/* run_options.h: from a configuration to the options of those who do the work, key by key. */
#ifndef LATHE_OPS_LEARNER_RUN_OPTIONS_H
#define LATHE_OPS_LEARNER_RUN_OPTIONS_H

#include "learner/model/config.h"
#include "learner/train/options.h"
#include "ops/config/config.h"
#include "proto/messages.h"

model_config run_options_model(const config *c, uint32_t vocabulary);
sft_options run_options_sft(const config *c);
ppo_options run_options_ppo(const config *c);
score_mode run_options_mode(const config *c);

#endif
