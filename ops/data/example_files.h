/* example_files.h: the parts of a folder, as candidates. Internal to ops/data. */
#ifndef LATHE_OPS_DATA_EXAMPLE_FILES_H
#define LATHE_OPS_DATA_EXAMPLE_FILES_H

#include "base/hash.h"
#include "ops/data/example_window.h"

typedef struct example_files {
    char *folder;
    char **names;     /* [count] sorted by bytes, with their endings */
    uint32_t count;
    uint32_t *order;  /* [count] the file of each candidate */
    hash256 content;  /* of names and sizes */
} example_files;

/* The .py, .step, .stp and .stl files of a folder, in an order drawn from `seed`. LATHE_E_INPUT where there is no such
 * folder or no such file in it. Caller ends *out with example_files_clear. */
lathe_status example_files_list(const char *folder, uint64_t seed, example_files *out, lathe_error *err);
void example_files_clear(example_files *files); /* a zeroed one is fine */
/* An example_make with the example_files as context. */
lathe_status example_files_make(void *context, uint32_t index, example_candidate *out, lathe_error *err);

#endif
