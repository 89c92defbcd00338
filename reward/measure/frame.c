#include "reward/measure/frame.h"

#include <math.h>
#include <string.h>

#include "reward/measure/row_grid.h"

/* Two moments count as equal, and their axes as any, within this share of the greater. */
static const double EQUAL_MOMENTS = .01;
/* By how much a truth may leave the unit cube and still be one that lies in it: float32 of files. */
static const double CUBE_SLACK = 1e-5;

/* ---- moments ---- */

/* Sums over a solid relative to a point: 1, x and x x^T. */
typedef struct raw_moments {
    double volume, first[3], second[3][3];
} raw_moments;

static bool moments_from_raw(const raw_moments *raw, const double from[3], solid_moments *out)
{
    double sign = raw->volume < 0 ? -1 : 1, volume = sign * raw->volume, spread[3][3], trace = 0;
    if (!(volume > 0) || !isfinite(volume))
        return false;
    solid_moments m = {.volume = volume};
    double mean[3];
    for (int a = 0; a < 3; a++) {
        mean[a] = sign * raw->first[a] / volume;
        m.center[a] = from[a] + mean[a];
    }
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            spread[a][b] = sign * raw->second[a][b] - volume * mean[a] * mean[b];
    for (int a = 0; a < 3; a++)
        trace += spread[a][a];
    if (!(trace > 0) || !isfinite(trace))
        return false;
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            m.inertia[a][b] = (a == b ? trace : 0) - spread[a][b];
    *out = m;
    return true;
}

bool moments_of_mesh(const triangle_mesh *m, solid_moments *out)
{
    box3 box;
    raw_moments raw = {0};
    if (!mesh_box(m, &box))
        return false;
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        double v[3][3], sum[3] = {0}, n[3], six = 0;
        mesh_triangle_normal(m, t, n);
        for (int c = 0; c < 3; c++) {
            for (int a = 0; a < 3; a++) {
                v[c][a] = m->vertices[m->triangles[t][c]][a] - box.low[a];
                sum[a] += v[c][a];
            }
        }
        for (int a = 0; a < 3; a++)
            six += v[0][a] * n[a];
        raw.volume += six / 6;
        for (int a = 0; a < 3; a++) {
            raw.first[a] += six * sum[a] / 24;
            for (int b = 0; b < 3; b++)
                raw.second[a][b] +=
                    six * (sum[a] * sum[b] + v[0][a] * v[0][b] + v[1][a] * v[1][b] + v[2][a] * v[2][b]) / 120;
        }
    }
    return moments_from_raw(&raw, box.low, out);
}

bool moments_of_rows(const sample_rows *r, const box3 *box, solid_moments *out)
{
    raw_moments raw = {0};
    double weight = box_volume(box) / ((double)r->row_count * r->row_words * 64);
    for (uint32_t k = 0; k < r->row_count; k++) {
        for (uint32_t w = 0; w < r->row_words; w++) {
            for (uint64_t left = r->words[(size_t)k * r->row_words + w]; left; left &= left - 1) {
                double at[3];
                row_grid_position(r->grid, k, w * 64 + (uint32_t)__builtin_ctzll(left), at);
                for (int a = 0; a < 3; a++)
                    at[a] *= box->high[a] - box->low[a];
                raw.volume += weight;
                for (int a = 0; a < 3; a++) {
                    raw.first[a] += weight * at[a];
                    for (int b = 0; b < 3; b++)
                        raw.second[a][b] += weight * at[a] * at[b];
                }
            }
        }
    }
    return moments_from_raw(&raw, box->low, out);
}

/* ---- principal axes ---- */

/* One Jacobi rotation (Golub and Van Loan, Matrix Computations, 8.5) that clears m[p][q]. */
static void rotate_away(double m[3][3], double axes[3][3], int p, int q)
{
    if (m[p][q] == 0)
        return;
    double tau = (m[q][q] - m[p][p]) / (2 * m[p][q]);
    double t = (tau < 0 ? -1 : 1) / (fabs(tau) + sqrt(1 + tau * tau)), c = 1 / sqrt(1 + t * t), s = t * c;
    for (int i = 0; i < 3; i++) {
        double x = m[i][p], y = m[i][q];
        m[i][p] = c * x - s * y;
        m[i][q] = s * x + c * y;
    }
    for (int i = 0; i < 3; i++) {
        double x = m[p][i], y = m[q][i];
        m[p][i] = c * x - s * y;
        m[q][i] = s * x + c * y;
        x = axes[p][i];
        y = axes[q][i];
        axes[p][i] = c * x - s * y;
        axes[q][i] = s * x + c * y;
    }
}

static void swap_rows(double axes[3][3], double values[3], int a, int b)
{
    double row[3], value = values[a];
    memcpy(row, axes[a], sizeof row);
    memcpy(axes[a], axes[b], sizeof row);
    memcpy(axes[b], row, sizeof row);
    values[a] = values[b];
    values[b] = value;
}

/* Principal axes as rows, by ascending moment, in the documented signs. */
static void principal_axes(const double inertia[3][3], double axes[3][3], double values[3])
{
    double m[3][3];
    memcpy(m, inertia, sizeof m);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            axes[i][j] = i == j;
    for (int sweep = 0; sweep < 20; sweep++) {
        rotate_away(m, axes, 0, 1);
        rotate_away(m, axes, 0, 2);
        rotate_away(m, axes, 1, 2);
    }
    for (int i = 0; i < 3; i++)
        values[i] = m[i][i];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 2; j++)
            if (values[j + 1] < values[j])
                swap_rows(axes, values, j, j + 1);
    for (int i = 0; i < 2; i++) {
        int greatest = 0;
        for (int a = 1; a < 3; a++)
            if (fabs(axes[i][a]) > fabs(axes[i][greatest]))
                greatest = a;
        if (axes[i][greatest] < 0)
            for (int a = 0; a < 3; a++)
                axes[i][a] = -axes[i][a];
    }
    for (int a = 0; a < 3; a++) {
        int b = (a + 1) % 3, c = (a + 2) % 3;
        axes[2][a] = axes[0][b] * axes[1][c] - axes[0][c] * axes[1][b];
    }
}

/* ---- frames ---- */

bool frame_needs_moments(metric_frame kind)
{
    return kind == METRIC_FRAME_CENTROID || kind == METRIC_FRAME_PRINCIPAL || kind == METRIC_FRAME_PRINCIPAL_HALF;
}

/* Scales about a point, which comes to lie at `to` on each axis. */
static shape_motion scale_about(const double point[3], double scale, double to)
{
    shape_motion m = {{{0}}, {0}};
    for (int a = 0; a < 3; a++) {
        m.linear[a][a] = scale;
        m.offset[a] = to - scale * point[a];
    }
    return m;
}

static bool lies_in_unit_cube(const box3 *box)
{
    for (int a = 0; a < 3; a++)
        if (box->low[a] < -CUBE_SLACK || box->high[a] > 1 + CUBE_SLACK)
            return false;
    return true;
}

static bool frame_of_moments(metric_frame kind, const solid_moments *s, shape_frame *out)
{
    double axes[3][3], trace = 0;
    shape_frame f;
    principal_axes(s->inertia, axes, f.moments);
    for (int a = 0; a < 3; a++)
        trace += f.moments[a];
    double share = kind == METRIC_FRAME_PRINCIPAL_HALF ? 2 : 1;
    double scale = 1 / sqrt(trace / (share * s->volume));
    if (!isfinite(scale))
        return false;
    for (int a = 0; a < 3; a++) {
        f.moments[a] /= s->volume;
        f.motion.offset[a] = 0;
        for (int b = 0; b < 3; b++) {
            f.motion.linear[a][b] = scale * axes[a][b];
            f.motion.offset[a] -= f.motion.linear[a][b] * s->center[b];
        }
    }
    *out = f;
    return true;
}

bool frame_of_shape(metric_frame kind, const box3 *box, const solid_moments *moments, bool is_truth, shape_frame *out)
{
    static const double origin[3] = {0, 0, 0};
    double middle[3], extent = 0;
    const bool stays = is_truth && lies_in_unit_cube(box);
    shape_frame f = {.moments = {0}};
    for (int a = 0; a < 3; a++) {
        middle[a] = box->low[a] / 2 + box->high[a] / 2;
        extent = fmax(extent, box->high[a] - box->low[a]);
    }
    if (!(extent > 0) || !isfinite(1 / extent))
        return false;
    switch (kind) {
    case METRIC_FRAME_PLACED:
        f.motion = scale_about(origin, 1, 0);
        break;
    case METRIC_FRAME_SCRIPT:
        f.motion = stays ? scale_about(origin, 1, 0) : scale_about(origin, 1. / 200, .5);
        break;
    case METRIC_FRAME_UNIT_BOX:
        f.motion = scale_about(middle, 1 / extent, .5);
        break;
    case METRIC_FRAME_PREDICTION_BOX:
        f.motion = stays ? scale_about(origin, 1, 0) : scale_about(middle, 1 / extent, .5);
        break;
    case METRIC_FRAME_CENTRED_BOX:
        f.motion = scale_about(middle, 2 / extent, 0);
        break;
    case METRIC_FRAME_CENTROID:
        f.motion = scale_about(moments->center, 1 / extent, 0);
        break;
    case METRIC_FRAME_PRINCIPAL:
    case METRIC_FRAME_PRINCIPAL_HALF:
        return frame_of_moments(kind, moments, out);
    }
    *out = f;
    return true;
}

/* ---- turns ---- */

enum { TURN_COUNT = 24, TURN_HALF_COUNT = 4, FLIP_COUNT = 4 };

/* The half turns first, then the other proper turns of the axes. */
static const frame_turn turns[TURN_COUNT] = {
    {{0, 1, 2}, {1, 1, 1}},   {{0, 1, 2}, {1, -1, -1}},  {{0, 1, 2}, {-1, 1, -1}},  {{0, 1, 2}, {-1, -1, 1}},
    {{1, 2, 0}, {1, 1, 1}},   {{1, 2, 0}, {1, -1, -1}},  {{1, 2, 0}, {-1, 1, -1}},  {{1, 2, 0}, {-1, -1, 1}},
    {{2, 0, 1}, {1, 1, 1}},   {{2, 0, 1}, {1, -1, -1}},  {{2, 0, 1}, {-1, 1, -1}},  {{2, 0, 1}, {-1, -1, 1}},
    {{0, 2, 1}, {-1, 1, 1}},  {{0, 2, 1}, {1, -1, 1}},   {{0, 2, 1}, {1, 1, -1}},   {{0, 2, 1}, {-1, -1, -1}},
    {{1, 0, 2}, {-1, 1, 1}},  {{1, 0, 2}, {1, -1, 1}},   {{1, 0, 2}, {1, 1, -1}},   {{1, 0, 2}, {-1, -1, -1}},
    {{2, 1, 0}, {-1, 1, 1}},  {{2, 1, 0}, {1, -1, 1}},   {{2, 1, 0}, {1, 1, -1}},   {{2, 1, 0}, {-1, -1, -1}},
};
static const frame_turn flips[FLIP_COUNT] = {
    {{0, 1, 2}, {1, 1, 1}},
    {{0, 1, 2}, {1, 1, -1}},
    {{0, 1, 2}, {1, -1, 1}},
    {{0, 1, 2}, {-1, 1, 1}},
};

static bool has_equal_moments(const double m[3])
{
    return m[1] - m[0] <= EQUAL_MOMENTS * m[1] || m[2] - m[1] <= EQUAL_MOMENTS * m[2];
}

const frame_turn *frame_turns(metric_alignment kind, const double truth_moments[3], const double prediction_moments[3],
                              uint32_t *out_count)
{
    const bool any = has_equal_moments(truth_moments) || has_equal_moments(prediction_moments);
    *out_count = 1;
    switch (kind) {
    case METRIC_ALIGN_ONE:
        break;
    case METRIC_ALIGN_TURNS:
        *out_count = TURN_HALF_COUNT;
        break;
    case METRIC_ALIGN_FLIPS:
        *out_count = FLIP_COUNT;
        return flips;
    case METRIC_ALIGN_TURNS_OR_ALL:
        *out_count = any ? TURN_COUNT : TURN_HALF_COUNT;
        break;
    }
    return turns;
}

shape_motion frame_turned(const shape_motion *motion, const frame_turn *turn)
{
    shape_motion out;
    for (int a = 0; a < 3; a++) {
        int from = turn->axis[a];
        for (int b = 0; b < 3; b++)
            out.linear[a][b] = turn->sign[a] * motion->linear[from][b];
        out.offset[a] = turn->sign[a] * motion->offset[from];
    }
    return out;
}

void motion_apply(const shape_motion *motion, const double from[3], double out[3])
{
    for (int a = 0; a < 3; a++)
        out[a] = motion->linear[a][0] * from[0] + motion->linear[a][1] * from[1] + motion->linear[a][2] * from[2] +
                 motion->offset[a];
}
