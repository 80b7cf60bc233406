#include "init/config.hpp"

#include <cstdlib>
#include <string_view>

#include "init/files.hpp"

namespace spotdrill::init {
namespace {

struct TextKey {
  std::string_view name;
  std::string Config::* member;
};
constexpr TextKey text_keys[] = {
    {"id", &Config::id},
    {"hostname", &Config::hostname},
    {"private_ip", &Config::private_ip},
    {"mac", &Config::mac},
    {"image", &Config::image},
    {"imds_address", &Config::imds_address},
    {"aws_address", &Config::aws_address},
    {"dns_address", &Config::dns_address},
    {"mode", &Config::mode},
    {"instance_dir", &Config::instance_dir},
    {"data_dir", &Config::data_dir},
    {"ca_bundle", &Config::ca_bundle},
    {"program", &Config::program},
    {"cgroup", &Config::cgroup},
    {"clock", &Config::clock},
    {"clock_library", &Config::clock_library},
    {"clock_pages", &Config::clock_pages},
    {"cloud_init", &Config::cloud_init},
    {"network_helper", &Config::network_helper},
};

struct ListKey {
  std::string_view name;
  std::vector<std::string> Config::* member;
};
constexpr ListKey list_keys[] = {
    {"part", &Config::parts},
    {"notice", &Config::notices},
    {"env", &Config::environment},
    {"unavailable", &Config::unavailable},
};

bool set_range(IdRange& range, const std::string& value) {
  char* rest = nullptr;
  range.start = std::strtol(value.c_str(), &rest, 10);
  if (*rest != ' ') return false;
  range.count = std::strtol(rest + 1, &rest, 10);
  return *rest == '\0';
}

bool set_share(Config& config, const std::string& value) {
  const std::size_t tab = value.find('\t');
  if (tab == std::string::npos) return false;
  const std::size_t end = value.find('\t', tab + 1);
  const std::string flag = end == std::string::npos ? "" : value.substr(end + 1);
  if (!flag.empty() && flag != "ro") return false;
  config.shares.push_back(
      {value.substr(0, tab), value.substr(tab + 1, end - tab - 1), flag == "ro"});
  return true;
}

bool set(Config& config, std::string_view key, const std::string& value) {
  for (const TextKey& known : text_keys) {
    if (known.name != key) continue;
    config.*known.member = value;
    return true;
  }
  for (const ListKey& known : list_keys) {
    if (known.name != key) continue;
    (config.*known.member).push_back(value);
    return true;
  }
  if (key == "share") return set_share(config, value);
  if (key == "subuid") return set_range(config.subuid, value);
  if (key == "subgid") return set_range(config.subgid, value);
  if (key == "first_boot")
    config.first_boot = value == "1";
  else if (key == "network_open")
    config.network_open = value == "1";
  else if (key == "run_cloud_init")
    config.run_cloud_init = value == "1";
  else if (key == "orphan_grace_ms")
    config.orphan_grace_ms = std::atol(value.c_str());
  else if (key == "volumes")
    config.volumes = std::atol(value.c_str());
  else if (key == "prefix_bits")
    config.prefix_bits = std::atol(value.c_str());
  else if (key == "speed")
    config.speed = std::atof(value.c_str());
  else
    return false;
  return true;
}

}  // namespace

Outcome read_config(const char* path, Config& config) {
  std::string text;
  STEP(read_file(path, text));
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    const std::string_view line{text.data() + begin, end - begin};
    begin = end + 1;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos ||
        !set(config, line.substr(0, equals), std::string{line.substr(equals + 1)})) {
      return {"configuration: line '" + std::string{line} + "'", EINVAL};
    }
  }
  return done();
}

}  // namespace spotdrill::init
