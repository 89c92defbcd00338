#include "reward/measure/target.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "target blobs are written as the memory of a little-endian machine"
#endif

struct target {
    box3 box;
    double volume;
    sample_rows rows[ROW_GRID_COUNT]; /* words NULL where absent */
};

static const char MAGIC[8] = {'L', 'A', 'T', 'H', 'E', 'T', 'G', 'T'};

/* The blob's parts as they lie in memory; no padding, which the assertions hold. */
typedef struct blob_head {
    char magic[8];
    uint32_t version, sections;
    box3 box;
    double volume;
} blob_head;
typedef struct blob_section {
    uint32_t grid, open_rows;
    uint64_t words;
} blob_section;
_Static_assert(sizeof(blob_head) == 72 && sizeof(blob_section) == 16, "blob parts must have no padding");

/* The finer lattice counts where truth and prediction together fill less than a quarter of the box: never where the truth
 * alone fills that much. */
static bool needs_finer(const target *t)
{
    const sample_rows *r = &t->rows[ROW_GRID_LATTICE_4096];
    return rows_count(r) * 4 < (uint64_t)r->row_count * 64;
}

static lathe_status check_filled(const target *t, const char *otherwise, lathe_error *err)
{
    const row_grid finest = needs_finer(t) ? ROW_GRID_LATTICE_16384 : ROW_GRID_LATTICE_4096;
    return rows_count(&t->rows[finest]) > 0 ? LATHE_OK : lathe_fail(err, LATHE_E_INPUT, "%s", otherwise);
}

lathe_status target_from_mesh(const triangle_mesh *m, row_grid extra, target **out, lathe_error *err)
{
    target *t = calloc(1, sizeof *t);
    lathe_status st = t ? mesh_check(m, err) : lathe_fail(err, LATHE_E_NOMEM, "out of memory for a target");
    if (st == LATHE_OK && (!mesh_box(m, &t->box) || !(box_volume(&t->box) > 0)))
        st = lathe_fail(err, LATHE_E_INPUT, "the truth has no volume");
    for (int g = 0; g < ROW_GRID_COUNT && st == LATHE_OK; g++)
        if (g == ROW_GRID_LATTICE_4096 || (g == ROW_GRID_LATTICE_16384 && needs_finer(t)) || g == (int)extra)
            st = rows_from_mesh(m, &t->box, (row_grid)g, &t->rows[g], err);
    if (st == LATHE_OK)
        st = check_filled(t, "the truth has no volume", err);
    if (st != LATHE_OK) {
        target_free(t);
        return st;
    }
    t->volume = mesh_volume(m);
    *out = t;
    return LATHE_OK;
}

void target_free(target *t)
{
    if (!t)
        return;
    for (int g = 0; g < ROW_GRID_COUNT; g++)
        rows_clear(&t->rows[g]);
    free(t);
}

const box3 *target_box(const target *t)
{
    return &t->box;
}

double target_volume(const target *t)
{
    return t->volume;
}

const sample_rows *target_rows(const target *t, row_grid grid)
{
    return t->rows[grid].words ? &t->rows[grid] : NULL;
}

/* Mixes 64-bit words; finds damage, not intent: targets are named by SHA-256 where that matters. */
static uint64_t blob_check(const unsigned char *data, size_t length)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ length;
    for (size_t i = 0; i + 8 <= length; i += 8) {
        uint64_t w;
        memcpy(&w, data + i, 8);
        h = (h ^ w) * 0xbf58476d1ce4e5b9u;
        h ^= h >> 29;
    }
    return h;
}

lathe_status target_encode(const target *t, bytes *out, lathe_error *err)
{
    blob_head head = {.version = TARGET_VERSION, .box = t->box, .volume = t->volume};
    size_t length = sizeof head + 8;
    memcpy(head.magic, MAGIC, sizeof MAGIC);
    for (int g = 0; g < ROW_GRID_COUNT; g++) {
        head.sections += t->rows[g].words != NULL;
        if (t->rows[g].words)
            length += sizeof(blob_section) + (size_t)t->rows[g].row_count * t->rows[g].row_words * 8;
    }
    unsigned char *p = NULL;
    lathe_status st = bytes_grow(out, length, &p, err);
    if (st != LATHE_OK)
        return st;
    unsigned char *start = p;
    memcpy(p, &head, sizeof head);
    p += sizeof head;
    for (int g = 0; g < ROW_GRID_COUNT; g++) {
        const sample_rows *r = &t->rows[g];
        if (!r->words)
            continue;
        blob_section section = {(uint32_t)g, r->open_rows, (uint64_t)r->row_count * r->row_words};
        memcpy(p, &section, sizeof section);
        memcpy(p + sizeof section, r->words, section.words * 8);
        p += sizeof section + section.words * 8;
    }
    uint64_t check = blob_check(start, length - 8);
    memcpy(p, &check, 8);
    return LATHE_OK;
}

static lathe_status decode_head(const unsigned char *data, size_t length, blob_head *out, lathe_error *err)
{
    if (length < sizeof *out + 8 || memcmp(data, MAGIC, sizeof MAGIC) != 0)
        return lathe_fail(err, LATHE_E_INPUT, "not a target: no such beginning in %zu bytes", length);
    memcpy(out, data, sizeof *out);
    if (out->version != TARGET_VERSION)
        return lathe_fail(err, LATHE_E_INPUT, "target has version %u; this program reads %d", out->version,
                          TARGET_VERSION);
    if (length % 8 != 0 || length > TARGET_MAX_BYTES)
        return lathe_fail(err, LATHE_E_INPUT, "target has a wrong size of %zu bytes", length);
    uint64_t check;
    memcpy(&check, data + length - 8, 8);
    if (check != blob_check(data, length - 8))
        return lathe_fail(err, LATHE_E_INPUT, "target is damaged: its check does not agree");
    for (int a = 0; a < 3; a++)
        if (!isfinite(out->box.low[a]) || !isfinite(out->box.high[a]) || !(out->box.low[a] < out->box.high[a]))
            return lathe_fail(err, LATHE_E_INPUT, "target's box is empty or not finite");
    if (!isfinite(out->volume) || !isfinite(box_volume(&out->box)) || !(box_volume(&out->box) > 0))
        return lathe_fail(err, LATHE_E_INPUT, "target's volume is not finite");
    if (out->sections < 1 || out->sections > ROW_GRID_COUNT)
        return lathe_fail(err, LATHE_E_INPUT, "target has %u sections", out->sections);
    return LATHE_OK;
}

/* Reads one section at *at, which must be of a later grid than the one before. */
static lathe_status decode_section(const unsigned char *data, size_t end, size_t *at, int *last, target *t,
                                   lathe_error *err)
{
    blob_section s;
    if (end - *at < sizeof s)
        return lathe_fail(err, LATHE_E_INPUT, "target ends within a section");
    memcpy(&s, data + *at, sizeof s);
    *at += sizeof s;
    if (s.grid >= ROW_GRID_COUNT || (int)s.grid <= *last)
        return lathe_fail(err, LATHE_E_INPUT, "target has rows of grid %u out of order", s.grid);
    row_grid grid = (row_grid)s.grid;
    if (s.words != (uint64_t)row_grid_rows(grid) * row_grid_words(grid) || (end - *at) / 8 < s.words)
        return lathe_fail(err, LATHE_E_INPUT, "target's rows of grid '%s' have a wrong size", row_grid_name(grid));
    if (s.open_rows > row_grid_rows(grid))
        return lathe_fail(err, LATHE_E_INPUT, "target has %u open rows of %u", s.open_rows, row_grid_rows(grid));
    lathe_status st = rows_allocate(grid, &t->rows[grid], err);
    if (st != LATHE_OK)
        return st;
    memcpy(t->rows[grid].words, data + *at, s.words * 8);
    t->rows[grid].open_rows = s.open_rows;
    *at += s.words * 8;
    *last = (int)s.grid;
    return LATHE_OK;
}

lathe_status target_decode(const void *data, size_t length, target **out, lathe_error *err)
{
    blob_head head;
    lathe_status st = decode_head(data, length, &head, err);
    if (st != LATHE_OK)
        return st;
    target *t = calloc(1, sizeof *t);
    if (!t)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a target");
    t->box = head.box;
    t->volume = head.volume;
    size_t at = sizeof head;
    int last = -1;
    for (uint32_t i = 0; i < head.sections && st == LATHE_OK; i++)
        st = decode_section(data, length - 8, &at, &last, t, err);
    if (st == LATHE_OK && at != length - 8)
        st = lathe_fail(err, LATHE_E_INPUT, "target has %zu bytes too many", length - 8 - at);
    if (st == LATHE_OK && (!t->rows[ROW_GRID_LATTICE_4096].words ||
                           (needs_finer(t) && !t->rows[ROW_GRID_LATTICE_16384].words)))
        st = lathe_fail(err, LATHE_E_INPUT, "target lacks the rows of a lattice");
    if (st == LATHE_OK)
        st = check_filled(t, "target has no sample inside", err);
    if (st != LATHE_OK) {
        target_free(t);
        return st;
    }
    *out = t;
    return LATHE_OK;
}

/* Rounds the box to steps of a power of two, about 1/50,000 of its greatest extent. Where rounding turns, the odd
 * constants keep clear of numbers that people and programs write. */
static lathe_status round_box(const box3 *box, int64_t out_steps[6], double *out_step, lathe_error *err)
{
    double extent = 0;
    for (int a = 0; a < 3; a++)
        extent = fmax(extent, box->high[a] - box->low[a]);
    int exponent = 0;
    frexp(extent * 1.17235, &exponent);
    double step = ldexp(1, exponent - 16);
    for (int i = 0; i < 6; i++) {
        double steps = floor((i < 3 ? box->low[i] : box->high[i - 3]) / step + .5137);
        if (!(extent > 0) || !(fabs(steps) < 9e15))
            return lathe_fail(err, LATHE_E_INPUT, "the shape has no extent to name it by");
        out_steps[i] = (int64_t)steps;
    }
    for (int a = 0; a < 3; a++)
        if (out_steps[a] == out_steps[a + 3])
            out_steps[a + 3]++;
    *out_step = step;
    return LATHE_OK;
}

lathe_status target_shape_hash(const triangle_mesh *m, hash256 *out, lathe_error *err)
{
    box3 box = {{0}, {0}}, rounded;
    int64_t steps[6];
    double step = 0;
    sample_rows rows = {0};
    lathe_status st = mesh_check(m, err);
    if (st == LATHE_OK && !mesh_box(m, &box))
        st = lathe_fail(err, LATHE_E_INPUT, "an empty mesh has no shape to name");
    if (st == LATHE_OK)
        st = round_box(&box, steps, &step, err);
    if (st != LATHE_OK)
        return st;
    for (int a = 0; a < 3; a++) {
        rounded.low[a] = (double)steps[a] * step;
        rounded.high[a] = (double)steps[a + 3] * step;
    }
    st = rows_from_mesh(m, &rounded, ROW_GRID_LATTICE_4096, &rows, err);
    if (st != LATHE_OK)
        return st;
    hash_state h;
    hash_begin(&h);
    hash_add(&h, steps, sizeof steps);
    hash_add(&h, &step, sizeof step);
    hash_add(&h, rows.words + 1, (rows.row_count - 1) * sizeof *rows.words);
    *out = hash_end(&h);
    rows_clear(&rows);
    return LATHE_OK;
}
