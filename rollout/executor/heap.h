/* heap.h: memory for a child of the executor.
 *
 * The child's blocks come from pages of its own, by size class, and its parent's are left alone: writing to a page that is
 * shared costs a copy, and where the system has huge pages, one of them takes the place of some hundred faults. The pages lie at
 * the same addresses in every child: OpenCASCADE walks tables that are ordered by address, and so a script's result
 * depends neither on what ran before it nor on where the system put things.
 *
 * heap.c holds malloc and its relatives for the whole program. They are the C library's for the parent, for large blocks,
 * and for a child that has no pages of its own. */
#ifndef LATHE_ROLLOUT_EXECUTOR_HEAP_H
#define LATHE_ROLLOUT_EXECUTOR_HEAP_H

/* In the child, before it allocates. One thread only. Does nothing where the addresses are taken or the system has no such
 * call, and under sanitizers, which have a malloc of their own. */
void heap_enter_child(void);

#endif
