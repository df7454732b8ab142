/// A function that the user wrote, with `def` or `lambda`.
package final class FunctionValue {
  package let name: String
  /// The text it was written as, shown when the function is displayed.
  package let source: String

  /// The code that a call runs.
  enum Body {
    /// The function's own code, in a new frame.
    case code(FunctionCode)
    /// The rest of a command line (`time bake`), in the frame of that line.
    case statement(() throws -> Value)
  }

  let body: Body
  /// The code of a function whose parameters are all plain, for the short way to call it.
  ///
  /// Not retained by those who look at it: ``body`` holds it.
  let plainCode: Unmanaged<FunctionCode>?
  /// The code, where a call with that many arguments by position can go the short way and needs no defaults.
  @inline(__always)
  func code(taking count: Int) -> Unmanaged<FunctionCode>? {
    guard let plainCode, plainCode._withUnsafeGuaranteedRef({ $0.parameterCount == count }) else { return nil }
    return plainCode
  }

  /// The values of the parameters' defaults, made when the definition ran; nil where a parameter has none.
  @exclusivity(unchecked) package private(set) var defaults: [Value?]
  /// The frame the definition ran in, whose variables the body may read. Nil at the top of a cell.
  @exclusivity(unchecked) var enclosing: Frame?

  init(name: String, source: String, body: Body, defaults: [Value?] = [], enclosing: Frame?) {
    self.name = name
    self.source = source
    self.body = body
    plainCode = if case .code(let code) = body, code.isPlain { .passUnretained(code) } else { nil }
    self.defaults = defaults
    self.enclosing = enclosing
  }

  deinit {
    var values = defaults.compactMap(\.self)
    defaults = []
    Teardown.dispose(of: &values)
    Teardown.dispose(of: &enclosing)
  }

  /// The same function under another name.
  package func named(_ name: String) -> FunctionValue {
    FunctionValue(name: name, source: source, body: body, defaults: defaults, enclosing: enclosing)
  }

  /// Whether a call makes a generator.
  package var isGenerator: Bool { if case .code(let code) = body { code.origin.definition.isGenerator } else { false } }

  /// The names that arguments may be written with; nil where there is a `**rest`, which takes any.
  package var argumentNames: [String]? {
    guard case .code(let code) = body else { return [] }
    let parameters = code.origin.definition.parameters
    if parameters.contains(where: { $0.style == .keywords }) { return nil }
    return parameters.filter { $0.style != .variadic }.map(\.name)
  }

  /// The values of the functions around its definition that it may read.
  package var captured: [Value] {
    var values: [Value] = []
    var next = enclosing
    while let frame = next {
      values += (0..<frame.count).compactMap { frame.slots[$0].value }
      next = frame.enclosing
    }
    return values
  }

  /// The parameters as they were written: `mean, var=1`.
  package var signature: String {
    switch body {
    case .code(let code): code.signature
    case .statement: ""
    }
  }
}
