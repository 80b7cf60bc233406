#include "apps/left_behind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "apps/data_dir.hpp"
#include "base/json.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_told_max = 3;
constexpr std::size_t runs_told_max = 3;

fs::path lists_in(const fs::path& data) {
  return data / "left";
}

/// The lists, by the runs' ids, the newest first.
std::vector<fs::path> lists(const fs::path& data) {
  std::vector<fs::path> found;
  std::error_code error;
  for (auto entry = fs::directory_iterator{lists_in(data), error};
       !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    if (entry->path().extension() == ".json") found.push_back(entry->path());
  }
  std::ranges::sort(found, std::greater{});
  return found;
}

struct LeftFile {
  std::string path;
  FileMark mark;
};

std::vector<LeftFile> read_list(const fs::path& list) {
  std::vector<LeftFile> files;
  const auto text = read_text(list);
  const auto value = text ? parse_json(*text) : parse_json("");
  const json::array* array = value ? value->if_array() : nullptr;
  if (array == nullptr) return files;
  for (const json::value& each : *array) {
    const json::object* file = each.if_object();
    if (file == nullptr) continue;
    const json::value* bytes = file->if_contains("bytes");
    const json::value* modified = file->if_contains("modified_ns");
    if (bytes == nullptr || modified == nullptr || !bytes->is_int64() || !modified->is_int64()) {
      continue;
    }
    files.push_back({std::string{string_at(*file, "path")},
                     {static_cast<std::uintmax_t>(bytes->get_int64()), modified->get_int64()}});
  }
  return files;
}

std::string sentence(const std::vector<std::string>& names, const std::string& run_id) {
  const std::size_t told = std::min(names.size(), files_told_max);
  const std::vector<std::string> first{names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(told)};
  const std::string more =
      names.size() > told ? fmt::format(" and {} more", names.size() - told) : "";
  return fmt::format("{}{} {} left by run {}: the job may find {} and skip work.",
                     fmt::join(first, ", "), more, names.size() == 1 ? "was" : "were", run_id,
                     names.size() == 1 ? "it" : "them");
}

}  // namespace

Places::Places(const std::vector<fs::path>& directories) {
  for (const fs::path& directory : directories) {
    // Of one with more files than that nothing is said.
    if (auto marks = marks_of(directory)) before_.emplace(directory, std::move(*marks));
  }
}

std::vector<std::string> Places::found(const fs::path& data) const {
  std::vector<std::string> sentences;
  if (before_.empty()) return sentences;
  for (const fs::path& list : lists(data)) {
    std::vector<std::string> names;
    for (const LeftFile& left : read_list(list)) {
      for (const auto& [directory, marks] : before_) {
        const std::string name = fs::path{left.path}.lexically_relative(directory).string();
        const auto mark = marks.find(name);
        if (mark == marks.end() || mark->second != left.mark) continue;
        names.push_back(name);
        break;
      }
    }
    if (!names.empty()) sentences.push_back(sentence(names, list.stem().string()));
    if (sentences.size() == runs_told_max) break;
  }
  return sentences;
}

void Places::note(const fs::path& data, const std::string& run_id) const {
  json::array files;
  for (const auto& [directory, marks] : before_) {
    const auto after = marks_of(directory);
    if (!after) continue;
    for (const std::string& name : changed_since(marks, *after)) {
      if (files.size() >= left_files_max) break;
      const FileMark& mark = after->at(name);
      files.push_back(json::object{{"path", (directory / name).string()},
                                   {"bytes", static_cast<std::int64_t>(mark.bytes)},
                                   {"modified_ns", mark.modified_ns}});
    }
  }
  if (files.empty()) return;
  std::error_code error;
  fs::create_directories(lists_in(data), error);
  // The file's name is the run's id and a suffix that stem() takes off again.
  (void)replace_file(lists_in(data) / (run_id + ".json"), to_text(files), 0600);
  const std::vector<fs::path> all = lists(data);
  for (std::size_t i = left_lists_max; i < all.size(); ++i) fs::remove(all[i], error);
}

}  // namespace spotdrill::apps
