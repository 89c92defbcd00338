/* byte_alphabet.h: GPT-2's spelling of bytes as printable characters (Radford et al. 2019), in which tokenizer.json writes tokens: printable
 * bytes of Latin-1 stand for themselves, the other 68 are U+0100 and up in their order. Thread-safe. */
#ifndef LATHE_LEARNER_TEXT_BYTE_ALPHABET_H
#define LATHE_LEARNER_TEXT_BYTE_ALPHABET_H

#include "base/bytes.h"

/* Appends the spelling of data (UTF-8) to *out. */
lathe_status byte_alphabet_spell(const char *data, size_t length, bytes *out, lathe_error *err);
/* Appends the bytes that a spelling stands for to *out. *out_valid: false, and *out as it was, if a character is not of the alphabet. */
lathe_status byte_alphabet_read(const char *spelling, size_t length, bytes *out, bool *out_valid, lathe_error *err);
/* The place of a byte among the alphabet's characters by code point: the order in which GPT-2 numbers byte tokens. */
unsigned char byte_alphabet_at(unsigned place);

#endif
