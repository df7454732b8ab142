extension Ticks {
  /// The ticks with labels that are short and tell them apart.
  ///
  /// Numbers that agree in their first digits show only what differs, and the note what is to be added. Numbers from a
  /// million, or below a thousandth, are written as multiples of a power of ten, which the note names.
  static func labelled(_ numbers: [ScaledInteger]) -> Ticks {
    guard let first = numbers.first, let last = numbers.last else { return Ticks(ticks: []) }
    let exponent = first.exponent
    var notes: [String] = []
    var shown = numbers
    let base = common(first, last)
    if base.digits != 0 {
      shown = numbers.map { ScaledInteger(digits: $0.digits - base.digits, exponent: exponent) }
      notes.append((base.digits < 0 ? "− " : "+ ") + large(base))
    }
    let magnitude = shown.filter { $0.digits != 0 }.map(\.magnitude).max() ?? 0
    if magnitude >= 6 || magnitude < -3 {
      shown = shown.map { ScaledInteger(digits: $0.digits, exponent: exponent - magnitude) }
      notes.insert("×10" + ScaledInteger.superscript(magnitude), at: 0)
    }
    let isGrouped = notes.isEmpty && magnitude >= 4
    let ticks = zip(numbers, shown).map { Tick(value: $0.value, label: $1.text(isGrouped: isGrouped)) }
    return Ticks(ticks: ticks, note: notes.isEmpty ? nil : notes.joined(separator: " "))
  }

  /// The leading part that two numbers of one exponent share, where writing it each time would take too many digits:
  /// 123,456.1 and 123,456.4 → 123,456.
  private static func common(_ first: ScaledInteger, _ last: ScaledInteger) -> ScaledInteger {
    let none = ScaledInteger(digits: 0, exponent: first.exponent)
    let isOneSided = first.digits > 0 || last.digits < 0
    let length = String(max(first.digits.magnitude, last.digits.magnitude)).count
    guard isOneSided, length > 6 else { return none }
    var unit = 10
    // The unit stays below 10¹⁷: the digits are below 5·10¹⁶, and so is their difference.
    while unit <= last.digits - first.digits { unit *= 10 }
    // Truncating keeps the sign of what is left the sign of the numbers.
    let base = (first.digits > 0 ? first.digits : last.digits) / unit * unit
    return String(base.magnitude).count - String(unit).count >= 2
      ? ScaledInteger(digits: base, exponent: first.exponent) : none
  }

  /// A number to be added, in as few characters as show all of its digits.
  private static func large(_ number: ScaledInteger) -> String {
    var number = ScaledInteger(digits: Int(number.digits.magnitude), exponent: number.exponent)
    while number.digits.isMultiple(of: 10), number.digits != 0 {
      number = ScaledInteger(digits: number.digits / 10, exponent: number.exponent + 1)
    }
    let magnitude = number.magnitude
    guard magnitude > 9 || magnitude < -4 else { return number.text(isGrouped: true) }
    let mantissa = ScaledInteger(digits: number.digits, exponent: number.exponent - magnitude)
    return mantissa.text(isGrouped: false) + "×10" + ScaledInteger.superscript(magnitude)
  }
}
