#include "ops/data/example_show.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "ops/data/example_window.h"
#include "reward/measure/picture.h"

enum { PICTURE_PARTS_MAX = 100, CELL_MIN = 32, GAP = 4 };

static void print_json_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c == '"' || *c == '\\')
            fprintf(out, "\\%c", *c);
        else if (*c < 0x20)
            fprintf(out, "\\u%04x", *c);
        else
            fputc(*c, out);
    }
    fputc('"', out);
}

lathe_status example_show_list(experiment_db *db, int64_t set, example_split split, uint32_t limit, bool json, FILE *out,
                               lathe_error *err)
{
    static const char *const names[] = {[EXAMPLE_TRAIN] = "train", [EXAMPLE_HELD] = "held"};
    example_list list = {0};
    lathe_status st = example_set_load(db, set, split, limit, &list, err);
    if (st != LATHE_OK)
        return st;
    for (uint32_t i = 0; i < list.count && !ferror(out); i++) {
        const example_entry *e = &list.rows[i];
        if (json) {
            fprintf(out, "{\"id\": %lld, \"name\": ", (long long)e->id);
            print_json_text(out, e->name);
            fprintf(out, ", \"split\": \"%s\", \"script_bytes\": %zu, \"points\": %u}\n", names[split], e->script_length,
                    e->point_count);
        } else {
            fprintf(out, "%8lld  %-5s  %5zu bytes  %6u points  %s\n", (long long)e->id, names[split], e->script_length,
                    e->point_count, e->name);
        }
    }
    example_list_clear(&list);
    if (ferror(out) || fflush(out) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot write the list: %s", strerror(errno));
    return LATHE_OK;
}

/* ---- picture ---- */

static lathe_status make_candidate(void *context, uint32_t index, example_candidate *out, lathe_error *err)
{
    const example_list *list = context;
    const example_entry *e = &list->rows[index];
    snprintf(out->name, sizeof out->name, "%s", e->name);
    out->kind = SOURCE_KIND_SCRIPT;
    if (e->script_length > 0)
        return bytes_append(&out->data, e->script, e->script_length, err);
    snprintf(out->problem, sizeof out->problem, "the part has no script");
    return LATHE_OK;
}

/* A small tetrahedron at each point: all that is known of a part without a script. */
static lathe_status mesh_of_points(const example_entry *e, triangle_mesh *out, lathe_error *err)
{
    static const double corners[4][3] = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
    static const uint32_t faces[4][3] = {{0, 1, 2}, {0, 3, 1}, {0, 2, 3}, {1, 3, 2}};
    double low = INFINITY, high = -INFINITY;
    lathe_status st = mesh_allocate(out, e->point_count * 4, e->point_count * 4, err);
    if (st != LATHE_OK)
        return st;
    for (size_t i = 0; i < (size_t)e->point_count * 3; i++) {
        low = fmin(low, e->points[i]);
        high = fmax(high, e->points[i]);
    }
    double size = (high - low) / 120;
    for (uint32_t p = 0; p < e->point_count; p++)
        for (uint32_t k = 0; k < 4; k++)
            for (uint32_t axis = 0; axis < 3; axis++) {
                out->vertices[p * 4 + k][axis] = e->points[p * 3 + axis] + size * corners[k][axis];
                out->triangles[p * 4 + k][axis] = p * 4 + faces[k][axis];
            }
    return LATHE_OK;
}

static lathe_status mesh_of(const example_candidate *c, const example_entry *e, triangle_mesh *out, lathe_error *err)
{
    const run_reply *r = &c->result.reply.run;
    if (c->problem[0] || c->result.reply.outcome.failure != FAILURE_OK || r->stl.length == 0)
        return mesh_of_points(e, out, err);
    return mesh_read_stl(r->stl.data, r->stl.length, out, err);
}

static lathe_status draw_parts(const example_list *list, uint32_t columns, uint32_t cell, example_window *w, picture *p,
                               lathe_error *err)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const example_candidate *c = NULL;
        triangle_mesh m = MESH_INIT;
        box3 frame;
        picture_area area = {i % columns * (cell + GAP) + GAP, i / columns * (cell + GAP) + GAP, cell, cell};
        lathe_status st = example_window_next(w, &c, err);
        if (st == LATHE_OK)
            st = mesh_of(c, &list->rows[i], &m, err);
        if (st == LATHE_OK && mesh_box(&m, &frame))
            st = picture_draw_mesh(p, &area, &m, &frame, PICTURE_TRUTH, err);
        mesh_clear(&m);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

lathe_status example_show_picture(experiment_db *db, int64_t set, example_split split, uint32_t count, uint32_t cell,
                                  const example_job_options *options, bytes *out_png, lathe_error *err)
{
    example_list list = {0};
    example_window *w = NULL;
    picture *p = NULL;
    run_request request = {.stl = true, .mesh_linear = 0.001, .mesh_angular = 0.1, .mode = SCORE_MODE_EXACT};
    if (count < 1 || count > PICTURE_PARTS_MAX || cell < CELL_MIN || cell > PICTURE_MAX_SIDE / 16)
        return lathe_fail(err, LATHE_E_INPUT, "a picture shows 1 to %d parts of %d to %d pixels", PICTURE_PARTS_MAX, CELL_MIN,
                          PICTURE_MAX_SIDE / 16);
    lathe_status st = example_set_load(db, set, split, count, &list, err);
    if (st == LATHE_OK && list.count == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "the example set has no such parts");
    if (st != LATHE_OK)
        goto done;
    uint32_t columns = (uint32_t)ceil(sqrt(list.count)), rows = (list.count + columns - 1) / columns;
    st = picture_new(columns * (cell + GAP) + GAP, rows * (cell + GAP) + GAP, PICTURE_WHITE, &p, err);
    if (st == LATHE_OK)
        st = example_window_new(options, &request, list.count, make_candidate, &list, &w, err);
    if (st == LATHE_OK)
        st = draw_parts(&list, columns, cell, w, p, err);
    if (st == LATHE_OK)
        st = picture_write_png(p, out_png, err);
done:
    example_window_free(w);
    picture_free(p);
    example_list_clear(&list);
    return st;
}
