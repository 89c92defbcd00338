#include "ops/learner/run_options.h"

static uint32_t count_of(const config *c, config_key key)
{
    return (uint32_t)config_integer(c, key);
}

model_config run_options_model(const config *c, uint32_t vocabulary)
{
    model_config m = MODEL_CONFIG_INIT;
    m.vocab_size = vocabulary;
    m.hidden_size = count_of(c, KEY_MODEL_HIDDEN);
    m.intermediate_size = count_of(c, KEY_MODEL_INTERMEDIATE);
    m.layers = count_of(c, KEY_MODEL_LAYERS);
    m.heads = count_of(c, KEY_MODEL_HEADS);
    m.kv_heads = count_of(c, KEY_MODEL_KV_HEADS);
    m.head_dim = m.hidden_size / m.heads;
    m.has_points = true;
    m.has_value_head = true;
    return m;
}

static evaluation_options evaluation_of(const config *c)
{
    return (evaluation_options){
        .examples = count_of(c, KEY_EVALUATE_EXAMPLES),
        .batch = count_of(c, KEY_EVALUATE_BATCH),
        .temperature = config_number(c, KEY_EVALUATE_TEMPERATURE),
    };
}

sft_options run_options_sft(const config *c)
{
    sft_options o = {
        .max_steps = count_of(c, KEY_SFT_MAX_STEPS),
        .batch = count_of(c, KEY_SFT_BATCH),
        .micro_batch = count_of(c, KEY_SFT_MICRO_BATCH),
        .max_tokens = count_of(c, KEY_SFT_MAX_TOKENS),
        .bucket_batches = count_of(c, KEY_SFT_BUCKET_BATCHES),
        .evaluate_every = count_of(c, KEY_SFT_EVALUATE_EVERY),
        .evaluate_examples = count_of(c, KEY_SFT_EVALUATE_EXAMPLES),
        .flat_evaluations = count_of(c, KEY_SFT_FLAT_EVALUATIONS),
        .flat_improvement = config_number(c, KEY_SFT_FLAT_IMPROVEMENT),
        .checkpoint_every = count_of(c, KEY_SFT_CHECKPOINT_EVERY),
        .optimiser =
            {
                .learning_rate = config_number(c, KEY_SFT_LEARNING_RATE),
                .final_ratio = config_number(c, KEY_SFT_FINAL_RATIO),
                .warmup_steps = count_of(c, KEY_SFT_WARMUP_STEPS),
                .beta1 = config_number(c, KEY_SFT_BETA1),
                .beta2 = config_number(c, KEY_SFT_BETA2),
                .epsilon = config_number(c, KEY_SFT_EPSILON),
                .weight_decay = config_number(c, KEY_SFT_WEIGHT_DECAY),
                .gradient_clip = config_number(c, KEY_SFT_GRADIENT_CLIP),
            },
        .evaluation = evaluation_of(c),
    };
    if (!config_boolean(c, KEY_EVALUATE_AFTER_SFT))
        o.evaluation.examples = 0;
    return o;
}

ppo_options run_options_ppo(const config *c)
{
    return (ppo_options){
        .steps = count_of(c, KEY_PPO_STEPS),
        .prompts = count_of(c, KEY_PPO_PROMPTS),
        .group = count_of(c, KEY_PPO_GROUP),
        .sample_batch = count_of(c, KEY_PPO_SAMPLE_BATCH),
        .max_tokens = count_of(c, KEY_PPO_MAX_TOKENS),
        .top_k = count_of(c, KEY_PPO_TOP_K),
        .temperature = config_number(c, KEY_PPO_TEMPERATURE),
        .epochs = count_of(c, KEY_PPO_EPOCHS),
        .minibatches = count_of(c, KEY_PPO_MINIBATCHES),
        .micro_batch = count_of(c, KEY_PPO_MICRO_BATCH),
        .clip_low = config_number(c, KEY_PPO_CLIP_LOW),
        .clip_high = config_number(c, KEY_PPO_CLIP_HIGH),
        .dual_clip = config_number(c, KEY_PPO_DUAL_CLIP),
        .gamma = config_number(c, KEY_PPO_GAMMA),
        .lambda = config_number(c, KEY_PPO_LAMBDA),
        .whiten = config_boolean(c, KEY_PPO_WHITEN),
        .kl_place = (ppo_kl_place)config_choice(c, KEY_PPO_KL_PLACE),
        .kl_estimator = (kl_estimator)config_choice(c, KEY_PPO_KL_ESTIMATOR),
        .kl_coefficient = config_number(c, KEY_PPO_KL_COEFFICIENT),
        .value_coefficient = config_number(c, KEY_PPO_VALUE_COEFFICIENT),
        .value_clip = config_number(c, KEY_PPO_VALUE_CLIP),
        .value_through_trunk = config_boolean(c, KEY_PPO_VALUE_THROUGH_TRUNK),
        .value_warmup_steps = count_of(c, KEY_PPO_VALUE_WARMUP_STEPS),
        .value_warmup_rate = config_number(c, KEY_PPO_VALUE_WARMUP_RATE),
        .entropy_coefficient = config_number(c, KEY_PPO_ENTROPY_COEFFICIENT),
        .ce_coefficient = config_number(c, KEY_PPO_CE_COEFFICIENT),
        .ce_steps = count_of(c, KEY_PPO_CE_STEPS),
        .aggregation = (loss_aggregation)config_choice(c, KEY_PPO_AGGREGATION),
        .evaluate_every = count_of(c, KEY_PPO_EVALUATE_EVERY),
        .checkpoint_every = count_of(c, KEY_PPO_CHECKPOINT_EVERY),
        .optimiser =
            {
                .learning_rate = config_number(c, KEY_PPO_LEARNING_RATE),
                .final_ratio = config_number(c, KEY_PPO_FINAL_RATIO),
                .warmup_steps = count_of(c, KEY_PPO_WARMUP_STEPS),
                .beta1 = config_number(c, KEY_PPO_BETA1),
                .beta2 = config_number(c, KEY_PPO_BETA2),
                .epsilon = config_number(c, KEY_PPO_EPSILON),
                .weight_decay = config_number(c, KEY_PPO_WEIGHT_DECAY),
                .gradient_clip = config_number(c, KEY_PPO_GRADIENT_CLIP),
            },
        .evaluation = evaluation_of(c),
    };
}

score_mode run_options_mode(const config *c)
{
    return (score_mode)config_choice(c, KEY_ROLLOUT_MODE); /* both tables: exact, lazy */
}
