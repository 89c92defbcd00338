/* generate_input.h: the prompts of `lathe generate`: rows of points, of text or of ids. */
#ifndef LATHE_OPS_LEARNER_GENERATE_INPUT_H
#define LATHE_OPS_LEARNER_GENERATE_INPUT_H

#include "learner/text/tokenizer.h"
#include "ops/cli/options.h"

enum { GENERATE_MAX_ROWS = 256, GENERATE_MAX_POINTS = 1 << 16, GENERATE_MAX_IDS = 1 << 16 };

/* Owned; generate_input_clear ends it, a zeroed one is empty. */
typedef struct generate_input {
    float *points;            /* [rows][point_count][3]; NULL: none */
    uint32_t point_count;
    int32_t *ids;             /* all rows, one after the other */
    uint32_t first[GENERATE_MAX_ROWS], count[GENERATE_MAX_ROWS]; /* of each row, in ids */
    uint32_t rows;
} generate_input;

/* From --points, --inputs, --prompt and --ids. tokens may be NULL where there is no --prompt; its bos stands before the prompt
 * unless --ids gave it. LATHE_E_INPUT names option, file and line. */
lathe_status generate_input_read(const arguments *a, const tokenizer *tokens, bool model_has_points, generate_input *out,
                                 lathe_error *err);
void generate_input_clear(generate_input *in);

#endif
