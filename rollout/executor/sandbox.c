#define _GNU_SOURCE /* close_range, REG_RSP */
#include "rollout/executor/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANDBOX_OFF 1
#else
#define SANDBOX_OFF 0
#endif

/* A fault this close to the stack pointer is the stack's. */
enum { STACK_REACH = 256 << 10, HANDLER_STACK = 32 << 10 };

/* Of both: memory, time, one's own signals, the descriptors that are open. */
static const int common[] = {
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(lseek),
    SCMP_SYS(fstat), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
    SCMP_SYS(brk), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getppid),
    SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(exit), SCMP_SYS(exit_group),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times),
    SCMP_SYS(getrusage), SCMP_SYS(getrandom), SCMP_SYS(sched_yield), SCMP_SYS(restart_syscall), SCMP_SYS(poll),
    SCMP_SYS(ppoll), SCMP_SYS(uname), SCMP_SYS(sysinfo),
    /* abort() raises by it; the child's filter holds it to its own process. */
    SCMP_SYS(tgkill),
};

/* Of the executor besides; also what the child needs until its own filter stands. */
static const int executor_only[] = {
    SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg),
    SCMP_SYS(pipe2), SCMP_SYS(wait4), SCMP_SYS(waitid), SCMP_SYS(kill), SCMP_SYS(pidfd_open), SCMP_SYS(fcntl),
    SCMP_SYS(prlimit64), SCMP_SYS(setrlimit), SCMP_SYS(getrlimit), SCMP_SYS(prctl), SCMP_SYS(seccomp),
    SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(dup3),
};

/* Only an attack, or a fault of ours, calls these. */
static const int deadly[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept4),
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(bpf), SCMP_SYS(io_uring_setup), SCMP_SYS(unshare), SCMP_SYS(setns),
    SCMP_SYS(keyctl), SCMP_SYS(userfaultfd), SCMP_SYS(perf_event_open), SCMP_SYS(vfork), SCMP_SYS(fork),
};
static const int deadly_in_child[] = {
    SCMP_SYS(clone), SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(sendto), SCMP_SYS(sendmsg),
};

/* The child's filter as the kernel takes it. */
struct sandbox {
    struct sock_fprog program;
};

static int add_rules(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++)
        result = seccomp_rule_add(filter, action, calls[i], 0);
    return result;
}
#define ADD_RULES(filter, action, table) add_rules(filter, action, table, sizeof(table) / sizeof(table)[0])

static int add_executor_rules(scmp_filter_ctx filter)
{
    int result = ADD_RULES(filter, SCMP_ACT_ALLOW, common);
    if (result == 0)
        result = ADD_RULES(filter, SCMP_ACT_ALLOW, executor_only);
    if (result == 0)
        result = ADD_RULES(filter, SCMP_ACT_KILL_PROCESS, deadly);
    /* Fork, but neither threads nor name spaces; libraries fall back to clone where clone3 is not there. */
    const uint64_t refused = CLONE_VM | CLONE_THREAD | CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET |
                             CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, refused, 0));
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    return result;
}

static int add_child_rules(scmp_filter_ctx filter)
{
    static const uint64_t writable[] = {SANDBOX_REPLY_FD, STDERR_FILENO};
    int result = ADD_RULES(filter, SCMP_ACT_ALLOW, common);
    for (size_t i = 0; i < 2 && result == 0; i++) {
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, writable[i]));
        if (result == 0)
            result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(writev), 1, SCMP_A0(SCMP_CMP_EQ, writable[i]));
    }
    if (result == 0)
        result = ADD_RULES(filter, SCMP_ACT_KILL_PROCESS, deadly);
    if (result == 0)
        result = ADD_RULES(filter, SCMP_ACT_KILL_PROCESS, deadly_in_child);
    return result;
}

/* The filter's instructions, as libseccomp writes them to a descriptor. */
static int export_filter(scmp_filter_ctx filter, struct sock_fprog *out)
{
    int fd = memfd_create("filter", MFD_CLOEXEC);
    int result = fd < 0 ? -errno : seccomp_export_bpf(filter, fd);
    off_t size = result == 0 ? lseek(fd, 0, SEEK_END) : 0;
    struct sock_filter *code = size > 0 ? malloc((size_t)size) : NULL;
    if (result == 0 && (!code || pread(fd, code, (size_t)size, 0) != size))
        result = -ENOMEM;
    if (result == 0)
        *out = (struct sock_fprog){.len = (unsigned short)((size_t)size / sizeof *code), .filter = code};
    else
        free(code);
    if (fd >= 0)
        close(fd);
    return result;
}

lathe_status sandbox_enter_executor(sandbox **out, lathe_error *err)
{
    sandbox *s = calloc(1, sizeof *s);
    scmp_filter_ctx own = seccomp_init(SCMP_ACT_ERRNO(EPERM)), childs = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int result = s && own && childs ? 0 : -ENOMEM;
    if (result == 0)
        result = add_executor_rules(own);
    if (result == 0)
        result = add_child_rules(childs);
    if (result == 0)
        result = export_filter(childs, &s->program);
    if (result == 0 && !SANDBOX_OFF)
        result = seccomp_load(own);
    seccomp_release(own);
    seccomp_release(childs);
    if (result != 0) {
        sandbox_free(s);
        return lathe_fail(err, LATHE_E_IO, "cannot filter system calls: %s", strerror(-result));
    }
    *out = s;
    return LATHE_OK;
}

void sandbox_free(sandbox *s)
{
    if (!s)
        return;
    free(s->program.filter);
    free(s);
}

/* On a stack of its own. Anything but the stack's end is left to the kernel: the instruction faults again. */
static void on_fault(int number, siginfo_t *info, void *context)
{
    const ucontext_t *at = context;
#if defined(__x86_64__)
    uintptr_t stack = (uintptr_t)at->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
    uintptr_t stack = (uintptr_t)at->uc_mcontext.sp;
#endif
    uintptr_t address = (uintptr_t)info->si_addr;
    if (info->si_code > 0 && address + STACK_REACH > stack && address < stack + STACK_REACH)
        _exit(SANDBOX_EXIT_STACK);
    signal(number, SIG_DFL);
}

static lathe_status watch_stack(lathe_error *err)
{
    static unsigned char handler_stack[HANDLER_STACK];
    const stack_t other = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    if (sigaltstack(&other, NULL) != 0 || sigaction(SIGSEGV, &action, NULL) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot watch the stack: %s", strerror(errno));
    return LATHE_OK;
}

static lathe_status limit(int resource, rlim_t value, lathe_error *err)
{
    if (setrlimit((__rlimit_resource_t)resource, &(struct rlimit){value, value}) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot limit resource %d: %s", resource, strerror(errno));
    return LATHE_OK;
}

/* Leaves stderr and the reply, which gets its fixed number. */
static lathe_status keep_reply(int reply_fd, lathe_error *err)
{
    if (reply_fd != SANDBOX_REPLY_FD && dup3(reply_fd, SANDBOX_REPLY_FD, O_CLOEXEC) < 0)
        return lathe_fail(err, LATHE_E_IO, "cannot keep the reply's descriptor: %s", strerror(errno));
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    syscall(SYS_close_range, SANDBOX_REPLY_FD + 1, ~0u, 0);
    return LATHE_OK;
}

lathe_status sandbox_enter_child(const sandbox *s, int parent, int reply_fd, uint64_t address_bytes, lathe_error *err)
{
    struct rlimit stack;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it died before the line above */
        _exit(1);
    lathe_status st = keep_reply(reply_fd, err);
    if (st == LATHE_OK)
        st = limit(RLIMIT_CORE, 0, err);
    if (st == LATHE_OK)
        st = limit(RLIMIT_FSIZE, 0, err);
    if (st == LATHE_OK && getrlimit(RLIMIT_STACK, &stack) == 0 && stack.rlim_max >= SANDBOX_STACK_BYTES)
        st = limit(RLIMIT_STACK, SANDBOX_STACK_BYTES, err);
    if (st == LATHE_OK)
        st = watch_stack(err);
    if (st != LATHE_OK || SANDBOX_OFF)
        return st;
    st = limit(RLIMIT_AS, address_bytes, err);
    if (st == LATHE_OK && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &s->program) != 0)
        st = lathe_fail(err, LATHE_E_IO, "cannot filter system calls: %s", strerror(errno));
    return st;
}
