import Language
import Tensors
import VAE

// Group `measuring`: how good the model is, in numbers.

extension Session {
  func measuringEntries() -> [Entry] {
    [
      Entry(
        "evaluate", .command, group: "measuring", "the ELBO on held-out images, split into its two terms",
        details: "In nats for one image, with standard errors over the images; one z is drawn for each.",
        parameters: [
          Parameter(
            "split", .word([Word("test", "the images held out"), Word("train", "the images trained on")]),
            default: .string("test"), "which images")
        ], result: "dict", effect: .drawsNumbers, example: "data mnist\nmodel latent=10\nevaluate",
        section: "Evidence Lower Bound",
        longWay: """
          enc, dec = networks()
          x = images("test")
          with no_grad():
              mean, logvar = enc(x)
              z = mean + exp(0.5 * logvar) * randn_like(mean)
              reconstruction = binary_cross_entropy(dec(z), flatten(x), reduction="sum") / len(x)
              KL = kl_divergence(mean, logvar, reduction="sum") / len(x)
          print(f"{reconstruction + KL:.2f} nats per image = reconstruction {reconstruction:.2f} + KL {KL:.2f}")
          """
      ) { [unowned self] arguments, context in
        let (dataset, model) = try requireFittingDataset(for: "evaluate")
        let images = arguments.word("split") == "train" ? dataset.train : dataset.test
        let evaluation = try model.evaluate(
          images, noise: random.next(.sampling), check: { try context.cancellation.check() })
        if context.isCommand {
          context.output.display(Self.table(evaluation, split: arguments.word("split")).display, id: nil)
        }
        let entries: [(String, Double)] = [
          ("loss", evaluation.total.mean), ("reconstruction", evaluation.reconstruction.mean),
          ("kl", evaluation.kl.mean), ("standard_error", evaluation.total.standardError),
        ]
        return .dict(DictValue(entries.map { ($0.0, .real($0.1)) }))
      }
    ]
  }

  private static func table(_ evaluation: Evaluation, split: String) -> TextTable {
    func row(_ name: String, _ estimate: Evaluation.Estimate) -> [String] {
      [name, fixed(estimate.mean, 2), "± \(fixed(estimate.standardError, 2))"]
    }
    return TextTable(
      header: ["\(grouped(evaluation.images)) \(split) images", "nats per image", "error"],
      rows: [
        row("reconstruction", evaluation.reconstruction), row("KL", evaluation.kl),
        row("negative ELBO", evaluation.total),
      ])
  }
}
