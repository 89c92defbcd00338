/* oom_watch.h: how often the kernel's memory control has killed in this process's control group, so that a child that
 * died of SIGKILL can be told from one that somebody killed. Reads what was opened beforehand; needs no right. */
#ifndef LATHE_ROLLOUT_EXECUTOR_OOM_WATCH_H
#define LATHE_ROLLOUT_EXECUTOR_OOM_WATCH_H

#include <stdint.h>

/* A descriptor of the group's counts (version 2: memory.events, version 1: memory.oom_control); -1 where there is none,
 * with which counting gives 0. The caller closes it. */
int oom_watch_open(void);
uint64_t oom_watch_count(int fd);

#endif
