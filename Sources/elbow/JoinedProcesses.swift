import Files
import FoundationEssentials
import Glibc
import Language
import Processes
import Tensors
import Workbench

/// The processes that `mpirun` started this one with.
enum JoinedProcesses {
  /// Joins them; nil for a process by itself.
  /// - Throws: ``CommandError`` where they cannot work together.
  static func joined() throws -> ProcessGroup? {
    do {
      return try ProcessGroup.joined(
        libraryIn: libraryFolders,
        facts: [
          ("the version of Elbow", Elbow.version),
          // Each kind adds in another order, and the last bits of what they train would differ.
          ("the processor's abilities (ELBOW_SIMD chooses the least of them)", Processor.kernels.name),
          ("OpenBLAS's kernels (OPENBLAS_CORETYPE chooses)", BLAS.coreName),
        ])
    } catch let error as ProcessError {
      throw CommandError(error.description + (error.suggestion.map { "\n  \($0)" } ?? ""))
    }
  }

  /// Runs what the first process has all run, until it leaves.
  static func follow(_ group: ProcessGroup) throws {
    // The first is told of an interruption, and says where all stop.
    signal(SIGINT, SIG_IGN)
    try LargeStack.run {
      let session = try Session.shared(by: group)
      let interpreter = Interpreter(table: session.entries(), host: session, now: ProcessClock.now)
      try ProcessCells(group, session, interpreter).follow()
    }
  }

  /// Ends this process, where it has others that it could not leave in order: `mpirun` then ends them.
  static func leave(_ group: ProcessGroup?, _ code: Int32) {
    if let group, !group.hasLeft { _exit(code) }
  }

  /// Whether the library for an MPI is there; for one that is not known, any.
  static func hasLibrary(for kind: MPIRun.Kind) -> Bool {
    let names =
      switch kind {
      case .openMPI: ["openmpi"]
      case .mpich: ["mpich"]
      case .unknown: ["openmpi", "mpich"]
      }
    return libraryFolders.contains { folder in names.contains { Paths.isFile("\(folder)/libelbow-\($0).so") } }
  }

  /// Where `make mpi` and the wheel put the libraries for each MPI: beside the program, or in the environment whose `bin` it
  /// lies in.
  static var libraryFolders: [String] {
    guard let folder = ProgramPlace.folder else { return [] }
    return [folder, Paths.join(Paths.parent(folder), "lib/elbow")]
  }
}
