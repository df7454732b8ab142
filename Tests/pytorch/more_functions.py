"""Functions and layers that programs take for granted: each with its values, and where it has one its gradient."""

import math
import torch
import torch.nn as nn
import torch.nn.functional as F


def sines(*shape, start=0.0, scale=1.0):
    count = 1
    for length in shape:
        count *= length
    return (torch.sin(torch.arange(count).float() * 1.7 + start) * scale).reshape(shape)


def show(name, value):
    if isinstance(value, (tuple, list)):
        for number, part in enumerate(value):
            show(f"{name}[{number}]", part)
        return
    if not torch.is_tensor(value):
        print(name, value)
        return
    flat = value.detach().reshape(-1).float()
    weights = torch.cos(torch.arange(flat.numel()).float())
    first = " ".join(f"{number:.4f}" for number in flat[:3].tolist())
    print(f"{name} {tuple(value.shape)} sum {flat.sum().item():.4f} weighted {(flat * weights).sum().item():.4f} first {first}")


def gradient(name, function, *inputs):
    leaves = [nn.Parameter(x.clone()) for x in inputs]
    result = function(*leaves)
    if isinstance(result, (tuple, list)):
        result = result[0]
    show(name, result)
    weights = torch.cos(torch.arange(result.numel()).float()).reshape(result.shape)
    (result * weights).sum().backward()
    for number, leaf in enumerate(leaves):
        show(f"  gradient {number}", leaf.grad)


a, b = sines(3, 4), sines(3, 4, start=2.0)
square = sines(3, 3) + 2 * torch.eye(3)
gradient("mm", torch.mm, a, sines(4, 2))
gradient("addmm", torch.addmm, sines(3, 2), a, sines(4, 2))
gradient("inner", torch.inner, a, b)
gradient("tensordot", lambda x, y: torch.tensordot(x, y, dims=([1], [0])), a, sines(4, 2, 3))
gradient("kron", torch.kron, sines(2, 2), sines(2, 3))
gradient("trace", torch.trace, square)
gradient("diag_embed", torch.diag_embed, a)
gradient("cross", lambda x, y: torch.cross(x, y, dim=-1), sines(4, 3), sines(4, 3, start=1.0))
gradient("cov", torch.cov, a)
gradient("corrcoef", torch.corrcoef, a)
gradient("dist", torch.dist, a, b)
gradient("addcmul", lambda x, y, z: torch.addcmul(x, y, z, value=0.5), a, b, a + b)
gradient("addcdiv", lambda x, y, z: torch.addcdiv(x, y, z, value=0.5), a, b, a * a + 1)
gradient("baddbmm", torch.baddbmm, sines(2, 3, 2), sines(2, 3, 4), sines(2, 4, 2))
gradient("logcumsumexp", lambda x: torch.logcumsumexp(x, dim=1), a)
gradient("hypot", torch.hypot, a, b)
gradient("median", lambda x: torch.median(x, dim=1).values, a)
gradient("kthvalue", lambda x: torch.kthvalue(x, 2, dim=0).values, a)
gradient("quantile", lambda x: torch.quantile(x, 0.3, dim=1), a)
gradient("clip", lambda x: torch.clip(x, -0.5, 0.5), a)
gradient("masked_fill", lambda x: torch.masked_fill(x, x > 0, 2.0), a)
gradient("rot90", torch.rot90, a)
gradient("broadcast", lambda x, y: torch.broadcast_tensors(x, y)[0], sines(3, 1), b)
gradient("trapezoid", lambda y: torch.trapezoid(y, dx=0.5), a)
show("median of all", torch.median(a))
show("quantiles", torch.quantile(a, torch.tensor([0.1, 0.5, 0.9])))
for mode in ["linear", "lower", "higher", "nearest", "midpoint"]:
    show(f"quantile {mode}", torch.quantile(a, 0.37, interpolation=mode))
show("std_mean", torch.std_mean(a))
show("var_mean", torch.var_mean(a, dim=1))
show("aminmax", torch.aminmax(a))
show("count_nonzero", torch.count_nonzero(torch.tensor([[0.0, 1, 2], [0, 0, 3]]), dim=1))
show("searchsorted", torch.searchsorted(torch.tensor([1.0, 3, 5, 7]), torch.tensor([[3.0, 6, 9], [0, 1, 2]])))
show("searchsorted right", torch.searchsorted(torch.tensor([1.0, 3, 5, 7]), torch.tensor([3.0, 6, 9]), right=True))
show("bucketize", torch.bucketize(torch.tensor([3.0, 6, 9]), torch.tensor([1.0, 3, 5, 7])))
show("histc", torch.histc(a, bins=5, min=-1, max=1))
show("block_diag", torch.block_diag(sines(2, 2), sines(1, 3)))
show("cartesian_prod", torch.cartesian_prod(torch.tensor([1.0, 2]), torch.tensor([3.0, 4, 5])))
show("combinations", torch.combinations(torch.tensor([1.0, 2, 3, 4])))
show("logspace", torch.logspace(0, 2, 5))
show("heaviside", torch.heaviside(torch.tensor([-1.0, 0, 2]), torch.tensor(0.5)))
show("frac", torch.frac(torch.tensor([1.25, -1.25])))
show("take", torch.take(a, torch.tensor([0, 5, 11])))
show("argwhere", torch.argwhere(a > 0.5))
show("isclose", torch.isclose(a, a + 1e-9))
show("index_fill", a.index_fill(1, torch.tensor([0, 2]), 9.0))
show("index_add", torch.index_add(a, 0, torch.tensor([0, 2]), torch.ones(2, 4), alpha=2))
show("scatter_add", torch.scatter_add(torch.zeros(2, 3), 1, torch.tensor([[0, 1, 0], [2, 2, 2]]), torch.ones(2, 3)))
print(torch.empty(2, 3).shape, torch.empty_like(a).shape, a.new_zeros(2, 3).shape, a.new_ones((4,)).sum().item(), a.new_full((2,), 3.0).tolist())
print(torch.Tensor().shape, torch.LongTensor([1, 2]).tolist(), torch.numel(a), torch.is_floating_point(a))
eps = a.data.new(a.size()).normal_()
print(eps.shape, a.type_as(b).shape, a.clamp_min(0).min().item(), a.clamp_max(0).max().item(), a.where(a > 0, torch.zeros(3, 4)).min().item())
print(torch.concat([a, b]).shape, torch.t(a).shape, torch.ravel(a).shape, torch.atleast_1d(torch.tensor(1.0)).shape)
print(torch.finfo(torch.float32).eps, torch.finfo(torch.float32).max, torch.get_default_dtype() == torch.float32)
with torch.no_grad():
    with torch.enable_grad():
        print(torch.is_grad_enabled(), (nn.Parameter(a) * 2).requires_grad)
    print(torch.is_grad_enabled(), (nn.Parameter(a) * 2).requires_grad)
for mode in [True, False]:
    with torch.set_grad_enabled(mode):
        print((nn.Parameter(a) * 2).requires_grad)
print(isinstance(nn.Parameter(a), nn.Parameter), isinstance(a, nn.Parameter))

gradient("normalize", lambda x: F.normalize(x, dim=1), a)
gradient("cosine_similarity", F.cosine_similarity, a, b)
gradient("pairwise_distance", F.pairwise_distance, a, b)
gradient("pdist", F.pdist, a)
gradient("glu", F.glu, a)
gradient("threshold", lambda x: F.threshold(x, 0.1, 5.0), a)
gradient("layer_norm", lambda x, w, c: F.layer_norm(x, (4,), w, c), a, sines(4), sines(4, start=1.0))
gradient("rms_norm", lambda x, w: F.rms_norm(x, (4,), w), a, sines(4))
gradient("group_norm", lambda x, w, c: F.group_norm(x, 2, w, c), sines(2, 4, 3), sines(4), sines(4, start=1.0))
gradient("instance_norm", F.instance_norm, sines(2, 3, 4, 4))
mean, variance = torch.zeros(4), torch.ones(4)
gradient("batch_norm", lambda x: F.batch_norm(x, mean, variance, training=True), a)
show("running", [mean, variance])
gradient("batch_norm evaluated", lambda x: F.batch_norm(x, mean, variance), a)
images = sines(2, 4, 6, 6)
gradient("local_response_norm", lambda x: F.local_response_norm(x, 3), images)
gradient("pixel_shuffle", lambda x: F.pixel_shuffle(x, 2), images)
gradient("pixel_unshuffle", lambda x: F.pixel_unshuffle(x, 2), images)
gradient("embedding", lambda w: F.embedding(torch.tensor([[0, 2], [1, 1]]), w), a)
gradient("conv2d", lambda x, w, c: F.conv2d(x, w, c, stride=2, padding=1), images, sines(3, 4, 3, 3), sines(3))
gradient("conv2d grouped", lambda x, w: F.conv2d(x, w, groups=2, dilation=(2, 1), padding=(2, 1)), images, sines(4, 2, 3, 3))
gradient("conv2d same", lambda x, w: F.conv2d(x, w, padding="same"), images, sines(3, 4, 3, 2))
gradient("conv2d of one", lambda x, w: F.conv2d(x, w), images[0], sines(3, 4, 3, 3))
gradient("conv_transpose2d", lambda x, w, c: F.conv_transpose2d(x, w, c, stride=2, padding=1, output_padding=1), images, sines(4, 3, 3, 3), sines(3))
rows = sines(2, 3, 9)
gradient("conv1d", lambda x, w, c: F.conv1d(x, w, c, stride=2, padding=1), rows, sines(4, 3, 3), sines(4))
gradient("conv_transpose1d", lambda x, w: F.conv_transpose1d(x, w, stride=2, padding=1), rows, sines(3, 4, 3))
gradient("max_pool1d", lambda x: F.max_pool1d(x, 3, stride=2, padding=1), rows)
gradient("avg_pool1d", lambda x: F.avg_pool1d(x, 2), rows)
gradient("attention", F.scaled_dot_product_attention, sines(2, 3, 4), sines(2, 5, 4), sines(2, 5, 6))
show("causal", F.scaled_dot_product_attention(sines(2, 3, 4), sines(2, 3, 4), sines(2, 3, 6), is_causal=True))
gradient("triplet", F.triplet_margin_loss, a, b, a + b)
gradient("cosine embedding", lambda x, y: F.cosine_embedding_loss(x, y, torch.tensor([1.0, -1, 1])), a, b)
gradient("ranking", lambda x, y: F.margin_ranking_loss(x, y, torch.ones(3, 4), margin=0.2), a, b)
gradient("soft margin", lambda x: F.soft_margin_loss(x, torch.sign(b)), a)
gradient("poisson", lambda x: F.poisson_nll_loss(x, torch.abs(b)), a)
torch.manual_seed(0)
hard = F.gumbel_softmax(sines(5, 4), tau=0.5, hard=True)
print(hard.shape, hard.sum(-1).tolist(), sorted(set([round(number, 4) for number in hard.reshape(-1).tolist()])))
soft = F.gumbel_softmax(sines(5, 4))
print(bool(((soft.sum(-1) - 1).abs() < 1e-5).all()), bool((soft > 0).all()))
dropped = F.dropout2d(torch.ones(20, 8, 2, 2), 0.5)
print(sorted(set(dropped.reshape(-1).tolist())), bool((dropped == dropped[:, :, :1, :1]).all()), F.dropout2d(images, 0.5, training=False).equal(images))

for layer in [nn.Softmax(dim=1), nn.LogSoftmax(dim=1), nn.Softmin(dim=1), nn.Dropout2d(0.3), nn.Threshold(0.1, 20), nn.GLU(),
              nn.PixelShuffle(2), nn.ZeroPad2d(1), nn.ConstantPad2d((1, 2, 0, 1), 3.5), nn.ReflectionPad2d(1), nn.ReplicationPad2d(2)]:
    print(layer)
    show("  result", layer.eval()(images))
for layer in [nn.MaxPool1d(3, stride=2), nn.AvgPool1d(2), nn.ReplicationPad1d((1, 2))]:
    show(type(layer).__name__, layer(rows))
print(nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=-1))[1])
show("RMSNorm", nn.RMSNorm(4)(a))
show("CosineSimilarity", nn.CosineSimilarity(dim=1)(a, b))
show("TripletMarginLoss", nn.TripletMarginLoss(margin=2.0)(a, b, a + b))
show("UpsamplingBilinear2d", nn.UpsamplingBilinear2d(scale_factor=2)(images))
bilinear = nn.Bilinear(4, 3, 2)
with torch.no_grad():
    bilinear.weight.copy_(sines(2, 4, 3))
    bilinear.bias.copy_(sines(2))
print(bilinear, [name for name, _ in bilinear.named_parameters()])
show("Bilinear", bilinear(a, sines(3, 3)))


class Holder(nn.Module):
    def __init__(self):
        super().__init__()
        self.free = nn.ParameterList([nn.Parameter(sines(2)), nn.Parameter(sines(3))])
        self.named = nn.ParameterDict({"left": nn.Parameter(sines(2, 2))})
        self.parallel = nn.DataParallel(nn.Linear(2, 2))

    def extra_repr(self):
        return "rate=3"

    def forward(self, x):
        return x @ self.named["left"] + self.free[0]


holder = Holder()
print([(name, tuple(p.shape)) for name, p in holder.named_parameters()])
print(len(holder.free), len(holder.named), "left" in holder.named, list(holder.named.keys()), sum(p.numel() for p in holder.free))
show("Holder", holder(sines(2, 2)))
print("rate=3" in str(holder))

net = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3, track_running_stats=True))
with torch.no_grad():
    nn.utils.vector_to_parameters(sines(21), net.parameters())
show("vector", nn.utils.parameters_to_vector(net.parameters()))
show("its net", net(a))
