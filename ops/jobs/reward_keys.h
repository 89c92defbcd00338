/* reward_keys.h: what a configuration says of rewards. */
#ifndef LATHE_OPS_JOBS_REWARD_KEYS_H
#define LATHE_OPS_JOBS_REWARD_KEYS_H

#include "ops/config/config.h"
#include "ops/jobs/reward.h"

reward_options reward_from_config(const config *c);

#endif
