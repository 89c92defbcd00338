/* text.c: strings and insertion-ordered dicts in an arena. Open addressing with linear probing; deleted entries stay in
 * the index until it is built anew. */
#define _GNU_SOURCE /* memmem */
#include "reward/script/text.h"

#include <string.h>

/* FNV-1a, finished so that low bits depend on all. */
uint32_t text_hash(const char *text, size_t length)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)text[i]) * 16777619u;
    return h ^ h >> 15;
}

script_str *text_new_empty(arena *a, size_t length)
{
    if (length >= UINT32_MAX - 64)
        return NULL;
    script_str *s = arena_alloc(a, sizeof *s + length + 1);
    if (s)
        s->length = (uint32_t)length;
    return s;
}

void text_finish(script_str *s)
{
    s->hash = text_hash(s->text, s->length);
    s->characters = 0;
    for (uint32_t i = 0; i < s->length; i++)
        s->characters += ((unsigned char)s->text[i] & 0xc0) != 0x80;
}

script_str *text_new(arena *a, const char *text, size_t length)
{
    script_str *s = text_new_empty(a, length);
    if (!s)
        return NULL;
    if (length)
        memcpy(s->text, text, length);
    text_finish(s);
    return s;
}

bool text_is(const script_str *s, const char *text)
{
    size_t length = strlen(text);
    return s->length == length && memcmp(s->text, text, length) == 0;
}

ptrdiff_t text_find(const char *text, size_t length, const char *part, size_t part_length)
{
    const char *found = memmem(text, length, part, part_length);
    return found ? found - text : -1;
}

uint32_t text_offset(const script_str *s, uint32_t index)
{
    if (s->characters == s->length)
        return index;
    uint32_t i = 0;
    for (uint32_t seen = 0; i < s->length; i++)
        if (((unsigned char)s->text[i] & 0xc0) != 0x80 && seen++ == index)
            break;
    return i;
}

static void index_insert(script_dict *d, uint32_t hash, int32_t entry)
{
    uint32_t mask = d->index_capacity - 1, i = hash & mask;
    while (d->index[i])
        i = (i + 1) & mask;
    d->index[i] = entry + 1;
}

script_dict_entry *dict_find(const script_dict *d, script_value key, uint32_t hash, dict_equal equal, void *context)
{
    uint32_t mask = d->index_capacity - 1, i = hash & mask;
    while (d->index_capacity && d->index[i]) {
        const int32_t *index = d->index;
        script_dict_entry *e = &d->entries[d->index[i] - 1];
        bool same = e->hash == hash && e->key.kind != SCRIPT_UNBOUND && equal(context, e->key, key);
        if (d->index != index) { /* a script's __eq__ changed the dict: anew */
            mask = d->index_capacity - 1;
            i = hash & mask;
            continue;
        }
        if (same && e->key.kind != SCRIPT_UNBOUND)
            return e;
        i = (i + 1) & mask;
    }
    return NULL;
}

/* Makes room for one more entry, dropping deleted ones. */
static bool grow(arena *a, script_dict *d)
{
    uint32_t entry_capacity = d->count * 2 < 8 ? 8 : d->count * 2;
    if (d->count >= 1u << 28)
        return false;
    uint32_t index_capacity = 16;
    while (index_capacity < entry_capacity * 2)
        index_capacity *= 2;
    script_dict_entry *entries = arena_alloc(a, entry_capacity * sizeof *entries);
    int32_t *index = arena_alloc(a, index_capacity * sizeof *index);
    if (!entries || !index)
        return false;
    uint32_t used = 0;
    for (uint32_t i = 0; i < d->used; i++)
        if (d->entries[i].key.kind != SCRIPT_UNBOUND)
            entries[used++] = d->entries[i];
    d->entries = entries;
    d->index = index;
    d->used = used;
    d->entry_capacity = entry_capacity;
    d->index_capacity = index_capacity;
    for (uint32_t i = 0; i < used; i++)
        index_insert(d, entries[i].hash, (int32_t)i);
    return true;
}

script_dict_entry *dict_add(arena *a, script_dict *d, script_value key, uint32_t hash)
{
    if (d->used == d->entry_capacity && !grow(a, d))
        return NULL;
    script_dict_entry *e = &d->entries[d->used];
    *e = (script_dict_entry){.key = key, .hash = hash};
    index_insert(d, hash, (int32_t)d->used++);
    d->count++;
    return e;
}

void dict_remove(script_dict *d, script_dict_entry *entry)
{
    entry->key = entry->value = (script_value){.kind = SCRIPT_UNBOUND};
    d->count--;
}

void dict_clear(script_dict *d)
{
    *d = (script_dict){.self = d->self};
}

static script_dict_entry *find_text(const script_dict *d, const script_str *key)
{
    uint32_t mask = d->index_capacity - 1, i = key->hash & mask;
    for (; d->index_capacity && d->index[i]; i = (i + 1) & mask) {
        script_dict_entry *e = &d->entries[d->index[i] - 1];
        if (e->hash == key->hash && e->key.kind == SCRIPT_STR && text_equal(e->key.str, key))
            return e;
    }
    return NULL;
}

script_value *dict_find_str(const script_dict *d, const script_str *key)
{
    script_dict_entry *e = find_text(d, key);
    return e ? &e->value : NULL;
}

script_value *dict_place_str(arena *a, script_dict *d, const script_str *key)
{
    script_dict_entry *e = find_text(d, key);
    if (!e)
        e = dict_add(a, d, text_value(key), key->hash);
    return e ? &e->value : NULL;
}

const script_value *script_dict_find_text(const script_dict *dict, const char *name)
{
    uint32_t hash = text_hash(name, strlen(name));
    for (uint32_t i = 0, mask = dict->index_capacity - 1, at = hash & mask; dict->index_capacity && i <= mask; i++) {
        int32_t n = dict->index[(at + i) & mask];
        if (!n)
            return NULL;
        const script_dict_entry *e = &dict->entries[n - 1];
        if (e->hash == hash && e->key.kind == SCRIPT_STR && text_is(e->key.str, name))
            return &e->value;
    }
    return NULL;
}
