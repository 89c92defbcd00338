#!/usr/bin/env python3
"""How far lathe's IoU of each metric is from conventions.py's, over pairs of scripts: booleans of their meshes at CadQuery's 0.001 and 0.1
for what counts samples, voxels for what counts voxels. The figures of reward/measure/metrics.def come from here.

usage: resolution.py LATHE PAIRS.tsv [METRIC...]      (prediction and truth a line, as for `lathe score --pairs`)
needs: pip install trimesh manifold3d scipy numpy
"""
import csv, json, os, subprocess, sys, tempfile
import numpy as np, trimesh
import conventions


def mesh_of(lathe, folder, script, known):
    if script not in known:
        path = os.path.join(folder, f'{len(known)}.stl')
        subprocess.run([lathe, 'run', script, '--mesh', '.001', '.1', '--stl', path], check=True, stdout=subprocess.DEVNULL)
        known[script] = trimesh.load(path)
    return known[script]


def main():
    lathe, pairs, names = sys.argv[1], sys.argv[2], sys.argv[3:] or list(conventions.METRICS)
    known = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            out = subprocess.run([lathe, 'score', '--pairs', pairs, '--metric', name, '--json', '--chamfer', '0'], stdout=subprocess.PIPE, check=True, text=True).stdout
            errors = []
            for line in map(json.loads, out.splitlines()):
                if line['status'] != 'ok':
                    continue
                truth, prediction = (mesh_of(lathe, folder, line[k], known) for k in ('truth', 'prediction'))
                iou, _, _ = conventions.measure(name, truth, prediction, points=False)
                errors.append((abs(line['iou'] - iou), line['iou'], iou, line['prediction']))
            errors.sort(reverse=True)
            print(f'{name}: mean {np.mean([e[0] for e in errors]):.5f} worst {errors[0][0]:.5f} of {len(errors)}; then',
                  *(f'{e[0]:.4f}' for e in errors[1:6]), f'; worst: lathe {errors[0][1]:.5f}, here {errors[0][2]:.5f}, {errors[0][3]}', flush=True)


if __name__ == '__main__':
    main()
