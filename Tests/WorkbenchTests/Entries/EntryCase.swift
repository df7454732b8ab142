import Tensors
import Testing

/// A cell and all that it shows, for what PyTorch has no value for: commands, data, random numbers, pictures.
///
/// MNIST is `SmallDataset` here: 128 + 20 images of a bright bar each. A cell about something else loads it by `data("mnist");`, a
/// call whose value is dropped; the command, `data mnist`, would show its lines too.
struct EntryCase: Sendable, CustomTestStringConvertible {
  /// The entry it is a case of.
  let name: String
  let cell: String
  /// What follows a `…` at the end is another on every machine.
  let shown: String

  init(_ name: String, _ cell: String, shows shown: String) {
    (self.name, self.cell, self.shown) = (name, cell, shown.isEmpty ? "" : shown + "\n")
  }

  var testDescription: String { "\(name): \(cell.split(separator: "\n").last ?? "")" }
}

extension EntryCase {
  static let all =
    random + data + model + training + looking + pictures + session + layers + exercises + controls + python

  private static let random: [EntryCase] = [
    .init("rand", "x = rand(1000)\nprint(min(x) >= 0, max(x) < 1, abs(mean(x) - 0.5) < 0.05)", shows: "True True True"),
    .init("rand", "rand((2, 3)).shape", shows: "(2, 3)"),
    .init("randn", "x = randn(10000)\nprint(abs(mean(x)) < 0.05, abs(std(x) - 1) < 0.05)", shows: "True True"),
    .init(
      "randn", "seed 7\na = randn(3)\nseed 7\nb = randn(3)\nc = randn(3)\nprint(sum(a == b), sum(b == c))", shows: "3 0"
    ),
    .init(
      "rand_like", "x = rand_like(zeros(10, 100))\nprint(x.shape, min(x) >= 0, max(x) < 1, abs(mean(x) - 0.5) < 0.05)",
      shows: "(10, 100) True True True"),
    .init("randn_like", "x = zeros(4, 5)\nrandn_like(x).shape", shows: "(4, 5)"),
    .init("randperm", "sort(randperm(5)).values", shows: "tensor 5\n[0, 1, 2, 3, 4]"),
    .init("randperm", "randperm(0).shape", shows: "(0,)"),
    .init(
      "normal", "x = normal(full(10000, 5), 2)\nprint(abs(mean(x) - 5) < 0.1, abs(std(x) - 2) < 0.1)",
      shows: "True True"),
    .init("normal", "normal(zeros(3, 1), ones(4)).shape", shows: "(3, 4)"),
    .init("normal", "normal(parameter(zeros(3)), 1).requires_grad", shows: "False"),
    .init(
      "bernoulli", "x = bernoulli(full(10000, 0.25))\nprint(abs(mean(x) - 0.25) < 0.02, sum(x * (1 - x)))",
      shows: "True 0"
    ),
    .init("bernoulli", "bernoulli(tensor([0, 1, 0]))", shows: "tensor 3\n[0, 1, 0]"),
  ]

  private static let data: [EntryCase] = [
    .init(
      "data", "data mnist",
      shows: """
        MNIST: 128 + 20 images of 1×28×28, 10 classes
        This is a sample of MNIST. For all 60,000 + 10,000 images: data mnist, download=True; or put its four files (train-images-idx3-ubyte.gz, …) \
        into a folder and name their folder in ELBOW_DATA
        """),
    .init(
      "data", "d = data(\"mnist\")\nprint(d.name, d.train, d.test, d.shape, len(d.classes))",
      shows: "mnist 128 20 (1, 28, 28) 10"),
    .init(
      "batch", "data(\"mnist\");\nx = batch()\nprint(x.shape, min(x), max(x) <= 1)", shows: "(64, 1, 28, 28) 0 True"),
    .init(
      "batch", "data(\"mnist\", batch=10);\nx, y = batch(labels=True)\nprint(x.shape, y.shape)",
      shows: "(10, 1, 28, 28) (10,)"),
    .init(
      "batches", "data(\"mnist\");\nprint(len(batches(50)))\nfor x in batches(50):\n    print(len(x))",
      shows: "3\n50\n50\n28"),
    .init(
      "batches",
      "data(\"mnist\");\ntotal = zeros(10)\nfor x, y in batches(50, labels=True):\n    total += one_hot(y, 10).sum(0)\ntotal",
      shows: "tensor 10\n[13, 13, 13, …, 13, 12, 12]"),
    .init(
      "batches",
      "data(\"mnist\");\nloader = batches(50, drop_last=True)\nprint(len(loader))\nfor x, y in batches(50, labels=True, drop_last=True):\n    print(len(x), len(y))\nprint(len(list(loader)), len(list(loader)), len(batches(64, drop_last=True)))",
      shows: "2\n50 50\n50 50\n2 2 2"),
    .init(
      "batches",
      """
      data(\"mnist\");
      loader = batches(50)
      orders = []
      for epoch in range(3):
          orders.append(cat(list(loader)))
      print(len(loader), orders[0].shape, sum(orders[0] != orders[1]) > 0, sum(orders[1] != orders[2]) > 0)
      """, shows: "3 (128, 1, 28, 28) True True"),
    .init(
      "batches",
      "data(\"mnist\");\nseed 3\na = batches(50)\nk = [list(a), list(a)]\nseed 3\nprint(sum(k[1][2] != list(batches(50))[2]) > 0)\nprint(sum(k[1][2] != list(batches(50))[2]).item())",
      shows: "True\n0"),
    .init(
      "images", "data(\"mnist\");\nprint(images().shape, images(\"test\").shape)",
      shows: "(128, 1, 28, 28) (20, 1, 28, 28)"),
    .init("images", "data(\"mnist\");\nimages(\"test\")[3].flatten().shape", shows: "(784,)"),
    .init("data", "data shapes, train=30, test=12", shows: "Shapes: 30 + 12 images of 3×32×32, 6 classes"),
    .init(
      "data",
      "data shapes, train=3\na = images()\ndata(\"shapes\", train=3, seed=1);\nprint(sum(a == images()) < 9216)",
      shows: "Shapes: 3 + 2,000 images of 3×32×32, 6 classes\nTrue"),
    .init("data", "data(\"mnist\", train=50);\nimages().shape", shows: "(50, 1, 28, 28)"),
    .init(
      "data", "data(\"mnist\", validation=0.25, classes=[3, 8], binarize=\"static\")",
      shows: """
        MNIST: 19 + 6 to validate + 4 images of 1×28×28, 2 of 10 classes (3, 8), binarized
        This is a sample of MNIST. For all 60,000 + 10,000 images: data mnist, download=True; or put its four files (train-images-idx3-ubyte.gz, …) \
        into a folder and name their folder in ELBOW_DATA
        """),
    .init(
      "data",
      "data(\"mnist\", binarize=\"dynamic\", batch=4);\na = batch(4)\nprint(((a == 0) + (a == 1)).sum() == 3136)",
      shows: "True"),
    .init(
      "data", "x = rand(30, 6, 5)\ndata x, labels=arange(30) // 10, validation=3",
      shows: "the tensor: 24 + 3 to validate + 3 images of 1×6×5, 3 classes"),
    .init(
      "data", "data(rand(20, 49) * 9 - 3, normalize=True)",
      shows: "the tensor: 18 + 2 images of 1×7×7, no labels, values brought to 0 … 1"),
    .init(
      "images", "data(\"mnist\", validation=0.25);\nprint(images(\"validation\").shape)", shows: "(32, 1, 28, 28)"),
    .init(
      "factors",
      """
      data("shapes", train=40, test=5);
      f = factors()
      print(len(f), f["hue"].shape, sum(f["shape"] == labels()), factors("test")["x"].shape)
      """, shows: "6 (40,) 40 (5,)"),
    .init("labels", "data(\"mnist\");\nlabels(\"test\")[:12]", shows: "tensor 12\n[0, 1, 2, …, 9, 0, 1]"),
  ]

  private static let model: [EntryCase] = [
    .init("model", "data(\"mnist\");\nmodel latent=30", shows: "model: 30 latent dimensions, 541,580 parameters"),
    .init("model", "data(\"mnist\");\nmodel latent=20", shows: "model: 20 latent dimensions, 533,880 parameters"),
    .init(
      "model",
      """
      data("mnist");
      enc = sequential(flatten, linear(784, 16), relu, heads(linear(16, 2), linear(16, 2)))
      model enc, sequential(linear(2, 784))
      """, shows: "model: 2 latent dimensions, 14,980 parameters"),
    .init(
      "model", "data(\"mnist\");\nm = model(latent=3)\nprint(m.latent, m.decoder(zeros(2, 3)).shape)",
      shows: "3 (2, 784)"),
    .init(
      "networks",
      """
      data("mnist");
      m = model(latent=3)
      enc, dec = networks()
      z = randn(2, 3)
      print(sum(dec(z) == m.decoder(z)), len(enc(batch(4))))
      """, shows: "1568 2"),
    .init(
      "summary", "data(\"mnist\");\nmodel(latent=30);\nsummary",
      shows: """
        layer                              output   parameters
        ──────────────────────────────────────────────────────
        encoder                           1×28×28
          conv2d(1, 16, 5, padding=1)    16×26×26          416
          relu                           16×26×26
          max_pool2d(2)                  16×13×13
          conv2d(16, 32, 5, padding=1)   32×11×11       12,832
          relu                           32×11×11
          max_pool2d(2)                    32×5×5
          flatten                             800
          linear(800, 128)                    128      102,528
          relu                                128
          linear(128, 30)                      30        3,870
          linear(128, 30)                      30        3,870
        decoder                                30
          linear(30, 512)                     512       15,872
          relu                                512
          linear(512, 784)                    784      402,192
          sigmoid                             784
        ──────────────────────────────────────────────────────
        541,580 parameters; the decoder gives probabilities
        """),
    .init(
      "summary", "summary sequential(linear(3, 2), relu)",
      shows: """
        layer          parameters
        ─────────────────────────
        linear(3, 2)            8
        relu
        ─────────────────────────
        8 parameters
        """),
    .init(
      "trace", "trace sequential(relu, flatten), tensor([[[1, -2], [3, 0]]])",
      shows: """
        layer     shape   smallest     mean   largest
        ─────────────────────────────────────────────
        input     1×2×2    -2.0000   0.5000    3.0000
        relu      1×2×2     0.0000   1.0000    3.0000
        flatten     1×4     0.0000   1.0000    3.0000
        """),
  ]

  private static let training: [EntryCase] = [
    .init(
      "train",
      "data(\"mnist\");\nmodel(latent=2);\nh = train(epochs=3)\nprint(len(h.loss), len(h.steps), h.loss[2] < h.loss[0])",
      shows: "3 6 True"),
    .init(
      "fit",
      "data(\"mnist\");\nmodel(latent=2);\nf = fit(\"mixture\", components=2)\nprint(list(f), f[\"log_likelihood\"] > f[\"prior\"])",
      shows: "['log_likelihood', 'prior', 'iterations'] True"),
    .init(
      "diffuse",
      "data(\"mnist\");\nmodel(latent=2);\nl = diffuse(epochs=2, hidden=16)\nprint(len(l), len(diffuse(epochs=1)), l[0] > 0.5)",
      shows: "2 3 True"),
    .init(
      "history",
      "data(\"mnist\");\nmodel(latent=2);\ntrain(epochs=2);\nh = history()\nprint(len(h.kl), h.loss == train(epochs=1).loss[:2])",
      shows: "2 True"),
    .init(
      "watch", "data(\"mnist\");\nmodel(latent=2);\ntrain(epochs=2);\nwatch",
      shows: "[plot: the two terms of the loss; nats per image against epoch; reconstruction falls from …"),
    .init(
      "sweep",
      "data(\"mnist\");\ns = sweep(\"mlp, hidden=4, latent=[2, 3]\", epochs=2, seeds=2)\nprint(len(s), s.table[2][\"latent\"], len(s.best[\"curve\"]), s.best[\"active\"] <= 3)",
      shows: "4 3 2 True"),
    .init(
      "sweep",
      "data(\"mnist\");\nsweep lambda a, b: (a - 2) ** 2 + b, \"a=[1, 2], b=[0, 5]\", name=\"parabola\"",
      shows:
        "4 runs of 1 epoch; each becomes a file in sweeps/parabola\nrun   a   b   loss    time\n──────────────────────────\n1     1   0    1.0   0.0 s\n2     1   5    6.0   0.0 s\n3     2   0    0.0   0.0 s\n4     2   5    5.0   0.0 s\n──────────────────────────\nbest: run 3 (a=2, b=0)"
    ),
  ]

  private static let looking: [EntryCase] = [
    .init(
      "explore", "data(\"mnist\");\nmodel(latent=4);\nexplore 3, limit=2",
      shows: "[289 images of 28×28 pixels, 17 rows of 17]"),
    .init(
      "encode",
      "data(\"mnist\");\nmodel(latent=3);\nx = images(\"test\")\nprint(encode(x).shape, sum(encode(flatten(x)) == encode(x)))",
      shows: "(20, 3) 60"),
    .init(
      "decode",
      """
      data("mnist");
      model(latent=3);
      enc, dec = networks()
      z = randn(2, 3)
      print(decode(z).shape, decode(z[0]).shape, sum(flatten(decode(z)) == dec(z)))
      """, shows: "(2, 1, 28, 28) (1, 1, 28, 28) 1568"),
    .init(
      "codebook",
      "data(\"mnist\");\nmodel(\"vector_quantized\", codebook=9, hidden=4);\nprint(codebook().shape, codebook().requires_grad)",
      shows: "(9, 16) False"),
    .init(
      "code_indices",
      "data(\"mnist\");\nmodel(\"vector_quantized\", codebook=9, hidden=4);\ni = code_indices(images(\"test\")[:2])\nprint(i.shape, i.dtype)",
      shows: "(2, 7, 7) torch.int64"),
    .init(
      "check", "data(\"mnist\");\nmodel(latent=3);\nc = check(8)\nprint(c[\"agrees\"], c[\"error\"] < 0.02)",
      shows: "True True"),
    .init("sample", "data(\"mnist\");\nmodel(latent=2);\nsample 64", shows: "[64 images of 28×28 pixels, 8 rows of 8]"),
    .init("sample", "data(\"mnist\");\nmodel(latent=2);\nsample(1)", shows: "[image of 28×28 pixels]"),
    .init(
      "sample", "data(\"mnist\");\nmodel(latent=2);\nfit(\"mixture\", components=2);\nsample 9, from=mixture",
      shows: "[9 images of 28×28 pixels, 3 rows of 3]"),
    .init(
      "sample",
      "data(\"mnist\");\nmodel(latent=2);\ndiffuse(epochs=1, hidden=16);\nsample 4, from=diffusion, steps=10, walk=5",
      shows: "[20 images of 28×28 pixels, 4 rows of 5]"),
    .init(
      "reconstruct", "data(\"mnist\");\nmodel(latent=2);\nreconstruct 8",
      shows: "[16 images of 28×28 pixels, 2 rows of 8]"),
    .init(
      "reconstruct", "data(\"mnist\");\nmodel(latent=2);\nreconstruct 15",
      shows: "[40 images of 28×28 pixels, 4 rows of 10]"),
    .init(
      "interpolate", "data(\"mnist\");\nmodel(latent=2);\ninterpolate 3, 8, steps=7",
      shows: "[7 images of 28×28 pixels, 1 row of 7]"),
    .init(
      "interpolate", "data(\"mnist\");\nmodel(latent=2);\ninterpolate 3, 18, images=True",
      shows: "[10 images of 28×28 pixels, 1 row of 10]"),
    .init(
      "traverse", "data(\"mnist\");\nmodel(latent=3);\ntraverse 5, 4",
      shows: "[12 images of 28×28 pixels, 3 rows of 4]"),
    .init(
      "manifold", "data(\"mnist\");\nmodel(latent=4);\nmanifold 5",
      shows: "[25 images of 28×28 pixels, 5 rows of 5]"),
    .init(
      "map", "data(\"mnist\");\nmodel(latent=2);\nmap",
      shows: "[plot: posterior means of 20 test images; z[1] against z[0]; 20 points in …"),
    .init(
      "likelihood",
      "data(\"mnist\");\nmodel(latent=2);\nl = likelihood(samples=5, images=10)\nprint(list(l), abs(l[\"nll\"] - 548) < 10)",
      shows: "['nll', 'standard_error'] True"),
    .init(
      "diagnose", "data(\"mnist\");\nmodel(latent=3);\nd = diagnose()\nprint(len(d[\"kl\"]), d[\"active\"])",
      shows: "3 []"),
    .init(
      "disentanglement",
      "seed(1)\nv = rand(500, 2)\nd = disentanglement(v, v)\nprint(list(d), d[\"sap\"] > 0.9, d[\"factor_vae\"])",
      shows: "['mig', 'sap', 'disentanglement', 'completeness', 'informativeness', 'factor_vae'] True 1.0"),
    .init(
      "fid",
      "data(\"shapes\", train=60, test=40);\nx = images(\"test\")\nf = fid(images=x, features=lambda x: x.flatten(1)[:, :9])\nprint(list(f), f[\"fid\"] < 1e-6, f[\"precision\"])",
      shows: "['fid', 'precision', 'recall', 'training_fid'] True 1.0"),
    .init(
      "linear_probe",
      "data(\"shapes\", train=60, test=40);\nmodel(\"mlp\", latent=3, hidden=8);\np = linear_probe()\nprint(list(p), p[\"accuracy\"] > 0)",
      shows: "['accuracy', 'chance'] True"),
    .init(
      "compare",
      "data(\"shapes\", train=60, test=40);\nmodel(\"mlp\", latent=3, hidden=8);\nsave(\"three\");\nmodel(\"mlp\", latent=5, hidden=8);\nc = compare(\"three\", n=30)\nprint([m[\"latent\"] for m in c], [m[\"name\"] for m in c])",
      shows: "[5, 3] ['present', 'three']"),
    .init(
      "evaluate",
      "data(\"mnist\");\nmodel(latent=2);\ne = evaluate()\nprint(list(e), abs(e[\"reconstruction\"] + e[\"kl\"] - e[\"loss\"]) < 0.001)",
      shows: "['loss', 'reconstruction', 'kl', 'standard_error'] True"),
  ]

  private static let pictures: [EntryCase] = [
    .init("show", "show rand(28, 28)", shows: "[image of 28×28 pixels]"),
    .init("show", "show(rand(3, 1, 5, 4), columns=3)", shows: "[3 images of 4×5 pixels, 1 row of 3]"),
    .init("show", "show rand(32, 784)", shows: "[32 images of 28×28 pixels, 4 rows of 8]"),
    .init(
      "show", "show [rand(4, 4), zeros(4, 4)], captions=[\"a\", \"b\"], columns=1",
      shows: "[2 images of 4×4 pixels, 2 rows of 1]"),
    .init("show", "p = show(zeros(2, 2));\nshow p", shows: "[image of 2×2 pixels]\n[image of 2×2 pixels]"),
    .init("plot", "plot [1, 4, 9]", shows: "[plot: a curve of 3 values rises from 1 to 9]"),
    .init("histogram", "histogram(randn(100), bins=5)", shows: "[plot: histogram of 100 values from -…"),
    .init("histogram", "x = randn(100)\nhistogram x, bins=5", shows: "[plot: histogram of 100 values from -…"),
    .init("scatter", "scatter([0, 1], [2, 3])", shows: "[plot: 2 points, x from 0 to 1, y from 2 to 3]"),
    .init(
      "scatter", "x = arange(5)\ny = x ** 2\nscatter x, y", shows: "[plot: 5 points, x from 0 to 4, y from 0 to 16]"),
    .init(
      "scatter", "x = randn(5, 2)\nscatter x, labels=[0, 1, 0, 2, 1], title=\"five\"",
      shows: "[plot: five; 5 points in 3 classes, x from …"),
    .init(
      "histogram", "histogram randn(100), title=\"h\", xlabel=\"value\", ylabel=\"how often\"",
      shows: "[plot: h; how often against value; histogram of 100 values from -…"),
    .init(
      "diagram", "data(\"mnist\");\nmodel(\"mlp\", latent=10);\ndiagram\ndiagram gradients",
      shows:
        "[diagram: an image of 1×28×28, the encoder, mean and log-variance of 10 latent dimensions, z = mean + deviation · noise, the decoder, the reconstruction]\n[diagram: where z is drawn from N(mean, variance) the gradient stops at the draw; where z = mean + deviation · noise it reaches the encoder]"
    ),
    .init(
      "scatter", "p = scatter([0, 1], [2, 3]);\nshow p",
      shows: "[plot: 2 points, x from 0 to 1, y from 2 to 3]\n[plot: 2 points, x from 0 to 1, y from 2 to 3]"),
  ]

  private static let session: [EntryCase] = [
    .init(
      "save", "data(\"mnist\");\nmodel(latent=2);\nsave \"entry-case\"",
      shows: "saved …"),
    .init("save", "save randn(2), \"entry-case.npy\"", shows: "saved …"),
    .init(
      "load", "save(tensor([[1, 2], [3, 4]]), \"load-case.npy\")\nload(\"load-case.npy\")[1]",
      shows: "tensor 2\n[3, 4]"),
    .init(
      "load",
      "save({\"a\": tensor([1, 2]), \"b\": eye(2)}, \"load-case.npz\")\nd = load(\"load-case.npz\")\nprint(len(d), d[\"a\"].sum())",
      shows: "2 3"),
    .init("export", "data(\"mnist\");\nmodel(latent=2);\nexport decoder, \"export-case\"", shows: "exported …"),
    .init("export", "export sequential(linear(3, 2), relu), \"export-case.onnx\"", shows: "exported …"),
    .init(
      "export", "export(randn(4, 2), \"export-case.npz\")\nload(\"export-case.npz\")[\"arr_0\"].shape", shows: "(4, 2)"),
    .init("open", "open zeros", shows: "zeros(2, 3)"),
    .init(
      "session", "set(threads=2)\nsession",
      shows: """
        session
        \(String(repeating: "─", count: "random seed   2, OpenBLAS kernels for ".count + BLAS.coreName.count))
        data          none: data mnist
        model         none: model latent=30
        training      none yet
        random seed   0
        autosave      off
        threads       2, OpenBLAS kernels for \(BLAS.coreName)
        """),
    .init("seed", "seed 42\na = randn(2)\nseed(42)\nprint(sum(randn(2) == a))", shows: "2"),
    .init("set", "set threads=2", shows: "threads: 2"),
    .init("set", "set(threads=2);\nset", shows: "threads: 2\njudge: lenient\nautosave: off"),
    .init("reset", "data(\"mnist\");\nx = 3\nreset\nprint(x)", shows: "3"),
    .init("reset", "seed 3\nreset\na = randn(1).item()\nseed 0\nprint(a == randn(1).item())", shows: "True"),
  ]

  private static let layers: [EntryCase] = [
    .init("linear", "linear(20, 512)", shows: "linear(20, 512)"),
    .init("conv2d", "conv2d(1, 16, 5, padding=1)", shows: "conv2d(1, 16, 5, padding=1)"),
    .init(
      "conv_transpose2d", "print(conv_transpose2d(3, 2, 4, stride=2, padding=1)(rand(1, 3, 5, 7)).shape)",
      shows: "(1, 2, 10, 14)"),
    .init(
      "conv_transpose2d", "conv_transpose2d(8, 4, 3, stride=2, output_padding=1, bias=False)",
      shows: "conv_transpose2d(8, 4, 3, stride=2, output_padding=1, bias=False)"),
    .init(
      "batch_norm",
      """
      net = sequential(batch_norm(2))
      x = tensor([[1, 10], [3, 30]])
      print(net(x))
      net.eval()
      print(net(x))
      """,
      shows:
        "tensor 2×2\n[[-1.0000, -1.0000],\n [ 1.0000,  1.0000]]\ntensor 2×2\n[[0.7628, 1.7499],\n [2.6697, 6.1247]]"),
    .init(
      "layer_norm", "layer_norm((3, 4), elementwise_affine=False)",
      shows: "layer_norm((3, 4), elementwise_affine=False)"),
    .init("dropout", "x = dropout(0.25)(ones(10000))\nprint(abs(mean(x) - 1) < 0.05, max(x))", shows: "True 1.33333"),
    .init("unflatten", "unflatten(1, (1, 28, 28))", shows: "unflatten(1, (1, 28, 28))"),
    .init("adam", "adam(linear(2, 1), lr=0.01)", shows: "adam of 3 parameters, lr=0.01, 0 steps taken"),
  ]
}
