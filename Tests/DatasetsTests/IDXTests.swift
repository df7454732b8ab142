import Datasets
import Testing

@Suite struct IDXTests {
  private let catalog = DatasetCatalog(environment: [:], executable: nil)

  @Test(arguments: [false, true]) func aFolderIsRead(gzip: Bool) throws {
    let scratch = try Scratch()
    let folder = try IDXFixture().write(to: scratch, "digits", gzip: gzip)
    let data = try catalog.load(folder)
    #expect(data.title == "digits" && data.name == folder && data.source.path == folder && !data.source.isSample)
    #expect(data.train.count == 6 && data.test.count == 3)
    #expect(data.train.shape == ImageShape(channels: 1, height: 4, width: 5))
    #expect(data.train.pixels == IDXFixture.pixels(120))
    #expect(data.train.labels == [0, 1, 2, 3, 4, 5])
    #expect(data.train.classNames == ["0", "1", "2", "3", "4", "5"])
    #expect(data.summary == "digits: 6 + 3 images of 1×4×5, 6 classes")
  }

  @Test func dottedNamesAndSeveralGzipMembersAreRead() throws {
    let scratch = try Scratch()
    var fixture = IDXFixture()
    let images = fixture.files.removeValue(forKey: IDXFixture.names[0]) ?? []
    let folder = try fixture.write(to: scratch, "digits")
    let halves = Archives.gzip(Array(images[..<50])) + Archives.gzip([]) + Archives.gzip(Array(images[50...]))
    try scratch.write(halves, to: "digits/train-images.idx3-ubyte.gz")
    #expect(try catalog.load(folder).train.pixels == IDXFixture.pixels(120))
  }

  /// One file spoilt, and the words that its error must have.
  struct Corruption: Sendable, CustomStringConvertible {
    var description: String
    var file = IDXFixture.names[0]
    var code: DatasetError.Code
    var words: [String]
    var spoil: @Sendable ([UInt8]) -> [UInt8]
  }

  static let corruptions = [
    Corruption(
      description: "cut short", code: .damaged, words: ["136 bytes (6 images of 4×5)", "file of 135"],
      spoil: { $0.dropLast(1) }),
    Corruption(
      description: "bytes after the end", code: .damaged, words: ["136 bytes (6 images of 4×5)", "found more"],
      spoil: { $0 + [0] }),
    Corruption(
      description: "empty", code: .damaged, words: ["IDX header of 16 bytes", "0 bytes"], spoil: { _ in [] }),
    Corruption(
      description: "half a header", code: .damaged, words: ["IDX header of 16 bytes", "10 bytes"],
      spoil: { Array($0.prefix(10)) }),
    Corruption(
      description: "labels in place of images", code: .format, words: ["expected images", "found labels"],
      spoil: { _ in IDXFixture.labels(6) }),
    Corruption(
      description: "images in place of labels", file: IDXFixture.names[3], code: .format,
      words: ["expected labels", "found images"], spoil: { _ in IDXFixture.images(3) }),
    Corruption(
      description: "something else", code: .format, words: ["the magic number 286331153"],
      spoil: { _ in [UInt8](repeating: 0x11, count: 40) }),
    Corruption(
      description: "a web page in place of the file", code: .format, words: ["found a web page (HTML)"],
      spoil: { _ in Array("<!DOCTYPE html><title>404</title>".utf8) }),
    Corruption(
      description: "no images", code: .format, words: ["0 images"], spoil: { _ in IDXFixture.images(0) }),
    Corruption(
      description: "sizes beyond all memory", code: .format, words: ["4,294,967,295 images"],
      spoil: { _ in [2051, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff].flatMap(IDXFixture.big) }),
    Corruption(
      description: "a gigabyte that is not there", code: .damaged, words: ["1,048,576 images", "file of 136"],
      spoil: { [2051, 1 << 20, 32, 32].flatMap(IDXFixture.big) + $0.dropFirst(16) }),
    Corruption(
      description: "another number of labels", file: IDXFixture.names[1], code: .mismatch,
      words: ["6 labels, one for each image of", "found 5"], spoil: { _ in IDXFixture.labels(5) }),
    Corruption(
      description: "test images of another size", file: IDXFixture.names[2], code: .mismatch,
      words: ["1×4×5 to train", "1×5×4 to test"], spoil: { _ in IDXFixture.images(3, height: 5, width: 4) }),
    Corruption(
      description: "an image wider than any", code: .range, words: ["1×1×70000"],
      spoil: { _ in IDXFixture.images(6, height: 1, width: 70_000) }),
    Corruption(
      description: "gzip cut short", code: .damaged, words: ["whole gzip file"],
      spoil: { Archives.gzip($0).dropLast(3) }),
    Corruption(
      description: "gzip with a wrong checksum", code: .damaged, words: ["incorrect data check"],
      spoil: {
        var file = Archives.gzip($0)
        file[40] ^= 1
        return file
      }),
    Corruption(
      description: "gzip followed by something", code: .damaged, words: ["end of the file after its gzip'd data"],
      spoil: { Archives.gzip($0) + [1, 2, 3, 4] }),
    Corruption(
      description: "only gzip's first two bytes", code: .damaged, words: ["whole gzip file"],
      spoil: { _ in [0x1f, 0x8b] }),
    Corruption(
      description: "gzip with more inside", code: .damaged, words: ["found more"],
      spoil: { Archives.gzip($0 + [7]) }),
  ]

  @Test(arguments: corruptions) func aSpoiltFileIsNamed(corruption: Corruption) throws {
    let scratch = try Scratch()
    var fixture = IDXFixture()
    fixture.files[corruption.file] = corruption.spoil(fixture.files[corruption.file] ?? [])
    let folder = try fixture.write(to: scratch, "digits")
    let error = #expect(throws: DatasetError.self) { try catalog.load(folder) }
    #expect(error?.code == corruption.code)
    #expect(error?.path?.hasPrefix(folder) == true)
    for words in corruption.words {
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }

  @Test func noByteOfAGzipFileCanBeCut() throws {
    let scratch = try Scratch()
    let fixture = IDXFixture()
    let folder = try fixture.write(to: scratch, "digits", gzip: true)
    let whole = Archives.gzip(fixture.files[IDXFixture.names[0]] ?? [])
    for length in whole.indices {
      try scratch.write(Array(whole[..<length]), to: "digits/\(IDXFixture.names[0]).gz")
      #expect(throws: DatasetError.self, "\(length) of \(whole.count)") { try catalog.load(folder) }
    }
  }

  @Test func missingFilesAreListed() throws {
    let scratch = try Scratch()
    var fixture = IDXFixture()
    fixture.files[IDXFixture.names[1]] = nil
    fixture.files[IDXFixture.names[2]] = nil
    let folder = try fixture.write(to: scratch, "digits")
    let error = #expect(throws: DatasetError.self) { try catalog.load(folder) }
    #expect(error?.message.hasSuffix("found no train-labels-idx1-ubyte, t10k-images-idx3-ubyte") == true)
  }

  /// A split's name before those of the files, `test` for `t10k`, and images that are turned upright.
  @Test func theFilesOfEMNISTAreTaken() throws {
    let scratch = try Scratch()
    for (name, bytes) in IDXFixture().files {
      try scratch.write(bytes, to: "set/emnist-letters-" + name.replacing("t10k", with: "test"))
    }
    let catalog = DatasetCatalog(environment: [:], executable: nil)
    let data = try catalog.load(scratch.path + "/set")
    #expect(data.train.count == 6 && data.test.count == 3 && data.notes.count == 1)
    let stored = IDXFixture.pixels(20)
    // Row by row of an image of 4×5, which the file has column by column.
    let upright = (0..<20).map { place -> UInt8 in stored[place % 5 * 4 + place / 5] }
    #expect(Array(data.train.pixels.prefix(20)) == upright)
    // What is asked for by its name is that, and nothing with another name before it.
    let named = DatasetCatalog(environment: ["ELBOW_DATA": scratch.path + "/set"], executable: nil)
    #expect(throws: DatasetError.self) { try named.load("mnist") }
    try scratch.write([], to: "set/emnist-digits-train-images-idx3-ubyte")
    let error = try #require(throws: DatasetError.self) { try catalog.load(scratch.path + "/set") }
    #expect(error.message.contains("several sets: emnist-digits-, emnist-letters-"), "\(error)")
  }

  @Test func theTypeOfOtherIDXFilesIsNamed() throws {
    let scratch = try Scratch()
    var fixture = IDXFixture()
    fixture.files[IDXFixture.names[0]] = IDXFixture.images(6, magic: 0x0d03)
    let error = try #require(throws: DatasetError.self) {
      try DatasetCatalog(environment: [:], executable: nil).load(fixture.write(to: scratch, "set"))
    }
    #expect(error.message.contains("found an IDX file of float32 in 3 dimensions (magic number 3331)"), "\(error)")
  }
}
