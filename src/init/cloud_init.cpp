#include "init/cloud_init.hpp"

#include <unistd.h>

#include <ctime>

#include "init/cloud_init_files.hpp"
#include "init/files.hpp"
#include "init/image_files.hpp"
#include "init/root_volume.hpp"
#include "init/shims.hpp"

namespace spotdrill::init {
namespace {

constexpr const char* settings_directory = "/etc/cloud";
constexpr const char* drop_in_directory = "/etc/cloud/cloud.cfg.d";

// The console is copied into cloud-init's output log by PID 1, for scripts as for this: a second
// copy by tee would double each line.
void remove_output_setting(std::string& text) {
  constexpr std::string_view setting = "\noutput:";
  const std::size_t at = text.find(setting);
  if (at == std::string::npos) return;
  const std::size_t end = text.find('\n', at + 1);
  text.erase(at, end == std::string::npos ? std::string::npos : end - at);
}

// As the package has them; an image's own files, which the root volume keeps from its first boot.
Outcome write_settings(const Config& config) {
  const std::string tree = cloud_init_directory;
  std::string text;
  STEP(make_directories(drop_in_directory, 0755));
  STEP(read_file(tree + "/etc/cloud/cloud.cfg", text));
  STEP(write_file("/etc/cloud/cloud.cfg", text, 0644));
  STEP(read_file(tree + "/etc/cloud/cloud.cfg.d/05_logging.cfg", text));
  remove_output_setting(text);
  STEP(write_file("/etc/cloud/cloud.cfg.d/05_logging.cfg", text, 0644));
  text = cloud_init_settings;
  const std::string user = default_user(image_family(config.image));
  text.replace(text.find(user_placeholder), std::string_view{user_placeholder}.size(), user);
  STEP(write_file("/etc/cloud/cloud.cfg.d/90_spotdrill.cfg", text, 0644));
  if (symlink((tree + "/etc/cloud/templates").c_str(), "/etc/cloud/templates") != 0 &&
      errno != EEXIST) {
    return failure("link /etc/cloud/templates");
  }
  return done();
}

constexpr const char* status_directory = "/run/cloud-init";

// Source: cloud-init, cmd/main.py, status_wrapper().
std::string stage_text(const char* name, const std::string& finished, const std::string& errors) {
  return "\"" + std::string{name} + "\": {\"errors\": [" + errors + "], \"finished\": " + finished +
         ", \"start\": " + std::to_string(time(nullptr)) + "}";
}

void write_status(bool ended, const std::string& errors) {
  const std::string now = std::to_string(time(nullptr));
  std::string text = "{\"v1\": {\"datasource\": \"DataSourceEc2Local\", ";
  for (const char* stage : {"init-local", "init", "modules-config"}) {
    text += stage_text(stage, now, "") + ", ";
  }
  text += stage_text("modules-final", ended ? now : "null", errors) +
          ", \"stage\": " + (ended ? "null" : "\"modules-final\"") + "}}\n";
  const std::string directory = status_directory;
  if (make_directories(directory, 0755).failed()) return;
  (void)replace_file(directory + "/status.json", text, 0644);
  if (!ended) return;
  (void)replace_file(
      directory + "/result.json",
      "{\"v1\": {\"datasource\": \"DataSourceEc2Local\", \"errors\": [" + errors + "]}}\n", 0644);
}

}  // namespace

Outcome mount_cloud_init(const Config& config, const std::string& root) {
  if (config.cloud_init.empty()) return done();
  const std::string volume = config.instance_dir + "/root/cloud-init";
  STEP(make_directories(volume + "/settings", 0755));
  STEP(make_directories(volume + "/state", 0755));
  STEP(bind_mount(volume + "/settings", root + settings_directory, false));
  STEP(bind_mount(volume + "/state", root + "/var/lib/cloud", false));
  return bind_mount(config.cloud_init, root + cloud_init_directory, true);
}

Outcome write_cloud_init(const Config& config) {
  if (config.cloud_init.empty()) return done();
  if (!exists(std::string{settings_directory} + "/cloud.cfg")) STEP(write_settings(config));
  STEP(make_directories("/run/spotdrill/lib", 0755));
  STEP(write_file(cloud_init_stages, cloud_init_stages_script, 0755));
  const std::string commands = shim_directory;
  STEP(write_file(commands + "/cloud-init", cloud_init_command, 0755));
  STEP(write_file(commands + "/cloud-id", cloud_id_command, 0755));
  const std::string per = std::string{cloud_init_directory} + "/usr/bin/cloud-init-per";
  if (symlink(per.c_str(), (commands + "/cloud-init-per").c_str()) != 0) {
    return failure("make the command cloud-init-per");
  }
  return done();
}

void note_scripts_begun(const Config& config) {
  if (!config.cloud_init.empty() && !config.run_cloud_init) write_status(false, "");
}

void note_scripts_ended(const Config& config, std::size_t failed) {
  if (config.cloud_init.empty() || config.run_cloud_init) return;
  write_status(true, failed == 0 ? "" : "\"scripts-user: " + std::to_string(failed) + " failed\"");
}

}  // namespace spotdrill::init
