/* cadquery_fuzz.c: programs over CadQuery's classes on a kernel that computes nothing: the evaluator, the method tables
 * and all that binds, checks and releases. Whatever the program, running it must end, fail only as scripts may, and free
 * every shape.
 *
 * The first byte tells what the rest is: decisions for the grammar of program.h, or the text itself. */
#include <stdio.h>
#include <stdlib.h>

#include "reward/cadquery/cadquery.h"
#include "tests/fuzz/kernel_stub.h"
#include "tests/fuzz/program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run(const char *text, size_t length)
{
    static const cadquery_limits limits = { .steps = 20000, .arena_bytes = 4u << 20, .recursion = 60, .shapes = 500,
                                            .faces = 1000 };
    static cadquery_engine *engine; /* made once: that one script leaves nothing to the next is part of the test */
    kernel_shape *shape = NULL;
    lathe_error err = { 0 };
    if (!engine && cadquery_engine_new(&engine, &err) != LATHE_OK)
        abort();
    lathe_status st = cadquery_run(engine, text, length, &limits, &shape, &err);
    kernel_shape_free(shape);
    if (st == LATHE_OK || st == LATHE_E_SCRIPT || st == LATHE_E_LIMIT)
        return;
    fprintf(stderr, "status %d: %s\n", (int)st, err.message);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes program;
    if (size < 2)
        return 0;
    kernel_stub_seed((uint32_t)size * 31 + data[1]);
    bytes_init(&program, PROGRAM_MAX_BYTES);
    if (data[0] & 1)
        run((const char *)data + 1, size - 1);
    else {
        program_generate(data + 1, size - 1, &program);
        run((const char *)program.data, program.length);
    }
    bytes_clear(&program);
    if (kernel_stub_alive()) {
        fprintf(stderr, "%ld shapes are left\n", kernel_stub_alive());
        abort();
    }
    return 0;
}
