/* migrations.h: the files of storage/schema, embedded when lathe is built. Internal to storage. */
#ifndef LATHE_STORAGE_MIGRATIONS_H
#define LATHE_STORAGE_MIGRATIONS_H

typedef struct migration {
    int version;     /* 1, 2, 3 ...: the file's number, and user_version once it was applied */
    const char *sql;
} migration;

/* Ascending and without gaps. Static storage. */
const migration *migration_list(int *out_count);

#endif
