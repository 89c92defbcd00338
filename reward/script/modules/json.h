/* json.h: what the two files of Python's json share. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_JSON_H
#define LATHE_REWARD_SCRIPT_MODULES_JSON_H

#include "reward/script/vm.h"

/* JSONDecodeError with CPython's message and place where the text is no JSON. */
lathe_status json_read(script_vm *vm, const script_str *text, script_value *out, lathe_error *err);
/* The class JSONDecodeError, one a run. */
lathe_status json_error(script_vm *vm, script_value *out, lathe_error *err);

#endif
