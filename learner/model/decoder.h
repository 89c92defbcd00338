/* decoder.h: the parts of the forward pass that a cache shares with whole sequences. */
#ifndef LATHE_LEARNER_MODEL_DECODER_H
#define LATHE_LEARNER_MODEL_DECODER_H

#include "learner/model/policy_internal.h"

/* x + the gated feed-forward of norm(x), [N, H]. */
tensor *decoder_feed_forward(policy *p, const policy_layer *layer, tensor *x);
/* Rotated queries, keys and values of norm(x), [N, (heads + 2 kv_heads) D]. positions: [N]. */
tensor *decoder_queries(policy *p, const policy_layer *layer, tensor *x, const int32_t *positions);
/* Runs the batch into the first rows of the cache and sets their lengths -> normed states of the last positions,
 * [B, H]. */
tensor *decoder_prefill(policy *p, const policy_batch *batch, policy_cache *cache);

#endif
