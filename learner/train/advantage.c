#include "learner/train/advantage.h"

#include <math.h>

void advantage_gae(const double *rewards, const double *values, const uint8_t *mask, size_t rows, size_t length,
                   double gamma, double lambda, double *out_advantages, double *out_returns)
{
    for (size_t row = 0; row < rows; row++) {
        double next_value = 0, last = 0;
        for (size_t t = length; t-- > 0;) {
            size_t i = row * length + t;
            out_advantages[i] = out_returns[i] = 0;
            if (!mask[i])
                continue;
            double delta = rewards[i] + gamma * next_value - values[i];
            last = delta + gamma * lambda * last;
            next_value = values[i];
            out_advantages[i] = last;
            out_returns[i] = last + values[i];
        }
    }
}

void advantage_whiten(double *advantages, const uint8_t *mask, size_t count)
{
    double n = 0, mean = 0, variance = 0;
    for (size_t i = 0; i < count; i++) {
        n += mask[i] != 0;
        mean += mask[i] ? advantages[i] : 0;
    }
    mean = n > 0 ? mean / n : 0;
    for (size_t i = 0; i < count; i++)
        variance += mask[i] ? (advantages[i] - mean) * (advantages[i] - mean) : 0;
    double scale = n > 1 ? 1 / sqrt(variance / (n - 1) + 1e-8) : 1;
    for (size_t i = 0; i < count; i++)
        advantages[i] = mask[i] ? (advantages[i] - mean) * scale : 0;
}

void advantage_charge_kl(double *rewards, const double *logp, const double *reference, const uint8_t *mask, size_t count,
                         double coefficient)
{
    for (size_t i = 0; i < count; i++)
        if (mask[i])
            rewards[i] -= coefficient * (logp[i] - reference[i]);
}

/* Variance by n of a[i] - b[i] (b NULL: of a) over unmasked tokens. */
static double variance_of(const double *a, const double *b, const uint8_t *mask, size_t count)
{
    double n = 0, mean = 0, sum = 0;
    for (size_t i = 0; i < count; i++)
        if (mask[i]) {
            n++;
            mean += a[i] - (b ? b[i] : 0);
        }
    mean = n > 0 ? mean / n : 0;
    for (size_t i = 0; i < count; i++)
        if (mask[i]) {
            double x = a[i] - (b ? b[i] : 0) - mean;
            sum += x * x;
        }
    return n > 0 ? sum / n : 0;
}

double advantage_explained_variance(const double *values, const double *returns, const uint8_t *mask, size_t count)
{
    double whole = variance_of(returns, NULL, mask, count);
    return whole > 0 ? 1 - variance_of(returns, values, mask, count) / whole : 0;
}

double advantage_adapt_kl(double beta, double kl, double target, double samples, double horizon)
{
    double error = kl / target - 1;
    if (error > .2)
        error = .2;
    if (error < -.2)
        error = -.2;
    return beta * (1 + error * samples / horizon);
}
