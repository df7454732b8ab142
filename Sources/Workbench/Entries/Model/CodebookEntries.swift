import Language
import Tensors
import VAE

/// Group `looking`, continued: the codebook of quantized codes.
struct CodebookEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "codebook", group: "looking", "the entries of the codebook, rows of a tensor [entries, numbers]",
        details: "As they are now, without gradients.", result: "tensor", abstract: .unknown,
        example: "data mnist\nmodel vector_quantized, codebook=32, hidden=8\ncodebook().shape",
        lesson: "14-discrete-codes"
      ) { _, _ in
        Value(try requireCodebook("codebook").vectors)
      },
      Entry(
        "code_indices", group: "looking", "which entry of the codebook stands at each place of images' codes",
        details: """
          Whole numbers [n, height, width], as high and wide as the encoder's maps. `decode` takes them back: \
          `decode(code_indices(x))` is what `decode(encode(x))` is.
          """,
        parameters: [
          Parameter("x", .like("tensor"), "images, or rows of pixels"),
          ToldLabels.parameter("of a conditional model the class, or one for each image"),
        ], result: "tensor", abstract: .unknown,
        example: "data mnist\nmodel vector_quantized, codebook=32, hidden=8\ncode_indices(batch(2)).shape",
        lesson: "14-discrete-codes"
      ) { arguments, _ in
        let model = try session.requireModel(for: "code_indices")
        let shape = try requireCodebook("code_indices").description
        let x = try LookingEntries.images(arguments, model, "code_indices")
        let told = try ToldLabels(model: model, entry: "code_indices").required(
          arguments, count: x.shape[0], instead: "code_indices(images(\"test\"), label=labels(\"test\"))")
        let entries = try model.codebookEntries(of: x, told) ?? []
        return Value(
          try Tensor(entries.map(Float.init), [x.shape[0], shape.height, shape.width]).as(.whole))
      },
    ]
  }

  private func requireCodebook(_ entry: String) throws -> Codebook {
    guard let codebook = try session.requireModel(for: entry).codebook else {
      throw Diagnostic(
        .model, "\(entry) is of quantized codes, and this model's are numbers of their own",
        suggestion: "model vector_quantized, then train; encode gives the codes that there are")
    }
    return codebook
  }
}

extension Codebook {
  /// The codes of whole numbers [n, height, width], or of one image's [height, width]: [n, latent].
  ///
  /// - Throws: ``Diagnostic`` where their shape, or one of them, is none of the codebook's.
  func codes(ofEntries indices: Tensor) throws -> Tensor {
    let dimensions = indices.shape.dimensions
    guard dimensions.suffix(2) == [description.height, description.width], (2...3).contains(dimensions.count),
      indices.count > 0
    else {
      throw Diagnostic(
        .shape,
        "decode takes an entry for each of \(description.height)×\(description.width) places, and this is \(indices.shape)",
        suggestion: "decode(code_indices(batch(8)))", parameter: "z")
    }
    let entries = indices.array.map { Int($0) }
    if let stray = entries.first(where: { !(0..<description.vectors).contains($0) }) {
      throw Diagnostic(
        .index, "the codebook has entries 0 to \(description.vectors - 1), and there is no \(stray)", parameter: "z")
    }
    return try code(of: entries)
  }
}
