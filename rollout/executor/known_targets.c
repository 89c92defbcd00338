#include "rollout/executor/known_targets.h"

void known_targets_clear(known_targets *k)
{
    for (size_t i = 0; i < KNOWN_TARGETS; i++)
        target_free(k->kept[i].target);
    target_free(k->latest);
    *k = (known_targets){.reader = k->reader};
}

/* Points and voxels are copies; rows lie in the memory. */
static bool is_small(const target *t)
{
    uint32_t points = 0;
    return !target_points(t, &points) && target_voxels(t)->count == 0;
}

lathe_status known_targets_find(known_targets *k, const target_place *place, const target **out, lathe_error *err)
{
    const size_t slot = place->serial % KNOWN_TARGETS;
    byte_view blob;
    target *read = NULL;
    if (place->serial != 0 && k->kept[slot].serial == place->serial) {
        *out = k->kept[slot].target;
        return LATHE_OK;
    }
    lathe_status st = target_reader_view(&k->reader, place, &blob, err);
    if (st == LATHE_OK)
        st = target_view(blob.data, blob.length, &read, err);
    if (st != LATHE_OK)
        return st;
    target **keeper = is_small(read) ? &k->kept[slot].target : &k->latest;
    target_free(*keeper);
    *keeper = read;
    if (keeper != &k->latest)
        k->kept[slot].serial = place->serial;
    *out = read;
    return LATHE_OK;
}
