/* config.h: what a run is configured with. One table (keys.def) says each key's path, type, default, range and meaning;
 * loading, --set, checking and documentation derive from it.
 *
 * Files are YAML mappings of at most four levels: `ppo:` `lr: 1e-4` is the key 'ppo.lr'. Anything else of YAML (anchors,
 * tags, sequences, several documents) is refused by line. libyaml's events are read directly: the typed layer above
 * it (libcyaml) builds structs and names neither the nearest known key nor one line for an error.
 * A config belongs to one thread; a const one may be read by many. */
#ifndef LATHE_OPS_CONFIG_CONFIG_H
#define LATHE_OPS_CONFIG_CONFIG_H

#include "base/bytes.h"

typedef enum config_type {
    CONFIG_INTEGER,
    CONFIG_NUMBER,
    CONFIG_BOOLEAN,
    CONFIG_TEXT,
    CONFIG_CHOICE, /* one of a few words */
} config_type;

typedef enum config_key {
#define KEY(symbol, path, type, fallback, low, high, choices, text) KEY_##symbol,
#include "ops/config/keys.def"
#undef KEY
    CONFIG_KEYS
} config_key;

typedef struct config config;

/* Every key at its default. Caller owns *out_config. */
lathe_status config_new(config **out_config, lathe_error *err);
void config_free(config *c); /* NULL is fine */

/* Reads a file over what is set. Errors begin with 'file:line: '. The config may be half changed then: drop it. */
lathe_status config_load(config *c, const char *path, lathe_error *err);
/* The same from memory; name stands for the file in messages. */
lathe_status config_parse(config *c, const char *name, const char *text, size_t length, lathe_error *err);
/* One `key.path=value`, as of --set. */
lathe_status config_set(config *c, const char *assignment, lathe_error *err);
/* The defaults, then the files in their order, each over what is set, then the assignments, then config_check. Caller owns *out_config. */
lathe_status config_read(const char *const *paths, size_t path_count, const char *const *assignments, size_t assignment_count,
                         config **out_config, lathe_error *err);
/* What no single key can say: divisibility, sizes that must fit each other, a source that needs its folder. */
lathe_status config_check(const config *c, lathe_error *err);

int64_t config_integer(const config *c, config_key key);
double config_number(const config *c, config_key key);
bool config_boolean(const config *c, config_key key);
const char *config_text(const config *c, config_key key); /* of texts and choices; lives as long as c's value */
int config_choice(const config *c, config_key key);       /* index among the row's choices */
/* Overwrites a text, for names that lathe decides (a run's unique name). */
lathe_status config_put_text(config *c, config_key key, const char *value, lathe_error *err);
/* Where the value came from: 'file:line', '--set' or 'default'. */
void config_place(const config *c, config_key key, char *out, size_t size);

/* All keys with their values, as YAML that config_parse reads back to the same values. */
lathe_status config_write(const config *c, bytes *out, lathe_error *err);
/* The table as Markdown: docs/configuration.md. */
lathe_status config_document(bytes *out, lathe_error *err);

#endif
