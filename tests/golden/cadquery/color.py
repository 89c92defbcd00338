# Color and Material.

# case: names
import cadquery as cq
for n in 'red', 'RED', 'LightSteelBlue', 'royalblue1', 'beet', 'MATRAGRAY', '#ff0000', 'ff0000', '#FF000080', '#f00', '#f008':
    print(n, [round(v, 5) for v in cq.Color(n).toTuple()])
# prints: red [1.0, 0.0, 0.0, 1.0]
# prints: RED [1.0, 0.0, 0.0, 1.0]
# prints: LightSteelBlue [0.6902, 0.76863, 0.87059, 1.0]
# prints: royalblue1 [0.28235, 0.46274, 1.0, 1.0]
# prints: beet [0.55686, 0.21961, 0.55686, 1.0]
# prints: MATRAGRAY [0.6, 0.6, 0.6, 1.0]
# prints: #ff0000 [1.0, 0.0, 0.0, 1.0]
# prints: ff0000 [1.0, 0.0, 0.0, 1.0]
# prints: #FF000080 [1.0, 0.0, 0.0, 0.50196]
# prints: #f00 [1.0, 0.0, 0.0, 1.0]
# prints: #f008 [1.0, 0.0, 0.0, 0.53333]
# expect: empty

# case: unknown names
import cadquery as cq
for n in '', 'aqua', '#gg0000', ' red', '#12345', 5, None:
    try:
        cq.Color(n)
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: TypeError
# prints: Standard_NullObject
# expect: empty

# case: numbers
import cadquery as cq
for args in (), (1, 0, 0), (0.5, 0.25, 0.1, 0.5), (0.5, 0.25, 0.1, 0.5, False), (0.5, 0.25, 0.1, 0.5, True), (1, 0, 0, 2), (True, 0, 0):
    print([round(v, 5) for v in cq.Color(*args).toTuple()])
print([round(v, 5) for v in cq.Color(1, 0, 0, a=0.5).toTuple()], [round(v, 5) for v in cq.Color(r=1, g=0, b=0).toTuple()], [round(v, 5) for v in cq.Color(1, 0, 0, 0.5, srgb=False).toTuple()])
# prints: [1.0, 1.0, 0.0, 1.0]
# prints: [1.0, 0.0, 0.0, 1.0]
# prints: [0.5, 0.25, 0.1, 0.5]
# prints: [0.73536, 0.5371, 0.34919, 0.5]
# prints: [0.5, 0.25, 0.1, 0.5]
# prints: [1.0, 0.0, 0.0, 2.0]
# prints: [1.0, 0.0, 0.0, 1.0]
# prints: [1.0, 0.0, 0.0, 0.5] [1.0, 1.0, 0.0, 1.0] [1.0, 0.0, 0.0, 0.5]
# expect: empty

# case: numbers that are refused
import cadquery as cq
for args in (1, 2), (1, 2, 3, 4, 5, 6), (1.5, 0, 0), (-1, 0, 0), ('a', 0, 0):
    try:
        cq.Color(*args)
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: ValueError
# prints: ValueError
# prints: Standard_OutOfRange
# prints: Standard_OutOfRange
# prints: TypeError
# expect: empty

# case: equality and hash
import cadquery as cq
print(cq.Color('red') == cq.Color(1, 0, 0), cq.Color('red') == cq.Color('blue'), cq.Color('red') != cq.Color('blue'), len({cq.Color('red'), cq.Color(1, 0, 0), cq.Color('green')}))
print({cq.Color('red'): 1}[cq.Color('#ff0000')])
cq.Color('red') == 1
# prints: True False True 2
# prints: 1
# expect: api AttributeError

# case: materials
import cadquery as cq
print(cq.Material().toTuple(), cq.Material('x', description='d', density=2, densityUnit='u').toTuple(), cq.Material('x', foo=1).toTuple())
m = cq.Material('steel')
print(m.name, m.description, m.density, m.densityUnit, m == cq.Material('steel'), m != cq.Material('tin'), len({m, cq.Material('steel')}))
cq.Material('x', density='d')
# prints: ('Default', '', 7.85, 'g/cm^3') ('x', 'd', 2.0, 'u') ('x', '', 7.85, 'g/cm^3')
# prints: steel  7.85 g/cm^3 True True 1
# expect: type TypeError
