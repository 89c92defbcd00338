/* shim.hpp: what the files of the shim share: handles, the guard around every entry, checks of numbers. */
#ifndef LATHE_REWARD_KERNEL_SHIM_HPP
#define LATHE_REWARD_KERNEL_SHIM_HPP

#include "reward/kernel/solid.h"

#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <new>
#include <vector>

#include <Bnd_Box.hxx>
#include <Precision.hxx>
#include <Standard_ConstructionError.hxx>
#include <Standard_Failure.hxx>
#include <Standard_OutOfMemory.hxx>
#include <Standard_OutOfRange.hxx>
#include <StdFail_NotDone.hxx>
#include <Standard_Handle.hxx>
#include <TopLoc_Location.hxx>
#include <TopTools_ListOfShape.hxx>
#include <TopoDS.hxx>
#include <gp.hxx>
#include <gp_Ax2.hxx>
#include <gp_Dir.hxx>
#include <gp_Pnt.hxx>
#include <gp_Vec.hxx>

namespace shim {
struct deferred;
}

struct kernel_shape {
    TopoDS_Shape made;
    bool is_uncast = false; /* for CadQuery a bare TopoDS_Shape, as Python's copy leaves it: no face, edge... to OCP */
    std::shared_ptr<shim::deferred> later = {}; /* what it is to be, where it was left undone: see deferred.h */
    const TopoDS_Shape &value() const; /* builds what was left undone */
};
struct kernel_location {
    TopLoc_Location value;
};

namespace shim {

/* Thrown where CadQuery's Python raises, and for numbers that OpenCASCADE must not see: on some that are not finite it
 * hangs or dies. */
struct refusal {
    lathe_failure failure;
    const char *type; /* static */
    const char *text; /* static */
};

/* Thrown where only a run without a deferral can say what happens. */
struct unsettled {};

[[noreturn]] inline void refuse_value(const char *text) { throw refusal{ FAILURE_VALUE, "ValueError", text }; }

/* Runs body, which throws, and turns what it throws into a status. */
template <typename Body> lathe_status guard(lathe_error *err, Body body) noexcept
{
    try {
        body();
        return LATHE_OK;
    } catch (const refusal &r) {
        return lathe_fail_script(err, r.failure, 0, 0, "%s: %s", r.type, r.text);
    } catch (const unsettled &) {
        return lathe_fail(err, LATHE_E_EXACT, "what was left undone cannot be done");
    } catch (const Standard_OutOfMemory &) {
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "geometry: out of memory");
    } catch (const Standard_Failure &e) { /* not a std::exception */
        const char *text = e.GetMessageString();
        return lathe_fail_script(err, FAILURE_BUILD, 0, 0, "%s: %s", e.DynamicType()->Name(), text ? text : "");
    } catch (const std::bad_alloc &) {
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "geometry: out of memory");
    } catch (...) {
        return lathe_fail(err, LATHE_E_BUG, "geometry: unexpected exception");
    }
}

inline void check_number(double value)
{
    if (!std::isfinite(value))
        throw refusal{ FAILURE_BUILD, "Standard_DomainError", "number is not finite" };
}
inline void check_numbers(std::initializer_list<double> values)
{
    for (double value : values)
        check_number(value);
}
inline void check_vec(const kernel_vec &v) { check_numbers({ v.x, v.y, v.z }); }

/* These pass on what is not finite, as CadQuery does: most of the kernel refuses it in its own words. */
inline gp_Pnt point_of(const kernel_vec &v) { return gp_Pnt(v.x, v.y, v.z); }
inline gp_Vec vector_of(const kernel_vec &v) { return gp_Vec(v.x, v.y, v.z); }
/* What a prism is swept along. */
inline gp_Vec sweep_of(const kernel_vec &v)
{
    if (vec_length(v) < Precision::Confusion())
        throw Standard_ConstructionError("BRepSweep_Translation::Constructor");
    return vector_of(v);
}
/* What a solid is swept about an axis by, from degrees. */
inline double turn_of(double degrees)
{
    const double angle = degrees * M_PI / 180.0;
    if (std::abs(angle) < Precision::Angular())
        throw Standard_ConstructionError("BRepSweep_Rotation::Constructor");
    return angle;
}
/* Standard_ConstructionError for a null vector. */
inline gp_Dir direction_of(const kernel_vec &v) { return gp_Dir(v.x, v.y, v.z); }
inline gp_Ax2 axes_of(const kernel_vec &at, const kernel_vec &direction)
{
    return gp_Ax2(point_of(at), direction_of(direction));
}
inline kernel_vec vec_of(const gp_XYZ &v) { return kernel_vec{ v.X(), v.Y(), v.Z() }; }

/* What a maker made. The libraries of OpenCASCADE are built without their own checks (No_Exception): what was not made is
 * a null pointer, or an index into nothing, unless it is asked first. `refused` are the words of the check. */
template <typename Maker> const Maker &done(const Maker &maker, const char *refused)
{
    if (!maker.IsDone())
        throw StdFail_NotDone(refused);
    return maker;
}
/* The same of makers whose IsDone() may never have been set (GC, GCE2d). */
template <typename Curve> const Handle(Curve) & made(const Handle(Curve) & curve, const char *refused)
{
    if (curve.IsNull())
        throw StdFail_NotDone(refused);
    return curve;
}

/* Points in a row that an approximation needs; the words and classes are OpenCASCADE's. */
inline void check_enough(size_t points, bool smoothed)
{
    if (points < 2 && !smoothed)
        throw StdFail_NotDone("GeomAPI_PointsToBSpline: one point");
    if (points < 2)
        throw Standard_ConstructionError("AppDef_Variational::InitParameters");
    if (points < 3 && smoothed)
        throw Standard_OutOfRange("NCollection_Array1::Value");
}

inline double radians_of(double degrees) { return degrees * M_PI / 180.0; }

/* ValueError for a null shape, as CadQuery. */
inline kernel_shape *new_shape(const TopoDS_Shape &value)
{
    if (value.IsNull())
        refuse_value("Null TopoDS_Shape object");
    return new kernel_shape{ value };
}

/* Optimal bounds, never from triangles, so that it does not matter whether the shape was meshed before; plain bounds
 * where a degenerate face defeats that. Void for an empty shape. */
Bnd_Box bounds_of(const TopoDS_Shape &shape);
/* StdFail_NotDone for a loft that closes up on itself: two of its sections share an edge. */
void check_loft(const TopoDS_Shape &loft);
/* Fills *out; nothing leaks where memory ends half way. */
void fill_list(const std::vector<TopoDS_Shape> &shapes, kernel_list *out);
TopTools_ListOfShape list_of(const kernel_shape *const *shapes, size_t count);
/* StdFail_NotDone-like refusals of OpenCASCADE for a shape of another type than the caller promised. */
void require_type(const kernel_shape *shape, TopAbs_ShapeEnum type);

/* What OCP does where a function takes a shape of one type. */
inline const TopoDS_Shape &require_cast(const kernel_shape *shape)
{
    if (shape->is_uncast)
        throw refusal{ FAILURE_TYPE, "TypeError", "incompatible function arguments: a bare TopoDS_Shape" };
    return shape->value();
}
inline const TopoDS_Vertex &as_vertex(const kernel_shape *shape) { return TopoDS::Vertex(require_cast(shape)); }
inline const TopoDS_Edge &as_edge(const kernel_shape *shape) { return TopoDS::Edge(require_cast(shape)); }
inline const TopoDS_Wire &as_wire(const kernel_shape *shape) { return TopoDS::Wire(require_cast(shape)); }
inline const TopoDS_Face &as_face(const kernel_shape *shape) { return TopoDS::Face(require_cast(shape)); }
inline const TopoDS_Shell &as_shell(const kernel_shape *shape) { return TopoDS::Shell(require_cast(shape)); }
inline const TopoDS_Solid &as_solid(const kernel_shape *shape) { return TopoDS::Solid(require_cast(shape)); }

/* Leaves triangles on its faces, whose sides become no shorter than `least`; 0: as short as OpenCASCADE likes. */
void mesh_shape(const TopoDS_Shape &shape, const kernel_fineness &fine, double least);

} // namespace shim

#endif
