/* script_host_test.c: what a host adds: classes, functions, modules, exceptions as tables, and their failures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reward/script/script.h"

/* A host's object: a counted number. */
typedef struct host {
    int living, polls;
    script_value shown;
} host;

typedef struct part {
    host *owner;
    double size;
} part;

static const script_class part_class;

static void part_release(void *p)
{
    part *self = p;
    self->owner->living--;
    free(self);
}

static lathe_status part_new(script_vm *vm, const script_class *type, double size, script_value *out, lathe_error *err)
{
    part *p = malloc(sizeof *p);
    if (!p)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory");
    *p = (part){script_vm_host(vm), size};
    p->owner->living++;
    return script_object_new(vm, type, p, part_release, out, err);
}

static double size_of(script_value v) { return ((part *)script_host_of(v, &part_class))->size; }

static lathe_status part_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double size;
    lathe_status st = script_to_double(vm, call->args[0], &size, err);
    if (!st && size < 0)
        return script_raise(vm, err, "ValueError", "size must not be negative");
    return st ? st : part_new(vm, call->self.type, size, out, err);
}

static lathe_status part_grow(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double by;
    lathe_status st = script_to_double(vm, call->args[0], &by, err);
    if (!st && (call->given & 2) && call->args[1].kind != SCRIPT_NONE)
        return script_unsupported(vm, err, "Part.grow(mode=)");
    return st ? st : part_new(vm, call->self.object->type, size_of(call->self) + by, out, err);
}

static lathe_status part_all(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return script_tuple_new(
        vm, (script_value[]){call->args[0], call->args[1], call->args[2], script_int((int64_t)call->given)}, 4, out,
        err);
}

/* A failure of a lower layer that knows no vm. */
static lathe_status part_build(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)call;
    (void)out;
    return lathe_fail_script(err, FAILURE_BUILD, 0, 0, "no shape was built");
}

static lathe_status part_raise(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)out;
    (void)call;
    return script_raise_as(vm, err, "Kernel_Odd", &script_class_exception, "odd %d", 7);
}

/* Sees a failure, passes over it, and then fails otherwise. */
static lathe_status part_swallow(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double ignored;
    (void)out;
    if (script_to_double(vm, call->args[0], &ignored, err) == LATHE_OK)
        return LATHE_OK;
    return lathe_fail_script(err, FAILURE_BUILD, 0, 0, "second failure");
}

static lathe_status part_broken(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)call;
    (void)out;
    return lathe_fail(err, LATHE_E_IO, "disk is gone");
}

static lathe_status part_apply(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return script_call_value(vm, call->args[0], &call->self, 1, out, err);
}

static lathe_status part_double(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = script_float(2 * size_of(call->self));
    return LATHE_OK;
}

static lathe_status part_unit(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return part_new(vm, call->self.type, 1, out, err);
}

static lathe_status get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    (void)vm;
    (void)err;
    *handled = strcmp(name, "size") == 0;
    if (*handled)
        *out = script_float(size_of(self));
    return LATHE_OK;
}

static lathe_status set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                        lathe_error *err)
{
    *handled = strcmp(name, "size") == 0;
    return *handled ? script_to_double(vm, value, &((part *)self.object->host)->size, err) : LATHE_OK;
}

static lathe_status operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err)
{
    bool parts = script_is_instance(left, &part_class) && script_is_instance(right, &part_class);
    *handled = parts && (op == SCRIPT_ADD || op == SCRIPT_EQUAL);
    if (!*handled)
        return LATHE_OK;
    if (op == SCRIPT_EQUAL)
        *out = script_bool(size_of(left) == size_of(right));
    return op == SCRIPT_EQUAL ? LATHE_OK : part_new(vm, &part_class, size_of(left) + size_of(right), out, err);
}

static lathe_status length(script_vm *vm, script_value self, size_t *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = (size_t)size_of(self);
    return LATHE_OK;
}

static lathe_status item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    (void)self;
    int64_t i;
    lathe_status st = script_to_int(vm, key, &i, err);
    if (!st && i > 1)
        return script_raise(vm, err, "IndexError", "no such part");
    *out = script_int(i * 10);
    return st;
}

static lathe_status iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    (void)self;
    return script_tuple_new(vm, (script_value[]){script_int(4), script_int(5)}, 2, out, err);
}

static lathe_status repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return script_str_printf(vm, out, err, "Part<%g>", size_of(self));
}

static const script_hooks part_hooks = {
    .get = get, .set = set, .operate = operate, .length = length, .item = item, .iterate = iterate, .repr = repr};
static const script_method part_methods[] = {
    {"grow", "by=1.0, mode=None", part_grow, 0},
    {"all", "a, *args, k=(0, -1), **kw", part_all, 0},
    {"build", "", part_build, 0},
    {"odd", "", part_raise, 0},
    {"swallow", "x", part_swallow, 0},
    {"broken", "", part_broken, 0},
    {"apply", "f", part_apply, 0},
    {"double", "", part_double, SCRIPT_METHOD_PROPERTY},
    {"unit", "", part_unit, SCRIPT_METHOD_CLASS},
    {"later", "a, b", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member part_members[] = {
    SCRIPT_MEMBER_TEXT("kind", "part"), SCRIPT_MEMBER_INT("rank", 3), SCRIPT_MEMBER_UNSUPPORTED("soon"), {0}};
static const script_method part_construct_row = {"Part", "size", part_construct, 0};
static const script_class part_class = {.name = "Part",
                                        .methods = part_methods,
                                        .construct = &part_construct_row,
                                        .hooks = &part_hooks,
                                        .members = part_members};

static const script_class kernel_error = {
    .name = "Kernel_Failure", .base = &script_class_exception, .failure = FAILURE_BUILD};
static const script_class kernel_done = {.name = "Kernel_NotDone", .base = &kernel_error};
static const script_class *const kernel_errors[] = {&kernel_error, &kernel_done, NULL};

static lathe_status show(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)out;
    (void)err;
    ((host *)script_vm_host(vm))->shown = call->args[0];
    return LATHE_OK;
}

static const script_method builtins[] = {
    {"show", "obj, name=None, **options", show, 0}, {"debug", "obj", NULL, 0}, {NULL, NULL, NULL, 0}};
static const script_module sub_module = {.name = "shop.tools", .functions = builtins};
static const script_module vast_module = {.name = "shop.vast", .unsupported = true};
static const script_member shop_members[] = {
    SCRIPT_MEMBER_CLASS("Part", &part_class),   SCRIPT_MEMBER_MODULE("tools", &sub_module),
    SCRIPT_MEMBER_MODULE("vast", &vast_module), SCRIPT_MEMBER_FLOAT("scale", 2.5),
    SCRIPT_MEMBER_UNSUPPORTED("Robot"),         {0},
};
static const script_module shop_module = {.name = "shop", .members = shop_members};

static host shared_host;

static int open_vm(void **state)
{
    script_limits limits = SCRIPT_LIMITS_INIT;
    lathe_error err;
    script_vm *vm;
    if (script_vm_new(&limits, &vm, &err) || script_vm_add_module(vm, &shop_module, &err) ||
        script_vm_add_builtins(vm, builtins, &err) || script_vm_add_exceptions(vm, kernel_errors, &err))
        return 1;
    shared_host = (host){0};
    script_vm_set_host(vm, &shared_host);
    *state = vm;
    return 0;
}

static int close_vm(void **state)
{
    script_vm_free(*state);
    return shared_host.living != 0;
}

static lathe_status run(script_vm *vm, const char *text, lathe_error *err)
{
    memset(err, 0, sizeof *err);
    return script_run(vm, text, strlen(text), err);
}

static void prints(script_vm *vm, const char *text, const char *expected)
{
    lathe_error err;
    if (run(vm, text, &err) != LATHE_OK)
        fail_msg("%s\n%d:%d %s", text, err.line, err.column, err.message);
    assert_string_equal(script_output(vm), expected);
}

static void objects_answer_through_tables(void **state)
{
    prints(*state,
           "from shop import Part\np = Part(2)\nprint(p, p.size, p.grow().size, p.grow(by=3), p.double, p.kind, "
           "Part.rank, Part.unit())",
           "Part<2> 2.0 3.0 Part<5> 4.0 part 3 Part<1>\n");
    prints(*state,
           "import shop as s\np = s.Part(size=2)\np.size = 7\np.note = 'n'\nprint(p.size, p.note, p + s.Part(1), p == "
           "s.Part(7), p != s.Part(7), len(p), p[1], list(p), 4 in p, bool(p))",
           "7.0 n Part<8> True False 7 10 [4, 5] True True\n");
    prints(*state,
           "import shop.tools\nfrom shop import scale as x, tools\nprint(x, shop.Part.grow(shop.Part(1), 2), "
           "isinstance(shop.Part(1), shop.Part), tools is shop.tools)",
           "2.5 Part<3> True True\n");
    prints(*state,
           "from shop import *\nclass Big(Part):\n  def twice(self): return self.grow(self.size)\nb = "
           "Big(3)\nprint(b.twice(), type(b).__name__, type(b.twice()) is Big, isinstance(b, Part))",
           "Part<6> Big True True\n");
    prints(*state,
           "from shop import Part\nclass Mixin:\n  def note(self): return 'note ' + str(self.size)\n"
           "class Own(Mixin, Part):\n  def __init__(self, w, h):\n    self.w = w\n    super().__init__(w + h)\n"
           "o = Own(1, 2)\nprint(o, o.w, o.size, o.note(), o.grow(), isinstance(o, Part), o + Part(1))\n"
           "class Plain(Part):\n  def __init__(self): Part.__init__(self, 9)\nprint(Plain().double)",
           "Part<3> 1 3.0 note 3.0 Part<4> True Part<4>\n18.0\n");
    prints(*state,
           "from shop import Part\nprint(Part(2).apply(lambda p: p.size + 1), [q.size for q in map(Part, [1, 2])])",
           "3.0 [1.0, 2.0]\n");
}

static void arguments_are_bound_as_python_binds(void **state)
{
    prints(*state,
           "from shop import Part\np = Part(0)\nprint(p.all(1), p.all(1, 2, 3, k=4, z=5), p.all(*[1, 2], **{'y': 6}), "
           "p.all(a=9))",
           "(1, (), (0, -1), 1) (1, (2, 3), 4, 5) (1, (2,), (0, -1), 1) (9, (), (0, -1), 1)\n");
}

static void assert_ends(script_vm *vm, const char *text, lathe_status status, lathe_failure failure, int line,
                        int column, const char *message)
{
    lathe_error err;
    lathe_status st = run(vm, text, &err);
    if (st != status || err.failure != failure || err.line != line || err.column != column ||
        strcmp(err.message, message) != 0)
        fail_msg("%s\nexpected %d:%d %s\ngot %d %s %d:%d %s", text, line, column, message, (int)st,
                 failure_name(err.failure), err.line, err.column, err.message);
}

static void failures_have_kind_and_place(void **state)
{
    static const struct {
        const char *text;
        lathe_failure failure;
        int line, column;
        const char *message;
    } rows[] = {
        {"p = Part(1)\n(p\n .grow()\n .build())", FAILURE_BUILD, 5, 3, "Kernel_Failure: no shape was built"},
        {"Part(1).odd()", FAILURE_VALUE, 2, 9, "Kernel_Odd: odd 7"},
        {"Part(1).swallow('x')", FAILURE_BUILD, 2, 9, "Kernel_Failure: second failure"},
        {"Part(-1)", FAILURE_VALUE, 2, 1, "ValueError: size must not be negative"},
        {"Part('a')", FAILURE_TYPE, 2, 1, "TypeError: must be real number, not str"},
        {"Part()", FAILURE_TYPE, 2, 1, "TypeError: Part.__init__() missing 1 required positional argument: 'size'"},
        {"Part(1, 2)", FAILURE_TYPE, 2, 1, "TypeError: Part.__init__() takes 2 positional arguments but 3 were given"},
        {"Part(1).grow(1, 2, 3)", FAILURE_TYPE, 2, 9,
         "TypeError: Part.grow() takes from 1 to 3 positional arguments but 4 were given"},
        {"Part(1).grow(far=1)", FAILURE_TYPE, 2, 9, "TypeError: Part.grow() got an unexpected keyword argument 'far'"},
        {"Part(1).grow(1, by=1)", FAILURE_TYPE, 2, 9, "TypeError: Part.grow() got multiple values for argument 'by'"},
        {"Part.grow(5)", FAILURE_TYPE, 2, 6,
         "TypeError: descriptor 'grow' for 'Part' objects doesn't apply to a 'int' object"},
        {"Part(1).shrink()", FAILURE_API, 2, 9, "AttributeError: 'Part' object has no attribute 'shrink'"},
        {"Part.shrink", FAILURE_API, 2, 6, "AttributeError: type object 'Part' has no attribute 'shrink'"},
        {"import shop\nshop.Lathe", FAILURE_API, 3, 6, "AttributeError: module 'shop' has no attribute 'Lathe'"},
        {"from shop import Lathe", FAILURE_API, 2, 18, "ImportError: cannot import name 'Lathe' from 'shop'"},
        {"import shop.none", FAILURE_API, 2, 8, "ModuleNotFoundError: No module named 'shop.none'"},
        {"Part(1)[5]", FAILURE_VALUE, 2, 1, "IndexError: no such part"},
        {"Part(1) + 1", FAILURE_TYPE, 2, 1, "TypeError: unsupported operand type(s) for +: 'Part' and 'int'"},
        {"Part(1) < Part(2)", FAILURE_TYPE, 2, 1,
         "TypeError: '<' not supported between instances of 'Part' and 'Part'"},
        {"Part(1)()", FAILURE_TYPE, 2, 1, "TypeError: 'Part' object is not callable"},
        {"Part(1).later(1, 2)", FAILURE_UNSUPPORTED, 2, 9, "not supported: Part.later"},
        {"Part(1).grow(1, mode='x')", FAILURE_UNSUPPORTED, 2, 9, "not supported: Part.grow(mode=)"},
        {"Part.soon", FAILURE_UNSUPPORTED, 2, 6, "not supported: Part.soon"},
        {"from shop import Robot", FAILURE_UNSUPPORTED, 2, 18, "not supported: shop.Robot"},
        {"import shop.vast", FAILURE_UNSUPPORTED, 2, 8, "not supported: module 'shop.vast'"},
        {"from shop import *\nRobot()", FAILURE_UNSUPPORTED, 3, 1, "not supported: Robot"},
        {"debug(1)", FAILURE_UNSUPPORTED, 2, 1, "not supported: builtin 'debug'"},
        {"class A(Part):\n  def __init__(self): pass\nA().grow()", FAILURE_API, 4, 5,
         "AttributeError: 'A' object has no attribute 'grow'"},
        {"class A(Part):\n  def __init__(self): pass\nPart(1) + A()", FAILURE_TYPE, 4, 1,
         "TypeError: unsupported operand type(s) for +: 'Part' and 'A'"},
        {"class A(Part):\n  def __init__(self): super().__init__()\nA()", FAILURE_TYPE, 3, 31,
         "TypeError: Part.__init__() missing 1 required positional argument: 'size'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[300];
        snprintf(text, sizeof text, "from shop import Part\n%s", rows[i].text);
        assert_ends(*state, text, LATHE_E_SCRIPT, rows[i].failure, rows[i].line, rows[i].column, rows[i].message);
    }
    assert_ends(*state, "import shop\nshop.Part(1).broken()", LATHE_E_IO, FAILURE_OK, 2, 14, "disk is gone");
}

static void scripts_catch_what_hosts_raise(void **state)
{
    prints(*state, "from shop import Part\ntry: Part(1).build()\nexcept Exception as e: print(type(e).__name__, e)",
           "Kernel_Failure no shape was built\n");
    prints(*state,
           "from shop import Part\ntry: Part(1).odd()\nexcept Exception as e: print(type(e).__name__, e, repr(e))",
           "Kernel_Odd odd 7 Kernel_Odd('odd 7')\n");
    prints(*state,
           "from shop import Part\nfor i in (1, -1):\n  try: Part(i); print('made')\n  except (ValueError, KeyError): "
           "print('caught')",
           "made\ncaught\n");
    assert_ends(*state, "from shop import Part\ntry: Part(1).broken()\nexcept: pass", LATHE_E_IO, FAILURE_OK, 2, 14,
                "disk is gone");
    assert_ends(*state, "from shop import Part\ntry: Part(1).build()\nexcept Exception as e: raise", LATHE_E_SCRIPT,
                FAILURE_BUILD, 2, 14, "Kernel_Failure: no shape was built");
    assert_string_equal(script_exception_class_name(*state), "Kernel_Failure");
}

static void builtins_of_the_host_are_seen(void **state)
{
    lathe_error err;
    assert_int_equal(run(*state, "show(41 + 1, name='x', options={'a': 1})", &err), LATHE_OK);
    assert_int_equal(shared_host.shown.integer, 42);
}

static void objects_are_released_once(void **state)
{
    script_vm *vm = *state;
    lathe_error err;
    assert_int_equal(run(vm, "from shop import Part\nx = [Part(i).grow() for i in range(100)]", &err), LATHE_OK);
    assert_int_equal(shared_host.living, 200);
    assert_int_equal(run(vm, "from shop import Part\nPart(1).build()", &err), LATHE_E_SCRIPT);
    assert_int_equal(shared_host.living, 1);
    script_vm_reset(vm);
    assert_int_equal(shared_host.living, 0);
}

static lathe_status poll(void *context, lathe_error *err)
{
    host *h = context;
    return ++h->polls == 3 ? lathe_fail_script(err, FAILURE_TIMEOUT, 0, 0, "time is up") : LATHE_OK;
}

static void polls_may_end_a_run(void **state)
{
    script_vm_set_poll(*state, poll, &shared_host);
    assert_ends(*state, "try:\n  while True: pass\nexcept: pass", LATHE_E_LIMIT, FAILURE_TIMEOUT, 2, 15, "time is up");
}

static void signatures_are_checked(void **state)
{
    lathe_error err;
    static const char *const good[] = {"", "a", "a, b=None, *c, d=-1.5, **e", "x=(0, 0, (1,)), y='text', z=True",
                                       "a, /, b, *, c"};
    static const char *const bad[] = {"a,, b", "a=1, b", "a, a", "a=f()", "a=[1]", "1", "a)", "a b"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(script_signature_is_valid(*state, good[i], &err));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(script_signature_is_valid(*state, bad[i], &err));
        assert_int_equal(err.status, LATHE_E_BUG);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_vm, close_vm)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(objects_answer_through_tables), TEST(arguments_are_bound_as_python_binds),
        TEST(failures_have_kind_and_place),  TEST(scripts_catch_what_hosts_raise),
        TEST(builtins_of_the_host_are_seen), TEST(objects_are_released_once),
        TEST(polls_may_end_a_run),           TEST(signatures_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
