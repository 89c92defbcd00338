class A:
 def __repr__(s):return repr(s)
print(A())