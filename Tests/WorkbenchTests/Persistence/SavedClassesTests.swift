import Foundation
import TestSupport
import Testing
import Workbench

/// Classes and their objects in an autosave: a program of PyTorch's goes on in the session that loads it.
@Suite struct SavedClassesTests {
  /// Runs cells at one desk, saves as an autosave does, and loads at another.
  private static func comeBack(
    _ cells: [String], _ check: @escaping (_ first: Desk, _ second: Desk, _ said: String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-classes-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try onBigStack {
      let first = Desk()
      for cell in cells { try first.value(cell) }
      try first.session.write(to: folder + "/run.safetensors", withVariables: true)
      let second = Desk()
      let said = second.shown("load \"\(folder)/run\"").unwrapped
      // What came back is saved as the same again.
      try second.session.write(to: folder + "/again.safetensors", withVariables: true)
      #expect(Desk().shown("load \"\(folder)/again\"").unwrapped == said.replacing(/; not kept: .*/, with: ""))
      try check(first, second, said)
    }
  }

  private static func expectAlike(_ cells: [String], _ first: Desk, _ second: Desk) {
    for cell in cells {
      let expected = first.shown(cell)
      #expect(second.shown(cell) == expected, "\(cell)")
    }
  }

  private static let network = """
    import torch
    import torch.nn as nn
    import torch.nn.functional as F

    class Block(nn.Module):
        width = 3

        def __init__(self, n):
            super().__init__()
            self.fc = nn.Linear(n, self.width)
            self.norm = nn.BatchNorm1d(self.width)
            self.drop = nn.Dropout(0.25)

        @property
        def gain(self):
            return 2.0

        @staticmethod
        def shift(x, by=1.0):
            return x + by

        @classmethod
        def named(cls):
            return cls.__name__

        def forward(self, x):
            return self.gain * self.drop(F.relu(self.norm(self.fc(x)))) + 0 * self.shift(x)[:, :1]

    class Net(nn.Module):
        def __init__(self):
            super(Net, self).__init__()
            self.body = nn.Sequential(Block(4), nn.Tanh(), Block(3))
            self.heads = nn.ModuleList([nn.Linear(3, 2), nn.Linear(3, 2)])
            self.named = nn.ModuleDict({"a": nn.Linear(3, 1)})
            self.scale = nn.Parameter(torch.ones(2))
            self.register_buffer("count", torch.tensor(0))
            self.register_buffer("seen", torch.zeros(2), persistent=False)
            self.loss = nn.MSELoss(reduction="sum")
            self.first = self.body[0]
            self.hook = self.forward
            self.table = {"me": self, "sizes": (1, 2)}

        def forward(self, x):
            self.count += 1
            h = self.body(x)
            return self.scale * self.heads[0](h) + self.named["a"](h), self.heads[1](h)
    """

  /// A network of classes, trained by hand, goes on to the bit: parameters, buffers, moments, dropout's numbers, the mode.
  @Test func aTrainingByHandGoesOn() throws {
    let loop = """
      for i in range(3):
          optimizer.zero_grad()
          mean, logvar = net(x)
          loss = net.loss(mean, y) + torch.sum(logvar**2)
          loss.backward()
          optimizer.step()
      print(f"{loss.item():.9g}", net.count, net.scale.tolist(), net.body[2].norm.running_mean.tolist())
      """
    let cells = [
      Self.network, "seed 4\nnet = Net()\nx, y = torch.randn(8, 4), torch.randn(8, 2)",
      "optimizer = torch.optim.Adam(net.parameters(), lr=0.01)\n" + loop,
    ]
    try Self.comeBack(cells) { first, second, said in
      #expect(!said.contains("not kept"), "\(said)")
      Self.expectAlike(
        [
          loop, "list(net.state_dict())", "net", "[type(m).__name__ for m in net.modules()]",
          "net.first is net.body[0], net.hook(x)[0].shape, net.table[\"me\"] is net, net.loss",
          "Block.named(), Block.shift(1.0), Block.width, net.body[0].gain, isinstance(net.body, nn.Sequential)",
          "net.eval()\nprint(net(x)[0], net.training, net.body[0].drop.training)\nnet.train();",
          "net2 = Net()\nnet2.load_state_dict(net.state_dict())\nprint([p.sum().item() for p in net2.parameters()])",
          loop,
        ], first, second)
    }
  }

  @Test func plainClassesComeBack() throws {
    let cells = [
      """
      class Counter:
          made = []

          def __init__(self, start=0, step=2):
              self.n, self.step = start, step
              Counter.made.append(self)

          def __call__(self):
              self.n += self.step
              return self.n

          def __eq__(self, other):
              return self.n == other.n

          class Inner:
              def word(self):
                  return "inner"

      class Loud(Counter):
          def __call__(self):
              return f"{super().__call__()}!"

      a, b = Counter(3), Loud(start=1, step=5)
      a.friend, b.friend = b, a
      b()
      pair = (a, [b, Counter.Inner()])
      """
    ]
    try Self.comeBack(cells) { first, second, said in
      #expect(!said.contains("not kept"), "\(said)")
      Self.expectAlike(
        [
          "a(), b(), a == b, a.friend is b, b.friend.friend is b", "pair[0] is a, pair[1][1].word()",
          "isinstance(b, Counter), type(b) is Loud, len(Counter.made), Counter.made[1] is b",
          "Loud(7)(), Counter()()",
        ], first, second)
    }
  }

  /// Layers that are written in the language, those that classes derive from, and an abstract class.
  @Test func librariesOwnClassesComeBack() throws {
    let cells = [
      """
      from abc import ABC, abstractmethod
      from torch.utils.data import Dataset, DataLoader

      class Base(nn.Module, ABC):
          @abstractmethod
          def encode(self, x):
              pass

      class Masked(nn.Linear):
          def __init__(self, n, m):
              super().__init__(n, m)
              self.register_buffer("mask", torch.tril(torch.ones(m, n)))

          def forward(self, x):
              return F.linear(x, self.mask * self.weight, self.bias)

      class Model(Base):
          def __init__(self):
              super().__init__()
              self.net = nn.Sequential(Masked(3, 3), nn.Softmax(dim=1), nn.GRU(3, 2, bidirectional=True))

          def encode(self, x):
              return self.net(x)[0]

      class Rows(Dataset):
          def __init__(self, x):
              self.x = x

          def __len__(self):
              return len(self.x)

          def __getitem__(self, i):
              return self.x[i], i

      seed 2
      model_ = Model()
      rows = Rows(torch.randn(5, 3))
      """
    ]
    try Self.comeBack(cells) { first, second, said in
      #expect(!said.contains("not kept"), "\(said)")
      Self.expectAlike(
        [
          "model_.encode(rows.x)", "isinstance(model_.net[0], nn.Linear), list(model_.state_dict())",
          "[i.tolist() for _, i in DataLoader(rows, batch_size=2)]",
          "try:\n    Base()\nexcept TypeError as e:\n    print(e)",
        ], first, second)
    }
  }

  /// A model of classes is made again of their objects, in a line; what they have learned is theirs.
  @Test func aModelOfClassesIsMadeAgain() throws {
    let cells = [
      """
      class Enc(nn.Module):
          def __init__(self):
              super().__init__()
              self.fc = nn.Linear(784, 8)

          def forward(self, x):
              h = self.fc(torch.flatten(x, 1))
              return h[:, :4], h[:, 4:]

      seed 1
      enc, dec = Enc(), nn.Sequential(nn.Linear(4, 784), nn.Sigmoid())
      data mnist, batch=10, train=20, test=10
      model enc, dec
      train steps=3
      """
    ]
    try Self.comeBack(cells) { first, second, said in
      #expect(said.contains("not kept: the model (made of objects of classes"), "\(said)")
      for desk in [first, second] { #expect(desk.run("model enc, dec").error == nil) }
      Self.expectAlike(["seed 3\nprint(evaluate()[\"loss\"], enc.fc.weight.sum().item())"], first, second)
    }
  }

  @Test func whatCannotComeBackIsNamed() throws {
    let cells = [
      """
      def made():
          n = 3
          class Local:
              def f(self):
                  return n
          return Local()

      from enum import Enum
      class Colour(Enum):
          RED = 1
      class Held:
          def __init__(self, f):
              self.f = f
      local, colour, held = made(), Colour.RED, Held(iter([1]))
      kept = Held(max)
      """
    ]
    try Self.comeBack(cells) { first, second, said in
      for name in ["local (", "colour (", "Colour (", "held ("] { #expect(said.contains(name), "\(said)") }
      #expect(second.shown("kept.f(2, 3)") == first.shown("kept.f(2, 3)"))
      #expect(said.contains("Held"), "\(said)")
    }
  }
}
