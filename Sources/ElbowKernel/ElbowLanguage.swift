import JupyterKernel
import JupyterWire
import Processes
import Tensors
import Threads
import Workbench

/// Elbow's language and its session, as a kernel drives them.
package final class ElbowLanguage: KernelLanguage {
  /// The kernel's name, and the language's.
  package static let name = "elbow"
  /// Python's lexer, which every Pygments has: what is no command is coloured rightly, and commands as names.
  package static let pythonsLexer = "ipython3"

  package let description: KernelDescription
  private let snapshots: SessionSnapshots
  private let stepper: ElbowDebugger?
  private let group: ProcessGroup?
  /// Where controls are shown; nil before the first cell.
  private var controls: KernelControls?
  /// Finishes what the session saves by itself, or gives up after so many milliseconds. For any thread.
  package let finishSaving: @Sendable (_ limit: Int) -> Void

  /// How long the session may be saved when the kernel ends, in milliseconds.
  package static let savingTime = 1500

  package var sessionReader: (any SessionReader)? { SnapshotReader(of: snapshots) }

  /// Of several processes none could stop by itself.
  package var debugger: (any LanguageDebugger)? { stepper }

  /// - Parameters:
  ///   - version: the kernel's version, and the language's.
  ///   - session: the session that cells work on.
  ///   - group: the processes that run the same cells, of which this is the first; nil for one by itself.
  ///   - lexer: the name of a lexer that Pygments has where notebooks are exported: for one that it has not it takes none.
  package init(
    version: String, session: sending Session = Session(autosave: .standard()), group: ProcessGroup? = nil,
    lexer: String = ElbowLanguage.pythonsLexer
  ) {
    self.group = group
    description = KernelDescription(
      implementation: Self.name, version: version,
      language: LanguageInfo(
        name: Self.name, version: version, mimeType: "text/x-elbow", fileExtension: ".elbow",
        pygmentsLexer: lexer,
        // JupyterLab and Notebook look for the name, which their extension brings (kernelspec/labextension), then for the type:
        // without the extension it is Python.
        codeMirrorMode: ["name": .string(Self.name), "mime": "text/x-python"]),
      banner: """
        Elbow \(version): learn variational autoencoders by doing. Begin with `data mnist`, or `help`.
        \(BLAS.summary)
        """)
    // `set autosave=on` may make another: asked for when it is needed.
    let saving = session.saving
    finishSaving = { saving.finish(withinMilliseconds: $0) }
    snapshots = SessionSnapshots(of: session, group)
    stepper = group == nil ? ElbowDebugger(snapshots) : nil
  }

  /// Gives back what trainings have freed and the next step would have used again.
  package func rest() { Storage.releaseFreed() }

  package func start() {
    snapshots.work { original, _ in original.interpreter.stepping = stepper?.stepping }
  }

  package func cellEnded() { snapshots.work { original, _ in original.session.keepCell() } }

  /// The last cell has been captured by now: what is left is to write it.
  package func shutDown(restart: Bool) {
    group?.dismiss()
    finishSaving(Self.savingTime)
  }

  package func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    let controls = controls(of: context)
    return try snapshots.work { original, cancellation in
      original.session.show(controlsOn: controls)
      return try original.cells.execute(code, in: context, cancellation, snapshots)
    }
  }

  private func controls(of context: ExecutionContext) -> KernelControls {
    let known = controls ?? KernelControls(context.widgets, hearsPages: group == nil)
    controls = known
    known.answer(context.parent)
    return known
  }

  package func handle(_ event: WidgetEvent, in context: ExecutionContext) throws {
    // The other processes hear of cells alone: a session that changed here would no longer be theirs.
    guard group == nil else {
      throw ExecutionError("NotSupported", "controls are not followed where several processes run the cells")
    }
    let controls = controls(of: context)
    try snapshots.work { original, cancellation in
      original.session.show(controlsOn: controls)
      try original.session.handle(event, in: context, cancellation)
    }
  }

  package func evaluate(_ expression: String, in context: ExecutionContext) throws -> MimeBundle {
    try snapshots.work { original, cancellation in
      try original.cells.evaluate(expression, in: context, cancellation)
    }
  }

  package func complete(_ code: String, at cursor: Int) -> CompleteReply {
    snapshots.work { original, _ in original.interpreter.completeReply(code, at: cursor) }
  }

  package func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) -> MimeBundle? {
    snapshots.work { original, _ in original.interpreter.inspection(of: code, at: cursor, detail) }
  }

  package func isComplete(_ code: String) -> IsCompleteReply {
    snapshots.work { original, _ in original.interpreter.completeness(of: code) }
  }
}
