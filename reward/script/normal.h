/* normal.h: what a script is when its layout does not count: its tokens, without comments, blank lines and the white space
 * between them. Two scripts of one normal form make the same solid; where one fails, the other fails at another place. */
#ifndef LATHE_REWARD_SCRIPT_NORMAL_H
#define LATHE_REWARD_SCRIPT_NORMAL_H

#include "base/hash.h"

/* The hash of the normal form of text[0..length). Strings count byte by byte. A text that has no tokens of Python, and one that may
 * ask at run time on which line it stands (it mentions tracebacks or line numbers), counts byte by byte as a whole.
 * Thread-safe. */
hash256 script_normal_hash(const char *text, size_t length);

#endif
