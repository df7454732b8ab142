import Autodiff
import Tensors

extension Variable {
  /// Its numbers. In the library below, operations read them; here that is noted where a transcript is made, which would not
  /// follow what is computed from them. Who asks only of what kind they are, and how many, asks ``tensor``.
  var value: Tensor {
    Transcript.current?.noteNumbers(of: self)
    return tensor
  }
}
