import Graphics
import Testing

@Suite struct ImageGridTests {
  /// A grey image of one level.
  private func flat(_ level: UInt8, width: Int = 28, height: Int = 28) throws -> Raster {
    try Raster(width: width, height: height, channels: 1, filledWith: Color(red: level, green: level, blue: level))
  }

  @Test func sixtyFourDigitsArePleasantInline() throws {
    let grid = ImageGrid(try (0..<64).map { try flat(UInt8($0)) })
    let picture = try grid.picture()
    #expect(picture.size == (466, 466))
    #expect(picture.description == "[64 images of 28×28 pixels, 8 rows of 8]")
    let raster = try PNG.decode(picture.png)
    #expect(raster.width == 932 && raster.channels == 1)
  }

  @Test func oneDigitIsAboutTwoHundredWide() throws {
    let picture = try ImageGrid([flat(0)]).picture()
    #expect((190...205).contains(picture.size.width))
    #expect(picture.description == "[image of 28×28 pixels]")
  }

  @Test func guttersAreEven() throws {
    var grid = ImageGrid(try (0..<6).map { _ in try flat(10, width: 5, height: 3) }, columns: 3)
    grid.scale = 2
    grid.gutter = 3
    let raster = try grid.raster()
    // Four PNG pixels to one of the image, gutters of six.
    #expect(raster.width == 3 * 20 + 4 * 6)
    #expect(raster.height == 2 * 12 + 3 * 6)
    for y in 0..<raster.height {
      for x in 0..<raster.width {
        let isImage = x % 26 >= 6 && y % 18 >= 6
        #expect(raster[x, y] == [isImage ? 10 : 255], "at \(x), \(y)")
      }
    }
  }

  @Test(arguments: [
    (1, 1), (2, 2), (3, 3), (4, 2), (5, 5), (7, 3), (10, 5), (12, 4), (16, 4), (20, 5), (64, 8), (100, 10),
  ])
  func rowsAndColumnsAreBalanced(count: Int, columns: Int) throws {
    var grid = ImageGrid(try (0..<count).map { _ in try flat(0, width: 1, height: 1) })
    grid.scale = 1
    grid.gutter = 0
    #expect(try grid.raster().width == 2 * columns)
  }

  @Test func smallerImagesStandInTheMiddle() throws {
    var grid = ImageGrid([try flat(0, width: 4, height: 4), try flat(7, width: 2, height: 2)], columns: 2)
    grid.scale = 1
    grid.gutter = 0
    let raster = try grid.raster()
    #expect(raster[8, 2] == [255] && raster[10, 2] == [7] && raster[13, 5] == [7] && raster[14, 6] == [255])
  }

  @Test func greyAndColourShareAGrid() throws {
    let red = try Raster(width: 1, height: 1, channels: 3, pixels: [255, 0, 0])
    let clear = try Raster(width: 1, height: 1, channels: 4, pixels: [0, 0, 255, 128])
    var grid = ImageGrid([try flat(9, width: 1, height: 1), red, clear], columns: 3)
    grid.scale = 1
    grid.gutter = 0
    let raster = try grid.raster()
    #expect(raster[0, 0] == [9, 9, 9, 255] && raster[2, 0] == [255, 0, 0, 255] && raster[4, 1] == [0, 0, 255, 128])
  }

  /// Of more captions than rows, the first would stand beside images that they are not of.
  @Test func moreCaptionsThanRowsAreAnError() throws {
    let image = try Raster(width: 2, height: 2, channels: 1, filledWith: .white)
    var grid = ImageGrid([image, image, image, image], columns: 2)
    grid.rowCaptions = ["a", "b", "c"]
    #expect { try grid.raster() } throws: { "\($0)".contains("at most 2, found 3") }
    grid.rowCaptions = ["a"]
    #expect(try grid.raster().width > 8)
  }

  @Test func captionsMakeRoomAndAreWritten() throws {
    let images = try (0..<4).map { _ in try flat(128) }
    var grid = ImageGrid(images, columns: 2)
    let bare = try grid.raster()
    grid.rowCaptions = ["original", "reconstruction"]
    grid.columnCaptions = ["3", "a caption far too long for the width of the column that it stands above"]
    let captioned = try grid.raster()
    #expect(captioned.width > bare.width && captioned.height > bare.height && captioned.channels == 3)
    let (left, top) = (captioned.width - bare.width, captioned.height - bare.height)
    for y in stride(from: 0, to: bare.height, by: 7) {
      for x in stride(from: 0, to: bare.width, by: 7) {
        #expect(captioned[left + x, top + y].first == bare[x, y].first)
      }
    }
    let ink = (0..<captioned.height).contains { y in (0..<left).contains { captioned[$0, y].allSatisfy { $0 < 80 } } }
    #expect(ink)
  }

  @Test func imagesAsLightAsThePageAreFramed() throws {
    func corner(_ images: [Raster], gutter: Int = 2, background: Color = .white) throws -> (
      ground: UInt8?, line: UInt8?
    ) {
      var grid = ImageGrid(images)
      (grid.gutter, grid.background, grid.scale) = (gutter, background, 1)
      let raster = try grid.raster()
      // The gutter is four pixels of the PNG wide; the line is the inner two.
      return (raster[1, 1].first, raster[3, 3].first)
    }
    let (white, black) = (try flat(255, width: 4, height: 4), try flat(0, width: 4, height: 4))
    #expect(try corner([white]) == (255, 0xc4))
    #expect(try corner([black]) == (255, 255))
    // All or none; and one light pixel of sixteen is not an edge.
    #expect(try corner([black, white]) == (255, 0xc4))
    let speck = try Raster(width: 4, height: 4, channels: 1, pixels: [255] + [UInt8](repeating: 0, count: 15))
    #expect(try corner([speck]) == (255, 255))
    #expect(try corner([black], background: .black) == (0, 0))
    #expect(try corner([white], gutter: 0) == (255, 255))
  }

  @Test func hugeImagesAreNotEnlarged() throws {
    let grid = ImageGrid(try (0..<8).map { _ in try flat(0, width: 301, height: 301) }, columns: 8)
    #expect(try grid.raster().width == 8 * 301 + 9 * 4)
  }

  @Test func impossibleOptionsAreRefused() throws {
    let image = try flat(0)
    #expect(throws: GraphicsError.self) { try ImageGrid([]).raster() }
    for (columns, gutter, scale) in [
      (0, 0, 1), (-3, 0, 1), (1, -1, 1), (1, .max, 1), (1, 0, 0), (1, 0, .max), (1, 0, 2_000),
    ] {
      var grid = ImageGrid([image], columns: columns)
      grid.gutter = gutter
      grid.scale = scale
      #expect(throws: GraphicsError.self) { try grid.picture() }
    }
  }
}
