/* overload.h: several functions of one name, chosen by the types of the arguments as CadQuery's multimethod does. */
#ifndef LATHE_REWARD_CADQUERY_OVERLOAD_H
#define LATHE_REWARD_CADQUERY_OVERLOAD_H

#include "reward/cadquery/objects.h"

/* One function of a name. `types` holds a letter for each annotated positional parameter from the first:
 *   s Shape          w Wire        f Face         F Face or None     p Wire or Edge     W list of Wire
 *   L list of Face   S sequence of Shape          Z sequence of Shape, or None          m Vector, Wire, Edge or None
 *   v VectorLike     V VectorLike or None         Q sequence of VectorLike              q the same, or None
 *   r Real (int or float)   R Real or None   d float   n sequence of float, or None   t tuple of two Real
 *   b bool   T str            U str or None      o anything
 * or for one of some words: l transitions of sweeps, k styles of fonts, h and g places across and down of text.
 * Empty: fits whatever fits no other. A list or sequence is judged by its first item, as there. */
typedef struct overload {
    const char *types;
    size_t required;   /* annotated positional parameters without a default */
    size_t positional; /* named positional parameters */
    bool star;         /* takes more by *args */
    script_method row;
} overload;

typedef struct overload_set {
    const overload *items;
    size_t count;
    /* multidispatch: parameters given by keyword count for the choice, and a TypeError inside stays one. Else
     * multimethod: positional arguments alone count, and a TypeError inside becomes a DispatchError. */
    bool by_keyword;
} overload_set;

/* call is one of a row of signature "*args, **kwargs". DispatchError where no function fits, or more than one. */
lathe_status overload_call(script_vm *vm, const overload_set *set, const script_call *call, script_value *out,
                           lathe_error *err);

#endif
