import Files

extension DatasetCatalog {
  /// Every folder that a data set is looked for in, the first choice first.
  func places(of known: KnownDataset) -> [String] {
    var places = programPlaces(of: known)
    for folder in dataFolders { places += (mayBe(known, folder) ? [folder] : []) + Self.places(of: known, in: folder) }
    if let userFolder { places += known.folders.map { Paths.join(userFolder, $0) } }
    places += systemFolders.flatMap { folder in known.systemFolders.map { Paths.join(folder, $0) } }
    if let bundled = known.bundledFolder { places += bundledFolders.map { Paths.join($0, bundled) } }
    return places
  }

  /// The files in the folder that a program names.
  func namedByProgram(_ known: KnownDataset) -> DatasetFiles? {
    programPlaces(of: known).lazy.compactMap { DatasetFiles(at: $0, layout: known.layout) }.first
  }

  /// Files that lie in it directly are the set's where nothing else has files of these names, or where it is named after
  /// the set: torchvision would pass over any others.
  private func programPlaces(of known: KnownDataset) -> [String] {
    guard let folder = programFolder.map({ Paths.trimmed(expanded($0)) }) else { return [] }
    let isItself = known.layout != .idx || Self.isNamed(folder, after: known)
    return (isItself ? [folder] : []) + Self.places(of: known, in: folder)
  }

  private static func places(of known: KnownDataset, in folder: String) -> [String] {
    known.folders.map { Paths.join(folder, $0) }
  }

  /// The folders of `ELBOW_DATA`.
  var dataFolders: [String] {
    (environment["ELBOW_DATA"] ?? "").split(separator: ":").map { Paths.trimmed(expanded(String($0))) }
  }

  /// Where a user keeps data sets: `$XDG_DATA_HOME/elbow/datasets`, by default in `~/.local/share`.
  package var userFolder: String? {
    UserFolders(environment).data.map { Paths.join($0, "elbow/datasets") }
  }

  /// Where packages of the system put data: `$XDG_DATA_DIRS`, by default `/usr/local/share` and `/usr/share`.
  private var systemFolders: [String] {
    UserFolders(environment).systemData.map { systemRoot + $0 }
  }

  /// Where set-up puts samples: `datasets` in the build folder that the program stands in, and `share/elbow/datasets`
  /// beside the `bin` of an installed one.
  var bundledFolders: [String] {
    guard let executable, Paths.isAbsolute(executable) else { return [] }
    var folders: [String] = []
    var folder = Paths.parent(executable)
    while true {
      folders.append(Paths.join(folder, "datasets"))
      folders.append(Paths.join(folder, "share/elbow/datasets"))
      if folder == "/" { return folders }
      folder = Paths.parent(folder)
    }
  }

  /// The path of a file that a user has written. `~` at its beginning is the home folder: no shell has replaced it here.
  package func expanded(_ path: String) -> String {
    if path == "~" || path.utf8.starts(with: "~/".utf8), let home = environment["HOME"] {
      return home + path.dropFirst()
    }
    guard let workingFolder, !path.isEmpty, !Paths.isAbsolute(path) else { return path }
    return Paths.join(workingFolder, path)
  }

  /// Whether the files directly in a folder of `ELBOW_DATA` may be this set's.
  ///
  /// MNIST and its relatives have files of the same names, so that only the folder's name tells them apart: one that
  /// is named after a set is that set's, and any other is taken for MNIST's.
  private func mayBe(_ known: KnownDataset, _ folder: String) -> Bool {
    let others = KnownDataset.all.filter { $0.name != known.name }
    return Self.isNamed(folder, after: known) || known.layout != .idx
      || known.name == "mnist" && !others.contains { Self.isNamed(folder, after: $0) }
  }

  private static func isNamed(_ folder: String, after known: KnownDataset) -> Bool {
    known.folders.contains { ("/" + folder).hasSuffix("/" + $0) }
  }
}
