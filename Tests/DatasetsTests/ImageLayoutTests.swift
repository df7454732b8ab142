import Datasets
import Tensors
import Testing

/// What the dimensions of an array are.
@Suite struct ImageLayoutTests {
  private static let known: [([Int], ImageLayout)] = [
    ([60_000, 784], .nd), ([100, 28, 28], .nhw), ([3, 8, 8], .nhw), ([200, 300], .nd), ([100, 1, 28, 28], .nchw),
    ([100, 3, 32, 32], .nchw),
    ([100, 28, 28, 1], .nhwc), ([100, 32, 32, 3], .nhwc), ([4, 28, 28, 4], .nhwc), ([100, 28, 28, 2], .nhwc),
    ([100, 4, 28, 28], .nchw), ([100, 2, 28, 28], .nchw), ([32, 32, 3, 5_000], .hwcn), ([28, 28, 1, 3], .hwcn),
    ([32, 32, 3, 2], .hwcn), ([8, 1, 4, 4], .nchw), ([8, 3, 4, 4], .nchw), ([8, 4, 4, 3], .nhwc),
    ([4, 2, 2, 3], .nhwc),
    ([8, 1, 1, 1], .nchw), ([8, 1, 28, 1], .nchw), ([20, 3, 4], .nhw),
  ]

  @Test(arguments: known) func layoutsAreRecognized(dimensions: [Int], layout: ImageLayout) {
    #expect(ImageLayout.recognized(dimensions) == layout)
  }

  /// 28 channels, as many candidates, one picture, and images that stand last.
  @Test(arguments: [
    [100, 28, 28, 28], [100, 16, 8, 8], [8, 3, 3, 3], [8, 2, 2, 2], [218, 178, 3], [28, 28, 1_000], [28, 28],
    [3, 28, 28], [100, 3_072],
  ])
  func whatIsNotClearIsAskedFor(dimensions: [Int]) throws {
    #expect(ImageLayout.recognized(dimensions) == nil)
    let tensor = try Tensor.zeros(Shape(dimensions))
    let error = try #require(throws: DatasetError.self) { try Dataset.tensor(tensor, DatasetOptions(test: 1)) }
    #expect(
      error.suggestion?.contains("layout=\"\(["ND", "NHW", "NCHW"][dimensions.count - 2])\"") == true, "\(error)")
  }

  /// Each value says where it is: 1000·n + 100·c + 10·h + w.
  @Test(arguments: [ImageLayout.nchw, .nhwc, .hwcn]) func valuesComeToTheirPlaces(layout: ImageLayout) throws {
    let lengths: [Character: Int] = ["N": 6, "C": 2, "H": 4, "W": 3]
    let weights: [Character: Int] = ["N": 1_000, "C": 100, "H": 10, "W": 1]
    let letters = Array(layout.rawValue)
    let dimensions = letters.compactMap { lengths[$0] }
    let tensor = try Tensor.generate(Shape(dimensions), for: "test") { index in
      var (rest, value) = (index, 0)
      for letter in letters.reversed() {
        value += rest % lengths[letter]! * weights[letter]!
        rest /= lengths[letter]!
      }
      return Float(value) / 10_000
    }
    var options = DatasetOptions(test: 1)
    options.layout = layout
    let data = try Dataset.tensor(tensor, options)
    #expect(data.train.shape == ImageShape(channels: 2, height: 4, width: 3))
    let image = (0..<24).map { ($0 / 12) * 100 + $0 / 3 % 4 * 10 + $0 % 3 }
    for index in 0..<data.train.count {
      let values = try data.train.gather([index]).map { Int(($0 * 10_000).rounded()) }
      #expect(values.map { $0 % 1_000 } == image && Set(values.map { $0 / 1_000 }).count == 1)
    }
  }

  @Test func aLayoutOfAnotherRankIsRefused() throws {
    var options = DatasetOptions()
    options.layout = .nchw
    let error = try #require(throws: DatasetError.self) { try Dataset.tensor(.zeros([10, 4, 4]), options) }
    #expect(error.message.contains("has 4 dimensions, and it is 10×4×4"), "\(error)")
    // Columns that are images, as Octave writes them.
    options.layout = .dn
    #expect(try Dataset.tensor(.zeros([16, 10]), options).train.shape == ImageShape(channels: 1, height: 4, width: 4))
  }
}
