import Graphics
import Testing

@Suite struct PNGTests {
  @Test(arguments: [1, 3, 4]) func whatIsWrittenIsReadBack(channels: Int) throws {
    for (width, height) in [(1, 1), (7, 3), (1, 300), (513, 2)] {
      let pixels = (0..<width * height * channels).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
      let raster = try Raster(width: width, height: height, channels: channels, pixels: pixels)
      #expect(try PNG.decode(PNG.encode(raster)) == raster)
      #expect(try PNG.decode(PNG.encode(raster, for: .glimpse)) == raster)
    }
  }

  @Test func theSameRasterGivesTheSameBytes() throws {
    let raster = try Raster(width: 100, height: 50, channels: 3, filledWith: .magenta)
    #expect(try PNG.encode(raster) == PNG.encode(raster))
  }

  @Test func incompressiblePixelsFit() throws {
    var state: UInt64 = 1
    let pixels = (0..<300 * 300 * 3).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let raster = try Raster(width: 300, height: 300, channels: 3, pixels: pixels)
    #expect(try PNG.decode(PNG.encode(raster)) == raster)
  }

  /// Palettes, 16 bits, grey with alpha, one bit.
  @Test(arguments: PNGFixture.all) func otherKindsAreConverted(fixture: PNGFixture) throws {
    let raster = try PNG.decode(fixture.file)
    #expect(raster.channels == fixture.channels && raster.width == 2 && raster.height == 1)
    #expect(raster.pixels == fixture.pixels)
  }

  @Test func damagedFilesAreRefused() throws {
    let file = try PNG.encode(Raster(width: 20, height: 20, channels: 3, filledWith: .ink))
    #expect(throws: GraphicsError.self) { try PNG.decode([]) }
    #expect(throws: GraphicsError.self) { try PNG.decode(Array("GIF89a is something else".utf8)) }
    for length in 0..<file.count - 12 {
      // All but the last chunk, which holds nothing, is needed.
      #expect(throws: GraphicsError.self, "\(length) of \(file.count) bytes") {
        try PNG.decode(Array(file[..<length]))
      }
    }
    for index in file.indices {
      // A wrong byte may be harmless; it must only never crash.
      var wrong = file
      wrong[index] ^= 0x55
      _ = try? PNG.decode(wrong)
    }
  }

  @Test func aSmallFileCannotAskForMuchMemory() throws {
    var file = PNGFixture.all[0].file
    // The header says 30,000×30,000: with a checksum made right, only the size is wrong.
    file.replaceSubrange(16..<24, with: [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30])
    file.replaceSubrange(29..<33, with: PNGFixture.checksum(file[12..<29]))
    let error = #expect(throws: GraphicsError.self) { try PNG.decode(file) }
    #expect(error?.code == .size)
  }
}
