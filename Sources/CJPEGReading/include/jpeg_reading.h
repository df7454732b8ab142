// Reads a JPEG's pixels through libjpeg-turbo.
//
// libjpeg reports errors by a function that must not return, and Swift can neither call `setjmp` nor be jumped over: this
// small piece of C is the frame that it jumps back to.

#ifndef JPEG_READING_H
#define JPEG_READING_H

#include <stddef.h>
#include <stdint.h>

/// A file that is being read: `jpeg_reading_begin`, then `jpeg_reading_rows` at most once, then `jpeg_reading_end`.
typedef struct {
  /// What the file states, known after `jpeg_reading_begin`.
  uint32_t width, height;
  /// 1 (grey), 3 (red, green, blue) or 4 (cyan, magenta, yellow and black, as they are stored: 255 is no ink).
  int channels;
  /// Whether the file comes in several scans, all of whose coefficients are held until the last one was read.
  int is_held;
  /// What is wrong, where a call returns 0.
  char message[200];

  void *state;
} jpeg_reading;

/// Reads the header. The bytes have to stay where they are until `jpeg_reading_end`. Returns 0 where this is no JPEG that
/// can be read.
int jpeg_reading_begin(jpeg_reading *reading, const uint8_t *bytes, size_t count);

/// Reads height × width × channels samples of 8 bits; there must be room for them. Returns 0 where the file is damaged.
int jpeg_reading_rows(jpeg_reading *reading, uint8_t *pixels);

/// Frees what a reading holds, whether it began or not.
void jpeg_reading_end(jpeg_reading *reading);

/// Name and version of the library that this was built with.
const char *jpeg_reading_library(void);

#endif
