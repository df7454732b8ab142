extension Entry {
  /// Whether a call that is written with these arguments may bind variables of any names.
  func mayBind(_ arguments: [Argument], _ dialect: any Dialect) -> Bool {
    guard let bindsVariables else { return false }
    let indices = try? parameters(
      forArguments: arguments.map(\.name), isPartial: arguments.contains(where: \.isStarred), dialect)
    // What does not fit is refused elsewhere.
    guard let indices, !arguments.contains(where: \.isStarred) else { return true }
    var given: [String: Value?] = [:]
    for (argument, index) in zip(arguments, indices) {
      given.updateValue(argument.value.literal, forKey: parameters[index].name)
    }
    return bindsVariables(given)
  }
}
