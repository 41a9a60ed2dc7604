#define Eigen Eigen_avx2
#define REPRISE_MATRIX_PRODUCT matrix_product_avx2
#include "sim/numerics/matrix_product/kernel.h"
