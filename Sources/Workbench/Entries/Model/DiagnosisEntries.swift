import Datasets
import Graphics
import Language
import Tensors
import Text
import VAE

/// Group `measuring`, continued: the likelihood itself, and what the latent dimensions carry.
struct DiagnosisEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "likelihood", .command, group: "measuring", "-log p(x) by importance sampling, tighter than the ELBO",
        details: """
          For each image it draws `samples` codes from the encoder, weights each by p(x, z) / q(z | x), and takes the \
          logarithm of the mean weight. With one sample this is the negative ELBO; it comes closer to the truth with more.
          """,
        parameters: [
          Parameter("samples", .integer(1...100_000), default: .integer(500), unit: "codes", "drawn for each image"),
          Parameter(
            "images", .integer(1...1_000_000), default: .integer(200), unit: "images", "test images, from the first"),
        ], result: "dict", abstract: .unknown, effect: .drawsNumbers,
        example: "data mnist\nmodel latent=4\nlikelihood samples=10, images=20",
        lesson: "02-intractable-integral"
      ) { arguments, context in
        let (dataset, model) = try session.requireFittingDataset(for: "likelihood")
        try session.requireContinuousCodes(
          model, "likelihood weighs many codes of each image",
          instead: "evaluate: with one code, the bound is all there is")
        let images = try dataset.test.subset(0..<min(arguments.integer("images"), dataset.test.count))
        let draws = (0..<images.count).map { _ in session.random.next(.sampling) }
        let estimate = try model.negativeLogLikelihood(
          images, samples: arguments.integer("samples"), noise: { draws[$0] },
          check: { try context.cancellation.safepoint() })
        let bits =
          model.likelihood.obstacleToBits(of: images) == nil
          ? estimate.bits(perDimensionOf: images.shape).mean : nil
        if context.isCommand {
          context.output.write(
            Self.line(estimate, images: images.count, samples: arguments.integer("samples"))
              + (bits.map { ", \(fixed($0, 3)) bits per dimension" } ?? "") + "\n", to: .standardOutput)
        }
        return .dict(
          DictValue(
            [("nll", .real(estimate.mean)), ("standard_error", .real(estimate.standardError))]
              + (bits.map { [("bits", .real($0))] } ?? [])))
      },
      Entry(
        "diagnose", .command, group: "measuring", "what each latent dimension carries; whether the posterior collapsed",
        details: """
          A dimension is active where its posterior mean varies over the test images by more than 0.01 (Burda et al. 2015). \
          One that is not has collapsed onto the prior: the decoder has learned to do without it. Under a prior that is not \
          standard, or a posterior that is not diagonal, the KL has no parts by dimension, and the bars are the variances of the means.

          Of quantized codes it counts how often each entry of the codebook stands in the codes of the test images. Their perplexity is \
          how many entries, used alike, would tell as much.
          """,
        result: "dict", abstract: .unknown, example: "data mnist\nmodel latent=4\ndiagnose", lesson: "10-limitations"
      ) { _, context in
        let (dataset, model) = try session.requireFittingDataset(for: "diagnose")
        if let use = try model.codebookUse(dataset.test, check: { try context.cancellation.safepoint() }) {
          return try Self.diagnosed(use, context)
        }
        let diagnosis = try model.diagnose(dataset.test, check: { try context.cancellation.safepoint() })
        if context.isCommand {
          if let display = PictureValue(try Self.plot(diagnosis).picture()).display() {
            context.output.display(display, id: nil)
          }
          context.output.write(Self.verdict(diagnosis) + "\n", to: .standardOutput)
        }
        return .dict(
          DictValue([
            ("kl", diagnosis.kl.map { .list(ListValue($0.map { .real($0) })) } ?? .none),
            ("active", .list(ListValue(diagnosis.activeUnits.map { .integer($0) }))),
          ]))
      },
      Entry(
        "check", .command, group: "measuring", "the gradients of the whole model against finite differences",
        details: """
          Each parameter is moved a little along its gradient and back, and the change of the loss, on a few training \
          images with the same noise, is compared with what the backward pass says. How far apart they are is counted \
          beyond what rounding alone makes of it, as a share of the larger of the two (or of a hundredth of the whole \
          gradient, where a parameter has less). What the model is stays as it is.
          """,
        parameters: [Parameter("n", .integer(1...1000), default: .integer(16), unit: "images", "how many to look at")],
        result: "dict", abstract: .unknown, effect: .drawsNumbers, example: "data mnist\nmodel latent=4\ncheck",
        lesson: "05-gradients-through-samples"
      ) { arguments, context in
        let (dataset, model) = try session.requireFittingDataset(for: "check")
        try session.requireContinuousCodes(
          model, "check compares gradients with differences of the loss",
          instead: "gradcheck of the networks alone: past a codebook the gradient is an estimate, straight through")
        let count = min(arguments.integer("n"), dataset.train.count)
        let check = try model.checkGradient(
          dataset.train.tensor(0..<count), model.told(of: dataset.train, 0..<count),
          noise: session.random.next(.sampling),
          check: { try context.cancellation.safepoint() })
        if context.isCommand { context.output.display(Self.table(check).display, id: nil) }
        return .dict(
          DictValue([
            ("error", .real(check.worst?.error ?? 0)),
            ("agrees", .bool((check.worst?.error ?? 0) <= GradientCheck.tolerance)),
          ]))
      },
    ]
  }

  /// How much of a codebook is used.
  private static func diagnosed(_ use: CodebookUse, _ context: Context) throws -> Value {
    let all = use.counts.count
    if context.isCommand {
      let sum = Double(max(1, use.counts.reduce(0, +)))
      let shares = use.counts.map { 100 * Double($0) / sum }.sorted(by: >).prefix(256)
      let plot = Plot(
        [Series(.bars(.init(heights: Array(shares))))], title: "how often each entry is used",
        x: .init(label: "entries, the most used first"), y: .init(label: "% of all places"))
      if let display = PictureValue(try plot.picture()).display() { context.output.display(display, id: nil) }
      let verdict =
        use.used < all / 2 || use.perplexity < Double(all) / 4
        ? " Much of the codebook lies idle: what it could tell is not told." : ""
      context.output.write(
        "\(use.used) of \(all) entries used, perplexity \(fixed(use.perplexity, 1)): \(counted(use.places, "place")) tell at most "
          + "\(fixed(Double(use.places) * use.entropy, 1)) nats.\(verdict)\n", to: .standardOutput)
    }
    return .dict(
      DictValue([
        ("perplexity", .real(use.perplexity)), ("used", .integer(use.used)), ("entries", .integer(all)),
        ("counts", .list(ListValue(use.counts.map { .integer($0) }))),
      ]))
  }

  private static func line(_ estimate: Evaluation.Estimate, images: Int, samples: Int) -> String {
    let codes = "\(grouped(samples)) code\(samples == 1 ? "" : "s")"
    // One image has no spread to take an error from.
    guard images > 1 else { return "-log p(x) = \(fixed(estimate.mean, 2)) nats (1 test image, \(codes))" }
    return "-log p(x) = \(fixed(estimate.mean, 2)) ± \(fixed(estimate.standardError, 2)) nats per image "
      + "(\(grouped(images)) test images, \(codes) each)"
  }

  private static func table(_ check: GradientCheck) -> TextTable {
    // As many digits as a comparison takes.
    func number(_ value: Double) -> String { Value.real(Double(fixed(value, abs(value) < 1 ? 6 : 3)) ?? value).repr }
    let worst = check.worst.map { "\(fixed(100 * $0.error, 3)) %, for \($0.name)" } ?? "none"
    let agrees = (check.worst?.error ?? 0) <= GradientCheck.tolerance
    return TextTable(
      header: ["parameter", "shape", "backward", "differences", "apart, beyond rounding"],
      rows: check.rows.map {
        [$0.name, $0.shape.description, number($0.backward), number($0.differences), "\(fixed(100 * $0.error, 3)) %"]
      },
      footer: agrees
        ? "the gradients are right: the largest difference is \(worst)"
        : "the gradients are wrong, or the loss has kinks here: the largest difference is \(worst)")
  }

  private static func plot(_ diagnosis: Diagnosis) -> Plot {
    let heights = diagnosis.kl ?? diagnosis.varianceOfMeans
    let order = heights.indices.sorted { heights[$0] > heights[$1] }.prefix(64)
    // Bars of next to nothing must look like it, and not fill an axis of their own.
    let upper = (heights.max() ?? 0) < 0.1 ? 0.1 : nil
    return Plot(
      [Series(.bars(.init(heights: order.map { heights[$0] }, names: order.map(String.init))))],
      title: diagnosis.kl == nil ? "how far each dimension's means vary" : "what each latent dimension costs",
      x: .init(label: "dimension"), y: .init(label: diagnosis.kl == nil ? "variance" : "KL in nats", upper: upper))
  }

  private static func verdict(_ diagnosis: Diagnosis) -> String {
    let (active, all) = (diagnosis.activeUnits.count, diagnosis.varianceOfMeans.count)
    let total = diagnosis.kl.map { ", KL \(fixed($0.reduce(0, +), 2)) nats in all" } ?? ""
    let count = "\(active) of \(all) latent dimension\(all == 1 ? "" : "s") active\(total)"
    if active == 0 {
      return count + ". The posterior has collapsed (or was never trained): codes say nothing about the images."
    }
    return active == all ? count + "." : count + ". The others have collapsed onto the prior."
  }
}
