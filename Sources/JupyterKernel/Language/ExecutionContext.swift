import JupyterWire
import Threads

/// A running cell's way to its client. All of it is safe from any thread, until the cell has ended and
/// after: output that comes late still belongs to the cell that began it.
public final class ExecutionContext: Sendable {
  /// The number of the cell: `In [3]`.
  public let executionCount: Int
  /// Whether nothing is to be shown; output is thrown away.
  public let isSilent: Bool
  /// Whether the cell enters the history.
  public let storesHistory: Bool
  /// The request to stop.
  public let cancellation: Cancellation
  /// The request behind it all, for messages over comms.
  public let parent: ParentHeader
  /// The kernel's comms.
  public let comms: Comms
  /// The kernel's widgets.
  public let widgets: Widgets

  private let publisher: Publisher
  private let input: InputExchange.Client?
  private let payloads = Monitor<[ExecutePayload]>([])

  init(
    executionCount: Int, isSilent: Bool, storesHistory: Bool, parent: ParentHeader, cancellation: Cancellation,
    kernel: KernelState, input: InputExchange.Client?
  ) {
    self.executionCount = executionCount
    self.isSilent = isSilent
    self.storesHistory = storesHistory
    self.cancellation = cancellation
    self.parent = parent
    comms = kernel.comms
    widgets = kernel.widgets
    publisher = kernel.publisher
    self.input = input
  }

  /// Prints text. What is printed in quick succession leaves as one message.
  public func write(_ text: String, to stream: StreamOutput.Name = .stdout) {
    guard !isSilent else { return }
    publisher.write(text, to: stream, parent: parent)
  }

  /// Shows something; with an `id` it can be replaced later by ``update(_:id:)``.
  public func display(_ bundle: MimeBundle, id: String? = nil) {
    publish(DisplayData(bundle, displayID: id))
  }

  /// Replaces what was shown under `id`, in whichever cell.
  public func update(_ bundle: MimeBundle, id: String) {
    publish(UpdateDisplayData(bundle, displayID: id))
  }

  /// Clears what the cell has shown; `wait` puts it off until the next output, which avoids flicker.
  public func clearOutput(wait: Bool = false) {
    publish(ClearOutput(wait: wait))
  }

  /// Shows a page in the frontend's pager, when the cell has ended.
  public func page(_ page: MimeBundle, startLine: Int = 0) {
    payloads.withLock { $0.append(.page(page, startLine: startLine)) }
  }

  /// Puts text into the next cell when this one has ended, or into this one where it `replaces` it.
  public func setNextInput(_ text: String, replaces: Bool = false) {
    payloads.withLock { $0.append(.setNextInput(text, replaces: replaces)) }
  }

  /// Asks the user for a line of text, and waits for it.
  ///
  /// - Throws: ``ExecutionError`` `StdinNotAvailable` where the client cannot ask, `Cancelled` where the user would
  ///   rather stop.
  public func readLine(prompt: String = "", isPassword: Bool = false) throws -> String {
    guard let input else {
      throw ExecutionError("StdinNotAvailable", "this client does not allow a cell to ask for input")
    }
    return try input.ask(InputRequest(prompt: prompt, password: isPassword), parent: parent, cancellation)
  }

  private func publish(_ content: some OutgoingContent) {
    guard !isSilent else { return }
    publisher.publish(content, parent: parent)
  }

  /// The payloads for the reply.
  func takePayload() -> [JSONObject] {
    payloads.withLock { payloads in
      defer { payloads = [] }
      return payloads.map(\.json)
    }
  }
}
