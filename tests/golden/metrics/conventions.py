"""The metrics of reward/measure/metrics.def computed once more, from other programs' parts: manifold's booleans, numpy's eigenvectors,
trimesh's mass properties and voxels, scipy's nearest neighbours. Needs: pip install trimesh manifold3d scipy numpy.

A shape is a trimesh.Trimesh. Nothing here shares code or samples with lathe."""
import itertools
import manifold3d, numpy as np, scipy.spatial, trimesh

TURNS = [np.diag(d) for d in ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))]
FLIPS = [np.diag(d) for d in ((1, 1, 1), (1, 1, -1), (1, -1, 1), (-1, 1, 1))]
ALL_TURNS = [m for p in itertools.permutations(range(3)) for s in itertools.product((1, -1), repeat=3)
             if round(np.linalg.det(m := np.diag(s)[:, p])) == 1]


def moved(mesh, linear, offset=(0, 0, 0)):
    m = trimesh.Trimesh(mesh.vertices @ np.asarray(linear, float).T + offset, mesh.faces, process=False)
    if np.linalg.det(linear) < 0:
        m.invert()
    return m


# ---- frames ----

def placed(mesh, truth):
    return mesh


def script(mesh, truth):
    return mesh if truth and in_cube(mesh) else moved(mesh, np.eye(3) / 200, (.5, .5, .5))


def in_cube(mesh):
    return mesh.bounds[0].min() > -1e-5 and mesh.bounds[1].max() < 1 + 1e-5


def boxed(mesh, scale, to):
    s = scale / mesh.extents.max()
    return moved(mesh, np.eye(3) * s, to - s * mesh.bounds.mean(axis=0))


def unit_box(mesh, truth):
    return boxed(mesh, 1, .5)


def prediction_box(mesh, truth):
    return mesh if truth and in_cube(mesh) else unit_box(mesh, truth)


def centred_box(mesh, truth):
    return boxed(mesh, 2, 0)


def centroid(mesh, truth):
    s = 1 / mesh.extents.max()
    return moved(mesh, np.eye(3) * s, -s * mesh.center_mass)


def moments(mesh):
    """Principal moments over the volume, ascending, and axes as rows, right-handed, signs by the greatest component."""
    values, axes = np.linalg.eigh(mesh.moment_inertia)
    axes = axes.T
    for i in range(2):
        axes[i] *= np.sign(axes[i][np.argmax(abs(axes[i]))])
    axes[2] = np.cross(axes[0], axes[1])
    return values / mesh.volume, axes


def principal(mesh, truth, share=1):
    values, axes = moments(mesh)
    linear = axes / np.sqrt(abs(values).sum() / share)
    return moved(mesh, linear, -linear @ mesh.center_mass)


def principal_half(mesh, truth):
    return principal(mesh, truth, 2)


def equal(values):
    return values[1] - values[0] <= .01 * values[1] or values[2] - values[1] <= .01 * values[2]


# ---- intersection over union ----

def manifold(mesh):
    m = manifold3d.Mesh(np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32))
    m.merge()
    m = manifold3d.Manifold(m)
    if m.status() != manifold3d.Error.NoError:
        raise ValueError(str(m.status()))
    return m


def exact(truth, prediction):
    a, b = manifold(truth), manifold(prediction)
    both = (a ^ b).volume()
    return both / (a.volume() + b.volume() - both)


def cells(voxels):
    return set(map(tuple, np.asarray(voxels)))


def surface_voxels(mesh, pitch):
    """Quarters every triangle with a side above pitch / 2, as trimesh does before version 5: by that where it is installed."""
    if int(trimesh.__version__.split('.')[0]) < 5:
        return cells(np.round(trimesh.voxel.creation.voxelize_subdivide(mesh, pitch, max_iter=None).points / pitch).astype(int))
    t, found = np.asarray(mesh.triangles), set()
    while len(t):
        long = (np.linalg.norm(t - np.roll(t, 1, axis=1), axis=2) > pitch / 2).any(axis=1)
        found |= cells(np.round(t[~long].reshape(-1, 3) / pitch).astype(int))
        t = t[long]
        m = (t + np.roll(t, -1, axis=1)) / 2
        t = np.concatenate([np.stack([t[:, c], m[:, c], m[:, c - 1]], axis=1) for c in range(3)] + [m])
    return found


def surface(pitch):
    def compare(truth, prediction):
        a, b = surface_voxels(truth, pitch), surface_voxels(prediction, pitch)
        return len(a & b) / len(a | b)
    return compare


def winding(mesh, points):
    total = np.zeros(len(points))
    for t in np.asarray(mesh.triangles):
        a, b, c = (v - points for v in t)
        la, lb, lc = (np.linalg.norm(x, axis=1) for x in (a, b, c))
        under = la * lb * lc + (a * b).sum(1) * lc + (b * c).sum(1) * la + (c * a).sum(1) * lb
        total += 2 * np.arctan2((a * np.cross(b, c)).sum(1), under)
    return total / (4 * np.pi)


def filled(truth, prediction, n=64):
    axis = (np.arange(n) + .5) / n
    points = np.stack(np.meshgrid(axis, axis, axis, indexing='ij'), -1).reshape(-1, 3)
    a, b = winding(truth, points) > .5, winding(prediction, points) > .5
    return (a & b).sum() / (a | b).sum()


# ---- chamfer ----

def chamfer(truth, prediction, n, seed):
    a, b = (trimesh.sample.sample_surface(m, n, seed=seed + i)[0] for i, m in enumerate((truth, prediction)))
    ab, ba = scipy.spatial.cKDTree(b).query(a)[0], scipy.spatial.cKDTree(a).query(b)[0]
    return 1000 * ((ab ** 2).mean() + (ba ** 2).mean())


# name: frame, alignments, comparison, points of the chamfer distance
METRICS = {
    'absolute': (placed, 'one', exact, 8192),
    'cadrille-eval': (prediction_box, 'one', exact, 8192),
    'cadrille-rl': (centred_box, 'one', exact, 8192),
    'cad-recode': (script, 'one', exact, 8192),
    'cad-coder': (principal, 'turns', exact, 8192),
    'mecagent': (principal_half, 'flips', surface(.05), 8192),
    'text-to-cadquery': (centroid, 'one', surface(.02), 10000),
    'benchcad': (unit_box, 'one', filled, 2048),
    'principal': (principal, 'any', exact, 8192),
}


def alignments(kind, truth, prediction):
    if kind == 'any':
        kind = 'all' if equal(moments(truth)[0]) or equal(moments(prediction)[0]) else 'turns'
    return {'one': TURNS[:1], 'turns': TURNS, 'flips': FLIPS, 'all': ALL_TURNS}[kind]


def measure(name, truth, prediction, compare=None, points=True):
    """IoU of the best alignment, and the chamfer distance there, a mean over five samplings, with their deviation."""
    frame, kind, own, count = METRICS[name]
    compare = compare or own
    a, b = frame(truth, True), frame(prediction, False)
    tried = [(compare(a, moved(b, m)), -i, m) for i, m in enumerate(alignments(kind, truth, prediction))]
    iou, _, best = max(tried, key=lambda x: x[:2])
    distances = [chamfer(a, moved(b, best), count, 2 * k) for k in range(5 if points else 0)]
    return iou, np.mean(distances) if points else None, np.std(distances) if points else None
