/* options.h: what a person may set of each stage, with its defaults; ops/config maps keys to these fields one to one. */
#ifndef LATHE_LEARNER_TRAIN_OPTIONS_H
#define LATHE_LEARNER_TRAIN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* AdamW and its schedule: linear warm-up from 0, then a cosine to learning_rate * final_ratio at the last step. */
typedef struct optimiser_options {
    double learning_rate;
    double final_ratio;    /* 1 keeps the rate constant */
    uint32_t warmup_steps;
    double beta1, beta2, epsilon;
    double weight_decay;   /* of matrices; biases and norms have none */
    double gradient_clip;  /* greatest 2-norm of all gradients together; 0: no limit */
} optimiser_options;
#define OPTIMISER_OPTIONS_SFT_INIT \
    { .learning_rate = 1e-3, .final_ratio = .1, .warmup_steps = 50, .beta1 = .9, .beta2 = .99, .epsilon = 1e-8, \
      .weight_decay = .01, .gradient_clip = 1 }
#define OPTIMISER_OPTIONS_PPO_INIT \
    { .learning_rate = 5e-5, .final_ratio = 1, .warmup_steps = 0, .beta1 = .9, .beta2 = .99, .epsilon = 1e-8, \
      .weight_decay = 0, .gradient_clip = 1 }

typedef struct evaluation_options {
    uint32_t examples;   /* held-back examples, the first ones; 0: no evaluation by score */
    uint32_t batch;      /* sequences in flight */
    uint32_t max_tokens; /* 0: as the stage samples */
    double temperature;  /* of the sampled evaluation; the greedy one records log-probs at it */
} evaluation_options;
#define EVALUATION_OPTIONS_INIT { .examples = 400, .batch = 100, .max_tokens = 0, .temperature = 1 }

typedef struct sft_options {
    uint32_t max_steps;
    uint32_t batch;            /* examples a step */
    uint32_t micro_batch;      /* examples at once; 0: batch. Changes memory, not the loss */
    uint32_t max_tokens;       /* longer examples are left out and counted; the end token included */
    uint32_t bucket_batches;   /* so many batches of the shuffled order are sorted by length, for micro-batches of even memory; 1: none */
    uint32_t evaluate_every;   /* steps between measurements of the held-back loss */
    uint32_t evaluate_examples; /* held-back examples of the loss; 0: all */
    uint32_t flat_evaluations; /* ends after so many in a row that are less than flat_improvement better; 0: never */
    double flat_improvement;   /* relative to the best before */
    uint32_t checkpoint_every; /* steps; 0: only at the end */
    optimiser_options optimiser;
    evaluation_options evaluation; /* by score, at the end */
} sft_options;
#define SFT_OPTIONS_INIT \
    { .max_steps = 3000, .batch = 32, .micro_batch = 0, .max_tokens = 256, .bucket_batches = 1, .evaluate_every = 50, \
      .evaluate_examples = 256, .flat_evaluations = 3, .flat_improvement = .005, .checkpoint_every = 500, \
      .optimiser = OPTIMISER_OPTIONS_SFT_INIT, .evaluation = { .examples = 0, .batch = 100, .temperature = 1 } }

/* Where the distance to the reference policy counts. */
typedef enum ppo_kl_place { PPO_KL_OFF, PPO_KL_IN_REWARD, PPO_KL_IN_LOSS } ppo_kl_place;
/* Estimators of losses.md. */
typedef enum kl_estimator { KL_K1, KL_K2, KL_K3 } kl_estimator;
/* How tokens' losses become one number; losses.md, "aggregation". */
typedef enum loss_aggregation {
    LOSS_TOKEN_MEAN,          /* sum / tokens of the whole minibatch: the default */
    LOSS_SEQ_MEAN_TOKEN_MEAN, /* mean over sequences of each one's mean */
    LOSS_SEQ_MEAN_TOKEN_SUM,
    LOSS_FIXED_LENGTH,        /* sum / (sequences * a fixed length): dr_grpo */
} loss_aggregation;

typedef struct ppo_options {
    uint32_t steps;
    uint32_t prompts;        /* examples a step */
    uint32_t group;          /* samples of each */
    uint32_t sample_batch;   /* sequences in flight; part of what makes a run repeat itself */
    uint32_t max_tokens;
    uint32_t top_k;          /* 0: all */
    double temperature;
    uint32_t epochs, minibatches; /* passes over a step's samples, and updates in each */
    uint32_t micro_batch;    /* samples at once; 0: a minibatch */
    double clip_low, clip_high; /* the ratio's bounds are 1 - low and 1 + high */
    double dual_clip;        /* bound c of the loss for negative advantages; 0: off */
    double gamma, lambda;
    bool whiten;             /* advantages over all tokens of the step */
    ppo_kl_place kl_place;
    kl_estimator kl_estimator; /* in the loss; in the reward it is k1 */
    double kl_coefficient;
    double value_coefficient, value_clip; /* value_clip 0: off */
    bool value_through_trunk; /* false: the value loss trains the value head alone */
    uint32_t value_warmup_steps; /* first steps, which train the value head alone */
    double value_warmup_rate; /* learning rate of those steps */
    double entropy_coefficient;
    double ce_coefficient;   /* of the truth's cross-entropy at the first step, annealed linearly */
    uint32_t ce_steps;       /* step at which it has become 0; 0: the last */
    loss_aggregation aggregation;
    uint32_t evaluate_every; /* steps between evaluations by score; 0: before the first and after the last step only */
    uint32_t checkpoint_every; /* steps; 0: only at the end */
    optimiser_options optimiser;
    evaluation_options evaluation;
} ppo_options;
#define PPO_OPTIONS_INIT \
    { .steps = 50, .prompts = 64, .group = 4, .sample_batch = 128, .max_tokens = 256, .top_k = 0, .temperature = 1, \
      .epochs = 2, .minibatches = 4, .micro_batch = 0, .clip_low = .2, .clip_high = .2, .dual_clip = 0, .gamma = 1, \
      .lambda = .95, .whiten = true, .kl_place = PPO_KL_IN_REWARD, .kl_estimator = KL_K3, .kl_coefficient = .02, \
      .value_coefficient = .1, .value_clip = .2, .value_through_trunk = true, .value_warmup_steps = 0, \
      .value_warmup_rate = 1e-3, .entropy_coefficient = 0, .ce_coefficient = .05, .ce_steps = 0, \
      .aggregation = LOSS_TOKEN_MEAN, .evaluate_every = 0, .checkpoint_every = 10, \
      .optimiser = OPTIMISER_OPTIONS_PPO_INIT, .evaluation = EVALUATION_OPTIONS_INIT }

#endif
