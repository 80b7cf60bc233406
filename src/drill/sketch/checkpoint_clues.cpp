#include "drill/sketch/checkpoint_clues.hpp"

#include <algorithm>
#include <regex>

#include "drill/readings/checkpoint_names.hpp"
#include "drill/readings/checkpoints.hpp"
#include "drill/sketch/lookup.hpp"
#include "drill/sketch/resolved_text.hpp"

namespace spotdrill::drill::sketch {

namespace {

namespace fs = std::filesystem;

/// Finds what a job calls its checkpoints.
class CheckpointFinder {
 public:
  explicit CheckpointFinder(const JobTexts& job) : job_(job) {}

  std::optional<CheckpointNames> find() {
    static const std::regex trainer{R"(\bsave_steps\b|\bTrainingArguments\b|--save[-_]steps)"};
    static const std::regex output{
        R"((?:\boutput_dir\s*=\s*|--output[-_]dir[= ]+)(f?['"][^'"]+['"]|[$\w./{}-]+))"};
    static const std::regex directory{
        R"(ModelCheckpoint\(.*\b(?:dirpath)\s*=\s*(f?['"][^'"]+['"]|[\w.]+))"};
    if (find_line(job_, trainer)) try_each(output, "/checkpoint-*");
    if (!found_) try_each(directory, "");
    if (!found_) try_names();
    return std::move(found_);
  }

 private:
  void try_each(const std::regex& pattern, const std::string& rest) {
    each_line(job_, [&](const Place& place, const JobText& text) {
      std::smatch match;
      if (found_ || text.compiled || !std::regex_search(place.text, match, pattern)) return;
      const std::string path = resolved(job_, match[1].str());
      if (path.find('*') == std::string::npos) take(path + rest, place);
    });
  }

  /// Strings with a value in them that are names of checkpoints: f"{OUT}/ckpt_{epoch}.pt".
  void try_names() {
    static const std::regex name{
        R"((?:os\.path\.join\(\s*([\w.]+)\s*,\s*)?(f?['"])([^'"\s]*(?:\{[^}'"]*\}|\$\{?\w+\}?|%0?\d*d)[^'"\s]*)['"])"};
    static const std::regex tells{R"(\b(print|printf|echo|log|logger|logging|info)\b)"};
    each_line(job_, [&](const Place& place, const JobText& text) {
      // What is only told may be no path.
      if (text.compiled || std::regex_search(place.text, tells)) return;
      using Matches = std::sregex_iterator;
      for (Matches match{place.text.begin(), place.text.end(), name}, end; match != end; ++match) {
        std::string path = resolved(job_, "'" + (*match)[3].str() + "'");
        if ((*match)[1].matched) path = resolved(job_, (*match)[1].str()) + "/" + path;
        const fs::path last = fs::path{path}.filename();
        std::string example = last.string();
        if (example.find('*') == std::string::npos) continue;
        for (std::size_t at; (at = example.find('*')) != std::string::npos;) {
          example.replace(at, 1, "1");
        }
        const bool checkpoint = example != "1" && checkpoint_name(example, !last.has_extension());
        if (!found_ && checkpoint && !name_numbers(example).empty()) take(path, place);
      }
    });
  }

  /// Takes `path` if the next instance finds there what this one leaves.
  void take(const std::string& path, const Place& place) {
    static const std::regex kept{R"(^/(mnt/[\w-]+|efs|fsx|data|scratch)/)"};
    static const std::regex plain{R"([\w./*=@+-]+)"};
    const fs::path pattern = fs::path{path}.lexically_normal();
    const bool shared = std::any_of(job_.shared.begin(), job_.shared.end(), [&](const auto& each) {
      return path.starts_with(each.first.string() + "/");
    });
    // A command's relative paths are in the drill's directory, which all its instances see.
    const bool here =
        !pattern.is_absolute() && !job_.texts.empty() && job_.texts.front().name == "the command";
    if (!std::regex_match(path, plain) || pattern.empty() || path.starts_with('*')) return;
    if (!shared && !here && !std::regex_search(path, kept)) return;
    if (checkpoint_pattern_flaw(pattern).empty()) found_ = {.pattern = pattern, .at = place};
  }

  const JobTexts& job_;
  std::optional<CheckpointNames> found_;
};

}  // namespace

std::optional<CheckpointNames> checkpoints_of(const JobTexts& job) {
  return CheckpointFinder{job}.find();
}

}  // namespace spotdrill::drill::sketch
