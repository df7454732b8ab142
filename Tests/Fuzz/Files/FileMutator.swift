import TestSupport

/// Files changed by their structure: a field of a document becomes what no program would write there.
struct FileMutator {
  /// What may stand in for any value.
  private static let values =
    [
      "-9223372036854775808", "9223372036854775807", "18446744073709551615", "-1", "0", "1", "2", "9007199254740993",
      "4294967296", "65536", "1e308", "-1e308", "1e-320", "1e999", "-0.0", "0.5", "1e15", "NaN", "Infinity", "null",
      "true", "[]", "{}", "[[]]", "[-1]", "[0,0,0]", "{\"a\":1}", "\"nan\"", "\"inf\"", "\"-inf\"", "\"\"", "\"7\"",
      "\"\\u0000\"", "\"\\u001b[2J\"", "\"\\ud800\"", "\"\\u202e\\u200b\"", "\"é\"", "\"e\\u0301\"", "\"😀\"", "",
      "\"linear(9999999, 9999999)\"", "\"sequential(relu, relu)\"", "\"heads(linear(784, 2), linear(784, 2))\"",
      "\"linear\"", "\"sequential\"", "\"shared\"", "\"encoder\"", "\"decoder.1\"", "\"2\"", "\"3\"",
      "{\"kind\":\"linear\",\"in_features\":999999,\"out_features\":999999}",
      "{\"kind\":\"shared\",\"place\":\"encoder.1\"}", "{\"kind\":\"sequential\",\"layers\":[]}",
      "{\"kind\":\"unflatten\",\"sizes\":[9999999999,9999999999]}",
      "\"F64\"", "\"I8\"", "\"BOOL\"", "\"F8_E4M3\"", "\"/dev/zero\"", "\"../../x.npy\"", "\"shapes\"", "\"mnist\"",
    ] + [100, 3_000, 100_000].map { String(repeating: "[", count: $0) }
    + [300, 600].map { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    + [20_000, 1_000_000].map { "\"" + String(repeating: "a", count: $0) + "\"" }

  /// What may stand in a text, for a number in it or between its letters.
  private static let pieces = [
    "0", "-1", "1e9", "999999999999999999999", "65537", "linear(", "(", ")", ",", ", (", "=", ".", "sequential(",
    "relu",
    "unflatten(1, (9, 9))", "\u{0}", "\n", "é", "x=",
  ]

  /// Makes some changes to a document.
  ///
  /// - Returns: what was changed, in words.
  static func mutate(_ tree: inout JSONTree, _ random: inout SplitMix) -> String {
    var words: [String] = []
    for _ in 0...random.below(3) {
      let count = tree.count
      let number = random.below(count)
      let path = tree.path(to: number).joined(separator: ".")
      var change = ""
      // Another part of the document, to stand where it does not belong.
      var other = JSONTree.literal("0")
      let otherNumber = random.below(count)
      tree.change(otherNumber) { other = $0 }
      tree.change(number) { change = mutateNode(&$0, other, &random) }
      words.append("\(path): \(change)")
    }
    return words.joined(separator: "; ")
  }

  private static func mutateNode(_ node: inout JSONTree, _ other: JSONTree, _ random: inout SplitMix) -> String {
    if random.oneIn(3) {
      switch node {
      case .object(var members) where !members.isEmpty:
        let words = mutateMembers(&members, &random)
        node = .object(members)
        return words
      case .array(var items) where !items.isEmpty:
        let place = random.below(items.count)
        if random.oneIn(2) { items.remove(at: place) } else { items.insert(items[place], at: place) }
        node = .array(items)
        return "an item more or less"
      case .string(let text):
        let changed = mutateText(text, &random)
        node = .string(changed)
        return "the text \(changed.prefix(200))"
      case .literal(let text):
        if let number = Int(text) {
          let changed = random.pick([number &+ 1, number &- 1, 0 &- number, number &* 2, number &* 1_000_003])
          node = .literal("\(changed)")
          return "\(changed)"
        }
      default: break
      }
    }
    if random.oneIn(6) {
      node = other
      return "another part, \(other.text.prefix(100))"
    }
    let value = random.pick(values)
    node = .literal(value)
    return value.count > 100 ? "\(value.prefix(20))… of \(value.utf8.count) bytes" : value
  }

  private static func mutateMembers(_ members: inout [(key: String, value: JSONTree)], _ random: inout SplitMix)
    -> String
  {
    let place = random.below(members.count)
    let key = members[place].key
    switch random.below(4) {
    case 0:
      members.remove(at: place)
      return "without \(key)"
    case 1:
      members.append((key, .literal(random.pick(values))))
      return "\(key) twice"
    case 2:
      let other = random.below(members.count)
      (members[place].value, members[other].value) = (members[other].value, members[place].value)
      return "\(key) and \(members[other].key) swapped"
    default:
      members[place].key =
        random.oneIn(2) ? mutateText(key, &random) : random.pick(["", "weight", "__metadata__", "é"])
      return "\(key) is called \(members[place].key)"
    }
  }

  private static func mutateText(_ text: String, _ random: inout SplitMix) -> String {
    var scalars = Array(text.unicodeScalars)
    let start = random.below(scalars.count + 1)
    var end = start
    // A whole number, where there is one.
    while end < scalars.count, ("0"..."9").contains(Character(scalars[end])) { end += 1 }
    scalars.replaceSubrange(start..<end, with: Array(random.pick(pieces).unicodeScalars))
    var changed = String.UnicodeScalarView()
    changed.append(contentsOf: scalars)
    return String(changed)
  }

  /// Changes a few bytes, or their number.
  static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) -> String {
    switch random.below(4) {
    case 0:
      let length = random.below(bytes.count + 1)
      bytes.removeSubrange(length...)
      return "cut off at \(length)"
    case 1:
      bytes += [UInt8](repeating: 7, count: random.below(20))
      return "bytes more"
    default:
      for _ in 0...random.below(4) where !bytes.isEmpty {
        bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
      }
      return "other bytes"
    }
  }
}
