/* clones.h: loops that are compiled for newer processors too, one of them chosen when the program starts. Results are the
 * same to the bit: no operation is contracted (-ffp-contract=off). Off under sanitizers, which come too late for the choice. */
#ifndef LATHE_BASE_CLONES_H
#define LATHE_BASE_CLONES_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&                       \
    !defined(__SANITIZE_THREAD__)
#define LATHE_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define LATHE_CLONES
#endif

#endif
