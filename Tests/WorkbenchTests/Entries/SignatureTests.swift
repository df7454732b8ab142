import Foundation
import Language
import Testing

/// The parameters of each function beside those of PyTorch's function, or layer, of that name: every one is here, under
/// its name, in its order, with its default; or the entry's page says where it departs, and why.
@Suite struct SignatureTests {
  /// From Fixtures/signatures.json, which Fixtures/signatures.py writes.
  private struct File: Decodable {
    /// For each name its forms; for each form its parameters, each with a default or none.
    let forms: [String: [[[String]]]]
  }

  private static let forms: [String: [[[String]]]] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/signatures.json")
    do {
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: path.standardized)).forms
    } catch {
      fatalError("the signatures of the fixtures cannot be read: \(error)")
    }
  }()

  @Test(arguments: forms.keys.sorted())
  func agreesWithPyTorch(_ name: String) throws {
    let entry = try #require(Desk().interpreter.table.entries.first { $0.name == name }, "there is no \(name)")
    guard entry.departure.isEmpty else { return }
    let differences = (Self.forms[name] ?? []).flatMap { Self.differences(entry, $0) }
    #expect(differences.isEmpty, "\(name) departs from PyTorch's and does not say so: \(differences)")
  }

  /// An entry that says it departs does.
  @Test func departuresDenyNothingThatThereIs() {
    for entry in Desk().session.entries() {
      for denial in entry.departure.matches(of: /there (is|are) no (`\w+`(, | and )?)+/) {
        for name in denial.output.0.matches(of: /`(\w+)`/).map({ String($0.output.1) }) {
          #expect(!entry.parameters.contains { $0.name == name }, "\(entry.name) has \(name)")
        }
      }
    }
  }

  @Test func departuresAreOfNamesThatPyTorchHas() {
    for entry in Desk().session.entries() where !entry.departure.isEmpty {
      #expect(Self.forms[entry.name] != nil, "\(entry.name) departs from what PyTorch does not have")
      #expect(entry.departure.hasSuffix("."), "\(entry.name): its departure is a sentence")
    }
  }

  /// Every name of the specification's list that PyTorch has is looked at.
  @Test func allNamesAreCompared() {
    #expect(Self.forms.count >= 70)
    let own: Set = [
      "kl_divergence", "sequential", "heads", "detach", "expand", "no_grad", "step", "backward", "zero_grad",
    ]
    let groups: Set = ["maths", "reductions", "tensors", "shapes", "losses", "layers", "optimizers"]
    for entry in Desk().session.entries() where groups.contains(entry.group) && !own.contains(entry.name) {
      #expect(Self.forms[entry.name] != nil, "\(entry.name) is not compared with PyTorch's")
    }
  }

  private static func differences(_ entry: Entry, _ form: [[String]]) -> [String] {
    var found: [String] = []
    var last = -1
    // A default before a parameter that has none stands for two forms, as in `arange(start=0, end)`.
    let lastNeeded = form.lastIndex { $0.count == 1 } ?? 0
    for (number, wanted) in form.enumerated() {
      // What takes any number of lengths has no name that one could write.
      let place = entry.parameters.firstIndex {
        $0.isCalled(wanted[0])
          || $0.style == .variadic && ["size", "shape", "dims", "input", "tensors"].contains(wanted[0])
      }
      guard let place else {
        found.append("no \(wanted[0])")
        continue
      }
      let parameter = entry.parameters[place]
      if parameter.style == .standard {
        if place < last { found.append("\(wanted[0]) is earlier") }
        last = place
      }
      if wanted.count > 1, number > lastNeeded, !isDefault(wanted[1], of: parameter) {
        found.append("\(wanted[0]) is \(wanted[1]) there, \(parameter.defaultValue?.repr ?? "needed") here")
      }
    }
    return found
  }

  private static func isDefault(_ text: String, of parameter: Parameter) -> Bool {
    guard let value = parameter.defaultValue else { return false }
    if let number = Double(text), let own = value.plainNumber { return number == own }
    return value.repr == text || value.repr == text.replacing("\"", with: "'")
  }
}
