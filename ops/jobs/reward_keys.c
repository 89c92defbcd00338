#include "ops/jobs/reward_keys.h"

reward_options reward_from_config(const config *c)
{
    static const struct {
        lathe_failure failure;
        config_key key;
    } rows[] = {
        {FAILURE_SYNTAX, KEY_REWARD_SYNTAX}, {FAILURE_NAME, KEY_REWARD_NAME},       {FAILURE_TYPE, KEY_REWARD_TYPE},
        {FAILURE_VALUE, KEY_REWARD_VALUE},   {FAILURE_API, KEY_REWARD_API},         {FAILURE_BUILD, KEY_REWARD_BUILD},
        {FAILURE_EMPTY, KEY_REWARD_EMPTY},   {FAILURE_TIMEOUT, KEY_REWARD_TIMEOUT}, {FAILURE_MEMORY, KEY_REWARD_MEMORY},
        {FAILURE_CRASH, KEY_REWARD_CRASH},
    };
    reward_options o = {
        .iou_weight = config_number(c, KEY_REWARD_IOU_WEIGHT),
        .iou_exponent = config_number(c, KEY_REWARD_IOU_EXPONENT),
        .iou_floor = config_number(c, KEY_REWARD_IOU_FLOOR),
        .success_iou = config_number(c, KEY_REWARD_SUCCESS_IOU),
        .success_bonus = config_number(c, KEY_REWARD_SUCCESS_BONUS),
        .chamfer_weight = config_number(c, KEY_REWARD_CHAMFER_WEIGHT),
        .chamfer_worst = config_number(c, KEY_REWARD_CHAMFER_WORST),
        .valid_bonus = config_number(c, KEY_REWARD_VALID_BONUS),
        .invalid_solid = config_number(c, KEY_REWARD_INVALID_SOLID),
        .length_penalty = config_number(c, KEY_REWARD_LENGTH_PENALTY),
        .length_free = (uint32_t)config_integer(c, KEY_REWARD_LENGTH_FREE),
        .duplicate_penalty = config_number(c, KEY_REWARD_DUPLICATE_PENALTY),
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        o.failure[rows[i].failure] = config_number(c, rows[i].key);
    return o;
}
