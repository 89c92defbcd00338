x=1
print(f"{x!r:>{x}}{x=}{{}}{f'{x}'}{x:,.3f}{[y for y in (1,)]}")