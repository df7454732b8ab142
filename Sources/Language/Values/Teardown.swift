import Threads

/// Frees nested containers without recursion.
///
/// A program can nest lists a million deep in a loop (`l = [l]`); freed the plain way, each level would use a piece of
/// the stack. So a container hands what it holds to this thread's bin, and the outermost empties the bin in a loop.
enum Teardown {
  /// The values that a container held.
  private enum Waste {
    case values([Value])
    /// Those of a long list, which are freed piece by piece.
    case pile(Pile)
    case step(() throws -> Value?)
    case executions([Execution])
    case frame(Frame)
  }

  private final class Pile {
    var values: [Value]

    init(_ values: [Value]) { self.values = values }
  }

  private final class Bin {
    var waste: [Waste] = []
  }

  /// The bin of the thread that is emptying one.
  private static let slot = ThreadSlot()

  static func dispose(of values: inout [Value]) {
    guard values.contains(where: \.holdsValues) else { return }
    let waste = values.count > piece ? Waste.pile(Pile(values)) : .values(values)
    values = []
    empty(waste)
  }

  static func dispose(of step: inout (() throws -> Value?)?) {
    guard let held = step else { return }
    step = nil
    empty(.step(held))
  }

  static func dispose(of executions: inout [Execution]) {
    guard !executions.isEmpty else { return }
    let held = executions
    executions = []
    empty(.executions(held))
  }

  static func dispose(of frame: inout Frame?) {
    // One that others need too is not freed here.
    guard isKnownUniquelyReferenced(&frame) else { return frame = nil }
    guard let held = frame else { return }
    frame = nil
    empty(.frame(held))
  }

  /// Takes ownership, so that the last reference is dropped here and not in the caller's deinit.
  private static func empty(_ waste: consuming Waste) {
    if let pointer = slot.pointer {
      Unmanaged<Bin>.fromOpaque(pointer).takeUnretainedValue().waste.append(waste)
      return
    }
    let bin = Bin()
    bin.waste.append(waste)
    slot.pointer = Unmanaged.passUnretained(bin).toOpaque()
    while let waste = bin.waste.popLast() { drop(waste, bin) }
    slot.pointer = nil
  }

  /// Items that are freed at a time: what a long list holds is not to fill the bin, which would take memory to free memory.
  private static let piece = 4096

  private static func drop(_ waste: Waste, _ bin: Bin) {
    guard case .pile(let pile) = waste, pile.values.count > piece else { return }
    let last = Array(pile.values.suffix(piece))
    pile.values.removeLast(piece)
    bin.waste.append(waste)
    // Only now, so that what these hold lies on top of the rest.
    _ = consume last
  }
}

extension Value {
  /// Whether freeing the value may free further values.
  var holdsValues: Bool {
    switch self {
    case .list, .tuple, .dict, .iterator, .function: true
    case .object(let object): InstanceValue.cast(object) != nil || object is HoldingValue
    default: false
    }
  }
}

/// A value of the language's own that holds further values: freeing it may go deep.
protocol HoldingValue: ObjectValue {}

extension ClassValue: HoldingValue {}
extension BoundMethod: HoldingValue {}
extension SetValue: HoldingValue {}
extension DictViewValue: HoldingValue {}
extension NativeFunction: HoldingValue {}
extension PropertyValue: HoldingValue {}
extension StaticMethodValue: HoldingValue {}
extension ClassMethodValue: HoldingValue {}
extension SuperValue: HoldingValue {}
