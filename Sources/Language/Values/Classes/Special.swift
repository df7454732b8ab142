/// The names of the methods by which a class takes part in operators, `len`, loops and the rest of the language.
enum Special {
  static let initializer = Symbol("__init__")
  static let maker = Symbol("__new__")
  static let missingKey = Symbol("__missing__")
  static let notes = Symbol("__annotations__")
  static let access = Symbol("__get__")
  static let missingAttribute = Symbol("__getattr__")
  static let assignment = Symbol("__setattr__")
  static let representation = Symbol("__repr__")
  static let text = Symbol("__str__")
  static let format = Symbol("__format__")
  static let call = Symbol("__call__")
  static let item = Symbol("__getitem__")
  static let itemAssignment = Symbol("__setitem__")
  static let itemRemoval = Symbol("__delitem__")
  static let length = Symbol("__len__")
  static let truth = Symbol("__bool__")
  static let containing = Symbol("__contains__")
  static let iteration = Symbol("__iter__")
  static let next = Symbol("__next__")
  static let reversed = Symbol("__reversed__")
  static let hash = Symbol("__hash__")
  static let equal = Symbol("__eq__")
  static let index = Symbol("__index__")
  static let path = Symbol("__fspath__")
  static let real = Symbol("__float__")
  static let enter = Symbol("__enter__")
  static let exit = Symbol("__exit__")

  /// Methods that Python calls by itself and this language does not: a class that has one means something by it.
  static let neverCalled: [String: String] = [
    "__getattribute__": "__getattr__ is called for names that are missing",
    "__del__": "a method that is called by name, or __exit__ with `with`",
    "__init_subclass__": "a decorator above a function, or a call behind the class",
    "__class_getitem__": "a class method with a name of its own",
    "__set_name__": "@property", "__set__": "@property with a setter",
    "__delattr__": "a method with a name of its own",
  ]

  /// What an operator calls where the object stands at its left.
  struct Names {
    let plain: Symbol
    /// Where it stands at the right.
    let mirrored: Symbol
    /// For `+=` and its like.
    let inPlace: Symbol
  }

  static let operators: [BinaryOperator: Names] = {
    let words: [BinaryOperator: String] = [
      .add: "add", .subtract: "sub", .multiply: "mul", .divide: "truediv", .floorDivide: "floordiv",
      .remainder: "mod", .power: "pow", .matmul: "matmul", .and: "and", .or: "or", .exclusiveOr: "xor",
      .shiftLeft: "lshift", .shiftRight: "rshift",
    ]
    // A comparison whose sides change places is another comparison.
    let comparisons: [BinaryOperator: (String, String)] = [
      .equal: ("eq", "eq"), .notEqual: ("ne", "ne"), .less: ("lt", "gt"), .lessOrEqual: ("le", "ge"),
      .greater: ("gt", "lt"), .greaterOrEqual: ("ge", "le"),
    ]
    let arithmetic = words.mapValues { word in
      Names(plain: Symbol("__\(word)__"), mirrored: Symbol("__r\(word)__"), inPlace: Symbol("__i\(word)__"))
    }
    return arithmetic.merging(
      comparisons.mapValues { pair in
        Names(plain: Symbol("__\(pair.0)__"), mirrored: Symbol("__\(pair.1)__"), inPlace: Symbol("__i\(pair.0)__"))
      }, uniquingKeysWith: { first, _ in first })
  }()
}
