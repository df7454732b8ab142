/// A value that a library brings to the language: a dough, an oven, a picture.
///
/// Every member but ``typeName`` and ``repr()`` has a default that says "this type cannot do that", so a new kind of
/// value implements only what it can do.
package protocol ObjectValue: AnyObject {
  /// The type as error messages, completion and inspection name it: `dough`, `oven`.
  var typeName: String { get }
  /// Who it is, for `is` and `id`: itself by default; what stands behind it, where each look at that makes a new value.
  var identity: ObjectIdentifier { get }
  /// Whether it may be the key of a dict, as itself and no other.
  var isKey: Bool { get }
  /// The name of its class, as `type(x).__name__` gives it; ``typeName`` by default.
  var className: String { get }
  /// Further names of the class that it may be of, where nothing in it tells which.
  var otherClassNames: [String] { get }
  /// The library's class that `type(x)` gives; nil for a type of the name ``className``.
  var libraryClass: ClassValue? { get }
  /// The classes of written modules that it counts as an object of, by their paths.
  var classPaths: [String] { get }
  /// A few characters that distinguish this value among its type, as `500 g` for a dough; nil for nothing.
  var detail: String? { get }
  /// ``detail`` as it stands after "x is …" in the notes of an error; the detail itself by default.
  var provenance: String? { get }
  /// The value in a line, for who looks at many at once; nil for ``detail``, or ``repr()`` where it has none.
  var glance: String? { get }
  /// What it consists of, for who opens it; nil where it has no parts.
  var parts: [ValuePart]? { get }
  /// The values that its text lists between two brackets; nil where ``repr()`` is the text.
  var listing: (open: String, values: [Value], close: String)? { get }
  /// The text that shows the value as a cell's result and in `print`.
  func repr() -> String
  /// The text as `print`, `str` and f-strings write it where that is another; nil for ``repr()``.
  var printedText: String? { get }
  /// Further forms of the value beside its text: a picture's PNG, a table's HTML. Nil where text is all.
  func display() -> Display?

  /// Whether a cell that ends in the value shows it; not where it only stands for something that is shown anyway.
  var isShownAsResult: Bool { get }

  /// Facts that inspection shows beside ``repr()``. Nil: that is all.
  func inspection() -> ObjectInspection?

  /// The names that may follow a dot, for completion and for "did you mean".
  var attributeNames: [String] { get }
  /// `x.name`. Nil: there is no such attribute (methods of the table are tried next).
  func attribute(_ name: String, _ context: Context) throws -> Value?
  /// `x.name = value`
  func assign(_ value: Value, to name: String, _ context: Context) throws
  /// `del x.name`. False: there is no such attribute.
  func remove(attribute name: String, _ context: Context) throws -> Bool
  /// Whether the value may stand in call position.
  var isCallable: Bool { get }
  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value
  /// `x[i, 2:5]`
  func subscripted(_ indices: [Index], _ context: Context) throws -> Value
  /// `x[i] = value`
  func assign(_ value: Value, at indices: [Index], _ context: Context) throws
  /// Whether an item of it that has changed in place is its item still, and not a copy that is to be assigned.
  var keepsItems: Bool { get }
  /// `del x[i]`
  func remove(at indices: [Index], _ context: Context) throws
  /// `item in x`. Nil: its items are gone through.
  func contains(_ item: Value, _ context: Context) throws -> Bool?

  /// `self ⊕ other`, or `other ⊕ self` where `reversed`. Nil: the operator does not apply to these two.
  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value?
  /// `-x`, `+x`; `not x` goes through ``truth()``.
  func unary(_ operation: UnaryOperator, _ context: Context) throws -> Value?
  /// Whether the value serves as its own abstract value: its shape does not change.
  var isOwnAbstraction: Bool { get }
  /// The abstract value of a call, as ``Entry/abstractRule`` does for an entry.
  func abstractCall(_ arguments: [CallArgument]) throws -> Value?
  /// The abstract value of ``binary(_:_:reversed:_:)``.
  func abstractBinary(_ operation: BinaryOperator, _ other: Value, reversed: Bool) throws -> Value?

  /// Takes the result of `x += …` where `x` is this value: true where the value itself has become that, as a
  /// parameter does; false where the name is bound to it.
  func become(_ value: Value) throws -> Bool

  /// Whether the value counts as true; throws where that is ambiguous (several numbers).
  func truth() throws -> Bool
  /// `len(x)`. Nil: it has none.
  var count: Int? { get }
  /// `for … in x` and unpacking. Nil: it cannot be iterated over.
  func iterate() throws -> IteratorValue?
  /// A suggestion where the value was to be unpacked into another number of names. Nil: nothing can be said.
  var unpackingHint: String? { get }
  /// The value as a number, for `f"{x:.4f}"`, `float(x)`, `int(x)` and for parameters that take numbers. Nil: it is none.
  var number: Double? { get }
  /// Whether ``number`` is a whole one, and is written without a point.
  var isWholeNumber: Bool { get }
}

extension ObjectValue {
  package var identity: ObjectIdentifier { ObjectIdentifier(self) }
  package var isKey: Bool { false }
  package var printedText: String? { nil }
  package var glance: String? { nil }
  package var parts: [ValuePart]? { nil }
  package var otherClassNames: [String] { [] }
  package var libraryClass: ClassValue? { nil }
  package var classPaths: [String] { [] }
  package var listing: (open: String, values: [Value], close: String)? { nil }
  package var className: String { typeName }
  package var detail: String? { nil }
  package var provenance: String? { detail }
  package func display() -> Display? { nil }
  package var isShownAsResult: Bool { true }
  package func inspection() -> ObjectInspection? { nil }
  package var attributeNames: [String] { [] }
  package func attribute(_ name: String, _ context: Context) throws -> Value? { nil }
  package func assign(_ value: Value, to name: String, _ context: Context) throws {
    throw Diagnostic(
      .attribute, "the attributes of \(Value.article(typeName)) are read, not assigned",
      suggestion: "keep the value in a variable of its own")
  }
  package func remove(attribute name: String, _ context: Context) throws -> Bool { false }
  package var isCallable: Bool { false }
  package func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    throw Diagnostic(.type, "a \(typeName) cannot be called")
  }
  package func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    throw Diagnostic(.type, "a \(typeName) cannot be indexed")
  }
  package func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    var error = Diagnostic(.type, "the items of \(Value.article(typeName)) cannot be changed")
    error.topic = .assignmentOfItems
    throw error
  }
  package var keepsItems: Bool { true }
  package func remove(at indices: [Index], _ context: Context) throws {
    throw Diagnostic(.type, "the items of \(Value.article(typeName)) cannot be taken out")
  }
  package func contains(_ item: Value, _ context: Context) throws -> Bool? { nil }
  package func binary(
    _ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context
  ) throws -> Value? { nil }
  package func unary(_ operation: UnaryOperator, _ context: Context) throws -> Value? { nil }
  package var isOwnAbstraction: Bool { false }
  package func abstractCall(_ arguments: [CallArgument]) throws -> Value? { nil }
  package func abstractBinary(_ operation: BinaryOperator, _ other: Value, reversed: Bool) throws -> Value? { nil }
  package func become(_ value: Value) throws -> Bool { false }
  package func truth() throws -> Bool { true }
  package var count: Int? { nil }
  package func iterate() throws -> IteratorValue? { nil }
  package var unpackingHint: String? { nil }
  package var number: Double? { nil }
  package var isWholeNumber: Bool { false }
}

/// The facts about a value that one looks at, in a line, and a small picture where it has one.
package struct ObjectInspection {
  package var facts: String
  package var png: [UInt8]?

  package init(facts: String, png: [UInt8]? = nil) {
    self.facts = facts
    self.png = png
  }
}

/// One argument of a call as it was written: positional where `name` is nil.
package struct CallArgument {
  package var name: String?
  package var value: Value

  package init(name: String? = nil, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// One item between square brackets.
package enum Index {
  case value(Value)
  /// `...`: as many whole dimensions as are left.
  case ellipsis
  case slice(start: Int?, stop: Int?, step: Int?)

  /// A value between the brackets, of which some stand for more than a place.
  package init(_ value: Value) {
    switch value {
    case .object(let slice as SliceValue): self = .slice(start: slice.start, stop: slice.stop, step: slice.step)
    case .object(let object) where object === NamedConstant.ellipsis: self = .ellipsis
    default: self = .value(value)
    }
  }
}

package enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case remainder = "%"
  case power = "**"
  case matmul = "@"
  case and = "&"
  case or = "|"
  case exclusiveOr = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

package enum UnaryOperator: String, Sendable {
  case minus = "-"
  case plus = "+"
  case invert = "~"
}
