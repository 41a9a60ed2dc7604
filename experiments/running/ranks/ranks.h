// Defines the ranks: the processes that play one run together. There is one rank, unless a launcher
// (mpirun, srun) started the program as several.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reprise {

/// The ranks as this process sees them. This base class is a process that plays alone.
class Ranks {
 public:
  virtual ~Ranks() = default;
  /// Returns the number of this process, from 0.
  virtual std::uint64_t index() const { return 0; }
  virtual std::uint64_t count() const { return 1; }
  /// Returns when all ranks have called it.
  virtual void wait() {}
  /// Returns the bytes that each rank has passed, at rank 0; an empty list at the other ranks.
  virtual std::vector<std::string> gather(const std::string& bytes) { return {bytes}; }
  /// Returns at every rank the bytes that rank 0 has passed.
  virtual std::string broadcast(const std::string& bytes) { return bytes; }
};

/// Returns the ranks that mpirun or srun started, which last until the program ends; null when this
/// process is alone. Throws UserError when there are several ranks but the program was built
/// without MPI.
Ranks* program_ranks();

/// Returns true when a launcher started this process as one of several. Works also in a program
/// built without MPI.
bool started_as_ranks();

/// Ends all ranks with this exit code, because the other ranks would wait for ever for one that
/// failed. Returns when this process is alone.
void abandon_ranks(int exit_code);

}  // namespace reprise
