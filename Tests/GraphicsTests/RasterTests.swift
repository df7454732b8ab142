import Graphics
import Testing

@Suite struct RasterTests {
  @Test func floatsAreClampedAndRounded() throws {
    let raster = try Raster(
      channels: 1, height: 2, width: 4, values: [0, 1, -3, 7, 0.5, .infinity, -.infinity, 0.3] as [Float])
    #expect(raster.pixels == [0, 255, 0, 255, 128, 255, 0, 77])
    #expect(raster.channels == 1)
  }

  @Test func everyByteComesBack() throws {
    let values = (0...255).map { Float($0) / 255 }
    let raster = try Raster(channels: 1, height: 16, width: 16, values: values)
    #expect(raster.pixels == (0...255).map { UInt8($0) })
  }

  @Test func channelsAreInterleaved() throws {
    let raster = try Raster(channels: 3, height: 1, width: 2, values: [1, 0, 0, 1, 0, 0] as [Float])
    #expect(raster.pixels == [255, 0, 0, 0, 255, 0])
  }

  @Test func notANumberIsMagenta() throws {
    let raster = try Raster(channels: 1, height: 1, width: 3, values: [0, .nan, 1] as [Float])
    #expect(raster.channels == 3)
    #expect(raster.pixels == [0, 0, 0, 255, 0, 255, 255, 255, 255])
  }

  @Test func batchIsCutIntoImages() throws {
    let images = try Raster.images(channels: 1, height: 1, width: 2, values: [0, 1, 1, 0])
    #expect(images.map(\.pixels) == [[0, 255], [255, 0]])
    #expect(throws: GraphicsError.self) { try Raster.images(channels: 1, height: 1, width: 2, values: [0, 1, 1]) }
  }

  @Test func nearestNeighbourIsExact() throws {
    let raster = try Raster(width: 2, height: 2, channels: 3, pixels: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    let large = try raster.scaled(by: 3)
    #expect(large.width == 6 && large.height == 6)
    for y in 0..<6 {
      for x in 0..<6 { #expect(large[x, y].elementsEqual(raster[x / 3, y / 3])) }
    }
  }

  @Test(arguments: [
    (0, 1, 1, 0), (1, 0, 1, 0), (-1, -1, 1, 1), (1, 1, 2, 2), (1, 1, 5, 5), (2, 2, 1, 3), (40_000, 1, 1, 40_000),
    (.max, .max, 3, 0), (1 << 14, 1 << 14, 1, 0),
  ]) func impossibleSizesAreRefused(width: Int, height: Int, channels: Int, count: Int) {
    #expect(throws: GraphicsError.self) {
      try Raster(width: width, height: height, channels: channels, pixels: [UInt8](repeating: 0, count: count))
    }
    #expect(throws: GraphicsError.self) {
      try Raster(channels: channels, height: height, width: width, values: [Float](repeating: 0, count: count))
    }
  }

  @Test(arguments: [0, -1, 20_000, .max]) func impossibleFactorsAreRefused(factor: Int) throws {
    let raster = try Raster(width: 2, height: 2, channels: 1, pixels: [0, 1, 2, 3])
    #expect(throws: GraphicsError.self) { try raster.scaled(by: factor) }
  }

  @Test func outsideOfThePictureThereIsNothing() throws {
    let raster = try Raster(width: 1, height: 1, channels: 1, pixels: [9])
    #expect(raster[0, 0] == [9])
    #expect(raster[1, 0].isEmpty && raster[0, -1].isEmpty)
  }
}
