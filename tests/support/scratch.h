/* scratch.h: folders that a test makes and leaves nothing of. */
#ifndef LATHE_TESTS_SUPPORT_SCRATCH_H
#define LATHE_TESTS_SUPPORT_SCRATCH_H

#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* Removes a folder and all that is in it. */
static inline void scratch_remove(const char *folder)
{
    char path[1024];
    DIR *entries = opendir(folder);
    for (const struct dirent *e; entries && (e = readdir(entries));) {
        int length = snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (length > 0 && length < (int)sizeof path && strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
            remove(path) != 0)
            scratch_remove(path);
    }
    if (entries)
        closedir(entries);
    (void)remove(folder);
}

#endif
