// spotdrill serve: the endpoint until it is stopped.
#include <fmt/format.h>
#include <sys/stat.h>
#include <CLI/CLI.hpp>
#include <cstdio>

#include "apps/command.hpp"
#include "apps/daemon.hpp"
#include "apps/endpoint_options.hpp"
#include "base/bandwidth.hpp"
#include "base/iso8601.hpp"
#include "wire/routing.hpp"

namespace spotdrill::apps {
namespace {

/// Less is not worth a line: it may be the time that a start takes.
constexpr Duration ahead_told = 1min;

struct ServeWords {
  std::string data;
  std::string auth = "signed";
  std::string instances = "processes";
  std::string mode = "auto";
  std::string network = "auto";
  std::string speed = "1";
  std::string api_delay;
  std::string s3_bandwidth;
  std::string s3_latency;
  std::vector<std::string> shares;
  std::vector<std::string> endpoints;
  ServeOptions options;
};

/// "HOST" or "HOST:GUEST", and perhaps ":ro"; in the guest the directory is where it is on the host
/// unless told.
Result<SharedDirectory, std::string> parse_share(std::string text) {
  SharedDirectory share;
  share.read_only = text.ends_with(":ro");
  if (share.read_only) text.resize(text.size() - 3);
  const std::size_t colon = text.find(':');
  share.host = std::filesystem::absolute(text.substr(0, colon));
  share.guest =
      colon == std::string::npos ? share.host : std::filesystem::path{text.substr(colon + 1)};
  if (!std::filesystem::is_directory(share.host)) {
    return refuse(fmt::format("--share: {} is no directory.", share.host.string()));
  }
  if (!share.guest.is_absolute()) {
    return refuse(
        fmt::format("--share: the guest's path '{}' must begin with '/'.", share.guest.string()));
  }
  return share;
}

Result<void, std::string> read_s3(const ServeWords& words, ServeOptions& options) {
  if (!words.s3_bandwidth.empty()) {
    const auto bandwidth = parse_bandwidth(words.s3_bandwidth);
    if (!bandwidth) return refuse(std::string{"--s3-bandwidth takes a rate, as 50MB/s."});
    options.s3.bytes_per_second = *bandwidth;
  }
  if (!words.s3_latency.empty()) {
    const auto latency = parse_duration(words.s3_latency);
    if (!latency || *latency < Duration::zero()) {
      return refuse(std::string{"--s3-latency takes a time, as 20ms."});
    }
    options.s3.latency = *latency;
  }
  return {};
}

Result<ServeOptions, std::string> options_of(const ServeWords& words) {
  ServeOptions options = words.options;
  options.data = data_directory(words.data);
  options.auth_required = words.auth == "signed";
  options.modelled = words.instances == "modelled";
  options.mode = words.mode == "root"     ? HostMode::Root
                 : words.mode == "userns" ? HostMode::Userns
                 : words.mode == "plain"  ? HostMode::Plain
                                          : HostMode::Auto;
  options.network = words.network == "open"       ? OutsideNetwork::Open
                    : words.network == "aws-only" ? OutsideNetwork::AwsOnly
                                                  : OutsideNetwork::Auto;
  for (const std::string& share : words.shares) options.shares.push_back(TRY(parse_share(share)));
  if (options.account.size() != 12 ||
      options.account.find_first_not_of("0123456789") != std::string::npos) {
    return refuse(std::string{"--account takes twelve digits, as 123456789012."});
  }
  if (!wire::is_region(options.region)) {
    return refuse(
        fmt::format("--region takes a region's name, as us-east-1; '{}' is none.", options.region));
  }
  const auto speed = parse_speed(words.speed);
  if (!speed) return refuse(fmt::format("--speed: {}.", speed.error()));
  options.speed = *speed;
  if (!words.api_delay.empty()) {
    const auto delay = parse_duration(words.api_delay);
    if (!delay) return refuse(std::string{"--api-delay takes a time, as 500ms or 3s."});
    options.api_delay = *delay;
  }
  TRY(read_s3(words, options));
  options.endpoints = TRY(read_endpoints(words.endpoints));
  return options;
}

int serve(const ServeWords& words) {
  const auto options = options_of(words);
  if (!options.has_value()) {
    complain(options.error());
    return exit_usage;
  }
  ::umask(077);  // What is made here is nobody else's, unless it says otherwise.
  const auto daemon = Daemon::create(*options);
  if (!daemon.has_value()) return complain(daemon.error());
  fmt::print(
      "spotdrill serves AWS at {} (region {}, account {}{}{}).\n"
      "  spotdrill exec -- aws ec2 describe-instances   any AWS client, unconfigured\n"
      "  eval \"$(spotdrill env)\"                        the same for this shell\n"
      "  spotdrill ls, logs, interrupt, rebalance       look at instances, act on one\n"
      "Ctrl-C ends it and its instances. Its data is in {}.\n",
      (*daemon)->endpoint(), options->region, options->account,
      options->speed.is_auto()     ? ", drill time passes over waits"
      : options->speed.number == 1 ? ""
                                   : fmt::format(", drill time {}x", options->speed.number),
      options->modelled ? ", modelled instances" : "", options->data.string());
  for (const forward::Endpoint& each : options->endpoints) {
    fmt::print("Calls of {} go on to {}, signed by the key {}.\n", each.service, to_text(each.url),
               each.credential.access_key_id);
  }
  if ((*daemon)->instances() == "plain") {
    fmt::print(
        "Instances are plain processes here: they see this computer's files and its network, have "
        "no metadata\nat 169.254.169.254 but through the proxy variables, and nothing cuts them "
        "off. {}\n",
        options->mode == HostMode::Plain ? "(--host-mode plain)"
                                         : "'spotdrill doctor' says what is missing.");
  }
  if (!options->auth_required) fmt::print("{}\n", open_to_all);
  if (const Duration ahead = (*daemon)->ahead(); ahead >= ahead_told) {
    fmt::print(
        "Drill time goes on where an earlier server left it: {}, {} ahead of this machine's.\n"
        "'spotdrill reset' does not put it back; another --data begins at real time.\n",
        iso8601_seconds(real_now() + ahead),
        format_duration(std::chrono::floor<std::chrono::seconds>(ahead)));
  }
  std::fflush(stdout);
  (*daemon)->run();
  return exit_good;
}

}  // namespace

void add_serve(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("serve", "The endpoint, until it is stopped");
  auto words = std::make_shared<ServeWords>();
  ServeOptions& options = words->options;
  command->add_option("--port", options.port, "TCP port on 127.0.0.1; 0 takes a free one")
      ->capture_default_str();
  command->add_option("--data", words->data,
                      "Where everything is kept (default: $SPOTDRILL_DATA, else "
                      "~/.local/state/spotdrill; without HOME: /var/lib/spotdrill)");
  command->add_option("--region", options.region, "For requests that name none")
      ->capture_default_str();
  command->add_option("--account", options.account, "Twelve digits")->capture_default_str();
  command
      ->add_option("--auth", words->auth,
                   "Whether requests must be signed; with 'off' every user of this machine can run "
                   "programs as you")
      ->check(CLI::IsMember({"signed", "off"}))
      ->capture_default_str();
  command
      ->add_option("--instances", words->instances,
                   "Real processes, or the life cycle alone without any")
      ->check(CLI::IsMember({"processes", "modelled"}))
      ->capture_default_str();
  command->add_option("--seed", options.seed, "Makes ids reproducible")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 62U));
  command
      ->add_option("--speed", words->speed,
                   "How many times faster drill time runs, 1 to 1000; auto: it passes over what "
                   "every process waits for")
      ->capture_default_str();
  command->add_flag("--strict-ids", options.strict_ids,
                    "Refuse image, subnet, role … ids that nobody made, as AWS does");
  command
      ->add_option(
          "--share", words->shares,
          "HOST[:GUEST][:ro]: a directory that every instance sees and may write, but for :ro")
      ->allow_extra_args(false);
  command->add_option("--host-mode", words->mode, "How instances are made ('spotdrill doctor')")
      ->check(CLI::IsMember({"auto", "root", "userns", "plain"}))
      ->capture_default_str();
  command
      ->add_option("--network", words->network,
                   "What instances reach beside AWS: the internet, or nothing; auto: the internet "
                   "where this computer has a way ('spotdrill doctor')")
      ->check(CLI::IsMember({"auto", "open", "aws-only"}))
      ->capture_default_str();
  command->add_option("--api-delay", words->api_delay,
                      "How long what AWS settles later takes, as 3s (default: no time)");
  command->add_option("--s3-bandwidth", words->s3_bandwidth,
                      "How fast each instance's line to S3 is, as 50MB/s (default: no limit)");
  command->add_option("--s3-latency", words->s3_latency,
                      "How long each request to S3 takes besides, as 20ms (default: no time)");
  command
      ->add_option("--endpoint-for", words->endpoints,
                   "SERVICE=URL: another server that carries out the calls of s3, dynamodb, kms, "
                   "secretsmanager or ssm. After commas: profile=NAME, whose key signs them, or "
                   "keys=VARIABLE:VARIABLE[:VARIABLE], which hold one (default: AWS_ACCESS_KEY_ID "
                   "and so on); region=NAME; ca-bundle=FILE")
      ->allow_extra_args(false);
  command->footer(
      "Examples:\n"
      "  spotdrill serve\n"
      "  spotdrill serve --speed 20 --share ~/checkpoints:/mnt/checkpoints\n"
      "  spotdrill serve --endpoint-for s3=http://127.0.0.1:9000,profile=minio\n"
      "  spotdrill serve --port 0 --data /tmp/drill --instances modelled --seed 7 --auth off");
  command->callback([words, &chosen] { chosen.run = [words] { return serve(*words); }; });
}

}  // namespace spotdrill::apps
