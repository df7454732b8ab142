// Writes pixels as a JPEG through libjpeg-turbo.
//
// libjpeg reports errors by a function that must not return, and Swift can neither call `setjmp` nor be jumped over: this
// small piece of C is the frame that it jumps back to.

#ifndef JPEG_WRITING_H
#define JPEG_WRITING_H

#include <stddef.h>
#include <stdint.h>

/// What came of it.
typedef struct {
  /// The file, to be given to `jpeg_writing_end`.
  uint8_t *bytes;
  size_t count;
  /// What is wrong, where `jpeg_writing` returns 0.
  char message[200];
} jpeg_written;

/// Writes height × width × channels samples of 8 bits, 1 (grey) or 3 (red, green, blue) to a pixel.
///
/// - quality: 1 to 100, libjpeg's scale.
/// Returns 0 where that failed.
int jpeg_writing(jpeg_written *written, const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int quality);

/// Frees the file.
void jpeg_writing_end(jpeg_written *written);

#endif
