/* files.c: cadquery.exporters and cadquery.importers. No file is touched: exporting checks its arguments as CadQuery does
 * and succeeds, importing finds no file. */
#include "reward/cadquery/shape/shape.h"

#include <ctype.h>
#include <string.h>

/* ---- what is exported, and as what ---- */

/* The shapes of a shape, workplane, sketch or any iterable of shapes. */
static lathe_status check_shapes(script_vm *vm, script_value what, bool *out_empty, lathe_error *err)
{
    kernel_array shapes;
    *out_empty = objects_shape_of_type(what, KERNEL_COMPOUND) && kernel_is_empty(shape_of(what)->kernel);
    if (shape_of(what))
        return LATHE_OK;
    TRY(shape_read_all(vm, what, &shapes, err));
    *out_empty = shapes.count == 0;
    return LATHE_OK;
}

typedef enum export_type {
    EXPORT_STL, EXPORT_STEP, EXPORT_AMF, EXPORT_SVG, EXPORT_TJS, EXPORT_DXF, EXPORT_VRML, EXPORT_VTP, EXPORT_3MF,
    EXPORT_BREP, EXPORT_BIN, EXPORT_TYPE_COUNT
} export_type;
static const char *const type_names[EXPORT_TYPE_COUNT] = { "STL", "STEP", "AMF", "SVG",  "TJS", "DXF",
                                                           "VRML", "VTP", "3MF", "BREP", "BIN" };

/* The type as given, else the letters behind the name's last dot. */
static lathe_status read_type(script_vm *vm, script_value name, script_value given, export_type *out, lathe_error *err)
{
    if (script_is_none(given) && !objects_text(name))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'split'", script_type_name(name));
    const char *dot = script_is_none(given) ? strrchr(objects_text(name), '.') : NULL;
    const char *text = !script_is_none(given) ? objects_text(given) : dot ? dot + 1 : objects_text(name);
    for (int i = 0; text && i < EXPORT_TYPE_COUNT; i++) {
        bool same = script_is_none(given) ? strcasecmp(text, type_names[i]) == 0 : strcmp(text, type_names[i]) == 0;
        if (same) {
            *out = (export_type)i;
            return LATHE_OK;
        }
    }
    return script_raise(vm, err, "ValueError", script_is_none(given)
                                                   ? "Unknown extensions, specify export type explicitly"
                                                   : "Unknown export type");
}

/* Options passed on as keywords: a dict whose keys are among `names`, which end with NULL; names NULL: any but the
 * exporter's own. */
static lathe_status check_keywords(script_vm *vm, script_value options, const char *const *names, lathe_error *err)
{
    static const char *const taken[] = { "fname", "fileName", "unit", "outputUnit", NULL };
    if (options.kind != SCRIPT_DICT)
        return script_raise(vm, err, "TypeError", "argument after ** must be a mapping, not %s",
                            script_type_name(options));
    for (uint32_t i = 0; i < options.dict->used; i++) {
        script_value key = options.dict->entries[i].key;
        bool listed = false;
        if (key.kind == SCRIPT_UNBOUND)
            continue;
        for (const char *const *name = names ? names : taken; *name && !listed; name++)
            listed = is_text(key, *name);
        if (listed != (names != NULL))
            return script_raise(vm, err, "TypeError", "got an unexpected keyword argument");
    }
    return LATHE_OK;
}

static lathe_status check_options(script_vm *vm, export_type type, script_value options, lathe_error *err)
{
    static const char *const dxf[] = { "approx", "tolerance", "doc_units", NULL }, *const threemf[] = { "unit", NULL };
    bool given;
    TRY(script_to_truth(vm, options, &given, err));
    if (!given)
        return LATHE_OK;
    switch (type) {
    case EXPORT_STEP:
        return check_keywords(vm, options, NULL, err);
    case EXPORT_DXF:
        return check_keywords(vm, options, dxf, err);
    case EXPORT_3MF:
        return check_keywords(vm, options, threemf, err);
    case EXPORT_STL:
        if (options.kind != SCRIPT_DICT)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'get'",
                                script_type_name(options));
        return LATHE_OK;
    case EXPORT_SVG:
        if (options.kind != SCRIPT_DICT)
            return script_raise(vm, err, "TypeError", "'%s' object is not iterable", script_type_name(options));
        return LATHE_OK;
    default:
        return LATHE_OK;
    }
}

/* Deflections of what is exported as triangles. */
static lathe_status check_deflections(script_vm *vm, script_value linear, script_value angular, lathe_error *err)
{
    double l, a;
    TRY(script_to_double(vm, linear, &l, err));
    TRY(script_to_double(vm, angular, &a, err));
    if (l >= 1e-7 && a >= 1e-12)
        return LATHE_OK;
    return script_raise_as(vm, err, "Standard_NumericError", objects_exceptions[0],
                           "BRepMesh_IncrementalMesh::initParameters : invalid parameter value");
}

static bool has_triangles(export_type type)
{
    return type == EXPORT_STL || type == EXPORT_AMF || type == EXPORT_TJS || type == EXPORT_VRML || type == EXPORT_3MF;
}

/* args: as exporters.export takes them. */
static lathe_status check_export(script_vm *vm, const script_value args[8], lathe_error *err)
{
    export_type type;
    bool empty;
    TRY(check_shapes(vm, args[0], &empty, err));
    TRY(read_type(vm, args[1], args[2], &type, err));
    TRY(check_options(vm, type, args[7], err));
    if (has_triangles(type))
        TRY(check_deflections(vm, args[3], args[4], err));
    if (type == EXPORT_STEP && !objects_text(args[5]))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'upper'",
                            script_type_name(args[5]));
    if (type == EXPORT_SVG && empty)
        return script_raise_as(vm, err, "Standard_ConstructionError", objects_exceptions[0], "Bnd_Box is void");
    return objects_text(args[1]) ? LATHE_OK : objects_bad_argument(vm, "Write()", args[1], err);
}

static METHOD_FUNCTION(exporters_export)
{
    TRY(check_export(vm, call->args, err));
    *out = script_none();
    return LATHE_OK;
}

/* Shape.export gives None, Workplane's and Sketch's give themselves. */
METHOD_FUNCTION(files_export)
{
    const script_value *a = call->args;
    const script_value args[] = { call->self, a[0], script_none(), a[1], a[2], a[3], a[4], a[5] };
    TRY(check_export(vm, args, err));
    *out = shape_of(call->self) ? script_none() : call->self;
    return LATHE_OK;
}

static METHOD_FUNCTION(exporters_export_dxf)
{
    const script_value *items;
    size_t count;
    *out = script_none();
    if (shape_of(call->args[0]) || workplane_of(call->args[0]))
        return LATHE_OK;
    return script_to_items(vm, call->args[0], &items, &count, err);
}

static METHOD_FUNCTION(exporters_get_svg)
{
    shape_object *shape;
    (void)out;
    TRY(shape_argument(vm, "Add()", call->args[0], &shape, err));
    return script_unsupported(vm, err, "exporters.getSVG");
}

/* ---- DxfDocument ---- */

/* The document of ezdxf: it can be saved, to nowhere. */
static GET_HOOK(drawing_get)
{
    (void)self, (void)handled, (void)out;
    bool known = strcmp(attribute, "saveas") == 0 || strcmp(attribute, "save") == 0;
    return known ? LATHE_OK : script_unsupported(vm, err, "'%s' of a DXF document", attribute);
}

static const script_method drawing_methods[] = {
    { "saveas", "filename, encoding=None, fmt='asc'", neutral_none, 0 },
    { "save", "encoding=None, fmt='asc'", neutral_none, 0 },
    { NULL, NULL, NULL, 0 },
};
static const script_hooks drawing_hooks = { .get = drawing_get };
static const script_class class_drawing = { .name = "Drawing", .methods = drawing_methods, .hooks = &drawing_hooks };

static METHOD_FUNCTION(dxf_add_shape)
{
    *out = call->self;
    if (shape_of(call->args[0]) || workplane_of(call->args[0]))
        return LATHE_OK;
    return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'Wires'",
                        script_type_name(call->args[0]));
}

static GET_HOOK(dxf_get)
{
    (void)self;
    *handled = strcmp(attribute, "document") == 0;
    if (*handled)
        return script_object_new(vm, &class_drawing, NULL, NULL, out, err);
    return strcmp(attribute, "msp") == 0 ? script_unsupported(vm, err, "'msp' of a DXF document") : LATHE_OK;
}

static const script_method dxf_methods[] = {
    { "add_layer", "name, *, color=7, linetype='CONTINUOUS'", neutral_self, 0 },
    { "add_shape", "shape, layer=''", dxf_add_shape, 0 },
    { NULL, NULL, NULL, 0 },
};
static const script_hooks dxf_hooks = { .get = dxf_get };
static const script_class class_dxf;

static METHOD_FUNCTION(dxf_construct)
{
    (void)call;
    return script_object_new(vm, &class_dxf, NULL, NULL, out, err);
}

static const script_method construct_dxf = {
    "__init__", "dxfversion='AC1027', setup=False, doc_units=4, *, metadata=None, approx=None, tolerance=0.001",
    dxf_construct, SCRIPT_METHOD_CLASS
};
static const script_class class_dxf = { .name = "DxfDocument", .methods = dxf_methods, .construct = &construct_dxf,
                                        .hooks = &dxf_hooks };

/* ---- importers ---- */

static lathe_status refuse_step(script_vm *vm, script_value name, script_value unit, lathe_error *err)
{
    if (!objects_text(unit))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'upper'", script_type_name(unit));
    if (!objects_text(name))
        return objects_bad_argument(vm, "ReadFile()", name, err);
    return script_raise(vm, err, "ValueError", "STEP File could not be loaded");
}

static lathe_status refuse_dxf(script_vm *vm, script_value name, script_value exclude, script_value include,
                               lathe_error *err)
{
    bool both;
    script_value text;
    TRY(script_to_truth(vm, exclude, &both, err));
    if (both)
        TRY(script_to_truth(vm, include, &both, err));
    if (both)
        return script_raise(vm, err, "ValueError", "you may specify either 'include' or 'exclude' but not both");
    TRY(script_to_str(vm, name, &text, err));
    return script_raise(vm, err, "FileNotFoundError", "[Errno 2] No such file or directory: '%s'", text.str->text);
}

static lathe_status refuse_brep(script_vm *vm, script_value name, lathe_error *err)
{
    if (!objects_text(name))
        return objects_bad_argument(vm, "Read_s()", name, err);
    return script_raise(vm, err, "ValueError", "Could not import %s", objects_text(name));
}

static lathe_status refuse_bin(script_vm *vm, script_value name, lathe_error *err)
{
    if (!objects_text(name))
        return objects_bad_argument(vm, "Read_s()", name, err);
    return script_raise(vm, err, "ValueError", "Null TopoDS_Shape object");
}

METHOD_FUNCTION(files_import_brep)
{
    (void)out;
    return refuse_brep(vm, call->args[0], err);
}

METHOD_FUNCTION(files_import_bin)
{
    (void)out;
    return refuse_bin(vm, call->args[0], err);
}

static METHOD_FUNCTION(importers_import_step)
{
    (void)out;
    return refuse_step(vm, call->args[0], call->args[1], err);
}

static METHOD_FUNCTION(importers_import_dxf)
{
    (void)out;
    return refuse_dxf(vm, call->args[0], call->args[2], call->args[3], err);
}

static METHOD_FUNCTION(importers_import_shape)
{
    script_value type = call->args[0], name = call->args[1], text;
    (void)out;
    if (is_text(type, "STEP"))
        return refuse_step(vm, name, call->args[2], err);
    if (is_text(type, "DXF"))
        return refuse_dxf(vm, name, script_none(), script_none(), err);
    if (is_text(type, "BREP"))
        return refuse_brep(vm, name, err);
    if (is_text(type, "BIN"))
        return refuse_bin(vm, name, err);
    TRY(script_to_repr(vm, type, &text, err));
    return script_raise(vm, err, "RuntimeError", "Unsupported import type: %s", text.str->text);
}

/* ---- the modules ---- */

static const script_member export_types[] = {
    SCRIPT_MEMBER_TEXT("STL", "STL"),      SCRIPT_MEMBER_TEXT("STEP", "STEP"), SCRIPT_MEMBER_TEXT("AMF", "AMF"),
    SCRIPT_MEMBER_TEXT("SVG", "SVG"),      SCRIPT_MEMBER_TEXT("TJS", "TJS"),   SCRIPT_MEMBER_TEXT("DXF", "DXF"),
    SCRIPT_MEMBER_TEXT("VRML", "VRML"),    SCRIPT_MEMBER_TEXT("VTP", "VTP"),   SCRIPT_MEMBER_TEXT("THREEMF", "3MF"),
    SCRIPT_MEMBER_TEXT("BREP", "BREP"),    SCRIPT_MEMBER_TEXT("BIN", "BIN"),   { .name = NULL },
};
static const script_class class_export_types = { .name = "ExportTypes", .members = export_types };
static const script_method exporter_functions[] = {
    { "export", "w, fname, exportType=None, tolerance=0.1, angularTolerance=0.1, unit='MM', outputUnit=None, opt=None",
      exporters_export, 0 },
    { "exportDXF", "w, fname, approx=None, tolerance=0.001, *, doc_units=4", exporters_export_dxf, 0 },
    { "getSVG", "shape, opts=None", exporters_get_svg, 0 },
    { "exportVTP", "shape, fname, tolerance=0.001, angularTolerance=0.1", neutral_none, 0 },
    { NULL, NULL, NULL, 0 },
};
static const script_member exporter_members[] = {
    SCRIPT_MEMBER_CLASS("ExportTypes", &class_export_types),
    SCRIPT_MEMBER_CLASS("DxfDocument", &class_dxf),
    SCRIPT_MEMBER_UNSUPPORTED("AmfWriter"),
    SCRIPT_MEMBER_UNSUPPORTED("JsonMesh"),
    SCRIPT_MEMBER_UNSUPPORTED("ThreeMFWriter"),
    SCRIPT_MEMBER_UNSUPPORTED("assembly"),
    SCRIPT_MEMBER_UNSUPPORTED("dxf"),
    SCRIPT_MEMBER_UNSUPPORTED("svg"),
    SCRIPT_MEMBER_UNSUPPORTED("vtk"),
    { .name = NULL },
};
const script_module cadquery_exporters_module = { .name = "cadquery.exporters", .functions = exporter_functions,
                                                  .members = exporter_members };

static const script_member import_types[] = {
    SCRIPT_MEMBER_TEXT("STEP", "STEP"), SCRIPT_MEMBER_TEXT("DXF", "DXF"), SCRIPT_MEMBER_TEXT("BREP", "BREP"),
    SCRIPT_MEMBER_TEXT("BIN", "BIN"), { .name = NULL },
};
static const script_class class_import_types = { .name = "ImportTypes", .members = import_types };
static const script_member import_units[] = {
    SCRIPT_MEMBER_TEXT("MM", "mm"), SCRIPT_MEMBER_TEXT("IN", "in"), { .name = NULL },
};
static const script_class class_import_units = { .name = "UNITS", .members = import_units };
static const script_method importer_functions[] = {
    { "importShape", "importType, fileName, unit='MM', *args, **kwargs", importers_import_shape, 0 },
    { "importStep", "fileName, unit='MM'", importers_import_step, 0 },
    { "importDXF", "filename, tol=1e-06, exclude=None, include=None", importers_import_dxf, 0 },
    { "importBrep", "fileName", files_import_brep, 0 },
    { "importBin", "fileName", files_import_bin, 0 },
    { NULL, NULL, NULL, 0 },
};
static const script_member importer_members[] = {
    SCRIPT_MEMBER_CLASS("ImportTypes", &class_import_types),
    SCRIPT_MEMBER_CLASS("UNITS", &class_import_units),
    SCRIPT_MEMBER_UNSUPPORTED("assembly"),
    SCRIPT_MEMBER_UNSUPPORTED("dxf"),
    { .name = NULL },
};
const script_module cadquery_importers_module = { .name = "cadquery.importers", .functions = importer_functions,
                                                  .members = importer_members };
