/* json.c: Python's json: what dumps writes, byte for byte, and the reader in json_read.c. Encoder and decoder classes of a
 * script's own are not supported. */
#include "reward/script/modules/json.h"

#include "reward/script/modules/modules.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct writer {
    text_builder text;
    script_value fallback; /* default= */
    const script_str *indent; /* NULL: on one line */
    const script_str *between, *colon;
    bool ascii, allows_nan, sorts, skips;
    const void **open; /* containers under way, for circles */
    size_t depth, capacity;
} writer;

static lathe_status add(writer *w, const char *text, lathe_error *err)
{
    return builder_add(&w->text, text, strlen(text), err);
}

static lathe_status add_escape(writer *w, uint32_t code, lathe_error *err)
{
    char text[16];
    if (code > 0xffff) {
        code -= 0x10000;
        snprintf(text, sizeof text, "\\u%04x\\u%04x", 0xd800 + (code >> 10), 0xdc00 + (code & 0x3ff));
    } else {
        snprintf(text, sizeof text, "\\u%04x", code);
    }
    return add(w, text, err);
}

/* The code point at text[*at], which moves behind it. */
static uint32_t take_character(const script_str *s, uint32_t *at)
{
    unsigned char c = (unsigned char)s->text[(*at)++];
    int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
    uint32_t code = more == 3 ? c & 7u : more == 2 ? c & 15u : more == 1 ? c & 31u : c;
    while (more-- > 0 && *at < s->length)
        code = code << 6 | ((unsigned char)s->text[(*at)++] & 63u);
    return code;
}

static lathe_status write_text(writer *w, const script_str *s, lathe_error *err)
{
    static const char special[] = "\"\\\n\r\t\b\f", letters[] = "\"\\nrtbf";
    lathe_status st = add(w, "\"", err);
    for (uint32_t i = 0; i < s->length && !st;) {
        uint32_t begin = i, code = take_character(s, &i);
        const char *found = code && code < 0x80 ? strchr(special, (int)code) : NULL;
        if (found)
            st = builder_add(&w->text, (char[]){'\\', letters[found - special]}, 2, err);
        else if (code < 0x20 || (w->ascii && code > 0x7e))
            st = add_escape(w, code, err);
        else
            st = builder_add(&w->text, s->text + begin, i - begin, err);
    }
    return st ? st : add(w, "\"", err);
}

static lathe_status write_number(writer *w, script_value v, lathe_error *err)
{
    script_value text;
    if (v.kind == SCRIPT_FLOAT && !isfinite(v.number)) {
        if (!w->allows_nan)
            return script_raise(w->text.vm, err, "ValueError", "Out of range float values are not JSON compliant");
        return add(w, isnan(v.number) ? "NaN" : v.number > 0 ? "Infinity" : "-Infinity", err);
    }
    lathe_status st = script_to_repr(w->text.vm, v, &text, err);
    return st ? st : builder_add_str(&w->text, text.str, err);
}

static lathe_status write_value(writer *w, script_value v, lathe_error *err);

static lathe_status enter(writer *w, const void *container, lathe_error *err)
{
    for (size_t i = 0; i < w->depth; i++)
        if (w->open[i] == container)
            return script_raise(w->text.vm, err, "ValueError", "Circular reference detected");
    if (w->depth == w->capacity) {
        const void **grown;
        size_t capacity = w->capacity * 2 + 16;
        lathe_status st = script_alloc(w->text.vm, capacity * sizeof *grown, (void **)&grown, err);
        if (st)
            return st;
        if (w->depth)
            memcpy(grown, w->open, w->depth * sizeof *grown);
        w->open = grown;
        w->capacity = capacity;
    }
    w->open[w->depth++] = container;
    return script_spend(w->text.vm, vm_cost(w->depth) + 1, err);
}

static lathe_status new_line(writer *w, size_t depth, lathe_error *err)
{
    lathe_status st = w->indent ? add(w, "\n", err) : LATHE_OK;
    for (size_t i = 0; i < depth && w->indent && !st; i++)
        st = builder_add_str(&w->text, w->indent, err);
    return st;
}

static lathe_status write_list(writer *w, const script_list *list, lathe_error *err)
{
    if (!list->count)
        return add(w, "[]", err);
    lathe_status st = enter(w, list, err);
    if (!st)
        st = add(w, "[", err);
    for (size_t i = 0; i < list->count && !st; i++) {
        if (i)
            st = builder_add_str(&w->text, w->between, err);
        if (!st)
            st = new_line(w, w->depth, err);
        if (!st)
            st = write_value(w, list->items[i], err);
    }
    w->depth--;
    if (!st)
        st = new_line(w, w->depth, err);
    return st ? st : add(w, "]", err);
}

/* A key as a text; *skip: it is none and may be left out. */
static lathe_status key_text(writer *w, script_value key, bool *skip, script_value *out, lathe_error *err)
{
    script_vm *vm = w->text.vm;
    lathe_status st = class_plain(vm, key, &key, err);
    *skip = false;
    if (st)
        return st;
    switch (key.kind) {
    case SCRIPT_STR:
        *out = key;
        return LATHE_OK;
    case SCRIPT_NONE:
        return script_str_new(vm, "null", 4, out, err);
    case SCRIPT_BOOL:
        return script_str_new(vm, key.boolean ? "true" : "false", key.boolean ? 4 : 5, out, err);
    case SCRIPT_INT:
    case SCRIPT_FLOAT:
        if (key.kind == SCRIPT_FLOAT && !isfinite(key.number))
            return script_str_printf(vm, out, err, "%s",
                                     isnan(key.number) ? "NaN" : key.number > 0 ? "Infinity" : "-Infinity");
        return script_to_repr(vm, key, out, err);
    default:
        *skip = w->skips;
        return w->skips ? LATHE_OK
                        : script_raise(vm, err, "TypeError", "keys must be str, int, float, bool or None, not %s",
                                       script_type_name(key));
    }
}

static lathe_status write_pair(writer *w, script_value key, script_value value, bool *first, lathe_error *err)
{
    script_value text;
    bool skip;
    lathe_status st = key_text(w, key, &skip, &text, err);
    if (st || skip)
        return st;
    if (!*first)
        st = builder_add_str(&w->text, w->between, err);
    *first = false;
    if (!st)
        st = new_line(w, w->depth, err);
    if (!st)
        st = write_text(w, text.str, err);
    if (!st)
        st = builder_add_str(&w->text, w->colon, err);
    return st ? st : write_value(w, value, err);
}

static lathe_status write_dict(writer *w, const script_dict *d, lathe_error *err)
{
    script_vm *vm = w->text.vm;
    bool first = true;
    script_value pairs, pair;
    if (!d->count)
        return add(w, "{}", err);
    lathe_status st = enter(w, d, err);
    if (!st)
        st = add(w, "{", err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &pairs, err);
    for (uint32_t i = 0; i < d->used && !st; i++) {
        if (d->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        st = script_tuple_new(vm, (script_value[]){d->entries[i].key, d->entries[i].value}, 2, &pair, err);
        if (!st)
            st = script_list_append(vm, pairs.list, pair, err);
    }
    if (!st && w->sorts)
        st = sequence_sort(vm, pairs.list->items, pairs.list->count, script_none(), false, err);
    for (size_t i = 0; !st && i < pairs.list->count; i++)
        st = write_pair(w, pairs.list->items[i].list->items[0], pairs.list->items[i].list->items[1], &first, err);
    w->depth--;
    if (!st)
        st = new_line(w, w->depth, err);
    return st ? st : add(w, "}", err);
}

static lathe_status write_value(writer *w, script_value v, lathe_error *err)
{
    script_vm *vm = w->text.vm;
    lathe_status st = vm_enter(vm, err);
    if (!st)
        st = class_plain(vm, v, &v, err);
    if (st)
        return st;
    switch (v.kind) {
    case SCRIPT_NONE:
        return add(w, "null", err);
    case SCRIPT_BOOL:
        return add(w, v.boolean ? "true" : "false", err);
    case SCRIPT_INT:
    case SCRIPT_FLOAT:
        return write_number(w, v, err);
    case SCRIPT_STR:
        return write_text(w, v.str, err);
    case SCRIPT_LIST:
    case SCRIPT_TUPLE:
        return write_list(w, v.list, err);
    case SCRIPT_DICT:
        return write_dict(w, v.dict, err);
    default:
        break;
    }
    if (script_is_none(w->fallback))
        return script_raise(vm, err, "TypeError", "Object of type %s is not JSON serializable", script_type_name(v));
    st = enter(w, v.object, err);
    if (!st)
        st = script_call_value(vm, w->fallback, &v, 1, &v, err);
    if (!st)
        st = write_value(w, v, err);
    w->depth--;
    return st;
}

/* ---- the functions ---- */

/* args: skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, default, sort_keys. */
static lathe_status read_options(script_vm *vm, const script_value *args, writer *w, lathe_error *err)
{
    script_value indent = args[5], text;
    bool ignored;
    bool *const flags[] = {&w->skips, &w->ascii, &ignored, &w->allows_nan};
    lathe_status st = LATHE_OK;
    if (!script_is_none(args[4]))
        return script_unsupported(vm, err, "cls of json.dumps");
    for (size_t i = 0; i < 4 && !st; i++)
        st = script_to_truth(vm, args[i], flags[i], err);
    if (!st)
        st = script_to_truth(vm, args[8], &w->sorts, err);
    if (!st && indent.kind == SCRIPT_STR) {
        w->indent = indent.str;
    } else if (!st && !script_is_none(indent)) {
        int64_t n;
        st = script_to_int(vm, indent, &n, err);
        if (!st)
            st = script_str_new(vm, " ", 1, &text, err);
        if (!st)
            st = sequence_repeat(vm, text, n, &text, err);
        if (!st)
            w->indent = text.str;
    }
    script_value marks[2];
    if (!st)
        st = script_str_new(vm, ", ", w->indent ? 1 : 2, &marks[0], err);
    if (!st)
        st = script_str_new(vm, ": ", 2, &marks[1], err);
    const script_value *given = marks;
    size_t count = 2;
    if (!st && !script_is_none(args[6]))
        st = script_to_items(vm, args[6], &given, &count, err);
    if (!st && (count != 2 || given[0].kind != SCRIPT_STR || given[1].kind != SCRIPT_STR))
        return script_raise(vm, err, "TypeError", "separators must be a tuple of two strings");
    if (st)
        return st;
    w->between = given[0].str;
    w->colon = given[1].str;
    w->fallback = args[7];
    return LATHE_OK;
}

static lathe_status dump(script_vm *vm, script_value v, const script_value *args, script_value *out, lathe_error *err)
{
    writer w = {.text = {.vm = vm}};
    lathe_status st = read_options(vm, args, &w, err);
    if (!st)
        st = write_value(&w, v, err);
    return st ? st : builder_take(&w.text, out, err);
}

MODULE_FUNCTION(run_dumps) { return dump(vm, call->args[0], call->args + 1, out, err); }

MODULE_FUNCTION(run_dump)
{
    script_value text, method, ignored;
    *out = script_none();
    lathe_status st = dump(vm, call->args[0], call->args + 2, &text, err);
    if (!st)
        st = script_get_attribute(vm, call->args[1], "write", &method, err);
    return st ? st : script_call_value(vm, method, &text, 1, &ignored, err);
}

MODULE_FUNCTION(run_loads)
{
    for (size_t i = 1; i < call->count; i++)
        if (!script_is_none(call->args[i]))
            return script_unsupported(vm, err, "hooks of json.loads");
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "the JSON object must be str, bytes or bytearray, not %s",
                            script_type_name(call->args[0]));
    return json_read(vm, call->args[0].str, out, err);
}

MODULE_FUNCTION(run_load)
{
    script_value method;
    script_value *args;
    lathe_status st = script_alloc(vm, call->count * sizeof *args, (void **)&args, err);
    if (!st)
        st = script_get_attribute(vm, call->args[0], "read", &method, err);
    if (st)
        return st;
    memcpy(args, call->args, call->count * sizeof *args);
    st = script_call_value(vm, method, NULL, 0, &args[0], err);
    script_call inner = *call;
    inner.args = args;
    return st ? st : run_loads(vm, &inner, out, err);
}

#define OPTIONS \
    "*, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, " \
    "default=None, sort_keys=False"
#define HOOKS "*, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None"
static const script_method functions[] = {
    {"dumps", "obj, " OPTIONS, run_dumps, 0},
    {"dump", "obj, fp, " OPTIONS, run_dump, 0},
    {"loads", "s, " HOOKS, run_loads, 0},
    {"load", "fp, " HOOKS, run_load, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member members[] = {
    SCRIPT_MEMBER_MADE("JSONDecodeError", json_error), SCRIPT_MEMBER_UNSUPPORTED("JSONEncoder"),
    SCRIPT_MEMBER_UNSUPPORTED("JSONDecoder"), {0}};
const script_module module_json = {.name = "json", .functions = functions, .members = members};
