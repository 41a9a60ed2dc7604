// The processes that play one run together: one, unless the program was started as several.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reprise {

class Ranks {
 public:
  virtual ~Ranks() = default;
  /// This one's number, from 0.
  virtual std::uint64_t index() const { return 0; }
  virtual std::uint64_t count() const { return 1; }
  /// Nobody goes on before everybody is here.
  virtual void wait() {}
  /// What every rank sent, at rank 0; nothing at the others.
  virtual std::vector<std::string> gather(const std::string& bytes) { return {bytes}; }
  /// What rank 0 has, at every rank.
  virtual std::string broadcast(const std::string& bytes) { return bytes; }
};

/// The ranks this program was started as by mpirun or srun; null where it is alone. They last until
/// the program ends. Throws UserError where it was started as several, and built without MPI.
Ranks* program_ranks();

/// Whether a launcher started this process as one of several; known without MPI, too.
bool started_as_ranks();

/// Ends all ranks with this exit code, where there are several: one that failed must not leave the
/// others waiting. Returns where this one is alone.
void abandon_ranks(int exit_code);

}  // namespace reprise
