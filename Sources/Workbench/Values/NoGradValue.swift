import Autodiff
import Language

/// `with no_grad():`
final class NoGradValue: ScopedValue {
  private var before: [Bool] = []

  var typeName: String { "no_grad" }
  func repr() -> String { "no_grad()" }

  func enter() {
    before.append(Recording.isOn)
    Recording.isOn = false
  }

  func exit() { Recording.isOn = before.popLast() ?? true }
}
