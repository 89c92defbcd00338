/* text.h: inside of the interpreter: strings and string-keyed dicts that need an arena only. */
#ifndef LATHE_REWARD_SCRIPT_TEXT_H
#define LATHE_REWARD_SCRIPT_TEXT_H

#include "base/arena.h"
#include "reward/script/value.h"

uint32_t text_hash(const char *text, size_t length);
/* Unfilled but for lengths; the caller writes text[0..length) and then calls text_finish. NULL as arena_alloc. */
script_str *text_new_empty(arena *a, size_t length);
/* Sets hash and number of characters. */
void text_finish(script_str *s);
/* The same for bytes: text and length are set. */
script_value bytes_value(script_str *s);
/* A copy. NULL as arena_alloc. */
script_str *text_new(arena *a, const char *text, size_t length);
static inline bool text_equal(const script_str *a, const script_str *b)
{
    return a == b ||
           (a->hash == b->hash && a->length == b->length && __builtin_memcmp(a->text, b->text, a->length) == 0);
}
bool text_is(const script_str *s, const char *text);
/* The offset of the first occurrence of part, -1 if there is none. */
ptrdiff_t text_find(const char *text, size_t length, const char *part, size_t part_length);
/* The byte offset of character number `index` (<= characters). */
uint32_t text_offset(const script_str *s, uint32_t index);

/* Dicts by any key whose hash and equality are known to the caller; equal is asked only for equal hashes. */
typedef bool (*dict_equal)(void *context, script_value a, script_value b);
/* The entry or NULL. */
script_dict_entry *dict_find(const script_dict *d, script_value key, uint32_t hash, dict_equal equal, void *context);
/* Adds a key that is not there. NULL as arena_alloc. */
script_dict_entry *dict_add(arena *a, script_dict *d, script_value key, uint32_t hash);
void dict_remove(script_dict *d, script_dict_entry *entry);
void dict_clear(script_dict *d);

/* String keys. */
script_value *dict_find_str(const script_dict *d, const script_str *key);
/* The value's place, made if need be (SCRIPT_UNBOUND then). NULL as arena_alloc. */
script_value *dict_place_str(arena *a, script_dict *d, const script_str *key);
static inline script_value text_value(const script_str *s) { return (script_value){.kind = SCRIPT_STR, .str = s}; }

#endif
