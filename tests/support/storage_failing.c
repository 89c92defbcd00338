#include "tests/support/storage_failing.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

typedef enum failing_kind { FAILING_NOTHING, FAILING_WRITES, FAILING_ALLOCATIONS } failing_kind;

static struct {
    failing_kind kind;
    long left;
    int code;
    bool reached;
} plan;

/* True where this operation is to fail. */
static bool is_time(failing_kind kind)
{
    if (plan.kind != kind || plan.left-- > 0)
        return false;
    plan.reached = true;
    return true;
}

static void set_plan(failing_kind kind, long n, int code)
{
    plan.kind = kind;
    plan.left = n;
    plan.code = code;
    plan.reached = false;
}

void failing_write(long n, int code)
{
    set_plan(FAILING_WRITES, n, code);
}

void failing_allocation(long n)
{
    set_plan(FAILING_ALLOCATIONS, n, 0);
}

void failing_never(void)
{
    set_plan(FAILING_NOTHING, 0, 0);
}

bool failing_was_reached(void)
{
    return plan.reached;
}

/* ---- allocations of this program: the linker sends them here ---- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size)
{
    return is_time(FAILING_ALLOCATIONS) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_time(FAILING_ALLOCATIONS) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return is_time(FAILING_ALLOCATIONS) ? NULL : __real_realloc(old, size);
}

/* ---- SQLite's allocations ---- */

static sqlite3_mem_methods real_memory;

static void *failing_malloc(int size)
{
    return is_time(FAILING_ALLOCATIONS) ? NULL : real_memory.xMalloc(size);
}

static void *failing_realloc(void *old, int size)
{
    return is_time(FAILING_ALLOCATIONS) ? NULL : real_memory.xRealloc(old, size);
}

/* ---- SQLite's files ---- */

static sqlite3_vfs failing_vfs;
static sqlite3_vfs *real_vfs;
static sqlite3_io_methods failing_methods;

/* The real file follows the struct. */
typedef struct failing_file {
    sqlite3_file base;
} failing_file;

static sqlite3_file *real_file(sqlite3_file *file)
{
    return (sqlite3_file *)((failing_file *)file + 1);
}

#define FORWARD(name, parameters, ...)                                                                                  \
    static int forward_##name parameters                                                                                \
    {                                                                                                                   \
        return real_file(file)->pMethods->name(real_file(file), ##__VA_ARGS__);                                         \
    }
#define FORWARD_WRITE(name, parameters, ...)                                                                            \
    static int forward_##name parameters                                                                                \
    {                                                                                                                   \
        if (is_time(FAILING_WRITES))                                                                                    \
            return plan.code;                                                                                           \
        return real_file(file)->pMethods->name(real_file(file), ##__VA_ARGS__);                                         \
    }

FORWARD(xClose, (sqlite3_file *file))
FORWARD(xRead, (sqlite3_file *file, void *out, int size, sqlite3_int64 at), out, size, at)
FORWARD_WRITE(xWrite, (sqlite3_file *file, const void *data, int size, sqlite3_int64 at), data, size, at)
FORWARD_WRITE(xTruncate, (sqlite3_file *file, sqlite3_int64 size), size)
FORWARD_WRITE(xSync, (sqlite3_file *file, int flags), flags)
FORWARD(xFileSize, (sqlite3_file *file, sqlite3_int64 *out), out)
FORWARD(xLock, (sqlite3_file *file, int level), level)
FORWARD(xUnlock, (sqlite3_file *file, int level), level)
FORWARD(xCheckReservedLock, (sqlite3_file *file, int *out), out)
FORWARD(xFileControl, (sqlite3_file *file, int what, void *data), what, data)
FORWARD(xSectorSize, (sqlite3_file *file))
FORWARD(xDeviceCharacteristics, (sqlite3_file *file))
FORWARD(xShmMap, (sqlite3_file *file, int page, int size, int extend, void volatile **out), page, size, extend, out)
FORWARD(xShmLock, (sqlite3_file *file, int offset, int count, int flags), offset, count, flags)
FORWARD(xShmUnmap, (sqlite3_file *file, int remove), remove)

static void forward_barrier(sqlite3_file *file)
{
    real_file(file)->pMethods->xShmBarrier(real_file(file));
}

static int failing_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    file->pMethods = NULL;
    int code = real_vfs->xOpen(real_vfs, name, real_file(file), flags, out_flags);
    if (real_file(file)->pMethods)
        file->pMethods = &failing_methods;
    return code;
}

void failing_install(void)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
    sqlite3_mem_methods memory = real_memory;
    memory.xMalloc = failing_malloc;
    memory.xRealloc = failing_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
    /* Otherwise small allocations are served from a pool that never fails. */
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
    sqlite3_initialize();
    real_vfs = sqlite3_vfs_find(NULL);
    failing_methods = (sqlite3_io_methods){
        .iVersion = 2, .xClose = forward_xClose, .xRead = forward_xRead, .xWrite = forward_xWrite,
        .xTruncate = forward_xTruncate, .xSync = forward_xSync, .xFileSize = forward_xFileSize, .xLock = forward_xLock,
        .xUnlock = forward_xUnlock, .xCheckReservedLock = forward_xCheckReservedLock,
        .xFileControl = forward_xFileControl, .xSectorSize = forward_xSectorSize,
        .xDeviceCharacteristics = forward_xDeviceCharacteristics, .xShmMap = forward_xShmMap,
        .xShmLock = forward_xShmLock, .xShmBarrier = forward_barrier, .xShmUnmap = forward_xShmUnmap,
    };
    failing_vfs = *real_vfs;
    failing_vfs.zName = "failing";
    failing_vfs.pNext = NULL;
    failing_vfs.szOsFile = (int)sizeof(failing_file) + real_vfs->szOsFile;
    failing_vfs.xOpen = failing_open;
    sqlite3_vfs_register(&failing_vfs, 1);
}
