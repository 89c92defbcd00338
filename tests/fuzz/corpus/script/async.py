async def f():
 await x
 async for i in y: pass
