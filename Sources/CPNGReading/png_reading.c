#include "png_reading.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

static void fail(png_structp png, png_const_charp message) {
  png_reading *reading = png_get_error_ptr(png);
  snprintf(reading->message, sizeof reading->message, "%s", message);
  png_longjmp(png, 1);
}

// Warnings are of chunks that are left out, which are none that pixels depend on.
static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep room, size_t count) {
  png_reading *reading = png_get_io_ptr(png);
  if (count > reading->count - reading->place) png_error(png, "the file was cut off");
  memcpy(room, reading->bytes + reading->place, count);
  reading->place += count;
}

int png_reading_begin(png_reading *reading, const uint8_t *bytes, size_t count, uint32_t largest_side) {
  memset(reading, 0, sizeof *reading);
  reading->bytes = bytes;
  reading->count = count;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reading, fail, ignore);
  reading->png = png;
  png_infop info = png != NULL ? png_create_info_struct(png) : NULL;
  reading->info = info;
  if (info == NULL) {
    snprintf(reading->message, sizeof reading->message, "there is no memory to read it");
    return 0;
  }
  if (setjmp(png_jmpbuf(png)) != 0) return 0;
  png_set_user_limits(png, largest_side, largest_side);
  png_set_read_fn(png, reading, read_bytes);
  png_read_info(png, info);

  // Samples as they are stored: no gamma, no colour profile; palettes looked up, fewer bits spread over 0 to 255, 16 bits
  // rounded to the nearest of 255 steps.
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  reading->width = png_get_image_width(png, info);
  reading->height = png_get_image_height(png, info);
  reading->channels = png_get_channels(png, info);
  if (png_get_rowbytes(png, info) != (size_t)reading->width * (size_t)reading->channels) {
    png_error(png, "its samples cannot be brought to 8 bits");
  }
  return 1;
}

int png_reading_rows(png_reading *reading, uint8_t *pixels) {
  png_structp png = reading->png;
  if (setjmp(png_jmpbuf(png)) != 0) return 0;
  size_t row = (size_t)reading->width * (size_t)reading->channels;
  int passes = png_get_interlace_type(png, reading->info) == PNG_INTERLACE_NONE ? 1 : PNG_INTERLACE_ADAM7_PASSES;
  // Each pass of an interlaced file fills in its pixels of the rows that the passes before it have left.
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < reading->height; y++) png_read_row(png, pixels + y * row, NULL);
  }
  return 1;
}

void png_reading_end(png_reading *reading) {
  png_structp png = reading->png;
  png_infop info = reading->info;
  png_destroy_read_struct(png != NULL ? &png : NULL, info != NULL ? &info : NULL, NULL);
  reading->png = NULL;
  reading->info = NULL;
}
