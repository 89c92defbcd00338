def f():
 for i in range(3):
  try:
   if i:raise ValueError(i)
   continue
  except ValueError as e:
   del e
  finally:
   x=1
 return x
print(f())