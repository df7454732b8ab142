import Glibc
import Threads

/// Processes that `mpirun` started together and that run the same cells: this one, and how it works with the others.
///
/// All of them come to the same exchanges in the same order, since they run the same text on the same state. Where one does
/// not (its disk is full, its memory lacks), each exchange tells so: it begins with what each process is at, and where these
/// differ, all of them get an error instead of waiting for each other.
///
/// It belongs to the thread that runs cells: ``current`` is nil on every other.
package final class ProcessGroup: @unchecked Sendable {
  /// This process among the others; the first, 0, is the one that somebody talks to.
  package let rank: Int
  package let count: Int
  /// The machine of each, by name.
  package private(set) var hosts: [String] = []
  let library: MPILibrary
  /// When the first process last came to an exchange, by its clock.
  var lastExchange = 0.0
  /// Whether ``leave()`` was called.
  package private(set) var hasLeft = false
  /// Where the work of the present cell stops, alike on all.
  package private(set) lazy var stopping = StopPoints(of: self)

  package var isFirst: Bool { rank == 0 }

  /// Joins the processes that `mpirun` started.
  ///
  /// - Parameters:
  ///   - folders: where the library for the MPI at hand may lie.
  ///   - facts: what must be alike on all of them, by name, such as the program's version.
  /// - Returns: nil where this process is by itself.
  /// - Throws: ``ProcessError`` where it cannot.
  package static func joined(libraryIn folders: [String], facts: [(name: String, value: String)]) throws
    -> ProcessGroup?
  {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    guard let kind = try MPILibrary.Kind(variable) else { return nil }
    let paths = folders.map { $0 + "/" + kind.fileName }
    let group = try ProcessGroup(try MPILibrary(paths.first { access($0, R_OK) == 0 } ?? kind.fileName))
    // Each would take itself for the first, and all would write the same files.
    let started = MPILibrary.Kind.allCases.compactMap { $0.startedCount(variable) }.max() ?? group.count
    guard group.count == started else {
      throw ProcessError(
        "mpirun started \(started) processes, and \(group.version) knows of \(group.count)",
        suggestion: "start them with the mpirun of the same MPI; ELBOW_MPI=openmpi or mpich says which")
    }
    try group.greet(facts)
    return group
  }

  private init(_ library: MPILibrary) throws {
    let error = library.start()
    guard error == 0 else { throw ProcessError("MPI did not start: \(library.words(ofError: error))") }
    self.library = library
    (rank, count) = (Int(library.rank()), Int(library.count()))
  }

  /// The name and version of the MPI.
  package var version: String { library.version }

  /// A process in words: `process 2 (on red)`.
  package func words(_ rank: Int) -> String {
    "process \(rank)" + (Set(hosts).count > 1 ? " (on \(hosts[rank]))" : "")
  }

  /// Learns where the others are, and sees whether they are of one kind.
  private func greet(_ facts: [(name: String, value: String)]) throws {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let own = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    hosts = try gathered(.greeting, Array(own.utf8)).map { String(decoding: $0, as: UTF8.self) }
    for fact in facts {
      let values = try gathered(.greeting, Array(fact.value.utf8)).map { String(decoding: $0, as: UTF8.self) }
      guard let other = values.firstIndex(where: { $0 != values[0] }) else { continue }
      // The first one says it for all, and `mpirun` ends the others with it.
      if !isFirst { sleep(5) }
      throw ProcessError(
        "the processes differ in \(fact.name): \(words(0)) has \(values[0]), \(words(other)) has \(values[other])",
        suggestion: "give all hosts the same")
    }
  }

  // MARK: Of the present thread

  private static let slot = ThreadSlot()

  /// The processes that work on what this thread does; nil where it works by itself.
  package static var current: ProcessGroup? {
    slot.pointer.map { Unmanaged<ProcessGroup>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Makes this the thread's ``current`` one while `body` runs.
  package func whileCurrent<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = Self.slot.pointer
    Self.slot.pointer = Unmanaged.passUnretained(self).toOpaque()
    defer { Self.slot.pointer = outer }
    return try body()
  }

  /// Has this thread work by itself while `body` runs: on what is this process's own.
  package static func apart<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = slot.pointer
    slot.pointer = nil
    defer { slot.pointer = outer }
    return try body()
  }

  // MARK: The end

  /// Leaves the others, who leave too.
  package func leave() {
    library.end()
    hasLeft = true
  }

  /// Ends all processes at once, from whichever thread.
  package func abort(code: Int32) { library.abort(code) }
}
