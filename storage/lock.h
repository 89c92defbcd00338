/* lock.h: the right to write one run or to make one example set, as a lock file beside the database. Internal to
 * storage.
 *
 * The kernel gives the lock back with the process, however that ends; the file that a killed one leaves does no harm.
 * It holds the process id of the holder, for messages only. */
#ifndef LATHE_STORAGE_LOCK_H
#define LATHE_STORAGE_LOCK_H

#include "storage/experiment_db.h"

/* file: the lock's path; what: "run 'x'", for the message. LATHE_E_BUSY at once where another process, or another lock
 * of this one, has it. Ended by experiment_lock_free. */
lathe_status lock_take(const char *file, const char *what, experiment_lock **out_lock, lathe_error *err);

#endif
