#include "drill/sketch/job_texts.hpp"

#include <elf.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fstream>
#include <regex>
#include <set>
#include <utility>

#include "drill/sketch/cloud_config_texts.hpp"

namespace spotdrill::drill::sketch {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t text_bytes_max = 1 << 20;
constexpr std::size_t program_bytes_max = 32 << 20;
constexpr std::size_t texts_max = 20;
constexpr std::size_t string_bytes_min = 4;
/// std::regex recurses once for each character.
constexpr std::size_t followed_bytes_max = 1000;

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::string content_of(const fs::path& path) {
  std::error_code error;
  const auto size = static_cast<std::size_t>(fs::file_size(path, error));
  std::string content(error ? 0 : std::min(size, program_bytes_max), '\0');
  std::ifstream stream{path, std::ios::binary};
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(stream.gcount()));
  return content;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The printable strings of a program, as strings(1) shows them.
std::vector<std::string> strings_of(std::string_view bytes) {
  std::vector<std::string> strings;
  std::string current;
  for (const char c : bytes) {
    if (std::isprint(static_cast<unsigned char>(c)) != 0) {
      current += c;
      continue;
    }
    if (current.size() >= string_bytes_min) strings.push_back(current);
    current.clear();
  }
  return strings;
}

/// Whether an ELF program asks for no interpreter: nothing can be preloaded into it.
bool is_static(const std::string& bytes) {
  Elf64_Ehdr header{};
  if (bytes.size() < sizeof header) return false;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.e_ident[EI_CLASS] != ELFCLASS64) return false;
  for (std::size_t i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment{};
    const std::size_t at = header.e_phoff + i * sizeof segment;
    if (at + sizeof segment > bytes.size()) return false;
    std::memcpy(&segment, bytes.data() + at, sizeof segment);
    if (segment.p_type == PT_INTERP) return false;
  }
  return true;
}

/// Words of a line that may name files: what is between blanks, quotes and brackets.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : line + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || std::strchr("._-/+", c) != nullptr) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

/// Directories of every system: what a job starts there is not its own.
bool is_of_the_system(const std::string& path) {
  static const std::regex system{"^/(usr|bin|sbin|lib|lib64|etc|dev|proc|sys)(/|$)"};
  return std::regex_search(path, system);
}

/// Collects texts, and what they name, breadth first.
class Collector {
 public:
  explicit Collector(fs::path directory) : directory_(std::move(directory)) {}

  void add_text(const std::string& name, const std::string& text) {
    found_.texts.push_back({.name = name, .lines = lines_of(text)});
  }

  void add_file(const fs::path& path) {
    std::error_code error;
    if (!is_file(path) || found_.texts.size() >= texts_max) return;
    if (!seen_.insert(fs::weakly_canonical(path, error)).second) return;
    const std::string content = content_of(path);
    const std::string near = fs::proximate(path, error).string();
    JobText text{.name = near.starts_with("..") ? path.string() : near};
    text.compiled = content.starts_with(ELFMAG);
    if (text.compiled) {
      text.lines = strings_of(content);
      text.fixed_clock = is_static(content);
    } else if (content.size() <= text_bytes_max && content.find('\0') == std::string::npos) {
      text.lines = lines_of(content);
    } else {
      return;  // Data.
    }
    found_.texts.push_back(std::move(text));
  }

  JobTexts collect() {
    for (std::size_t i = 0; i < found_.texts.size(); ++i) {
      if (found_.texts[i].compiled) continue;
      const std::vector<std::string> lines = found_.texts[i].lines;
      for (const std::string& line : lines) {
        if (!is_comment(line)) follow(line.substr(0, followed_bytes_max));
      }
    }
    // What is named twice is made by the first.
    std::erase_if(started_, [&](const std::string& path) { return named_[path] > 1; });
    found_.missing = std::move(started_);
    return std::move(found_);
  }

 private:
  void follow(const std::string& line) {
    static const std::regex script{R"(\.(py|sh|bash|R|r|jl|pl|rb|js|mk|lua)$)"};
    static const std::regex import{R"(^\s*(?:from|import) +([A-Za-z_]\w*))"};
    static const std::regex starts{
        R"((?:^|\bexec |&& |\|\| |; |\bpython3? (?:-u )?)\s*(/[\w./-]+))"};
    std::smatch match;
    if (std::regex_search(line, match, import)) add_file(directory_ / (match[1].str() + ".py"));
    std::string started;
    if (std::regex_search(line, match, starts)) started = match[1].str();
    for (const std::string& word : words_of(line)) {
      const fs::path path{word};
      if (!path.is_absolute()) {
        if (std::regex_search(word, script)) add_file(directory_ / path);
      } else if (!is_of_the_system(word)) {
        follow_absolute(path, word == started);
      }
    }
  }

  /// What the instances find at `path` is beside the user data here, or is to be found.
  void follow_absolute(const fs::path& path, bool started) {
    const fs::path here = directory_ / path.filename();
    if (is_file(path)) {
      add_file(path);
    } else if (path.has_filename() && is_file(here)) {
      found_.shared.emplace(path.parent_path(), directory_);
      add_file(here);
    } else {
      ++named_[path.string()];
      if (started) started_.push_back(path.string());
    }
  }

  fs::path directory_;
  std::set<fs::path> seen_;
  std::vector<std::string> started_;  ///< Absolute paths that are not here.
  std::map<std::string, int> named_;  ///< How often each of them is.
  JobTexts found_;
};

}  // namespace

bool is_comment(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return true;
  line.remove_prefix(first);
  return line.starts_with('#') || line.starts_with("//");
}

JobTexts read_command(const std::vector<std::string>& command) {
  Collector collector{"."};
  for (const std::string& word : command) {
    // A word of `sh -c` is a script itself.
    if (word.find_first_of(" \n") != std::string::npos) collector.add_text("the command", word);
    if (!is_of_the_system(word)) collector.add_file(word);
  }
  if (!command.empty() && fs::path{command[0]}.filename() == "make") collector.add_file("Makefile");
  // `python3 -m package.module`.
  const auto module = std::find(command.begin(), command.end(), "-m");
  if (command.end() - module > 1) {
    std::string path = module[1];
    std::replace(path.begin(), path.end(), '.', '/');
    collector.add_file(path + ".py");
    collector.add_file(path + "/__main__.py");
  }
  return collector.collect();
}

JobTexts read_user_data(const std::string& name, const std::string& text,
                        const fs::path& directory) {
  Collector collector{directory};
  collector.add_text(name, text);
  for (const auto& [part, content] : cloud_config_texts(name, text)) {
    collector.add_text(part, content);
  }
  return collector.collect();
}

}  // namespace spotdrill::drill::sketch
