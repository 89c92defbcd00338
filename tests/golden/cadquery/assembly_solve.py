# Constraints of assemblies: queries, checks, solutions.

# case: two boxes by planes, fully determined
import cadquery as cq
b, c = cq.Workplane().box(1, 1, 1), cq.Workplane().box(2, 3, 4)
a = cq.Assembly(b, name='b').add(c, name='c', loc=cq.Location((3, 4, 5)))
a.constrain('b@faces@>Z', 'c@faces@<Z', 'Plane').constrain('b@faces@>X', 'c@faces@>X', 'Axis', param=0).solve()
print([round(v, 4) + 0.0 for p in a.children[0].loc.toTuple() for v in p], a._solve_result['success'])
result = a
# prints: [0.0, 0.0, 2.5, 0.0, 0.0, 0.0] True
# expect: ok Compound volume=25 area=58 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: three boxes in a row
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(b, name='b1').add(b, name='b2').add(b, name='b3', loc=cq.Location((3, 4, 5)))
a.constrain('b1@faces@>Z', 'b2@faces@<Z', 'Plane').constrain('b2@faces@>Z', 'b3@faces@<Z', 'Plane')
a.constrain('b1@faces@>X', 'b2@faces@>X', 'Axis', 0).constrain('b3@faces@>Y', 'b1@faces@>Y', 'Axis', 0).solve()
for n, c in a.traverse():
    print(n, [round(v, 4) + 0.0 for p in c.loc.toTuple() for v in p])
# prints: b2 [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
# prints: b3 [0.0, 0.0, 2.0, 0.0, 0.0, 0.0]
# prints: b1 [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: what is not determined ends as CadQuery's
import cadquery as cq
b, c = cq.Workplane().box(1, 1, 1), cq.Workplane().box(2, 2, 2)
for kind in 'Plane', 'Point', 'Axis':
    a = cq.Assembly(b, name='b').add(c, name='c', loc=cq.Location((3, 4, 5)))
    a.constrain('b@faces@>Z', 'c@faces@<Z', kind).solve()
    print(kind, [round(v, 2) + 0.0 for p in a.children[0].loc.toTuple() for v in p])
# prints: Plane [0.0, 0.0, 1.5, 0.0, 0.0, 16.86]
# prints: Point [0.22, 0.23, 1.45, -13.31, 13.21, 0.96]
# prints: Axis [3.0, 4.0, 5.0, 0.0, 0.0, 2.26]
# expect: ok Solid volume=8 area=24 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: an angle, in a plane, on a line
import cadquery as cq
b, c = cq.Workplane().box(1, 1, 1), cq.Workplane().box(2, 2, 2)
a = cq.Assembly(b, name='b').add(c, name='c', loc=cq.Location((3, 4, 5)))
a.constrain('b@faces@>Z', 'c@faces@>X', 'Axis', 30).constrain('b@faces@>Z', 'c@faces@<Z', 'PointInPlane', param=0.5)
a.constrain('c@faces@<Z', 'b@edges@>Z and >X', 'PointOnLine').solve()
import math
x = (a.children[0].loc * cq.Location((1, 0, 0))).toTuple()[0][2] - a.children[0].loc.toTuple()[0][2]
print(round(x, 4), round(math.cos(math.radians(30)), 4))
# prints: 0.866 0.866
# expect: ok Solid volume=8 area=24 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a distance between points
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(b, name='b').add(b, name='c', loc=cq.Location((3, 4, 5))).constrain('b@vertices@>X and >Y and >Z', 'c@vertices@<X and <Y and <Z', 'Point', 2).solve()
c = a.toCompound()
p, q = c.children()[0].vertices('>X and >Y and >Z').Center(), a.children[0].loc * cq.Location((-0.5, -0.5, -0.5))
print(round((p - cq.Vector(q.toTuple()[0])).Length, 4))
# expect: api AttributeError

# case: fixed point, axis, rotation
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(name='r').add(b, name='b').add(b, name='c', loc=cq.Location((3, 4, 5)))
a.constrain('b', 'Fixed').constrain('c@faces@>Z', 'FixedPoint', (1, 2, 3)).constrain('c', 'FixedRotation', (0, 30, 0)).solve()
print([round(v, 4) + 0.0 for p in a.children[1].loc.toTuple() for v in p])
a = cq.Assembly(name='r').add(b, name='b').add(b, name='c', loc=cq.Location((3, 4, 5)))
a.constrain('b', 'FixedRotation', (0, 0, 45)).constrain('b@faces@>Z', 'FixedPoint', (0, 0, 0)).constrain('c@faces@>Z', 'FixedAxis', (1, 1, 0)).constrain('b@faces@<Z', 'c@faces@>Z', 'Point').solve()
print([round(v, 4) + 0.0 for v in a.children[0].loc.toTuple()[0]])
# prints: [0.75, 2.0, 2.567, 0.0, 30.0, 0.0]
# prints: [0.0, 0.0, 0.0]
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: circles, cylinders and edges as markers
import cadquery as cq
plate = cq.Workplane().box(10, 10, 1).faces('>Z').workplane().pushPoints([(3, 3), (-3, 3)]).hole(1)
pin = cq.Workplane().circle(0.5).extrude(5)
a = cq.Assembly(plate, name='plate').add(pin, name='pin', loc=cq.Location((9, 9, 9)))
a.constrain('plate@edges@>Z and %CIRCLE and >X', 'pin@edges@<Z', 'Plane', param=0).solve()
print([round(v, 3) + 0.0 for v in a.children[0].loc.toTuple()[0]])
a = cq.Assembly(plate, name='plate').add(pin, name='pin', loc=cq.Location((9, 9, 9)))
a.constrain('plate@edges@|X and >Y and >Z', 'pin@faces@>Z', 'Axis', 0).solve()
z = (a.children[0].loc * cq.Location((0, 0, 1))).toTuple()[0][0] - a.children[0].loc.toTuple()[0][0]
print(round(abs(z), 4))
# expect: value ValueError

# case: parts of subassemblies
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
sub = cq.Assembly(b, name='sub', loc=cq.Location((5, 0, 0))).add(b, name='leaf', loc=cq.Location((0, 0, 3)))
a = cq.Assembly(b, name='root').add(sub)
print(a._subloc('sub/leaf')[0].toTuple(), a._subloc('sub/leaf')[1], a._subloc('root')[1], a._subloc('sub')[0].toTuple())
a.constrain('root@faces@>Z', 'sub/leaf@faces@<Z', 'Plane').constrain('root@faces@>X', 'sub/leaf@faces@>X', 'Axis', 0).solve()
print([round(v, 4) + 0.0 for v in a['sub'].loc.toTuple()[0]], a['sub/leaf'].loc.toTuple()[0])
# prints: ((0.0, 0.0, 3.0), (0.0, -0.0, 0.0)) sub root ((0.0, 0.0, 0.0), (0.0, -0.0, 0.0))
# prints: [0.0, 0.0, -2.0] (0.0, 0.0, 3.0)
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: the root moves back
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(b, name='root', loc=cq.Location((1, 2, 3))).add(b, name='c')
a.constrain('root@faces@>Z', 'c@faces@<Z', 'Plane').constrain('root@faces@>X', 'c@faces@>X', 'Axis', 0).solve()
print([round(v, 4) + 0.0 for v in a['c'].loc.toTuple()[0]], a.loc.toTuple()[0])
# prints: [0.0, 0.0, 1.0] (1.0, 2.0, 3.0)
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: queries
import cadquery as cq
b = cq.Workplane().box(1, 2, 3)
b.faces('>Z').tag('top')
b.faces('>X').edges('>Z').tag('edge').end()
a = cq.Assembly(b, name='b').add(b.val(), name='s').add(cq.Workplane(), name='e').add(None, name='n')
def show(q):
    try:
        n, v = a._query(q)
        print(q, n, v and (v.ShapeType(), [round(x, 3) + 0.0 for x in v.Center().toTuple()]))
    except Exception as e:
        print(q, type(e).__name__)
for q in ['b', 'b@faces@>Z', 'b ? top', 'b?top@edges@>X', ' b @ faces @ >Z', 'b?edge', 's@vertices@>X and >Y and >Z', 's?top', 'b@solids@>Z', 'e', 'n', 'zz', 'b@wires@>Z', 'b@faces',
          'b@faces@', 'b?', 'b?zz', '1b', 'b-c', 'b@faces@zz', '', 'b@faces@>Z extra', 'b/c']:
    show(q)
# prints: b b ('Solid', [0.0, 0.0, 0.0])
# prints: b@faces@>Z b ('Face', [0.0, 0.0, 1.5])
# prints: b ? top b ('Face', [0.0, 0.0, 1.5])
# prints: b?top@edges@>X b ('Edge', [0.5, 0.0, 1.5])
# prints:  b @ faces @ >Z b ('Face', [0.0, 0.0, 1.5])
# prints: b?edge b ('Edge', [0.5, 0.0, 1.5])
# prints: s@vertices@>X and >Y and >Z s ('Vertex', [0.5, 1.0, 1.5])
# prints: s?top s ('Solid', [0.0, 0.0, 0.0])
# prints: b@solids@>Z b ('Solid', [0.0, 0.0, 0.0])
# prints: e e None
# prints: n ValueError
# prints: zz KeyError
# prints: b@wires@>Z ParseException
# prints: b@faces ParseException
# prints: b@faces@ ParseException
# prints: b? ParseException
# prints: b?zz ValueError
# prints: 1b ParseException
# prints: b-c ParseException
# prints: b@faces@zz ParseException
# prints:  ParseException
# prints: b@faces@>Z extra ParseException
# prints: b/c KeyError
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: arguments of constrain
import cadquery as cq
b = cq.Workplane().box(1, 2, 3)
f, e, w = b.faces('>Z').val(), b.edges('>Z and >X').val(), b.faces('>Z').wires().val()
def A():
    return cq.Assembly(b, name='b').add(b, name='c')
calls = [('b',), ('b', 'Fixed'), ('b', 'Plane'), ('b', 'Foo'), ('b', 'FixedPoint', (0, 0, 0)), ('b', 'c', 'Plane'), ('b', 'c', 'Foo'), ('b@faces@>Z', 'c@faces@>Z', 'Plane', 5),
         ('b', f, 'c', f, 'Plane'), ('b', f, 'c', f, 'Plane', 10), ('b', f, 'c', f, 'Axis', 'x'), ('b', f, 'zz', f, 'Axis'), ('b', 'c', 'Axis'), ('b', f, 'c', e, 'PointOnLine'),
         ('b', f, 'c', f, 'PointOnLine'), ('b', f, 'c', e, 'PointInPlane'), ('b', f, 'c', w, 'PointInPlane'), ('b', f, 'c', b.val(), 'PointInPlane'), ('b', f, 'c', None, 'Point'),
         ('b', f, 'c', f, 'Axis', 1, 2), ('b', 'FixedRotation', (0, 0)), ('b', 'FixedRotation', (0, 0, 'a')), ('b', 'FixedPoint', 5), ('b@faces@>Z', 'FixedAxis', (0, 0, 1)), ('b', 'FixedAxis', (0, 0, 1)),
         ('b', 'Fixed', 5), ('b', 'FixedRotation'), (5, 'Fixed'), ('b', f, 'Fixed')]
for c in calls:
    try:
        a = A().constrain(*c)
        k = a.constraints[0]
        print('ok', k.kind, k.objects, k.param and (round(k.param, 4) if isinstance(k.param, (int, float)) else k.param))
    except Exception as x:
        print(type(x).__name__)
# prints: ValueError
# prints: ok Fixed ('b',) None
# prints: UnboundLocalError
# prints: ValueError
# prints: ok FixedPoint ('b',) (0, 0, 0)
# prints: ValueError
# prints: ValueError
# prints: ok Plane ('b', 'c') 5
# prints: ok Plane ('b', 'c') None
# prints: ok Plane ('b', 'c') 10
# prints: ValueError
# prints: KeyError
# prints: ValueError
# prints: ok PointOnLine ('b', 'c') None
# prints: ValueError
# prints: ok PointInPlane ('b', 'c') None
# prints: ok PointInPlane ('b', 'c') None
# prints: ValueError
# prints: AttributeError
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: ok FixedAxis ('b',) (0, 0, 1)
# prints: ValueError
# prints: ValueError
# prints: TypeError
# prints: AttributeError
# prints: AttributeError
# expect: ok Wire volume=6 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: solving too little
import cadquery as cq
b = cq.Workplane().box(1, 2, 3)
for a in [cq.Assembly(b, name='b'), cq.Assembly(b, name='b').constrain('b', 'Fixed')]:
    try:
        a.solve()
    except Exception as e:
        print(type(e).__name__, e)
# prints: ValueError At least one constraint required
# prints: ValueError At least two entities need to be constrained
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: Constraint by its class
import cadquery as cq
f = cq.Workplane().box(1, 2, 3).faces('>Z').val()
c = cq.Constraint(('a', 'b'), (f, f), (cq.Location(), cq.Location()), 'Axis', 90)
print(c.objects, c.kind, round(c.param, 5), len(c.args), len(c.sublocs))
for args in [(('a',), (f,), (cq.Location(),), 'Foo'), (('a',), (f,), (cq.Location(),), 'Plane'), (('a',), (f,), (cq.Location(),), 'Fixed', 1)]:
    try:
        cq.Constraint(*args)
    except ValueError as e:
        print(e)
# prints: ('a', 'b') Axis 1.5708 2 2
# prints: Unknown constraint Foo.
# prints: Invalid number of entities for constraint Axis. Provided 1, required 2.
# prints: Unsupported argument types None, required typing.Type[NoneType].
# expect: ok Face volume=2 area=2 solids=0 faces=1 edges=4 vertices=4 valid=true
