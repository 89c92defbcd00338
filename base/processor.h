/* processor.h: code for the processor at hand. A source is compiled once for any processor and, on x86-64, for those with AVX2
 * and for those with AVX-512 too (lathe_processor_objects in cmake); each copy defines a table LATHE_OF_PROCESSOR(name). */
#ifndef LATHE_BASE_PROCESSOR_H
#define LATHE_BASE_PROCESSOR_H

#define LATHE_JOIN_NAMES(a, b) a##_##b
#define LATHE_JOIN(a, b) LATHE_JOIN_NAMES(a, b)
/* name_any, name_avx2 or name_avx512, in a source that is compiled for it. */
#define LATHE_OF_PROCESSOR(name) LATHE_JOIN(name, LATHE_PROCESSOR)

/* The address of the best table that this processor can use, of those declared by LATHE_TABLES(type, name). */
#if defined(__x86_64__)
#define LATHE_TABLES(type, name) extern const type name##_any, name##_avx2, name##_avx512
#define LATHE_HAS(feature) __builtin_cpu_supports(feature)
#define LATHE_TABLE_HERE(name)                                                                                             \
    (LATHE_HAS("avx512f") && LATHE_HAS("avx512dq") && LATHE_HAS("avx512vl") && LATHE_HAS("avx512bw") &&                    \
             LATHE_HAS("avx512cd") && LATHE_HAS("avx512vpopcntdq")                                                         \
         ? &name##_avx512                                                                                                  \
     : LATHE_HAS("avx2") && LATHE_HAS("fma") && LATHE_HAS("bmi2") ? &name##_avx2                                           \
                                                                  : &name##_any)
#else
#define LATHE_TABLES(type, name) extern const type name##_any
#define LATHE_TABLE_HERE(name) (&name##_any)
#endif

#endif
