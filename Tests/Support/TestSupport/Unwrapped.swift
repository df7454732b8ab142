extension String {
  /// The text with the lines that were broken for their length whole again: what follows is indented by two.
  package var unwrapped: String { replacing("\n  ", with: " ") }
}
