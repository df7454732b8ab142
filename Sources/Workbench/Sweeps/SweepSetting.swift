import Language

/// The value that a setting has in a run. A real number that is whole is the whole number, so that equal settings are equal
/// texts.
enum SweepSetting: Hashable, Sendable {
  case none
  case bool(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case integers([Int])

  init(number: Double) {
    if let whole = Int(exactly: number), Limits.exactIntegers.contains(whole) {
      self = .integer(whole)
    } else {
      self = .real(number)
    }
  }

  var value: Value {
    switch self {
    case .none: .none
    case .bool(let flag): .bool(flag)
    case .integer(let number): .integer(number)
    case .real(let number): .real(number)
    case .text(let text): .string(text)
    case .integers(let numbers): .tuple(numbers.map { .integer($0) })
    }
  }

  /// As it is written, and as a table shows it.
  var words: String {
    if case .text(let text) = self { text } else { value.repr }
  }
}

extension SweepSetting: Codable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .none
    } else if let flag = try? value.decode(Bool.self) {
      self = .bool(flag)
    } else if let number = try? value.decode(Int.self) {
      self = .integer(number)
    } else if let number = try? value.decode(Double.self) {
      self = .real(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .integers(try value.decode([Int].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .none: try value.encodeNil()
    case .bool(let flag): try value.encode(flag)
    case .integer(let number): try value.encode(number)
    case .real(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .integers(let numbers): try value.encode(numbers)
    }
  }
}

/// A setting with its name.
struct SweepPair: Hashable, Sendable {
  let name: String
  let setting: SweepSetting

  /// `latent=8`
  var words: String { "\(name)=\(setting.words)" }

  var argument: CallArgument { CallArgument(name: name, setting.value) }
}

extension [SweepPair] {
  var words: String { map(\.words).joined(separator: ", ") }
}
