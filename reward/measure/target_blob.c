/* target_blob.c: targets as bytes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/chamfer.h"
#include "reward/measure/target_internal.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "target blobs are written as the memory of a little-endian machine"
#endif

static const char MAGIC[8] = {'L', 'A', 'T', 'H', 'E', 'T', 'G', 'T'};
enum { SECTION_VOXELS = 16, SECTION_POINTS = 17, SECTION_MAX = ROW_GRID_COUNT + 2, OLD_HEAD_BYTES = 72 };

/* The blob's parts as they lie in memory; no padding, which the assertions hold. Version 1 ends before the metric. */
typedef struct blob_head {
    char magic[8];
    uint32_t version, sections;
    box3 box;
    double volume;
    uint64_t metric;
    double moments[3];
} blob_head;
typedef struct blob_section {
    uint32_t kind, detail;
    uint64_t words;
} blob_section;
_Static_assert(sizeof(blob_head) == OLD_HEAD_BYTES + 32 && sizeof(blob_section) == 16, "blob parts must have no padding");
_Static_assert(offsetof(blob_head, metric) == OLD_HEAD_BYTES, "version 1 is the beginning of version 2");

static uint64_t mix(uint64_t h, uint64_t w)
{
    h = (h ^ w) * 0xbf58476d1ce4e5b9u;
    return h ^ h >> 29;
}

uint64_t target_blob_check(const unsigned char *data, size_t length, uint32_t version)
{
    enum { WAYS = 4 };
    uint64_t h[WAYS] = {0x9e3779b97f4a7c15u ^ length, 1, 2, 3}, w[WAYS];
    size_t at = 0;
    for (; version != TARGET_OLD_VERSION && at + sizeof w <= length; at += sizeof w) {
        memcpy(w, data + at, sizeof w);
        for (int i = 0; i < WAYS; i++)
            h[i] = mix(h[i], w[i]);
    }
    for (; at + 8 <= length; at += 8) {
        memcpy(w, data + at, 8);
        h[0] = mix(h[0], w[0]);
    }
    for (int i = 1; version != TARGET_OLD_VERSION && i < WAYS; i++)
        h[0] = mix(h[0], h[i]);
    return h[0];
}

/* ---- writing ---- */

static uint64_t words_of_points(uint32_t count)
{
    return ((uint64_t)count * sizeof(float[3]) + 7) / 8;
}

/* The sections of the target in order; data[i] are section i's bytes, sizes[i] of them (the last word is filled with 0). */
static uint32_t list_sections(const target *t, blob_section out[SECTION_MAX], const void *data[SECTION_MAX],
                              size_t sizes[SECTION_MAX])
{
    uint32_t count = 0;
    for (int g = 0; g < ROW_GRID_COUNT; g++) {
        const sample_rows *r = &t->rows[g];
        if (!r->words)
            continue;
        out[count] = (blob_section){(uint32_t)g, r->open_rows, (uint64_t)r->row_count * r->row_words};
        data[count] = r->words;
        sizes[count] = out[count].words * 8;
        count++;
    }
    if (t->voxels.count > 0) {
        out[count] = (blob_section){SECTION_VOXELS, 0, t->voxels.count};
        data[count] = t->voxels.codes;
        sizes[count] = out[count].words * 8;
        count++;
    }
    if (t->point_count > 0) {
        out[count] = (blob_section){SECTION_POINTS, t->point_count, words_of_points(t->point_count)};
        data[count] = t->points;
        sizes[count] = t->point_count * sizeof *t->points;
        count++;
    }
    return count;
}

lathe_status target_encode(const target *t, bytes *out, lathe_error *err)
{
    blob_section sections[SECTION_MAX];
    const void *data[SECTION_MAX];
    size_t sizes[SECTION_MAX];
    blob_head head = {.version = TARGET_VERSION, .box = t->box, .volume = t->volume, .metric = t->metric};
    size_t length = sizeof head + 8;
    head.sections = list_sections(t, sections, data, sizes);
    memcpy(head.magic, MAGIC, sizeof MAGIC);
    memcpy(head.moments, t->moments, sizeof head.moments);
    for (uint32_t i = 0; i < head.sections; i++)
        length += sizeof sections[i] + sections[i].words * 8;
    unsigned char *p = NULL;
    lathe_status st = bytes_grow(out, length, &p, err);
    if (st != LATHE_OK)
        return st;
    unsigned char *start = p;
    memcpy(p, &head, sizeof head);
    p += sizeof head;
    for (uint32_t i = 0; i < head.sections; i++) {
        memcpy(p, &sections[i], sizeof sections[i]);
        p += sizeof sections[i];
        memcpy(p, data[i], sizes[i]);
        memset(p + sizes[i], 0, sections[i].words * 8 - sizes[i]);
        p += sections[i].words * 8;
    }
    uint64_t check = target_blob_check(start, length - 8, TARGET_VERSION);
    memcpy(p, &check, 8);
    return LATHE_OK;
}

/* ---- reading ---- */

static lathe_status check_head(const blob_head *h, lathe_error *err)
{
    for (int a = 0; a < 3; a++)
        if (!isfinite(h->box.low[a]) || !isfinite(h->box.high[a]) || !(h->box.low[a] < h->box.high[a]))
            return lathe_fail(err, LATHE_E_INPUT, "target's box is empty or not finite");
    if (!isfinite(h->volume) || !isfinite(box_volume(&h->box)) || !(box_volume(&h->box) > 0))
        return lathe_fail(err, LATHE_E_INPUT, "target's volume is not finite");
    if (h->metric >= METRIC_COUNT)
        return lathe_fail(err, LATHE_E_INPUT, "target is of metric %llu, which this program does not know",
                          (unsigned long long)h->metric);
    for (int a = 0; a < 3; a++)
        if (!isfinite(h->moments[a]))
            return lathe_fail(err, LATHE_E_INPUT, "target's moments are not finite");
    if (h->sections < 1 || h->sections > SECTION_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "target has %u sections", h->sections);
    return LATHE_OK;
}

static lathe_status decode_head(const unsigned char *data, size_t length, blob_head *out, size_t *out_bytes,
                                lathe_error *err)
{
    blob_head head = {.metric = METRIC_ABSOLUTE};
    if (length < OLD_HEAD_BYTES + 8 || memcmp(data, MAGIC, sizeof MAGIC) != 0)
        return lathe_fail(err, LATHE_E_INPUT, "not a target: no such beginning in %zu bytes", length);
    memcpy(&head, data, OLD_HEAD_BYTES);
    if (head.version != TARGET_VERSION && head.version != TARGET_OLD_VERSION)
        return lathe_fail(err, LATHE_E_INPUT, "target has version %u; this program reads %d and %d", head.version,
                          TARGET_OLD_VERSION, TARGET_VERSION);
    size_t own = head.version == TARGET_OLD_VERSION ? OLD_HEAD_BYTES : sizeof head;
    if (length % 8 != 0 || length > TARGET_MAX_BYTES || length < own + 8)
        return lathe_fail(err, LATHE_E_INPUT, "target has a wrong size of %zu bytes", length);
    uint64_t check;
    memcpy(&check, data + length - 8, 8);
    if (check != target_blob_check(data, length - 8, head.version))
        return lathe_fail(err, LATHE_E_INPUT, "target is damaged: its check does not agree");
    memcpy(&head, data, own);
    *out = head;
    *out_bytes = own;
    return check_head(&head, err);
}

static lathe_status decode_rows(const blob_section *s, const unsigned char *data, target *t, lathe_error *err)
{
    row_grid grid = (row_grid)s->kind;
    if (s->words != (uint64_t)row_grid_rows(grid) * row_grid_words(grid))
        return lathe_fail(err, LATHE_E_INPUT, "target's rows of grid '%s' have a wrong size", row_grid_name(grid));
    if (s->detail > row_grid_rows(grid))
        return lathe_fail(err, LATHE_E_INPUT, "target has %u open rows of %u", s->detail, row_grid_rows(grid));
    if (t->lends) {
        t->rows[grid] = (sample_rows){grid, row_grid_rows(grid), row_grid_words(grid), s->detail, (uint64_t *)(uintptr_t)data};
        return LATHE_OK;
    }
    lathe_status st = rows_allocate(grid, &t->rows[grid], err);
    if (st != LATHE_OK)
        return st;
    memcpy(t->rows[grid].words, data, s->words * 8);
    t->rows[grid].open_rows = s->detail;
    return LATHE_OK;
}

static lathe_status decode_voxels(const blob_section *s, const unsigned char *data, target *t, lathe_error *err)
{
    if (s->words == 0 || s->words > VOXELS_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "target has %llu voxels", (unsigned long long)s->words);
    uint64_t *codes = malloc(s->words * 8);
    if (!codes)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a target");
    memcpy(codes, data, s->words * 8);
    t->voxels = (voxel_set){codes, (uint32_t)s->words};
    for (uint32_t i = 1; i < t->voxels.count; i++)
        if (codes[i - 1] >= codes[i])
            return lathe_fail(err, LATHE_E_INPUT, "target's voxels are out of order");
    return LATHE_OK;
}

static lathe_status decode_points(const blob_section *s, const unsigned char *data, target *t, lathe_error *err)
{
    if (s->detail == 0 || s->detail > CHAMFER_MAX_POINTS || s->words != words_of_points(s->detail))
        return lathe_fail(err, LATHE_E_INPUT, "target has %u points of a wrong size", s->detail);
    t->points = malloc(s->detail * sizeof *t->points);
    if (!t->points)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a target");
    t->point_count = s->detail;
    memcpy(t->points, data, s->detail * sizeof *t->points);
    for (uint32_t i = 0; i < t->point_count; i++)
        for (int a = 0; a < 3; a++)
            if (!isfinite(t->points[i][a]))
                return lathe_fail(err, LATHE_E_INPUT, "target's point %u is not finite", i);
    return LATHE_OK;
}

/* Reads one section at *at, which must be of a later kind than the one before. */
static lathe_status decode_section(const unsigned char *data, size_t end, size_t *at, int64_t *last, target *t,
                                   lathe_error *err)
{
    blob_section s;
    if (end - *at < sizeof s)
        return lathe_fail(err, LATHE_E_INPUT, "target ends within a section");
    memcpy(&s, data + *at, sizeof s);
    *at += sizeof s;
    if (s.kind <= *last || (s.kind >= ROW_GRID_COUNT && s.kind != SECTION_VOXELS && s.kind != SECTION_POINTS))
        return lathe_fail(err, LATHE_E_INPUT, "target has a section of kind %u out of order", s.kind);
    if ((end - *at) / 8 < s.words)
        return lathe_fail(err, LATHE_E_INPUT, "target ends within a section");
    lathe_status st = s.kind == SECTION_VOXELS   ? decode_voxels(&s, data + *at, t, err)
                      : s.kind == SECTION_POINTS ? decode_points(&s, data + *at, t, err)
                                                 : decode_rows(&s, data + *at, t, err);
    *at += s.words * 8;
    *last = s.kind;
    return st;
}

static lathe_status decode(const void *data, size_t length, bool lends, target **out, lathe_error *err)
{
    blob_head head;
    size_t at = 0;
    int64_t last = -1;
    lathe_status st = decode_head(data, length, &head, &at, err);
    if (st != LATHE_OK)
        return st;
    target *t = calloc(1, sizeof *t);
    if (!t)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a target");
    t->lends = lends && (uintptr_t)data % sizeof(uint64_t) == 0;
    t->version = head.version;
    t->metric = (metric_id)head.metric;
    t->box = head.box;
    t->volume = head.volume;
    memcpy(t->moments, head.moments, sizeof t->moments);
    for (uint32_t i = 0; i < head.sections && st == LATHE_OK; i++)
        st = decode_section(data, length - 8, &at, &last, t, err);
    if (st == LATHE_OK && at != length - 8)
        st = lathe_fail(err, LATHE_E_INPUT, "target has %zu bytes too many", length - 8 - at);
    if (st == LATHE_OK)
        st = target_check_whole(t, err);
    if (st != LATHE_OK) {
        target_free(t);
        return st;
    }
    *out = t;
    return LATHE_OK;
}

lathe_status target_decode(const void *data, size_t length, target **out, lathe_error *err)
{
    return decode(data, length, false, out, err);
}

lathe_status target_view(const void *data, size_t length, target **out, lathe_error *err)
{
    return decode(data, length, true, out, err);
}
