/// The result of running a cell.
package struct CellResult {
  /// The value of the cell's last expression, if it has one and it is not silenced.
  package var value: Value?
  /// The display of the value; nil where there is nothing to show.
  package var display: Display?
  /// The error that ended the cell.
  package var error: Diagnostic?
  /// How long it ran, in seconds.
  package var duration: Double
  private let source: SourceText

  init(value: Value?, display: Display?, error: Diagnostic?, duration: Double, source: SourceText) {
    self.value = value
    self.display = display
    self.error = error
    self.duration = duration
    self.source = source
  }

  /// The result of a cell that could not be run.
  package init(failing error: Diagnostic, _ source: SourceText) {
    self.init(value: nil, display: nil, error: error, duration: 0, source: source)
  }

  /// The cell as it would be right, where the error knows how.
  package var correctedCell: String? {
    guard let error, error.source === source else { return nil }
    return error.correction?.applied(to: source)
  }

  /// The whole text of the error, empty where there is none.
  package func errorText(_ style: Diagnostic.Style) -> String {
    error?.rendered(style, in: source) ?? ""
  }
}
