#include "reward/measure/ply.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/words.h"

enum { MAX_ELEMENTS = 16, MAX_PROPERTIES = 64, NUMBERS = 6, MAX_CORNERS = 1 << 16, HEADER_WORDS = 5 };

typedef enum ply_format { PLY_ASCII, PLY_LITTLE, PLY_BIG } ply_format;

static const struct {
    const char *name, *other;
    uint8_t size;
    char as; /* signed, unsigned or float */
} types[] = {
    {"char", "int8", 1, 's'},  {"uchar", "uint8", 1, 'u'}, {"short", "int16", 2, 's'},   {"ushort", "uint16", 2, 'u'},
    {"int", "int32", 4, 's'},  {"uint", "uint32", 4, 'u'}, {"float", "float32", 4, 'f'}, {"double", "float64", 8, 'f'},
};
enum { TYPE_COUNT = sizeof types / sizeof *types, NO_TYPE = TYPE_COUNT };

/* What a property is read for: a vertex's number 0 to 5, a face's corners. */
enum { FOR_NOTHING = -1, FOR_CORNERS = NUMBERS };

typedef struct ply_property {
    uint8_t type, count_type; /* NO_TYPE: not a list */
    int use;
} ply_property;

typedef struct ply_element {
    enum { VERTICES, FACES, OTHERS } kind;
    uint32_t count, property_count;
    ply_property properties[MAX_PROPERTIES];
} ply_element;

typedef struct ply_reader {
    ply_format format;
    uint32_t element_count;
    ply_element elements[MAX_ELEMENTS];
    word_reader words; /* the header, then text or bytes from words.at */
    uint32_t seen;     /* uses of vertices' properties, as bits */
    surface_point *points;
    uint32_t point_count, faces;
    bytes triangles;
} ply_reader;

static lathe_status fail_header(const ply_reader *r, lathe_error *err, const char *what)
{
    lathe_fail(err, LATHE_E_INPUT, "line %d of the PLY header: %s", r->words.line, what);
    if (err)
        err->line = r->words.line;
    return LATHE_E_INPUT;
}

/* ---- header ---- */

/* The words of the next line, empty ones after the last; false where there is none, or more of them. */
static bool header_line(ply_reader *r, char out[HEADER_WORDS][64])
{
    const char *end = memchr(r->words.at, '\n', (size_t)(r->words.end - r->words.at));
    word_reader line = {.at = r->words.at, .end = end, .line = 1};
    int count = 0;
    if (!end)
        return false;
    memset(out, 0, HEADER_WORDS * sizeof *out);
    while (count < HEADER_WORDS && word_next(&line))
        memcpy(out[count++], line.word, sizeof line.word);
    bool is_comment = strcmp(out[0], "comment") == 0 || strcmp(out[0], "obj_info") == 0;
    bool more = count == HEADER_WORDS && word_next(&line) && !is_comment;
    r->words.at = end + 1;
    r->words.line++;
    return !more;
}

static uint8_t type_of(const char *name)
{
    uint8_t i = 0;
    while (i < TYPE_COUNT && strcmp(name, types[i].name) != 0 && strcmp(name, types[i].other) != 0)
        i++;
    return i;
}

static int use_of(const ply_element *e, const ply_property *p, const char *name)
{
    static const char *const numbers[NUMBERS] = {"x", "y", "z", "nx", "ny", "nz"};
    bool is_list = p->count_type != NO_TYPE;
    if (e->kind == FACES && is_list && (strcmp(name, "vertex_indices") == 0 || strcmp(name, "vertex_index") == 0))
        return FOR_CORNERS;
    for (int i = 0; e->kind == VERTICES && !is_list && i < NUMBERS; i++)
        if (strcmp(name, numbers[i]) == 0)
            return i;
    return FOR_NOTHING;
}

static lathe_status read_element(ply_reader *r, char words[HEADER_WORDS][64], lathe_error *err)
{
    char *end = words[2];
    ply_element *e = &r->elements[r->element_count];
    unsigned long count = strtoul(words[2], &end, 10);
    if (r->element_count == MAX_ELEMENTS)
        return fail_header(r, err, "more than 16 elements");
    if (end == words[2] || *end || words[2][0] == '-' || words[3][0] || count > UINT32_MAX)
        return fail_header(r, err, "needs 'element NAME COUNT'");
    e->kind = strcmp(words[1], "vertex") == 0 ? VERTICES : strcmp(words[1], "face") == 0 ? FACES : OTHERS;
    e->count = (uint32_t)count;
    for (uint32_t i = 0; i < r->element_count; i++)
        if (e->kind != OTHERS && r->elements[i].kind == e->kind)
            return fail_header(r, err, "an element that was there before");
    r->element_count++;
    return LATHE_OK;
}

static lathe_status read_property(ply_reader *r, char words[HEADER_WORDS][64], lathe_error *err)
{
    ply_element *e = r->element_count ? &r->elements[r->element_count - 1] : NULL;
    bool is_list = strcmp(words[1], "list") == 0;
    const char *name = words[is_list ? 4 : 2];
    ply_property p = {.type = type_of(words[is_list ? 3 : 1]), .count_type = is_list ? type_of(words[2]) : NO_TYPE};
    if (!e || e->property_count == MAX_PROPERTIES)
        return fail_header(r, err, e ? "more than 64 properties" : "a property before any element");
    if (p.type == NO_TYPE || (is_list && (p.count_type == NO_TYPE || types[p.count_type].as == 'f')) || !name[0] ||
        (!is_list && words[3][0]))
        return fail_header(r, err, "needs 'property TYPE NAME' or 'property list TYPE TYPE NAME'");
    p.use = use_of(e, &p, name);
    if (p.use != FOR_NOTHING && r->seen & 1u << p.use)
        return fail_header(r, err, "a property that was there before");
    if (p.use != FOR_NOTHING)
        r->seen |= 1u << p.use;
    e->properties[e->property_count++] = p;
    return LATHE_OK;
}

static lathe_status read_format(ply_reader *r, char words[HEADER_WORDS][64], lathe_error *err)
{
    static const char *const names[] = {"ascii", "binary_little_endian", "binary_big_endian"};
    for (int i = 0; i < 3; i++) {
        r->format = (ply_format)i;
        if (strcmp(words[1], names[i]) == 0 && strcmp(words[2], "1.0") == 0)
            return LATHE_OK;
    }
    return fail_header(r, err, "needs 'format', one of ascii, binary_little_endian, binary_big_endian, and 1.0");
}

static lathe_status read_header(ply_reader *r, lathe_error *err)
{
    char words[HEADER_WORDS][64];
    bool has_format = false;
    r->words.line = 0; /* header_line counts */
    if (!header_line(r, words) || strcmp(words[0], "ply") != 0 || words[1][0])
        return lathe_fail(err, LATHE_E_INPUT, "not a PLY file: its first line is not 'ply'");
    while (header_line(r, words)) {
        lathe_status st = LATHE_OK;
        if (strcmp(words[0], "end_header") == 0)
            return has_format ? LATHE_OK : fail_header(r, err, "no format before");
        if (strcmp(words[0], "format") == 0)
            st = read_format(r, words, err);
        else if (strcmp(words[0], "element") == 0)
            st = read_element(r, words, err);
        else if (strcmp(words[0], "property") == 0)
            st = read_property(r, words, err);
        else if (words[0][0] && strcmp(words[0], "comment") != 0 && strcmp(words[0], "obj_info") != 0)
            st = fail_header(r, err, "neither format, element, property, comment nor end_header");
        if (st != LATHE_OK)
            return st;
        has_format = has_format || strcmp(words[0], "format") == 0;
    }
    return fail_header(r, err, "ends before end_header, or has more words than a header has");
}

/* ---- data ---- */

static double from_bits(uint64_t bits, uint8_t type)
{
    const int size = types[type].size;
    if (types[type].as == 'u')
        return (double)bits;
    if (types[type].as == 's')
        return (double)((int64_t)(bits << (64 - 8 * size)) >> (64 - 8 * size));
    float single;
    double value;
    uint32_t low = (uint32_t)bits;
    memcpy(&single, &low, sizeof single);
    memcpy(&value, &bits, sizeof value);
    return size == 4 ? (double)single : value;
}

/* False at the end of the file, and where a word is no number. */
static bool next_number(ply_reader *r, uint8_t type, double *out)
{
    const size_t size = types[type].size;
    uint64_t bits = 0;
    if (r->format == PLY_ASCII) {
        char *end = r->words.word;
        if (!word_next(&r->words))
            return false;
        *out = strtod(r->words.word, &end);
        return *end == 0;
    }
    if ((size_t)(r->words.end - r->words.at) < size)
        return false;
    for (size_t i = 0; i < size; i++) {
        uint64_t byte = (unsigned char)r->words.at[i];
        bits |= byte << (8 * (r->format == PLY_LITTLE ? i : size - 1 - i));
    }
    r->words.at += size;
    *out = from_bits(bits, type);
    return true;
}

/* False where an index is none. */
static bool as_vertex(const ply_reader *r, double number, uint32_t *out)
{
    if (!(number >= 0 && number < r->point_count) || number != floor(number))
        return false;
    *out = (uint32_t)number;
    return true;
}

/* Passes over the lists that are no corners; NULL, or what is wrong. */
static const char *read_list(ply_reader *r, const ply_property *p, lathe_status *st, lathe_error *err)
{
    double number;
    uint32_t corners[3] = {0, 0, 0};
    if (!next_number(r, p->count_type, &number))
        return "ends early, or has a word that is no number";
    if (!(number >= 0 && number <= MAX_CORNERS) || number != floor(number))
        return "has a list of impossible length";
    const uint32_t count = (uint32_t)number;
    if (p->use == FOR_CORNERS && count < 3)
        return "has less than 3 corners";
    for (uint32_t i = 0; i < count; i++) {
        if (!next_number(r, p->type, &number))
            return "ends early, or has a word that is no number";
        if (p->use != FOR_CORNERS)
            continue;
        if (!as_vertex(r, number, &corners[i < 2 ? i : 2]))
            return "has a corner that is no vertex";
        if (i >= 2 && *st == LATHE_OK)
            *st = bytes_append(&r->triangles, corners, sizeof corners, err);
        if (i >= 2)
            corners[1] = corners[2];
    }
    return NULL;
}

static const char *read_one(ply_reader *r, const ply_element *e, uint32_t index, lathe_status *st, lathe_error *err)
{
    double numbers[NUMBERS] = {0, 0, 0, 0, 0, 1}; /* a mesh needs no normals */
    for (uint32_t i = 0; i < e->property_count; i++) {
        const ply_property *p = &e->properties[i];
        double number;
        const char *problem = NULL;
        if (p->count_type != NO_TYPE)
            problem = read_list(r, p, st, err);
        else if (!next_number(r, p->type, &number))
            problem = "ends early, or has a word that is no number";
        else if (p->use != FOR_NOTHING && (p->use < 3 || r->faces == 0))
            numbers[p->use] = number;
        if (problem)
            return problem;
    }
    return e->kind == VERTICES ? surface_point_set(&r->points[index], numbers) : NULL;
}

/* A count is believed only as far as what is left of the file could hold it. */
static lathe_status read_elements(ply_reader *r, const ply_element *e, lathe_error *err)
{
    static const char *const names[] = {"vertex", "face", "element"};
    lathe_status st = LATHE_OK;
    const size_t left = (size_t)(r->words.end - r->words.at);
    if (e->property_count > 0 && e->count > left)
        return lathe_fail(err, LATHE_E_INPUT, "PLY ends early: %zu bytes for %u of %s", left, e->count, names[e->kind]);
    if (e->kind == VERTICES) {
        r->points = calloc(e->count ? e->count : 1, sizeof *r->points);
        r->point_count = e->count;
        if (!r->points)
            return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u vertices", e->count);
    }
    for (uint32_t i = 0; e->property_count > 0 && i < e->count && st == LATHE_OK; i++) {
        const char *problem = read_one(r, e, i, &st, err);
        if (problem)
            return lathe_fail(err, LATHE_E_INPUT, "PLY %s %u of %u %s", names[e->kind], i + 1, e->count, problem);
    }
    return st;
}

/* ---- what it is ---- */

static lathe_status check_header(ply_reader *r, lathe_error *err)
{
    uint32_t vertices = 0;
    for (uint32_t i = 0; i < r->element_count; i++) {
        r->faces += r->elements[i].kind == FACES ? r->elements[i].count : 0;
        vertices += r->elements[i].kind == VERTICES ? r->elements[i].count : 0;
    }
    const uint32_t most = r->faces ? MESH_MAX_VERTICES : CLOUD_MAX_POINTS;
    if ((r->seen & 7) != 7)
        return lathe_fail(err, LATHE_E_INPUT, "PLY has no vertices with x, y and z");
    if (r->faces && !(r->seen & 1u << FOR_CORNERS))
        return lathe_fail(err, LATHE_E_INPUT, "PLY has faces without vertex_indices");
    if (!r->faces && (r->seen & 63) != 63)
        return lathe_fail(err, LATHE_E_INPUT, "PLY has points without normals nx, ny and nz, and no faces");
    if (vertices > most)
        return lathe_fail(err, LATHE_E_INPUT, "PLY has %u vertices; at most %u are read", vertices, most);
    return LATHE_OK;
}

static lathe_status make_mesh(ply_reader *r, triangle_mesh *out, lathe_error *err)
{
    lathe_status st = mesh_allocate(out, r->point_count, (uint32_t)(r->triangles.length / sizeof(uint32_t[3])), err);
    if (st != LATHE_OK)
        return st;
    for (uint32_t i = 0; i < r->point_count; i++)
        memcpy(out->vertices[i], r->points[i].at, sizeof out->vertices[0]);
    memcpy(out->triangles, r->triangles.data, r->triangles.length);
    return LATHE_OK;
}

lathe_status ply_read(const void *data, size_t length, triangle_mesh *mesh, point_cloud *cloud, lathe_error *err)
{
    ply_reader *r = calloc(1, sizeof *r);
    if (!r)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory reading PLY");
    r->words = (word_reader){.at = data, .end = (const char *)data + length};
    bytes_init(&r->triangles, (size_t)MESH_MAX_TRIANGLES * sizeof(uint32_t[3]));
    lathe_status st = read_header(r, err);
    if (st == LATHE_OK)
        st = check_header(r, err);
    for (uint32_t i = 0; i < r->element_count && st == LATHE_OK; i++)
        st = read_elements(r, &r->elements[i], err);
    if (st == LATHE_OK && r->faces) {
        st = make_mesh(r, mesh, err);
    } else if (st == LATHE_OK) {
        st = cloud_make(r->points, r->point_count, cloud, err);
        r->points = NULL;
    }
    bytes_clear(&r->triangles);
    free(r->points);
    free(r);
    return st;
}
