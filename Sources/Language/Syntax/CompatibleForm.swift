// For the canonical form of a text, which the standard library computes for its own comparisons.
@_spi(_Unicode) import Swift

/// The form in which names are compared (Unicode's NFKC), as Python's: `µ` (U+00B5) is `μ` (U+03BC), `ϵ` is `ε`, a
/// full-width letter is the plain one, a ligature its letters. Strings stay as they were typed.
enum CompatibleForm {
  static func of(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name }
    var compatible = String.UnicodeScalarView()
    for scalar in name.unicodeScalars { compatible.append(contentsOf: of(scalar)) }
    var result = String.UnicodeScalarView()
    for scalar in String(compatible)._nfc { result.append(scalar) }
    return String(result)
  }

  private static func of(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.isASCII { return [scalar] }
    // The last run that begins before the scalar, or at it.
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].first <= scalar.value { low = middle + 1 } else { high = middle }
    }
    guard low > 0, scalar.value < runs[low - 1].first + runs[low - 1].count else { return [scalar] }
    let run = runs[low - 1]
    guard run.count > 1 else { return run.form }
    return run.form.compactMap { Unicode.Scalar($0.value + scalar.value - run.first) }
  }

  private struct Run {
    let first: UInt32
    let count: UInt32
    let form: [Unicode.Scalar]
  }

  /// Read at the first name that is not in ASCII.
  private static let runs: [Run] = table.split { $0 == " " || $0 == "\n" }.compactMap { word in
    let sides = word.split(separator: ":")
    let places = sides[0].split(separator: "+")
    guard sides.count == 2, let first = UInt32(places[0], radix: 16) else { return nil }
    let form = sides[1].split(separator: ".").compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
    return Run(first: first, count: places.count > 1 ? UInt32(places[1]) ?? 1 : 1, form: form)
  }
}
