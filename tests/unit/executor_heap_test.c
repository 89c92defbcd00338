/* The memory of an executor's child: blocks that hold what was written to them, at the same addresses whatever its parent did. */
#define _GNU_SOURCE /* MAP_FIXED_NOREPLACE */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/philox.h"
#include "rollout/executor/heap.h"

enum { BLOCKS = 400, ROUNDS = 60000, OF_PARENT = 64 };

static void *of_parent[OF_PARENT];

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            _exit(__LINE__ % 250 + 1);                                                                                 \
    } while (0)

/* Runs it in a child that has entered its heap. Returns waitpid's status; 64 bytes it says go to `out`. */
static int in_child(void (*run)(unsigned char *out), unsigned char out[64])
{
    int ends[2], status = 0;
    unsigned char said[64] = {0};
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGABRT, SIG_DFL);
        heap_enter_child();
        run(said);
        _exit(write(ends[1], said, sizeof said) == (ssize_t)sizeof said ? 0 : 251);
    }
    close(ends[1]);
    ssize_t n = read(ends[0], said, sizeof said);
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (n == (ssize_t)sizeof said && out)
        memcpy(out, said, sizeof said);
    return status;
}

/* Mostly small, some large, a few the C library's. */
static size_t some_size(philox_stream *random)
{
    const uint64_t kind = philox_below(random, 100);
    return (size_t)philox_below(random, kind < 80 ? 400 : kind < 97 ? 20000 : kind < 99 ? 600000 : 3000000);
}

static bool holds(const unsigned char *block, size_t size, unsigned char value)
{
    for (size_t i = 0; i < size; i += i < 64 || i + 64 > size ? 1 : 61)
        if (block[i] != value)
            return false;
    return true;
}

typedef struct held {
    unsigned char *block;
    size_t size;
    unsigned char value;
} held;

static void take_block(held *h, philox_stream *random)
{
    const size_t size = some_size(random);
    const bool zeroed = philox_below(random, 2);
    const size_t alignment = philox_below(random, 8) ? 16 : (size_t)16 << philox_below(random, 10);
    if (zeroed)
        h->block = calloc(size, 1);
    else if (alignment == 16)
        h->block = malloc(size);
    else
        h->block = aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    CHECK(h->block && (uintptr_t)h->block % (zeroed ? 16 : alignment) == 0);
    if (zeroed)
        CHECK(holds(h->block, size, 0));
    h->size = size;
}

static void resize_block(held *h, philox_stream *random)
{
    const size_t size = some_size(random) + 1, both = size < h->size ? size : h->size;
    unsigned char *block = realloc(h->block, size);
    CHECK(block && (uintptr_t)block % 16 == 0 && holds(block, both, h->value));
    h->block = block;
    h->size = size;
}

/* Random blocks live and die; the child frees some of its parent's. */
static void blocks_keep_their_bytes(unsigned char *out)
{
    philox_stream random = philox_stream_at(7, PHILOX_TEST, 0, 0, 0, 0);
    static held all[BLOCKS];
    for (int i = 0; i < ROUNDS; i++) {
        held *h = &all[philox_below(&random, BLOCKS)];
        CHECK(!h->block || holds(h->block, h->size, h->value));
        if (!h->block) {
            take_block(h, &random);
        } else if (philox_below(&random, 4) == 0) {
            resize_block(h, &random);
        } else {
            free(h->block);
            *h = (held){0};
            continue;
        }
        h->value = (unsigned char)philox_below(&random, 256);
        memset(h->block, h->value, h->size);
        if (i < OF_PARENT) {
            of_parent[i] = realloc(of_parent[i], 5000);
            CHECK(of_parent[i] && memcmp(of_parent[i], "parent", 6) == 0);
            free(of_parent[i]);
        }
    }
    out[0] = 1;
}

static void random_blocks(void **state)
{
    (void)state;
    unsigned char said[64] = {0};
    for (int i = 0; i < OF_PARENT; i++) {
        of_parent[i] = calloc(1, 100 + (size_t)i);
        assert_non_null(of_parent[i]);
        memcpy(of_parent[i], "parent", 6);
    }
    assert_int_equal(in_child(blocks_keep_their_bytes, said), 0);
    assert_int_equal(said[0], 1);
    for (int i = 0; i < OF_PARENT; i++) {
        assert_memory_equal(of_parent[i], "parent", 6);
        free(of_parent[i]);
    }
}

/* Says a hash of addresses, and whether they are the child's own. */
static void addresses(unsigned char *out)
{
    philox_stream random = philox_stream_at(8, PHILOX_TEST, 0, 0, 0, 0);
    static void *blocks[BLOCKS];
    for (int i = 0; i < 4000; i++) {
        void **block = &blocks[philox_below(&random, BLOCKS)];
        free(*block);
        *block = malloc((size_t)philox_below(&random, 3000));
        CHECK(*block);
    }
    const hash256 hash = hash_of(blocks, sizeof blocks);
    memcpy(out, hash.data, HASH_BYTES);
    out[HASH_BYTES] = (uintptr_t)blocks[0] >> 37 == 0;
}

static void addresses_do_not_depend_on_the_parent(void **state)
{
    (void)state;
    unsigned char first[64] = {0}, second[64] = {0};
    void *more[100];
    assert_int_equal(in_child(addresses, first), 0);
    if (!first[HASH_BYTES])
        skip(); /* no heap of its own here */
    for (size_t i = 0; i < 100; i++)
        more[i] = malloc(40 * i);
    for (size_t i = 0; i < 100; i += 2)
        free(more[i]);
    assert_int_equal(in_child(addresses, second), 0);
    assert_memory_equal(first, second, HASH_BYTES);
    for (size_t i = 1; i < 100; i += 2)
        free(more[i]);
}

static void given_back_twice(unsigned char *out)
{
    void *volatile block = malloc(100);
    out[0] = (uintptr_t)block >> 37 == 0;
    free(block);
    if (out[0])
        free(block);
}

static void aligned_given_back_twice(unsigned char *out)
{
    void *volatile block = aligned_alloc(64, 640);
    out[0] = (uintptr_t)block >> 37 == 0;
    free(block);
    if (out[0])
        free(block);
}

static void a_block_given_back_twice_is_a_crash(void **state)
{
    (void)state;
    static void (*const all[])(unsigned char *out) = {given_back_twice, aligned_given_back_twice};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        unsigned char said[64] = {0};
        int status = in_child(all[i], said);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && !said[0])
            skip();
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), SIGABRT);
    }
}

static void until_memory_ends(unsigned char *out)
{
    size_t all = 0;
    void *volatile block = malloc(100);
    if ((uintptr_t)block >> 37 != 0)
        return;
    setrlimit(RLIMIT_AS, &(struct rlimit){256 << 20, 256 << 20});
    while ((block = malloc(10000)) != NULL && all < (size_t)1 << 30)
        all += 10000;
    CHECK(!block && all > 64 << 20 && all < 256 << 20);
    out[0] = 1;
}

static void the_end_of_memory_is_said(void **state)
{
    (void)state;
    assert_int_equal(in_child(until_memory_ends, NULL), 0);
}

/* Where its addresses are taken, the child has the C library's memory. */
static void taken_addresses(void **state)
{
    (void)state;
    unsigned char said[64] = {0};
    void *wanted = (void *)((uintptr_t)1 << 36);
    void *taken = mmap(wanted, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (taken != wanted)
        skip(); /* a sanitizer's */
    assert_int_equal(in_child(addresses, said), 0);
    assert_int_equal(said[HASH_BYTES], 0);
    munmap(taken, 4096);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_blocks),
        cmocka_unit_test(addresses_do_not_depend_on_the_parent),
        cmocka_unit_test(a_block_given_back_twice_is_a_crash),
        cmocka_unit_test(the_end_of_memory_is_said),
        cmocka_unit_test(taken_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
