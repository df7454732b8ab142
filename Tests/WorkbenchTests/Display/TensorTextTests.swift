import Testing

/// How tensors read: the shape first, then the head and the tail of each dimension.
@Suite struct TensorTextTests {
  @Test(arguments: [
    ("tensor(0.5184)", "0.5184"), ("tensor(3)", "3"), ("tensor(1 / 3)", "0.333333"), ("tensor(1e-7)", "1e-07"),
    ("tensor(123456789.0)", "1.23457e+08"), ("tensor(float(\"nan\"))", "nan"), ("tensor(-1) / 0", "-inf"),
    ("tensor([1, 2, 3])", "tensor 3\n[1, 2, 3]"),
    ("tensor([[1, -2.5], [10, 0]])", "tensor 2×2\n[[ 1.0000, -2.5000],\n [10.0000,  0.0000]]"),
    ("arange(100)", "tensor 100\n[ 0,  1,  2, …, 97, 98, 99]"),
    ("arange(8)", "tensor 8\n[0, 1, 2, 3, 4, 5, 6, 7]"),
    ("zeros(2, 3, 4).sum(2)[:, :2]", "tensor 2×2\n[[0, 0],\n [0, 0]]"),
    (
      "arange(18).reshape(9, 2)",
      "tensor 9×2\n[[ 0,  1],\n [ 2,  3],\n [ 4,  5],\n …,\n [12, 13],\n [14, 15],\n [16, 17]]"
    ),
    (
      "tensor([1, float(\"nan\"), float(\"inf\"), 0.5])",
      "tensor 4, 1 NaN, 1 infinite\n[1.0000,    nan,    inf, 0.5000]"
    ),
    ("tensor([1e-8, 2e-6])", "tensor 2\n[1.0000e-08, 2.0000e-06]"),
    ("tensor([-1, 0, 2e-5, -3e-7])", "tensor 4\n[-1.0000,  0.0000,   2e-05,  -3e-07]"),
    ("tensor([1e9, 0.5])", "tensor 2\n[1.0000e+09, 5.0000e-01]"),
    ("tensor([1, -2]) > 0", "tensor 2\n[True, False]"), ("tensor(3) > 5", "False"), ("(tensor(3) > 2).item()", "True"),
    ("x = tensor([1, 2]) > 1\nx[1]", "True"), ("sum(tensor([1, 2, 3]) > 1)", "2"),
    ("(tensor([1, 0]) > 0) * 2", "tensor 2\n[2, 0]"),
    ("parameter([1, 2])", "parameter 2\n[1, 2]"), ("parameter([1, 2]) * 2", "tensor 2\n[2, 4]"),
    ("tensor([])", "tensor 0, empty"), ("zeros(3, 0)", "tensor 3×0, empty"),
    ("tensor([[[1, 2]], [[3, 4]]])", "tensor 2×1×2\n[[[1, 2]],\n [[3, 4]]]"),
  ])
  func reads(_ cell: String, _ text: String) throws {
    #expect(try atDesk { $0.shown(cell) } == text + "\n")
  }

  @Test func networksReadAsTables() throws {
    #expect(try atDesk { $0.shown("linear(2, 3)") } == "linear(2, 3)\n")
    #expect(try atDesk { $0.shown("sequential(linear(2, 3), relu)") }.hasPrefix("layer          parameters\n─"))
  }

  /// A full-size batch is cut in every dimension, and quick to show.
  @Test func imagesStayShort() throws {
    let lines = try atDesk { $0.shown("randn(64, 1, 28, 28)") }.split(separator: "\n")
    #expect(lines.count < 25)
    #expect(lines.allSatisfy { $0.count < 60 })
  }
}
