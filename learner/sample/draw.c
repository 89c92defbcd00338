#include "learner/sample/draw.h"

#include <math.h>
#include <stdlib.h>

/* The k-th greatest of scratch[0..count), by quickselect; scratch is reordered. 1 <= k <= count. */
static double kth_greatest(double *scratch, uint32_t count, uint32_t k)
{
    uint32_t low = 0, high = count - 1, wanted = k - 1;
    while (low < high) {
        double pivot = scratch[low + (high - low) / 2];
        uint32_t i = low, j = high;
        while (i <= j) {
            while (scratch[i] > pivot)
                i++;
            while (scratch[j] < pivot)
                j--;
            if (i <= j) {
                double swap = scratch[i];
                scratch[i++] = scratch[j];
                scratch[j] = swap;
                if (j-- == 0)
                    break;
            }
        }
        if (j != UINT32_MAX && wanted <= j)
            high = j;
        else if (wanted >= i)
            low = i;
        else
            break;
    }
    return scratch[wanted];
}

/* Weights of the tokens that may be drawn into scratch; the others get 0. Returns their sum. */
static double keep_top(const float *logits, uint32_t count, uint32_t k, double temperature, double top, double *scratch)
{
    double sum = 0, border = -INFINITY;
    uint32_t at_border = UINT32_MAX;
    if (k > 0 && k < count) {
        for (uint32_t i = 0; i < count; i++)
            scratch[i] = logits[i];
        border = kth_greatest(scratch, count, k);
        at_border = k;
        for (uint32_t i = 0; i < count; i++)
            at_border -= logits[i] > border;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool kept = logits[i] > border;
        if (logits[i] == border && at_border > 0) {
            kept = true;
            at_border--;
        }
        scratch[i] = kept ? exp((logits[i] - top) / temperature) : 0;
        sum += scratch[i];
    }
    return sum;
}

static int32_t pick(const double *weights, uint32_t count, double target)
{
    int32_t last = 0;
    double sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (weights[i] <= 0)
            continue;
        last = (int32_t)i; /* rounding may leave the sum short of the target */
        sum += weights[i];
        if (sum > target)
            break;
    }
    return last;
}

int32_t draw_token(const float *logits, uint32_t count, const draw_options *options, double uniform, double *scratch,
                   float *out_logp)
{
    uint32_t best = 0;
    double sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (isnan(logits[i]) || logits[i] == INFINITY)
            return -1;
        best = logits[i] > logits[best] ? i : best;
    }
    double top = logits[best];
    if (!isfinite(top))
        return -1;
    for (uint32_t i = 0; i < count; i++) {
        scratch[i] = exp((logits[i] - top) / options->temperature);
        sum += scratch[i];
    }
    double log_sum = log(sum);
    if (!options->greedy) {
        if (options->top_k > 0 && options->top_k < count)
            sum = keep_top(logits, count, options->top_k, options->temperature, top, scratch);
        best = (uint32_t)pick(scratch, count, uniform * sum);
    }
    *out_logp = (float)((logits[best] - top) / options->temperature - log_sum);
    return (int32_t)best;
}
