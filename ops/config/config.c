/* config.c: values of the keys and where they came from. Reading YAML is in yaml.c. */
#include "ops/config/config.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "ops/config/keys.h"

lathe_status config_fail_at(const char *source, int line, lathe_error *err, const char *format, ...)
{
    char text[200];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (source == NULL || source[0] == 0)
        return lathe_fail(err, LATHE_E_INPUT, "--set: %s", text);
    lathe_status st = lathe_fail(err, LATHE_E_INPUT, "%s:%d: %s", source, line, text);
    if (err != NULL)
        err->line = line;
    return st;
}

bool config_is_section(const char *path)
{
    size_t length = strlen(path);

    for (size_t i = 0; i < CONFIG_KEYS; i++)
        if (strncmp(config_rows[i].path, path, length) == 0 && config_rows[i].path[length] == '.')
            return true;
    return false;
}

lathe_status config_fail_unknown(const char *path, const char *source, int line, lathe_error *err)
{
    const char *nearest = suggest_nearest(path, config_rows, CONFIG_KEYS, sizeof config_rows[0]);

    if (nearest == NULL)
        return config_fail_at(source, line, err, "unknown key '%.80s'", path);
    return config_fail_at(source, line, err, "unknown key '%.80s', did you mean '%s'?", path, nearest);
}

lathe_status config_assign(config *c, const char *path, const char *text, const char *source, int line,
                           lathe_error *err)
{
    char what[160];
    config_value value = {.source = source, .line = line};
    size_t key = 0;

    while (key < CONFIG_KEYS && strcmp(config_rows[key].path, path) != 0)
        key++;
    if (key == CONFIG_KEYS && config_is_section(path))
        return config_fail_at(source, line, err, "'%.80s' is a section, not a key", path);
    if (key == CONFIG_KEYS)
        return config_fail_unknown(path, source, line, err);
    if (!config_value_read(&config_rows[key], text, &value, what, sizeof what))
        return config_fail_at(source, line, err, "'%s': %s", path, what);
    value.text = strdup(text);
    if (value.text == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "configuration: out of memory");
    free(c->values[key].text);
    c->values[key] = value;
    return LATHE_OK;
}

lathe_status config_new(config **out_config, lathe_error *err)
{
    config *c = calloc(1, sizeof *c);

    if (c == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "configuration: out of memory");
    for (size_t i = 0; i < CONFIG_KEYS; i++) {
        lathe_status st = config_assign(c, config_rows[i].path, config_rows[i].fallback, NULL, 0, err);
        if (st != LATHE_OK) {
            config_free(c);
            return st;
        }
    }
    *out_config = c;
    return LATHE_OK;
}

void config_free(config *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < CONFIG_KEYS; i++)
        free(c->values[i].text);
    for (size_t i = 0; i < c->source_count; i++)
        free(c->sources[i]);
    free(c);
}

lathe_status config_set(config *c, const char *assignment, lathe_error *err)
{
    char path[128];
    const char *equals = strchr(assignment, '=');

    if (equals == NULL || equals == assignment || (size_t)(equals - assignment) >= sizeof path)
        return lathe_fail(err, LATHE_E_INPUT, "--set: '%.80s' is not key.path=value", assignment);
    memcpy(path, assignment, (size_t)(equals - assignment));
    path[equals - assignment] = 0;
    return config_assign(c, path, equals + 1, "", 0, err);
}

lathe_status config_read(const char *const *paths, size_t path_count, const char *const *assignments, size_t assignment_count,
                         config **out_config, lathe_error *err)
{
    config *c = NULL;

    lathe_status st = config_new(&c, err);
    for (size_t i = 0; st == LATHE_OK && i < path_count; i++)
        st = config_load(c, paths[i], err);
    for (size_t i = 0; st == LATHE_OK && i < assignment_count; i++)
        st = config_set(c, assignments[i], err);
    if (st == LATHE_OK)
        st = config_check(c, err);
    if (st != LATHE_OK) {
        config_free(c);
        return st;
    }
    *out_config = c;
    return LATHE_OK;
}

static const config_value *value_of(const config *c, config_key key, config_type type, config_type other)
{
    assert(key < CONFIG_KEYS);
    assert(config_rows[key].type == type || config_rows[key].type == other);
    (void)type;
    (void)other;
    return &c->values[key];
}

int64_t config_integer(const config *c, config_key key)
{
    return value_of(c, key, CONFIG_INTEGER, CONFIG_INTEGER)->integer;
}

double config_number(const config *c, config_key key)
{
    return value_of(c, key, CONFIG_NUMBER, CONFIG_NUMBER)->number;
}

bool config_boolean(const config *c, config_key key)
{
    return value_of(c, key, CONFIG_BOOLEAN, CONFIG_BOOLEAN)->integer != 0;
}

const char *config_text(const config *c, config_key key)
{
    return value_of(c, key, CONFIG_TEXT, CONFIG_CHOICE)->text;
}

int config_choice(const config *c, config_key key)
{
    return (int)value_of(c, key, CONFIG_CHOICE, CONFIG_CHOICE)->integer;
}

lathe_status config_put_text(config *c, config_key key, const char *value, lathe_error *err)
{
    return config_assign(c, config_rows[key].path, value, "", 0, err);
}

void config_place(const config *c, config_key key, char *out, size_t size)
{
    const config_value *value = &c->values[key];

    if (value->source == NULL)
        snprintf(out, size, "default");
    else if (value->source[0] == 0)
        snprintf(out, size, "--set");
    else
        snprintf(out, size, "%s:%d", value->source, value->line);
}
