import Glibc
import Language

/// A library as a room above the language would bring it: one kind of value, a few functions, a few commands.
final class FakeLibrary: Host {
  /// Stands for a random stream: each `noise()` takes the next number.
  var position = 0
  var trained = 0
  let terms = [
    GlossaryTerm(
      "vector_space", also: ["span"], "Where vectors live.", formula: "a + b", lessons: ["1"], entries: ["exp2"])
  ]

  let dialect: any Dialect = FakeDialect()

  func checkpoint() -> () -> Void {
    let position = position
    return { self.position = position }
  }

  var entries: [Entry] { functions + commands }

  private var functions: [Entry] {
    [
      Entry(
        "vector", group: "vectors", "a vector of these numbers",
        parameters: [Parameter("items", .list, "the numbers")], result: "vector", abstract: .unknown,
        example: "vector([1, 2])",
        run: { arguments, _ in
          .object(Vector(arguments.values("items").compactMap(\.plainNumber)))
        }),
      Entry(
        "exp2", group: "vectors", "two to the power of each number",
        parameters: [Parameter("x", .like("vector"), "a vector")],
        result: "vector", abstract: .unknown, isMethod: true, example: "exp2(vector([1, 2]))",
        run: { arguments, _ in
          guard let vector = arguments.object("x", as: Vector.self) else {
            throw Diagnostic(.type, "exp2 takes a vector, and this is \(arguments["x"].phrase)", parameter: "x")
          }
          return .object(Vector(vector.items.map { pow(2, $0) }))
        }),
      Entry(
        "mean", group: "vectors", "the mean of the numbers",
        parameters: [
          Parameter("x", .like("vector"), "a vector"),
          Parameter("dim", .integer(), default: Value.none, "along which dimension"),
          Parameter("keepdim", .bool, default: .bool(false), "whether to keep it"),
        ], result: "number", abstract: .unknown, isMethod: true, example: "mean(vector([1, 2]))",
        run: { arguments, _ in
          let items = arguments.object("x", as: Vector.self)?.items ?? []
          return .real(items.reduce(0, +) / Double(max(1, items.count)))
        }),
      Entry(
        "reshape", group: "vectors", "the same numbers in another shape",
        parameters: [
          Parameter("x", .like("vector"), "a vector"), Parameter("shape", .integers, style: .variadic, "its lengths"),
        ], result: "vector", abstract: .unknown, isMethod: true, example: "vector([1, 2]).reshape(2)",
        otherNames: ["view"],
        run: { arguments, _ in
          let shape = arguments.integers("shape")
          guard let vector = arguments.object("x", as: Vector.self),
            shape.reduce(1.0, { $0 * Double($1) }) == Double(vector.items.count)
          else {
            throw Diagnostic(.shape, "\(shape) does not hold as many numbers", parameter: "shape")
          }
          return arguments["x"]
        }),
      Entry(
        "noise", group: "vectors", "the next number of the stream", result: "int", abstract: .unknown,
        effect: .changesSession,
        example: "noise()",
        run: { [unowned self] _, _ in
          position += 1
          return .integer(position)
        }),
      Entry(
        "linear", group: "layers", "a layer",
        parameters: [
          Parameter("inputs", .integer(1...1_000_000), "features in"),
          Parameter("outputs", .integer(1...1_000_000), "features out"),
          Parameter("bias", .bool, default: .bool(true), "whether it adds one"),
        ], result: "layer", abstract: .unknown, example: "linear(2, 3)",
        run: { arguments, _ in .object(Layer(arguments.integer("inputs"), arguments.integer("outputs"))) }),
      Entry(
        "sequential", group: "layers", "layers one after another",
        parameters: [Parameter("layers", .any, style: .variadic, "what to go through")], result: "layer",
        abstract: .unknown,
        example: "net = sequential(linear(2, 3), linear(3, 1))", otherNames: ["class"],
        run: { arguments, _ in arguments.values("layers").first ?? .none }),
      Entry(
        "no_grad", group: "layers", "a block without gradients", result: "scope", abstract: .unknown,
        example: "with no_grad():\n    pass",
        run: { [unowned self] _, _ in .object(Scope(self)) }),
      Entry(
        "broken", group: "layers", "an entry whose work fails in a way nobody foresaw", result: "None",
        abstract: .unknown,
        example: "1", run: { _, _ in throw Unforeseen() }),
    ]
  }

  private var commands: [Entry] {
    [
      Entry(
        "train", .command, group: "training", "trains for some epochs",
        parameters: [
          Parameter("epochs", .integer(1...100_000), default: .integer(1), "passes over the data"),
          Parameter("lr", .real(0...10), default: .real(0.001), "the step size"),
        ], result: "history", abstract: .unknown, effect: .changes("the model"), example: "train epochs=2",
        run: { [unowned self] arguments, context in
          trained += arguments.integer("epochs")
          if context.isCommand { context.output.write("trained \(trained)\n", to: .standardOutput) }
          return .list([.integer(trained), .real(arguments.real("lr"))])
        }),
      Entry(
        "plot", .command, group: "training", "plots a history",
        parameters: [
          Parameter("what", .word(["loss", "elbo", "kl"], open: true), default: .string("loss"), "what to plot"),
          Parameter("kind", .word(["line", "bars"]), default: .string("line"), "how"),
        ], result: "picture", abstract: .unknown, alwaysDisplays: true, example: "plot loss",
        run: { arguments, context in
          context.output.display(Display(plain: "plot of \(arguments["what"].text)"), id: nil)
          return .string("picture")
        }),
      Entry(
        "data", .command, group: "data", "loads data",
        parameters: [
          Parameter("name", .word(["mnist", "fashion_mnist", "shapes"], open: true), "what to load"),
          Parameter("batch", .integer(1...100_000), default: .integer(64), unit: "images", "images in a batch"),
        ], result: "dataset", abstract: .unknown, effect: .changesSession, example: "data shapes",
        run: { arguments, context in
          if context.isCommand { context.output.write("data \(arguments["name"].text)\n", to: .standardOutput) }
          return arguments["name"]
        }),
      Entry(
        "sample", .command, group: "looking", "draws samples",
        parameters: [Parameter("count", .any, default: .integer(64), "how many")], result: "picture",
        abstract: .unknown,
        example: "sample 8",
        run: { arguments, context in
          if context.isCommand { context.output.write("sample \(arguments["count"].text)\n", to: .standardOutput) }
          return arguments["count"]
        }),
      Entry(
        "show", .command, group: "data", "shows a picture",
        parameters: [
          Parameter("x", .any, "what to show"), Parameter("columns", .integer(), default: Value.none, "of the grid"),
        ], result: "picture", abstract: .unknown, alwaysDisplays: true, example: "show vector([1, 2])",
        otherNames: ["imshow"],
        run: { arguments, context in
          context.output.display(Display(plain: "picture of \(arguments["x"].text)"), id: nil)
          return arguments["x"]
        }),
      Entry(
        "model", .command, group: "training", "makes a model",
        parameters: [
          Parameter("encoder", .any, default: Value.none, "a network or a preset"),
          Parameter("decoder", .any, default: Value.none, "a network"),
          Parameter("latent", .integer(1...4096), default: .integer(30), "dimensions"),
        ], result: "model", abstract: .unknown, effect: .changes("the model"), example: "model latent=2",
        run: { _, _ in .none }
      ),
      Entry(
        "reconstruct", .command, group: "looking", "shows reconstructions",
        parameters: [Parameter("count", .integer(1...1000), default: .integer(8), "how many")], result: "picture",
        abstract: .unknown,
        example: "reconstruct 8", run: { arguments, _ in arguments["count"] }),
      Entry(
        "interpolate", .command, group: "looking", "from one class to another",
        parameters: [
          Parameter("a", .any, "the first"), Parameter("b", .any, "the second"),
          Parameter("steps", .integer(2...1000), default: .integer(8), "how many"),
        ], result: "picture", abstract: .unknown, example: "interpolate 3, 8",
        run: { arguments, _ in arguments["steps"] }),
    ]
  }
}

struct Unforeseen: Error {}

/// A value with operators, indices, attributes.
final class Vector: ObjectValue {
  let items: [Double]

  init(_ items: [Double]) { self.items = items }

  var typeName: String { "vector" }
  var detail: String? { "of \(items.count)" }
  func repr() -> String { "vector(" + items.map { Value.real($0).repr }.joined(separator: ", ") + ")" }
  var attributeNames: [String] { ["size", "item"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "size": .integer(items.count)
    case "item": number.map(Value.real) ?? Value.none
    default: nil
    }
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard indices.count == 1 else { throw Diagnostic(.index, "a vector has one dimension") }
    switch indices[0] {
    case .value(.integer(let index)) where items.indices.contains(index): return .object(Vector([items[index]]))
    case .slice(let start, let stop, _):
      let first = min(max(0, start ?? 0), items.count)
      return .object(Vector(Array(items[first..<min(max(first, stop ?? items.count), items.count)])))
    default: throw Diagnostic(.index, "there is no such item")
    }
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    let others: [Double]
    if case .object(let object) = other, let vector = object as? Vector {
      guard vector.items.count == items.count else {
        throw Diagnostic(.shape, "vectors of \(items.count) and of \(vector.items.count) do not fit together")
      }
      others = vector.items
    } else if let number = other.plainNumber {
      others = items.map { _ in number }
    } else {
      return nil
    }
    let (left, right) = reversed ? (others, items) : (items, others)
    func each(_ body: (Double, Double) -> Double) -> Value { .object(Vector(zip(left, right).map(body))) }
    switch operation {
    case .add: return each(+)
    case .subtract: return each(-)
    case .multiply: return each(*)
    case .less: return each { $0 < $1 ? 1 : 0 }
    default: return nil
    }
  }

  func unary(_ operation: UnaryOperator, _ context: Context) throws -> Value? {
    .object(Vector(items.map { operation == .minus ? -$0 : $0 }))
  }

  func truth() throws -> Bool {
    guard items.count == 1 else { throw Diagnostic(.value, "the truth of \(items.count) numbers is not clear") }
    return items[0] != 0
  }

  var count: Int? { items.count }

  func iterate() throws -> IteratorValue? {
    var position = 0
    return IteratorValue("items", count: items.count) { [items] in
      defer { position += 1 }
      return position < items.count ? .real(items[position]) : nil
    }
  }

  var number: Double? { items.count == 1 ? items[0] : nil }
}

/// A value that can be called.
final class Layer: ObjectValue {
  let inputs: Int
  let outputs: Int

  init(_ inputs: Int, _ outputs: Int) {
    self.inputs = inputs
    self.outputs = outputs
  }

  var typeName: String { "layer" }
  var detail: String? { "\(inputs)→\(outputs)" }
  func repr() -> String { "linear(\(inputs), \(outputs))" }
  var isCallable: Bool { true }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard case .object(let object)? = arguments.first?.value, let vector = object as? Vector else {
      throw Diagnostic(.type, "a layer is called with a vector")
    }
    guard vector.items.count == inputs else {
      throw Diagnostic(
        .shape, "linear(\(inputs), \(outputs)) needs \(inputs) features, and this has \(vector.items.count)",
        suggestion: "rebuild it with linear(\(vector.items.count), \(outputs))")
    }
    return .object(Vector(Array(repeating: vector.items.reduce(0, +), count: outputs)))
  }
}

/// What `with no_grad():` enters.
final class Scope: ScopedValue {
  private unowned let library: FakeLibrary

  init(_ library: FakeLibrary) { self.library = library }

  var typeName: String { "scope" }
  func repr() -> String { "no_grad()" }
  func enter(_ context: Context) { library.trained += 1_000 }
  func exit() { library.trained -= 1_000 }
}
