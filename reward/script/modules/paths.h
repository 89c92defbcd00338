/* paths.h: texts that are paths, taken apart and put together as Python's posixpath does; and what stands for files. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_PATHS_H
#define LATHE_REWARD_SCRIPT_MODULES_PATHS_H

#include "reward/script/vm.h"

/* A text, or an object with __fspath__; TypeError for all else. name: the function's, for the message. */
lathe_status paths_text(script_vm *vm, const char *name, script_value v, script_value *out, lathe_error *err);
/* a/b; b where it is absolute. */
lathe_status paths_join(script_vm *vm, const script_str *a, const script_str *b, script_value *out, lathe_error *err);
/* Without doubled slashes, dots and what .. undoes. */
lathe_status paths_normal(script_vm *vm, const script_str *path, script_value *out, lathe_error *err);
/* Where the last component begins, and where its last suffix does (the end, if it has none). */
uint32_t paths_base(const script_str *path);
uint32_t paths_suffix(const script_str *path);
/* FileNotFoundError: there are no files. */
lathe_status paths_missing(script_vm *vm, const script_str *path, lathe_error *err);
/* open(path, mode): what is written goes nowhere; there is nothing to read. */
lathe_status paths_open(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

extern const script_class paths_path;

#endif
