#define Eigen Eigen_avx512
#define REPRISE_MATRIX_PRODUCT matrix_product_avx512
#include "sim/numerics/matrix_product/kernel.h"
