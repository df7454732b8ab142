import Datasets

/// What a model has to know of a set of images before it is made.
struct ImageDescription {
  let shape: ImageShape
  /// Empty where nobody knows the classes.
  let classNames: [String]

  init(_ images: ImageSet) { (shape, classNames) = (images.shape, images.classNames) }
}
