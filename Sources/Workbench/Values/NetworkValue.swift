import Autodiff
import Language
import Networks
import Tensors

/// A layer or a network as the language sees it.
final class NetworkValue: ObjectValue {
  let layer: any Layer

  init(_ layer: any Layer) { self.layer = layer }

  var typeName: String { layer.children.isEmpty ? "layer" : "network" }
  var detail: String? { layer.children.isEmpty ? layer.description : "\(grouped(layer.parameterCount)) parameters" }
  func repr() -> String { layer.children.isEmpty ? layer.description : NetworkTable(layer, input: nil).plain }
  func display() -> Display? { layer.children.isEmpty ? nil : NetworkTable(layer, input: nil).display }

  var isCallable: Bool { true }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard arguments.count == 1, let argument = arguments.first, argument.name == nil else {
      let found = arguments.first?.name.map { "an argument named `\($0)`" } ?? "\(arguments.count) arguments"
      throw Diagnostic(.argument, "a \(typeName) takes one tensor, and got \(found)")
    }
    return NetworkValue.result(of: try layer.apply(try argument.value.tensor(for: "a \(typeName)")))
  }

  static func result(of results: [Variable]) -> Value {
    results.count == 1 ? Value(results[0]) : .tuple(results.map { Value($0) })
  }

  var attributeNames: [String] { ["parameters", "train", "eval"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "parameters": .list(ListValue(layer.parameters.map { Value($0) }))
    case "train": method("train") { $0.isTraining = true }
    case "eval": method("eval") { $0.isTraining = false }
    default: nil
    }
  }

  /// `net.train()`, which returns the network as in PyTorch.
  private func method(_ name: String, _ act: @escaping (any Layer) -> Void) -> Value {
    .builtin(
      Entry(
        name, group: "layers", "switches a network's mode", result: "network", example: "dropout(0.5).\(name)()"
      ) { [self] _, _ in
        act(layer)
        return .object(self)
      })
  }
}
