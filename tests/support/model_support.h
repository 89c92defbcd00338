/* model_support.h: small models, batches and a plain decoder for tests of learner/tensor and learner/model. */
#ifndef LATHE_TESTS_SUPPORT_MODEL_SUPPORT_H
#define LATHE_TESTS_SUPPORT_MODEL_SUPPORT_H

#include "learner/model/policy.h"

/* A context on the CPU with one thread; fails the test. */
tensor_context *support_context(tensor_type type);
/* 2 layers, hidden 32, 4 heads over 2, 40 tokens, untied, with value head and points. */
model_config support_config(void);
/* The tensor of that name (of a layer: without model.layers.N., layer -1: the whole name), a view of its leaf in
 * the innermost scope. */
tensor *support_named(policy *p, const char *name, int layer);
/* Numbers from Philox (PHILOX_TEST), normal. */
void support_normal(uint32_t stream, float *out, size_t count);
void support_ids(uint32_t stream, uint32_t vocabulary, int32_t *out, size_t count);
/* The decoder as transformers composes it, dense, one operation a step: embeddings [B, T, H] -> normed states [B,
 * T, H]. mask: host [B][T], 1 for tokens; a row that sees nothing attends to all places alike, as a finite mask
 * value makes it. */
tensor *support_plain_decoder(policy *p, tensor *embeddings, const uint8_t *mask);
/* A closed scope or a status that must be fine. */
void support_close(tensor_context *c);
void support_ok(lathe_status st, const lathe_error *err);
/* A fresh folder under the build's temporary one; removed by the caller or left. */
void support_folder(char *out, size_t size);

#endif
