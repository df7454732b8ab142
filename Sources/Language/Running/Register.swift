/// What can stand in a ring of references, and so would outlive its session: the variables of a call that functions made
/// in it still read, a class, a function's code.
protocol Registered: AnyObject {
  /// Where the register has it; nil where none does.
  var place: Int? { get set }

  /// The session has ended: lets go of everything.
  func end()
}

/// The things of a session that must be let go by hand when it ends, whatever refers to them.
///
/// Functions stand among variables that they read, objects know their class and it them: references alone would keep
/// such a ring for ever, and with it the table and the session's data. The register does not hold its members.
final class Register {
  private struct Member {
    unowned(unsafe) let object: any Registered
  }

  private var members: [Member] = []

  func enter(_ object: any Registered) {
    guard object.place == nil else { return }
    object.place = members.count
    members.append(Member(object: object))
  }

  /// To be called when the object is freed.
  func leave(_ object: any Registered) {
    guard let place = object.place else { return }
    object.place = nil
    let last = members.removeLast()
    guard place < members.count else { return }
    members[place] = last
    last.object.place = place
  }

  /// All of them, held.
  var all: [any Registered] { members.map(\.object) }

  func end() {
    // Held, because what one lets go of may be another.
    let all = all
    members = []
    for object in all { object.place = nil }
    for object in all { object.end() }
  }
}
