// Reads a PNG's stored samples through libpng's full interface.
//
// libpng reports errors by `longjmp`, and Swift can neither call `setjmp` nor be jumped over: this small piece of C is the
// frame that libpng jumps back to. (libpng's simplified interface, which has such a frame of its own, misreads interlaced
// files of 16 bits and changes samples where a file states its gamma.)

#ifndef PNG_READING_H
#define PNG_READING_H

#include <stddef.h>
#include <stdint.h>

/// A file that is being read: `png_reading_begin`, then `png_reading_rows` at most once, then `png_reading_end`.
typedef struct {
  /// What the file states, known after `png_reading_begin`.
  uint32_t width, height;
  /// 1 (grey), 2 (grey and alpha), 3 (red, green, blue) or 4 (and alpha).
  int channels;
  /// What is wrong, where a call returns 0.
  char message[160];

  const uint8_t *bytes;
  size_t count, place;
  void *png, *info;
} png_reading;

/// Reads the header. Sides above `largest_side` are refused. Returns 0 where this is no PNG that can be read.
int png_reading_begin(png_reading *reading, const uint8_t *bytes, size_t count, uint32_t largest_side);

/// Reads height × width × channels samples of 8 bits; there must be room for them. Returns 0 where the file is damaged.
int png_reading_rows(png_reading *reading, uint8_t *pixels);

/// Frees what a reading holds, whether it began or not.
void png_reading_end(png_reading *reading);

#endif
