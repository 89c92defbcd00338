/* module.c: import statements, and attributes of modules: all from tables, nothing is ever loaded. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

/* Modules that a Python with CadQuery has, and lathe has not: importing them is no fault of the script. */
static const char *const known_modules[] = {
    "aifc", "antigravity", "array", "ast", "asynchat", "asyncio", "asyncore", "atexit", "audioop", "base64", "bdb",
    "binascii", "builtins", "bz2", "calendar", "casadi", "cgi", "cgitb", "chunk", "cmath", "cmd", "code", "codecs",
    "codeop", "compileall", "concurrent", "configparser", "contextvars", "copyreg", "cProfile", "crypt",
    "csv", "ctypes", "curses", "datetime", "dbm", "decimal", "difflib", "dis", "distutils", "doctest", "email",
    "encodings", "ensurepip", "errno", "ezdxf", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch",
    "fractions", "ftplib", "gc", "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib", "grp", "gzip",
    "hashlib", "hmac", "html", "http", "idlelib", "imaplib", "imghdr", "imp", "importlib", "inspect", "io",
    "ipaddress", "keyword", "lib2to3", "linecache", "locale", "lzma", "mailbox", "mailcap", "marshal", "matplotlib",
    "mimetypes", "mmap", "modulefinder", "multimethod", "multiprocessing", "netrc", "nis", "nlopt", "nntplib",
    "ntpath", "nturl2path", "numba", "OCP", "opcode", "optparse", "ossaudiodev", "path", "pdb", "pickle",
    "pickletools", "PIL", "pip", "pipes", "pkgutil", "platform", "plistlib", "poplib", "posix", "posixpath", "pprint",
    "profile", "pstats", "pty", "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "pyparsing", "queue",
    "quopri", "re", "readline", "reprlib", "resource", "rlcompleter", "runpy", "runtype", "sched", "scipy", "secrets",
    "select", "selectors", "setuptools", "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr",
    "socket", "socketserver", "spwd", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat",
    "stringprep", "struct", "subprocess", "sunau", "symtable", "sysconfig", "syslog", "tabnanny", "tarfile",
    "telnetlib", "tempfile", "termios", "textwrap", "this", "threading", "timeit", "tkinter", "token", "tokenize",
    "tomllib", "trace", "tracemalloc", "trame", "tty", "turtle", "turtledemo", "typish", "unicodedata", "unittest",
    "urllib", "uu", "uuid", "venv", "vtk", "vtkmodules", "wave", "weakref", "webbrowser", "wsgiref", "xdrlib", "xml",
    "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
};

/* A member that is made at its first use in a run, and is the same value from then on. */
static lathe_status made_member(script_vm *vm, const script_member *m, script_value *out, lathe_error *err)
{
    script_value *kept;
    lathe_status st = vm_state(vm, m, sizeof *kept, (void **)&kept, err);
    if (!st && kept->kind == SCRIPT_UNBOUND)
        st = m->make(vm, kept, err);
    if (!st)
        *out = *kept;
    return st;
}

static bool is_unsupported(const script_member *m)
{
    return (!m->type && !m->module && !m->make && !m->text && !m->is_number) || (m->module && m->module->unsupported);
}

lathe_status module_member(script_vm *vm, const script_member *members, const char *owner, const char *name,
                           bool *found, script_value *out, lathe_error *err)
{
    *found = false;
    for (const script_member *m = members; m && m->name; m++) {
        if (strcmp(m->name, name) != 0)
            continue;
        *found = true;
        if (m->type)
            *out = script_type(m->type);
        else if (m->make)
            return made_member(vm, m, out, err);
        else if (m->module)
            *out = (script_value){.kind = SCRIPT_MODULE, .module = m->module};
        else if (m->text)
            return script_str_new(vm, m->text, strlen(m->text), out, err);
        else if (m->is_number)
            *out = m->is_integer ? script_int((int64_t)m->number) : script_float(m->number);
        else
            return script_unsupported(vm, err, "%s.%s", owner, name);
        if (m->module && m->module->unsupported)
            return script_unsupported(vm, err, "module '%s'", m->module->name);
        return LATHE_OK;
    }
    return LATHE_OK;
}

static lathe_status function_value(script_vm *vm, const script_method *row, script_value *out, lathe_error *err)
{
    script_native_value *native;
    lathe_status st = script_alloc(vm, sizeof *native, (void **)&native, err);
    if (st)
        return st;
    *native = (script_native_value){.method = row};
    *out = (script_value){.kind = SCRIPT_NATIVE, .native = native};
    return LATHE_OK;
}

static const script_method *find_function(const script_method *rows, const char *name)
{
    for (; rows && rows->name; rows++)
        if (strcmp(rows->name, name) == 0)
            return rows;
    return NULL;
}

/* A registered module of the name a.b. */
static size_t submodule_of(const script_vm *vm, const script_module *m, const char *name)
{
    size_t length = strlen(m->name), i = 0;
    for (; i < vm->module_count; i++) {
        const char *full = vm->modules[i]->name;
        if (strncmp(full, m->name, length) == 0 && full[length] == '.' && strcmp(full + length + 1, name) == 0)
            break;
    }
    return i;
}

/* A submodule that is no member is an attribute once it was imported. */
static lathe_status find_attribute(script_vm *vm, const script_module *m, const char *name, bool *found,
                                   script_value *out, lathe_error *err)
{
    size_t i = submodule_of(vm, m, name);
    if (i < vm->module_count && vm->imported[i]) {
        *found = true;
        *out = (script_value){.kind = SCRIPT_MODULE, .module = vm->modules[i]};
        return LATHE_OK;
    }
    const script_method *row = find_function(m->functions, name);
    *found = row != NULL;
    if (row && !row->call)
        return script_unsupported(vm, err, "%s.%s", m->name, name);
    return row ? function_value(vm, row, out, err) : module_member(vm, m->members, m->name, name, found, out, err);
}

/* No script changes a module, so that what was found once is found again, and is the same value. */
lathe_status module_attribute(script_vm *vm, const script_module *m, const script_str *name, bool *found,
                              script_value *out, lathe_error *err)
{
    uint32_t mixed = name->hash ^ (uint32_t)((uintptr_t)m >> 4);
    module_find *kept = &vm->found_in_modules[mixed % VM_KEPT_ATTRIBUTES];
    *found = kept->module == m && text_equal(kept->name, name);
    if (*found) {
        *out = kept->value;
        return LATHE_OK;
    }
    lathe_status st = find_attribute(vm, m, name->text, found, out, err);
    if (!st && *found)
        *kept = (module_find){m, name, *out};
    return st;
}

lathe_status builtin_find(script_vm *vm, const char *name, script_value *out, lathe_error *err)
{
    const script_method *row = find_function(builtin_functions, name);
    static const script_method *const more[] = {builtin_introspection, builtin_numbers, builtin_texts};
    for (size_t i = 0; i < sizeof more / sizeof *more && !row; i++)
        row = find_function(more[i], name);
    for (size_t i = 0; i < vm->builtin_count && !row; i++)
        row = find_function(vm->builtins[i], name);
    if (row)
        return row->call ? function_value(vm, row, out, err) : script_unsupported(vm, err, "builtin '%s'", name);
    for (size_t i = 0; builtin_types[i]; i++) {
        if (strcmp(builtin_types[i]->name, name) == 0 && builtin_types[i]->construct->call) {
            *out = script_type(builtin_types[i]);
            return LATHE_OK;
        }
    }
    if (strcmp(name, "IOError") == 0 || strcmp(name, "EnvironmentError") == 0)
        name = "OSError";
    for (size_t i = 0; exception_builtins[i]; i++) {
        if (strcmp(exception_builtins[i]->name, name) == 0) {
            *out = script_type(exception_builtins[i]);
            return LATHE_OK;
        }
    }
    if (strcmp(name, "__debug__") == 0) {
        *out = script_bool(true);
        return LATHE_OK;
    }
    if (strcmp(name, "NotImplemented") == 0 || strcmp(name, "Ellipsis") == 0) {
        *out = (script_value){.kind = name[0] == 'N' ? SCRIPT_NOT_IMPLEMENTED : SCRIPT_ELLIPSIS};
        return LATHE_OK;
    }
    return script_raise(vm, err, "NameError", "name '%s' is not defined", name);
}

/* The module of a full name: registered itself, or a member of one that is. */
static const script_module *find_module(const script_vm *vm, const char *name, size_t length)
{
    for (size_t i = 0; i < vm->module_count; i++)
        if (strlen(vm->modules[i]->name) == length && memcmp(vm->modules[i]->name, name, length) == 0)
            return vm->modules[i];
    for (size_t i = 0; modules_standard[i]; i++)
        if (strlen(modules_standard[i]->name) == length && memcmp(modules_standard[i]->name, name, length) == 0)
            return modules_standard[i];
    size_t dot = length;
    while (dot > 0 && name[dot - 1] != '.')
        dot--;
    const script_module *parent = dot ? find_module(vm, name, dot - 1) : NULL;
    for (const script_member *m = parent ? parent->members : NULL; m && m->name; m++)
        if (m->module && strlen(m->name) == length - dot && memcmp(m->name, name + dot, length - dot) == 0)
            return m->module;
    return NULL;
}

/* A member row that only says that the submodule is known. */
static bool is_known_submodule(const script_vm *vm, const char *name)
{
    const char *dot = strrchr(name, '.');
    const script_module *parent = dot ? find_module(vm, name, (size_t)(dot - name)) : NULL;
    for (const script_member *m = parent ? parent->members : NULL; m && m->name; m++)
        if (strcmp(m->name, dot + 1) == 0)
            return is_unsupported(m);
    return false;
}

static lathe_status use_module(script_vm *vm, const script_module *m, const script_module **out)
{
    for (size_t i = 0; i < vm->module_count; i++)
        vm->imported[i] |= vm->modules[i] == m;
    *out = m;
    return LATHE_OK;
}

static lathe_status import_module(script_vm *vm, const char *name, const script_module **out, lathe_error *err)
{
    enum { MAX_NAME = 200 }; /* bounds the recursion over dots */
    if (strlen(name) > MAX_NAME)
        return script_raise(vm, err, "ModuleNotFoundError", "No module named '%s'", name);
    const script_module *m = find_module(vm, name, strlen(name));
    size_t top = strcspn(name, ".");
    if (m && !m->unsupported)
        return use_module(vm, m, out);
    bool known = m || is_known_submodule(vm, name);
    for (size_t i = 0; i < sizeof known_modules / sizeof *known_modules; i++)
        known |= strlen(known_modules[i]) == top && memcmp(known_modules[i], name, top) == 0;
    if (known)
        return script_unsupported(vm, err, "module '%s'", name);
    return script_raise(vm, err, "ModuleNotFoundError", "No module named '%s'", name);
}

lathe_status eval_import(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < node->items.count && !st; i++) {
        const ast_node *alias = node->items.items[i];
        const script_module *m;
        st = import_module(vm, alias->name->text, &m, err);
        /* `import a.b` binds a, `import a.b as c` binds b. */
        if (!st && !alias->op)
            st = import_module(vm, alias->a->name->text, &m, err);
        if (!st)
            st = eval_assign(vm, f, alias->a, (script_value){.kind = SCRIPT_MODULE, .module = m}, err);
        if (st && !err->line) {
            err->line = alias->line;
            err->column = alias->column;
        }
    }
    return st;
}

static lathe_status bind_global(script_vm *vm, const char *name, script_value v, lathe_error *err)
{
    script_value key;
    lathe_status st = script_str_new(vm, name, strlen(name), &key, err);
    script_value *place = st ? NULL : dict_place_str(vm->a, &vm->globals, key.str);
    if (!st && !place)
        return vm_out_of_memory(vm, err);
    if (!st)
        *place = v;
    return st;
}

/* A stand-in for what is not supported: using it ends the script, importing it does not. */
static lathe_status unsupported_value(script_vm *vm, const char *name, script_value *out, lathe_error *err)
{
    script_method *row;
    lathe_status st = script_alloc(vm, sizeof *row, (void **)&row, err);
    if (st)
        return st;
    *row = (script_method){.name = name, .signature = ""};
    return function_value(vm, row, out, err);
}

static bool is_exported(const script_module *m, const char *name)
{
    if (!m->all)
        return name[0] != '_';
    for (size_t i = 0; m->all[i]; i++)
        if (strcmp(m->all[i], name) == 0)
            return true;
    return false;
}

static lathe_status import_all(script_vm *vm, const script_module *m, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    script_value v;
    bool found;
    for (const script_method *row = m->functions; row && row->name && !st; row++) {
        if (!is_exported(m, row->name))
            continue;
        st = function_value(vm, row, &v, err);
        if (!st)
            st = bind_global(vm, row->name, v, err);
    }
    for (const script_member *row = m->members; row && row->name && !st; row++) {
        if (!is_exported(m, row->name))
            continue;
        st = is_unsupported(row) ? unsupported_value(vm, row->name, &v, err)
                     : module_member(vm, row, m->name, row->name, &found, &v, err);
        if (!st)
            st = bind_global(vm, row->name, v, err);
    }
    return st;
}

lathe_status eval_import_from(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    const script_module *m;
    if (node->op)
        return script_raise(vm, err, "ImportError", "attempted relative import with no known parent package");
    if (text_is(node->name, "__future__")) {
        for (uint32_t i = 0; i < node->items.count; i++)
            vm->postpones_annotations |= text_is(node->items.items[i]->name, "annotations");
        return LATHE_OK;
    }
    lathe_status st = import_module(vm, node->name->text, &m, err);
    if (!st && !node->items.count)
        return import_all(vm, m, err);
    for (uint32_t i = 0; i < node->items.count && !st; i++) {
        const ast_node *alias = node->items.items[i];
        script_value v;
        bool found;
        size_t submodule = submodule_of(vm, m, alias->name->text);
        if (submodule < vm->module_count)
            vm->imported[submodule] |= !vm->modules[submodule]->unsupported;
        st = module_attribute(vm, m, alias->name, &found, &v, err);
        if (!st && !found)
            st = script_raise(vm, err, "ImportError", "cannot import name '%s' from '%s'", alias->name->text, m->name);
        if (!st)
            st = eval_assign(vm, f, alias->a, v, err);
        if (st && !err->line) {
            err->line = alias->line;
            err->column = alias->column;
        }
    }
    return st;
}
