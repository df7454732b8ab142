import Language
import Testing
import Workbench

/// What completion and inspection know of modules; `|` marks the cursor.
@Suite struct ModuleNamesTests {
  private func texts(_ marked: String, _ desk: Desk) -> [String] {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    return desk.interpreter.complete(parts.joined(), cursor: parts[0].unicodeScalars.count).matches.map(\.text)
  }

  private func page(_ name: String, _ desk: Desk) -> String {
    desk.interpreter.inspect(name, cursor: name.unicodeScalars.count)?.plain ?? ""
  }

  @Test func namesBehindDotsAreCompleted() throws {
    try atDesk { desk in
      #expect(texts("nn.Conv2|", desk) == ["Conv2d"])
      #expect(texts("torch.nn.functional.binary_cross_entropy_|", desk) == ["binary_cross_entropy_with_logits"])
      #expect(texts("F.gumb|", desk) == ["gumbel_softmax"])
      #expect(texts("plt.imsh|", desk) == ["imshow"])
      #expect(texts("net = nn.Linear(2, out|", desk).first == "out_features=")
      #expect(texts("F.gumbel_softmax(x, ha|", desk).first == "hard=")
      #expect(texts("torch.nowhere.|", desk).isEmpty)
    }
  }

  @Test func importsAreCompleted() throws {
    try atDesk { desk in
      #expect(texts("import torchv|", desk) == ["torchvision"])
      #expect(texts("import torch.nn.f|", desk) == ["functional"])
      #expect(texts("from torch.nn import Conv2|", desk) == ["Conv2d"])
      #expect(texts("from torch.utils.data import Data|", desk).contains("DataLoader"))
      #expect(texts("from nowhere import |", desk).isEmpty)
      #expect(texts("import argp|", desk) == ["argparse"])
    }
  }

  @Test func layersOfAModuleAreCompleted() throws {
    try atDesk { desk in
      let cell = """
        class Encoder(nn.Module):
            def __init__(self, latent):
                super().__init__()
                self.fc1 = nn.Linear(4, 3)
                self.fc_mean = nn.Linear(3, latent)
            def forward(self, x):
                return self.fc_mean(self.fc1(x))
        enc = Encoder(2)
        """
      try #require(desk.run(cell).error == nil)
      #expect(texts("enc.fc|", desk) == ["fc1", "fc_mean"])
      #expect(texts("enc.fc1.we|", desk) == ["weight"])
      #expect(texts("enc.named_par|", desk) == ["named_parameters"])
      #expect(texts("enc = Encoder(la|", desk).first == "latent=")
      #expect(
        texts("class A(nn.Module):\n    def forward(self, x):\n        self.named_par|", desk) == ["named_parameters"])
      // In a class that is still being written.
      let begun = """
        class Decoder(nn.Module):
            def __init__(self, latent):
                super().__init__()
                self.fc_in = nn.Linear(latent, 3)
                self.fc_out = nn.Linear(3, 4)
            def forward(self, z):
                return self.fc|
        """
      #expect(texts(begun, desk) == ["fc_in", "fc_out"])
      #expect(Set(texts("nn.Con|", desk)).isSuperset(of: ["Conv1d", "Conv2d", "ConvTranspose2d"]))
      #expect(Set(texts("enc.|", desk)).isSuperset(of: ["fc1", "fc_mean", "forward", "parameters", "state_dict"]))
      #expect(page("enc.fc1", desk).contains("linear(4, 3)"))
      #expect(page("Encoder", desk).contains("Encoder(latent)"))
    }
  }

  @Test func namesBehindDotsHaveTheirPage() throws {
    try atDesk { desk in
      #expect(page("nn.Conv2d", desk).hasPrefix("Conv2d(in_channels, out_channels"))
      #expect(page("torch.nn.functional.gumbel_softmax", desk).contains("gumbel_softmax(logits, tau=1"))
      #expect(page("nn.Softmax", desk).contains("Softmax(dim=None)"))
      #expect(page("torch.nowhere", desk).isEmpty)
    }
  }
}
