"""Row 3: a convolutional VAE for 3×32×32 images, with conv_transpose2d and batch_norm."""

from contest import in_turn
from markdown import table
from rows.networks import HEADS, compared, contestants

TITLE = "A convolutional VAE for images of 3×32×32, batches of 64"
MINUTES = (1, 4)

NETWORKS = """\
enc = sequential(
    conv2d(3, 32, 4, stride=2, padding=1), batch_norm(32), relu,
    conv2d(32, 64, 4, stride=2, padding=1), batch_norm(64), relu,
    flatten, linear(64 * 8 * 8, 256), relu, heads(linear(256, 64), linear(256, 64)))
dec = sequential(
    linear(64, 64 * 8 * 8), relu, unflatten(1, (64, 8, 8)),
    conv_transpose2d(64, 32, 4, stride=2, padding=1), batch_norm(32), relu,
    conv_transpose2d(32, 3, 4, stride=2, padding=1))
"""


def measure(quick):
    steps = 5 if quick else 40
    return [steps, in_turn(contestants((64, 3, 32, 32), steps, NETWORKS), 2 if quick else 5)]


def report(data, machine):
    return table(HEADS, [compared("strided convolutions, batch_norm", *data)])
