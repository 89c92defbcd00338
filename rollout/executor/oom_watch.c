#include "rollout/executor/oom_watch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The group's path within the hierarchy that a line of /proc/self/cgroup names ("0::/path", "4:memory:/path"). */
static const char *path_after(const char *line, const char *controllers)
{
    const char *first = strchr(line, ':'), *second = first ? strchr(first + 1, ':') : NULL;
    size_t length = strlen(controllers);
    if (!second || (size_t)(second - first - 1) != length || memcmp(first + 1, controllers, length) != 0)
        return NULL;
    return second + 1;
}

int oom_watch_open(void)
{
    static const struct {
        const char *controllers, *root, *file;
    } kinds[] = {
        {"memory", "/sys/fs/cgroup/memory", "memory.oom_control"},
        {"", "/sys/fs/cgroup", "memory.events"},
    };
    char line[1024], path[1400];
    int fd = -1;
    FILE *groups = fopen("/proc/self/cgroup", "re");
    while (groups && fd < 0 && fgets(line, sizeof line, groups)) {
        line[strcspn(line, "\n")] = 0;
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && fd < 0; i++) {
            const char *group = path_after(line, kinds[i].controllers);
            if (!group)
                continue;
            snprintf(path, sizeof path, "%s%s/%s", kinds[i].root, group, kinds[i].file);
            fd = open(path, O_RDONLY | O_CLOEXEC);
            if (fd >= 0)
                break;
            /* In a container the group may be mounted as the root. */
            snprintf(path, sizeof path, "%s/%s", kinds[i].root, kinds[i].file);
            fd = open(path, O_RDONLY | O_CLOEXEC);
        }
    }
    if (groups)
        fclose(groups);
    return fd;
}

uint64_t oom_watch_count(int fd)
{
    char text[1024] = "\n";
    if (fd < 0 || pread(fd, text + 1, sizeof text - 2, 0) <= 0)
        return 0;
    const char *found = strstr(text, "\noom_kill ");
    return found ? strtoull(found + strlen("\noom_kill "), NULL, 10) : 0;
}
