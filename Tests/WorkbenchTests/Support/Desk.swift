import Datasets
import Graphics
import Language
import TestSupport
import Testing
import Threads
import Workbench

/// A session at which cells run one after another, as in a notebook.
final class Desk {
  let session: Session
  let output = RecordedOutput()
  let interpreter: Interpreter
  private var cells = 0

  init(_ catalog: DatasetCatalog = SmallDataset.catalog) {
    session = Session(catalog: catalog)
    interpreter = Interpreter(table: session.entries(), host: session)
  }

  @discardableResult
  func run(_ cell: String, cancellation: Cancellation = Cancellation()) -> CellResult {
    cells += 1
    return interpreter.run(cell, named: "cell \(cells)", output: output, cancellation: cancellation)
  }

  /// Runs a cell that is to succeed, and gives its value.
  @discardableResult
  func value(_ cell: String, _ location: SourceLocation = #_sourceLocation) throws -> Value {
    let result = run(cell)
    try #require(result.error == nil, "\(cell)\n\(result.errorText(.plain))", sourceLocation: location)
    return result.value ?? .none
  }

  /// Everything that cells show: what they write and display, and the last one's value; or the error's text.
  func shown(_ cells: String...) -> String {
    output.transcript = ""
    var text = ""
    for cell in cells {
      let result = run(cell)
      if result.error != nil { return result.errorText(.plain) }
      text = result.display.map { $0.plain + "\n" } ?? ""
    }
    return output.transcript + text
  }

  /// The numbers of a tensor or a list, or a number itself.
  func numbers(_ cell: String, _ location: SourceLocation = #_sourceLocation) throws -> [Double] {
    let value = try value("list(reshape(\(cell), -1))", location)
    return (value.elements ?? []).compactMap { if case .object(let item) = $0 { item.number } else { $0.plainNumber } }
  }

  /// The pictures shown so far.
  var pictures: [[UInt8]] {
    output.displays.compactMap { if case .data(let png)? = $0.forms["image/png"] { png } else { nil } }
  }
}

/// Runs the body at a new desk, on a stack as large as the program's.
func atDesk<Result>(
  _ catalog: DatasetCatalog = SmallDataset.catalog, _ body: @escaping (Desk) throws -> Result
) throws -> Result {
  try onBigStack { try body(Desk(catalog)) }
}
