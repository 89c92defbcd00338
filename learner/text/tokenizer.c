/* tokenizer.c: encoding and decoding. Loading is in tokenizer_json.c, training in tokenizer_train.c. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/file.h"
#include "learner/text/tokenizer_parts.h"

void tokenizer_free(tokenizer *t)
{
    if (!t)
        return;
    bytes_clear(&t->json);
    text_map_clear(&t->contents);
    free(t->id_of_content);
    free(t->content_of_id);
    free(t->is_special);
    pair_map_clear(&t->merges);
    free(t->added);
    piece_cutter_free(t->cutter);
    free(t);
}

lathe_status tokenizer_save(const tokenizer *t, const char *path, lathe_error *err)
{
    return file_write_atomically(path, t->json.data, t->json.length, err);
}

uint32_t tokenizer_vocab_size(const tokenizer *t)
{
    return t->vocab_size;
}

int32_t tokenizer_find(const tokenizer *t, const char *content)
{
    uint32_t index;
    return text_map_find(&t->contents, content, strlen(content), &index) ? t->id_of_content[index] : TOKENIZER_NO_TOKEN;
}

static int32_t find_first(const tokenizer *t, const char *const *names, size_t count)
{
    int32_t id = TOKENIZER_NO_TOKEN;
    for (size_t i = 0; i < count && id < 0; i++)
        id = tokenizer_find(t, names[i]);
    return id;
}

tokenizer_specials tokenizer_get_specials(const tokenizer *t)
{
    static const char *const bos[] = {"<|bos|>", "<|begin_of_text|>", "<s>", "<|im_start|>", "<|endoftext|>"};
    static const char *const eos[] = {"<|eos|>", "<|end_of_text|>", "</s>", "<|endoftext|>", "<|im_end|>"};
    static const char *const pad[] = {"<|pad|>", "<pad>", "<|finetune_right_pad_id|>"};
    tokenizer_specials s = {
        .bos = find_first(t, bos, sizeof bos / sizeof *bos),
        .eos = find_first(t, eos, sizeof eos / sizeof *eos),
        .pad = find_first(t, pad, sizeof pad / sizeof *pad),
    };
    if (s.pad < 0)
        s.pad = s.eos;
    return s;
}

/* ---- encoding ---- */

/* A place of the piece that is being merged: a doubly linked list in an array. */
typedef struct symbol {
    uint32_t id, previous, next;
} symbol;

/* A pair that may be merged; stale once a neighbour was merged away. */
typedef struct candidate {
    uint64_t order; /* rank << 32 | place of the left symbol: least first, leftmost among equals */
    uint32_t left, right, merged;
} candidate;

typedef struct encoder {
    const tokenizer *t;
    symbol *symbols;
    candidate *heap;
    size_t capacity, heap_count;
    int32_t *ids;
    uint32_t count, ids_capacity;
} encoder;

enum { NOWHERE = UINT32_MAX, GONE = UINT32_MAX };

static lathe_status reserve_ids(encoder *e, size_t more, lathe_error *err)
{
    size_t need = e->count + more, capacity = e->ids_capacity ? e->ids_capacity : 64;
    if (need <= e->ids_capacity)
        return LATHE_OK;
    while (capacity < need)
        capacity *= 2;
    int32_t *ids = realloc(e->ids, capacity * sizeof *ids);
    if (!ids)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %zu token ids", capacity);
    e->ids = ids;
    e->ids_capacity = (uint32_t)capacity;
    return LATHE_OK;
}

static lathe_status reserve_symbols(encoder *e, size_t length, lathe_error *err)
{
    if (length <= e->capacity)
        return LATHE_OK;
    size_t capacity = length < 128 ? 128 : length;
    free(e->symbols);
    free(e->heap);
    e->capacity = 0;
    /* each merge takes a symbol away and adds at most two candidates to the length - 1 of the beginning */
    e->symbols = malloc(capacity * sizeof *e->symbols);
    e->heap = malloc(3 * capacity * sizeof *e->heap);
    if (!e->symbols || !e->heap)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for merging %zu bytes", length);
    e->capacity = capacity;
    return LATHE_OK;
}

static void heap_push(encoder *e, candidate c)
{
    size_t i = e->heap_count++;
    for (; i > 0 && e->heap[(i - 1) / 2].order > c.order; i = (i - 1) / 2)
        e->heap[i] = e->heap[(i - 1) / 2];
    e->heap[i] = c;
}

static candidate heap_pop(encoder *e)
{
    candidate top = e->heap[0], last = e->heap[--e->heap_count];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < e->heap_count; i = child) {
        if (child + 1 < e->heap_count && e->heap[child + 1].order < e->heap[child].order)
            child++;
        if (e->heap[child].order >= last.order)
            break;
        e->heap[i] = e->heap[child];
    }
    e->heap[i] = last;
    return top;
}

static void consider(encoder *e, uint32_t left)
{
    if (left == NOWHERE || e->symbols[left].next == NOWHERE)
        return;
    uint32_t a = e->symbols[left].id, b = e->symbols[e->symbols[left].next].id;
    const uint64_t *merge = pair_map_find(&e->t->merges, a, b);
    if (merge)
        heap_push(e, (candidate){(*merge & 0xffffffff00000000u) | left, a, b, (uint32_t)*merge});
}

static void merge_symbols(encoder *e)
{
    while (e->heap_count > 0) {
        candidate c = heap_pop(e);
        uint32_t place = (uint32_t)c.order, next = e->symbols[place].next;
        if (e->symbols[place].id != c.left || next == NOWHERE || e->symbols[next].id != c.right)
            continue;
        e->symbols[place].id = c.merged;
        e->symbols[next].id = GONE;
        e->symbols[place].next = e->symbols[next].next;
        if (e->symbols[next].next != NOWHERE)
            e->symbols[e->symbols[next].next].previous = place;
        consider(e, e->symbols[place].previous);
        consider(e, place);
    }
}

static lathe_status encode_piece(void *context, const char *piece, size_t length, lathe_error *err)
{
    encoder *e = context;
    uint32_t index;
    lathe_status st = reserve_ids(e, length, err);
    if (st == LATHE_OK)
        st = reserve_symbols(e, length, err);
    if (st != LATHE_OK)
        return st;
    if (e->t->ignore_merges && text_map_find(&e->t->contents, piece, length, &index)) {
        e->ids[e->count++] = e->t->id_of_content[index];
        return LATHE_OK;
    }
    for (size_t i = 0; i < length; i++)
        e->symbols[i] = (symbol){(uint32_t)e->t->byte_ids[(unsigned char)piece[i]], i ? (uint32_t)i - 1 : NOWHERE,
                                 i + 1 < length ? (uint32_t)i + 1 : NOWHERE};
    e->heap_count = 0;
    for (uint32_t i = 0; i + 1 < length; i++)
        consider(e, i);
    merge_symbols(e);
    for (uint32_t i = 0; i != NOWHERE; i = e->symbols[i].next)
        e->ids[e->count++] = (int32_t)e->symbols[i].id;
    return LATHE_OK;
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* Text without added tokens. What is not UTF-8 has no normal form and stays as it is. */
static lathe_status encode_plain(encoder *e, const char *text, size_t length, lathe_error *err)
{
    utf8proc_uint8_t *normal = NULL;
    if (length == 0)
        return LATHE_OK;
    if (e->t->nfc && !is_ascii(text, length)) {
        utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &normal,
                                          UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        if (n == UTF8PROC_ERROR_NOMEM)
            return lathe_fail(err, LATHE_E_NOMEM, "out of memory for normalising text");
        if (n >= 0) {
            text = (const char *)normal;
            length = (size_t)n;
        }
    }
    lathe_status st = e->t->cutter ? piece_cutter_run(e->t->cutter, text, length, encode_piece, e, err)
                                   : encode_piece(e, text, length, err);
    free(normal);
    return st;
}

/* The longest added token that begins at text; NULL: none. */
static const tokenizer_added *added_at(const tokenizer *t, const char *text, size_t length, size_t *out_length)
{
    if (!t->added_starts[(unsigned char)*text])
        return NULL;
    for (uint32_t i = 0; i < t->added_count; i++) {
        const char *content = text_map_text(&t->contents, t->added[i].index, out_length);
        if (*out_length <= length && memcmp(content, text, *out_length) == 0)
            return &t->added[i];
    }
    return NULL;
}

static lathe_status encode_with_added(encoder *e, const char *text, size_t length, lathe_error *err)
{
    size_t plain = 0, size = 0;
    for (size_t i = 0; i < length;) {
        const tokenizer_added *a = added_at(e->t, text + i, length - i, &size);
        if (!a) {
            i++;
            continue;
        }
        lathe_status st = encode_plain(e, text + plain, i - plain, err);
        if (st == LATHE_OK)
            st = reserve_ids(e, 1, err);
        if (st != LATHE_OK)
            return st;
        e->ids[e->count++] = a->id;
        i += size;
        plain = i;
    }
    return encode_plain(e, text + plain, length - plain, err);
}

lathe_status tokenizer_encode(const tokenizer *t, const char *text, size_t length, bool with_specials, int32_t **out_ids,
                              uint32_t *out_count, lathe_error *err)
{
    encoder e = {.t = t};
    if (length > TOKENIZER_MAX_TEXT)
        return lathe_fail(err, LATHE_E_INPUT, "text of %zu bytes is longer than %d", length, (int)TOKENIZER_MAX_TEXT);
    lathe_status st = with_specials ? encode_with_added(&e, text, length, err) : encode_plain(&e, text, length, err);
    free(e.symbols);
    free(e.heap);
    if (st != LATHE_OK || e.count == 0) {
        free(e.ids);
        e.ids = NULL;
    }
    if (st == LATHE_OK) {
        *out_ids = e.ids;
        *out_count = e.count;
    }
    return st;
}

lathe_status tokenizer_decode(const tokenizer *t, const int32_t *ids, uint32_t count, bool with_specials, bytes *out,
                              lathe_error *err)
{
    for (uint32_t i = 0; i < count; i++) {
        if (ids[i] < 0 || (uint32_t)ids[i] >= t->vocab_size || t->content_of_id[ids[i]] < 0)
            return lathe_fail(err, LATHE_E_INPUT, "token id %d is not in the vocabulary", ids[i]);
        if (t->is_special[ids[i]] && !with_specials)
            continue;
        size_t length;
        const char *text = text_map_text(&t->contents, (uint32_t)t->content_of_id[ids[i]], &length);
        lathe_status st = bytes_append(out, text, length, err);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}
