/// Why a kernel cannot start, in one line for the one who launched it.
public struct KernelError: Error, CustomStringConvertible {
  /// The steps of a start that can fail.
  public enum Code: Sendable {
    /// The connection file cannot be read, or is unusable.
    case connectionFile
    /// The connection file wants an encryption that cannot be had.
    case encryption
    /// ZeroMQ refuses.
    case socket
    /// Another process listens on an address of the connection file.
    case addressInUse
    /// The system gives no thread.
    case threads
    /// There are too few file descriptors.
    case descriptors
    /// A kernelspec's name is none, or its folder cannot be written.
    case kernelSpec
  }

  /// The step that failed.
  public let code: Code
  /// One line for people.
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
