/* generate_input.c: prompts from the command line, text files and safetensors. */
#include "ops/learner/generate_input.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "learner/model/safetensors.h"

enum { POINTS_FILE_MAX = 16 << 20 };

void generate_input_clear(generate_input *in)
{
    free(in->points);
    free(in->ids);
    memset(in, 0, sizeof *in);
}

/* ---- points ---- */

/* Three numbers a line; commas and white space separate, lines that begin with # are left out. */
static lathe_status read_line(const char *path, int number, char *line, double scale, float out[3], bool *out_point,
                              lathe_error *err)
{
    char *at = line + strspn(line, " \t,\r");

    *out_point = false;
    if (*at == 0 || *at == '#')
        return LATHE_OK;
    for (int i = 0; i < 3; i++) {
        char *end = NULL;
        double value = strtod(at, &end);
        if (end == at || !isfinite(value * scale))
            return lathe_fail(err, LATHE_E_INPUT, "%.180s:%d: needs three numbers", path, number);
        out[i] = (float)(value * scale);
        at = end + strspn(end, " \t,\r");
    }
    if (*at != 0)
        return lathe_fail(err, LATHE_E_INPUT, "%.180s:%d: more than three numbers", path, number);
    *out_point = true;
    return LATHE_OK;
}

static lathe_status read_points(const char *path, double scale, generate_input *in, lathe_error *err)
{
    bytes text;
    int number = 0;

    bytes_init(&text, POINTS_FILE_MAX);
    lathe_status st = file_read(path, &text, err);
    in->points = calloc(GENERATE_MAX_POINTS, 3 * sizeof *in->points);
    if (st == LATHE_OK && in->points == NULL)
        st = lathe_fail(err, LATHE_E_NOMEM, "points: out of memory");
    for (char *line = (char *)text.data; st == LATHE_OK && line != NULL && *line != 0;) {
        char *end = strchr(line, '\n');
        bool point = false;
        if (end != NULL)
            *end = 0;
        number++;
        if (in->point_count == GENERATE_MAX_POINTS)
            st = lathe_fail(err, LATHE_E_INPUT, "%.180s:%d: more than %d points", path, number, GENERATE_MAX_POINTS);
        else
            st = read_line(path, number, line, scale, in->points + 3 * (size_t)in->point_count, &point, err);
        in->point_count += point;
        line = end != NULL ? end + 1 : NULL;
    }
    if (st == LATHE_OK && in->point_count == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "%.200s: no points", path);
    in->rows = 1;
    bytes_clear(&text);
    return st;
}

static lathe_status read_tensors(const char *path, generate_input *in, lathe_error *err)
{
    safetensors_file *file = NULL;

    lathe_status st = safetensors_open(path, &file, err);
    if (st != LATHE_OK)
        return st;
    const safetensors_entry *e = safetensors_find(file, "point_cloud");
    int64_t rows = e != NULL && e->rank == 3 ? e->dims[0] : 1, points = e != NULL && e->rank >= 2 ? e->dims[e->rank - 2] : 0;
    if (e == NULL)
        st = lathe_fail(err, LATHE_E_INPUT, "%.180s: no tensor 'point_cloud'", path);
    else if (e->type != SAFETENSORS_F32 || e->rank < 2 || e->rank > 3 || e->dims[e->rank - 1] != 3 || rows < 1 ||
             rows > GENERATE_MAX_ROWS || points < 1 || points > GENERATE_MAX_POINTS)
        st = lathe_fail(err, LATHE_E_INPUT, "%.180s: 'point_cloud' is not float32 [n][3] or [rows][n][3]", path);
    if (st == LATHE_OK) {
        in->points = malloc(e->size);
        if (in->points == NULL)
            st = lathe_fail(err, LATHE_E_NOMEM, "points: out of memory");
    }
    if (st == LATHE_OK) {
        memcpy(in->points, e->data, e->size);
        in->rows = (uint32_t)rows;
        in->point_count = (uint32_t)points;
    }
    safetensors_close(file);
    return st;
}

/* ---- ids ---- */

static lathe_status read_ids(const char *text, generate_input *in, uint32_t *out_rows, lathe_error *err)
{
    uint32_t total = 0, row = 0;

    in->ids = calloc(GENERATE_MAX_IDS, sizeof *in->ids);
    if (in->ids == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "ids: out of memory");
    for (const char *at = text;;) {
        char *end = NULL;
        errno = 0;
        long value = strtol(at, &end, 10);
        if (end == at || errno != 0 || value < 0 || value > INT32_MAX || (*end != 0 && *end != ',' && *end != ';'))
            return lathe_fail(err, LATHE_E_INPUT, "generate: '--ids' is 1,2,3 and not '%.60s'", at);
        if (total == GENERATE_MAX_IDS || row == GENERATE_MAX_ROWS)
            return lathe_fail(err, LATHE_E_INPUT, "generate: '--ids' has more than %d ids or %d rows", GENERATE_MAX_IDS,
                              GENERATE_MAX_ROWS);
        in->ids[total++] = (int32_t)value;
        in->count[row]++;
        if (*end == 0)
            break;
        if (*end == ';') {
            if (++row < GENERATE_MAX_ROWS)
                in->first[row] = total;
        }
        at = end + 1;
    }
    *out_rows = row + 1;
    return LATHE_OK;
}

static lathe_status encode_prompt(const char *text, const tokenizer *tokens, generate_input *in, lathe_error *err)
{
    int32_t *ids = NULL, bos = tokenizer_get_specials(tokens).bos;
    uint32_t count = 0, with_bos = bos >= 0 ? 1 : 0;

    lathe_status st = tokenizer_encode(tokens, text, strlen(text), false, &ids, &count, err);
    if (st != LATHE_OK)
        return st;
    in->ids = calloc((size_t)count + 1, sizeof *in->ids);
    if (in->ids == NULL) {
        free(ids);
        return lathe_fail(err, LATHE_E_NOMEM, "ids: out of memory");
    }
    in->ids[0] = bos;
    if (count > 0)
        memcpy(in->ids + with_bos, ids, count * sizeof *ids);
    in->count[0] = count + with_bos;
    free(ids);
    return LATHE_OK;
}

lathe_status generate_input_read(const arguments *a, const tokenizer *tokens, bool model_has_points, generate_input *out,
                                 lathe_error *err)
{
    const char *points = arguments_text(a, "points", NULL), *inputs = arguments_text(a, "inputs", NULL);
    const char *prompt = arguments_text(a, "prompt", NULL), *ids = arguments_text(a, "ids", NULL);
    uint32_t id_rows = 1;
    lathe_status st = LATHE_OK;

    if ((points != NULL && inputs != NULL) || (prompt != NULL && ids != NULL))
        return lathe_fail(err, LATHE_E_INPUT, "generate: one of --points and --inputs, one of --prompt and --ids");
    if (points == NULL && inputs == NULL && prompt == NULL && ids == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "generate: needs --points, --inputs, --prompt or --ids");
    if ((points != NULL || inputs != NULL) != model_has_points)
        return lathe_fail(err, LATHE_E_INPUT, "generate: this model %s points",
                          model_has_points ? "needs --points or --inputs, it reads" : "reads no");
    if (ids == NULL && tokens == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "generate: without a tokenizer.json the model needs --ids");
    if (points != NULL)
        st = read_points(points, arguments_number(a, "point-scale", .01), out, err);
    else if (inputs != NULL)
        st = read_tensors(inputs, out, err);
    if (st == LATHE_OK && ids != NULL)
        st = read_ids(ids, out, &id_rows, err);
    else if (st == LATHE_OK)
        st = encode_prompt(prompt != NULL ? prompt : "", tokens, out, err);
    if (st != LATHE_OK)
        return st;
    if (out->rows > 1 && id_rows > 1 && id_rows != out->rows)
        return lathe_fail(err, LATHE_E_INPUT, "generate: %u rows of points and %u of ids", out->rows, id_rows);
    for (uint32_t i = id_rows; i < out->rows; i++) {
        out->first[i] = out->first[0];
        out->count[i] = out->count[0];
    }
    if (points != NULL && id_rows > 1)
        return lathe_fail(err, LATHE_E_INPUT, "generate: %u rows of ids and one of points", id_rows);
    if (out->rows < id_rows)
        out->rows = id_rows;
    return LATHE_OK;
}
