#include "report/files.hpp"

#include <fmt/format.h>

#include <fstream>

#include "report/html.hpp"

namespace spotdrill::report {

namespace {

/// Where the whole is nobody knows but the job's author.
constexpr std::string_view console_is_cut =
    "[spotdrill: this console is cut: no more than the newest 64 KiB can be read of one at once, "
    "16 MiB are kept, and the job printed more. The whole is nowhere else; have the job write it "
    "into a file as well ('python3 train.py | tee train.log'), which is kept with the report.]\n";

}  // namespace

std::vector<NamedText> files_of(const Report& report, const drill::Observation& seen) {
  std::vector<NamedText> files{{"report.html", to_html(report)},
                               {"report.json", to_json(report) + "\n"},
                               {"report.txt", to_text(report)}};
  for (const drill::InstanceTimeline& instance : seen.instances) {
    if (instance.console.empty()) continue;
    const std::string& kept =
        instance.console_kept.empty() ? instance.console : instance.console_kept;
    files.push_back({"console-" + instance.id + ".log",
                     instance.console_cut ? std::string{console_is_cut} + kept : kept});
  }
  return files;
}

Result<void, std::string> write_file(const std::filesystem::path& path, std::string_view text) {
  // Renamed when it is whole, but for what cannot be renamed over: /dev/stdout, a pipe.
  std::error_code error;
  const std::filesystem::path directory = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(directory, error)) {
    return refuse(fmt::format("cannot write '{}': there is no directory '{}'", path.string(),
                              directory.string()));
  }
  const auto status = std::filesystem::status(path, error);
  const bool plain = !std::filesystem::exists(status) || std::filesystem::is_regular_file(status);
  const std::filesystem::path written = plain ? path.string() + ".part" : path.string();
  std::ofstream stream{written, std::ios::binary};
  stream << text;
  stream.close();
  bool good = static_cast<bool>(stream);
  if (plain) {
    if (good) std::filesystem::rename(written, path, error);
    good = good && !error;
    if (!good) std::filesystem::remove(written, error);
  }
  if (!good) {
    return refuse(fmt::format("cannot write '{}': is the disk full, or not to be written to?",
                              path.string()));
  }
  return {};
}

Result<std::vector<std::filesystem::path>, std::string> write_files(
    const std::vector<NamedText>& files, const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return refuse(fmt::format("cannot make '{}': {}", directory.string(), error.message()));
  }
  std::vector<std::filesystem::path> paths;
  for (const NamedText& file : files) {
    const std::filesystem::path path = directory / file.name;
    TRY(write_file(path, file.text));
    paths.push_back(path);
  }
  return paths;
}

}  // namespace spotdrill::report
