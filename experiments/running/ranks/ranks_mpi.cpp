// Implements the ranks with Boost.MPI.
#include <algorithm>
#include <memory>

#include <boost/mpi/collectives.hpp>
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>

#include "experiments/running/ranks/ranks.h"

namespace reprise {
namespace {

namespace mpi = boost::mpi;

class MpiRanks final : public Ranks {
 public:
  // `funneled`: only the thread that makes this object calls MPI.
  MpiRanks() : environment_(mpi::threading::funneled, false) {}

  std::uint64_t index() const override { return static_cast<std::uint64_t>(world_.rank()); }
  std::uint64_t count() const override { return static_cast<std::uint64_t>(world_.size()); }
  void wait() override { world_.barrier(); }
  std::vector<std::string> gather(const std::string& bytes) override {
    std::vector<std::uint64_t> sizes;
    mpi::gather(world_, std::uint64_t{bytes.size()}, sizes, 0);
    if (world_.rank() != 0) {
      for_each_piece(bytes.size(), [&](std::size_t begin, int n) {
        world_.send(0, kTag, bytes.data() + begin, n);
      });
      return {};
    }
    std::vector<std::string> all = {bytes};
    for (int rank = 1; rank < world_.size(); ++rank) {
      std::string& of_rank = all.emplace_back(sizes[static_cast<std::size_t>(rank)], '\0');
      for_each_piece(of_rank.size(), [&](std::size_t begin, int n) {
        world_.recv(rank, kTag, of_rank.data() + begin, n);
      });
    }
    return all;
  }
  std::string broadcast(const std::string& bytes) override {
    std::string shared = bytes;
    std::uint64_t size = shared.size();
    mpi::broadcast(world_, size, 0);
    shared.resize(size);
    for_each_piece(size, [&](std::size_t begin, int n) {
      mpi::broadcast(world_, shared.data() + begin, n, 0);
    });
    return shared;
  }
  void abandon(int exit_code) { environment_.abort(exit_code); }

 private:
  static constexpr int kTag = 0;

  // MPI counts the bytes of a message in an int, so a message of 2 GiB has to come in pieces.
  template <class Visit>
  static void for_each_piece(std::size_t size, const Visit& visit) {
    constexpr std::size_t kPiece = 1 << 20;  // bytes; small, so that tests have several, too
    for (std::size_t begin = 0; begin < size; begin += kPiece) {
      visit(begin, static_cast<int>(std::min(kPiece, size - begin)));
    }
  }

  mpi::environment environment_;
  mpi::communicator world_;
};

MpiRanks* started = nullptr;

}  // namespace

Ranks* program_ranks() {
  // MPI takes a while to start, so a program that is alone does not start it.
  if (!started_as_ranks()) return nullptr;
  static MpiRanks ranks;
  started = &ranks;
  return &ranks;
}

void abandon_ranks(int exit_code) {
  if (started != nullptr) started->abandon(exit_code);
}

}  // namespace reprise
