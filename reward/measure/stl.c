/* stl.c: STL in (binary, ASCII) and out (binary). A file is taken as binary where its size agrees with its count, because
 * some writers begin binary files with "solid" too. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/mesh.h"
#include "reward/measure/words.h"

enum { STL_HEADER = 84, STL_FACET = 50 };

static uint32_t read_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static float read_float(const unsigned char *p)
{
    uint32_t bits = read_u32(p);
    float f;
    memcpy(&f, &bits, sizeof f);
    return f;
}

static void write_u32(unsigned char *p, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(value >> (8 * i));
}

static void write_float(unsigned char *p, double value)
{
    float f = (float)value;
    uint32_t bits;
    memcpy(&bits, &f, sizeof bits);
    write_u32(p, bits);
}

/* Corners in order of the file, three a triangle, become a mesh of joined vertices. Takes what `corners` holds. */
static lathe_status mesh_from_corners(triangle_mesh *corners, triangle_mesh *out, lathe_error *err)
{
    triangle_mesh joined = MESH_INIT;
    uint32_t count = 0;
    uint32_t *of = malloc(((size_t)corners->vertex_count + 1) * sizeof *of);
    lathe_status st = of ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "out of memory reading STL");
    if (st == LATHE_OK)
        st = mesh_join_vertices(corners, of, &count, err);
    if (st == LATHE_OK)
        st = mesh_allocate(&joined, count, corners->triangle_count, err);
    if (st == LATHE_OK) {
        for (uint32_t i = 0; i < corners->vertex_count; i++) {
            memcpy(joined.vertices[of[i]], corners->vertices[i], sizeof joined.vertices[0]);
            joined.triangles[i / 3][i % 3] = of[i];
        }
        *out = joined;
    }
    free(of);
    mesh_clear(corners);
    return st;
}

static lathe_status read_binary(const unsigned char *data, uint32_t count, triangle_mesh *out, lathe_error *err)
{
    triangle_mesh corners = MESH_INIT;
    lathe_status st = mesh_allocate(&corners, count * 3, count, err);
    if (st != LATHE_OK)
        return st;
    uint32_t bad = 0, first_bad = 0, last_bad = 0; /* facets, from 1 */
    for (uint32_t i = 0; i < count * 3; i++) {
        const unsigned char *p = data + STL_HEADER + (size_t)(i / 3) * STL_FACET + 12 + (i % 3) * 12;
        for (int a = 0; a < 3; a++) {
            corners.vertices[i][a] = (double)read_float(p + 4 * a);
            if (isfinite(corners.vertices[i][a]) || last_bad == i / 3 + 1)
                continue;
            last_bad = i / 3 + 1;
            first_bad = bad++ == 0 ? last_bad : first_bad;
        }
    }
    if (bad > 0) {
        mesh_clear(&corners);
        return lathe_fail(err, LATHE_E_INPUT, "STL facet %u has a coordinate that is not finite; %u of %u facets have", first_bad,
                          bad, count);
    }
    return mesh_from_corners(&corners, out, err);
}

static lathe_status expect_word(word_reader *r, const char *word, lathe_error *err)
{
    if (word_next(r) && strcmp(r->word, word) == 0)
        return LATHE_OK;
    lathe_fail(err, LATHE_E_INPUT, "malformed STL: expected '%s' but found '%s'", word, r->word);
    if (err)
        err->line = r->line;
    return LATHE_E_INPUT;
}

static lathe_status expect_numbers(word_reader *r, double out[3], lathe_error *err)
{
    for (int a = 0; a < 3; a++) {
        char *end = NULL;
        bool got = word_next(r);
        out[a] = got ? (double)strtof(r->word, &end) : 0;
        if (!got || *end || !isfinite(out[a])) {
            lathe_fail(err, LATHE_E_INPUT, "malformed STL: expected a finite number but found '%s'", r->word);
            if (err)
                err->line = r->line;
            return LATHE_E_INPUT;
        }
    }
    return LATHE_OK;
}

/* `facet` was read already. */
static lathe_status read_facet(word_reader *r, double out[3][3], lathe_error *err)
{
    static const char *const before[] = {"outer", "loop"}, *const after[] = {"endloop", "endfacet"};
    lathe_status st = expect_word(r, "normal", err);
    /* Normals are computed from the corners; some writers put nan here. */
    for (int a = 0; a < 3 && st == LATHE_OK; a++)
        word_next(r);
    for (int i = 0; i < 2 && st == LATHE_OK; i++)
        st = expect_word(r, before[i], err);
    for (int c = 0; c < 3 && st == LATHE_OK; c++) {
        st = expect_word(r, "vertex", err);
        if (st == LATHE_OK)
            st = expect_numbers(r, out[c], err);
    }
    for (int i = 0; i < 2 && st == LATHE_OK; i++)
        st = expect_word(r, after[i], err);
    return st;
}

static lathe_status read_ascii(const char *text, size_t length, triangle_mesh *out, lathe_error *err)
{
    bytes corners;
    bytes_init(&corners, (size_t)MESH_MAX_VERTICES * sizeof(double[3]));
    word_reader r = {.at = text, .end = text + length, .line = 1};
    lathe_status st = LATHE_OK;
    while (st == LATHE_OK && word_next(&r)) {
        double facet[3][3];
        if (strcmp(r.word, "solid") == 0 || strcmp(r.word, "endsolid") == 0) {
            word_skip_line(&r);
        } else if (strcmp(r.word, "facet") == 0) {
            st = read_facet(&r, facet, err);
            if (st == LATHE_OK)
                st = bytes_append(&corners, facet, sizeof facet, err);
        } else {
            st = lathe_fail(err, LATHE_E_INPUT, "malformed STL: expected 'facet' but found '%s'", r.word);
            if (err)
                err->line = r.line;
        }
    }
    triangle_mesh m = MESH_INIT;
    uint32_t count = (uint32_t)(corners.length / sizeof(double[3][3]));
    if (st == LATHE_OK && count == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "STL has no facets");
    if (st == LATHE_OK)
        st = mesh_allocate(&m, count * 3, count, err);
    if (st == LATHE_OK)
        memcpy(m.vertices, corners.data, corners.length);
    bytes_clear(&corners);
    return st == LATHE_OK ? mesh_from_corners(&m, out, err) : st;
}

lathe_status mesh_read_stl(const void *data, size_t length, triangle_mesh *out, lathe_error *err)
{
    const unsigned char *p = data;
    if (length >= STL_HEADER) {
        uint32_t count = read_u32(p + 80);
        if (length == STL_HEADER + (size_t)count * STL_FACET) {
            if (count == 0)
                return lathe_fail(err, LATHE_E_INPUT, "STL has no facets");
            if (count > MESH_MAX_TRIANGLES / 3)
                return lathe_fail(err, LATHE_E_INPUT, "STL has %u facets; at most %d are read", count,
                                  MESH_MAX_TRIANGLES / 3);
            return read_binary(p, count, out, err);
        }
    }
    if (length >= 5 && memcmp(data, "solid", 5) == 0)
        return read_ascii(data, length, out, err);
    return lathe_fail(err, LATHE_E_INPUT, "not an STL file: neither begins with 'solid' nor has the size its count says");
}

lathe_status mesh_write_stl(const triangle_mesh *m, bytes *out, lathe_error *err)
{
    unsigned char *p = NULL;
    lathe_status st = mesh_check(m, err);
    if (st == LATHE_OK)
        st = bytes_grow(out, STL_HEADER + (size_t)m->triangle_count * STL_FACET, &p, err);
    if (st != LATHE_OK)
        return st;
    memset(p, 0, STL_HEADER);
    memcpy(p, "lathe binary STL", 16);
    write_u32(p + 80, m->triangle_count);
    p += STL_HEADER;
    for (uint32_t t = 0; t < m->triangle_count; t++, p += STL_FACET) {
        double normal[3];
        mesh_triangle_normal(m, t, normal);
        double size = sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
        for (int a = 0; a < 3; a++) {
            write_float(p + 4 * a, size > 0 ? normal[a] / size : 0);
            for (int c = 0; c < 3; c++)
                write_float(p + 12 + 12 * c + 4 * a, m->vertices[m->triangles[t][c]][a]);
        }
        p[48] = p[49] = 0;
    }
    return LATHE_OK;
}
