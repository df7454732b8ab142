/// A function of one number, for a vector of them at once.
///
/// It is a type rather than a closure, because a loop over vectors is compiled anew for each type, with the function in its
/// place. A closure of some length stays a function that is called for each vector, and a vector goes to a function and
/// comes back in four pieces: all of that takes as long as a logarithm.
protocol LaneFunction {
  func callAsFunction(_ x: Lanes) -> Lanes
}

/// A function of two numbers, for a vector of each at once.
protocol LanePairFunction {
  func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes
}
