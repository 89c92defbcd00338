#include "rollout/pool.h"
