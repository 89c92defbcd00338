#include "rollout/executor_client.h"
