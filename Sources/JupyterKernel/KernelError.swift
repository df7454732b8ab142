/// Why a kernel cannot start, in one line for the one who launched it.
public struct KernelError: Error, CustomStringConvertible {
  public enum Code: Sendable {
    case connectionFile, encryption, socket, addressInUse, threads, descriptors, kernelSpec
  }

  public let code: Code
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
