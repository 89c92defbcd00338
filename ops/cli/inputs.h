/* inputs.h: what commands read: lists of paths, and files that hold a shape. */
#ifndef LATHE_OPS_CLI_INPUTS_H
#define LATHE_OPS_CLI_INPUTS_H

#include "base/bytes.h"
#include "proto/messages.h"

/* Paths in order; owned. path_list_clear ends it; a zeroed one is empty. */
typedef struct path_list {
    char **paths;
    size_t count, capacity;
} path_list;

lathe_status path_list_add(path_list *list, const char *path, size_t length, lathe_error *err);
/* Appends the lines of a file, empty ones left out, `columns` paths a line separated by tabs. LATHE_E_INPUT names file and line. */
lathe_status path_list_read(path_list *list, const char *file, int columns, lathe_error *err);
void path_list_clear(path_list *list);

/* As source_kind_of_file; LATHE_E_INPUT for others. */
lathe_status shape_file_kind(const char *path, source_kind *out, lathe_error *err);
/* Appends the file and says what it is. */
lathe_status shape_file_read(const char *path, bytes *out, source_kind *out_kind, lathe_error *err);
/* The file's name without folder and ending. */
void shape_file_name(const char *path, char *out, size_t size);

/* Writes the path of another program of lathe: in $LATHE_BIN, else beside this one. LATHE_E_IO where it is not. */
lathe_status program_find(const char *name, char *out, size_t size, lathe_error *err);
/* --database, else $LATHE_DATABASE, else lathe.db. given may be NULL. */
const char *database_path(const char *given);
/* Processors that this process may use, at least 1. */
int processor_count(void);

#endif
