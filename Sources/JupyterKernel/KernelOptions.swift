import Glibc
import Logging

/// How a kernel runs, where the usual way does not do.
public struct KernelOptions: Sendable {
  /// The stack of the language's thread, in bytes. It costs no memory before it is used, and lets a language that
  /// calls itself go deep.
  public var stackSize = 256 << 20
  /// How long printed text waits for more of it, in milliseconds.
  public var streamInterval = 50
  /// How long nothing must have been asked of the language until it is told to rest, in milliseconds.
  public var restInterval = 10_000
  /// Where inputs are remembered.
  public var history = HistoryLocation.standard
  /// The process with which the kernel dies; by default the one that Jupyter names in the environment.
  public var parentProcess: pid_t? = ParentWatch.environmentPID
  /// Whether the process is the kernel's own: SIGINT interrupts the running cell, SIGTERM ends the kernel in order, and a
  /// cell that does not heed its interruption ends with the process. Off for a kernel inside another program.
  public var ownsProcess = true
  /// How long the language's ``KernelLanguage/shutDown(restart:)`` may take, in milliseconds. Jupyter kills a kernel that has
  /// not ended after five seconds.
  public var shutDownTime = 100
  /// Called before the process ends while a cell still runs, on another thread than the language's; what takes longer than
  /// a second is cut off with the process.
  public var lastWork: (@Sendable () -> Void)?
  /// Called first when the kernel is to end, on another thread than the language's: what waits for something outside can be
  /// told to wait no longer.
  public var whenEnding: (@Sendable () -> Void)?
  /// Something that whoever looks after the kernel should know; logged once, when it has started.
  public var startNotice: String?
  /// Where complaints about clients go; by default to stderr.
  public var logger: Logger

  /// The usual way: a process of its own, that logs warnings to stderr.
  public init() {
    logger = Logger(label: "kernel") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
  }
}
