/* sample.cpp: rows of a shape, of each member by itself where booleans were left undone. */
#include "reward/kernel/sample.h"
#include "reward/kernel/deferred.hpp"
#include "reward/kernel/skin.hpp"

#include <BRepBndLib.hxx>
#include <Bnd_Box.hxx>
#include <TopExp_Explorer.hxx>
#include <gp_Pln.hxx>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace shim;

/* Of the box of what encloses something, at least. */
static const double NO_VOLUME = 1e-9;

namespace {

typedef std::unique_ptr<struct member> member_owner;

/* A leaf with its mesh, or the first part under an operation with the others. */
struct member {
    deferred_node node;
    kernel_operation operation = KERNEL_FUSE;
    std::vector<member_owner> parts; /* of a leaf none */
    bool is_swept = false;           /* a leaf is the prism of the node along `sweep` */
    gp_Vec sweep;
    gp_Trsf motion;                  /* where a leaf stands */
    triangle_mesh mesh = MESH_INIT;
    bool is_meshed = false; /* by OpenCASCADE */
    bool has_box = false;
    box3 box = {};
    member() = default;
    member(const member &) = delete;
    ~member() { mesh_clear(&mesh); }
};

} // namespace

/* The fineness of all leaves. */
struct sample_fineness {
    kernel_fineness as;
    deferred_node root;
    mutable double length = -1; /* once it was asked for */
    /* How short sides of meshes may become, by the size of the whole. */
    double least() const;
};

struct kernel_sample {
    sample_fineness fine;
    member_owner root;
};

/* ---- preparing ---- */

static void place_mesh(member *leaf)
{
    for (uint32_t i = 0; leaf->motion.Form() != gp_Identity && i < leaf->mesh.vertex_count; i++) {
        double *at = leaf->mesh.vertices[i];
        leaf->motion.Transforms(at[0], at[1], at[2]);
    }
    leaf->has_box = mesh_box(&leaf->mesh, &leaf->box);
}

static lathe_status mesh_plainly(member *leaf, const sample_fineness &fine, lathe_error *err)
{
    kernel_shape shape;
    mesh_clear(&leaf->mesh);
    leaf->is_meshed = true;
    lathe_status st = guard(err, [&] {
        const TopoDS_Shape &made = build_node(leaf->node);
        shape.made = leaf->is_swept ? prism_now(made, leaf->sweep) : made;
        mesh_shape(shape.made, fine.as, fine.least());
    });
    if (st == LATHE_OK) /* it keeps triangles that are there */
        st = kernel_tessellate(&shape, &fine.as, &leaf->mesh, err);
    if (st == LATHE_OK)
        place_mesh(leaf);
    return st;
}

static void add_boundary(const member &leaf, skin *to)
{
    const deferred &node = *leaf.node;
    if (!leaf.is_swept)
        to->add(build_node(leaf.node));
    else if (node.is_built())
        to->add_prisms(node.made, leaf.sweep);
    else
        to->add_prism(*node.outlines, leaf.sweep);
}

/* A solid whose edges do not meet is OpenCASCADE's to mesh; under an operation, to refuse. */
static lathe_status mesh_leaf(member *leaf, const sample_fineness &fine, bool is_part, lathe_error *err)
{
    skin boundary(fine.as, [&fine] { return fine.least(); });
    lathe_error unused;
    if (guard(&unused, [&] { add_boundary(*leaf, &boundary); }) != LATHE_OK)
        return is_part ? lathe_fail(err, LATHE_E_EXACT, "the edges of a solid under an operation do not meet")
                       : mesh_plainly(leaf, fine, err);
    lathe_status st = boundary.give(&leaf->mesh, err);
    if (st == LATHE_OK)
        st = mesh_check(&leaf->mesh, err);
    if (st == LATHE_OK)
        place_mesh(leaf);
    return st;
}

/* What stands the wrong way out, or encloses nothing, is no set of points to OpenCASCADE's booleans. A prism stands as its
 * sweep has it. */
static lathe_status prepare_leaf(member *leaf, const sample_fineness &fine, bool is_part, lathe_error *err)
{
    lathe_status st = mesh_leaf(leaf, fine, is_part && !leaf->is_swept, err);
    if (st != LATHE_OK || !is_part)
        return st;
    const double volume = mesh_volume(&leaf->mesh) * leaf->motion.ScaleFactor();
    if (!leaf->has_box || !(std::abs(volume) > NO_VOLUME * box_volume(&leaf->box)))
        return lathe_fail(err, LATHE_E_EXACT, "a member of an operation encloses nothing");
    if (!leaf->is_swept && volume < 0)
        return lathe_fail(err, LATHE_E_EXACT, "a solid under a boolean stands the wrong way out");
    return LATHE_OK;
}

/* Where a node stands, and what becomes of it there. */
struct placement {
    gp_Trsf motion;
    bool is_swept = false; /* the node is flat, and prisms of its leaves are meant */
    gp_Vec sweep;  /* in the node's coordinates */
    bool is_part = false;  /* under an operation */
};

static placement placement_of_parts(const deferred &node, const placement &own)
{
    placement parts = own;
    parts.motion = motion_of(node, own.motion);
    parts.is_part = true;
    if (node.kind == step::PRISM) {
        parts.is_swept = true;
        parts.sweep = node.sweep;
    } else if (node.kind == step::MOVE || node.kind == step::COPY) {
        parts.sweep.Transform(node.motion.Inverted());
    }
    return parts;
}

static lathe_status prepare(const deferred_node &node, const placement &at, const sample_fineness &fine, member_owner *out,
                            lathe_error *err)
{
    member_owner made = std::make_unique<member>();
    lathe_status st = LATHE_OK;
    made->node = node;
    made->operation = node->how.operation;
    const bool is_leaf = node->is_built() || node->outlines;
    if (is_leaf) {
        made->motion = at.motion;
        made->is_swept = at.is_swept;
        made->sweep = at.sweep;
        st = prepare_leaf(made.get(), fine, at.is_part, err);
    }
    const size_t count = is_leaf ? 0 : node->parts.size();
    for (size_t i = 0; st == LATHE_OK && i < count; i++) {
        made->parts.emplace_back();
        st = prepare(node->parts[i], placement_of_parts(*node, at), fine, &made->parts.back(), err);
    }
    if (st == LATHE_OK)
        *out = std::move(made);
    return st;
}

/* What is cut away, or only met, does not count: it may be of any size. */
static void add_reach(const deferred &node, const gp_Trsf &motion, Bnd_Box *out)
{
    const bool first_only = node.kind == step::THROUGH || (node.kind == step::COMBINE && node.how.operation != KERNEL_FUSE);
    if (node.is_built() || node.outlines)
        add_own_bounds(node, motion, out);
    for (size_t i = 0; !node.is_built() && i < node.parts.size() && (i == 0 || !first_only); i++)
        add_reach(*node.parts[i], motion_of(node, motion), out);
}

double sample_fineness::least() const
{
    Bnd_Box box;
    if (length >= 0)
        return length;
    add_reach(*root, gp_Trsf(), &box);
    length = box.IsVoid() ? 0 : as.least * std::sqrt(box.SquareExtent());
    return length;
}

extern "C" lathe_status kernel_sample_new(const kernel_shape *shape, const kernel_fineness *fine, kernel_sample **out,
                                          lathe_error *err)
{
    lathe_status st = LATHE_OK;
    lathe_status caught = guard(err, [&] {
        check_numbers({ fine->linear, fine->angular });
        auto made = std::make_unique<kernel_sample>();
        made->fine.as = *fine;
        made->fine.root = node_of(shape, nullptr);
        st = prepare(made->fine.root, placement{}, made->fine, &made->root, err);
        if (st == LATHE_OK)
            *out = made.release();
    });
    return caught != LATHE_OK ? caught : st;
}

extern "C" void kernel_sample_free(kernel_sample *sample) { delete sample; }

/* ---- boxes ---- */

static void join(box3 *box, bool *has_box, const box3 &other)
{
    for (int a = 0; a < 3; a++) {
        box->low[a] = *has_box ? std::min(box->low[a], other.low[a]) : other.low[a];
        box->high[a] = *has_box ? std::max(box->high[a], other.high[a]) : other.high[a];
    }
    *has_box = true;
}

static bool box_of(const member &m, box3 *out)
{
    bool has_box = m.has_box;
    box3 box = m.box, other;
    const size_t count = m.operation == KERNEL_FUSE ? m.parts.size() : std::min<size_t>(m.parts.size(), 1);
    for (size_t i = 0; i < count; i++) {
        if (box_of(*m.parts[i], &other))
            join(&box, &has_box, other);
    }
    if (has_box)
        *out = box;
    return has_box;
}

static bool boxes_meet(const box3 &a, const box3 &b)
{
    for (int i = 0; i < 3; i++) {
        if (a.low[i] > b.high[i] || b.low[i] > a.high[i])
            return false;
    }
    return true;
}

/* ---- rows ---- */

static lathe_status rows_of_leaf(member &leaf, const sample_fineness &fine, const box3 &box, row_grid grid, sample_rows *out,
                                 lathe_error *err)
{
    if (!leaf.has_box || !boxes_meet(leaf.box, box))
        return rows_allocate(grid, out, err);
    lathe_status st = rows_from_mesh(&leaf.mesh, &box, grid, out, err);
    if (st != LATHE_OK || out->open_rows == 0 || leaf.is_meshed)
        return st;
    rows_clear(out);
    st = mesh_plainly(&leaf, fine, err);
    return st == LATHE_OK ? rows_from_mesh(&leaf.mesh, &box, grid, out, err) : st;
}

static void combine_rows(kernel_operation operation, sample_rows *rows, const sample_rows *other)
{
    const size_t count = (size_t)rows->row_count * rows->row_words;
    rows->open_rows += other->open_rows;
    for (size_t i = 0; i < count; i++) {
        const uint64_t word = other->words[i];
        rows->words[i] = operation == KERNEL_FUSE  ? rows->words[i] | word
                         : operation == KERNEL_CUT ? rows->words[i] & ~word
                                                   : rows->words[i] & word;
    }
}

static lathe_status rows_of(member &m, const sample_fineness &fine, const box3 &box, row_grid grid, sample_rows *out,
                            lathe_error *err);

/* What is common with several is common with their union. */
static lathe_status rows_of_others(member &m, const sample_fineness &fine, const box3 &box, row_grid grid, sample_rows *rows,
                                   lathe_error *err)
{
    sample_rows all = {};
    lathe_status st = LATHE_OK;
    for (size_t i = 1; st == LATHE_OK && i < m.parts.size(); i++) {
        sample_rows other = {};
        st = rows_of(*m.parts[i], fine, box, grid, &other, err);
        if (st == LATHE_OK && m.operation != KERNEL_COMMON)
            combine_rows(m.operation, rows, &other);
        else if (st == LATHE_OK && all.words)
            combine_rows(KERNEL_FUSE, &all, &other);
        else if (st == LATHE_OK)
            std::swap(all, other);
        rows_clear(&other);
    }
    if (st == LATHE_OK && all.words)
        combine_rows(KERNEL_COMMON, rows, &all);
    rows_clear(&all);
    return st;
}

static lathe_status rows_of(member &m, const sample_fineness &fine, const box3 &box, row_grid grid, sample_rows *out,
                            lathe_error *err)
{
    sample_rows rows = {};
    lathe_status st = m.parts.empty() ? rows_of_leaf(m, fine, box, grid, &rows, err)
                                      : rows_of(*m.parts[0], fine, box, grid, &rows, err);
    if (st == LATHE_OK)
        st = rows_of_others(m, fine, box, grid, &rows, err);
    if (st != LATHE_OK) {
        rows_clear(&rows);
        return st;
    }
    m.node->has_inside = m.node->has_inside || rows_count(&rows) > 0;
    *out = rows;
    return LATHE_OK;
}

static lathe_status source_rows(const void *solid, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err)
{
    const kernel_sample *sample = static_cast<const kernel_sample *>(solid);
    if (!(box_volume(box) > 0))
        return rows_allocate(grid, out, err);
    lathe_status st = LATHE_OK;
    lathe_status caught = guard(err, [&] { st = rows_of(*sample->root, sample->fine, *box, grid, out, err); });
    return caught != LATHE_OK ? caught : st;
}

static bool source_box(const void *solid, box3 *out)
{
    return box_of(*static_cast<const kernel_sample *>(solid)->root, out);
}

extern "C" row_source kernel_sample_source(const kernel_sample *sample) { return { sample, source_rows, source_box }; }

/* ---- what was assumed ---- */

static bool has_members(const deferred &built)
{
    return TopExp_Explorer(built.made, built.is_flat ? TopAbs_FACE : TopAbs_SOLID).More();
}

static lathe_status look_inside(const deferred_node &node, const sample_fineness &fine, lathe_error *err)
{
    member_owner made;
    sample_rows rows = {};
    box3 box;
    placement at;
    gp_Pln plane;
    at.is_swept = node->is_flat && plane_of(*node, gp_Trsf(), &plane);
    if (at.is_swept)
        at.sweep = plane.Axis().Direction();
    lathe_status st = prepare(node, at, fine, &made, err);
    if (st == LATHE_OK && box_of(*made, &box) && box_volume(&box) > 0)
        st = rows_of(*made, fine, box, ROW_GRID_LATTICE_4096, &rows, err);
    rows_clear(&rows);
    return st;
}

extern "C" lathe_status kernel_sample_check(const kernel_sample *sample, const kernel_deferral *deferral, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    lathe_status caught = guard(err, [&] {
        for (size_t i = 0; st == LATHE_OK && i < deferral->assumed.size(); i++) {
            const deferred_node &node = deferral->assumed[i];
            if (node->is_built() ? has_members(*node) : node->has_inside)
                continue;
            if (!node->is_built())
                st = look_inside(node, sample->fine, err);
            if (st == LATHE_OK && !node->has_inside)
                st = lathe_fail(err, LATHE_E_EXACT, "nothing may be left of a solid");
        }
    });
    return caught != LATHE_OK ? caught : st;
}
