# Text. The font is DejaVu, which is what CadQuery's default "Arial" becomes where no other is installed.

# case: a letter is cut from what is there, and stands alone where nothing is
import cadquery as cq
r = cq.Workplane().text('A', 10, 2)
# expect: ok Compound volume=32.34672546 area=105.26557 solids=1 faces=13 edges=33 vertices=22 valid=true

# case: letters with holes, islands and parts
import cadquery as cq
r = cq.Workplane().text('Bi@%&\u00a98', 10, 2)
# expect: ok Compound volume=251.7938534 area=934.5454906 solids=11 faces=261 edges=717 vertices=478 valid=true

# case: engraving a plate
import cadquery as cq
r = cq.Workplane().box(60, 20, 5).faces('>Z').workplane().text('Hello', 10, -1)
# expect: ok Compound volume=5942.584491 area=3335.658504 solids=1 faces=69 edges=180 vertices=120 valid=true

# case: embossing a plate
import cadquery as cq
r = cq.Workplane().box(60, 20, 5).faces('>Z').workplane().text('Hello', 10, 1, combine=True)
# expect: ok Compound volume=6057.415509 area=3335.658504 solids=1 faces=69 edges=180 vertices=120 valid=true

# case: combine='a' and clean=False
import cadquery as cq
r = cq.Workplane().box(60, 20, 5).faces('>Z').workplane().text('il', 10, 1, combine='a', clean=False)
# expect: ok Compound volume=6012.761497 area=3233.798828 solids=1 faces=21 edges=48 vertices=32 valid=true

# case: combine=False
import cadquery as cq
r = cq.Workplane().box(60, 20, 5).faces('>Z').workplane().text('il', 10, 1, combine=False)
print(r.size(), r.val().ShapeType())
# prints: 1 Compound
# expect: ok Compound volume=12.7614975 area=59.32182312 solids=3 faces=18 edges=36 vertices=24 valid=true

# case: on a turned plane
import cadquery as cq
r = cq.Workplane('XZ', origin=(1, 2, 3)).transformed((10, 20, 30)).text('Ag', 7, 2)
c = r.val().Center()
print(round(c.x, 4), round(c.y, 4), round(c.z, 4))
# prints: 1.8089 1.3171 2.44
# expect: ok Compound volume=32.95879757 area=143.1995906 solids=2 faces=44 edges=120 vertices=80 valid=true

# case: bold
import cadquery as cq
r = cq.Workplane().text('Bold', 10, 2, kind='bold')
# expect: ok Compound volume=191.44847 area=436.0486685 solids=4 faces=74 edges=198 vertices=132 valid=true

# case: italic
import cadquery as cq
r = cq.Workplane().text('Italic', 10, 2, kind='italic')
# expect: ok Compound volume=103.5967668 area=369.437688 solids=7 faces=106 edges=276 vertices=184 valid=true

# case: serif, monospace and a name that nothing has
import cadquery as cq
for font in ['serif', 'Times', 'courier', 'mono', 'monospace', 'Comic Sans MS', 'Liberation Sans', 'DejaVu Serif', 'dejavu sans mono', 'Sans', 'Courier New', 'Helvetica']:
    print(font, round(cq.Compound.makeText('Rag', 10, 1, font=font).Volume(), 4))
# prints: serif 47.4664
# prints: Times 47.4664
# prints: courier 47.8065
# prints: mono 47.8065
# prints: monospace 47.8065
# prints: Comic Sans MS 49.2217
# prints: Liberation Sans 49.2217
# prints: DejaVu Serif 47.4664
# prints: dejavu sans mono 47.8065
# prints: Sans 49.2217
# prints: Courier New 49.2217
# prints: Helvetica 49.2217
# expect: empty

# case: the names that say a style
import cadquery as cq
for kind in ['regular', 'bold', 'italic']:
    for font in ['times-bold', 'times-italic', 'times-bolditalic']:
        print(font, round(cq.Compound.makeText('Rag', 10, 1, font=font, kind=kind).Volume(), 4))
# prints: times-bold 75.5394
# prints: times-italic 45.3858
# prints: times-bolditalic 74.0926
# prints: times-bold 75.5394
# prints: times-italic 45.3858
# prints: times-bolditalic 74.0926
# prints: times-bold 75.5394
# prints: times-italic 45.3858
# prints: times-bolditalic 74.0926
# expect: empty

# case: fonts of one weight, slanted
import cadquery as cq
for font in ['DejaVu Sans ExtraLight', 'DejaVu Sans Condensed', 'DejaVu Serif Condensed', 'DejaVu Math TeX Gyre']:
    for kind in ['regular', 'bold', 'italic']:
        s = cq.Compound.makeText('Rag', 10, 1, font=font, kind=kind)
        print(font, kind, round(s.Volume(), 4), round(s.Center().x, 4))
# prints: DejaVu Sans ExtraLight regular 26.2812 0.3077
# prints: DejaVu Sans ExtraLight bold 26.2812 0.3077
# prints: DejaVu Sans ExtraLight italic 25.4884 0.7943
# prints: DejaVu Sans Condensed regular 44.3247 0.0487
# prints: DejaVu Sans Condensed bold 75.0986 0.0284
# prints: DejaVu Sans Condensed italic 44.083 0.0547
# prints: DejaVu Serif Condensed regular 42.6905 -0.0146
# prints: DejaVu Serif Condensed bold 67.9889 -0.0169
# prints: DejaVu Serif Condensed italic 40.796 -0.1972
# prints: DejaVu Math TeX Gyre regular 47.4772 -0.0407
# prints: DejaVu Math TeX Gyre bold 47.4772 -0.0407
# prints: DejaVu Math TeX Gyre italic 46.0453 0.428
# expect: ok Compound volume=46.04531857 area=219.2563065 solids=3 faces=101 edges=285 vertices=190 valid=true

# case: alignment
import cadquery as cq
for h in ['left', 'center', 'right', 'x']:
    for v in ['top', 'center', 'bottom', None]:
        b = cq.Compound.makeText('Wide\nand so\nTo', 10, 1, halign=h, valign=v).BoundingBox()
        print(h, v, round(b.xmin, 4), round(b.xmax, 4), round(b.ymin, 4), round(b.ymax, 4))
# prints: left top -0.0293 32.7734 -32.7051 -1.6846
# prints: left center -0.0293 32.7734 -15.2441 15.7764
# prints: left bottom -0.0293 32.7734 -0.1416 30.8789
# prints: left None -0.0293 32.7734 -32.7051 -1.6846
# prints: center top -16.0596 16.1133 -32.7051 -1.6846
# prints: center center -16.0596 16.1133 -15.2441 15.7764
# prints: center bottom -16.0596 16.1133 -0.1416 30.8789
# prints: center None -16.0596 16.1133 -32.7051 -1.6846
# prints: right top -32.7197 -0.5322 -32.7051 -1.6846
# prints: right center -32.7197 -0.5322 -15.2441 15.7764
# prints: right bottom -32.7197 -0.5322 -0.1416 30.8789
# prints: right None -32.7197 -0.5322 -32.7051 -1.6846
# prints: x top -32.7197 -0.5322 -32.7051 -1.6846
# prints: x center -32.7197 -0.5322 -15.2441 15.7764
# prints: x bottom -32.7197 -0.5322 -0.1416 30.8789
# prints: x None -32.7197 -0.5322 -32.7051 -1.6846
# expect: empty

# case: lines, tabs, spaces and what is passed over
import cadquery as cq
for t in ['a', 'a b', 'a\tb', '\ta', 'a\n', '\na', 'a\n\nb\n', 'ab\rcd', ' a ', 'a\vb', 'T', 'TT', 'AVAVA', 'LT.', 'a\0b', '1\t2\t3\n44\t5']:
    for h in ['left', 'center']:
        b = cq.Compound.makeText(t, 10, 1, halign=h).BoundingBox()
        print(repr(t), round(b.xmin, 4), round(b.xmax, 4), round(b.ymin, 4), round(b.ymax, 4))
# prints: 'a' 0.6006 5.2197 -3.6035 2.1387
# prints: 'a' -2.4634 2.1558 -3.6035 2.1387
# prints: 'a b' 0.6006 15.1074 -3.6035 4.1357
# prints: 'a b' -7.2266 7.2803 -3.6035 4.1357
# prints: 'a\tb' 0.6006 37.3584 -3.6035 4.1357
# prints: 'a\tb' -18.3521 18.4058 -3.6035 4.1357
# prints: '\ta' 29.209 33.8281 -3.6035 2.1387
# prints: '\ta' 11.8408 16.46 -3.6035 2.1387
# prints: 'a\n' 0.6006 5.2197 2.2168 7.959
# prints: 'a\n' -2.4634 2.1558 2.2168 7.959
# prints: '\na' 0.6006 5.2197 -9.4238 -3.6816
# prints: '\na' -2.4634 2.1558 -9.4238 -3.6816
# prints: 'a\n\nb\n' 0.6006 5.8008 -9.4238 19.5996
# prints: 'a\n\nb\n' -2.4634 2.627 -9.4238 19.5996
# prints: 'ab\rcd' 0.6006 23.4131 -3.6035 4.1357
# prints: 'ab\rcd' -11.5601 11.2524 -3.6035 4.1357
# prints: ' a ' 3.7793 8.3984 -3.6035 2.1387
# prints: ' a ' -2.4634 2.1558 -3.6035 2.1387
# prints: 'a\x0bb' 0.6006 11.9287 -3.6035 4.1357
# prints: 'a\x0bb' -5.6372 5.6909 -3.6035 4.1357
# prints: 'T' -0.0293 6.1377 -3.4619 3.8281
# prints: 'T' -3.0835 3.0835 -3.4619 3.8281
# prints: 'TT' -0.0293 12.0703 -3.4619 3.8281
# prints: 'TT' -5.9619 6.1377 -3.4619 3.8281
# prints: 'AVAVA' 0.0781 31.5625 -3.4619 3.8281
# prints: 'AVAVA' -15.8838 15.6006 -3.4619 3.8281
# prints: 'LT.' 0.9814 11.2158 -3.4619 3.8281
# prints: 'LT.' -5.166 5.0684 -3.4619 3.8281
# prints: 'a\x00b' 0.6006 5.2197 -3.6035 2.1387
# prints: 'a\x00b' -2.4634 2.1558 -3.6035 2.1387
# prints: '1\t2\t3\n44\t5' 0.4883 62.7881 -9.4238 9.7803
# prints: '1\t2\t3\n44\t5' -30.6958 30.9937 -9.4238 9.7803
# expect: empty

# case: letters beyond Latin, and those that no font has
import cadquery as cq
for t in ['\u00e4\u00f6\u00df', '\u03a9\u03c0', '\u0416', '\u4f60', '\u05d0', '\u0627', '\u2192', '\U0001F600']:
    for font in ['Arial', 'DejaVu Serif', 'monospace']:
        print(font, round(cq.Compound.makeText(t, 10, 1, font=font).Volume(), 4))
# prints: Arial 47.7283
# prints: DejaVu Serif 44.2133
# prints: monospace 46.9328
# prints: Arial 34.1987
# prints: DejaVu Serif 32.5908
# prints: monospace 30.0437
# prints: Arial 25.7565
# prints: DejaVu Serif 28.5814
# prints: monospace 21.9237
# prints: Arial 14.2009
# prints: DejaVu Serif 14.2009
# prints: monospace 14.2009
# prints: Arial 11.8189
# prints: DejaVu Serif 11.8189
# prints: monospace 11.8189
# prints: Arial 6.826
# prints: DejaVu Serif 14.2009
# prints: monospace 6.826
# prints: Arial 9.3906
# prints: DejaVu Serif 7.1033
# prints: monospace 6.0244
# prints: Arial 31.2502
# prints: DejaVu Serif 31.2502
# prints: monospace 31.2502
# expect: empty

# case: flat
import cadquery as cq
r = cq.Compound.makeText('flat', 10, 0)
print(type(r).__name__, r.Faces()[0].geomType(), r.Edges()[0].geomType())
# prints: Compound PLANE LINE
# expect: ok Compound volume=38.95959457 area=38.95959457 solids=0 faces=4 edges=68 vertices=68 valid=true

# case: flat text of a workplane
import cadquery as cq
r = cq.Workplane().text('flat', 10, 0, combine=False)
print(r.size(), r.val().ShapeType(), r.faces().size())
# prints: 1 Compound 4
# expect: ok Compound volume=38.96399672 area=38.96399672 solids=0 faces=4 edges=48 vertices=48 valid=true

# case: the position of makeText
import cadquery as cq
r = cq.Compound.makeText('at', 10, 2, position=cq.Plane('YZ', (5, 6, 7)))
b = r.BoundingBox()
print(round(b.xmin, 4), round(b.ymin, 4), round(b.zmin, 4))
# expect: type TypeError

# case: no position
import cadquery as cq
r = cq.Compound.makeText('at', 10, 2, position=None)
# expect: api AttributeError

# case: a position by name
import cadquery as cq
r = cq.Compound.makeText('at', 10, 2, position='XY')
# expect: api AttributeError

# case: a negative height
import cadquery as cq
r = cq.Compound.makeText('at', 10, -2)
print(round(r.BoundingBox().zmin, 6))
# prints: -2.0
# expect: ok Compound volume=45.46362162 area=160.563146 solids=2 faces=50 edges=138 vertices=92 valid=true

# case: a fractional size
import cadquery as cq
r = cq.Compound.makeText('frac', 0.37, 0.5)
# expect: ok Compound volume=0.02668739082 area=1.951997646 solids=4 faces=86 edges=234 vertices=156 valid=true

# case: nothing to write
import cadquery as cq
r = cq.Workplane().text('', 10, 2)
# expect: value IndexError

# case: only spaces
import cadquery as cq
r = cq.Workplane().text('  ', 10, 2)
# expect: value IndexError

# case: only spaces, flat
import cadquery as cq
r = cq.Compound.makeText('  ', 10, 0)
print(len(r.Faces()))
r = None
# prints: 0
# expect: empty

# case: an unknown kind
import cadquery as cq
r = cq.Workplane().text('A', 10, 2, kind='oblique')
# expect: value KeyError

# case: words that are no text
import cadquery as cq
r = cq.Workplane().text(5, 10, 2)
# expect: type TypeError

# case: the older argument cut
import cadquery as cq
r = cq.Workplane().text('A', 10, 2, cut=False)
# expect: type TypeError

# case: a size that is no number
import cadquery as cq
r = cq.Workplane().text('A', None, 2)
# expect: type TypeError

# case: a distance that is no number
import cadquery as cq
r = cq.Workplane().text('A', 10, '2')
# expect: type TypeError

# case: a file that is not there
import cadquery as cq
r = cq.Workplane().text('A', 10, 2, fontPath='/no/such/file.ttf')
# expect: ok Compound volume=32.34672546 area=105.26557 solids=1 faces=13 edges=33 vertices=22 valid=true

# case: a file of the font
import cadquery as cq
r = cq.Workplane().text('A', 10, 2, fontPath='/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf')
# expect: ok Compound volume=42.76511669 area=124.1561656 solids=1 faces=21 edges=57 vertices=38 valid=true
