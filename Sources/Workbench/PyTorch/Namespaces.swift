import Language

/// The modules that PyTorch's users import. Under a path each name has PyTorch's signature, defaults and meaning; the work
/// is that of the table's entries.
struct Namespaces {
  let session: Session
  /// The table's entries by name.
  let entries: [String: Entry]

  init(_ session: Session, _ entries: [Entry]) {
    self.session = session
    self.entries = Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// The modules by the names that they have in every cell, without an import.
  var constants: [String: Value] {
    let functional = written("torch.nn.functional", FunctionalModule.text, functional)
    let initializers = written("torch.nn.init", InitModule.text, initializers)
    let bases = NamespaceValue(
      "torch.nn._bases", ["Module": .object(ModuleClass.shared), "Parameter": .builtin(parameter)],
      text: LayerBasesModule.text)
    let nn = Value.object(
      NamespaceValue(
        "torch.nn",
        layers.mapValues { LayerBases.derivable($0, bases) }.merging(own([newLayer])) { $1 }.merging([
          "_bases": .object(bases),
          "functional": functional, "init": initializers,
          "utils": written(
            "torch.nn.utils",
            [LayersModule.utilities, LayersModule.weightNorm, LayersModule.spectralNorm].joined(separator: "\n\n"),
            gradientUtilities.merging([
              "parametrizations": written(
                "torch.nn.utils.parametrizations",
                LayersModule.parametrizedWeightNorm + "\n\n" + LayersModule.parametrizedSpectralNorm),
              "rnn": written("torch.nn.utils.rnn", SequencesModule.text),
            ]) { $1 }),
        ]) { $1 }, text: LayersModule.text, parts: ["parallel", "parameter", modulesOfLayers]))
    let schedulers = written("torch.optim.lr_scheduler", SchedulerModule.text)
    let optim = Value.object(
      NamespaceValue(
        "torch.optim", optimizers.merging(["lr_scheduler": schedulers]) { $1 }, text: OptimModule.text,
        parts: ["optimizer"]))
    let data = Value.object(
      NamespaceValue(
        "torch.utils.data", self.data, text: DataModule.text,
        parts: ["dataloader", "dataset", "sampler", "distributed"]))
    let torch = written(
      "torch", TorchModule.text,
      tensors.merging(own([named])) { $1 }.merging([
        "nn": nn, "optim": optim, "_largest_whole": .integer(.max),
        "utils": module(
          "torch.utils",
          ["data": data, "tensorboard": written("torch.utils.tensorboard", TensorBoardModule.text, own(eventFiles))]),
        "distributions": .object(
          NamespaceValue(
            "torch.distributions", [:], text: DistributionsModule.text,
            parts: DistributionsModule.parts.map { NamespaceValue.Part($0) })),
        "autograd": .object(
          NamespaceValue(
            "torch.autograd",
            (entries["grad"].map { ["_grad": .builtin($0)] } ?? [:]).merging(own([customGradient])) { $1 }
              .merging(["functional": written("torch.autograd.functional", AutogradModule.functional)]) { $1 },
            text: AutogradModule.text, parts: ["function", "variable"])),
      ]) { $1 })
    let datasets = module("torchvision.datasets", self.datasets)
    let transforms = self.transforms
    let numpy = written("numpy", NumPyModule.whole, arrays)
    let pyplot = pyplotModule
    let imageUtilities = module("torchvision.utils", imageUtilities)
    return [
      "torch": torch, "nn": nn, "F": functional, "optim": optim, "np": numpy, "numpy": numpy,
      "matplotlib": matplotlib(pyplot), "pyplot": pyplot, "plt": pyplot, "pylab": pyplot,
      "math": written("math", MathModule.text, mathematics),
      "torchvision": module(
        "torchvision", ["datasets": datasets, "transforms": transforms, "utils": imageUtilities]),
      "datasets": datasets,
      "transforms": transforms,
      "typing": .object(
        NamespaceValue(
          "typing", TypingModule.types.merging(["NamedTuple": .object(NamedTupleBase.shared)]) { $1 }, isOpen: true,
          text: TypingModule.text)),
      "__future__": .object(NamespaceValue("__future__", [:], isOpen: true)),
    ]
  }

  /// `torch.nn.modules`, whose files programs name: `isinstance(m, nn.modules.conv._ConvNd)`.
  private var modulesOfLayers: NamespaceValue.Part {
    func together(_ names: String) -> Value {
      .tuple(names.split(separator: " ").compactMap { layers[String($0)] })
    }
    return NamespaceValue.Part(
      "modules",
      parts: [
        NamespaceValue.Part("conv", ["_ConvNd": together("Conv1d Conv2d ConvTranspose1d ConvTranspose2d")]),
        NamespaceValue.Part("batchnorm", ["_BatchNorm": together("BatchNorm1d BatchNorm2d")]),
        "activation", "container", "dropout", "flatten", "linear", "loss", "module", "normalization", "padding",
        "pooling",
        "rnn", "sparse", "upsampling",
      ])
  }

  func module(_ path: String, _ members: [String: Value]) -> Value {
    .object(NamespaceValue(path, members))
  }

  // MARK: Members

  /// Entries that mean under a path what they mean here.
  func same(_ names: String, _ change: (Entry) -> Entry = { $0 }) -> [String: Value] {
    names.split(separator: " ").reduce(into: [:]) { members, name in
      guard let entry = entries[String(name)] else { return }
      members[String(name)] = .builtin(change(entry))
    }
  }

  /// Entries of names' own.
  func own(_ entries: [Entry]) -> [String: Value] {
    Dictionary(entries.map { ($0.name, .builtin($0)) }, uniquingKeysWith: { $1 })
  }

  /// An entry that is found behind a dot only.
  func entry(
    _ name: String, _ summary: String, _ parameters: [Parameter], result: String, abstract: AbstractRule = .unknown,
    effect: Entry.Effect = .reads, _ run: @escaping (Arguments, Context) throws -> Value
  ) -> Entry {
    var entry = Entry(
      name, group: "modules", summary, parameters: parameters, result: result, abstract: abstract, effect: effect,
      example: "torch.\(name)", run: run)
    entry.isBare = false
    return entry
  }
}

extension Session {
  package var constants: [String: Value] { Namespaces(self, pathEntries).constants }

  package var modules: [String: Value] {
    let namespaces = Namespaces(self, pathEntries)
    return namespaces.libraries.merging(namespaces.science) { $1 }
  }

  package var methods: [Entry] {
    let entries = Dictionary(pathEntries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    return TensorMethods(entries: entries).all + InPlaceMethods(session: self, entries: entries).all
  }

  /// What stands behind the paths: on a copy for others, entries that refuse to change it.
  private var pathEntries: [Entry] { isSnapshot ? readingEntries() : entries() }
}
