match x:
 case {"a":1}: pass
 case _: pass
