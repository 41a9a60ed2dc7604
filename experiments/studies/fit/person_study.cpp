#include "experiments/studies/fit/person_study.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "experiments/studies/directories/page_files.h"
#include "reports/fit/person_report.h"
#include "sim/support/files/file.h"
#include "sim/support/user_error.h"
#include "sim/world/added_user.h"
#include "sim/world_files/world_files.h"

namespace reprise {
namespace {

constexpr const char* kField = "person";

// The fields of the world's users, and of one more, who has only the field `person`: the id, by
// which experiments find the person (users: {only: {person: me}}).
UserFields with_one_more(const World& world, const UserFields& fields, const std::string& id) {
  UserFields more = fields;
  const bool is_text = id != std::to_string(number_of_user(id));
  if (more.ids.empty() && is_text) {
    for (const std::int64_t number : world.users.ids) more.ids.push_back(std::to_string(number));
  }
  if (!more.ids.empty()) more.ids.push_back(id);
  for (UserField& column : more.columns) {
    if (column.is_text()) {
      column.value_of.push_back(UserField::kNoValue);
    } else {
      column.numbers.push_back(std::nan(""));
    }
  }
  const auto found = std::find_if(more.columns.begin(), more.columns.end(),
                                  [](const UserField& column) { return column.name == kField; });
  if (found == more.columns.end()) {
    UserField& column = more.columns.emplace_back();
    column.name = kField;
    column.values = {id};
    column.value_of.assign(world.users.size(), UserField::kNoValue);
    column.value_of.push_back(0);
  } else if (found->is_text()) {
    // Persons who were added before; values are sorted.
    const auto at = std::lower_bound(found->values.begin(), found->values.end(), id);
    const auto place = static_cast<std::uint32_t>(at - found->values.begin());
    if (at == found->values.end() || *at != id) {
      found->values.insert(at, id);
      for (std::uint32_t& value : found->value_of) {
        if (value != UserField::kNoValue && value >= place) ++value;
      }
    }
    found->value_of.back() = place;
  }
  return more;
}

}  // namespace

void check_person_id(const OpenWorld& open, const std::string& id) {
  const auto& ids = open.world->users.ids;
  const Place place{fmt::format("--name {}", id), 0, 0};
  if (id.empty()) throw UserError({"--name", 0, 0}, "is empty; expected an id for the person");
  if (std::find(ids.begin(), ids.end(), number_of_user(id)) == ids.end()) return;
  throw UserError(place, "the world has a user of this id; expected another one");
}

void write_person(const std::filesystem::path& directory, const OpenWorld& open,
                  const WorldSource& source, const Person& person, const std::string& command) {
  const std::string& id = person.summary.id;
  const World world =
      with_added_user(*open.world, number_of_user(id), person.traits, person.interests);
  write_world_files(world, directory, with_one_more(*open.world, open.fields, id));
  const DrawnFigures none;
  write_page_files(directory, none,
                   [&](Page& page) { write_person_page(page, person.summary, command); });
  if (source.files.fit) write_file(directory / "fit.json", read_file(source.files.fit.path));
  write_file_durably(directory / "person.json", write_person_json(person.summary));
}

}  // namespace reprise
