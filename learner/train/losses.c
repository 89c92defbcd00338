#include "learner/train/losses.h"

tensor *loss_aggregate(tensor *values, tensor *mask, loss_scale scale)
{
    tensor *masked = tensor_mul(values, mask);
    switch (scale.aggregation) {
    case LOSS_TOKEN_MEAN:
        return tensor_div_scalar(tensor_sum_all(masked), scale.tokens);
    case LOSS_SEQ_MEAN_TOKEN_MEAN: {
        /* a row without tokens adds nothing, however it is divided */
        tensor *counts = tensor_maximum_scalar(tensor_sum(mask, 1, false), 1);
        return tensor_div_scalar(tensor_sum_all(tensor_div(tensor_sum(masked, 1, false), counts)), scale.sequences);
    }
    case LOSS_SEQ_MEAN_TOKEN_SUM:
        return tensor_div_scalar(tensor_sum_all(masked), scale.sequences);
    case LOSS_FIXED_LENGTH:
        break;
    }
    return tensor_div_scalar(tensor_sum_all(masked), scale.sequences * scale.fixed_length);
}

loss_policy_terms loss_policy(tensor *logp, tensor *old, tensor *advantages, loss_clip clip)
{
    loss_policy_terms terms = {0};
    tensor *log_ratio = tensor_sub(logp, old);
    if (clip.log_bound > 0)
        log_ratio = tensor_clamp(log_ratio, -clip.log_bound, clip.log_bound);
    terms.ratio = tensor_exp(log_ratio);
    tensor *kept = clip.delta > 0 ? tensor_minimum_scalar(terms.ratio, clip.delta) : terms.ratio;
    tensor *clipped = tensor_clamp(terms.ratio, 1 - clip.low, 1 + clip.high);
    tensor *unclipped_loss = tensor_neg(tensor_mul(kept, advantages));
    tensor *clipped_loss = tensor_neg(tensor_mul(clipped, advantages));
    tensor *negative = tensor_less_scalar(advantages, 0);
    terms.loss = tensor_maximum(unclipped_loss, clipped_loss);
    if (clip.dual > 0) {
        tensor *bound = tensor_mul_scalar(advantages, -clip.dual);
        terms.loss = tensor_where(negative, tensor_minimum(terms.loss, bound), terms.loss);
    }
    tensor_type type = tensor_get_type(logp);
    tensor *binds = tensor_greater(clipped_loss, unclipped_loss);
    tensor *positive = tensor_greater_scalar(advantages, 0);
    terms.clipped_low = tensor_to_type(tensor_logical_and(binds, negative), type);
    terms.clipped_high = tensor_to_type(tensor_logical_and(binds, positive), type);
    return terms;
}

tensor *loss_value(tensor *values, tensor *old, tensor *returns, double clip)
{
    tensor *error = tensor_square(tensor_sub(values, returns));
    if (clip > 0) {
        tensor *change = tensor_clamp(tensor_sub(values, old), -clip, clip);
        error = tensor_maximum(error, tensor_square(tensor_sub(tensor_add(old, change), returns)));
    }
    return tensor_mul_scalar(error, .5);
}

tensor *loss_kl(tensor *logp, tensor *reference, kl_estimator estimator)
{
    tensor *k1 = tensor_sub(logp, reference);
    switch (estimator) {
    case KL_K1:
        return k1;
    case KL_K2:
        return tensor_mul_scalar(tensor_square(k1), .5);
    case KL_K3:
        break;
    }
    return tensor_sub_scalar(tensor_add(tensor_exp(tensor_neg(k1)), k1), 1);
}
