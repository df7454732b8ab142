import Language

/// Layers of the table as classes: what others derive from, and what has settings of PyTorch's that the table's have not.
enum LayerBases {
  /// Those of ``LayerBasesModule`` that are entries.
  private static let names: Set = [
    "Linear", "Embedding", "Identity", "Conv1d", "Conv2d", "ConvTranspose2d", "BatchNorm1d", "BatchNorm2d", "LayerNorm",
    "GroupNorm", "Sequential", "ModuleList", "Flatten", "Softplus", "MaxPool2d", "GRU", "LSTM",
  ]

  /// Settings that a class alone has. With their defaults it is the table's layer, which is faster.
  private static func settings(of name: String) -> [Parameter]? {
    switch name {
    case "Conv1d", "Conv2d":
      [
        Parameter(
          "padding_mode", .string, default: .string("zeros"),
          "what lies around the input: zeros, reflect, replicate, circular")
      ]
    case "Flatten":
      [
        Parameter("start_dim", .integer(), default: .integer(1), "the first dimension of those that become one"),
        Parameter("end_dim", .integer(), default: .integer(-1), "the last of them"),
      ]
    case "Softplus": Namespaces.sharpness
    case "MaxPool2d":
      [
        Parameter("dilation", .any, default: .integer(1), "1: elements of a window lie side by side"),
        Parameter("return_indices", .bool, default: .bool(false), "False: where the largest lay is not told"),
        Parameter("ceil_mode", .bool, default: .bool(false), "whether a window may reach over the far edge"),
      ]
    case "GRU", "LSTM":
      [
        Parameter("dropout", .real(0...1), default: .real(0), "the share that is dropped between two layers"),
        Parameter("bidirectional", .bool, default: .bool(false), "whether sequences are gone through backwards too"),
      ]
    default: nil
    }
  }

  /// An entry that makes layers, with the class of that name in the module. Its text is read when it is first needed.
  static func derivable(_ value: Value, _ bases: NamespaceValue) -> Value {
    guard case .builtin(var entry) = value, names.contains(entry.name) else { return value }
    let base: () -> ClassValue? = { [weak bases, name = entry.name] in
      guard case .object(let object)? = bases?[name] else { return nil }
      return object as? ClassValue
    }
    entry.base = base
    guard let settings = settings(of: entry.name) else { return .builtin(entry) }
    return .builtin(entry.taking(settings, from: base))
  }
}

extension Entry {
  /// With these settings, in place of its own of their names: where one is not as by default, an object of the class.
  fileprivate func taking(_ settings: [Parameter], from base: @escaping () -> ClassValue?) -> Entry {
    let own = self
    var entry = self
    let names = settings.map(\.name)
    entry.parameters.removeAll { names.contains($0.name) }
    let place =
      entry.parameters.firstIndex { $0.style == .keywordOnly || $0.name == "device" } ?? entry.parameters.count
    entry.parameters.insert(contentsOf: settings, at: place)
    func isUsual(_ arguments: Arguments) -> Bool {
      settings.allSatisfy { setting in
        !arguments.isGiven(setting.name) || arguments[setting.name].repr == setting.defaultValue?.repr
      }
    }
    func usual(_ arguments: Arguments) -> Arguments {
      own.arguments(
        own.parameters.map(\.name).filter { arguments.isGiven($0) && !names.contains($0) }
          .reduce(into: [:]) { $0[$1] = arguments[$1] })
    }
    entry.run = { arguments, context in
      guard !isUsual(arguments), let base = base() else { return try own.run(usual(arguments), context) }
      let given = entry.parameters.map(\.name).filter(arguments.isGiven)
      return try context.call(.object(base), given.map { CallArgument(name: $0, arguments[$0]) })
    }
    if case .known(let rule) = abstract {
      entry.abstract = .known { _, arguments in isUsual(arguments) ? try rule(own, usual(arguments)) : nil }
    }
    return entry
  }
}
