import Datasets
import Graphics
import Language
import Threads

/// `matplotlib.pyplot` as one session has it: the figures that are open, and which of them is drawn in.
///
/// As in a notebook with matplotlib, `show()` displays them and closes them, and so does the end of a cell.
final class Pyplot {
  private(set) var figures: [PyplotFigure] = []
  /// Where paths of files begin.
  let catalog: DatasetCatalog

  init(_ catalog: DatasetCatalog) { self.catalog = catalog }

  /// Settings that programs change.
  let settings = PyplotSettings()

  /// Figures that may be open at once.
  private static let most = 200

  /// The figure that is drawn in; a new one where none is open.
  func figure() throws -> PyplotFigure { try figures.last ?? open(nil, size: nil) }

  /// The open figure of that number or name, or a new one.
  func open(_ name: Value?, size: (Double, Double)?) throws -> PyplotFigure {
    if let name, let place = figures.firstIndex(where: { $0.name == name.text }) {
      let found = figures.remove(at: place)
      figures.append(found)
      if let size { found.size = size }
      return found
    }
    guard figures.count < Self.most else {
      throw Diagnostic(
        .value, "\(Self.most) figures are open, and a cell shows them all at its end",
        suggestion: "plt.show() after each, or plt.close()")
    }
    var number = 1
    while figures.contains(where: { $0.name == String(number) }) { number += 1 }
    let figure = PyplotFigure(name: name?.text ?? String(number), size: try size ?? usualSize(), self)
    figures.append(figure)
    return figure
  }

  func isOpen(_ figure: PyplotFigure) -> Bool { figures.contains { $0 === figure } }

  func close(_ figure: PyplotFigure) { figures.removeAll { $0 === figure } }

  func close(named name: String) { figures.removeAll { $0.name == name } }

  func closeLast() { if !figures.isEmpty { figures.removeLast() } }

  func closeAll() { figures = [] }

  /// Displays the open figures, in the order in which they were made, and closes them.
  func show(_ output: any Output, _ cancellation: Cancellation) throws {
    guard !figures.isEmpty else { return }
    let shown = figures.sorted { $0.order < $1.order }
    figures = []
    for figure in shown where !figure.isEmpty {
      try cancellation.check()
      output.display(try figure.rendered(), id: nil)
    }
  }

  private func usualSize() throws -> (Double, Double) {
    try PyplotFigure.size(settings["figure.figsize"], "figure.figsize")
  }
}
