/// Names of arguments, as calls elsewhere have them.
package struct ForeignParameters: Sendable {
  /// Parameters by the names that they have here; the first that an entry has counts.
  package var renamed: [String: [String]] = [:]
  /// Parameters that are another one here, and what to write for each of their values.
  package var rewritten: [String: RewrittenParameter] = [:]
  /// Parameters whose call is written otherwise.
  package var rules: [String: ParameterRule] = [:]
  /// Parameters that there is nothing to choose for.
  package var idle: [String: IdleParameter] = [:]
  /// Types that can be made of a list of numbers: an entry that takes one, and is given several numbers, means the list.
  package var typesOfLists: Set<String> = []

  package init() {}

  /// Whether an argument can be left out because what it asks for is so here anyway.
  func isIdle(_ name: String, _ value: Expression, _ source: SourceText) -> Bool {
    idle[name]?.asksNothing(source.text(value.span)) ?? false
  }
}

/// A parameter that is another one here.
package struct RewrittenParameter: Sendable {
  let reason: String
  /// The argument to write, by the text of the value: `heat=180` for `4`.
  let texts: [String: String]

  package init(because reason: String, _ texts: [String: String]) {
    self.reason = reason
    self.texts = texts
  }

  /// Whether an entry with these parameters has one that is written in place of this.
  func applies(to parameters: [String]) -> Bool {
    texts.values.contains { text in parameters.contains { text.hasPrefix($0 + "=") } }
  }
}

/// A parameter whose call is written otherwise where the entry has a certain other parameter.
package struct ParameterRule: Sendable {
  let companion: String
  let reason: String
  let edits: @Sendable (CallUse) -> [ArgumentEdit]?

  package init(
    besides companion: String, because reason: String, edits: @escaping @Sendable (CallUse) -> [ArgumentEdit]?
  ) {
    self.companion = companion
    self.reason = reason
    self.edits = edits
  }
}

/// A parameter that there is nothing to choose for here.
package struct IdleParameter: Sendable {
  /// Why: "there is one oven". Nil: an error that names it says nothing of that.
  let reason: String?
  let asksNothing: @Sendable (String) -> Bool
  let asksNothingInCall: @Sendable (CallUse) -> Bool
  let wrapper: String?
  let changesArgument: Bool

  /// - Parameters:
  ///   - asksNothing: whether a value, by its text, asks for what is so anyway.
  ///   - asksNothingInCall: whether it does in this call, where the value alone does not tell.
  ///   - wrapper: the function that does of the call's result what `True` asks for.
  ///   - changesArgument: whether a line that does nothing but this call was to change an argument of it.
  package init(
    because reason: String?, wrapper: String? = nil, changesArgument: Bool = false,
    asksNothing: @escaping @Sendable (String) -> Bool = { _ in true },
    inCall asksNothingInCall: @escaping @Sendable (CallUse) -> Bool = { _ in false }
  ) {
    self.reason = reason
    self.asksNothing = asksNothing
    self.asksNothingInCall = asksNothingInCall
    self.wrapper = wrapper
    self.changesArgument = changesArgument
  }
}
