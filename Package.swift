// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house, from the numbers at the bottom to the program at the top.
// docs/architecture.md says what lives in each of them and what never does.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A room: a module of ours under Sources, which knows only the rooms listed.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a room, mirrored under Tests.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude, swiftSettings: strict)
}

/// A library of the system's, seen through a module map.
func system(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "elbow",
  products: [
    .executable(name: "elbow", targets: ["elbow"]),
    .library(name: "JupyterKernel", targets: ["JupyterKernel", "JupyterWire"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    system("CBLAS", pkgConfig: "openblas", apt: "libopenblas-dev"),
    system("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    system("CCairo", pkgConfig: "cairo", apt: "libcairo2-dev"),
    // No pkg-config: Debian's libzmq.pc carries flags that SwiftPM refuses with a warning, and needs none.
    system("CZeroMQ", apt: "libzmq3-dev"),
    system("CSQLite", apt: "libsqlite3-dev"),

    room("Tensors", ["CBLAS"]),
    room("Autodiff", ["Tensors"]),
    room("Networks", ["Autodiff"]),
    room("Datasets", ["Tensors", "CZlib"]),
    room("VAE", ["Networks", "Datasets"]),
    room("Graphics", ["CPNG", "CCairo"]),
    room("Language"),
    room("Workbench", ["Language", "VAE", "Graphics"]),
    room("JupyterWire", [crypto]),
    room("JupyterKernel", ["JupyterWire", "CZeroMQ", "CSQLite", log]),
    .executableTarget(
      name: "echo-kernel", dependencies: ["JupyterKernel", "JupyterWire"], path: "Examples/EchoKernel",
      swiftSettings: strict),
    .executableTarget(
      name: "elbow", dependencies: ["Workbench", "JupyterKernel", argumentParser],
      // The kernel's logos, links to those in kernelspec.
      resources: [.embedInCode("Resources")], swiftSettings: strict),

    tests("Tensors"),
    tests("Autodiff"),
    tests("Networks"),
    tests("Datasets"),
    tests("VAE"),
    tests("Graphics"),
    tests("Language"),
    tests("Workbench", exclude: ["Fixtures"]),
    tests("JupyterWire"),
    tests("JupyterKernel", ["JupyterWire", "CZeroMQ"]),
  ],
  swiftLanguageModes: [.v6]
)
