import json
data = {'name': 'part "A"\n\t\\/', 'size': [1, 2.5, -3e20, 1e-7, 0.1, 100.0], 'ok': True, 'no': None, 'nested': {'a': [], 'b': {}, 'c': [{'d': ()}]}, 'uni': 'größe € 😀 \x7f \x01'}
print(json.dumps(data))
print(json.dumps(data, indent=2, sort_keys=True))
print(json.dumps(data, ensure_ascii=False), json.dumps([1, 2], separators=(',', ':')), json.dumps({'a': 1}, indent='\t'), json.dumps({}, indent=2), json.dumps([], indent=4), json.dumps([[1], {}], indent=0), json.dumps('x'), json.dumps(None), json.dumps(1.0), json.dumps((1, 2)))
print(json.dumps({1: 'a', 2.5: 'b', True: 'c', None: 'd'}), json.dumps([float('inf'), float('-inf'), float('nan')]), json.dumps({(1, 2): 3, 'k': 1}, skipkeys=True), json.dumps({1, 2}, default=sorted), json.dumps({'b': 1, 'a': 2}, sort_keys=True))
for f in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1,): 2}), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.dumps(object), lambda: json.dumps(lambda: 0), lambda: json.loads(3)):
    try: print(f())
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
loop = []; loop.append(loop)
try: json.dumps(loop)
except ValueError as e: print(e)
print(json.loads('{"a": [1, 2.5, -3e2, true, false, null, "x\\n\\u00e9\\ud83d\\ude00"], "b": {}, "c": []}'), json.loads(' [1 , 2 ] '), json.loads('"q"'), json.loads('-0'), json.loads('1E3'), json.loads('NaN'), json.loads('-Infinity'), type(json.loads('1')).__name__, json.loads('{"a": 1, "a": 2}'))
for text in ('', '{', '[1, 2', '{"a" 1}', '{"a": 1,}', '[1,]', '1 2', '"abc', '{a: 1}', '"\\x"', '"\\u12"', '"a\nb"', 'tru', '[1 2]', '01', '-', '{"a": }', '\n\n  x', '"é" x'):
    try: print(json.loads(text))
    except json.JSONDecodeError as e: print(repr(text), type(e).__name__, e, e.pos, e.lineno, e.colno, isinstance(e, ValueError))
print(json.loads(json.dumps(data)) == {**data, 'nested': {'a': [], 'b': {}, 'c': [{'d': []}]}})
# expect: {"name": "part \"A\"\n\t\\/", "size": [1, 2.5, -3e+20, 1e-07, 0.1, 100.0], "ok": true, "no": null, "nested": {"a": [], "b": {}, "c": [{"d": []}]}, "uni": "gr\u00f6\u00dfe \u20ac \ud83d\ude00 \u007f \u0001"}
# expect: {
# expect:   "name": "part \"A\"\n\t\\/",
# expect:   "nested": {
# expect:     "a": [],
# expect:     "b": {},
# expect:     "c": [
# expect:       {
# expect:         "d": []
# expect:       }
# expect:     ]
# expect:   },
# expect:   "no": null,
# expect:   "ok": true,
# expect:   "size": [
# expect:     1,
# expect:     2.5,
# expect:     -3e+20,
# expect:     1e-07,
# expect:     0.1,
# expect:     100.0
# expect:   ],
# expect:   "uni": "gr\u00f6\u00dfe \u20ac \ud83d\ude00 \u007f \u0001"
# expect: }
# expect: {"name": "part \"A\"\n\t\\/", "size": [1, 2.5, -3e+20, 1e-07, 0.1, 100.0], "ok": true, "no": null, "nested": {"a": [], "b": {}, "c": [{"d": []}]}, "uni": "größe € 😀  \u0001"} [1,2] {
# expect: 	"a": 1
# expect: } {} [] [
# expect: [
# expect: 1
# expect: ],
# expect: {}
# expect: ] "x" null 1.0 [1, 2]
# expect: {"1": "c", "2.5": "b", "null": "d"} [Infinity, -Infinity, NaN] {"k": 1} [1, 2] {"a": 2, "b": 1}
# expect: TypeError Object of type set is not JSON serializable
# expect: TypeError keys must be str, int, float, bool or None, not tuple
# expect: ValueError Out of range float values are not JSON compliant
# expect: TypeError Object of type type is not JSON serializable
# expect: TypeError Object of type function is not JSON serializable
# expect: TypeError the JSON object must be str, bytes or bytearray, not int
# expect: Circular reference detected
# expect: {'a': [1, 2.5, -300.0, True, False, None, 'x\né😀'], 'b': {}, 'c': []} [1, 2] q 0 1000.0 nan -inf int {'a': 2}
# expect: '' JSONDecodeError Expecting value: line 1 column 1 (char 0) 0 1 1 True
# expect: '{' JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1) 1 1 2 True
# expect: '[1, 2' JSONDecodeError Expecting ',' delimiter: line 1 column 6 (char 5) 5 1 6 True
# expect: '{"a" 1}' JSONDecodeError Expecting ':' delimiter: line 1 column 6 (char 5) 5 1 6 True
# expect: '{"a": 1,}' JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 9 (char 8) 8 1 9 True
# expect: '[1,]' JSONDecodeError Expecting value: line 1 column 4 (char 3) 3 1 4 True
# expect: '1 2' JSONDecodeError Extra data: line 1 column 3 (char 2) 2 1 3 True
# expect: '"abc' JSONDecodeError Unterminated string starting at: line 1 column 1 (char 0) 0 1 1 True
# expect: '{a: 1}' JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1) 1 1 2 True
# expect: '"\\x"' JSONDecodeError Invalid \escape: line 1 column 2 (char 1) 1 1 2 True
# expect: '"\\u12"' JSONDecodeError Invalid \uXXXX escape: line 1 column 3 (char 2) 2 1 3 True
# expect: '"a\nb"' JSONDecodeError Invalid control character at: line 1 column 3 (char 2) 2 1 3 True
# expect: 'tru' JSONDecodeError Expecting value: line 1 column 1 (char 0) 0 1 1 True
# expect: '[1 2]' JSONDecodeError Expecting ',' delimiter: line 1 column 4 (char 3) 3 1 4 True
# expect: '01' JSONDecodeError Extra data: line 1 column 2 (char 1) 1 1 2 True
# expect: '-' JSONDecodeError Expecting value: line 1 column 1 (char 0) 0 1 1 True
# expect: '{"a": }' JSONDecodeError Expecting value: line 1 column 7 (char 6) 6 1 7 True
# expect: '\n\n  x' JSONDecodeError Expecting value: line 3 column 3 (char 4) 4 3 3 True
# expect: '"é" x' JSONDecodeError Extra data: line 1 column 5 (char 4) 4 1 5 True
# expect: True
