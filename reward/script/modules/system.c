/* system.c: Python's sys, time, logging, warnings and traceback, as far as they say anything to a script that stands
 * alone: it has no arguments, no clock and nobody who reads what it logs.
 *
 * sys.argv is [""]; what is written to sys.stdout is kept as print's is. Clocks begin at 0 and go on by a microsecond a
 * step, so that they are the same every time; sleep moves them on and does not wait. Logging and warnings are accepted
 * and kept nowhere. */
#include "reward/script/modules/modules.h"
#include "reward/script/modules/named_tuple.h"
#include "reward/script/vm.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ---- sys ---- */

MODULE_FUNCTION(run_exit)
{
    script_value object;
    bool bare = script_is_none(call->args[0]);
    (void)out;
    lathe_status st = exception_new(vm, exception_class(vm, "SystemExit"),
                                    &(arguments){.items = call->args, .count = !bare}, &object, err);
    return st ? st : exception_throw(vm, object.object, err);
}

MODULE_FUNCTION(write_text)
{
    script_value text = call->args[0];
    if (text.kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "write() argument must be str, not %s", script_type_name(text));
    if (strcmp(call->method->name, "write") == 0)
        vm_put_output(vm, text.str->text, text.str->length);
    *out = script_int(text.str->characters);
    return LATHE_OK;
}

MODULE_FUNCTION(swallow_text)
{
    (void)err;
    (void)vm;
    *out = script_int(call->args[0].kind == SCRIPT_STR ? call->args[0].str->characters : 0);
    return LATHE_OK;
}

static const script_method output_methods[] = {
    {"write", "text, /", write_text, 0}, {"flush", "", modules_give_none, 0}, {"isatty", "", modules_give_false, 0},
    {"reconfigure", "**kwargs", modules_give_none, 0}, {NULL, NULL, NULL, 0}};
static const script_method error_methods[] = {
    {"write", "text, /", swallow_text, 0}, {"flush", "", modules_give_none, 0}, {"isatty", "", modules_give_false, 0},
    {"reconfigure", "**kwargs", modules_give_none, 0}, {NULL, NULL, NULL, 0}};
static const script_class class_output = {
    .name = "_io.TextIOWrapper", .base = &class_object, .methods = output_methods};
static const script_class class_error = {.name = "_io.TextIOWrapper", .base = &class_object, .methods = error_methods};

static lathe_status make_stdout(script_vm *vm, script_value *out, lathe_error *err)
{
    return script_object_new(vm, &class_output, NULL, NULL, out, err);
}

static lathe_status make_stderr(script_vm *vm, script_value *out, lathe_error *err)
{
    return script_object_new(vm, &class_error, NULL, NULL, out, err);
}

static lathe_status make_argv(script_vm *vm, script_value *out, lathe_error *err)
{
    script_value name;
    lathe_status st = script_str_new(vm, "", 0, &name, err);
    return st ? st : script_list_new(vm, &name, 1, out, err);
}

static lathe_status make_list(script_vm *vm, script_value *out, lathe_error *err)
{
    return script_list_new(vm, NULL, 0, out, err);
}

static lathe_status make_maxsize(script_vm *vm, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = script_int(INT64_MAX);
    return LATHE_OK;
}

/* A tuple with names: names apart by spaces. */
static lathe_status make_record(script_vm *vm, const char *type, const char *names, const script_value *items,
                                size_t count, script_value *out, lathe_error *err)
{
    script_value text[2], made;
    lathe_status st = script_str_new(vm, type, strlen(type), &text[0], err);
    if (!st)
        st = script_str_new(vm, names, strlen(names), &text[1], err);
    script_call inner = {.args = (script_value[]){text[0], text[1], script_bool(false), script_none(), script_none()},
                         .count = 5};
    if (!st)
        st = named_tuple_make(vm, &inner, &made, err);
    return st ? st : script_call_value(vm, made, items, count, out, err);
}

static lathe_status make_version(script_vm *vm, script_value *out, lathe_error *err)
{
    script_value items[] = {script_int(3), script_int(11), script_int(7), script_none(), script_int(0)};
    lathe_status st = script_str_new(vm, "final", 5, &items[3], err);
    return st ? st : make_record(vm, "version_info", "major minor micro releaselevel serial", items, 5, out, err);
}

static lathe_status make_float_info(script_vm *vm, script_value *out, lathe_error *err)
{
    const script_value items[] = {
        script_float(DBL_MAX),    script_int(DBL_MAX_EXP), script_int(DBL_MAX_10_EXP), script_float(DBL_MIN),
        script_int(DBL_MIN_EXP),  script_int(DBL_MIN_10_EXP), script_int(DBL_DIG),     script_int(DBL_MANT_DIG),
        script_float(DBL_EPSILON), script_int(FLT_RADIX),  script_int(1)};
    return make_record(vm, "float_info", "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds",
                       items, sizeof items / sizeof *items, out, err);
}

MODULE_FUNCTION(recursion_limit)
{
    (void)call;
    (void)err;
    *out = script_int(vm->limits.max_recursion);
    return LATHE_OK;
}

static const script_method sys_functions[] = {
    {"exit", "status=None, /", run_exit, 0},
    {"getrecursionlimit", "", recursion_limit, 0},
    {"setrecursionlimit", "limit, /", modules_give_none, 0},
    {"intern", "string, /", modules_give_first, 0},
    {"getsizeof", "*args", NULL, 0},
    {"exc_info", "", NULL, 0},
    {"getrefcount", "object, /", NULL, 0},
    {"settrace", "function, /", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member sys_members[] = {
    SCRIPT_MEMBER_MADE("argv", make_argv),
    SCRIPT_MEMBER_MADE("path", make_list),
    SCRIPT_MEMBER_MADE("stdout", make_stdout),
    SCRIPT_MEMBER_MADE("stderr", make_stderr),
    SCRIPT_MEMBER_MADE("maxsize", make_maxsize),
    SCRIPT_MEMBER_MADE("version_info", make_version),
    SCRIPT_MEMBER_MADE("float_info", make_float_info),
    SCRIPT_MEMBER_TEXT("version", "3.11.7 (lathe)"),
    SCRIPT_MEMBER_TEXT("platform", "linux"),
    SCRIPT_MEMBER_TEXT("byteorder", "little"),
    SCRIPT_MEMBER_TEXT("executable", ""),
    SCRIPT_MEMBER_TEXT("prefix", "/usr"),
    SCRIPT_MEMBER_INT("maxunicode", 0x10ffff),
    SCRIPT_MEMBER_INT("hexversion", 0x030b07f0),
    SCRIPT_MEMBER_UNSUPPORTED("stdin"),
    SCRIPT_MEMBER_UNSUPPORTED("modules"),
    SCRIPT_MEMBER_UNSUPPORTED("flags"),
    SCRIPT_MEMBER_UNSUPPORTED("implementation"),
    {0},
};
const script_module module_sys = {.name = "sys", .functions = sys_functions, .members = sys_members};

/* ---- time ---- */

static const char clock_key;

MODULE_FUNCTION(read_clock)
{
    double *slept;
    lathe_status st = vm_state(vm, &clock_key, sizeof *slept, (void **)&slept, err);
    if (st)
        return st;
    double now = (double)vm->steps * 1e-6 + *slept;
    bool nanoseconds = strstr(call->method->name, "_ns") != NULL;
    *out = nanoseconds ? script_int(now < 9e9 ? (int64_t)(now * 1e9) : INT64_MAX) : script_float(now);
    return LATHE_OK;
}

MODULE_FUNCTION(sleep_on)
{
    double *slept, seconds;
    lathe_status st = script_to_double(vm, call->args[0], &seconds, err);
    if (!st)
        st = vm_state(vm, &clock_key, sizeof *slept, (void **)&slept, err);
    if (st)
        return st;
    if (isnan(seconds))
        return script_raise(vm, err, "ValueError", "Invalid value NaN (not a number)");
    if (seconds < 0)
        return script_raise(vm, err, "ValueError", "sleep length must be non-negative");
    *slept += seconds;
    *out = script_none();
    return LATHE_OK;
}

static const script_method time_functions[] = {
    {"time", "", read_clock, 0},
    {"perf_counter", "", read_clock, 0},
    {"monotonic", "", read_clock, 0},
    {"process_time", "", read_clock, 0},
    {"time_ns", "", read_clock, 0},
    {"perf_counter_ns", "", read_clock, 0},
    {"monotonic_ns", "", read_clock, 0},
    {"process_time_ns", "", read_clock, 0},
    {"sleep", "seconds, /", sleep_on, 0},
    {"strftime", "*args", NULL, 0},
    {"localtime", "*args", NULL, 0},
    {"gmtime", "*args", NULL, 0},
    {"ctime", "*args", NULL, 0},
    {"asctime", "*args", NULL, 0},
    {"mktime", "*args", NULL, 0},
    {"strptime", "*args", NULL, 0},
    {NULL, NULL, NULL, 0},
};
const script_module module_time = {.name = "time", .functions = time_functions};

/* ---- logging ---- */

static lathe_status make_handler(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return script_object_new(vm, call->self.type, NULL, NULL, out, err);
}

static const script_method handler_methods[] = {
    {"setLevel", "level", modules_give_none, 0},     {"setFormatter", "fmt", modules_give_none, 0},
    {"addFilter", "filter", modules_give_none, 0},   {"flush", "", modules_give_none, 0},
    {"close", "", modules_give_none, 0},             {NULL, NULL, NULL, 0},
};
static const script_method handler_construct = {"Handler", "*args, **kwargs", make_handler, 0};
#define HANDLER(symbol) \
    static const script_class logging_##symbol = {.name = "logging." #symbol, .base = &class_object, \
                                                  .methods = handler_methods, .construct = &handler_construct};
HANDLER(Handler)
HANDLER(StreamHandler)
HANDLER(FileHandler)
HANDLER(NullHandler)
HANDLER(Formatter)
HANDLER(Filter)

static const script_class logging_Logger;

static lathe_status new_logger(script_vm *vm, script_value name, script_value *out, lathe_error *err)
{
    script_value list;
    lathe_status st = script_object_new(vm, &logging_Logger, NULL, NULL, out, err);
    if (!st)
        st = script_set_attribute(vm, *out, "name", name, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    if (!st)
        st = script_set_attribute(vm, *out, "handlers", list, err);
    if (!st)
        st = script_set_attribute(vm, *out, "level", script_int(0), err);
    return st ? st : script_set_attribute(vm, *out, "propagate", script_bool(true), err);
}

/* The same logger for the same name. */
MODULE_FUNCTION(get_logger)
{
    static const char key;
    script_dict *loggers;
    script_value name = call->args[0];
    bool found;
    lathe_status st = vm_state(vm, &key, sizeof *loggers, (void **)&loggers, err);
    if (!st && script_is_none(name))
        st = script_str_new(vm, "root", 4, &name, err);
    if (!st && name.kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "A logger name must be a string");
    if (!st)
        st = script_dict_get(vm, loggers, name, &found, out, err);
    if (st || found)
        return st;
    st = new_logger(vm, name, out, err);
    return st ? st : script_dict_set(vm, loggers, name, *out, err);
}

MODULE_FUNCTION(set_level)
{
    *out = script_none();
    return script_set_attribute(vm, call->self, "level", call->args[0], err);
}

MODULE_FUNCTION(add_handler)
{
    script_value handlers;
    lathe_status st = script_get_attribute(vm, call->self, "handlers", &handlers, err);
    *out = script_none();
    return st || handlers.kind != SCRIPT_LIST ? st : script_list_append(vm, handlers.list, call->args[0], err);
}

MODULE_FUNCTION(has_handlers)
{
    (void)vm;
    (void)call;
    (void)err;
    *out = script_bool(true);
    return LATHE_OK;
}

#define LOG_ROWS \
    {"debug", "msg, *args, **kwargs", modules_give_none, 0}, {"info", "msg, *args, **kwargs", modules_give_none, 0}, \
        {"warning", "msg, *args, **kwargs", modules_give_none, 0}, {"warn", "msg, *args, **kwargs", modules_give_none, 0}, \
        {"error", "msg, *args, **kwargs", modules_give_none, 0}, {"critical", "msg, *args, **kwargs", modules_give_none, 0}, \
        {"fatal", "msg, *args, **kwargs", modules_give_none, 0}, {"exception", "msg, *args, **kwargs", modules_give_none, 0}, \
        {"log", "level, msg, *args, **kwargs", modules_give_none, 0}

static const script_method logger_methods[] = {
    LOG_ROWS,
    {"setLevel", "level", set_level, 0},
    {"addHandler", "hdlr", add_handler, 0},
    {"removeHandler", "hdlr", modules_give_none, 0},
    {"addFilter", "filter", modules_give_none, 0},
    {"hasHandlers", "", has_handlers, 0},
    {"isEnabledFor", "level", modules_give_false, 0},
    {"getChild", "suffix", NULL, 0},
    {"getEffectiveLevel", "", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_class logging_Logger = {.name = "logging.Logger", .base = &class_object, .methods = logger_methods};

static const script_method logging_functions[] = {
    LOG_ROWS,
    {"basicConfig", "**kwargs", modules_give_none, 0},
    {"getLogger", "name=None", get_logger, 0},
    {"disable", "level=50", modules_give_none, 0},
    {"captureWarnings", "capture", modules_give_none, 0},
    {"shutdown", "", modules_give_none, 0},
    {"getLevelName", "level", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member logging_members[] = {
    SCRIPT_MEMBER_INT("NOTSET", 0),
    SCRIPT_MEMBER_INT("DEBUG", 10),
    SCRIPT_MEMBER_INT("INFO", 20),
    SCRIPT_MEMBER_INT("WARNING", 30),
    SCRIPT_MEMBER_INT("WARN", 30),
    SCRIPT_MEMBER_INT("ERROR", 40),
    SCRIPT_MEMBER_INT("CRITICAL", 50),
    SCRIPT_MEMBER_INT("FATAL", 50),
    SCRIPT_MEMBER_CLASS("Logger", &logging_Logger),
    SCRIPT_MEMBER_CLASS("Handler", &logging_Handler),
    SCRIPT_MEMBER_CLASS("StreamHandler", &logging_StreamHandler),
    SCRIPT_MEMBER_CLASS("FileHandler", &logging_FileHandler),
    SCRIPT_MEMBER_CLASS("NullHandler", &logging_NullHandler),
    SCRIPT_MEMBER_CLASS("Formatter", &logging_Formatter),
    SCRIPT_MEMBER_CLASS("Filter", &logging_Filter),
    SCRIPT_MEMBER_UNSUPPORTED("handlers"),
    SCRIPT_MEMBER_UNSUPPORTED("config"),
    {0},
};
const script_module module_logging = {.name = "logging", .functions = logging_functions, .members = logging_members};

/* ---- warnings, traceback ---- */

static const script_class warnings_catch;

MODULE_FUNCTION(enter_list) { (void)call; return script_list_new(vm, NULL, 0, out, err); }

static const script_method catch_methods[] = {
    {"__enter__", "", enter_list, 0}, {"__exit__", "*args", modules_give_false, 0}, {NULL, NULL, NULL, 0}};
static const script_method catch_construct = {
    "catch_warnings", "*, record=False, module=None, action=None, category=None, lineno=0, append=False", make_handler, 0};
static const script_class warnings_catch = {.name = "warnings.catch_warnings", .base = &class_object,
                                            .methods = catch_methods, .construct = &catch_construct};
static const script_method warnings_functions[] = {
    {"warn", "message, category=None, stacklevel=1, source=None", modules_give_none, 0},
    {"filterwarnings", "action, message='', category=None, module='', lineno=0, append=False", modules_give_none, 0},
    {"simplefilter", "action, category=None, lineno=0, append=False", modules_give_none, 0},
    {"resetwarnings", "", modules_give_none, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member warnings_members[] = {SCRIPT_MEMBER_CLASS("catch_warnings", &warnings_catch), {0}};
const script_module module_warnings = {
    .name = "warnings", .functions = warnings_functions, .members = warnings_members};

static const script_method traceback_functions[] = {
    {"print_exc", "*args, **kwargs", modules_give_none, 0},
    {"print_exception", "*args, **kwargs", modules_give_none, 0},
    {"print_stack", "*args, **kwargs", modules_give_none, 0},
    {"print_tb", "*args, **kwargs", modules_give_none, 0},
    {"format_exc", "*args, **kwargs", NULL, 0},
    {"format_exception", "*args, **kwargs", NULL, 0},
    {"extract_tb", "*args, **kwargs", NULL, 0},
    {NULL, NULL, NULL, 0},
};
const script_module module_traceback = {.name = "traceback", .functions = traceback_functions};
