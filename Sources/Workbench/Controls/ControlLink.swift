import Language
import Threads

/// A control's connection to the pages that show it: the attributes that both sides share. Safe from any thread.
package protocol ControlLink: AnyObject, Sendable {
  /// What other controls call it.
  var name: String { get }
  /// The form in which a page shows it, by its mime type and as the text of JSON; nil where there are no pages.
  var view: (mimeType: String, json: String)? { get }

  /// Whether no side has closed it.
  var isOpen: Bool { get }

  subscript(attribute: String) -> ControlField? { get }
  /// Changes attributes, and shows that on all pages.
  func set(_ attributes: [String: ControlField])
  /// Takes it off all pages.
  func close()
}

/// Where controls are shown. A session without one still has controls, which nobody can move.
package protocol ControlSurface: AnyObject, Sendable {
  /// Shows a control wherever its ``ControlLink/view`` stands.
  ///
  /// - Parameters:
  ///   - kind: what it is.
  ///   - attributes: those that differ from the kind's own, and all that the kind has no default for.
  func open(_ kind: ControlKind, _ attributes: [String: ControlField]) -> any ControlLink
}

/// The attributes of a control that no page shows.
package final class UnseenControl: ControlLink {
  package let name: String
  private let attributes: Monitor<[String: ControlField]>

  init(name: String, _ attributes: [String: ControlField]) {
    self.name = name
    self.attributes = Monitor(attributes)
  }

  package var view: (mimeType: String, json: String)? { nil }
  package var isOpen: Bool { true }
  package subscript(attribute: String) -> ControlField? { attributes.withLock { $0[attribute] } }
  package func set(_ changes: [String: ControlField]) { attributes.withLock { $0.merge(changes) { $1 } } }
  package func close() {}
}
