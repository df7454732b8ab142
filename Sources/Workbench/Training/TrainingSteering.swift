import Language
import Threads
import VAE

/// What whoever watches a training wants of it: other settings, a pause, an end. Safe from any thread.
final class TrainingSteering: Sendable {
  struct Wishes {
    var moves: [TrainingMove.Setting: Double] = [:]
    var isPaused = false
    var isStopped = false
  }

  private let wishes = Monitor(Wishes())

  /// What is wanted now; moves are told once.
  func take() -> Wishes {
    wishes.withLock { wishes in
      defer { wishes.moves = [:] }
      return wishes
    }
  }

  func change(_ body: (inout Wishes) -> Void) { wishes.withLock(body) }
}

/// One of the controls by which a training is steered.
final class SteeringReaction: ControlReaction {
  enum Role {
    case setting(TrainingMove.Setting)
    case pause, stop
  }

  private let role: Role
  private let steering: TrainingSteering

  init(_ role: Role, _ steering: TrainingSteering) { (self.role, self.steering) = (role, steering) }

  var typeName: String { "steering" }
  func repr() -> String { "steering" }

  func react(to event: ControlEvent, of control: ControlValue, in session: Session, _ context: Context) throws {
    switch (role, event) {
    case (.setting(let setting), .changed):
      // A page may set the slider's own bounds too.
      guard let value = control.link["value"]?.number, setting.range.contains(value) else { return }
      steering.change { $0.moves[setting] = value }
    case (.pause, .changed): steering.change { $0.isPaused = control.link["value"] == .bool(true) }
    case (.stop, .message(let content, _)) where content["event"] == .text("click"):
      steering.change { $0.isStopped = true }
    default: break
    }
  }

  func copied() -> any ObjectValue { SteeringReaction(role, steering) }
  var functions: [Value] { [] }
  func copyHeldValues(to other: any ObjectValue, _ copy: (Value) throws -> Value) throws {}
}
