g=(next(g) for i in [1])
print(list(g))