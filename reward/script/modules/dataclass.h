/* dataclass.h: what the two files of Python's dataclasses share. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_DATACLASS_H
#define LATHE_REWARD_SCRIPT_MODULES_DATACLASS_H

#include "reward/script/vm.h"

typedef enum dataclass_kind { DATACLASS_FIELD, DATACLASS_CLASS_VAR, DATACLASS_INIT_VAR } dataclass_kind;

/* The host of a Field object. */
typedef struct dataclass_field {
    const script_str *name;
    script_value type, preset, factory, metadata; /* preset, factory: SCRIPT_UNBOUND without */
    dataclass_kind kind;
    bool init, repr, hash, compare, kw_only, says_kw_only;
} dataclass_field;

extern const script_class dataclass_field_class, dataclass_missing;

/* Field objects of a class, inherited ones and pseudo-fields too; NULL if it is no dataclass. */
const script_list *dataclass_fields_of(const script_class *type);
/* The class FrozenInstanceError, made once a run. */
lathe_status dataclass_frozen_error(script_vm *vm, script_value *out, lathe_error *err);

lathe_status dataclass_fields(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status dataclass_as_dict(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status dataclass_as_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status dataclass_replace(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status dataclass_is(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

#endif
