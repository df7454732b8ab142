import JupyterWire

/// The attributes of a widget, or some of them: values that are JSON, and bytes, which travel beside it.
public struct WidgetState: Sendable, Equatable {
  /// The attributes that are JSON.
  public var values: JSONObject
  /// The attributes that are bytes, such as a picture's.
  public var bytes: [String: [UInt8]]

  /// A state of these attributes.
  public init(_ values: JSONObject = [:], bytes: [String: [UInt8]] = [:]) {
    self.values = values
    self.bytes = bytes
  }

  /// Whether it has no attributes.
  public var isEmpty: Bool { values.isEmpty && bytes.isEmpty }

  /// The names of its attributes.
  public var names: Set<String> { Set(values.members.map(\.key)).union(bytes.keys) }

  /// Takes over the attributes of another, and keeps those that it has not.
  public mutating func merge(_ other: WidgetState) {
    for (key, value) in other.values.members {
      values[key] = value
      bytes[key] = nil
    }
    for (key, value) in other.bytes {
      bytes[key] = value
      values[key] = nil
    }
  }

  /// Those attributes of it that are not the same in another.
  public func changes(from other: WidgetState) -> WidgetState {
    WidgetState(
      JSONObject(
        values.members.filter { !(other.values[$0.key]?.isSame(as: $0.value) ?? false) }.map { ($0.key, $0.value) }),
      bytes: bytes.filter { other.bytes[$0.key] != $0.value })
  }

  /// Those attributes of it that have these names.
  public func only(_ names: Set<String>) -> WidgetState {
    WidgetState(
      JSONObject(values.members.filter { names.contains($0.key) }.map { ($0.key, $0.value) }),
      bytes: bytes.filter { names.contains($0.key) })
  }
}

// MARK: - On the wire

extension WidgetState {
  /// The names of the attributes that are bytes, in the order in which their buffers travel.
  private var bufferNames: [String] { bytes.keys.sorted() }

  /// The bytes, in the order of ``bufferPaths(under:)``.
  var buffers: [[UInt8]] { bufferNames.map { bytes[$0] ?? [] } }

  /// Where each buffer belongs: the path of keys from the message's state to it.
  func bufferPaths(under path: [String] = []) -> [JSON] {
    bufferNames.map { name in .array((path + [name]).map { .string($0) }) }
  }

  /// What a message says of a state, with the bytes put back where its `buffer_paths` say. Frontends of every kind send
  /// these: what does not fit together is left out.
  init(message: JSONObject, buffers: [[UInt8]]) {
    self.init(message.object("state"))
    for (path, buffer) in zip(message["buffer_paths"]?.arrayValue ?? [], buffers) {
      guard let keys = path.arrayValue, keys.count == 1, let name = keys[0].stringValue else { continue }
      bytes[name] = buffer
      values[name] = nil
    }
  }
}

extension JSONObject {
  /// The object under a key; an empty one where there is none.
  fileprivate func object(_ key: String) -> JSONObject { self[key]?.objectValue ?? [:] }
}

extension JSON {
  /// Whether it says the same: 1 and 1.0 do.
  fileprivate func isSame(as other: JSON) -> Bool {
    if let number = numberValue, let second = other.numberValue { return number == second }
    if let values = arrayValue, let others = other.arrayValue {
      return values.count == others.count && zip(values, others).allSatisfy { $0.isSame(as: $1) }
    }
    return self == other
  }
}
