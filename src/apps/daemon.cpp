#include "apps/daemon.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "apps/admin.hpp"
#include "apps/closing.hpp"
#include "apps/data_dir.hpp"
#include "apps/drill_clock.hpp"
#include "apps/function_surroundings.hpp"
#include "apps/guest_doors.hpp"
#include "apps/metadata_key.hpp"
#include "apps/missing.hpp"
#include "apps/passing_on.hpp"
#include "apps/replies.hpp"
#include "apps/s3_traffic.hpp"
#include "apps/seed.hpp"
#include "apps/services.hpp"
#include "apps/time_followers.hpp"
#include "base/iso8601.hpp"
#include "base/log.hpp"
#include "host/asio_scheduler.hpp"
#include "host/child_process.hpp"
#include "host/cloud_init.hpp"
#include "host/function_sandboxes.hpp"
#include "host/guest_time.hpp"
#include "host/host_mode.hpp"
#include "host/shared_time.hpp"
#include "host/time_skipper.hpp"
#include "http/guard.hpp"
#include "http/proxy.hpp"
#include "http/tls.hpp"
#include "http/turn.hpp"
#include "services/s3/receiving.hpp"
#include "sim/modelled_process_host.hpp"
#include "store/file_blobs.hpp"
#include "store/sqlite_store.hpp"
#include "wire/router.hpp"

namespace spotdrill::apps {

namespace asio = boost::asio;

struct Daemon::Parts {
  Parts(ServeOptions chosen, DataLock held, std::unique_ptr<Store> opened,
        std::unique_ptr<BlobStore> objects, std::unique_ptr<http::CertificateAuthority> ca,
        UserCredentials user, std::unique_ptr<SharedTime> pages)
      : options(std::move(chosen)),
        lock(std::move(held)),
        store(std::move(opened)),
        blobs(std::move(objects)),
        authority(std::move(ca)),
        credentials(std::move(user)),
        shared_time(std::move(pages)),
        clock(clock_origin(options.data, options.speed)),
        scheduler(loop, clock),
        journal(*store),
        random(seed_of(options.seed, journal)),
        ids(random),
        world{clock, scheduler, random, ids, journal, *store},
        turn(*store),
        server(loop, turn, clock, authority.get()) {}

  Result<void, std::string> listen();
  Result<void, std::string> make_host();
  void make_services();
  void pass_over_waits();
  /// Whether instances reach the internet.
  [[nodiscard]] bool network_open() const { return watch != nullptr && watch->network_open(); }
  Follower look_of_follower(bool idle);
  void note_processor_use(const std::string& id, const ProcessorUse& use);
  void answer(protocol::HttpRequest request, const http::Peer& peer, http::Responder respond);
  void answer_proxied(protocol::HttpRequest request, const http::Peer& peer,
                      const http::Responder& respond);
  void answer_metadata(const protocol::HttpRequest& request, const http::Peer& peer,
                       const http::Responder& respond);
  void wait_for_signal();

  ServeOptions options;
  DataLock lock;
  asio::io_context loop{1};
  asio::signal_set signals{loop};
  std::unique_ptr<Store> store;
  std::unique_ptr<BlobStore> blobs;
  std::unique_ptr<http::CertificateAuthority> authority;
  UserCredentials credentials;
  std::unique_ptr<SharedTime> shared_time;  // Null: drill time passes over nothing.
  RealClock clock;
  AsioScheduler scheduler;
  Journal journal;
  Random random;
  IdSource ids;
  World world;
  http::Turn turn;
  http::Server server;
  std::unique_ptr<GuestDoors> doors;
  std::unique_ptr<ProcessHost> host;
  LinuxInstances* watch = nullptr;          // The same; null where instances are modelled.
  std::unique_ptr<BlobStore> packages;      // Of functions.
  std::unique_ptr<FunctionHost> functions;  // Null: instances are modelled.
  std::unique_ptr<Services> services;
  std::unique_ptr<wire::Router> router;
  std::shared_ptr<S3Traffic> traffic;
  std::unique_ptr<s3::Receiver> receiver;
  std::unique_ptr<forward::Forwarder> forwarder;  // Null: nothing is passed on.
  std::unique_ptr<Admin> admin;
  std::unique_ptr<TimeFollowers> time_followers;
  std::unique_ptr<TimeSkipper> skipper;
  std::unique_ptr<Closing> closing;
  std::string endpoint;
};

Daemon::Daemon(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Daemon::~Daemon() = default;
const std::string& Daemon::endpoint() const {
  return parts_->endpoint;
}

std::string_view Daemon::instances() const {
  return parts_->host->kind();
}

Duration Daemon::ahead() const {
  return parts_->clock.now() - real_now();
}

Result<std::unique_ptr<Daemon>, std::string> Daemon::create(const ServeOptions& options) {
  raise_descriptor_limit();
  std::signal(SIGPIPE, SIG_IGN);
  TRY(check_room(options.data));
  DataLock lock = TRY(DataLock::take(options.data));
  use_reserve(options.data);
  UserCredentials credentials = TRY(user_credentials(options.data));
  auto authority = TRY(http::CertificateAuthority::create(options.data / "tls"));
  auto store = TRY(open_sqlite_store(options.data / "store.sqlite"));
  auto blobs = TRY(open_file_blobs(options.data / "objects"));
  auto pages = TRY(open_time_pages(options));
  auto parts =
      std::make_unique<Parts>(options, std::move(lock), std::move(store), std::move(blobs),
                              std::move(authority), std::move(credentials), std::move(pages));
  // The port first: where it is taken, nothing else is worth beginning.
  TRY(parts->listen());
  TRY(parts->make_host());
  parts->make_services();
  parts->pass_over_waits();
  const SharedTime* const pages_known = parts->shared_time.get();
  const ServerInfo info{
      .endpoint = parts->endpoint,
      .port = parts->options.port,
      .pid = ::getpid(),
      .region = options.region,
      .account = options.account,
      .started = iso8601_seconds(real_now()),
      .auth_required = options.auth_required,
      .clock = guest_time_map(parts->clock, pages_known, time_pages(options.data))};
  parts->turn.end();
  if (parts->store->changed()) return refuse(full_disk(options.data));
  TRY(write_server_info(options.data, info));
  return std::unique_ptr<Daemon>{new Daemon{std::move(parts)}};
}

Result<void, std::string> Daemon::Parts::listen() {
  http::ListenOptions door;
  door.proxy = true;
  door.may_relay = [this](const http::Peer& peer) {
    return admin->is_key_of(peer.instance, peer.secret);
  };
  door.handler = [this](protocol::HttpRequest request, const http::Peer& peer,
                        http::Responder respond) {
    answer(std::move(request), peer, std::move(respond));
  };
  const auto listening = TRY(server.listen("127.0.0.1", options.port, std::move(door)));
  options.port = listening.port;
  endpoint = fmt::format("http://127.0.0.1:{}", options.port);
  return {};
}

Result<void, std::string> Daemon::Parts::make_host() {
  doors = std::make_unique<GuestDoors>(
      loop, server,
      [this](const protocol::HttpRequest& request, const http::Peer& peer,
             const http::Responder& respond) { answer_metadata(request, peer, respond); },
      [this](protocol::HttpRequest request, const http::Peer& peer,
             const http::Responder& respond) {
        router->handle(std::move(request), respond, peer.instance);
      },
      [this](const std::string& id, const http::UnservedName& name) {
        services->ec2().unavailable(id, missing_name(name, network_open()));
      });
  if (options.modelled) {
    host = std::make_unique<sim::ModelledProcessHost>(clock, scheduler);
    return {};
  }
  HostOptions settings;
  settings.cloud_init = [] {
    const auto found = find_cloud_init();
    return found ? found->tree : std::filesystem::path{};
  };
  settings.data_dir = options.data;
  settings.ca_bundle = authority->bundle_file();
  settings.shared = options.shares;
  settings.mode = options.mode;
  settings.network = options.network;
  settings.orphan_grace = orphan_grace;
  settings.port = options.port;
  if (options.auth_required) {
    settings.metadata_key = [token = credentials.admin_token](std::string_view instance) {
      return metadata_key(token, instance);
    };
  }
  settings.time = shared_time.get();
  HostEvents events;
  events.sockets_ready = [this](GuestSockets sockets) {
    doors->open(std::move(sockets), network_open());
  };
  events.sockets_gone = [this](const std::string& id) {
    doors->close(id);
    if (admin != nullptr) admin->followers().ended(id);
  };
  events.console_output = [this](const std::string& id, std::string_view text) {
    if (admin != nullptr) admin->followers().output(id, text);
    if (time_followers != nullptr) time_followers->note();
  };
  events.processor_used = [this](const std::string& id, const ProcessorUse& use) {
    note_processor_use(id, use);
  };
  auto instances =
      TRY(make_linux_process_host(loop, std::move(settings), clock, std::move(events)));
  watch = instances.get();
  host = std::move(instances);
  packages = TRY(open_file_blobs(options.data / "packages"));
  functions = TRY(make_function_host(loop, options.data, *packages, watch));
  return {};
}

void Daemon::Parts::make_services() {
  ServiceSettings settings;
  settings.identity.account = options.account;
  settings.identity.root = {.access_key_id = credentials.access_key_id,
                            .secret_access_key = credentials.secret_access_key};
  settings.identity.strict_ids = options.strict_ids;
  settings.ec2.strict_ids = options.strict_ids;
  settings.ec2.settle_delay = options.api_delay;
  settings.seed = options.seed;
  services = std::make_unique<Services>(world, *host,
                                        functions != nullptr ? *functions : no_function_host(),
                                        *blobs, std::move(settings));
  wire::RouterOptions routing;
  routing.account = options.account;
  routing.default_region = options.region;
  routing.auth_required = options.auth_required;
  routing.real_now = real_now;
  routing.injected_error = [this](const wire::Credential& caller, const std::string& region,
                                  std::string_view service, std::string_view operation) {
    return services->injected_error(caller, region, service, operation);
  };
  routing.unserved = [this](const wire::Unserved& call) {
    const std::string id =
        call.from.empty() ? std::string{iam::instance_of(call.caller_arn)} : call.from;
    if (!id.empty()) services->ec2().unavailable(id, missing_call(call));
  };
  routing.answered = [this](const wire::Answered& call) {
    services->instance_calls().note(call.caller.arn, call.region, call.service, call.operation,
                                    call.code);
  };
  receiver = std::make_unique<s3::Receiver>(services->s3(), *blobs, services->identity(), clock,
                                            s3::ReceiverOptions{options.auth_required, real_now});
  server.set_body_sinks(receiver.get());
  if (!options.endpoints.empty()) {
    forwarder = make_forwarder(loop, *services, clock, *receiver, options);
    server.set_body_sinks(forwarder.get());
    routing.forwarding = forwarder.get();
  }
  router = std::make_unique<wire::Router>(services->dispatcher(), services->identity(), clock, ids,
                                          std::move(routing));
  AdminSettings administration;
  if (options.auth_required) administration.token = credentials.admin_token;
  administration.region = options.region;
  administration.account = options.account;
  administration.shares = options.shares;
  administration.network_open = network_open();
  administration.speed = shared_time != nullptr ? options.speed : Speed{.number = clock.rate()};
  traffic = std::make_shared<S3Traffic>(
      world, services->identity(), S3Pace{options.s3}, [this](const std::string& instance) {
        return watch == nullptr ? std::vector<pid_t>{} : watch->threads_of(instance);
      });
  traffic->listen();
  server.set_traffic(traffic.get());
  admin = std::make_unique<Admin>(world, *host, *services, std::move(administration));
}

void Daemon::Parts::note_processor_use(const std::string& id, const ProcessorUse& use) {
  if (services == nullptr) return;
  const ec2::Ec2* region = services->ec2().find_region_of(id);
  if (region == nullptr) return;
  json::object details;
  details.emplace("phase", json::string{use.phase});
  details.emplace("cpu_seconds", std::chrono::duration<double>(use.processor_time).count());
  if (use.waited) {
    details.emplace("waited_seconds", std::chrono::duration<double>(*use.waited).count());
  }
  details.emplace("drill_seconds", std::chrono::duration<double>(use.drill_time).count());
  details.emplace("speed", to_text(options.speed));
  journal.append(clock.now(), region->place().region, id, "instance-cpu", std::move(details));
}

void Daemon::Parts::pass_over_waits() {
  if (shared_time == nullptr || watch == nullptr) return;
  const auto wall = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  shared_time->publish(clock.now() - wall);
  time_followers = std::make_unique<TimeFollowers>(loop, clock, [this] { return admin->clock(); });
  admin->set_time_followers(time_followers.get());
  skipper = std::make_unique<TimeSkipper>(
      loop, TimeSkipper::World{clock, scheduler, *shared_time, *watch,
                               [this](bool idle) { return look_of_follower(idle); }});
}

Follower Daemon::Parts::look_of_follower(bool idle) {
  Follower follower = time_followers->look(idle);
  // The internet's name servers, and servers that calls go on to, know real time only.
  const bool passed_on = forwarder != nullptr && forwarder->waiting();
  if (doors->resolving() || passed_on) follower.present = follower.looks = true;
  return follower;
}

void Daemon::Parts::answer_metadata(const protocol::HttpRequest& request, const http::Peer& peer,
                                    const http::Responder& respond) {
  if (!peer.instance.starts_with(function_sandbox_prefix)) {
    return respond(services->metadata(request, peer.instance));
  }
  services->functions().call(peer.instance, request, respond);
}

void Daemon::Parts::answer_proxied(protocol::HttpRequest request, const http::Peer& peer,
                                   const http::Responder& respond) {
  if (const auto refused = http::refuse_page(request)) return respond(forbidden(*refused));
  const auto authority_of = http::parse_authority(peer.authority, 80);
  if (!authority_of || !http::is_metadata_host(authority_of->host)) {
    return router->handle(std::move(request), respond, peer.instance);
  }
  // Anybody on this machine can name an instance; the key says that it is the instance's program.
  if (!admin->is_key_of(peer.instance, peer.secret)) {
    return respond(forbidden(
        "An instance's metadata is for its own programs: the proxy's user and password are the "
        "instance's id and its key, as its proxy variables have them."));
  }
  answer_metadata(request, peer, respond);
}

void Daemon::Parts::answer(protocol::HttpRequest request, const http::Peer& peer,
                           http::Responder respond) {
  if (peer.proxied) return answer_proxied(std::move(request), peer, respond);
  if (const auto refused = http::refuse_foreign(request)) return respond(forbidden(*refused));
  if (request.target.starts_with(admin_prefix)) {
    return admin->handle(std::move(request), std::move(respond));
  }
  router->handle(std::move(request), respond);
}

void Daemon::Parts::wait_for_signal() {
  signals.async_wait([this](const boost::system::error_code& error, int) {
    if (error) return;
    if (closing == nullptr) {
      log::info("shutting down; once more kills every instance at once");
      skipper.reset();
      closing = std::make_unique<Closing>(loop, *host, services->ec2());
      closing->begin(clock.rate());
    } else {
      closing->hurry();
    }
    wait_for_signal();
  });
}

void Daemon::run() {
  Parts& parts = *parts_;
  parts.signals.add(SIGINT);
  parts.signals.add(SIGTERM);
  // The terminal was closed. nohup has it ignored, and so it stays.
  struct sigaction hang_up{};
  if (::sigaction(SIGHUP, nullptr, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN) {
    parts.signals.add(SIGHUP);
  }
  parts.wait_for_signal();
  // What the start took goes back. What a long reply takes is kept for the next one: otherwise the
  // kernel hands out and clears each page anew, which is 40 % of a listing.
  ::malloc_trim(0);
  ::mallopt(M_TRIM_THRESHOLD, 4 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
  parts.turn.run(parts.loop);
  remove_server_info(parts.options.data);
}

}  // namespace spotdrill::apps
