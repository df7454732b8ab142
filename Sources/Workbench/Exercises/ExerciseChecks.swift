import Datasets
import Files
import Language

/// The checks of exercises, which stand in a file of cells of their own, out of the reader's sight: `judge answer,
/// exercise="01.2"` asks the function `check_2` of the file whose name begins with `01`.
struct ExerciseChecks {
  /// What a check says of an answer.
  enum Finding {
    case right
    /// With what is wrong, as far as the check knows: it may be empty.
    case wrong(String)
    /// The check could not even look at it.
    case unfit(String)
  }

  /// The folder that holds such files, beside notebooks.
  static let folder = "checks"

  private let exercise: String
  private let function: String
  private let path: String

  /// - Parameter exercise: the name of the file, or what comes before its first hyphen, a dot, and the name of the check.
  /// - Throws: ``Diagnostic`` where there is no such file.
  init(of exercise: String, _ catalog: DatasetCatalog) throws {
    let parts = exercise.split(separator: ".", omittingEmptySubsequences: false)
    func isWord(_ part: Substring) -> Bool {
      !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    }
    guard parts.count == 2, parts.allSatisfy(isWord) else {
      throw Diagnostic(
        .value, "\(Value.string(exercise).repr) names no exercise: a name and a number are, such as \"01.2\"",
        parameter: "exercise")
    }
    let name = String(parts[0])
    let folders = Self.folders(catalog)
    let found = folders.lazy.compactMap { folder in
      Self.file(named: name, in: folder).map { Paths.join(folder, $0) }
    }
    guard let path = found.first else {
      throw Diagnostic(
        .file, "the checks of exercise \(exercise) are not here", notes: folders.map { "looked in \($0)" },
        suggestion: "name their folder in ELBOW_CHECKS where the kernel is started", parameter: "exercise")
    }
    (self.exercise, self.path) = (exercise, path)
    function = "check_\(parts[1])"
  }

  /// Where checks are looked for: where the environment says, beside the program, and beside the notebook, in this order, so that
  /// what is handed in with a notebook cannot take the place of the lessons' own.
  private static func folders(_ catalog: DatasetCatalog) -> [String] {
    let named = (catalog.environment["ELBOW_CHECKS"] ?? "").split(separator: ":").map(String.init)
    var beside: [String] = []
    var folder = catalog.executable.map(Paths.parent) ?? "/"
    while folder != "/" {
      beside += ["share/elbow/Notebooks", "Notebooks"].map { Paths.join(Paths.join(folder, $0), Self.folder) }
      folder = Paths.parent(folder)
    }
    let own = catalog.workingFolder.map { Paths.join($0, Self.folder) } ?? Self.folder
    return named + beside.filter(Paths.isFolder) + [own]
  }

  /// The file of checks in a folder that is called so, or whose name begins so. A number may come without its zero: 4 is 04.
  private static func file(named name: String, in folder: String) -> String? {
    let files = Paths.names(in: folder).sorted().filter { Paths.hasEnding($0, ".elbow") }
    if let file = files.first(where: { $0 == name + ".elbow" || $0.hasPrefix(name + "-") }) { return file }
    guard let number = Int(name) else { return nil }
    return files.first { Int($0.prefix { $0 != "-" && $0 != "." }) == number }
  }

  /// What the check says of an answer.
  ///
  /// It sees the reader's variables, and what it binds is its own; random numbers go on as if nobody had drawn any.
  ///
  /// - Throws: ``Diagnostic`` where the check itself is at fault, ``Cancelled``.
  func finding(on answer: Value, _ session: Session, _ context: Context) throws -> Finding {
    guard let interpreter = session.interpreter else { throw fault("there is no session to look at") }
    let text = String(decoding: try FileReader.bytes(of: path), as: UTF8.self)
    let random = session.random
    defer { session.random = random }
    var check: Value?
    let finding: Finding?
    do {
      finding = try interpreter.reading([(CheckHelpers.text, "the checks' helpers"), (text, path)]) { value in
        check = value(function)
        guard let check else { return nil }
        return try self.finding(of: check, on: answer, context)
      }
    } catch {
      // An interrupt is nobody's fault.
      try context.cancellation.safepoint()
      guard check == nil else { throw error }
      throw fault(Diagnostic(error).message)
    }
    guard let finding else { throw fault("there is no \(function) in it") }
    return finding
  }

  private func finding(of check: Value, on answer: Value, _ context: Context) throws -> Finding {
    let result: Value
    do { result = try context.call(check, answer) } catch {
      try context.cancellation.safepoint()
      return .unfit(Diagnostic(error).message)
    }
    switch result {
    case .bool(let isRight): return isRight ? .right : .wrong("")
    case .string(let text): return .wrong(text)
    default: throw fault("\(function) gave \(result.phrase), not True, False or a text")
    }
  }

  private func fault(_ reason: String) -> Diagnostic {
    Diagnostic(
      .value, "the checks of exercise \(exercise), in \(path), cannot be used: \(reason)", parameter: "exercise")
  }
}
