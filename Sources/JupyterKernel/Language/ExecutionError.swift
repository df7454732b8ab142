import JupyterWire
import Threads

/// The failure of a cell as its author is to read it.
public struct ExecutionError: Error, Sendable, CustomStringConvertible {
  /// The kind of error, such as `ShapeError`.
  public var name: String
  /// One sentence on what went wrong.
  public var value: String
  /// The lines shown under the cell; ANSI colours are welcome. The kernel adds `name: value` as the last one where it is
  /// not there, because runners print that line alone.
  public var traceback: [String]

  /// A failure, whose traceback needs no last line.
  public init(_ name: String, _ value: String, traceback: [String] = []) {
    self.name = name
    self.value = value
    self.traceback = traceback
  }

  public var description: String { "\(name): \(value)" }

  /// Any error as one of these.
  init(_ error: any Error) {
    switch error {
    case let error as ExecutionError: self = error
    case let error as WireError: self.init("MalformedRequest", error.detail)
    case is Cancelled: self.init("Interrupted", "the cell was interrupted")
    default: self.init("\(type(of: error))", "\(error)")
    }
  }

  var reply: ErrorReply {
    var lines = traceback
    let visible = (lines.last ?? "").split(separator: "\n").last.map { Self.withoutColours($0) }
    if visible != description { lines.append(description) }
    return ErrorReply(name: name, value: value, traceback: lines)
  }

  private static func withoutColours(_ line: Substring) -> String {
    var text = ""
    var isEscape = false
    for character in line.unicodeScalars {
      if character == "\u{1B}" {
        isEscape = true
      } else if !isEscape {
        text.unicodeScalars.append(character)
      } else if character.properties.isAlphabetic {
        isEscape = false
      }
    }
    return text
  }
}
