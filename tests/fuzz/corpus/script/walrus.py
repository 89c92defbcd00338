print([y:=1,y**2],(z:=3))
if (n:=10)>5:print(n,z)