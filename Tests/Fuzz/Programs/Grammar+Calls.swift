import Language

extension Grammar {
  /// A verb with its arguments, as a command line or as a call.
  mutating func command() -> String {
    let entry = random.pick(commands)
    if random.oneIn(6) {
      return random.oneIn(2) ? entry.name : "\(variable()) = \(entry.name)(\(arguments(entry, inCall: true)))"
    }
    return random.oneIn(6)
      ? "\(entry.name)(\(arguments(entry, inCall: true)))" : "\(entry.name) \(arguments(entry, inCall: false))"
  }

  mutating func call() -> String {
    let entry = random.oneIn(3) ? random.pick(members) : random.pick(functions)
    let call = "\(path(of: entry))(\(arguments(entry, inCall: true)))"
    // A layer or a function that was made is then applied.
    guard random.oneIn(6) else { return call }
    return random.oneIn(4) ? "\(call)(\(tensor()), \(tensor()))" : "\(call)(\(tensor()))"
  }

  /// A function of pictures is also a method of figures and subplots, of some under a longer name.
  private mutating func path(of entry: Entry) -> String {
    let path = entry.path ?? entry.name
    guard path.hasPrefix("matplotlib.pyplot."), random.oneIn(2) else { return path }
    let owner = random.pick(["plt", "plt.gca()", "plt.gcf()", "plt.subplots(2, 2)[1].flat[1]", "plt.subplot(2, 3, 4)"])
    return "\(owner).\(random.oneIn(3) ? "set_" : "")\(entry.name)"
  }

  mutating func methodCall() -> String {
    if random.oneIn(2) { return plainMethodCall() }
    guard !methods.isEmpty else { return variable() }
    let entry = random.pick(methods)
    var rest = entry
    rest.parameters.removeFirst(min(1, rest.parameters.count))
    return "\(random.oneIn(2) ? tensor() : variable()).\(entry.name)(\(arguments(rest, inCall: true)))"
  }

  /// A method of one of Python's own types, with about as many arguments as it takes.
  private mutating func plainMethodCall() -> String {
    let (value, receivers) = random.pick(Self.plainReceivers)
    let (name, arity) = random.pick(Methods.arities(of: value))
    let count = random.oneIn(12) ? random.below(4) : arity.lowerBound + random.below(min(3, arity.count))
    let arguments = (0..<count).map { _ in
      switch random.below(6) {
      case 0: expression()
      case 1: variable()
      case 2: number()
      case 3: random.pick(["['a', 'b']", "{'b': 2}", "(1, 2)", "lambda x: str(x)"])
      default: text()
      }
    }
    return "\(random.pick(receivers)).\(name)(\(arguments.joined(separator: ", ")))"
  }

  private static var plainReceivers: [(Value, [String])] {
    [
      (.string(""), ["'a-b c'", "s", "'  x\\ny '", "'{} {a:>4} {0!r}'", "str(3)", "''", "'-12'", "'aaaa'"]),
      (.list([]), ["[3, 1, 2]", "a", "['b', 'a']", "[]", "list(range(4))", "[[1], [2]]"]),
      (.dict(DictValue()), ["{'a': 1}", "d", "{}", "{1: [2], (3, 4): 'x'}", "dict(a=1)"]),
      (.tuple([]), ["(1, 2)", "b", "(1,)", "()"]),
    ]
  }

  /// Arguments for the parameters, most of them of the right type; now and then one too many, twice or of no name.
  private mutating func arguments(_ entry: Entry, inCall: Bool) -> String {
    var written: [String] = []
    var byName = false
    for parameter in entry.parameters {
      let isRequired = parameter.defaultValue == nil
      guard isRequired ? !random.oneIn(40) : random.oneIn(3) else {
        byName = true
        continue
      }
      let value = random.oneIn(20) ? expression() : argument(of: parameter.type, for: parameter, inCall: inCall)
      switch parameter.style {
      case .variadic where byName: continue
      case .variadic:
        written +=
          [value] + (0..<random.below(3)).map { _ in argument(of: parameter.type, for: parameter, inCall: inCall) }
      case .standard where !byName && !random.oneIn(4): written.append(value)
      default:
        byName = true
        written.append("\(parameter.name)=\(value)")
      }
    }
    switch random.below(60) {
    case 0: written.append(expression())
    case 1: written.append("\(random.pick(["size", "dim", "epoch", "lr", "nothing", "x"]))=\(expression())")
    case 2: if let last = written.last { written.append(last) }
    case 3: written.append("*\(variable())")
    default: break
    }
    return written.joined(separator: random.oneIn(80) ? " " : ", ")
  }

  private mutating func argument(of type: ParameterType, for parameter: Parameter, inCall: Bool) -> String {
    switch type {
    case .any:
      return random.oneIn(3) ? expression() : random.pick([number(), text(), variable(), tensor(), "[3, 1, 2]"])
    case .bool: return random.pick(["True", "False", "1", "'yes'"])
    case .integer(let range): return integer(in: range)
    case .real(let range): return real(in: range)
    case .number: return random.pick([number(), "True", "7", "2.5"])
    case .string:
      return parameter.suggestions == nil
        ? text() : random.pick(["'a.safetensors'", "'b'", "'last'", "'folder/'", "''", "'nowhere/c'"])
    case .word(let words, let open):
      let word = words.isEmpty || open && random.oneIn(4) ? variable() : random.pick(words).name
      return inCall && !random.oneIn(8) ? "'\(word)'" : word
    case .integers:
      return random.pick(["2", "(2, 3)", "[1, 2]", "-1", "(0, 1)", "()", "0", "(1, 28, 28)", "(-1, 2)", "3"])
    case .list: return random.oneIn(3) ? variable() : "[\(tensor()), \(tensor())]"
    case .nothing: return "None"
    case .callable:
      return random.pick(["lambda x: x", "exp", "f", "relu", "lambda x: x.sum()", "lambda: 3", "linear(2, 3)"])
    case .object(let name), .like(let name): return object(name)
    case .name: return random.pick(random.pick([functions, commands])).name
    case .statement: return inCall ? "lambda: 3" : random.oneIn(2) ? "x = 3" : expression()
    case .either(let types):
      return types.isEmpty ? variable() : argument(of: random.pick(types), for: parameter, inCall: inCall)
    }
  }

  private mutating func integer(in range: ClosedRange<Int>) -> String {
    switch random.below(10) {
    case 0: return "\(range.lowerBound)"
    case 1: return "\(range.lowerBound &- 1)"
    case 2: return "\(range.upperBound)"
    case 3: return number()
    default: return "\(max(range.lowerBound, 0) &+ random.below(6))"
    }
  }

  private mutating func real(in range: ClosedRange<Double>) -> String {
    switch random.below(10) {
    case 0 where range.lowerBound.isFinite: return "\(range.lowerBound)"
    case 1 where range.upperBound.isFinite: return "\(range.upperBound)"
    case 2: return number()
    default: return random.pick(["0.5", "0.001", "1", "2", "0.9", "0.1", "3e-4"])
    }
  }

  /// An expression whose value is of that type, where something makes one.
  private mutating func object(_ name: String) -> String {
    switch name {
    case "tensor": return tensor()
    case "network":
      return random.pick([
        "net", "linear(2, 3)", "sequential(linear(3, 4), relu(), linear(4, 2))", "relu", "conv2d(1, 2, 3)",
        "max_pool2d(2)",
        "sequential(flatten(), linear(784, 4))", "sequential(linear(2, 784), reshape(1, 28, 28))", "decoder", "encoder",
      ])
    default:
      guard let makers = makers[name], !makers.isEmpty, deeper() else { return variable() }
      let entry = random.pick(makers)
      return "\(entry.name)(\(arguments(entry, inCall: true)))"
    }
  }
}
