#include "report/report.hpp"

#include <fmt/format.h>

#include <fstream>

namespace spotdrill::report {

std::string_view name(drill::Outcome outcome) {
  switch (outcome) {
    case drill::Outcome::Passed:
      return "passed";
    case drill::Outcome::Failed:
      return "failed";
    case drill::Outcome::CouldNotRun:
      return "could not run";
    case drill::Outcome::Stopped:
      break;
  }
  return "interrupted";
}

std::string_view how_it_ended(const drill::Interruption& interruption) {
  if (!interruption.felt) return "was done before the deadline";
  switch (interruption.ended_how) {
    case drill::EndedHow::ByItself:
      return "ended by itself";
    case drill::EndedHow::AfterSigterm:
      return "ended on SIGTERM";
    case drill::EndedHow::DiedOfSigterm:
      return "died of SIGTERM";
    case drill::EndedHow::OnSigterm:
      return "ended during the shutdown (SIGTERM)";
    case drill::EndedHow::Killed:
      return "was killed (SIGKILL)";
    case drill::EndedHow::Unknown:
      break;
  }
  return interruption.ended ? "ended with its instance" : "ended nobody saw how";
}

Result<std::vector<std::filesystem::path>, std::string> write_files(
    const Report& report, const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return refuse(fmt::format("cannot make '{}': {}", directory.string(), error.message()));
  }
  std::vector<std::filesystem::path> paths;
  const auto write = [&](const std::string& file, std::string_view content) {
    const std::filesystem::path path = directory / file;
    std::ofstream stream{path, std::ios::binary};
    stream << content;
    stream.close();
    if (stream) paths.push_back(path);
    return static_cast<bool>(stream);
  };
  std::vector<std::pair<std::string, std::string>> files{
      {"report.json", spotdrill::to_text(json::value(to_json(report))) + "\n"},
      {"report.txt", to_text(report)}};
  for (const drill::InstanceTimeline& instance : report.seen.instances) {
    if (!instance.console.empty()) {
      files.emplace_back("console-" + instance.id + ".log", instance.console);
    }
  }
  for (const auto& [file, content] : files) {
    if (!write(file, content)) {
      return refuse(fmt::format("cannot write '{}'", (directory / file).string()));
    }
  }
  return paths;
}

}  // namespace spotdrill::report
