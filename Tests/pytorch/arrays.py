"""Rarer functions of NumPy's arrays."""

import numpy as np

a = np.arange(6).reshape(2, 3)
b = np.linspace(0, 1, 3)


def show(name, value):
    value = np.asarray(value)
    print(name, value.shape, [round(float(number), 4) for number in value.flatten().tolist()])


show("moveaxis", np.moveaxis(np.arange(6).reshape(1, 2, 3), 0, -1))
show("interp", np.interp([-1, 0.25, 0.5, 2], b, b * b))
show("interp sides", np.interp([-1, 0.25, 2], b, b * b, left=-5, right=7))
print(round(float(np.interp(0.3, b, b * 2)), 4))
show("logspace", np.logspace(0, 3, 4, base=2))
show("isclose", np.isclose(b, b + 1e-9))
show("einsum", np.einsum("ij,kj->ik", a, a))
show("triu", np.triu(np.ones((3, 3)), 1))
show("tril", np.tril(a))
show("trapezoid", [float(np.trapezoid(b)), float(np.trapezoid(b, b * 2))])
show("take", np.take(a, [[0, 1], [2, 5]]))
show("take axis", np.take(a, [-1, 0], axis=1))
show("average", [float(np.average(b)), float(np.average(b, weights=[1, 2, 3]))])
show("average axis", np.average(a, axis=1, weights=[1, 0, 1]))
show("atleast_2d", np.atleast_2d(b))
show("broadcast_to", np.broadcast_to(b, (2, 3)))
show("column_stack", np.column_stack([b, b]))
show("dstack", np.dstack([a, a]))
show("flips", np.fliplr(a) + np.flipud(a))
show("rot90", np.rot90(a))
show("append", np.append(b, 2))
show("append rows", np.append(a, [[7, 8, 9]], axis=0))
show("delete", np.delete(b, 0))
show("delete columns", np.delete(a, [0, 2], axis=1))
show("delete slice", np.delete(a, slice(0, 2), 1))
show("insert", np.insert(b, -1, [5, 6]))
show("insert column", np.insert(a, 1, 9, axis=1))
show("isin", np.isin(a, [2, 3], invert=True))
show("sets", np.concatenate([np.intersect1d([1, 2, 2], [2, 3]), np.setdiff1d([3, 1, 2], [2]), np.union1d([1, 2], [2, 0])]))
u, s, vh = np.linalg.svd(a.astype(np.float32))
print(u.shape, s.shape, vh.shape, np.allclose(u @ np.diag(s) @ vh[:2], a, atol=1e-5))
