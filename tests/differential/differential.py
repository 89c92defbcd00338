#!/usr/bin/env python3
"""Runs scripts in lathe and in CadQuery itself and says where they differ.

usage: differential.py [options] SCRIPT_OR_FOLDER...
  --lathe PROGRAM       default build/release/bin/lathe
  --python PROGRAM      a Python that has CadQuery (default python3); asked only for scripts that no golden row covers
  --oracle FILE         default $LATHE_SHARED/tools/oracle.py
  --golden FILE.jsonl   rows of the oracle, by script name; repeatable
  --cache FOLDER        keeps the oracle's rows by the hash of the script (default .cache/differential)
  --tolerance F         relative, of volume and area (default 1e-6)
  --timeout S           of the oracle, one script (default 60)
  --jobs N              default 2
  --summary             counts only
  --lines               where both refuse: the line too

One line a script that differs: its name, what CadQuery made of it, what lathe made of it. Exit status 1 if any does.
Needs CadQuery from PyPI, so it is no part of the tests.
"""
import argparse, collections, hashlib, json, os, subprocess, sys, tempfile

KINDS = {
    'syntax': 'SyntaxError IndentationError TabError',
    'name': 'NameError UnboundLocalError',
    'api': 'AttributeError ImportError ModuleNotFoundError',
    'type': 'TypeError DispatchError',
    'memory': 'MemoryError RecursionError',
}
KIND_OF = {c: k for k, cs in KINDS.items() for c in cs.split()}
KERNEL = ('Standard_', 'StdFail_', 'OSD_', 'gp_', 'Geom', 'BRep', 'TopoDS_', 'NCollection_', 'StdPrs_', 'Precision_')


def kind_of(row):
    """The failure kind that lathe gives what the oracle saw."""
    if row['status'] == 'ok':
        return 'ok'
    if row['status'] == 'none':
        return 'empty'
    if row['status'] != 'error':
        return row['status']
    name = row['kind']
    if name.startswith(KERNEL):
        return 'build'
    return KIND_OF.get(name, 'value')


def scripts_of(paths):
    for path in paths:
        if os.path.isdir(path):
            yield from sorted(os.path.join(path, f) for f in os.listdir(path) if f.endswith('.py'))
        else:
            yield path


def name_of(path):
    return os.path.basename(path)[:-3]


def ask_oracle(options, paths, rows):
    """Fills rows by path from the goldens, the cache and the oracle."""
    golden = {}
    for f in options.golden:
        golden.update((row['name'], row) for row in map(json.loads, open(f)))
    missing = {}
    for path in paths:
        key = hashlib.sha256(open(path, 'rb').read()).hexdigest()
        kept = os.path.join(options.cache, key + '.json')
        if name_of(path) in golden:
            rows[path] = golden[name_of(path)]
        elif os.path.exists(kept):
            rows[path] = json.load(open(kept))
        else:
            missing.setdefault(key, (kept, []))[1].append(path)
    if not missing:
        return
    os.makedirs(options.cache, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for key, (kept, same) in missing.items():
            os.symlink(os.path.abspath(same[0]), os.path.join(folder, key + '.py'))
        out = os.path.join(folder, 'out.jsonl')
        names = '\n'.join(os.path.join(folder, key + '.py') for key in missing)
        subprocess.run([options.python, options.oracle, out, str(options.jobs), str(options.timeout), '-'], check=True,
                       input=names.encode())
        for row in map(json.loads, open(out)):
            kept, same = missing[row['name']]
            rows.update((path, row) for path in same)
            json.dump(row, open(kept, 'w'))


def ask_lathe(options, paths):
    with tempfile.NamedTemporaryFile('w') as listing:
        listing.write('\n'.join(os.path.abspath(p) for p in paths) + '\n')
        listing.flush()
        out = subprocess.run([options.lathe, 'run', '--json', '--jobs', str(options.jobs), '--list', listing.name],
                             check=True, stdout=subprocess.PIPE).stdout
    return dict(zip(paths, map(json.loads, out.splitlines())))


def near(a, b, tolerance):
    return abs(a - b) <= tolerance * max(1, abs(a), abs(b))


def difference(options, theirs, ours):
    """None, or what differs."""
    kind = kind_of(theirs)
    if kind != ours['status']:
        return 'status'
    if kind != 'ok':
        place = theirs.get('line')
        return 'line' if options.lines and place and place != ours.get('line') else None
    for field in 'volume', 'area':
        if not near(theirs[field], ours[field], options.tolerance):
            return field
    for field in 'solids', 'faces', 'edges', 'vertices', 'valid', 'type':
        if theirs[field] != ours[field]:
            return field
    return None


def brief(row, what):
    if what != 'line' and row['status'] in ('ok', 'none', 'timeout', 'crash', 'oracle'):
        shown = row.get(what, '') if what != 'status' else row.get('volume', '')
        return f"{row['status']} {shown}".strip()
    place = f"{row.get('line')}: " if row.get('line') else ''
    return f"{row.get('kind') or row['status']}: {place}{row.get('message', '')}"[:200]


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    shared = os.environ.get('LATHE_SHARED', '../shared')
    parser.add_argument('--lathe', default='build/release/bin/lathe')
    parser.add_argument('--python', default=sys.executable)
    parser.add_argument('--oracle', default=os.path.join(shared, 'tools/oracle.py'))
    parser.add_argument('--golden', action='append', default=[])
    parser.add_argument('--cache', default='.cache/differential')
    parser.add_argument('--tolerance', type=float, default=1e-6)
    parser.add_argument('--timeout', type=float, default=60)
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--summary', action='store_true')
    parser.add_argument('--lines', action='store_true')
    parser.add_argument('paths', nargs='+')
    return parser.parse_args()


def main():
    options = arguments()
    paths = list(scripts_of(options.paths))
    theirs = {}
    ask_oracle(options, paths, theirs)
    ours = ask_lathe(options, paths)
    counts = collections.Counter()
    for path in paths:
        what = difference(options, theirs[path], ours[path])
        counts[what or 'same'] += 1
        if what == 'status':
            counts[f"  {kind_of(theirs[path])} -> {ours[path]['status']}"] += 1
        if what and not options.summary:
            print(f'{name_of(path)} [{what}]\n    CadQuery: {brief(theirs[path], what)}\n'
                  f'    lathe:    {brief(ours[path], what)}')
    print(f'{len(paths)} scripts: ' + ', '.join(f'{k.strip()} {n}' for k, n in counts.items()))
    return 1 if counts['same'] < len(paths) else 0


sys.exit(main())
