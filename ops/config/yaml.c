/* yaml.c: a YAML file's events as assignments to keys. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "ops/config/config.h"
#include "ops/config/keys.h"

enum { FILE_MAX = 1 << 20, DEPTH_MAX = 4, PATH_MAX_LETTERS = 128 };

typedef struct reader {
    config *config;
    const char *source;
    yaml_parser_t parser;
    char path[PATH_MAX_LETTERS]; /* of the mapping or key that is read */
    size_t ends[DEPTH_MAX + 1];  /* length of path at each depth */
    int depth;                   /* mappings that are open */
    bool in_value;               /* a key was read, its value comes */
    int lines[CONFIG_KEYS];      /* where this file set a key, against doubles */
} reader;

static int line_of(const yaml_event_t *event)
{
    return (int)event->start_mark.line + 1;
}

static lathe_status read_key(reader *r, const yaml_event_t *event, lathe_error *err)
{
    const char *word = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length, at = r->ends[r->depth];
    size_t dot = at > 0 ? 1 : 0;

    if (length == 0 || strlen(word) != length || strchr(word, '.') != NULL ||
        at + dot + length >= sizeof r->path)
        return config_fail_at(r->source, line_of(event), err, "'%.40s' is no name of a key", word);
    if (dot)
        r->path[at] = '.';
    memcpy(r->path + at + dot, word, length + 1);
    r->in_value = true;
    return LATHE_OK;
}

static lathe_status note_line(reader *r, int line, lathe_error *err)
{
    for (size_t i = 0; i < CONFIG_KEYS; i++) {
        if (strcmp(config_rows[i].path, r->path) != 0)
            continue;
        if (r->lines[i] != 0)
            return config_fail_at(r->source, line, err, "'%s' is set already, in line %d", r->path, r->lines[i]);
        r->lines[i] = line;
    }
    return LATHE_OK;
}

static lathe_status read_value(reader *r, const yaml_event_t *event, lathe_error *err)
{
    const char *text = (const char *)event->data.scalar.value;
    int line = line_of(event);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

    if (strlen(text) != event->data.scalar.length)
        return config_fail_at(r->source, line, err, "'%s': the text has a zero byte", r->path);
    if (plain && (text[0] == 0 || strcmp(text, "~") == 0 || strcmp(text, "null") == 0))
        return config_fail_at(r->source, line, err, "'%s' has no value", r->path);
    lathe_status st = note_line(r, line, err);
    if (st == LATHE_OK)
        st = config_assign(r->config, r->path, text, r->source, line, err);
    r->path[r->ends[r->depth]] = 0;
    r->in_value = false;
    return st;
}

static lathe_status open_mapping(reader *r, const yaml_event_t *event, lathe_error *err)
{
    if (r->depth > 0 && !r->in_value)
        return config_fail_at(r->source, line_of(event), err, "a mapping cannot be a key");
    if (r->depth >= DEPTH_MAX)
        return config_fail_at(r->source, line_of(event), err, "'%s' is nested too deeply", r->path);
    r->depth++;
    r->ends[r->depth] = strlen(r->path);
    r->in_value = false;
    return LATHE_OK;
}

static lathe_status close_mapping(reader *r, const yaml_event_t *event, lathe_error *err)
{
    if (r->depth > 1 && !config_is_section(r->path))
        return config_fail_unknown(r->path, r->source, line_of(event), err);
    r->depth--;
    r->path[r->ends[r->depth]] = 0;
    r->in_value = false;
    return LATHE_OK;
}

static lathe_status read_event(reader *r, const yaml_event_t *event, lathe_error *err)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL)
            return config_fail_at(r->source, line_of(event), err, "anchors and tags are not read");
        if (r->depth == 0)
            return event->data.scalar.length == 0
                       ? LATHE_OK
                       : config_fail_at(r->source, line_of(event), err, "not a mapping of keys");
        return r->in_value ? read_value(r, event, err) : read_key(r, event, err);
    case YAML_MAPPING_START_EVENT:
        if (event->data.mapping_start.anchor != NULL)
            return config_fail_at(r->source, line_of(event), err, "anchors and tags are not read");
        return open_mapping(r, event, err);
    case YAML_MAPPING_END_EVENT:
        return close_mapping(r, event, err);
    case YAML_SEQUENCE_START_EVENT:
        return config_fail_at(r->source, line_of(event), err, "'%s' is a list, where one value is wanted", r->path);
    case YAML_ALIAS_EVENT:
        return config_fail_at(r->source, line_of(event), err, "aliases are not read");
    default:
        return LATHE_OK;
    }
}

static lathe_status read_events(reader *r, lathe_error *err)
{
    int documents = 0;

    for (;;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            if (r->parser.error == YAML_MEMORY_ERROR)
                return lathe_fail(err, LATHE_E_NOMEM, "configuration: out of memory");
            return config_fail_at(r->source, (int)r->parser.problem_mark.line + 1, err, "not YAML: %s",
                                  r->parser.problem != NULL ? r->parser.problem : "unreadable");
        }
        lathe_status st = LATHE_OK;
        bool last = event.type == YAML_STREAM_END_EVENT;
        if (event.type == YAML_DOCUMENT_START_EVENT && ++documents > 1)
            st = config_fail_at(r->source, line_of(&event), err, "a second document");
        if (st == LATHE_OK)
            st = read_event(r, &event, err);
        yaml_event_delete(&event);
        if (st != LATHE_OK || last)
            return st;
    }
}

static lathe_status keep_source(config *c, const char *name, const char **out, lathe_error *err)
{
    if (c->source_count == CONFIG_SOURCES)
        return lathe_fail(err, LATHE_E_INPUT, "more than %d configuration files", CONFIG_SOURCES);
    c->sources[c->source_count] = strdup(name);
    if (c->sources[c->source_count] == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "configuration: out of memory");
    *out = c->sources[c->source_count++];
    return LATHE_OK;
}

lathe_status config_parse(config *c, const char *name, const char *text, size_t length, lathe_error *err)
{
    reader r = {.config = c};

    lathe_status st = keep_source(c, name, &r.source, err);
    if (st != LATHE_OK)
        return st;
    if (!yaml_parser_initialize(&r.parser))
        return lathe_fail(err, LATHE_E_NOMEM, "configuration: out of memory");
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, length);
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    st = read_events(&r, err);
    yaml_parser_delete(&r.parser);
    return st;
}

lathe_status config_load(config *c, const char *path, lathe_error *err)
{
    bytes text;

    bytes_init(&text, FILE_MAX);
    lathe_status st = file_read(path, &text, err);
    if (st == LATHE_OK)
        st = config_parse(c, path, text.length > 0 ? (const char *)text.data : "", text.length, err);
    bytes_clear(&text);
    return st;
}
