/* named_tuple.h: tuples with named fields: collections.namedtuple and typing.NamedTuple. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_NAMED_TUPLE_H
#define LATHE_REWARD_SCRIPT_MODULES_NAMED_TUPLE_H

#include "reward/script/vm.h"

/* collections.namedtuple(typename, field_names, *, rename, defaults, module). */
lathe_status named_tuple_make(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
/* class P(NamedTuple) and NamedTuple("P", [("x", int)]). */
extern const script_class named_tuple_typing_class;
/* The names of its fields if v is a tuple with names, else NULL. */
const script_list *named_tuple_fields(script_value v);
/* Another of the same class with these items. */
lathe_status named_tuple_like(script_vm *vm, script_value v, const script_value *items, script_value *out,
                              lathe_error *err);

#endif
