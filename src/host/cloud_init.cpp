#include "host/cloud_init.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <system_error>
#include <vector>

#include "host/child_process.hpp"

namespace spotdrill {
namespace {

namespace fs = std::filesystem;

constexpr const char* stamp_name = "spotdrill-fetched";

// Debian's, for whose modules the packages are; a python3 that stands before it in the PATH is not.
constexpr const char* host_python = "/usr/bin/python3";

// "python3.11": what the link leads to. Modules in C fit one of them only.
std::string python_name() {
  std::error_code error;
  return fs::canonical(host_python, error).filename().string();
}

// The first line is the package's version, the second the Python that it was fetched for.
std::optional<CloudInit> read_tree(const fs::path& tree) {
  std::ifstream stamp{tree / stamp_name};
  CloudInit found{.tree = tree, .version = {}};
  std::string python;
  if (!std::getline(stamp, found.version) || !std::getline(stamp, python)) return std::nullopt;
  const std::string here = python_name();
  return here.empty() || python != here ? std::nullopt : std::optional{found};
}

// The package, and of what it depends on the modules of Python that are no part of Python itself.
// The host's own may be others by then, or gone: a tree that is whole does not mind.
constexpr const char* list_script = R"(
LC_ALL=C apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
  --no-replaces --no-enhances cloud-init |
  grep -E '^(cloud-init|python3-[a-z0-9.+-]+)$' |
  grep -vE '^python3-(minimal|distutils|lib2to3|pkg-resources|cryptography|cffi-backend)$' | sort -u
)";

constexpr const char* unpack_script = R"(
cd "$1" && mkdir tree && chmod 755 tree || exit 1
for package in packages/*.deb; do dpkg-deb -x "$package" tree || exit 1; done
dpkg-deb -f packages/cloud-init_*.deb Version >"tree/$2" && echo "$3" >>"tree/$2" &&
  rm -rf tree/usr/share tree/lib packages
)";

// Compiled once, and not at each boot of an instance, which sees the tree read-only.
constexpr const char* compile_script = R"(
"$2" -I -m compileall -q --invalidation-mode unchecked-hash "$1/tree/usr/lib/python3/dist-packages"
"$2" -I -c 'import sys; sys.path.insert(0, sys.argv[1]); import cloudinit.cmd.main' \
  "$1/tree/usr/lib/python3/dist-packages"
)";

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of(" \n");
  if (end == std::string::npos) return "it said nothing";
  const std::size_t begin = text.rfind('\n', end);
  return text.substr(begin == std::string::npos ? 0 : begin + 1,
                     end - (begin == std::string::npos ? 0 : begin + 1) + 1);
}

Result<std::string, std::string> run_script(const char* script, std::vector<std::string> words,
                                            int seconds_max, std::string_view failing) {
  words.insert(words.begin(), {"-c", script, "fetch"});
  int code = 0;
  std::string printed = run_program("/bin/sh", words, seconds_max, code);
  if (code == 0) return printed;
  return refuse(fmt::format("{}: {}", failing, last_line(printed)));
}

Result<std::vector<std::string>, std::string> packages_wanted() {
  constexpr int seconds_max = 60;
  constexpr std::size_t packages_max = 64;
  const std::string listed = TRY(
      run_script(list_script, {}, seconds_max,
                 "apt knows no package cloud-init; run 'apt-get update' as root and try again"));
  std::vector<std::string> names;
  std::size_t begin = 0;
  for (std::size_t end = listed.find('\n'); end != std::string::npos && names.size() < packages_max;
       begin = end + 1, end = listed.find('\n', begin)) {
    names.push_back(listed.substr(begin, end - begin));
  }
  return names;
}

Result<void, std::string> fill(const fs::path& staging,
                               const std::function<void(std::string_view)>& tell) {
  std::vector<std::string> names = TRY(packages_wanted());
  tell(fmt::format("Downloading {} packages by apt: cloud-init, and what it takes of Python",
                   names.size()));
  constexpr const char* download =
      R"(mkdir -p "$1" && cd "$1" && shift && apt-get download -q "$@")";
  constexpr int download_seconds_max = 600;
  constexpr int unpack_seconds_max = 300;
  names.insert(names.begin(), (staging / "packages").string());
  TRY(run_script(
      download, names, download_seconds_max,
      "apt could not download it; look at the network, run 'apt-get update' as root, and "
      "try again"));
  tell("Unpacking");
  TRY(run_script(unpack_script, {staging.string(), stamp_name, python_name()}, unpack_seconds_max,
                 "the packages cannot be unpacked"));
  tell("Compiling its modules");
  TRY(run_script(compile_script, {staging.string(), host_python}, unpack_seconds_max,
                 "what was fetched does not run with " + std::string{host_python}));
  return {};
}

Result<void, std::string> replace_tree(const fs::path& fresh, const fs::path& home,
                                       const fs::path& old) {
  std::error_code error;
  if (fs::exists(home, error)) fs::rename(home, old, error);
  if (!error) fs::rename(fresh, home, error);
  if (error) return refuse(fmt::format("Cannot put it at {}: {}.", home.string(), error.message()));
  return {};
}

}  // namespace

fs::path cloud_init_home() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return fs::path{data} / "spotdrill" / "cloud-init";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') {
    const passwd* entry = ::getpwuid(::getuid());
    home = entry != nullptr ? entry->pw_dir : "/root";
  }
  return fs::path{home} / ".local" / "share" / "spotdrill" / "cloud-init";
}

std::optional<CloudInit> find_cloud_init() {
  std::error_code error;
  const fs::path here = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& tree : {cloud_init_home(), here / SPOTDRILL_LIBEXEC / "cloud-init"}) {
    if (auto found = read_tree(tree)) return found;
  }
  return std::nullopt;
}

Result<CloudInit, std::string> fetch_cloud_init(const std::function<void(std::string_view)>& tell) {
  for (const char* program : {"/usr/bin/apt-get", "/usr/bin/dpkg-deb", host_python}) {
    if (::access(program, X_OK) == 0) continue;
    return refuse(
        fmt::format("{} is not here: cloud-init is fetched as a package of Debian, by apt, "
                    "and runs with Debian's python3.",
                    program));
  }
  const fs::path home = cloud_init_home();
  std::error_code error;
  fs::create_directories(home.parent_path(), error);
  std::string staging = (home.parent_path() / "cloud-init.XXXXXX").string();
  if (::mkdtemp(staging.data()) == nullptr) {
    return refuse(fmt::format("Cannot write in {}.", home.parent_path().string()));
  }
  const auto done = [&]() -> Result<void, std::string> {
    TRY(fill(staging, tell));
    return replace_tree(fs::path{staging} / "tree", home, fs::path{staging} / "old");
  }();
  fs::remove_all(staging, error);
  if (!done.has_value()) return refuse(done.error());
  const auto found = read_tree(home);
  if (!found) return refuse(fmt::format("{} is not whole.", home.string()));
  return *found;
}

}  // namespace spotdrill
