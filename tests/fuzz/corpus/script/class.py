class A:
 x=1
 @property
 def p(self):return super().__init__()
 @p.setter
 def p(self,v):self.q=v
a=A()
a.p=3
print(a.p,a.q)
class B(A,Exception):pass