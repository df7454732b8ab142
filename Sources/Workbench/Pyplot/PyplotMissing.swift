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

  private static let instead = [
    "contour": map, "contourf": map, "pcolor": "plt.pcolormesh(x, y, z)",
    "hist2d": "plt.scatter(x, y, s=4, alpha=0.3)", "hexbin": "plt.scatter(x, y, s=4, alpha=0.3)",
    "violinplot": "plt.boxplot(x)", "pie": "plt.bar(names, values)", "stackplot": "plt.fill_between(x, y1, y1 + y2)",
    "subplot2grid": "plt.subplot(2, 3, (1, 2))", "subplot_mosaic": "fig, axes = plt.subplots(2, 3)",
    "fill": "plt.fill_between(x, y)", "quiver": "plt.plot([x, x + u], [y, y + v])", "savetxt": "save x, \"x.npy\"",
  ]
}
