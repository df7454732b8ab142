import Datasets
import FoundationEssentials
import Testing

@Suite struct DatasetOptionsTests {
  /// 100 + 20 images of 2×3, of five classes, their pixels from 0 to 255 but for the first, which numbers them.
  private func load(_ change: (inout DatasetOptions) -> Void) throws -> Dataset {
    let scratch = try Scratch()
    var fixture = IDXFixture()
    for (part, count) in [(0, 100), (2, 20)] {
      let pixels = (0..<count).flatMap { image -> [UInt8] in [UInt8(image), 255, 0, 128, 64, 200] }
      fixture.files[IDXFixture.names[part]] = [2051, count, 2, 3].flatMap(IDXFixture.big) + pixels
      fixture.files[IDXFixture.names[part + 1]] =
        [2049, count].flatMap(IDXFixture.big) + (0..<count).map { UInt8($0 % 5) }
    }
    let folder = try fixture.write(to: scratch, "five")
    var options = DatasetOptions()
    change(&options)
    return try DatasetCatalog(environment: [:], executable: nil).load(folder, options)
  }

  private func numbers(_ images: ImageSet?) -> [UInt8] {
    guard let images else { return [] }
    return stride(from: 0, to: images.pixels.count, by: 6).map { images.pixels[$0] }
  }

  @Test func validationIsHeldOutOfTheOthers() throws {
    let data = try load { $0.validation = 0.1 }
    #expect(data.train.count == 90 && data.validation?.count == 10 && data.test.count == 20)
    #expect((numbers(data.train) + numbers(data.validation)).sorted() == (0..<100).map { UInt8($0) })
    #expect(numbers(data.train) == numbers(data.train).sorted())
    #expect(data.heldOut.count == 10 && data.summary.contains("90 + 10 to validate + 20 images"))
    #expect(numbers(try load { $0.validation = 0.1 }.validation) == numbers(data.validation))
    #expect(numbers(try load { ($0.validation, $0.seed) = (0.1, 1) }.validation) != numbers(data.validation))
    #expect(try load { $0.validation = 30 }.validation?.count == 30)
    #expect(try load { ($0.validation, $0.train) = (0.5, 10) }.train.count == 5)
    #expect(try load { _ in }.heldOut.count == 20)
    for wanted in [0.001, 0.999, 100, 1e300, 1e9] {
      #expect(throws: DatasetError.self) { try load { $0.validation = wanted } }
    }
  }

  @Test func classesAreChosen() throws {
    let data = try load { $0.classes = ["1", "3"] }
    #expect(data.train.count == 40 && data.test.count == 8)
    // They keep their labels.
    #expect(Set(data.train.labels) == [1, 3] && data.train.classNames.count == 5)
    #expect(data.summary.contains("2 of 5 classes (1, 3)"))
    #expect(try load { ($0.classes, $0.train) = (["2"], 7) }.train.count == 7)
    #expect(throws: DatasetError.self) { try load { ($0.classes, $0.train) = (["2"], 21) } }
    for classes in [["7"], ["cat"], [], ["1", "-1"]] {
      #expect(throws: DatasetError.self) { try load { $0.classes = classes } }
    }
  }

  @Test func staticBinarizationIsOneDraw() throws {
    let data = try load { $0.binarize = .static }
    #expect(data.train.isBinary && data.test.isBinary && data.train.draw == nil)
    let values = try data.train.gather(0..<100)
    #expect(try data.train.gather(0..<100) == values)
    // White stays white, black black, and the grey ones are white about as often as they are bright.
    for (pixel, share) in [(1, 1.0), (2, 0), (3, 128.0 / 255), (4, 64.0 / 255), (5, 200.0 / 255)] {
      let mean = stride(from: pixel, to: 600, by: 6).reduce(0) { $0 + Double(values[$1]) } / 100
      #expect(abs(mean - share) < 0.17 && (share > 0 || mean == 0) && (share < 1 || mean == 1))
    }
    #expect(try load { $0.binarize = .static }.train.pixels == data.train.pixels)
    #expect(try load { ($0.binarize, $0.seed) = (.static, 1) }.train.pixels != data.train.pixels)
    // Train and test are drawn apart.
    #expect(data.train.pixels.prefix(120) != data.test.pixels[...])
  }

  @Test func dynamicBinarizationDrawsAnewForTheImagesToTrainOn() throws {
    let data = try load { ($0.binarize, $0.validation) = (.dynamic, 0.1) }
    #expect(data.train.isBinary && data.train.draw != nil)
    #expect(data.test.draw == nil && data.test.isBinary && data.validation?.isBinary == true)
    let fixed = try data.train.gather(0..<90)
    #expect(Set(fixed) == [0, 1])
    #expect(try data.train.gather(0..<90) == fixed)
    // What an image gets does not depend on the batch that it stands in.
    #expect(try data.train.gather([89, 3]) == Array(fixed[534...]) + Array(fixed[18..<24]))
    #expect(data.train.fingerprint != (try load { $0.validation = 0.1 }.train.fingerprint))
  }

  @Test func normalizingStretchesTheRange() throws {
    let data = try load { ($0.normalize, $0.train) = (true, 50) }
    let values = try data.train.gather(0..<50)
    #expect(values.min() == 0 && values.max() == 1)
  }

  @Test func shapesTakeTheOptionsToo() throws {
    var options = DatasetOptions(train: 60, test: 10)
    (options.validation, options.classes, options.binarize) = (10, ["ellipse", "square"], .dynamic)
    let data = try DatasetCatalog(environment: [:]).load("shapes", options)
    #expect(data.validation?.count == 10 && data.train.count < 50 && data.train.factors?.count == data.train.count)
    #expect(data.options == options)
  }

  @Test func theClassesThereAreAreNamed() throws {
    let error = try #require(throws: DatasetError.self) { try load { $0.classes = [] } }
    #expect(error.suggestion == "those it has images of: classes=[0, 1, 2, 3, 4]", "\(error)")
  }

  @Test func formsOfPicturesAreForFoldersOfPictures() throws {
    var options = DatasetOptions(train: 5, test: 5)
    options.size = [64]
    let error = try #require(throws: DatasetError.self) {
      try DatasetCatalog(environment: [:], executable: nil).load("shapes", options)
    }
    #expect(error.message.contains("size=") && error.suggestion == "leave them out", "\(error)")
    for text in ["{\"seed\":0,\"size\":[0]}", "{\"seed\":0,\"size\":[]}", "{\"seed\":0,\"channels\":2}"] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(DatasetOptions.self, from: Data(text.utf8)) }
    }
    #expect(try JSONDecoder().decode(DatasetOptions.self, from: Data("{\"seed\":0}".utf8)) == DatasetOptions())
  }

  /// What a saved session says of its data is all of it: one field left out, and other images would come back.
  @Test func everyOptionIsSavedAndReadBack() throws {
    var options = DatasetOptions(train: 5, test: 6, seed: 7)
    (options.validation, options.classes, options.binarize) = (0.25, ["3", "cat"], .dynamic)
    (options.normalize, options.scale, options.layout) = (true, 16, .hwcn)
    (options.size, options.crop, options.channels, options.ground) = ([48, 64], .stretched, 1, .white)
    options.label = "Smiling"
    let fields = Mirror(reflecting: options).children
    for field in fields { #expect("\(field.value)" != "nil", "\(field.label ?? "")") }
    #expect(try JSONDecoder().decode(DatasetOptions.self, from: JSONEncoder().encode(options)) == options)
  }

  @Test(arguments: [-1, 0.0, 1.5, -9.3e18, .infinity, .nan]) func impossibleSharesAreRefused(share: Double) {
    #expect(throws: DatasetError.self) { try load { $0.validation = share } }
  }
}
