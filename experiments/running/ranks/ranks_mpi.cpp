// Implements the ranks with Boost.MPI.
#include <memory>

#include <boost/mpi/collectives.hpp>
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>

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
    std::vector<std::string> all;
    mpi::gather(world_, bytes, all, 0);
    return all;
  }
  std::string broadcast(const std::string& bytes) override {
    std::string shared = bytes;
    mpi::broadcast(world_, shared, 0);
    return shared;
  }
  void abandon(int exit_code) { environment_.abort(exit_code); }

 private:
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
