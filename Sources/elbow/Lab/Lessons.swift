import Crypto
import Files
import FoundationEssentials
import JupyterWire

/// The notebooks, and the pages that they link to, as they lie beside the program: in an environment's `share/elbow`, or in the
/// folder that the program was built in.
struct Lessons {
  /// Holds `Notebooks` and `docs`.
  let home: String

  static let notebooks = "Notebooks"
  /// The pages for who learns and who teaches. The others are about Elbow's own code, which is not here.
  private static let pages = [
    "conditional", "controls", "debugging", "errors", "gallery", "glossary", "installing", "language",
    "latent-diffusion", "measures", "objectives", "posteriors", "priors", "published-numbers", "quantized", "reference",
    "saved-files", "teaching",
  ]

  /// Nil where the program stands alone.
  static var besideProgram: Lessons? {
    guard var folder = Paths.runningProgram.map(Paths.parent) else { return nil }
    while folder != "/" {
      for home in [Paths.join(folder, "share/elbow"), folder] {
        if Paths.isFile(Paths.join(home, "\(notebooks)/00-five-commands.ipynb")) { return Lessons(home: home) }
      }
      folder = Paths.parent(folder)
    }
    return nil
  }

  /// Puts them into a learner's folder: what is there as it was put there is brought up to date, and what the learner has changed
  /// is left alone, with a newer version beside it.
  ///
  /// - Throws: ``FileError`` where something cannot be read or written; what was done until then stays.
  func lay(into folder: String) throws -> LaidLessons {
    try Paths.makeFolder(folder)
    var record = LessonRecord(in: folder)
    var laid = LaidLessons()
    defer { try? record.save() }
    let files = files
    for file in files {
      var bytes = try FileReader.bytes(of: Paths.join(home, file))
      if Paths.hasEnding(file, ".md") {
        let page = PageLinks.kept(in: String(decoding: bytes, as: UTF8.self)) { target in
          files.contains(PageLinks.place(of: target, in: Paths.parent(file)))
        }
        bytes = Array(page.utf8)
      }
      let (path, mark) = (Paths.join(folder, file), LessonRecord.mark(bytes))
      let found = Paths.isFile(path) ? LessonRecord.mark(try FileReader.bytes(of: path)) : nil
      switch found {
      case nil:
        try Paths.makeFolder(Paths.parent(path))
        try AtomicFile.write(bytes, to: path)
        laid.new.append(file)
      case mark: break
      case record[file]:
        try AtomicFile.write(bytes, to: path)
        laid.updated.append(file)
      default:
        if record[file] == mark {
          laid.kept.append(file)
        } else {
          let beside = Self.nameBeside(file)
          let place = Paths.join(folder, beside)
          // That one may have been worked in too.
          if !Paths.isFile(place) { try AtomicFile.write(bytes, to: place) }
          laid.beside.append((file, beside))
        }
      }
      record[file] = mark
    }
    try record.save()
    return laid
  }

  /// Their paths in ``home``.
  private var files: [String] {
    let pages = Self.pages.map { "docs/\($0).md" }.filter { Paths.isFile(Paths.join(home, $0)) }
    return files(in: Lessons.notebooks, [".ipynb"]) + pages + files(in: "docs/pictures", [".png"])
  }

  private func files(in folder: String, _ endings: [String]) -> [String] {
    Paths.names(in: Paths.join(home, folder)).sorted().flatMap { name -> [String] in
      let path = Paths.join(folder, name)
      if Paths.isFolder(Paths.join(home, path)) { return name.hasPrefix(".") ? [] : files(in: path, endings) }
      return endings.contains { Paths.hasEnding(name, $0) } ? [path] : []
    }
  }

  /// `06-training (0.2.0).ipynb` for `06-training.ipynb`.
  private static func nameBeside(_ file: String) -> String {
    let ending = file.lastIndex(of: ".") ?? file.endIndex
    return "\(file[..<ending]) (\(Elbow.version))\(file[ending...])"
  }
}

/// What laying the lessons did, by the files' paths in the learner's folder.
struct LaidLessons {
  var new: [String] = []
  var updated: [String] = []
  /// The learner's own, of which there is no newer version.
  var kept: [String] = []
  /// The learner's own, and the newer version that was put beside.
  var beside: [(file: String, newer: String)] = []
}

/// Which version of each file was put into a folder: a file that is still that one was not changed by the learner.
private struct LessonRecord {
  private let path: String
  private let earlier: JSON?
  private var marks: [String: String] = [:]

  /// A record that is not there or cannot be read knows nothing, so that every file counts as the learner's own.
  init(in folder: String) {
    path = Paths.join(folder, ".elbow-lessons.json")
    earlier = (try? FileReader.bytes(of: path)).flatMap { try? JSON(parsing: $0) }?["files"]
  }

  subscript(file: String) -> String? {
    get { marks[file] ?? earlier?[file]?.stringValue }
    set { marks[file] = newValue }
  }

  func save() throws {
    let files = marks.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
    let json: JSONObject = ["version": .string(Elbow.version), "files": .object(JSONObject(files))]
    try AtomicFile.write(json.encoded + [UInt8(ascii: "\n")], to: path)
  }

  static func mark(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
