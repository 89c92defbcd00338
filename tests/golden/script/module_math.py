import math
def t(f, *a):
    try: print(f.__name__, a, f(*a))
    except Exception as e: print(f.__name__, a, type(e).__name__, e)
for x in (0.5, 1.5, 5, 5.5, 10.1, 50.3, 100.7, 170.2, 171.7, -0.5, -1, -1.5, 0, -0.0, 1e-300, float('inf'), float('-inf'), float('nan'), 3, 23, 24, -200.5):
    t(math.gamma, x); t(math.lgamma, x); t(math.erf, x); t(math.erfc, x); t(math.cbrt, x); t(math.exp2, x); t(math.expm1, x); t(math.log1p, x); t(math.ulp, x); t(math.frexp, x)
    t(math.sinh, x); t(math.acosh, x); t(math.atanh, x); t(math.log, x); t(math.log2, x); t(math.log10, x); t(math.sqrt, x); t(math.ceil, x); t(math.asin, x); t(math.tan, x); t(math.exp, x)
for a in ((5, 2), (5, 6), (5, 0), (0, 0), (-1, 2), (5, -1), (2.5, 1), ('a', 1), (True, 1), (52, 5)):
    t(math.comb, *a); t(math.perm, *a)
for a in ((7, 3), (-7, 3), (5.5, 2), (1, 0), (float('inf'), 2), (3, float('inf')), (10, 4), (-5, 2), (2.5, 1), (float('nan'), 1)): t(math.remainder, *a); t(math.fmod, *a)
for a in ((1, 2), (0, 1), (1, 1), (1, -1), (-1, float('inf')), (float('nan'), 1)): t(math.nextafter, *a)
for a in ((0.5, 3), (1, 2000), (1, -2000), (0.0, 99999), (1.5, 2.5), (float('inf'), 3), (1, 10**18), (1, -10**18)): t(math.ldexp, *a)
for a in (([.1] * 10,), ([1e100, 1, -1e100],), ([1e308, 1e308],), ([],), ([float('inf'), 1],), ([float('inf'), float('-inf')],), ([1e-16, 1, 1e16],), ((0.1, 0.2, 0.3, -0.6),), ([1e308, 1e308, -1e308],)): t(math.fsum, *a)
for a in ((3, 4), (), (1,), (1, 2, 3), (float('inf'), float('nan')), (1e200, 1e200), (-3,)): t(math.hypot, *a)
t(math.pow, 0, -1); t(math.pow, -8, 1/3); t(math.pow, 2, 5000); t(math.pow, 1, float('nan')); t(math.pow, 2, 0.5); t(math.factorial, -1); t(math.factorial, 20); t(math.factorial, 2.0); t(math.isqrt, -1); t(math.gcd, 2.5); t(math.gcd); t(math.lcm, 0, 5); t(math.log, 0, 10); t(math.log, 8, 2); t(math.log, 10, 1); t(math.log, -1); t(math.trunc, 2.9); t(math.trunc, 'a'); t(math.floor, 'a'); t(math.copysign, 3, -0.0); t(math.prod, []); t(math.prod, [1.5, 2], start=3) if 0 else None; t(math.modf, -2.5); t(math.modf, float('inf'));t(math.degrees, 'x'); t(math.atan2, 0, -1); t(math.cos, float('inf')); t(math.fabs, -3); t(math.isfinite, 'a'); t(math.ulp, 1e308)
# expect: gamma (0.5,) 1.7724538509055159
# expect: lgamma (0.5,) 0.5723649429247004
# expect: erf (0.5,) 0.5204998778130465
# expect: erfc (0.5,) 0.4795001221869535
# expect: cbrt (0.5,) 0.7937005259840998
# expect: exp2 (0.5,) 1.4142135623730951
# expect: expm1 (0.5,) 0.6487212707001282
# expect: log1p (0.5,) 0.4054651081081644
# expect: ulp (0.5,) 1.1102230246251565e-16
# expect: frexp (0.5,) (0.5, 0)
# expect: sinh (0.5,) 0.5210953054937474
# expect: acosh (0.5,) ValueError math domain error
# expect: atanh (0.5,) 0.5493061443340548
# expect: log (0.5,) -0.6931471805599453
# expect: log2 (0.5,) -1.0
# expect: log10 (0.5,) -0.3010299956639812
# expect: sqrt (0.5,) 0.7071067811865476
# expect: ceil (0.5,) 1
# expect: asin (0.5,) 0.5235987755982989
# expect: tan (0.5,) 0.5463024898437905
# expect: exp (0.5,) 1.6487212707001282
# expect: gamma (1.5,) 0.886226925452758
# expect: lgamma (1.5,) -0.12078223763524543
# expect: erf (1.5,) 0.9661051464753108
# expect: erfc (1.5,) 0.033894853524689274
# expect: cbrt (1.5,) 1.1447142425533317
# expect: exp2 (1.5,) 2.8284271247461903
# expect: expm1 (1.5,) 3.481689070338065
# expect: log1p (1.5,) 0.9162907318741551
# expect: ulp (1.5,) 2.220446049250313e-16
# expect: frexp (1.5,) (0.75, 1)
# expect: sinh (1.5,) 2.1292794550948173
# expect: acosh (1.5,) 0.9624236501192069
# expect: atanh (1.5,) ValueError math domain error
# expect: log (1.5,) 0.4054651081081644
# expect: log2 (1.5,) 0.5849625007211562
# expect: log10 (1.5,) 0.17609125905568124
# expect: sqrt (1.5,) 1.224744871391589
# expect: ceil (1.5,) 2
# expect: asin (1.5,) ValueError math domain error
# expect: tan (1.5,) 14.101419947171719
# expect: exp (1.5,) 4.4816890703380645
# expect: gamma (5,) 24.0
# expect: lgamma (5,) 3.178053830347945
# expect: erf (5,) 0.9999999999984626
# expect: erfc (5,) 1.5374597944280351e-12
# expect: cbrt (5,) 1.7099759466766968
# expect: exp2 (5,) 32.0
# expect: expm1 (5,) 147.4131591025766
# expect: log1p (5,) 1.791759469228055
# expect: ulp (5,) 8.881784197001252e-16
# expect: frexp (5,) (0.625, 3)
# expect: sinh (5,) 74.20321057778875
# expect: acosh (5,) 2.2924316695611777
# expect: atanh (5,) ValueError math domain error
# expect: log (5,) 1.6094379124341003
# expect: log2 (5,) 2.321928094887362
# expect: log10 (5,) 0.6989700043360189
# expect: sqrt (5,) 2.23606797749979
# expect: ceil (5,) 5
# expect: asin (5,) ValueError math domain error
# expect: tan (5,) -3.380515006246586
# expect: exp (5,) 148.4131591025766
# expect: gamma (5.5,) 52.34277778455352
# expect: lgamma (5.5,) 3.9578139676187165
# expect: erf (5.5,) 0.9999999999999927
# expect: erfc (5.5,) 7.357847917974398e-15
# expect: cbrt (5.5,) 1.7651741676630317
# expect: exp2 (5.5,) 45.254833995939045
# expect: expm1 (5.5,) 243.69193226422038
# expect: log1p (5.5,) 1.8718021769015913
# expect: ulp (5.5,) 8.881784197001252e-16
# expect: frexp (5.5,) (0.6875, 3)
# expect: sinh (5.5,) 122.34392274639096
# expect: acosh (5.5,) 2.3895264345742184
# expect: atanh (5.5,) ValueError math domain error
# expect: log (5.5,) 1.7047480922384253
# expect: log2 (5.5,) 2.4594316186372973
# expect: log10 (5.5,) 0.7403626894942439
# expect: sqrt (5.5,) 2.345207879911715
# expect: ceil (5.5,) 6
# expect: asin (5.5,) ValueError math domain error
# expect: tan (5.5,) -0.995584052213885
# expect: exp (5.5,) 244.69193226422038
# expect: gamma (10.1,) 454760.7514415857
# expect: lgamma (10.1,) 13.027526738633238
# expect: erf (10.1,) 1.0
# expect: erfc (10.1,) 2.770896983131174e-46
# expect: cbrt (10.1,) 2.1615923329450832
# expect: exp2 (10.1,) 1097.496025637164
# expect: expm1 (10.1,) 24342.00942440838
# expect: log1p (10.1,) 2.4069451083182885
# expect: ulp (10.1,) 1.7763568394002505e-15
# expect: frexp (10.1,) (0.63125, 4)
# expect: sinh (10.1,) 12171.504691664413
# expect: acosh (10.1,) 3.003222805710168
# expect: atanh (10.1,) ValueError math domain error
# expect: log (10.1,) 2.312535423847214
# expect: log2 (10.1,) 3.3362833878644325
# expect: log10 (10.1,) 1.0043213737826426
# expect: sqrt (10.1,) 3.1780497164141406
# expect: ceil (10.1,) 11
# expect: asin (10.1,) ValueError math domain error
# expect: tan (10.1,) 0.8007893029375109
# expect: exp (10.1,) 24343.00942440838
# expect: gamma (50.3,) 1.9628298224091644e+63
# expect: lgamma (50.3,) 145.7372480775525
# expect: erf (50.3,) 1.0
# expect: erfc (50.3,) 0.0
# expect: cbrt (50.3,) 3.6913848744364715
# expect: exp2 (50.3,) 1386145380294855.5
# expect: expm1 (50.3,) 6.998620422451237e+21
# expect: log1p (50.3,) 3.937690752176724
# expect: ulp (50.3,) 7.105427357601002e-15
# expect: frexp (50.3,) (0.7859375, 6)
# expect: sinh (50.3,) 3.4993102112256185e+21
# expect: acosh (50.3,) 4.6110534323028425
# expect: atanh (50.3,) ValueError math domain error
# expect: log (50.3,) 3.9180050771056933
# expect: log2 (50.3,) 5.652486494918165
# expect: log10 (50.3,) 1.7015679850559273
# expect: sqrt (50.3,) 7.092249290598858
# expect: ceil (50.3,) 51
# expect: asin (50.3,) ValueError math domain error
# expect: tan (50.3,) 0.03453125786549495
# expect: exp (50.3,) 6.998620422451237e+21
# expect: gamma (100.7,) 2.3417900214543305e+157
# expect: lgamma (100.7,) 362.3567752034305
# expect: erf (100.7,) 1.0
# expect: erfc (100.7,) 0.0
# expect: cbrt (100.7,) 4.652394034504674
# expect: exp2 (100.7,) 2.0593044755556034e+30
# expect: expm1 (100.7,) 5.413203172330057e+43
# expect: log1p (100.7,) 4.622027303054514
# expect: ulp (100.7,) 1.4210854715202004e-14
# expect: frexp (100.7,) (0.78671875, 7)
# expect: sinh (100.7,) 2.7066015861650284e+43
# expect: acosh (100.7,) 5.305268325731712
# expect: atanh (100.7,) ValueError math domain error
# expect: log (100.7,) 4.612145799724517
# expect: log2 (100.7,) 6.653919873119422
# expect: log10 (100.7,) 2.003029470553618
# expect: sqrt (100.7,) 10.03493896344168
# expect: ceil (100.7,) 101
# expect: asin (100.7,) ValueError math domain error
# expect: tan (100.7,) 0.17066363924961303
# expect: exp (100.7,) 5.413203172330057e+43
# expect: gamma (170.2,) 1.1918411166366692e+305
# expect: lgamma (170.2,) 702.4639526315309
# expect: erf (170.2,) 1.0
# expect: erfc (170.2,) 0.0
# expect: cbrt (170.2,) 5.54182982038604
# expect: exp2 (170.2,) 1.7191163152665275e+51
# expect: expm1 (170.2,) 8.258873610236662e+73
# expect: log1p (170.2,) 5.1428324637076415
# expect: ulp (170.2,) 2.842170943040401e-14
# expect: frexp (170.2,) (0.66484375, 8)
# expect: sinh (170.2,) 4.129436805118331e+73
# expect: acosh (170.2,) 5.8301127663867645
# expect: atanh (170.2,) ValueError math domain error
# expect: log (170.2,) 5.136974216139274
# expect: log2 (170.2,) 7.4110872267986005
# expect: log10 (170.2,) 2.230959555748569
# expect: sqrt (170.2,) 13.046072205840346
# expect: ceil (170.2,) 171
# expect: asin (170.2,) ValueError math domain error
# expect: tan (170.2,) 0.6186178107268382
# expect: exp (170.2,) 8.258873610236662e+73
# expect: gamma (171.7,) OverflowError math range error
# expect: lgamma (171.7,) 710.1716129403749
# expect: erf (171.7,) 1.0
# expect: erfc (171.7,) 0.0
# expect: cbrt (171.7,) 5.558062572209679
# expect: exp2 (171.7,) 4.862395216693569e+51
# expect: expm1 (171.7,) 3.701370359230112e+74
# expect: log1p (171.7,) 5.1515559851526325
# expect: ulp (171.7,) 2.842170943040401e-14
# expect: frexp (171.7,) (0.670703125, 8)
# expect: sinh (171.7,) 1.850685179615056e+74
# expect: acosh (171.7,) 5.838887468285874
# expect: atanh (171.7,) ValueError math domain error
# expect: log (171.7,) 5.14574876790343
# expect: log2 (171.7,) 7.423746229114772
# expect: log10 (171.7,) 2.2347702951609163
# expect: sqrt (171.7,) 13.103434664239753
# expect: ceil (171.7,) 172
# expect: asin (171.7,) ValueError math domain error
# expect: tan (171.7,) -1.9059038378880793
# expect: exp (171.7,) 3.701370359230112e+74
# expect: gamma (-0.5,) -3.544907701811032
# expect: lgamma (-0.5,) 1.265512123484645
# expect: erf (-0.5,) -0.5204998778130465
# expect: erfc (-0.5,) 1.5204998778130465
# expect: cbrt (-0.5,) -0.7937005259840998
# expect: exp2 (-0.5,) 0.7071067811865476
# expect: expm1 (-0.5,) -0.3934693402873666
# expect: log1p (-0.5,) -0.6931471805599453
# expect: ulp (-0.5,) 1.1102230246251565e-16
# expect: frexp (-0.5,) (-0.5, 0)
# expect: sinh (-0.5,) -0.5210953054937474
# expect: acosh (-0.5,) ValueError math domain error
# expect: atanh (-0.5,) -0.5493061443340548
# expect: log (-0.5,) ValueError math domain error
# expect: log2 (-0.5,) ValueError math domain error
# expect: log10 (-0.5,) ValueError math domain error
# expect: sqrt (-0.5,) ValueError math domain error
# expect: ceil (-0.5,) 0
# expect: asin (-0.5,) -0.5235987755982989
# expect: tan (-0.5,) -0.5463024898437905
# expect: exp (-0.5,) 0.6065306597126334
# expect: gamma (-1,) ValueError math domain error
# expect: lgamma (-1,) ValueError math domain error
# expect: erf (-1,) -0.8427007929497149
# expect: erfc (-1,) 1.842700792949715
# expect: cbrt (-1,) -1.0
# expect: exp2 (-1,) 0.5
# expect: expm1 (-1,) -0.6321205588285577
# expect: log1p (-1,) ValueError math domain error
# expect: ulp (-1,) 2.220446049250313e-16
# expect: frexp (-1,) (-0.5, 1)
# expect: sinh (-1,) -1.1752011936438014
# expect: acosh (-1,) ValueError math domain error
# expect: atanh (-1,) ValueError math domain error
# expect: log (-1,) ValueError math domain error
# expect: log2 (-1,) ValueError math domain error
# expect: log10 (-1,) ValueError math domain error
# expect: sqrt (-1,) ValueError math domain error
# expect: ceil (-1,) -1
# expect: asin (-1,) -1.5707963267948966
# expect: tan (-1,) -1.5574077246549023
# expect: exp (-1,) 0.36787944117144233
# expect: gamma (-1.5,) 2.3632718012073544
# expect: lgamma (-1.5,) 0.8600470153764812
# expect: erf (-1.5,) -0.9661051464753108
# expect: erfc (-1.5,) 1.9661051464753108
# expect: cbrt (-1.5,) -1.1447142425533317
# expect: exp2 (-1.5,) 0.3535533905932738
# expect: expm1 (-1.5,) -0.7768698398515702
# expect: log1p (-1.5,) ValueError math domain error
# expect: ulp (-1.5,) 2.220446049250313e-16
# expect: frexp (-1.5,) (-0.75, 1)
# expect: sinh (-1.5,) -2.1292794550948173
# expect: acosh (-1.5,) ValueError math domain error
# expect: atanh (-1.5,) ValueError math domain error
# expect: log (-1.5,) ValueError math domain error
# expect: log2 (-1.5,) ValueError math domain error
# expect: log10 (-1.5,) ValueError math domain error
# expect: sqrt (-1.5,) ValueError math domain error
# expect: ceil (-1.5,) -1
# expect: asin (-1.5,) ValueError math domain error
# expect: tan (-1.5,) -14.101419947171719
# expect: exp (-1.5,) 0.22313016014842982
# expect: gamma (0,) ValueError math domain error
# expect: lgamma (0,) ValueError math domain error
# expect: erf (0,) 0.0
# expect: erfc (0,) 1.0
# expect: cbrt (0,) 0.0
# expect: exp2 (0,) 1.0
# expect: expm1 (0,) 0.0
# expect: log1p (0,) 0.0
# expect: ulp (0,) 5e-324
# expect: frexp (0,) (0.0, 0)
# expect: sinh (0,) 0.0
# expect: acosh (0,) ValueError math domain error
# expect: atanh (0,) 0.0
# expect: log (0,) ValueError math domain error
# expect: log2 (0,) ValueError math domain error
# expect: log10 (0,) ValueError math domain error
# expect: sqrt (0,) 0.0
# expect: ceil (0,) 0
# expect: asin (0,) 0.0
# expect: tan (0,) 0.0
# expect: exp (0,) 1.0
# expect: gamma (-0.0,) ValueError math domain error
# expect: lgamma (-0.0,) ValueError math domain error
# expect: erf (-0.0,) -0.0
# expect: erfc (-0.0,) 1.0
# expect: cbrt (-0.0,) -0.0
# expect: exp2 (-0.0,) 1.0
# expect: expm1 (-0.0,) -0.0
# expect: log1p (-0.0,) -0.0
# expect: ulp (-0.0,) 5e-324
# expect: frexp (-0.0,) (-0.0, 0)
# expect: sinh (-0.0,) -0.0
# expect: acosh (-0.0,) ValueError math domain error
# expect: atanh (-0.0,) -0.0
# expect: log (-0.0,) ValueError math domain error
# expect: log2 (-0.0,) ValueError math domain error
# expect: log10 (-0.0,) ValueError math domain error
# expect: sqrt (-0.0,) -0.0
# expect: ceil (-0.0,) 0
# expect: asin (-0.0,) -0.0
# expect: tan (-0.0,) -0.0
# expect: exp (-0.0,) 1.0
# expect: gamma (1e-300,) 9.999999999999999e+299
# expect: lgamma (1e-300,) 690.7755278982137
# expect: erf (1e-300,) 1.1283791670955126e-300
# expect: erfc (1e-300,) 1.0
# expect: cbrt (1e-300,) 1e-100
# expect: exp2 (1e-300,) 1.0
# expect: expm1 (1e-300,) 1e-300
# expect: log1p (1e-300,) 1e-300
# expect: ulp (1e-300,) 1.6578092e-316
# expect: frexp (1e-300,) (0.6696928794914171, -996)
# expect: sinh (1e-300,) 1e-300
# expect: acosh (1e-300,) ValueError math domain error
# expect: atanh (1e-300,) 1e-300
# expect: log (1e-300,) -690.7755278982137
# expect: log2 (1e-300,) -996.5784284662087
# expect: log10 (1e-300,) -300.0
# expect: sqrt (1e-300,) 1e-150
# expect: ceil (1e-300,) 1
# expect: asin (1e-300,) 1e-300
# expect: tan (1e-300,) 1e-300
# expect: exp (1e-300,) 1.0
# expect: gamma (inf,) inf
# expect: lgamma (inf,) inf
# expect: erf (inf,) 1.0
# expect: erfc (inf,) 0.0
# expect: cbrt (inf,) inf
# expect: exp2 (inf,) inf
# expect: expm1 (inf,) inf
# expect: log1p (inf,) inf
# expect: ulp (inf,) inf
# expect: frexp (inf,) (inf, 0)
# expect: sinh (inf,) inf
# expect: acosh (inf,) inf
# expect: atanh (inf,) ValueError math domain error
# expect: log (inf,) inf
# expect: log2 (inf,) inf
# expect: log10 (inf,) inf
# expect: sqrt (inf,) inf
# expect: ceil (inf,) OverflowError cannot convert float infinity to integer
# expect: asin (inf,) ValueError math domain error
# expect: tan (inf,) ValueError math domain error
# expect: exp (inf,) inf
# expect: gamma (-inf,) ValueError math domain error
# expect: lgamma (-inf,) inf
# expect: erf (-inf,) -1.0
# expect: erfc (-inf,) 2.0
# expect: cbrt (-inf,) -inf
# expect: exp2 (-inf,) 0.0
# expect: expm1 (-inf,) -1.0
# expect: log1p (-inf,) ValueError math domain error
# expect: ulp (-inf,) inf
# expect: frexp (-inf,) (-inf, 0)
# expect: sinh (-inf,) -inf
# expect: acosh (-inf,) ValueError math domain error
# expect: atanh (-inf,) ValueError math domain error
# expect: log (-inf,) ValueError math domain error
# expect: log2 (-inf,) ValueError math domain error
# expect: log10 (-inf,) ValueError math domain error
# expect: sqrt (-inf,) ValueError math domain error
# expect: ceil (-inf,) OverflowError cannot convert float infinity to integer
# expect: asin (-inf,) ValueError math domain error
# expect: tan (-inf,) ValueError math domain error
# expect: exp (-inf,) 0.0
# expect: gamma (nan,) nan
# expect: lgamma (nan,) nan
# expect: erf (nan,) nan
# expect: erfc (nan,) nan
# expect: cbrt (nan,) nan
# expect: exp2 (nan,) nan
# expect: expm1 (nan,) nan
# expect: log1p (nan,) nan
# expect: ulp (nan,) nan
# expect: frexp (nan,) (nan, 0)
# expect: sinh (nan,) nan
# expect: acosh (nan,) nan
# expect: atanh (nan,) nan
# expect: log (nan,) nan
# expect: log2 (nan,) nan
# expect: log10 (nan,) nan
# expect: sqrt (nan,) nan
# expect: ceil (nan,) ValueError cannot convert float NaN to integer
# expect: asin (nan,) nan
# expect: tan (nan,) nan
# expect: exp (nan,) nan
# expect: gamma (3,) 2.0
# expect: lgamma (3,) 0.693147180559945
# expect: erf (3,) 0.9999779095030014
# expect: erfc (3,) 2.2090496998585438e-05
# expect: cbrt (3,) 1.4422495703074083
# expect: exp2 (3,) 8.0
# expect: expm1 (3,) 19.085536923187668
# expect: log1p (3,) 1.3862943611198906
# expect: ulp (3,) 4.440892098500626e-16
# expect: frexp (3,) (0.75, 2)
# expect: sinh (3,) 10.017874927409903
# expect: acosh (3,) 1.762747174039086
# expect: atanh (3,) ValueError math domain error
# expect: log (3,) 1.0986122886681098
# expect: log2 (3,) 1.584962500721156
# expect: log10 (3,) 0.47712125471966244
# expect: sqrt (3,) 1.7320508075688772
# expect: ceil (3,) 3
# expect: asin (3,) ValueError math domain error
# expect: tan (3,) -0.1425465430742778
# expect: exp (3,) 20.085536923187668
# expect: gamma (23,) 1.1240007277776077e+21
# expect: lgamma (23,) 48.47118135183522
# expect: erf (23,) 1.0
# expect: erfc (23,) 4.441265948088058e-232
# expect: cbrt (23,) 2.843866979851566
# expect: exp2 (23,) 8388608.0
# expect: expm1 (23,) 9744803445.248903
# expect: log1p (23,) 3.1780538303479458
# expect: ulp (23,) 3.552713678800501e-15
# expect: frexp (23,) (0.71875, 5)
# expect: sinh (23,) 4872401723.124452
# expect: acosh (23,) 3.8281684713331012
# expect: atanh (23,) ValueError math domain error
# expect: log (23,) 3.1354942159291497
# expect: log2 (23,) 4.523561956057013
# expect: log10 (23,) 1.3617278360175928
# expect: sqrt (23,) 4.795831523312719
# expect: ceil (23,) 23
# expect: asin (23,) ValueError math domain error
# expect: tan (23,) 1.5881530833912738
# expect: exp (23,) 9744803446.248903
# expect: gamma (24,) 2.585201673888497e+22
# expect: lgamma (24,) 51.60667556776438
# expect: erf (24,) 1.0
# expect: erfc (24,) 1.6489825831519335e-252
# expect: cbrt (24,) 2.8844991406148166
# expect: exp2 (24,) 16777216.0
# expect: expm1 (24,) 26489122128.84347
# expect: log1p (24,) 3.2188758248682006
# expect: ulp (24,) 3.552713678800501e-15
# expect: frexp (24,) (0.75, 5)
# expect: sinh (24,) 13244561064.921736
# expect: acosh (24,) 3.870766700287094
# expect: atanh (24,) ValueError math domain error
# expect: log (24,) 3.1780538303479458
# expect: log2 (24,) 4.584962500721156
# expect: log10 (24,) 1.380211241711606
# expect: sqrt (24,) 4.898979485566356
# expect: ceil (24,) 24
# expect: asin (24,) ValueError math domain error
# expect: tan (24,) -2.1348966977217008
# expect: exp (24,) 26489122129.84347
# expect: gamma (-200.5,) -0.0
# expect: lgamma (-200.5,) -864.7382878706798
# expect: erf (-200.5,) -1.0
# expect: erfc (-200.5,) 2.0
# expect: cbrt (-200.5,) -5.852904783818088
# expect: exp2 (-200.5,) 4.400336302403101e-61
# expect: expm1 (-200.5,) -1.0
# expect: log1p (-200.5,) ValueError math domain error
# expect: ulp (-200.5,) 2.842170943040401e-14
# expect: frexp (-200.5,) (-0.783203125, 8)
# expect: sinh (-200.5,) -5.956808326515039e+86
# expect: acosh (-200.5,) ValueError math domain error
# expect: atanh (-200.5,) ValueError math domain error
# expect: log (-200.5,) ValueError math domain error
# expect: log2 (-200.5,) ValueError math domain error
# expect: log10 (-200.5,) ValueError math domain error
# expect: sqrt (-200.5,) ValueError math domain error
# expect: ceil (-200.5,) -200
# expect: asin (-200.5,) ValueError math domain error
# expect: tan (-200.5,) 0.6296411746894133
# expect: exp (-200.5,) 8.393756733356555e-88
# expect: comb (5, 2) 10
# expect: perm (5, 2) 20
# expect: comb (5, 6) 0
# expect: perm (5, 6) 0
# expect: comb (5, 0) 1
# expect: perm (5, 0) 1
# expect: comb (0, 0) 1
# expect: perm (0, 0) 1
# expect: comb (-1, 2) ValueError n must be a non-negative integer
# expect: perm (-1, 2) ValueError n must be a non-negative integer
# expect: comb (5, -1) ValueError k must be a non-negative integer
# expect: perm (5, -1) ValueError k must be a non-negative integer
# expect: comb (2.5, 1) TypeError 'float' object cannot be interpreted as an integer
# expect: perm (2.5, 1) TypeError 'float' object cannot be interpreted as an integer
# expect: comb ('a', 1) TypeError 'str' object cannot be interpreted as an integer
# expect: perm ('a', 1) TypeError 'str' object cannot be interpreted as an integer
# expect: comb (True, 1) 1
# expect: perm (True, 1) 1
# expect: comb (52, 5) 2598960
# expect: perm (52, 5) 311875200
# expect: remainder (7, 3) 1.0
# expect: fmod (7, 3) 1.0
# expect: remainder (-7, 3) -1.0
# expect: fmod (-7, 3) -1.0
# expect: remainder (5.5, 2) -0.5
# expect: fmod (5.5, 2) 1.5
# expect: remainder (1, 0) ValueError math domain error
# expect: fmod (1, 0) ValueError math domain error
# expect: remainder (inf, 2) ValueError math domain error
# expect: fmod (inf, 2) ValueError math domain error
# expect: remainder (3, inf) 3.0
# expect: fmod (3, inf) 3.0
# expect: remainder (10, 4) 2.0
# expect: fmod (10, 4) 2.0
# expect: remainder (-5, 2) -1.0
# expect: fmod (-5, 2) -1.0
# expect: remainder (2.5, 1) 0.5
# expect: fmod (2.5, 1) 0.5
# expect: remainder (nan, 1) nan
# expect: fmod (nan, 1) nan
# expect: nextafter (1, 2) 1.0000000000000002
# expect: nextafter (0, 1) 5e-324
# expect: nextafter (1, 1) 1.0
# expect: nextafter (1, -1) 0.9999999999999999
# expect: nextafter (-1, inf) -0.9999999999999999
# expect: nextafter (nan, 1) nan
# expect: ldexp (0.5, 3) 4.0
# expect: ldexp (1, 2000) OverflowError math range error
# expect: ldexp (1, -2000) 0.0
# expect: ldexp (0.0, 99999) 0.0
# expect: ldexp (1.5, 2.5) TypeError Expected an int as second argument to ldexp.
# expect: ldexp (inf, 3) inf
# expect: ldexp (1, 1000000000000000000) OverflowError math range error
# expect: ldexp (1, -1000000000000000000) 0.0
# expect: fsum ([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],) 1.0
# expect: fsum ([1e+100, 1, -1e+100],) 1.0
# expect: fsum ([1e+308, 1e+308],) OverflowError intermediate overflow in fsum
# expect: fsum ([],) 0.0
# expect: fsum ([inf, 1],) inf
# expect: fsum ([inf, -inf],) ValueError -inf + inf in fsum
# expect: fsum ([1e-16, 1, 1e+16],) 1.0000000000000002e+16
# expect: fsum ((0.1, 0.2, 0.3, -0.6),) 2.7755575615628914e-17
# expect: fsum ([1e+308, 1e+308, -1e+308],) OverflowError intermediate overflow in fsum
# expect: hypot (3, 4) 5.0
# expect: hypot () 0.0
# expect: hypot (1,) 1.0
# expect: hypot (1, 2, 3) 3.7416573867739413
# expect: hypot (inf, nan) inf
# expect: hypot (1e+200, 1e+200) 1.414213562373095e+200
# expect: hypot (-3,) 3.0
# expect: pow (0, -1) ValueError math domain error
# expect: pow (-8, 0.3333333333333333) ValueError math domain error
# expect: pow (2, 5000) OverflowError math range error
# expect: pow (1, nan) 1.0
# expect: pow (2, 0.5) 1.4142135623730951
# expect: factorial (-1,) ValueError factorial() not defined for negative values
# expect: factorial (20,) 2432902008176640000
# expect: factorial (2.0,) TypeError 'float' object cannot be interpreted as an integer
# expect: isqrt (-1,) ValueError isqrt() argument must be nonnegative
# expect: gcd (2.5,) TypeError 'float' object cannot be interpreted as an integer
# expect: gcd () 0
# expect: lcm (0, 5) 0
# expect: log (0, 10) ValueError math domain error
# expect: log (8, 2) 3.0
# expect: log (10, 1) ZeroDivisionError float division by zero
# expect: log (-1,) ValueError math domain error
# expect: trunc (2.9,) 2
# expect: trunc ('a',) TypeError type str doesn't define __trunc__ method
# expect: floor ('a',) TypeError must be real number, not str
# expect: copysign (3, -0.0) -3.0
# expect: prod ([],) 1
# expect: modf (-2.5,) (-0.5, -2.0)
# expect: modf (inf,) (0.0, inf)
# expect: degrees ('x',) TypeError must be real number, not str
# expect: atan2 (0, -1) 3.141592653589793
# expect: cos (inf,) ValueError math domain error
# expect: fabs (-3,) 3.0
# expect: isfinite ('a',) TypeError must be real number, not str
# expect: ulp (1e+308,) 1.99584030953472e+292
