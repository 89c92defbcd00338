class A:
 def __getattr__(s,n):return s.y
A().x