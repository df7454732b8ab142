import Foundation
import JupyterWire
import Language
import TestSupport
import Workbench

/// The whole files that damaged ones are made of.
struct FileSeeds {
  /// Saved sessions, of this format and of earlier ones, and weights of another program.
  let tensors: [SavedFile]
  /// Files that PyTorch wrote, in both of its formats.
  let torch: [TorchFile]
  /// JPEG files of every kind, by what they are.
  let pictures: [(name: String, bytes: [UInt8])]
  let notebooks: [JSONTree]
  let connections: [JSONTree]

  private static let sessions = [
    "data mnist, batch=16, validation=0.2, train=100\nmodel mlp, hidden=4, latent=2\ntrain(epochs=2, validate=True);",
    """
    data mnist, batch=16, classes=[0, 1, 2], binarize=static
    both = linear(3, 3)
    enc = sequential(flatten, linear(784, 3), both, batch_norm(3), dropout(0.1), heads(linear(3, 2), linear(3, 2)))
    dec = sequential(linear(2, 3), both, leaky_relu(0.1), layer_norm(3), linear(3, 784), sigmoid)
    model enc, dec
    train(steps=3, optimizer="sgd", momentum=0.5, warmup=2, schedule="cosine", clip=5);
    """,
    """
    data mnist, batch=32, train=64
    enc = sequential(conv2d(1, 2, 4, stride=4), relu, max_pool2d(2), flatten, heads(linear(18, 2), linear(18, 2)))
    dec = sequential(linear(2, 98), unflatten(1, (2, 7, 7)), conv_transpose2d(2, 1, 4, stride=4))
    model enc, dec, likelihood=gaussian
    """,
  ]

  /// Sessions as they save themselves: with variables of all kinds, with a model and without.
  private static let autosaves = [
    """
    k = 3
    numbers = [0.5] * 9
    whole = list(range(9))
    mixed = [k, "x", None, True, 0.25, range(3), numbers]
    mixed.append(mixed)
    d = {"a": (1, (2, mixed)), (1, "b"): numbers}
    x = rand(2, 3)
    mask = x > 0.5
    p = parameter(x)
    net = sequential(linear(3, 2), dropout(0.5), batch_norm(2))
    both = sequential(net, linear(2, 3))
    both.eval()
    opt = adam(net, p)
    def f(x, y=(k, mixed)):
        return x + y[0]
    g = lambda x: relu(x)
    n = ((1, 2), (1, 2))
    z = zip([1], [2])
    """,
    """
    data mnist, batch=16, train=48
    enc = sequential(flatten, linear(784, 3), dropout(0.1), heads(linear(3, 2), linear(3, 2)))
    dec = sequential(linear(2, 784), sigmoid)
    m = model(enc, dec)
    h = train(epochs=1)
    half = enc.parameters[0]
    opt = sgd(enc, dec, momentum=0.5)
    """,
    """
    class Block(nn.Module):
        width = 3
        def __init__(self, n=3):
            super().__init__()
            self.fc = nn.Linear(n, self.width)
            self.register_buffer("seen", torch.tensor(0))
            self.me = [self]
        @property
        def gain(self):
            return 2.0
        @staticmethod
        def shift(x, by=1.0):
            return x + by
        def forward(self, x):
            return self.gain * self.fc(self.shift(x))
    class Wide(Block):
        pass
    class Plain:
        def __init__(self, n):
            self.n = n
        def __call__(self):
            return self.n
    net = nn.Sequential(Block(), nn.Tanh(), Wide())
    many = nn.ModuleList([net[0], nn.ModuleDict({"a": nn.Softmax(dim=1)})])
    loss = nn.MSELoss(reduction="sum")
    plain = Plain((net, many))
    call = net[0].forward
    opt = torch.optim.Adam(net.parameters())
    """,
  ]

  private struct Picture: Decodable {
    let name: String
    let file: Data
  }

  /// - Parameters:
  ///   - root: the folder of the project.
  ///   - folder: where files are written on the way.
  init(root: URL, folder: URL) throws {
    let output = SilentOutput()
    // Files of earlier formats are read for ever, and so damaged for ever.
    let earlier = try ["everything", "convolutions", "early-stopping"].map { name in
      try SavedFile(
        path: root.appending(path: "Tests/WorkbenchTests/Fixtures/Saved/format-1/\(name).safetensors").path)
    }
    tensors =
      try earlier
      + Self.sessions.enumerated().map { number, cell in
        let path = folder.appending(path: "seed-\(number).safetensors").path
        let session = Session(catalog: SmallDataset.catalog)
        let interpreter = Interpreter(table: session.entries(), host: session)
        let result = interpreter.run("\(cell)\nsave \"\(path)\"", named: "seed", output: output)
        if let error = result.error { throw error }
        return try SavedFile(path: path)
      }
      + Self.autosaves.enumerated().map { number, cell in
        let path = folder.appending(path: "autosave-\(number).safetensors").path
        let session = Session(catalog: SmallDataset.catalog)
        let interpreter = Interpreter(table: session.entries(), host: session)
        if let error = interpreter.run(cell, named: "seed", output: output).error { throw error }
        try session.write(to: path, withVariables: true)
        return try SavedFile(path: path)
      } + [try Self.stateDict()]
    let torchFolder = root.appending(path: "Tests/WorkbenchTests/Fixtures/Torch")
    torch = try FileManager.default.contentsOfDirectory(atPath: torchFolder.path).sorted()
      .filter { name in
        // Those that are read, and one that would run something.
        name.contains(".pt")
          && !["model", "tar", "sparse", "complex", "array", "plain"].contains(where: { name.hasPrefix($0) })
      }.map { try TorchFile(torchFolder.appending(path: $0)) }
    let fixtures = root.appending(path: "Tests/GraphicsTests/Fixtures/jpegs.json")
    pictures = try JSONDecoder().decode([Picture].self, from: Data(contentsOf: fixtures)).map {
      ($0.name, [UInt8]($0.file))
    }
    notebooks = try ["01", "02"].map { number in
      let folder = root.appending(path: "Notebooks")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      guard
        let name = names.first(where: { $0.hasPrefix(number) && $0.hasSuffix(".ipynb") })
          ?? names.first(where: { $0.hasSuffix(".ipynb") })
      else { throw CocoaError(.fileNoSuchFile) }
      return try JSONTree(parsing: [UInt8](Data(contentsOf: folder.appending(path: name)))).withoutLongTexts
    }
    connections = [
      JSONTree([
        "transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4,
        "hb_port": "5", "key": "k", "signature_scheme": "hmac-sha256", "kernel_name": "elbow",
      ]),
      JSONTree([
        "transport": "ipc", "ip": "/tmp/k", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4,
        "hb_port": 5, "key": "", "curve_publickey": .string(String(repeating: "a", count: 40)),
        "curve_secretkey": .string(String(repeating: "b", count: 40)),
      ]),
    ]
  }

  /// What PyTorch would write of `sequential(linear(4, 3), relu, heads(linear(3, 2), linear(3, 2)))`, under other names.
  private static func stateDict() throws -> SavedFile {
    var members: [(String, JSON)] = []
    var end = 0
    for (name, shape) in [
      ("fc1.bias", [3]), ("fc1.weight", [3, 4]), ("fc_lv.bias", [2]), ("fc_lv.weight", [2, 3]), ("fc_mu.bias", [2]),
      ("fc_mu.weight", [2, 3]),
    ] {
      let count = shape.reduce(4, *)
      members.append(
        (
          name,
          [
            "dtype": "F32", "shape": .array(shape.map { .integer($0) }),
            "data_offsets": .array([.integer(end), .integer(end + count)]),
          ]
        ))
      end += count
    }
    let header = JSONObject(members).encoded
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) }
    return try SavedFile(length + header + [UInt8](repeating: 0, count: end))
  }
}

extension JSONTree {
  /// Without pictures, which make a document long and say nothing.
  fileprivate var withoutLongTexts: JSONTree {
    switch self {
    case .literal, .embedded: self
    case .string(let text): .string(text.utf8.count > 1_000 ? "" : text)
    case .array(let items): .array(items.map(\.withoutLongTexts))
    case .object(let members): .object(members.map { ($0.key, $0.value.withoutLongTexts) })
    }
  }
}
