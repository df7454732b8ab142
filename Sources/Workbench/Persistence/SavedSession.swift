import Datasets
import Files
import FoundationEssentials
import Glibc
import Text

/// What the header of a saved session's file tells without its numbers being read.
struct SavedSession {
  /// How far a session has come.
  enum Stage: Int, Comparable {
    case noModel, untrained, trained

    static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  let path: String
  let stage: Stage
  /// The model and when it was saved, in words.
  let words: String

  private struct Header: Decodable {
    var metadata: [String: String]

    enum CodingKeys: String, CodingKey { case metadata = "__metadata__" }
  }

  private struct Training: Decodable {
    struct State: Decodable { var steps: Int }

    var state: State
  }

  /// Nil where the file is no saved session, or cannot be read.
  init?(_ path: String) {
    guard let metadata = Self.metadata(of: path), metadata["format"] == SessionRecord.format else { return nil }
    self.path = path
    stage = metadata["training"] != nil ? .trained : metadata["model"] != nil ? .untrained : .noModel
    let training = metadata["training"].flatMap { try? JSONDecoder().decode(Training.self, from: Data($0.utf8)) }
    let model =
      switch stage {
      case .trained: "a model trained for \(training.map { "\(grouped($0.state.steps)) " } ?? "")steps"
      case .untrained: "a model"
      case .noModel: "no model"
      }
    words = model + Self.date(of: path)
  }

  private static func metadata(of path: String) -> [String: String]? {
    guard let reader = try? FileReader(path), let size = bytes(8, of: reader) else { return nil }
    let length = size.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(reader.count), let header = bytes(Int(length), of: reader) else { return nil }
    return (try? JSONDecoder().decode(Header.self, from: Data(header)))?.metadata
  }

  private static func bytes(_ count: Int, of reader: FileReader) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var start = 0
    while start < count {
      let read = bytes.withUnsafeMutableBytes { try? reader.read(into: .init(rebasing: $0[start...])) }
      guard let read, read > 0 else { return nil }
      start += read
    }
    return bytes
  }

  /// ` of 2026-11-28 17:14`.
  private static func date(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    var (seconds, parts) = (status.st_mtim.tv_sec, tm())
    localtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    return ", saved on \(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
      + "at \(two(parts.tm_hour)):\(two(parts.tm_min))"
  }
}

extension Autosave {
  /// Of several autosaves the first that has come further than one that was loaded; nil where none has.
  static func further(than path: String, among others: [String]) -> SavedSession? {
    guard let loaded = SavedSession(path), loaded.stage < .trained else { return nil }
    let found = others.filter { $0 != path }.compactMap(SavedSession.init)
    return found.first { $0.stage == .trained } ?? found.first { $0.stage > loaded.stage }
  }
}
