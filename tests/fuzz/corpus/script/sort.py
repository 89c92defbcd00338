a=[3,1,2]
a.sort(key=lambda x:a.append(x) or x)
print(sorted([1,"a"]))