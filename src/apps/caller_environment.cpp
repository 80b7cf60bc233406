#include "apps/caller_environment.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

#include "base/shell_words.hpp"
#include "drill/definition/environment_reader.hpp"

extern char** environ;

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

/// Where the shims of an instance are (init/shims.cpp): shutdown, sudo, yum and their like.
constexpr std::string_view shims_directory = "/run/spotdrill/bin";

constexpr std::string_view system_directories[] = {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin",
                                                   "/usr/bin",        "/sbin",          "/bin"};

/// Whole names, or with a star at the end beginnings, of variables that an instance has its own of.
constexpr std::string_view instances_own[] = {
    // Who it runs as, and what a shell says of itself.
    "USER", "LOGNAME", "SHELL", "MAIL", "PWD", "OLDPWD", "SHLVL", "_", "UID", "EUID", "PPID",
    "SHELLOPTS", "BASHOPTS", "BASH_VERSINFO", "HOSTNAME",
    // Its temporary files are its own, and go with it.
    "TMPDIR", "TMP", "TEMP", "TEMPDIR",
    // It has no terminal and no session.
    "TERM", "TERMCAP", "TERM_*", "COLUMNS", "LINES", "COLORTERM", "VTE_VERSION", "WINDOWID",
    "TMUX*", "STY", "DISPLAY", "WAYLAND_*", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_*",
    "XDG_SEAT*", "XDG_VTNR", "DBUS_*", "SESSION_MANAGER", "SSH_*", "GPG_AGENT_INFO", "GPG_TTY",
    "INVOCATION_ID", "JOURNAL_STREAM", "NOTIFY_SOCKET", "LISTEN_*", "MANAGERPID", "SYSTEMD_*",
    // What is preloaded there is the drill's clock; a library path goes along.
    "LD_PRELOAD", "LD_AUDIT", "LD_DEBUG*", "LD_BIND_NOT",
    // Its network and the certificates that hold in it.
    "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy",
    "ftp_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE", "AWS_CA_BUNDLE", "CLOUDSDK_CORE_CUSTOM_CA_CERTS_FILE", "GIT_SSL_CAINFO",
    "PIP_CERT", "NODE_EXTRA_CA_CERTS",
    // The drill's own.
    "SPOTDRILL_*"};

/// The clouds': accounts, keys, endpoints. What an instance gets comes from its role.
constexpr std::string_view clouds[] = {"AWS_", "AZURE_",   "ARM_",         "GOOGLE_",
                                       "GCP_", "GCLOUD_",  "CLOUDSDK_",    "AMAZON_",
                                       "OCI_", "ALIBABA_", "DIGITALOCEAN_"};

/// A word of a name, between its underscores, that makes it a secret.
constexpr std::string_view secret_words[] = {"TOKEN",      "TOKENS",      "SECRET", "SECRETS",
                                             "PASSWORD",   "PASSWORDS",   "PASSWD", "PASS",
                                             "CREDENTIAL", "CREDENTIALS", "APIKEY", "PASSPHRASE"};

/// A key of these is a secret; MY_KEY or CACHE_KEY need not be.
constexpr std::string_view secret_keys[] = {"API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "AUTH_KEY"};

bool matches(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

std::vector<std::string_view> pieces(std::string_view text, char separator) {
  std::vector<std::string_view> result;
  while (true) {
    const std::size_t end = text.find(separator);
    result.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return result;
    text.remove_prefix(end + 1);
  }
}

std::string upper(std::string_view text) {
  std::string result{text};
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

bool is_secret(std::string_view name) {
  const std::string big = upper(name);
  for (const std::string_view cloud : clouds) {
    if (big.starts_with(cloud)) return true;
  }
  for (const std::string_view word : pieces(big, '_')) {
    if (std::ranges::find(secret_words, word) != std::end(secret_words)) return true;
  }
  return std::ranges::any_of(secret_keys, [&](std::string_view key) {
    const std::size_t at = big.find(key);
    return at != std::string::npos && (at == 0 || big[at - 1] == '_');
  });
}

/// The caller's PATH with the shims before the first of the system's directories: a virtual
/// environment's pip is the one that is meant, and shutdown ends the instance.
std::string path_in_instance(std::string_view path) {
  std::string result;
  bool placed = false;
  const auto add = [&](std::string_view directory, bool first) {
    if (!first) result += ':';
    result += directory;
  };
  bool first = true;
  for (const std::string_view directory : pieces(path, ':')) {
    const bool system =
        std::ranges::find(system_directories, directory) != std::end(system_directories);
    if (system && !placed) {
      add(shims_directory, first);
      placed = true;
      first = false;
    }
    add(directory, first);
    first = false;
  }
  if (!placed) add(shims_directory, first);
  return result;
}

bool is_program(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

Variables own_variables() {
  Variables variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text{*variable};
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

Passage passage_of(std::string_view name) {
  // A shell has no other names, and what bash exports of functions is bash's own.
  if (!drill::is_variable_name(name)) return Passage::Instances;
  for (const std::string_view pattern : instances_own) {
    if (matches(pattern, name)) return Passage::Instances;
  }
  return is_secret(name) ? Passage::Secret : Passage::Along;
}

drill::Read<CallerEnvironment> caller_environment(const Variables& caller,
                                                  const drill::Workload& workload) {
  CallerEnvironment result;
  std::vector<drill::Mistake> mistakes;
  for (const auto& [name, value] : caller) {
    if (passage_of(name) == Passage::Along) result.variables[name] = value;
  }
  for (const drill::PassedVariable& passed : workload.passed_variables) {
    const auto found = caller.find(passed.name);
    if (found != caller.end()) {
      result.variables[passed.name] = found->second;
    } else {
      mistakes.push_back({passed.where, fmt::format("the variable {} is not set here; expected one "
                                                    "that is, or NAME: VALUE",
                                                    passed.name)});
    }
  }
  if (!mistakes.empty()) return refuse(std::move(mistakes));
  for (const auto& [name, value] : workload.environment) result.variables[name] = value;
  for (const auto& [name, value] : caller) {
    if (passage_of(name) == Passage::Secret && !result.variables.contains(name)) {
      result.withheld.push_back(name);
    }
  }
  const auto path = result.variables.find("PATH");
  if (path == result.variables.end()) {
    result.variables["PATH"] = fmt::format("{}", fmt::join(system_directories, ":"));
  }
  return result;
}

std::string to_shell(const Variables& variables) {
  std::string text;
  for (const auto& [name, value] : variables) {
    const std::string set = fmt::format(
        "export {}={}\n", name, shell_word(name == "PATH" ? path_in_instance(value) : value));
    // A plain process has a home of its own, for that of its user is everybody's.
    if (name == "HOME") text += "[ -n \"$SPOTDRILL_INSTANCE_ID\" ] || ";
    text += set;
  }
  // What the caller keeps at home for a real cloud is none of the instance's: it has its role.
  for (const auto& [name, file] : {std::pair{"AWS_CONFIG_FILE", "config"},
                                   std::pair{"AWS_SHARED_CREDENTIALS_FILE", "credentials"}}) {
    if (variables.contains(name) || !variables.contains("HOME")) continue;
    text += fmt::format("[ ! -e \"$HOME/.aws/{}\" ] || export {}=/dev/null\n", file, name);
  }
  return text;
}

Result<fs::path, std::string> find_command(const std::string& word, const std::string& path,
                                           const fs::path& directory) {
  if (word.find('/') != std::string::npos) {
    const fs::path place = (directory / word).lexically_normal();
    if (is_program(place)) return place;
    std::error_code error;
    return refuse(
        fmt::format("the command '{}' {}; it was looked for at {}", word,
                    fs::exists(place, error) ? "is no program that may be run" : "is not there",
                    place.string()));
  }
  for (const std::string_view place : pieces(path, ':')) {
    const fs::path candidate = (directory / place / word).lexically_normal();
    if (is_program(candidate)) return candidate;
  }
  return refuse(fmt::format("the command '{}' is not found; it was looked for in PATH, which is {}",
                            word, path));
}

}  // namespace spotdrill::apps
