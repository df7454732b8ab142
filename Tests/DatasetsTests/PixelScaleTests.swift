import Datasets
import Tensors
import Testing

/// Which value is white: from the type of the numbers and all parts of a set.
@Suite struct PixelScaleTests {
  /// A .npy file of 12 images of 1×4 values, which go up to `high` in equal steps from `low`.
  private func load(_ type: String, _ low: Double, _ high: Double, _ options: DatasetOptions = DatasetOptions()) throws
    -> Dataset
  {
    let scratch = try Scratch()
    let values = (0..<48).map { low + (high - low) * Double($0 % 24) / 23 }
    let file = NumPyFixture.array(type, [12, 1, 4], values.map { type.contains("f") ? $0 : $0.rounded() })
    return try DatasetCatalog(environment: [:], executable: nil).load(scratch.write(file, to: "a.npy"), options)
  }

  private func extremes(_ data: Dataset) throws -> [Float] {
    let values = try data.train.gather(0..<data.train.count) + data.test.gather(0..<data.test.count)
    return [values.min() ?? .nan, values.max() ?? .nan]
  }

  struct Case: Sendable, CustomStringConvertible {
    let type: String
    let low, high: Double
    /// The extremes as pixels; nil where the range is refused.
    let pixels: [Float]?
    var description: String { "\(type) \(low) … \(high)" }
    init(_ type: String, _ low: Double, _ high: Double, _ pixels: [Float]?) {
      (self.type, self.low, self.high, self.pixels) = (type, low, high, pixels)
    }
  }

  static let cases = [
    Case("<f4", 0, 1, [0, 1]), Case("<f8", 0.25, 0.75, [0.25, 0.75]), Case("<f2", 0, 255, [0, 1]),
    Case("<f4", 0, 254.4, [0, Float(254.4 / 255)]),
    // Rounding and resizing leave a little more, or a little less.
    Case("<f4", 0, 1.0000001, [0, 1]), Case("<f4", -1e-4, 1.0019, [0, 1]), Case("<f4", -0.2, 255.3, [0, 1]),
    // What could be either, or anything.
    Case("<f4", 0, 1.2, nil), Case("<f4", 0, 2, nil), Case("<f4", 0, 16, nil), Case("<f4", -1, 1, nil),
    Case("<f4", 0, 300, nil), Case("<f8", -3, 3, nil), Case("<f4", 0, 63.9, nil),
    Case("|u1", 0, 255, [0, 1]), Case("|u1", 0, 64, [0, Float(64) / 255]), Case("|u1", 0, 1, [0, 1]),
    Case("|u1", 0, 16, nil), Case("|b1", 0, 1, [0, 1]), Case("<i8", 0, 1, [0, 1]),
    Case("<i8", 0, 200, [0, Float(200) / 255]),
    Case("|i1", -128, 127, nil), Case("<i4", -1, 255, nil), Case("<u2", 0, 65_535, [0, 1]),
    Case("<u2", 0, 255, [0, 1]),
    Case("<u2", 0, 4_095, nil), Case("|u1", 0, 0, [0, 0]), Case("<f4", 0, 0, [0, 0]),
  ]

  @Test(arguments: cases) func rangesAreTakenOrRefused(_ example: Case) throws {
    guard let pixels = example.pixels else {
      let error = try #require(throws: DatasetError.self) { try load(example.type, example.low, example.high) }
      #expect(error.message.hasPrefix("pixels lie in 0 … 1, or in 0 … 255, and these lie in"), "\(error)")
      #expect(error.suggestion?.contains("normalize=True") == true, "\(error)")
      return
    }
    #expect(try extremes(load(example.type, example.low, example.high)) == pixels)
  }

  @Test func whiteIsWhatTheUserSays() throws {
    var options = DatasetOptions()
    for (type, high, white) in [("|u1", 16.0, 16.0), ("<f4", 16, 255), ("<f4", 1, 255), ("<u2", 4_095, 4_095)] {
      options.scale = white
      #expect(try extremes(load(type, 0, high, options)) == [0, Float(high / white)])
    }
    options.scale = 1
    let error = try #require(throws: DatasetError.self) { try load("<f4", 0, 255, options) }
    #expect(error.message.contains("46 of 48 values would be clipped"), "\(error)")
    options.normalize = true
    #expect(throws: DatasetError.self) { try load("<f4", 0, 1, options) }
    #expect(throws: DatasetError.self) {
      try DatasetCatalog(environment: [:], executable: nil).load("shapes", options)
    }
  }

  @Test func whatWasDecidedIsSaidInOneLine() throws {
    #expect(try load("|u1", 0, 255).notes == ["values 0 … 255 (uint8) are divided by 255"])
    #expect(try load("|u1", 0, 1).notes == ["values 0 … 1 (uint8) are taken as they are"])
    #expect(try load("<f4", 0, 1).notes.isEmpty)
    #expect(
      try load("<f4", 0, 1.0000001).notes == [
        "values 0 … 1.0000001 (float32) are taken as they are; 2 values outside of 0 … 1 clipped"
      ])
  }

  @Test func partsOfTwoRangesAreRefused() throws {
    let scratch = try Scratch()
    func tensor(_ most: Float) throws -> Tensor {
      try .generate([6, 4, 4], for: "test") { Float($0 % 16) / 15 * most }
    }
    func load(_ parts: [(String, Float)]) throws -> Dataset {
      let file = try NPZ.encoded(parts.map { ($0, try tensor($1)) })
      return try DatasetCatalog(environment: [:], executable: nil).load(scratch.write(file, to: "a.npz"))
    }
    for held in ["x_test", "x_val"] {
      let error = try #require(throws: DatasetError.self) { try load([("x_train", 255), (held, 1)]) }
      #expect(error.message.contains("x_train lies in 0 … 255, and \(held) in 0 … 1"), "\(error)")
      #expect(throws: DatasetError.self) { try load([("x_train", 1), (held, 255)]) }
    }
    // All black says nothing.
    #expect(try load([("x_train", 255), ("x_test", 0)]).test.count == 6)
  }

  @Test func aDarkPartIsAsBrightAsTheOthersSay() throws {
    let scratch = try Scratch()
    func tensor(_ most: Float) throws -> Tensor {
      try .generate([6, 4, 4], for: "test") { Float($0 % 16) / 15 * most }
    }
    let file = try NPZ.encoded([("x_train", tensor(255)), ("x_test", tensor(45))])
    let data = try DatasetCatalog(environment: [:], executable: nil).load(scratch.write(file, to: "a.npz"))
    #expect(try data.test.gather(0..<6).max() == 45 / 255)
  }

  /// One bright image among those held out must not depend on which ones are drawn.
  @Test func theWholeSetDecidesBeforeAnyIsChosen() throws {
    let scratch = try Scratch()
    let images = try Tensor.generate([20, 4, 4], for: "test") { $0 < 16 ? 200 : 1 }
    let file = try scratch.write(NPY.encoded(images), to: "a.npy")
    for seed in 0..<8 {
      let data = try DatasetCatalog(environment: [:], executable: nil).load(
        file, DatasetOptions(train: 3, test: 4, seed: UInt64(seed)))
      #expect(try data.train.gather(0..<3).min() == 1.0 / 255)
    }
  }
}
