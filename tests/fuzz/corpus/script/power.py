x=2
while 1:x=x*x