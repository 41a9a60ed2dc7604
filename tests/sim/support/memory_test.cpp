#include "sim/support/memory.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "sim/support/files/file.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

// A machine of which only these files are known.
class Machine {
 public:
  Machine& has(const std::string& path, const std::string& content) {
    write_file(folder_.path() / path, content);
    return *this;
  }
  std::optional<std::uint64_t> available() const { return available_memory(folder_.path()); }

 private:
  TemporaryFolder folder_;
};

constexpr const char* kMemory = "MemTotal:  24000 kB\nMemFree:  1000 kB\nMemAvailable:  8000 kB\n";

TEST(AvailableMemory, IsWhatTheMachineHas) {
  EXPECT_EQ(Machine().has("proc/meminfo", kMemory).available(), 8000u * 1024);
  EXPECT_EQ(Machine().available(), std::nullopt);
  EXPECT_EQ(Machine().has("proc/meminfo", "MemFree: 1000 kB\n").available(), std::nullopt);
}

TEST(AvailableMemory, IsTheLeastThatAControlGroupOrOneAboveItLeaves) {
  Machine machine;
  machine.has("proc/meminfo", kMemory)
      .has("proc/self/cgroup", "0::/batch/job_7\n")
      .has("sys/fs/cgroup/batch/job_7/memory.max", "6000000\n")
      .has("sys/fs/cgroup/batch/job_7/memory.current", "3500000\n")
      .has("sys/fs/cgroup/batch/job_7/memory.stat", "anon 500000\nfile 3000000\n");
  EXPECT_EQ(machine.available(), 5'500'000u) << "files in the caches are dropped for others";
  machine.has("sys/fs/cgroup/batch/memory.max", "max\n")
      .has("sys/fs/cgroup/batch/memory.current", "4000000\n");
  EXPECT_EQ(machine.available(), 5'500'000u);
  machine.has("sys/fs/cgroup/batch/memory.max", "4400000\n");
  EXPECT_EQ(machine.available(), 400'000u);
  machine.has("sys/fs/cgroup/batch/memory.max", "100\n");
  EXPECT_EQ(machine.available(), 0u) << "more is taken than allowed";
}

TEST(AvailableMemory, IsWithinUlimit) {
  Machine machine;
  machine.has("proc/meminfo", kMemory).has("proc/self/status", "VmPeak: 9 kB\nVmSize: 1000 kB\n");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_AS, &before), 0);
  if (before.rlim_cur != RLIM_INFINITY) GTEST_SKIP() << "this process has a limit already";
  EXPECT_EQ(machine.available(), 8000u * 1024);
  // Far more than this process takes, so that it goes on; the machine of the test has even more.
  constexpr std::uint64_t kLimit = std::uint64_t{1} << 45;
  const rlimit limit{kLimit, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_AS, &limit), 0);
  machine.has("proc/meminfo", "MemAvailable: 99999999999999 kB\n");
  EXPECT_EQ(machine.available(), kLimit - 1000 * 1024);
  ASSERT_EQ(::setrlimit(RLIMIT_AS, &before), 0);
}

TEST(MemoryText, HasTwoOrThreeDigits) {
  EXPECT_EQ(memory_text(0), "0 MB");
  EXPECT_EQ(memory_text(750'400'000), "750 MB");
  EXPECT_EQ(memory_text(999'600'000), "1.0 GB");
  EXPECT_EQ(memory_text(1'340'000'000), "1.3 GB");
  EXPECT_EQ(memory_text(9'960'000'000), "10 GB");
  EXPECT_EQ(memory_text(217'000'000'000), "217 GB");
}

}  // namespace
}  // namespace reprise
