#include "reports/listens/listens_json.h"

#include <nlohmann/json.hpp>

namespace reprise {
namespace {

using nlohmann::ordered_json;

ordered_json left_out_json(const RowCounts& counts) {
  ordered_json json = ordered_json::object();
  for (const auto& [reason, rows] : counts.left_out) json[reason] = rows;
  return json;
}

ordered_json bins_json(const BinnedCounts& bins) {
  return {{"edges", bins.edges}, {"counts", bins.counts}};
}

ordered_json skips_json(const SkipsAt& skips) {
  return {{"plays", skips.plays}, {"skipped", skips.skipped}};
}

}  // namespace

std::string write_listens_json(const ListensSummary& summary) {
  ordered_json json;
  json["rows"] = summary.counts.rows;
  json["used"] = summary.counts.used;
  json["left_out"] = left_out_json(summary.counts);
  json["plays"] = summary.plays;
  json["joined"] = summary.joined;
  json["users"] = summary.users;
  json["tracks"] = summary.tracks;
  json["artists"] = summary.artists;
  json["sessions"] = summary.sessions;
  json["skipped"] = summary.skipped;
  json["heard_out"] = summary.heard_out;
  json["stopped"] = summary.stopped;
  json["not_skipped"] = summary.not_skipped;
  json["end_unknown"] = summary.end_unknown;
  json["over_100_percent"] = summary.over_100_percent;
  json["private_plays"] = summary.private_plays;
  if (summary.stamp) json["stamp"] = *summary.stamp;
  json["gap_minutes"] = summary.gap_minutes;
  ordered_json& by_gap = json["sessions_by_gap"] = ordered_json::object();
  for (const auto& [gap, sessions] : summary.sessions_by_gap) {
    by_gap[std::to_string(gap)] = sessions;
  }
  json["relative_times"] = summary.relative_times;
  json["without_calendar"] = summary.without_calendar;
  json["first_start_ms"] = summary.first_start;
  json["last_start_ms"] = summary.last_start;
  json["choice"] = {{"own", summary.own_choice}, {"recommended", summary.recommended}};
  json["lengths"] = {{"given", summary.length_given},
                     {"estimated", summary.length_estimated},
                     {"unknown", summary.length_unknown}};
  json["played_known"] = summary.played_known;
  json["played_hours"] = summary.played_hours;
  json["played_share"] = bins_json(summary.played_share);
  json["by_hour"] = summary.by_hour;
  json["by_weekday"] = summary.by_weekday;
  json["session_lengths"] = summary.session_lengths;
  json["median_session_minutes"] = summary.median_session_minutes;
  ordered_json& positions = json["skips_by_position"] = ordered_json::array();
  for (const SkipsAt& skips : summary.skips_by_position) positions.push_back(skips_json(skips));
  json["after_skip"] = skips_json(summary.after_skip);
  json["after_heard"] = skips_json(summary.after_heard);
  json["pauses_minutes"] = bins_json(summary.pauses);
  json["repeats"] = summary.repeats;
  json["immediate_repeats"] = summary.immediate_repeats;
  json["plays_per_user"] = bins_json(summary.plays_per_user);
  ordered_json& popularity = json["popularity"] = ordered_json::array();
  for (const PopularityPoint& point : summary.popularity) {
    popularity.push_back({{"top", point.top}, {"share", point.share}});
  }
  ordered_json& files = json["files"] = ordered_json::array();
  for (const ListensFileSummary& file : summary.files) {
    files.push_back({{"file", file.name},
                     {"format", file.format},
                     {"rows", file.counts.rows},
                     {"used", file.counts.used},
                     {"left_out", left_out_json(file.counts)},
                     {"notes", file.notes}});
  }
  json["left_closed"] = summary.left_closed;
  json["not_fetched"] = summary.not_fetched;
  // File names may have bytes that are no UTF-8.
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace reprise
