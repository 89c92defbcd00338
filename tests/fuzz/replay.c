/* replay.c: the stored corpus, and each of its texts cut and damaged, through the fuzzer's entry. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/philox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DAMAGES = 40 };

static void replay(const char *path, uint32_t number)
{
    bytes text;
    lathe_error err;
    bytes_init(&text, 1 << 20);
    if (file_read(path, &text, &err) != LATHE_OK || !text.length) {
        bytes_clear(&text);
        return;
    }
    LLVMFuzzerTestOneInput(text.data, text.length);
    philox_stream random = philox_stream_at(1, PHILOX_TEST, 0, 0, number, 0);
    for (int i = 0; i < DAMAGES; i++) {
        size_t length = 1 + philox_below(&random, text.length), at = philox_below(&random, text.length);
        unsigned char old = text.data[at];
        text.data[at] = (unsigned char)philox_u32(&random);
        LLVMFuzzerTestOneInput(text.data, i % 2 ? text.length : length);
        if (i % 4)
            text.data[at] = old;
    }
    bytes_clear(&text);
}

int main(int argc, char **argv)
{
    uint32_t count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) {
            fprintf(stderr, "no folder '%s'\n", argv[i]);
            return 1;
        }
        for (struct dirent *entry; (entry = readdir(folder));) {
            char path[500];
            if (entry->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            replay(path, count++);
        }
        closedir(folder);
    }
    printf("%u texts\n", (unsigned)count);
    return count < 10;
}
