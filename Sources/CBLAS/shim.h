#include <cblas.h>
#include <stddef.h>

// LAPACK, which OpenBLAS brings along: factors of matrices. (OpenBLAS has these in C; others of LAPACK need Fortran's library.)
// Fortran passes the length of a text behind all arguments.
void sgetrf_(const blasint *m, const blasint *n, float *a, const blasint *lda, blasint *pivots, blasint *info);
void sgetrs_(const char *transpose, const blasint *n, const blasint *columns, const float *a, const blasint *lda,
             const blasint *pivots, float *b, const blasint *ldb, blasint *info, size_t);
void spotrf_(const char *triangle, const blasint *n, float *a, const blasint *lda, blasint *info, size_t);
