#include "apps/endpoint_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "apps/aws_file.hpp"
#include "base/forwarded_services.hpp"
#include "wire/routing.hpp"

namespace spotdrill::apps {
namespace {

using forward::Endpoint;

struct EndpointWords {
  std::string profile;
  std::string keys;
};

std::string variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? std::string{} : std::string{value};
}

std::filesystem::path aws_file(const std::string& named_by, std::string_view name) {
  const std::string named = variable(named_by);
  if (!named.empty()) return named;
  return std::filesystem::path{variable("HOME")} / ".aws" / name;
}

/// Errors: half a sentence.
Result<wire::Credential, std::string> key_of_profile(const std::string& profile) {
  const auto file = aws_file("AWS_SHARED_CREDENTIALS_FILE", "credentials");
  auto found = section_of(file, profile);
  if (!found || !found->contains("aws_access_key_id")) {
    const std::string section = profile == "default" ? profile : "profile " + profile;
    if (auto other = section_of(aws_file("AWS_CONFIG_FILE", "config"), section)) {
      found = std::move(other);
    }
  }
  if (!found) return refuse(fmt::format("{} has no profile '{}'", file.string(), profile));
  wire::Credential key{.access_key_id = (*found)["aws_access_key_id"],
                       .secret_access_key = (*found)["aws_secret_access_key"],
                       .session_token = (*found)["aws_session_token"]};
  if (key.access_key_id.empty() || key.secret_access_key.empty()) {
    return refuse(
        fmt::format("the profile '{}' has no aws_access_key_id and aws_secret_access_key; others "
                    "(SSO, roles, processes) become variables by 'aws configure "
                    "export-credentials --format env'",
                    profile));
  }
  return key;
}

/// Errors: half a sentence.
Result<wire::Credential, std::string> key_of_variables(const std::string& names) {
  std::array<std::string, 3> values;
  std::string_view rest = names;
  for (std::size_t i = 0; i < values.size() && !rest.empty(); ++i) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const std::string name{rest.substr(0, colon)};
    rest.remove_prefix(std::min(colon + 1, rest.size()));
    values[i] = variable(name);
    if (values[i].empty()) {
      return refuse(fmt::format("keys: the variable '{}' is not set", name.substr(0, 64)));
    }
  }
  if (values[1].empty() || !rest.empty()) {
    return refuse(std::string{
        "keys takes the names of variables, as keys=MINIO_ROOT_USER:MINIO_ROOT_PASSWORD"});
  }
  return wire::Credential{
      .access_key_id = values[0], .secret_access_key = values[1], .session_token = values[2]};
}

/// Where nothing is said: as the AWS CLI does, the variables first.
/// Errors: half a sentence.
Result<wire::Credential, std::string> key_of(const EndpointWords& words) {
  if (!words.profile.empty() && !words.keys.empty()) {
    return refuse(std::string{"it takes either profile or keys"});
  }
  if (!words.keys.empty()) return key_of_variables(words.keys);
  if (!words.profile.empty()) return key_of_profile(words.profile);
  const std::string id = variable("AWS_ACCESS_KEY_ID");
  if (!id.empty()) {
    return wire::Credential{.access_key_id = id,
                            .secret_access_key = variable("AWS_SECRET_ACCESS_KEY"),
                            .session_token = variable("AWS_SESSION_TOKEN")};
  }
  const std::string profile = variable("AWS_PROFILE");
  auto key = key_of_profile(profile.empty() ? "default" : profile);
  if (key.has_value()) return key;
  return refuse(
      fmt::format("there is no key to sign by: {}. Name a profile (profile=NAME) or "
                  "variables (keys=VARIABLE:VARIABLE)",
                  key.error()));
}

/// Errors: half a sentence.
Result<void, std::string> read_word(std::string_view word, Endpoint& endpoint,
                                    EndpointWords& words) {
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  const std::string value{equals == std::string_view::npos ? std::string_view{}
                                                           : word.substr(equals + 1)};
  if (value.empty()) return refuse(fmt::format("'{}' has no value", word.substr(0, 64)));
  if (name == "profile") {
    words.profile = value;
  } else if (name == "keys") {
    words.keys = value;
  } else if (name == "ca-bundle") {
    endpoint.ca_bundle = value;
    if (!std::ifstream{value}) return refuse(fmt::format("cannot read {}", value));
  } else if (name == "region") {
    endpoint.region = value;
    if (!wire::is_region(value)) return refuse(fmt::format("'{}' is no region", value));
  } else {
    return refuse(
        fmt::format("'{}' is none of profile, keys, region and ca-bundle", name.substr(0, 64)));
  }
  return {};
}

/// Errors: half a sentence.
Result<Endpoint, std::string> read_endpoint(std::string_view text) {
  Endpoint endpoint;
  EndpointWords words;
  const std::size_t equals = text.find('=');
  endpoint.service = text.substr(0, equals);
  if (!is_forwarded_service(endpoint.service))
    return refuse(no_forwarded_service(endpoint.service));
  std::string_view rest =
      equals == std::string_view::npos ? std::string_view{} : text.substr(equals + 1);
  const std::size_t comma = std::min(rest.find(','), rest.size());
  endpoint.url = TRY(parse_endpoint_url(rest.substr(0, comma)));
  endpoint.ca_bundle = variable("AWS_CA_BUNDLE");
  for (rest.remove_prefix(comma); !rest.empty();) {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find(','), rest.size());
    TRY(read_word(rest.substr(0, end), endpoint, words));
    rest.remove_prefix(end);
  }
  endpoint.credential = TRY(key_of(words));
  return endpoint;
}

}  // namespace

Result<std::vector<Endpoint>, std::string> read_endpoints(const std::vector<std::string>& words) {
  std::vector<Endpoint> endpoints;
  for (const std::string& text : words) {
    auto endpoint = read_endpoint(text);
    if (!endpoint.has_value()) {
      return refuse(fmt::format("--endpoint-for {}: {}.", text, endpoint.error()));
    }
    const bool again =
        std::ranges::find(endpoints, endpoint->service, &Endpoint::service) != endpoints.end();
    if (again) {
      return refuse(fmt::format("--endpoint-for: {} has two endpoints.", endpoint->service));
    }
    endpoints.push_back(*std::move(endpoint));
  }
  return endpoints;
}

}  // namespace spotdrill::apps
