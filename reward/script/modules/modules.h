/* modules.h: Python's modules that scripts may import, each a table in a file of its name. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_MODULES_H
#define LATHE_REWARD_SCRIPT_MODULES_MODULES_H

#include "reward/script/value.h"

#define MODULE_FUNCTION(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

extern const script_module module_abc, module_argparse, module_bisect, module_collections, module_collections_abc, module_colorsys,
    module_contextlib, module_copy, module_dataclasses, module_enum, module_functools, module_heapq, module_itertools, module_json,
    module_logging, module_math, module_numbers, module_operator, module_os, module_os_path, module_pathlib,
    module_random, module_statistics, module_string, module_sys, module_time, module_traceback, module_types,
    module_typing, module_typing_extensions, module_warnings;

extern const script_class collections_deque, collections_chain_map;

/* copy.deepcopy(v) */
lathe_status copy_deep(script_vm *vm, script_value v, script_value *out, lathe_error *err);

/* itertools' groupby and tee, and the combinatoric iterators. */
lathe_status split_by_key(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status split_in_copies(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status combine_product(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status combine_permutations(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status combine_combinations(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

/* An object whose attributes are the keywords of a call, and its repr: of types.SimpleNamespace and argparse.Namespace. */
lathe_status types_namespace_make(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status types_namespace_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err);

/* What is accepted and has no effect here: None, False, or the first argument. */
lathe_status modules_give_none(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status modules_give_false(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status modules_give_first(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

/* All of them; NULL ends the list. Every vm knows them without registration. */
extern const script_module *const modules_standard[];

#endif
