/* check.c: what no single key can say. */
#include <inttypes.h>
#include <stdio.h>

#include "ops/config/config.h"
#include "ops/config/keys.h"

static lathe_status fail(const config *c, config_key key, lathe_error *err, const char *what)
{
    char place[160];

    config_place(c, key, place, sizeof place);
    return lathe_fail(err, LATHE_E_INPUT, "%s: '%s' %s", place, config_rows[key].path, what);
}

lathe_status config_check(const config *c, lathe_error *err)
{
    int64_t hidden = config_integer(c, KEY_MODEL_HIDDEN), heads = config_integer(c, KEY_MODEL_HEADS);

    if (hidden % heads != 0 || hidden / heads % 2 != 0)
        return fail(c, KEY_MODEL_HIDDEN, err, "must be an even multiple of 'model.heads'");
    if (heads % config_integer(c, KEY_MODEL_KV_HEADS) != 0)
        return fail(c, KEY_MODEL_KV_HEADS, err, "must divide 'model.heads'");
    if (config_integer(c, KEY_MODEL_POINTS) > config_integer(c, KEY_DATA_POINTS))
        return fail(c, KEY_MODEL_POINTS, err, "is more than 'data.points'");
    if (config_integer(c, KEY_DATA_SYNTH_LEVEL_LOW) > config_integer(c, KEY_DATA_SYNTH_LEVEL_HIGH))
        return fail(c, KEY_DATA_SYNTH_LEVEL_LOW, err, "is more than 'data.synth.level_high'");
    const char *source = config_text(c, KEY_DATA_SOURCE);
    if (source[0] == 'i' && config_text(c, KEY_DATA_IMPORT_FOLDER)[0] == 0)
        return fail(c, KEY_DATA_IMPORT_FOLDER, err, "is missing, which 'data.source: import' needs");
    if (source[0] == 's' && source[1] == 'e' && config_text(c, KEY_DATA_SET)[0] == 0)
        return fail(c, KEY_DATA_SET, err, "is missing, which 'data.source: set' needs");
    if (config_number(c, KEY_REWARD_CHAMFER_WEIGHT) != 0 && config_integer(c, KEY_ROLLOUT_CHAMFER_POINTS) == 0)
        return fail(c, KEY_REWARD_CHAMFER_WEIGHT, err, "needs 'rollout.chamfer_points'");
    return LATHE_OK;
}
