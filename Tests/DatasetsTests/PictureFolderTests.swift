import Datasets
import FoundationEssentials
import Graphics
import Testing

@Suite struct PictureFolderTests {
  private func catalog() -> DatasetCatalog { DatasetCatalog(environment: [:], executable: nil) }

  private func png(_ channels: Int, _ width: Int = 3, _ height: Int = 2, alpha: UInt8 = 255, from first: Int = 0) throws
    -> [UInt8]
  {
    let pixels = (0..<width * height * channels).map { index -> UInt8 in
      channels == 4 && index % 4 == 3 ? alpha : UInt8((first + index) % 256)
    }
    return try PNG.encode(try Raster(width: width, height: height, channels: channels, pixels: pixels))
  }

  @Test func aFlatFolderHasNoClasses() throws {
    let scratch = try Scratch()
    for number in 0..<12 { try scratch.write(png(1, from: number * 10), to: "p/\(number).png") }
    try scratch.write([1, 2], to: "p/notes.txt")
    let data = try catalog().load(scratch.path + "/p")
    #expect(data.train.count == 11 && data.test.count == 1 && data.train.classNames.isEmpty)
    #expect(data.train.shape == ImageShape(channels: 1, height: 2, width: 3) && data.title == "p")
    // Natural order: 2 before 10.
    let firsts = stride(from: 0, to: data.train.pixels.count, by: 6).map { data.train.pixels[$0] }
    #expect(firsts == firsts.sorted())
  }

  @Test func subFoldersAreClasses() throws {
    let scratch = try Scratch()
    for (name, count) in [("cat", 4), ("dog", 7)] {
      for number in 0..<count { try scratch.write(png(3), to: "p/\(name)/\(number).PNG") }
    }
    let data = try catalog().load(scratch.path + "/p")
    #expect(data.train.classNames == ["cat", "dog"])
    #expect((data.train.labels + data.test.labels).sorted() == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
    // Channel by channel.
    #expect(data.train.pixels.prefix(18) == [0, 3, 6, 9, 12, 15, 1, 4, 7, 10, 13, 16, 2, 5, 8, 11, 14, 17])
  }

  @Test func trainAndTestAreTakenAsSuch() throws {
    let scratch = try Scratch()
    for (folder, count) in [("train/a", 3), ("train/b", 2), ("test/b", 1)] {
      for number in 0..<count { try scratch.write(png(1), to: "p/\(folder)/\(number).png") }
    }
    let data = try catalog().load(scratch.path + "/p")
    #expect(data.train.labels == [0, 0, 0, 1, 1] && data.test.labels == [1])
  }

  @Test(
    arguments: [
      (["train", "val"], [3, 2], nil), (["Training", "TESTING"], [3, 2], nil),
      (["train", "valid", "test"], [3, 1], 2),
      (["train", "validation", "testing"], [3, 1], 2), (["train"], [2, 1], nil),
    ] as [([String], [Int], Int?)])
  func partsAreKnownByTheirNames(folders: [String], counts: [Int], validation: Int?) throws {
    for isFlat in [true, false] {
      let scratch = try Scratch()
      for (place, folder) in folders.enumerated() {
        for number in 0..<(3 - place) {
          try scratch.write(png(1), to: "p/\(folder)/\(isFlat ? "" : "b/")\(number).png")
        }
      }
      let data = try catalog().load(scratch.path + "/p")
      #expect(data.train.count == counts[0] && data.test.count == counts[1] && data.validation?.count == validation)
      #expect(data.train.classNames == (isFlat ? [] : ["b"]))
    }
  }

  /// A vehicle, not a part.
  @Test func aClassMayBeCalledTrain() throws {
    let scratch = try Scratch()
    for name in ["boat", "car", "train"] { try scratch.write(png(1), to: "p/\(name)/0.png") }
    #expect(try catalog().load(scratch.path + "/p").train.classNames == ["boat", "car", "train"])
  }

  @Test func whatIsLeftOutIsCountedAndClassesKeepTheirNumbers() throws {
    let scratch = try Scratch()
    for (name, count) in [("ant", 3), ("cat", 2)] {
      for number in 0..<count { try scratch.write(png(1), to: "p/\(name)/\(number).png") }
    }
    for name in ["bee/0.webp", "cat/1.gif", "cat/old/3.png", "cat/.hidden.png", "__MACOSX/x.png", "notes.txt"] {
      try scratch.write([1], to: "p/" + name)
    }
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/p/ant/9.png", withDestinationPath: "gone.png")
    let data = try catalog().load(scratch.path + "/p")
    #expect(data.train.classNames == ["ant", "bee", "cat"])
    #expect((data.train.labels + data.test.labels).sorted() == [0, 0, 0, 2, 2])
    #expect(
      data.notes == [
        "left out: 2 pictures that are neither PNG nor JPEG (bee/0.webp, …), 1 class without pictures (bee), "
          + "1 folder inside of classes (cat/old), 1 broken link (ant/9.png), 2 hidden files (__MACOSX, …), "
          + "1 other file (notes.txt)"
      ])
  }

  @Test func theFolderInsideIsNamed() throws {
    let scratch = try Scratch()
    try scratch.write(png(1), to: "p/mnist_png/training/0/1.png")
    try scratch.write([1], to: "p/a.webp")
    let error = try #require(throws: DatasetError.self) { try catalog().load(scratch.path + "/p") }
    #expect(error.notes.contains { $0.contains("the folder mnist_png in it holds some") }, "\(error)")
    #expect(error.notes.contains { $0.contains("1 picture that is neither PNG nor JPEG") }, "\(error)")
  }

  @Test func greyAmongColourAndOpaqueAlphaAreTaken() throws {
    let scratch = try Scratch()
    try scratch.write(png(1), to: "p/1.png")
    try scratch.write(png(3), to: "p/2.png")
    try scratch.write(png(4), to: "p/3.png")
    let data = try catalog().load(scratch.path + "/p", DatasetOptions(test: 1))
    #expect(data.train.shape.channels == 3)
  }

  @Test func theOddFileIsNamed() throws {
    let scratch = try Scratch()
    for number in 0..<3 { try scratch.write(png(1), to: "p/\(number).png") }
    func refused(_ bytes: [UInt8], _ words: String...) throws {
      try scratch.write(bytes, to: "p/odd.png")
      let error = try #require(throws: DatasetError.self) { try catalog().load(scratch.path + "/p") }
      #expect(error.path?.hasSuffix("p/odd.png") == true, "\(error)")
      for words in words { #expect(error.message.contains(words), "\(error)") }
    }
    try refused(png(1, 4, 2), "3×2", "4×2")
    try refused(png(4, alpha: 3), "transparent")
    try refused([1, 2, 3], "neither PNG nor JPEG")
    try refused([], "an empty file")
    try refused(Array("GIF89a and more".utf8), "a GIF picture")
    try refused(Array(png(1).dropLast(20)), "PNG")
  }

  private func options(
    _ size: [Int]?, crop: PictureCrop? = nil, channels: Int? = nil, ground: PictureGround? = nil
  ) -> DatasetOptions {
    var options = DatasetOptions()
    (options.size, options.crop, options.channels, options.ground) = (size, crop, channels, ground)
    options.isWhole = true
    return options
  }

  /// Its columns say where the middle is, its rows whether it was stretched.
  @Test func picturesOfDifferentSizesAreBroughtToOne() throws {
    let scratch = try Scratch()
    let wide = try Raster(
      width: 8, height: 4, channels: 1, pixels: (0..<32).map { UInt8([0, 10, 20, 30, 40, 50, 60, 70][$0 % 8]) })
    try scratch.write(PNG.encode(wide), to: "p/1.png")
    try scratch.write(png(3, 4, 9), to: "p/2.png")
    let plain = try #require(throws: DatasetError.self) { try catalog().load(scratch.path + "/p", options(nil)) }
    #expect(plain.path?.hasSuffix("2.png") == true && plain.suggestion?.contains("size=64") == true, "\(plain)")

    let middle = try catalog().load(scratch.path + "/p", options([4]))
    #expect(middle.train.shape == ImageShape(channels: 3, height: 4, width: 4) && middle.train.count == 2)
    #expect(Array(middle.train.pixels.prefix(8)) == [20, 30, 40, 50, 20, 30, 40, 50])
    #expect(middle.notes.first?.contains("4 to 8 wide and 4 to 9 high were brought to 4×4") == true, "\(middle.notes)")

    let stretched = try catalog().load(scratch.path + "/p", options([4], crop: .stretched))
    // Two columns become one, with a share of their neighbours: what PIL gives.
    #expect(Array(stretched.train.pixels.prefix(4)) == [7, 25, 45, 63])
    let flat = try catalog().load(scratch.path + "/p", options([2, 6], channels: 1))
    #expect(flat.train.shape == ImageShape(channels: 1, height: 2, width: 6))
    let crop = try #require(throws: DatasetError.self) {
      try catalog().load(scratch.path + "/p", options(nil, crop: .center))
    }
    #expect(crop.suggestion == "size=64, crop=center", "\(crop)")
  }

  @Test func transparentPicturesArePutOnAGround() throws {
    let scratch = try Scratch()
    let pixels: [UInt8] = [100, 0, 200, 128, 10, 20, 30, 0, 7, 8, 9, 255]
    try scratch.write(
      PNG.encode(Raster(width: 3, height: 1, channels: 4, pixels: pixels)), to: "p/1.png")
    try scratch.write(png(3, 3, 1), to: "p/2.png")
    let refused = try #require(throws: DatasetError.self) { try catalog().load(scratch.path + "/p", options(nil)) }
    #expect(refused.suggestion?.contains("ground=white") == true, "\(refused)")
    func first(_ ground: PictureGround, channels: Int? = nil) throws -> [UInt8] {
      let set = try catalog().load(scratch.path + "/p", options(nil, channels: channels, ground: ground)).train
      return Array(set.pixels.prefix(set.shape.count))
    }
    #expect(try first(.white) == [177, 255, 7, 127, 255, 8, 227, 255, 9])
    #expect(try first(.black) == [50, 0, 7, 0, 0, 8, 100, 0, 9])
    #expect(try first(.stored) == [100, 10, 7, 0, 20, 8, 200, 30, 9])
    // L = (19595 R + 38470 G + 7471 B + 32768) >> 16 of what stands on the ground.
    #expect(try first(.white, channels: 1) == [153, 255, 8])
  }

  /// Several groups of files, and of several faults the first one's.
  @Test func manyPicturesKeepTheirOrder() throws {
    let scratch = try Scratch()
    for number in 0..<600 {
      let raster = try Raster(
        width: 1, height: 1, channels: 3, pixels: [UInt8(number % 256), UInt8(number / 256), 255])
      try scratch.write(PNG.encode(raster), to: "p/\(number).png")
    }
    let set = try catalog().load(scratch.path + "/p", options(nil)).train
    #expect(set.count == 600)
    for number in 0..<600 {
      #expect(Array(set.pixels[number * 3..<number * 3 + 2]) == [UInt8(number % 256), UInt8(number / 256)])
    }
    for number in [590, 300, 301] {
      try scratch.write(
        Array(PNG.encode(Raster(width: 1, height: 1, channels: 3, pixels: [1, 2, 3])).dropLast(20)),
        to: "p/\(number).png")
    }
    let error = try #require(throws: DatasetError.self) { try catalog().load(scratch.path + "/p", options(nil)) }
    #expect(error.path?.hasSuffix("/300.png") == true, "\(error)")
  }

  @Test func foldersWithoutAClearMeaningAreRefused() throws {
    let scratch = try Scratch()
    try scratch.write(png(1), to: "mixed/a.png")
    try scratch.write(png(1), to: "mixed/b/c.png")
    let error = try #require(throws: DatasetError.self) { try catalog().load(scratch.path + "/mixed") }
    #expect(error.message.contains("beside sub-folders"))
    try scratch.write([0], to: "none/a.txt")
    #expect(throws: DatasetError.self) { try catalog().load(scratch.path + "/none") }
    try scratch.write(png(1), to: "single/a.png")
    #expect(throws: DatasetError.self) { try catalog().load(scratch.path + "/single") }
  }
}
