// Fuzzes the files of a trained model in the cache: its lists, with their checksum mended, and its
// report.json.
#include "experiments/simulation/models/model_cache.h"

#include "recommenders/training/embedding_model.h"
#include "sim/support/check.h"
#include "sim/support/files/file.h"
#include "tests/fuzz/empty_folder.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mend_checksum.h"
#include "tests/fuzz/small_catalog.h"

namespace {

// The size of the header of a file of lists, and the checksum's place in it:
// experiments/simulation/models/model_cache.cpp.
constexpr std::size_t kHeaderBytes = 40;
constexpr std::size_t kChecksum = 32;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  static const EmptyFolder folder;
  const ModelCache cache(folder.path(), small_catalog());
  // Load the cache with the input as report.json; it may fit no model, or this one.
  write_file(folder.path() / "report.json", text_of(data, size));
  cache.load();
  std::filesystem::remove(folder.path() / "report.json");
  EmbeddingModel tables{EmbeddingTable(20, 4), EmbeddingTable(20, 4)};
  const KeptModel kept =
      cache.keep(std::make_shared<EmbeddingListModel>(std::move(tables), ListOf::tracks,
                                                      small_catalog().catalog.artist_of),
                 {});
  write_file(folder.path() / "lists_3_0_all.bin",
             mend_checksum(text_of(data, size), kHeaderBytes, kChecksum));
  const std::shared_ptr<const Lists> lists = kept.model->lists({3, 0, true}, {});
  REPRISE_CHECK(lists->size() == 20, "{} lists", lists->size());
  for (std::uint32_t track = 0; track < 20; ++track) {
    for (const TrackId other : lists->of(track)) {
      REPRISE_CHECK(other < 20, "track {} in the list of {}", other, track);
    }
  }
  return 0;
}
