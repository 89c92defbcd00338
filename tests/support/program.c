/* program.c: run the programs of a build as people do. */
#include "tests/support/program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define FORMAT_LINE(line, format)                                                                                      \
    do {                                                                                                               \
        va_list list;                                                                                                  \
        va_start(list, format);                                                                                        \
        int needed = vsnprintf(line, sizeof line, format, list);                                                       \
        va_end(list);                                                                                                  \
        assert_in_range(needed, 0, sizeof line - 1);                                                                   \
    } while (0)

enum { LINE = 8192, FOLDER = 64 };

static char source_folder[PATH_MAX], folder[FOLDER];

const char *program_source_folder(void)
{
    return source_folder;
}

void program_enter_folder(void)
{
    char path[2 * PATH_MAX];
    const char *bin = getenv("LATHE_BIN"), *old = getenv("PATH");

    assert_non_null(getcwd(source_folder, sizeof source_folder));
    assert_non_null(bin);
    snprintf(path, sizeof path, "%s:%s", bin, old != NULL ? old : "/usr/bin:/bin");
    setenv("PATH", path, 1);
    unsetenv("LATHE_DATABASE");
    snprintf(folder, sizeof folder, "/tmp/lathe-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
}

void program_leave_folder(void)
{
    program_result r;

    assert_int_equal(chdir(source_folder), 0);
    program_run(&r, "rm -rf '%s'", folder);
    program_clear(&r);
}

bool program_is_built(const char *name)
{
    char path[PATH_MAX];
    const char *bin = getenv("LATHE_BIN");

    snprintf(path, sizeof path, "%s/%s", bin != NULL ? bin : ".", name);
    return access(path, X_OK) == 0;
}

static char *read_all(int fd)
{
    char *text = calloc(PROGRAM_TEXT + 1, 1);
    size_t length = 0;

    assert_non_null(text);
    lseek(fd, 0, SEEK_SET);
    for (ssize_t got = 1; got > 0 && length < PROGRAM_TEXT; length += got > 0 ? (size_t)got : 0)
        got = read(fd, text + length, PROGRAM_TEXT - length);
    close(fd);
    return text;
}

static int temporary_file(void)
{
    char name[] = "/tmp/lathe-output-XXXXXX";
    int fd = mkstemp(name);

    assert_true(fd >= 0);
    unlink(name);
    return fd;
}

static pid_t start(const char *line, int out, int err)
{
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        dup2(out, STDOUT_FILENO);
        dup2(err, STDERR_FILENO);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    return child;
}

static int status_of(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void run_line(program_result *r, const char *line)
{
    int out = temporary_file(), err = temporary_file(), status = 0;
    pid_t child = start(line, out, err);

    while (waitpid(child, &status, 0) < 0)
        assert_int_equal(errno, EINTR);
    r->status = status_of(status);
    r->out = read_all(out);
    r->err = read_all(err);
}

void program_run(program_result *out, const char *format, ...)
{
    char line[LINE];

    FORMAT_LINE(line, format);
    run_line(out, line);
}

void program_clear(program_result *r)
{
    free(r->out);
    free(r->err);
    memset(r, 0, sizeof *r);
}

pid_t program_start(const char *format, ...)
{
    char line[LINE];
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

    FORMAT_LINE(line, format);
    pid_t child = start(line, null, null);
    close(null);
    return child;
}

int program_wait(pid_t pid, int seconds)
{
    int status = 0;

    for (int i = 0; i < seconds * 50; i++) {
        const struct timespec pause = {0, 20000000};
        if (waitpid(pid, &status, WNOHANG) == pid)
            return status_of(status);
        nanosleep(&pause, NULL);
    }
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    return -1;
}

static void expect(int status, const char *text, const char *line)
{
    program_result r;

    run_line(&r, line);
    if (r.status != status || strstr(r.err, text) == NULL)
        fail_msg("%s\nends with %d, not %d\n%s%s", line, r.status, status, r.out, r.err);
    program_clear(&r);
}

void program_expect(int status, const char *format, ...)
{
    char line[LINE];

    FORMAT_LINE(line, format);
    expect(status, "", line);
}

void program_expect_error(int status, const char *text, const char *format, ...)
{
    char line[LINE];

    FORMAT_LINE(line, format);
    expect(status, text, line);
}

void program_write(const char *name, const char *text)
{
    FILE *f = fopen(name, "w");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}
