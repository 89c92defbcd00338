/* program.h: CadQuery programs from decisions: a grammar whose calls come from the tables of CadQuery's classes, so that
 * a method is generated from the day it has a row. Bytes decide, so that a fuzzer can mutate programs and a random
 * stream can make them. */
#ifndef LATHE_TESTS_FUZZ_PROGRAM_H
#define LATHE_TESTS_FUZZ_PROGRAM_H

#include "base/bytes.h"

enum { PROGRAM_MAX_BYTES = 32 << 10 };

/* Appends one program to *out, whose maximum must be at least PROGRAM_MAX_BYTES; beyond it the program is cut. The same
 * bytes give the same program. Past their end every decision is 0, which ends what is under way. */
void program_generate(const uint8_t *decisions, size_t length, bytes *out);

#endif
