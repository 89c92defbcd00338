# Selector strings: what the grammar takes and what it refuses.

# case: accepted
import cadquery as cq
w = cq.Workplane().box(1, 2, 3).faces('>Z').workplane().hole(0.4)
for s in ['>Z', '<Z', '|Z', '#Z', '+Z', '-Z', 'Z', '>XY', '|XZ', '>(1,1,0)', '>( 1 , 1.5 , -0.5 )', '(0,0,1)', '-(0,0,1)', '%plane', '%CYLINDER', '% Plane', 'front', 'back', 'top', 'bottom', 'left', 'right', '>Z[0]', '>Z[-1]', '<Z[-2]', '>>Z', '<<Z[0]', '>>X[1]', '> Z [ 1 ]', '>Z[ - 1 ]', 'not >Z', 'not(>Z)', '(>Z)', '((>Z))', '>Z or <Z', '|X and >Z', '>Z or <Z exc >Z', '|Z except >Z', 'not >Z and |X', 'not >Z or >Z', 'not not >Z', '>Z and (not |X)', '>Zand>X', '>Z  or\n<Z', '%PLANEor>Z', 'topor>Z', '+(1,0,0) or -(1,0,0)', '>(+1,-2.,3)', '>Z and >Z or |X exc %PLANE']:
    out = []
    for part in [w.faces, w.edges]:
        try: out.append(part(s).size())
        except Exception as e: out.append(type(e).__name__)
    print(repr(s), out)
# prints: '>Z' [1, 5]
# prints: '<Z' [1, 5]
# prints: '|Z' [2, 5]
# prints: '#Z' [4, 8]
# prints: '+Z' [1, 4]
# prints: '-Z' [1, 1]
# prints: 'Z' [1, 4]
# prints: '>XY' [1, 1]
# prints: '|XZ' [0, 0]
# prints: '>(1,1,0)' [1, 1]
# prints: '>( 1 , 1.5 , -0.5 )' [1, 1]
# prints: '(0,0,1)' [1, 4]
# prints: '-(0,0,1)' [1, 1]
# prints: '%plane' [6, 0]
# prints: '%CYLINDER' [1, 0]
# prints: '% Plane' [6, 0]
# prints: 'front' [1, 5]
# prints: 'back' [1, 5]
# prints: 'top' [1, 4]
# prints: 'bottom' [1, 4]
# prints: 'left' [1, 4]
# prints: 'right' [1, 4]
# prints: '>Z[0]' [1, 5]
# prints: '>Z[-1]' [1, 5]
# prints: '<Z[-2]' [1, 'IndexError']
# prints: '>>Z' [1, 5]
# prints: '<<Z[0]' [1, 5]
# prints: '>>X[1]' [5, 1]
# prints: '> Z [ 1 ]' [1, 'IndexError']
# prints: '>Z[ - 1 ]' [1, 5]
# prints: 'not >Z' [6, 10]
# prints: 'not(>Z)' [6, 10]
# prints: '(>Z)' [1, 5]
# prints: '((>Z))' [1, 5]
# prints: '>Z or <Z' [2, 10]
# prints: '|X and >Z' [0, 2]
# prints: '>Z or <Z exc >Z' [1, 5]
# prints: '|Z except >Z' [1, 5]
# prints: 'not >Z and |X' [7, 13]
# prints: 'not >Z or >Z' [6, 10]
# prints: 'not not >Z' [1, 5]
# prints: '>Z and (not |X)' [1, 3]
# prints: '>Zand>X' [0, 1]
# prints: '>Z  or\n<Z' [2, 10]
# prints: '%PLANEor>Z' [6, 5]
# prints: 'topor>Z' [2, 8]
# prints: '+(1,0,0) or -(1,0,0)' [2, 4]
# prints: '>(+1,-2.,3)' [1, 1]
# prints: '>Z and >Z or |X exc %PLANE' [0, 7]
# expect: ok Compound volume=5.623008882 area=25.51858377 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: refused
import cadquery as cq
w = cq.Workplane().box(1, 2, 3)
for s in ['>z', '>', 'Q', '>ZZ', '>Z[', '>Z[]', '>Z[1.5]', '>Z[a]', '>Z[1:2]', '>>Z[-]', '%', '%BOX', '>(1,2)', '>(1,2,3,4)', '>(1e3,0,0)', '>(.5,0,0)', '|Z[0]', '>Z and', 'and >Z', '>Z >X', '>Z, >X', '>Z & >X', '|Z and not >Y', '(>Z', '>Z)', '()', 'not', '>Z or or <Z', 'Front', 'up', '>-Z', '>X+Y', '>ZX', '\u2191', ' ', '>Z;', '=Z', '>Z exce <Z', '~>Z', '>(1;2;3)', '>((0,0,1))', '>Z[--1]', '>Z[+1]']:
    try: print(repr(s), w.faces(s).size())
    except Exception as e: print(repr(s), type(e).__name__)
# prints: '>z' ParseException
# prints: '>' ParseException
# prints: 'Q' ParseException
# prints: '>ZZ' ParseException
# prints: '>Z[' ParseException
# prints: '>Z[]' ParseException
# prints: '>Z[1.5]' ParseException
# prints: '>Z[a]' ParseException
# prints: '>Z[1:2]' ParseException
# prints: '>>Z[-]' ParseException
# prints: '%' ParseException
# prints: '%BOX' ParseException
# prints: '>(1,2)' ParseException
# prints: '>(1,2,3,4)' ParseException
# prints: '>(1e3,0,0)' ParseException
# prints: '>(.5,0,0)' ParseException
# prints: '|Z[0]' ParseException
# prints: '>Z and' ParseException
# prints: 'and >Z' ParseException
# prints: '>Z >X' ParseException
# prints: '>Z, >X' ParseException
# prints: '>Z & >X' ParseException
# prints: '|Z and not >Y' 2
# prints: '(>Z' ParseException
# prints: '>Z)' ParseException
# prints: '()' ParseException
# prints: 'not' ParseException
# prints: '>Z or or <Z' ParseException
# prints: 'Front' ParseException
# prints: 'up' ParseException
# prints: '>-Z' ParseException
# prints: '>X+Y' ParseException
# prints: '>ZX' ParseException
# prints: '↑' ParseException
# prints: ' ' ParseException
# prints: '>Z;' ParseException
# prints: '=Z' ParseException
# prints: '>Z exce <Z' ParseException
# prints: '~>Z' ParseException
# prints: '>(1;2;3)' ParseException
# prints: '>((0,0,1))' ParseException
# prints: '>Z[--1]' ParseException
# prints: '>Z[+1]' ParseException
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: an index beyond the end
import cadquery as cq
r = cq.Workplane().box(1, 2, 3).faces('>Z[2]')
# expect: value IndexError

# case: a sketch and a shape take strings too
import cadquery as cq
s = cq.Sketch().rect(2, 2).vertices('>X and >Y').fillet(0.3)
print(len(s._faces.Faces()[0].Edges()), cq.Solid.makeBox(1, 2, 3).faces('>Z').Area())
r = cq.Workplane().placeSketch(s).extrude(1)
# prints: 5 2.0
# expect: ok Solid volume=3.980685835 area=15.83261057 solids=1 faces=7 edges=15 vertices=10 valid=true
