import Language
import Networks
import Tensors

/// Where the session's random numbers come from: what draws from it needs nothing else of the session.
final class RandomNumbers {
  /// A value, so that a statement that fails can give back what it drew.
  var source = RandomSource(seed: 0)

  /// The numbers of the stream's next draw.
  func next(_ stream: Philox.Stream) -> Philox { source.next(stream) }

  /// Whose seed is no other's: `np.random.seed(0)` begins NumPy's numbers anew, and PyTorch's go on. Until they are seeded, all
  /// draw from the session's.
  enum Library: String { case numpy, python }

  func seed(_ seed: UInt64, of library: Library) { source[apart: library.rawValue] = RandomSource(seed: seed) }

  /// Has what `body` draws come from the library's numbers.
  func drawing<Result>(as library: Library, _ body: () throws -> Result) rethrows -> Result {
    guard let own = source[apart: library.rawValue] else { return try body() }
    let all = source
    source = own
    defer {
      let drawn = source
      source = all
      source[apart: library.rawValue] = drawn
    }
    return try body()
  }

  /// Has what `body` draws come from a generator's numbers.
  func drawing<Result>(from generator: GeneratorValue, _ body: () throws -> Result) rethrows -> Result {
    let all = source
    source = generator.source
    defer { (generator.source, source) = (source, all) }
    return try body()
  }
}

/// `torch.Generator`: random numbers of its own, which begin where it is told and are nobody else's.
final class GeneratorValue: FunctionHolder {
  /// Where PyTorch's begin that are not told.
  private static let usualSeed: UInt64 = 67_280_421_310_721

  fileprivate(set) var source: RandomSource

  init(_ source: RandomSource = RandomSource(seed: usualSeed)) { self.source = source }

  let typeName = "generator"
  var className: String { "Generator" }
  var detail: String? { "seed \(source.seed)" }
  func repr() -> String { "<torch.Generator of seed \(source.seed)>" }
  let attributeNames = ["device", "initial_seed", "manual_seed"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "manual_seed":
      .object(
        NativeFunction(name) { [self] arguments, _ in
          guard arguments.count == 1, let number = arguments[0].value.wholeNumber, 0...(1 << 53) ~= number else {
            throw Diagnostic(.argument, "manual_seed takes a whole number from 0 to 2**53")
          }
          source = RandomSource(seed: UInt64(number))
          return .object(self)
        })
    case "initial_seed": .object(NativeFunction(name) { [self] _, _ in .integer(Int(source.seed)) })
    case "device": .object(DeviceValue())
    default: nil
    }
  }

  // A copy draws on by itself.
  func copied() -> any ObjectValue { GeneratorValue(source) }
  var functions: [Value] { [] }
  func copyHeldValues(to other: any ObjectValue, _ copy: (Value) throws -> Value) throws {}
}

extension Entry {
  /// With PyTorch's `generator`, whose numbers it draws.
  func takingGenerator(_ numbers: RandomNumbers) -> Entry {
    guard !parameters.contains(where: { $0.name == Self.generator.name }) else { return self }
    let own = self
    var entry = self
    entry.parameters.append(Self.generator)
    entry.run = { arguments, context in
      guard !AbstractTensors.inUse, let generator = try arguments.generator else {
        return try own.run(arguments, context)
      }
      return try numbers.drawing(from: generator) { try own.run(arguments, context) }
    }
    return entry
  }

  /// Of the library's numbers, where it has its own.
  func drawing(as library: RandomNumbers.Library, _ numbers: RandomNumbers) -> Entry {
    var entry = self
    entry.run = { [run] arguments, context in try numbers.drawing(as: library) { try run(arguments, context) } }
    return entry
  }

  static var generator: Parameter {
    Parameter("generator", .any, default: Value.none, style: .keywordOnly, "a torch.Generator, whose numbers are taken")
  }
}

extension Arguments {
  /// The argument `generator`; nil where none was given.
  var generator: GeneratorValue? {
    get throws {
      let value = self["generator"]
      if value.isNone { return nil }
      if case .object(let object) = value, let generator = object as? GeneratorValue { return generator }
      throw Diagnostic(
        .type, "a generator is made with torch.Generator(), and this is \(value.phrase)", parameter: "generator")
    }
  }
}
