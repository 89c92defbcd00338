/* skin.hpp: the boundary of one shape as triangles for rows; see sample.h. */
#ifndef LATHE_REWARD_KERNEL_SKIN_HPP
#define LATHE_REWARD_KERNEL_SKIN_HPP

#include "reward/kernel/profile.hpp"

#include <Adaptor3d_Surface.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Face.hxx>
#include <gp_Pnt2d.hxx>
#include <gp_XYZ.hxx>

#include <functional>
#include <utility>

namespace shim {

/* Points along an edge or across a face, and how far along each lies (0 to 1). */
struct skin_line {
    std::vector<uint32_t> points;
    std::vector<double> at;
    skin_line reversed() const;
};

/* A face whose boundary is four lines of its parameters: low and high along u, left and right along v. */
struct skin_grid {
    TopoDS_Face face;
    struct {
        TopoDS_Edge edge;
        bool rises; /* the edge's own parameter with u or v */
    } low, high, left, right;
    double u[2], v[2];
    bool is_ruled; /* straight along v */
};
/* Corners of fans at both ends of a prism. */
struct skin_ends {
    bool begun;
    uint32_t low, high;
};
bool find_grid(const TopoDS_Face &face, skin_grid *out);
/* Whether the face can be filled from its edges downwards in v. */
bool can_be_stripped(const TopoDS_Face &face);

/* The triangles cover each face as often one way round as the face itself, and so may overlap and cancel. */
class skin {
public:
    /* Of OpenCASCADE's mesh. What is cut here costs little, and is cut finer. */
    /* `least` says how short sides of meshes may become; asked where something is meshed. */
    skin(const kernel_fineness &fine, std::function<double()> least)
        : fine_(fine), least_(std::move(least)), own_angular_(fine.angular * OWN)
    {
    }
    void add(const TopoDS_Shape &shape);
    /* Prisms of faces in planes that the sweep leaves, without OpenCASCADE's. */
    void add_prisms(const TopoDS_Shape &flat, const gp_Vec &sweep);
    void add_prism(const profile &outlines, const gp_Vec &sweep);
    /* *out must be empty. */
    lathe_status give(triangle_mesh *out, lathe_error *err) const;

private:
    static constexpr double OWN = .6;
    uint32_t point(const gp_XYZ &at);
    bool same_place(uint32_t a, uint32_t b) const { return points_[a].IsEqual(points_[b], 0); }
    const skin_line &line_of(const TopoDS_Edge &edge);
    skin_line cut(const TopoDS_Edge &edge);
    void triangle(uint32_t a, uint32_t b, uint32_t c, bool flip);
    void close(const std::vector<uint32_t> &line, size_t first, size_t last, bool flip);
    void fan(const std::vector<uint32_t> &line, uint32_t apex, bool flip);
    void zip(const skin_line &low, const skin_line &high, bool flip);
    void add_flat(const TopoDS_Face &face);
    skin_line moved(const skin_line &line, const gp_Vec &by);
    void add_swept(const TopoDS_Shape &wire, const gp_Vec &sweep, bool flip, skin_ends *apex);
    skin_line side(const TopoDS_Edge &edge, bool rises);
    std::vector<double> steps_between(const skin_grid &grid, const skin_line &low, const skin_line &high) const;
    void fill_grid(const skin_grid &grid, const skin_line sides[4], const std::vector<double> &rows);
    void correct(const std::vector<uint32_t> &own, const std::vector<uint32_t> &edge, bool flip);
    void add_grid(const skin_grid &grid);
    skin_line column(const Adaptor3d_Surface &surface, const gp_Pnt2d &at, uint32_t top, double base, double step);
    void add_strips(const TopoDS_Face &face);
    void add_meshed(const TopoDS_Face &face);
    void take_mesh_edges(const TopoDS_Face &face);

    const kernel_fineness fine_;
    std::function<double()> least_;
    double own_angular_;
    std::vector<gp_XYZ> points_;
    std::vector<uint32_t> triangles_; /* three each */
    TopTools_IndexedMapOfShape edges_;
    std::vector<skin_line> lines_; /* of the edges, forward */
};

} // namespace shim

#endif
