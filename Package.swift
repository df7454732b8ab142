// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house, from the numbers at the bottom to the program at the top.
// docs/architecture.md says what lives in each of them and what never does.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A room: a module of ours under Sources, which knows the rooms listed: each that it imports, also where another of them
/// brings it along. SwiftPM builds and links anew only what lists a room that changed. `make house` holds the lists.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of a room, mirrored under Tests, with what else they import.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude, swiftSettings: strict)
}

/// What tests of several rooms share, and the fuzzer.
let testSupport: Target.Dependency = "TestSupport"

/// A kernel in the test's own process, and a client of it.
let kernelSupport: Target.Dependency = "KernelSupport"

/// A library of the system's, seen through a module map.
func system(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The numeric kernels once more, built for a kind of processor: its folder links to the sources all of them share.
func kernels(_ processor: String, _ flags: [String] = []) -> Target {
  .target(
    name: "Kernels" + processor, dependencies: ["Kernels"], path: "Sources/KernelVariants/" + processor,
    swiftSettings: strict + (flags.isEmpty ? [] : [.unsafeFlags(flags.flatMap { ["-Xcc", $0] })]))
}

// On other processors than x86-64 all variants are built alike, and the baseline is the one that runs.
#if arch(x86_64)
  let avx2 = ["-march=x86-64-v3"]
  let avx512 = ["-march=x86-64-v4", "-mprefer-vector-width=512"]
#else
  let avx2: [String] = []
  let avx512: [String] = []
#endif

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "elbow",
  products: [
    .executable(name: "elbow", targets: ["elbow"]),
    .library(name: "JupyterKernel", targets: ["JupyterKernel", "JupyterWire", "Threads"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    system("CBLAS", pkgConfig: "openblas", apt: "libopenblas-dev"),
    system("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    // libpng jumps back out of an error; this is the C frame it jumps to.
    .target(name: "CPNGReading", dependencies: ["CPNG"]),
    system("CJPEG", pkgConfig: "libjpeg", apt: "libjpeg62-turbo-dev"),
    // As for libpng.
    .target(name: "CJPEGReading", dependencies: ["CJPEG"]),
    .target(name: "CJPEGWriting", dependencies: ["CJPEG"]),
    // The letters of plots.
    .target(name: "CFont", exclude: ["DejaVuSans.ttf", "DejaVuSans-LICENSE.txt"]),
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    system("CCairo", pkgConfig: "cairo", apt: "libcairo2-dev"),
    // No pkg-config: Debian's libzmq.pc carries flags that SwiftPM refuses with a warning, and needs none.
    system("CZeroMQ", apt: "libzmq3-dev"),
    system("CSQLite", apt: "libsqlite3-dev"),
    system("CEdit", apt: "libedit-dev"),

    room("Text"),
    room("Threads"),
    // Beside it, Sources/CMPI is compiled by `make mpi`, for each MPI, into libraries that are loaded under mpirun alone.
    room("Processes", ["Threads"]),
    room("Files", ["Processes"]),
    room("Kernels"),
    kernels("AVX512", avx512),
    kernels("AVX2", avx2),
    kernels("Baseline"),
    room(
      "Tensors",
      ["Processes", "Threads", "Text", "CBLAS", "Kernels", "KernelsAVX512", "KernelsAVX2", "KernelsBaseline"]),
    room("Autodiff", ["Tensors", "Processes", "Threads"]),
    room("Networks", ["Autodiff", "Tensors", "Processes", "Threads", "Text"]),
    room("Datasets", ["Tensors", "Files", "Threads", "Graphics", "Text", "CZlib", crypto]),
    room("VAE", ["Networks", "Datasets", "Autodiff", "Tensors", "Processes", "Text"]),
    room("Graphics", ["Text", "CPNG", "CPNGReading", "CJPEGReading", "CJPEGWriting", "CCairo", "CFont"]),
    room("Language", ["Text", "Threads"]),
    room(
      "Workbench",
      [
        "Language", "VAE", "Networks", "Datasets", "Graphics", "Autodiff", "Tensors", "Processes", "Threads", "Files",
        "Text",
      ], resources: [.embedInCode("Explorer/explorer.js")]),
    room("JupyterWire", [crypto]),
    room("JupyterKernel", ["JupyterWire", "Files", "Threads", "CZeroMQ", "CSQLite", log]),
    room("ElbowKernel", ["JupyterKernel", "JupyterWire", "Language", "Workbench", "Tensors", "Processes", "Threads"]),
    .executableTarget(
      name: "echo-kernel", dependencies: ["JupyterKernel", "JupyterWire"], path: "Examples/EchoKernel",
      swiftSettings: strict),
    .executableTarget(
      name: "elbow",
      dependencies: [
        "ElbowKernel", "Workbench", "JupyterKernel", "JupyterWire", "Language", "Datasets", "Graphics", "Tensors",
        "Processes", "Threads", "Files", "Text", "CBLAS", "CCairo", "CEdit", "CJPEGReading", "CPNG", "CSQLite",
        "CZeroMQ",
        "CZlib",
        argumentParser,
        crypto,
      ],
      // The kernel's logos, links to those in kernelspec.
      resources: [.embedInCode("Resources")], swiftSettings: strict),

    tests("Threads"),
    tests("Files"),
    tests("Tensors", ["Kernels", "Threads"]),
    tests("Autodiff", ["Tensors"], exclude: ["Fixtures"]),
    tests("Networks", [testSupport, "Autodiff", "Tensors"], exclude: ["Fixtures"]),
    tests("Datasets", ["Graphics", "Tensors"]),
    tests("VAE", [testSupport, "Networks", "Datasets", "Autodiff", "Tensors"], exclude: ["Fixtures"]),
    tests("Graphics", exclude: ["Fixtures"]),
    tests("Language", [testSupport, "Threads"], exclude: ["Fixtures"]),
    tests(
      "Workbench",
      [
        testSupport, "Language", "VAE", "Networks", "Datasets", "Graphics", "Autodiff", "Tensors", "Threads", "Files",
      ],
      exclude: ["Fixtures"]),
    tests("JupyterWire"),
    tests("JupyterKernel", ["JupyterWire", "Threads", "CZeroMQ", kernelSupport]),
    tests(
      "ElbowKernel",
      [testSupport, kernelSupport, "JupyterKernel", "JupyterWire", "Language", "Workbench", "Threads"]),
    .target(
      name: "TestSupport", dependencies: ["Datasets", "JupyterWire", "Threads"], path: "Tests/Support/TestSupport",
      swiftSettings: strict),
    .target(
      name: "KernelSupport", dependencies: ["JupyterKernel", "JupyterWire", "Threads", "CZeroMQ", log],
      path: "Tests/Support/KernelSupport", swiftSettings: strict),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Workbench", "JupyterWire", "Language", "Datasets", "Tensors", "Threads", testSupport, argumentParser,
      ],
      path: "Tests/Fuzz", exclude: ["README.md", "Findings"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
