"""Answers to the exercises of the notebooks: right ones in several forms, the usual mistakes, and half-right ones, these with a
word of what the check says to them.

An answer is an expression, or lines of code that bind the name.
"""

from dataclasses import dataclass


@dataclass
class Answers:
    name: str
    right: list
    # Pairs of an answer and a word of the reply.
    wrong: list
    half: list


BASELINE = "def with_baseline(K):\n    z = {draw}\n    log_q = -0.5 * (z - mu)**2\n    return {gives}"
ELBO = "def negative_elbo(x):\n    mean, logvar = enc(x)\n    p = dec(reparam(mean, exp(logvar)))\n" \
    "    R = binary_cross_entropy(p, flatten(x), reduction='sum')\n" \
    "    KL = 0.5 * sum(mean**2 + exp(logvar) - 1 - logvar)\n    return {gives}"  # fmt: skip
BLIND = "x = images('test')\nblind = binary_cross_entropy(dec({codes}), flatten(x), reduction='sum'){over}"
SMALL = "model latent={latent}\ntrain epochs={epochs}\nsmall = evaluate()"
FLAT = "flat_codes, flat_logvar = {encoder}(x)\nm = stack([mean(flat_codes[y == d], dim=0) for d in range(10)])\n" \
    "n = argmin(sum((flat_codes.unsqueeze(1) - m.unsqueeze(0))**2, dim=2), dim=1)\nflat_accuracy = {gives}"  # fmt: skip
ENC = "my_enc = sequential(conv2d({channels}, 16, 5, padding=1), relu, max_pool2d(2), " \
    "conv2d(16, 32, 5, padding=1), relu, max_pool2d(2), flatten, linear({features}, 128), relu, {last})"  # fmt: skip
HEADS = "heads(linear(128, 32), linear(128, 32))"
GRID = "grid = {grid}\ncoarse = {gives}"
WEIGHTED = "sum(exp(log_likelihood(grid.reshape(-1, 1))) * prior(grid))"


def deep(*layers):
    return f"sequential({', '.join(layers)})"


FIRST, SECOND, LAST = "linear(20, 256)", "linear(256, 512)", "linear(512, 784)"

EXERCISES = {
    "00.1": Answers(
        "numbers_in_a_batch", ["50176", "64 * 28 * 28", "prod(tensor(batch(64).shape))"],
        [("784", "one image"), ("64 * 28", "rows"), ("64", "number of images"), ("64 + 784", "added"), ("'50176'", "quotation"),
         ("batch(64)", "tensor"), ("150528", "grey")],
        [("50000", "Close"), ("50175", "Close")]),
    "00.2": Answers(
        "fall", ["history().loss[0] - history().loss[-1]", "round(history().loss[0] - history().loss[-1], 2)",
                 "tensor(history().loss)[0] - tensor(history().loss)[-1]"],
        [("history().loss[-1] - history().loss[0]", "sign"), ("history().loss[-1]", "last loss"), ("history().loss[0]", "first loss"),
         ("history().loss", "One number"), ("history().loss[0] / history().loss[-1]", "times smaller")],
        [("round(0.98 * (history().loss[0] - history().loss[-1]), 1)", "Close"),
         ("100 * (1 - history().loss[-1] / history().loss[0])", "per cent")]),
    "00.3": Answers(
        "parameters", ["526180", "541580 - 20 * 770", "tensor(526180)"],
        [("541580", "30"), ("15400", "fewer"), ("10", "length of a code"), ("541580 / 3", "third"), ("'526,180'", "quotation")],
        [("526.18", "thousands"), ("526000", "Close")]),
    "01.1": Answers(
        "lower", ["0.0004", "0.1 * 0.2 * 0.2 * 0.1", "x = tensor([[0, 0], [1, 1]])\nlower = prod(p**x * (1 - p)**(1 - x))",
                  "[exp(-7.824046)][0]"],
        [("0.5184", "upper two"), ("0.6", "multiply"), ("0.02", "half"), ("-0.0004", "sign"), ("p", "tensor"),
         ("0.9 * 0.8 * 0.2 * 0.1", "1 - p"), ("2500", "upside down")],
        [("log(0.0004)", "logarithm"), ("0.00041", "Close")]),
    "01.2": Answers(
        "deep", [deep(FIRST, "relu", SECOND, "relu", LAST, "sigmoid"),
                 "class Deep(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(20, 256)\n"
                 "        self.b = nn.Linear(256, 512)\n        self.c = nn.Linear(512, 784)\n    def forward(self, z):\n"
                 "        return torch.sigmoid(self.c(torch.relu(self.b(torch.relu(self.a(z))))))\ndeep = Deep()",
                 "half = " + deep(FIRST, "relu", SECOND, "relu") + "\ndeep = sequential(half, linear(512, 784), sigmoid)"],
        [(deep(FIRST, SECOND, LAST, "sigmoid"), "no ReLU"), (deep(FIRST, "relu", LAST.replace("512", "256"), "sigmoid"), "2 linear"),
         (deep(LAST.replace("512", "20"), "sigmoid"), "1 linear"), ("dec", "2 linear"), ("lambda z: z", "function"),
         (deep("linear(30, 256)", "relu", SECOND, "relu", LAST, "sigmoid"), "20 numbers"),
         (deep(FIRST, "tanh", SECOND, "tanh", LAST, "sigmoid"), "something else")],
        [(deep(FIRST, "relu", SECOND, "relu", LAST), "sigmoid is missing"), (deep(FIRST, "relu", SECOND, LAST, "sigmoid"), "second and the third"),
         (deep(FIRST, SECOND, "relu", LAST, "sigmoid"), "first and the second"),
         (deep("linear(20, 300)", "relu", "linear(300, 512)", "relu", LAST, "sigmoid"), "sizes")]),
    "01.3": Answers(
        "saved", ["log(0.99) - log(0.9)", "log(1.1)", "0.0953", "tensor(0.99 / 0.9).log()"],
        [("log(0.9) - log(0.99)", "sign"), ("0.09", "difference of the probabilities"), ("-log(0.9)", "first decoder"),
         ("1.1", "quotient"), ("log(10)", "off")],
        [("log(1.1) / log(2)", "bits"), ("-log(0.99)", "second decoder"), ("0.097", "Close")]),
    "02.1": Answers(
        "coarse", [GRID.format(grid="linspace(-5, 5, 11)", gives=WEIGHTED), GRID.format(grid="arange(-5, 6)", gives=WEIGHTED + ".item() * 1.0"),
                   "coarse = 0.0\nfor point in range(-5, 6):\n    at = tensor([float(point)])\n"
                   "    coarse += (exp(log_likelihood(at.reshape(-1, 1))) * prior(at)).item()"],
        [("evidence", "fine grid"), (GRID.format(grid="linspace(-5, 5, 11)", gives=WEIGHTED + " * dz"), "0.1"),
         (GRID.format(grid="linspace(-5, 5, 11)", gives="sum(exp(log_likelihood(grid.reshape(-1, 1))))"), "prior is missing"),
         (GRID.format(grid="linspace(-5, 5, 11)", gives="sum(exp(log_likelihood(grid.reshape(-1, 1)))) / 11"), "prior is missing"),
         ("x = tensor([0, 1, 1, 0])\n" + GRID.format(grid="linspace(-5, 5, 11)", gives=WEIGHTED) + "\nx = tensor([1, 1, 0, 0])", "evidence of the image [0, 1, 1, 0]"),
         (GRID.format(grid="linspace(-5, 5, 11)", gives="log(" + WEIGHTED + ")"), "logarithm"), ("prior(z)", "tensor")],
        [(GRID.format(grid="linspace(-5, 5, 11)", gives=WEIGHTED.replace("sum(", "mean(", 1)), "mean"),
         ("0.0875", "Close")]),
    "02.2": Answers(
        "favourite", ["BEST", "tuple(BEST)", "tensor(BEST)", "[float(b) for b in BEST]"],
        [("[1, 1, 0, 0]", "second best"), ("[1, 1, 0]", "four pixels"), ("[0.5, 1, 0, 1]", "0 or 1"), ("3", "number"), ("'1010'", "list"),
         ("[1 - b for b in BEST]", "")],
        [("[BEST]", "flat list"), ("list(reversed(BEST))", "backwards")]),
    "02.3": Answers(
        "seconds", ["101**4 / 1000000", "104.06", "exp(4 * log(101)) / 10**6"],
        [("101**4", "number of points"), ("4 * 101 / 1000000", "power"), ("404", "power"), ("101**3 / 1000000", "three"),
         ("101**4 / 60000000", "minutes")],
        [("100", "100 points"), ("104.4", "Close")]),
    "03.1": Answers(
        "features", ["1568", "32 * 7 * 7", "sequential(conv2d(1, 16, 5, padding=2), max_pool2d(2), conv2d(16, 32, 5, padding=2), "
                     "max_pool2d(2), flatten)(batch(2)).shape[1]"],
        [("800", "padding=1"), ("49", "channel"), ("32 * 14 * 14", "second pooling"), ("32 * 28 * 28", "poolings"), ("'32 * 7 * 7'", "quotation"),
         ("32 * 6 * 6", "only one")],
        [("7", "side"), ("16 * 7 * 7", "16 channels")]),
    "03.2": Answers(
        "second", ["12832", "32 * 16 * 5 * 5 + 32", "sum(tensor([p.numel() for p in conv2d(16, 32, 5, padding=1).parameters]))"],
        [("416", "first convolution"), ("32 * 25 + 32", "16 channels"), ("16 * 25 + 32", "32 kernels"), ("32 * 16 * 5 + 32", "5 × 5"),
         ("32 * 16 + 32", "5 × 5")],
        [("12800", "bias"), ("12816", "goes out")]),
    "03.3": Answers(
        "at_a_tenth", ["binary_cross_entropy(full(x.shape, 0.1), x, reduction='sum') / len(x)",
                       "mean(sum(-(x * log(0.1) + (1 - x) * log(0.9)), dim=1))",
                       "784 * binary_cross_entropy(full(x.shape, 0.1), x)"],
        [("binary_cross_entropy(full(x.shape, 0.1), x, reduction='sum')", "how many there are"),
         ("binary_cross_entropy(full(x.shape, 0.1), x)", "a pixel"),
         ("binary_cross_entropy(full(x.shape, 0.9), x, reduction='sum') / len(x)", "0.9"), ("784 * log(2)", "0.5"),
         ("784 * log(1 / 0.9)", "black everywhere"), ("-binary_cross_entropy(full(x.shape, 0.1), x, reduction='sum') / len(x)", "sign")],
        [("binary_cross_entropy(full(x.shape, 0.1), x, reduction='sum') / len(x) / log(2)", "bits"),
         ("binary_cross_entropy(full(x.shape, 0.1), x, reduction='sum') / 64", "64"),
         ("1.01 * binary_cross_entropy(full(x.shape, 0.1), x, reduction='sum') / len(x)", "Close")]),
    "04.1": Answers(
        "best_s", ["s = linspace(0.3, 3.5, 161)\nbest_s = s[argmax(tensor([elbo(0.0, t).item() for t in s]))]",
                   "s = linspace(0.3, 3.5, 33)\nbest_s = s[argmax(tensor([elbo(0.0, t).item() for t in s]))].item()",
                   "s = linspace(0.3, 3.5, 161)\nbest_s = s[argmax(tensor([elbo(0.0, t).item() for t in s]))].item() + 0.05"],
        [("1.0", "prior"), ("-1.98", ""), ("elbo(0.0, 2.0)", ""), ("linspace(0.3, 2, 5)", "tensor"), ("0.5", "ELBO"), ("'2'", "quotation"), ("40.0", "beyond the grid"), ("54", "place in a list")],
        [("s = linspace(0.3, 3.5, 161)\nbest_s = s[argmax(tensor([elbo(0.0, t).item() for t in s]))].item() + 0.15", "Close"),
         ("s = linspace(0.3, 3.5, 161)\nbest_s = argmax(tensor([elbo(0.0, t).item() for t in s]))", "place")]),
    "04.2": Answers(
        "posterior_mean", ["sum(z * posterior) * dz", "(sum(z * exp(log_joint)) / sum(exp(log_joint))).item()",
                           "sum(z * exp(log_joint - log_evidence)).item() * 0.02"],
        [("z", "tensor"), ("sum(z * posterior)", "dz"), ("0", "prior"), ("-sum(z * posterior) * dz", "sign"), ("z[argmax(posterior)]", "highest"),
         ("sum(z**2 * posterior) * dz", "z²"), ("mean(z * posterior)", "mean divides")],
        [("sum(z * exp(log_joint)) * dz", "evidence"), ("sum(abs(z) * posterior) * dz", "sign"), ("1.03 * sum(z * posterior) * dz", "Close")]),
    "04.3": Answers(
        "gap_of_the_prior", ["gap(0, 1)", "log_evidence - elbo(0, 1)", "round(gap(0, 1).item(), 2)"],
        [("elbo(0, 1)", "ELBO"), ("elbo(0, 1) - log_evidence", "sign"), ("0", "divergence to the prior"), ("log_evidence", "log p(x)"),
         ("exp(gap(0, 1))", "quotient")],
        [("gap(0, 1) / log(2)", "bits"), ("sum(posterior * (log(posterior + 1e-30) - log_prior)) * dz", "other way round")]),
    "05.1": Answers(
        "by_sigma", ["4", "sigma = parameter(2)\nby_sigma = grad(mean((0.5 + sigma * randn(100000))**2), sigma)",
                     "sigma = parameter(2)\nby_sigma = grad(mean((0.5 + sigma * randn(100000))**2), [sigma])", "2 * 2.0"],
        [("2", "sigma"), ("1", "mu"), ("4.25", "itself"), ("8", "2 · 2"), ("-4", "sign"), ("randn(3)", "tensor")],
        [("5", "added up"), ("3.8", "more draws"), ("4.15", "more draws"), ("4.34", "more draws"), ("3.5", "more draws"), ("3.3", "mu² + sigma²")]),
    "05.2": Answers(
        "with_baseline", [BASELINE.format(draw="detach(mu) + randn(K)", gives="grad(mean((z**2 - 1.25) * log_q), mu).item()"),
                          BASELINE.format(draw="detach(mu) + randn(K)", gives="grad(mean((z**2 - 1.25) * log_q), mu)"),
                          BASELINE.format(draw="detach(mu) + randn(K)", gives="grad(mean((z**2 - 1.25) * log_q), [mu])"),
                          "def with_baseline(K):\n    eps = randn(K)\n    return mean(((0.5 + eps)**2 - 1.25) * eps).item()"],
        [(BASELINE.format(draw="detach(mu) + randn(K)", gives="grad(mean(z**2 * log_q), mu).item()"), "without a baseline"),
         (BASELINE.format(draw="detach(mu) + randn(K)", gives="-grad(mean((z**2 - 1.25) * log_q), mu).item()"), "-1"),
         (BASELINE.format(draw="mu + randn(K)", gives="grad(mean(z**2), mu).item()"), "reparameterized"),
         (BASELINE.format(draw="detach(mu) + randn(K)", gives="grad(mean(log_q), mu).item()"), "centred on 0"),
         (BASELINE.format(draw="detach(mu) + randn(K)", gives="1"), "every time"), ("1.0", "function of K"),
         ("def with_baseline():\n    return 1", "does not give a number"), ("def with_baseline(K):\n    K + 1", "`return` missing")],
        [(BASELINE.format(draw="detach(mu) + randn(10)", gives="grad(mean((z**2 - 1.25) * log_q), mu).item()"), "no notice of K"),
         (BASELINE.format(draw="detach(mu) + randn(K)", gives="grad(mean(z**2 * (log_q - 1.25)), mu).item()"), "before it is multiplied"),
         (BASELINE.format(draw="detach(mu) + randn(K)", gives="grad(mean((z**2 - mean(z**2).item()) * log_q), mu).item()"), "1 - 1/K")]),
    "05.3": Answers(
        "for_bits", ["'score'", "'Score'", "'score function'", "' SCORE '"],
        [("'reparameterized'", "derivative of a jump"), ("'path'", "derivative of a jump"), ("'neither'", "leaves the draw"), ("2", "as a text"),
         ("'dice'", "reparameterized"), ("None is None", "as a text")],
        [("'both'", "derivative of a jump"), ("['score']", "as a text")]),
    "06.1": Answers(
        "negative_elbo", [ELBO.format(gives="(R + KL) / len(x)"), ELBO.format(gives="((R + KL) / x.shape[0]).item()"),
                          ELBO.format(gives="R / len(x) + kl_divergence(mean, logvar, reduction='sum') / len(x)")],
        [(ELBO.format(gives="R + KL"), "all images together"), (ELBO.format(gives="(R + KL) / len(x) / 784"), "a pixel"),
         (ELBO.format(gives="-(R + KL) / len(x)"), "ELBO"), (ELBO.format(gives="R / len(x)"), "KL is missing"),
         (ELBO.format(gives="KL / len(x)"), "reconstruction is missing"), ("before['loss']", "function"),
         (ELBO.format(gives="(R - KL) / len(x)"), "cost like the other"), ("lambda a: missing", "fails"),
         (ELBO.replace(", reduction='sum'", "").format(gives="(R + KL) / len(x)"), "averaged where it is a sum"),
         (ELBO.replace(", reduction='sum'", "").replace("sum(", "mean(").format(gives="R + KL"), "Both terms are means"),
         (ELBO.replace("exp(logvar)))", "logvar))").format(gives="(R + KL) / len(x)"), "exp(logvar)")],
        [(ELBO.format(gives="(R + KL) / 500"), "not by a number"), (ELBO.format(gives="R / len(x) + KL / len(x) / 30"), "averaged"),
         (ELBO.format(gives="R / len(x) + 2 * KL / len(x)"), "twice")]),
    "06.2": Answers(
        "blind", [BLIND.format(codes="randn(len(x), 30)", over=" / len(x)"),
                  "x = images('test')\nblind = 784 * binary_cross_entropy(dec(randn(len(x), 30)), flatten(x))",
                  "x = images('test')\nwith no_grad():\n    c = sum(binary_cross_entropy(dec(randn(len(x), 30)), flatten(x), reduction='none'), dim=1)\nblind = mean(c).item()"],
        [("500", "randn"), (BLIND.format(codes="randn(len(x), 30)", over=""), "all images together"), (BLIND.format(codes="encode(x)", over=" / len(x)"), "of the images"),
         ("784 * log(2)", "untrained"), (BLIND.format(codes="randn(len(x), 30)", over=" / len(x) / 784"), "pixel"), ("randn(3)", "tensor")],
        [(BLIND.format(codes="randn(len(x), 30)", over=" / len(x) / log(2)"), "bits"),
         (BLIND.format(codes="randn(len(x), 30)", over=" / len(x) * 0.88"), "Close")]),
    "06.3": Answers(
        "small", [SMALL.format(latent=2, epochs=2), "model latent=2\ntrain epochs=2, lr=0.002\nsmall = evaluate('test')",
                  SMALL.format(latent=2, epochs=3).replace("small = ", "found = ") + "\nsmall = {'loss': found['loss'], 'kl': found['kl'], 'reconstruction': found['reconstruction']}"],
        [(SMALL.format(latent=5, epochs=2), "5 numbers"), ("before", "30 numbers"), ("'kl'", "evaluate()"), ("170.0", "evaluate()"), ("{'kl': 1}", "called"),
         ("model latent=2\nsmall = evaluate()", "not trained")],
        [("model latent=2\ntrain epochs=1\nsmall = evaluate()\ntrain epochs=4", "last"), ("history().loss", "called")]),
    "07.1": Answers(
        "cheapest", ["1", "1.0", "s = linspace(0.1, 3, 291)\ncheapest = s[argmin(closed_form(tensor(1.0), s))].item()"],
        [("-1", "not negative"), ("0", "bound"), ("2", "own part"), ("sqrt(2)", "1 / sigma²"), ("linspace(0, 1, 3)", "tensor"), ("'1'", "quotation")],
        [("0.5", "½ μ²"), ("1.03", "Close")]),
    "07.2": Answers(
        "reversed_kl", ["z = randn(samples)\nreversed_kl = mean(-0.5 * z**2 - (-0.5 * log(0.25) - z**2 / 0.5))", "0.5 * (4 - 1 - log(4))", "0.807",
                        "(0.5 * (4 - 1) - log(2)) * tensor(1.0)"],
        [("closed_form(0.0, 0.5)", "from above"), ("-0.8068", "sign"), ("3 - log(4)", "half"), ("0.5 * (2 - 1 - log(2))", "variance"),
         ("z = randn(100)\nreversed_kl = -0.5 * z**2 - (-0.5 * log(0.25) - z**2 / 0.5)", "tensor")],
        [("0.80685 / log(2)", "bits"), ("0.80685 + log(0.5)", "log sigma"), ("0.83", "Close"), ("0.67", "a million"), ("0.95", "a million")]),
    "07.3": Answers(
        "which_digit", ["log(10)", "-log(0.1)", "2.3026", "tensor(10).log()"],
        [("log(0.1)", "sign"), ("0.1", "probability"), ("10", "how many"), ("log(9)", "ten digits"), ("1", "base 10")],
        [("log(10) / log(2)", "bits"), ("2.3 * 1.02", "Close")]),
    "08.1": Answers(
        "square_length", ["mean(sum(codes**2 + exp(logvar), dim=1))", "(norm(codes)**2 + sum(exp(logvar))).item() / len(x)",
                          "sum(mean(codes**2 + exp(logvar), dim=0))"],
        [("sum(codes**2 + exp(logvar))", "all images"), ("mean(codes**2 + exp(logvar))", "dimensions"), ("sum(codes**2 + exp(logvar), dim=1)", "tensor"),
         ("-mean(sum(codes**2 + exp(logvar), dim=1))", "sign"), ("mean(sum(codes**2 + logvar, dim=1))", "exp(logvar)"),
         ("mean(sum(codes**2 + exp(2 * logvar), dim=1))", "not to be squared")],
        [("mean(sum(codes**2, dim=1))", "variances count"), ("mean(sum(codes**2 + exp(0.5 * logvar), dim=1))", "deviation"),
         ("mean(norm(codes**2 + exp(logvar), dim=1))", "")]),
    "08.2": Answers(
        "halfway", ["(centres[3] + centres[8]) / 2", "0.5 * centres[3:4] + 0.5 * centres[8:9]", "((centres[3] + centres[8]) / 2).tolist()",
                    "torch.lerp(centres[3], centres[8], 0.5)"],
        [("centres[3] + centres[8]", "sum"), ("centres[3]", "threes"), ("centres[8] - centres[3]", "direction"), ("decoder((centres[3:4] + centres[8:9]) / 2)", "image"),
         ("5.5", "code"), ("codes[:3]", "20 numbers")],
        [("(centres[8] - centres[3]) / 2", "Add it"), ("0.6 * centres[3] + 0.4 * centres[8]", "not halfway")]),
    "08.3": Answers(
        "flat_accuracy", [FLAT.format(encoder="flat_encoder", gives="100 * mean(n == y)"), FLAT.format(encoder="flat_encoder", gives="round(100 * mean(n == y).item(), 1)"),
                          FLAT.format(encoder="flat_encoder", gives="100 * sum(n == y) / len(y)")],
        [("accuracy", "20 dimensions"), ("10", "guessing"), (FLAT.format(encoder="flat_encoder", gives="100 - 100 * mean(n == y)"), "another class"),
         (FLAT.format(encoder="flat_encoder", gives="(n == y)"), "tensor"), (FLAT.format(encoder="flat_encoder", gives="sum(n == y)"), "how many"), ("90", "flat_encoder")],
        [(FLAT.format(encoder="flat_encoder", gives="mean(n == y)"), "per cent"), (FLAT.format(encoder="flat_encoder", gives="102 * mean(n == y)"), "Close")]),
    "09.encoder": Answers(
        "my_enc", [ENC.format(channels=3, features="32 * 6 * 6", last=HEADS),
                   "my_enc = sequential(flatten, linear(3072, 64), relu, heads(linear(64, 32), linear(64, 32)))",
                   "my_enc = sequential(conv2d(3, 8, 4, stride=2, padding=1), relu, flatten, heads(linear(2048, 32), linear(2048, 32)))"],
        [(ENC.format(channels=1, features="32 * 6 * 6", last=HEADS), "3 channels"), (ENC.format(channels=3, features="32 * 5 * 5", last=HEADS), "do not go through"),
         (ENC.format(channels=3, features="32 * 6 * 6", last="linear(128, 32)"), "one list"), ("32", "network"), ("flatten", ""),
         (ENC.format(channels=3, features="32 * 6 * 6", last="heads(linear(128, 32), linear(128, 32), linear(128, 32))"), "3 lists")],
        [(ENC.format(channels=3, features="32 * 6 * 6", last="linear(128, 64)"), "heads"),
         (ENC.format(channels=3, features="32 * 6 * 6", last="heads(linear(128, 20), linear(128, 20))"), "32 numbers")]),
    "09.decoder": Answers(
        "my_dec", ["sequential(linear(32, 512), relu, linear(512, 3072), sigmoid)", "sequential(linear(32, 3072), sigmoid)",
                   "sequential(linear(32, 2048), relu, unflatten(1, (32, 8, 8)), conv_transpose2d(32, 16, 4, stride=2, padding=1), relu, "
                   "conv_transpose2d(16, 3, 4, stride=2, padding=1), sigmoid)"],
        [("sequential(linear(30, 512), relu, linear(512, 3072), sigmoid)", "32 numbers"), ("sequential(linear(32, 512), relu, linear(512, 784), sigmoid)", "28 · 28"),
         ("sequential(linear(32, 512), relu, linear(512, 1024), sigmoid)", "three"), ("3072", "network"), ("lambda z: zeros(8, 3072)", "function"),
         ("sequential(linear(32, 64), heads(linear(64, 32), linear(64, 32)))", "encoder"),
         ("sequential(linear(32, 512), relu, linear(512, 3072), relu, sigmoid)", "falls below 0.5")],
        [("sequential(linear(32, 512), relu, linear(512, 3072))", "sigmoid is missing"), ("sequential(linear(32, 3072), nn.Softmax(dim=1))", "softmax")]),
    "09.1": Answers(
        "painting", ["8208", "32 * 16 * 4 * 4 + 16", "sum(tensor([p.numel() for p in conv_transpose2d(32, 16, 4, stride=2, padding=1).parameters]))"],
        [("32 * 16 + 16", "4 × 4"), ("32 * 16 * 4 + 16", "4 × 4"), ("16 * 16 + 16", "32 channels"), ("32 * 16 * 25 + 16", "5 × 5"), ("'8208'", "quotation")],
        [("8192", "bias"), ("8224", "goes out")]),
    "09.2": Answers(
        "bits", ["7500 / 3072 / log(2)", "3.522", "7500 / (3 * 32 * 32) / tensor(2).log()"],
        [("7500 / log(2)", "whole image"), ("7500 / 3072 * log(2)", "more than one"), ("7500 / 784 / log(2)", "MNIST"), ("7500 / 3072 / log(10)", "log(10)"),
         ("-7500 / 3072 / log(2)", "sign")],
        [("7500 / 3072", "nats"), ("7500 / 1024 / log(2)", "three values"), ("3.6", "Close")]),
    "09.3": Answers(
        "sure", ["-log(level_probabilities(128 / 255, 0.002)[128]) / log(2)", "-log(tanh(1 / 2.04)) / log(2)", "1.138"],
        [("level_probabilities(128 / 255, 0.002)[128]", "probability"), ("log(level_probabilities(128 / 255, 0.002)[128]) / log(2)", "sign"),
         ("8", "nothing is known"), ("-log(level_probabilities(128 / 255, 0.002)[128]) / log(10)", "base 10"), ("level_probabilities(128 / 255, 0.002)", "tensor"),
         ("-log(level_probabilities(0.5, 0.002)[128]) / log(2)", "a little more than 0.5")],
        [("-log(level_probabilities(128 / 255, 0.002)[128])", "nats"), ("1.18", "Close")]),
    "10.1": Answers(
        "collapsed_sharpness", ["sharpness(mean(images('train'), dim=0)) / original", "sharpness(images('train').mean(dim=0)) / sharpness(images('test'))",
                                "round(sharpness(mean(images(), dim=0)) / original, 4)"],
        [("sharpness(mean(images('train'), dim=0))", "divide by"), ("sharpness(images('train')) / original", "average of the sharpness"),
         ("sharpness(images('train'))", "their mean first"), ("mean(images('train'), dim=0)", "tensor"), ("1 - sharpness(mean(images('train'), dim=0)) / original", "lost")],
        [("0.032", "code of zeros"), ("0.03", "code of zeros"), ("100 * sharpness(mean(images('train'), dim=0)) / original", "per cent"), ("0.93 * sharpness(mean(images('train'), dim=0)) / original", "Close")]),
    "10.2": Answers(
        "coarse_step", ["2.5", "3", "tensor(2.8)", "5 / 2"],
        [("-2", "positive"), ("0", "positive"), ("0.5", "bits"), ("1000", "0 bits"), ("'3'", "quotation"), ("all_codes", "tensor")],
        [("s = 0.25\nwhile bits_per_code(round(all_codes / s)) >= 22:\n    s += 0.02\ncoarse_step = s", "Close"), ("0.25", "bits")]),
    "10.3": Answers(
        "cheapest_cost", ["-(0.75 * log(0.75) + 0.25 * log(0.25))", "0.5623", "0.75 * log(4 / 3) + 0.25 * log(4)"],
        [("0.75", "probability"), ("-log(0.75)", "where the pixel is 1"), ("-log(0.25)", "where the pixel is 0"), ("0.75 * log(0.75) + 0.25 * log(0.25)", "sign"),
         ("log(2)", "p = 0.5")],
        [("-(0.75 * log(0.75) + 0.25 * log(0.25)) / log(2)", "bits"), ("-0.75 * log(0.75)", "part"), ("0.57", "Close")]),
    "11.1": Answers(
        "saved", ["log(10)", "2.3026", "-log(0.1)"],
        [("-log(10)", "sign"), ("0.1", "logarithm"), ("10", "log(10)"), ("1", "natural"), ("9", "wrong"),
         ("untold_cost['kl'] - told_cost['kl']", "these two models")], [("log(10) / log(2)", "bits"), ("log(9)", "ten")]),
    "11.2": Answers(
        "probabilities", ["softmax(-row, dim=0)", "exp(min(row) - row) / sum(exp(min(row) - row))", "softmax(-costs[wrong[0]], dim=0)",
                          "softmax(-row.unsqueeze(0), dim=1)", "softmax(-row, dim=0).tolist()"],
        [("row", "proportion"), ("softmax(row, dim=0)", "dearest"), ("0.5", "Ten"), ("softmax(-costs, dim=1)", "ten digits"),
         ("exp(-row) / sum(exp(-row))", "too small"), ("row / sum(row)", "logarithms"), ("one_hot(argmin(row), 10)", "likeliest")],
        [("log_softmax(-row, dim=0)", "logarithms"), ("-row", "constant"), ("exp(min(row) - row)", "sum"), ("100 * softmax(-row, dim=0)", "per cent")]),
    "11.3": Answers(
        "sevens", ["decode(randn(100, 10), label=7)", "flatten(decode(randn(100, 10), label=7))", "decode(randn(100, 10), label=[7] * 100)"],
        [("decode(randn(100, 10), label=1)", "label=7"), ("7", "tensor"), ("decode(randn(10, 10), label=7)", "78,400"), ("randn(100, 10)", "decoded"),
         ("decode(zeros(100, 10), label=7)", "same"), ("sample(100, label=7)", "decode")],
        [("decode(randn(50, 10), label=7)", "78,400"), ("decode(randn(100, 10), label=[7, 9] * 50)", "label=7")]),
    "12.1": Answers(
        "lowered", ["307", "240 + 6 + 30 * 2 + 1", "240 + sum(tensor([6, 60, 1]))", "307.0"],
        [("249", "counts once"), ("510", "β-VAE"), ("67", "pixels"), ("60", "pixels"), ("422", "which image"), ("7207", "pixels count once"),
         ("[240, 6, 60, 1]", "several"), ("'307'", "quotation")],
        [("300", "other two"), ("309", "in all"), ("301", "6 nats"), ("306", "single dimensions"), ("240", "code costs"),
         ("9", "pixels cost")]),
    "12.2": Answers(
        "gap_of_size", ["(max(told[1]) - sort(told[1])[0][-2]).item()", "gaps(told)[1]", "gaps(told).tolist()[1]",
                        "t = topk(told[1], 2)[0]\ngap_of_size = t[0] - t[1]"],
        [("max(told[1])", "best dimension tells"), ("sort(told[1])[0][-2].item()", "next best"), ("argmax(told[1]).item()", "which dimension"),
         ("gaps(told)", "tensor"), ("mean(gaps(told)).item()", "MIG"), ("told[1]", "tensor"), ("gaps(told)[2].item()", "number 1")],
        [("100 * gaps(told)[1].item()", "per cent"), ("gaps(told)[1].item() * information(known['size'], known['size'])", "nats"),
         ("(max(told[1]) - min(told[1])).item()", "worst"),
         ("t = sort(told[1])[0].tolist()\ngap_of_size = (round(100 * t[-1]) - round(100 * t[-2])) / 100", "rounded figures")]),
    "12.3": Answers(
        "codes_by_hand", ["c = [known[n] for n in names]\ncodes_by_hand = stack(c + c, dim=1)",
                          "c = stack(list(known.values()), dim=1)\ncodes_by_hand = cat([c, c], dim=1)",
                          "c = stack(list(known.values()), dim=1)\ncodes_by_hand = cat([c, -c], dim=1)",
                          "c = stack(list(known.values()), dim=1)\ncodes_by_hand = cat([c, 2 * c + 1, c], dim=1)",
                          "c = stack(list(known.values()), dim=1)\ncodes_by_hand = cat([c, c], dim=1).numpy()"],
        [("stack(list(known.values()), dim=1)", "so does MIG"), ("randn(len(x), 6)", "next to nothing"), ("known", "tensor"), ("zeros(len(x), 4)", "next to nothing"),
         ("stack(list(known.values()), dim=0)", "rows"), ("encode(x)[:10]", "rows"), ("1", "tensor"),
         ("stack([known['hue'] + known['x'] / 10, known['hue'] - known['x'] / 10, known['size'] + known['y'] / 2, known['size'] - known['y'] / 2], dim=1)", "DCI")],
        [("stack([known['x'], known['y'], known['x'], known['y'], known['hue'], known['size']], dim=1)", "no better than the next"),
         ("cat([stack(list(known.values()), dim=1)] * 2, dim=0)", "rows"),
          ("stack([known['x'] + known['y'] / 2, known['x'] + known['y'] / 2], dim=1)", "all four")]),
    "13.1": Answers(
        "gap_of_ridge", ["0.5 * log(4 / 3)", "0.5 * (2 * log(2) - log(3))", "log(2) - 0.5 * log(3)", "0.1438"],
        [("log(4 / 3)", "half"), ("-0.5 * log(4 / 3)", "sign"), ("0.92", "s = 0.3"), ("log(2)", "diagonal alone"), ("0.5 * log(3)", "log det alone"),
         ("0.0", "beside it"), ("0.5 * log(12)", "not added"), ("tensor([log(2), log(2)])", "tensor"), ("'0.14'", "quotation")],
        [("0.5 * log(4 / 3) / log(2)", "bits"), ("0.5 * log(4 / 5)", "product of the other two"), ("0.1475", "Close")]),
    "13.2": Answers(
        "of_three", ["log(3) - logsumexp(-tensor([100.0, 101.0, 103.0]), dim=0)", "100 - log((1 + exp(-1) + exp(-3)) / 3)",
                     "c = tensor([100.0, 101.0, 103.0])\nof_three = -(logsumexp(-c, dim=0) - log(3)).item()", "100.75"],
        [("304 / 3", "before the logarithm"), ("100", "cheapest"), ("103", "dearest"), ("100 - log(1 + exp(-1) + exp(-3))", "a third"),
         ("-100.75", "sign"), ("304", "sum of the costs"), ("exp(-tensor([100.0, 101.0, 103.0]))", "tensor"), ("logsumexp(tensor([100.0, 101.0, 103.0]), dim=0)", "dearest counts most")],
        [("100.75 / log(2)", "bits"), ("100.75 - 2 * log(3)", "not taken away"), ("100.77", "Close")]),
    "13.3": Answers(
        "change", ["-log(4)", "-log(1 + (2 * 1 + 0.5 * 2) * (1 - tanh(0.0)**2))", "-1.3863", "-log(1 + sum(tensor([2, 0.5]) * tensor([1.0, 2.0])))"],
        [("log(4)", "sign"), ("-log(3)", "1 is missing"), ("4", "determinant"), ("3", "u · w"), ("0", "derivative"), ("0.25", "multiplied"),
         ("log(3)", "1 is missing"), ("[2, 0.5]", "several")],
        [("-2", "bits"), ("-log(3.9)", "Close"), ("-log(4) / log(10)", "base 10")]),
    "14.1": Answers(
        "price_of_code", ["8 * 8 * log(512)", "64 * 9 * log(2)", "399.25", "-log(tensor(1 / 512)) * 64", "sum(full((8, 8), log(512)))"],
        [("log(512)", "one place"), ("64 * 512", "logarithm is missing"), ("512 * log(64)", "changed places"), ("log(64 * 512)", "independently"),
         ("8 * log(512)", "one row"), ("49 * log(512)", "7 · 7"), ("49 * log(64)", "this notebook"), ("16 * log(512)", "not added"), ("-64 * log(512)", "sign"),
         ("full((8, 8), log(512))", "tensor"), ("0", "even as the prior"), ("512", "logarithm is missing")],
        [("64 * 9", "bits"), ("64 * log10(512)", "base 10"), ("72", "bytes"), ("400", "Close"), ("9", "one place, in bits")]),
    "14.2": Answers(
        "perplexity_of_four", ["2**1.5", "2.83", "exp(0.5 * log(2) + 0.5 * log(4))", "p = tensor([6, 3, 3, 0]) / 12\nperplexity_of_four = exp(-sum(xlogy(p, p)))",
                               "p = tensor([0.5, 0.25, 0.25])\nperplexity_of_four = 1 / prod(p**p)"],
        [("4", "how many entries"), ("3", "used at all"), ("log(4)", "four entries"), ("12", "how many places"), ("exp(-(6 * log(6) + 6 * log(3)))", "counts"),
         ("exp(6 * log(6) + 6 * log(3))", "counts"), ("p = tensor([6, 3, 3, 0]) / 12\nperplexity_of_four = exp(-sum(p * log(p)))", "NaN"), ("tensor([6, 3, 3]) / 12", "tensor"),
         ("1 / (0.25 + 0.0625 + 0.0625)", "squared"), ("exp(1.5 * log(2) / 4)", "mean"), ("2**-1.5", "sign")],
        [("1.5 * log(2)", "H, in nats"), ("1.5", "H, in bits"), ("exp(1.5)", "2 is to be raised"), ("2**(1.5 * log(2))", "e is to be raised"), ("2.9", "Close")]),
    "14.3": Answers(
        "rounded", ["lambda z: z + (round(z) - z).detach()", "lambda z: z - (z - round(z)).detach()", "lambda z: z + round(z).detach() - z.detach()",
                    "def rounded(z):\n    with no_grad():\n        change = floor(z + 0.5) - z\n    return z + change", "lambda z: round(z) + z - z.detach()"],
        [("lambda z: z", "as it was"), ("lambda z: round(z.detach())", "no gradient"), ("lambda z: (round(z) - z).detach()", "only what rounding adds"),
         ("lambda z: z + round(z).detach()", "added up"), ("lambda z: z + (z - round(z)).detach()", "wrong sign"), ("round", "no gradient"),
         ("round(tensor([0.4, 1.7]))", "function"), ("lambda z: sum(z + (round(z) - z).detach())", "shape"), ("lambda z: missing(z)", "does not give")],
        [("lambda z: round(z)", "no gradient"), ("lambda z: z + (floor(z) - z).detach()", "rounds down"), ("lambda z: z * (round(z) / z).detach()", "not the one"),
         ("lambda z: (z + round(z) - z).detach()", "no gradient")]),
    "15.1": Answers(
        "factor", ["sqrt(0.98**100)", "0.98**50", "0.3642", "prod(full((100,), sqrt(0.98)))", "exp(50 * log(0.98))"],
        [("0.98**100", "variance"), ("1 - 0.98**100", "noise"), ("sqrt(1 - 0.98**100)", "noise's factor"), ("0.02**50", "1 - β"), ("sqrt(0.98)", "one step"),
         ("0.98", "root is missing"), ("1 - 100 * 0.02", "multiplied"), ("full((100,), 0.98)", "tensor"), ("100 * sqrt(0.98)", "added up")],
        [("exp(-1)", "exact"), ("36.417", "per cent"), ("0.372", "Close")]),
    "15.2": Answers(
        "z_s", ["0.8 * (1 - sqrt(0.75) * 0.5) / 0.5 + 0.6 * 0.5", "1.2072", "g = (1 - sqrt(0.75) * 0.5) / sqrt(0.25)\nz_s = sqrt(0.64) * g + sqrt(0.36) * 0.5",
                "tensor(1.2072)"],
        [("(1 - sqrt(0.75) * 0.5) / 0.5", "guess"), ("1.1", "no code"), ("0.64 * (1 - sqrt(0.75) * 0.5) / 0.5 + 0.36 * 0.5", "roots"),
         ("0.8 * (1 - 0.75 * 0.5) / 0.25 + 0.3", "roots"), ("0.8 * (1 + sqrt(0.75) * 0.5) / 0.5 + 0.3", "not added"), ("0.6 * (1 - sqrt(0.75) * 0.5) / 0.5 + 0.4", "changed places"),
         ("[1, 0.5]", "several"), ("0.8 * (1 - 0.5) / 0.5 + 0.3", "not all")],
        [("0.8 * (1 - sqrt(0.75) * 0.5) / 0.5", "noise is missing"), ("0.8 * (1 - sqrt(0.75) * 0.5) / 0.5 + 0.6", "share 0.6"), ("1.23", "Close")]),
    "15.3": Answers(
        "of_one", ["fid(from=\"mixture\")[\"fid\"]", "fit(\"mixture\", components=1);\nof_one = fid(from=\"mixture\")[\"fid\"]",
                   "round(fid(from=\"mixture\")[\"fid\"], 1)", "tensor(fid(from=\"mixture\")[\"fid\"])"],
        [("fid(from=\"mixture\")", "entry"), ("found[0.1][\"prior\"]", "prior"), ("found[0.1][\"mixture\"]", "mixture of ten"), ("found[1][\"mixture\"]", "β = 1"),
         ("fid(from=\"mixture\")[\"precision\"]", "share"), ("found[0.1][\"reconstructions\"]", "reconstructions"), ("fid(from=\"mixture\")[\"training_fid\"]", "training images"),
         ("'58'", "quotation")],
        [("fid(from=\"mixture\")[\"fid\"] * 1.03", "Close"), ("found[0.1][\"diffusion\"]", "diffusion")]),
}
