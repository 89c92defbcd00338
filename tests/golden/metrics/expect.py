#!/usr/bin/env python3
"""Writes the meshes beside this file and expected.csv: what conventions.py makes of pairs of them, by every metric, and one chamfer
distance of written-down points. metrics_golden_test holds lathe against it.

usage: expect.py      (needs: pip install trimesh manifold3d scipy numpy)
"""
import csv, os
import numpy as np, scipy.spatial, trimesh
import conventions

HERE = os.path.dirname(os.path.abspath(__file__))


def box(size, at):
    return trimesh.creation.box(size, trimesh.transformations.translation_matrix(at))


def pin(radius, height, at, sides=20):
    return trimesh.creation.cylinder(radius, height, sides, transform=trimesh.transformations.translation_matrix(at))


def rotated(mesh, degrees, axis):
    m = mesh.copy()
    m.apply_transform(trimesh.transformations.rotation_matrix(np.radians(degrees), axis))
    return m


def union(*meshes):
    return trimesh.boolean.union(meshes, engine='manifold')


def minus(*meshes):
    return trimesh.boolean.difference(meshes, engine='manifold')


def shapes():
    bracket = union(box((60, 40, 6), (0, 0, 0)), box((8, 40, 44), (-26, 0, 20)))
    bracket = minus(bracket, pin(7.3, 20, (13, 5, 0)), pin(3.1, 20, (-4, -11, 0)))
    other = union(box((57, 41, 7), (1, 0, .4)), box((9, 40, 38), (-25.3, .2, 18)))
    other = minus(other, pin(6.1, 20, (12, 6, 0)))
    plate = minus(box((50, 50, 11.7), (3, 2, 1)), pin(9.7, 30, (3, 2, 0)), box((6.3, 12.1, 30), (20, 13, 0)))
    return {
        'bracket': bracket,
        'other': other,
        'turned': moved(rotated(other, 37, (1, 2, 3)), 1.31, (15, -7, 22)),
        'plate': plate,
        'plate_turned': rotated(plate, 90, (0, 0, 1)),
        'small': moved(bracket, 1 / 61., (.51, .47, .3)),
    }


def moved(mesh, scale, by):
    m = mesh.copy()
    m.apply_scale(scale)
    m.apply_translation(by)
    return m


PAIRS = [('bracket', 'other'), ('other', 'bracket'), ('bracket', 'turned'), ('plate', 'plate_turned'), ('small', 'other'),
         ('plate', 'bracket')]


def main():
    read = {}
    for name, mesh in shapes().items():
        path = os.path.join(HERE, name + '.stl')
        mesh.export(path)
        read[name] = trimesh.load(path) # with float32 coordinates, as lathe reads it
        assert read[name].is_watertight and read[name].volume > 0, name
    with open(os.path.join(HERE, 'expected.csv'), 'w', newline='') as f:
        w = csv.writer(f, lineterminator='\n')
        w.writerow('metric truth prediction iou chamfer deviation points'.split())
        for metric in conventions.METRICS:
            for truth, prediction in PAIRS:
                iou, distance, deviation = conventions.measure(metric, read[truth], read[prediction])
                w.writerow([metric, truth, prediction, f'{iou:.6f}', f'{distance:.5g}', f'{deviation:.2g}', conventions.METRICS[metric][3]])


if __name__ == '__main__':
    main()
