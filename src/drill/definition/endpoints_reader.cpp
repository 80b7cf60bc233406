#include "drill/definition/endpoints_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/endpoint_url.hpp"
#include "base/forwarded_services.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view url_expected = "an endpoint such as http://127.0.0.1:9000";
constexpr std::size_t key_variables_min = 2;
constexpr std::size_t key_variables_max = 3;

/// What may stand in an option whose parts are parted by commas and colons.
bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_of(",:\n") == std::string_view::npos;
}

void read_url(YamlReader& reader, const YAML::Node& node, ServiceEndpoint& endpoint) {
  const auto text = reader.text(node, url_expected);
  if (!text) return;
  const auto url = parse_endpoint_url(*text);
  if (!url) return reader.mistake(node, fmt::format("{}; expected {}", url.error(), url_expected));
  endpoint.url = to_text(*url);
}

void read_keys(YamlReader& reader, const YAML::Node& node, ServiceEndpoint& endpoint) {
  constexpr std::string_view expected =
      "keys names the variables that hold the id and the secret of a key, as [MINIO_ROOT_USER, "
      "MINIO_ROOT_PASSWORD], and of a session its token";
  if (!node.IsSequence() || node.size() < key_variables_min || node.size() > key_variables_max) {
    return reader.mistake(node, std::string{expected});
  }
  for (const YAML::Node& name : node) {
    const auto text = reader.text(name, "a variable's name");
    if (text && !is_word(*text)) reader.mistake(name, std::string{expected});
    if (text) endpoint.keys.push_back(*text);
  }
}

void read_word(YamlReader& reader, const YAML::Node& node, std::string_view what,
               std::string& word) {
  const auto text = reader.text(node, what);
  if (text && !is_word(*text)) {
    reader.mistake(node, fmt::format("'{}' is not {}", *text, what));
  }
  if (text) word = *text;
}

void read_mapping(YamlReader& reader, const YAML::Node& node, ServiceEndpoint& endpoint) {
  if (!reader.mapping(node, "an endpoint", {"url", "profile", "keys", "region", "ca-bundle"})) {
    return;
  }
  if (!node["url"]) return reader.mistake(node, fmt::format("it needs 'url', {}", url_expected));
  read_url(reader, node["url"], endpoint);
  if (node["profile"]) {
    read_word(reader, node["profile"], "the name of a profile", endpoint.profile);
  }
  if (node["keys"]) read_keys(reader, node["keys"], endpoint);
  if (node["profile"] && node["keys"]) {
    reader.mistake(node["keys"], "an endpoint has either 'profile' or 'keys'");
  }
  if (node["region"]) read_word(reader, node["region"], "a region's name", endpoint.region);
  if (!node["ca-bundle"]) return;
  std::string file;
  read_word(reader, node["ca-bundle"], "a file of certificates", file);
  endpoint.ca_bundle = reader.beside(file);
  std::error_code error;
  if (!std::filesystem::is_regular_file(endpoint.ca_bundle, error)) {
    reader.mistake(node["ca-bundle"],
                   fmt::format("'{}' is not a file here", endpoint.ca_bundle.string()));
  }
}

}  // namespace

void read_endpoints(YamlReader& reader, const YAML::Node& node, Definition& definition) {
  if (!node.IsMap()) {
    return reader.mistake(node,
                          "endpoints must be a mapping such as {s3: {url: http://127.0.0.1:9000, "
                          "profile: minio}}");
  }
  for (const auto& entry : node) {
    ServiceEndpoint endpoint{.service = entry.first.Scalar()};
    if (!is_forwarded_service(endpoint.service)) {
      reader.mistake(entry.first, no_forwarded_service(endpoint.service));
      continue;
    }
    if (entry.second.IsMap()) {
      read_mapping(reader, entry.second, endpoint);
    } else {
      read_url(reader, entry.second, endpoint);
    }
    definition.endpoints.push_back(std::move(endpoint));
  }
}

std::string to_option(const ServiceEndpoint& endpoint) {
  std::string option = fmt::format("{}={}", endpoint.service, endpoint.url);
  if (!endpoint.profile.empty()) option += ",profile=" + endpoint.profile;
  if (!endpoint.keys.empty()) option += fmt::format(",keys={}", fmt::join(endpoint.keys, ":"));
  if (!endpoint.region.empty()) option += ",region=" + endpoint.region;
  if (!endpoint.ca_bundle.empty()) option += ",ca-bundle=" + endpoint.ca_bundle.string();
  return option;
}

}  // namespace spotdrill::drill
