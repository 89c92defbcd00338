/* modules.h: Python's modules that scripts may import, each a table in a file of its name. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_MODULES_H
#define LATHE_REWARD_SCRIPT_MODULES_MODULES_H

#include "reward/script/value.h"

extern const script_module module_math;

/* All of them; NULL ends the list. Every vm knows them without registration. */
extern const script_module *const modules_standard[];

#endif
