import Threads

/// Python's classes of errors, which `raise` makes objects of and `except` chooses by.
package enum Exceptions {
  // Never changed once made: ``ClassValue/assign(_:to:_:)`` refuses a library's class.
  nonisolated(unsafe) static let base = ClassValue(ExceptionClass("BaseException"))
  nonisolated(unsafe) static let exception = derived("Exception", base)
  nonisolated(unsafe) static let runtime = derived("RuntimeError", exception)
  nonisolated(unsafe) static let attribute = derived("AttributeError", exception)
  fileprivate nonisolated(unsafe) static let exit = derived("SystemExit", base)
  nonisolated(unsafe) static let stop = derived("StopIteration", exception)
  nonisolated(unsafe) static let generatorExit = derived("GeneratorExit", base)
  nonisolated(unsafe) static let index = derived("IndexError", lookup)
  nonisolated(unsafe) static let key = derived("KeyError", lookup)
  private nonisolated(unsafe) static let lookup = derived("LookupError", exception)

  /// The classes that have a name in every cell.
  nonisolated(unsafe) static let all: [ClassValue] = {
    let arithmetic = derived("ArithmeticError", exception)
    let system = derived("OSError", exception)
    let imports = derived("ImportError", exception)
    let names = derived("NameError", exception)
    let warning = derived("Warning", exception)
    return [
      base, derived("KeyboardInterrupt", base), exit, generatorExit, exception, runtime, arithmetic, lookup,
      system,
      imports, derived("ModuleNotFoundError", imports), derived("ZeroDivisionError", arithmetic),
      derived("OverflowError", arithmetic), derived("FloatingPointError", arithmetic), index, attribute, stop, names,
      derived("UnboundLocalError", names), key, derived("FileNotFoundError", system),
      derived("FileExistsError", system), derived("NotADirectoryError", system), derived("IsADirectoryError", system),
      derived("PermissionError", system), derived("TimeoutError", system),
      derived("NotImplementedError", runtime), derived("RecursionError", runtime),
    ]
      + [
        "ValueError", "TypeError", "AssertionError", "MemoryError", "SyntaxError", "EOFError",
      ].map { derived($0, exception) }
      + [warning]
      + [
        "UserWarning", "DeprecationWarning", "PendingDeprecationWarning", "FutureWarning", "RuntimeWarning",
        "SyntaxWarning", "ImportWarning", "UnicodeWarning", "ResourceWarning",
      ].map { derived($0, warning) }
  }()

  private static func derived(_ name: String, _ base: ClassValue) -> ClassValue {
    ClassValue(ExceptionClass(name), base: base)
  }

  /// A library's class of errors, which derives from RuntimeError.
  package static func library(_ name: String) -> ClassValue { derived(name, runtime) }

  /// The class of that name; nil where there is none.
  static func named(_ name: String) -> ClassValue? { all.first { $0.name == name } }

  /// Kinds whose class in Python has another name.
  private static let names: [Diagnostic.Kind: String] = [
    .argument: "TypeError", .interrupted: "KeyboardInterrupt", .input: "OSError",
  ]

  /// The class that an error's kind belongs to; what Python has none for is a RuntimeError.
  static func type(of kind: Diagnostic.Kind) -> ClassValue { named(names[kind] ?? kind.rawValue) ?? runtime }

  /// The class of an error, raised by the program or not.
  static func type(of error: Diagnostic) -> ClassValue {
    error.exception?.type ?? error.libraryType ?? error.caughtAs.flatMap(named) ?? type(of: error.kind)
  }

  /// The object that `except … as e` binds: the one that was raised, or one made of an error.
  static func object(of error: Diagnostic) -> InstanceValue {
    if let raised = error.exception { return raised }
    let instance = InstanceValue(type(of: error))
    (instance.part as? Part)?.arguments = [.string(error.message)]
    (instance.part as? Part)?.error = error
    return instance
  }

  /// The error that raising a value is.
  static func error(raising value: Value, _ context: Context) throws -> Diagnostic {
    var raised = value
    if case .object(let object) = value, let type = object as? ClassValue, type.derives(from: base) {
      raised = try type.call([], context)
    }
    guard case .object(let object) = raised, let instance = InstanceValue.cast(object),
      instance.type.derives(from: base)
    else {
      throw Diagnostic(
        .type, "what is raised is an error, and this is \(value.phrase)",
        suggestion: "raise ValueError(\"what is wrong\")")
    }
    // An error of this program's own, raised again, keeps its place.
    if var error = (instance.part as? Part)?.error {
      error.exception = instance
      return error
    }
    var error = Diagnostic(Diagnostic.Kind(rawValue: instance.type.name), try words(of: instance))
    error.exception = instance
    return error
  }

  /// What ends a generator that is closed, where it stands.
  static func closing() -> Diagnostic {
    Diagnostic(Diagnostic.Kind(rawValue: generatorExit.name), "the generator is closed")
  }

  /// The end of a generator for who asks for its next value, with the value of its `return`.
  static func end(of generator: Generator) -> Diagnostic {
    var error = Diagnostic(
      .stop, "the generator \(generator.name) has no further value", suggestion: "next(generator, None)")
    let value = generator.takeReturned()
    let instance = InstanceValue(stop)
    (instance.part as? Part)?.arguments = value.isNone ? [] : [value]
    error.exception = instance
    return error
  }

  /// The error of an `assert`, whose object has the message for its argument.
  static func assertion(_ message: Value?, of text: String, _ context: Context) throws -> Diagnostic {
    let words = try message?.written() ?? ""
    var error = Diagnostic(.assertion, words.isEmpty ? "it does not hold that \(text)" : words)
    if case .object(let object) = try type(of: .assertion).call((message.map { [CallArgument($0)] }) ?? [], context) {
      error.exception = InstanceValue.cast(object)
    }
    return error
  }

  /// What an error that the program raised says.
  private static func words(of instance: InstanceValue) throws -> String {
    let text = try instance.written()
    return text.isEmpty ? "raised without a message" : text
  }

  /// Whether it is the end of a cell that wants to end there: `SystemExit`, without a status that tells of a failure.
  static func isEnd(_ error: Diagnostic) -> Bool {
    guard let exception = error.exception, exception.type.derives(from: exit), let part = exception.part as? Part else {
      return false
    }
    switch part.arguments.first {
    case nil, Value.none?, .integer(0)?: return true
    default: return false
    }
  }

  /// Whether an error is one of what stands behind `except`: a class, or a tuple of classes.
  static func matches(_ error: Diagnostic, _ kinds: Value) throws -> Bool {
    switch kinds {
    case .tuple(let tuple): return try tuple.items.contains { try matches(error, $0) }
    case .object(let object as ClassValue) where object.derives(from: base):
      return type(of: error).derives(from: object)
    default:
      throw Diagnostic(
        .type, "`except` takes a class of errors, and this is \(kinds.phrase)", suggestion: "except ValueError as e:")
    }
  }

  /// What an object of such a class holds.
  fileprivate final class Part {
    var arguments: [Value] = []
    /// The error it was made of.
    var error: Diagnostic?

    deinit { Teardown.dispose(of: &arguments) }
  }
}

/// What all classes of errors can do.
private final class ExceptionClass: NativeClass {
  let name: String
  let attributeNames = ["args", "with_traceback", "add_note"]
  let takesTableMethods = false

  init(_ name: String) { self.name = name }

  func part(of instance: InstanceValue) -> AnyObject? { Exceptions.Part() }

  func prepare(_ instance: InstanceValue, _ arguments: [CallArgument]) {
    (instance.part as? Exceptions.Part)?.arguments = arguments.filter { $0.name == nil }.map(\.value)
  }

  func initialize(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws {
    prepare(instance, arguments)
  }

  func attribute(_ name: String, of instance: InstanceValue, _ context: Context) throws -> Value? {
    switch name {
    case "args": .tuple(arguments(of: instance))
    // Where an error comes from is told with it; notes and traces are not kept besides.
    case "with_traceback": .object(NativeFunction(name) { [instance] _, _ in .object(instance) })
    case "add_note": .object(NativeFunction(name) { _, _ in .none })
    case "code" where instance.type.derives(from: Exceptions.exit): arguments(of: instance).first ?? Value.none
    case "value" where instance.type.derives(from: Exceptions.stop):
      isRaised(instance) ? arguments(of: instance).first ?? Value.none : Value.none
    case "__cause__", "__context__", "__traceback__": Value.none
    default: nil
    }
  }

  func repr(of instance: InstanceValue) -> String? {
    instance.type.name + "(" + arguments(of: instance).map(\.repr).joined(separator: ", ") + ")"
  }

  func text(of instance: InstanceValue) -> String? {
    let arguments = arguments(of: instance)
    switch arguments.count {
    case 0: return ""
    // The text of a key would not tell '' from nothing.
    case 1:
      return instance.type.derives(from: Exceptions.key) && isRaised(instance) ? arguments[0].repr : arguments[0].text
    default: return Value.tuple(arguments).repr
    }
  }

  /// Whether the program made it, and not the language of an error of its own, whose text is a sentence.
  private func isRaised(_ instance: InstanceValue) -> Bool { (instance.part as? Exceptions.Part)?.error == nil }

  private func arguments(of instance: InstanceValue) -> [Value] { (instance.part as? Exceptions.Part)?.arguments ?? [] }
}
