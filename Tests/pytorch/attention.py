"""Attention, transformers, cells, weights under a norm, lazy layers, padded sequences: each with the same weights in both."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import spectral_norm
from torch.nn.utils.rnn import pad_sequence, unpad_sequence


def wave(*shape, phase=0.0, size=0.3):
    """Numbers that are the same in any library."""
    count = math.prod(shape)
    return (torch.sin(torch.arange(count).float() * 0.7 + phase) * size).reshape(*shape)


def settle(module):
    """The same weights everywhere."""
    with torch.no_grad():
        for place, (name, p) in enumerate(module.named_parameters()):
            p.copy_(wave(*p.shape, phase=place + 0.1) + (1.0 if "norm" in name and name.endswith("weight") else 0.0))
    return module


def shown(x):
    return tuple(x.shape), [round(v, 4) + 0.0 for v in x.detach().reshape(-1)[:6].tolist()], round(x.detach().double().sum().item(), 3) + 0.0


attention = settle(nn.MultiheadAttention(8, 2, batch_first=True))
print(attention)
print([(name, tuple(p.shape)) for name, p in attention.named_parameters()])
x, y = wave(3, 5, 8, size=1.0), wave(3, 4, 8, phase=2.0, size=1.0)
found, weights = attention(x, y, y)
print(shown(found), shown(weights))
found.pow(2).sum().backward()
print(shown(attention.in_proj_weight.grad), shown(attention.out_proj.bias.grad))
causal = torch.triu(torch.ones(5, 5), 1).bool()
print(shown(attention(x, x, x, attn_mask=causal)[0]), shown(attention(x, x, x, attn_mask=wave(5, 5))[1]))
padding = torch.tensor([[False] * 5, [False] * 3 + [True] * 2, [False] * 4 + [True]])
print(shown(attention(x, x, x, key_padding_mask=padding)[0]), attention(x, x, x, need_weights=False)[1])
print(shown(attention(x, x, x, average_attn_weights=False)[1]), shown(attention(x[0], y[0], y[0])[0]))
print(shown(attention(x, x, x, attn_mask=causal.unsqueeze(0).repeat(6, 1, 1))[0]))
others = settle(nn.MultiheadAttention(8, 4, kdim=6, vdim=3, bias=False))
print(shown(others(wave(5, 2, 8), wave(7, 2, 6), wave(7, 2, 3))[0]), sorted(others.state_dict()))
for bad in (lambda: nn.MultiheadAttention(8, 3), lambda: attention(x, y, y, attn_mask=causal), lambda: attention(x[..., :4], y, y)):
    try:
        bad()
        print("none")
    except (AssertionError, RuntimeError, ValueError) as error:
        print(type(error).__name__)

layer = settle(nn.TransformerEncoderLayer(8, 2, dim_feedforward=16, dropout=0.0, batch_first=True))
print([name for name, _ in layer.named_modules()])
print(shown(layer(x)), shown(layer(x, causal)), shown(layer(x, src_key_padding_mask=padding)))
first = settle(nn.TransformerEncoderLayer(8, 2, 16, 0.0, activation="gelu", norm_first=True))
print(shown(first(wave(5, 2, 8))))
encoder = settle(nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, 0.0, batch_first=True), 2, norm=nn.LayerNorm(8)))
print(len(encoder.layers), encoder.layers[0] is encoder.layers[1], len(list(encoder.parameters())), shown(encoder(x, mask=causal)))
decoder = settle(nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16, 0.0, batch_first=True), 2))
out = decoder(x, y, tgt_mask=causal)
out.sum().backward()
print(shown(out), shown(decoder.layers[0].multihead_attn.in_proj_weight.grad))
optimizer = torch.optim.Adam(encoder.parameters(), lr=0.01)
for step in range(5):
    loss = F.mse_loss(encoder(x), y.mean(1, keepdim=True).expand(3, 5, 8))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, round(loss.item(), 4))

cell = settle(nn.RNNCell(3, 4))
print(cell, nn.RNNCell(3, 4, bias=False, nonlinearity="relu"))
h = cell(wave(2, 3))
print(shown(h), shown(cell(wave(2, 3, phase=1.0), h)), sorted(cell.state_dict()))

print(shown(pad_sequence([wave(3), wave(1), wave(2)], batch_first=True)), shown(pad_sequence([wave(2, 2), wave(3, 2)], padding_value=-1.0)))
print(pad_sequence([torch.tensor([1, 2]), torch.tensor([3])], padding_value=9).tolist(), pad_sequence([torch.tensor([1, 2]), torch.tensor([3])], batch_first=True, padding_side="left").tolist())
print([row.tolist() for row in unpad_sequence(torch.tensor([[1, 2, 0], [3, 0, 0]]), torch.tensor([2, 1]), batch_first=True)])

for made in (nn.Linear(4, 3), nn.Conv2d(2, 3, 3), nn.ConvTranspose2d(2, 3, 3)):
    normed = spectral_norm(made)
    with torch.no_grad():
        normed.weight_orig.copy_(wave(*normed.weight_orig.shape, phase=0.4))
    data = wave(2, 4) if isinstance(made, nn.Linear) else wave(1, 2, 5, 5)
    for step in range(60):
        out = normed(data)
    largest = torch.linalg.svdvals(normed.weight_orig.detach().transpose(0, 1 if isinstance(made, nn.ConvTranspose2d) else 0).reshape(
        normed.weight_orig.shape[1 if isinstance(made, nn.ConvTranspose2d) else 0], -1))[0]
    print(round((normed.weight * largest - normed.weight_orig).abs().max().item(), 4) + 0.0, sorted(normed.state_dict()), tuple(out.shape))
    out.sum().backward()
    print(shown(normed.weight_orig.grad))
    normed.eval()
    print(bool((normed(data) == normed(data)).all()))
newer = nn.utils.parametrizations.spectral_norm(nn.Linear(4, 3))
print(sorted(newer.state_dict()), round(torch.linalg.svdvals(newer.weight.detach())[0].item(), 2))

lazy = nn.Sequential(nn.LazyConv2d(3, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.LazyLinear(2))
print(lazy(wave(2, 1, 4, 4)).shape, [(name, tuple(p.shape)) for name, p in lazy.named_parameters()])
settle(lazy)
print(shown(lazy(wave(2, 1, 4, 4))), lazy[3].in_features, lazy[0].in_channels)
both = torch.autograd.functional.jacobian(lambda a, b: (a * b, (a @ b).reshape(1)), (wave(3), wave(3, phase=1.0)))
print([[shown(part) for part in row] for row in both], shown(torch.autograd.functional.jacobian(lambda a: a.exp() * 2, wave(2))))
plain = nn.utils.remove_spectral_norm(normed)
print(type(plain).__name__, sorted(plain.state_dict()), bool((plain(data) - normed(data)).abs().max() < 1e-6) if plain is not normed else True)
for remove in (nn.utils.remove_spectral_norm, nn.utils.remove_weight_norm):
    try:
        remove(nn.Linear(2, 2))
    except ValueError as error:
        print(str(error).split(" not found")[0])
