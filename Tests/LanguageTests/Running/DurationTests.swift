import Language
import Testing

@Suite struct DurationTests {
  @Test("a cell that crosses a second is not a second too long")
  func crossing() {
    let start = ContinuousClock.now
    var readings = 0
    // A clock that goes on by 0.6 s whenever it is read: read twice for one end, it would be past the next second.
    let interpreter = Interpreter(
      table: [],
      now: {
        defer { readings += 1 }
        return start.advanced(by: .milliseconds(600 * readings))
      })
    let result = interpreter.run("1 + 1", named: "cell 1", output: RecordedOutput())
    #expect(abs(result.duration - 0.6) < 1e-9)
    #expect(interpreter.lastDuration == result.duration)
    #expect(readings == 2)
  }
}
