#define Eigen Eigen_baseline
#define REPRISE_MATRIX_PRODUCT matrix_product_baseline
#include "sim/matrix_product/kernel.h"
