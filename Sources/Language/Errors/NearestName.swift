/// Finds what somebody meant by a name that does not exist.
package enum NearestName {
  /// The nearest of the variables, or else of the table's names. Of the many of the table one is always near to a name
  /// of three letters, which says nothing then.
  static func find(_ name: String, amongVariables variables: [String], orTable names: [String]) -> String? {
    let all = find(name, among: variables + names)
    guard let all, name.count <= 3, !variables.contains(all), all.count == name.count,
      all.sorted() != name.lowercased().sorted()
    else { return all }
    return find(name, among: variables)
  }

  /// The nearest of the candidates, or nil where none is near enough to be worth a guess.
  package static func find(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased())
    // Long garbage has no near name, and would take long to compare.
    guard !wanted.isEmpty, wanted.count <= 40 else { return nil }
    let allowed = max(1, wanted.count / 4)
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let letters = Array(candidate.lowercased())
      guard abs(letters.count - wanted.count) <= allowed else { continue }
      let distance = distance(wanted, letters)
      // A name of one or two letters is near to every other such name: only another case counts as near.
      guard distance <= allowed, wanted.count > 2 || distance == 0, distance < max(letters.count, wanted.count) else {
        continue
      }
      if best.map({ (distance, candidate) < ($0.distance, $0.name) }) ?? true { best = (candidate, distance) }
    }
    if let best { return best.name }
    return underscored(name, among: candidates)
  }

  /// `HalfTurn2d` and `halfturn2d` for `half_turn2d`.
  private static func underscored(_ name: String, among candidates: some Sequence<String>) -> String? {
    let plain = name.lowercased().filter { $0 != "_" }
    return candidates.first { $0 != name && $0.lowercased().filter { $0 != "_" } == plain }
  }

  /// The number of letters to insert, delete, replace or swap with their neighbour.
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for row in 1...max(1, first.count) where !first.isEmpty {
      var current = [row]
      for column in 1...max(1, second.count) where !second.isEmpty {
        let same = first[row - 1] == second[column - 1]
        var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[second.count]
  }

  /// "a, b or c"
  static func list(_ names: [String], quoted: Bool = false) -> String {
    let names = quoted ? names.map { "`\($0)`" } : names
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension String {
  /// A name of another style as this language writes it: `half_turn2d` for `HalfTurn2d`.
  var snakeCased: String {
    var result = ""
    var previousIsSmall = false
    for letter in self {
      if letter.isUppercase, previousIsSmall { result += "_" }
      result += letter.lowercased()
      previousIsSmall = letter.isLowercase
    }
    return result
  }
}
