import Language

extension PyTorchDialect {
  /// Names of PyTorch, NumPy and Python. A test goes through all names of these libraries.
  static let falseFriends: Set<String> = [
    "adaptive_max_pool2d", "AdaptiveMaxPool2d", "amax", "amin", "amp", "cfloat", "conv3d", "conv_transpose3d",
    "dist", "dropout1d", "dropout2d", "dropout3d",
    "dsplit", "dstack", "fill", "flatiter", "fmax", "fmin",
    "histogram2d", "histogramdd", "hsplit", "init", "isqrt", "linear_cross_entropy", "logcumsumexp", "logdet",
    "logspace", "long", "mode", "msort", "new", "ndenumerate", "qat", "ranf", "rint", "savez", "sgn", "short",
    "smm", "sub", "svd", "types", "uint",
    "vmap", "vsplit", "zipf", "avg_pool1d", "avg_pool3d", "max_pool1d", "max_pool3d", "max_unpool1d",
    "max_unpool2d", "max_unpool3d", "AvgPool1d", "AvgPool3d", "MaxPool1d", "MaxPool3d", "MaxUnpool1d", "MaxUnpool2d",
    "MaxUnpool3d", "Conv3d", "ConvTranspose3d", "BatchNorm3d", "Bilinear", "bilinear",
    "Softmax2d", "Dropout1d", "Dropout2d", "Dropout3d", "LazyConvTranspose2d", "DType", "dtype", "intc", "intp", "int8",
    "int16", "int32", "int64", "uint8", "LOG4", "median", "std_mean", "var_mean", "cov", "logaddexp2", "sinc",
  ]
}
