/* policy_file.c: policies from and to folders with config.json and model.safetensors. */
#define _GNU_SOURCE /* asprintf */
#include "base/file.h"
#include "learner/model/policy_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the shim and the file format call the same thing; F16 has no type of the shim and is widened when read. */
static const struct {
    tensor_type type;
    safetensors_type stored;
} types[] = {
    { TENSOR_FLOAT32, SAFETENSORS_F32 }, { TENSOR_FLOAT64, SAFETENSORS_F64 }, { TENSOR_BFLOAT16, SAFETENSORS_BF16 },
    { TENSOR_INT64, SAFETENSORS_I64 },
};
enum { TYPES = sizeof types / sizeof *types };

char *policy_path(const char *folder, const char *file)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s", folder, file) < 0 ? NULL : path;
}

static lathe_status fail_memory(lathe_error *err, const char *folder)
{
    return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the model in '%s'", folder);
}

void policy_blob_clear(policy_blob *blob)
{
    free((void *)blob->entry.name);
    free(blob->data);
    *blob = (policy_blob){ 0 };
}

lathe_status policy_blob_read(const policy *p, const policy_name *name, tensor *leaf, const char *suffix,
                              policy_blob *out, lathe_error *err)
{
    tensor_context *c = p->context;
    tensor_shape shape = policy_name_shape(p, name);
    tensor_type type = tensor_get_type(leaf);
    policy_blob blob = { .entry = { .rank = shape.rank } };
    char *text = NULL;
    if (asprintf(&text, "%s%s", name->name, suffix) < 0)
        return fail_memory(err, name->name);
    blob.entry.name = text;
    blob.entry.size = tensor_type_size(type);
    for (int i = 0; i < shape.rank; i++) {
        blob.entry.dims[i] = shape.dims[i];
        blob.entry.size *= (size_t)shape.dims[i];
    }
    for (size_t i = 0; i < TYPES; i++)
        if (types[i].type == type)
            blob.entry.type = types[i].stored;
    blob.entry.data = blob.data = malloc(blob.entry.size + 1);
    lathe_status st = blob.data == NULL ? fail_memory(err, name->name) : LATHE_OK;
    if (st == LATHE_OK) {
        tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
        tensor *rows = tensor_slice(leaf, 0, name->first, (int64_t)name->first + name->rows);
        st = tensor_to_bytes(rows, blob.data, blob.entry.size, err);
        lathe_status closed = tensor_scope_close(c, st == LATHE_OK ? err : NULL);
        st = st == LATHE_OK ? closed : st;
    }
    if (st != LATHE_OK)
        policy_blob_clear(&blob);
    else
        *out = blob;
    return st;
}

static bool is_optional(const policy_name *name)
{
    return strncmp(name->name, "value_head.", strlen("value_head.")) == 0;
}

static lathe_status write_model(const policy *p, const char *path, bool keep_value_head, hash256 *out_hash,
                                lathe_error *err)
{
    static const safetensors_text format = { "format", "pt" }; /* transformers asks for it */
    lathe_status st = LATHE_OK;
    uint32_t count = 0;
    policy_blob *blobs = calloc((size_t)p->name_count + 1, sizeof *blobs);
    safetensors_entry *entries = calloc((size_t)p->name_count + 1, sizeof *entries);
    if (blobs == NULL || entries == NULL)
        st = fail_memory(err, path);
    for (uint32_t i = 0; i < p->name_count && st == LATHE_OK; i++) {
        const policy_name *name = &p->names[i];
        if (is_optional(name) && !keep_value_head)
            continue;
        st = policy_blob_read(p, name, p->parameters[name->parameter].value, "", &blobs[count], err);
        if (st == LATHE_OK) {
            entries[count] = blobs[count].entry;
            count++;
        }
    }
    if (st == LATHE_OK)
        st = safetensors_write(path, entries, count, &format, 1, out_hash, err);
    for (uint32_t i = 0; blobs != NULL && i < count; i++)
        policy_blob_clear(&blobs[i]);
    free(blobs);
    free(entries);
    return st;
}

static lathe_status hash_file(const char *path, hash256 *out, lathe_error *err)
{
    bytes text;
    bytes_init(&text, 1 << 20);
    lathe_status st = file_read(path, &text, err);
    if (st == LATHE_OK)
        *out = hash_of(text.data, text.length);
    bytes_clear(&text);
    return st;
}

lathe_status policy_write(const policy *p, const char *folder, bool keep_value_head, hash256 *out_config,
                          hash256 *out_model, lathe_error *err)
{
    model_config config = p->config;
    config.has_value_head = config.has_value_head && keep_value_head;
    char *config_path = policy_path(folder, "config.json"), *model_path = policy_path(folder, "model.safetensors");
    lathe_status st = config_path == NULL || model_path == NULL ? fail_memory(err, folder) : LATHE_OK;
    if (st == LATHE_OK)
        st = file_make_folder(folder, err);
    if (st == LATHE_OK)
        st = model_config_write(&config, config_path, err);
    if (st == LATHE_OK)
        st = hash_file(config_path, out_config, err);
    if (st == LATHE_OK)
        st = write_model(p, model_path, keep_value_head, out_model, err);
    free(config_path);
    free(model_path);
    return st;
}

lathe_status policy_save(const policy *p, const char *folder, bool keep_value_head, lathe_error *err)
{
    hash256 config, model;
    return policy_write(p, folder, keep_value_head, &config, &model, err);
}

static void shape_text(char *out, size_t size, int rank, const int64_t *dims)
{
    size_t at = (size_t)snprintf(out, size, "[");
    for (int i = 0; i < rank && at < size; i++)
        at += (size_t)snprintf(out + at, size - at, "%s%lld", i > 0 ? "," : "", (long long)dims[i]);
    if (at < size)
        snprintf(out + at, size - at, "]");
}

lathe_status policy_entry_check(const policy *p, const safetensors_file *file, const char *path, const policy_name *name,
                                const char *suffix, const safetensors_entry **out, lathe_error *err)
{
    char full[sizeof name->name + 16], have[80], want[80];
    tensor_shape shape = policy_name_shape(p, name);
    snprintf(full, sizeof full, "%s%s", name->name, suffix);
    const safetensors_entry *e = safetensors_find(file, full);
    if (e == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%s' is missing", path, full);
    shape_text(have, sizeof have, e->rank, e->dims);
    shape_text(want, sizeof want, shape.rank, shape.dims);
    if (strcmp(have, want) != 0)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%s' has shape %s, the configuration wants %s", path, full,
                          have, want);
    if (e->type == SAFETENSORS_I64)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%s' has whole numbers", path, full);
    *out = e;
    return LATHE_OK;
}

lathe_status policy_file_check(const policy *p, const safetensors_file *file, const char *path, bool *out_value_head,
                               lathe_error *err)
{
    size_t count = 0, used = 0;
    const safetensors_entry *entries = safetensors_entries(file, &count), *e;
    bool value_head = safetensors_find(file, "value_head.weight") != NULL || out_value_head == NULL;
    for (uint32_t i = 0; i < p->name_count; i++) {
        if (is_optional(&p->names[i]) && !value_head)
            continue;
        lathe_status st = policy_entry_check(p, file, path, &p->names[i], "", &e, err);
        if (st != LATHE_OK)
            return st;
        used++;
    }
    for (size_t i = 0, n = 0; i < count && used != count; i++) {
        while (n < p->name_count && strcmp(p->names[n].name, entries[i].name) < 0)
            n++;
        if (n == p->name_count || strcmp(p->names[n].name, entries[i].name) != 0)
            return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%.96s' is not part of the model of config.json", path,
                              entries[i].name);
    }
    if (out_value_head != NULL)
        *out_value_head = value_head;
    return LATHE_OK;
}

/* IEEE 754 half precision, by its fields. */
static float half_value(uint16_t bits)
{
    uint32_t sign = (uint32_t)(bits >> 15) << 31, exponent = bits >> 10 & 31, fraction = bits & 1023;
    float value;
    if (exponent == 0) { /* zero and subnormal numbers: fraction * 2^-24 */
        value = (float)fraction * 0x1p-24f;
        return sign != 0 ? -value : value;
    }
    uint32_t word = sign | (exponent == 31 ? 255u : exponent + 112) << 23 | fraction << 13;
    memcpy(&value, &word, sizeof value);
    return value;
}

static tensor *widen_half(tensor_context *c, tensor_shape shape, const safetensors_entry *e)
{
    size_t count = e->size / sizeof(uint16_t);
    float *values = calloc(count + 1, sizeof *values);
    if (values == NULL)
        return tensor_scope_fail(c, LATHE_E_NOMEM, "out of memory reading '%s'", e->name);
    for (size_t i = 0; i < count; i++) {
        uint16_t bits;
        memcpy(&bits, (const char *)e->data + i * sizeof bits, sizeof bits);
        values[i] = half_value(bits);
    }
    tensor *t = tensor_from_float32(c, shape, values);
    free(values);
    return t;
}

void policy_entry_assign(const policy *p, const safetensors_entry *entry, const policy_name *name, tensor *leaf)
{
    tensor_context *c = p->context;
    tensor_shape shape = policy_name_shape(p, name);
    tensor *source = NULL;
    if (entry->type == SAFETENSORS_F16)
        source = widen_half(c, shape, entry);
    for (size_t i = 0; i < TYPES && source == NULL; i++)
        if (types[i].stored == entry->type)
            source = tensor_from_bytes(c, types[i].type, shape, entry->data);
    tensor_assign(tensor_slice(leaf, 0, name->first, (int64_t)name->first + name->rows), source);
}

static lathe_status load_weights(policy *p, const char *path, lathe_error *err)
{
    safetensors_file *file = NULL;
    bool value_head = false;
    lathe_status st = safetensors_open(path, &file, err);
    if (st == LATHE_OK)
        st = policy_file_check(p, file, path, &value_head, err);
    if (st == LATHE_OK) {
        tensor_scope_open(p->context, TENSOR_SCOPE_NO_GRADIENT);
        for (uint32_t i = 0; i < p->name_count; i++)
            if (value_head || !is_optional(&p->names[i]))
                policy_entry_assign(p, safetensors_find(file, p->names[i].name), &p->names[i],
                                    p->parameters[p->names[i].parameter].value);
        st = tensor_scope_close(p->context, err);
    }
    safetensors_close(file);
    return st;
}

lathe_status policy_load(tensor_context *c, const char *folder, bool with_value_head, policy **out, lathe_error *err)
{
    model_config config;
    policy *p = NULL;
    char *config_path = policy_path(folder, "config.json"), *model_path = policy_path(folder, "model.safetensors");
    lathe_status st = config_path == NULL || model_path == NULL ? fail_memory(err, folder) : LATHE_OK;
    if (st == LATHE_OK)
        st = model_config_read(config_path, &config, err);
    if (st == LATHE_OK) {
        config.has_value_head = config.has_value_head || with_value_head;
        st = policy_new(c, &config, 0, &p, err);
    }
    if (st == LATHE_OK)
        st = load_weights(p, model_path, err);
    free(config_path);
    free(model_path);
    if (st != LATHE_OK)
        policy_free(p);
    else
        *out = p;
    return st;
}
