// Chooses round numbers, for tables that cannot show all of very many numbers.
#pragma once

#include <cstddef>
#include <vector>

namespace reprise {

/// Returns 1, 2, 5, 10, 20, 50, ... up to `most`. Pure, safe to call from any thread.
std::vector<std::size_t> round_numbers(std::size_t most);

}  // namespace reprise
