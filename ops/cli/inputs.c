/* inputs.c: lists of paths, shape files, places of programs and databases. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "ops/cli/inputs.h"

#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "proto/source_files.h"

enum { LIST_FILE_MAX = 64 << 20, PATHS_MAX = 1 << 20 };

lathe_status path_list_add(path_list *list, const char *path, size_t length, lathe_error *err)
{
    if (list->count == PATHS_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "more than %d paths", PATHS_MAX);
    if (list->count == list->capacity) {
        size_t capacity = list->capacity > 0 ? 2 * list->capacity : 64;
        char **paths = realloc(list->paths, capacity * sizeof *paths);
        if (paths == NULL)
            return lathe_fail(err, LATHE_E_NOMEM, "list of paths: out of memory");
        list->paths = paths;
        list->capacity = capacity;
    }
    list->paths[list->count] = strndup(path, length);
    if (list->paths[list->count] == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "list of paths: out of memory");
    list->count++;
    return LATHE_OK;
}

static lathe_status add_line(path_list *list, const char *file, int number, const char *line, size_t length, int columns,
                             lathe_error *err)
{
    for (int i = 0; i < columns; i++) {
        const char *tab = memchr(line, '\t', length);
        bool last = i + 1 == columns;
        size_t span = tab != NULL ? (size_t)(tab - line) : length;
        if (last != (tab == NULL) || span == 0)
            return lathe_fail(err, LATHE_E_INPUT, "%s:%d: needs %d path%s separated by tabs", file, number, columns,
                              columns > 1 ? "s" : "");
        lathe_status st = path_list_add(list, line, span, err);
        if (st != LATHE_OK || last)
            return st;
        line += span + 1;
        length -= span + 1;
    }
    return LATHE_OK;
}

lathe_status path_list_read(path_list *list, const char *file, int columns, lathe_error *err)
{
    bytes text;
    int number = 0;

    bytes_init(&text, LIST_FILE_MAX);
    lathe_status st = file_read(file, &text, err);
    for (size_t at = 0; st == LATHE_OK && at < text.length;) {
        const char *line = (const char *)text.data + at;
        const char *end = memchr(line, '\n', text.length - at);
        size_t length = end != NULL ? (size_t)(end - line) : text.length - at;
        at += length + 1;
        number++;
        if (length > 0 && line[length - 1] == '\r')
            length--;
        if (length > 0)
            st = add_line(list, file, number, line, length, columns, err);
    }
    bytes_clear(&text);
    return st;
}

void path_list_clear(path_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->paths[i]);
    free(list->paths);
    memset(list, 0, sizeof *list);
}

lathe_status shape_file_kind(const char *path, source_kind *out, lathe_error *err)
{
    if (source_kind_of_file(path, out))
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_INPUT, "'%.200s' ends in none of " SOURCE_FILE_ENDINGS, path);
}

lathe_status shape_file_read(const char *path, bytes *out, source_kind *out_kind, lathe_error *err)
{
    source_kind kind;

    lathe_status st = shape_file_kind(path, &kind, err);
    if (st == LATHE_OK)
        st = file_read(path, out, err);
    if (st == LATHE_OK)
        *out_kind = kind;
    return st;
}

void shape_file_name(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path, *dot = strrchr(name, '.');

    snprintf(out, size, "%.*s", dot != NULL && dot != name ? (int)(dot - name) : (int)strlen(name), name);
}

lathe_status program_find(const char *name, char *out, size_t size, lathe_error *err)
{
    char own[PATH_MAX];
    const char *folder = getenv("LATHE_BIN");

    if (folder == NULL || folder[0] == 0) {
        ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
        own[length > 0 ? length : 0] = 0;
        char *slash = strrchr(own, '/');
        if (slash == NULL)
            return lathe_fail(err, LATHE_E_IO, "the folder of this program cannot be found");
        *slash = 0;
        folder = own;
    }
    if ((size_t)snprintf(out, size, "%s/%s", folder, name) >= size || access(out, X_OK) != 0)
        return lathe_fail(err, LATHE_E_IO, "there is no program '%s' in %.180s", name, folder);
    return LATHE_OK;
}

const char *database_path(const char *given)
{
    const char *variable = getenv("LATHE_DATABASE");

    if (given != NULL)
        return given;
    return variable != NULL && variable[0] != 0 ? variable : "lathe.db";
}

int processor_count(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int count = CPU_COUNT(&set);
    return count > 0 ? count : 1;
}
