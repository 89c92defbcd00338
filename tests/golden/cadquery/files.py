# Exporters and importers: no file is touched, and importing finds none.

# case: export
import cadquery as cq
def rounded(x):
    if isinstance(x, float):
        return round(x, 6) + 0.0
    if isinstance(x, (cq.Vector, cq.Location)):
        return rounded(x.toTuple())
    if isinstance(x, cq.Shape):
        return [x.ShapeType(), rounded(x.Area()), rounded(x.Center()), len(x.Edges())]
    if isinstance(x, (list, tuple)):
        return [rounded(y) for y in x]
    return x
def tried(f):
    try:
        print(rounded(f()))
    except Exception as e:
        print(type(e).__name__)
from cadquery import exporters, importers
b = cq.Workplane().box(1, 1, 1)
s, a = b.val(), cq.Assembly().add(b)
tried(lambda: exporters.export(b, 'x.stl'))
tried(lambda: exporters.export(b, 'x.STEP'))
tried(lambda: exporters.export(b, 'x.foo'))
tried(lambda: exporters.export(b, 'x'))
tried(lambda: exporters.export(b, 'x.foo', 'STL'))
tried(lambda: exporters.export(b, 'x.foo', 'stl'))
tried(lambda: exporters.export(b, 'x.foo', exportType='FOO'))
tried(lambda: exporters.export(s, 'x.svg'))
tried(lambda: exporters.export(s, 'x.svg', opt={'width': 100}))
tried(lambda: exporters.export(s, 'x.svg', opt=3))
tried(lambda: exporters.export(s, 'x.step', opt={'foo': 1}))
tried(lambda: exporters.export(s, 'x.step', opt={'unit': 'MM'}))
tried(lambda: exporters.export(s, 'x.stl', opt={'ascii': True}))
tried(lambda: exporters.export(s, 'x.stl', opt=3))
tried(lambda: exporters.export(s, 'x.3mf', opt={'foo': 1}))
tried(lambda: exporters.export(s, 'x.3mf'))
tried(lambda: exporters.export(s, 'x.amf'))
tried(lambda: exporters.export(s, 'x.tjs'))
tried(lambda: exporters.export(s, 'x.vtp'))
tried(lambda: exporters.export(s, 'x.vrml'))
tried(lambda: exporters.export(s, 'x.brep'))
tried(lambda: exporters.export(s, 'x.bin'))
tried(lambda: exporters.export(b, 'x.dxf'))
tried(lambda: exporters.export(b.faces('>Z'), 'x.dxf', opt={'approx': 'arc'}))
tried(lambda: exporters.export(b.faces('>Z'), 'x.dxf', opt={'approx': 'foo'}))
tried(lambda: exporters.export(b, 'x.dxf', opt={'foo': 'foo'}))
tried(lambda: exporters.export([s, s], 'x.stl'))
tried(lambda: exporters.export([], 'x.stl'))
tried(lambda: exporters.export(3, 'x.stl'))
tried(lambda: exporters.export([3], 'x.stl'))
tried(lambda: exporters.export(cq.Workplane(), 'x.stl'))
tried(lambda: exporters.export(cq.Workplane().moveTo(1, 1), 'x.stl'))
tried(lambda: exporters.export(a, 'x.stl'))
tried(lambda: exporters.export(b, 3))
tried(lambda: exporters.export(b, 3, 'STL'))
tried(lambda: exporters.export(b))
tried(lambda: exporters.export(b, 'x.stl', tolerance='a'))
tried(lambda: exporters.export(b, 'x.amf', tolerance=0))
tried(lambda: exporters.export(b, 'x.step', unit=None))
tried(lambda: exporters.export(cq.Sketch().rect(1, 1), 'x.dxf'))
tried(lambda: exporters.export(cq.Workplane(), 'x.svg'))
tried(lambda: exporters.export(cq.Workplane(), 'x.dxf'))
tried(lambda: exporters.exportDXF(b, 'x.dxf'))
tried(lambda: exporters.exportDXF(s, 'x.dxf'))
tried(lambda: exporters.exportDXF([s], 'x.dxf'))
tried(lambda: exporters.exportDXF([b], 'x.dxf'))
tried(lambda: exporters.exportDXF(3, 'x.dxf'))
tried(lambda: exporters.exportDXF(b, 'x.dxf', 'spline'))
tried(lambda: exporters.exportDXF(b, 'x.dxf', 'spline', 0.01, doc_units=1))
tried(lambda: exporters.exportDXF(b, 'x.dxf', 'foo'))
tried(lambda: exporters.getSVG(b))
tried(lambda: exporters.getSVG(3))
tried(lambda: exporters.ExportTypes.THREEMF)
# prints: None
# prints: None
# prints: ValueError
# prints: ValueError
# prints: None
# prints: ValueError
# prints: ValueError
# prints: None
# prints: None
# prints: TypeError
# prints: None
# prints: TypeError
# prints: None
# prints: AttributeError
# prints: TypeError
# prints: None
# prints: None
# prints: None
# prints: None
# prints: None
# prints: None
# prints: None
# prints: None
# prints: None
# prints: None
# prints: TypeError
# prints: None
# prints: None
# prints: TypeError
# prints: AttributeError
# prints: None
# prints: None
# prints: AttributeError
# prints: AttributeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: Standard_NumericError
# prints: AttributeError
# prints: None
# prints: Standard_ConstructionError
# prints: None
# prints: None
# prints: None
# prints: None
# prints: None
# prints: TypeError
# prints: None
# prints: None
# prints: None
# prints: AttributeError
# prints: AttributeError
# prints: 3MF
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: import
import cadquery as cq
def rounded(x):
    if isinstance(x, float):
        return round(x, 6) + 0.0
    if isinstance(x, (cq.Vector, cq.Location)):
        return rounded(x.toTuple())
    if isinstance(x, cq.Shape):
        return [x.ShapeType(), rounded(x.Area()), rounded(x.Center()), len(x.Edges())]
    if isinstance(x, (list, tuple)):
        return [rounded(y) for y in x]
    return x
def tried(f):
    try:
        print(rounded(f()))
    except Exception as e:
        print(type(e).__name__)
from cadquery import exporters, importers
b = cq.Workplane().box(1, 1, 1)
s, a = b.val(), cq.Assembly().add(b)
tried(lambda: importers.importStep('nope.step'))
tried(lambda: importers.importStep(3))
tried(lambda: importers.importStep())
tried(lambda: importers.importStep('nope', unit='IN'))
tried(lambda: importers.importStep('nope', None))
tried(lambda: importers.importDXF('nope.dxf'))
tried(lambda: importers.importDXF('nope.dxf', 0.001, ['a'], ['b']))
tried(lambda: importers.importDXF('nope.dxf', exclude=['a']))
tried(lambda: importers.importDXF(3))
tried(lambda: importers.importShape('STEP', 'nope'))
tried(lambda: importers.importShape('DXF', 'nope'))
tried(lambda: importers.importShape('BREP', 'nope'))
tried(lambda: importers.importShape('BIN', 'nope'))
tried(lambda: importers.importShape('STL', 'nope'))
tried(lambda: importers.importBrep('nope'))
tried(lambda: importers.importBin('nope'))
tried(lambda: importers.importBrep(3))
tried(lambda: importers.ImportTypes.STEP)
tried(lambda: importers.UNITS.MM)
tried(lambda: cq.Shape.importBrep(3))
tried(lambda: cq.Shape.importBrep('nope'))
tried(lambda: cq.Sketch().importDXF('nope.dxf'))
# prints: ValueError
# prints: TypeError
# prints: TypeError
# prints: ValueError
# prints: AttributeError
# prints: FileNotFoundError
# prints: ValueError
# prints: FileNotFoundError
# prints: FileNotFoundError
# prints: ValueError
# prints: FileNotFoundError
# prints: ValueError
# prints: ValueError
# prints: RuntimeError
# prints: ValueError
# prints: ValueError
# prints: TypeError
# prints: STEP
# prints: mm
# prints: TypeError
# prints: ValueError
# prints: FileNotFoundError
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: methods and documents
import cadquery as cq
def rounded(x):
    if isinstance(x, float):
        return round(x, 6) + 0.0
    if isinstance(x, (cq.Vector, cq.Location)):
        return rounded(x.toTuple())
    if isinstance(x, cq.Shape):
        return [x.ShapeType(), rounded(x.Area()), rounded(x.Center()), len(x.Edges())]
    if isinstance(x, (list, tuple)):
        return [rounded(y) for y in x]
    return x
def tried(f):
    try:
        print(rounded(f()))
    except Exception as e:
        print(type(e).__name__)
from cadquery import exporters, importers
b = cq.Workplane().box(1, 1, 1)
s, a = b.val(), cq.Assembly().add(b)
tried(lambda: b.export('x.stl') is b)
tried(lambda: b.export('x.foo'))
tried(lambda: s.export('x.stl'))
tried(lambda: s.export('x.foo'))
tried(lambda: s.export('x.step', 0.1, 0.2))
tried(lambda: s.export(3))
tried(lambda: cq.Sketch().rect(1, 1).export('x.dxf').vals()[0].Area())
tried(lambda: s.exportStl('x.stl'))
tried(lambda: s.exportBrep('x.brep'))
tried(lambda: s.exportBin('x.bin'))
tried(lambda: exporters.DxfDocument().add_layer('a', color=2).add_shape(b, 'a') is None)
tried(lambda: exporters.DxfDocument(approx='arc').add_shape(3))
tried(lambda: exporters.DxfDocument().document.saveas('x.dxf'))
tried(lambda: exporters.ExportTypes.THREEMF)
tried(lambda: exporters.exportSVG(s, 'x.svg'))
tried(lambda: exporters.toString(s, 'STL'))
# prints: True
# prints: ValueError
# prints: None
# prints: ValueError
# prints: None
# prints: AttributeError
# prints: 0.0
# prints: True
# prints: True
# prints: True
# prints: False
# prints: AttributeError
# prints: None
# prints: 3MF
# prints: AttributeError
# prints: AttributeError
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true
