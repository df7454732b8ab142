import Datasets
import FoundationEssentials
import Networks
import Processes
import VAE

extension Session {
  /// The session of a process: where several run the same cells, each has one, and all of them find the files of the first
  /// by its surroundings.
  ///
  /// - Throws: ``ProcessError`` where the others cannot be reached.
  package static func shared(by group: ProcessGroup?) throws -> Session {
    guard let group else { return Session(autosave: .standard()) }
    return try group.whileCurrent {
      let told = try group.told {
        let (own, autosave) = (DatasetCatalog(), Autosave.standard())
        return Array(
          try JSONEncoder().encode(
            Surroundings(
              environment: own.environment, executable: own.executable, folder: autosave?.folder, name: autosave?.name))
        )
      }
      let surroundings = try JSONDecoder().decode(Surroundings.self, from: Data(told))
      var autosave: Autosave?
      if let folder = surroundings.folder, let name = surroundings.name {
        autosave = Autosave(folder: folder, name: name, writes: group.isFirst)
      }
      return Session(
        catalog: DatasetCatalog(environment: surroundings.environment, executable: surroundings.executable),
        autosave: autosave)
    }
  }

  private struct Surroundings: Codable {
    var environment: [String: String]
    var executable: String?
    /// Of the autosaves, which the first process alone writes.
    var folder, name: String?
  }

  /// A checksum of all that is saved of a session: the model, its training, the random numbers, the variables. Of networks
  /// whose code no file holds, and of all beside them, the numbers of the model and what has been drawn.
  package var digest: UInt64 {
    let capture = try? captured(withVariables: true)
    let bytes = (try? capture?.encoded()) ?? []
    let checksum = ContentChecksum.sha256(bytes.isEmpty || capture?.leavesModelOut == true ? bytes + numbers : bytes)
    return UInt64(checksum.prefix(16), radix: 16) ?? 0
  }

  private var numbers: [UInt8] {
    var bytes = Array(((try? SessionRecord.json(random)) ?? "").utf8)
    for tensor in (model?.parameters ?? []).distinct.map(\.value) + (model?.buffers ?? []).map(\.value) {
      bytes += UnsafeRawBufferPointer(start: tensor.pointer, count: 4 * tensor.count)
    }
    return bytes
  }
}
