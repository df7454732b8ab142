import Glibc

/// What of MPI is needed, from the small library of `Sources/CMPI` that was compiled for the MPI at hand. It is loaded only
/// where `mpirun` started the program: everybody else has nothing of it.
struct MPILibrary {
  /// The MPI that started this process, by the variables that it sets.
  enum Kind: String, CaseIterable {
    case openMPI = "openmpi"
    case mpich = "mpich"

    /// Nil for a process that is by itself.
    ///
    /// - Throws: ``ProcessError`` where `ELBOW_MPI` names another.
    init?(_ environment: (String) -> String?) throws {
      // `ELBOW_MPI` says it where another launcher, a cluster's, sets variables of its own.
      if let wish = environment("ELBOW_MPI"), !wish.isEmpty {
        guard let chosen = Kind(rawValue: wish) else {
          throw ProcessError("ELBOW_MPI is \(wish), and the MPIs known are openmpi and mpich")
        }
        self = chosen
      } else if let kind = Kind.allCases.first(where: { ($0.startedCount(environment) ?? 1) > 1 }) {
        self = kind
      } else {
        return nil
      }
    }

    /// How many processes its `mpirun` says it has started; nil where it started none.
    func startedCount(_ environment: (String) -> String?) -> Int? {
      environment(self == .openMPI ? "OMPI_COMM_WORLD_SIZE" : "PMI_SIZE").flatMap { Int($0) }
    }

    var fileName: String { "libelbow-\(rawValue).so" }
  }

  typealias Request = Int32

  let start: @convention(c) () -> Int32
  let rank: @convention(c) () -> Int32
  let count: @convention(c) () -> Int32
  let gather: @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer, Int32) -> Request
  let sum: @convention(c) (UnsafeMutablePointer<Float>, Int32) -> Request
  let broadcast: @convention(c) (UnsafeMutableRawPointer, Int32) -> Request
  let largest: @convention(c) (UnsafePointer<Int64>, UnsafeMutablePointer<Int64>) -> Request
  let send: @convention(c) (UnsafeRawPointer, Int32, Int32) -> Request
  let probe: @convention(c) (UnsafeMutablePointer<Int32>) -> Int32
  let receive: @convention(c) (UnsafeMutableRawPointer, Int32, Int32) -> Request
  let test: @convention(c) (Request) -> Int32
  let notify: @convention(c) () -> Int32
  let isNotified: @convention(c) () -> Int32
  let end: @convention(c) () -> Void
  let abort: @convention(c) (Int32) -> Void
  private let versionText: @convention(c) (UnsafeMutablePointer<CChar>) -> Void
  private let errorText: @convention(c) (Int32, UnsafeMutablePointer<CChar>) -> Void

  /// - Parameter path: of the library for the MPI at hand.
  /// - Throws: ``ProcessError`` where it, or the MPI that it needs, is not there.
  init(_ path: String) throws {
    // The MPI loads parts of its own, which look for its names among all names.
    guard let handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL) else {
      throw ProcessError(
        "mpirun started this process, and \(path) cannot be loaded: \(dlerror().map { String(cString: $0) } ?? "")",
        suggestion: "build it with `make mpi`, or run without mpirun")
    }
    func function<Function>(_ name: String) throws -> Function {
      guard let symbol = dlsym(handle, "elbow_mpi_" + name) else {
        throw ProcessError(
          "\(path) is of another version: it lacks \(name)", suggestion: "build it anew with `make mpi`")
      }
      return unsafeBitCast(symbol, to: Function.self)
    }
    start = try function("start")
    rank = try function("rank")
    count = try function("count")
    gather = try function("gather")
    sum = try function("sum")
    broadcast = try function("broadcast")
    largest = try function("largest")
    send = try function("send")
    probe = try function("probe")
    receive = try function("receive")
    test = try function("test")
    notify = try function("notify")
    isNotified = try function("is_notified")
    end = try function("end")
    abort = try function("abort")
    versionText = try function("version")
    errorText = try function("error")
  }

  /// The name and version of the MPI, its first line.
  var version: String {
    var text = [CChar](repeating: 0, count: 8192)
    versionText(&text)
    return Self.text(text).split(separator: "\n").first.map(String.init) ?? ""
  }

  func words(ofError error: Int32) -> String {
    var text = [CChar](repeating: 0, count: 1024)
    errorText(error, &text)
    return Self.text(text)
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
