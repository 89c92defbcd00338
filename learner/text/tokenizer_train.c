/* tokenizer_train.c: learns merges. Equal pieces are counted once, pair counts are kept up to date per merge, and a heap whose
 * entries are checked when they are taken gives the most frequent pair. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "learner/text/byte_alphabet.h"
#include "learner/text/tokenizer_parts.h"

enum { SPECIALS = 3, SMALLEST_VOCAB = SPECIALS + 256, MAX_CORPUS = 1 << 30, LEAST_COUNT = 2 };
static const char *const specials[SPECIALS] = {"<|pad|>", "<|bos|>", "<|eos|>"};

typedef struct word {
    uint32_t *ids; /* into trainer_state.symbols */
    uint32_t length;
    uint64_t count;
} word;

typedef struct pair {
    uint32_t left, right;
    int64_t count;
    uint32_t *words; /* where it was seen; may name words it has left */
    uint32_t word_count, word_capacity;
} pair;

typedef struct heap_entry {
    int64_t count;
    uint32_t left, right;
} heap_entry;

typedef struct bpe_trainer {
    piece_cutter *cutter;
    text_map pieces;
    uint64_t *piece_counts;
    uint32_t piece_capacity;
    word *words;
    uint32_t *symbols;
    pair *pairs;
    uint32_t pair_count, pair_capacity;
    pair_map pair_places; /* -> index into pairs */
    heap_entry *heap;
    size_t heap_count, heap_capacity;
    text_map vocab; /* contents; index = id - SPECIALS */
    json_t *merges;
} bpe_trainer;

static lathe_status out_of_memory(lathe_error *err)
{
    return lathe_fail(err, LATHE_E_NOMEM, "out of memory for training a tokenizer");
}

/* The array with room for one more element; NULL without memory, the array is as it was then. */
static void *make_room(void *array, uint32_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return array;
    uint32_t bigger = *capacity ? *capacity * 2 : 16;
    void *grown = realloc(array, (size_t)bigger * size);
    if (grown)
        *capacity = bigger;
    return grown;
}

static lathe_status count_piece(void *context, const char *piece, size_t length, lathe_error *err)
{
    bpe_trainer *b = context;
    uint32_t index, before = b->pieces.count;
    lathe_status st = text_map_add(&b->pieces, piece, length, &index, err);
    if (st != LATHE_OK)
        return st;
    uint64_t *counts = make_room(b->piece_counts, index, &b->piece_capacity, sizeof *b->piece_counts);
    if (!counts)
        return out_of_memory(err);
    b->piece_counts = counts;
    if (index == before)
        b->piece_counts[index] = 0;
    b->piece_counts[index]++;
    return LATHE_OK;
}

/* ---- the heap: most frequent first, then the smaller ids ---- */

static bool comes_before(const heap_entry *a, const heap_entry *b)
{
    if (a->count != b->count)
        return a->count > b->count;
    return a->left != b->left ? a->left < b->left : a->right < b->right;
}

static lathe_status push(bpe_trainer *b, heap_entry e, lathe_error *err)
{
    if (e.count < LEAST_COUNT)
        return LATHE_OK;
    if (b->heap_count == b->heap_capacity) {
        size_t capacity = b->heap_capacity ? b->heap_capacity * 2 : 256;
        heap_entry *heap = realloc(b->heap, capacity * sizeof *heap);
        if (!heap)
            return out_of_memory(err);
        b->heap = heap;
        b->heap_capacity = capacity;
    }
    size_t i = b->heap_count++;
    for (; i > 0 && comes_before(&e, &b->heap[(i - 1) / 2]); i = (i - 1) / 2)
        b->heap[i] = b->heap[(i - 1) / 2];
    b->heap[i] = e;
    return LATHE_OK;
}

static heap_entry pop(bpe_trainer *b)
{
    heap_entry top = b->heap[0], last = b->heap[--b->heap_count];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < b->heap_count; i = child) {
        if (child + 1 < b->heap_count && comes_before(&b->heap[child + 1], &b->heap[child]))
            child++;
        if (!comes_before(&b->heap[child], &last))
            break;
        b->heap[i] = b->heap[child];
    }
    b->heap[i] = last;
    return top;
}

/* ---- pairs ---- */

static lathe_status find_pair(bpe_trainer *b, uint32_t left, uint32_t right, uint32_t *out, lathe_error *err)
{
    const uint64_t *place = pair_map_find(&b->pair_places, left, right);
    if (place) {
        *out = (uint32_t)*place;
        return LATHE_OK;
    }
    pair *pairs = make_room(b->pairs, b->pair_count, &b->pair_capacity, sizeof *b->pairs);
    if (!pairs)
        return out_of_memory(err);
    b->pairs = pairs;
    lathe_status st = pair_map_set(&b->pair_places, left, right, b->pair_count, err);
    if (st != LATHE_OK)
        return st;
    b->pairs[b->pair_count] = (pair){.left = left, .right = right};
    *out = b->pair_count++;
    return LATHE_OK;
}

/* Adds a word's pairs to the counts (sign 1) or takes them off (sign -1). */
static lathe_status count_word(bpe_trainer *b, uint32_t index, int sign, lathe_error *err)
{
    const word *w = &b->words[index];
    for (uint32_t i = 0; i + 1 < w->length; i++) {
        uint32_t place = 0;
        lathe_status st = find_pair(b, w->ids[i], w->ids[i + 1], &place, err);
        if (st != LATHE_OK)
            return st;
        pair *p = &b->pairs[place];
        p->count += sign * (int64_t)w->count;
        if (sign < 0 || (p->word_count > 0 && p->words[p->word_count - 1] == index))
            continue;
        uint32_t *words = make_room(p->words, p->word_count, &p->word_capacity, sizeof *p->words);
        if (!words)
            return out_of_memory(err);
        p->words = words;
        p->words[p->word_count++] = index;
    }
    return LATHE_OK;
}

static lathe_status prepare_words(bpe_trainer *b, lathe_error *err)
{
    uint32_t byte_ids[256];
    for (uint32_t place = 0; place < 256; place++) {
        uint32_t index;
        char c = (char)byte_alphabet_at(place);
        lathe_status st = text_map_add(&b->vocab, &c, 1, &index, err);
        if (st != LATHE_OK)
            return st;
        byte_ids[(unsigned char)c] = index + SPECIALS;
    }
    b->words = calloc((size_t)b->pieces.count + 1, sizeof *b->words);
    b->symbols = calloc(b->pieces.pool.length + 1, sizeof *b->symbols);
    if (!b->words || !b->symbols)
        return out_of_memory(err);
    uint32_t *next = b->symbols;
    for (uint32_t i = 0; i < b->pieces.count; i++) {
        size_t length;
        const char *text = text_map_text(&b->pieces, i, &length);
        b->words[i] = (word){next, (uint32_t)length, b->piece_counts[i]};
        for (size_t k = 0; k < length; k++)
            *next++ = byte_ids[(unsigned char)text[k]];
        lathe_status st = count_word(b, i, 1, err);
        if (st != LATHE_OK)
            return st;
    }
    for (uint32_t i = 0; i < b->pair_count; i++) {
        lathe_status st = push(b, (heap_entry){b->pairs[i].count, b->pairs[i].left, b->pairs[i].right}, err);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

/* ---- one merge ---- */

static const char *content_of(const bpe_trainer *b, uint32_t id, size_t *out_length)
{
    return text_map_text(&b->vocab, id - SPECIALS, out_length);
}

/* Enters the merged token, or finds the one of the same content, and writes the merge down. */
static lathe_status record_merge(bpe_trainer *b, uint32_t left, uint32_t right, uint32_t *out_id, lathe_error *err)
{
    bytes spelled[2], whole;
    size_t length;
    uint32_t index = 0;
    const uint32_t ids[2] = {left, right};
    lathe_status st = LATHE_OK;
    bytes_init(&whole, MAX_CORPUS);
    for (int i = 0; i < 2; i++)
        bytes_init(&spelled[i], MAX_CORPUS);
    for (int i = 0; i < 2 && st == LATHE_OK; i++) {
        const char *text = content_of(b, ids[i], &length);
        st = byte_alphabet_spell(text, length, &spelled[i], err);
        if (st == LATHE_OK)
            st = bytes_append(&whole, text, length, err);
    }
    if (st == LATHE_OK)
        st = text_map_add(&b->vocab, (char *)whole.data, whole.length, &index, err);
    if (st == LATHE_OK &&
        json_array_append_new(b->merges, json_pack("[s%s%]", spelled[0].data, spelled[0].length, spelled[1].data,
                                                   spelled[1].length)) != 0)
        st = out_of_memory(err);
    if (st == LATHE_OK)
        *out_id = index + SPECIALS;
    bytes_clear(&whole);
    for (int i = 0; i < 2; i++)
        bytes_clear(&spelled[i]);
    return st;
}

/* A text that spells a special token must not become an ordinary one. */
static bool is_special(const bpe_trainer *b, uint32_t left, uint32_t right)
{
    size_t first, second;
    const char *a = content_of(b, left, &first), *c = content_of(b, right, &second);
    for (int i = 0; i < SPECIALS; i++)
        if (strlen(specials[i]) == first + second && memcmp(specials[i], a, first) == 0 &&
            memcmp(specials[i] + first, c, second) == 0)
            return true;
    return false;
}

static bool word_has(const word *w, uint32_t left, uint32_t right)
{
    for (uint32_t i = 0; i + 1 < w->length; i++)
        if (w->ids[i] == left && w->ids[i + 1] == right)
            return true;
    return false;
}

static void merge_in_word(word *w, uint32_t left, uint32_t right, uint32_t merged)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < w->length; i++) {
        bool here = i + 1 < w->length && w->ids[i] == left && w->ids[i + 1] == right;
        w->ids[kept++] = here ? merged : w->ids[i];
        i += here;
    }
    w->length = kept;
}

static lathe_status push_pairs_with(bpe_trainer *b, const word *w, uint32_t id, lathe_error *err)
{
    for (uint32_t i = 0; i + 1 < w->length; i++) {
        if (w->ids[i] != id && w->ids[i + 1] != id)
            continue;
        const pair *p = &b->pairs[*pair_map_find(&b->pair_places, w->ids[i], w->ids[i + 1])];
        lathe_status st = push(b, (heap_entry){p->count, p->left, p->right}, err);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

static lathe_status apply_merge(bpe_trainer *b, uint32_t place, uint32_t merged, lathe_error *err)
{
    uint32_t left = b->pairs[place].left, right = b->pairs[place].right, count = b->pairs[place].word_count;
    uint32_t *words = b->pairs[place].words;
    lathe_status st = LATHE_OK;
    b->pairs[place].words = NULL; /* taken over: counting below may move or extend the list */
    b->pairs[place].word_count = b->pairs[place].word_capacity = 0;
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        word *w = &b->words[words[i]];
        if (!word_has(w, left, right))
            continue;
        st = count_word(b, words[i], -1, err);
        merge_in_word(w, left, right, merged);
        if (st == LATHE_OK)
            st = count_word(b, words[i], 1, err);
    }
    /* counts are final only now */
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++)
        st = push_pairs_with(b, &b->words[words[i]], merged, err);
    free(words);
    return st;
}

static lathe_status learn_merges(bpe_trainer *b, uint32_t vocab_size, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    while (st == LATHE_OK && b->vocab.count + SPECIALS < vocab_size && b->heap_count > 0) {
        heap_entry top = pop(b);
        uint32_t place = (uint32_t)*pair_map_find(&b->pair_places, top.left, top.right), merged = 0;
        int64_t count = b->pairs[place].count;
        if (count < top.count)
            st = push(b, (heap_entry){count, top.left, top.right}, err);
        if (count != top.count || is_special(b, top.left, top.right))
            continue; /* a greater count has an entry of its own */
        st = record_merge(b, top.left, top.right, &merged, err);
        if (st == LATHE_OK)
            st = apply_merge(b, place, merged, err);
    }
    return st;
}

/* ---- the file ---- */

static json_t *added_json(void)
{
    json_t *added = json_array();
    for (int i = 0; i < SPECIALS; i++)
        json_array_append_new(added, json_pack("{si ss sb sb sb sb sb}", "id", i, "content", specials[i], "single_word", 0,
                                               "lstrip", 0, "rstrip", 0, "normalized", 0, "special", 1));
    return added;
}

static json_t *vocab_json(const bpe_trainer *b, lathe_error *err)
{
    json_t *vocab = json_object();
    bytes spelled;
    bytes_init(&spelled, MAX_CORPUS);
    for (int i = 0; i < SPECIALS; i++)
        json_object_set_new(vocab, specials[i], json_integer(i));
    for (uint32_t i = 0; i < b->vocab.count && vocab; i++) {
        size_t length;
        const char *text = text_map_text(&b->vocab, i, &length);
        bytes_reset(&spelled);
        lathe_status st = byte_alphabet_spell(text, length, &spelled, err);
        if (st != LATHE_OK || json_object_set_new(vocab, (char *)spelled.data, json_integer(i + SPECIALS)) != 0) {
            json_decref(vocab);
            vocab = NULL;
        }
    }
    bytes_clear(&spelled);
    return vocab;
}

static lathe_status make_tokenizer(bpe_trainer *b, tokenizer_pattern pattern, tokenizer **out, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    json_t *vocab = vocab_json(b, err);
    char *text = NULL;
    json_t *level = json_pack("{ss sb sb sb}", "type", "ByteLevel", "add_prefix_space", 0, "trim_offsets", 1, "use_regex", 0);
    json_t *split = json_pack("{ss s{ss} ss sb}", "type", "Split", "pattern", "Regex", tokenizer_pattern_text(pattern),
                              "behavior", "Isolated", "invert", 0);
    json_t *root = json_pack("{ss sn sn so sn s{ss s[OO]} sn sO s{ss sn sn sn sn sb sb sb sO sO}}", "version", "1.0", "truncation",
                             "padding", "added_tokens", added_json(), "normalizer", "pre_tokenizer", "type", "Sequence",
                             "pretokenizers", split, level, "post_processor", "decoder", level, "model", "type", "BPE",
                             "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", 0,
                             "byte_fallback", 0, "ignore_merges", 0, "vocab", vocab, "merges", b->merges);
    if (root)
        text = json_dumps(root, JSON_INDENT(1));
    if (text)
        st = tokenizer_from_json("trained", text, strlen(text), out, err);
    else
        st = out_of_memory(err);
    free(text);
    json_decref(root);
    json_decref(split);
    json_decref(level);
    json_decref(vocab);
    return st;
}

static void bpe_trainer_clear(bpe_trainer *b)
{
    piece_cutter_free(b->cutter);
    text_map_clear(&b->pieces);
    text_map_clear(&b->vocab);
    free(b->piece_counts);
    free(b->words);
    free(b->symbols);
    for (uint32_t i = 0; i < b->pair_count; i++)
        free(b->pairs[i].words);
    free(b->pairs);
    pair_map_clear(&b->pair_places);
    free(b->heap);
    json_decref(b->merges);
}

lathe_status tokenizer_train(const tokenizer_text *texts, size_t count, uint32_t vocab_size, tokenizer_pattern pattern,
                             tokenizer **out, lathe_error *err)
{
    bpe_trainer b = {.merges = json_array()};
    const char *regex = tokenizer_pattern_text(pattern);
    if (vocab_size < SMALLEST_VOCAB || vocab_size > TOKENIZER_MAX_VOCAB) {
        json_decref(b.merges);
        return lathe_fail(err, LATHE_E_INPUT, "vocabulary of %u tokens is not within %d and %d", vocab_size,
                          (int)SMALLEST_VOCAB, (int)TOKENIZER_MAX_VOCAB);
    }
    text_map_init(&b.pieces, MAX_CORPUS);
    text_map_init(&b.vocab, MAX_CORPUS);
    lathe_status st = b.merges ? piece_cutter_new(regex, strlen(regex), &b.cutter, err) : out_of_memory(err);
    for (size_t i = 0; i < count && st == LATHE_OK; i++)
        st = piece_cutter_run(b.cutter, texts[i].data, texts[i].length, count_piece, &b, err);
    if (st == LATHE_OK)
        st = prepare_words(&b, err);
    if (st == LATHE_OK)
        st = learn_merges(&b, vocab_size, err);
    if (st == LATHE_OK)
        st = make_tokenizer(&b, pattern, out, err);
    bpe_trainer_clear(&b);
    return st;
}
