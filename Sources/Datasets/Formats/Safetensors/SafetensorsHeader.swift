import FoundationEssentials

/// The JSON at the front of a safetensors file: where each tensor lies, and a map of strings.
struct SafetensorsHeader: Codable {
  struct Place: Codable {
    var dtype: String
    var shape: [Int]
    /// First byte and the one after the last, counted from the header's end.
    var data_offsets: [Int]
  }

  /// A longer header is refused, as by the format's own library.
  static let longest = 100_000_000
  private static let metadataKey = "__metadata__"

  var metadata: [String: String] = [:]
  var places: [String: Place] = [:]

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for name in container.allKeys {
      if name.stringValue == Self.metadataKey {
        metadata = try container.decodeIfPresent([String: String].self, forKey: name) ?? [:]
      } else {
        places[name.stringValue] = try container.decode(Place.self, forKey: name)
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    if !metadata.isEmpty { try container.encode(metadata, forKey: Name(Self.metadataKey)) }
    for (name, place) in places { try container.encode(place, forKey: Name(name)) }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
