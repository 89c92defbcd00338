/* iterate.h: what an iterator is, to the files that make them. */
#ifndef LATHE_REWARD_SCRIPT_ITERATE_H
#define LATHE_REWARD_SCRIPT_ITERATE_H

#include "reward/script/vm.h"

typedef enum iterator_kind {
    ITERATE_ITEMS, /* of a list or tuple, which may change under way */
    ITERATE_STR,
    ITERATE_RANGE,
    ITERATE_KEYS,
    ITERATE_REVERSED,
    ITERATE_ENUMERATE,
    ITERATE_ZIP,
    ITERATE_MAP,
    ITERATE_FILTER,
    ITERATE_NEXT,     /* an object with __next__ */
    ITERATE_GETITEM,  /* an object with __getitem__ only */
    ITERATE_NATIVE,    /* a host's */
    ITERATE_GENERATOR, /* of a comprehension */
    ITERATE_FUNCTION,  /* a generator function's */
    ITERATE_SENTINEL   /* a callable, until it gives `first` */
} iterator_kind;

struct script_iterator {
    iterator_kind kind;
    bool done, strict;
    script_value source; /* the sequence, object or function */
    int64_t at;          /* index, byte offset or number of steps */
    uint32_t count;      /* entries of a dict when it began; inner iterators */
    script_iterator **inner;
    /* a host's */
    const script_class *type;
    script_next next;
    void *state;
    script_value first; /* the sentinel; what a generator returned */
    view_part part;      /* of a dict */
    struct clauses *clauses; /* of a comprehension */
    struct generator *generator;
};

/* A comprehension under way. */
typedef struct clauses {
    const ast_node *node;
    frame frame;
    uint32_t level; /* the clause whose next element is due */
    bool running;
} clauses;

lathe_status iterate_new(script_vm *vm, iterator_kind kind, script_value source, script_iterator **out,
                         lathe_error *err);

#endif
