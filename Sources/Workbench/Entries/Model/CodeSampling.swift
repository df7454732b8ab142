import Datasets
import Graphics
import Language
import Tensors
import Text
import VAE

/// `sample … from=`: images of codes that a model of codes gives, in place of the prior.
struct CodeSampling {
  let session: Session
  let model: VariationalAutoencoder
  let fitted: any CodeModel

  /// What `sample` is told of a diffusion's walk alone.
  static let walkSettings = ["steps", "eta", "guidance", "walk"]

  /// What codes are drawn from.
  static var source: Parameter {
    Parameter(
      "from",
      .word([
        Word("prior", "the model's prior"), Word("mixture", "what `fit mixture` has fitted to the model's codes"),
        Word("flow", "what `fit flow` has learned of them"),
        Word("diffusion", "what `diffuse` has learned of them"),
        Word("pixelcnn", "what `fit pixelcnn` has learned of quantized codes"),
      ]), default: .string("prior"), style: .keywordOnly, "what the codes are drawn from")
  }

  static var parameters: [Parameter] {
    [
      source,
      Parameter(
        "steps", .integer(1...NoiseSchedule.steps), default: Value.none, defaultText: "50", style: .keywordOnly,
        "of a diffusion: how many from noise to codes"),
      Parameter(
        "eta", .real(0...1), default: Value.none, defaultText: "0", style: .keywordOnly,
        "of a diffusion: the noise of each step; 0 is DDIM, and 1, with steps=1000, DDPM"),
      Parameter(
        "guidance", .real(0...100), default: Value.none, defaultText: "0", style: .keywordOnly,
        "of a diffusion with a label: how far beyond what the class says"),
      Parameter(
        "walk", .integer(2...100), default: Value.none, defaultText: "no", unit: "columns", style: .keywordOnly,
        "of a diffusion: shows each code on its way, in so many columns"),
    ]
  }

  /// - Throws: ``Diagnostic`` where something is told that the prior has no use for.
  static func checkPrior(_ arguments: Arguments) throws {
    for name in walkSettings where !arguments[name].isNone {
      throw Diagnostic(
        .argument, "\(name) is of a diffusion's walk, and codes come from the prior here",
        suggestion: "sample 16, from=diffusion, \(name)=\(arguments[name].repr)"
          + (name == "guidance" ? ", label=0" : ""),
        parameter: name)
    }
  }

  private var diffusion: LatentDiffusion? { fitted as? LatentDiffusion }

  /// The classes that codes and images are of.
  private struct Classes {
    /// One for each image.
    var labels: [Int]
    /// A row for each class, one below the other; nil where they are in no order.
    var columns: Int?
  }

  func picture(_ arguments: Arguments, _ context: Context, mostImages: Int) throws -> PictureValue {
    try check(arguments)
    var seeded = arguments.optionalInteger("seed").map { RandomSource(seed: UInt64($0)) }
    func source() -> Philox {
      guard var own = seeded else { return session.random.next(.sampling) }
      defer { seeded = own }
      return own.next(.sampling)
    }
    let told = ToldLabels(model: model, entry: "sample", codeClasses: diffusion?.settings.classNames ?? [])
    let classes = try classes(arguments, told, source, mostImages)
    let count = classes?.labels.count ?? arguments.integer("n")
    let points = arguments.optionalInteger("walk")
    guard count * (points ?? 1) <= mostImages else {
      throw Diagnostic(
        .value, "\(grouped(count)) codes in \(points ?? 1) columns are more than \(grouped(mostImages)) images",
        suggestion: "sample 4, from=diffusion, walk=8", parameter: "n")
    }
    let request = try request(arguments, classes)
    let codes = try codes(count, request, points, classes, source) { try context.cancellation.check() }
    let y = try classes.flatMap { classes in try model.condition.map { try $0.rows(classes.labels) } }
    let pixels = arguments.word("pixels") == "drawn" ? source() : nil
    let images = try codes.map { try Raster.images(model.images(from: $0.codes, y, pixels: pixels)) }
    guard points != nil else {
      var grid = ImageGrid(images[0], columns: classes?.columns)
      if classes?.columns != nil {
        grid.background = .white
        grid.rowCaptions = told.classNames
      }
      return PictureValue(try grid.picture())
    }
    // Rows of codes, columns of times.
    var grid = ImageGrid((0..<count).flatMap { code in images.map { $0[code] } }, columns: images.count)
    (grid.columnCaptions, grid.cornerCaption) = (codes.map { "\($0.time)" }, "t")
    if let classes, diffusion?.settings.classNames.isEmpty == false || model.condition != nil {
      grid.rowCaptions = classes.labels.map { told.classNames[$0] }
    }
    return PictureValue(try grid.picture())
  }

  private func check(_ arguments: Arguments) throws {
    guard diffusion != nil else {
      for name in Self.walkSettings where !arguments[name].isNone {
        throw Diagnostic(
          .argument, "\(name) is of a diffusion's walk, and codes come from \(fitted.inWords) here",
          suggestion: "sample 16, from=diffusion, \(name)=\(arguments[name].repr)"
            + (name == "guidance" ? ", label=0" : ""),
          parameter: name)
      }
      return
    }
    guard arguments.real("temperature") == 1 else {
      throw Diagnostic(
        .argument, "temperature multiplies deviations, and a diffusion has none: it walks from noise to codes",
        suggestion: "sample 16, from=mixture, temperature=\(arguments["temperature"].repr)", parameter: "temperature")
    }
    if diffusion?.settings.classNames.isEmpty == true, model.condition == nil, !arguments["label"].isNone {
      throw Diagnostic(
        .argument, "neither the diffusion nor the model is told classes, and sample has no use for `label`",
        suggestion: "diffuse epochs=10, condition=labels", parameter: "label")
    }
  }

  private func classes(
    _ arguments: Arguments, _ told: ToldLabels, _ source: () -> Philox, _ mostImages: Int
  ) throws -> Classes? {
    let (count, names) = (arguments.integer("n"), told.classNames)
    if case .string(ToldLabels.each) = arguments["label"], !names.isEmpty {
      let columns = arguments.isGiven("n") ? count : max(1, count / names.count)
      guard columns * names.count <= mostImages else {
        throw Diagnostic(
          .value,
          "\(grouped(columns)) images of each of \(names.count) classes are more than \(grouped(mostImages))",
          suggestion: "sample 8, label=each", parameter: "n")
      }
      return Classes(
        labels: names.indices.flatMap { Array(repeating: $0, count: columns) }, columns: columns)
    }
    if let labels = try told.numbers(arguments, count: count) {
      return Classes(labels: labels.count == count ? labels : Array(repeating: labels[0], count: count))
    }
    return model.condition.map { Classes(labels: $0.draw(count, noise: source())) }
  }

  private func request(_ arguments: Arguments, _ classes: Classes?) throws -> CodeRequest {
    var request = CodeRequest()
    request.temperature = arguments.real("temperature")
    request.steps = arguments.optionalInteger("steps") ?? request.steps
    request.eta = arguments.optionalReal("eta") ?? request.eta
    request.guidance = arguments.optionalReal("guidance") ?? request.guidance
    if let count = diffusion?.settings.classNames.count, count > 0, let labels = classes?.labels {
      request.classes = try .generate([labels.count, count], for: "labels") {
        labels[$0 / count] == $0 % count ? 1 : 0
      }
    }
    guard arguments["guidance"].isNone || request.classes != nil else {
      let isTold = diffusion?.settings.classNames.isEmpty == false
      throw Diagnostic(
        .argument,
        isTold
          ? "guidance goes beyond what a class says, and no label is given"
          : "guidance goes beyond what a class says, and this diffusion is told none",
        suggestion: isTold
          ? "sample 16, from=diffusion, label=3, guidance=\(arguments["guidance"].repr)"
          : "diffuse epochs=10, condition=labels", parameter: "guidance")
    }
    return request
  }

  /// The codes, and those on the way where they are asked for.
  private func codes(
    _ count: Int, _ request: CodeRequest, _ points: Int?, _ classes: Classes?, _ source: () -> Philox,
    check: () throws -> Void
  ) throws -> [(time: Int, codes: Tensor)] {
    guard let diffusion else {
      // What is told no class gives each class the same codes.
      let own = classes?.columns ?? count
      let drawn = try fitted.draw(own, request, source: source, check: check)
      return [(0, try Tensor.concatenated(Array(repeating: drawn, count: count / own), 0))]
    }
    let steps = request.steps
    if let points, points > steps + 1 {
      throw Diagnostic(
        .value, "\(points) columns of a walk of \(counted(steps, "step")) would show a code twice",
        suggestion: "walk=\(max(2, steps + 1)), or more steps", parameter: "walk")
    }
    let shown = points.map { points in Set((0..<points).map { $0 * steps / (points - 1) }) } ?? [steps]
    var (place, walk): (Int, [(time: Int, codes: Tensor)]) = (0, [])
    let isTold = request.classes != nil
    let own = isTold ? count : classes?.columns ?? count
    _ = try diffusion.draw(own, request, source: source) { time, codes in
      try check()
      if shown.contains(place) {
        walk.append((time, try Tensor.concatenated(Array(repeating: codes(), count: count / own), 0)))
      }
      place += 1
    }
    return walk
  }
}
