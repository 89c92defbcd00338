/* enum.h: what the two files of Python's enum share. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_ENUM_H
#define LATHE_REWARD_SCRIPT_MODULES_ENUM_H

#include "reward/script/vm.h"

/* The host of a member. */
typedef struct enum_member {
    script_value name; /* None: of a flag's combination without one */
    script_value value;
} enum_member;

extern const script_class enum_enum, enum_int, enum_str, enum_flag, enum_int_flag, enum_auto;
extern const script_hooks enum_meta, enum_member_hooks, enum_flag_hooks;

/* A `derive`: makes members of what stands in the body. */
lathe_status enum_derive(script_vm *vm, script_class *type, script_value *out, lathe_error *err);
/* Names and members in the order of definition, aliases too; NULL: the class has none. */
const script_dict *enum_members(const script_class *type);
/* The same without aliases: a list of members. */
const script_list *enum_listed(const script_class *type);
/* The member of a value; found false where there is none. */
lathe_status enum_find(script_vm *vm, const script_class *type, script_value value, bool *found, script_value *out,
                       lathe_error *err);
lathe_status enum_make_member(script_vm *vm, const script_class *type, script_value name, script_value value,
                              script_value *out, lathe_error *err);
/* Keeps it for enum_find, if its value has a hash. */
lathe_status enum_remember(script_vm *vm, const script_class *type, script_value value, script_value member,
                           lathe_error *err);
/* The flag of bits, made if need be; ValueError for bits that no member has. */
lathe_status enum_flag_of(script_vm *vm, const script_class *type, int64_t bits, script_value *out, lathe_error *err);

#endif
