/* program_writer.h: what writes a program of program.h: decisions on one side, text on the other. */
#ifndef LATHE_TESTS_FUZZ_PROGRAM_WRITER_H
#define LATHE_TESTS_FUZZ_PROGRAM_WRITER_H

#include "base/bytes.h"

typedef struct program_writer {
    const uint8_t *decisions;
    size_t length, at;
    bytes *out;
    int depth, indent;
    uint32_t variables;
    bool needs_prelude; /* program_write_python was called */
} program_writer;

/* Less than bound; 0 past the end of the decisions. */
uint32_t program_choose(program_writer *w, uint32_t bound);
/* Appends, unless the program would pass its maximum. */
void program_put(program_writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A new line at the present indentation. */
void program_new_line(program_writer *w);

/* What the statements of program_write_python need, for the start of a program. */
void program_write_prelude(program_writer *w);
/* A statement or some over the objects of Python and its modules: made of one another, changed while something walks
 * over them, put in themselves, compared, printed, copied. */
void program_write_python(program_writer *w);

#endif
