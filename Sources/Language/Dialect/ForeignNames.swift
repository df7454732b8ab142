/// Names that stand by themselves, as people bring them from other libraries, and what there is in their place.
package struct ForeignNames: Sendable {
  /// Names without a namesake here, and an example of what is most like them. It is not the same: what can be written
  /// anew with all its arguments is one of ``ForeignCalls``.
  package var examples: [String: String] = [:]
  /// Functions without a namesake here, and the entry that is like them and may stand in their place.
  package var akin: [String: String] = [:]
  /// Names that are near to one here by their letters, and something else by their meaning: no line is mended by them.
  package var falseFriends: Set<String> = []
  /// Names that need a sentence of their own.
  package var explanations: [String: Explanation] = [:]
  /// Functions that stand behind their one argument here, with a dot: `.weight` for `weight(x)`.
  package var suffixes: [String: String] = [:]
  /// Variables that programs elsewhere hand to a method, which there is no need to call here.
  package var idleArguments: [String: IdleArgument] = [:]
  /// Objects that loops go through elsewhere.
  package var loops: ForeignLoops?

  package init() {}

  /// A sentence about a name, and what to do.
  package struct Explanation: Sendable {
    let message: String
    let suggestion: String

    package init(_ message: String, suggestion: String) {
      self.message = message
      self.suggestion = suggestion
    }
  }

  /// A variable as the only argument of a method: `x.on(hob)`.
  package struct IdleArgument: Sendable {
    let method: String
    let reason: String

    /// - Parameter reason: why the call is left out.
    package init(ofMethod method: String, because reason: String) {
      self.method = method
      self.reason = reason
    }
  }
}
