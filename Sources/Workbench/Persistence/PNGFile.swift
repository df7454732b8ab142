import Datasets
import Files
import Language

/// A picture on its way into a file, where PyTorch's programs write one: `savefig`, `save_image`.
enum PNGFile {
  /// - Parameter parameter: that has the path.
  /// - Throws: ``Diagnostic`` where the path's ending names another format, ``FileError`` where the file cannot be written.
  static func write(
    _ png: [UInt8], to path: String, parameter: String, for entry: String, _ catalog: DatasetCatalog
  ) throws {
    let file = try FileNames.writable(path, catalog, ending: "png")
    guard Paths.hasEnding(file.lowercased(), ".png") else {
      throw Diagnostic(
        .value, "\(entry) writes PNG, and the ending of \(path) names another format",
        suggestion: "a name that ends in .png", parameter: parameter)
    }
    try AtomicFile.write(png, to: file)
  }

  /// - Throws: ``Diagnostic`` where a format is given that is none.
  static func check(format: Value, _ entry: String) throws {
    guard format.isNone || format.text.lowercased() == "png" else {
      throw Diagnostic(
        .value, "\(entry) writes PNG, and not \(format.repr)", suggestion: "format=\"png\"", parameter: "format")
    }
  }
}
