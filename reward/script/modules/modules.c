/* modules.c: the list of Python's modules. */
#include "reward/script/modules/modules.h"

#include <stddef.h>

const script_module *const modules_standard[] = {
    &module_math,
    NULL,
};
