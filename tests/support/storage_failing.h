/* storage_failing.h: a layer below SQLite whose nth write, or nth allocation, fails. For tests that run on one thread. */
#ifndef LATHE_TESTS_SUPPORT_STORAGE_FAILING_H
#define LATHE_TESTS_SUPPORT_STORAGE_FAILING_H

#include <stdbool.h>

/* Before SQLite is first used. */
void failing_install(void);
/* The nth write, sync or truncation from now (0: the next), and every one after it, fails with `code`. */
void failing_write(long n, int code);
/* The nth allocation from now, and every one after it, fails: SQLite's, and those of this program's own code. */
void failing_allocation(long n);
void failing_never(void);
/* Whether something has failed since it was asked for. */
bool failing_was_reached(void);

#endif
