import math
class A:
    x: int = 3
    y: list[int]
    z: "foo" = None
    w: int | None = None
print(A.__annotations__)
def f(a: int | None, b: list[A]) -> dict[str, tuple[float, ...]]: return a
print(list[int], int | str | None, isinstance(3, int | None), isinstance("a", int|None), list[int]([1,2]))
try:
    def g(a: Foo): pass
except NameError as e: print(e)
try: list[int] | 3
except TypeError as e: print(e)
print((int | str) == (str | int) or "order", int | int, list[int].__origin__, (int | None).__args__, dict[str, list[int]])
class B(A):
    v: float
print(B.__annotations__, isinstance(True, int | str), isinstance([], (str, list | dict)))
# expect: {'x': <class 'int'>, 'y': list[int], 'z': 'foo', 'w': int | None}
# expect: list[int] int | str | None True False [1, 2]
# expect: name 'Foo' is not defined
# expect: unsupported operand type(s) for |: 'types.GenericAlias' and 'int'
# expect: True <class 'int'> <class 'list'> (<class 'int'>, <class 'NoneType'>) dict[str, list[int]]
# expect: {'v': <class 'float'>} True True
