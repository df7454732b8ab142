import Datasets
import FoundationEssentials
import Processes

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

  /// A checksum of all that is saved of a session: the model, its training, the random numbers, the variables.
  var digest: UInt64 {
    // What cannot be saved is the same failure on all.
    guard let bytes = try? captured(withVariables: true).encoded() else { return 0 }
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count & ~7, by: 8) {
        sum = (sum ^ bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)) &* 0x0000_0100_0000_01b3
        sum ^= sum >> 29
      }
      for byte in bytes[(bytes.count & ~7)...] { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
    return sum
  }
}
