#define _GNU_SOURCE /* MAP_FIXED_NOREPLACE */
#include "rollout/executor/heap.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__GLIBC__) && defined(MAP_FIXED_NOREPLACE) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

/* The C library's own, under the names that stay when a program has others. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *p);

enum {
    ALIGNMENT = 16,
    HEADER = sizeof(uint64_t),  /* before a block: its stride, and IN_USE; before a place in one: how far in, and INSIDE */
    IN_USE = 1,
    INSIDE = 2,
    FINE = 1024,                /* strides up to here are multiples of ALIGNMENT */
    STEPS = 8,                  /* strides in each doubling above */
    LARGEST = 1 << 20,          /* stride; larger blocks are the C library's */
    DOUBLINGS = 10,             /* from FINE to LARGEST */
    CLASSES = FINE / ALIGNMENT + DOUBLINGS * STEPS + 1,
    GROWTH = 2 << 20            /* a huge page of x86-64; any other size is right, too */
};

/* Addresses that programs leave free, also where a process has no more than 39 bits of them. */
static const uintptr_t start = (uintptr_t)1 << 36, limit = (uintptr_t)1 << 37;

/* A block that is free, behind its header. */
typedef struct spare {
    struct spare *next;
} spare;

/* Of the process: malloc has no argument that could carry it. */
static struct {
    uintptr_t end;  /* of the pages that are mapped from `start` on; 0 in the parent */
    uintptr_t next; /* in them, where the next block's header will lie */
    spare *free[CLASSES];
} heap;

/* The next pages. False where there are none, or something else lies there. */
static bool grow(void)
{
    const uintptr_t end = heap.end ? heap.end : start;
    if (limit - end < GROWTH)
        return false;
    void *found = mmap((void *)end, GROWTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (found == MAP_FAILED)
        return false;
    if (found != (void *)end) { /* a kernel before 4.17 takes the address as a wish */
        munmap(found, GROWTH);
        return false;
    }
    madvise(found, GROWTH, MADV_HUGEPAGE); /* may fail: small pages are right, too */
    heap.end = end + GROWTH;
    return true;
}

void heap_enter_child(void)
{
    if (grow())
        heap.next = start + ALIGNMENT - HEADER;
}

/* The class of a block and its stride, header included. False for one that is too large. */
static bool class_of(size_t size, size_t *out_class, size_t *out_stride)
{
    if (size > LARGEST - HEADER)
        return false;
    size_t stride = (size + HEADER + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (stride < 2 * ALIGNMENT)
        stride = 2 * ALIGNMENT;
    if (stride <= FINE) {
        *out_class = stride / ALIGNMENT;
        *out_stride = stride;
        return true;
    }
    const int power = 63 - __builtin_clzll(stride - 1); /* FINE * 2^k < stride <= FINE * 2^(k+1) */
    const size_t step = ((size_t)1 << power) / STEPS, above = (stride - 1 - ((size_t)1 << power)) / step;
    *out_class = FINE / ALIGNMENT + 1 + (size_t)(power - 10) * STEPS + above;
    *out_stride = ((size_t)1 << power) + (above + 1) * step;
    return true;
}

static bool is_ours(const void *p)
{
    return (uintptr_t)p >= start && (uintptr_t)p < heap.end;
}

static uint64_t *header_of(void *p)
{
    return (uint64_t *)p - 1;
}

/* NULL where the C library is to be asked. *out_fresh: nobody wrote to it yet. */
static void *take(size_t size, bool *out_fresh)
{
    size_t class, stride;
    if (!heap.end || !class_of(size, &class, &stride))
        return NULL;
    spare *found = heap.free[class];
    *out_fresh = !found;
    if (found) {
        heap.free[class] = found->next;
    } else {
        if (heap.end - heap.next < stride && !grow())
            return NULL;
        found = (spare *)(heap.next + HEADER);
        heap.next += stride;
    }
    *header_of(found) = stride | IN_USE;
    return found;
}

/* The block that a pointer of the program's stands for, whose alignment may have moved it. */
static void *block_of(void *p)
{
    const uint64_t header = *header_of(p);
    return header & INSIDE ? (unsigned char *)p - (header - INSIDE) : p;
}

static void give(void *place)
{
    void *p = block_of(place);
    uint64_t *header = header_of(p);
    size_t class, stride;
    *header_of(place) &= ~(uint64_t)INSIDE;
    if (!(*header & IN_USE) || !class_of((size_t)*header - IN_USE - HEADER, &class, &stride))
        abort(); /* given back twice, or written over */
    *header = 0;
    *(spare *)p = (spare){heap.free[class]};
    heap.free[class] = p;
}

void *malloc(size_t size)
{
    bool fresh;
    void *p = take(size, &fresh);
    return p ? p : __libc_malloc(size);
}

void free(void *p)
{
    if (is_ours(p))
        give(p);
    else
        __libc_free(p);
}

void *calloc(size_t count, size_t size)
{
    bool fresh;
    size_t all;
    void *p = __builtin_mul_overflow(count, size, &all) ? NULL : take(all, &fresh);
    if (!p)
        return __libc_calloc(count, size);
    return fresh ? p : memset(p, 0, all);
}

void *realloc(void *old, size_t size)
{
    if (!is_ours(old))
        return old ? __libc_realloc(old, size) : malloc(size);
    void *block = block_of(old);
    const size_t room = (size_t)*header_of(block) - IN_USE - HEADER - (size_t)((unsigned char *)old - (unsigned char *)block);
    if (size > 0 && size <= room && size >= room / 2)
        return old;
    void *p = size > 0 ? malloc(size) : NULL;
    if (p)
        memcpy(p, old, size < room ? size : room);
    if (p || size == 0)
        free(old);
    return p;
}

static void *take_aligned(size_t alignment, size_t size)
{
    bool fresh;
    unsigned char *p = NULL;
    if ((alignment & (alignment - 1)) == 0 && alignment <= LARGEST && size <= LARGEST)
        p = take(alignment <= ALIGNMENT ? size : size + alignment, &fresh);
    if (!p)
        return __libc_memalign(alignment, size);
    unsigned char *place = (unsigned char *)(((uintptr_t)p + alignment - 1) & ~(uintptr_t)(alignment - 1));
    if (place != p)
        *header_of(place) = (uint64_t)(place - p) | INSIDE;
    return place;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return take_aligned(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    void *p = take_aligned(alignment, size);
    if (!p)
        return ENOMEM;
    *out = p;
    return 0;
}

#else

void heap_enter_child(void) {}

#endif
