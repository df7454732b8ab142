import Foundation
import Graphics
import Testing

/// A cell that writes a picture to a file, and the pixels that another library writes for it.
struct PictureCase: Decodable, Sendable, CustomTestStringConvertible {
  let cell: String
  let width: Int
  let height: Int
  /// In hexadecimal digits, channel by channel.
  let bytes: String

  var testDescription: String { cell }

  /// Runs the cell with a file of its own in place of the one it names, and compares what is in it.
  ///
  /// - Parameters:
  ///   - file: as the cell names it.
  ///   - channels: of the other library's pixels; what is written with fewer is opaque.
  func compare(at desk: Desk, file: String, channels: Int) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "elbow-\(UUID().uuidString).png").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try desk.value(cell.replacing(file, with: "'\(path)'"))
    let raster = try PNG.decode([UInt8](try Data(contentsOf: URL(filePath: path))))
    #expect(raster.width == width && raster.height == height, "\(cell)")
    let digits = Array(bytes.utf8)
    let wanted = stride(from: 0, to: digits.count, by: 2).compactMap { first in
      UInt8(String(decoding: digits[first..<first + 2], as: UTF8.self), radix: 16)
    }
    let found = (0..<raster.height * raster.width).flatMap { place -> [UInt8] in
      let pixel = Array(raster[place % raster.width, place / raster.width])
      let color = pixel.count == 1 ? [pixel[0], pixel[0], pixel[0]] : pixel
      return color.count < channels ? color + [255] : color
    }
    #expect(found == wanted, "\(cell)")
  }
}

/// The JSON file of a script beside it.
func fixture<File: Decodable>(_ name: String, as type: File.Type) -> File {
  let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/\(name).json")
  do {
    return try JSONDecoder().decode(type, from: Data(contentsOf: path.standardized))
  } catch {
    fatalError("the values of \(name).json cannot be read: \(error)")
  }
}
