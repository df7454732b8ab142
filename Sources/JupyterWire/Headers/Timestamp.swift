import Glibc

/// Dates as the protocol wants them: ISO 8601 in UTC.
public enum Timestamp {
  /// The present, such as `2026-01-31T12:34:56.123456Z`.
  public static var now: String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return string(secondsSince1970: Int(time.tv_sec), microseconds: Int(time.tv_nsec) / 1000)
  }

  /// Days to a civil date after Howard Hinnant, "chrono-compatible low-level date algorithms": a formatter from Foundation
  /// costs more than the rest of a message.
  package static func string(secondsSince1970 seconds: Int, microseconds: Int) -> String {
    let secondOfDay = seconds % 86400
    let shifted = seconds / 86400 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let time = "\(padded(secondOfDay / 3600, 2)):\(padded(secondOfDay / 60 % 60, 2)):\(padded(secondOfDay % 60, 2))"
    return "\(date)T\(time).\(padded(microseconds, 6))Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
