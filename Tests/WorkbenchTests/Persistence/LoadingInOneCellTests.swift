import Foundation
import Language
import TestSupport
import Testing
import Workbench

/// A cell that loads a session and goes on with what it brings.
@Suite struct LoadingInOneCellTests {
  private func atScratch(_ body: @escaping (_ folder: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-one-cell-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try onBigStack { try body(folder) }
  }

  @Test func aCellLoadsAndGoesOnWithWhatComes() throws {
    try atScratch { folder in
      let first = Desk()
      try first.value("k = 3\nx = ones(2, 3)\ndef f(y):\n    return y + k\nmean = f\nloss = 7\nos = [1, 2]")
      try first.session.write(to: folder + "/run.safetensors", withVariables: true)
      let load = "load \"\(folder)/run\"\n"
      for (cell, shown) in [
        ("f(4) + k", "10"), ("x.shape", "(2, 3)"), ("mean(k)", "6"), ("os[1]", "2"), ("loss - k", "4"),
        ("if k:\n    z = f(k)\nz", "6"), ("(lambda y: f(y))(k)", "6"), ("k += 1\nk", "4"),
      ] {
        #expect(Desk().shown(load + cell).hasSuffix("\n" + shown + "\n"), "\(cell): \(Desk().shown(load + cell))")
      }
      // What it replaces has another shape.
      let other = Desk()
      try other.value("x = ones(5, 5)\n" + load)
      try other.value("x = ones(5, 5)")
      try other.value(load + "y = x @ ones(3, 1)")
      // The load stands in a function.
      let within = Desk()
      try within.value("def resume():\n    load \"\(folder)/run\"")
      #expect(within.shown("resume()\nf(4) + k").hasSuffix("10\n"))
      let here = Desk()
      #expect(here.shown("def resume():\n    load \"\(folder)/run\"\nresume()\nf(4) + k").hasSuffix("10\n"))
    }
  }

  @Test func whatIsMissingAfterALoadIsSaidWhenItRuns() throws {
    try atScratch { folder in
      let first = Desk()
      try first.value("k = 3\nx = ones(2, 3)\nsave x, \"\(folder)/x.npy\"")
      try first.session.write(to: folder + "/run.safetensors", withVariables: true)
      let load = "load \"\(folder)/run\"\n"
      let desk = Desk()
      let error = desk.run(load + "prnt(k)").error
      #expect(error?.kind == .name && error?.suggestion != nil || error?.correction != nil, "\(error?.message ?? "")")
      #expect(desk.shown("k") == "3\n")
      // Before the load, of commands, and where arrays and weights are loaded, the check is as strict as ever.
      for cell in [
        "prnt(1)\n" + load, load + "train epochz=3", "w = load(\"\(folder)/x.npy\")\nprnt(w)",
        "net = linear(2, 2)\nload \"\(folder)/run\", net\nprnt(net)",
      ] {
        let desk = Desk()
        #expect(desk.run(cell).error != nil, "\(cell)")
        #expect(desk.interpreter.variables.isEmpty, "\(cell)")
      }
    }
  }
}
