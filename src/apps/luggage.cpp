#include "apps/luggage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/shell_words.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

/// Trees that each instance has anew (init/root_volume.cpp).
constexpr std::string_view hidden_trees[] = {"/tmp", "/run", "/dev/shm"};

/// So many directories of a PATH are shared at most; who has more of them in /tmp is told.
constexpr std::size_t hidden_shares_max = 32;

/// Names of withheld variables that are told; how many more there are is told too.
constexpr std::size_t withheld_told_max = 6;

/// "User data is limited to 16 KB, in raw form, before it is base64-encoded."
/// Source: EC2 User Guide, "Run commands on your Linux instance at launch". Some is the command's.
constexpr std::size_t prelude_bytes_max = std::size_t{12} * 1024;

/// What a command needs to be found and to find its own, where there is no room for more.
constexpr std::string_view needed_most[] = {"PATH",         "HOME",       "VIRTUAL_ENV",
                                            "CONDA_PREFIX", "PYTHONPATH", "LD_LIBRARY_PATH",
                                            "LANG",         "LC_ALL",     "TZ"};

bool lies_in(const fs::path& path, const fs::path& tree) {
  const auto [end, rest] = std::mismatch(tree.begin(), tree.end(), path.begin(), path.end());
  return end == tree.end();
}

const std::string_view* hidden_tree_of(const fs::path& path) {
  for (const std::string_view& tree : hidden_trees) {
    if (lies_in(path, tree)) return &tree;
  }
  return nullptr;
}

void add_each(std::vector<fs::path>& paths, const Variables& variables, const char* name) {
  const auto found = variables.find(name);
  if (found == variables.end()) return;
  std::size_t begin = 0;
  while (begin <= found->second.size()) {
    const std::size_t end = std::min(found->second.find(':', begin), found->second.size());
    paths.emplace_back(found->second.substr(begin, end - begin));
    begin = end + 1;
  }
}

/// What to share so that `path` is seen with what belongs to it: an environment, not its bin alone.
fs::path root_of(const fs::path& path, std::string_view tree) {
  std::error_code error;
  fs::path root = fs::is_directory(path, error) ? path : path.parent_path();
  const std::string last = root.filename().string();
  const bool part = last == "bin" || last == "sbin" || last == "lib" || last == "lib64";
  if (part && root.parent_path() != fs::path{tree}) root = root.parent_path();
  return root;
}

std::string sentence_of_withheld(const std::vector<std::string>& names) {
  const std::size_t told = std::min(names.size(), withheld_told_max);
  const std::vector<std::string> first{names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(told)};
  return fmt::format(
      "Your variables go along, but for {}{}: secrets do when they are named, by --env NAME or "
      "'environment: [NAME]'.",
      fmt::join(first, ", "),
      names.size() > told ? fmt::format(" and {} more", names.size() - told) : "");
}

/// Named variables alone, and what a command cannot do without.
Variables few_of(const CallerEnvironment& environment, const drill::Workload& workload) {
  Variables few = workload.environment;
  const auto take = [&](const std::string& name) {
    const auto found = environment.variables.find(name);
    if (found != environment.variables.end()) few.insert(*found);
  };
  for (const drill::PassedVariable& passed : workload.passed_variables) take(passed.name);
  for (const std::string_view name : needed_most) take(std::string{name});
  return few;
}

/// On a server that shares nothing new, user data must hold it.
Result<std::string, std::string> prelude_in_user_data(const CallerEnvironment& environment,
                                                      const drill::Workload& workload,
                                                      std::vector<std::string>& sentences) {
  std::string text = to_shell(environment.variables);
  if (text.size() <= prelude_bytes_max) return text;
  text = to_shell(few_of(environment, workload));
  if (text.size() > prelude_bytes_max) {
    return refuse(fmt::format(
        "The command's environment has {} bytes, and user data holds {} of them: run the drill "
        "without --endpoint, on a server of its own.",
        text.size(), prelude_bytes_max));
  }
  sentences.push_back(
      fmt::format("Of your variables go along only {} and those that are named: user data holds no "
                  "more. A server of the drill's own takes all.",
                  fmt::join(needed_most, ", ")));
  return text;
}

}  // namespace

Server server_of(const RunWords& words) {
  std::string endpoint = words.target.endpoint;
  if (endpoint.empty()) {
    const char* given = std::getenv("SPOTDRILL_ENDPOINT");
    if (given == nullptr) return Server::Own;
    endpoint = given;
  }
  for (const char* host : {"://127.", "://localhost", "://[::1]"}) {
    if (endpoint.find(host) != std::string::npos) return Server::OnThisHost;
  }
  return Server::Elsewhere;
}

std::vector<drill::Mistake> check_command(const drill::Definition& definition, Server server,
                                          const Variables& caller) {
  const drill::Workload& workload = definition.workload;
  if (workload.command.empty()) return {};
  const auto environment = caller_environment(caller, workload);
  if (!environment) return environment.error();
  if (server == Server::Elsewhere) return {};
  const auto found =
      find_command(workload.command[0], environment->variables.at("PATH"), workload.directory);
  if (found) return {};
  return {{workload.command_where.empty() ? "--" : workload.command_where, found.error()}};
}

std::vector<fs::path> programs_of(const CallerEnvironment& environment,
                                  const drill::Workload& workload) {
  std::vector<fs::path> programs;
  const auto path = environment.variables.find("PATH");
  const std::string places = path == environment.variables.end() ? "" : path->second;
  if (const auto program = find_command(workload.command.at(0), places, workload.directory)) {
    std::error_code error;
    programs.push_back(fs::canonical(*program, error));
    if (error) programs.back() = *program;
  }
  for (std::size_t i = 1; i < workload.command.size(); ++i) {
    std::error_code error;
    const fs::path word = workload.command[i];
    if (workload.command[i].starts_with('-')) continue;
    if (word.is_absolute() && fs::is_regular_file(word, error)) programs.push_back(word);
    break;
  }
  return programs;
}

std::vector<fs::path> hidden_directories(const CallerEnvironment& environment,
                                         const drill::Workload& workload) {
  std::vector<fs::path> wanted;
  for (const char* name : {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "CONDA_PREFIX",
                           "JAVA_HOME", "R_LIBS", "R_LIBS_USER", "NODE_PATH", "PERL5LIB"}) {
    add_each(wanted, environment.variables, name);
  }
  for (const fs::path& program : programs_of(environment, workload)) wanted.push_back(program);
  std::vector<fs::path> roots;
  for (const fs::path& each : wanted) {
    std::error_code error;
    if (!each.is_absolute() || !fs::exists(each, error)) continue;
    const std::string_view* tree = hidden_tree_of(each.lexically_normal());
    if (tree == nullptr) continue;
    const fs::path root = root_of((each / "").lexically_normal().parent_path(), *tree);
    if (root == fs::path{*tree} || lies_in(root, workload.directory)) continue;
    roots.push_back(root);
  }
  std::ranges::sort(roots);
  std::vector<fs::path> result;
  for (const fs::path& root : roots) {
    if (result.empty() || !lies_in(root, result.back())) result.push_back(root);
  }
  return result;
}

Result<Luggage, std::string> Luggage::pack(drill::Definition& definition, Server server,
                                           const Variables& caller) {
  Luggage luggage;
  drill::Workload& workload = definition.workload;
  if (workload.command.empty()) return luggage;
  auto environment = caller_environment(caller, workload);
  if (!environment) return refuse(to_text(environment.error().front()));
  // What the caller has elsewhere says nothing there.
  if (server == Server::Elsewhere) {
    Variables named = workload.environment;
    for (const drill::PassedVariable& each : workload.passed_variables) {
      named[each.name] = environment->variables.at(each.name);
    }
    environment->variables = std::move(named);
    environment->withheld.clear();
  }
  if (!environment->withheld.empty()) {
    luggage.sentences_.push_back(sentence_of_withheld(environment->withheld));
  }
  if (server != Server::Own) {
    workload.prelude = TRY(prelude_in_user_data(*environment, workload, luggage.sentences_));
    return luggage;
  }
  luggage.directory_.emplace(TRY(TemporaryDirectory::make()));
  const fs::path seen = luggage.directory_->path() / "environment";
  std::error_code error;
  fs::create_directory(seen, error);
  // Not in user data, which has 16 KB and is told in reports.
  if (error || !replace_file(seen / "variables.sh", to_shell(environment->variables), 0600)) {
    return refuse(fmt::format("Cannot write {}: is the disk full?", seen.string()));
  }
  workload.prelude = fmt::format(". {} || exit 1\n", shell_word((seen / "variables.sh").string()));
  std::vector<drill::Shared> shares{{seen, seen, true}};
  std::vector<fs::path> hidden = hidden_directories(*environment, workload);
  if (hidden.size() > hidden_shares_max) {
    luggage.sentences_.push_back(fmt::format(
        "Instances have a /tmp and a /run of their own: of the {} directories there that your "
        "variables name they see {}.",
        hidden.size(), hidden_shares_max));
    hidden.resize(hidden_shares_max);
  }
  for (const fs::path& directory : hidden) {
    shares.push_back({directory, directory, true});
    luggage.sentences_.push_back(
        fmt::format("Instances see {} as it is here, and cannot write it.", directory.string()));
  }
  // The job's own may lie in one of them, and is mounted after it.
  workload.shared.insert(workload.shared.begin(), shares.begin(), shares.end());
  return luggage;
}

}  // namespace spotdrill::apps
