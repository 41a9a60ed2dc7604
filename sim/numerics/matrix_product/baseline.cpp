#define Eigen Eigen_baseline
#define REPRISE_MATRIX_PRODUCT matrix_product_baseline
#include "sim/numerics/matrix_product/kernel.h"
