import Datasets
import Tensors
import Testing

/// Data sets from .npy, .npz and .safetensors files and from tensors.
@Suite struct ImageArraysTests {
  private func catalog() -> DatasetCatalog { DatasetCatalog(environment: [:], executable: nil) }

  private func tensor(_ shape: Shape, _ number: (Int) -> Float = { Float($0 % 256) / 255 }) throws -> Tensor {
    try .generate(shape, for: "test", number)
  }

  private func load(_ arrays: [(String, Tensor)], _ options: DatasetOptions = DatasetOptions()) throws -> Dataset {
    let scratch = try Scratch()
    return try catalog().load(try scratch.write(NPZ.encoded(arrays.map { ($0, $1) }), to: "a.npz"), options)
  }

  private static let shapes: [(Shape, [Int])] = [
    ([20, 3, 4], [1, 3, 4]), ([20, 3, 4, 5], [3, 4, 5]), ([20, 1, 4, 5], [1, 4, 5]), ([20, 4, 5, 3], [3, 4, 5]),
    ([20, 49], [1, 7, 7]), ([20, 12], [1, 1, 12]), ([20, 2, 4, 5], [2, 4, 5]),
  ]

  @Test(arguments: shapes)
  func everyShapeIsTaken(shape: Shape, image: [Int]) throws {
    let data = try load([("x", tensor(shape))])
    #expect(data.train.shape == ImageShape(channels: image[0], height: image[1], width: image[2]))
    // A tenth is held out where nothing was set apart.
    #expect(data.train.count == 18 && data.test.count == 2 && data.train.classNames.isEmpty)
  }

  @Test func channelsThatComeLastAreBroughtForward() throws {
    let data = try load([("x_train", tensor([4, 2, 2, 3])), ("x_test", tensor([1, 2, 2, 3]))])
    #expect(data.train.pixels.prefix(12) == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11])
  }

  @Test func imagesToValidateWithAreTheirOwnPart() throws {
    let parts = try ["train", "val", "test"].enumerated().map { place, part in
      [("\(part)_images", try tensor([4 + place, 2, 2])), ("\(part)_labels", try tensor([4 + place]) { _ in 1 })]
    }
    let data = try load(parts.flatMap(\.self))
    #expect(data.train.count == 4 && data.validation?.count == 5 && data.test.count == 6)
    #expect(data.validation?.labels == [1, 1, 1, 1, 1])
    var options = DatasetOptions()
    options.validation = 1
    let error = try #require(throws: DatasetError.self) { try load(parts.flatMap(\.self), options) }
    #expect(error.message.contains("images of its own to validate with"))
  }

  @Test func rowsOfWhichOneIsOneAreLabels() throws {
    let hot = try tensor([6, 3]) { $0 % 3 == $0 / 3 % 3 ? 1 : 0 }
    let data = try load([("x", tensor([6, 2, 2])), ("y", hot)], DatasetOptions(test: 1))
    #expect((data.train.labels + data.test.labels).sorted() == [0, 0, 1, 1, 2, 2])
    // Several classes at once, or measurements: the images are there all the same.
    for rows in [try tensor([6, 3]) { Float($0 % 2) }, try tensor([6, 3]) { _ in 0.5 }, try tensor([6, 300])] {
      let data = try load([("x", tensor([6, 2, 2])), ("y", rows)], DatasetOptions(test: 1))
      #expect(data.train.classNames.isEmpty && data.notes.contains { $0.contains("is no class for each image") })
    }
    let error = try #require(throws: DatasetError.self) {
      try Dataset.tensor(tensor([6, 2, 2]), labels: tensor([6, 3]) { _ in 0.5 }, DatasetOptions())
    }
    #expect(error.message.contains("whose rows are not one 1 among zeros"), "\(error)")
  }

  @Test func aPartThatDoesNotTellIsLaidOutAsTheOthers() throws {
    let data = try load([("x_train", tensor([40, 8, 9])), ("x_test", tensor([8, 8, 9]))])
    #expect(data.test.count == 8 && data.test.shape == ImageShape(channels: 1, height: 8, width: 9))
    let rows = try load([("x_train", tensor([100, 64])), ("x_test", tensor([64, 64]))])
    #expect(rows.test.count == 64 && rows.test.shape == rows.train.shape)
  }

  @Test func imagesToTestWithAloneAreNoTwoParts() throws {
    let data = try load([("test_images", tensor([10, 2, 2])), ("test_labels", tensor([10]) { Float($0 % 2) })])
    #expect(data.train.count == 9 && data.test.count == 1 && data.train.classNames == ["0", "1"])
  }

  @Test func whatIsNotTakenIsSaid() throws {
    let data = try load([("x", tensor([6, 2, 2])), ("weights", tensor([3]))])
    #expect(data.notes == ["left out: weights (3)"])
  }

  @Test func namedArraysAreTheirParts() throws {
    let data = try load([
      ("y_test", tensor([2]) { Float($0) }), ("x_train", tensor([6, 2, 2])), ("y_train", tensor([6]) { Float($0 % 3) }),
      ("x_test", tensor([2, 2, 2])),
    ])
    #expect(data.train.count == 6 && data.test.count == 2)
    #expect(data.train.labels == [0, 1, 2, 0, 1, 2] && data.test.labels == [0, 1])
    #expect(data.train.classNames == ["0", "1", "2"])
  }

  @Test func valuesAreTakenFromBothRanges() throws {
    let levels = try load([("x", tensor([10, 16, 16]) { Float($0 % 256) })])
    #expect(levels.train.values.areLevels && levels.train.pixels.prefix(256).elementsEqual((0...255).map { UInt8($0) }))
    let exact = try load([("x", tensor([10, 16, 16]))])
    #expect(exact.train.values.areLevels && exact.train.pixels.prefix(256).elementsEqual((0...255).map { UInt8($0) }))
    let between = try load([("x", tensor([10, 4, 4]) { Float($0) / 1000 })])
    #expect(!between.train.values.areLevels)
    #expect(try between.train.gather([1]) == between.train.gather([1]) && between.train.gather([0])[1] == 0.001)
    // Black and white as 0 and 1, in whatever type.
    #expect(try load([("x", tensor([10, 4, 4]) { Float($0 % 2) })]).train.isBinary)
  }

  @Test func anyRangeIsNormalizedWhenAskedFor() throws {
    var options = DatasetOptions()
    let array = ("x", try tensor([10, 4, 4]) { Float($0) - 80 })
    let error = try #require(throws: DatasetError.self) { try load([array]) }
    #expect(error.message.contains("-80 … 79") && error.suggestion?.contains("normalize=True") == true)
    options.normalize = true
    let data = try load([array], options)
    let values = try data.train.gather(0..<data.train.count)
    #expect(values.min() == 0 && values.max() == 1 && data.options.normalize == true)
    #expect(throws: DatasetError.self) { try load([("x", tensor([10, 4, 4]) { _ in 7 })], options) }
  }

  private static let noImages: [(Shape, String)] = [
    ([5], "images are N×height×width"), ([], "images are"), ([1, 1, 1, 1, 1], "images are"),
    ([0, 4, 4], "there is no image in it"), ([4, 0], "there is no image in it"), ([1, 4, 4], "leaves none"),
    ([2, 70_000], "sides of 1 to 65,535"),
  ]

  @Test(arguments: noImages)
  func whatIsNoImagesIsRefused(shape: Shape, words: String) throws {
    let error = try #require(throws: DatasetError.self) { try load([("x", tensor(shape))]) }
    #expect(error.description.contains(words), "\(error)")
  }

  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let images = ("x_train", try tensor([6, 2, 2]))
    func refused(_ arrays: [(String, Tensor)], _ words: String, _ location: SourceLocation = #_sourceLocation) throws {
      let error = try #require(throws: DatasetError.self, sourceLocation: location) { try load(arrays) }
      #expect(error.description.contains(words), "\(error)", sourceLocation: location)
    }
    try refused([images, ("y_train", tensor([5]) { _ in 1 })], "expected 6 labels")
    try refused([images, ("y_train", tensor([6]) { _ in 0.5 })], "y_train[0] is 0.5")
    try refused([images, ("y_train", tensor([6]) { _ in -1 })], "y_train[0] is -1.0")
    try refused([images, ("y_train", tensor([6]) { _ in 300 })], "goes up to 300")
    try refused([images, ("y_train", tensor([6]) { _ in .nan })], "y_train[0] is nan")
    try refused([images, ("x_test", tensor([6, 3, 2]))], "images of one size")
    try refused([images, ("y_train", tensor([6]) { _ in 1 }), ("x_test", tensor([2, 2, 2]))], "none for x_test")
    try refused([("a", tensor([6, 2, 2])), ("b", tensor([6, 2, 2]))], "it has a (6×2×2), b (6×2×2)")
    try refused([], "it has none")
    try refused([("x", tensor([6, 2, 2]) { $0 == 9 ? .nan : 0.5 })], "no finite number, the first (nan) in image")
    try refused([("x", tensor([6, 2, 2]) { $0 == 9 ? .infinity : 0.5 })], "no finite number")
  }

  @Test func safetensorsAndSingleArraysAreRead() throws {
    let scratch = try Scratch()
    let images = try tensor([20, 5, 5])
    var writer = SafetensorsWriter()
    writer.add("images", images)
    writer.add("labels", try tensor([20]) { Float($0 % 2) })
    let both = try catalog().load(try scratch.write(writer.encoded(), to: "a.safetensors"))
    #expect(both.train.classNames == ["0", "1"] && both.title == "a.safetensors")
    let single = try catalog().load(try scratch.write(NPY.encoded(images), to: "a.npy"))
    #expect(single.train.pixels == both.train.pixels && single.train.count == 18)
    let other = try Dataset.tensor(images, DatasetOptions())
    #expect(other.train.pixels == both.train.pixels && other.name == Dataset.tensorName)
    #expect(throws: DatasetError.self) { try catalog().load(Dataset.tensorName) }
  }

  /// Wherever a file is cut off or changed, it is refused or read, and nothing ends.
  @Test(arguments: ["npy", "npz", "safetensors"]) func damageIsFound(ending: String) throws {
    let scratch = try Scratch()
    let images = try tensor([6, 3, 3])
    var writer = SafetensorsWriter()
    writer.add("x", images)
    let whole =
      switch ending {
      case "npy": NPY.encoded(images)
      case "npz": try NPZ.encoded([("x", images), ("labels", try tensor([6]) { _ in 1 })])
      default: try writer.encoded()
      }
    for cut in 0..<whole.count {
      let file = try scratch.write(Array(whole[..<cut]), to: "cut.\(ending)")
      #expect(throws: DatasetError.self) { try catalog().load(file) }
    }
    for position in whole.indices {
      for bit in [1, 0x80] as [UInt8] {
        var changed = whole
        changed[position] ^= bit
        let file = try scratch.write(changed, to: "changed.\(ending)")
        do { _ = try catalog().load(file) } catch { #expect(error is DatasetError, "\(position): \(error)") }
      }
    }
  }

  /// Headers that state more than there is, or what is not read.
  @Test(arguments: [
    ("'<f4'", "False", "(1000000000000, 28, 28)"), ("'<f4'", "False", "(9223372036854775807, 9223372036854775807)"),
    ("'<f4'", "False", "(-1, 28, 28)"), ("'<f4'", "False", "(True, 2, 2)"), ("'<f4'", "0", "(2, 2, 2)"),
    ("'<c8'", "False", "(2, 2, 2)"),
    ("'|O'", "False", "(2, 2, 2)"), ("'<U3'", "False", "(2, 2, 2)"), ("[('a', '<f4')]", "False", "(2, 2, 2)"),
    ("'<f4'", "False", "2, 2, 2"), ("'<f4'", "False", "(99999999999999999999999, 2)"),
  ])
  func headersThatLieAreRefused(type: String, order: String, shape: String) throws {
    let scratch = try Scratch()
    let header = Array("{'descr': \(type), 'fortran_order': \(order), 'shape': \(shape), }\n".utf8)
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header + [UInt8](repeating: 0, count: 32)
    let file = try scratch.write(bytes, to: "a.npy")
    #expect(throws: DatasetError.self) { try catalog().load(file) }
  }

  @Test func columnsFirstAreReordered() throws {
    let scratch = try Scratch()
    // Fortran's order of the 3×2×2 array of 0 … 11.
    let header = Array("{'descr': '|u1', 'fortran_order': True, 'shape': (3, 2, 2), }\n".utf8)
    let bytes = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header
    let file = try scratch.write(bytes + [0, 4, 8, 2, 6, 10, 1, 5, 9, 3, 7, 11], to: "a.npy")
    let error = try #require(throws: DatasetError.self) { try catalog().load(file) }
    #expect(error.suggestion?.contains("scale=11 or scale=255") == true, "\(error)")
    var options = DatasetOptions()
    options.scale = 255
    let data = try catalog().load(file, options)
    let images = [Array(data.train.pixels[..<4]), Array(data.train.pixels[4...]), data.test.pixels]
    #expect(Set(images) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
  }

  /// An archive as `numpy.savez_compressed` writes one is among the tests in Python; here one of another program.
  @Test func archivesOfOtherThingsAreRefused() throws {
    let scratch = try Scratch()
    let file = try scratch.write(Array("PK not really".utf8) + [UInt8](repeating: 0, count: 40), to: "a.npz")
    #expect(throws: DatasetError.self) { try catalog().load(file) }
    let unknown = try scratch.write([1, 2, 3], to: "a.txt")
    let error = try #require(throws: DatasetError.self) { try catalog().load(unknown) }
    #expect(error.message.contains("names no format"))
  }
}
