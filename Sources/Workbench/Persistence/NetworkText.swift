import Datasets
import Language
import Networks

/// Networks made from their descriptions: `sequential(linear(30, 512), relu, linear(512, 784), sigmoid)`.
enum NetworkText {
  /// The longest description that is read, in bytes: one of ten thousands of layers.
  static let longest = 1 << 20

  /// The network that a description makes, with new parameters.
  ///
  /// It is read as the language reads it, but with nothing in reach except layers, and nothing in it except calls: what
  /// stands in a file must not do more than describe a network.
  ///
  /// - Throws: ``Diagnostic`` where it makes none.
  static func layer(_ description: String, _ path: String, _ context: Context) throws -> any Layer {
    let damaged = { (reason: String?) in
      Diagnostic.damaged(
        path, "its networks cannot be made from what it says of them" + (reason.map { ": \($0)" } ?? ""))
    }
    let allowed = { (character: Character) in
      character.isASCII && (character.isLetter || character.isNumber || "_(),.=+- ".contains(character))
    }
    guard !description.isEmpty, description.allSatisfy(allowed) else { throw damaged(nil) }
    // Sessions of earlier days wrote the shape of unflatten without its dimension.
    let description = description.replacing(/unflatten\(([0-9]+(, [0-9]+)*)\)/) { "unflatten(1, (\($0.output.1),))" }
    let session = Session()
    let interpreter = Interpreter(table: LayerEntries(random: session.randomNumbers).all, host: session)
    let result = interpreter.run(description, named: path, output: Silence(), cancellation: context.cancellation)
    if let error = result.error {
      // No abstract network is too large for the memory, but one that no file can be of.
      let isNoFault = error.kind == .interrupted || error.kind == .memory && !AbstractTensors.inUse
      throw isNoFault ? error : damaged(error.message.inMessage)
    }
    guard let value = result.value, let layer = try? value.layer(for: "load") else { throw damaged(nil) }
    return layer
  }

  private final class Silence: Output {
    func write(_ text: String, to stream: OutputStream) {}
    func display(_ display: Display, id: String?) {}
    func update(_ display: Display, id: String) {}
    func clear(wait: Bool) {}
    func page(_ display: Display) {}
    func nextCell(_ text: String) {}
    func input(prompt: String) throws -> String { "" }
  }
}
