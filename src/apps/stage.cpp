#include "apps/stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "apps/interrupts.hpp"
#include "apps/temporary_directory.hpp"

namespace spotdrill::apps {
namespace {

/// What the server answers to a GET of `path`; empty when it does not, as AWS does not.
json::object ask(AdminClient& server, const std::string& path) {
  const auto reply = server.call("GET", path);
  if (!reply) return {};
  const auto value = parse_json(reply->body);
  return value && value->is_object() ? value->get_object() : json::object{};
}

bool shares_it(const json::object& health, const SharedDirectory& wanted) {
  const json::value* list = health.if_contains("shares");
  if (list == nullptr || !list->is_array()) return false;
  return std::any_of(list->get_array().begin(), list->get_array().end(),
                     [&](const json::value& value) {
                       const json::object* share = value.if_object();
                       if (share == nullptr) return false;
                       // What is below a shared directory is seen at the same place below the
                       // guest's.
                       const std::filesystem::path below =
                           wanted.host.lexically_relative(string_at(*share, "host"));
                       const std::filesystem::path seen =
                           wanted.guest.lexically_relative(string_at(*share, "guest"));
                       return !below.empty() && *below.begin() != ".." && below == seen;
                     });
}

/// The server's speed, by its own word.
Speed speed_of(const json::object& clock) {
  const json::value* rate = clock.if_contains("rate");
  if (string_at(clock, "speed") == "auto") return automatic_speed;
  return {.number = rate != nullptr && rate->is_number() ? rate->to_number<double>() : 1};
}

std::string said(const Speed& speed) {
  return speed.is_auto() ? "past waits" : fmt::format("{:g}x", speed.number);
}

/// Every instance has it, unless instances are plain processes.
constexpr std::string_view every_share = "/mnt/efs";

bool is_plain(const json::object& health) {
  return string_at(health, "instances") == "plain";
}

bool reads_below(const std::optional<drill::NumberSource>& source, std::string_view directory) {
  return source && source->file.string().starts_with(directory);
}

}  // namespace

std::optional<std::string> obstacle_to(const drill::Definition& definition,
                                       const json::object& health) {
  if (!is_plain(health)) return std::nullopt;
  // Without a mount namespace there is one tree of files, this computer's.
  std::string wanted;
  for (const drill::Shared& share : definition.workload.shared) {
    if (share.host != share.guest) wanted = share.guest.string();
  }
  const drill::Workload& workload = definition.workload;
  if (reads_below(workload.progress, every_share) || reads_below(workload.saved, every_share) ||
      workload.user_data.find(every_share) != std::string::npos) {
    wanted = every_share;
  }
  if (wanted.empty()) return std::nullopt;
  return fmt::format(
      "Instances are plain processes here, which see this computer's files as they are, so that "
      "there is no {} for the drill. 'spotdrill doctor' says what is missing for namespaces; or "
      "use a directory that has the same path in the instances.",
      wanted);
}

std::vector<SharedDirectory> shares_of(const drill::Workload& workload) {
  std::vector<SharedDirectory> shares;
  for (const drill::Shared& shared : workload.shared)
    shares.push_back({shared.host, shared.guest, shared.read_only});
  if (!workload.command.empty()) {
    const auto directory = std::filesystem::weakly_canonical(workload.directory);
    shares.push_back(
        {workload.directory_host.empty() ? directory : workload.directory_host, directory});
  }
  // What lies in another is mounted after it.
  std::ranges::stable_sort(
      shares, {}, [](const SharedDirectory& share) { return share.guest.string().size(); });
  return shares;
}

std::vector<std::string> differences_of(const drill::Definition& definition,
                                        const json::object& clock, const json::object& health) {
  std::vector<std::string> sentences;
  const Speed server_speed = speed_of(clock);
  if (definition.speed && *definition.speed != server_speed) {
    sentences.push_back(
        fmt::format("Drill time runs {} on this server, not {} as the drill asks: its "
                    "speed is given by 'spotdrill serve --speed {}'.",
                    said(server_speed), said(*definition.speed), to_text(*definition.speed)));
  }
  if (is_plain(health)) {
    sentences.emplace_back(
        "Instances are plain processes here: no root volume, no metadata at 169.254.169.254 but "
        "through the proxy variables, and this computer's own network, which nothing cuts off "
        "('spotdrill doctor' says what is missing).");
    return sentences;
  }
  const std::string_view network = string_at(health, "network");
  if (!definition.network.empty() && !network.empty() && network != definition.network) {
    sentences.push_back(
        fmt::format("Instances of this server have the network {}, not {} as the drill asks: that "
                    "is given by 'spotdrill serve --network {}'.",
                    network, definition.network, definition.network));
  }
  for (const SharedDirectory& share : shares_of(definition.workload)) {
    if (shares_it(health, share)) continue;
    sentences.push_back(
        fmt::format("Instances of this server do not see {0} as {1}: that is given by 'spotdrill "
                    "serve --share {0}:{1}'.",
                    share.host.string(), share.guest.string()));
  }
  return sentences;
}

/// Errors: which directory of the job a server does not share that says what it shares. Without it
/// the job's first instance would find nothing there.
Result<void, std::string> check_shares(const drill::Definition& definition,
                                       const json::object& health) {
  const json::value* told = health.if_contains("shares");
  if (told == nullptr || is_plain(health)) return {};
  for (const SharedDirectory& share : shares_of(definition.workload)) {
    if (shares_it(health, share)) continue;
    return refuse(fmt::format(
        "Instances of this server do not see {0} as {1}: start the server with 'spotdrill serve "
        "--share {0}:{1}', or leave --endpoint away, and the drill has a server of its own.",
        share.host.string(), share.guest.string()));
  }
  return {};
}

std::vector<std::string> endpoint_words(const drill::Definition& definition) {
  std::vector<std::string> words;
  for (const drill::ServiceEndpoint& each : definition.endpoints) {
    words.push_back(drill::to_option(each));
  }
  return words;
}

Result<Stage, std::string> set_up(const RunWords& words, const drill::Definition& definition,
                                  Server kind) {
  Stage stage;
  Target target = words.target;
  if (kind == Server::Own) {
    std::error_code error;
    sweep_leftovers(std::filesystem::temp_directory_path(error));
    stage.own = TRY(PrivateServer::start({.speed = definition.speed.value_or(automatic_speed),
                                          .shares = shares_of(definition.workload),
                                          .network = definition.network,
                                          .s3_bandwidth = definition.s3.bandwidth,
                                          .s3_latency = definition.s3.latency,
                                          .endpoints = endpoint_words(definition),
                                          .host_mode = words.host_mode,
                                          .seed = words.seed,
                                          .stop = [] { return interrupts() > 0; },
                                          .hurry = [] { return interrupts() > 1; }}));
    target = {.endpoint = {}, .data = stage.own->data().string()};
  }
  stage.found = TRY(find_server(target));
  AdminClient server{stage.found};
  const json::object health = ask(server, "/_spotdrill/health");
  stage.plain = is_plain(health);
  if (auto obstacle = obstacle_to(definition, health)) return refuse(std::move(*obstacle));
  if (!stage.own) TRY(check_shares(definition, health));
  stage.differences = differences_of(definition, ask(server, "/_spotdrill/clock"), health);
  if (!stage.own && definition.s3 != drill::S3Line{}) {
    stage.differences.emplace_back(
        "Transfers to S3 take on this server what it was started with: 'spotdrill serve "
        "--s3-bandwidth 50MB/s --s3-latency 20ms' gives each instance such a line.");
  }
  if (!stage.own && !definition.endpoints.empty()) {
    return refuse(
        fmt::format("Where calls go on to is a server's own matter: start it with 'spotdrill serve "
                    "--endpoint-for {}', and take 'endpoints' out of the drill.",
                    drill::to_option(definition.endpoints.front())));
  }
  return stage;
}

}  // namespace spotdrill::apps
