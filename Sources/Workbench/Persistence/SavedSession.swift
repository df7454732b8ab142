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
  /// When it was saved: `14:03`, and the day before that where it was another.
  let moment: String
  /// The names of its variables.
  let variables: Set<String>

  private struct Header: Decodable {
    var metadata: [String: String]

    enum CodingKeys: String, CodingKey { case metadata = "__metadata__" }
  }

  private struct Variables: Decodable {
    struct Variable: Decodable { var name: String }

    var variables: [Variable]
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
    func document<Document: Decodable>(_ name: String, _ type: Document.Type) -> Document? {
      metadata[name].flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
    let training = document("training", Training.self)
    variables = Set(document("variables", Variables.self)?.variables.map(\.name) ?? [])
    let model =
      switch stage {
      case .trained: "a model trained for \(training.map { counted($0.state.steps, "step") } ?? "steps")"
      case .untrained: "a model"
      case .noModel: "no model"
      }
    let (day, time, isToday) = Self.date(of: path)
    words = model + ", saved on \(day) at \(time)"
    moment = isToday ? time : "\(day), \(time)"
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

  /// `2026-11-28` and `17:14`: when a file was written; of one that is gone, now.
  private static func date(of path: String) -> (day: String, time: String, isToday: Bool) {
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    func moment(_ seconds: time_t) -> (day: String, time: String) {
      var (seconds, parts) = (seconds, tm())
      localtime_r(&seconds, &parts)
      return (
        "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))",
        "\(two(parts.tm_hour)):\(two(parts.tm_min))"
      )
    }
    var status = stat()
    let now = moment(Glibc.time(nil))
    let (day, time) = stat(path, &status) == 0 ? moment(status.st_mtim.tv_sec) : now
    return (day, time, day == now.day)
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
