#ifndef ELBOW_FONT_H
#define ELBOW_FONT_H

#include <stddef.h>

/// DejaVu Sans, a TrueType font, byte by byte.
extern const unsigned char *const elbow_font;

/// How many bytes it has.
extern const size_t elbow_font_size;

#endif
