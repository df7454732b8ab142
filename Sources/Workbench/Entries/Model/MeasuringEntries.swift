import Datasets
import Language
import Tensors
import Text
import VAE

/// Group `measuring`: how good the model is, in numbers.
struct MeasuringEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "evaluate", .command, group: "measuring", "the ELBO on held-out images, split into its two terms",
        details: """
          In nats for one image, with standard errors over the images; one z is drawn for each. Where the likelihood is a \
          probability of the pixels as they are, also in bits per dimension, beside two models that know nothing of \
          images: all grey values equally likely, and a normal distribution for each pixel by itself.
          """,
        parameters: [
          Parameter(
            "split",
            .word([
              Word("test", "the images held out"), Word("validation", "those held out by `data … validation=`"),
              Word("train", "the images trained on"),
            ]), default: .string("test"), "which images")
        ], result: "dict", abstract: .unknown, effect: .drawsNumbers, example: "data mnist\nmodel latent=10\nevaluate",
        lesson: "04-evidence-lower-bound", expansion: { Expansion(session)?.evaluate }
      ) { arguments, context in
        let (dataset, model) = try session.requireFittingDataset(for: "evaluate")
        let images = try dataset.split(arguments)
        let evaluation = try model.evaluate(
          images, noise: session.random.next(.sampling), check: { try context.cancellation.safepoint() })
        let obstacle = model.likelihood.obstacleToBits(of: images)
        let bits = obstacle == nil ? Bits(evaluation, images, fittedTo: dataset.train) : nil
        if context.isCommand {
          var table = Self.table(evaluation, split: arguments.word("split"))
          bits?.addRows(to: &table)
          table.footer = obstacle.map { "no bits per dimension: \($0)" }
          context.output.display(table.display, id: nil)
        }
        var entries: [(String, Double)] = [
          ("loss", evaluation.total.mean), ("reconstruction", evaluation.reconstruction.mean),
          ("kl", evaluation.kl.mean), ("standard_error", evaluation.total.standardError),
        ]
        if let bits { entries += [("bits", bits.model.mean), ("normal_bits", bits.normal.mean)] }
        return .dict(DictValue(entries.map { ($0.0, .real($0.1)) }))
      }
    ]
  }

  private static func table(_ evaluation: Evaluation, split: String) -> TextTable {
    func row(_ name: String, _ estimate: Evaluation.Estimate) -> [String] {
      [name, fixed(estimate.mean, 2), "± \(fixed(estimate.standardError, 2))"]
    }
    return TextTable(
      header: [counted(evaluation.images, "\(split) image"), "nats per image", "error"],
      rows: [
        row("reconstruction", evaluation.reconstruction), row("KL", evaluation.kl),
        row("negative ELBO", evaluation.total),
      ])
  }
}

extension Likelihood {
  /// Why nats on these images do not convert to bits per dimension; nil where they do.
  func obstacleToBits(of images: ImageSet) -> String? {
    obstacleToBits(isBinary: images.isBinary, areLevels: images.values.areLevels)
  }
}

/// The negative ELBO in bits per dimension, beside what two simple models need.
private struct Bits {
  let model, normal: Evaluation.Estimate
  /// The bits of a grey value, or of a black or white one, where all are equally likely.
  let uniform: Double

  init(_ evaluation: Evaluation, _ images: ImageSet, fittedTo train: ImageSet) {
    model = evaluation.total.bits(perDimensionOf: images.shape)
    normal = FactorizedNormal(fittedTo: train).loss(images).bits(perDimensionOf: images.shape)
    uniform = images.isBinary ? 1 : 8
  }

  func addRows(to table: inout TextTable) {
    func row(_ name: String, _ estimate: Evaluation.Estimate) -> [String] {
      [name, fixed(estimate.mean, 3), "± \(fixed(estimate.standardError, 3))"]
    }
    // Another unit than that of the rows above.
    table.rows.append(["", "bits per dimension", "error"])
    table.rows.append(row("this model", model))
    table.rows.append(["all values equally likely", fixed(uniform, 3), ""])
    // Two values have no use for a normal distribution.
    if uniform > 1 { table.rows.append(row("each value normal by itself", normal)) }
  }
}
