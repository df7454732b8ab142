"""Row 4: the decoder and the encoder at work, without training."""

from contest import best, elbow, in_turn, median, pytorch
from markdown import readable, table, verdict
from peers.images import training_images
from rows.epoch import NETWORKS

TITLE = "Forward only"
MINUTES = (1, 2)

GRID = """\
import io
import matplotlib.pyplot as plt
from IPython.display import Image, display
def grid():
    with torch.no_grad():
        p = training.decoder(torch.randn(64, 30)).reshape(64, 28, 28)
    figure, axes = plt.subplots(8, 8, figsize=(6, 6))
    for axis, image in zip(axes.flat, p):
        axis.imshow(image, cmap="gray", vmin=0, vmax=1)
        axis.axis("off")
    plt.show()
"""

# In slices, because 10,000 images at once are nothing that anybody would do.
RECONSTRUCT = """\
def reconstruct_all(images):
    total = 0
    with no_grad():
        for i in range(10):
            x = images[i * 1000:(i + 1) * 1000]
            mean, logvar = enc(x)
            total += dec(mean).mean().item()
    return total
"""


def measure(quick):
    rounds = 3 if quick else 15
    name = training_images()[0]
    ours = [f"data {name}, batch=64", NETWORKS.format(latent=30), RECONSTRUCT, 'xs = images("train")[0:10000]']
    theirs = [
        "from tutorial import Training", "training = Training({mode!r})", RECONSTRUCT, "enc, dec = training.encoder, training.decoder",
        "xs = training.images[:10000]",
    ]
    reconstructions = [elbow("Elbow", ours, "reconstruct_all(xs)")]
    for mode in ("eager", "channels_last"):
        cells = [cell.format(mode=mode) if "{mode" in cell else cell for cell in theirs]
        reconstructions.append(pytorch(f"PyTorch {mode}", cells, "reconstruct_all(xs)"))
    grids = [
        elbow("Elbow", [f"data {name}, batch=64", "model latent=30"], "sample 64"),
        pytorch("PyTorch + matplotlib", ["%matplotlib inline", *theirs[:1], theirs[1].format(mode="eager"), GRID], "grid()"),
    ]
    return {"reconstructions": in_turn(reconstructions, rounds), "grid": in_turn(grids, rounds)}


def report(data, machine):
    lines = []
    for key, title, target in (
        ("reconstructions", "10,000 reconstructions", None), ("grid", "64 samples as a picture in the notebook", 0.05),
    ):
        taken = data[key]
        ours, (theirs, mode) = median(taken.get("Elbow")), best(taken, "PyTorch")
        lines += table([title, "time", "× Elbow's"], [
            [name, readable(median(entry)), f"{median(entry) / ours:.2f}"] for name, entry in taken.items()
        ])
        part = ours / theirs
        lines += ["", f"Elbow's time over that of {mode}: " + (verdict(part, target) if target else f"{part:.2f}") + ".", ""]
    return lines[:-1]
