/* tokenizer.h: byte-level BPE: text of any bytes <-> token ids.
 *
 * Byte-pair encoding (Sennrich, Haddow, Birch 2016) over bytes, as GPT-2 and its heirs use it: text is cut into pieces by a
 * pattern, each piece starts as its bytes, and the pair of least rank is merged until none is left. Reads and writes Hugging
 * Face's tokenizer.json: model BPE, a ByteLevel pre-tokenizer alone or after a Split by a regular expression (PCRE2
 * with Unicode properties), normalizer NFC or none. What else such a file may ask for is refused by name.
 *
 * Without a normalizer decode(encode(x)) == x for every sequence of bytes, valid UTF-8 or not. A tokenizer is immutable:
 * threads may share it. */
#ifndef LATHE_LEARNER_TEXT_TOKENIZER_H
#define LATHE_LEARNER_TEXT_TOKENIZER_H

#include "base/bytes.h"
#include "base/status.h"

typedef struct tokenizer tokenizer;

enum { TOKENIZER_MAX_VOCAB = 1 << 20, TOKENIZER_MAX_FILE = 64 << 20, TOKENIZER_MAX_TEXT = 16 << 20 };

/* How text is cut into pieces before merging; merges never cross a cut. */
typedef enum tokenizer_pattern {
    TOKENIZER_CODE,   /* for programs that are mostly fixed phrases between numbers: cut at white space and around numbers
                         only, so that `).close().assemble().extrude(` can become one token and a sequence gets short;
                         numbers in pieces of at most three digits, so that a coordinate is one token */
    TOKENIZER_QWEN2,  /* words with the sign before them, single digits */
    TOKENIZER_LLAMA3, /* the same with up to three digits */
    TOKENIZER_GPT2,
} tokenizer_pattern;

typedef struct tokenizer_text {
    const char *data; /* any bytes */
    size_t length;
} tokenizer_text;

/* Learns merges from the texts until there are vocab_size ids: three special tokens ("<|pad|>", "<|bos|>", "<|eos|>": ids 0, 1,
 * 2), the 256 bytes, then merges by falling frequency (ties: the pair of smaller ids); fewer where no pair occurs twice. Depends
 * on its arguments alone. LATHE_E_INPUT if vocab_size is below 259 or above TOKENIZER_MAX_VOCAB. Caller owns *out. */
lathe_status tokenizer_train(const tokenizer_text *texts, size_t count, uint32_t vocab_size, tokenizer_pattern pattern,
                             tokenizer **out, lathe_error *err);
/* Reads a tokenizer.json. Errors name the file and the key. Caller owns *out. */
lathe_status tokenizer_load(const char *path, tokenizer **out, lathe_error *err);
/* The same from memory; name stands in errors. */
lathe_status tokenizer_from_json(const char *name, const char *json, size_t length, tokenizer **out, lathe_error *err);
/* Writes the tokenizer.json (the text that was loaded, byte by byte; the same bytes for the same training). */
lathe_status tokenizer_save(const tokenizer *t, const char *path, lathe_error *err);
void tokenizer_free(tokenizer *t); /* NULL is fine */

/* Ids are below this. */
uint32_t tokenizer_vocab_size(const tokenizer *t);
/* The id of a special or ordinary token by its content, e.g. "<|eos|>" (ordinary ones as their bytes); -1: none. */
int32_t tokenizer_find(const tokenizer *t, const char *content);

typedef struct tokenizer_specials {
    int32_t bos, eos, pad; /* -1: none */
} tokenizer_specials;
/* By the names that the known families use; pad falls back to eos. */
tokenizer_specials tokenizer_get_specials(const tokenizer *t);

/* Caller owns *out_ids and ends it with free(); NULL for 0 ids. with_specials: special tokens written out in the text become
 * their ids; false treats them as ordinary text, right for text of unknown origin. Adds no bos or eos.
 * LATHE_E_INPUT past TOKENIZER_MAX_TEXT. */
lathe_status tokenizer_encode(const tokenizer *t, const char *text, size_t length, bool with_specials, int32_t **out_ids,
                              uint32_t *out_count, lathe_error *err);
/* Appends the bytes of the tokens to *out. with_specials: special tokens as their content; false leaves them out.
 * LATHE_E_INPUT for an id that is not in the vocabulary; *out may then have grown. */
lathe_status tokenizer_decode(const tokenizer *t, const int32_t *ids, uint32_t count, bool with_specials, bytes *out,
                              lathe_error *err);

#endif
