"""Row 2: the tutorial's model at other sizes of batch, code and data, with one thread and two."""

from contest import attempt, best, elbow, measured, median, pytorch, running
from markdown import table
from peers.images import training_images
from rows.epoch import LOOP, NETWORKS

TITLE = "The same model at other sizes"
MINUTES = (4, 20)

BATCHES = (1, 8, 32, 128, 512)
LATENTS = (2, 8, 30, 128, 512)
IMAGES = (1_000, 3_000, 10_000, 30_000, 60_000)

MODES = {"PyTorch eager": "eager", "PyTorch channels_last": "channels_last"}


def contestants(threads):
    """Elbow and the two modes of PyTorch, each with the loop written by hand."""
    ours = elbow("Elbow", [f"data {training_images()[0]}, batch=64", LOOP], None, threads)
    return [ours] + [pytorch(name, ["from tutorial import Training"], None, threads) for name in MODES]


def going_through(able, images, batch, latent, rounds):
    """Each with a new model going through so many images: [images, what `measured` gives]."""
    cells = {}
    for one, kernel in list(able):
        if one.name == "Elbow":
            prepare, cell = NETWORKS.format(latent=latent), f"epoch({batch}, {-(-images // batch)})"
        else:
            prepare, cell = f"training = Training({MODES[one.name]!r}, {latent}, {batch})", f"training.epoch({images})"
        attempt(able, one, kernel, prepare)
        cells[one.name] = cell
    return [images, measured(able, cells, rounds)]


def measure(quick):
    rounds, scale = (2, 15) if quick else (3, 1)
    found = {"batches": {}, "latents": {}, "images": {}}
    for threads in (1, 2):
        with running(contestants(threads)) as able:
            for batch in BATCHES:
                images = max(batch * 4, min(60_000, 1_200 * batch) // scale)
                found["batches"][f"{batch} {threads}"] = going_through(able, images, batch, 30, rounds)
            if threads == 1:
                continue
            for latent in LATENTS:
                found["latents"][str(latent)] = going_through(able, 12_800 // scale, 64, latent, rounds)
            able[:] = [(one, kernel) for one, kernel in able if one.name == "Elbow"]
            for images in IMAGES:
                found["images"][str(images)] = going_through(able, images, 64, 30, rounds)
    return found


def report(data, machine):
    def compared(cell, images, taken):
        ours, (theirs, name) = median(taken.get("Elbow")), best(taken, "PyTorch")
        return [cell, f"{images / ours:,.0f}", f"{images / theirs:,.0f}", name.removeprefix("PyTorch "), f"{ours / theirs:.2f}"]

    heads = ["Elbow images/s", "PyTorch's best", "which", "Elbow's time ÷ PyTorch's"]
    rows = [compared(f"{key.split()[0]}, {key.split()[1]} thread{'s' * (key[-1] != '1')}", *entry) for key, entry in data["batches"].items()]
    lines = ["Loops written by hand on both sides.", ""] + table(["batch"] + heads, rows)
    lines += [""] + table(["latent"] + heads, [compared(key, *entry) for key, entry in data["latents"].items()])
    rows = []
    for key, (images, taken) in data["images"].items():
        seconds = median(taken.get("Elbow"))
        rows.append([f"{images:,}", f"{seconds:.3f}", f"{1e6 * seconds / images:.1f}"])
    return lines + [""] + table(["images (Elbow)", "seconds", "µs an image"], rows)
