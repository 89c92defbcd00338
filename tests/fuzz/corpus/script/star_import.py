from math import *
print(pi,floor(2.5))
from cadquery import *
