import Files
import FoundationEssentials
import Text

/// Finds data sets by name or path, and reads them. Never touches the network: ``DatasetDownload`` does, when asked to.
///
/// A name is looked for in every folder of `ELBOW_DATA` (separated by colons), then in the user's own data folder,
/// then where packages of the system put it, and last among the samples that set-up put beside the program.
package struct DatasetCatalog: Sendable {
  /// The variables that the process was started with: `ELBOW_DATA`, `XDG_DATA_HOME` and `HOME` are looked at.
  package var environment: [String: String]
  /// The running program, links resolved: samples lie relative to it.
  package var executable: String?
  /// Folders of packages stand below this one; tests put another here.
  package var systemRoot = ""
  /// Where relative paths begin; nil for the process's own folder.
  package var workingFolder: String?
  /// The folder that a program names for its data, as torchvision's `root=`: looked at before all others.
  package var programFolder: String?

  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String? = Paths.runningProgram
  ) {
    self.environment = environment
    self.executable = executable
  }

  /// Finds and reads a data set, and makes of it what the options ask for; `shapes` are drawn.
  ///
  /// - Parameter request: one of the names in ``KnownDataset/all``, or the path of a folder or file. What holds a slash,
  ///   or begins with a dot or `~`, is a path, and so is the name of what is there.
  /// - Throws: ``DatasetError`` where it is not found, with the places looked at and what to do, where it cannot be read,
  ///   or where the options do not fit it; ``Cancelled``.
  package func load(_ request: String, _ options: DatasetOptions = DatasetOptions()) throws -> Dataset {
    if request == "shapes" { return try Dataset.shapes(options) }
    if let known = KnownDataset.named(request) {
      try options.checkAreOfPictures(known.title)
      return try load(known).taking(options)
    }
    if isPath(request) { return try load(path: request, options).taking(options) }
    guard request != Dataset.tensorName else {
      throw DatasetError(.notFound, "they came from a tensor", suggestion: "give it again: data x")
    }
    let names = KnownDataset.all.map(\.name) + ["shapes"]
    func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
    if let meant = names.first(where: { plain($0) == plain(request) }) {
      throw DatasetError(
        .notFound, "there is no data set \(request); did you mean \(meant)?", suggestion: "data \(meant)")
    }
    throw DatasetError(
      .notFound, "there is no data set \(request)", notes: ["known: " + names.joined(separator: ", ")],
      suggestion:
        "a folder with IDX, PNG or JPEG files, or a file .npy, .npz or .safetensors, is given by its path: \"./\(request)\""
    )
  }

  /// Whether the whole published set is on this machine, and not a sample; what a program's own folder has is all that
  /// it asks for.
  package func hasAll(of known: KnownDataset) -> Bool {
    namedByProgram(known) != nil || (try? load(known)).map { !$0.source.isSample } ?? false
  }

  private func load(_ known: KnownDataset) throws -> Dataset {
    if let named = namedByProgram(known) { return try read(named, known) }
    let places = places(of: known)
    let found = places.compactMap { DatasetFiles(at: $0, layout: known.layout) }
    guard let first = found.first else {
      throw DatasetError(
        .notFound, "\(known.title) is not on this machine", notes: places.map { "looked in \($0)" },
        suggestion: "data \(known.name), download=True; or \(howToGet(known))")
    }
    let chosen = try read(first, known)
    // A sample gives way to the whole set in a place further down the list.
    guard chosen.source.isSample else { return chosen }
    return found.dropFirst().lazy.compactMap { try? read($0, known) }.first { !$0.source.isSample } ?? chosen
  }

  private func read(_ found: DatasetFiles, _ known: KnownDataset) throws -> Dataset {
    let (train, test) = try found.read(classNames: known.classNames)
    let isSample = train.count < known.published.train || test.count < known.published.test
    let note =
      "This is a sample of \(known.title). For all \(grouped(known.published.train)) + \(grouped(known.published.test)) images: "
      + "data \(known.name), download=True; or \(howToGet(known))"
    return Dataset(
      name: known.name, title: known.title, train: train, test: test,
      source: Dataset.Source(path: found.path, isSample: isSample), notes: isSample ? [note] : [])
  }

  /// The way to have a set without a network.
  func howToGet(_ known: KnownDataset) -> String {
    let own = userFolder.map { "into \(Paths.join($0, known.folders[0])), " } ?? ""
    return "\(known.suggestion) \(own)\(own.isEmpty ? "into a folder and" : "or") name their folder in ELBOW_DATA"
  }
}
