/* words.h: one word after another of a text, with the line it stands on: for STL and PLY. Blanks are spaces and the
 * characters from tab to carriage return. */
#ifndef LATHE_REWARD_MEASURE_WORDS_H
#define LATHE_REWARD_MEASURE_WORDS_H

#include <stdbool.h>

/* Begin with .at, .end and .line = 1. */
typedef struct word_reader {
    const char *at, *end;
    int line;
    char word[64]; /* longer ones are cut, which makes numbers and known words malformed */
} word_reader;

/* False at the end; the word is empty then. */
bool word_next(word_reader *r);
/* Up to the end of the line. */
void word_skip_line(word_reader *r);

#endif
