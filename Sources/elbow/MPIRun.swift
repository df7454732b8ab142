import Files
import Glibc
import Tensors

/// The `mpirun` at hand, and how a kernel of several processes is started with it.
struct MPIRun {
  enum Kind { case openMPI, mpich, unknown }

  let path: String

  /// The first on the PATH; nil where there is none. Links are resolved: Debian's may lead to another MPI tomorrow, whose
  /// words are others.
  static var found: MPIRun? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let paths = folders.split(separator: ":").flatMap { folder in ["mpirun", "mpiexec"].map { "\(folder)/\($0)" } }
    return paths.first { access($0, X_OK) == 0 }.map { MPIRun(path: Paths.resolved($0)) }
  }

  /// Which MPI it is of: each calls the program that does the work by a name of its own.
  var kind: Kind {
    let name = Paths.name(path)
    if ["hydra", "mpich"].contains(where: name.contains) { return .mpich }
    if ["orterun", "prterun", "openmpi"].contains(where: name.contains) { return .openMPI }
    // Open MPI 5 has a program of that name; of others it is a script.
    let isScript = (try? FileReader(path).next(2)) == Array("#!".utf8)
    return isScript ? .unknown : .openMPI
  }

  /// The command that starts so many processes.
  ///
  /// - Parameters:
  ///   - hosts: a file that lists machines, in the form of this MPI; nil for this machine alone.
  ///   - program: what each process runs.
  func command(_ count: Int, hosts: String?, _ program: [String]) -> [String] {
    var words = [path, "-n", "\(count)"]
    switch kind {
    case .openMPI:
      // Elbow's threads share the machine's processors; bound to one each, they could not.
      words += ["--bind-to", "none"]
      if getuid() == 0 { words.append("--allow-run-as-root") }
      if let hosts {
        words += ["--hostfile", hosts]
        // A machine that does not answer is noticed in seconds; by default it takes minutes.
        for (name, value) in [("time", "3"), ("intvl", "1"), ("probes", "3")] {
          words += ["--mca", "oob_tcp_keepalive_\(name)", value]
        }
      } else {
        words.append("--oversubscribe")
      }
    case .mpich: if let hosts { words += ["-f", hosts] }
    case .unknown: if let hosts { words += ["--hostfile", hosts] }
    }
    return words + program
  }
}
