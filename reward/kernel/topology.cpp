/* topology.cpp: types, parts, masses, normals. */
#include "reward/kernel/deferred.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepAdaptor_Surface.hxx>
#include <BRepBuilderAPI_MakeVertex.hxx>
#include <BRepClass3d_SolidClassifier.hxx>
#include <BRepExtrema_DistShapeShape.hxx>
#include <BRepGProp.hxx>
#include <BRepGProp_Face.hxx>
#include <BRepTools.hxx>
#include <BRepTools_WireExplorer.hxx>
#include <BRep_Builder.hxx>
#include <BRep_Tool.hxx>
#include <GProp_GProps.hxx>
#include <GeomAPI_ProjectPointOnSurf.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedDataMapOfShapeListOfShape.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopTools_ListIteratorOfListOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Iterator.hxx>

using namespace shim;

/* Rows in the order of kernel_type. */
static const struct {
    TopAbs_ShapeEnum type;
    const char *name;
} types[KERNEL_TYPE_COUNT] = {
    { TopAbs_VERTEX, "Vertex" }, { TopAbs_EDGE, "Edge" },   { TopAbs_WIRE, "Wire" },
    { TopAbs_FACE, "Face" },     { TopAbs_SHELL, "Shell" }, { TopAbs_SOLID, "Solid" },
    { TopAbs_COMPSOLID, "CompSolid" }, { TopAbs_COMPOUND, "Compound" },
};

/* In the order of GeomAbs_CurveType and GeomAbs_SurfaceType. */
static const char *const curve_names[] = { "LINE",   "CIRCLE",  "ELLIPSE", "HYPERBOLA", "PARABOLA",
                                           "BEZIER", "BSPLINE", "OFFSET",  "OTHER" };
static const char *const surface_names[] = { "PLANE",  "CYLINDER",   "CONE",      "SPHERE", "TORUS", "BEZIER",
                                             "BSPLINE", "REVOLUTION", "EXTRUSION", "OFFSET", "OTHER" };
static_assert(GeomAbs_OtherCurve == 8 && GeomAbs_OtherSurface == 10, "names follow OpenCASCADE's order");

extern "C" kernel_type kernel_type_of(const kernel_shape *shape)
{
    if (undone(shape))
        return undone(shape)->type;
    for (int i = 0; i < KERNEL_TYPE_COUNT; i++) {
        if (types[i].type == shape->value().ShapeType())
            return (kernel_type)i;
    }
    return KERNEL_COMPOUND;
}

extern "C" const char *kernel_type_name(kernel_type type) { return types[type].name; }

extern "C" lathe_status kernel_geometry_name(const kernel_shape *shape, const char **out, lathe_error *err)
{
    return guard(err, [&] {
        if (shape->value().ShapeType() == TopAbs_EDGE)
            *out = curve_names[BRepAdaptor_Curve(as_edge(shape)).GetType()];
        else if (shape->value().ShapeType() == TopAbs_FACE)
            *out = surface_names[BRepAdaptor_Surface(as_face(shape)).GetType()];
        else if (shape->value().ShapeType() == TopAbs_SOLID)
            *out = "CompSolid"; /* as CadQuery has it */
        else
            *out = types[kernel_type_of(shape)].name;
    });
}

/* A closed wire gives its first vertex once. */
static std::vector<TopoDS_Shape> vertices_of_wire(const TopoDS_Wire &wire)
{
    std::vector<TopoDS_Shape> found;
    BRepTools_WireExplorer it(wire);
    found.push_back(it.CurrentVertex());
    while (it.More()) {
        it.Next();
        found.push_back(it.CurrentVertex());
    }
    if (BRep_Tool::IsClosed(wire))
        found.pop_back();
    return found;
}

static std::vector<TopoDS_Shape> parts_of(const kernel_shape *shape, kernel_type type)
{
    if (type == KERNEL_VERTEX && shape->value().ShapeType() == TopAbs_WIRE)
        return vertices_of_wire(as_wire(shape));
    TopTools_IndexedMapOfShape map;
    TopExp::MapShapes(shape->value(), types[type].type, map);
    std::vector<TopoDS_Shape> found;
    for (int i = 1; i <= map.Extent(); i++) {
        if (type != KERNEL_EDGE || !BRep_Tool::Degenerated(TopoDS::Edge(map(i))))
            found.push_back(map(i));
    }
    return found;
}

extern "C" lathe_status kernel_parts(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] { fill_list(parts_of(shape, type), out); });
}

extern "C" lathe_status kernel_pieces(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        const std::unique_ptr<kernel_shape> piece(undone(shape) ? defer_piece(shape, type) : nullptr);
        if (!piece) {
            fill_list(parts_of(shape, type), out);
            return;
        }
        kernel_list made = KERNEL_LIST_INIT;
        made.items = static_cast<kernel_shape **>(std::calloc(1, sizeof *made.items));
        if (!made.items)
            throw std::bad_alloc();
        made.items[made.count++] = new kernel_shape{ *piece };
        *out = made;
    });
}

extern "C" lathe_status kernel_faces_toward(const kernel_shape *shape, kernel_vec, kernel_list *out, lathe_error *err)
{
    return kernel_parts(shape, KERNEL_FACE, out, err);
}

extern "C" lathe_status kernel_require_one(const kernel_shape *, lathe_error *) { return LATHE_OK; }

extern "C" lathe_status kernel_count_parts(const kernel_shape *shape, kernel_type type, uint32_t *out,
                                           lathe_error *err)
{
    return guard(err, [&] {
        *out = undone(shape) && type == KERNEL_FACE ? count_faces(undone(shape)) : (uint32_t)parts_of(shape, type).size();
    });
}

extern "C" lathe_status kernel_children(const kernel_shape *shape, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        std::vector<TopoDS_Shape> found;
        for (TopoDS_Iterator it(shape->value()); it.More(); it.Next())
            found.push_back(it.Value());
        fill_list(found, out);
    });
}

extern "C" bool kernel_is_empty(const kernel_shape *shape)
{
    return !undone(shape) && shape->value().ShapeType() == TopAbs_COMPOUND && !TopoDS_Iterator(shape->value()).More();
}

extern "C" bool kernel_is_same(const kernel_shape *a, const kernel_shape *b) 
{
    if (undone(a) || undone(b))
        return is_same_step(a->later, b->later);
    return a->value().IsSame(b->value());
}

extern "C" uint32_t kernel_hash(const kernel_shape *shape) 
{
    /* Of what is undone: any number, as it may be the same as another. */
    return undone(shape) ? 0 : (uint32_t)(std::hash<TopoDS_Shape>()(shape->value()) & 0x7fffffff);
}

extern "C" lathe_status kernel_compound(const kernel_shape *const *shapes, size_t count, kernel_shape **out,
                                        lathe_error *err)
{
    return guard(err, [&] {
        if (kernel_shape *left = defer_compound(shapes, count)) {
            *out = left;
            return;
        }
        TopoDS_Compound compound;
        BRep_Builder builder;
        builder.MakeCompound(compound);
        for (size_t i = 0; i < count; i++)
            builder.Add(compound, shapes[i]->value());
        *out = new_shape(compound);
    });
}

extern "C" lathe_status kernel_vertex(kernel_vec at, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] { *out = new_shape(BRepBuilderAPI_MakeVertex(point_of(at)).Vertex()); });
}

/* What a compound's mass is of: its first child that is no compound. */
static TopAbs_ShapeEnum mass_type(const TopoDS_Shape &shape)
{
    if (shape.ShapeType() != TopAbs_COMPOUND)
        return shape.ShapeType();
    TopoDS_Iterator it(shape);
    return it.More() ? mass_type(it.Value()) : TopAbs_SOLID;
}

static GProp_GProps mass_of(const TopoDS_Shape &shape)
{
    GProp_GProps properties;
    switch (mass_type(shape)) {
    case TopAbs_EDGE:
    case TopAbs_WIRE:
        BRepGProp::LinearProperties(shape, properties);
        break;
    case TopAbs_FACE:
    case TopAbs_SHELL:
        BRepGProp::SurfaceProperties(shape, properties);
        break;
    case TopAbs_VERTEX:
        throw refusal{ FAILURE_TYPE, "TypeError", "'NoneType' object is not callable" };
    default:
        BRepGProp::VolumeProperties(shape, properties);
    }
    return properties;
}

extern "C" lathe_status kernel_center(const kernel_shape *shape, kernel_vec *out, lathe_error *err)
{
    return guard(err, [&] {
        if (shape->value().ShapeType() == TopAbs_VERTEX)
            *out = vec_of(BRep_Tool::Pnt(as_vertex(shape)).XYZ());
        else
            *out = vec_of(mass_of(shape->value()).CentreOfMass().XYZ());
    });
}

extern "C" lathe_status kernel_center_along(const kernel_shape *shape, const kernel_vec *, kernel_vec *out,
                                            lathe_error *err)
{
    return kernel_center(shape, out, err);
}

extern "C" lathe_status kernel_mass(const kernel_shape *shape, double *out, lathe_error *err)
{
    return guard(err, [&] { *out = mass_of(shape->value()).Mass(); });
}

extern "C" lathe_status kernel_area(const kernel_shape *shape, double *out, lathe_error *err)
{
    return guard(err, [&] {
        GProp_GProps properties;
        BRepGProp::SurfaceProperties(shape->value(), properties);
        *out = properties.Mass();
    });
}

extern "C" lathe_status kernel_bounds(const kernel_shape *shape, kernel_vec *out_low, kernel_vec *out_high,
                                      double *out_diagonal, lathe_error *err)
{
    return guard(err, [&] {
        Bnd_Box box = bounds_of(shape->value());
        if (box.IsVoid())
            throw refusal{ FAILURE_BUILD, "Standard_ConstructionError", "Bnd_Box is void" };
        box.Get(out_low->x, out_low->y, out_low->z, out_high->x, out_high->y, out_high->z);
        *out_diagonal = std::sqrt(box.SquareExtent());
    });
}

extern "C" lathe_status kernel_distance(const kernel_shape *a, const kernel_shape *b, double *out, lathe_error *err)
{
    return guard(err, [&] {
        BRepExtrema_DistShapeShape distance(a->value(), b->value());
        *out = done(distance, "BRepExtrema_DistShapeShape::Value: There's no solution").Value();
    });
}

extern "C" lathe_status kernel_face_normal(const kernel_shape *face, const kernel_vec *at, kernel_vec *out,
                                           lathe_error *err)
{
    return guard(err, [&] {
        require_type(face, TopAbs_FACE);
        if (face->is_uncast)
            throw refusal{ FAILURE_TYPE, "DispatchError", "Function normalAt" };
        const TopoDS_Face &f = as_face(face);
        double u, v;
        if (at) {
            GeomAPI_ProjectPointOnSurf projector(point_of(*at), BRep_Tool::Surface(f));
            if (projector.NbPoints() == 0)
                throw StdFail_NotDone("GeomAPI_ProjectPointOnSurf::LowerDistanceParameters");
            projector.LowerDistanceParameters(u, v);
        } else {
            double u0, u1, v0, v1;
            BRepTools::UVBounds(f, u0, u1, v0, v1);
            u = 0.5 * (u0 + u1);
            v = 0.5 * (v0 + v1);
        }
        gp_Pnt point;
        gp_Vec normal;
        BRepGProp_Face(f).Normal(u, v, point, normal);
        *out = vec_of(normal.Normalized().XYZ());
    });
}

extern "C" lathe_status kernel_face_outer_wire(const kernel_shape *face, kernel_shape **out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(face, TopAbs_FACE);
        *out = new_shape(BRepTools::OuterWire(as_face(face)));
    });
}

extern "C" lathe_status kernel_face_inner_wires(const kernel_shape *face, kernel_list *out, lathe_error *err)
{
    return guard(err, [&] {
        require_type(face, TopAbs_FACE);
        TopoDS_Wire outer = BRepTools::OuterWire(as_face(face));
        std::vector<TopoDS_Shape> found;
        for (const TopoDS_Shape &wire : parts_of(face, KERNEL_WIRE)) {
            if (!wire.IsSame(outer))
                found.push_back(wire);
        }
        fill_list(found, out);
    });
}

extern "C" lathe_status kernel_is_inside(const kernel_shape *shape, kernel_vec point, double tolerance, bool *out,
                                         lathe_error *err)
{
    return guard(err, [&] {
        BRepClass3d_SolidClassifier classifier(shape->value());
        classifier.Perform(point_of(point), tolerance);
        *out = classifier.State() == TopAbs_IN || classifier.IsOnAFace();
    });
}
