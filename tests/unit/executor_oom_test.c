/* Reading how often the kernel's memory control has killed. That a kill is then called `memory` needs a control group of
 * one's own, which tests do not make. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rollout/executor/oom_watch.h"

static uint64_t count_in(const char *text)
{
    char path[] = "/tmp/lathe-oom-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    uint64_t count = oom_watch_count(fd);
    close(fd);
    return count;
}

static void both_versions_are_read(void **state)
{
    (void)state;
    assert_int_equal(count_in("low 0\nhigh 0\nmax 7\noom 9\noom_kill 3\noom_group_kill 0\n"), 3);
    assert_int_equal(count_in("oom_kill_disable 5\nunder_oom 0\noom_kill 12\n"), 12);
    assert_int_equal(count_in("oom_kill 4"), 4);
    assert_int_equal(count_in("oom_kill_disable 5\n"), 0);
    assert_int_equal(count_in(""), 0);
    assert_int_equal(oom_watch_count(-1), 0);
}

static void opening_finds_a_group_or_none(void **state)
{
    (void)state;
    int fd = oom_watch_open();
    (void)oom_watch_count(fd);
    if (fd >= 0)
        assert_int_equal(close(fd), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_versions_are_read),
        cmocka_unit_test(opening_finds_a_group_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
