import Foundation
import Language
import TestSupport
import Testing
import Workbench

/// Files that PyTorch wrote (Fixtures/torch_files.py), and those that it is to read.
@Suite struct TorchFilesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/Torch")
    .standardized.path

  private struct Answer: Decodable {
    let way: String
    let value: Content

    enum Content: Decodable {
      case tensor(shape: [Int], isMask: Bool, values: [Double])
      case other(Text)

      private enum Keys: String, CodingKey { case shape, bool, values }

      init(from decoder: any Decoder) throws {
        if let tensor = try? decoder.container(keyedBy: Keys.self) {
          self = .tensor(
            shape: try tensor.decode([Int].self, forKey: .shape), isMask: try tensor.decode(Bool.self, forKey: .bool),
            values: try tensor.decode([Double].self, forKey: .values))
        } else {
          self = .other(try Text(from: decoder))
        }
      }
    }

    /// A value as the language writes it, where a list may be a tuple.
    struct Text: Decodable {
      let text: String

      init(from decoder: any Decoder) throws {
        if var items = try? decoder.unkeyedContainer() {
          var texts: [String] = []
          while !items.isAtEnd { texts.append(try items.decode(Text.self).text) }
          text = "[" + texts.joined(separator: ", ") + "]"
          return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
          text = "None"
        } else if let flag = try? single.decode(Bool.self) {
          text = flag ? "True" : "False"
        } else if let number = try? single.decode(Int.self) {
          text = "\(number)"
        } else if let number = try? single.decode(Double.self) {
          text = "\(number)"
        } else {
          text = "'" + (try single.decode(String.self)) + "'"
        }
      }
    }
  }

  private static func answers() throws -> [String: [Answer]] {
    try JSONDecoder().decode([String: [Answer]].self, from: Data(contentsOf: URL(filePath: folder + "/values.json")))
  }

  /// All values, by whatever protocol and in whatever format they were saved; and again after they were saved here.
  @Test func whatPyTorchSavedIsReadAndWrittenAgain() throws {
    let answers = try Self.answers()
    #expect(answers.count > 15)
    try Self.atScratch { folder in
      for (file, questions) in answers.sorted(by: { $0.key < $1.key }) {
        let desk = Desk()
        try desk.value("x = torch.load(\"\(Self.folder)/\(file)\")\ntorch.save(x, \"\(folder)/again.pt\")")
        try desk.value("y = torch.load(\"\(folder)/again.pt\", map_location=\"cpu\", weights_only=True)")
        for (name, question) in questions.flatMap({ [("x", $0), ("y", $0)] }) {
          let way = name + question.way
          switch question.value {
          case .tensor(let shape, let isMask, let values):
            let numbers = values.isEmpty ? [] : try desk.numbers(way)
            // Those in double precision are rounded to single.
            #expect(numbers == values.map { Double(Float($0)) }, "\(file) \(way)")
            #expect(try desk.value("list(\(way).shape) == \(shape)").isTrue, "\(file) \(way)")
            #expect(try desk.value("\(way).dtype == torch.bool").isTrue == isMask, "\(file) \(way)")
          case .other(let expected):
            let shown = try desk.value(way).repr.replacing("(", with: "[").replacing(")", with: "]")
            #expect(shown == expected.text, "\(file) \(way)")
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("model.pt", "__main__.VAE"), ("model-legacy.pt", "__main__.VAE"), ("runs.pt", "posix.system"),
    ("sparse.pt", "sparse"), ("complex.pt", "ComplexFloatStorage"), ("array-numpy.pt", "array of NumPy's"),
    ("plain-pickle.pt", "pickle"), ("tar.pt", "tar archive"),
  ])
  func whatCannotBeIsNamed(file: String, name: String) throws {
    try onBigStack {
      let desk = Desk()
      for cell in ["torch.load(\"\(Self.folder)/\(file)\")", "load \"\(Self.folder)/\(file)\""] {
        let error = desk.run(cell).error
        #expect(error?.message.contains(name) ?? false, "\(cell): \(error?.message ?? "read")")
        #expect(error?.suggestion != nil)
      }
      #expect(!FileManager.default.fileExists(atPath: "/tmp/elbow-was-here"))
    }
  }

  @Test func roundedNumbersAreMentioned() throws {
    try atDesk { desk in
      let shown = desk.shown("x = torch.load(\"\(Self.folder)/rounded.pt\")")
      #expect(shown.contains("['seen']") && shown.contains("rounds them"))
      #expect(shown.contains("['far']") && shown.contains("infinite"))
    }
  }

  /// A training in PyTorch goes on here, by its own names.
  @Test func aCheckpointIsTakenUp() throws {
    try atDesk { desk in
      try desk.value(
        """
        from torch import nn, optim
        class VAE(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc1 = nn.Linear(4, 3)
                self.bn = nn.BatchNorm1d(3)
                self.fc_mu = nn.Linear(3, 2)
                self.fc_logvar = nn.Linear(3, 2)
                self.fc3 = nn.Linear(2, 4)
            def forward(self, x):
                h = torch.relu(self.bn(self.fc1(x)))
                return self.fc3(self.fc_mu(h)), self.fc_logvar(h)
        model = VAE()
        optimizer = optim.Adam(model.parameters())
        checkpoint = torch.load("\(Self.folder)/checkpoint.pt")
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        """)
      #expect(try desk.numbers("model.fc_mu.bias") == desk.numbers("checkpoint[\"model\"][\"fc_mu.bias\"]"))
      #expect(desk.shown("optimizer.steps, optimizer.lr") == "(3, 0.01)\n")
      // And back: what state_dict gives is what was taken.
      try desk.value("given, own = checkpoint[\"optimizer\"], optimizer.state_dict()")
      #expect(desk.shown("own[\"param_groups\"] == given[\"param_groups\"]") == "True\n")
      for number in 0..<10 {
        #expect(desk.shown("list(own[\"state\"][\(number)]) == [\"step\", \"exp_avg\", \"exp_avg_sq\"]") == "True\n")
        for name in ["step", "exp_avg", "exp_avg_sq"] {
          let way = "[\"state\"][\(number)][\"\(name)\"]"
          #expect(try desk.numbers("own" + way) == desk.numbers("given" + way))
        }
      }
      for wrong in [
        "{}", "{\"state\": {}, \"param_groups\": []}", "optim.SGD(model.parameters()).state_dict()",
        "optim.Adam(model.fc1.parameters()).state_dict()", "3",
        "{\"state\": {0: {\"step\": 1, \"exp_avg\": ones(2), \"exp_avg_sq\": ones(2)}}, \"param_groups\": checkpoint[\"optimizer\"][\"param_groups\"]}",
      ] {
        #expect(desk.run("optimizer.load_state_dict(\(wrong))").error != nil, "\(wrong)")
      }
      #expect(desk.shown("optimizer.steps, optimizer.lr") == "(3, 0.01)\n")
    }
  }

  /// Each rule's moments and settings go through a file, and the training goes on to the bit.
  @Test(arguments: ["Adam", "AdamW", "SGD", "RMSprop"])
  func anOptimizerGoesOnFromAFile(rule: String) throws {
    try Self.atScratch { folder in
      let settings = rule == "SGD" || rule == "RMSprop" ? "lr=0.01, momentum=0.9" : "lr=0.01, weight_decay=0.1"
      func steps(_ count: Int) -> String {
        "for i in range(\(count)):\n    o.zero_grad()\n    (w * w * w).sum().backward()\n    o.step()\n"
      }
      func made(_ settings: String) -> String {
        "w = torch.tensor([1.0, 2.0], requires_grad=True)\no = torch.optim.\(rule)([w], \(settings))\n"
      }
      let whole = Desk()
      try whole.value(made(settings) + steps(5))
      let first = Desk()
      try first.value(made(settings) + steps(2) + "torch.save({\"w\": w, \"o\": o.state_dict()}, \"\(folder)/o.pt\")")
      let second = Desk()
      try second.value(
        made("lr=0.5") + "c = torch.load(\"\(folder)/o.pt\")\nwith torch.no_grad():\n    w.copy_(c[\"w\"])\n"
          + "o.load_state_dict(c[\"o\"])\n" + steps(3))
      #expect(try second.numbers("w") == whole.numbers("w"))
    }
  }

  @Test func weightsAreTakenAsFromSafetensors() throws {
    try atDesk { desk in
      try desk.value(
        "net = sequential(sequential(linear(4, 3), batch_norm(3), relu, heads(linear(3, 2), linear(3, 2))), linear(2, 4))"
      )
      for file in ["state.pt", "state-legacy.pt", "checkpoint.pt", "checkpoint-legacy.pth"] {
        try desk.value(
          "for p in net.parameters:\n    with torch.no_grad():\n        p.zero_()\nload \"\(Self.folder)/\(file)\", net"
        )
        let state = file.hasPrefix("state") ? "" : "[\"model\"]"
        try desk.value("c = torch.load(\"\(Self.folder)/\(file)\")\(state)")
        #expect(try desk.numbers("net[0][3][0].weight") == desk.numbers("c[\"fc_mu.weight\"]"), "\(file)")
        #expect(try desk.numbers("net[0][3][1].bias") == desk.numbers("c[\"fc_logvar.bias\"]"), "\(file)")
        #expect(try desk.numbers("net[1].weight") == desk.numbers("c[\"fc3.weight\"]"), "\(file)")
      }
      // In a call, which says nothing, as in a command: names that tell are understood, and others are asked for.
      try desk.value("net = heads(linear(3, 2), linear(3, 2))\nload(\"\(Self.folder)/heads-named.pt\", net)")
      #expect(try desk.numbers("net[0].bias") == [1, 1])
      #expect(try desk.numbers("net[1].bias") == [2, 2])
      let before = try desk.numbers("net[0].weight")
      let error = desk.run("load(\"\(Self.folder)/heads.pt\", net)").error
      #expect(error?.message.contains("fc_a, fc_b have one shape") ?? false)
      #expect(error?.notes.contains { $0.contains("order=[\"fc_a\", \"fc_b\"]") } ?? false)
      #expect(try desk.numbers("net[0].weight") == before)
      try desk.value("load(\"\(Self.folder)/heads.pt\", net, order=[\"fc_b\", \"fc_a\"])")
      #expect(try desk.numbers("net[0].bias") == [2, 2])
      #expect(try desk.numbers("load(\"\(Self.folder)/tensor.pt\")") == [1, 2, 3, 4])
      #expect(
        desk.run("load \"\(Self.folder)/list.pt\", net").error?.message.contains("no tensors under names") ?? false)
    }
  }

  @Test func aModelIsTakenFromAStateDict() throws {
    try Self.atScratch { folder in
      let build = """
        data mnist, batch=16, train=64
        enc = sequential(flatten, linear(784, 3), heads(linear(3, 2), linear(3, 2)))
        dec = sequential(linear(2, 784), sigmoid)
        model enc, dec

        """
      let first = Desk()
      try first.value(
        build + "torch.save({\"encoder\": enc.state_dict(), \"decoder\": dec.state_dict()}, \"\(folder)/m.pt\")")
      let second = Desk()
      try second.value(build + "load \"\(folder)/m.pt\"")
      #expect(try first.numbers("enc[1].weight") == second.numbers("enc[1].weight"))
      #expect(try first.numbers("dec[0].bias") == second.numbers("dec[0].bias"))
      let third = Desk()
      try second.value("torch.save(model().state_dict(), \"\(folder)/own.pt\")")
      try third.value(build + "load \"\(folder)/own.pt\"")
      #expect(try third.numbers("enc[2][1].weight") == second.numbers("enc[2][1].weight"))
      #expect(third.run("torch.save(model(), \"\(folder)/m.pt\")").error?.suggestion?.contains("state_dict()") ?? false)
      try second.value("save enc, \"\(folder)/enc.pt\"\nsave ones(2), \"\(folder)/x.pth\"")
      #expect(try second.numbers("torch.load(\"\(folder)/enc.pt\")[\"1.bias\"]") == second.numbers("enc[1].bias"))
      #expect(try second.numbers("torch.load(\"\(folder)/x.pth\")") == [1, 1])
    }
  }

  @Test func whatNoFileHoldsIsNamedByItsPlace() throws {
    try Self.atScratch { folder in
      let desk = Desk()
      let path = "\"\(folder)/x.pt\""
      try desk.value("torch.save(1, \(path))")
      for (value, words) in [
        ("{\"a\": [1, linear(2, 1)]}", "the value['a'][1] is"), ("adam(linear(2, 1))", "optimizer.state_dict()"),
        ("linear(2, 1)", "net.state_dict()"), ("np.ones(3)", "array of NumPy's"), ("lambda x: x", "the value is"),
        ("{ones(2)[0].shape: range(3)}", "the value[()] is"),
      ] {
        let result = desk.run("torch.save(\(value), \(path))")
        #expect(result.errorText(.plain).contains(words), "\(value): \(result.errorText(.plain))")
      }
      #expect(desk.run("x = [1]\nx.append(x)\ntorch.save(x, \(path))").error?.message.contains("holds itself") ?? false)
      #expect(
        desk.run("x = []\nfor i in range(500):\n    x = [x]\ntorch.save(x, \(path))").error?.message.contains("deep")
          ?? false)
      // What was there is there.
      #expect(try desk.value("torch.load(\(path))").repr == "1")
      #expect(desk.run("torch.save(1, \"\(folder)/no/x.pt\")").error?.kind == .data)
      #expect(desk.run("torch.load(\"\(folder)/none.pt\")").error?.message.contains("no such file") ?? false)
      #expect(desk.run("torch.load(\(path), map_location=\"cuda\")").error != nil)
      try desk.value("torch.load(\(path), map_location=lambda storage, place: storage)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x.pt"])
    }
  }

  /// What stands in two places is one value afterwards too.
  @Test func whatIsSharedStaysShared() throws {
    try Self.atScratch { folder in
      let desk = Desk()
      try desk.value(
        "t = zeros(2)\na = [t]\ntorch.save({\"a\": a, \"b\": a, \"t\": t}, \"\(folder)/x.pt\")\nx = torch.load(\"\(folder)/x.pt\")"
      )
      try desk.value("x[\"t\"][0] = 5\nx[\"a\"].append(1)")
      #expect(try desk.numbers("x[\"b\"][0]") == [5, 0])
      #expect(try desk.value("len(x[\"b\"])").repr == "2")
    }
  }

  private static func atScratch(_ body: @escaping (_ folder: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-torch-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try onBigStack { try body(folder) }
  }
}

extension Value {
  fileprivate var isTrue: Bool { if case .bool(true) = self { true } else { false } }
}
