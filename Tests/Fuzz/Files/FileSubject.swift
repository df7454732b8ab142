import Foundation
import JupyterWire
import Language
import TestSupport
import Workbench

/// Reads damaged files at a session, and says what no file may bring about.
final class FileSubject {
  private let session: Session
  private let interpreter: Interpreter
  private let output = SilentOutput()
  private let seeds: FileSeeds
  /// The damaged file, from the folder that cells work in.
  fileprivate static let name = "damaged.safetensors"
  private static let torchName = "damaged.pt"
  private static let pictureName = "damaged.jpg"

  private static let beginning = """
    data("mnist", batch=16);
    model(latent=2, hidden=4);
    train(steps=1);
    net = sequential(linear(4, 3), relu, heads(linear(3, 2), linear(3, 2)))
    opt = torch.optim.Adam(net.parameters())
    from IPython.display import Image
    """

  init(_ seeds: FileSeeds) {
    self.seeds = seeds
    session = Session(catalog: SmallDataset.catalog)
    interpreter = Interpreter(table: session.entries(), host: session)
    _ = run(Self.beginning)
  }

  /// What a file is damaged by, and what reads it.
  struct Trial {
    let words: String
    fileprivate let bytes: [UInt8]
    fileprivate var name = FileSubject.name
    fileprivate let reader: Reader
    /// Whether training goes on after it.
    fileprivate let trains: Bool
  }

  fileprivate enum Reader { case cell(String), notebook, connection }

  func trial(_ random: inout SplitMix) -> Trial {
    switch random.below(10) {
    case 0:
      var tree = random.pick(seeds.notebooks)
      let words = FileMutator.mutate(&tree, &random)
      return Trial(words: "a notebook, \(words)", bytes: Array(tree.text.utf8), reader: .notebook, trains: false)
    case 1:
      var tree = random.pick(seeds.connections)
      let words = FileMutator.mutate(&tree, &random)
      return Trial(
        words: "a connection file, \(words)", bytes: Array(tree.text.utf8), reader: .connection, trains: false)
    case 2:
      var (name, bytes) = random.pick(seeds.pictures)
      name += ", \(FileMutator.mutate(&bytes, &random))"
      return Trial(
        words: name, bytes: bytes, name: Self.pictureName, reader: .cell("Image(\"\(Self.pictureName)\")"),
        trains: false)
    default:
      let number = random.below(seeds.tensors.count)
      var file = seeds.tensors[number]
      var words = FileMutator.mutate(&file.header, &random)
      if random.oneIn(10) { words += "; \(FileMutator.mutate(&file.body, &random))" }
      var bytes = file.bytes
      if random.oneIn(20) { words += "; \(FileMutator.mutate(&bytes, &random))" }
      let isWeights = number == seeds.tensors.count - 1
      let cell = isWeights || random.oneIn(20) ? "load \"\(Self.name)\", net" : "load \"\(Self.name)\""
      let reader = random.oneIn(40) ? "data \"\(Self.name)\"" : cell
      return Trial(
        words: "file \(number), \(words), \(reader)", bytes: bytes, reader: .cell(reader), trains: random.oneIn(24))
    }
  }

  /// What reads a file of PyTorch's: the value shown, written again and read again, and taken as weights or as a state.
  private static let torchCells = [
    "torch.load(\"\(torchName)\")",
    "torch.save(torch.load(\"\(torchName)\"), \"again.pt\")\ntorch.load(\"again.pt\")", "load \"\(torchName)\"",
    "load \"\(torchName)\", net", "load \"\(torchName)\", net, prefix=\"model\"",
    "opt.load_state_dict(torch.load(\"\(torchName)\")[\"optimizer\"])",
    "net.load_state_dict(torch.load(\"\(torchName)\"), strict=False)",
  ]

  func torchTrial(_ random: inout SplitMix) -> Trial {
    let (bytes, words) = random.pick(seeds.torch).damaged(&random)
    let cell = random.pick(Self.torchCells)
    return Trial(
      words: "\(words), \(cell)", bytes: bytes, name: Self.torchName, reader: .cell(cell), trains: random.oneIn(200))
  }

  /// - Returns: what went wrong in a way that no file may bring about, and the error, if any.
  func run(_ trial: Trial) -> (faults: [String], error: String?) {
    switch trial.reader {
    case .notebook:
      do { _ = try Notebook(parsing: trial.bytes) } catch {
        return (Self.faults(of: error.description), error.description)
      }
    case .connection:
      do {
        let file = try ConnectionFile(parsing: trial.bytes)
        _ = ConnectionFile.Channel.allCases.map(file.endpoint)
      } catch { return (Self.faults(of: error.description), error.description) }
    case .cell(let cell):
      do { try Data(trial.bytes).write(to: URL(filePath: SmallDataset.workingFolder + "/" + trial.name)) } catch {
        return (["the file cannot be written: \(error)"], nil)
      }
      return load(cell, trains: trial.trains)
    }
    return ([], nil)
  }

  private static func faults(of message: String) -> [String] { message.isEmpty ? ["an error without a message"] : [] }

  private func load(_ cell: String, trains: Bool) -> (faults: [String], error: String?) {
    let before = state
    let result = run(cell)
    var faults: [String] = []
    if let error = result.error {
      faults += Self.faults(of: error.message)
      if error.kind == .internal { faults.append(error.message) }
      if result.errorText(.plain).utf8.count > 20_000 { faults.append("an error of more than 20,000 bytes") }
      if state != before { faults.append("failed, and changed the session: \(error.message)") }
    }
    if run("1 + 1").display?.plain != "2" { faults.append("1 + 1 is no longer 2") }
    if trains {
      for cell in [
        "session", "history", "if history().loss:\n    plot(\"loss\");", "summary", "train(steps=1);", "save \"again\"",
      ] {
        let error = run(cell).error
        if error?.kind == .internal || error?.kind == .memory {
          faults.append("then \(cell): \(error?.message ?? "")")
        }
      }
    }
    return (faults, result.error?.message)
  }

  /// What a file that is refused leaves as it was.
  private var state: String {
    let numbers = run(
      "[networks()[0].parameters[1].sum(), networks()[1].parameters[-1].sum(), net.parameters[0].sum(), len(history().steps)]"
    )
    return (numbers.display?.plain ?? numbers.error?.message ?? "") + "\(session.runs.count) \(session.batchSize) "
      + "\(session.random) \(interpreter.variables.map(\.name)) \(session.dataset?.title ?? "")"
  }

  @discardableResult
  private func run(_ cell: String) -> CellResult { interpreter.run(cell, named: "cell", output: output) }
}
