import Language
import Testing

@Suite struct CellFileTests {
  @Test("`# %%` separates cells")
  func cells() {
    let file = CellFile("x = 1\n# %% Training\ntrain\r\n\n#%%\n\n# %%\ny = 2")
    #expect(file.cells.map(\.title) == ["", "Training", ""])
    #expect(file.cells.map(\.text) == ["x = 1", "train\n", "y = 2"])
    #expect(file.cells.map(\.firstLine) == [1, 3, 8])
    #expect(CellFile("").cells.isEmpty)
    #expect(CellFile("\n  \n").cells.isEmpty)
  }

  @Test("inside a cell it is a comment")
  func comment() { #expect(shown("# %%\n3") == "3") }
}
