import Language

extension PyTorchDialect {
  static let modules: ForeignModules = {
    var modules = ForeignModules()
    modules.names = [
      "torch", "nn", "F", "optim", "functional", "torchvision", "transforms", "datasets", "np", "numpy", "plt",
      "matplotlib", "pyplot", "tf", "jnp", "jax", "keras", "sns", "pd",
    ]
    modules.abbreviations = [
      ("torch.nn.functional.", "F."), ("nn.functional.", "F."), ("functional.", "F."), ("torch.nn.", "nn."),
      ("torch.optim.", "optim."), ("numpy.", "np."), ("jax.numpy.", "np."), ("jnp.", "np."), ("tf.math.", "tf."),
      ("tensorflow.", "tf."), ("nn.parameter.", "nn."),
    ]
    modules.namesakes = [
      "torch": .all, "nn": .all, "F": .all, "np": .all, "optim": .all, "math": .all,
      "torch.linalg": .some(factors), "np.linalg": .some(factors), "np.random": .some(["rand", "randn"]),
    ]
    modules.namesakesWithin = ["tf": .some(elementary), "jax": .some(elementary)]
    modules.commands = ["torch.manual_seed"]
    modules.others = others
    modules.modulesOfCalls = ["torch", "nn", "F", "np", "optim"]
    modules.examples = examplesOfPaths
    modules.idleParts = ForeignModules.IdleParts(
      fragments: ["cuda", "backends"], functions: ["device"], because: noDevice)
    modules.idleFunctions = [
      "show": ForeignModules.IdleFunction(
        of: ["sns"], because: "pictures show themselves")
    ]
    modules.arrays = arrays
    modules.advice = advice
    return modules
  }()

  /// What to do instead of importing what is not there.
  private static let advice: [String: String] = {
    let files = "leave it out; `load` reads arrays and weights, `data` folders of pictures"
    let network = "leave it out; `data mnist, download=True` gets the published sets"
    let pictures = "import matplotlib.pyplot as plt"
    let other = "leave it out; torch and numpy have what is here of it"
    return [
      "pandas": files, "csv": files,
      "pickle":
        "torch.save(x, \"x.pt\") and torch.load(\"x.pt\") keep numbers, texts, tensors, and lists and dicts of them",
      "gzip": files, "h5py": files,
      "cv2": files, "imageio": files, "skimage": files,
      "shutil": "leave it out; files are moved in a terminal",
      "subprocess": "leave it out; a cell does not run other programs",
      "requests": network, "urllib": network, "wget": network, "seaborn": "import matplotlib.pyplot as plt",
      "mpl_toolkits": "plt.scatter(z[:, 0], z[:, 1], c=z[:, 2])",
      "matplotlib.animation": "plt.show() in a loop shows a picture at each step",
      "matplotlib.colors.ListedColormap": "cmap=\"tab10\"",
      "matplotlib.colors.Normalize": "cmap=\"coolwarm\", vmin=-1, vmax=1",
      "matplotlib.colors.TwoSlopeNorm": "cmap=\"coolwarm\", vmin=-1, vmax=1", "plotly": pictures,
      "bokeh": pictures,
      "tensorflow": other, "keras": other, "jax": other,
      "tensorboard": "from torch.utils.tensorboard import SummaryWriter",
      "tensorboardX": "from torch.utils.tensorboard import SummaryWriter",
      "wandb": "leave it out; `plot history` draws the losses",
      "torchvision.models": "leave it out; networks with learned weights are read by torch.load, as state_dicts",
      "torch.multiprocessing": "leave it out; tensors use all processors by themselves",
      "torch.nn.utils.weight_norm": "leave it out; a layer's weight is learned as it is here",
      "torch.nn.utils.spectral_norm": "leave it out; a layer's weight is learned as it is here",
      "models": "leave the line out, and run the text of that file in a cell before",
      "model": "leave the line out, and run the text of that file in a cell before",
      "utils": "leave the line out, and run the text of that file in a cell before",
      "torch.distributed": "leave it out; there is one process, which uses all processors",
      "torch.cuda.amp": "leave it out; all numbers are float32",
      "torch.amp": "leave it out; all numbers are float32",
      "torchsummary": "leave it out; `summary net, (1, 28, 28)` shows a network",
      "torchinfo": "leave it out; `summary net, (1, 28, 28)` shows a network",
      "pytorch_lightning": "leave it out; `train` is the loop, or a loop by hand",
      "multiprocessing": "leave it out; tensors use all processors by themselves",
      "threading": "leave it out; tensors use all processors by themselves",
    ]
  }()

  /// Functions of matrices that stand in a module of their own elsewhere.
  private static let factors: Set<String> = ["matmul", "det", "slogdet", "inv", "cholesky", "solve"]

  /// Functions that every library has alike.
  private static let elementary: Set<String> = [
    "exp", "log", "sqrt", "abs", "sigmoid", "tanh", "relu", "softplus", "zeros", "ones", "zeros_like", "ones_like",
    "maximum", "minimum", "matmul",
  ]

  /// Functions that are something else here than their name says, and an example of what is most like them.
  private static let examplesOfPaths: [String: String] = [
    "time.time": "time train epochs=1",
    "time.perf_counter": "time train epochs=1", "np.random.randint": "10 * rand(5) // 1",
    "random.sample": "x[randperm(len(x))[:3]]",
    "random.choice": "x[int(len(x) * rand(1).item())]", "random.shuffle": "x = x[randperm(len(x))]",
    "torch.where": "arange(len(y))[y == 3]", "np.where": "arange(len(y))[y == 3]",
    "np.nonzero": "nonzero(x, as_tuple=True)", "np.repeat": "repeat_interleave(x, 2)", "np.pad": "pad(x, (1, 1))",
    "np.meshgrid": "meshgrid(a, b, indexing=\"xy\")", "np.select": "where(condition, a, b)",
    "torch.range": "arange(0, 6)",
  ]

  /// Names that are known here and mean another thing in these modules, where the calls and examples do not have them.
  static let others: Set<String> = [
    "torch.range", "np.split", "torch.conv2d", "torch.conv_transpose2d", "torch.batch_norm",
    "torch.layer_norm", "torch.grad", "torch.step", "torch.binary_cross_entropy_with_logits", "torch.histogram",
    "np.input", "np.filter", "np.zip", "np.nonzero", "np.repeat", "np.pad", "np.meshgrid", "np.select", "F.unfold",
    "torch.kl_div", "torch.conv1d", "torch.conv_transpose1d", "torch.group_norm", "torch.instance_norm",
    "torch.embedding", "F.prelu", "torch.prelu", "torch.gru", "torch.lstm", "torch.gru_cell", "torch.lstm_cell",
    "np.outer",
  ]
}
