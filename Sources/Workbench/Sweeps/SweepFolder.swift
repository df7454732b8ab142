import Datasets
import Files
import FoundationEssentials
import Language

/// The files of a sweep: for each run that came to its end, or to that of a round, the session as `save` writes it and what
/// it gave; for a run under way, where it stands; and a table of all. Each is written whole or not at all, and tells by its
/// checksum whether it still is what was written.
struct SweepFolder: SweepFiles {
  /// The folder in which sweeps lie, beside what is worked on.
  static let parent = "sweeps"
  static let table = "results.json"

  let path: String
  /// The path as it is said: from where one works.
  let words: String

  /// - Parameter name: that of the sweep.
  init(_ name: String, _ catalog: DatasetCatalog) {
    words = Self.parent + "/" + name
    path = catalog.expanded(words)
  }

  private func place(_ name: String) -> String { Paths.join(path, name) }

  /// Makes the folder, and clears away what a process that was killed left half written.
  func open() throws {
    try Paths.makeFolder(path)
    AtomicFile.removeLeftovers(of: path)
  }

  // MARK: What runs gave

  /// A record with the checksum of its own text.
  private struct Saved: Codable {
    var format = "elbow sweep"
    var version = 1
    var run: SweepRecord
    var checksum: String
  }

  enum Found {
    case nothing
    case record(SweepRecord)
    /// Files that are not what was written, and why.
    case damaged(String)
  }

  /// What is known of a run.
  func record(of run: SweepRun) -> Found {
    let name = run.key + ".json"
    guard Paths.isFile(place(name)) else { return .nothing }
    guard let bytes = try? WholeFile.read(place(name)),
      let saved = try? JSONDecoder().decode(Saved.self, from: Data(bytes)), saved.version == 1,
      saved.run.key == run.key, let text = try? Self.json(saved.run), Self.checksum(text) == saved.checksum
    else { return .damaged("\(name) is damaged") }
    // Of one that was left out, or goes on, the last file tells all there is to go on from.
    if let stage = saved.run.stages.last, let file = stage.file {
      guard let bytes = try? WholeFile.read(place(file)) else { return .damaged("\(file) is missing") }
      guard Self.checksum(bytes) == stage.checksum else { return .damaged("\(file) is damaged") }
    }
    return .record(saved.run)
  }

  /// Keeps what a run gave, whose session has been written before. Files of it that are of no use any more go.
  func keep(_ record: SweepRecord) throws {
    let saved = Saved(run: record, checksum: Self.checksum(try Self.json(record)))
    try AtomicFile.write(try Self.json(saved, isPretty: true), to: place(record.key + ".json"))
    let current = record.stages.last?.file
    for name in Paths.names(in: path)
    where name.hasPrefix(record.key + "-") && name.hasSuffix(".safetensors") && name != current {
      SystemFiles().remove(place(name))
    }
  }

  static func name(of run: SweepRun, epochs: Int) -> String { "\(run.key)-\(epochs).safetensors" }

  func write(_ bytes: [UInt8], of run: SweepRun, epochs: Int) throws -> (file: String, checksum: String) {
    let name = Self.name(of: run, epochs: epochs)
    try AtomicFile.write(bytes, to: place(name))
    return (name, Self.checksum(bytes))
  }

  /// The path of a run's session.
  func path(_ stage: SweepStage) -> String? { stage.file.map(place) }

  func session(_ stage: SweepStage) throws -> SweepFile? {
    // Where another process has taken the run further meanwhile, its file has another name: the run begins anew.
    guard let path = path(stage), Paths.isFile(path) else { return nil }
    return SweepFile(name: path, bytes: try WholeFile.read(path))
  }

  // MARK: Runs under way

  /// The name has the checksum, so that name and content come together.
  func keepPart(_ bytes: [UInt8], of run: SweepRun) throws {
    let name = Self.part(run, Self.checksum(bytes))
    try AtomicFile.write(bytes, to: place(name))
    for other in parts(of: run) where other != name { SystemFiles().remove(place(other)) }
  }

  func wholeParts(of run: SweepRun) -> [SweepFile] {
    parts(of: run).compactMap { name in
      guard let bytes = try? WholeFile.read(place(name)), name == Self.part(run, Self.checksum(bytes)) else {
        return nil
      }
      return SweepFile(name: place(name), bytes: bytes)
    }
  }

  private func parts(of run: SweepRun) -> [String] {
    Paths.names(in: path).filter { $0.hasPrefix(run.key + "-part-") && $0.hasSuffix(".safetensors") }.sorted()
  }

  private static func part(_ run: SweepRun, _ checksum: String) -> String {
    "\(run.key)-part-\(checksum.prefix(16)).safetensors"
  }

  // MARK: The table

  /// Writes the rows, for whoever reads them with another program.
  func writeTable(_ rows: [SweepRow]) throws {
    try AtomicFile.write(try Self.json(rows.map(\.saved), isPretty: true), to: place(Self.table))
  }

  /// The rows of a sweep, as they were last written; nil where there are none.
  func readTable() -> [SweepRow.Saved]? {
    guard let bytes = try? WholeFile.read(place(Self.table)) else { return nil }
    return try? JSONDecoder().decode([SweepRow.Saved].self, from: Data(bytes))
  }

  private static func json(_ value: some Encodable, isPretty: Bool = false) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return Array(try encoder.encode(value)) + (isPretty ? [0x0a] : [])
  }

  static func checksum(_ bytes: [UInt8]) -> String { ContentChecksum.sha256(bytes) }
}
