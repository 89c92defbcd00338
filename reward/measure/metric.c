#include "reward/measure/metric.h"

#include <stdio.h>
#include <string.h>

static const metric_info metrics[METRIC_COUNT] = {
#define METRIC(symbol, name, frame, alignment, sampler, pitch, points, mean, worst, text)                             \
    [METRIC_##symbol] = {name,  METRIC_FRAME_##frame, METRIC_ALIGN_##alignment, METRIC_SAMPLE_##sampler,              \
                         pitch, points,               mean,                     worst,                  text},
#include "reward/measure/metrics.def"
#undef METRIC
};

const metric_info *metric_by_id(metric_id id)
{
    return &metrics[id];
}

static const char *const frame_texts[] = {
    [METRIC_FRAME_PLACED] = "as placed",
    [METRIC_FRAME_SCRIPT] = "x / 200 + .5; a truth that lies in the unit cube stays",
    [METRIC_FRAME_UNIT_BOX] = "box centre to .5, 1 / greatest extent",
    [METRIC_FRAME_PREDICTION_BOX] = "box centre to .5, 1 / greatest extent; a truth that lies in the unit cube stays",
    [METRIC_FRAME_CENTRED_BOX] = "box centre to 0, 2 / greatest extent",
    [METRIC_FRAME_CENTROID] = "centroid to 0, 1 / greatest extent",
    [METRIC_FRAME_PRINCIPAL] = "centroid to 0, principal axes, 1 / sqrt(trace of inertia / volume)",
    [METRIC_FRAME_PRINCIPAL_HALF] = "centroid to 0, principal axes, 1 / sqrt(trace of inertia / (2 volume))",
};
static const char *const alignment_texts[] = {
    [METRIC_ALIGN_ONE] = "-",
    [METRIC_ALIGN_TURNS] = "identity and three half turns",
    [METRIC_ALIGN_FLIPS] = "identity and three reflections",
    [METRIC_ALIGN_TURNS_OR_ALL] = "identity and three half turns; all 24 turns of the axes where two moments are equal within 1 %",
};

static lathe_status write_row(const metric_info *m, bytes *out, lathe_error *err)
{
    char counted[80] = "", points[20] = "-", error[60] = "its own definition";
    switch (m->sampler) {
    case METRIC_SAMPLE_BOXES:
        snprintf(counted, sizeof counted, "samples in the truth's box and the prediction's");
        snprintf(error, sizeof error, "%.4f / %.4f", m->error_mean, m->error_worst);
        break;
    case METRIC_SAMPLE_CUBE:
        snprintf(counted, sizeof counted, "filled voxels, 64^3");
        break;
    case METRIC_SAMPLE_SURFACE:
        snprintf(counted, sizeof counted, "surface voxels of %g", m->pitch);
        break;
    }
    if (m->chamfer_points > 0)
        snprintf(points, sizeof points, "%u", m->chamfer_points);
    return bytes_printf(out, err, "| `%s` | %s | %s | %s | %s | %s |\n", m->name, frame_texts[m->frame],
                        alignment_texts[m->alignment], counted, points, error);
}

lathe_status metric_document(bytes *out, lathe_error *err)
{
    static const char head[] =
        "# Metrics\n\n"
        "Written by `lathe dump metrics` from reward/measure/metrics.def. `lathe score --metric NAME` compares by one of them;\n"
        "each is put into the frame by its own measures, the alignments are tried on the prediction, the greatest IoU counts.\n\n"
        "| name | frame | alignments tried | counted | chamfer points | IoU's error, mean / worst |\n"
        "|---|---|---|---|---|---|\n";
    static const char tail[] =
        "\nThe error is the difference from exact booleans of the same meshes in the same frame, over 180 pairs of real scripts\n"
        "(tests/golden/metrics/resolution.py measures it). Metrics of voxels are defined by them; a coordinate that lies just between two\n"
        "voxels falls to either by rounding, here as elsewhere. Where a system sums its booleans over pairs of bodies, parts whose bodies\n"
        "overlap count twice there and once here.\n\n"
        "Principal axes: the greatest component of the first two is positive, the third completes a right-handed frame; systems that\n"
        "leave signs to their linear algebra differ where a part was turned and reflections are tried. Moments are of the mesh.\n\n"
        "The chamfer distance is the sum of the two mean squared distances to the nearest of as many points of the other surface, x1000, in\n"
        "the frame and alignment of the IoU; `--chamfer N` asks any metric for it. Equal surfaces have a small distance, not 0, as both are\n"
        "sampled anew. `lathe score --pairs` ends with the mean IoU (failures count as 0), that over valid predictions alone, the share of\n"
        "valid ones (VSR), the best of the candidates of each truth, the share of truths without a valid one (invalidity ratio), and the\n"
        "median and the means of the chamfer distances without the 0 to 4 greatest.\n";
    lathe_status st = bytes_append(out, head, sizeof head - 1, err);
    for (int i = 0; i < METRIC_COUNT && st == LATHE_OK; i++)
        st = write_row(&metrics[i], out, err);
    return st == LATHE_OK ? bytes_append(out, tail, sizeof tail - 1, err) : st;
}

bool metric_by_name(const char *name, metric_id *out)
{
    for (int i = 0; i < METRIC_COUNT; i++) {
        if (strcmp(metrics[i].name, name) == 0) {
            *out = (metric_id)i;
            return true;
        }
    }
    return false;
}
