import Foundation
import Testing

/// A cell and the value that PyTorch gives for it, from Fixtures/values.json, which Fixtures/values.py writes.
struct ValueCase: Decodable, Sendable, CustomTestStringConvertible {
  /// The entry it is a case of.
  let name: String
  let cell: String
  let expected: Expected

  indirect enum Expected: Sendable {
    case tensor(shape: [Int], numbers: [Double])
    case items([Expected])
    case text(String)
  }

  var testDescription: String { "\(name): \(cell.split(separator: "\n").last ?? "")" }

  static let all: [ValueCase] = {
    struct File: Decodable { let cases: [ValueCase] }
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/values.json")
    do {
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: path.standardized)).cases
    } catch {
      fatalError("the values of the fixtures cannot be read: \(error)")
    }
  }()

  private enum Key: CodingKey { case name, cell }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name = try container.decode(String.self, forKey: .name)
    cell = try container.decode(String.self, forKey: .cell)
    expected = try Expected(from: decoder)
  }
}

extension ValueCase.Expected: Decodable {
  private enum Key: CodingKey { case shape, numbers, items, text }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let items = try container.decodeIfPresent([Self].self, forKey: .items) {
      self = .items(items)
    } else if let text = try container.decodeIfPresent(String.self, forKey: .text) {
      self = .text(text)
    } else {
      let numbers = try container.decode(String.self, forKey: .numbers).split(separator: " ")
      self = .tensor(
        shape: try container.decode([Int].self, forKey: .shape), numbers: numbers.compactMap { Double($0) })
    }
  }
}
