#include <cblas.h>
#include <stddef.h>

// LAPACK, which OpenBLAS brings along: factors of matrices. (The first five are OpenBLAS's own; the others are Fortran's,
// and need its library.) Fortran passes the length of a text behind all arguments.
void sgetrf_(const blasint *m, const blasint *n, float *a, const blasint *lda, blasint *pivots, blasint *info);
void sgetrs_(const char *transpose, const blasint *n, const blasint *columns, const float *a, const blasint *lda,
             const blasint *pivots, float *b, const blasint *ldb, blasint *info, size_t);
void spotrf_(const char *triangle, const blasint *n, float *a, const blasint *lda, blasint *info, size_t);
void dpotrf_(const char *triangle, const blasint *n, double *a, const blasint *lda, blasint *info, size_t);
void dtrtri_(const char *triangle, const char *diagonal, const blasint *n, double *a, const blasint *lda, blasint *info,
             size_t, size_t);
void dsyevd_(const char *job, const char *triangle, const blasint *n, double *a, const blasint *lda, double *values,
             double *work, const blasint *length, blasint *whole, const blasint *whole_length, blasint *info, size_t, size_t);
void dgesdd_(const char *job, const blasint *m, const blasint *n, double *a, const blasint *lda, double *values, double *u,
             const blasint *ldu, double *vt, const blasint *ldvt, double *work, const blasint *length, blasint *whole,
             blasint *info, size_t);
