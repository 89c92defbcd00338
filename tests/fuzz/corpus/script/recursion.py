def f():f()
f()