#!/usr/bin/env python3
"""The reward as a warm Python worker pays for it: each script of a list against the next one, text in, IoU out.

usage: reward_peer.py LIST       needs: pip install cadquery trimesh manifold3d
Both run in this process; the truth is prepared beforehand, as `lathe bench reward` does. One JSON object: scripts, seconds,
per_second, median_ms, p99_ms of that; shape_median_ms, shape_mean_ms of running and tessellating the script alone.
"""
import json
import os
import sys
import tempfile
import time

import cadquery as cq
import manifold3d
import numpy as np


def shape_of(path):
    names = {"__name__": "__main__", "show_object": lambda *args, **named: None}
    with open(path) as script:
        exec(compile(script.read(), path, "exec"), names)
    part = next(names[key] for key in ("result", "r", "solid") if key in names)
    values = part.vals() if isinstance(part, cq.Workplane) else [part]
    return values[0] if len(values) == 1 else cq.Compound.makeCompound(values)


def solid_of(path, shape_times=None):
    start = time.perf_counter()
    vertices, triangles = shape_of(path).tessellate(0.001, 0.1)
    if shape_times is not None:
        shape_times.append(1e3 * (time.perf_counter() - start))
    mesh = manifold3d.Mesh(np.array([p.toTuple() for p in vertices], np.float32), np.array(triangles, np.uint32))
    mesh.merge()
    return manifold3d.Manifold(mesh)


def iou(a, b):
    both = (a ^ b).volume()
    return both / (a.volume() + b.volume() - both)


def main():
    with open(sys.argv[1]) as lines:
        paths = [os.path.abspath(line.strip()) for line in lines if line.strip()]
    with tempfile.TemporaryDirectory() as folder:  # scripts may write files
        os.chdir(folder)
        measure(paths)
        os.chdir("/")


def measure(paths):
    truths = [solid_of(path) for path in paths]
    times, shape_times = [], []
    for i, path in enumerate(paths):
        start = time.perf_counter()
        iou(solid_of(path, shape_times), truths[(i + 1) % len(paths)])
        times.append(1e3 * (time.perf_counter() - start))
    times.sort()
    shape_times.sort()
    print(json.dumps({
        "scripts": len(times), "seconds": sum(times) / 1e3, "per_second": 1e3 * len(times) / sum(times),
        "median_ms": times[len(times) // 2], "p99_ms": times[min(len(times) - 1, int(len(times) * .99))],
        "shape_median_ms": shape_times[len(shape_times) // 2], "shape_mean_ms": sum(shape_times) / len(shape_times),
    }))


main()
