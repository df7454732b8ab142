import Autodiff
import Language
import Networks
import Tensors

extension Namespaces {
  /// `numpy`. Arrays hold float32 here, as tensors do.
  var arrays: [String: Value] {
    own(Array(ArrayFunctions.all.values) + creations + arrayFiles)
      .merging([
        "pi": .real(.pi), "inf": .real(.infinity), "nan": .real(.nan), "e": .real(2.718281828459045),
        "newaxis": Value.none, "ndarray": .object(ArrayClass.shared),
        "random": written(
          "numpy.random", NumPyModule.random + "\n\n" + NumPyModule.drawn,
          own([seed] + draws.map { $0.drawing(as: .numpy, session.randomNumbers) })),
        "linalg": .object(
          NamespaceValue(
            "numpy.linalg", ["LinAlgError": .object(TensorError.matrixErrors)], text: NumPyModule.linalg)),
      ]) { $1 }
      .merging(
        [
          "float32": "float32", "float64": "float64", "single": "float32", "double": "float64", "float16": "float16",
          "int64": "int64", "int32": "int32", "int16": "int16", "int8": "int8", "uint8": "uint8", "int_": "int64",
          "intp": "int64",
        ].reduce(into: [:]) { kinds, item in
          if case .object(let kind as NumberKindValue)? = NumberKindValue.all[item.value] {
            kinds[item.key] = .object(NumberKindValue(item.value, kind.kind, of: nil))
          }
        }
      ) { $1 }
      .merging(["bool_": .object(NumberKindValue("bool", .truth, of: nil))]) { $1 }
  }

  // MARK: Arrays that are made

  private var dtype: Parameter {
    Parameter("dtype", .any, default: Value.none, "whole numbers, truths or real ones; all are held as float32")
  }

  private var shape: Parameter { Parameter("shape", .integers, "the lengths of its dimensions") }

  private func converted(_ x: Variable, _ arguments: Arguments, _ name: String) throws -> Value {
    let type = arguments["dtype"]
    let array = ArrayFunctions.array(
      try NumberKindValue.converted(x, to: try NumberKindValue.kind(type, for: "np.\(name)")))
    // Of what has a type already, that stays: np.array(x).
    if type.isNone {
      if let given = arguments["object"].asTensor { _ = array.asTensor?.said(given.precision(asArray: true)) }
    } else {
      let precision = NumberKindValue.precision(of: type)
      _ = array.asTensor?.said(precision == .unsaid ? .single : precision)
    }
    return array
  }

  private var creations: [Entry] {
    func filled(_ name: String, _ value: Float) -> [Entry] {
      [
        ArrayFunctions.entry(name, "an array of \(name)", [shape, dtype]) { arguments, _ in
          let shape = try Shape(lengths: arguments.integers("shape"), for: "np.\(name)")
          return try converted(Variable(.full(shape, value)), arguments, name)
        },
        ArrayFunctions.entry("\(name)_like", "\(name) in the shape of another array", [ArrayFunctions.a, dtype]) {
          arguments, _ in
          let other = try ArrayFunctions.operand(arguments, "\(name)_like").value
          return try converted(Variable(.full(other.shape, value).as(other.kind)), arguments, name)
        },
      ]
    }
    func taken(_ name: String) -> Entry {
      ArrayFunctions.entry(
        name, "an array of numbers",
        [Parameter("object", .any, otherNames: ["a"], "numbers, lists of them, or a tensor"), dtype]
      ) { arguments, context in
        // An array that is one already is that one, and a tensor is looked into.
        if name == "asarray", arguments["dtype"].isNone, let x = arguments["object"].asTensor {
          if x.isArray { return arguments["object"] }
          return x.look(.detach(x.variable), isDetached: true, asArray: true) { $0 }
        }
        return try converted(.detach(try arguments.tensor("object", for: "np.\(name)")), arguments, name)
      }
    }
    return filled("zeros", 0) + filled("ones", 1) + [taken("array"), taken("asarray")] + [
      ArrayFunctions.entry(
        "full", "an array of one number", [shape, Parameter("fill_value", .number, "the number"), dtype]
      ) { arguments, _ in
        let shape = try Shape(lengths: arguments.integers("shape"), for: "np.full")
        return try converted(
          Variable(
            .full(shape, Float(arguments.real("fill_value"))).taken(
              as: arguments.tensor("fill_value", for: "np.full").tensor.kind)), arguments, "full")
      },
      ArrayFunctions.entry(
        "linspace", "numbers at equal distances, both ends among them",
        [
          Parameter("start", .real(), "the first"), Parameter("stop", .real(), "the last"),
          Parameter("num", .integer(0...(1 << 31)), default: .integer(50), "how many"),
          Parameter("endpoint", .bool, default: .bool(true), "whether the last is among them"),
        ]
      ) { arguments, _ in
        let (start, stop, count) = (arguments.real("start"), arguments.real("stop"), arguments.integer("num"))
        let steps = Double(max(1, arguments.bool("endpoint") ? count - 1 : count))
        let numbers = try Tensor.generate([count], for: "np.linspace") {
          Float(start + (stop - start) * Double($0) / steps)
        }
        return ArrayFunctions.array(Variable(numbers))
      },
    ]
      + ["arange", "eye"].compactMap { entries[$0] }.map { entry in
        var own = entry
        own.isBare = false
        var type = dtype
        type.style = .keywordOnly
        own.parameters.append(type)
        own.run = { arguments, context in
          let made = try entry.run(arguments, context)
          guard let x = made.asTensor?.variable, !arguments["dtype"].isNone else { return ArrayFunctions.array(made) }
          return try converted(x, arguments, entry.name)
        }
        return own
      }
  }

  // MARK: Random numbers

  private var seed: Entry {
    ArrayFunctions.entry(
      "seed", "where NumPy's random numbers begin", [Parameter("seed", .integer(0...(1 << 53)), "the number")],
      result: "None"
    ) { arguments, _ in
      session.randomNumbers.seed(UInt64(arguments.integer("seed")), of: .numpy)
      return .none
    }.changingSession
  }

  /// `np.random`: of the session's own numbers until they are seeded apart. Neither are those that NumPy draws.
  private var draws: [Entry] {
    let size = Parameter("size", .integers, default: Value.none, "the lengths of its dimensions; None: one number")
    let lengths = Parameter("lengths", .any, style: .variadic, "the lengths of its dimensions; none: one number")
    func shape(_ values: [Value], _ name: String) throws -> Shape {
      try Shape(
        lengths: values.map {
          guard let length = $0.wholeNumber else {
            throw Diagnostic(
              .type, "np.random.\(name) takes the lengths one by one", suggestion: "np.random.\(name)(2, 3)")
          }
          return length
        }, for: "np.random.\(name)")
    }
    func sized(_ arguments: Arguments, _ name: String) throws -> Shape {
      try Shape(lengths: arguments.optionalIntegers("size") ?? [], for: "np.random.\(name)")
    }
    func real(_ name: String, _ value: Double, _ summary: String) -> Parameter {
      Parameter(name, .any, default: .real(value), summary + ", or an array of them")
    }
    // So many draws as are asked for, else one for each of the settings.
    func drawn(
      _ arguments: Arguments, _ name: String, _ first: String, _ second: String,
      _ draw: (Shape) throws -> Tensor, _ place: (Variable, Variable, Variable) throws -> Variable
    ) throws -> Value {
      let settings = try [first, second].map { Variable.detach(try arguments.tensor($0, for: "np.random.\(name)")) }
      let together = try settings[0].shape.broadcast(with: settings[1].shape, for: "np.random.\(name)")
      let shape = arguments["size"].isNone ? together : try sized(arguments, name)
      let numbers = try place(Variable(try draw(shape)), settings[0], settings[1])
      guard numbers.shape == shape else {
        throw Diagnostic(
          .shape, "np.random.\(name): settings of \(together) are not drawn from in the shape \(shape)",
          parameter: "size")
      }
      return ArrayFunctions.array(numbers)
    }
    return [
      ArrayFunctions.entry("rand", "uniform numbers from 0 to 1", [lengths]) { arguments, _ in
        ArrayFunctions.array(
          Variable(try session.random.next(.cells).uniform(shape(arguments.values("lengths"), "rand"))))
      },
      ArrayFunctions.entry("randn", "standard normal numbers", [lengths]) { arguments, _ in
        ArrayFunctions.array(
          Variable(try session.random.next(.cells).normal(shape(arguments.values("lengths"), "randn"))))
      },
      ArrayFunctions.entry(
        "normal", "normal numbers", [real("loc", 0, "their mean"), real("scale", 1, "their standard deviation"), size]
      ) { arguments, _ in
        try drawn(arguments, "normal", "loc", "scale", session.random.next(.cells).normal) { x, mean, deviation in
          try x * deviation + mean
        }
      },
      ArrayFunctions.entry(
        "uniform", "uniform numbers", [real("low", 0, "the lower bound"), real("high", 1, "the upper bound"), size]
      ) { arguments, _ in
        try drawn(arguments, "uniform", "low", "high", session.random.next(.cells).uniform) { x, low, high in
          try x * (high - low) + low
        }
      },
      ArrayFunctions.entry(
        "randint", "whole numbers from low to below high; of one, from 0 to below it",
        [
          Parameter("low", .integer(), "the first, or where there is no other the end"),
          Parameter("high", .integer(), default: Value.none, "the end, which is not among them"), size,
        ]
      ) { arguments, context in
        let bounds =
          arguments["high"].isNone ? [.integer(0), arguments["low"]] : [arguments["low"], arguments["high"]]
        let lengths = Value.tuple((arguments.optionalIntegers("size") ?? []).map { .integer($0) })
        guard let worker = entries["randint"] else { return .none }
        let drawn = ArrayFunctions.array(
          try context.call(.builtin(worker), (bounds + [lengths]).map { CallArgument($0) }))
        return drawn.wholeNumber.map { .integer($0) } ?? drawn
      },
      ArrayFunctions.entry(
        "choice", "items of an array, or whole numbers below a, at random",
        [
          Parameter("a", .any, "an array, a list, or how many"), size,
          Parameter("replace", .bool, default: .bool(true), "whether one can be drawn again"),
          Parameter("p", .any, default: Value.none, "their probabilities; None: all the same"),
        ], choose),
      ArrayFunctions.entry(
        "permutation", "whole numbers below x, or the items of an array, in random order",
        [Parameter("x", .any, "how many, or an array")]
      ) { arguments, context in
        guard let worker = entries["randperm"] else { return .none }
        let x = try arguments.tensor("x", for: "np.random.permutation")
        let count = try Self.count(x, "permutation")
        let order = try context.call(.builtin(worker), .integer(count))
        guard x.shape.rank > 0 else { return ArrayFunctions.array(order) }
        return ArrayFunctions.array(try TensorIndexing.subscripted(x, [.value(order)]))
      },
      // What is written in the language draws of these numbers too.
      ArrayFunctions.entry(
        "_drawing", "calls a function that draws", [Parameter("function", .callable, "what draws")], result: "value"
      ) { arguments, context in try context.call(arguments["function"], []) },
    ]
  }

  /// How many things there are to draw from: an array's, or as many as a number says.
  private static func count(_ x: Variable, _ name: String) throws -> Int {
    guard x.shape.rank == 0 else { return x.shape[0] }
    let number = try x.value.item()
    guard let count = Int(exactly: number), 0...(1 << 31) ~= count else {
      throw Diagnostic(
        .value,
        "np.random.\(name) takes an array, or how many things there are, and this is \(Value.real(Double(number)).repr)"
      )
    }
    return count
  }

  /// That they are none below 0, and 1 together as far as their precision goes.
  private static func checkProbabilities(_ shares: Tensor) throws {
    let numbers = shares.elements.map(Double.init)
    guard numbers.allSatisfy({ $0 >= 0 }) else {
      throw Diagnostic(.value, "np.random.choice: among the probabilities are some below 0, or nan", parameter: "p")
    }
    let sum = numbers.reduce(0, +)
    guard abs(sum - 1) < 1e-5 else {
      throw Diagnostic(
        .value, "np.random.choice: the probabilities sum to \(Value.real(sum).repr), and not to 1",
        suggestion: "p / p.sum()", parameter: "p")
    }
  }

  private func choose(_ arguments: Arguments, _ context: Context) throws -> Value {
    guard let drawing = entries["multinomial"], let randint = entries["randint"], let order = entries["randperm"] else {
      return .none
    }
    let a = try arguments.tensor("a", for: "np.random.choice")
    guard a.shape.rank < 2 else {
      throw Diagnostic(
        .value, "np.random.choice draws from one dimension, and a is an array of \(a.shape)",
        suggestion: "a[np.random.choice(len(a), 2)] draws rows",
        parameter: "a")
    }
    let all = try Self.count(a, "choice")
    let lengths = arguments.optionalIntegers("size") ?? []
    let count = try Shape(lengths: lengths, for: "np.random.choice").count
    let isRepeating = arguments.bool("replace")
    guard all > 0 else { throw Diagnostic(.value, "np.random.choice has nothing to choose from", parameter: "a") }
    guard isRepeating || count <= all else {
      throw Diagnostic(
        .value, "np.random.choice takes \(count) of \(all), and each only once", suggestion: "replace=True",
        parameter: "replace")
    }
    let places: Value
    if arguments["p"].isNone {
      places =
        isRepeating
        ? try context.call(.builtin(randint), .integer(0), .integer(all), .tuple([.integer(count)]))
        : Value(
          try TensorIndexing.subscripted(
            context.call(.builtin(order), .integer(all)).tensor(for: "np.random.choice"),
            [.slice(start: nil, stop: count, step: nil)]))
    } else {
      let shares = try arguments.tensor("p", for: "np.random.choice")
      guard shares.shape == Shape([all]) else {
        throw Diagnostic(.shape, "np.random.choice has \(all) to choose from, and p is \(shares.shape)", parameter: "p")
      }
      try Self.checkProbabilities(shares.value)
      places = try context.call(.builtin(drawing), Value(shares), .integer(count), .bool(isRepeating))
    }
    let chosen =
      a.shape.rank == 0
      ? try places.tensor(for: "np.random.choice") : try TensorIndexing.subscripted(a, [.value(places)])
    let shaped = ArrayFunctions.array(try .reshape(chosen, Shape(lengths + chosen.shape.dimensions.dropFirst())))
    return lengths.isEmpty && a.shape.rank == 0 ? shaped.wholeNumber.map { .integer($0) } ?? shaped : shaped
  }
}

extension Entry {
  fileprivate var changingSession: Entry {
    var entry = self
    entry.effect = .changesSession
    return entry
  }
}

/// `np.ndarray`, for `isinstance` and for types that are written.
final class ArrayClass: NativeClass {
  let name = "ndarray"
  // Never changed once made: a library's class refuses new attributes.
  nonisolated(unsafe) static let shared = ClassValue(ArrayClass())

  func includes(_ value: Value) -> Bool { value.asTensor?.isArray == true }

  func make(_ type: ClassValue, _ arguments: [CallArgument], _ context: Context) throws -> Value? {
    throw Diagnostic(.type, "an array is made with np.array or np.zeros", suggestion: "np.zeros((2, 3))")
  }
}
