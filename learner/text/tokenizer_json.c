/* tokenizer_json.c: reads Hugging Face's tokenizer.json. Every error names the file and the key. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "learner/text/byte_alphabet.h"
#include "learner/text/tokenizer_parts.h"

/* The regular expressions that the named families publish in their files; the code pattern is lathe's own. */
static const struct named_pattern {
    const char *name, *text;
} patterns[] = {
    [TOKENIZER_CODE] = {"code", "\\n?(?:[^\\s\\p{N}]| (?=[^\\s\\p{N}])|(?<=[\\p{L}_])\\p{N})+|\\p{N}{1,3}|\\s+(?!\\S)|\\s+"},
    [TOKENIZER_QWEN2] = {"qwen2", "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                                  "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},
    [TOKENIZER_LLAMA3] = {"llama3", "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
                                    "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},
    [TOKENIZER_GPT2] = {"gpt2", "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"},
};

const char *tokenizer_pattern_text(tokenizer_pattern pattern)
{
    return patterns[pattern].text;
}

static lathe_status fail_key(lathe_error *err, const char *key, const char *what)
{
    return lathe_fail(err, LATHE_E_INPUT, "'%s': %s", key, what);
}

static const char *type_of(const json_t *object)
{
    const char *type = json_string_value(json_object_get(object, "type"));
    return type ? type : "";
}

/* Keys of the model that must say nothing. */
static lathe_status check_model(const json_t *model, lathe_error *err)
{
    static const char *const empty[] = {"dropout", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback"};
    if (!json_is_object(model) || strcmp(type_of(model), "BPE") != 0)
        return fail_key(err, "model.type", "only BPE is supported");
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        const json_t *value = json_object_get(model, empty[i]);
        bool silent = !value || json_is_null(value) || json_is_false(value) ||
                      (json_is_string(value) && json_string_length(value) == 0);
        if (!silent)
            return lathe_fail(err, LATHE_E_INPUT, "'model.%s' is not supported", empty[i]);
    }
    return LATHE_OK;
}

/* ---- vocabulary ---- */

typedef struct spelled_token {
    const char *text;
    size_t length;
    bool is_added; /* its text is the content itself, not a spelling */
    bool special;
} spelled_token;

static lathe_status read_id(const json_t *value, const char *key, uint32_t *out, lathe_error *err)
{
    json_int_t id = json_is_integer(value) ? json_integer_value(value) : -1;
    if (id < 0 || id >= TOKENIZER_MAX_VOCAB)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': an id is not a number from 0 to %d", key, TOKENIZER_MAX_VOCAB - 1);
    *out = (uint32_t)id;
    return LATHE_OK;
}

static lathe_status measure_ids(const json_t *vocab, const json_t *added, uint32_t *out_size, lathe_error *err)
{
    const char *key;
    json_t *value;
    size_t i;
    uint32_t id = 0, size = 0;
    json_object_foreach((json_t *)vocab, key, value)
    {
        lathe_status st = read_id(value, "model.vocab", &id, err);
        if (st != LATHE_OK)
            return st;
        size = id >= size ? id + 1 : size;
    }
    json_array_foreach(added, i, value)
    {
        lathe_status st = read_id(json_object_get(value, "id"), "added_tokens", &id, err);
        if (st != LATHE_OK)
            return st;
        size = id >= size ? id + 1 : size;
    }
    *out_size = size;
    return LATHE_OK;
}

static lathe_status collect_added(const json_t *added, spelled_token *by_id, lathe_error *err)
{
    static const char *const refused[] = {"single_word", "lstrip", "rstrip"};
    json_t *value;
    size_t i;
    json_array_foreach(added, i, value)
    {
        const json_t *content = json_object_get(value, "content");
        if (!json_is_string(content) || json_string_length(content) == 0)
            return fail_key(err, "added_tokens", "a token has no content");
        for (size_t r = 0; r < sizeof refused / sizeof *refused; r++)
            if (json_is_true(json_object_get(value, refused[r])))
                return lathe_fail(err, LATHE_E_INPUT, "'added_tokens': '%s' is not supported", refused[r]);
        by_id[json_integer_value(json_object_get(value, "id"))] = (spelled_token){
            json_string_value(content), json_string_length(content), true, json_is_true(json_object_get(value, "special"))};
    }
    return LATHE_OK;
}

static lathe_status add_content(tokenizer *t, uint32_t id, const spelled_token *token, bytes *scratch, lathe_error *err)
{
    bool valid = false;
    uint32_t index, before = t->contents.count;
    bytes_reset(scratch);
    lathe_status st = LATHE_OK;
    if (!token->is_added)
        st = byte_alphabet_read(token->text, token->length, scratch, &valid, err);
    if (st == LATHE_OK && !valid)
        st = bytes_append(scratch, token->text, token->length, err);
    if (st == LATHE_OK)
        st = text_map_add(&t->contents, (const char *)scratch->data, scratch->length, &index, err);
    if (st != LATHE_OK)
        return st;
    if (index == before)
        t->id_of_content[index] = (int32_t)id;
    t->content_of_id[id] = index;
    t->is_special[id] = token->special;
    return LATHE_OK;
}

static lathe_status read_vocab(tokenizer *t, const json_t *vocab, const json_t *added, lathe_error *err)
{
    const char *key;
    json_t *value;
    spelled_token *by_id = NULL;
    bytes scratch;
    bytes_init(&scratch, TOKENIZER_MAX_FILE);
    if (!json_is_object(vocab))
        return fail_key(err, "model.vocab", "missing");
    lathe_status st = measure_ids(vocab, added, &t->vocab_size, err);
    if (st != LATHE_OK)
        return st;
    size_t room = (size_t)t->vocab_size + 1; /* none is empty */
    by_id = calloc(room, sizeof *by_id);
    t->id_of_content = calloc(room, sizeof *t->id_of_content);
    t->content_of_id = calloc(room, sizeof *t->content_of_id);
    t->is_special = calloc(room, sizeof *t->is_special);
    if (!by_id || !t->id_of_content || !t->content_of_id || !t->is_special) {
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u tokens", t->vocab_size);
        goto done;
    }
    json_object_foreach((json_t *)vocab, key, value)
        by_id[json_integer_value(value)] = (spelled_token){.text = key, .length = strlen(key)};
    st = collect_added(added, by_id, err);
    for (uint32_t id = 0; id < t->vocab_size && st == LATHE_OK; id++) {
        t->content_of_id[id] = -1;
        if (by_id[id].text)
            st = add_content(t, id, &by_id[id], &scratch, err);
    }
    for (unsigned b = 0; b < 256 && st == LATHE_OK; b++) {
        uint32_t index;
        char c = (char)b;
        if (!text_map_find(&t->contents, &c, 1, &index))
            st = lathe_fail(err, LATHE_E_INPUT, "'model.vocab': no token for byte %u", b);
        else
            t->byte_ids[b] = t->id_of_content[index];
    }
done:
    free(by_id);
    bytes_clear(&scratch);
    return st;
}

/* ---- merges ---- */

/* The id of a spelling; false if the vocabulary does not have it. */
static bool find_spelled(const json_t *vocab, const char *text, uint32_t *out)
{
    const json_t *id = json_object_get(vocab, text);
    if (id)
        *out = (uint32_t)json_integer_value(id);
    return id != NULL;
}

/* "left right" or ["left", "right"]. */
static lathe_status split_merge(const json_t *merge, bytes *left, bytes *right, lathe_error *err)
{
    const char *text = json_string_value(merge), *space = text ? strchr(text, ' ') : NULL;
    const char *parts[2] = {json_string_value(json_array_get(merge, 0)), json_string_value(json_array_get(merge, 1))};
    lathe_status st;
    bytes_reset(left);
    bytes_reset(right);
    if (space) {
        st = bytes_append(left, text, (size_t)(space - text), err);
        return st == LATHE_OK ? bytes_append(right, space + 1, strlen(space + 1), err) : st;
    }
    if (!parts[0] || !parts[1])
        return fail_key(err, "model.merges", "a merge is not a pair of tokens");
    st = bytes_append(left, parts[0], strlen(parts[0]), err);
    return st == LATHE_OK ? bytes_append(right, parts[1], strlen(parts[1]), err) : st;
}

static lathe_status read_merges(tokenizer *t, const json_t *vocab, const json_t *merges, lathe_error *err)
{
    bytes left, right;
    json_t *merge;
    size_t rank;
    lathe_status st = LATHE_OK;
    bytes_init(&left, TOKENIZER_MAX_FILE);
    bytes_init(&right, TOKENIZER_MAX_FILE);
    if (!json_is_array(merges))
        st = fail_key(err, "model.merges", "missing");
    json_array_foreach(merges, rank, merge)
    {
        uint32_t a, b, merged;
        st = split_merge(merge, &left, &right, err);
        if (st != LATHE_OK)
            break;
        bool known = find_spelled(vocab, (char *)left.data, &a) && find_spelled(vocab, (char *)right.data, &b);
        st = bytes_append(&left, right.data, right.length, err);
        if (st != LATHE_OK)
            break;
        if (!known || !find_spelled(vocab, (char *)left.data, &merged)) {
            st = lathe_fail(err, LATHE_E_INPUT, "'model.merges': merge %zu names a token that is not in the vocabulary", rank);
            break;
        }
        if (!pair_map_find(&t->merges, a, b))
            st = pair_map_set(&t->merges, a, b, (uint64_t)rank << 32 | merged, err);
        if (st != LATHE_OK)
            break;
    }
    bytes_clear(&left);
    bytes_clear(&right);
    return st;
}

/* ---- added tokens, pattern, normaliser ---- */

static int by_falling_length(const void *a, const void *b)
{
    const tokenizer_added *x = a, *y = b;
    if (x->length != y->length)
        return x->length < y->length ? 1 : -1;
    return (x->id > y->id) - (x->id < y->id);
}

static lathe_status read_added(tokenizer *t, const json_t *added, lathe_error *err)
{
    json_t *value;
    size_t i, count = json_array_size(added);
    if (count == 0)
        return LATHE_OK;
    t->added = calloc(count, sizeof *t->added);
    if (!t->added)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %zu added tokens", count);
    json_array_foreach(added, i, value)
    {
        int32_t id = (int32_t)json_integer_value(json_object_get(value, "id"));
        const char *content = json_string_value(json_object_get(value, "content"));
        uint32_t index = (uint32_t)t->content_of_id[id];
        t->added[t->added_count++] = (tokenizer_added){id, index, t->contents.entries[index].length};
        t->added_starts[(unsigned char)*content] = true;
    }
    qsort(t->added, t->added_count, sizeof *t->added, by_falling_length);
    return LATHE_OK;
}

static lathe_status use_pattern(tokenizer *t, const char *pattern, size_t length, lathe_error *err)
{
    lathe_error why = {0};
    lathe_status st = piece_cutter_new(pattern, length, &t->cutter, &why);
    return st == LATHE_OK ? st : lathe_fail(err, st, "'pre_tokenizer': %s", why.message);
}

static lathe_status read_byte_level(tokenizer *t, const json_t *level, lathe_error *err)
{
    if (json_is_true(json_object_get(level, "add_prefix_space")))
        return fail_key(err, "pre_tokenizer.add_prefix_space", "not supported");
    if (json_is_false(json_object_get(level, "use_regex")))
        return LATHE_OK;
    const char *pattern = tokenizer_pattern_text(TOKENIZER_GPT2);
    return use_pattern(t, pattern, strlen(pattern), err);
}

static lathe_status read_pre_tokenizer(tokenizer *t, const json_t *pre, lathe_error *err)
{
    static const char form[] = "only ByteLevel, alone or after one Split by a Regex, is supported";
    if (strcmp(type_of(pre), "ByteLevel") == 0)
        return read_byte_level(t, pre, err);
    const json_t *list = json_object_get(pre, "pretokenizers");
    const json_t *split = json_array_get(list, 0), *level = json_array_get(list, 1);
    const json_t *regex = json_object_get(json_object_get(split, "pattern"), "Regex");
    const char *behavior = json_string_value(json_object_get(split, "behavior"));
    if (strcmp(type_of(pre), "Sequence") != 0 || json_array_size(list) != 2 || strcmp(type_of(split), "Split") != 0 ||
        strcmp(type_of(level), "ByteLevel") != 0 || !json_is_string(regex))
        return fail_key(err, "pre_tokenizer", form);
    if (!behavior || strcmp(behavior, "Isolated") != 0 || json_is_true(json_object_get(split, "invert")))
        return fail_key(err, "pre_tokenizer.behavior", "only Isolated, not inverted, is supported");
    if (!json_is_false(json_object_get(level, "use_regex")))
        return fail_key(err, "pre_tokenizer.use_regex", "a second pattern is not supported");
    if (json_is_true(json_object_get(level, "add_prefix_space")))
        return fail_key(err, "pre_tokenizer.add_prefix_space", "not supported");
    return use_pattern(t, json_string_value(regex), json_string_length(regex), err);
}

static lathe_status read_parts(tokenizer *t, const json_t *root, lathe_error *err)
{
    const json_t *model = json_object_get(root, "model"), *normalizer = json_object_get(root, "normalizer");
    const json_t *vocab = json_object_get(model, "vocab"), *added = json_object_get(root, "added_tokens");
    lathe_status st = check_model(model, err);
    if (st == LATHE_OK && added && !json_is_array(added) && !json_is_null(added))
        st = fail_key(err, "added_tokens", "not a list");
    if (st == LATHE_OK)
        st = read_vocab(t, vocab, added, err);
    if (st == LATHE_OK)
        st = read_merges(t, vocab, json_object_get(model, "merges"), err);
    if (st == LATHE_OK)
        st = read_added(t, added, err);
    if (st == LATHE_OK)
        st = read_pre_tokenizer(t, json_object_get(root, "pre_tokenizer"), err);
    if (st != LATHE_OK)
        return st;
    t->nfc = strcmp(type_of(normalizer), "NFC") == 0;
    if (normalizer && !json_is_null(normalizer) && !t->nfc)
        return fail_key(err, "normalizer", "only NFC is supported");
    t->ignore_merges = json_is_true(json_object_get(model, "ignore_merges"));
    return LATHE_OK;
}

lathe_status tokenizer_from_json(const char *name, const char *json, size_t length, tokenizer **out, lathe_error *err)
{
    json_error_t where;
    lathe_error why = {0};
    if (length > TOKENIZER_MAX_FILE)
        return lathe_fail(err, LATHE_E_INPUT, "'%s' is longer than %d bytes", name, (int)TOKENIZER_MAX_FILE);
    json_t *root = json_loadb(json, length, JSON_REJECT_DUPLICATES, &where);
    if (!root)
        return lathe_fail(err, LATHE_E_INPUT, "malformed JSON in '%s' line %d: %s", name, where.line, where.text);
    tokenizer *t = calloc(1, sizeof *t);
    if (!t) {
        json_decref(root);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a tokenizer");
    }
    bytes_init(&t->json, TOKENIZER_MAX_FILE);
    text_map_init(&t->contents, TOKENIZER_MAX_FILE);
    lathe_status st = read_parts(t, root, &why);
    if (st == LATHE_OK)
        st = bytes_append(&t->json, json, length, &why);
    json_decref(root);
    if (st != LATHE_OK) {
        tokenizer_free(t);
        return lathe_fail(err, st, "cannot use tokenizer '%s': %s", name, why.message);
    }
    *out = t;
    return LATHE_OK;
}

lathe_status tokenizer_load(const char *path, tokenizer **out, lathe_error *err)
{
    bytes json;
    bytes_init(&json, TOKENIZER_MAX_FILE);
    lathe_status st = file_read(path, &json, err);
    if (st == LATHE_OK)
        st = tokenizer_from_json(path, json.data ? (char *)json.data : "", json.length, out, err);
    bytes_clear(&json);
    return st;
}
