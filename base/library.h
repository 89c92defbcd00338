/* library.h: libraries of ours that a program loads by need, because most of its runs would load them for nothing. */
#ifndef LATHE_BASE_LIBRARY_H
#define LATHE_BASE_LIBRARY_H

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is found, to be cast to what it is. */
typedef void library_entry(void);

/* Finds the function `entry` of a library, which the program's own search path names, and which stays for the life of the process.
 * load: where it is not there yet. LATHE_E_IO, with the loader's words, where it cannot be had. Thread-safe. */
lathe_status library_find(const char *library, const char *entry, bool load, library_entry **out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
