from abc import ABC, abstractmethod, ABCMeta
import abc, numbers
class Shape(ABC):
    def __init__(self, name): self.name = name
    @abstractmethod
    def area(self): ...
    @abstractmethod
    def perimeter(self): pass
    @property
    @abstractmethod
    def sides(self): ...
    def describe(self): return f'{self.name} {self.area()}'
class Square(Shape):
    def __init__(self, a):
        super().__init__('square')
        self.a = a
    def area(self): return self.a ** 2
    def perimeter(self): return 4 * self.a
    @property
    def sides(self): return 4
class Half(Shape):
    def area(self): return 1
class Other(metaclass=ABCMeta):
    @abc.abstractmethod
    def f(self): ...
class OtherDone(Other):
    def f(self): return 'f'
print(Square(3).describe(), Square(3).sides, isinstance(Square(1), Shape), issubclass(Half, Shape), OtherDone().f())
for c in (lambda: Shape('x'), lambda: Half('x'), lambda: Other()):
    try: c()
    except TypeError as e: print(e)
print(isinstance(3, numbers.Number), isinstance(3.0, numbers.Integral), isinstance(2.5, numbers.Real), isinstance('a', numbers.Number), isinstance(True, numbers.Integral))
# expect: square 9 4 True True f
# expect: Can't instantiate abstract class Shape with abstract methods area, perimeter, sides
# expect: Can't instantiate abstract class Half with abstract methods perimeter, sides
# expect: Can't instantiate abstract class Other with abstract method f
# expect: True False True False True
