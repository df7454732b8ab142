/// A class of another library's whose objects are called later, and are functions here.
///
/// `Mixer(speed=2)(flour, water)` is `mix(flour, water, speed=2)`.
package struct ForeignObject: Sendable {
  /// The parameters of its function, as a lambda names them.
  private let parameters: String
  /// The function; nil where there is none that does it, and it is written out.
  private let function: String?
  private let isValue: Bool
  private let settings: @Sendable ([ArgumentText]) -> Settings?

  /// The function's call, for the arguments that an object was made with.
  package struct Settings: Sendable {
    /// Text around the call: `mean(2 * ` and `)`.
    var before: String
    var behind: String
    /// Arguments behind those of the call, by their names.
    var arguments: [String]
    /// The whole of it, where there is no function.
    var written: String?

    package init(before: String = "", arguments: [String] = [], behind: String = "", written: String? = nil) {
      self.before = before
      self.behind = behind
      self.arguments = arguments
      self.written = written
    }
  }

  /// - Parameters:
  ///   - isValue: whether the function, or a lambda, can stand wherever the object could. Otherwise only where it is given
  ///     a name.
  ///   - settings: how it is called; nil where an argument that the object was made with has no place here.
  package init(
    _ parameters: String, _ function: String?, isValue: Bool = true,
    settings: @escaping @Sendable ([ArgumentText]) -> Settings?
  ) {
    self.parameters = parameters
    self.function = function
    self.isValue = isValue
    self.settings = settings
  }

  /// The text for the making of the object, and for its call if that follows at once; nil where an argument has no
  /// place here.
  ///
  /// - Parameter making: the call that makes it.
  func correction(_ arguments: [Argument], _ making: SourceSpan, in source: SourceText) -> Correction? {
    guard let settings = settings(arguments.map { ArgumentText($0, in: source) }) else { return nil }
    let others = settings.arguments.map { ", " + $0 }.joined()
    if let function, let end = source.endOfCall(behind: making.end) {
      // It is called at once: what it was made with goes behind the arguments of that call.
      var correction = Correction(making, settings.before + function)
      correction.add(Correction(SourceSpan(end - 1, end), others + ")" + settings.behind))
      return correction
    }
    if let function, isValue, settings.arguments.isEmpty { return Correction(making, function) }
    guard isValue || source.isAssigned(making) else { return nil }
    let call = "\(function ?? "")(\(parameters)\(others))"
    let lambda = "lambda \(parameters): \(settings.written ?? settings.before + call + settings.behind)"
    return Correction(making, source.endOfCall(behind: making.end) == nil ? lambda : "(\(lambda))")
  }
}

extension SourceText {
  /// Whether a span is all that stands right of `=`.
  fileprivate func isAssigned(_ span: SourceSpan) -> Bool {
    isAlone(span) && scalars[..<span.start].last { $0 != " " } == "="
  }
}
