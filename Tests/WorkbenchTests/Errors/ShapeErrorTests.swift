import Testing
import Workbench

/// Tensors that do not fit a call: an error that says which shapes they have, or what is wrong with their numbers.
@Suite struct ShapeErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let cell: String
    /// What the error says.
    let words: [String]

    init(_ cell: String, _ words: String...) { (self.cell, self.words) = (cell, words) }

    var testDescription: String { cell }
  }

  private static let products: [Case] = [
    .init("mm(ones(2, 3), ones(2, 4))", "mm", "2×3", "2×4"),
    .init("mm(ones(2, 2, 3), ones(3, 4))", "mm", "2×2×3", "3×4"), .init("mm(ones(3), ones(3, 4))", "mm", "3×4"),
    .init("bmm(ones(2, 2, 3), ones(3, 3, 2))", "bmm", "2×2×3", "3×3×2"),
    .init("bmm(ones(1, 2, 3), ones(3, 3, 2))", "bmm", "1×2×3", "3×3×2"),
    .init("mv(ones(2, 3), ones(2))", "mv", "2×3"), .init("mv(ones(2, 3), ones(3, 1))", "mv", "2×3", "3×1"),
    .init("dot(ones(3), ones(4))", "dot", "3", "4"), .init("dot(ones(3), ones(1))", "dot", "3", "1"),
    .init("outer(ones(2, 2), ones(3))", "outer", "2×2"),
    .init("einsum(\"ij,jk->ik\", ones(2, 3), ones(2, 4))", "einsum", "'j'", "3", "2"),
    .init("einsum(\"ij\", ones(2, 3, 4))", "einsum", "2×3×4"), .init("einsum(\"ii\", ones(1, 3))", "einsum", "1×3"),
    .init("einsum(\"...i,...i\", ones(2, 3), ones(4, 3))", "einsum", "...", "2", "4"),
    .init("einsum(\"ij,jk\", ones(2, 3))", "2 tensors"), .init("einsum(\"i->ii\", ones(3))", "twice"),
    .init("einsum(\"i->j\", ones(3))", "'j'"), .init("einsum(\"i->j->k\", ones(3))", "more than one result"),
    .init("einsum(\"i.j\", ones(3, 2))", "'.'"), .init("einsum(\"é\", ones(3))", "'é'"),
    .init("einsum(\"ij\")", "einsum"), .init("cdist(ones(2, 3), ones(2, 4))", "cdist", "2×3", "2×4"),
    .init("cdist(ones(3), ones(2, 3))", "cdist", "2×3"),
    .init("cdist(ones(2, 2, 3), ones(3, 2, 3))", "cdist", "2", "3"),
  ]

  private static let matrices: [Case] =
    ["det", "slogdet", "inv", "cholesky"].flatMap { name in
      [.init("\(name)(ones(2, 3))", name, "2×3"), .init("\(name)(ones(3))", name, "3")]
    } + [
      .init("solve(ones(2, 3), ones(2))", "solve", "2×3"), .init("solve(eye(2), ones(3))", "solve", "2×2", "3"),
      .init("solve(eye(2), ones(3, 2))", "solve", "2×2", "3×2"), .init("solve(eye(2), tensor(1))", "solve"),
      .init("inv(ones(2, 2))", "singular"), .init("inv(stack([eye(2), ones(2, 2)]))", "matrix 1 of the batch"),
      .init("solve(ones(2, 2), ones(2))", "singular"), .init("cholesky(-eye(2))", "positive definite"),
      .init("cholesky(stack([eye(2), -eye(2)]))", "matrix 1 of the batch"),
      .init("w = parameter(ones(2, 2))\ndet(w).backward()", "singular"),
    ]

  private static let layers: [Case] = [
    .init("conv1d(2, 3, 3)(ones(4, 3, 8))", "conv1d(2, 3, 3)", "4×3×8"),
    .init("conv1d(2, 3, 9)(ones(4, 2, 8))", "conv1d", "8"), .init("conv1d(2, 3, 3)(ones(2, 8))", "conv1d", "2×8"),
    .init("conv1d(2, 3, 3, groups=2)", "conv1d", "groups"),
    .init("conv1d(2, 3, 3, padding=\"same\", stride=2)", "same", "stride"),
    .init("conv2d(4, 6, 3, groups=2)(ones(1, 3, 5, 5))", "groups=2", "1×3×5×5"),
    .init("conv2d(4, 6, 3, groups=4)", "groups", "4", "6"),
    .init("conv2d(1, 1, 3, dilation=3)(ones(1, 1, 5, 9))", "7×7", "5×9"),
    .init("conv2d(1, 1, (3, 2, 1))", "kernel_size", "3"), .init("conv2d(1, 1, 3, padding=(0, -1))", "padding", "-1"),
    .init("conv2d(1, 1, 3, padding=\"same\", stride=(1, 2))", "same", "(1, 2)"),
    .init("conv_transpose2d(4, 6, 3, groups=2)(ones(1, 3, 5, 5))", "groups=2", "1×3×5×5"),
    .init("conv_transpose2d(1, 1, 3, stride=(2, 1), output_padding=(0, 1))", "output_padding", "(2, 1)"),
    .init("conv_transpose1d(2, 3, 3)(ones(4, 3, 8))", "conv_transpose1d(2, 3, 3)", "4×3×8"),
    .init("conv_transpose1d(2, 2, 3, padding=9)(ones(4, 2, 8))", "conv_transpose"),
    .init("upsample(ones(2, 3), scale_factor=2)", "upsample", "2×3"),
    .init("upsample(ones(1, 1, 2, 2), size=(2, 2, 2))", "upsample", "2"),
    .init("upsample(ones(1, 1, 2, 2), size=3, mode=\"linear\")", "linear", "1×1×2×2"),
    .init("upsample(ones(1, 1, 3), size=3, mode=\"bilinear\")", "upsample", "1×1×3"),
    .init("upsample(ones(1, 1, 2, 2))", "size", "scale_factor"),
    .init("upsample(ones(1, 1, 2, 2), size=2, scale_factor=2)", "size", "scale_factor"),
    .init("upsample(ones(1, 1, 2, 2), size=2, align_corners=True)", "align_corners"),
    .init("upsample(ones(1, 1, 2, 2), scale_factor=0.1)", "1×1×2×2"),
    // PyTorch's pixels of these depend on the size of the image.
    .init("upsample(ones(1, 1, 5, 5), scale_factor=(1, 2.1))", "2.1", "5 pixels become 10"),
    .init("upsample(ones(1, 1, 4), scale_factor=1.2)", "1.2", "4 pixels become 4"),
    .init("upsample(scale_factor=2.2)(ones(1, 1, 4))", "2.2", "4 pixels become 8"),
    .init("adaptive_avg_pool2d(ones(3, 4), 2)", "adaptive_avg_pool2d", "3×4"),
    .init("adaptive_avg_pool2d(ones(1, 1, 3, 4), (1, 2, 3))", "adaptive_avg_pool2d"),
    .init("adaptive_avg_pool2d(ones(1, 1, 3, 4))", "output_size"),
    .init("group_norm(2, 4)(ones(2, 3, 2))", "group_norm(2, 4)", "2×3×2"), .init("group_norm(3, 4)", "3", "4"),
    .init("instance_norm(4)(ones(2, 4))", "instance_norm(4)", "2×4"),
    .init("instance_norm(4)(ones(2, 3, 5, 5))", "instance_norm(4)", "2×3×5×5"),
    .init("embedding(3, 2)(tensor([3]))", "embedding", "3"), .init("embedding(3, 2)(tensor([-1]))", "embedding", "-1"),
    .init("embedding(3, 2)(tensor([0.5]))", "embedding", "0.5"), .init("embedding(3, 2, padding_idx=3)", "padding_idx"),
    .init("prelu(3)(ones(2, 4))", "3", "2×4"), .init("prelu(3)(ones(3))", "prelu", "3"),
    .init("gru(3, 4)(ones(2, 2, 5))", "gru(3, 4)", "2×2×5"),
    .init("lstm(3, 4, batch_first=True)(ones(2, 2, 5))", "batch×length×3", "2×2×5"),
    .init("gru(3, 4)(ones(5, 2, 3), ones(2, 4))", "1×2×4", "2×4"),
    .init("lstm(3, 4)(ones(5, 2, 3), ones(1, 2, 4))", "pair"),
    .init("lstm(3, 4)(ones(5, 2, 3), (ones(1, 2, 4), ones(1, 5, 4)))", "1×2×4", "1×5×4"),
    .init("gru_cell(3, 4)(ones(2, 5))", "gru_cell(3, 4)", "2×5"),
    .init("gru_cell(3, 4)(ones(2, 3), ones(3, 4))", "2×4", "3×4"),
    .init("lstm_cell(3, 4)(ones(2, 3), ones(2, 4), ones(2, 4))", "lstm_cell"),
  ]

  @Test(arguments: products + matrices + layers) func says(_ example: Case) throws {
    let result = try atDesk { desk in
      let result = desk.run(example.cell)
      return result.error == nil ? nil : result.errorText(.plain)
    }
    let text = try #require(result, "no error: \(example.cell)")
    // The lines below the first show the cell, which has the numbers anyway.
    let message = text.split(separator: "\n").first.map(String.init) ?? ""
    for word in example.words { #expect(message.contains(word), "\(message)") }
    #expect(!message.hasPrefix("InternalError"))
  }
}
