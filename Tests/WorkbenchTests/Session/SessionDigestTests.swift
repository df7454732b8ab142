import Testing
import Workbench

/// What several processes compare after each cell.
@Suite struct SessionDigestTests {
  @Test("it is the same for the same cells, and another after what they changed")
  func followsTheSession() {
    let ofFiles = [
      // (No training: how long it took is saved too, and here the two have clocks of their own.)
      "x = 3", "x = 4", "y = randn(3)", "data mnist, batch=16\nmodel mlp, hidden=8, latent=2", "seed 3",
    ]
    // A model whose networks no file can hold.
    let ofClasses = [
      """
      import torch.nn as nn
      data mnist, batch=16
      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.a = nn.Linear(784, 2)
              self.b = nn.Linear(784, 2)
          def forward(self, x):
              return self.a(x.view(-1, 784)), self.b(x.view(-1, 784))
      enc = Net()
      model enc, sequential(linear(2, 784), sigmoid)
      """, "train steps=1", "train steps=1", "y = randn(3)",
    ]
    for cells in [ofFiles, ofClasses] {
      let (one, other) = (Desk(), Desk())
      var digests = [one.session.digest]
      for cell in cells {
        #expect(one.run(cell).error == nil && other.run(cell).error == nil)
        #expect(one.session.digest == other.session.digest, "\(cell)")
        digests.append(one.session.digest)
      }
      #expect(Set(digests).count == digests.count)
    }
  }
}
