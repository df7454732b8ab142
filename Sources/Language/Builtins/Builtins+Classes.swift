extension Builtins {
  /// Entries that belong to classes, and those that ask for what a value is and has.
  static var classes: [Entry] {
    [
      Entry(
        "object", group: group, "the class that every class derives from", result: "object", abstract: .unknown,
        example: "class Bowl(object):\n    pass\n\nBowl()", run: { _, _ in .object(InstanceValue(ObjectClass.shared)) }),
      Entry(
        "super", group: group, "an object as its class's base sees it: its methods, not overridden",
        details: "Without arguments it stands in a method, and means the class that the method is written in.",
        parameters: [
          Parameter(
            "type", .any, default: Value.none, defaultText: "the class that the method is written in",
            "the class whose base is meant"),
          Parameter("x", .any, default: Value.none, defaultText: "the method's object", "an object of the class"),
        ], result: "super", abstract: .unknown,
        example:
          "class Bowl:\n    def __init__(self, size):\n        self.size = size\n\nclass Deep(Bowl):\n    def __init__(self):\n        super().__init__(3)\n\nDeep().size",
        run: { arguments, _ in
          guard let type = arguments.object("type", as: ClassValue.self),
            let receiver = SuperValue.Receiver(arguments["x"], of: type)
          else {
            throw Diagnostic(
              .type,
              arguments.isGiven("type")
                ? "super takes a class and an object of it" : "`super()` stands in a method of a class",
              parameter: arguments.isGiven("x") ? "x" : nil)
          }
          return .object(SuperValue(behind: type, receiver))
        }),
      wrapper("property", "above a method: it is read as an attribute, without brackets") {
        .object(PropertyValue($0))
      },
      wrapper("staticmethod", "above a function of a class: it takes no object") { .object(StaticMethodValue($0)) },
      wrapper("classmethod", "above a function of a class: it takes the class") { .object(ClassMethodValue($0)) },
      Entry(
        "isinstance", group: group, "whether a value is of a class, or of one of several",
        parameters: [
          Parameter("x", .any, "any value"), Parameter("type", .any, "a class, the name of a type, or a tuple of them"),
        ], result: "bool", abstract: .unknown, example: "isinstance(3, (int, float))",
        run: { arguments, _ in .bool(try isInstance(arguments["x"], arguments["type"])) }),
      Entry(
        "issubclass", group: group, "whether a class derives from another, or from one of several",
        parameters: [
          Parameter("type", .any, "a class"), Parameter("base", .any, "another, or a tuple of classes"),
        ], result: "bool", abstract: .unknown, example: "issubclass(KeyError, Exception)",
        run: { arguments, _ in .bool(try derives(arguments["type"], from: arguments["base"])) }),
      Entry(
        "callable", group: group, "whether a value can be called", parameters: [Parameter("x", .any, "any value")],
        result: "bool", abstract: .unknown, example: "callable(print)",
        run: { arguments, _ in .bool(arguments["x"].isCallable) }),
      Entry(
        "hasattr", group: group, "whether a value has an attribute or a method of that name", parameters: attribute,
        result: "bool", abstract: .unknown, example: "hasattr(\"text\", \"upper\")",
        run: { arguments, context in
          do {
            return .bool(try Attributes.find(arguments["x"], arguments.string("name"), context) != nil)
          } catch  where !arguments["x"].isProgrammed && Diagnostic(error).kind != .interrupted {
            // It is there, and only has no value now: `item` of several numbers.
            return .bool(true)
          }
        }),
      Entry(
        "getattr", group: group, "an attribute whose name is a text",
        parameters: attribute + [Parameter("default", .any, default: Value.none, "the value where it has none")],
        result: "value", abstract: .unknown, example: "getattr(print, \"__name__\", \"\")",
        run: { arguments, context in
          let name = arguments.string("name")
          if let value = try Attributes.find(arguments["x"], name, context) { return value }
          guard arguments.isGiven("default") else {
            throw Diagnostic(.attribute, "\(arguments["x"].phrase) has no `\(name)`")
          }
          return arguments["default"]
        }),
      Entry(
        "setattr", group: group, "binds an attribute whose name is a text",
        parameters: attribute + [Parameter("value", .any, "what to bind")], result: "None", abstract: .unknown,
        example: "class Bowl:\n    pass\n\nb = Bowl()\nsetattr(b, \"size\", 3)\nb.size",
        run: { arguments, context in
          guard case .object(let object) = arguments["x"] else {
            throw Diagnostic(.attribute, "the attributes of \(arguments["x"].phrase) are read, not assigned")
          }
          try object.assign(arguments["value"], to: arguments.string("name"), context)
          return .none
        }),
      Entry(
        "delattr", group: group, "takes away an attribute whose name is a text", parameters: attribute, result: "None",
        abstract: .unknown, example: "class Bowl:\n    size = 3\n\ndelattr(Bowl, \"size\")",
        run: { arguments, context in
          guard case .object(let object) = arguments["x"],
            try object.remove(attribute: arguments.string("name"), context)
          else {
            throw Diagnostic(.attribute, "\(arguments["x"].phrase) has no `\(arguments.string("name"))` to delete")
          }
          return .none
        }),
      Entry(
        "vars", group: group, "the attributes of an object, as a dict", parameters: [Parameter("x", .any, "an object")],
        result: "dict", abstract: .unknown,
        example: "class Bowl:\n    def __init__(self):\n        self.size = 3\n\nvars(Bowl())",
        run: { arguments, context in
          guard let found = try Attributes.find(arguments["x"], "__dict__", context) else {
            throw Diagnostic(.type, "\(arguments["x"].phrase) keeps no attributes of its own", parameter: "x")
          }
          return found
        }),
      Entry(
        "dir", group: group, "the names that may follow the dot of a value",
        parameters: [Parameter("x", .any, "any value")], result: "list", abstract: .unknown,
        example: "class Bowl:\n    size = 3\n\ndir(Bowl())",
        run: { arguments, context in
          guard let table = context.machine?.table else { return .list([]) }
          let names = Attributes.names(of: arguments["x"], table)
          return .list(Set(names.attributes + names.methods).sorted().map { .string($0) })
        }),
      Entry(
        "id", group: group, "a number that no other object has at the same time",
        parameters: [Parameter("x", .any, "any value")], result: "int", abstract: .unknown,
        example: "x = []\nid(x) == id(x)",
        run: { arguments, _ in .integer(identity(of: arguments["x"])) }),
    ]
  }

  private static var attribute: [Parameter] {
    [Parameter("x", .any, "any value"), Parameter("name", .string, "the attribute's name")]
  }

  private static func wrapper(_ name: String, _ summary: String, _ wrap: @escaping (Value) -> Value) -> Entry {
    Entry(
      name, group: group, summary, parameters: [Parameter("function", .any, "the function below it")],
      result: name, abstract: .unknown,
      example: name == "property"
        ? "class Square:\n    def __init__(self, side):\n        self.side = side\n    @property\n    def area(self):\n        return self.side**2\n\nSquare(3).area"
        : "class Bowl:\n    @\(name)\n    def name(\(name == "classmethod" ? "cls" : "")):\n        return \"bowl\"\n\nBowl.name()",
      run: { arguments, _ in wrap(arguments["function"]) })
  }

  /// A number of an object; of a value that is none, something that is the same for what is identical.
  private static func identity(of value: Value) -> Int {
    switch value {
    case .list(let list): Identities.number(of: ObjectIdentifier(list))
    case .tuple(let tuple): Identities.number(of: ObjectIdentifier(tuple))
    case .dict(let dict): Identities.number(of: ObjectIdentifier(dict))
    case .iterator(let iterator): Identities.number(of: ObjectIdentifier(iterator))
    case .function(let function): Identities.number(of: ObjectIdentifier(function))
    case .object(let object): Identities.number(of: object.identity)
    default: Identities.number(of: value.repr)
    }
  }

  /// `issubclass(type, base)`
  private static func derives(_ type: Value, from base: Value) throws -> Bool {
    if case .tuple(let tuple) = base { return try tuple.items.contains { try derives(type, from: $0) } }
    func check(_ value: Value, _ parameter: String) throws {
      switch value {
      case .object(let object) where object is ClassValue || object is TypeValue: break
      case .builtin(let entry) where entry.makes != nil || entry.name == "object": break
      default:
        throw Diagnostic(.type, "issubclass takes classes, and this is \(value.phrase)", parameter: parameter)
      }
    }
    try check(type, "type")
    try check(base, "base")
    switch (type, base) {
    case (_, .builtin(let entry)) where entry.name == "object": return true
    case (.object(let type as ClassValue), .object(let base as ClassValue)):
      return base === ObjectClass.shared || type.derives(from: base)
    case (.object(let type as ClassValue), .builtin(let base)) where base.name == "dict":
      return type.derives(from: DictClass.shared)
    case (.object(let type as ClassValue), .builtin(let base)) where base.name == "tuple":
      return type.native is NamedTupleClass
    case (.builtin(let type), .object(let base as ClassValue)): return type.name == "dict" && base === DictClass.shared
    case (.builtin(let type), .builtin(let base)):
      return type.name == base.name || (type.name, base.name) == ("bool", "int")
    default: return false
    }
  }

  /// `isinstance(x, type)`
  private static func isInstance(_ value: Value, _ type: Value) throws -> Bool {
    switch type {
    case .tuple(let tuple): return try tuple.items.contains { try isInstance(value, $0) }
    case .object(let object as ClassValue):
      if object === ObjectClass.shared { return true }
      if case .object(let held) = value, let instance = InstanceValue.cast(held) {
        return instance.type.derives(from: object)
      }
      if case .object(let held) = value, let path = type.path, held.classPaths.contains(path) { return true }
      if case .tuple(let tuple) = value, let type = tuple.type { return type.derives(from: object) }
      // Values that are no objects of a class's are of the library's class itself, and of none that derives from it.
      return object.isLibrary && object.native?.includes(value) ?? false
    case .builtin(let entry):
      if entry.name == "object" { return true }
      if case .object(let held) = value, let instance = InstanceValue.cast(held), let base = entry.base?() {
        return instance.type.derives(from: base)
      }
      if let makes = entry.makes ?? entry.recognizes { return makes(value) }
    case .object(let object as TypeValue): return Value.object(object).repr == Builtins.type(of: value, nil).repr
    default: break
    }
    throw Diagnostic(
      .type, "isinstance takes a class, or the name of a type, and this is \(type.phrase)", parameter: "type")
  }
}

extension Value {
  /// Whether it is of a class of the program's own, whose attributes may be code.
  fileprivate var isProgrammed: Bool {
    if case .object(let object) = self { object is InstanceValue || object is ClassValue } else { false }
  }
}
