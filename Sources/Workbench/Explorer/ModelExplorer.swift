import Autodiff
import Datasets
import Glibc
import Graphics
import Language
import Tensors
import VAE

/// What answers an explorer's page: where one is in latent space is decoded by the model itself, an image that is picked or
/// drawn is encoded, and both follow the model wherever it goes.
final class ModelExplorer: ControlReaction {
  /// Test images whose codes are points of the plane.
  private static let points = 800
  /// A picture of more channels of a layer than this says no more.
  private static let shownChannels = 16

  /// Codes over which an image's cost is averaged.
  private static let draws = 8
  /// Codes of the posterior that a page has to choose from, where it cannot draw them itself.
  private static let shownDraws = 256

  var typeName: String { "explorer" }
  func repr() -> String { "explorer" }

  /// Shows an explorer.
  ///
  /// - Parameters:
  ///   - image: the test image to begin with.
  ///   - limit: the plane reaches from -limit to limit.
  ///   - order: the latent dimensions, the most active first.
  ///   - sheet: images of a grid of codes over the first two of them, for pages without a kernel, as PNG.
  ///   - side: images to a row of it.
  static func open(
    _ model: VariationalAutoencoder, _ dataset: Dataset, image: Int, limit: Double, order: [Int], sheet: [UInt8],
    side: Int, in session: Session
  ) throws -> ControlValue? {
    guard let kind = ControlKind.named("Explorer") else { return nil }
    let shape = model.image
    let labels = dataset.test.labels.prefix(points).map { UInt8(clamping: $0) }
    let control = session.controls.open(
      kind,
      [
        "_esm": .text(String(decoding: PackageResources.explorer_js, as: UTF8.self)),
        "size": .list([shape.width, shape.height, shape.channels].map { .integer($0) }), "limit": .real(limit),
        "colors": .list(Palette.colors.map { .text("rgb(\($0.red),\($0.green),\($0.blue))") }),
        "names": .list(dataset.test.classNames.map { .text($0) }), "images": .integer(dataset.test.count),
        "order": .list(order.map { .integer($0) }), "sheet": .text(Markup.base64(sheet)), "side": .integer(side),
        "axes": .list([order[0], order[min(1, order.count - 1)]].map { .integer($0) }),
        "z": .list(Array(repeating: .real(0), count: model.latentDimension)), "labels": .bytes(labels),
        "image": .integer(image), "classes": .list((model.condition?.classNames ?? []).map { .text($0) }),
        "input": .bytes(Array(repeating: 0, count: shape.width * shape.height * shape.channels)),
      ], in: session)
    let explorer = ModelExplorer()
    control.reactions = [explorer]
    try explorer.pick(image, control, model, dataset)
    try explorer.place(control, model, dataset)
    return control
  }

  func react(to event: ControlEvent, of control: ControlValue, in session: Session, _ context: Context) throws {
    guard case .changed(let names) = event, let (model, dataset) = session.modelAndData(for: control) else { return }
    if names.contains("image"), case .integer(let image)? = control.link["image"], image >= 0 {
      try pick(image, control, model, dataset)
    } else if names.contains("input") {
      control.link.set(["image": .integer(-1), "label": .integer(-1)])
      try encode(control, model, movesThere: true)
    } else if names.contains("z") || names.contains("tracing") || names.contains("told") {
      control.link.set(try decoded(control, model))
    }
  }

  /// Shows what the model makes of it all now. Draws no random numbers.
  ///
  /// - Parameter points: whether the codes of the test images too.
  func refresh(_ control: ControlValue, points: Bool, in session: Session) throws {
    guard let (model, dataset) = session.modelAndData(for: control) else { return }
    try encode(control, model, movesThere: false)
    if points { try place(control, model, dataset) }
  }

  // MARK: The parts

  private func pick(
    _ image: Int, _ control: ControlValue, _ model: VariationalAutoencoder, _ dataset: Dataset
  ) throws {
    guard image < dataset.test.count else { return }
    let label = dataset.test.labels.isEmpty ? -1 : Int(dataset.test.labels[image])
    control.link.set([
      "input": .bytes(try Self.pixels(dataset.test.tensor([image]))), "label": .integer(label),
      "told": .integer(max(0, label)),
    ])
    try encode(control, model, movesThere: true)
  }

  /// The posterior of the page's image, its cost, and its reconstruction.
  private func encode(_ control: ControlValue, _ model: VariationalAutoencoder, movesThere: Bool) throws {
    guard let x = try Self.image(control, model) else { return }
    let told = try Self.told(control, model, by: "label")
    let mean = try model.means(of: x, told)
    // The cost and the KL are means over a few codes, always of the same ε, so that the figures do not tremble.
    let codes = try model.codes(of: x, told, noise: Self.noise(Self.draws, mean.count))
    let (costs, kl) = (try Self.expectedCosts(of: x, told, at: codes.z, model), codes.divergence)
    // Of a posterior that is not diagonal the page cannot draw by itself.
    let shown =
      model.posterior.description.isFactorized
      ? nil : try model.codes(of: x, told, noise: Self.noise(Self.shownDraws, mean.count))
    let cost = costs.reduce(0) { $0 + Double($1) }
    var changes: [String: ControlField] = [
      "mean": .list(mean.array.map { .real(Double($0)) }), "sd": .list((shown ?? codes).deviations.map { .real($0) }),
      "draws": .bytes(shown.map { Self.bytes($0.z.array) } ?? []),
      "reconstruction": .bytes(try Self.pixels(model.images(from: mean, told))),
      "share": .bytes(Self.bytes(Self.byPixel(costs, model.image))),
      "costs": .list([-cost - kl, cost, kl].map { .real($0) }),
    ]
    if movesThere {
      changes["z"] = changes["mean"]
      control.link.set(changes)
      changes = [:]
    }
    changes.merge(try decoded(control, model)) { $1 }
    control.link.set(changes)
  }

  /// ε for so many codes, the same each time.
  private static func noise(_ count: Int, _ latent: Int) throws -> Tensor {
    var random = RandomSource(seed: 0)
    return try random.next(.cells).normal([count, latent])
  }

  /// The expectation of -log p(x | z) over the posterior, number by number of the image: the mean over codes z [count, latent].
  private static func expectedCosts(
    of x: Tensor, _ y: Tensor?, at z: Tensor, _ model: VariationalAutoencoder
  ) throws -> [Float] {
    let (pixels, count) = (x.array, z.shape[0])
    let images = try Tensor.generate(Shape([count] + Array(x.shape.dimensions.dropFirst())), for: "explore") {
      pixels[$0 % pixels.count]
    }
    let costs = try model.pixelCosts(of: images, at: z, y).array
    return pixels.indices.map { place in
      (0..<count).reduce(0) { $0 + costs[$1 * pixels.count + place] } / Float(count)
    }
  }

  /// What the model decodes where the page is.
  private func decoded(_ control: ControlValue, _ model: VariationalAutoencoder) throws -> [String: ControlField] {
    guard case .list(let fields)? = control.link["z"] else { return [:] }
    let z = try Tensor(fields.map { Float($0.number ?? 0) }, [1, fields.count])
    let told = try Self.told(control, model)
    var changes: [String: ControlField] = ["face": .bytes(try Self.pixels(model.images(from: z, told)))]
    // The image may be the same as before, and the page is to know that it was answered.
    if case .integer(let answers)? = control.link["answers"] { changes["answers"] = .integer(answers &+ 1) }
    if control.link["tracing"] == .bool(true) {
      let layers = try Self.image(control, model).map {
        try LayerPictures(model, $0, told, z, channels: Self.shownChannels)
      }
      changes["layers"] = .list(layers?.fields ?? [])
    } else {
      changes["layers"] = .list([])
    }
    return changes
  }

  /// The codes of test images, and the directions in which they vary most.
  private func place(_ control: ControlValue, _ model: VariationalAutoencoder, _ dataset: Dataset) throws {
    let codes = try model.means(of: dataset.test, 0..<min(Self.points, dataset.test.count))
    // The data may be others by now, of the same shape.
    var changes: [String: ControlField] = [
      "points": .bytes(Self.bytes(codes.array)),
      "labels": .bytes(dataset.test.labels.prefix(Self.points).map { UInt8(clamping: $0) }),
      "names": .list(dataset.test.classNames.map { .text($0) }), "images": .integer(dataset.test.count),
      "classes": .list((model.condition?.classNames ?? []).map { .text($0) }),
    ]
    if model.latentDimension > 2 {
      let components = try PrincipalComponents(codes)
      changes["directions"] = .list(components.directions.map { .list($0.map { .real($0) }) })
      changes["centre"] = .list(components.centre.map { .real($0) })
    }
    control.link.set(changes)
  }

  /// What a conditional model is told, [1, classes]: the class that the page has chosen for the decoder, or the image's own.
  ///
  /// - Parameter attribute: whose class; that of an image that is drawn is the chosen one.
  private static func told(
    _ control: ControlValue, _ model: VariationalAutoencoder, by attribute: String = "told"
  ) throws -> Tensor? {
    guard let condition = model.condition else { return nil }
    let label = [attribute, "told"].lazy.compactMap { control.link[$0] }.compactMap { field in
      if case .integer(let number) = field { number } else { nil }
    }.first { (0..<condition.count).contains($0) }
    return try condition.rows([label ?? 0])
  }

  // MARK: Numbers as bytes

  private static func image(_ control: ControlValue, _ model: VariationalAutoencoder) throws -> Tensor? {
    let (shape, channels) = (model.image, model.image.channels)
    let area = shape.width * shape.height
    guard case .bytes(let bytes)? = control.link["input"], bytes.count == area * channels else { return nil }
    return try Tensor.generate([1, channels, shape.height, shape.width], for: "explore") { index in
      // The page has the channels of a pixel beside each other.
      Float(bytes[index % area * channels + index / area]) / 255
    }
  }

  /// One image [1, channels, height, width] as a page draws it: 0 to 255, the channels of a pixel beside each other.
  private static func pixels(_ image: Tensor) throws -> [UInt8] {
    let (channels, area) = (image.shape[1], image.shape[2] * image.shape[3])
    let values = image.array
    return (0..<area * channels).map { place in
      let value = values[place % channels * area + place / channels]
      return UInt8(max(0, min(255, (value * 255).rounded())))
    }
  }

  private static func byPixel(_ costs: [Float], _ shape: ImageShape) -> [Float] {
    let area = shape.width * shape.height
    return (0..<area).map { pixel in (0..<shape.channels).reduce(0) { $0 + costs[$1 * area + pixel] } }
  }

  private static func bytes(_ numbers: [Float]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }

  // MARK: Copies

  func copied() -> any ObjectValue { ModelExplorer() }
  var functions: [Value] { [] }
  func copyHeldValues(to other: any ObjectValue, _ copy: (Value) throws -> Value) throws {}
}

extension Session {
  /// The present model and data, where they are still of the kind that the explorer was made for.
  fileprivate func modelAndData(for control: ControlValue) -> (VariationalAutoencoder, Dataset)? {
    guard let model, let dataset, dataset.test.shape == model.image, model.obstacle(dataset.test) == nil,
      case .list(let z)? = control.link["z"],
      z.count == model.latentDimension,
      control.link["size"]
        == .list([model.image.width, model.image.height, model.image.channels].map { .integer($0) })
    else { return nil }
    return (model, dataset)
  }

  /// Has explorers follow the model.
  ///
  /// - Parameter points: whether the codes of the test images too, which takes longer.
  func refreshExplorers(points: Bool) {
    for control in controls.all.values where control.link.isOpen {
      // An explorer that cannot follow shows what it showed; whoever trains is not to be kept from it.
      for case let explorer as ModelExplorer in control.reactions {
        try? explorer.refresh(control, points: points, in: self)
      }
    }
  }

  var hasExplorers: Bool {
    controls.all.values.contains { $0.link.isOpen && $0.reactions.contains { $0 is ModelExplorer } }
  }
}
