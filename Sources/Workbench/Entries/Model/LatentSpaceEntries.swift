import Autodiff
import Datasets
import Glibc
import Graphics
import Language
import Tensors
import Text
import VAE

/// Group `looking`, continued: maps of the latent space.
struct LatentSpaceEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "traverse", .command, group: "looking", "one latent dimension at a time, over a range; most active first",
        details: """
          The starting point is the posterior mean of a test image. A row in which nothing changes belongs to a dimension \
          that the decoder does not use.
          """,
        parameters: [
          Parameter("dimensions", .integer(1...100), default: .integer(8), unit: "dimensions", "how many, a row each"),
          Parameter("steps", .integer(2...50), default: .integer(10), unit: "images", "images in a row"),
          Parameter("limit", .real(0...100), default: .integer(3), style: .keywordOnly, "the range is -limit to limit"),
          Parameter("image", .integer(0...1_000_000), default: .integer(0), style: .keywordOnly, "which test image"),
          ToldLabels.parameter("the class to decode as, by number or by name; the image's own, where none is given"),
        ], result: "picture", abstract: .unknown, example: "data mnist\nmodel latent=4\ntraverse 4, 8",
        lesson: "08-latent-space"
      ) { arguments, context in
        let (dataset, model) = try session.requireFittingDataset(for: "traverse")
        try session.requireContinuousCodes(
          model, "traverse moves a code along its dimensions", instead: "diagnose, or reconstruct")
        let image = arguments.integer("image")
        try dataset.requireTestImage(image, parameter: "image")
        let steps = arguments.integer("steps")
        let limit = arguments.real("limit")
        let values = (0..<steps).map { limit * (2 * Double($0) / Double(steps - 1) - 1) }
        let diagnosis = try model.diagnose(dataset.test, check: { try context.cancellation.safepoint() })
        let dimensions = Array(diagnosis.byActivity.prefix(arguments.integer("dimensions")))
        let z = try model.means(of: dataset.test, [image]).reshaped([model.latentDimension])
        let label = try ToldLabels(model: model, entry: "traverse").told(arguments, count: 1)
        let told = try label ?? model.told(of: dataset.test, [image])
        var grid = ImageGrid(try Raster.images(try model.traverse(z, dimensions, values, told: told)), columns: steps)
        grid.background = .white
        grid.rowCaptions = dimensions.map { "z[\($0)]" }
        grid.columnCaptions = values.map { fixed($0, 1) }
        return .displayed(PictureValue(try grid.picture()), context)
      },
      Entry(
        "manifold", .command, group: "looking", "the plane of two latent dimensions as a grid of images",
        details: """
          Places are spread evenly in probability under the prior. With more than two latent dimensions it takes the two \
          most active, and 0 for the others.
          """,
        parameters: [
          Parameter("side", .integer(2...60), default: .integer(16), unit: "images", "images to a row"),
          ToldLabels.parameter("the class that a conditional model decodes, by number or by name"),
        ],
        result: "picture", abstract: .unknown, example: "data mnist\nmodel latent=2\nmanifold 6",
        lesson: "08-latent-space"
      ) { arguments, context in
        let (dataset, model) = try session.requireFittingDataset(for: "manifold")
        try session.requireContinuousCodes(
          model, "manifold decodes the places of a plane", instead: "diagnose, or reconstruct")
        guard model.prior.isStandard else {
          throw Diagnostic(
            .model,
            "manifold spreads codes evenly under a standard normal prior, and this model's is a \(model.prior.description.inWords)",
            suggestion: "sample, traverse or explore")
        }
        let told = try ToldLabels(model: model, entry: "manifold").required(
          arguments, count: 1, instead: "manifold label=0")
        let dimensions = try twoDimensions(model, dataset, "manifold", context)
        let side = arguments.integer("side")
        var grid = ImageGrid(try Raster.images(model.manifold(dimensions, side: side, told)), columns: side)
        // With more images to a row, numbers no longer fit above them.
        if side <= 16 {
          let places = VariationalAutoencoder.manifoldPlaces(side).map { fixed($0, 1) }
          grid.background = .white
          grid.cornerCaption = "z[\(dimensions.0)] ="
          grid.columnCaptions = places
          grid.rowCaptions = places.reversed().map { "z[\(dimensions.1)] = \($0)" }
        }
        return .displayed(PictureValue(try grid.picture()), context)
      },
      Entry(
        "map", .command, group: "looking", "where the test images lie in latent space, coloured by class",
        details: """
          Each point is the posterior mean of a test image. More than two latent dimensions are seen along the two \
          directions in which the means vary most (principal components).
          """,
        parameters: [
          Parameter("n", .integer(2...100_000), default: .integer(5000), unit: "images", "at most so many")
        ], result: "picture", abstract: .unknown, example: "data mnist\nmodel latent=2\nmap", lesson: "08-latent-space"
      ) { arguments, context in
        let (dataset, model) = try session.requireFittingDataset(for: "map")
        let count = min(arguments.integer("n"), dataset.test.count)
        let means = try model.means(of: dataset.test, 0..<count)
        return .displayed(PictureValue(try mapPlot(means, dataset.test, model).picture()), context)
      },
      Entry(
        "explore", .command, group: "looking", "the plane of two latent dimensions, to move about in",
        details: """
          Drag in the plane or use the sliders, and the image of that code appears; points are test images by class. The \
          button draws ε anew for one test image, z = mean + deviation · ε. With more than two latent dimensions it takes \
          the two most active, and that image's mean for the others; a conditional model is told that image's class. The page holds its images, decoded beforehand: it \
          works without the kernel too.
          """,
        parameters: [
          Parameter("image", .integer(0...1_000_000), default: .integer(0), "which test image"),
          Parameter(
            "limit", .real(0.1...100), default: .integer(3), style: .keywordOnly, "the range is -limit to limit"),
        ], result: "picture", abstract: .unknown, example: "data mnist\nmodel latent=2\nexplore"
      ) { arguments, context in
        .displayed(try explore(arguments, context), context)
      },
    ]
  }

  private func twoDimensions(
    _ model: VariationalAutoencoder, _ dataset: Dataset, _ entry: String, _ context: Context
  ) throws -> (Int, Int) {
    let order = try dimensionsByActivity(model, dataset, entry, context)
    return (order[0], order[1])
  }

  /// The latent dimensions, at least two, the most active first; two of them as they are.
  private func dimensionsByActivity(
    _ model: VariationalAutoencoder, _ dataset: Dataset, _ entry: String, _ context: Context
  ) throws -> [Int] {
    guard model.latentDimension >= 2 else {
      throw Diagnostic(
        .model, "\(entry) needs two latent dimensions, and the model has one", suggestion: "model latent=2, then train")
    }
    guard model.latentDimension > 2 else { return [0, 1] }
    return try model.diagnose(dataset.test, check: { try context.cancellation.safepoint() }).byActivity
  }

  private func mapPlot(_ means: Tensor, _ images: ImageSet, _ model: VariationalAutoencoder) throws -> Plot {
    let (count, latent) = (means.shape[0], model.latentDimension)
    func column(_ dimension: Int) -> [Double] { (0..<count).map { Double(means.pointer[$0 * latent + dimension]) } }
    var plot: Plot
    switch latent {
    case 1:
      // One dimension lies on a line; the classes are told apart by height.
      plot = Plot([], x: .init(label: "z[0]"), y: .init(label: "class"))
      plot.series = [scatter(column(0), images.labels.prefix(count).map(Double.init), images)]
    case 2:
      plot = Plot([], x: .init(label: "z[0]"), y: .init(label: "z[1]"))
      plot.series = [scatter(column(0), column(1), images)]
    default:
      let components = try PrincipalComponents(means)
      func label(_ name: String, _ share: Double) -> String {
        "\(name) direction, \(fixed(100 * share, 0)) % of variance"
      }
      plot = Plot(
        [], x: .init(label: label("first", components.shares.x)), y: .init(label: label("second", components.shares.y)))
      plot.series = [scatter(components.coordinates.map(\.x), components.coordinates.map(\.y), images)]
    }
    plot.title = "posterior means of \(grouped(count)) test images"
    return plot
  }

  private func scatter(_ x: [Double], _ y: [Double], _ images: ImageSet) -> Series {
    Series(
      .scatter(
        .init(
          x: x, y: y, classes: images.classNames.isEmpty ? nil : images.labels.prefix(x.count).map(Int.init),
          classNames: images.classNames)))
  }

  private func explore(_ arguments: Arguments, _ context: Context) throws -> PictureValue {
    let (dataset, model) = try session.requireFittingDataset(for: "explore")
    try session.requireContinuousCodes(
      model, "explore decodes the places of a plane", instead: "diagnose, or reconstruct")
    let number = arguments.integer("image")
    try dataset.requireTestImage(number, parameter: "image")
    let order = try dimensionsByActivity(model, dataset, "explore", context)
    let (across, up) = (order[0], order[1])
    let limit = arguments.real("limit")
    let told = try model.told(of: dataset.test, [number])
    let image = try dataset.test.tensor([number])
    let mean = try model.means(of: image, told).array
    let isFactorized = model.posterior.description.isFactorized
    let noise = try Philox(seed: 0, stream: .cells, draw: 0).normal([isFactorized ? 1 : 256, model.latentDimension])
    let posterior = try model.codes(of: image, told, noise: noise)
    let drawn = posterior.z.array
    // Colour takes three times the room, and the page should stay small.
    let side = model.image.channels == 1 ? 17 : 11
    let codes = try Tensor.generate([side * side, model.latentDimension], for: "explore") { index in
      let (place, dimension) = (index / model.latentDimension, index % model.latentDimension)
      let (column, row) = (place % side, place / side)
      if dimension == across { return Float(limit * (2 * Double(column) / Double(side - 1) - 1)) }
      if dimension == up { return Float(limit * (1 - 2 * Double(row) / Double(side - 1))) }
      return mean[dimension]
    }
    let images = try Raster.images(try model.images(from: codes, told))
    let means = try model.means(of: dataset.test, 0..<min(800, dataset.test.count))
    let points = (0..<means.shape[0]).map { row in
      let start = row * model.latentDimension
      return (
        x: Double(means.pointer[start + across]), y: Double(means.pointer[start + up]),
        label: Int(dataset.test.labels[row])
      )
    }
    let sheet = try PNG.encode(try Raster.sheet(images, columns: side))
    let explorer = LatentExplorer(
      sheet: sheet, image: (model.image.width, model.image.height),
      side: side, limit: limit, names: ("z[\(across)]", "z[\(up)]"), points: points,
      posterior: (
        (Double(mean[across]), Double(mean[up])),
        (posterior.deviations[across], posterior.deviations[up])
      ),
      draws: isFactorized
        ? []
        : (0..<noise.shape[0]).map { row in
          let start = row * model.latentDimension
          return (Double(drawn[start + across]), Double(drawn[start + up]))
        })
    // Where nobody draws controls, the page with images decoded beforehand is all.
    let live =
      session.controls.surface == nil
      ? nil
      : try ModelExplorer.open(
        model, dataset, image: number, limit: limit, order: order, sheet: sheet, side: side, in: session)
    return PictureValue(
      try ImageGrid(images, columns: side).picture(), html: explorer.html(id: "explore-" + session.nextDisplayID()),
      control: live)
  }
}

extension Raster {
  /// Images of one size side by side, without anything between them.
  fileprivate static func sheet(_ images: [Raster], columns: Int) throws -> Raster {
    let (width, height, channels) = (images[0].width, images[0].height, images[0].channels)
    let rows = (images.count + columns - 1) / columns
    var pixels = [UInt8](repeating: 0, count: columns * width * rows * height * channels)
    for (place, image) in images.enumerated() {
      for y in 0..<height {
        let target = ((place / columns * height + y) * columns + place % columns) * width * channels
        pixels.replaceSubrange(
          target..<target + width * channels, with: image.pixels[y * width * channels..<(y + 1) * width * channels])
      }
    }
    return try Raster(width: columns * width, height: rows * height, channels: channels, pixels: pixels)
  }
}
