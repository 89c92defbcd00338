/* program.h: run the programs of a build as people do. LATHE_BIN names their folder. */
#ifndef LATHE_TESTS_SUPPORT_PROGRAM_H
#define LATHE_TESTS_SUPPORT_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

enum { PROGRAM_TEXT = 1 << 20 };

/* What a program left. Exit statuses of signals are 128 + the signal, as a shell has it. */
typedef struct program_result {
    int status;
    char *out, *err; /* NUL-terminated, cut at PROGRAM_TEXT */
} program_result;

/* A new folder of its own, which becomes the current one; `lathe` is on PATH. */
void program_enter_folder(void);
/* Goes back and removes it. */
void program_leave_folder(void);
/* The source folder from which the test was started: configs/ and the like are below it. */
const char *program_source_folder(void);
/* True where a program of that name was built. */
bool program_is_built(const char *name);

/* Runs a line of sh in the folder and fills *out; program_clear ends it. */
void program_run(program_result *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void program_clear(program_result *r);
/* Starts a line of sh in the background (its last command replaces the shell: begin it with exec); output is dropped. */
pid_t program_start(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Its exit status, as above; kills it after `seconds` and gives -1. */
int program_wait(pid_t pid, int seconds);
/* Runs a line that must end with `status`; fails the test with what it printed otherwise. */
void program_expect(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same, and stderr must hold `text`. */
void program_expect_error(int status, const char *text, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Writes a file in the folder. */
void program_write(const char *name, const char *text);

#endif
