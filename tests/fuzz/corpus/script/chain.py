import cadquery as cq
w0=cq.Workplane("XY",origin=(0,0,-5))
r=w0.sketch().segment((1,2),(3,-4.5e-1)).close().assemble().push([(1,2)]).circle(7,mode="s").finalize().extrude(10)
