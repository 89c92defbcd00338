/* modules.c: the list of Python's modules. */
#include "reward/script/modules/modules.h"
#include "reward/script/numpy/numpy.h"

#include <stddef.h>

const script_module *const modules_standard[] = {
    &module_abc, &module_argparse, &module_bisect, &module_collections, &module_collections_abc, &module_colorsys,
    &module_contextlib, &module_copy, &module_dataclasses, &module_enum, &module_functools, &module_heapq,
    &module_itertools, &module_json, &module_logging, &module_math, &module_numbers, &module_operator, &module_os,
    &module_os_path, &module_pathlib, &module_random, &module_statistics, &module_string, &module_sys,
    &module_time, &module_traceback, &module_types, &module_typing, &module_typing_extensions, &module_warnings,
    &module_numpy,
    NULL,
};

lathe_status modules_give_none(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)call, (void)err;
    *out = script_none();
    return LATHE_OK;
}

lathe_status modules_give_false(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)call, (void)err;
    *out = script_bool(false);
    return LATHE_OK;
}

lathe_status modules_give_first(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)err;
    *out = call->args[0];
    return LATHE_OK;
}
