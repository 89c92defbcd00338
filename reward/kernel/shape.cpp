/* shape.cpp: handles, measures, meshes, warming. */
#include "reward/kernel/shim.hpp"

#include <BRepBndLib.hxx>
#include <BRepCheck_Analyzer.hxx>
#include <BRepMesh_IncrementalMesh.hxx>
#include <Bnd_Box.hxx>
#include <IMeshTools_Parameters.hxx>
#include <BRepTools.hxx>
#include <BRep_Tool.hxx>
#include <Poly_Triangulation.hxx>
#include <Precision.hxx>
#include <Standard_Version.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Face.hxx>

namespace shim {

void fill_list(const std::vector<TopoDS_Shape> &shapes, kernel_list *out)
{
    if (shapes.empty())
        return;
    kernel_list made = KERNEL_LIST_INIT;
    made.items = static_cast<kernel_shape **>(std::calloc(shapes.size(), sizeof *made.items));
    if (!made.items)
        throw std::bad_alloc();
    try {
        for (const TopoDS_Shape &shape : shapes) {
            made.items[made.count] = new_shape(shape);
            made.count++;
        }
    } catch (...) {
        kernel_list_clear(&made);
        throw;
    }
    *out = made;
}

TopTools_ListOfShape list_of(const kernel_shape *const *shapes, size_t count)
{
    TopTools_ListOfShape list;
    for (size_t i = 0; i < count; i++)
        list.Append(shapes[i]->value());
    return list;
}

Bnd_Box bounds_of(const TopoDS_Shape &shape)
{
    Bnd_Box box;
    try {
        BRepBndLib::AddOptimal(shape, box, Standard_False, Standard_False);
    } catch (const Standard_Failure &) {
        box.SetVoid();
        BRepBndLib::Add(shape, box, Standard_False);
    }
    return box;
}

void require_type(const kernel_shape *shape, TopAbs_ShapeEnum type)
{
    if (shape->value().ShapeType() != type)
        throw refusal{ FAILURE_BUILD, "Standard_TypeMismatch", "shape of another type wanted" };
}

} // namespace shim

using namespace shim;

extern "C" void kernel_shape_free(kernel_shape *shape) { delete shape; }

extern "C" kernel_shape *kernel_shape_share(const kernel_shape *shape)
{
    return new (std::nothrow) kernel_shape{ *shape };
}

extern "C" void kernel_list_clear(kernel_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        delete list->items[i];
    std::free(list->items);
    *list = KERNEL_LIST_INIT;
}

extern "C" const char *kernel_version(void) { return "OpenCASCADE " OCC_VERSION_COMPLETE; }

static bool has_mass(const kernel_shape *shape)
{
    return shape->value().ShapeType() != TopAbs_VERTEX && !kernel_is_empty(shape);
}

static void measure_box(const TopoDS_Shape &shape, double out[6])
{
    Bnd_Box box = bounds_of(shape);
    if (!box.IsVoid())
        box.Get(out[0], out[1], out[2], out[3], out[4], out[5]);
}

extern "C" lathe_status kernel_measure(const kernel_shape *shape, kernel_properties *out, lathe_error *err)
{
    kernel_properties p = {};
    p.type = kernel_type_name(kernel_type_of(shape));
    lathe_status st = guard(err, [&] { measure_box(shape->value(), p.box); });
    kernel_vec center = { 0, 0, 0 };
    if (st == LATHE_OK)
        st = kernel_area(shape, &p.area, err);
    if (st == LATHE_OK && has_mass(shape)) {
        st = kernel_mass(shape, &p.volume, err);
        if (st == LATHE_OK)
            st = kernel_center(shape, &center, err);
        p.has_center = std::isfinite(center.x + center.y + center.z);
        p.center[0] = center.x, p.center[1] = center.y, p.center[2] = center.z;
    }
    const struct {
        kernel_type type;
        uint32_t *count;
    } counts[] = { { KERNEL_SOLID, &p.solids }, { KERNEL_FACE, &p.faces },
                   { KERNEL_EDGE, &p.edges },   { KERNEL_VERTEX, &p.vertices } };
    for (const auto &row : counts) {
        if (st == LATHE_OK)
            st = kernel_count_parts(shape, row.type, row.count, err);
    }
    if (st == LATHE_OK)
        *out = p;
    return st;
}

extern "C" lathe_status kernel_is_valid(const kernel_shape *shape, bool *out, lathe_error *err)
{
    return guard(err, [&] { *out = BRepCheck_Analyzer(shape->value()).IsValid(); });
}

/* The triangles of one face, appended at *vertex and *triangle. */
static void copy_face(const TopoDS_Face &face, triangle_mesh *mesh, uint32_t *vertex, uint32_t *triangle)
{
    TopLoc_Location location;
    Handle(Poly_Triangulation) poly = BRep_Tool::Triangulation(face, location);
    if (poly.IsNull())
        return;
    const gp_Trsf place = location.Transformation();
    bool reversed = face.Orientation() == TopAbs_REVERSED;
    uint32_t first = *vertex;
    for (int i = 1; i <= poly->NbNodes(); i++, (*vertex)++) {
        gp_Pnt p = poly->Node(i).Transformed(place);
        mesh->vertices[*vertex][0] = p.X();
        mesh->vertices[*vertex][1] = p.Y();
        mesh->vertices[*vertex][2] = p.Z();
    }
    for (int i = 1; i <= poly->NbTriangles(); i++, (*triangle)++) {
        int a, b, c;
        poly->Triangle(i).Get(a, b, c);
        mesh->triangles[*triangle][0] = first + (uint32_t)a - 1;
        mesh->triangles[*triangle][1] = first + (uint32_t)(reversed ? c : b) - 1;
        mesh->triangles[*triangle][2] = first + (uint32_t)(reversed ? b : c) - 1;
    }
}

static double least_side(const TopoDS_Shape &shape, const kernel_fineness &fine)
{
    Bnd_Box box;
    if (fine.least > 0)
        BRepBndLib::Add(shape, box, Standard_False);
    return box.IsVoid() ? 0 : fine.least * std::sqrt(box.SquareExtent());
}

void shim::mesh_shape(const TopoDS_Shape &shape, const kernel_fineness &fine, double least)
{
    IMeshTools_Parameters parameters;
    parameters.Deflection = fine.linear;
    parameters.Angle = fine.angular;
    parameters.Relative = Standard_True;
    if (least > 0)
        parameters.MinSize = least;
    BRepMesh_IncrementalMesh(shape, parameters);
}

extern "C" lathe_status kernel_tessellate(const kernel_shape *shape, const kernel_fineness *fine, triangle_mesh *out,
                                          lathe_error *err)
{
    TopTools_IndexedMapOfShape faces;
    uint64_t vertices = 0, triangles = 0;
    lathe_status st = guard(err, [&] {
        check_numbers({ fine->linear, fine->angular });
        TopExp::MapShapes(shape->value(), TopAbs_FACE, faces);
        bool meshed = faces.Extent() == 0 || BRepTools::Triangulation(shape->value(), fine->linear);
        if (!meshed && (fine->linear < Precision::Confusion() || fine->angular < Precision::Angular()))
            throw refusal{ FAILURE_BUILD, "Standard_NumericError", "invalid parameter of a mesh" };
        if (!meshed)
            mesh_shape(shape->value(), *fine, least_side(shape->value(), *fine));
        for (int i = 1; i <= faces.Extent(); i++) {
            TopLoc_Location location;
            Handle(Poly_Triangulation) poly = BRep_Tool::Triangulation(TopoDS::Face(faces(i)), location);
            if (!poly.IsNull()) {
                vertices += (uint64_t)poly->NbNodes();
                triangles += (uint64_t)poly->NbTriangles();
            }
        }
    });
    if (st != LATHE_OK || triangles == 0)
        return st;
    if (vertices > MESH_MAX_VERTICES || triangles > MESH_MAX_TRIANGLES)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "mesh of %llu triangles is too large",
                                 (unsigned long long)triangles);
    triangle_mesh mesh = MESH_INIT;
    st = mesh_allocate(&mesh, (uint32_t)vertices, (uint32_t)triangles, err);
    if (st != LATHE_OK)
        return st;
    st = guard(err, [&] {
        uint32_t vertex = 0, triangle = 0;
        for (int i = 1; i <= faces.Extent(); i++)
            copy_face(TopoDS::Face(faces(i)), &mesh, &vertex, &triangle);
    });
    if (st == LATHE_OK)
        *out = mesh;
    else
        mesh_clear(&mesh);
    return st;
}
