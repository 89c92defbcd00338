#include "ops/data/example_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/philox.h"
#include "proto/codec.h"
#include "proto/source_files.h"

enum { FILES_MAX = 50 << 20, PATH_BYTES = 4096 };

static int choose_file(const struct dirent *entry)
{
    source_kind kind;
    return source_kind_of_file(entry->d_name, &kind);
}

/* By bytes, whatever the locale. */
static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static lathe_status join_path(const example_files *f, const char *name, char out[PATH_BYTES], lathe_error *err)
{
    int length = snprintf(out, PATH_BYTES, "%s/%s", f->folder, name);
    if (length < 0 || length >= PATH_BYTES)
        return lathe_fail(err, LATHE_E_INPUT, "the path of '%.100s' is too long", name);
    return LATHE_OK;
}

/* Keeps the names of regular files, and hashes names and sizes. */
static lathe_status keep_files(example_files *f, struct dirent **list, int count, lathe_error *err)
{
    hash_state h;
    char path[PATH_BYTES];
    struct stat info;
    hash_begin(&h);
    for (int i = 0; i < count; i++) {
        const char *name = list[i]->d_name;
        lathe_status st = join_path(f, name, path, err);
        if (st != LATHE_OK)
            return st;
        if (stat(path, &info) != 0)
            return lathe_fail(err, LATHE_E_IO, "cannot read '%s': %s", path, strerror(errno));
        if (!S_ISREG(info.st_mode))
            continue;
        f->names[f->count] = strdup(name);
        if (!f->names[f->count])
            return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the files of '%s'", f->folder);
        f->order[f->count] = f->count;
        f->count++;
        int64_t size = info.st_size;
        hash_add(&h, name, strlen(name) + 1);
        hash_add(&h, &size, sizeof size);
    }
    f->content = hash_end(&h);
    if (f->count == 0)
        return lathe_fail(err, LATHE_E_INPUT, "folder '%s' has no " SOURCE_FILE_ENDINGS " file", f->folder);
    return LATHE_OK;
}

lathe_status example_files_list(const char *folder, uint64_t seed, example_files *out, lathe_error *err)
{
    example_files f = {0};
    struct dirent **list = NULL;
    int count = scandir(folder, &list, choose_file, compare_names);
    if (count < 0)
        return lathe_fail(err, LATHE_E_INPUT, "cannot read folder '%s': %s", folder, strerror(errno));
    lathe_status st = LATHE_OK;
    f.folder = strdup(folder);
    f.names = calloc((size_t)count + 1, sizeof *f.names);
    f.order = calloc((size_t)count + 1, sizeof *f.order);
    if (count > FILES_MAX)
        st = lathe_fail(err, LATHE_E_INPUT, "folder '%s' has more than %d files", folder, FILES_MAX);
    else if (!f.folder || !f.names || !f.order)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for the files of '%s'", folder);
    else
        st = keep_files(&f, list, count, err);
    for (int i = 0; i < count; i++)
        free(list[i]);
    free(list);
    if (st != LATHE_OK) {
        example_files_clear(&f);
        return st;
    }
    philox_stream s = philox_stream_at(seed, PHILOX_SHUFFLE, 0, 0, 0, 0);
    philox_shuffle(&s, f.order, f.count);
    *out = f;
    return LATHE_OK;
}

void example_files_clear(example_files *files)
{
    for (uint32_t i = 0; i < files->count; i++)
        free(files->names[i]);
    free(files->names);
    free(files->order);
    free(files->folder);
    *files = (example_files){0};
}

lathe_status example_files_make(void *context, uint32_t index, example_candidate *out, lathe_error *err)
{
    const example_files *f = context;
    const char *name = f->names[f->order[index]];
    char path[PATH_BYTES];
    lathe_error reading = {0};
    lathe_status st = join_path(f, name, path, err);
    if (st != LATHE_OK)
        return st;
    source_kind_of_file(name, &out->kind);
    snprintf(out->name, sizeof out->name, "%.*s", (int)(strrchr(name, '.') - name), name);
    out->data.max = out->kind == SOURCE_KIND_SCRIPT ? EXPERIMENT_DB_SCRIPT_MAX : CODEC_MAX_SOURCE;
    st = file_read(path, &out->data, &reading);
    if (st == LATHE_E_NOMEM)
        return lathe_fail(err, st, "%s", reading.message);
    if (st != LATHE_OK)
        snprintf(out->problem, sizeof out->problem, "%s", reading.message);
    else if (out->data.length == 0)
        snprintf(out->problem, sizeof out->problem, "the file is empty");
    return LATHE_OK;
}
