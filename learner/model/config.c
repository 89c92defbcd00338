/* config.c: config.json from and to model_config, by one table of keys. */
#include "learner/model/config.h"

#include "base/file.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CONFIG_MAX_BYTES = 1 << 20 };

typedef enum key_kind { KEY_COUNT, KEY_REAL, KEY_FLAG, KEY_TOKEN } key_kind;

typedef struct key_row {
    const char *name;
    key_kind kind;
    bool required;
    size_t offset;
    double least, most; /* bounds of counts and reals */
} key_row;

#define FIELD(member) offsetof(model_config, member)
static const key_row keys[] = {
    { "vocab_size", KEY_COUNT, true, FIELD(vocab_size), 1, 1 << 20 },
    { "hidden_size", KEY_COUNT, true, FIELD(hidden_size), 2, 1 << 16 },
    { "intermediate_size", KEY_COUNT, true, FIELD(intermediate_size), 1, 1 << 18 },
    { "num_hidden_layers", KEY_COUNT, true, FIELD(layers), 1, 1024 },
    { "num_attention_heads", KEY_COUNT, true, FIELD(heads), 1, 1024 },
    { "num_key_value_heads", KEY_COUNT, false, FIELD(kv_heads), 1, 1024 },
    { "head_dim", KEY_COUNT, false, FIELD(head_dim), 2, 1024 },
    { "max_position_embeddings", KEY_COUNT, false, FIELD(max_positions), 1, 1 << 30 },
    { "rms_norm_eps", KEY_REAL, true, FIELD(rms_norm_epsilon), 0, 1 },
    { "rope_theta", KEY_REAL, true, FIELD(rope_theta), 1, 1e12 },
    { "initializer_range", KEY_REAL, false, FIELD(initializer_range), 0, 10 },
    { "tie_word_embeddings", KEY_FLAG, false, FIELD(tied_head), 0, 0 },
    { "attention_bias", KEY_FLAG, false, FIELD(attention_bias), 0, 0 },
    { "bos_token_id", KEY_TOKEN, false, FIELD(bos_id), 0, 0 },
    { "eos_token_id", KEY_TOKEN, false, FIELD(eos_id), 0, 0 },
    { "pad_token_id", KEY_TOKEN, false, FIELD(pad_id), 0, 0 },
    { "lathe_value_head", KEY_FLAG, false, FIELD(has_value_head), 0, 0 },
};
enum { KEY_ROWS = sizeof keys / sizeof *keys };

static void *field_of(const model_config *config, const key_row *key)
{
    return (char *)config + key->offset;
}

/* NaN for what has no number. */
static double number_of(const model_config *config, const key_row *key)
{
    const void *field = field_of(config, key);
    if (key->kind == KEY_COUNT)
        return *(const uint32_t *)field;
    return key->kind == KEY_REAL ? *(const double *)field : NAN;
}

lathe_status model_config_check(const model_config *config, lathe_error *err)
{
    for (size_t i = 0; i < KEY_ROWS; i++) {
        double value = number_of(config, &keys[i]);
        bool counted = keys[i].kind == KEY_COUNT || keys[i].kind == KEY_REAL;
        if (counted && !(value >= keys[i].least && value <= keys[i].most))
            return lathe_fail(err, LATHE_E_INPUT, "key '%s' is %g, not within %g to %g", keys[i].name, value,
                              keys[i].least, keys[i].most);
    }
    if (config->heads % config->kv_heads != 0)
        return lathe_fail(err, LATHE_E_INPUT, "key 'num_attention_heads' is %u, not a multiple of num_key_value_heads %u",
                          config->heads, config->kv_heads);
    if (config->head_dim % 2 != 0)
        return lathe_fail(err, LATHE_E_INPUT, "key 'head_dim' is %u, not even", config->head_dim);
    const int32_t ids[] = { config->bos_id, config->eos_id, config->pad_id };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (ids[i] < -1 || ids[i] >= (int64_t)config->vocab_size)
            return lathe_fail(err, LATHE_E_INPUT, "key '%s' is %d, not in the vocabulary of %u",
                              (const char *[]){ "bos_token_id", "eos_token_id", "pad_token_id" }[i], ids[i],
                              config->vocab_size);
    return LATHE_OK;
}

static lathe_status fail_key(lathe_error *err, const char *path, const char *name, const char *wanted)
{
    return lathe_fail(err, LATHE_E_INPUT, "'%s': key '%s' must be %s", path, name, wanted);
}

/* eos_token_id may be a list, of which the first counts. */
static lathe_status read_token(const char *path, const key_row *key, const json_t *value, int32_t *out, lathe_error *err)
{
    if (json_is_array(value))
        value = json_array_get(value, 0);
    if (json_is_null(value)) {
        *out = -1;
        return LATHE_OK;
    }
    if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > INT32_MAX)
        return fail_key(err, path, key->name, "a token id or null");
    *out = (int32_t)json_integer_value(value);
    return LATHE_OK;
}

static lathe_status read_key(const char *path, const key_row *key, const json_t *value, model_config *out,
                             lathe_error *err)
{
    void *field = field_of(out, key);
    switch (key->kind) {
    case KEY_COUNT:
        if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > UINT32_MAX)
            return fail_key(err, path, key->name, "a whole number");
        *(uint32_t *)field = (uint32_t)json_integer_value(value);
        return LATHE_OK;
    case KEY_REAL:
        if (!json_is_number(value))
            return fail_key(err, path, key->name, "a number");
        *(double *)field = json_number_value(value);
        return LATHE_OK;
    case KEY_FLAG:
        if (!json_is_boolean(value))
            return fail_key(err, path, key->name, "true or false");
        *(bool *)field = json_is_true(value);
        return LATHE_OK;
    case KEY_TOKEN: return read_token(path, key, value, field, err);
    }
    return LATHE_OK;
}

/* What lathe cannot do must be refused, not passed over. */
static lathe_status check_kind(const char *path, const json_t *root, lathe_error *err)
{
    const char *type = json_string_value(json_object_get(root, "model_type"));
    if (type == NULL)
        return fail_key(err, path, "model_type", "a text");
    if (strcmp(type, "qwen2") != 0)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': model_type '%s' is not supported (supported: qwen2)", path, type);
    const json_t *act = json_object_get(root, "hidden_act");
    if (act != NULL && (!json_is_string(act) || strcmp(json_string_value(act), "silu") != 0))
        return fail_key(err, path, "hidden_act", "silu");
    if (json_is_true(json_object_get(root, "use_sliding_window")))
        return fail_key(err, path, "use_sliding_window", "false");
    const json_t *rope = json_object_get(root, "rope_parameters");
    if (json_is_object(json_object_get(root, "rope_scaling")))
        rope = json_object_get(root, "rope_scaling");
    const json_t *kind = json_object_get(rope, "rope_type");
    if (kind != NULL && (!json_is_string(kind) || strcmp(json_string_value(kind), "default") != 0))
        return fail_key(err, path, "rope_type", "default");
    return LATHE_OK;
}

static bool names_points(const json_t *root)
{
    const char *name = json_string_value(json_array_get(json_object_get(root, "architectures"), 0));
    return name != NULL && strcmp(name, "CADRecode") == 0;
}

static lathe_status read_root(const char *path, const json_t *root, model_config *out, lathe_error *err)
{
    model_config config = MODEL_CONFIG_INIT;
    lathe_status st = check_kind(path, root, err);
    config.head_dim = config.kv_heads = 0;
    config.tied_head = false;
    for (size_t i = 0; i < KEY_ROWS && st == LATHE_OK; i++) {
        const json_t *value = json_object_get(root, keys[i].name);
        if (value == NULL)
            value = json_object_get(json_object_get(root, "rope_parameters"), keys[i].name);
        if (value == NULL && keys[i].required)
            st = lathe_fail(err, LATHE_E_INPUT, "'%s': key '%s' is missing", path, keys[i].name);
        else if (value != NULL && !(json_is_null(value) && !keys[i].required && keys[i].kind != KEY_TOKEN))
            st = read_key(path, &keys[i], value, &config, err);
    }
    if (st != LATHE_OK)
        return st;
    if (config.kv_heads == 0)
        config.kv_heads = config.heads;
    if (config.head_dim == 0 && config.heads != 0)
        config.head_dim = config.hidden_size / config.heads;
    config.has_points = names_points(root);
    lathe_error why = { 0 };
    st = model_config_check(&config, &why);
    if (st != LATHE_OK)
        return lathe_fail(err, st, "'%s': %s", path, why.message);
    *out = config;
    return LATHE_OK;
}

lathe_status model_config_read(const char *path, model_config *out, lathe_error *err)
{
    bytes text;
    bytes_init(&text, CONFIG_MAX_BYTES);
    lathe_status st = file_read(path, &text, err);
    json_t *root = NULL;
    if (st != LATHE_OK)
        goto done;
    json_error_t why;
    root = json_loadb((const char *)text.data, text.length, JSON_REJECT_DUPLICATES, &why);
    if (root == NULL) {
        st = lathe_fail(err, LATHE_E_INPUT, "'%s': malformed JSON at line %d, column %d: %s", path, why.line, why.column,
                        why.text);
        goto done;
    }
    if (!json_is_object(root)) {
        st = lathe_fail(err, LATHE_E_INPUT, "'%s': not a JSON object", path);
        goto done;
    }
    st = read_root(path, root, out, err);

done:
    json_decref(root);
    bytes_clear(&text);
    return st;
}

static json_t *key_json(const model_config *config, const key_row *key)
{
    const void *field = field_of(config, key);
    switch (key->kind) {
    case KEY_COUNT: return json_integer(*(const uint32_t *)field);
    case KEY_REAL: return json_real(*(const double *)field);
    case KEY_FLAG: return json_boolean(*(const bool *)field);
    case KEY_TOKEN: {
        int32_t id = *(const int32_t *)field;
        return id < 0 ? json_null() : json_integer(id);
    }
    }
    return NULL;
}

lathe_status model_config_write(const model_config *config, const char *path, lathe_error *err)
{
    lathe_status st = LATHE_E_NOMEM;
    char *text = NULL;
    json_t *root = json_pack("{s:[s], s:s, s:s, s:b, s:f, s:{s:f, s:s}}", "architectures",
                             config->has_points ? "CADRecode" : "Qwen2ForCausalLM", "model_type", "qwen2", "hidden_act",
                             "silu", "use_sliding_window", 0, "attention_dropout", 0., "rope_parameters", "rope_theta",
                             config->rope_theta, "rope_type", "default");
    for (size_t i = 0; i < KEY_ROWS && root != NULL; i++) {
        if (json_object_set_new(root, keys[i].name, key_json(config, &keys[i])) != 0)
            goto done;
    }
    text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    if (text != NULL)
        st = file_write_atomically(path, text, strlen(text), err);

done:
    json_decref(root);
    if (text == NULL)
        lathe_fail(err, st, "out of memory writing '%s'", path);
    free(text);
    return st;
}
