/// One parameter of an ``Entry``.
package struct Parameter {
  /// How the arguments for it are written.
  package enum Style: Sendable {
    /// By position or by name, as most of Python's.
    case standard
    /// Only as `name=value`.
    case keywordOnly
    /// Takes all remaining positional arguments, as `*doughs`; the value is a list.
    case variadic
    /// Takes all remaining arguments with names, as `**amounts`; the value is a dict.
    case keywords
  }

  package var name: String
  /// Further names that it answers to, such as those of another library.
  package var otherNames: [String]
  package var type: ParameterType
  /// Nil: the argument is required. `.none` stands for "chosen at run time".
  package var defaultValue: Value?
  /// The default in words where the value says too little: "what the oven holds".
  package var defaultText: String?
  package var unit: String?
  package var summary: String
  package var style: Style
  /// The texts that completion offers inside a string begun for this parameter, such as files. Nil: none.
  package var suggestions: ((_ begun: String) -> [String])?
  /// Looks at a value that has the right type, as at a text with a grammar of its own, and throws where it is wrong: what is
  /// written out is looked at before its cell runs.
  package var check: ((Value) throws -> Void)?

  package init(
    _ name: String, _ type: ParameterType, default defaultValue: Value? = nil, defaultText: String? = nil,
    unit: String? = nil, style: Style = .standard, otherNames: [String] = [],
    suggestions: ((_ begun: String) -> [String])? = nil, check: ((Value) throws -> Void)? = nil, _ summary: String
  ) {
    self.name = name
    self.otherNames = otherNames
    self.type = type
    self.defaultValue = defaultValue
    self.defaultText = defaultText
    self.unit = unit
    self.style = style
    self.suggestions = suggestions
    self.check = check
    self.summary = summary
  }

  /// Whether an argument may be written with that name.
  package func isCalled(_ name: String) -> Bool {
    (style == .standard || style == .keywordOnly || takesTuple) && (self.name == name || otherNames.contains(name))
  }

  /// Whether what stands by position one after another may also be one tuple, and so be given by name: `x.flip(dims=(0, 1))`.
  private var takesTuple: Bool {
    if case .integers = type { style == .variadic } else { false }
  }
}

/// The values that a parameter accepts. Checking converts: a whole `real` becomes an `integer` where one is wanted.
package indirect enum ParameterType {
  case any
  case bool
  case integer(ClosedRange<Int> = -(1 << 53)...(1 << 53))
  case real(ClosedRange<Double> = -Double.infinity...Double.infinity)
  /// A number of the kind that it is: a whole one, a real one, or a bool, which counts as 0 or 1.
  case number
  case string
  /// One of the listed words, taken literally on a command line and as a string in a call. `open`: any other word, or
  /// an expression, is allowed too (a path, or values).
  case word([Word], open: Bool = false)
  /// A whole number, or a list or tuple of them: lengths, places.
  case integers
  /// A list or a tuple; the value is a list.
  case list
  case callable
  /// None.
  case nothing
  /// An ``ObjectValue`` whose `typeName` is given.
  case object(String)
  /// Something that can be made into an object of that type; the library's own conversion decides when it runs.
  case like(String)
  /// Any name, taken literally on a command line: `help bake`. The value is a string, or what a call was given.
  case name
  /// The rest of the line, a statement: `time bake minutes=1`. The value is a function without parameters.
  case statement
  /// The first that fits.
  case either([ParameterType])
}

/// A word that a command line takes literally.
package struct Word: Sendable, ExpressibleByStringLiteral {
  package var name: String
  package var summary: String
  /// The parameter that a number behind it goes to, without a comma: `serve table 4`.
  package var companion: String?

  package init(_ name: String, _ summary: String = "", companion: String? = nil) {
    self.name = name
    self.summary = summary
    self.companion = companion
  }

  package init(stringLiteral value: String) { self.init(value) }
}
