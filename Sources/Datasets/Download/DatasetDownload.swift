import Files
import FoundationEssentials
import Glibc
import Tensors

/// Brings the files of a published data set into the user's own data folder.
///
/// A file is fetched under a name ending in `.part`, and gets its own name when it is whole and its checksum is right: no
/// bytes of a partial or wrong file are ever taken as data. What was cut off or interrupted is gone on with.
package struct DatasetDownload {
  /// How it stands, for whoever waits.
  package struct Progress {
    package let title, file: String
    /// The file's place among those to fetch, from 1.
    package let number, files: Int
    /// Bytes of the file that have come, and the most that it can have.
    package let bytes, mostBytes: Int
  }

  private let catalog: DatasetCatalog
  private let known: KnownDataset
  private let folder: String
  private let report: (Progress) -> Void

  /// - Throws: ``DatasetError`` where downloading is forbidden, or there is no folder to download to.
  package init(
    _ known: KnownDataset, _ catalog: DatasetCatalog, report: @escaping (Progress) -> Void = { _ in }
  ) throws(DatasetError) {
    let offline = catalog.environment["ELBOW_OFFLINE"] ?? ""
    guard offline.isEmpty || offline == "0" else {
      throw DatasetError(
        .unreachable, "\(known.title) is not downloaded, because ELBOW_OFFLINE=\(offline) forbids it",
        suggestion: catalog.howToGet(known))
    }
    guard let userFolder = catalog.userFolder else {
      throw DatasetError(
        .unreachable, "there is no folder to download \(known.title) to: neither HOME nor XDG_DATA_HOME is set",
        suggestion: "set XDG_DATA_HOME to a folder of yours")
    }
    (self.catalog, self.known, self.report) = (catalog, known, report)
    folder = Paths.join(userFolder, known.folders[0])
  }

  /// Fetches what is missing.
  ///
  /// - Returns: the folder with the files.
  /// - Throws: ``DatasetError`` that says what each mirror answered, ``FileError`` where a file cannot be written,
  ///   ``Cancelled``; what has come stays, and the next call goes on with it.
  package func fetch() throws -> String {
    try Paths.makeFolder(folder)
    for (index, file) in known.remote.files.enumerated() {
      let path = Paths.join(folder, file.name)
      if Paths.isFile(path), try file.isRight(path) { continue }
      try fetch(file, number: index + 1, to: path)
    }
    return folder
  }

  /// Folders on the network that may have the files: those of `ELBOW_MIRROR`, separated by spaces, with a folder for each
  /// data set in them; else the published ones.
  private var mirrors: [String] {
    let own = (catalog.environment["ELBOW_MIRROR"] ?? "").split(separator: " ")
    return own.isEmpty ? known.remote.mirrors : own.map { Paths.join(String($0), known.name) }
  }

  private func fetch(_ file: RemoteFile, number: Int, to path: String) throws {
    let part = path + ".part"
    // Locked until this process and its curl have ended: nobody else writes into it meanwhile.
    let descriptor = open(part, O_RDWR | O_CREAT, 0o666)
    guard descriptor >= 0 else { throw FileError("write", part) }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw DatasetError(
        .unreachable, path: part, "somebody else is downloading this file", suggestion: "wait until that has ended")
    }
    func size() -> Int {
      var status = stat()
      return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }
    var failures: [String] = []
    var isComplete = try size() > 0 && file.isRight(part)
    for mirror in mirrors where !isComplete {
      let address = Paths.join(mirror, file.name)
      var attempts = 0
      attempts: while !isComplete {
        let before = size()
        attempts += 1
        let ending = try Curl(environment: catalog.environment).fetch(
          address, to: part, mostBytes: file.mostBytes
        ) {
          let bytes = size()
          report(
            Progress(
              title: known.title, file: file.name, number: number, files: known.remote.files.count, bytes: bytes,
              mostBytes: file.mostBytes))
          return bytes
        }
        if ending.code == 0, try file.isRight(part) {
          isComplete = true
          break
        }
        switch ending {
        case _ where ending.wasCutOff && size() > before && attempts < Self.mostAttempts:
          continue attempts
        case _ where (ending.code == 0 || ending.cannotResume) && before > 0 && attempts < Self.mostAttempts:
          // A part from before may be another mirror's, or damaged: from the beginning.
          ftruncate(descriptor, 0)
        case _ where ending.code == 0:
          ftruncate(descriptor, 0)
          failures.append("\(address): its bytes are not the published ones")
          break attempts
        default:
          // More than there can be is nothing to go on with.
          if size() > file.mostBytes { ftruncate(descriptor, 0) }
          failures.append("\(address): \(ending.message.isEmpty ? "curl ended with \(ending.code)" : ending.message)")
          break attempts
        }
      }
    }
    guard isComplete else {
      if size() == 0 { unlink(part) }
      throw DatasetError(
        .unreachable, "\(known.title) could not be downloaded: \(file.name) did not come", notes: failures,
        suggestion: "try again, which goes on where it stopped; or without a network: \(catalog.howToGet(known))")
    }
    let files = SystemFiles()
    try files.sync(descriptor, part)
    try files.rename(part, to: path)
    try files.syncFolder(folder)
  }

  /// A server that cuts off again and again is left at last.
  private static let mostAttempts = 20
}
