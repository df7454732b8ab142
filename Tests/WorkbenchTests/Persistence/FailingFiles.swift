import Files
import Glibc
import Synchronization

/// The system's files, of which one call fails, or is the last that the process makes.
final class FailingFiles: FileSystem {
  enum Fault: Sendable, CaseIterable {
    /// The call does nothing and reports that the disk is full.
    case fails
    /// The process dies before the call.
    case killedBefore
    /// The process dies right after it.
    case killedAfter
  }

  struct Killed: Error {}

  private let system = SystemFiles()
  private let fault: Fault
  private let faulty: Int
  private let calls = Atomic<Int>(0)

  /// - Parameter call: which call it is, from 0 in the order in which they are made.
  init(_ fault: Fault, at call: Int) { (self.fault, faulty) = (fault, call) }

  var count: Int { calls.load(ordering: .relaxed) }

  private func call<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    let number = calls.add(1, ordering: .relaxed).oldValue
    if number > faulty, fault != .fails { throw Killed() }
    guard number == faulty else { return try body() }
    switch fault {
    case .fails: throw FileError("write", path, code: ENOSPC)
    case .killedBefore: throw Killed()
    case .killedAfter:
      _ = try body()
      throw Killed()
    }
  }

  func create(_ path: String) throws -> Int32 { try call(path) { try system.create(path) } }

  func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws -> Int {
    // Half of it arrives, as on a disk that fills up.
    let half = UnsafeRawBufferPointer(rebasing: bytes[..<max(1, bytes.count / 2)])
    return try call(path) { try system.write(half, to: descriptor, path) }
  }

  func sync(_ descriptor: Int32, _ path: String) throws { try call(path) { try system.sync(descriptor, path) } }
  func close(_ descriptor: Int32, _ path: String) throws { try call(path) { try system.close(descriptor, path) } }
  func rename(_ path: String, to newPath: String) throws {
    try call(newPath) { try system.rename(path, to: newPath) }
  }
  func syncFolder(_ path: String) throws { try call(path) { try system.syncFolder(path) } }

  func remove(_ path: String) {
    // Who was killed cleans nothing up.
    if fault == .fails { system.remove(path) }
  }
}
