#include "drill/sketch/sketch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "base/read_file.hpp"
#include "drill/sketch/clues.hpp"
#include "drill/sketch/job_texts.hpp"
#include "drill/sketch/machine_inputs.hpp"
#include "drill/sketch/yaml_text.hpp"

namespace spotdrill::drill::sketch {

namespace {

namespace fs = std::filesystem;

constexpr double lost_percent_usual = 5;
constexpr std::size_t columns_max = 100;

Result<std::string, std::string> read_whole(const fs::path& path) {
  auto content = read_file(path);
  if (!content) return refuse(fmt::format("{} cannot be read.", path.string()));
  return *std::move(content);
}

/// Every user data in a JSON document, decoded where it is base64.
void collect_user_data(const json::value& value, std::string& text) {
  if (const json::object* object = value.if_object()) {
    for (const auto& [key, member] : *object) {
      if (const json::string* data = key == "UserData" ? member.if_string() : nullptr) {
        const std::string_view coded{data->data(), data->size()};
        text += base64_decode(coded).value_or(std::string{coded}) + "\n";
      } else {
        collect_user_data(member, text);
      }
    }
  } else if (const json::array* array = value.if_array()) {
    for (const json::value& element : *array) collect_user_data(element, text);
  }
}

fs::path directory_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

/// Composes the drill, piece by piece, with what is said of it beside.
class Writer {
 public:
  explicit Writer(const Subject& subject) : subject_(subject) {}

  Result<Sketch, std::string> write() {
    TRY(read());
    clues_ = find_clues(job_, subject_.command);
    line(fmt::format(
        "# Written by 'spotdrill init' from what the job's files say. What to look at and "
        "perhaps to change"));
    line("# is marked EDIT; examples/README.md lists every key.");
    line(fmt::format("drill: {}", yaml_text(name())));
    line("workload:");
    write_what_runs();
    write_missing_here();
    write_shares();
    write_sources();
    write_parameters();
    write_replace();
    write_faults();
    write_expectations();
    write_speed();
    return std::move(sketch_);
  }

 private:
  Result<void, std::string> read() {
    if (!subject_.command.empty()) {
      job_ = read_command(subject_.command);
    } else if (!subject_.user_data.empty()) {
      const std::string text = TRY(read_whole(subject_.user_data));
      job_ = read_user_data(subject_.user_data.string(), text, directory_of(subject_.user_data));
    }
    for (const fs::path& document : {subject_.launch, subject_.state_machine}) {
      if (!document.empty()) TRY(read_document(document));
    }
    return {};
  }

  Result<void, std::string> read_document(const fs::path& path) {
    const std::string text = TRY(read_whole(path));
    const auto value = parse_json(text);
    if (!value) return refuse(fmt::format("{} is not JSON: {}", path.string(), value.error()));
    if (path == subject_.state_machine && value->is_object()) {
      machine_inputs_ = machine_inputs(value->get_object());
    }
    std::string data;
    collect_user_data(*value, data);
    const bool said = !subject_.command.empty() || !subject_.user_data.empty();
    if (said) return {};
    if (data.empty() && (path == subject_.launch || subject_.launch.empty())) {
      return refuse(
          fmt::format("{} does not say what runs (UserData); add --user-data FILE, or -- "
                      "and a command.",
                      path.string()));
    }
    if (!data.empty()) {
      job_ = read_user_data(path.string() + " (UserData)", data, directory_of(path));
    }
    return {};
  }

  [[nodiscard]] std::string name() const {
    if (!subject_.command.empty()) {
      return name_of_command(subject_.command);
    }
    for (const fs::path& path : {subject_.state_machine, subject_.user_data, subject_.launch}) {
      std::error_code error;
      if (!path.empty()) return fs::weakly_canonical(path, error).parent_path().filename().string();
    }
    return "drill";
  }

  /// `path` as the drill's file names it.
  [[nodiscard]] std::string from_drill(const fs::path& path) const {
    std::error_code error;
    return fs::proximate(fs::absolute(path), fs::absolute(directory_of(subject_.drill)), error)
        .lexically_normal()
        .string();
  }

  void line(const std::string& text) { sketch_.yaml += text + "\n"; }

  /// A comment in the drill, which is also told.
  void remark(const std::string& indent, const std::string& text) {
    std::istringstream words{text};
    std::string written = indent + "#";
    for (std::string word; words >> word;) {
      if (written.size() + 1 + word.size() > columns_max) {
        line(written);
        written = indent + "#";
      }
      written += " " + word;
    }
    line(written);
    sketch_.found.push_back(text);
  }

  void write_what_runs() {
    if (!subject_.launch.empty()) line("  launch: " + yaml_text(from_drill(subject_.launch)));
    if (!subject_.user_data.empty()) {
      line("  user-data: " + yaml_text(from_drill(subject_.user_data)));
    }
    if (subject_.command.empty()) {
      if (clues_.buffered) {
        remark("  ",
               "EDIT the job: Python holds back what it prints into a pipe; start it with -u. " +
                   to_text(*clues_.buffered));
      }
      return;
    }
    std::vector<std::string> command = subject_.command;
    if (clues_.buffered && fs::path{command[0]}.filename().string().starts_with("python")) {
      remark("  ", "-u was added: Python holds back what it prints into a pipe.");
      command.insert(command.begin() + 1, "-u");
    }
    line("  command: " + yaml_list(command));
    if (clues_.checkpoint) {
      remark("  ",
             "It runs in this directory. What it saves stays here for the next run: remove that "
             "first.");
    }
  }

  void write_missing_here() {
    for (const MissingHere& each : clues_.missing_here) {
      remark("  ", fmt::format("{} {}", each.sentence, to_text(each.at)));
    }
  }

  void write_shares() {
    std::vector<std::string> shares;
    for (const auto& [guest, here] : job_.shared) {
      shares.push_back(
          fmt::format("{}: {}", yaml_text(guest.string()), yaml_text(from_drill(here))));
    }
    for (const auto& [place, path] : clues_.mounts) {
      std::error_code error;
      if (fs::is_directory(path, error)) {
        shares.push_back(fmt::format("{0}: {0}", yaml_text(path)));
      } else {
        remark("  ",
               fmt::format("EDIT: {} is named and is not here; shared: {{{}: DIRECTORY}} makes a "
                           "directory of yours stand for it. {}",
                           path, path, to_text(place)));
      }
    }
    for (const std::string& missing : job_.missing) {
      remark("  ",
             fmt::format("EDIT: {} is not here; shared: {{{}: DIRECTORY}} says which directory "
                         "has it.",
                         missing, fs::path{missing}.parent_path().string()));
    }
    if (!shares.empty()) line(fmt::format("  shared: {{{}}}", fmt::join(shares, ", ")));
    const bool in_s3 = clues_.saved && clues_.saved->source.kind == NumberSource::Kind::S3;
    if (subject_.command.empty() && !clues_.shared && clues_.mounts.empty() && !in_s3) {
      remark("  ",
             "EDIT the job: it names no file system that outlives an instance, such as /mnt/efs, "
             "which is always there.");
    }
  }

  void write_number(const char* key, const FoundNumber& number) {
    remark("  ", fmt::format("{}{}: {}", number.guess ? "A guess: " : "", key, to_text(number.at)));
    line(fmt::format("  {}: {}", key, yaml_source(number.source)));
  }

  void write_sources() {
    if (!clues_.progress) {
      const std::string seen =
          clues_.endless ? " What this counts to was not found (total): " + to_text(*clues_.endless)
                         : "";
      remark("  ",
             "EDIT: nothing here prints or puts its progress; say where it is read. The last "
             "percentage in the output is taken." +
                 seen);
      line("  # progress: {log: 'progress ([0-9.]+) *%'}");
      return;
    }
    write_number("progress", *clues_.progress);
    if (clues_.redirected) {
      remark("  ",
             "EDIT the job: what it prints goes into a file of its instance, where nothing is "
             "read; let it go to the console too (| tee), or into a file on /mnt/efs. " +
                 to_text(*clues_.redirected));
    }
    if (clues_.runner_up) {
      remark("  ",
             fmt::format("The runner-up: progress: {}, of {}",
                         yaml_source(clues_.runner_up->source), to_text(clues_.runner_up->at)));
    }
    if (clues_.saved) {
      write_number("saved", *clues_.saved);
    } else {
      remark("  ",
             "EDIT: nothing here says how much it has saved. Without, lost work is told by where "
             "the replacement begins.");
      line("  # saved: {log: 'saved at ([0-9.]+) *%'}");
    }
    if (clues_.progress->unit == PrintedNumber::Unit::Percent) return;
    if (clues_.progress->total_at) remark("  ", "total: " + to_text(*clues_.progress->total_at));
    line(fmt::format("  total: {:g}", clues_.progress->total));
  }

  void write_parameters() {
    if (!clues_.parameters) return;
    remark("  ",
           "EDIT: it reads parameters of Systems Manager; those that it needs are put when they "
           "are absent. " +
               to_text(*clues_.parameters));
    line("  # parameters: {NAME: VALUE}");
  }

  void write_replace() {
    if (subject_.state_machine.empty()) return line("  replace: until-complete");
    const std::string machine = yaml_text(from_drill(subject_.state_machine));
    // The drill itself gives the launch specification.
    std::erase(machine_inputs_, "LaunchSpecification");
    if (machine_inputs_.empty()) {
      return line(fmt::format("  replace: {{state-machine: {}}}", machine));
    }
    line("  replace:");
    line("    state-machine: " + machine);
    remark("    ", fmt::format("EDIT: the state machine reads {} of its input.",
                               fmt::join(machine_inputs_, ", ")));
    line("    input:");
    for (const std::string& name : machine_inputs_) {
      line(fmt::format("      {}: EDIT", yaml_text(name)));
    }
  }

  void write_faults() {
    line("faults:");
    if (clues_.asks_for_notice) {
      remark("  ", "It asks for the notice: " + to_text(*clues_.asks_for_notice));
    } else {
      remark("  ",
             "It does not ask for the notice, so it works on for two minutes after it; if it is "
             "done before, it was not interrupted: begin earlier, or give it more to do.");
    }
    if (!clues_.progress) {
      line("  interrupt-at: 90s  # EDIT: a time, while no progress is seen.");
    } else {
      line(clues_.asks_for_notice ? "  interrupt-at: 50%" : "  interrupt-at: 25%");
    }
    line("  notice: 2m");
  }

  void write_expectations() {
    line("expect:");
    line("  - completes");
    if (clues_.handles_sigterm) {
      remark("  ", "It handles SIGTERM: " + to_text(*clues_.handles_sigterm));
    } else if (clues_.handles_sigint) {
      remark("  ", "EDIT the job: it handles SIGINT, and a shutdown sends SIGTERM. " +
                       to_text(*clues_.handles_sigint));
    }
    if (clues_.asks_for_notice) {
      line("  - notice-handled-within 30s");
      line("  - ends-before-deadline");
    }
    if (clues_.saved && (clues_.asks_for_notice || clues_.handles_sigterm)) {
      line("  - saved-after-notice");
    }
    if (!clues_.progress) return;
    std::optional<Place> saves = clues_.checkpoint;
    // To put how much is saved as a metric is not to save it.
    const bool told = clues_.saved && clues_.saved->source.kind != NumberSource::Kind::Metric;
    if (!saves && told) saves = clues_.saved->at;
    remark("  ", saves ? "It saves or skips what is done: " + to_text(*saves)
                       : "EDIT the job: nothing here looks like a checkpoint, so 'resumes' and "
                         "'lost-work', which the drill expects, will probably fail.");
    line("  - resumes");
    // What is done in whole pieces loses a piece.
    const double piece = clues_.progress->unit == PrintedNumber::Unit::Counted
                             ? std::ceil(100 / clues_.progress->total)
                             : 0;
    line(fmt::format("  - lost-work <= {:g}%  # EDIT: what you can afford.",
                     std::min(100.0, std::max(lost_percent_usual, piece))));
  }

  void write_speed() {
    if (clues_.fixed_clock) {
      remark("", "It is a static program, which keeps real time: " + to_text(*clues_.fixed_clock));
      line("speed: 1");
    } else {
      line("speed: auto  # Waiting costs no time; work takes as long as it takes.");
    }
  }

  const Subject& subject_;
  JobTexts job_;
  Clues clues_;
  std::vector<std::string> machine_inputs_;
  Sketch sketch_;
};

}  // namespace

Result<Sketch, std::string> sketch_drill(const Subject& subject) {
  return Writer{subject}.write();
}

}  // namespace spotdrill::drill::sketch
