import FoundationEssentials

/// Finds data sets by name or path, and reads them. Never touches the network.
///
/// A name is looked for in every folder of `ELBOW_DATA` (separated by colons), then in the user's own data folder,
/// then where packages of the system put it, and last among the samples that set-up put beside the program.
package struct DatasetCatalog: Sendable {
  /// What the process was started with: `ELBOW_DATA`, `XDG_DATA_HOME` and `HOME` are looked at.
  package var environment: [String: String]
  /// The running program, links resolved: samples lie relative to it.
  package var executable: String?
  /// Folders of packages stand below this one; tests put another here.
  package var systemRoot = ""

  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String? = DatasetCatalog.runningProgram
  ) {
    self.environment = environment
    self.executable = executable
  }

  /// The path of the running program, as the kernel knows it.
  package static var runningProgram: String? { Paths.target(ofLink: "/proc/self/exe") }

  /// Finds and reads a data set.
  ///
  /// - Parameter request: one of the names in ``KnownDataset/all``, or the path of a folder with the four IDX files or
  ///   the binary CIFAR-10 in it. What holds a slash, or begins with a dot or `~`, is a path.
  /// - Throws: ``DatasetError`` where it is not found, with the places looked at and what to do, or cannot be read.
  package func load(_ request: String) throws(DatasetError) -> Dataset {
    if let known = KnownDataset.all.first(where: { $0.name == request }) { return try load(known) }
    if request.contains("/") || request.hasPrefix(".") || request.hasPrefix("~") {
      return try load(folder: Paths.trimmed(expanded(request)), name: request)
    }
    let names = KnownDataset.all.map(\.name) + ["shapes"]
    func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
    if let meant = names.first(where: { plain($0) == plain(request) }) {
      throw DatasetError(
        .notFound, "there is no data set \(request); did you mean \(meant)?", suggestion: "data \(meant)")
    }
    throw DatasetError(
      .notFound, "there is no data set \(request)", notes: ["known: " + names.joined(separator: ", ")],
      suggestion: "a folder with IDX files is given by its path, such as \"./\(request)\"")
  }

  /// The part of a data set that the options ask for; `shapes` are drawn.
  ///
  /// - Throws: what ``load(_:)`` throws; ``DatasetError`` where the options do not fit the set; ``TensorError`` of code
  ///   `cancelled`.
  package func load(_ request: String, _ options: DatasetOptions) throws -> Dataset {
    request == "shapes" ? try Dataset.shapes(options) : try load(request).limited(by: options)
  }

  private func load(_ known: KnownDataset) throws(DatasetError) -> Dataset {
    let places = places(of: known)
    guard let found = places.lazy.compactMap({ DatasetFiles(at: $0, layout: known.layout) }).first else {
      throw DatasetError(
        .notFound, "\(known.title) is not on this machine", notes: places.map { "looked in \($0)" },
        suggestion: howToGet(known))
    }
    let (train, test) = try found.read(classNames: known.classNames)
    let isSample = train.count < known.published.train || test.count < known.published.test
    let note =
      "This is a sample of \(known.title). For all \(grouped(known.published.train)) + \(grouped(known.published.test)) images, "
      + howToGet(known)
    return Dataset(
      name: known.name, title: known.title, train: train, test: test,
      source: Dataset.Source(path: found.path, isSample: isSample), note: isSample ? note : nil)
  }

  private func load(folder: String, name: String) throws(DatasetError) -> Dataset {
    let found = DatasetFiles(at: folder, layout: .idx) ?? DatasetFiles(at: folder, layout: .cifar10)
    guard let found else {
      let exists = Paths.isFolder(folder)
      throw DatasetError(
        .notFound, path: folder, exists ? "there is no data set in this folder" : "there is no such folder",
        notes: ["expected " + IDXFolder.names.joined(separator: ", ") + " (plain or .gz), or CIFAR-10's .bin files"])
    }
    let (train, test) = try found.read(classNames: nil)
    return Dataset(
      name: name, title: String(folder.split(separator: "/").last ?? "data"), train: train, test: test,
      source: Dataset.Source(path: found.path, isSample: false), note: nil)
  }

  private func howToGet(_ known: KnownDataset) -> String {
    let own = userFolder.map { "into \(Paths.join($0, known.folders[0])), " } ?? ""
    return "\(known.remedy) \(own)\(own.isEmpty ? "into a folder and" : "or") name their folder in ELBOW_DATA"
  }
}
