/* pathlib.c: Python's pathlib, pure; and files that take what is written and keep nothing (see paths.c). Paths are posix
 * ones; PureWindowsPath is not there. */
#include "reward/script/modules/modules.h"
#include "reward/script/modules/paths.h"

#include <string.h>

static const script_str *text_of(script_value v) { return v.object->host; }

/* As pathlib writes it: without doubled slashes and dots, but with the .. that is there. */
static lathe_status clean(script_vm *vm, const script_str *s, script_value *out, lathe_error *err)
{
    text_builder b = {.vm = vm};
    bool rooted = s->text[0] == '/';
    lathe_status st = rooted ? builder_add(&b, "/", 1, err) : LATHE_OK;
    if (!st)
        st = script_spend(vm, vm_cost(s->length), err);
    for (uint32_t i = 0, end; i < s->length && !st; i = end + 1) {
        for (end = i; end < s->length && s->text[end] != '/';)
            end++;
        if (end == i || (end - i == 1 && s->text[i] == '.'))
            continue;
        if (b.length > rooted)
            st = builder_add(&b, "/", 1, err);
        if (!st)
            st = builder_add(&b, s->text + i, end - i, err);
    }
    if (!st && !b.length)
        st = builder_add(&b, ".", 1, err);
    return st ? st : builder_take(&b, out, err);
}

static lathe_status new_path(script_vm *vm, const script_str *s, script_value *out, lathe_error *err)
{
    script_value text;
    lathe_status st = clean(vm, s, &text, err);
    return st ? st : script_object_new(vm, &paths_path, (void *)(uintptr_t)text.str, NULL, out, err);
}

static lathe_status join_all(script_vm *vm, const script_str *start, const script_list *parts, script_value *out,
                             lathe_error *err)
{
    script_value path = text_value(start), part;
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < parts->count && !st; i++) {
        st = paths_text(vm, "", parts->items[i], &part, err);
        if (!st)
            st = paths_join(vm, path.str, part.str, &path, err);
    }
    return st ? st : new_path(vm, path.str, out, err);
}

MODULE_FUNCTION(make_path)
{
    script_value empty;
    lathe_status st = script_str_new(vm, "", 0, &empty, err);
    return st ? st : join_all(vm, empty.str, call->args[0].list, out, err);
}

MODULE_FUNCTION(path_join) { return join_all(vm, text_of(call->self), call->args[0].list, out, err); }

static lathe_status path_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                 bool *handled, script_value *out, lathe_error *err)
{
    bool ours = script_is_instance(left, &paths_path), theirs = script_is_instance(right, &paths_path);
    bool texts = (ours || left.kind == SCRIPT_STR) && (theirs || right.kind == SCRIPT_STR);
    if (op == SCRIPT_DIVIDE && texts) {
        const script_str *a = ours ? text_of(left) : left.str;
        script_value list;
        lathe_status st = script_list_new(vm, &right, 1, &list, err);
        *handled = true;
        return st ? st : join_all(vm, a, list.list, out, err);
    }
    if (!ours || !theirs || op < SCRIPT_EQUAL || op > SCRIPT_GREATER_EQUAL)
        return LATHE_OK;
    *handled = true;
    return script_operate(vm, op, text_value(text_of(left)), text_value(text_of(right)), out, err);
}

static lathe_status path_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    return compare_hash(vm, text_value(text_of(self)), out, err);
}

static lathe_status path_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    script_value shown;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_repr(vm, text_value(text_of(self)), &shown, err);
    if (!st)
        st = builder_add(&b, "PosixPath(", 10, err);
    if (!st)
        st = builder_add_str(&b, shown.str, err);
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

static lathe_status path_to_str(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = text_value(text_of(self));
    return LATHE_OK;
}

/* ---- attributes ---- */

static lathe_status parent_of(script_vm *vm, const script_str *s, script_value *out, lathe_error *err)
{
    uint32_t base = paths_base(s), end = base;
    script_value text;
    while (end > 1 && s->text[end - 1] == '/')
        end--;
    lathe_status st = script_str_new(vm, s->text, end, &text, err);
    return st ? st : new_path(vm, text.str, out, err);
}

static lathe_status parts_of(script_vm *vm, const script_str *s, script_value *out, lathe_error *err)
{
    script_value part;
    lathe_status st = script_list_new(vm, NULL, 0, out, err);
    if (!st && s->text[0] == '/') {
        st = script_str_new(vm, "/", 1, &part, err);
        if (!st)
            st = script_list_append(vm, out->list, part, err);
    }
    for (uint32_t i = s->text[0] == '/', end; i < s->length && !st; i = end + 1) {
        for (end = i; end < s->length && s->text[end] != '/';)
            end++;
        if (text_is(s, "."))
            break;
        st = script_str_new(vm, s->text + i, end - i, &part, err);
        if (!st)
            st = script_list_append(vm, out->list, part, err);
    }
    out->kind = SCRIPT_TUPLE;
    return st;
}

static lathe_status parents_of(script_vm *vm, const script_str *s, script_value *out, lathe_error *err)
{
    lathe_status st = script_list_new(vm, NULL, 0, out, err);
    while (!st && !text_is(s, ".") && !text_is(s, "/")) {
        script_value parent;
        st = parent_of(vm, s, &parent, err);
        if (!st)
            st = script_list_append(vm, out->list, parent, err);
        if (!st)
            s = text_of(parent);
    }
    out->kind = SCRIPT_TUPLE;
    return st;
}

static lathe_status path_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                             lathe_error *err)
{
    const script_str *s = text_of(self);
    bool bare = text_is(s, ".") || text_is(s, "/");
    uint32_t base = bare ? s->length : paths_base(s), suffix = bare ? s->length : paths_suffix(s);
    if (suffix + 1 == s->length)
        suffix = s->length; /* a dot at the end is none */
    *handled = true;
    if (strcmp(name, "name") == 0)
        return script_str_new(vm, s->text + base, s->length - base, out, err);
    if (strcmp(name, "stem") == 0)
        return script_str_new(vm, s->text + base, suffix - base, out, err);
    if (strcmp(name, "suffix") == 0)
        return script_str_new(vm, s->text + suffix, s->length - suffix, out, err);
    if (strcmp(name, "parent") == 0)
        return parent_of(vm, s, out, err);
    if (strcmp(name, "parts") == 0)
        return parts_of(vm, s, out, err);
    if (strcmp(name, "parents") == 0)
        return parents_of(vm, s, out, err);
    if (strcmp(name, "root") == 0 || strcmp(name, "anchor") == 0)
        return script_str_new(vm, "/", s->text[0] == '/', out, err);
    if (strcmp(name, "drive") == 0)
        return script_str_new(vm, "", 0, out, err);
    *handled = false;
    return LATHE_OK;
}

/* ---- methods ---- */

MODULE_FUNCTION(path_str)
{
    (void)vm;
    (void)err;
    *out = text_value(text_of(call->self));
    return LATHE_OK;
}

/* with_name, with_stem, with_suffix: another last component. */
MODULE_FUNCTION(path_with)
{
    const script_str *s = text_of(call->self);
    const char *name = call->method->name;
    bool stem = strcmp(name, "with_stem") == 0, suffix = strcmp(name, "with_suffix") == 0;
    uint32_t base = paths_base(s), dot = paths_suffix(s);
    text_builder b = {.vm = vm};
    script_value text, shown;
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "%s() needs a string", name);
    const script_str *given = call->args[0].str;
    if (text_is(s, ".") || text_is(s, "/") || base == s->length) {
        lathe_status st = script_to_repr(vm, call->self, &shown, err);
        return st ? st : script_raise(vm, err, "ValueError", "%s has an empty name", shown.str->text);
    }
    bool bad = memchr(given->text, '/', given->length) || (suffix && given->length && given->text[0] != '.') ||
               (suffix && text_is(given, ".")) || (!suffix && (!given->length || text_is(given, ".")));
    if (bad) {
        lathe_status st = script_to_repr(vm, call->args[0], &shown, err);
        return st ? st : script_raise(vm, err, "ValueError", "Invalid %s %s", suffix ? "suffix" : "name", shown.str->text);
    }
    lathe_status st = builder_add(&b, s->text, suffix ? dot : base, err);
    if (!st)
        st = builder_add_str(&b, given, err);
    if (!st && stem)
        st = builder_add(&b, s->text + dot, s->length - dot, err);
    if (!st)
        st = builder_take(&b, &text, err);
    return st ? st : new_path(vm, text.str, out, err);
}

MODULE_FUNCTION(path_absolute)
{
    script_value root, text;
    lathe_status st = script_str_new(vm, "/", 1, &root, err);
    if (!st)
        st = paths_join(vm, root.str, text_of(call->self), &text, err);
    if (!st && strcmp(call->method->name, "resolve") == 0)
        st = paths_normal(vm, text.str, &text, err);
    return st ? st : new_path(vm, text.str, out, err);
}

MODULE_FUNCTION(path_root)
{
    script_value root;
    (void)call;
    lathe_status st = script_str_new(vm, "/", 1, &root, err);
    return st ? st : new_path(vm, root.str, out, err);
}

MODULE_FUNCTION(path_is_absolute)
{
    (void)vm;
    (void)err;
    *out = script_bool(text_of(call->self)->text[0] == '/');
    return LATHE_OK;
}

MODULE_FUNCTION(path_missing)
{
    (void)out;
    return paths_missing(vm, text_of(call->self), err);
}

MODULE_FUNCTION(path_unlink)
{
    bool missing_ok;
    *out = script_none();
    lathe_status st = script_to_truth(vm, call->args[0], &missing_ok, err);
    return st || missing_ok ? st : paths_missing(vm, text_of(call->self), err);
}

MODULE_FUNCTION(path_glob)
{
    script_iterator *it;
    script_value empty;
    (void)call;
    lathe_status st = script_list_new(vm, NULL, 0, &empty, err);
    if (!st)
        st = script_iterate(vm, empty, &it, err);
    if (!st)
        *out = (script_value){.kind = SCRIPT_ITERATOR, .iterator = it};
    return st;
}

MODULE_FUNCTION(path_write)
{
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "data must be str, not %s", script_type_name(call->args[0]));
    *out = script_int(call->args[0].str->characters);
    return LATHE_OK;
}

MODULE_FUNCTION(path_open)
{
    script_call inner = *call;
    script_value args[2] = {text_value(text_of(call->self)), call->args[0]};
    inner.args = args;
    inner.count = 2;
    return paths_open(vm, &inner, out, err);
}

static const script_method path_methods[] = {
    {"__str__", "", path_str, 0},
    {"__fspath__", "", path_str, 0},
    {"as_posix", "", path_str, 0},
    {"joinpath", "*args", path_join, 0},
    {"with_name", "name", path_with, 0},
    {"with_stem", "stem", path_with, 0},
    {"with_suffix", "suffix", path_with, 0},
    {"absolute", "", path_absolute, 0},
    {"resolve", "strict=False", path_absolute, 0},
    {"cwd", "", path_root, SCRIPT_METHOD_CLASS},
    {"home", "", path_root, SCRIPT_METHOD_CLASS},
    {"is_absolute", "", path_is_absolute, 0},
    {"exists", "", modules_give_false, 0},
    {"is_file", "", modules_give_false, 0},
    {"is_dir", "", modules_give_false, 0},
    {"mkdir", "mode=511, parents=False, exist_ok=False", modules_give_none, 0},
    {"touch", "mode=438, exist_ok=True", modules_give_none, 0},
    {"unlink", "missing_ok=False", path_unlink, 0},
    {"rmdir", "", path_missing, 0},
    {"stat", "*, follow_symlinks=True", path_missing, 0},
    {"iterdir", "", path_missing, 0},
    {"read_text", "encoding=None, errors=None", path_missing, 0},
    {"read_bytes", "", path_missing, 0},
    {"write_text", "data, encoding=None, errors=None, newline=None", path_write, 0},
    {"write_bytes", "data", NULL, 0},
    {"glob", "pattern", path_glob, 0},
    {"rglob", "pattern", path_glob, 0},
    {"open", "mode='r', buffering=-1, encoding=None, errors=None, newline=None", path_open, 0},
    {"relative_to", "*other", NULL, 0},
    {"is_relative_to", "*other", NULL, 0},
    {"match", "path_pattern", NULL, 0},
    {"rename", "target", path_missing, 0},
    {"replace", "target", path_missing, 0},
    {"expanduser", "", NULL, 0},
    {"samefile", "other_path", NULL, 0},
    {"suffixes", "", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_method path_construct = {"Path", "*args, **kwargs", make_path, 0};
static const script_hooks path_hooks = {
    .get = path_get, .operate = path_operate, .hash = path_hash, .repr = path_repr, .text = path_to_str};
const script_class paths_path = {.name = "PosixPath", .base = &class_object, .methods = path_methods,
                                 .construct = &path_construct, .hooks = &path_hooks};

static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("Path", &paths_path),          SCRIPT_MEMBER_CLASS("PosixPath", &paths_path),
    SCRIPT_MEMBER_CLASS("PurePath", &paths_path),      SCRIPT_MEMBER_CLASS("PurePosixPath", &paths_path),
    SCRIPT_MEMBER_UNSUPPORTED("PureWindowsPath"),      SCRIPT_MEMBER_UNSUPPORTED("WindowsPath"),
    {0},
};
const script_module module_pathlib = {.name = "pathlib", .members = members};

/* ---- files ---- */

static const script_class class_file;

MODULE_FUNCTION(file_write)
{
    (void)vm;
    (void)err;
    *out = script_int(call->args[0].kind == SCRIPT_STR ? call->args[0].str->characters : 0);
    return LATHE_OK;
}

MODULE_FUNCTION(file_unreadable)
{
    (void)call;
    (void)out;
    return script_raise(vm, err, "OSError", "not readable");
}

MODULE_FUNCTION(file_self)
{
    (void)vm;
    (void)err;
    *out = call->self;
    return LATHE_OK;
}

static const script_method file_methods[] = {
    {"write", "s, /", file_write, 0},     {"writelines", "lines, /", modules_give_none, 0},
    {"flush", "", modules_give_none, 0},         {"close", "", modules_give_none, 0},
    {"read", "size=-1, /", file_unreadable, 0}, {"readline", "size=-1, /", file_unreadable, 0},
    {"readlines", "hint=-1, /", file_unreadable, 0}, {"__enter__", "", file_self, 0},
    {"__exit__", "*args", modules_give_none, 0}, {NULL, NULL, NULL, 0},
};
static const script_class class_file = {
    .name = "_io.TextIOWrapper", .base = &class_object, .methods = file_methods};

lathe_status paths_open(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value path, mode = call->args[1], shown;
    lathe_status st = paths_text(vm, "", call->args[0], &path, err);
    if (!st && mode.kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "open() argument 'mode' must be str, not %s", script_type_name(mode));
    if (st)
        return st;
    bool valid = mode.str->length && strspn(mode.str->text, "rwaxbt+") == mode.str->length &&
                 strpbrk(mode.str->text, "rwax");
    if (!valid) {
        st = script_to_repr(vm, mode, &shown, err);
        return st ? st : script_raise(vm, err, "ValueError", "invalid mode: %s", shown.str->text);
    }
    if (strchr(mode.str->text, 'r'))
        return paths_missing(vm, path.str, err);
    return script_object_new(vm, &class_file, NULL, NULL, out, err);
}
