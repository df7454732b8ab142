"""Row 2: the tutorial's model at other sizes of batch, code and data, with one thread and two."""

from contest import best, elbow, in_turn, median, pytorch
from markdown import table
from rows.epoch import by_hand

TITLE = "The same model at other sizes"
MINUTES = (6, 25)

BATCHES = (1, 8, 32, 128, 512)
LATENTS = (2, 8, 30, 128, 512)
IMAGES = (1_000, 3_000, 10_000, 30_000, 60_000)


def pair(images, batch=64, latent=30, threads=2):
    """Elbow and the two modes of PyTorch going through so many images, the loop written by hand."""
    def torch_mode(mode):
        prepare = ["from tutorial import Training", f"training = Training({mode!r}, {latent}, {batch})"]
        return pytorch(f"PyTorch {mode}", prepare, f"training.epoch({images})", threads)

    loop = elbow("Elbow", by_hand(latent), f"epoch({batch}, {-(-images // batch)})", threads)
    return [loop, torch_mode("eager"), torch_mode("channels_last")]


def measure(quick):
    rounds, scale = (1, 10) if quick else (3, 1)
    found = {"batches": {}, "latents": {}, "images": {}}
    for threads in (1, 2):
        for batch in BATCHES:
            images = max(batch * 4, min(60_000, 1_200 * batch) // scale)
            found["batches"][f"{batch} {threads}"] = [images, in_turn(pair(images, batch, threads=threads), rounds)]
    for latent in LATENTS:
        images = 12_800 // scale
        found["latents"][str(latent)] = [images, in_turn(pair(images, latent=latent), rounds)]
    for images in IMAGES:
        found["images"][str(images)] = [images, in_turn(pair(images)[:1], rounds)]
    return found


def report(data, machine):
    def compared(cell, images, taken):
        ours, (theirs, name) = median(taken["Elbow"]), best(taken, "PyTorch")
        return [cell, f"{images / ours:,.0f}", f"{images / theirs:,.0f}", name.removeprefix("PyTorch "), f"{ours / theirs:.2f}"]

    heads = ["Elbow images/s", "PyTorch's best", "which", "Elbow's time ÷ PyTorch's"]
    rows = [compared(f"{key.split()[0]}, {key.split()[1]} thread{'s' * (key[-1] != '1')}", *entry) for key, entry in data["batches"].items()]
    lines = ["Loops written by hand on both sides.", ""] + table(["batch"] + heads, rows)
    lines += [""] + table(["latent"] + heads, [compared(key, *entry) for key, entry in data["latents"].items()])
    rows = []
    for key, (images, taken) in data["images"].items():
        seconds = median(taken["Elbow"])
        rows.append([f"{images:,}", f"{seconds:.3f}", f"{1e6 * seconds / images:.1f}"])
    return lines + [""] + table(["images (Elbow)", "seconds", "µs an image"], rows)
