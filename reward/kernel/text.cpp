/* text.cpp: lines of text as faces of their glyphs, laid out as OpenCASCADE's text builder does it.
 *
 * Places are single-precision numbers in units of the size at which glyphs are read, so that they round as there. */
#include "reward/kernel/font.hpp"

#include <algorithm>
#include <map>

#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepLib_MakeEdge.hxx>
#include <BRepTopAdaptor_FClass2d.hxx>
#include <BRep_Builder.hxx>
#include <BRep_Tool.hxx>
#include <Geom2d_BezierCurve.hxx>
#include <Geom2d_Line.hxx>
#include <GeomAPI.hxx>
#include <Geom_Plane.hxx>
#include <Precision.hxx>
#include <TColgp_Array1OfPnt2d.hxx>
#include <TopExp.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Iterator.hxx>
#include <gp_Pln.hxx>

namespace {

constexpr double MIN_SIZE = 1e-5;

/* ---- outlines ---- */

struct outline_point {
    gp_Pnt2d at;
    int tag; /* FT_CURVE_TAG_ON, _CONIC, _CUBIC */
};

/* One closed contour becomes a wire on the plane XY. */
class contour_builder {
public:
    explicit contour_builder(const Handle(Geom_Plane) & plane) : plane_(plane) {}

    /* Null for what encloses nothing. */
    TopoDS_Wire build(const std::vector<outline_point> &points)
    {
        const size_t n = points.size();
        for (size_t i = 0; i < n; i++) {
            const outline_point &before = points[(i + n - 1) % n], &here = points[i], &after = points[(i + 1) % n];
            if (here.tag == FT_CURVE_TAG_ON && before.tag == FT_CURVE_TAG_ON)
                add_line(before.at, here.at);
            else if (here.tag == FT_CURVE_TAG_CONIC)
                add_curve({ on_curve(before, here), here.at, on_curve(after, here) });
            else if (here.tag == FT_CURVE_TAG_CUBIC && after.tag == FT_CURVE_TAG_CUBIC)
                add_curve({ before.at, here.at, after.at, points[(i + 2) % n].at });
        }
        return maker_.IsDone() ? closed() : TopoDS_Wire();
    }

private:
    /* The end of a conic: a point of the outline, or the middle between two that are not. */
    static gp_Pnt2d on_curve(const outline_point &end, const outline_point &pole)
    {
        return end.tag == FT_CURVE_TAG_CONIC ? gp_Pnt2d((end.at.XY() + pole.at.XY()) * 0.5) : end.at;
    }

    void add(const TopoDS_Edge &edge, const Handle(Geom2d_Curve) & curve)
    {
        BRep_Builder().UpdateEdge(edge, curve, plane_, TopLoc_Location(), Precision::Confusion());
        maker_.Add(edge);
    }

    void add_line(const gp_Pnt2d &from, const gp_Pnt2d &to)
    {
        const double length = from.Distance(to);
        if (length <= Precision::Confusion())
            return;
        Handle(Geom2d_Line) line = new Geom2d_Line(from, gp_Dir2d(to.XY() - from.XY()));
        add(BRepLib_MakeEdge(GeomAPI::To3d(line, plane_->Pln()), 0.0, length), line);
    }

    void add_curve(std::initializer_list<gp_Pnt2d> poles)
    {
        TColgp_Array1OfPnt2d array(1, static_cast<int>(poles.size()));
        int i = 1;
        for (const gp_Pnt2d &pole : poles)
            array.SetValue(i++, pole);
        Handle(Geom2d_BezierCurve) curve = new Geom2d_BezierCurve(array);
        add(BRepLib_MakeEdge(GeomAPI::To3d(curve, plane_->Pln())), curve);
    }

    TopoDS_Wire closed()
    {
        TopoDS_Vertex first, last;
        TopExp::Vertices(maker_.Wire(), first, last);
        if (!BRep_Tool::Pnt(first).IsEqual(BRep_Tool::Pnt(last), Precision::Confusion()))
            maker_.Add(BRepLib_MakeEdge(first, last));
        return maker_.IsDone() ? anticlockwise(maker_.Wire()) : TopoDS_Wire();
    }

    TopoDS_Wire anticlockwise(TopoDS_Wire wire) const
    {
        TopoDS_Face inside;
        BRep_Builder().MakeFace(inside, plane_, Precision::Confusion());
        BRep_Builder().Add(inside, wire);
        if (BRepTopAdaptor_FClass2d(inside, Precision::PConfusion()).PerformInfinitePoint() != TopAbs_OUT)
            wire.Reverse();
        return wire;
    }

    Handle(Geom_Plane) plane_;
    BRepBuilderAPI_MakeWire maker_;
};

/* ---- faces of a glyph ---- */

struct ring {
    TopoDS_Wire wire;
    std::vector<size_t> inside; /* rings within it, however deep */
    int depth;                  /* how many it is within */
};

/* Whether the middle of every edge lies within the outer wire. */
bool is_within(const TopoDS_Wire &outer, const TopoDS_Wire &wire, const Handle(Geom_Plane) & plane)
{
    TopoDS_Face face;
    BRep_Builder().MakeFace(face, plane, Precision::Confusion());
    BRep_Builder().Add(face, outer);
    BRepTopAdaptor_FClass2d where(face, Precision::PConfusion());
    bool found = false;
    for (TopoDS_Iterator edges(wire); edges.More(); edges.Next()) {
        double first, last;
        Handle(Geom2d_Curve) curve = BRep_Tool::CurveOnSurface(TopoDS::Edge(edges.Value()), face, first, last);
        if (curve.IsNull())
            continue;
        const TopAbs_State state = where.Perform(curve->Value((first + last) / 2), Standard_False);
        if (state == TopAbs_OUT)
            return false;
        found |= state == TopAbs_IN;
    }
    return found;
}

/* A ring that lies in an even number of others is a face, less the rings in it that no deeper face has. */
TopoDS_Shape faces_of(std::vector<ring> &rings, const Handle(Geom_Plane) & plane)
{
    std::vector<size_t> outer;
    for (size_t i = 0; i < rings.size(); i++) {
        for (size_t k = 0; k < rings.size(); k++) {
            if (i != k && is_within(rings[i].wire, rings[k].wire, plane)) {
                rings[i].inside.push_back(k);
                rings[k].depth++;
            }
        }
    }
    for (size_t i = 0; i < rings.size(); i++) {
        if (rings[i].depth % 2 == 0)
            outer.push_back(i);
    }
    std::stable_sort(outer.begin(), outer.end(), [&](size_t a, size_t b) { return rings[a].depth > rings[b].depth; });
    std::vector<bool> used(rings.size());
    TopoDS_Compound all;
    TopoDS_Face face;
    BRep_Builder().MakeCompound(all);
    for (size_t i : outer) {
        BRep_Builder().MakeFace(face, plane, Precision::Confusion());
        BRep_Builder().Add(face, rings[i].wire);
        used[i] = true;
        for (size_t k : rings[i].inside) {
            if (!used[k])
                BRep_Builder().Add(face, rings[k].wire.Reversed());
            used[k] = true;
        }
        BRep_Builder().Add(all, face);
    }
    return outer.size() == 1 ? TopoDS_Shape(face) : TopoDS_Shape(all);
}

/* Null for a glyph without ink. */
TopoDS_Shape shape_of_glyph(const FT_Outline &outline, double scale, const Handle(Geom_Plane) & plane)
{
    std::vector<ring> rings;
    for (int contour = 0, start = 0; contour < outline.n_contours; contour++) {
        std::vector<outline_point> points;
        for (int i = start; i <= outline.contours[contour]; i++) {
            const FT_Vector &v = outline.points[i];
            points.push_back({ gp_Pnt2d(scale * static_cast<double>(v.x) / 64.0, scale * static_cast<double>(v.y) / 64.0),
                               FT_CURVE_TAG(outline.tags[i]) });
        }
        start = outline.contours[contour] + 1;
        const TopoDS_Wire wire = points.size() < 3 ? TopoDS_Wire() : contour_builder(plane).build(points);
        if (!wire.IsNull())
            rings.push_back({ wire, {}, 0 });
    }
    return rings.empty() ? TopoDS_Shape() : faces_of(rings, plane);
}

/* ---- layout ---- */

bool is_invisible(uint32_t c) { return c == '\n' || c == ' ' || c == '\t'; }

std::vector<uint32_t> characters_of(const char *text)
{
    std::vector<uint32_t> out;
    const auto *p = reinterpret_cast<const unsigned char *>(text);
    while (*p) {
        uint32_t c = *p++;
        const int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
        if (more)
            c &= 0x3Fu >> more;
        for (int i = 0; i < more && *p; i++)
            c = c << 6 | (*p++ & 0x3F);
        if (c != '\r' && c != '\a' && c != '\f' && c != '\b' && c != '\v')
            out.push_back(c);
    }
    return out;
}

class writer {
public:
    explicit writer(const kernel_text &text)
        : text_(text), characters_(characters_of(text.words)), plane_(new Geom_Plane(gp_Pln(gp::XOY()))),
          scale_(text.size / shim::GLYPH_POINTS * 72.0 / shim::GLYPH_DPI)
    {
        if (!text.path || !face_.open_path(text.path))
            face_.open(text.font, text.style);
        fallback_.open(shim::fallback_family(), text.style);
    }

    TopoDS_Compound write()
    {
        TopoDS_Compound all;
        BRep_Builder().MakeCompound(all);
        if (characters_.empty())
            return all;
        place_characters();
        align();
        for (size_t i = 0; i < characters_.size(); i++) {
            TopoDS_Shape glyph = is_invisible(characters_[i]) ? TopoDS_Shape() : glyph_of(characters_[i]);
            if (glyph.IsNull())
                continue;
            gp_Trsf by;
            by.SetTranslation(gp_Vec(static_cast<double>(x_[i]) * scale_, static_cast<double>(y_[i]) * scale_, 0));
            glyph.Move(by);
            BRep_Builder().Add(all, glyph);
        }
        return all;
    }

private:
    /* What lacks a letter borrows it, but for Arabic, which OpenCASCADE would look for in a font of its own. */
    shim::face &face_with(uint32_t c)
    {
        const bool arabic = c >= 0x600 && c <= 0x6FF;
        return face_.has(c) || arabic || !fallback_.has(c) ? face_ : fallback_;
    }

    TopoDS_Shape glyph_of(uint32_t c)
    {
        const auto known = glyphs_.find(c);
        if (known != glyphs_.end())
            return known->second;
        shim::face &from = face_with(c);
        TopoDS_Shape made;
        if (from.load(c) && from.glyph()->format == FT_GLYPH_FORMAT_OUTLINE)
            made = shape_of_glyph(from.glyph()->outline, scale_, plane_);
        glyphs_[c] = made;
        return made;
    }

    /* The last letter counts as its own successor. */
    float advance_of(uint32_t c, size_t i)
    {
        const size_t n = characters_.size();
        const uint32_t next = i + 1 < n ? characters_[i + 1] : n > 1 ? characters_[i] : 0;
        shim::face &from = face_with(c);
        return from.load(c) ? from.advance(c, next) : 0.0f;
    }

    /* Along one line, whatever breaks it. */
    void place_characters()
    {
        float pen = 0;
        int column = 0;
        for (size_t i = 0; i < characters_.size(); i++) {
            const uint32_t c = characters_[i];
            float advance = 0;
            if (c == '\n') {
                column = 0;
                ends_.push_back(pen);
            } else if (c == '\t') {
                const int spaces = 8 - (column - 1) % 8;
                advance = advance_of(' ', i) * static_cast<float>(spaces);
                column += spaces;
            } else {
                advance = advance_of(c, i);
            }
            column++;
            x_.push_back(pen);
            pen += advance;
        }
        ends_.push_back(pen);
        y_.assign(x_.size(), 0);
    }

    float widest() const
    {
        float width = 0, start = 0;
        for (float end : ends_) {
            width = std::max(width, end - start);
            start = end;
        }
        return ends_.size() == 1 ? ends_[0] : width;
    }

    void align()
    {
        const float width = widest(), spacing = face_.line_height();
        float baseline = -face_.ascender();
        size_t first = 0;
        for (float end : ends_) {
            if (first < x_.size()) {
                const float start = x_[first], slack = width - (end - start);
                const float across = text_.across == KERNEL_TEXT_LEFT    ? -start
                                     : text_.across == KERNEL_TEXT_RIGHT ? -start + slack - width
                                                                         : -start + 0.5f * slack - 0.5f * width;
                bool more = true;
                for (; first < x_.size() && more; first++) {
                    more = characters_[first] != '\n';
                    x_[first] += across;
                    y_[first] += baseline;
                }
            }
            baseline -= spacing;
        }
        const float down = text_.down == KERNEL_TEXT_BOTTOM   ? -spacing - baseline
                           : text_.down == KERNEL_TEXT_CENTER ? 0.5f * (spacing * static_cast<float>(ends_.size()))
                                                              : 0.0f;
        for (float &y : y_)
            y += down;
    }

    const kernel_text &text_;
    std::vector<uint32_t> characters_;
    Handle(Geom_Plane) plane_;
    double scale_;
    shim::face face_, fallback_;
    std::map<uint32_t, TopoDS_Shape> glyphs_;
    std::vector<float> x_, y_, ends_; /* of each character; of each line */
};

} // namespace

extern "C" lathe_status kernel_text_faces(const kernel_text *text, kernel_shape **out, lathe_error *err)
{
    return shim::guard(err, [&] {
        shim::check_number(text->size);
        if (text->size <= MIN_SIZE)
            throw shim::refusal{ FAILURE_BUILD, "Standard_NullObject", "a text of no size" };
        *out = shim::new_shape(writer(*text).write());
    });
}
