/* pieces.h: text cut into pieces by a regular expression. Immutable; threads may share one. */
#ifndef LATHE_LEARNER_TEXT_PIECES_H
#define LATHE_LEARNER_TEXT_PIECES_H

#include "base/status.h"

typedef struct piece_cutter piece_cutter;

typedef lathe_status (*piece_take)(void *context, const char *piece, size_t length, lathe_error *err);

/* Compiles a pattern (PCRE2, Unicode properties). LATHE_E_INPUT if it is malformed. Caller owns *out. */
lathe_status piece_cutter_new(const char *pattern, size_t length, piece_cutter **out, lathe_error *err);
void piece_cutter_free(piece_cutter *c); /* NULL is fine */
/* Hands over the matches and what stands between them, in order, none empty: together they are the text. Bytes that are not UTF-8 match
 * nothing and so stand between. Stops at the first failure of take. */
lathe_status piece_cutter_run(const piece_cutter *c, const char *text, size_t length, piece_take take, void *context,
                              lathe_error *err);

#endif
