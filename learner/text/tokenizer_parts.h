/* tokenizer_parts.h: what a tokenizer consists of; shared by the sources of this folder only. */
#ifndef LATHE_LEARNER_TEXT_TOKENIZER_PARTS_H
#define LATHE_LEARNER_TEXT_TOKENIZER_PARTS_H

#include "learner/text/pair_map.h"
#include "learner/text/pieces.h"
#include "learner/text/text_map.h"
#include "learner/text/tokenizer.h"

enum { TOKENIZER_NO_TOKEN = -1 };

typedef struct tokenizer_added {
    int32_t id;
    uint32_t index; /* of the content in tokenizer.contents */
    uint32_t length;
} tokenizer_added;

struct tokenizer {
    bytes json;                /* the file */
    text_map contents;         /* the bytes of each token, in rising order of ids */
    int32_t *id_of_content;    /* [contents.count] */
    int64_t *content_of_id;    /* [vocab_size]; -1: an id without token */
    uint8_t *is_special;       /* [vocab_size] */
    uint32_t vocab_size;
    pair_map merges;           /* (left, right) -> rank << 32 | merged id */
    int32_t byte_ids[256];
    tokenizer_added *added;    /* [added_count], longest content first */
    uint32_t added_count;
    bool added_starts[256];    /* bytes with which an added token begins */
    piece_cutter *cutter;      /* NULL: text is one piece */
    bool nfc, ignore_merges;
};

/* The regular expression of a built-in pattern, static. */
const char *tokenizer_pattern_text(tokenizer_pattern pattern);

#endif
