// The one function of Fortran's runtime that LAPACK calls, so that the program of the wheel needs none of it: libgfortran brings
// libquadmath along, whose licence asks more of a static link than the others do.

#include <stddef.h>

/// Writes one text behind another, and blanks behind both: `to = a // b`.
void _gfortran_concat_string(size_t to_length, char *to, size_t a_length, const char *a, size_t b_length, const char *b) {
  for (size_t i = 0; i < to_length; i++)
    to[i] = i < a_length ? a[i] : i - a_length < b_length ? b[i - a_length] : ' ';
}
