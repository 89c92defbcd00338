/* script_fuzz.c: any bytes as a script, with tiny limits: reading, running and dumping must end, and fail only as
 * scripts may.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "reward/script/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(lathe_status st, const lathe_error *err)
{
    if (st == LATHE_OK || st == LATHE_E_SCRIPT || st == LATHE_E_LIMIT || st == LATHE_E_INPUT)
        return;
    fprintf(stderr, "status %d: %s\n", (int)st, err->message);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const script_limits limits = {.max_steps = 20000,
                                  .max_arena_bytes = 4u << 20,
                                  .max_recursion = 100,
                                  .max_stack_bytes = 512u << 10,
                                  .max_output_bytes = 1000};
    script_vm *vm = NULL;
    lathe_error err = {0};
    bytes out;
    bytes_init(&out, 1u << 20);
    check(script_vm_new(&limits, &vm, &err), &err);
    check(script_run(vm, (const char *)data, size, &err), &err);
    script_vm_free(vm);
    check(script_dump_ast((const char *)data, size, &out, &err), &err);
    bytes_reset(&out);
    check(script_dump_tokens((const char *)data, size, &out, &err), &err);
    bytes_clear(&out);
    return 0;
}
