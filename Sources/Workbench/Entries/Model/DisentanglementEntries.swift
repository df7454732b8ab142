import Datasets
import Language
import Tensors
import Text
import VAE

/// Group `measuring`, continued: whether latent dimensions stand for what varies in the images.
struct DisentanglementEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "disentanglement", .command, group: "measuring",
        "whether each latent dimension stands for one factor of the images: MIG, SAP, DCI and FactorVAE's score",
        details: """
          Of images whose factors are known, as `data shapes`, it compares the posterior means of the test images with what each \
          was drawn from; or `codes` with `factors`, rows of two tensors or a dict of columns. All measures are from 0 to 1, \
          and 1 is a dimension for each factor. MIG: how much more of a factor the best dimension tells than the next. SAP: the \
          same of squared correlations. DCI: of a lasso's coefficients, whether each dimension counts for one factor \
          (disentanglement), each factor is told by one dimension (completeness), and how much is told in all \
          (informativeness). FactorVAE's score: how often the dimension that varies least in images with one factor in common \
          says which it is. Each has its formula and source in docs/measures.md.
          """,
        parameters: [
          Parameter(
            "codes", .like("tensor"), default: Value.none, defaultText: "the model's, of the test images",
            "rows of codes, one for each image"),
          Parameter(
            "factors", .any, default: Value.none, defaultText: "those of the test images",
            "what each image was drawn from: a dict of columns, or rows of a tensor"),
        ], result: "dict", abstract: .unknown,
        example: "data shapes, train=500, test=200\nmodel conv, latent=6, hidden=32\ndisentanglement",
        lesson: "12-disentangling"
      ) { arguments, context in
        let coded = try codedFactors(arguments)
        let (gap, predictability) = (MutualInformationGap(coded), AttributePredictability(coded))
        let importance = LassoImportance(coded)
        let vote = FactorVote(coded, FactorVote.draw(coded, Philox(seed: 0, stream: .cells, draw: 0)))
        let figures: [(String, Double)] = [
          ("mig", gap.value), ("sap", predictability.value), ("disentanglement", importance.disentanglement),
          ("completeness", importance.completeness), ("informativeness", importance.informativeness),
          ("factor_vae", vote.value),
        ]
        if context.isCommand {
          context.output.display(Self.table(gap, coded).display, id: nil)
          context.output.display(Self.table(figures).display, id: nil)
        }
        return .dict(DictValue(figures.map { ($0.0, .real($0.1)) }))
      }
    ]
  }

  /// What is compared: what is given, or else the test images' codes and factors.
  private func codedFactors(_ arguments: Arguments) throws -> CodedFactors {
    guard arguments["codes"].isNone else {
      let codes = try arguments.tensor("codes", for: "disentanglement").value
      guard !arguments["factors"].isNone else { throw missing("factors") }
      let (factors, names) = try given(arguments["factors"])
      guard codes.rank == 2, factors.rank == 2, codes.shape[0] == factors.shape[0], codes.shape[1] > 0,
        factors.shape[1] > 0
      else {
        throw Diagnostic(
          .shape,
          "disentanglement compares codes [images, latent] with factors [images, factors], and these are \(codes.shape) and \(factors.shape)",
          parameter: "codes")
      }
      return try checked(CodedFactors(codes: codes, factors: factors, names: names))
    }
    guard arguments["factors"].isNone else {
      _ = try given(arguments["factors"])
      throw missing("codes")
    }
    let (dataset, model) = try session.requireFittingDataset(for: "disentanglement")
    guard let factors = dataset.test.factors else {
      throw Diagnostic(
        .data, "nobody knows the factors of \(dataset.title); of `shapes` they are known",
        suggestion: "data shapes; or disentanglement(codes, factors)")
    }
    let codes = try model.means(of: dataset.test, 0..<dataset.test.count)
    return try checked(
      CodedFactors(
        codes: codes, factors: try Tensor(factors.values, [factors.count, factors.names.count]), names: factors.names))
  }

  private func missing(_ name: String) -> Diagnostic {
    Diagnostic(
      .type, "disentanglement takes codes and factors together, and the \(name) are missing",
      suggestion: "disentanglement(codes, factors), or disentanglement alone", parameter: name)
  }

  private func checked(_ coded: CodedFactors) throws -> CodedFactors {
    guard coded.count >= 4 else {
      throw Diagnostic(.value, "disentanglement compares images with each other, and there are \(coded.count)")
    }
    guard (coded.codes + coded.factors).allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw Diagnostic(.value, "disentanglement: some of the codes or factors are not finite", parameter: "codes")
    }
    return coded
  }

  /// Factors as a dict of columns, or as rows.
  private func given(_ value: Value) throws -> (Tensor, names: [String]) {
    guard let dict = value.dictionary else {
      let tensor = try value.tensor(for: "disentanglement").value
      return (tensor, (0..<(tensor.rank == 2 ? tensor.shape[1] : 0)).map { "factor \($0)" })
    }
    let columns = try dict.entries.map { try $0.value.tensor(for: "disentanglement").value }
    guard let first = columns.first, columns.allSatisfy({ $0.rank == 1 && $0.count == first.count }) else {
      throw Diagnostic(
        .shape, "the factors are rows of one length, a number for each image, by their names", parameter: "factors")
    }
    let rows = try columns.map { try $0.reshaped([1, $0.count]) }
    return (
      try Tensor.concatenated(rows, 0).transposed(0, 1),
      dict.entries.map { if case .string(let name) = $0.key { name } else { $0.key.repr } }
    )
  }

  /// Which dimensions tell most of each factor, and how much of all there is to tell.
  private static func table(_ gap: MutualInformationGap, _ coded: CodedFactors) -> TextTable {
    func words(_ place: Int, _ factor: Int, _ order: [Int]) -> [String] {
      guard place < order.count, gap.entropies[factor] > 0 else { return ["", ""] }
      let share = gap.information[order[place]][factor] / gap.entropies[factor]
      return ["z[\(order[place])]", "\(fixed(100 * share, 0)) %"]
    }
    return TextTable(
      header: ["factor", "told by", "of it", "next", "of it", "gap"],
      rows: coded.names.indices.map { factor in
        let order = gap.information.indices.sorted {
          (gap.information[$0][factor], $1) > (gap.information[$1][factor], $0)
        }
        let own = gap.gap(factor)
        return [coded.names[factor]] + words(0, factor, order) + words(1, factor, order)
          + [own.map { fixed($0, 2) } ?? "never changes"]
      })
  }

  private static func table(_ figures: [(String, Double)]) -> TextTable {
    let names = [
      "mig": "MIG, the mean gap", "sap": "SAP", "disentanglement": "DCI: disentanglement",
      "completeness": "DCI: completeness", "informativeness": "DCI: informativeness",
      "factor_vae": "FactorVAE's score",
    ]
    return TextTable(
      header: ["measure", "0 to 1"], rows: figures.map { [names[$0.0] ?? $0.0, fixed($0.1, 3)] })
  }
}
