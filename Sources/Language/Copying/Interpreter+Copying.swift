extension Interpreter {
  /// Makes this interpreter's variables copies of another's, all but those in `own`, which stay as they are.
  ///
  /// A value that cannot be copied leaves behind one that says so; the others are copied all the same.
  ///
  /// - Returns: what copies further values of the other's, such that what they share with its variables is shared.
  @discardableResult
  package func copyVariables(
    of other: Interpreter, exceptFor own: Set<String>, copyObject: @escaping (any ObjectValue) throws -> any ObjectValue
  ) -> ValueCopier {
    let copier = ValueCopier(from: other, to: self, copyObject: copyObject)
    let theirs = other.variables.filter { !own.contains($0.name) }
    let names = Set(theirs.map(\.name))
    for variable in variables where !own.contains(variable.name) && !names.contains(variable.name) {
      remove(variable.name)
    }
    for (name, value) in theirs {
      define(name, (try? copier.copy(value)) ?? ValueCopier.unavailable(value))
    }
    return copier
  }
}
