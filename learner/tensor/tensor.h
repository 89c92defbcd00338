/* tensor.h: tensors and automatic differentiation in plain C, over libtorch.
 *
 * Scopes. Every tensor that an operation returns belongs to the innermost open scope and is freed with it;
 * tensor_keep moves one out, tensor_scope_yield hands one to the scope outside. An operation that fails marks the
 * scope; later operations in it do nothing and return NULL, which every operation accepts; closing the scope
 * reports the first failure with the operation's name and the shapes of its inputs. So mathematics is written
 * without a check a line, and checked once. Operations outside of any scope do nothing, and the next scope fails
 * for it.
 *
 * A tensor belongs to its context, a context to one thread; tensors of two contexts do not mix. Gradients are
 * recorded for what depends on tensors with tensor_require_gradient, unless the scope was opened without.
 * Dimensions may be negative to count from the end. Nothing here throws. */
#ifndef LATHE_LEARNER_TENSOR_TENSOR_H
#define LATHE_LEARNER_TENSOR_TENSOR_H

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tensor_context tensor_context;
typedef struct tensor tensor;

typedef enum tensor_type {
    TENSOR_FLOAT32,
    TENSOR_FLOAT64,
    TENSOR_BFLOAT16,
    TENSOR_INT64,
    TENSOR_BOOL,
} tensor_type;

enum { TENSOR_MAX_RANK = 6 };

typedef struct tensor_shape {
    int rank; /* 0: a scalar */
    int64_t dims[TENSOR_MAX_RANK];
} tensor_shape;
/* TENSOR_SHAPE(batch, length, hidden); in tensor_reshape one of them may be -1. */
#define TENSOR_SHAPE(...) \
    ((tensor_shape){ (int)(sizeof((int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t)), { __VA_ARGS__ } })
#define TENSOR_SCALAR_SHAPE ((tensor_shape){ 0, { 0 } })

/* ---- context ---- */

typedef struct tensor_options {
    const char *device; /* "cpu", "cuda", "cuda:N" */
    tensor_type type;   /* of parameters and activations: a float type */
    int threads;        /* CPU threads of an operation; 0: as libtorch chooses. Holds for the process. */
} tensor_options;
#define TENSOR_OPTIONS_INIT { .device = "cpu", .type = TENSOR_FLOAT32, .threads = 0 }

/* Deterministic algorithms are switched on. LATHE_E_INPUT names a device that does not exist or was not built in.
 * Caller owns *out; tensors that were kept must be freed before it. */
lathe_status tensor_context_new(const tensor_options *options, tensor_context **out, lathe_error *err);
void tensor_context_free(tensor_context *c); /* NULL is fine */
tensor_type tensor_context_type(const tensor_context *c);
/* "cpu" or "cuda:N". Lives as long as the context. */
const char *tensor_context_device(const tensor_context *c);
/* The libtorch in use, e.g. "1.13.1". Static storage. */
const char *tensor_library_version(void);
/* Waits until the device has done what was asked; for measuring. */
lathe_status tensor_context_synchronise(tensor_context *c, lathe_error *err);

/* ---- scopes ---- */

typedef enum tensor_scope_kind {
    TENSOR_SCOPE_PLAIN,
    TENSOR_SCOPE_NO_GRADIENT, /* nothing inside is recorded; the former mode returns at its end */
} tensor_scope_kind;

/* A scope opened inside a failed one is failed from the start. */
void tensor_scope_open(tensor_context *c, tensor_scope_kind kind);
/* Frees the scope's tensors. Returns the first failure inside it, which the scope outside does not inherit. */
lathe_status tensor_scope_close(tensor_context *c, lathe_error *err);
/* Closes the scope, but its failure, if any, and the tensor (NULL is fine) pass to the scope outside. Returns the
 * tensor, NULL after a failure: the end of a function that returns a tensor. */
tensor *tensor_scope_yield(tensor_context *c, tensor *result);
bool tensor_scope_has_failed(const tensor_context *c);
/* Marks the innermost scope as failed, for checks that callers make themselves. Returns NULL. */
__attribute__((format(printf, 3, 4))) tensor *tensor_scope_fail(tensor_context *c, lathe_status status,
                                                                const char *format, ...);
/* Takes t out of its scope: the caller owns it and ends it with tensor_free. NULL in, NULL out. */
tensor *tensor_keep(tensor *t);
/* Only for kept tensors; NULL is fine. */
void tensor_free(tensor *t);

/* ---- from and to host memory (the data is copied) ---- */

/* data holds the product of the dimensions in row-major order. */
tensor *tensor_from_float32(tensor_context *c, tensor_shape shape, const float *data);  /* TENSOR_FLOAT32 */
tensor *tensor_from_float64(tensor_context *c, tensor_shape shape, const double *data); /* TENSOR_FLOAT64 */
tensor *tensor_from_int64(tensor_context *c, tensor_shape shape, const int64_t *data);  /* TENSOR_INT64 */
tensor *tensor_from_int32(tensor_context *c, tensor_shape shape, const int32_t *data);  /* TENSOR_INT64 */
tensor *tensor_from_bool(tensor_context *c, tensor_shape shape, const uint8_t *data);   /* TENSOR_BOOL; 0 is false */
/* count must equal the number of elements; any element type is converted. Also reports a failed scope, so that
 * a result can be read before the scope is closed. */
lathe_status tensor_to_float32(const tensor *t, float *out, size_t count, lathe_error *err);
lathe_status tensor_to_float64(const tensor *t, double *out, size_t count, lathe_error *err);
lathe_status tensor_to_int64(const tensor *t, int64_t *out, size_t count, lathe_error *err);
/* The only element of t. */
lathe_status tensor_item(const tensor *t, double *out, lathe_error *err);
/* Raw bytes in row-major order, in the tensor's own type; for files. */
lathe_status tensor_to_bytes(const tensor *t, void *out, size_t size, lathe_error *err);
tensor *tensor_from_bytes(tensor_context *c, tensor_type type, tensor_shape shape, const void *data);

tensor_shape tensor_get_shape(const tensor *t); /* of NULL: rank 0 */
/* Size of a dimension, which may be negative; 0 for NULL or a dimension that is not there. */
int64_t tensor_size(const tensor *t, int dimension);
int64_t tensor_count(const tensor *t);
tensor_type tensor_get_type(const tensor *t); /* of NULL: TENSOR_FLOAT32 */
size_t tensor_type_size(tensor_type type);
tensor_context *tensor_get_context(const tensor *t); /* of NULL: NULL, with which every construction gives NULL */

/* ---- construction ---- */

tensor *tensor_full(tensor_context *c, tensor_type type, tensor_shape shape, double value);
tensor *tensor_arange(tensor_context *c, tensor_type type, double begin, double end, double step);
/* Normal numbers of mean 0 from Philox (seed, PHILOX_INIT, stage 0, step 0, sample = stream), drawn on the host
 * in double and rounded, so that they are the same on every device; of the context's type. */
tensor *tensor_normal(tensor_context *c, tensor_shape shape, double deviation, uint64_t seed, uint32_t stream);

/* ---- elementwise: tensor_exp(a), tensor_add(a, b), tensor_mul_scalar(a, s) ...; the rows of operations.def ---- */

#define UNARY(name, expression) tensor *tensor_##name(tensor *a);
#define BINARY(name, expression) tensor *tensor_##name(tensor *a, tensor *b);
#define SCALAR(name, expression) tensor *tensor_##name(tensor *a, double s);
#include "learner/tensor/operations.def"

tensor *tensor_clamp(tensor *a, double low, double high);
tensor *tensor_to_type(tensor *a, tensor_type type);
/* condition: TENSOR_BOOL. Gradients flow only into the branch that was taken. */
tensor *tensor_where(tensor *condition, tensor *a, tensor *b);
tensor *tensor_masked_fill(tensor *a, tensor *mask, double value);

/* ---- shape ---- */

tensor *tensor_reshape(tensor *a, tensor_shape shape);
tensor *tensor_transpose(tensor *a, int dimension, int other);
tensor *tensor_permute(tensor *a, tensor_shape order);
tensor *tensor_expand(tensor *a, tensor_shape shape);   /* -1 keeps a dimension */
tensor *tensor_unsqueeze(tensor *a, int dimension);
tensor *tensor_squeeze(tensor *a, int dimension);
tensor *tensor_slice(tensor *a, int dimension, int64_t begin, int64_t end); /* a view; [begin, end) */
tensor *tensor_cat(tensor *const *parts, size_t count, int dimension);
tensor *tensor_stack(tensor *const *parts, size_t count, int dimension);

/* ---- choosing ---- */

tensor *tensor_index_select(tensor *a, int dimension, tensor *indices); /* indices: int64 [N] */
tensor *tensor_gather(tensor *a, int dimension, tensor *indices);       /* indices: int64, rank of a */
tensor *tensor_embedding(tensor *weight, tensor *ids);                  /* weight [V,H], ids int64 [...] -> [...,H] */

/* ---- reduction (keep: the reduced dimension stays with size 1) ---- */

tensor *tensor_sum(tensor *a, int dimension, bool keep);
tensor *tensor_mean(tensor *a, int dimension, bool keep);
tensor *tensor_max(tensor *a, int dimension, bool keep);
tensor *tensor_argmax(tensor *a, int dimension, bool keep);
tensor *tensor_logsumexp(tensor *a, int dimension, bool keep);
tensor *tensor_softmax(tensor *a, int dimension);
tensor *tensor_log_softmax(tensor *a, int dimension);
tensor *tensor_cumsum(tensor *a, int dimension);
/* The k greatest along the last dimension in falling order; *out_indices (NULL is fine) gets their places. */
tensor *tensor_topk(tensor *a, int64_t k, tensor **out_indices);

/* ---- in place, outside of differentiation: into and onto what another tensor holds ---- */

void tensor_assign(tensor *target, tensor *source);                                    /* target[...] = source */
void tensor_index_copy(tensor *target, int dimension, tensor *indices, tensor *source);

/* ---- differentiation ---- */

/* Makes a leaf of t, a tensor that operations did not compute from another such; returns t. */
tensor *tensor_require_gradient(tensor *t, bool required);
/* Adds d loss / d leaf to the gradient of every leaf. loss has one element. A failure marks the scope. */
void tensor_backward(tensor *loss);
/* The gradient, sharing its memory; NULL where none was computed. Belongs to the innermost scope. */
tensor *tensor_gradient(tensor *leaf);
void tensor_zero_gradient(tensor *leaf);

#ifdef __cplusplus
}
#endif
#endif
