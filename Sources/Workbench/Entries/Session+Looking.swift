import Autodiff
import Datasets
import Graphics
import Language
import Tensors
import VAE

// Group `looking`: pictures of what the model knows.

extension Session {
  func lookingEntries() -> [Entry] {
    [
      Entry(
        "sample", .command, group: "looking", "images made from noise: z from the prior, decoded",
        parameters: [
          Parameter("n", .integer(1...10_000), default: .integer(64), unit: "images", "how many"),
          Parameter(
            "seed", .integer(0...(1 << 53)), default: Value.none, style: .keywordOnly, "for the same images again"),
        ], result: "picture", effect: .drawsNumbers, example: "data mnist\nmodel latent=10\nsample 16",
        section: "Training Variational Autoencoder",
        longWay: """
          enc, dec = networks()
          with no_grad():
              z = randn(64, 30)
              show dec(z), columns=8
          """
      ) { [unowned self] arguments, context in
        let model = try requireModel(for: "sample")
        let noise =
          arguments.optionalInteger("seed").map { Philox(seed: UInt64($0), stream: .sampling, draw: 0) }
          ?? random.next(.sampling)
        let images = try model.sample(arguments.integer("n"), noise: noise)
        return displayed(try picture(images), context)
      },
      Entry(
        "reconstruct", .command, group: "looking", "test images and what the model makes of them, in pairs of rows",
        parameters: [Parameter("n", .integer(1...1000), default: .integer(8), unit: "images", "how many")],
        result: "picture", example: "data mnist\nmodel latent=10\nreconstruct 8",
        section: "Training Variational Autoencoder",
        longWay: """
          enc, dec = networks()
          x = images("test")[:8]
          with no_grad():
              mean, logvar = enc(x)
              show cat([flatten(x), dec(mean)]), columns=8, captions=["original", "decoded"]
          """
      ) { [unowned self] arguments, context in
        let (dataset, model) = try requireFittingDataset(for: "reconstruct")
        let count = min(arguments.integer("n"), dataset.test.count)
        let originals = try dataset.test.tensor(0..<count)
        let images = try rasters(originals), results = try rasters(try model.reconstruct(originals))
        // Rows of at most ten originals, each with its reconstructions below.
        var grid = ImageGrid([], columns: min(10, count))
        for start in stride(from: 0, to: count, by: 10) {
          let row = start..<min(count, start + 10)
          let blanks = try (0..<(count > 10 ? 10 - row.count : 0)).map { _ in
            try Raster(
              width: images[0].width, height: images[0].height, channels: images[0].channels, filledWith: .white)
          }
          grid.images += images[row] + blanks + results[row] + blanks
        }
        if count <= 10 { grid.rowCaptions = ["original", "decoded"] }
        return displayed(PictureValue(try grid.picture()), context)
      },
      Entry(
        "interpolate", .command, group: "looking", "from one class to another along a straight line in latent space",
        details: """
          The ends are the posterior means of the first test images of the two classes; with `images=True` the two \
          numbers are places of test images instead.
          """,
        parameters: [
          Parameter("a", .integer(0...1_000_000), "the class to start from"),
          Parameter("b", .integer(0...1_000_000), "the class to go to"),
          Parameter("steps", .integer(2...1000), default: .integer(10), unit: "images", "how many images"),
          Parameter("images", .bool, default: .bool(false), style: .keywordOnly, "two test images instead of classes"),
        ], result: "picture", example: "data mnist\nmodel latent=10\ninterpolate 3, 8, steps=10",
        section: "Conclusion",
        longWay: """
          enc, dec = networks()
          x, y = images("test"), labels("test")
          with no_grad():
              start, logvar = enc(x[y == 3][:1])
              end, logvar = enc(x[y == 8][:1])
              t = linspace(0, 1, 10).reshape(10, 1)
              show dec(start + t * (end - start)), columns=10
          """
      ) { [unowned self] arguments, context in
        let (dataset, model) = try requireFittingDataset(for: "interpolate")
        let ends = try ["a", "b"].map { try testImage(arguments, $0, dataset) }
        let means = try model.means(of: dataset.test.tensor(ends))
        let images = try model.interpolate(
          from: try means.rows(0..<1).reshaped([model.latentDimension]),
          to: try means.rows(1..<2).reshaped([model.latentDimension]), steps: arguments.integer("steps"))
        return displayed(try picture(images, columns: min(arguments.integer("steps"), 20)), context)
      },
    ]
  }

  /// The place of a test image: the first of a class, or the number itself.
  private func testImage(_ arguments: Arguments, _ name: String, _ dataset: Dataset) throws -> Int {
    let number = arguments.integer(name)
    if arguments.bool("images") {
      guard number < dataset.test.count else {
        throw Diagnostic(
          .index, "there is no test image \(number): they are numbered from 0 to \(dataset.test.count - 1)",
          parameter: name)
      }
      return number
    }
    guard let place = dataset.test.labels.firstIndex(where: { Int($0) == number }) else {
      let last = dataset.test.classNames.count - 1
      throw Diagnostic(
        .value,
        number > last
          ? "there is no class \(number): classes are 0 to \(last)" : "no test image is of class \(number)",
        suggestion: "images=True takes the numbers as places of test images", parameter: name)
    }
    return place
  }

  func rasters(_ images: Tensor) throws -> [Raster] {
    try Raster.images(
      channels: images.shape[1], height: images.shape[2], width: images.shape[3], values: images.array)
  }

  private func picture(_ images: Tensor, columns: Int? = nil) throws -> PictureValue {
    PictureValue(try ImageGrid(try rasters(images), columns: columns).picture())
  }
}
