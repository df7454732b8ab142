import Language
import Testing

/// Wrong arguments for every entry of the table: the error has the right kind, and names the entry and the parameter.
@Suite struct ArgumentTests {
  /// Entries by name: an entry itself does not cross into the test's isolation.
  static let names = Desk().interpreter.table.names

  private func entry(_ name: String, _ desk: Desk) throws -> Entry {
    try #require(desk.interpreter.table.entries.first { $0.name == name })
  }

  /// Something for each required parameter but `except`, by name.
  private func required(_ entry: Entry, except: String? = nil) -> [String] {
    entry.parameters.filter { $0.defaultValue == nil && !$0.takesAll && $0.name != except }
      .map { parameter in
        switch parameter.type {
        case .list: "\(parameter.name)=[1]"
        case .object("class"): "\(parameter.name)=ValueError"
        case .object("optimizer"): "\(parameter.name)=sgd(linear(1, 1), lr=1)"
        default: "\(parameter.name)=1"
        }
      }
  }

  @Test(arguments: names)
  func unknownNameIsRefused(_ name: String) throws {
    try atDesk { desk in
      guard try !entry(name, desk).parameters.contains(where: { $0.style == .keywords }) else { return }
      let error = try #require(desk.run("\(name)(nonsense=1)").error)
      #expect(error.kind == .argument)
      #expect(error.message.contains(name) && error.message.contains("`nonsense`"), "\(error.message)")
    }
  }

  @Test(arguments: names)
  func missingArgumentIsNamed(_ name: String) throws {
    try atDesk { desk in
      let entry = try entry(name, desk)
      guard let first = entry.parameters.first(where: { $0.defaultValue == nil && !$0.takesAll }) else {
        return
      }
      let error = try #require(desk.run("\(name)()").error)
      #expect(error.kind == .argument)
      #expect(error.message.hasPrefix("\(name) needs `\(first.name)`"), "\(error.message)")
    }
  }

  @Test(arguments: names)
  func tooManyArgumentsAreRefused(_ name: String) throws {
    try atDesk { desk in
      let entry = try entry(name, desk)
      guard !entry.parameters.contains(where: { $0.style == .variadic }) else { return }
      let error = try #require(desk.run("\(name)(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)").error)
      #expect(error.kind == .argument)
      #expect(error.message.hasPrefix("\(name) takes "), "\(error.message)")
    }
  }

  /// A dict is what no parameter takes.
  @Test(arguments: names)
  func wrongTypeIsNamed(_ name: String) throws {
    try atDesk { desk in
      let entry = try entry(name, desk)
      for parameter in entry.parameters where !parameter.takesAll {
        let arguments = ["\(parameter.name)={}"] + required(entry, except: parameter.name)
        let cell = "\(name)(\(arguments.joined(separator: ", ")))"
        let result = desk.run(cell)
        #expect(result.error?.kind != .internal, "\(cell)\n\(result.errorText(.plain))")
        switch parameter.type {
        case .integer, .real, .bool, .string, .integers, .list, .object, .callable, .word(_, open: false):
          let error = try #require(result.error, "\(cell)")
          #expect(error.kind == .type, "\(cell)")
          #expect(error.message.hasPrefix("`\(parameter.name)` of \(name) takes "), "\(cell): \(error.message)")
          #expect(error.message.hasSuffix("and this is a dict"), "\(cell): \(error.message)")
        case .like("tensor"):
          let error = try #require(result.error, "\(cell)")
          // Or it needs data or a model before it looks.
          #expect([.type, .data, .model].contains(error.kind), "\(cell): \(error.message)")
          #expect(error.message.contains(name), "\(cell): \(error.message)")
        default: break
        }
      }
    }
  }

  /// Numbers out of their range: the range is said, and what was found.
  @Test(arguments: names)
  func rangesAreSaid(_ name: String) throws {
    try atDesk { desk in
      let entry = try entry(name, desk)
      for parameter in entry.parameters where !parameter.takesAll {
        guard case .integer(let limits) = parameter.type, !limits.contains(-7), let range = parameter.type.rangeText
        else { continue }
        let arguments = ["\(parameter.name)=-7"] + required(entry, except: parameter.name)
        let error = try #require(desk.run("\(name)(\(arguments.joined(separator: ", ")))").error)
        #expect(error.kind == .value)
        #expect(error.message == "`\(parameter.name)` of \(name) must be \(range), and is -7")
      }
    }
  }

  /// What is neither here nor there must not end the process: odd values for every tensor function.
  @Test(arguments: names)
  func oddTensorsAreHandled(_ name: String) throws {
    let odd = [
      "zeros(0)", "zeros(2, 0, 3)", "tensor(float(\"nan\"))", "tensor([float(\"inf\"), -float(\"inf\")])", "tensor([])",
      "ones(*[1] * 20)", "[]", "[[]]", "\"x\"", "None", "1e300", "-1", "True", "range(0)", "relu", "zeros(3) > 1",
    ]
    try atDesk { desk in
      let entry = try entry(name, desk)
      let count = entry.parameters.count { $0.defaultValue == nil || $0.style == .variadic }
      for value in odd {
        for more in [0, 1] {
          let arguments = Array(repeating: value, count: max(1, count + more)).joined(separator: ", ")
          let result = desk.run("\(name)(\(arguments));")
          #expect(result.error?.kind != .internal, "\(name)(\(arguments)): \(result.errorText(.plain))")
        }
      }
    }
  }
}

extension Parameter {
  /// Whether it takes all arguments that are left, and none as well.
  fileprivate var takesAll: Bool { style == .variadic || style == .keywords }
}
