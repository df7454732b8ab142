// Records that are read back from a file may hold anything by then. What their numbers and texts may be is said where they
// are decoded, so that no record is ever there with a number that arithmetic would trap on.

/// Ranges of the fields of saved records.
package enum SavedRange {
  /// Of counts: whole numbers that are exact in double precision too, of which a few can be added up.
  package static let count = 0...(1 << 53)
  package static let seconds = 0.0...1e12
  /// The length of a text, in bytes of UTF-8: a path may have 4,096.
  package static let text = 10_000
}

/// Why a field of a saved record is refused: what it is, and what it may be.
package struct SavedFieldError: Error {
  package let message: String

  package init(_ message: String) { self.message = message }
}

extension KeyedDecodingContainer {
  /// A number of any size that its type has.
  ///
  /// - Throws: `DecodingError` that names the field.
  package func decodeNumber<Number: Decodable>(_ key: Key) throws -> Number {
    do { return try decode(Number.self, forKey: key) } catch let error as DecodingError { throw error } catch {
      // Of a number that the type does not have, the decoder does not say where it stands.
      try require(false, key, "is a number that cannot be")
      throw error
    }
  }

  /// A number within these bounds; NaN is within none.
  ///
  /// - Throws: `DecodingError`, with a ``SavedFieldError`` where the number is another.
  package func decode<Number: Decodable & Comparable>(_ key: Key, in range: ClosedRange<Number>) throws -> Number {
    let number: Number = try decodeNumber(key)
    try require(
      range.contains(number), key, "is \(number), and must be from \(range.lowerBound) to \(range.upperBound)")
    return number
  }

  /// The same; nil where the record has no such field.
  package func decodeIfPresent<Number: Decodable & Comparable>(
    _ key: Key, in range: ClosedRange<Number>
  ) throws -> Number? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    return try decode(key, in: range)
  }

  /// A text of bounded length.
  package func decode(_ key: Key, most bytes: Int) throws -> String {
    let text = try decode(String.self, forKey: key)
    try require(text.utf8.count <= bytes, key, "has \(text.utf8.count) bytes, and may have \(bytes)")
    return text
  }

  /// A text to be shown: in place of what would move a terminal's cursor stands U+FFFD.
  package func decodeLine(_ key: Key) throws -> String {
    let scalars = try decode(key, most: SavedRange.text).unicodeScalars
    return String(String.UnicodeScalarView(scalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }

  /// - Throws: `DecodingError` that names the field, where something does not hold.
  package func require(_ holds: Bool, _ key: Key, _ message: @autoclosure () -> String) throws {
    guard holds else {
      let error = SavedFieldError(message())
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: codingPath + [key], debugDescription: error.message, underlyingError: error))
    }
  }
}
