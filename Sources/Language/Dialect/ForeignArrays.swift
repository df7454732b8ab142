/// Values of another library whose methods have the names of those here and do something else: what comes of its
/// functions, or of a conversion into them.
package struct ForeignArrays: Sendable {
  /// The beginning of the paths of its functions: `cb.`
  let prefix: String
  /// The method that makes such a value of one here.
  let conversion: String
  /// Its methods, and an example of how they are written here. Behind what was such a value there, those here would run,
  /// and say something else.
  let methods: [String: String]
  /// Methods that are the same as those here where they have no arguments.
  let methodsAlikeWithoutArguments: Set<String>
  /// Whose methods they are not: "of its lists is another than that of doughs".
  let difference: String

  package init(
    prefix: String, conversion: String, methods: [String: String], alikeWithoutArguments: Set<String>,
    difference: String
  ) {
    self.prefix = prefix
    self.conversion = conversion
    self.methods = methods
    methodsAlikeWithoutArguments = alikeWithoutArguments
    self.difference = difference
  }

  /// The method that is called at an offset, where it is one that these values have for themselves.
  func method(at place: Int, in source: SourceText) -> String? {
    let scalars = source.scalars
    guard place < scalars.count, scalars[place] == "." else { return nil }
    let end = scalars[(place + 1)...].firstIndex { !$0.properties.isAlphabetic && $0 != "_" } ?? scalars.count
    let name = source.text(SourceSpan(place + 1, end))
    guard methods[name] != nil, end < scalars.count, scalars[end] == "(" else { return nil }
    let isAlike = methodsAlikeWithoutArguments.contains(name) && source.endOfCall(behind: end) == end + 2
    return isAlike ? nil : name
  }
}
