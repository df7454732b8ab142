import Foundation
import Language
import Testing

/// How what stands under PyTorch's names is called, beside PyTorch: `nn.Conv2d`, `F.pad`, `x.clamp`. Every parameter is here under its
/// name, in its order, with its default; or Fixtures/path_departures.json says where a path departs, and why.
@Suite struct PathSignatureTests {
  /// From Fixtures/paths.json, which Fixtures/paths.py writes.
  private struct File: Decodable {
    /// Paths that PyTorch does not have.
    let notThere: [String]
    /// For each path its forms; for each form its parameters, each with a default or none.
    let forms: [String: [[[String]]]]
  }

  private static func read<Contents: Decodable>(_ name: String, as type: Contents.Type) throws -> Contents {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: path.standardized))
  }

  @Test func pathsAreCalledAsInPyTorch() throws {
    let file = try Self.read("paths.json", as: File.self)
    let departures = try Self.read("path_departures.json", as: [String: String].self)
    var used: Set<String> = []
    var compared = 0
    try atDesk { desk in
      for (path, forms) in file.forms.sorted(by: { $0.key < $1.key }) {
        guard let own = Self.parameters(at: path, desk) else { continue }
        compared += 1
        let isMethod = path.hasPrefix("torch.Tensor.")
        let differences = forms.map { form in
          Self.differences(own, isMethod || form.first?.first == "self" ? form.filter { $0[0] != "self" } : form)
        }
        // One of the overloads is enough: others are older spellings.
        guard let least = differences.min(by: { $0.count < $1.count }), !least.isEmpty else { continue }
        if departures[path] != nil {
          used.insert(path)
        } else {
          Issue.record("\(path): \(least.joined(separator: "; "))")
        }
      }
    }
    #expect(compared > 600)
    for path in departures.keys where file.forms[path] != nil && !used.contains(path) {
      Issue.record("\(path) is as in PyTorch, and said to depart")
    }
  }

  @Test func whatPyTorchDoesNotHaveIsSaid() throws {
    let departures = try Self.read("path_departures.json", as: [String: String].self)
    for path in try Self.read("paths.json", as: File.self).notThere {
      #expect(departures[path] != nil, "\(path) is not in PyTorch, and nothing says why it is here")
    }
  }

  /// Every name of the modules has been looked up in PyTorch.
  @Test func allPathsAreInTheFile() throws {
    let file = try Self.read("paths.json", as: File.self)
    let known = Set(file.forms.keys).union(file.notThere)
    try atDesk { desk in
      for module in [
        "torch.nn", "torch.nn.functional", "torch.nn.init", "torch.optim", "torch.linalg", "torch.distributions",
      ] {
        let names = try #require(Self.module(module, desk)?.names)
        for name in names where Self.parameters(at: "\(module).\(name)", desk) != nil {
          #expect(
            known.contains("\(module).\(name)"), "Fixtures/paths.py has not been run since \(module).\(name) came")
        }
      }
    }
  }

  // MARK: What is here

  private struct Own {
    let names: [String]
    let defaultText: String?
    var style = Parameter.Style.standard
  }

  private static func module(_ path: String, _ desk: Desk) -> NamespaceValue? {
    desk.interpreter.table.value(at: path + ".")?.module
  }

  /// The parameters of what is at a path; nil where nothing is there, or what takes anything.
  private static func parameters(at path: String, _ desk: Desk) -> [Own]? {
    let name = String(path.split(separator: ".").last ?? "")
    if path.hasPrefix("torch.Tensor.") {
      guard let entry = desk.interpreter.table.method(name) else { return nil }
      return written(Array(entry.parameters.dropFirst()))
    }
    switch module(String(path.dropLast(name.count + 1)), desk)?[name] {
    case .builtin(let entry): return written(entry.parameters)
    case .function(let function): return written(function.signature)
    case .object(let object as ClassValue):
      guard case .function(let function)? = object.member("__init__") else { return nil }
      return written(function.signature).map { Array($0.dropFirst()) }
    default: return nil
    }
  }

  private static func written(_ parameters: [Parameter]) -> [Own]? {
    // What hands its arguments on is compared where they arrive.
    if parameters.contains(where: { $0.style == .keywords }) { return nil }
    return parameters.map {
      Own(names: [$0.name] + $0.otherNames, defaultText: $0.defaultValue.map { $0.repr }, style: $0.style)
    }
  }

  /// Those of a function that is written in the language: `a, b=1, *, c=2`.
  private static func written(_ signature: String) -> [Own]? {
    var parts: [String] = [""]
    var depth = 0
    for character in signature {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    var isNamedOnly = false
    var found: [Own] = []
    for part in parts.map({ $0.trimmingCharacters(in: .whitespacesAndNewlines) }) where !part.isEmpty {
      if part == "*" {
        isNamedOnly = true
      } else if part.hasPrefix("**") {
        return nil
      } else if part.hasPrefix("*") {
        found.append(Own(names: [String(part.dropFirst())], defaultText: nil, style: .variadic))
        isNamedOnly = true
      } else {
        let sides = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        let name = sides[0].split(separator: ":")[0].trimmingCharacters(in: .whitespaces)
        found.append(
          Own(
            names: [name], defaultText: sides.count > 1 ? sides[1] : nil, style: isNamedOnly ? .keywordOnly : .standard)
        )
      }
    }
    return found
  }

  // MARK: Comparing

  private static func differences(_ own: [Own], _ form: [[String]]) -> [String] {
    var found: [String] = []
    var last = -1
    let lastNeeded = form.lastIndex { $0.count == 1 } ?? 0
    for (number, wanted) in form.enumerated() {
      let place = own.firstIndex {
        $0.names.contains(wanted[0]) || $0.style == .variadic
      }
      guard let place else {
        found.append("no \(wanted[0])")
        continue
      }
      if own[place].style == .standard, own[place].names.contains(wanted[0]) {
        if place < last { found.append("\(wanted[0]) is earlier") }
        last = place
      }
      if wanted.count > 1, number > lastNeeded, own[place].style != .variadic,
        !isDefault(wanted[1], own[place].defaultText)
      {
        found.append("\(wanted[0]) is \(wanted[1]) there, \(own[place].defaultText ?? "needed") here")
      }
    }
    return found
  }

  private static func isDefault(_ text: String, _ own: String?) -> Bool {
    guard let own else { return false }
    if let number = Double(text), let other = Double(own) { return number == other }
    func plain(_ text: String) -> String {
      text.replacing("\"", with: "'").replacing(" ", with: "").replacing("[", with: "(").replacing("]", with: ")")
    }
    return plain(text) == plain(own)
  }
}
