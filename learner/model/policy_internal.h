/* policy_internal.h: what the files of the policy share. */
#ifndef LATHE_LEARNER_MODEL_POLICY_INTERNAL_H
#define LATHE_LEARNER_MODEL_POLICY_INTERNAL_H

#include "base/hash.h"
#include "learner/model/policy.h"
#include "learner/model/safetensors.h"

enum { POINT_FREQUENCIES = 8, POINT_FEATURES = 3 * (1 + 2 * POINT_FREQUENCIES) };

/* Leaves of one layer, borrowed from the table of parameters. */
typedef struct policy_layer {
    tensor *input_norm;       /* [H] */
    tensor *qkv, *qkv_bias;   /* [(heads + 2 kv_heads) D, H]; bias NULL where there is none */
    tensor *output;           /* [H, heads D] */
    tensor *post_norm;        /* [H] */
    tensor *gate_up;          /* [2 I, H] */
    tensor *down;             /* [H, I] */
} policy_layer;

struct policy {
    tensor_context *context;
    model_config config;
    policy_parameter *parameters;
    policy_name *names;
    uint32_t parameter_count, name_count;
    policy_layer *layers;
    tensor *embedding;               /* [V, H] */
    tensor *norm;                    /* [H] */
    tensor *head;                    /* [V, H]; the embedding where tied */
    tensor *points, *points_bias;    /* [H, POINT_FEATURES], [H]; NULL without a point encoder */
    tensor *value, *value_bias;      /* [1, H], [1]; NULL without a value head */
};

struct policy_cache {
    policy *owner;
    tensor **keys, **values;         /* [layers], each [rows, kv_heads, capacity, D] */
    uint32_t rows, capacity;
    uint32_t used;                   /* rows in use */
    int32_t *lengths;                /* [rows] */
};

tensor_heads policy_heads(const policy *p);
/* A fresh text FOLDER/FILE; NULL without memory. */
char *policy_path(const char *folder, const char *file);
/* Shape of a named tensor. */
tensor_shape policy_name_shape(const policy *p, const policy_name *name);

/* One tensor by name, kept in memory until the entries are written. */
typedef struct policy_blob {
    safetensors_entry entry;
    void *data; /* owned */
} policy_blob;
/* Rows [name->first, +rows) of leaf as a file entry; suffix is added to the name. Caller ends it with
 * policy_blob_clear. */
lathe_status policy_blob_read(const policy *p, const policy_name *name, tensor *leaf, const char *suffix,
                              policy_blob *out, lathe_error *err);
void policy_blob_clear(policy_blob *blob);
/* LATHE_E_INPUT naming file and tensor unless the entry is there with the shape of `name`. */
lathe_status policy_entry_check(const policy *p, const safetensors_file *file, const char *path, const policy_name *name,
                                const char *suffix, const safetensors_entry **out, lathe_error *err);
/* Copies a checked entry into its rows of leaf. Failures mark the scope, which must be open. */
void policy_entry_assign(const policy *p, const safetensors_entry *entry, const policy_name *name, tensor *leaf);
/* Every name of the policy must be in the file, and nothing else. *out_value_head: whether it has one (NULL: it
 * must). */
lathe_status policy_file_check(const policy *p, const safetensors_file *file, const char *path, bool *out_value_head,
                               lathe_error *err);
/* policy_save, with the SHA-256 of what was written. */
lathe_status policy_write(const policy *p, const char *folder, bool keep_value_head, hash256 *out_config,
                          hash256 *out_model, lathe_error *err);

#endif
