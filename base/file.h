/* file.h: whole files in and out. Errors name the path. Thread-safe. */
#ifndef LATHE_BASE_FILE_H
#define LATHE_BASE_FILE_H

#include "base/bytes.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends the file to *out, whose maximum bounds it. LATHE_E_IO if it cannot be read, LATHE_E_INPUT if too large. */
lathe_status file_read(const char *path, bytes *out, lathe_error *err);
/* Writes path.partial, fsyncs it, renames it to path, fsyncs the folder: readers see the old file or the whole new
 * one. On failure the partial file is removed. */
lathe_status file_write_atomically(const char *path, const void *data, size_t length, lathe_error *err);
/* Makes a folder and its parents; existing ones are fine. */
lathe_status file_make_folder(const char *path, lathe_error *err);
/* Fsyncs an existing file or folder. */
lathe_status file_sync(const char *path, lathe_error *err);
bool file_exists(const char *path);

#ifdef __cplusplus
}
#endif
#endif
