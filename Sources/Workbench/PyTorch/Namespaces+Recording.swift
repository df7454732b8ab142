import Autodiff
import Language

extension Namespaces {
  /// Functions of `torch` that say whether gradients are kept.
  var recording: [Entry] {
    [
      entry(
        "enable_grad", "`with torch.enable_grad():` keeps what gradients need, within `no_grad` too", [],
        result: "enable_grad", abstract: .asRun
      ) { _, _ in .object(RecordingValue(isOn: true)) },
      entry(
        "set_grad_enabled", "`with torch.set_grad_enabled(is_training):` keeps what gradients need, or not",
        [Parameter("mode", .bool, "whether")], result: "enable_grad"
      ) { arguments, _ in .object(RecordingValue(isOn: arguments.bool("mode"))) },
      entry("is_grad_enabled", "whether what gradients need is kept", [], result: "bool") { _, _ in
        .bool(Recording.isOn)
      },
    ]
  }
}
