import Foundation
import Graphics
import Testing

/// A file that PIL wrote, and the pixels that it reads from it: Fixtures/jpegs.py made them.
struct JPEGFixture: Decodable, Sendable, CustomStringConvertible {
  let name: String
  let width, height, channels: Int
  private let file, pixels: Data

  var description: String { name }
  var bytes: [UInt8] { [UInt8](file) }
  var wanted: [UInt8] { [UInt8](pixels) }

  static let all: [JPEGFixture] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/jpegs.json")
    return try! JSONDecoder().decode([JPEGFixture].self, from: Data(contentsOf: path))
  }()

  static func named(_ name: String) throws -> JPEGFixture { try #require(all.first { $0.name == name + ", 17×9" }) }
}

@Suite struct JPEGTests {
  /// To the bit: PIL brings a libjpeg-turbo of its own, whose transform of whole numbers is the same.
  @Test(arguments: JPEGFixture.all) func pixelsAreThoseOfPIL(fixture: JPEGFixture) throws {
    let raster = try JPEG.decode(fixture.bytes)
    #expect((raster.width, raster.height, raster.channels) == (fixture.width, fixture.height, fixture.channels))
    #expect(raster.pixels == fixture.wanted)
    let stated = try StoredPicture(fixture.bytes)
    #expect(stated.format == .jpeg && !stated.isDeep)
    #expect((stated.width, stated.height, stated.channels) == (fixture.width, fixture.height, fixture.channels))
    #expect(try StoredPicture.decode(fixture.bytes) == raster)
  }

  @Test(arguments: JPEGFixture.all) func damagedFilesAreRefused(fixture: JPEGFixture) throws {
    let file = fixture.bytes
    #expect(throws: GraphicsError.self) { try JPEG.decode([]) }
    #expect(throws: GraphicsError.self) { try JPEG.decode(Array("GIF89a is something else".utf8)) }
    let isProgressive = fixture.name.contains("progressive")
    for length in 0..<file.count - 2 {
      let front = Array(file[..<length])
      // All but the mark of the end is needed; the last bits of a single scan may be nothing but filling.
      if isProgressive || length < file.count - 4 {
        #expect(throws: GraphicsError.self, "\(length) of \(file.count) bytes") { try JPEG.decode(front) }
      } else if let raster = try? JPEG.decode(front) {
        #expect(raster.pixels == fixture.wanted)
      }
    }
    for index in file.indices {
      // A wrong byte may be harmless; it must only never crash.
      for change: UInt8 in [0x55, 0xff, 0x01] {
        var wrong = file
        wrong[index] ^= change
        _ = try? JPEG.decode(wrong)
      }
    }
  }

  /// Some programs leave out the mark of the end, behind which nothing follows.
  @Test func theMarkOfTheEndMayBeMissing() throws {
    let fixture = try JPEGFixture.named("colours at half of both sides")
    #expect(try JPEG.decode(fixture.bytes.dropLast(2)).pixels == fixture.wanted)
    // Nor do bytes behind it matter, as cameras write them.
    #expect(try JPEG.decode(fixture.bytes + [1, 2, 3]).pixels == fixture.wanted)
  }

  @Test func aSmallFileCannotAskForMuchMemory() throws {
    for name in ["colours at half of both sides", "progressive"] {
      var file = try JPEGFixture.named(name).bytes
      let start = try #require(
        file.indices.dropLast(9).first { file[$0] == 0xff && [0xc0, 0xc2].contains(file[$0 + 1]) })
      file.replaceSubrange(start + 5..<start + 9, with: [0xff, 0x00, 0xff, 0x00])
      let error = #expect(throws: GraphicsError.self) { try JPEG.decode(file) }
      #expect(error?.code == .size)
      #expect(throws: GraphicsError.self) { try StoredPicture(file) }
    }
  }

  /// Each scan goes over the whole picture: a few bytes could keep a processor for hours.
  @Test func aFileCannotHaveAnyNumberOfScans() throws {
    let file = try JPEGFixture.named("progressive").bytes
    let last = try #require(file.indices.dropLast().last { file[$0] == 0xff && file[$0 + 1] == 0xda })
    let scan = file[last..<file.count - 2]
    let many = Array(file[..<last]) + (0..<300).flatMap { _ in scan } + [0xff, 0xd9]
    let error = #expect(throws: GraphicsError.self) { try JPEG.decode(many) }
    #expect(error?.message.contains("damaged") == true, "\(String(describing: error))")
  }

  @Test func whatIsReadIsToldByTheFirstBytes() throws {
    let raster = try Raster(width: 3, height: 2, channels: 1, pixels: [0, 50, 100, 150, 200, 250])
    let file = try PNG.encode(raster)
    #expect(StoredPicture.Format(file) == .png)
    #expect(try StoredPicture.decode(file) == raster)
    #expect(throws: GraphicsError.self) { try StoredPicture.decode(Array("RIFF".utf8)) }
  }
}
