import FoundationEssentials
import Language

/// What the processes tell each other that share the runs of a sweep: the first hands runs out, and the others tell what came
/// of theirs.
struct SweepMessage {
  /// What it says, but for bytes of files.
  enum Content: Codable, Sendable {
    /// Do a run, by its place, to an epoch. The files are where it stood when it was left, and, where `hasSession`, last its
    /// session after the round before.
    case run(Int, epochs: Int, before: SweepStage?, names: [String], hasSession: Bool)
    /// Leave the run where it is.
    case stop
    /// There is no more to do.
    case end

    /// Where the run stands: one file.
    case part
    /// The session of the run at its epoch: one file.
    case session(epochs: Int)
    /// What the run gave.
    case gave(SweepStage)
    /// The run was left.
    case left
    case failed(SweepFailure)
  }

  let content: Content
  var files: [[UInt8]] = []

  init(_ content: Content, files: [[UInt8]] = []) { (self.content, self.files) = (content, files) }

  // A number that is none must come through too.
  private static let (positive, negative, none) = ("inf", "-inf", "nan")

  /// The length of what comes next, and that: the content, then each file.
  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: Self.positive, negativeInfinity: Self.negative, nan: Self.none)
      return ([Array(try encoder.encode(content))] + files).reduce(into: []) { bytes, part in
        withUnsafeBytes(of: UInt64(part.count).littleEndian) { bytes += $0 }
        bytes += part
      }
    }
  }

  init(_ bytes: [UInt8]) throws {
    var parts: [[UInt8]] = []
    var rest = bytes[...]
    while rest.count >= 8 {
      let length = rest.withUnsafeBytes { Int(UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self))) }
      parts.append(Array(rest.dropFirst(8).prefix(length)))
      rest = rest.dropFirst(8 + length)
    }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: Self.positive, negativeInfinity: Self.negative, nan: Self.none)
    content = try decoder.decode(Content.self, from: Data(parts.first ?? []))
    files = Array(parts.dropFirst())
  }
}

/// An error on its way from one process to another.
struct SweepFailure: Codable, Sendable {
  private let kind, message: String
  private let notes: [String]
  private let suggestion: String?

  init(_ error: any Error) {
    let diagnostic = Diagnostic(error)
    (kind, message) = (diagnostic.kind.rawValue, diagnostic.message)
    (notes, suggestion) = (diagnostic.notes, diagnostic.suggestion)
  }

  var diagnostic: Diagnostic {
    Diagnostic(Diagnostic.Kind(rawValue: kind), message, notes: notes, suggestion: suggestion)
  }
}
