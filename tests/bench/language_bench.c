/* The language alone: parse and evaluate, with a library whose every call gives an object that accepts everything, as the
 * peer's (language_peer.py) does. Usage: language_bench LIST_FILE ; prints a line a script: microseconds (the mean of the
 * fastest third of its runs), negative where it does not run. language.sh shows both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "reward/script/script.h"

enum { RUNS = 30 };

static const script_class class_anything;

static lathe_status make(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)call;
    return script_object_new(vm, &class_anything, NULL, NULL, out, err);
}

static lathe_status get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    (void)vm, (void)name, (void)err;
    *handled = true;
    *out = self;
    return LATHE_OK;
}

static lathe_status operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err)
{
    (void)vm, (void)op, (void)right, (void)err;
    *handled = true;
    *out = left;
    return LATHE_OK;
}

static lathe_status item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    (void)vm, (void)key, (void)err;
    *out = self;
    return LATHE_OK;
}

static const script_method construct_anything = { "__init__", "*args, **kwargs", make, SCRIPT_METHOD_CLASS };
static const script_method call_anything = { "__call__", "*args, **kwargs", make, SCRIPT_METHOD_PLAIN };
static const script_hooks hooks_anything = { .get = get, .operate = operate, .item = item, .call = &call_anything };
static const script_class class_anything = { .name = "Anything", .construct = &construct_anything, .hooks = &hooks_anything };
static const script_method functions[] = { { "Workplane", "*args, **kwargs", make, 0 },
                                           { "Sketch", "*args, **kwargs", make, 0 },
                                           { "Plane", "*args, **kwargs", make, 0 },
                                           { "Vector", "*args, **kwargs", make, 0 },
                                           { "Location", "*args, **kwargs", make, 0 },
                                           { "Assembly", "*args, **kwargs", make, 0 },
                                           { "Color", "*args, **kwargs", make, 0 },
                                           { NULL, NULL, NULL, 0 } };
static const script_module module_cadquery = { .name = "cadquery", .functions = functions };
static const script_method builtins[] = { { "show_object", "*args, **kwargs", make, 0 }, { NULL, NULL, NULL, 0 } };

static int compare_doubles(const void *a, const void *b)
{
    double l = *(const double *)a, r = *(const double *)b;
    return l < r ? -1 : l > r;
}

/* Negative where the script fails. */
static double microseconds(script_vm *vm, const bytes *text)
{
    double took[RUNS], sum = 0;
    lathe_error err;
    for (int i = 0; i < RUNS; i++) {
        int64_t start = clock_monotonic_ns();
        if (script_run(vm, (const char *)text->data, text->length, &err) != LATHE_OK)
            return -1;
        took[i] = (double)(clock_monotonic_ns() - start) / 1e3;
    }
    qsort(took, RUNS, sizeof *took, compare_doubles);
    for (int i = 0; i < RUNS / 3; i++)
        sum += took[i];
    return sum / (RUNS / 3);
}

int main(int argc, char **argv)
{
    const script_limits limits = SCRIPT_LIMITS_INIT;
    script_vm *vm = NULL;
    lathe_error err;
    char path[1000];
    FILE *list = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!list || script_vm_new(&limits, &vm, &err) != LATHE_OK ||
        script_vm_add_module(vm, &module_cadquery, &err) != LATHE_OK ||
        script_vm_add_builtins(vm, builtins, &err) != LATHE_OK) {
        fprintf(stderr, "usage: language_bench LIST_FILE\n");
        return 2;
    }
    while (fgets(path, sizeof path, list)) {
        bytes text;
        path[strcspn(path, "\n")] = 0;
        bytes_init(&text, 16 << 20);
        if (file_read(path, &text, &err) != LATHE_OK)
            return 1;
        printf("%.3f\n", microseconds(vm, &text));
        bytes_clear(&text);
    }
    fclose(list);
    script_vm_free(vm);
    return 0;
}
