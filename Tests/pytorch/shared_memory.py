"""What has one memory under several names: rows, views, buffers, data sets of tensors, loaders of lists."""

import copy

import numpy as np
import torch
import torch.nn as nn
import torch.utils.data as D
import torch.distributions as T


def t(name, f):
    print(name, f())


def a():
    x = torch.zeros(3, 2); y = torch.arange(3); d = D.TensorDataset(x, y); x[0] = 5; y += 10; d.tensors[0][1, 0] = 7; d[2][0][1] = 9
    return x.tolist(), y.tolist(), [v[0].tolist() for v in d], [int(v[1]) for v in d], d.tensors[0] is x, [b[0].tolist() for b in D.DataLoader(d, batch_size=2)]
t("tensords", a)
def a():
    x = torch.zeros(4); s = D.Subset(D.TensorDataset(x), [3, 1]); x[3] = 2; l = D.DataLoader(s); x[1] = 4; return [b[0].tolist() for b in l]
t("subset", a)
def a():
    x = torch.zeros(4); l = D.DataLoader(x, batch_size=2); x[3] = 2; return [b.tolist() for b in l]
t("loader of tensor", a)
def a():
    d = [torch.zeros(2), torch.ones(2)]; l = D.DataLoader(d, batch_size=2); d[0][0] = 5; d.append(torch.full((2,), 3.)); return [b.tolist() for b in l], len(l)
t("loader of list", a)
def a():
    x = torch.zeros(3, 2)
    for i, row in enumerate(x): row += i
    for row in x: row[1] *= 10
    p, q, r = x; q.zero_(); rows = list(x); rows[2][0] = -1; [v.add_(100) for v in x[:1]]
    for u, v in zip(x, torch.ones(3, 2)): u.sub_(v)
    return x.tolist()
t("rows", a)
def a():
    x = np.zeros((3, 2))
    for i, row in enumerate(x): row += i
    for row in x: row[1] *= 10
    p, q, r = x; q[:] = 0; rows = list(x); rows[2][0] = -1; x.T[0] = 8; x.ravel()[3] = 4; x.reshape(-1)[5] = 6; x[:, 1][0] = 2
    return x.tolist()
t("nprows", a)
class B(nn.Module):
    def __init__(self, b):
        super().__init__(); self.register_buffer("b", b); self.c = b; self.l = [b]
def a():
    b = torch.zeros(2); m = B(b); b += 1; m.b += 2; m.c[0] = 50; m.l[0][1] = 7; return b.tolist(), m.b.tolist(), m.b is b, m.state_dict()["b"].tolist()
t("buffer", a)
def a():
    w = torch.ones(2); p = nn.Parameter(w); w += 1; a = p.tolist(); p.data -= 5; return a, w.tolist()
t("param", a)
def a():
    mu = torch.zeros(2); d = T.Normal(mu, torch.ones(2)); mu += 3; return d.mean.tolist(), d.loc.tolist(), d.log_prob(torch.zeros(2)).tolist()
t("dist", a)
def a():
    p = torch.tensor([0.5, 0.5]); d = T.Categorical(p); p[0] = 0.9; return d.probs.tolist()
t("cat", a)
def a():
    x = torch.arange(3.); l = [x, x]; l[0] += 1; s = torch.stack(l); x *= 2; d = {"x": x}; e = dict(d); e["x"][0] = 100; f = copy.copy(d); f["x"][1] = 200; g = copy.deepcopy(d); g["x"][2] = 300; h = copy.copy(x); h[2] = 5; return s.tolist(), x.tolist(), l[1].tolist()
t("containers", a)
def a():
    x = torch.arange(4.); y = x; y = y + 1; z = x; z += 1; w = x.detach(); w[0] = 9; v = x.data; v[1] = 8; u = x.view(2, 2); u[1, 1] = 7; k = torch.as_tensor(x); k[2] = 6; c = torch.tensor(x); c[2] = 0; n = x.numpy(); n += 10; m = np.array(x); m += 1; q = np.asarray(x); q[0] = 0; f = torch.from_numpy(q); f[3] = -1; return x.tolist()
t("alias", a)
def a():
    def f(acc=[]): acc.append(len(acc)); return acc
    return f(), f(), f() is f()
t("default", a)
def a():
    m = nn.Linear(2, 2); ms = [m] * 3; s = nn.Sequential(*ms); s[0].weight.data.fill_(1); n = copy.deepcopy(s); n[0].weight.data.fill_(2); return s[2].weight.sum().item(), n[1].weight.sum().item(), len(list(n.parameters())), s[0] is s[1]
t("sharedmods", a)
def a():
    x = torch.ones(3, requires_grad=True); y = x * 2; y[0] = 5; y.sum().backward(); g1 = x.grad.tolist()
    x.grad = None; y = x.clone(); y.mul_(x); y.sum().backward(); g2 = x.grad.tolist()
    x.grad = None; z = torch.zeros(2, 3); z[0] = x * 3; z[1, 1] = x[1] * 4; (z * torch.arange(6.).reshape(2, 3)).sum().backward(); return g1, g2, x.grad.tolist()
t("inplacegrad", a)
def a():
    g = torch.Generator().manual_seed(1); a = torch.rand(2, generator=g); g.manual_seed(1); b = torch.rand(2, generator=g); return bool((a == b).all())
t("rng", a)
def a():
    o = {}; o.setdefault("a", []).append(1); l = [[0] * 2] * 2; l[0][0] = 5; m = [[0] * 2 for _ in range(2)]; m[0][0] = 5; t1 = ([1],); t1[0].append(2); s = slice(1, 3); k = [1, 2, 3, 4]; k[s] = [9]; k[:0] = [7]; del k[-1]; k += (5,); j = k; j *= 2; i = iter(k); next(i); return o, l, m, t1, k, list(i)
t("lists", a)
def a():
    h = torch.zeros(2, 3); hs = []
    for i in range(3): h += i; hs.append(h)
    hs2 = []
    for i in range(3): h = h + i; hs2.append(h)
    return [v.sum().item() for v in hs], [v.sum().item() for v in hs2]
t("accum", a)
def a():
    losses = torch.zeros(3); w = torch.ones(1, requires_grad=True); tot = 0
    for i in range(3): l = (w * i).sum(); losses[i] = l.item(); tot += l
    tot.backward(); return losses.tolist(), w.grad.tolist(), tot.item()
t("totals", a)
counts = torch.tensor([3, 4, -5])
counts.copy_(torch.tensor([1.75, -2.5, 7.0]))
print(counts.tolist(), counts.dtype == torch.int64)


class Parts(nn.Module):
    def __init__(self):
        super().__init__()
        self.rows = nn.ModuleList([nn.Linear(1, 1)])
        self.named = nn.ModuleDict({"a": nn.Dropout(0.5)})


parts = Parts().eval()
twin = copy.deepcopy(parts)
parts.train()
print([m.training for m in twin.modules()], [m.training for m in parts.modules()], [m.training for m in copy.deepcopy(twin.rows).modules()])
