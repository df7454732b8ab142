import JupyterWire
import Testing

struct NotebookTests {
  private func notebook(_ cells: String) throws -> Notebook {
    try Notebook(parsing: Array(#"{"cells": [\#(cells)], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}"#.utf8))
  }

  @Test func hasItsCodeAndTags() throws {
    let cells = try notebook(
      #"""
      {"cell_type": "markdown", "source": ["# Title"]}, {"cell_type": "code", "source": "x = 1", "metadata": {}},
      {"cell_type": "code", "source": ["y = 2\n", "y"], "metadata": {"tags": ["parameters", 7]}}, {"cell_type": "raw", "source": ""}
      """#
    ).cells
    #expect(cells.map(\.source) == ["x = 1", "y = 2\ny"])
    #expect(cells.map(\.tags) == [[], ["parameters"]])
  }

  @Test(
    arguments: [
      (#"{"cell_type": "code"}"#, "item 1"), (#"{"cell_type": 3, "source": ""}"#, "item 1"), ("7", "item 1"),
      (#"{"cell_type": "raw", "source": ""}, {"cell_type": "code", "source": {"a": 1}}"#, "item 2"),
      // A line that is no text is not left out of what runs.
      (#"{"cell_type": "code", "source": ["x = 1\n", null, "x"]}"#, "item 1"), ("]", "no Jupyter notebook"),
    ])
  func damagedOnesAreRefused(cells: String, says: String) {
    do {
      _ = try notebook(cells)
      Issue.record("it was read")
    } catch { #expect("\(error)".contains(says), "\(error)") }
  }

  @Test(arguments: [
    ("", "the file is empty"), ("{\"cells\": [\n<<<<<<< HEAD\n]}", "git conflict"),
    ("{\"cells\": [x", "invalid JSON at byte 11: a character that may not stand there"),
    ("{\"cells\": [", "it ends there"),
  ])
  func whatIsNoNotebookIsSaidInWords(text: String, words: String) throws {
    let error = try #require(throws: NotebookError.self) { try Notebook(parsing: Array(text.utf8)) }
    #expect(error.description.contains(words), "\(error)")
  }
}
