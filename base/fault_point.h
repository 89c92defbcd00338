/* fault_point.h: named places where fault tests kill the process, by count and not by clock.
 *
 * LATHE_FAULT=name:n kills the process with SIGKILL when FAULT_POINT("name") is reached for the nth time. Compiled to
 * nothing unless LATHE_TEST_HOOKS is on; a release has no such entry. */
#ifndef LATHE_BASE_FAULT_POINT_H
#define LATHE_BASE_FAULT_POINT_H

#ifdef LATHE_TEST_HOOKS
void fault_point_reached(const char *name);
#define FAULT_POINT(name) fault_point_reached(name)
#else
#define FAULT_POINT(name) ((void)0)
#endif

#endif
