/* modules.c: the list of Python's modules. */
#include "reward/script/modules/modules.h"
#include "reward/script/numpy/numpy.h"

#include <stddef.h>

const script_module *const modules_standard[] = {
    &module_math, &module_sys, &module_time, &module_logging, &module_warnings, &module_traceback, &module_os, &module_os_path, &module_pathlib, &module_bisect, &module_heapq, &module_statistics, &module_contextlib, &module_types, &module_string, &module_json, &module_argparse, &module_typing, &module_enum, &module_operator, &module_functools, &module_itertools, &module_random, &module_copy, &module_dataclasses, &module_collections, &module_typing_extensions, &module_collections_abc, &module_abc, &module_numbers,
    &module_numpy,
    NULL,
};
