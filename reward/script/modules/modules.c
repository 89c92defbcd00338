/* modules.c: the list of Python's modules. */
#include "reward/script/modules/modules.h"
#include "reward/script/numpy/numpy.h"

#include <stddef.h>

const script_module *const modules_standard[] = {
    &module_math, &module_typing, &module_enum, &module_operator, &module_functools, &module_itertools, &module_random, &module_copy, &module_dataclasses, &module_collections, &module_typing_extensions, &module_collections_abc, &module_abc, &module_numbers,
    &module_numpy,
    NULL,
};
