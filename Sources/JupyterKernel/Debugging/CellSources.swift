import Glibc
import JupyterWire

/// The cells by the paths under which a debugger knows them.
///
/// A cell is no file. Clients compute a path from its text, and so does the kernel: nothing is written there.
struct CellSources {
  /// The hash of a text that is the middle of its path, with the seed for it.
  static let hashMethod = "Murmur2"
  static let hashSeed: UInt32 = 0xC70F_6907
  /// Of more text than this, the oldest is forgotten. In bytes.
  private static let mostText = 1 << 26

  /// What stands before the hash: a folder that no other kernel has.
  let prefix: String
  /// What stands behind it.
  let suffix: String

  private var codes: [String: String] = [:]
  private var order: [String] = []
  private var size = 0

  init(of description: KernelDescription) {
    prefix = "/tmp/\(description.implementation)_\(getpid())/"
    suffix = description.language.fileExtension
  }

  /// The path of a cell, which is known from now on.
  mutating func path(of code: String) -> String {
    let path = "\(prefix)\(Murmur2.hash(code, seed: Self.hashSeed))\(suffix)"
    if codes.updateValue(code, forKey: path) == nil {
      order.append(path)
      size += code.utf8.count
      while size > Self.mostText, order.count > 1 {
        size -= codes.removeValue(forKey: order.removeFirst())?.utf8.count ?? 0
      }
    }
    return path
  }

  /// The text of a cell; nil where nothing is known under the path.
  subscript(path: String) -> String? { codes[path] }
}
