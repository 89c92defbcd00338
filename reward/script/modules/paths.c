/* paths.c: Python's os and os.path for a script that can touch no file: paths are worked on as texts; the working folder
 * is "/"; nothing exists; folders may be made, which does nothing, so that scripts that make room for their exports run;
 * reading, removing and listing find no file. The environment is empty. */
#include "reward/script/modules/paths.h"

#include "reward/script/modules/modules.h"

#include <string.h>

lathe_status paths_text(script_vm *vm, const char *name, script_value v, script_value *out, lathe_error *err)
{
    script_value method;
    if (v.kind == SCRIPT_STR) {
        *out = v;
        return LATHE_OK;
    }
    if (script_is_instance(v, &paths_path))
        return script_to_str(vm, v, out, err);
    if (class_find_special(v, "__fspath__", &method))
        return call_with_self(vm, method, v, &(arguments){0}, out, err);
    return script_raise(vm, err, "TypeError", "%s%sexpected str, bytes or os.PathLike object, not %s", name,
                        *name ? ": " : "", script_type_name(v));
}

lathe_status paths_missing(script_vm *vm, const script_str *path, lathe_error *err)
{
    script_value shown;
    lathe_status st = script_to_repr(vm, text_value(path), &shown, err);
    return st ? st
              : script_raise(vm, err, "FileNotFoundError", "[Errno 2] No such file or directory: %s", shown.str->text);
}

lathe_status paths_join(script_vm *vm, const script_str *a, const script_str *b, script_value *out, lathe_error *err)
{
    text_builder t = {.vm = vm};
    if (b->text[0] == '/') {
        *out = text_value(b);
        return LATHE_OK;
    }
    lathe_status st = builder_add_str(&t, a, err);
    if (!st && a->length && a->text[a->length - 1] != '/')
        st = builder_add(&t, "/", 1, err);
    if (!st)
        st = builder_add_str(&t, b, err);
    return st ? st : builder_take(&t, out, err);
}

uint32_t paths_base(const script_str *path)
{
    uint32_t i = path->length;
    while (i > 0 && path->text[i - 1] != '/')
        i--;
    return i;
}

uint32_t paths_suffix(const script_str *path)
{
    uint32_t base = paths_base(path), i = path->length;
    while (base < path->length && path->text[base] == '.')
        base++; /* dots in front are part of the name */
    while (i > base && path->text[i - 1] != '.')
        i--;
    return i > base ? i - 1 : path->length;
}

lathe_status paths_normal(script_vm *vm, const script_str *path, script_value *out, lathe_error *err)
{
    char *made;
    size_t n = 0, ups = 0; /* of the result; length of the .. in front */
    bool rooted = path->text[0] == '/';
    bool two = rooted && path->text[1] == '/' && path->text[2] != '/';
    lathe_status st = script_alloc(vm, (size_t)path->length + 3, (void **)&made, err);
    if (!st)
        st = script_spend(vm, vm_cost(path->length), err);
    if (st)
        return st;
    for (uint32_t i = 0, end; i < path->length; i = end + 1) {
        for (end = i; end < path->length && path->text[end] != '/';)
            end++;
        size_t length = end - i;
        if (!length || (length == 1 && path->text[i] == '.'))
            continue;
        bool up = length == 2 && path->text[i] == '.' && path->text[i + 1] == '.';
        if (up && n > ups) {
            while (n > ups && made[n - 1] != '/')
                n--;
            n -= n > 0 && n > ups;
            continue;
        }
        if (up && rooted)
            continue;
        if (n)
            made[n++] = '/';
        memcpy(made + n, path->text + i, length);
        n += length;
        if (up)
            ups = n;
    }
    text_builder t = {.vm = vm};
    if (rooted)
        st = builder_add(&t, "//", two ? 2 : 1, err);
    if (!st)
        st = n || rooted ? builder_add(&t, made, n, err) : builder_add(&t, ".", 1, err);
    return st ? st : builder_take(&t, out, err);
}

/* ---- os.path ---- */

/* The first argument as a text. */
static lathe_status first(script_vm *vm, const script_call *call, const script_str **out, lathe_error *err)
{
    script_value text;
    lathe_status st = paths_text(vm, "", call->args[0], &text, err);
    if (!st)
        *out = text.str;
    return st;
}

MODULE_FUNCTION(path_join)
{
    const script_list *rest = call->args[1].list;
    script_value path, part;
    lathe_status st = paths_text(vm, "", call->args[0], &path, err);
    for (size_t i = 0; i < rest->count && !st; i++) {
        const script_value v = rest->items[i];
        script_value method;
        if (v.kind != SCRIPT_STR && !script_is_instance(v, &paths_path) && !class_find_special(v, "__fspath__", &method))
            return script_raise(vm, err, "TypeError", "join() argument must be str, bytes, or os.PathLike object, not '%s'",
                                script_type_name(v));
        st = paths_text(vm, "", v, &part, err);
        if (!st)
            st = paths_join(vm, path.str, part.str, &path, err);
    }
    if (!st)
        *out = path;
    return st;
}

/* The folder without slashes at its end, unless it is all slashes. */
static lathe_status head_of(script_vm *vm, const script_str *path, script_value *out, lathe_error *err)
{
    uint32_t base = paths_base(path), end = base;
    while (end > 0 && path->text[end - 1] == '/')
        end--;
    return script_str_new(vm, path->text, end ? end : base, out, err);
}

MODULE_FUNCTION(path_dirname)
{
    const script_str *path;
    lathe_status st = first(vm, call, &path, err);
    return st ? st : head_of(vm, path, out, err);
}

MODULE_FUNCTION(path_basename)
{
    const script_str *path;
    lathe_status st = first(vm, call, &path, err);
    return st ? st : script_str_new(vm, path->text + paths_base(path), path->length - paths_base(path), out, err);
}

MODULE_FUNCTION(path_split)
{
    const script_str *path;
    script_value pair[2];
    lathe_status st = first(vm, call, &path, err);
    if (!st)
        st = head_of(vm, path, &pair[0], err);
    if (!st)
        st = script_str_new(vm, path->text + paths_base(path), path->length - paths_base(path), &pair[1], err);
    return st ? st : script_tuple_new(vm, pair, 2, out, err);
}

MODULE_FUNCTION(path_splitext)
{
    const script_str *path;
    script_value pair[2];
    lathe_status st = first(vm, call, &path, err);
    if (!st)
        st = script_str_new(vm, path->text, paths_suffix(path), &pair[0], err);
    if (!st)
        st = script_str_new(vm, path->text + paths_suffix(path), path->length - paths_suffix(path), &pair[1], err);
    return st ? st : script_tuple_new(vm, pair, 2, out, err);
}

MODULE_FUNCTION(path_normpath)
{
    const script_str *path;
    lathe_status st = first(vm, call, &path, err);
    return st ? st : paths_normal(vm, path, out, err);
}

MODULE_FUNCTION(path_abspath)
{
    const script_str *path;
    script_value root, joined;
    lathe_status st = first(vm, call, &path, err);
    if (!st)
        st = script_str_new(vm, "/", 1, &root, err);
    if (!st)
        st = paths_join(vm, root.str, path, &joined, err);
    return st ? st : paths_normal(vm, joined.str, out, err);
}

MODULE_FUNCTION(path_isabs)
{
    const script_str *path;
    lathe_status st = first(vm, call, &path, err);
    if (!st)
        *out = script_bool(path->text[0] == '/');
    return st;
}

MODULE_FUNCTION(path_same)
{
    script_value text;
    lathe_status st = paths_text(vm, "", call->args[0], &text, err);
    if (!st)
        *out = text;
    return st;
}

/* Nothing exists. */
MODULE_FUNCTION(path_exists)
{
    script_value text;
    lathe_status st = call->args[0].kind == SCRIPT_INT ? LATHE_OK : paths_text(vm, "stat", call->args[0], &text, err);
    *out = script_bool(false);
    return st;
}

MODULE_FUNCTION(path_missing)
{
    const script_str *path;
    (void)out;
    lathe_status st = first(vm, call, &path, err);
    return st ? st : paths_missing(vm, path, err);
}

static const script_method path_functions[] = {
    {"join", "a, /, *p", path_join, 0},
    {"dirname", "p", path_dirname, 0},
    {"basename", "p", path_basename, 0},
    {"split", "p", path_split, 0},
    {"splitext", "p", path_splitext, 0},
    {"normpath", "path", path_normpath, 0},
    {"abspath", "path", path_abspath, 0},
    {"realpath", "filename, *, strict=False", path_abspath, 0},
    {"isabs", "s", path_isabs, 0},
    {"normcase", "s", path_same, 0},
    {"expanduser", "path", path_same, 0},
    {"expandvars", "path", path_same, 0},
    {"exists", "path", path_exists, 0},
    {"lexists", "path", path_exists, 0},
    {"isfile", "path", path_exists, 0},
    {"isdir", "s", path_exists, 0},
    {"islink", "path", path_exists, 0},
    {"getsize", "filename", path_missing, 0},
    {"getmtime", "filename", path_missing, 0},
    {"relpath", "path, start=None", NULL, 0},
    {"commonpath", "paths", NULL, 0},
    {"commonprefix", "m", NULL, 0},
    {"samefile", "f1, f2", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member path_members[] = {
    SCRIPT_MEMBER_TEXT("sep", "/"), SCRIPT_MEMBER_TEXT("pathsep", ":"), SCRIPT_MEMBER_TEXT("curdir", "."),
    SCRIPT_MEMBER_TEXT("pardir", ".."), SCRIPT_MEMBER_TEXT("extsep", "."), {0}};
const script_module module_os_path = {.name = "os.path", .functions = path_functions, .members = path_members};

/* ---- os ---- */

MODULE_FUNCTION(accept_path)
{
    script_value text;
    *out = script_none();
    return paths_text(vm, call->method->name, call->args[0], &text, err);
}

MODULE_FUNCTION(working_folder)
{
    (void)call;
    return script_str_new(vm, "/", 1, out, err);
}

MODULE_FUNCTION(get_environment)
{
    (void)vm;
    (void)err;
    *out = call->args[1];
    return LATHE_OK;
}

/* The working folder is empty, others are not there. */
MODULE_FUNCTION(list_folder)
{
    script_value text;
    lathe_status st = script_is_none(call->args[0]) ? LATHE_OK : paths_text(vm, "listdir", call->args[0], &text, err);
    if (!st && !script_is_none(call->args[0]) && !text_is(text.str, ".") && !text_is(text.str, "/"))
        return paths_missing(vm, text.str, err);
    return st ? st : script_list_new(vm, NULL, 0, out, err);
}

MODULE_FUNCTION(walk_nothing)
{
    script_iterator *it;
    script_value text, empty;
    lathe_status st = paths_text(vm, "walk", call->args[0], &text, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &empty, err);
    if (!st)
        st = script_iterate(vm, empty, &it, err);
    if (!st)
        *out = (script_value){.kind = SCRIPT_ITERATOR, .iterator = it};
    return st;
}

static lathe_status make_environment(script_vm *vm, script_value *out, lathe_error *err)
{
    return script_dict_new(vm, out, err);
}

static const script_class path_like = {.name = "os.PathLike", .base = &class_object,
                                       .construct = &script_construct_plain};

static const script_method os_functions[] = {
    {"makedirs", "name, mode=511, exist_ok=False", accept_path, 0},
    {"mkdir", "path, mode=511, *, dir_fd=None", accept_path, 0},
    {"chdir", "path", path_missing, 0},
    {"getcwd", "", working_folder, 0},
    {"getenv", "key, default=None", get_environment, 0},
    {"listdir", "path=None", list_folder, 0},
    {"walk", "top, topdown=True, onerror=None, followlinks=False", walk_nothing, 0},
    {"fspath", "path", path_same, 0},
    {"remove", "path, *, dir_fd=None", path_missing, 0},
    {"unlink", "path, *, dir_fd=None", path_missing, 0},
    {"rmdir", "path, *, dir_fd=None", path_missing, 0},
    {"stat", "path, *, dir_fd=None, follow_symlinks=True", path_missing, 0},
    {"rename", "src, dst, *args, **kwargs", path_missing, 0},
    {"replace", "src, dst, *args, **kwargs", path_missing, 0},
    {"scandir", "path=None", NULL, 0},
    {"system", "command", NULL, 0},
    {"popen", "*args, **kwargs", NULL, 0},
    {"getpid", "", NULL, 0},
    {"cpu_count", "", NULL, 0},
    {"urandom", "size, /", NULL, 0},
    {"putenv", "name, value, /", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member os_members[] = {
    SCRIPT_MEMBER_MODULE("path", &module_os_path),
    SCRIPT_MEMBER_MADE("environ", make_environment),
    SCRIPT_MEMBER_CLASS("PathLike", &path_like),
    SCRIPT_MEMBER_TEXT("sep", "/"),
    SCRIPT_MEMBER_TEXT("pathsep", ":"),
    SCRIPT_MEMBER_TEXT("linesep", "\n"),
    SCRIPT_MEMBER_TEXT("name", "posix"),
    SCRIPT_MEMBER_TEXT("curdir", "."),
    SCRIPT_MEMBER_TEXT("pardir", ".."),
    SCRIPT_MEMBER_TEXT("devnull", "/dev/null"),
    SCRIPT_MEMBER_UNSUPPORTED("error"),
    {0},
};
const script_module module_os = {.name = "os", .functions = os_functions, .members = os_members};
