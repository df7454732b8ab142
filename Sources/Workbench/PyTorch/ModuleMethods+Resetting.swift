import Language
import Networks
import Tensors

extension ModuleMethods {
  /// The names of what begins anew in this layer: programs ask with `hasattr` which of them have it.
  static func resettingNames(of layer: any Layer) -> [String] {
    ["reset_parameters", "reset_running_stats"].filter { resetting($0, of: layer) != nil }
  }

  /// A method that gives a layer the numbers of a new one; nil where the layer has none to begin with.
  static func resetting(_ name: String, of layer: any Layer) -> Value? {
    guard layer.children.isEmpty, layer.isDescribable else { return nil }
    switch name {
    case "reset_running_stats":
      guard let norm = layer as? BatchNorm else { return nil }
      return function(name) { _ in try resetStatistics(of: norm) }
    case "reset_parameters":
      guard layer is BatchNorm || !layer.ownParameters.isEmpty else { return nil }
      return function(name) { context in
        guard case .object(let nn)? = context.value(of: "nn"), let make = try nn.attribute("_new", context),
          let new = try context.call(make, [CallArgument(ModuleMethods.value(layer))]).module
        else { return }
        for (old, new) in zip(layer.ownParameters, new.ownParameters) { try old.item.assign(new.item.value) }
        if let norm = layer as? BatchNorm { try resetStatistics(of: norm) }
      }
    default: return nil
    }
  }

  private static func resetStatistics(of norm: BatchNorm) throws {
    try norm.runningMean.assign(.zeros([norm.channels]))
    try norm.runningVariance.assign(.ones([norm.channels]))
    norm.trackedBatches = 0
  }

  private static func function(_ name: String, _ body: @escaping (Context) throws -> Void) -> Value {
    .object(
      NativeFunction(name) { arguments, context in
        guard arguments.isEmpty else { throw Diagnostic(.argument, "\(name) takes nothing") }
        try body(context)
        return .none
      })
  }
}

extension Namespaces {
  /// A layer like another, whose numbers are drawn anew.
  var newLayer: Entry {
    entry(
      "_new", "a layer like another", [Parameter("layer", .any, "the other")], result: "layer", effect: .drawsNumbers
    ) {
      [session] arguments, _ in
      let layer = try arguments["layer"].layer(for: "reset_parameters")
      var builder = NetworkBuilder()
      return .network(
        try builder.build(layer.described([]), at: "layer", random: &session.randomNumbers.source))
    }
  }
}
