#include "drill/sketch/clues.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <regex>

#include "drill/sketch/checkpoint_clues.hpp"
#include "drill/sketch/lookup.hpp"
#include "drill/sketch/needs.hpp"
#include "drill/sketch/object_clues.hpp"

namespace spotdrill::drill::sketch {

namespace {

using Unit = PrintedNumber::Unit;

constexpr std::size_t shown_bytes_max = 70;
constexpr const char* command_name = "the command";

/// What a loop's end is usually called, by what it counts.
std::vector<std::string> names_of_total(const std::string& label) {
  if (label.find("step") != std::string::npos || label.find("batch") != std::string::npos) {
    return {"max_steps",   "nsteps",          "n_steps", "num_steps",
            "total_steps", "num_train_steps", "steps"};
  }
  if (label.find("epoch") != std::string::npos) {
    return {"max_epochs", "n_epochs", "num_epochs", "num_train_epochs", "epochs"};
  }
  if (label.find("iter") != std::string::npos) {
    return {"max_iter", "max_iters", "n_iter", "num_iterations", "iterations"};
  }
  return {"total"};
}

/// The source that a printed number is; nothing when it is not known what it counts to.
std::optional<FoundNumber> to_source(const JobTexts& job, const PrintedNumber& number,
                                     const Place& place) {
  FoundNumber found{.source = {.kind = NumberSource::Kind::Log, .pattern = number.pattern},
                    .unit = number.unit,
                    .value = number.value,
                    .at = place};
  if (number.unit == Unit::Percent) return found;
  if (number.unit == Unit::Counted) {
    if (const auto total = whole_number(number.total)) {
      found.total = *total;
      return found;
    }
  }
  const std::vector<std::string> names =
      number.unit == Unit::Labelled ? names_of_total(number.total) : std::vector{number.total};
  for (const std::string& name : names) {
    if (const auto total = number_named(job, name)) {
      found.total = total->first;
      if (!total->second.file.empty()) found.total_at = total->second;
      return found;
    }
  }
  return std::nullopt;
}

bool is_same_unit(const FoundNumber& one, const FoundNumber& other) {
  return (one.unit == Unit::Percent) == (other.unit == Unit::Percent);
}

/// A number that may be the progress.
struct Candidate {
  FoundNumber number;
  int weight = 0;
};

/// The numbers of progress that the job prints, the likeliest first; of one pattern one.
std::vector<Candidate> progress_candidates(const JobTexts& job, Clues& clues) {
  std::vector<Candidate> candidates;
  each_line(job, [&](const Place& place, const JobText& text) {
    for (const PrintedNumber& number : printed_numbers(place.text, false, text.compiled)) {
      auto found = to_source(job, number, place);
      if (!found) {
        if (!clues.endless) clues.endless = place;
        continue;
      }
      // A share of which nothing says that it is one of the work is a guess, and so is a bare
      // count.
      found->guess = !number.outer && number.weight % 10 == 0 && number.unit != Unit::Counted;
      const bool known = std::any_of(candidates.begin(), candidates.end(), [&](const auto& each) {
        return each.number.source.pattern == found->source.pattern;
      });
      if (!known) candidates.push_back({.number = *std::move(found), .weight = number.weight});
    }
  });
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& one, const auto& other) { return one.weight > other.weight; });
  return candidates;
}

/// Whether two numbers come from the same expression: "{step}/{total}" and "saved {step}".
bool is_same_value(const FoundNumber& one, const PrintedNumber& other) {
  const std::size_t end = std::min(one.value.find(' '), one.value.size());
  return !other.value.empty() && one.value.substr(0, end) == other.value;
}

/// What the job prints of what it has saved.
void find_printed_saved(const JobTexts& job, Clues& clues) {
  int best = 0;
  each_line(job, [&](const Place& place, const JobText& text) {
    for (const PrintedNumber& number : printed_numbers(place.text, true, text.compiled)) {
      // A path is made, not printed: its directory is looked at instead.
      const bool path = number.unit != Unit::Counted;
      if (path && number.pattern.find('/') != std::string::npos) continue;
      if (number.weight <= best) continue;
      FoundNumber found{.source = {.kind = NumberSource::Kind::Log, .pattern = number.pattern},
                        .unit = number.unit,
                        .at = place};
      const bool named = number.unit != Unit::Labelled || !number.total.empty();
      if (named ? !is_same_unit(found, *clues.progress) : !is_same_value(*clues.progress, number)) {
        continue;
      }
      clues.saved = std::move(found);
      best = number.weight;
    }
  });
}

/// The numbers that the job prints.
void find_printed(const JobTexts& job, Clues& clues) {
  const std::vector<Candidate> candidates = progress_candidates(job, clues);
  if (candidates.empty()) return;
  clues.progress = candidates[0].number;
  if (candidates.size() > 1) {
    clues.runner_up = candidates[1].number;
    if (candidates[1].weight == candidates[0].weight) clues.progress->guess = true;
  }
  find_printed_saved(job, clues);
}

struct NamedAt {
  Place at;
  std::string name;
};

/// What every line gives to `member` of a request, or to `option` of the AWS CLI: a string, or what
/// the job assigns to a variable.
std::vector<NamedAt> all_named(const JobTexts& job, const std::string& member,
                               const std::string& option) {
  const std::regex pattern{"(?:" + member + R"(['"]?\s*([=:])\s*|)" + option +
                           R"([ =])(['"]?)(\$?)\{?([\w./-]+))"};
  std::vector<NamedAt> found;
  each_line(job, [&](const Place& place, const JobText&) {
    std::smatch match;
    if (!std::regex_search(place.text, match, pattern)) return;
    const bool variable = match[3].length() > 0 || (match[1].matched && match[2].length() == 0);
    const std::string name = match[4].str();
    found.push_back({place, variable ? text_named(job, name) : name});
  });
  return found;
}

/// The namespace that stands nearest to a metric's name, before or after it.
std::string nearest_namespace(const std::vector<NamedAt>& namespaces, const Place& metric) {
  const auto distance = [&](const NamedAt& each) {
    const auto lines =
        static_cast<std::ptrdiff_t>(each.at.line) - static_cast<std::ptrdiff_t>(metric.line);
    return std::pair{each.at.file != metric.file, lines < 0 ? -lines : lines};
  };
  const auto nearest = std::min_element(
      namespaces.begin(), namespaces.end(),
      [&](const auto& one, const auto& other) { return distance(one) < distance(other); });
  return nearest == namespaces.end() ? std::string{} : nearest->name;
}

/// The metrics that the job puts. They come before what it prints: they were made to be read.
void find_metrics(const JobTexts& job, Clues& clues) {
  static const std::regex progress{"progress|percent|done|complete|unsaved", std::regex::icase};
  static const std::regex saved{"^(saved|checkpoint)", std::regex::icase};
  const std::vector<NamedAt> namespaces = all_named(job, "Namespace", "--namespace");
  for (const NamedAt& each : all_named(job, "MetricName", "--metric-name")) {
    const FoundNumber found{.source = {.kind = NumberSource::Kind::Metric,
                                       .metric_namespace = nearest_namespace(namespaces, each.at),
                                       .metric_name = each.name},
                            .at = each.at};
    if (found.source.metric_namespace.empty()) continue;
    if (std::regex_search(each.name, saved)) {
      if (!clues.saved) clues.saved = found;
    } else if (!clues.progress && std::regex_search(each.name, progress)) {
      clues.progress = found;
    }
  }
  if (!clues.progress) clues.saved.reset();
}

/// The log group that the job's messages go to, by the CLI, boto3, an agent's configuration or
/// Docker's driver: numbers of messages are read there, and where nothing else tells of progress,
/// whatever figures it has.
void find_log_group(const JobTexts& job, Clues& clues) {
  static const std::regex writes{R"(\bput[-_]log[-_]events\b|\blog_group_name\b|\bawslogs\b)"};
  static const std::regex message{R"(\bput[-_]log[-_]events\b|\bmessage['"]?\s*[:=])"};
  if (!find_line(job, writes)) return;
  const std::vector<NamedAt> groups =
      all_named(job, "log_?[gG]roup_?[nN]ame", "(?:--log-group-name|awslogs-group)");
  if (groups.empty()) return;
  for (auto* number : {&clues.progress, &clues.runner_up, &clues.saved}) {
    if (!*number || (*number)->source.kind != NumberSource::Kind::Log) continue;
    if (!std::regex_search((*number)->at.text, message)) continue;
    (*number)->source.kind = NumberSource::Kind::LogGroup;
    (*number)->source.log_group = groups.front().name;
  }
  if (clues.progress || clues.endless) return;
  clues.progress = FoundNumber{
      .source = {.kind = NumberSource::Kind::LogGroup, .log_group = groups.front().name},
      .guess = true,
      .at = groups.front().at};
}

/// GROMACS writes into its log when it has saved: `mdrun -cpi state.cpt` says so without a script.
void find_mdrun_log(const JobTexts& job, Clues& clues) {
  static const std::regex continues{R"((^|\s)-cpi\s)"};
  static const std::regex log{R"(\s-g\s+(\S+))"};
  static const std::regex enters{R"(^\s*cd +(/[\w./-]+))"};
  std::string directory;
  each_line(job, [&](const Place& place, const JobText& text) {
    std::smatch match;
    if (text.compiled) return;
    if (std::regex_search(place.text, match, enters)) directory = match[1].str();
    if (clues.saved || !clues.progress || clues.progress->unit == Unit::Percent) return;
    // A command's files are beside the drill; a script's are where it went.
    if (directory.empty() && place.file != command_name) return;
    if (!std::regex_search(place.text, continues)) return;
    const std::string name = std::regex_search(place.text, match, log) ? match[1].str() : "md.log";
    clues.saved = FoundNumber{.source = {.kind = NumberSource::Kind::File,
                                         .file = std::filesystem::path{directory} / name,
                                         .pattern = "Writing checkpoint, step ([0-9]+)"},
                              .unit = clues.progress->unit,
                              .at = place};
  });
}

/// Checkpoints whose names the job gives: what it has saved.
void find_saved_checkpoints(const JobTexts& job, Clues& clues) {
  const auto found = checkpoints_of(job);
  if (!found) return;
  clues.saved =
      FoundNumber{.source = {.kind = NumberSource::Kind::Checkpoints, .file = found->pattern},
                  .unit = clues.progress ? clues.progress->unit : Unit::Percent,
                  .at = found->at};
}

/// Objects that the job uploads and gets again.
void find_saved_objects(const JobTexts& job, Clues& clues) {
  const auto found = saved_objects_of(job);
  if (!found) return;
  clues.saved = FoundNumber{.source = found->source,
                            .unit = clues.progress ? clues.progress->unit : Unit::Percent,
                            .at = found->at};
}

/// Mount points by their usual names.
void find_mounts(const JobTexts& job, Clues& clues) {
  static const std::regex mount{
      R"((?:^|[\s"'=:({,-])(/mnt/[\w-]+|/fsx|/efs|/data|/scratch)(?=[/\s"':})]|$))"};
  each_line(job, [&](const Place& place, const JobText& text) {
    std::smatch match;
    if (text.compiled || !std::regex_search(place.text, match, mount)) return;
    const std::string path = match[1].str();
    if (path == "/mnt/efs") {
      if (!clues.shared) clues.shared = place;
      return;
    }
    const bool known = std::any_of(clues.mounts.begin(), clues.mounts.end(),
                                   [&](const auto& each) { return each.second == path; });
    if (!known) clues.mounts.emplace_back(place, path);
  });
}

/// Python prints into a pipe when its buffer is full: a drill would see nothing for minutes.
void find_buffering(const JobTexts& job, Clues& clues) {
  static const std::regex python{R"(\bpython[0-9.]*\s+(?!-u\b)(-\w+\s+)*\S+\.py\b)"};
  static const std::regex flushes{
      "flush *= *True|PYTHONUNBUFFERED|line_buffering|stdout\\.flush\\("};
  const bool printed = clues.progress && clues.progress->source.kind == NumberSource::Kind::Log;
  if (!printed || find_line(job, flushes)) return;
  clues.buffered = find_line(job, python);
}

/// "nohup job.py > FILE &": what it prints is read from that file, where an instance after this one
/// finds it; else nowhere.
void find_redirection(const JobTexts& job, Clues& clues) {
  static const std::regex target{R"((?:^|[^2&>])>>? *(/[\w./-]+))"};
  static const std::regex kept{R"(^/(mnt/[\w-]+|efs|fsx|data|scratch)/)"};
  if (!clues.progress || clues.progress->source.kind != NumberSource::Kind::Log) return;
  const std::string file = std::filesystem::path{clues.progress->at.file}.filename().string();
  each_line(job, [&](const Place& place, const JobText& text) {
    std::smatch match;
    const bool starts = place.text.find("/" + file) != std::string::npos && place.file != file;
    if (!starts || text.compiled || clues.redirected) return;
    if (place.text.find("tee ") != std::string::npos) return;
    if (!std::regex_search(place.text, match, target)) return;
    const std::string path = match[1].str();
    if (path.starts_with("/dev/")) return;
    if (!std::regex_search(path, kept)) {
      clues.redirected = place;
      return;
    }
    for (auto* number : {&clues.progress, &clues.runner_up, &clues.saved}) {
      if (!*number || (*number)->source.kind != NumberSource::Kind::Log) continue;
      (*number)->source.kind = NumberSource::Kind::File;
      (*number)->source.file = path;
    }
  });
}

}  // namespace

std::string to_text(const Place& place) {
  const std::size_t first = std::min(place.text.find_first_not_of(" \t"), place.text.size());
  std::string text = place.text.substr(first, shown_bytes_max);
  if (place.text.size() > first + shown_bytes_max) text += " ...";
  if (place.line == 0 || place.file == command_name) return fmt::format("{}: {}", place.file, text);
  return fmt::format("{}:{}: {}", place.file, place.line, text);
}

Clues find_clues(const JobTexts& files, const std::vector<std::string>& command) {
  static const std::regex notice{
      "spot/instance-action|spot/termination-time|events/recommendations/rebalance"};
  static const std::regex sigterm{R"(\bSIGTERM\b|\btrap\b.*\bTERM\b)"};
  static const std::regex parameters{R"(\bget[-_]parameters?\b)"};
  static const std::regex sigint{R"(\bSIGINT\b|\bKeyboardInterrupt\b|\btrap\b.*\bINT\b)"};
  static const std::regex checkpoint{
      R"(\.(ckpt|ck|cpt|pth?|pkl|pickle|npz|h5|hdf5|safetensors|chk|restart|rst|rds)\b)"
      R"(|(save|load|restore|write|read)_?[Cc]heckpoint|ModelCheckpoint|ckpt_path)"
      R"(|\b(torch\.save|pickle\.dump|joblib\.dump|saveRDS|BackupAndRestore)\b)"
      R"(|checkpoint_?(dir|path|file)|/checkpoint|resume_from|--resume)"
      R"(|\bmv +\S+\.(n|new|tmp|part)\b)"
      R"(|\[ -[efs] .*\] *&& *continue|\.(DELETE_ON_ERROR|PRECIOUS)|\bos\.(rename|replace)\()"};
  JobTexts job = files;
  if (!command.empty()) {
    job.texts.insert(job.texts.begin(),
                     {.name = command_name, .lines = {fmt::format("{}", fmt::join(command, " "))}});
  }
  Clues clues;
  find_metrics(job, clues);
  if (!clues.progress) find_printed(job, clues);
  find_log_group(job, clues);
  find_mdrun_log(job, clues);
  find_redirection(job, clues);
  if (!clues.saved) find_saved_checkpoints(job, clues);
  // What it only says of what is saved need not be there yet.
  const bool said = clues.saved && clues.saved->source.kind == NumberSource::Kind::Log;
  if (!clues.saved || said) find_saved_objects(job, clues);
  clues.missing_here = find_missing_here(job);
  find_mounts(job, clues);
  find_buffering(job, clues);
  clues.asks_for_notice = find_line(job, notice);
  clues.handles_sigterm = find_line(job, sigterm);
  clues.parameters = find_line(job, parameters);
  clues.handles_sigint = find_line(job, sigint);
  clues.checkpoint = find_line(job, checkpoint);
  for (const JobText& text : job.texts) {
    if (text.fixed_clock) clues.fixed_clock = Place{text.name, 0, "a static program"};
  }
  return clues;
}

}  // namespace spotdrill::drill::sketch
