// Which of very many numbers a table shows.
#pragma once

#include <cstddef>
#include <vector>

namespace reprise {

/// 1, 2, 5, 10, 20, 50, ... as far as `most`. Pure, safe to call from any thread.
std::vector<std::size_t> round_numbers(std::size_t most);

}  // namespace reprise
