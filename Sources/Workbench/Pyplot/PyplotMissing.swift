import Language

/// What of matplotlib is not there, and what could be meant.
enum PyplotMissing {
  /// - Parameter module: what stands before the dot: `plt`, or `ax`.
  static func error(_ name: String, of module: String) -> Diagnostic? {
    guard let instead = instead[name] else { return nil }
    let suggestion = module == "plt" ? instead : instead.replacing("plt.", with: "ax.")
    return Diagnostic(.attribute, "`\(module).\(name)` is not there; this is most like it", example: suggestion)
  }

  static func check(projection: Value) throws {
    guard projection.isNone || projection.text == "rectilinear" else {
      throw Diagnostic(
        .value, "axes are flat here: there is no projection \(projection.repr)",
        example: "plt.scatter(z[:, 0], z[:, 1], c=z[:, 2])", parameter: "projection")
    }
  }

  private static let map = "plt.imshow(z, origin=\"lower\", extent=(-3, 3, -3, 3))"
  private static let spread = "plt.hist(x, bins=30)"

  private static let instead = [
    "contour": map, "contourf": map, "pcolormesh": map, "pcolor": map, "matshow": "plt.imshow(x)",
    "hist2d": "plt.scatter(x, y, s=4, alpha=0.3)", "hexbin": "plt.scatter(x, y, s=4, alpha=0.3)",
    "boxplot": spread, "violinplot": spread, "errorbar": "plt.fill_between(x, y - s, y + s, alpha=0.3)",
    "pie": "plt.bar(names, values)", "stem": "plt.bar(x, y, width=0.1)",
    "vlines": "plt.axvline(x)", "hlines": "plt.axhline(y)", "imread": "data \"folder\"",
    "twinx": "plt.subplot(1, 2, 2)", "twiny": "plt.subplot(1, 2, 2)",
    "subplot2grid": "plt.subplot(2, 3, 1)", "subplot_mosaic": "fig, axes = plt.subplots(2, 3)",
    "savetxt": "save x, \"x.npy\"",
  ]
}
