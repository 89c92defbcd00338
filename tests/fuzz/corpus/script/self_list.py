a=[]
a.append(a)
print(a)
print(a==[a])
