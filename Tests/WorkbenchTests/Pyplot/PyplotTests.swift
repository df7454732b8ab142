import Foundation
import Graphics
import Language
import Testing

/// `matplotlib.pyplot` as VAE programs use it: what is shown and when, what stands where, and what is refused.
@Suite struct PyplotTests {
  /// The pictures that a cell shows, decoded.
  private func pictures(_ cells: String...) throws -> [Raster] {
    try atDesk { desk in
      for cell in cells { try desk.value(cell) }
      return try desk.pictures.map { try PNG.decode($0) }
    }
  }

  /// The colour in the middle of a part of a picture, from the left and from the top.
  private func color(_ raster: Raster, _ x: Double, _ y: Double) -> [UInt8] {
    Array(raster[Int(x * Double(raster.width)), Int(y * Double(raster.height))].prefix(3))
  }

  // MARK: When it shows

  @Test func showDisplaysOnceAndCloses() throws {
    try atDesk { desk in
      try desk.value("import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.show()\nplt.show()")
      #expect(desk.output.displays.count == 1)
      try desk.value("x = 1")
      #expect(desk.output.displays.count == 1)
    }
  }

  @Test func openFigureIsShownAtTheEndOfItsCell() throws {
    try atDesk { desk in
      for (number, cell) in ["plt.imshow(rand(4, 4));", "plt.imshow(rand(4, 4), cmap='gray')"].enumerated() {
        let result = desk.run(cell)
        #expect(result.error == nil && result.display == nil, "\(result.errorText(.plain))")
        #expect(desk.output.displays.count == number + 1)
      }
      #expect(desk.output.transcript == "[image]\n[image]\n")
    }
  }

  @Test func figuresAreShownInTheirOrder() throws {
    try atDesk { desk in
      try desk.value("plt.figure(1)\nplt.title('a')\nplt.figure(2)\nplt.title('b')\nplt.figure(1)\nplt.plot([1, 2])")
      #expect(desk.output.displays.map(\.plain) == ["[plot: a; a curve of 2 values rises from 1 to 2]", "[plot: b]"])
    }
  }

  @Test func figureAsResultIsShownOnce() throws {
    try atDesk { desk in
      let result = desk.run("fig, ax = plt.subplots()\nax.plot([1, 2])\nfig")
      #expect(result.display?.forms["image/png"] != nil && desk.output.displays.isEmpty)
    }
  }

  @Test func failedCellDropsItsFigures() throws {
    try atDesk { desk in
      #expect(desk.run("plt.plot([1, 2])\nplt.plot([1, 2], [1])").error?.kind == .shape)
      try desk.value("x = 1")
      #expect(desk.output.displays.isEmpty)
    }
  }

  @Test func closedFigureIsNotShown() throws {
    #expect(try pictures("plt.plot([1, 2])\nplt.close()").isEmpty)
    #expect(
      try pictures("fig = plt.figure()\nplt.plot([1, 2])\nplt.figure()\nplt.plot([1])\nplt.close(fig)").count == 1)
  }

  // MARK: What it shows

  @Test func smallestIsBlackAndLargestWhite() throws {
    let raster = try #require(
      try pictures("plt.imshow(torch.tensor([[3.0, 5.0], [4.0, 3.0]]), cmap='gray'); plt.axis('off');").first)
    #expect(abs(raster.width - raster.height) <= 2)
    #expect(color(raster, 0.3, 0.3) == [0, 0, 0])
    #expect(color(raster, 0.7, 0.3) == [255, 255, 255])
    #expect(color(raster, 0.3, 0.7) == [128, 128, 128])
  }

  @Test func limitsOfColoursAreKept() throws {
    let raster = try #require(
      try pictures("plt.imshow([[0.2, 0.4], [0.4, 0.4]], cmap='gray', vmin=0, vmax=1)\nplt.axis('off')").first)
    #expect(color(raster, 0.3, 0.3) == [51, 51, 51])
    #expect(color(raster, 0.7, 0.7) == [102, 102, 102])
  }

  @Test func coloursAreTakenAsTheyAre() throws {
    let raster = try #require(
      try pictures("plt.imshow(torch.tensor([[[1.0, 0, 0], [0, 0.2, 1]]]))\nplt.axis('off')").first)
    #expect(color(raster, 0.25, 0.5) == [255, 0, 0])
    #expect(color(raster, 0.75, 0.5) == [0, 51, 255])
    let bytes = try #require(
      try pictures("plt.imshow(torch.tensor([[[255, 0, 0], [0, 51, 255]]]))\nplt.axis('off')").first)
    #expect(color(bytes, 0.75, 0.5) == [0, 51, 255])
  }

  @Test func lowerOriginTurnsThePictureOver() throws {
    let raster = try #require(
      try pictures("plt.imshow([[0, 1], [1, 1]], cmap='gray', origin='lower')\nplt.axis('off')").first)
    #expect(color(raster, 0.3, 0.7) == [0, 0, 0] && color(raster, 0.3, 0.3) == [255, 255, 255])
  }

  /// Under its ending or by its name: the JPEG's pixels are the PNG's but for its losses, the PDF is a page of the figure's inches.
  @Test func figuresAreSavedAsOtherFormats() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-formats-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }
    try atDesk { desk in
      // In one cell, at whose end the figure is closed.
      _ = try desk.value(
        """
        plt.figure(figsize=(4, 3))
        plt.imshow([[0, 1], [1, 0]], cmap='gray')
        plt.axis('off')
        plt.savefig('\(folder.path)/a.png')
        plt.savefig('\(folder.path)/a.JPG')
        plt.savefig('\(folder.path)/a.pdf')
        plt.savefig('\(folder.path)/b', format='pdf')
        torchvision.utils.save_image(torch.ones(2, 1, 4, 4) * 0.5, '\(folder.path)/grid.jpeg')
        plt.close()
        """)
    }
    let (png, jpeg) = (try PNG.decode(bytes("a.png")), try JPEG.decode(bytes("a.JPG")))
    #expect(jpeg.width == png.width && jpeg.height == png.height && jpeg.channels == 3)
    let far = zip(jpeg.pixels, png.pixels).count { abs(Int($0) - Int($1)) > 24 }
    #expect(far < png.pixels.count / 100, "\(far) of \(png.pixels.count)")
    for name in ["a.pdf", "b.pdf"] {
      let page = Data(try bytes(name))
      #expect(page.starts(with: Data("%PDF-".utf8)) && page.range(of: Data("/MediaBox [ 0 0 288 216 ]".utf8)) != nil)
    }
    let grid = try JPEG.decode(bytes("grid.jpeg"))
    #expect(grid.width == 14 && grid.height == 8)
  }

  @Test func savedFigureHoldsThePicture() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "elbow-plt-\(UUID().uuidString).png").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try atDesk { desk in
      try desk.value(
        "plt.figure(figsize=(4, 4))\nplt.imshow([[0, 1], [1, 0]], cmap='gray')\nplt.axis('off')\nplt.savefig('\(path)', dpi=150)\nplt.close()"
      )
      #expect(desk.output.displays.isEmpty)
    }
    let raster = try PNG.decode([UInt8](try Data(contentsOf: URL(filePath: path))))
    #expect(raster.width == 640 && raster.height == 640)
    #expect(color(raster, 0.3, 0.3) == [0, 0, 0] && color(raster, 0.7, 0.3) == [255, 255, 255])
    #expect(color(raster, 0.3, 0.7) == [255, 255, 255] && color(raster, 0.7, 0.7) == [0, 0, 0])
  }

  @Test func gridOfSubplotsIsOnePicture() throws {
    let shown = try pictures(
      """
      plt.figure(figsize=(12, 8 * 2))
      for i in range(64):
          plt.subplot(8, 8, i + 1)
          plt.imshow(rand(28, 28), cmap='gray')
          plt.axis('off')
      plt.show()
      """)
    #expect(shown.count == 1)
    #expect(shown[0].width > 1_800 && shown[0].width <= 1_920 && shown[0].height > 2_200 && shown[0].height <= 2_560)
  }

  @Test func axesAreIndexedAsInMatplotlib() throws {
    try atDesk { desk in
      let cell = """
        fig, axs = plt.subplots(2, 3, figsize=(9, 6))
        for i, ax in enumerate(axs.flat):
            ax.set_title(str(i))
        names = [axs[1, 2] is axs[1][2], axs.flatten()[4] is axs[1, 1], len(axs), axs.shape, len(axs[:, 0])]
        fig2, row = plt.subplots(1, 4)
        names.append(len(row))
        fig3, ax = plt.subplots()
        a, (b, c) = ax, axs[0, :2]
        plt.close('all')
        names
        """
      let found = try desk.value(cell).repr
      #expect(found == "[True, True, 2, (2, 3), 2, 4]")
    }
  }

  @Test func everythingThatProgramsUseIsDrawn() throws {
    let shown = try pictures(
      """
      x = np.linspace(0, 6, 50)
      fig, axs = plt.subplots(2, 2, figsize=(10, 7))
      axs[0, 0].plot(x, np.sin(x), 'r--', label='sin'); axs[0, 0].plot(x, np.cos(x), color='C2', lw=2, label='cos')
      axs[0, 0].fill_between(x, np.sin(x) - 0.2, np.sin(x) + 0.2, alpha=0.3)
      axs[0, 0].legend(loc='upper right'); axs[0, 0].set_xlabel('x'); axs[0, 0].grid(True)
      s = axs[0, 1].scatter(randn(50), randn(50), c=arange(50) % 10, cmap='tab10', s=8, alpha=0.7)
      fig.colorbar(s, ax=axs[0, 1]); axs[0, 1].set(title='latent $z_1$', xlim=(-4, 4))
      axs[1, 0].hist(randn(500), bins=30, alpha=0.5, label='a'); axs[1, 0].axvline(0, color='k', linestyle=':')
      axs[1, 1].bar(['a', 'b'], [1, 2]); axs[1, 1].set_ylim(0, 3); axs[1, 1].axhline(1.5)
      fig.suptitle('all'); plt.tight_layout()
      """)
    #expect(shown.count == 1)
  }

  /// Where a step changes is seen beside it: halfway between 0 and 1 the value is still 0, or is 1 already.
  @Test(arguments: [
    ("pre", 0.4, true), ("post", 0.4, false), ("post", 0.6, false), ("mid", 0.4, false), ("mid", 0.6, true),
  ])
  func stepsChangeWhereTheyAreTo(_ place: String, _ x: Double, _ isUp: Bool) throws {
    let raster = try #require(
      try pictures(
        """
        plt.figure(figsize=(4, 4)); plt.subplots_adjust(left=0, right=1, bottom=0, top=1)
        plt.step([0, 1], [0.25, 0.75], where='\(place)', color='r', lw=8); plt.axis([0, 1, 0, 1]); plt.axis('off')
        """
      ).first)
    #expect(color(raster, x, 0.25) == (isUp ? [255, 0, 0] : [255, 255, 255]))
    #expect(color(raster, x, 0.75) == (isUp ? [255, 255, 255] : [255, 0, 0]))
  }

  /// One large mark in the middle of a figure without axes.
  private func mark(_ words: String) throws -> Raster {
    try #require(
      try pictures(
        """
        plt.figure(figsize=(4, 4)); plt.subplots_adjust(left=0, right=1, bottom=0, top=1)
        plt.scatter([0.5], [0.5], s=20000, \(words)); plt.axis([0, 1, 0, 1]); plt.axis('off')
        """
      ).first)
  }

  @Test func marksWithoutInsideAreRings() throws {
    for words in ["c='none', edgecolors='r'", "facecolors='none', edgecolors='r'"] {
      let raster = try mark(words + ", linewidths=20")
      #expect(color(raster, 0.5, 0.5) == [255, 255, 255], "\(words)")
      // A mark of 20000 points² has a radius of 70.7 points, a quarter of the figure's side.
      #expect(color(raster, 0.5 + 70.7 / 288, 0.5) == [255, 0, 0], "\(words)")
    }
  }

  @Test func fourthNumberOfAColourIsItsOpacity() throws {
    #expect(color(try mark("c=[[0, 0, 1, 0.5]]"), 0.5, 0.5) == [127, 127, 255])
    #expect(color(try mark("c=torch.tensor([[0, 0, 1, 0.2]])"), 0.5, 0.5) == [204, 204, 255])
    #expect(color(try mark("c=[[0, 0, 1, 0.5]], alpha=1"), 0.5, 0.5) == [0, 0, 255])
  }

  @Test func whatLiesAboveTheBytesIsCutOff() throws {
    let raster = try #require(
      try pictures("plt.imshow(torch.tensor([[[300, 100, 0], [0, 51, 255]]]))\nplt.axis('off')").first)
    #expect(color(raster, 0.25, 0.5) == [255, 100, 0] && color(raster, 0.75, 0.5) == [0, 51, 255])
  }

  @Test func settingsAreObeyed() throws {
    let raster = try #require(
      try pictures(
        """
        plt.rcParams["image.cmap"] = "gray"; plt.rcParams["image.origin"] = "lower"; plt.rcParams["figure.figsize"] = 3, 3
        plt.imshow([[0, 1], [1, 1]]); plt.axis("off")
        """
      ).first)
    #expect(color(raster, 0.3, 0.7) == [0, 0, 0] && color(raster, 0.3, 0.3) == [255, 255, 255])
    #expect(raster.width <= 480)
  }

  @Test func whatWasDrawnIsChanged() throws {
    let raster = try #require(
      try pictures(
        """
        im = plt.imshow([[0.0, 1], [1, 0]], cmap='viridis')
        im.set_cmap('gray'); im.set_clim(0, 2); im.set_data([[2.0, 1], [1, 2]]); plt.axis('off')
        """
      ).first)
    #expect(color(raster, 0.3, 0.3) == [255, 255, 255] && color(raster, 0.7, 0.3) == [128, 128, 128])
    let bars = try #require(
      try pictures(
        """
        plt.figure(figsize=(4, 4)); plt.subplots_adjust(left=0, right=1, bottom=0, top=1)
        b = plt.bar([0.25, 0.75], [1, 1], width=0.4); b[1].set_color('r'); plt.axis([0, 1, 0, 1]); plt.axis('off')
        """
      ).first)
    #expect(color(bars, 0.25, 0.5) == [31, 119, 180] && color(bars, 0.75, 0.5) == [255, 0, 0])
  }

  // MARK: What it refuses

  @Test(arguments: [
    ("plt.imshow(rand(1, 28, 28))", "squeeze"), ("plt.imshow(rand(3, 28, 28))", "permute(1, 2, 0)"),
    ("plt.imshow(rand(784))", "reshape(28, 28)"), ("plt.imshow(rand(2, 2), cmap='virids')", "viridis"),
    ("plt.imshow(rand(2, 2), norm=1)", "vmin"), ("plt.subplot(2, 2, 5)", "1 to 4"), ("plt.subplot(2, 2, 0)", "from 1"),
    ("plt.plot([1, 2], 'q')", "style"), ("plt.plot([1, 2], color='rad')", "no colour"),
    ("plt.scatter([1, 2], [1])", "2 and 1"), ("plt.colorbar()", "imshow"), ("plt.savefig('x.svg')", "PNG"),
    ("plt.contourf([1])", "plt.imshow(z, origin"), ("plt.gca().contourf([1])", "ax.imshow(z, origin"),
    ("plt.hist(rand(4, 784))", "reshape(-1)"), ("plt.axes(projection='3d')", "flat"), ("import seaborn", "pyplot"),
    ("from mpl_toolkits.mplot3d import Axes3D", "scatter"), ("plt.hist([1, float('inf')])", "range"),
    ("plt.imsave('x.bmp', rand(2, 2))", "PNG"), ("plt.annotate('a', (1, 2, 3))", "two"), ("plt.xlim(1, 1)", "nothing"),
    ("plt.figure(figsize=(0, 3))", "inches"),
    ("plt.figure(figsize=(100, 100))", "too large"),
    ("plt.subplots(1000, 1000)", "200"), ("plt.axis('of')", "\"off\""),
    ("plt.step([1, 2], [3, 4], where='nonsense')", "\"post\""), ("plt.plot([1, 2], where='post')", "where"),
    ("plt.plot([1, 2], [1, 2], 'rr--')", "two colours"), ("plt.plot([1, 2], [1, 2], 'r---')", "two styles"),
    ("plt.imshow(rand(2, 2), interpolation='foo')", "interpolation"), ("plt.hist([float('nan')] * 3)", "nan"),
    ("plt.rcParams['nonsense'] = 3", "KeyError"), ("plt.rcParams['image.cmpa'] = 'gray'", "image.cmap"),
    ("plt.rcParams['image.origin'] = 'left'", "upper"), ("plt.rcParams['text.usetex'] = True", "TeX"),
    ("plt.scatter([1, 2], [1, 2], c=[1, 2, 3])", "'c' argument has 3 elements"),
    ("plt.scatter([1, 2], [1, 2], c=['r', 'g', 'b'])", "3 elements"), ("plt.savefig('x.tiff')", "PNG"),
    ("plt.hist([1, 2], weights=[1])", "as many as x"), ("plt.hist([1, 2], bins='nonsense')", "auto"),
    ("plt.errorbar([1, 2], [1, 2], yerr=[-1, 1])", "negative"), ("plt.subplots(2, 2, sharex='rows')", "\"row\""),
    ("plt.subplots(1, 2, gridspec_kw={'width_ratios': [1]})", "2 positive"), ("plt.imread('nowhere.png')", "no such"),
    ("plt.legend(handles=[3])", "handles"), ("plt.subplot(2, 2, (4, 3))", "whole"), ("plt.grid(axis='z')", "both"),
  ])
  func mistakesSayWhatToDo(_ cell: String, _ word: String) throws {
    try atDesk { desk in
      let result = desk.run(cell)
      #expect(result.error != nil && result.errorText(.plain).contains(word), "\(cell): \(result.errorText(.plain))")
      #expect(desk.output.displays.isEmpty)
    }
  }
}
