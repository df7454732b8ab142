import Foundation
import Language
import TestSupport
import Testing
import Threads
import Workbench

/// The variables of a session that ended, in another session that loads its autosave.
@Suite struct VariablesTests {
  /// A folder of a test's own, removed with it.
  private final class Scratch {
    let path = FileManager.default.temporaryDirectory.appending(path: "elbow-variables-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Runs cells at one desk, saves as an autosave does, and loads at another.
  private static func comeBack(
    _ cells: [String], before: [String] = [],
    check: @escaping (_ first: Desk, _ second: Desk, _ said: String) throws -> Void
  ) throws {
    let scratch = try Scratch()
    try onBigStack {
      let first = Desk()
      for cell in cells { try first.value(cell) }
      try first.session.write(to: scratch.path + "/run.safetensors", withVariables: true)
      let second = Desk()
      for cell in before { try second.value(cell) }
      let said = second.shown("load \"\(scratch.path)/run\"").unwrapped
      // What came back is saved as the same again.
      try second.session.write(to: scratch.path + "/again.safetensors", withVariables: true)
      let again = Desk().shown("load \"\(scratch.path)/again\"").unwrapped
      if before.isEmpty { #expect(again == said.replacing(/; not kept: .*/, with: "")) }
      try check(first, second, said)
    }
  }

  private static func expectAlike(_ cells: [String], _ first: Desk, _ second: Desk) {
    for cell in cells {
      let expected = first.shown(cell)
      #expect(second.shown(cell) == expected, "\(cell)")
    }
  }

  /// How many batches there were is a part of what such a layer knows.
  @Test func aMeanOverAllBatchesGoesOn() throws {
    let cells = [
      "net = nn.Sequential(nn.BatchNorm1d(2, momentum=None), nn.Linear(2, 1))\nseed 3",
      "x, y, z = 3 * randn(8, 2), 1 + randn(8, 2), randn(8, 2)\nnet(x)\nnet(y)",
    ]
    try Self.comeBack(cells) { first, second, _ in
      let after = "net(z)\nprint(net[0].momentum, net[0].num_batches_tracked, net[0].running_mean, net[0].running_var)"
      let shown = second.shown(after)
      #expect(shown.contains("None 3") && shown == first.shown(after))
      Self.expectAlike(["net.state_dict()[\"0.num_batches_tracked\"].dtype"], first, second)
    }
  }

  @Test func numbersOfManyDigitsComeBack() throws {
    let cells = ["n = 2**70 + 1\nd = {n: [-n, 3, 2**53]}\nstate = 88172645463325252 * 6364136223846793005"]
    try Self.comeBack(cells) { first, second, _ in
      let uses = ["n", "d[2**70 + 1]", "(state * n) % 1000007", "type(n)", "n - 2**70"]
      Self.expectAlike(uses, first, second)
    }
  }

  @Test func modulesAndWhatTheyDefineComeBack() throws {
    let cells = [
      "import os\nimport time\nfrom os import path as p\nfrom functools import reduce\nfrom collections import deque"
    ]
    try Self.comeBack(cells) { first, second, _ in
      let uses = [
        "os.path.join(\"a\", \"b\")", "p.basename(\"a/b\")", "time.time() > 0", "reduce(lambda a, b: a * b, [2, 3, 4])",
        "len(deque([1, 2, 3], maxlen=2))",
      ]
      Self.expectAlike(uses, first, second)
    }
  }

  @Test func arraysAreSavedAndLoadedAsNumPyDoes() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      try desk.value("import numpy as np\na = np.arange(6).reshape(2, 3)")
      try desk.value("np.save(\"\(scratch.path)/a\", a)\nnp.savez(\"\(scratch.path)/z.npz\", a=a, b=np.ones(2))")
      #expect(
        desk.shown("b = np.load(\"\(scratch.path)/a.npy\")\n(b.shape, b.std(), bool((a == b).all()))")
          == desk.shown("((2, 3), a.std(), True)"))
      #expect(
        desk.shown("z = np.load(\"\(scratch.path)/z.npz\")\n(sorted(z.keys()), z[\"b\"].sum())")
          == desk.shown("([\"a\", \"b\"], np.ones(2).sum())"))
      #expect(desk.run("np.save(\"\", a)").error?.kind == .value)
      #expect(desk.run("np.load(\"\(scratch.path)/none.npy\")").error != nil)
      #expect(desk.run("np.load(\"\(scratch.path)/x.csv\")").error?.kind == .value)
    }
  }

  @Test func aPictureOfAFileIsShown() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      try desk.value("from IPython.display import Image, display\nfrom torchvision.utils import save_image")
      try desk.value(
        "save_image(torch.rand(4, 1, 8, 8), \"\(scratch.path)/r.png\")\nx = Image(\"\(scratch.path)/r.png\")")
      let wide = desk.run("Image(filename=\"\(scratch.path)/r.png\", width=84)").display
      #expect(wide?.size?.width == 84 && wide?.size?.height == 24)
      try desk.value("np.save(\"\(scratch.path)/a.npy\", [1, 2])")
      #expect(desk.run("Image(\"\(scratch.path)/a.npy\")").error?.kind == .value)
      #expect(desk.run("Image(3)").error?.kind == .type)
    }
  }

  /// Their texts are read when they are first asked for something.
  @Test func everyWrittenModuleCanBeRead() throws {
    try atDesk { desk in
      let names = [
        "abc": ["ABC", "abstractmethod"], "argparse": ["ArgumentParser", "Namespace"],
        "collections": ["Counter", "namedtuple"],
        "copy": ["deepcopy"], "functools": ["partial", "reduce"], "itertools": ["chain", "zip_longest"],
        "os": ["getenv", "makedirs", "path"], "os.path": ["join", "splitext"], "random": ["shuffle", "expovariate"],
        "sys": ["exit", "stdout"], "tqdm": ["tqdm", "trange"], "tqdm.auto": ["tqdm"], "warnings": ["filterwarnings"],
        "torch.autograd": ["Variable", "grad"], "torch.distributions": ["Normal", "kl_divergence"],
        "torch.distributions.kl": ["kl_divergence"], "torch.optim.lr_scheduler": ["StepLR", "ReduceLROnPlateau"],
      ]
      for (module, members) in names {
        #expect(desk.run("from \(module) import \(members.joined(separator: ", "))").error == nil, "\(module)")
      }
    }
  }

  @Test func plainValuesComeBack() throws {
    let values = [
      "a = None", "b = True", "c = 12", "d = 0.1", "e = -0.0", "f = 1e308 * 10", "g = f - f", "h = \"ä\\n\\\"x\\\" 𝄞\"",
      "i = [1, 2.0, \"x\", None, [True]]", "j = (1, (2, [3]))", "k = {\"x\": 1, 2: [3], (4, \"5\"): {}}",
      "l = range(2, 20, 3)",
      "m = []", "n = [0.5] * 20 + [1]",
      "o = list(range(1000))", "p = [1 / 7, 2 / 7, 3 / 7] * 30", "q = 9007199254740992", "r = -1e-320",
      "s = \"\"", "t = {}", "u = ()", "v = relu", "w = max", "x = list(range(8)) + [1.5]",
    ]
    try Self.comeBack(values) { first, second, said in
      #expect(said.contains("no model yet") && said.contains("variables: a, b, c") && !said.contains("not kept"))
      for name in values.map({ String($0.prefix(1)) }) {
        Self.expectAlike([name, "type(\(name))"], first, second)
      }
      Self.expectAlike(
        ["1 / e if e else 0", "o[999] + 1", "p[88]", "v(tensor([-1.0, 2.0]))", "type(n[20])"], first, second)
    }
  }

  @Test func whatAScheduleKeepsComesBack() throws {
    let cells = [
      "w = parameter(ones(2))\no = torch.optim.SGD([w], lr=0.5, momentum=0.9)",
      "s = torch.optim.lr_scheduler.StepLR(o, 2)\nfor i in range(3):\n    step(o, sum(w * w))\n    s.step()",
      "p = parameter(ones(2))\ntwo = torch.optim.SGD([{\"params\": [w]}, {\"params\": [p], \"lr\": 1.0}])",
    ]
    try Self.comeBack(cells) { first, second, said in
      Self.expectAlike(["o.param_groups[0][\"initial_lr\"], o.lr", "o.state_dict()[\"param_groups\"]"], first, second)
      #expect(second.shown("o.param_groups[0][\"initial_lr\"]") == "0.5\n")
      #expect(said.contains("several groups of parameters"))
    }
  }

  @Test func whatIsSharedIsShared() throws {
    let cells = [
      "a = [1, 2]\nb = [a, a]\nc = (a, {\"a\": a})\nr = [0]\nr.append(r)\nr.append((r,))",
      "x = randn(3)\ny = x\np = parameter(ones(2))\nq = [p, p]",
    ]
    try Self.comeBack(cells) { first, second, _ in
      for desk in [first, second] { try desk.value("a.append(3)\nwith no_grad():\n    p += 1") }
      Self.expectAlike(
        ["b", "c", "r[1][1][1][0]", "r[2][0][0]", "q[1].sum()", "p.requires_grad", "x is y"], first, second)
      #expect(second.shown("b[1]") == "[1, 2, 3]\n")
      #expect(second.shown("r[2][0] is r") == first.shown("r[2][0] is r"))
      #expect(try second.numbers("q[0]") == [2, 2])
    }
  }

  @Test func tensorsAndMasksAreTheSameBits() throws {
    try Self.comeBack([
      "x = randn(5, 7)\nm = x > 0\nz = zeros(0, 3)\ns = tensor(3.5)\nrow = x[2]\nw = linear(4, 4).parameters[0] * 2\nnan = x / 0 * 0"
    ]) { first, second, _ in
      Self.expectAlike(["x.shape", "m", "z.shape", "s", "x[m].shape"], first, second)
      // A mask chooses, as an index.
      for name in ["x", "m", "row", "w", "s", "x[m]"] {
        let (came, went) = (try second.numbers(name), try first.numbers(name))
        #expect(came == went, "\(name)")
      }
      let nan = try second.numbers("nan")
      #expect(nan.count == 35 && nan.allSatisfy(\.isNaN))
    }
  }

  private static let loop = """
    seed 3
    data mnist, batch=32, train=96
    enc = sequential(flatten, linear(784, 16), relu, dropout(0.2), batch_norm(16), heads(linear(16, 2), linear(16, 2)))
    shared = linear(16, 784)
    dec = sequential(linear(2, 16), relu, shared, sigmoid)
    optimizer = adam(enc, dec, lr=0.003)
    """
  private static let steps = """
    for x in batches(32):
        mean, logvar = enc(x)
        z = mean + exp(0.5 * logvar) * randn_like(mean)
        loss = binary_cross_entropy(dec(z), flatten(x), reduction="sum") + 0.5 * sum(mean**2 + exp(logvar) - 1 - logvar)
        step(optimizer, loss)
    """

  /// A training loop by hand goes on to the bit, whatever order its variables were made in.
  @Test(arguments: [
    "", "opts = [optimizer]\noptimizer = None", "model enc, dec", "model enc, dec\ntrain(epochs=1);\nm = model()",
  ])
  func aLoopByHandGoesOnToTheBit(more: String) throws {
    let rest = more.contains("opts") ? Self.steps.replacing("optimizer,", with: "opts[0],") : Self.steps
    try Self.comeBack([Self.loop, Self.steps] + (more.isEmpty ? [] : [more])) { first, second, said in
      #expect(!said.contains("not kept"), "\(said)")
      for desk in [first, second] { try desk.value(rest) }
      for name in ["enc.parameters[0]", "dec.parameters[2]", "shared.parameters[0]", "loss", "z"] {
        #expect(try second.numbers(name) == first.numbers(name), "\(name)")
      }
      // The same layer in both, and in the optimizer.
      #expect(try second.numbers("shared.parameters[0] - dec.parameters[2]").allSatisfy { $0 == 0 })
      for desk in [first, second] { try desk.value("enc.eval()") }
      #expect(try second.numbers("enc(x)[0]") == first.numbers("enc(x)[0]"))
      if more.contains("model") {
        for desk in [first, second] { try desk.value("train(epochs=1);") }
        #expect(try second.numbers("history().steps") == first.numbers("history().steps"))
        #expect(try second.numbers("enc.parameters[0]") == first.numbers("enc.parameters[0]"))
      }
    }
  }

  @Test func theModelsNetworksAreTheVariables() throws {
    try Self.comeBack([Self.loop + "\nmodel enc, dec", "h = train(epochs=1)\ndec.eval()"]) { first, second, said in
      #expect(said.contains("2 latent dimensions"))
      Self.expectAlike(["h.loss", "h.steps", "h", "len(variables())"], first, second)
      for desk in [first, second] { try desk.value("with no_grad():\n    shared.parameters[1] += 1\nseed 1") }
      #expect(try second.numbers("networks()[1].parameters[3]") == first.numbers("networks()[1].parameters[3]"))
      #expect(try second.numbers("dec(zeros(1, 2))") == first.numbers("dec(zeros(1, 2))"))
    }
  }

  /// A function is the text that it was written as, and the variables of the moment decide nothing.
  @Test func functionsComeBack() throws {
    let cells = [
      "k = 3\ndef f(x, y=[k], *rest):\n    y.append(x)\n    return y",
      "k = 5\ndef twice(x):\n    if x > 100:\n        return x\n    return twice(2 * x)\ntable = {\"t\": twice, \"l\": lambda x, n=k: x ** n}",
      "def outer(n):\n    return lambda x: x + n\nadd = outer(3)",
      "if k:\n    def inside():\n        return k",
      "def shows():\n    history\n    return 1", "history = 7",
    ]
    try Self.comeBack(cells) { first, second, said in
      #expect(said.contains("not kept: add (a function that another function made)"), "\(said)")
      Self.expectAlike(
        [
          "f(1)", "f(2)", "twice(7)", "table[\"l\"](2)", "inside()", "table[\"t\"] is twice", "outer(1)(2)", "f",
          "help twice",
        ],
        first, second)
      // An error is told where it was written.
      let error = second.shown("twice(\"x\")")
      #expect(
        error == first.shown("twice(\"x\")")
          && error.contains("line 3 of cell 2") == first.shown("twice(\"x\")").contains("line 3 of cell 2"))
      #expect(second.shown("shows()") == first.shown("shows()"))
    }
  }

  @Test func whatIsNotKeptIsNamed() throws {
    try Self.comeBack([
      "z = zip([1], [2])\nbig = zeros(17 * 1024 * 1024)\nsmall = ones(4)\nl = [z]\npicture = show(rand(2, 1, 4, 4))",
      "huge = \"x\" * 9000000",
    ]) { first, second, said in
      #expect(said.contains("variables: small;"), "\(said)")
      #expect(said.contains("big (a tensor (17825792): all variables together are kept up to 64 MB)"), "\(said)")
      for name in ["z (", "l (", "picture (a picture", "huge (8 MB of texts"] {
        #expect(said.contains(name), "\(name): \(said)")
      }
      #expect(second.run("big").error?.kind == .name)
    }
  }

  @Test func nestsOfAnyDepthComeBack() throws {
    try Self.comeBack([
      "l = []\nt = ()\nfor i in range(20000):\n    l = [l]\n    t = (t,)",
      "d = {}\nfor i in range(3000):\n    d = {i: d}",
    ]) { _, second, said in
      #expect(said.contains("variables: i, l, t, d"), "\(said)")
      #expect(
        second.shown("n = 0\nwhile len(l):\n    l = l[0]\n    n += 1\nwhile len(t):\n    t = t[0]\n    n += 1\nn")
          == "40000\n")
    }
  }

  /// Variables that are here and not in the file stay; those in both become the file's.
  @Test func variablesOfTheFileTakeTheirNames() throws {
    try Self.comeBack(["x = 1\ny = 2"], before: ["x = 5\nz = 6"]) { _, second, _ in
      #expect(second.shown("[x, y, z]") == "[1, 2, 6]\n")
    }
  }

  /// A session whose data are gone gives back the rest, and says so.
  @Test func dataThatAreGoneAreSaid() throws {
    let scratch = try Scratch()
    try onBigStack {
      let first = Desk()
      try first.value("save(rand(20, 1, 4, 4), \"\(scratch.path)/x.npy\")\ndata(\"\(scratch.path)/x.npy\");\nk = 4")
      try first.session.write(to: scratch.path + "/run.safetensors", withVariables: true)
      try FileManager.default.removeItem(atPath: scratch.path + "/x.npy")
      let second = Desk()
      let said = second.shown("load \"\(scratch.path)/run\"")
      #expect(said.contains("are not here") && said.contains("variables: k"), "\(said)")
      #expect(second.shown("k") == "4\n")
    }
  }

  /// Another host, or another container, may have removed it; and an epoch's file is newer than the state that was loaded since.
  @Test func theFileAfterCellsIsThereAndTheNewest() throws {
    let scratch = try Scratch()
    let autosave = Autosave(folder: scratch.path, name: "session-99999998", interval: 0)
    let files = FileManager.default
    func write() -> Bool {
      let number = { try? files.attributesOfItem(atPath: autosave.cellsPath)[.systemFileNumber] as? Int }
      let before = number()
      autosave.storeAfterCell([1, 2, 3])
      autosave.finish()
      return number() != before
    }
    #expect(write() && !write())
    try files.removeItem(atPath: autosave.cellsPath)
    #expect(write() && !write())
    _ = autosave.store([4])
    autosave.finish()
    #expect(write() && !write())
  }

  @Test func sessionsThatNeverTrainedDoNotPushOutThoseThatDid() throws {
    let scratch = try Scratch()
    let trained = Autosave(folder: scratch.path, name: "trained-99999900", interval: 0)
    _ = trained.store([1])
    trained.storeAfterCell([2])
    trained.finish()
    for number in 0..<8 {
      usleep(10_000)
      let other = Autosave(folder: scratch.path, name: "other-\(99_999_910 + number)", interval: 0)
      other.storeAfterCell([3])
      other.finish()
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
    #expect(names.filter { $0.hasPrefix("trained") }.count == 2, "\(names)")
    #expect(names.filter { $0.hasPrefix("other") }.count == Autosave.kept, "\(names)")
  }

  @Test func aSessionSavesItselfAfterCellsThatChangedSomething() throws {
    let scratch = try Scratch()
    try onBigStack {
      let autosave = Autosave(folder: scratch.path, name: "session-99999998", interval: 0)
      let session = Session(catalog: SmallDataset.catalog, autosave: autosave)
      let interpreter = Interpreter(table: session.entries(), host: session)
      func changes(_ cell: String) -> Bool {
        let before = try? Data(contentsOf: URL(filePath: autosave.cellsPath))
        let date = { try? FileManager.default.attributesOfItem(atPath: autosave.cellsPath)[.systemFileNumber] as? Int }
        let number = date()
        #expect(interpreter.run(cell, named: "cell", output: RecordedOutput()).error == nil)
        session.keepCell()
        autosave.finish()
        let isSame = (try? Data(contentsOf: URL(filePath: autosave.cellsPath))) == before
        #expect(isSame == (date() == number), "\(cell)")
        return !isSame
      }
      #expect(!changes("print(1)"))
      #expect(changes("x = [1]"))
      #expect(!changes("x[0] + 1\nlen(x)\nvariables"))
      #expect(changes("x.append(2)"))
      #expect(changes("randn(2)"))
      #expect(changes("p = parameter(zeros(2))"))
      #expect(!changes("p * 2"))
      #expect(changes("with no_grad():\n    p += 1"))
      #expect(!changes("with no_grad():\n    p += 0"))
      #expect(changes("data(\"mnist\");\nmodel(latent=2, hidden=8);"))
      #expect(changes("train(steps=1);"))
      #expect(!changes("history"))
      // Of this session itself there is nothing to go back to but its epochs.
      #expect(
        interpreter.run("load last", named: "cell", output: RecordedOutput()).error?.message.contains("no autosave")
          ?? false)
      #expect(changes("train(epochs=1);\ny = 1"))
      #expect(
        interpreter.run("y = 2\nx = 3\nload last\nassert_same = [x, y]", named: "c", output: RecordedOutput()).error
          == nil)
      #expect(interpreter[variable: "assert_same"]?.repr == "[3, 2]")
    }
  }

  /// Which session's file `load last` takes.
  @Test func theNotebooksOwnSessionComesFirst() throws {
    let scratch = try Scratch()
    try onBigStack {
      func environment(_ notebook: String?) -> [String: String] {
        var environment = ["XDG_STATE_HOME": scratch.path]
        environment["JPY_SESSION_NAME"] = notebook
        return environment
      }
      let folder = scratch.path + "/elbow/autosave"
      func keep(_ name: String, _ value: Int) throws {
        let session = Session(catalog: SmallDataset.catalog, autosave: Autosave(folder: folder, name: name))
        let interpreter = Interpreter(table: session.entries(), host: session)
        #expect(interpreter.run("x = \(value)", named: "cell", output: RecordedOutput()).error == nil)
        session.keepCell()
        session.saving.finish(withinMilliseconds: 10_000)
        usleep(20_000)
      }
      func last(_ notebook: String?) -> String {
        var catalog = SmallDataset.catalog
        catalog.environment = environment(notebook)
        let desk = Desk(catalog)
        let said = desk.shown("load last").unwrapped
        let isOwn = notebook == "/home/a/one.ipynb"
        #expect(said.contains("which \(isOwn ? "this notebook's earlier" : "another") session wrote"), "\(said)")
        return desk.shown("x")
      }
      let mine = try #require(Autosave.standard(environment("/home/a/one.ipynb")))
      let name = mine.path.split(separator: "/").last?.split(separator: "-")[4] ?? ""
      #expect(name.hasPrefix("nb"))
      try keep("2026-01-01-000000-\(name)-99999991", 1)
      try keep("2026-01-01-000001-99999992", 2)
      try keep("2026-01-01-000002-\(getppid())", 3)
      #expect(last("/home/a/one.ipynb") == "1\n")
      #expect(last("/home/a/two.ipynb") == "2\n")
      #expect(last(nil) == "2\n")
      // Both files of a session are its one place among the kept.
      for number in 0..<Autosave.kept { try keep("2026-02-01-00000\(number)-9999998\(number)", number) }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
      #expect(files.count == Autosave.kept + 1, "\(files)")
    }
  }

  /// What was being changed when a cell was interrupted is saved as it is then.
  @Test func anInterruptedCellLeavesWholeValues() throws {
    let scratch = try Scratch()
    try onBigStack {
      let first = Desk()
      try first.value("l = []\nn = 0")
      let cancellation = Cancellation()
      let thread = try Thread(name: "interrupt") {
        usleep(50_000)
        cancellation.cancel()
      }
      #expect(
        first.run("while True:\n    n += 1\n    l.append(n)", cancellation: cancellation).error?.kind == .interrupted)
      thread.join()
      try first.session.write(to: scratch.path + "/run.safetensors", withVariables: true)
      let second = Desk()
      try second.value("load(\"\(scratch.path)/run\");")
      #expect(second.shown("[n, len(l), sum(l)]") == first.shown("[n, len(l), sum(l)]"))
    }
  }
}
