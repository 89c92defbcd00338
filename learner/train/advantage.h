/* advantage.h: from rewards to advantages, in float64 on the host. Formulas: reference/losses.md, "Advantages". Arrays are [rows][length]
 * in row-major order; mask 1 marks a generated token. Thread-safe. */
#ifndef LATHE_LEARNER_TRAIN_ADVANTAGE_H
#define LATHE_LEARNER_TRAIN_ADVANTAGE_H

#include <stddef.h>
#include <stdint.h>

/* Generalised advantage estimation (Schulman et al. 2016) in reverse; a masked token hands the next value and the last
 * estimate through unchanged and gets 0. returns = advantages + values, taken here, before any whitening. */
void advantage_gae(const double *rewards, const double *values, const uint8_t *mask, size_t rows, size_t length,
                   double gamma, double lambda, double *out_advantages, double *out_returns);
/* (A - mean) * rsqrt(variance + 1e-8) over unmasked tokens, variance by n - 1; masked ones become 0. Fewer than two tokens: only the
 * mean is taken off. */
void advantage_whiten(double *advantages, const uint8_t *mask, size_t count);
/* rewards -= coefficient * (logp - reference) at unmasked tokens: k1 in the reward. */
void advantage_charge_kl(double *rewards, const double *logp, const double *reference, const uint8_t *mask, size_t count,
                         double coefficient);
/* 1 - var(returns - values) / var(returns) over unmasked tokens; 0 where returns do not vary. */
double advantage_explained_variance(const double *values, const double *returns, const uint8_t *mask, size_t count);
/* beta * (1 + clip(kl / target - 1, -.2, .2) * samples / horizon). */
double advantage_adapt_kl(double beta, double kl, double target, double samples, double horizon);

#endif
