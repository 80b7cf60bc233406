#include "apps/environment.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "apps/metadata_key.hpp"
#include "host/guest_time.hpp"
#include "host/host_mode.hpp"

extern char** environ;

namespace spotdrill::apps {
namespace {

/// Variables that would choose another account, endpoint or way to sign.
constexpr std::string_view misleading[] = {"AWS_PROFILE",
                                           "AWS_DEFAULT_PROFILE",
                                           "AWS_SESSION_TOKEN",
                                           "AWS_SECURITY_TOKEN",
                                           "AWS_ROLE_ARN",
                                           "AWS_ROLE_SESSION_NAME",
                                           "AWS_WEB_IDENTITY_TOKEN_FILE",
                                           "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                                           "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                           "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                           "AWS_USE_FIPS_ENDPOINT",
                                           "AWS_USE_DUALSTACK_ENDPOINT",
                                           "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                                           "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                                           "AWS_ACCOUNT_ID",
                                           "AWS_ENDPOINT_URL",
                                           "ALL_PROXY",
                                           "all_proxy"};

bool requires_signatures(const Found& server) {
  const auto health = AdminClient{server}.call("GET", "/_spotdrill/health");
  if (!health) return true;
  const auto parsed = parse_json(health->body);
  if (!parsed || !parsed->is_object()) return true;
  const json::value* required = parsed->get_object().if_contains("auth_required");
  return required == nullptr || !required->is_bool() || required->get_bool();
}

/// The endpoint, with the user and password by which it passes requests on to this machine.
std::string proxy_of(const Found& server) {
  constexpr std::string_view scheme = "http://";
  if (!server.credentials || !server.endpoint.starts_with(scheme)) return server.endpoint;
  return fmt::format("{}{}:{}@{}", scheme, commands_name,
                     metadata_key(server.credentials->admin_token, commands_name),
                     server.endpoint.substr(scheme.size()));
}

void add_clock(const Found& server, Environment& environment) {
  const auto init = find_init_program();
  const auto library = init ? guest_time_library(*init) : std::filesystem::path{};
  if (library.empty()) return;
  const char* others = std::getenv("LD_PRELOAD");
  environment.set["LD_PRELOAD"] =
      others == nullptr ? library.string() : fmt::format("{}:{}", library.string(), others);
  environment.set["SPOTDRILL_CLOCK"] = server.clock;
}

/// What a client of the server is told, but for drill time.
std::map<std::string, std::string> variables_of(const Found& server,
                                                const UserCredentials& credentials) {
  const std::string bundle = (server.data / "tls" / "bundle.pem").string();
  const std::string own_host = "127.0.0.1,localhost,::1";
  const std::string proxy = proxy_of(server);
  return {
      {"AWS_ENDPOINT_URL", server.endpoint},
      // "sync-127.0.0.1" has no address.
      {"AWS_DISABLE_HOST_PREFIX_INJECTION", "true"},
      {"AWS_ACCESS_KEY_ID", credentials.access_key_id},
      {"AWS_SECRET_ACCESS_KEY", credentials.secret_access_key},
      {"AWS_REGION", server.region},
      {"AWS_DEFAULT_REGION", server.region},
      {"AWS_CONFIG_FILE", (server.data / "aws" / "config").string()},
      {"AWS_SHARED_CREDENTIALS_FILE", (server.data / "credentials").string()},
      {"AWS_EC2_METADATA_DISABLED", "true"},
      {"AWS_PAGER", ""},
      // What ignores AWS_ENDPOINT_URL goes to AWS's own names, and comes to us by the proxy.
      {"HTTPS_PROXY", proxy},
      {"HTTP_PROXY", proxy},
      {"https_proxy", proxy},
      {"http_proxy", proxy},
      {"NO_PROXY", own_host},
      {"no_proxy", own_host},
      {"AWS_CA_BUNDLE", bundle},
      {"SSL_CERT_FILE", bundle},
      {"CURL_CA_BUNDLE", bundle},
      {"REQUESTS_CA_BUNDLE", bundle},
      {"NODE_EXTRA_CA_CERTS", (server.data / "tls" / "ca.pem").string()},
      {"SPOTDRILL_ENDPOINT", server.endpoint},
      {"SPOTDRILL_DATA", server.data.string()},
  };
}

}  // namespace

std::vector<std::string> client_variables() {
  std::vector<std::string> names;
  for (const auto& [name, value] : variables_of({}, {})) names.push_back(name);
  return names;
}

Result<Environment, std::string> client_environment(const Found& server, Time time) {
  // A server that verifies no signature takes any key.
  UserCredentials credentials{.access_key_id = "AKIAANYKEYWILLDOHERE",
                              .secret_access_key = "any-secret-will-do-here"};
  if (server.credentials) {
    credentials = *server.credentials;
  } else if (requires_signatures(server)) {
    return refuse(no_credentials(server));
  }
  TRY(claim_data_directory(server.data));
  const auto aws = server.data / "aws";
  std::error_code error;
  std::filesystem::create_directories(aws, error);
  const std::string config = fmt::format("[default]\nregion = {}\noutput = json\n", server.region);
  // As it is already, most times; the disk may be full.
  const bool there = read_text(aws / "config") == config;
  if (!there && (error || !replace_file(aws / "config", config, 0600))) {
    return refuse(
        fmt::format("Cannot write {}: {}.", (aws / "config").string(), std::strerror(errno)));
  }
  Environment environment;
  for (const std::string_view name : misleading) environment.unset.emplace_back(name);
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text{*variable};
    // AWS_ENDPOINT_URL_EC2 and its like go before AWS_ENDPOINT_URL.
    if (text.starts_with("AWS_ENDPOINT_URL_")) {
      environment.unset.emplace_back(text.substr(0, text.find('=')));
    }
  }
  environment.set = variables_of(server, credentials);
  if (time == Time::Drill && !server.clock.empty()) add_clock(server, environment);
  return environment;
}

}  // namespace spotdrill::apps
