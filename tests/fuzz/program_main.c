/* program_main.c: writes random CadQuery programs, for differential runs. Usage: script_programs FOLDER COUNT SEED */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/philox.h"
#include "tests/fuzz/program.h"

enum { DECISIONS = 160 };

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: script_programs FOLDER COUNT SEED\n");
        return 2;
    }
    for (uint32_t i = 0; i < (uint32_t)strtoul(argv[2], NULL, 10); i++) {
        philox_stream random = philox_stream_at(strtoull(argv[3], NULL, 10), PHILOX_TEST, 0, 0, i, 0);
        uint8_t decisions[DECISIONS];
        char path[500];
        bytes text;
        bytes_init(&text, PROGRAM_MAX_BYTES);
        for (size_t k = 0; k < DECISIONS; k++)
            decisions[k] = (uint8_t)philox_u32(&random);
        program_generate(decisions, DECISIONS, &text);
        snprintf(path, sizeof path, "%s/%05u.py", argv[1], (unsigned)i);
        FILE *file = fopen(path, "wb");
        if (!file || fwrite(text.data, 1, text.length, file) != text.length || fclose(file) != 0) {
            fprintf(stderr, "cannot write '%s'\n", path);
            return 1;
        }
        bytes_clear(&text);
    }
    return 0;
}
