#include "jpeg_reading.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

// A file of a few bytes can announce any number of scans, each of which goes over the whole picture. Programs that write
// progressive files make some ten.
enum { MOST_SCANS = 200 };

typedef struct {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf back;
  jpeg_reading *reading;
  // The bytes ended before the mark of the picture's end.
  int is_cut_off;
} state_of_reading;

static void fail(state_of_reading *state, const char *message) {
  snprintf(state->reading->message, sizeof state->reading->message, "%s", message);
  longjmp(state->back, 1);
}

static void fail_as_told(j_common_ptr info) {
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  fail(info->client_data, message);
}

// Warnings say that something was made up in place of what is missing, but for those below, on which no pixel depends.
static void judge(j_common_ptr info, int level) {
  state_of_reading *state = info->client_data;
  if (level >= 0) return;
  switch (info->err->msg_code) {
  case JWRN_JPEG_EOF:
    // All may have been read: where it was not, another warning follows, or there are scans to come.
    state->is_cut_off = 1;
    break;
  case JWRN_EXTRANEOUS_DATA: // bytes between the parts of a file, which cameras write
  case JWRN_JFIF_MAJOR:
  case JWRN_ADOBE_XFORM:
  case JWRN_TOO_MUCH_DATA:
    break;
  default:
    fail_as_told(info);
  }
}

static void count_scans(j_common_ptr info) {
  if (((j_decompress_ptr)info)->input_scan_number > MOST_SCANS) fail(info->client_data, "it has too many scans");
}

int jpeg_reading_begin(jpeg_reading *reading, const uint8_t *bytes, size_t count) {
  memset(reading, 0, sizeof *reading);
  state_of_reading *state = calloc(1, sizeof *state);
  if (state == NULL) {
    snprintf(reading->message, sizeof reading->message, "there is no memory to read it");
    return 0;
  }
  reading->state = state;
  state->reading = reading;
  j_decompress_ptr info = &state->info;
  info->err = jpeg_std_error(&state->errors);
  state->errors.error_exit = fail_as_told;
  state->errors.emit_message = judge;
  info->client_data = state;
  if (setjmp(state->back) != 0) return 0;
  jpeg_create_decompress(info);
  jpeg_mem_src(info, bytes, count);
  jpeg_read_header(info, TRUE);

  // Samples as PIL and torchvision take them: the exact transform of whole numbers and the smooth enlargement of colours,
  // which are what the library begins with, and pixels as they lie in the file, whatever EXIF says of how it was held.
  switch (info->num_components) {
  case 1: info->out_color_space = JCS_GRAYSCALE; break;
  case 3: info->out_color_space = JCS_RGB; break;
  case 4: info->out_color_space = JCS_CMYK; break;
  default: fail(state, "its number of colours is none of 1, 3 and 4");
  }
  state->progress.progress_monitor = count_scans;
  info->progress = &state->progress;
  reading->width = info->image_width;
  reading->height = info->image_height;
  reading->channels = info->num_components;
  reading->is_held = jpeg_has_multiple_scans(info);
  return 1;
}

int jpeg_reading_rows(jpeg_reading *reading, uint8_t *pixels) {
  state_of_reading *state = reading->state;
  j_decompress_ptr info = &state->info;
  if (setjmp(state->back) != 0) return 0;
  jpeg_start_decompress(info);
  if (info->output_width != reading->width || info->output_height != reading->height
      || info->output_components != reading->channels) {
    fail(state, "its samples cannot be brought to colours");
  }
  size_t row = (size_t)reading->width * (size_t)reading->channels;
  while (info->output_scanline < info->output_height) {
    JSAMPROW place = pixels + info->output_scanline * row;
    jpeg_read_scanlines(info, &place, 1);
  }
  jpeg_finish_decompress(info);
  // The scans that are not there would have made the picture sharper.
  if (state->is_cut_off && reading->is_held) fail(state, "the file was cut off");
  return 1;
}

void jpeg_reading_end(jpeg_reading *reading) {
  state_of_reading *state = reading->state;
  if (state == NULL) return;
  // Nothing of it can fail: memory is given back.
  jpeg_destroy_decompress(&state->info);
  free(state);
  reading->state = NULL;
}

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

const char *jpeg_reading_library(void) {
#ifdef LIBJPEG_TURBO_VERSION
  return "libjpeg-turbo " TEXT(LIBJPEG_TURBO_VERSION);
#else
  return "libjpeg " TEXT(JPEG_LIB_VERSION);
#endif
}
