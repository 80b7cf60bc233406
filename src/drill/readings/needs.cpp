#include "drill/readings/needs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace spotdrill::drill {

namespace {

constexpr std::size_t needs_max = 32;
constexpr std::size_t detail_bytes_max = 160;

/// How a program says what is missing.
struct Phrase {
  std::string_view text;
  enum class Where : std::uint8_t { Before, After, Fixed } where;
  Unmet::Kind kind;
  std::string_view fixed;  ///< Where::Fixed: what is missing.
};

// Sources: bash, dash, zsh, sudo, coreutils' env and nohup, Python, Perl, Node, Ruby, R, Java, Go,
// curl, wget, apt, git, ssh, systemd, docker, mount, fusermount, PyTorch and nvidia-smi, as they
// print it.
constexpr std::array phrases{
    Phrase{"System has not been booted with systemd", Phrase::Where::Fixed, Unmet::Kind::Command,
           "systemd"},
    Phrase{"Failed to connect to bus", Phrase::Where::Fixed, Unmet::Kind::Command, "systemd"},
    Phrase{"Cannot connect to the Docker daemon", Phrase::Where::Fixed, Unmet::Kind::Command,
           "docker"},
    Phrase{"fuse: device not found", Phrase::Where::Fixed, Unmet::Kind::Device, "/dev/fuse"},
    Phrase{"Could not resolve host: ", Phrase::Where::After, Unmet::Kind::Name, ""},
    Phrase{"unable to resolve host address ", Phrase::Where::After, Unmet::Kind::Name, ""},
    Phrase{"Temporary failure resolving ", Phrase::Where::After, Unmet::Kind::Name, ""},
    Phrase{"Could not resolve hostname ", Phrase::Where::After, Unmet::Kind::Name, ""},
    Phrase{"getaddrinfo ENOTFOUND ", Phrase::Where::After, Unmet::Kind::Name, ""},
    Phrase{"java.net.UnknownHostException: ", Phrase::Where::After, Unmet::Kind::Name, ""},
    Phrase{"No module named ", Phrase::Where::After, Unmet::Kind::Module, ""},
    Phrase{"Error: Cannot find module ", Phrase::Where::After, Unmet::Kind::Module, ""},
    Phrase{"cannot load such file -- ", Phrase::Where::After, Unmet::Kind::Module, ""},
    Phrase{"there is no package called ", Phrase::Where::After, Unmet::Kind::Module, ""},
    Phrase{"Found no NVIDIA driver", Phrase::Where::Fixed, Unmet::Kind::Device, "GPU of NVIDIA"},
    Phrase{"No CUDA GPUs are available", Phrase::Where::Fixed, Unmet::Kind::Device,
           "GPU of NVIDIA"},
    Phrase{"Torch not compiled with CUDA enabled", Phrase::Where::Fixed, Unmet::Kind::Device,
           "GPU of NVIDIA"},
    Phrase{"couldn't communicate with the NVIDIA driver", Phrase::Where::Fixed, Unmet::Kind::Device,
           "GPU of NVIDIA"},
    Phrase{"special device ", Phrase::Where::After, Unmet::Kind::Device, ""},
    Phrase{"command not found: ", Phrase::Where::After, Unmet::Kind::Command, ""},
    Phrase{": command not found", Phrase::Where::Before, Unmet::Kind::Command, ""},
};

constexpr std::string_view quotes = "'\"`";

/// Quotes of UTF-8, as coreutils prints them, are three bytes each.
std::string_view unquoted(std::string_view word) {
  const auto drop = [&](std::string_view quote) {
    if (word.starts_with(quote)) word.remove_prefix(quote.size());
    if (const std::size_t end = word.find(quote); end != std::string_view::npos) {
      word = word.substr(0, end);
    }
  };
  drop("\u2018");
  drop("\u2019");
  for (const char& quote : quotes) drop({&quote, 1});
  return word;
}

/// The word at the beginning of `text`, without quotes.
std::string_view first_word(std::string_view text) {
  const std::size_t end = text.find_first_of(" \t,;)");
  text = text.substr(0, end);
  if (text.ends_with(':')) text.remove_suffix(1);
  return unquoted(text);
}

/// The last part of `text` that stands between colons.
std::string_view last_part(std::string_view text) {
  const std::size_t colon = text.rfind(": ");
  return unquoted(colon == std::string_view::npos ? text : text.substr(colon + 2));
}

/// A name without a directory: a program that was looked for in PATH, or a module that was
/// installed, and no file of the job's own.
bool is_bare_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && name.front() != '/';
}

/// The quoted word after `words` where `end` follows it somewhere; empty: there is none.
std::string_view named_between(std::string_view line, std::string_view words,
                               std::string_view end) {
  const std::size_t at = line.find(words);
  if (at == std::string_view::npos || line.find(end, at) == std::string_view::npos) return {};
  return first_word(line.substr(at + words.size()));
}

/// Programs that a program wanted to start: of Python, Perl, Node, Java, Go. `before`: the line
/// before, by which Python's subprocess is told from whoever opens a file.
std::string_view missing_child(std::string_view line, std::string_view before) {
  struct Words {
    std::string_view before;
    std::string_view after;
  };
  constexpr std::array<Words, 4> wordings{{
      {"Can't exec ", ": No such file or directory"},
      {"Error: spawn ", " ENOENT"},
      {"Cannot run program ", "error=2"},
      {"exec: ", ": executable file not found in"},
  }};
  constexpr std::string_view of_python = "FileNotFoundError: [Errno 2] No such file or directory: ";
  const bool of_subprocess = before.find("raise child_exception_type(") != before.npos;
  if (of_subprocess && line.starts_with(of_python)) {
    const std::string_view name = first_word(line.substr(of_python.size()));
    return name.find('/') == name.npos ? name : std::string_view{};
  }
  for (const Words& each : wordings) {
    const std::string_view name = named_between(line, each.before, each.after);
    if (is_bare_name(name) && name.find('/') == std::string_view::npos) return name;
  }
  return {};
}

/// "Can't locate JSON/XS.pm in @INC", as Perl has it.
std::string_view missing_perl_module(std::string_view line) {
  return named_between(line, "Can't locate ", " in @INC");
}

/// "sh: 1: docker: not found", as dash has it, and "env: 'node': No such file or directory".
std::optional<std::string_view> missing_program(std::string_view line) {
  constexpr std::string_view not_found = ": not found";
  if (line.ends_with(not_found)) {
    const std::string_view before = line.substr(0, line.size() - not_found.size());
    const std::string_view name = last_part(before);
    const std::string_view number =
        last_part(before.substr(0, before.size() - std::min(before.size(), name.size() + 2)));
    const bool counted =
        !number.empty() && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
    if (counted && !name.empty()) return name;
  }
  constexpr std::string_view no_file = ": No such file or directory";
  for (const std::string_view launcher :
       {"env: ", "/usr/bin/env: ", "nohup: failed to run command ",
        "timeout: failed to run command ", "xargs: ", "nice: ", "stdbuf: failed to run command "}) {
    if (line.starts_with(launcher) && line.ends_with(no_file)) {
      const auto name =
          unquoted(line.substr(launcher.size(), line.size() - launcher.size() - no_file.size()));
      return name;
    }
  }
  return std::nullopt;
}

Unmet need_of(Unmet::Kind kind, std::string_view what, std::string_view line) {
  return {.kind = kind,
          .what = std::string{what},
          .detail = std::string{line.substr(0, detail_bytes_max)}};
}

}  // namespace

std::optional<Unmet> need_in(std::string_view line, std::string_view before) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  if (const auto program = missing_program(line)) {
    return need_of(Unmet::Kind::Command, *program, line);
  }
  if (const std::string_view child = missing_child(line, before); !child.empty()) {
    return need_of(Unmet::Kind::Command, child, line);
  }
  if (const std::string_view module = missing_perl_module(line); !module.empty()) {
    return need_of(Unmet::Kind::Module, module, line);
  }
  for (const Phrase& phrase : phrases) {
    const std::size_t at = line.find(phrase.text);
    if (at == std::string_view::npos) continue;
    std::string_view what = phrase.fixed;
    if (phrase.where == Phrase::Where::After)
      what = first_word(line.substr(at + phrase.text.size()));
    if (phrase.where == Phrase::Where::Before) what = last_part(line.substr(0, at));
    if (phrase.kind == Unmet::Kind::Module && !is_bare_name(what)) continue;
    // A sentence that happens to have these words names nothing.
    const bool fixed = phrase.where == Phrase::Where::Fixed;
    if (what.empty() || (!fixed && what.find(' ') != std::string_view::npos)) continue;
    return need_of(phrase.kind, what, line);
  }
  return std::nullopt;
}

void add_need(std::vector<Unmet>& needs, Unmet need) {
  const bool known = std::ranges::any_of(
      needs, [&](const Unmet& each) { return each.kind == need.kind && each.what == need.what; });
  if (!known && needs.size() < needs_max) needs.push_back(std::move(need));
}

std::string to_text(const Unmet& need) {
  switch (need.kind) {
    case Unmet::Kind::Service:
      return fmt::format("{}, of AWS's services", need.what);
    case Unmet::Kind::Name:
      return fmt::format("{} on the internet", need.what);
    case Unmet::Kind::Command:
      return fmt::format("the command {}", need.what);
    case Unmet::Kind::UserData:
      return fmt::format("cloud-init, for its user data of the kind {}", need.what);
    case Unmet::Kind::Device:
      return fmt::format("the device {}", need.what);
    case Unmet::Kind::Module:
      return fmt::format("the module {}", need.what);
    case Unmet::Kind::Endpoint:
      return fmt::format("the endpoint {}", need.what);
    case Unmet::Kind::Unit:
      return need.what;
  }
  return need.what;
}

}  // namespace spotdrill::drill
