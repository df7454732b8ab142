import Language

/// The dialect of people who know PyTorch, and NumPy and notebooks beside it: their names, what these are in Elbow, and
/// how their lines are written here. Each subject has its file.
///
/// A suggestion must mean what was typed: a test follows each of them, and compares with PyTorch's own values.
struct PyTorchDialect: Dialect {
  let languageName = "Elbow"
  let counterpart = "PyTorch"
  let errorKinds: [Diagnostic.Kind] = [.data, .file, .model, .gradient, .divergence]
  let foreseenKinds: Set<Diagnostic.Kind> = [.shape, .model]

  var names: ForeignNames { Self.names }
  var modules: ForeignModules { Self.modules }
  var calls: ForeignCalls { Self.calls }
  var parameters: ForeignParameters { Self.parameters }
  var members: ForeignMembers { Self.members }
  var phrases: Phrases { Self.phrases }
}

extension Session {
  package var dialect: any Dialect { PyTorchDialect() }
}
