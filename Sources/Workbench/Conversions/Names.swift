import Autodiff
import Language

/// Here a parameter is one of a table entry, unless said otherwise.
typealias Parameter = Language.Parameter
/// A tensor that an optimizer changes.
typealias LearnedParameter = Autodiff.Parameter
