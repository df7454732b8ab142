import Foundation
import Language
import TestSupport
import Testing
import Workbench

/// What `export` refuses. That its files are right is tested with onnxruntime and NumPy, in Tests/jupyter.
@Suite struct ExportTests {
  private static let setup = "data(\"mnist\");\nmodel(latent=2, hidden=8);\n"

  @Test(arguments: [
    ("export decoder, \"x.npy\"", "networks are exported as .onnx"),
    ("export decoder, \"x.pt\"", "names no format that is exported"),
    ("export(\"decodr\", \"x\")", "knows the model's encoder and decoder by name"),
    ("export randn(2), \"x.onnx\"", "an .onnx file holds a network"),
    ("export 3, \"x.txt\"", "names no format"),
    ("export {1: zeros(2)}, \"x.npz\"", "has a key that is"),
    ("export lambda x: x, \"x.onnx\"", "export takes layers"),
    ("export decoder, \"no/such/x.onnx\"", "make the folder first"),
    ("export sequential(batch_norm(7)), \"x.onnx\"", "cannot tell of what size"),
    ("export decoder, \"x.onnx\", input=randn(1, 2)", "needs no example"),
    ("export linear(2, 3), \"x.onnx\", input=tensor(3)", "has the batch for its first dimension"),
    ("export randn(2), \"x.npy\", input=randn(2)", "is of a network"),
    ("export gru(2, 3), \"x.onnx\"", "cannot tell of what size"),
  ])
  func mistakesAreExplained(cell: String, words: String) throws {
    try atDesk { desk in
      let text = desk.run(Self.setup + cell).errorText(.plain)
      #expect(text.contains(words), "\(text)")
    }
  }

  @Test func withoutAModelItSaysHowToGetOne() throws {
    try atDesk { desk in
      #expect(desk.run("export encoder, \"x.onnx\"").errorText(.plain).contains("data mnist, then model latent=30"))
    }
  }

  @Test func theSameModelGivesTheSameBytes() throws {
    let path = SmallDataset.workingFolder + "/\(UUID().uuidString)"
    try atDesk { desk in
      try desk.value(
        Self.setup
          + "export decoder, \"\(path)-1\"\nexport decoder, \"\(path)-2\"\ntrain(steps=1);\nexport decoder, \"\(path)-3\""
      )
      let files = try (1...3).map { try Data(contentsOf: URL(filePath: "\(path)-\($0).onnx")) }
      #expect(files[0] == files[1] && files[0] != files[2])
    }
  }
}
