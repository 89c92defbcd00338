#include "ops/commands/score_summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ops/cli/json.h"

static int compare_records(const void *a, const void *b)
{
    return strcmp(((const score_record *)a)->truth, ((const score_record *)b)->truth);
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Of sorted numbers. */
static double median(const double *x, size_t count)
{
    return count > 0 ? (x[(count - 1) / 2] + x[count / 2]) / 2 : NAN;
}

static double mean(const double *x, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += x[i];
    return count > 0 ? sum / (double)count : NAN;
}

/* The candidates of one input. Returns whether one is valid. */
static bool take_input(const score_record *r, size_t count, double *out_iou, double *out_chamfer)
{
    bool valid = false;

    *out_iou = 0;
    *out_chamfer = INFINITY;
    for (size_t i = 0; i < count; i++) {
        valid = valid || r[i].ok;
        *out_iou = fmax(*out_iou, r[i].iou);
        if (r[i].has_chamfer)
            *out_chamfer = fmin(*out_chamfer, r[i].chamfer);
    }
    return valid;
}

static void summarise_all(const score_record *r, size_t count, double *chamfers, score_summary *s)
{
    double all = 0;

    for (size_t i = 0; i < count; i++) {
        s->valid += r[i].ok;
        all += r[i].iou;
        if (r[i].has_chamfer)
            chamfers[s->with_chamfer++] = r[i].chamfer;
    }
    s->scored = count;
    s->iou_mean = count > 0 ? all / (double)count : NAN;
    s->iou_mean_valid = s->valid > 0 ? all / (double)s->valid : NAN; /* failures add 0 */
    s->vsr = count > 0 ? (double)s->valid / (double)count : NAN;
    qsort(chamfers, s->with_chamfer, sizeof *chamfers, compare_numbers);
    s->chamfer_median = median(chamfers, s->with_chamfer);
    for (size_t k = 0; k < SUMMARY_SKIPPED; k++)
        s->chamfer_mean[k] = mean(chamfers, s->with_chamfer > k ? s->with_chamfer - k : 0);
}

static void summarise_inputs(score_record *r, size_t count, double *chamfers, score_summary *s)
{
    size_t invalid = 0, measured = 0;
    double best = 0;

    qsort(r, count, sizeof *r, compare_records);
    for (size_t i = 0, next; i < count; i = next) {
        double iou, chamfer;
        next = i;
        while (next < count && strcmp(r[i].truth, r[next].truth) == 0)
            next++;
        invalid += !take_input(r + i, next - i, &iou, &chamfer);
        best += iou;
        if (isfinite(chamfer))
            chamfers[measured++] = chamfer;
        s->inputs++;
    }
    s->invalidity = s->inputs > 0 ? (double)invalid / (double)s->inputs : NAN;
    s->iou_best = s->inputs > 0 ? best / (double)s->inputs : NAN;
    qsort(chamfers, measured, sizeof *chamfers, compare_numbers);
    s->chamfer_best_median = median(chamfers, measured);
}

lathe_status score_summarise(score_record *records, size_t count, score_summary *out, lathe_error *err)
{
    score_summary s = {0};
    double *chamfers = malloc((count + 1) * sizeof *chamfers);

    if (chamfers == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "score: out of memory");
    summarise_all(records, count, chamfers, &s);
    summarise_inputs(records, count, chamfers, &s);
    free(chamfers);
    *out = s;
    return LATHE_OK;
}

void score_summary_print(const score_summary *s, FILE *out)
{
    fprintf(out, "mean IoU %.6f of %zu pairs\n", s->iou_mean, s->scored);
    fprintf(out, "of %zu valid ones %.6f; VSR %.4f; best of each of %zu inputs %.6f, invalidity ratio %.4f\n", s->valid,
            s->iou_mean_valid, s->vsr, s->inputs, s->iou_best, s->invalidity);
    if (s->with_chamfer > 0)
        fprintf(out, "chamfer distance x1000 of %zu: median %.6g (best of each input %.6g), mean %.6g, without the 1, 2, 3, 4 "
                "greatest %.6g, %.6g, %.6g, %.6g\n",
                s->with_chamfer, s->chamfer_median, s->chamfer_best_median, s->chamfer_mean[0], s->chamfer_mean[1],
                s->chamfer_mean[2], s->chamfer_mean[3], s->chamfer_mean[4]);
}

static json_t *number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

json_t *score_summary_json(const score_summary *s)
{
    json_t *object = json_object();

    json_object_set_new(object, "pairs", json_integer((json_int_t)s->scored));
    json_object_set_new(object, "valid", json_integer((json_int_t)s->valid));
    json_object_set_new(object, "inputs", json_integer((json_int_t)s->inputs));
    json_object_set_new(object, "iou_mean", number(s->iou_mean));
    json_object_set_new(object, "iou_mean_valid", number(s->iou_mean_valid));
    json_object_set_new(object, "iou_best_mean", number(s->iou_best));
    json_object_set_new(object, "vsr", number(s->vsr));
    json_object_set_new(object, "invalidity_ratio", number(s->invalidity));
    if (s->with_chamfer > 0) {
        json_object_set_new(object, "chamfer_median", number(s->chamfer_median));
        json_object_set_new(object, "chamfer_best_median", number(s->chamfer_best_median));
        json_object_set_new(object, "chamfer_means", json_numbers(s->chamfer_mean, SUMMARY_SKIPPED));
    }
    return object;
}
