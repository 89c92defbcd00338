class Base:
    def __init__(self): self.__x = 1; self.__y__ = 2
    def get(self): return self.__x
    def __hid(self): return 'hid'
    def call(self): return self.__hid()
class Der(Base):
    def __init__(self): super().__init__(); self.__x = 5
    def mine(self): return self.__x
d = Der(); print(d.get(), d.mine(), d._Base__x, d._Der__x, d.__dict__, d.call())
try: d.__x
except AttributeError as e: print(e)
class _Priv:
    __slots__ = ()
    __cls = 3
    def f(self, __a=1): __b = __a + self.__cls; return __b, [__c for __c in range(2)], f'{self.__cls}'
print(_Priv().f(), _Priv._Priv__cls)
# expect: 1 5 1 5 {'_Base__x': 1, '__y__': 2, '_Der__x': 5} hid
# expect: 'Der' object has no attribute '__x'
# expect: (4, [0, 1], '3') 3
