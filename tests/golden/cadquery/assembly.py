# Assemblies: making, adding, names, walking, subshapes, files.

# case: nested places
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
inner = cq.Assembly(b, loc=cq.Location((0, 0, 5)), name='inner').add(b, loc=cq.Location((2, 0, 0)), name='x')
a = cq.Assembly(b, name='root', loc=cq.Location((1, 0, 0))).add(inner).add(inner, name='second', loc=cq.Location((0, 9, 0), (0, 0, 1), 90))
c = a.toCompound()
print([tuple(round(v, 5) + 0.0 for v in s.Center().toTuple()) for s in c.Solids()], c.children()[1].ShapeType())
result = a
# expect: api AttributeError

# case: arguments of add
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
A = cq.Assembly
for f in [lambda: A().add(b, cq.Location()), lambda: A().add(b, foo=1), lambda: A().add(A(b, name='x'), foo=1), lambda: A().add(b, obj=b),
          lambda: A().add(), lambda: A().add(b, loc=5).toCompound(), lambda: A(b, loc=5).toCompound(), lambda: A(b, name=5), lambda: A().add(5),
          lambda: A(name='r').add(b, name='x').add(b, name='x'), lambda: A(name='r').add(b, name='r'), lambda: A(1, 2, 3, 4, 5, 6, 7)]:
    try:
        f()
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: TypeError
# prints: TypeError
# prints: ok
# prints: TypeError
# prints: TypeError
# prints: AttributeError
# prints: AttributeError
# prints: ok
# prints: ok
# prints: ValueError
# prints: ValueError
# prints: TypeError
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a name twice
import cadquery as cq
cq.Assembly(name='r').add(cq.Workplane().box(1, 1, 1), name='x').add(cq.Workplane(), name='x')
# expect: value ValueError

# case: attributes and what add does to them
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(name='r').add(b, name='x', loc=cq.Location((1, 2, 3)), color=cq.Color('red'), material='steel', metadata={'k': 1})
a.add(cq.Assembly(b, name='s', color=cq.Color('blue'), metadata={'m': 2}).add(b, name='t'), color=cq.Color('green'))
x = a.children[0]
print(x.name, x.loc.toTuple(), x.material.name, x.metadata, x.parent is a, x.obj is b, x.children, len(x.shapes), a.parent)
print([round(v, 3) for v in a.children[1].color.toTuple()], a.children[1].metadata, a.children[1].material, a.obj, a.color, a.metadata, a.shapes)
print(sorted(a.objects), sorted(a['s'].objects), len(cq.Assembly().name), a.constraints)
x.loc = cq.Location((9, 9, 9))
x.name = 'renamed'
x.color = None
x.note = 5
print(x.loc.toTuple()[0], x.name, x.color, x.note, a.objects['x'].name)
try:
    a.shapes = []
except AttributeError as e:
    print('AttributeError')
# prints: x ((1.0, 2.0, 3.0), (0.0, -0.0, 0.0)) steel {'k': 1} True True [] 1 None
# prints: [0.0, 1.0, 0.0, 1.0] {'m': 2} None None None {} []
# prints: ['r', 's', 's/t', 'x'] ['s', 't'] 36 []
# prints: (9.0, 9.0, 9.0) renamed None 5 renamed
# prints: AttributeError
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: items, names as attributes, membership
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(name='r').add(b, name='x').add(cq.Assembly(b, name='s').add(b, name='t')).add(b, name='add')
print(a.x.name, a['x'].name, a['s/t'].name, a.s.t.name, 'x' in a, 't' in a, 's/t' in a, 'r' in a, callable(a.add), hasattr(a, 'zz'))
for f in [lambda: a.nothing, lambda: a['nothing']]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__)
# prints: x x t t True False True True True False
# prints: AttributeError
# prints: KeyError
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: walking
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(name='r', loc=cq.Location((0, 0, 1))).add(b, name='x', color=cq.Color('red')).add(cq.Assembly(b, name='s', loc=cq.Location((1, 0, 0)), color=cq.Color('blue')).add(b.val(), name='t'))
print([n for n, _ in a.traverse()], list(a._flatten()), list(a._flatten(['p'])))
for s, n, l, c in a:
    print(s.ShapeType(), n, l.toTuple()[0], [round(v, 3) for v in c.toTuple()])
print(next(a.traverse())[0])
# prints: ['x', 't', 's', 'r'] ['r/x', 'r/s/t', 'r/s', 'r'] ['p/r/x', 'p/r/s/t', 'p/r/s', 'p/r']
# prints: Compound r/x (0.0, 0.0, 1.0) [1.0, 0.0, 0.0, 1.0]
# prints: Compound r/s (1.0, 0.0, 1.0) [0.0, 0.0, 1.0, 1.0]
# prints: Solid r/s/t (1.0, 0.0, 1.0) [0.0, 0.0, 1.0, 1.0]
# prints: x
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: removing
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(b, name='r').add(b, name='x').add(cq.Assembly(b, name='s').add(b, name='t'))
print(sorted(a.remove('s').objects), [c.name for c in a.children], a.remove('x') is a, sorted(a.objects))
a.remove('x')
# prints: ['r', 'x'] ['x'] True ['r']
# expect: value ValueError

# case: subshapes
import cadquery as cq
b = cq.Workplane().box(1, 2, 3)
a = cq.Assembly(b, name='r')
a.addSubshape(b.faces('>Z').val(), name='top', color=cq.Color('red'), layer='l').addSubshape(b.faces('<Z').val(), name='top')
a.addSubshape(b.faces('>X').val(), name='side')
print(a['side'].ShapeType(), a['top'].ShapeType(), len(a['top'].Faces()), a.side.Area(), 'top' in a, len(a._subshape_names), len(a._subshape_colors), len(a._subshape_layers))
a.addSubshape(cq.Workplane().box(9, 9, 9).faces('>Z').val(), name='no')
# prints: Face Compound 2 6.0 True 3 1 1
# expect: value ValueError

# case: a copy is its own
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(b, name='r').add(b, name='x')
c = a._copy()
c.remove('x')
print(len(a.children), len(c.children), sorted(c.objects))
# prints: 1 0 ['r']
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: export and save refuse
import cadquery as cq
a = cq.Assembly(cq.Workplane().box(1, 1, 1), name='r')
for f in [lambda: a.save('x.foo'), lambda: a.export('x.step', mode='bad'), lambda: a.export('x.step', exportType='BAD'), lambda: a.export(5),
          lambda: cq.Assembly().export('x.step'), lambda: a.export('noextension')]:
    try:
        f()
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: AttributeError
# prints: ValueError
# prints: ValueError
# expect: empty

# case: load finds no file
import cadquery as cq
A = cq.Assembly
for f in [lambda: A.load('x.foo'), lambda: A.load('x.step'), lambda: A.importStep('x.step'), lambda: A.load('x', 'STEP'), lambda: A.load(5)]:
    try:
        f()
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: AttributeError
# expect: empty

# case: an empty assembly
import cadquery as cq
a = cq.Assembly()
print(len(list(a)), a.toCompound().ShapeType(), bool(a), a._solve_result)
# prints: 0 Compound True None
# expect: empty

# case: the result is the assembly
import cadquery as cq
result = cq.Assembly().add(cq.Workplane().box(1, 1, 1), loc=cq.Location((5, 0, 0))).add(cq.Workplane().sphere(1))
# expect: ok Compound volume=5.188790205 area=18.56637061 solids=2 faces=7 edges=13 vertices=10 valid=true
