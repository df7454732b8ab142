import Datasets
import Files
import Graphics
import Language

/// A picture on its way into a file, where PyTorch's programs write one: `savefig`, `save_image`. The ending says in which format.
enum PictureFile {
  /// The formats, by the endings and the names that they go by.
  enum Format: String, CaseIterable {
    case png, jpg, jpeg, pdf

    static let told = "PNG, JPEG or PDF"
  }

  /// What `format=` may say, for a parameter's summary.
  static let formats = "\"png\", \"jpg\" or \"pdf\", where the ending does not say it"

  /// - Parameters:
  ///   - raster: the picture.
  ///   - dotsPerInch: how large its pixels are on paper; by default points, as PIL has it.
  ///   - arguments: those of the entry, which may have `format`.
  ///   - parameter: that has the path.
  /// - Throws: ``Diagnostic`` where the path's ending names another format, ``FileError`` where the file cannot be written.
  static func write(
    _ raster: Raster, dotsPerInch: Double = 72, _ arguments: Arguments, parameter: String, for entry: String,
    _ catalog: DatasetCatalog
  ) throws {
    let path = arguments.string(parameter)
    let wanted = try format(arguments["format"], entry)
    let file = try FileNames.writable(path, catalog, ending: (wanted ?? .png).rawValue)
    let ending = file.lowercased().split(separator: ".").last.map(String.init) ?? ""
    guard let format = wanted ?? Format(rawValue: ending) else {
      throw Diagnostic(
        .value, "\(entry) writes \(Format.told), and the ending of \(path) names another format",
        suggestion: "a name that ends in .png", parameter: parameter)
    }
    let bytes: [UInt8]
    switch format {
    case .png: bytes = try PNG.encode(raster)
    case .jpg, .jpeg:
      guard raster.channels != 4 else {
        throw Diagnostic(
          .value, "\(entry): a JPEG has no alpha channel, and the picture has one",
          suggestion: "a name that ends in .png",
          parameter: parameter)
      }
      bytes = try JPEG.encode(raster)
    case .pdf: bytes = try PDF.encode(raster, dotsPerInch: dotsPerInch)
    }
    try AtomicFile.write(bytes, to: file)
  }

  /// - Throws: ``Diagnostic`` where a format is given that is none.
  static func check(format value: Value, _ entry: String) throws { _ = try format(value, entry) }

  private static func format(_ value: Value, _ entry: String) throws -> Format? {
    guard !value.isNone else { return nil }
    guard let format = Format(rawValue: value.text.lowercased()) else {
      throw Diagnostic(
        .value, "\(entry) writes \(Format.told), and not \(value.repr)", suggestion: "format=\"png\"",
        parameter: "format")
    }
    return format
  }
}
