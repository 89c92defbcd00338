a,*b,(c,d)=1,2,3,(4,5)
[*a2]=a,*b,(c,d)=1,2,3,(4,5)
[*a2]=range(0)
irange(6)
imp