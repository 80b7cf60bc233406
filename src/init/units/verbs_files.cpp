// The verbs that work on unit files and their links. Source: systemctl(1), "Unit File Commands".
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "init/files.hpp"
#include "init/report.hpp"
#include "init/units/manager.hpp"

namespace spotdrill::init::units {
namespace {

std::string link_path(const std::string& target, const char* ending, const std::string& name) {
  return std::string{own_unit_directory} + "/" + target + ending + "/" + name;
}

// Every link that enabling a unit makes, by what its [Install] section says.
std::vector<std::string> install_links(const Unit& unit, const std::string& name) {
  std::vector<std::string> links;
  for (const std::string& target : unit.wanted_by)
    links.push_back(link_path(target, ".wants", name));
  for (const std::string& target : unit.required_by) {
    links.push_back(link_path(target, ".requires", name));
  }
  for (const std::string& alias : unit.alias) {
    if (alias != name) links.push_back(std::string{own_unit_directory} + "/" + alias);
  }
  return links;
}

bool is_link(const std::string& path) {
  struct stat about{};
  return lstat(path.c_str(), &about) == 0 && S_ISLNK(about.st_mode);
}

bool is_own_name(const std::string& path) {
  return path.starts_with('/') && path.find("/..") == std::string::npos;
}

void remember_enabled(const std::string& name, bool enabled) {
  std::string list;
  if (exists(enabled_list_path)) (void)!read_file(enabled_list_path, list).failed();
  std::vector<std::string> names = plain_words(list);
  std::erase(names, name);
  if (enabled) names.push_back(name);
  std::string text;
  for (const std::string& each : names) text += each + "\n";
  (void)!make_directories("/var/lib/spotdrill", 0755).failed();
  (void)!replace_file(enabled_list_path, text, 0644).failed();
}

// "worker@.service" with DefaultInstance=1 is enabled as "worker@1.service".
std::string installed_name(const Unit& unit, const std::string& name) {
  const bool bare_template = name.find("@.") != std::string::npos;
  if (!bare_template || unit.default_instance.empty()) return name;
  return unit.prefix + "@" + unit.default_instance + "." + unit.kind;
}

}  // namespace

void Manager::verb_is_enabled(Client& client, const Request& request) {
  client.code = 1;
  for (const std::string& word : request.names) {
    const std::string name = full_name(word);
    const LoadedUnit loaded = load_unit(name);
    std::string text = "disabled";
    const auto links = install_links(loaded.unit, name);
    if (is_done_by_instance(name))
      text = "enabled";
    else if (loaded.state == Loaded::NotFound) {
      say_error(client,
                "Failed to get unit file state for " + name + ": No such file or directory");
      continue;
    }
    if (loaded.state == Loaded::Masked)
      text = "masked";
    else if (loaded.unit.name != name)
      text = "alias";
    else if (links.empty() && loaded.unit.also.empty())
      text = "static";
    else if (std::any_of(links.begin(), links.end(), is_link))
      text = "enabled";
    if (text == "enabled" || text == "static" || text == "alias") client.code = 0;
    if (!request.quiet) answer(client, answer_output, text + "\n");
  }
}

void Manager::verb_enable(Client& client, const Request& request) {
  std::vector<std::string> names = request.names;
  for (std::size_t at = 0; at < names.size() && at < 100; ++at) {
    const std::string& word = names[at];
    // "enable /opt/job.service" links the file first.
    if (is_own_name(word)) {
      const std::string link = std::string{own_unit_directory} + "/" + full_name(word);
      if (link != word && !exists(link)) (void)!symlink(word.c_str(), link.c_str());
    }
    const std::string asked = full_name(word);
    const LoadedUnit loaded = load_unit(asked);
    if (loaded.state == Loaded::NotFound && is_done_by_instance(asked)) continue;
    if (loaded.state != Loaded::Yes) {
      const bool masked = loaded.state == Loaded::Masked;
      say_error(client, "Failed to enable unit: Unit file " + asked +
                            (masked ? " is masked." : " does not exist."));
      client.code = 1;
      if (!masked) {
        report_unavailable("command", "systemctl enable " + asked.substr(0, asked.rfind('.')),
                           "There is no unit " + asked + " in the instance.");
      }
      continue;
    }
    const std::string name = installed_name(loaded.unit, asked);
    for (const std::string& link : install_links(loaded.unit, name)) {
      if (is_link(link)) continue;
      (void)!make_directories(link.substr(0, link.rfind('/')), 0755).failed();
      if (symlink(loaded.unit.fragment.c_str(), link.c_str()) != 0) {
        say_error(client, "Failed to enable unit: " + link + ": " + std::strerror(errno));
        client.code = 1;
      } else if (!request.quiet) {
        say_error(client, "Created symlink " + link + " → " + loaded.unit.fragment + ".");
      }
    }
    if (!loaded.unit.has_install && !request.quiet) {
      say_error(client,
                "The unit files have no installation config (WantedBy=, RequiredBy=, Also=, "
                "Alias= settings in the [Install] section).");
    }
    if (loaded.unit.has_install) remember_enabled(name, true);
    names.insert(names.end(), loaded.unit.also.begin(), loaded.unit.also.end());
  }
  if (request.now && client.code == 0) verb_start(client, request);
}

void Manager::verb_disable(Client& client, const Request& request) {
  for (const std::string& word : request.names) {
    const std::string name = full_name(word);
    const LoadedUnit loaded = load_unit(name);
    if (loaded.state == Loaded::NotFound && is_done_by_instance(name)) continue;
    if (loaded.state == Loaded::NotFound) {
      say_error(client, "Failed to disable unit: Unit file " + name + " does not exist.");
      client.code = 1;
      continue;
    }
    for (const std::string& link : install_links(loaded.unit, name)) {
      if (!is_link(link) || unlink(link.c_str()) != 0) continue;
      if (!request.quiet) say_error(client, "Removed \"" + link + "\".");
    }
    remember_enabled(name, false);
  }
  if (request.now) verb_stop(client, request);
}

void Manager::verb_mask(Client& client, const Request& request) {
  for (const std::string& word : request.names) {
    const std::string link =
        std::string{request.runtime ? runtime_unit_directory : own_unit_directory} + "/" +
        full_name(word);
    if (is_link(link)) unlink(link.c_str());
    if (symlink("/dev/null", link.c_str()) != 0) {
      say_error(client, "Failed to mask unit: File '" + link + "' already exists.");
      client.code = 1;
    } else if (!request.quiet) {
      say_error(client, "Created symlink " + link + " → /dev/null.");
    }
  }
  if (request.now) verb_stop(client, request);
}

void Manager::verb_unmask(Client& client, const Request& request) {
  for (const std::string& word : request.names) {
    for (const char* directory : {own_unit_directory, runtime_unit_directory}) {
      const std::string link = std::string{directory} + "/" + full_name(word);
      char target[16] = {};
      if (readlink(link.c_str(), target, sizeof target - 1) <= 0) continue;
      if (std::strcmp(target, "/dev/null") != 0 || unlink(link.c_str()) != 0) continue;
      if (!request.quiet) say_error(client, "Removed \"" + link + "\".");
    }
  }
}

void Manager::verb_cat(Client& client, const Request& request) {
  for (const std::string& word : request.names) {
    const std::string name = full_name(word);
    LoadedUnit loaded = load_unit(name);
    if (loaded.state != Loaded::Yes) {
      say_error(client, "No files found for " + name + ".");
      client.code = 1;
      continue;
    }
    std::vector<std::string> paths{loaded.unit.fragment};
    paths.insert(paths.end(), loaded.unit.drop_ins.begin(), loaded.unit.drop_ins.end());
    for (const std::string& path : paths) {
      std::string text;
      struct stat about{};
      // This reads as root; whoever asks may not be.
      const bool open_to_all = stat(path.c_str(), &about) == 0 && (about.st_mode & S_IROTH) != 0;
      if (client.uid != 0 && !open_to_all) {
        say_error(client, "Failed to open " + path + ": Permission denied");
        client.code = 1;
        continue;
      }
      if (read_file(path, text).failed()) continue;
      answer(client, answer_output, "# " + path + "\n" + text + "\n");
    }
  }
}

// Those of the instance's own directories: the host's are hundreds that nobody here starts.
void Manager::verb_list_files(Client& client, const Request& request) {
  std::string text = request.no_legend ? "" : "UNIT FILE                      STATE\n";
  for (const char* directory : unit_directories) {
    for (const std::string& name : names_in(directory, "")) {
      Unit unit;
      bool named = request.names.empty();
      for (const std::string& word : request.names) named = named || matches(full_name(word), name);
      if (!named || !split_name(name, unit)) continue;
      if (!request.type.empty() && unit.kind != request.type) continue;
      const LoadedUnit loaded = load_unit(name);
      const auto links = install_links(loaded.unit, name);
      const bool enabled = std::any_of(links.begin(), links.end(), is_link);
      const char* state = loaded.state == Loaded::Masked ? "masked"
                          : links.empty()                ? "static"
                                                         : (enabled ? "enabled" : "disabled");
      text += name + std::string(name.size() < 30 ? 30 - name.size() : 0, ' ') + " " + state + "\n";
    }
  }
  answer(client, answer_output, text);
}

}  // namespace spotdrill::init::units
