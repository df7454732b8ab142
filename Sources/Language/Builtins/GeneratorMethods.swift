/// The methods of generators, and of what else gives one value after another.
enum GeneratorMethods {
  static let all = Method.table([
    Method("send", "value", 1...1, "goes on with a value for the `yield` where it stands, and gives the next") {
      value, arguments, _ in
      let generator = try generator(value)
      guard let item = try generator.resume(.value(arguments[0])) else { throw Exceptions.end(of: generator) }
      return item
    },
    Method("throw", "error", 1...1, "raises an error where it stands, and gives the next value") {
      value, arguments, context in
      let generator = try generator(value)
      let error = try Exceptions.error(raising: arguments[0], context)
      guard let item = try generator.resume(.error(error)) else { throw Exceptions.end(of: generator) }
      return item
    },
    Method("close", "", 0...0, "ends it where it stands") { value, _, _ in
      try generator(value).close()
      return .none
    },
    Method("__next__", "", 0...0, "the next value") { value, _, _ in
      let generator = try generator(value)
      guard let item = try generator.resume() else { throw Exceptions.end(of: generator) }
      return item
    },
    Method("__iter__", "", 0...0, "itself") { value, _, _ in value },
  ])

  private static func generator(_ value: Value) throws -> Generator {
    guard case .iterator(let iterator) = value, let generator = iterator.generator else {
      throw Diagnostic(.type, "\(value.phrase) is no generator")
    }
    return generator
  }
}
