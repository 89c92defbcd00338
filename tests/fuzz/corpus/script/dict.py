d={}
for i in range(500):d[i%7]=i;d.pop(i%5,0)
print(d)